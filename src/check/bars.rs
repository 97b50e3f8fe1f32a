//! What is seen of linear barcodes: their bars are painted, measured and read.

use std::sync::Arc;

use super::{Ground, Label, Mark, SeenBars};
use crate::raster::PixelArea;
use crate::scene::{Bounds, Cover, Drawing, Id, Ink, Linear, LinearKind, Process, SpotKind};
use crate::symbol::linear::Bars;
use crate::units::Length;

/// The side of a pixel: finer than a quarter of a dot of 200 dpi and than a tenth of the least module.
const PIXEL: Length = Length::from_emu(720);
/// Most pixels along a side; those of larger barcodes are larger.
const MOST: i64 = 4_000;
/// Fewest bars of GS1-128: start, FNC1, one character, check and stop.
const FEWEST: usize = 16;

impl Label<'_> {
    /// The bars of its linear barcodes, as far as any are seen.
    #[must_use]
    pub fn bars(&self) -> Arc<[SeenBars]> {
        self.seen.get_or_init(|| self.linears().filter_map(|linear| self.seen_bars(linear)).collect()).clone()
    }

    fn seen_bars(&self, linear: &Linear) -> Option<SeenBars> {
        let items = self.marks.iter().filter(|mark| mark.item.part.id == linear.part.id).map(|mark| mark.item);
        let area = linear.bounds;
        let longest = area.width().max(area.height()).emu();
        let pixel = PIXEL.emu().max(longest / MOST).max(1);
        let pixels = |side: Length| u32::try_from((side.emu() + pixel - 1) / pixel).unwrap_or(1).max(1);
        let (columns, rows) = (pixels(area.width()), pixels(area.height()));
        let painted = PixelArea::paint(self.stock, &area, (columns, rows), items)?;
        let lines = lines(&painted, (columns, rows), linear.upright)?;
        let seen = Seen::of(linear.kind, &lines)?;
        // A pixel is square: as wide as the columns make it.
        let at = |from: Length, pixels: usize| from + area.width().scale(pixels as i64, i64::from(columns));
        let [(left, right), (top, bottom)] =
            if linear.upright { [seen.high, seen.long] } else { [seen.long, seen.high] };
        let bounds = Bounds {
            left: at(area.left, left),
            top: at(area.top, top),
            right: at(area.left, right),
            bottom: at(area.top, bottom),
        };
        let (part, kind, upright) = (linear.part.clone(), linear.kind, linear.upright);
        let (digits, pixel) = (seen.digits.map(Into::into), Length::from_emu(pixel));
        Some(SeenBars { part, kind, bounds, upright, digits, pixel })
    }

    /// The bars that are known already: what [`Label::bars`] tells of a label of texts alone.
    pub(super) fn known_bars(&self) -> Arc<[SeenBars]> {
        self.seen.get().cloned().unwrap_or_default()
    }

    /// The inks of bars, and what lies under these; no ink where they are pixels.
    pub(super) fn bar_inks(&self, seen: &SeenBars) -> (Vec<Id<Ink>>, Ground<'_>) {
        let is_own = |mark: &Mark<'_>| mark.item.part.id == seen.part.id;
        let number = self.marks.iter().rposition(is_own).unwrap_or_default();
        let mut ground = self.ground(&seen.bounds, number);
        ground.under.retain(|mark| !is_own(mark));
        let is_ground = |mark: &Mark<'_>| ground.layers.iter().any(|(layer, _)| std::ptr::eq(layer.item, mark.item));
        let middle = seen.bounds.middle();
        let line = match seen.upright {
            true => Bounds { left: middle.x, right: middle.x + seen.pixel, ..seen.bounds },
            false => Bounds { top: middle.y, bottom: middle.y + seen.pixel, ..seen.bounds },
        };
        let mut inks: Vec<Id<Ink>> = Vec::new();
        let own = self.marks.iter().filter(|mark| is_own(mark) && !is_ground(mark));
        for mark in own.filter(|mark| mark.cover(&line, self.stock) != Cover::None) {
            match &mark.item.drawing {
                Drawing::Path(_) | Drawing::Symbol(_) => inks.extend(mark.item.drawing.inks(&self.stock.resources)),
                Drawing::Text(_) => {}
                Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_) => return (Vec::new(), ground),
            }
        }
        let all = std::mem::take(&mut inks);
        all.into_iter().for_each(|ink| {
            if !inks.contains(&ink) {
                inks.push(ink)
            }
        });
        let is_white = |ink: &Id<Ink>| match self.stock.ink(*ink) {
            Ink::Process(Process(parts)) => parts.iter().all(|part| *part == 0),
            Ink::Spot { kind, .. } => *kind == SpotKind::White,
            Ink::Step { .. } | Ink::Technical | Ink::Varnish => true,
        };
        // White spaces may be drawn between dark bars.
        if !inks.iter().all(is_white) {
            inks.retain(|ink| !is_white(ink));
        }
        (inks, ground)
    }
}

