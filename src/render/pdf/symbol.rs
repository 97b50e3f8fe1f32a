//! The modules of a symbol as operators.

use super::operators::{Digits, Operators};
use crate::render::Deflater;
use crate::scene::Symbol;
use crate::units::Length;

/// How symbols are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SymbolForm {
    /// As rectangles filled in one go: exact at every size, whatever reads the file.
    #[default]
    Vector,
    /// As an image mask of a sample a module: smaller and faster to make. A viewer or a RIP that
    /// resamples images may blur or move its edges.
    Mask,
}

/// Draws a symbol whose top left corner stands at a point of the page.
pub(super) fn draw(symbol: &Symbol, form: SymbolForm, corner: (Length, Length), page: &mut Operators<'_>) {
    if let Some(areas) = symbol.areas() {
        let (right, down) = (corner.0 - symbol.origin().x, corner.1 + symbol.origin().y);
        for area in areas {
            page.length(right + area.left).length(down - area.bottom);
            page.length(area.width()).length(area.height()).op("re");
        }
        page.op("f");
        return;
    }
    page.op("q");
    match form {
        SymbolForm::Vector => vector(symbol, corner, page),
        SymbolForm::Mask => mask(symbol, corner, page),
    }
    page.op("Q");
}

/// Rectangles in module units, merged along rows: edges that rectangles of one path share leave
/// no seam.
fn vector(symbol: &Symbol, (x, y): (Length, Length), page: &mut Operators<'_>) {
    let (width, height) = symbol.cell();
    page.length(width).whole(0).whole(0).length(-height).length(x).length(y).op("cm");
    let mut before = None;
    for (row, column, width) in by_width(&symbol.modules().runs(), symbol.modules().columns()) {
        let place = Place { x: column, y: row, width };
        rectangle(place, before, page.out);
        before = Some(place);
    }
    page.op("f");
}

/// Runs of one width together, because their lines are most alike; else in their order.
fn by_width(runs: &[(u32, u32, u32)], widest: u32) -> Vec<(u32, u32, u32)> {
    // Where the runs of each width begin.
    let mut places = vec![0_usize; widest as usize + 2];
    for (_, _, width) in runs {
        if let Some(next) = places.get_mut(*width as usize + 1) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for place in &mut places {
        sum += *place;
        *place = sum;
    }
    let mut sorted = vec![(0, 0, 0); runs.len()];
    for run in runs {
        let Some(place) = places.get_mut(run.2 as usize) else { continue };
        if let Some(slot) = sorted.get_mut(*place) {
            *slot = *run;
        }
        *place += 1;
    }
    sorted
}

/// A rectangle one module high.
#[derive(Clone, Copy)]
struct Place {
    x: u32,
    y: u32,
    width: u32,
}

/// Writes `x y width 1 re`, repeating what is as in the line before.
fn rectangle(place: Place, before: Option<Place>, out: &mut Deflater) {
    let (mut x, mut y, mut width) = Default::default();
    let [x, y, width] =
        [(place.x, &mut x), (place.y, &mut y), (place.width, &mut width)].map(|(n, d): (u32, &mut Digits)| d.whole(n));
    const END: &[u8] = b" 1 re\n";
    out.exactly(x);
    match before {
        Some(before) if (before.y, before.width) == (place.y, place.width) => {
            let same = 1 + y.len() + 1 + width.len() + END.len();
            out.again(same, same + x.len());
        }
        Some(before) if before.width == place.width => {
            let same = 1 + width.len() + END.len();
            out.exactly(b" ");
            out.exactly(y);
            out.again(same, same + y.len() + 1 + x.len());
        }
        _ => [b" ", y, b" ", width, END].into_iter().for_each(|part| out.exactly(part)),
    }
}

/// An inline image (ISO 32000-1, 8.9.7). Its samples are hexadecimal, because bytes as they are
/// could hold the mark of its end.
fn mask(symbol: &Symbol, (x, y): (Length, Length), page: &mut Operators<'_>) {
    let modules = symbol.modules();
    let (rows, columns) = (modules.rows(), modules.columns());
    let (width, height) = (symbol.bounds().width(), symbol.bounds().height());
    page.length(width).whole(0).whole(0).length(height).length(x).length(y - height).op("cm");
    page.op(&format!("BI/W {columns}/H {rows}/IM true/F/AHx ID"));
    let across = columns.div_ceil(4).next_multiple_of(2) as usize;
    // A sample of 0 paints; digits that fill a row up are 0, which is the cheapest.
    let light = |digit: usize| 15_u8 << (4 * (digit + 1)).saturating_sub(columns as usize).min(4) & 15;
    let blank: Vec<u8> = (0..across).map(light).collect();
    let mut samples = Vec::with_capacity(across * rows as usize);
    for row in 0..rows {
        let dark = modules.row(row).iter().flat_map(|word| (0..16).rev().map(move |at| (word >> (4 * at)) as u8 & 15));
        samples.extend(blank.iter().zip(dark).map(|(blank, dark)| match blank & !dark {
            digit @ ..10 => b'0' + digit,
            digit => b'a' - 10 + digit,
        }));
    }
    page.out.exactly(&samples);
    page.op(">\nEI");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_run_is_lost_however_long() {
        assert_eq!(by_width(&[(0, 0, 200), (1, 0, 7), (2, 0, 150)], 250), [(1, 0, 7), (2, 0, 150), (0, 0, 200)]);
        assert_eq!(
            by_width(&[(0, 0, 3), (1, 9, 2), (1, 0, 3), (2, 0, 2)], 9),
            [(1, 9, 2), (2, 0, 2), (0, 0, 3), (1, 0, 3)]
        );
    }
}
