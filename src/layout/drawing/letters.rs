//! Text of a drawing that stays text: its letters one by one, where they stand.

use std::sync::Arc;

use usvg::fontdb::ID;
use usvg::tiny_skia_path::Transform;
use usvg::{Color, Paint};

use super::clip::Window;
use super::translate::Translator;
use crate::scene::{Affine, Angle, Drawing, Face, Glyph, GlyphRun, Id, Ink, Point, Turn};
use crate::units::Length;

/// How far lines of letters may be from upright and from one another in size, in parts of it.
const SAME: f64 = 1e-4;
/// How far apart letters of a line may stand, in ems.
const APART: f64 = 3.0;

/// A span of letters that have one colour.
struct Letters<'a> {
    colour: Color,
    opacity: f32,
    glyphs: Vec<Letter<'a>>,
}

/// A letter: its text, and where a unit of its font stands on the label.
struct Letter<'a> {
    glyph: u16,
    text: &'a str,
    face: Id<Face>,
    place: Affine,
}

impl Translator<'_> {
    /// Sets a text in letters; `false` where it has more than letters of plain colours, or is not wholly seen.
    pub(super) fn letters(&mut self, text: &usvg::Text, transform: Transform, windows: &[Window]) -> bool {
        if self.light.is_some() {
            return false;
        }
        let Some(spans) = self.spans(text, transform) else { return false };
        let mut lines = Vec::new();
        for Letters { colour, opacity, glyphs } in spans {
            let ink = self.ink(colour, |traced| &traced.fill);
            lines.extend(self.lines_of(&glyphs, ink).into_iter().map(|run| (run, opacity)));
        }
        let is_seen = |(run, _): &(GlyphRun, f32)| {
            let bounds = run.bounds(self.resources);
            bounds.is_none_or(|bounds| windows.iter().all(|window| window.holds_box(&bounds)))
        };
        if !lines.iter().all(is_seen) {
            return false;
        }
        for (run, opacity) in lines {
            self.with_opacity(opacity, |this| this.add(Drawing::Text(run)));
        }
        true
    }

    /// The spans of a text, if they are nothing but letters.
    fn spans<'a>(&mut self, text: &'a usvg::Text, transform: Transform) -> Option<Vec<Letters<'a>>> {
        let mut spans = Vec::new();
        for span in text.layouted().iter().filter(|span| span.visible && !span.positioned_glyphs.is_empty()) {
            // Its variations are of no account: its font has no axes.
            let lines = [&span.underline, &span.overline, &span.line_through];
            let is_plain = span.stroke.is_none() && lines.iter().all(|line| line.is_none());
            let fill = span.fill.as_ref().filter(|_| is_plain)?;
            let Paint::Color(colour) = fill.paint() else { return None };
            let mut glyphs = Vec::new();
            for glyph in &span.positioned_glyphs {
                let face = self.face(glyph.font)?;
                let place = self.fitting.map(transform.pre_concat(glyph.transform()));
                glyphs.push(Letter {
                    glyph: u16::try_from(glyph.id.0).ok()?,
                    text: &glyph.text,
                    face,
                    place: upright(place)?,
                });
            }
            spans.push(Letters { colour: *colour, opacity: fill.opacity().get(), glyphs });
        }
        Some(spans)
    }

    /// The face of a font, if it is as its file is.
    fn face(&mut self, font: ID) -> Option<Id<Face>> {
        if let Some((_, face)) = self.faces.iter().find(|(known, _)| *known == font) {
            return *face;
        }
        let data = self.typefaces.data(font);
        let face = data.and_then(|data| {
            let known = self.resources.faces.iter().find(|(_, face)| face.data() == data.as_ref()).map(|(id, _)| id);
            known.or_else(|| Some(self.resources.faces.push(Arc::new(Face::new(data.clone()).ok()?))))
        });
        self.faces.push((font, face));
        face
    }

    /// The lines of a span.
    fn lines_of(&self, letters: &[Letter<'_>], ink: Id<Ink>) -> Vec<GlyphRun> {
        let goes_on = |a: &Letter<'_>, b: &Letter<'_>| {
            let (across, up) = along(a.place, b.place);
            let em = f64::from(self.resources.faces.get(a.face).units_per_em);
            let is_near = up.abs() < em / 2.0 && across > -em && across < APART * em;
            a.face == b.face && near(a.place, b.place) && is_near
        };
        letters.chunk_by(goes_on).filter_map(|line| self.run_of(line, ink)).collect()
    }

    fn run_of(&self, letters: &[Letter<'_>], ink: Id<Ink>) -> Option<GlyphRun> {
        let first = letters.first()?;
        let face = self.resources.faces.get(first.face);
        let Affine { a, b, e, f, .. } = first.place;
        let degrees = b.atan2(a).to_degrees();
        let quarters = (degrees / 90.0).round();
        let is_square = (degrees - quarters * 90.0).abs() < 1e-3;
        let turn = if is_square { Turn::ALL.get(quarters.rem_euclid(4.0) as usize).copied()? } else { Turn::None };
        let angle = if is_square { Angle::NONE } else { Angle::degrees(degrees) };
        let places: Vec<(i32, i32)> = letters
            .iter()
            .map(|letter| along(first.place, letter.place))
            .map(|(across, up)| (across.round() as i32, up.round() as i32))
            .collect();
        let (mut text, mut glyphs) = (String::new(), Vec::new());
        for (number, (letter, (across, up))) in letters.iter().zip(&places).enumerate() {
            let mut characters = letter.text.chars();
            let alone = characters.next().filter(|_| characters.next().is_none());
            let next = places.get(number + 1).map(|(next, _)| next - across);
            glyphs.push(Glyph {
                id: letter.glyph,
                cid: face.cid(letter.glyph, alone)?,
                advance: next.unwrap_or_else(|| face.advance(letter.glyph)),
                x_offset: 0,
                y_offset: *up,
                cluster: u32::try_from(text.len()).ok()?,
            });
            text.push_str(letter.text);
        }
        Some(GlyphRun {
            face: first.face,
            size: Length::from_emu((a.hypot(b) * f64::from(face.units_per_em)).round() as i64),
            letter_spacing: Length::ZERO,
            origin: Point { x: Length::from_emu(e.round() as i64), y: Length::from_emu(f.round() as i64) },
            turn,
            angle,
            ink,
            text: text.into(),
            glyphs,
        })
    }
}

/// The map of a letter, if it is neither slanted, stretched nor mirrored.
fn upright(place: Affine) -> Option<Affine> {
    let Affine { a, b, c, d, .. } = place;
    let size = a.hypot(b);
    let is_upright = (a - d).abs() <= SAME * size && (b + c).abs() <= SAME * size;
    (size > 0.0 && size.is_finite() && is_upright).then_some(place)
}

fn near(a: Affine, b: Affine) -> bool {
    let size = a.a.hypot(a.b);
    (a.a - b.a).abs() <= SAME * size && (a.b - b.b).abs() <= SAME * size
}

/// How far a letter stands along the line of another, and above it, in units of the font.
fn along(from: Affine, to: Affine) -> (f64, f64) {
    let (dx, dy) = (to.e - from.e, to.f - from.f);
    let unit = from.a * from.a + from.b * from.b;
    ((dx * from.a + dy * from.b) / unit, -(dy * from.a - dx * from.b) / unit)
}