/// Lines across bars that are alike: how many, and what is dark in them, from and to.
struct Lines {
    count: usize,
    dark: Vec<(usize, usize)>,
}

/// The lines of an area across bars, in order; `None` where it has one colour.
fn lines(painted: &PixelArea, (columns, rows): (u32, u32), upright: bool) -> Option<Vec<Lines>> {
    let on_paper = |[red, green, blue, opacity]: [u8; 4]| {
        [red, green, blue].iter().map(|part| u32::from(part.saturating_add(255 - opacity))).sum::<u32>()
    };
    let is_white = painted.runs().all(|run| on_paper(run.colour) == 3 * 255);
    // White bars on white paper are seen on what lies below them.
    let shade = |colour: [u8; 4]| if is_white { u32::from(255 - colour[3]) } else { on_paper(colour) };
    let shades = || painted.runs().map(|run| shade(run.colour));
    let (darkest, lightest) = (shades().min()?, shades().max()?);
    let middle = u32::midpoint(darkest, lightest);
    let dark = painted.runs().filter(|run| darkest < lightest && shade(run.colour) <= middle);
    let (length, count) = if upright { (rows, columns) } else { (columns, rows) };
    let mut all: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count as usize];
    for run in dark {
        let (across, along) = ((run.row, run.rows), (run.first, run.length));
        let ((first, lines), (from, long)) = if upright { (along, across) } else { (across, along) };
        for line in all.iter_mut().skip(first as usize).take(lines as usize) {
            let (from, to) = (from as usize, (from + long).min(length) as usize);
            match line.last_mut().filter(|last| last.1 == from) {
                Some(last) => last.1 = to,
                None => line.push((from, to)),
            }
        }
    }
    let alike = all.chunk_by(|a, b| a == b);
    let lines: Vec<Lines> =
        alike.filter_map(|alike| Some(Lines { count: alike.len(), dark: alike.first()?.clone() })).collect();
    (darkest < lightest).then_some(lines)
}

/// Where bars are seen, in pixels along the scan line and across it, and what they say.
struct Seen {
    long: (usize, usize),
    high: (usize, usize),
    digits: Option<String>,
}

impl Seen {
    /// The bars in lines: those that can be read, or else those that most lines show.
    fn of(kind: LinearKind, lines: &[Lines]) -> Option<Self> {
        let mut by_size: Vec<&Lines> = lines.iter().collect();
        by_size.sort_by_key(|lines| std::cmp::Reverse(lines.count));
        let read = by_size.iter().find_map(|lines| read(kind, &lines.dark));
        let (bars, digits) = match read {
            Some((bars, digits)) => (bars, Some(digits)),
            None => {
                let least = kind.element_count().map_or(FEWEST, |elements| elements / 2 + 1);
                (by_size.iter().find(|lines| lines.dark.len() >= least)?.dark.clone(), None)
            }
        };
        let long = (bars.first()?.0, bars.last()?.1);
        let slack = bars.iter().map(|(from, to)| to - from).min()?.div_ceil(2);
        let shows = |lines: &Lines| {
            let within = lines.dark.iter().filter(|(from, to)| *to > long.0 && *from < long.1);
            let mut pairs = within.clone().zip(&bars);
            within.count() == bars.len()
                && pairs.all(|(a, b)| {
                    let (from, to) = (a.0.max(long.0), a.1.min(long.1));
                    from.abs_diff(b.0) <= slack && to.abs_diff(b.1) <= slack
                })
        };
        let (mut at, mut high) = (0, None);
        for lines in lines {
            if shows(lines) {
                high = Some((high.map_or(at, |(top, _)| top), at + lines.count));
            }
            at += lines.count;
        }
        Some(Self { long, high: high?, digits })
    }
}

/// Bars, and what they say.
type Said = (Vec<(usize, usize)>, String);

/// Reads a line, whatever stands beside the bars, from either end.
fn read(kind: LinearKind, dark: &[(usize, usize)]) -> Option<Said> {
    let bars = kind.element_count()? / 2 + 1;
    dark.windows(bars).find_map(|window| {
        let edges: Vec<usize> = window.iter().flat_map(|(from, to)| [*from, *to]).collect();
        let steps = edges.windows(2).map(|pair| match *pair {
            [from, to] => u32::try_from(to.saturating_sub(from)).unwrap_or(u32::MAX),
            _ => 0,
        });
        let mut widths: Vec<u32> = steps.collect();
        let forward = Bars::read(kind, &widths);
        let said = forward.or_else(|| {
            widths.reverse();
            Bars::read(kind, &widths)
        })?;
        Some((window.to_vec(), said.text().to_owned()))
    })
}
