//! What is seen in a symbol's quiet zone and under the symbol, pixel by pixel: imported art can
//! hide anything from geometry.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Label, Mark, SeenSymbol};
use crate::raster::{PixelArea, Run};
use crate::scene::{Bounds, Cover, Drawing, Ink, Page, Pictured, Process, Resources, Role, SpotKind, Stock, Substrate};
use crate::units::Length;

/// The side of a pixel: finer than a quarter of a dot at 600 dpi, and than 1200 dpi for a press.
const PIXEL: Length = Length::from_emu(288);
/// Most pixels along a side; those of larger symbols are larger.
const MOST: u32 = 5_000;
/// How far two parts of a colour, 0 to 255, may lie apart to count as one.
const STEP: u8 = 3;
/// A white ink where it is seen: no other colour of a label.
const WHITE: Process = Process([1000, 0, 1000, 0]);

/// The pixels that differ from most of their zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Odd {
    /// The boxes around those of a row, or of rows that are alike: beside the symbol to the left, in
    /// its columns, and to the right.
    parts: Vec<Bounds>,
    /// How many there are.
    count: u64,
}

impl Odd {
    /// The box around all of them.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        self.parts.iter().copied().reduce(|all, part| all.joined(&part))
    }

    /// Of the parts that another one does not have just so, the nearest to a symbol.
    fn beyond(&self, other: &Self, symbol: &Bounds) -> Option<Bounds> {
        let own = self.parts.iter().filter(|part| other.parts.binary_search_by(|it| order(it, part)).is_err());
        own.copied().min_by_key(|part| symbol.gap(part))
    }
}

impl Label<'_> {
    /// What differs in a symbol's quiet zone of one module and under the symbol.
    pub(super) fn odd(&self, seen: &SeenSymbol<'_>) -> Odd {
        self.odd_without(seen, None)
    }

    /// Whether geometry takes a mark for a box that it may not fill: a picture, a part of a drawing, or
    /// slanted text that is the same on every label.
    pub(super) fn is_art(&self, mark: &Mark<'_>) -> bool {
        is_looked_at(mark) || mark.item.part.role == Role::Art
    }

    /// What an element adds to what differs: the part nearest to the symbol, or `None` if nothing is
    /// seen of it.
    pub(super) fn shows(&self, seen: &SeenSymbol<'_>, element: &Arc<str>, odd: &Odd) -> Option<Bounds> {
        let without = self.odd_without(seen, Some(element));
        if without == *odd { None } else { odd.beyond(&without, &seen.mark.bounds).or_else(|| odd.bounds()) }
    }

    /// Whether something that is painted later than a symbol lies over it; of a picture or slanted text,
    /// whether a pixel of it does.
    pub(super) fn covers(&self, mark: &Mark<'_>, seen: &SeenSymbol<'_>) -> bool {
        let symbol = &seen.mark.bounds;
        if mark.cover(symbol, self.stock) == Cover::None {
            return false;
        }
        if !is_looked_at(mark) {
            return true;
        }
        let area = PixelArea::paint(&stock(self.stock), symbol, sides(seen, symbol, PIXEL), [mark.item]);
        area.is_none_or(|area| area.runs().any(|run| run.colour != [0; 4]))
    }

    /// The modules of a symbol in a picture, row by row: which are dark, by the middle of each. `None` where it has
    /// one colour.
    pub(super) fn modules_of(&self, symbol: &Pictured) -> Option<Vec<bool>> {
        let Pictured { columns, rows, .. } = *symbol;
        let items = self.marks.iter().filter(|mark| Arc::ptr_eq(&mark.item.part, &symbol.part)).map(|mark| mark.item);
        let area = PixelArea::paint(&stock(self.stock), &symbol.symbol(), (columns * 3, rows * 3), items)?;
        let mut shades = vec![u32::from(u8::MAX) * 3; (columns * rows) as usize];
        for run in area.runs() {
            let shade = on_paper(run.colour).map(u32::from).iter().sum();
            // The middle one of three pixels.
            let middles = |first: u32, count: u32| (first..first + count).filter(|at| at % 3 == 1).map(|at| at / 3);
            for row in middles(run.row, run.rows) {
                for column in middles(run.first, run.length) {
                    if let Some(slot) = shades.get_mut((row * columns + column) as usize) {
                        *slot = shade;
                    }
                }
            }
        }
        let (darkest, lightest) = (*shades.iter().min()?, *shades.iter().max()?);
        let middle = u32::midpoint(darkest, lightest);
        (darkest < lightest).then(|| shades.into_iter().map(|shade| shade <= middle).collect())
    }

    fn odd_without(&self, seen: &SeenSymbol<'_>, element: Option<&Arc<str>>) -> Odd {
        let zone = seen.zone();
        let dot = self.stock.page.device.map_or(Length::ZERO, |device| device.dot());
        let near = self.marks.iter().enumerate().filter(|(number, mark)| {
            *number != seen.number && Some(&mark.item.part.id) != element && mark.may_reach(&zone.grown(dot))
        });
        let items: Vec<_> = near.map(|(_, mark)| mark.item).collect();
        if items.is_empty() {
            return Odd::default();
        }
        let fine = if dot > Length::ZERO { PIXEL.min(dot / 4) } else { PIXEL };
        let sides = sides(seen, &zone, fine);
        PixelArea::paint(&stock(self.stock), &zone, sides, items)
            .map_or_else(Odd::default, |area| odd(&area, &zone, &seen.mark.bounds, sides.0))
    }
}

