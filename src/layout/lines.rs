//! Lines of text in their places.

use super::plan::Setting;
use super::prepare::{area, item};
use super::rules;
use super::shaper::Shaper;
use super::text::{Frame, Set, TextError};
use crate::diagnostic::Diagnostic;
use crate::scene::{Drawing, GlyphRun, Item, Point, Stock};
use crate::template::{Element, Fields, Text};
use crate::units::Length;

/// A text with all that does not depend on the record.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) text: &'a Text,
    pub(super) shaper: usize,
    pub(super) ink: usize,
    pub(super) frame: Frame,
    pub(super) shows_code: bool,
}

/// Sets a text and places its lines.
pub(super) fn set_text(
    setting: &Setting<'_>,
    stock: &Stock,
    shaper: Option<&Shaper>,
    element: &Element,
    prepared: &Prepared<'_>,
    fields: &Fields,
) -> Result<Vec<Item>, Diagnostic> {
    let Some(shaper) = shaper else { return Ok(Vec::new()) };
    let said = setting.template.engine.say(&prepared.text.phrase, fields);
    let said = said.map_err(|error| Diagnostic::error(crate::template::rules::EXPRESSION, error.to_string()))?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let set = shaper.set(&said, &prepared.frame, prepared.shows_code).map_err(|error| explain(&error, prepared))?;
    place_lines(stock, shaper, element, prepared, set)
}

fn place_lines(
    stock: &Stock,
    shaper: &Shaper,
    element: &Element,
    prepared: &Prepared<'_>,
    set: Set,
) -> Result<Vec<Item>, Diagnostic> {
    let widths: Vec<Length> =
        set.lines.iter().map(|line| shaper.width(&line.glyphs, set.size, set.letter_spacing)).collect();
    let widest = widths.iter().copied().max().unwrap_or_default();
    let count = i64::try_from(set.lines.len()).unwrap_or(0);
    let width = prepared.frame.width.unwrap_or(widest);
    let height = prepared.frame.height.unwrap_or(set.line_height * count);
    let area = area(element, stock.device, width, height);
    let em = |units: i32| set.size.scale(units.into(), i64::from(shaper.face.units_per_em));
    let (ascent, descent) = (em(shaper.face.ascent), em(shaper.face.descent));
    let first_baseline = (set.line_height - ascent - descent) / 2 + ascent;
    let mut items = Vec::with_capacity(set.lines.len());
    for ((line, line_width), index) in set.lines.into_iter().zip(widths).zip(0_i64..) {
        let x = (width - line_width) * i64::from(prepared.text.align) / 2;
        let y = first_baseline + set.line_height * index;
        let inked = area.bounds_of(x, y - ascent, x + line_width, y + descent);
        if let Some(over) = inked.over(stock) {
            return Err(Diagnostic::error(rules::TEXT_FIT, format!("the text {over}"))
                .help("move it, or give it a “width” to fit and a “shrink_to” size"));
        }
        let origin = area.point(x, y);
        let snap = |length: Length| stock.device.map_or(length, |device| device.snap(length));
        let run = GlyphRun {
            face: prepared.shaper,
            size: set.size,
            letter_spacing: set.letter_spacing,
            origin: Point { x: snap(origin.x), y: snap(origin.y) },
            turn: element.turn,
            ink: prepared.ink,
            text: line.text.into(),
            glyphs: line.glyphs,
        };
        items.push(item(element, Drawing::Text(run)));
    }
    Ok(items)
}

fn explain(error: &TextError, prepared: &Prepared<'_>) -> Diagnostic {
    let text = prepared.text;
    match error {
        TextError::Missing(c) => {
            let shown = if c.is_control() { String::new() } else { format!(" “{c}”") };
            Diagnostic::error(
                rules::GLYPH,
                format!("the font “{}” has no character{shown} (U+{:04X})", text.font, u32::from(*c)),
            )
        }
        TextError::RightToLeft(c) => Diagnostic::error(
            rules::GLYPH,
            format!("“{c}” is written from right to left, which labels here cannot be yet"),
        ),
        TextError::Unembeddable(glyph) => Diagnostic::error(
            rules::GLYPH,
            format!("glyph {glyph} of the font “{}” cannot be embedded: the font has too many", text.font),
        ),
        TextError::TooLarge { width, height } => {
            let frame = &prepared.frame;
            let shrunk = if text.shrink_to.is_some() { " even when shrunk as far as allowed" } else { "" };
            let limit = match (frame.width, frame.height) {
                (Some(w), Some(h)) => format!("{:.2} × {h}", w.to_mm()),
                (Some(w), None) => format!("{w} wide"),
                (None, Some(h)) => format!("{h} high"),
                (None, None) => "unbounded".to_owned(),
            };
            Diagnostic::error(
                rules::TEXT_FIT,
                format!("the text is {:.2} × {height}{shrunk}, its box is {limit}", width.to_mm()),
            )
            .help("give the element a larger box, a smaller “size”, “wrap = true” or a smaller “shrink_to”")
        }
    }
}
