//! Lines of text in their places.

use std::sync::Arc;

use super::area::{Over, Pin};
use super::kept::Kept;
use super::rules;
use super::setting::said;
use super::shaper::{Shaper, Unshapeable};
use super::text::{Frame, Set, TextError};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{Bounds, Drawing, Face, GlyphRun, Id, Ink, Item, Part, Point, Stock};
use crate::sentence::{Sentence, is_unseen, name, outside, sides};
use crate::template::{Align, Engine, Fields, Phrase};
use crate::units::Length;

/// A text with all that does not depend on the record.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) phrase: Phrase,
    pub(super) pin: Pin,
    /// The font, as the template calls it.
    pub(super) font: String,
    /// Whether it may be shrunk.
    pub(super) shrinks: bool,
    pub(super) align: Align,
    /// Whether it is pinned by the baseline of its first line.
    pub(super) on_baseline: bool,
    pub(super) shaper: Arc<Shaper>,
    pub(super) face: Id<Face>,
    pub(super) ink: Id<Ink>,
    pub(super) frame: Frame,
    pub(super) shows_code: bool,
    /// The widest of the digits 1 to 9, and of all.
    pub(super) digits: (u64, u64),
    /// What it may show of the numbers of a label.
    pub(super) counts: Vec<&'static str>,
    /// What it was before, where labels share it.
    pub(super) kept: Kept,
}

impl Prepared {
    /// The box that it is let fill; `far` is how far a side reaches that nothing bounds.
    pub(super) fn allowed(&self, engine: &Engine, far: Length) -> Bounds {
        let Frame { size, width, height, wrap, line_height, .. } = self.frame;
        let lines = i64::try_from(engine.lines_of_phrase(&self.phrase)).unwrap_or(i64::MAX);
        let high = line_height.unwrap_or(size.scale(6, 5)) * lines;
        let area = self.pin.area(width.unwrap_or(far), height.unwrap_or(if wrap { far } else { high }));
        let up = if self.on_baseline {
            self.first_baseline(size, line_height.unwrap_or(size.scale(6, 5)))
        } else {
            Length::ZERO
        };
        area.bounds_of(Length::ZERO, -up, area.width, area.height - up)
    }

    /// How far the first baseline stands below the top of the box.
    fn first_baseline(&self, size: Length, line_height: Length) -> Length {
        let (ascent, descent) = self.reach(size);
        (line_height - ascent - descent) / 2 + ascent
    }

    /// How far letters reach above and below a baseline.
    fn reach(&self, size: Length) -> (Length, Length) {
        let Face { ascent, descent, units_per_em, .. } = *self.shaper.face;
        let em = |units: i32| size.scale(units.into(), i64::from(units_per_em));
        (em(ascent), em(descent))
    }
}

/// Sets a text and places its lines.
pub(super) fn set_text(
    engine: &Engine,
    stock: &Stock,
    part: &Arc<Part>,
    prepared: &Prepared,
    fields: Fields<'_>,
) -> Result<Vec<Item>, Diagnostic> {
    let said = said(engine, &prepared.phrase, fields)?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let set = || {
        let set = prepared.shaper.set(&said, &prepared.frame, prepared.shows_code);
        place_lines(stock, part, prepared, set.map_err(|error| explain(&error, prepared))?)
    };
    if part.recurs { prepared.kept.or_set(&said, set) } else { set() }
}