/// Whether the box around a mark says little of where its ink is, and its pixels are at hand.
fn is_looked_at(mark: &Mark<'_>) -> bool {
    match &mark.item.drawing {
        Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_) => true,
        Drawing::Text(_) if mark.item.part.role == Role::Art => true,
        Drawing::Text(run) => !run.angle.is_none() && mark.item.part.role == Role::Design,
        Drawing::Path(_) | Drawing::Symbol(_) => false,
    }
}

/// Pixels across and down of an area about a symbol: a module of it has as many as make
/// them finer than that.
fn sides(seen: &SeenSymbol<'_>, area: &Bounds, fine: Length) -> (u32, u32) {
    let module = seen.symbol.module().emu().max(1);
    let modules = |side: Length| u32::try_from((side.emu() + module - 1) / module).unwrap_or(MOST).clamp(1, MOST);
    let (columns, rows) = (modules(area.width()), modules(area.height()));
    let wanted = u32::try_from((module + fine.emu() - 1) / fine.emu()).unwrap_or(MOST);
    let pixels = wanted.min(MOST / columns.max(rows)).max(1);
    (columns * pixels, rows * pixels)
}

impl Mark<'_> {
    /// Whether ink of it may come into a box. Mitres stick out of the box around a path, by up to five
    /// widths of its outline.
    pub(super) fn may_reach(&self, of: &Bounds) -> bool {
        let tips = self.path().and_then(|path| path.stroke).map_or(Length::ZERO, |stroke| stroke.width * 5);
        self.bounds.grown(tips).overlaps(of)
    }
}

/// What differs from the colour that most of an area has.
fn odd(area: &PixelArea, zone: &Bounds, symbol: &Bounds, columns: u32) -> Odd {
    let mut counts: HashMap<[u8; 4], u64> = HashMap::new();
    for run in area.runs() {
        *counts.entry(run.colour).or_default() += u64::from(run.length) * u64::from(run.rows);
    }
    let Some(most) = counts.iter().max_by_key(|(colour, count)| (**count, **colour)).map(|(colour, _)| *colour) else {
        return Odd::default();
    };
    let differs = |colour: [u8; 4]| on_paper(colour).iter().zip(on_paper(most)).any(|(a, b)| a.abs_diff(b) > STEP);
    if !counts.keys().any(|colour| differs(*colour)) {
        return Odd::default();
    }
    let at = |pixels: u32| zone.width().scale(i64::from(pixels), i64::from(columns));
    let mut odd = Odd::default();
    for Run { row, rows, first, length, .. } in area.runs().filter(|run| differs(run.colour)) {
        odd.count += u64::from(length) * u64::from(rows);
        let (top, bottom) = (zone.top + at(row), zone.top + at(row + rows));
        let (from, to) = (zone.left + at(first), zone.left + at(first + length));
        for (left, right) in [(zone.left, symbol.left), (symbol.left, symbol.right), (symbol.right, zone.right)] {
            let part = Bounds { left: from.max(left), top, right: to.min(right), bottom };
            if part.left >= part.right {
                continue;
            }
            let known = odd
                .parts
                .iter_mut()
                .rev()
                .take(3)
                .find(|known| known.top == top && (left..right).contains(&known.left));
            match known {
                Some(known) => *known = known.joined(&part),
                None => odd.parts.push(part),
            }
        }
    }
    odd.parts.sort_by(order);
    odd
}

/// The order of parts: from the top, from the left.
fn order(a: &Bounds, b: &Bounds) -> Ordering {
    (a.top, a.left, a.right, a.bottom).cmp(&(b.top, b.left, b.right, b.bottom))
}

/// A colour on white paper.
fn on_paper([red, green, blue, opacity]: [u8; 4]) -> [u8; 3] {
    [red, green, blue].map(|part| part.saturating_add(255 - opacity))
}

/// What painting needs of a stock. White ink has no colour of its own on white; elsewhere it is seen.
fn stock(label: &Stock) -> Stock {
    let is_white =
        !matches!(label.blank.substrate, Some(Substrate::KraftBoard | Substrate::Foil | Substrate::TransparentFilm));
    let ink = |ink: &Ink| match ink {
        Ink::Spot { kind: SpotKind::White, .. } if !is_white => Ink::Process(WHITE),
        other => other.clone(),
    };
    let page = Page { sheet: None, ..label.page.clone() };
    let resources = Resources { inks: label.resources.inks.each(ink), ..label.resources.clone() };
    Stock::new(page, resources, label.blank.clone())
}