fn place_lines(stock: &Stock, part: &Arc<Part>, prepared: &Prepared, mut set: Set) -> Result<Vec<Item>, Diagnostic> {
    let shaper = &prepared.shaper;
    if let Some(width) = prepared.frame.width.filter(|_| prepared.align == Align::Justify) {
        for line in set.lines.iter_mut().filter(|line| !line.is_last) {
            shaper.justify(line, set.size, set.letter_spacing, width);
        }
    }
    let widths: Vec<Length> =
        set.lines.iter().map(|line| shaper.width(&line.glyphs, set.size, set.letter_spacing)).collect();
    let widest = widths.iter().copied().fold(Length::ZERO, Length::max);
    let count = i64::try_from(set.lines.len()).unwrap_or(i64::MAX);
    let width = prepared.frame.width.unwrap_or(widest);
    let height = prepared.frame.height.unwrap_or(set.line_height * count);
    let area = prepared.pin.area(width, height);
    let (ascent, descent) = prepared.reach(set.size);
    let first_baseline =
        if prepared.on_baseline { Length::ZERO } else { prepared.first_baseline(set.size, set.line_height) };
    let mut items = Vec::with_capacity(set.lines.len());
    for ((line, line_width), index) in set.lines.into_iter().zip(widths).zip(0_i64..) {
        let x = (width - line_width) * prepared.align.halves() / 2;
        let y = first_baseline + set.line_height * index;
        let inked = area.bounds_of(x, y - ascent, x + line_width, y + descent);
        if let Some(over) = inked.over(&stock.page.trim(), stock) {
            let message = match over {
                Over::Edge(by) => say!("the text reaches {by} over the edge of the label", by),
                Over::Unprintable(by) => say!(
                    "the text reaches {by} into the strip that the printer cannot print on the outer labels of the sheet",
                    by
                ),
            };
            return Err(Diagnostic::error(rules::TEXT_FIT, message)
                .help(say!("move it, or give it a “width” to fit and a “shrink_to” size")));
        }
        let origin = area.point(x, y);
        let snap = |length: Length| stock.page.device.map_or(length, |device| device.snap(length));
        let run = GlyphRun {
            face: prepared.face,
            size: set.size,
            letter_spacing: set.letter_spacing,
            origin: Point { x: snap(origin.x), y: snap(origin.y) },
            turn: prepared.pin.turn,
            angle: prepared.pin.angle,
            ink: prepared.ink,
            text: line.text.into(),
            glyphs: line.glyphs,
        };
        items.push(Item { part: part.clone(), drawing: Drawing::Text(run) });
    }
    Ok(items)
}

fn explain(error: &TextError, prepared: &Prepared) -> Diagnostic {
    match error {
        TextError::TooLarge { width, height } => {
            let Some(message) = too_large(*width, *height, &prepared.frame, prepared.shrinks) else {
                return Diagnostic::internal("layout/lines.rs: a text without a box is too large");
            };
            let help = say!("give the element a larger box, a smaller “size”, “wrap = true” or a smaller “shrink_to”");
            Diagnostic::error(rules::TEXT_FIT, message).help(help)
        }
        TextError::Unshapeable(error) => unshapeable(error, &prepared.font),
    }
}

/// Why a text cannot be written in a font, which the template calls so.
pub(super) fn unshapeable(error: &Unshapeable, font: &str) -> Diagnostic {
    let font = || outside(font);
    let message = match *error {
        Unshapeable::Unreadable => {
            let message = say!("the font “{font}” is broken: no text can be set in it", font = font());
            return Diagnostic::error(rules::FONT, message);
        }
        Unshapeable::Broken(c) => {
            let (font, character) = (font(), outside(c));
            let message = say!("the font “{font}” is broken at the character “{character}”", font, character);
            return Diagnostic::error(rules::FONT, message);
        }
        Unshapeable::Missing(c) => {
            let (font, code) = (font(), name(format!("U+{:04X}", u32::from(c))));
            if is_unseen(c) {
                say!("the font “{font}” has no character ({code})", font, code)
            } else {
                say!("the font “{font}” has no character “{character}” ({code})", font, character = outside(c), code)
            }
        }
        Unshapeable::RightToLeft(c) => {
            say!("“{character}” is written from right to left, which labels here cannot be yet", character = outside(c))
        }
        Unshapeable::Unembeddable(glyph) => {
            say!("glyph {glyph} of the font “{font}” cannot be embedded: the font has too many", glyph, font = font())
        }
    };
    Diagnostic::error(rules::GLYPH, message)
}

/// A text has width and height at its smallest, and a box; `None` where it has no box to be larger than.
fn too_large(width: Length, height: Length, frame: &Frame, shrunk: bool) -> Option<Sentence> {
    let text = sides(width, height);
    Some(match (frame.width, frame.height, shrunk) {
        (Some(width), Some(height), false) => {
            say!("the text is {text}, its box is {limit}", text, limit = sides(width, height))
        }
        (Some(width), Some(height), true) => say!(
            "the text is {text} even when shrunk as far as allowed, its box is {limit}",
            text,
            limit = sides(width, height)
        ),
        (Some(width), None, false) => say!("the text is {text}, its box is {width} wide", text, width),
        (Some(width), None, true) => {
            say!("the text is {text} even when shrunk as far as allowed, its box is {width} wide", text, width)
        }
        (None, Some(height), false) => say!("the text is {text}, its box is {height} high", text, height),
        (None, Some(height), true) => {
            say!("the text is {text} even when shrunk as far as allowed, its box is {height} high", text, height)
        }
        (None, None, _) => return None,
    })
}
