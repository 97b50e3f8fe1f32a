//! From the tree of a drawing to paths in inks, within what is seen of it.

use std::borrow::Cow;

use usvg::tiny_skia_path::{self, PathSegment, Transform};
use usvg::{Group, Node, Paint, PaintOrder};

use super::clip::{FINE, Window};
use super::typefaces::Typefaces;
use super::undrawable::Undrawable;
use crate::layout::area::ElementArea;
use crate::say;
use crate::scene::{Drawing, Id, Ink, Path, Point, Process, Segment, Stroke};
use crate::sentence::{Sentence, list, outside};
use crate::units::Length;

/// Most path steps of a drawing.
pub(super) const MAX_SEGMENTS: usize = 200_000;
/// Most path steps of lines that are drawn as areas.
pub(super) const MAX_OUTLINES: usize = 1_000_000;
/// Farthest place in EMU, some 28 km.
const FARTHEST: f32 = 1e12;

/// Where the units of a drawing stand on the label.
#[derive(Clone, Copy)]
pub(super) struct Fitting {
    pub(super) area: ElementArea,
    /// EMU in a unit.
    pub(super) scale: f32,
    pub(super) shift: (f32, f32),
}

/// Gathers paths and what could not be translated.
pub(super) struct Translator<'a> {
    pub(super) fitting: Fitting,
    pub(super) typefaces: &'a Typefaces,
    pub(super) ink: &'a mut dyn FnMut(Ink) -> Id<Ink>,
    pub(super) drawings: Vec<Drawing>,
    pub(super) segments: usize,
    pub(super) outlines: usize,
    pub(super) texts: usize,
    /// What inks cannot show.
    pub(super) cannot: Vec<Undrawable>,
    /// What cannot be set in letters, and the words.
    pub(super) unset: Vec<(Sentence, String)>,
}

impl Fitting {
    /// A place of the drawing on the label, if it is anywhere near.
    pub(super) fn place(&self, x: f32, y: f32) -> Option<Point> {
        let (x, y) = (x * self.scale + self.shift.0, y * self.scale + self.shift.1);
        let near = x.abs() <= FARTHEST && y.abs() <= FARTHEST;
        near.then(|| self.area.point(Length::from_emu(x.round() as i64), Length::from_emu(y.round() as i64)))
    }

    /// The area that a rectangle of the drawing comes to.
    pub(super) fn window(&self, rect: tiny_skia_path::Rect, transform: Transform) -> Option<Window> {
        let corners = [
            (rect.left(), rect.top()),
            (rect.right(), rect.top()),
            (rect.right(), rect.bottom()),
            (rect.left(), rect.bottom()),
        ];
        let mut places = corners.iter().map(|(x, y)| {
            let mut corner = tiny_skia_path::Point::from_xy(*x, *y);
            transform.map_point(&mut corner);
            self.place(corner.x, corner.y)
        });
        Some(Window::between([places.next()??, places.next()??, places.next()??, places.next()??]))
    }
}

impl Translator<'_> {
    pub(super) fn group(&mut self, group: &Group, above: Transform, windows: &[Window]) {
        let transform = above.pre_concat(group.transform());
        let found = [
            (group.opacity().get() < 1.0, Undrawable::Transparency),
            (group.mask().is_some(), Undrawable::Mask),
            (!group.filters().is_empty(), Undrawable::Filter),
        ];
        self.cannot.extend(found.into_iter().filter(|(is_there, _)| *is_there).map(|(_, what)| what));
        let mut windows = Cow::from(windows);
        if let Some(clip) = group.clip_path() {
            match viewport(clip).and_then(|(rect, own)| self.fitting.window(rect, transform.pre_concat(own))) {
                Some(window) => windows.to_mut().push(window),
                None => self.cannot.push(Undrawable::ClippingPath),
            }
        }
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, transform, &windows),
                Node::Path(path) => self.path(path, transform, &windows),
                Node::Text(text) => {
                    self.text(text);
                    self.group(text.flattened(), transform, &windows);
                }
                Node::Image(_) => self.cannot.push(Undrawable::Picture),
            }
        }
    }

    /// Whether there are fonts and glyphs for a text.
    fn text(&mut self, text: &usvg::Text) {
        self.texts += 1;
        let mut has_fonts = true;
        for chunk in text.chunks() {
            for span in chunk.spans().iter().filter(|span| span.is_visible()) {
                let words = chunk.text().get(span.start()..span.end()).unwrap_or_default();
                if let Some(lacking) = self.typefaces.lacking(span.font(), words).filter(|_| !words.trim().is_empty()) {
                    self.unset.push((lacking, words.to_owned()));
                    has_fonts = false;
                }
            }
        }
        let spaced = text.chunks().iter().flat_map(|chunk| chunk.spans()).any(|span| span.letter_spacing() != 0.0);
        let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
        let ligature =
            glyphs.map(|glyph| &glyph.text).find(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if let Some(letters) = ligature.filter(|_| spaced && has_fonts) {
            let told = say!(
                "letters with space between them that are one sign in their font: “{letters}”",
                letters = outside(letters)
            );
            self.unset.push((told, letters.clone()));
        }
        let glyphs = text.layouted().iter().filter(|span| span.visible).flat_map(|span| &span.positioned_glyphs);
        let mut missing: Vec<&str> = glyphs.filter(|glyph| glyph.id.0 == 0).map(|glyph| glyph.text.as_str()).collect();
        missing.sort_unstable();
        missing.dedup();
        if has_fonts && !missing.is_empty() {
            let first = missing.first().map(|first| (*first).to_owned()).unwrap_or_default();
            let characters = list(missing.into_iter().take(20).map(outside));
            self.unset
                .push((say!("characters that the font of a text does not have: {characters}", characters), first));
        }
    }

    fn path(&mut self, path: &usvg::Path, transform: Transform, windows: &[Window]) {
        if !path.is_visible() || self.segments > MAX_SEGMENTS || self.outlines > MAX_OUTLINES {
            return;
        }
        let fill = path.fill().map(|fill| (fill.paint(), fill.opacity().get()));
        let stroke = path.stroke().map(|stroke| (stroke.paint(), stroke.opacity().get()));
        let fill = fill.and_then(|(paint, opacity)| self.solid(paint, opacity));
        let stroke_ink = stroke.and_then(|(paint, opacity)| self.solid(paint, opacity));
        if path.stroke().is_some_and(|stroke| stroke.dasharray().is_some()) {
            self.cannot.push(Undrawable::DashedLine);
        }
        let segments = self.translate(path.data(), transform);
        self.segments += segments.len();
        let grow = (transform.sx * transform.sy - transform.kx * transform.ky).abs().sqrt() * self.fitting.scale;
        let even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
        let stroke = path.stroke().zip(stroke_ink);
        let width = stroke.map_or(0.0, |(stroke, _)| stroke.width().get() * grow);
        let is_seen = |path: &[Segment], reach| windows.iter().all(|window| window.holds(path, reach));
        // A mitre reaches farthest.
        let reach = f64::from(width) / 2.0 * f64::from(Stroke::MITRE_LIMIT);
        let mut plain = stroke.filter(|(stroke, _)| is_plain(stroke, transform));
        let mut outline = None;
        if let Some((stroke, ink)) = stroke.filter(|_| plain.is_none() || !is_seen(&segments, reach)) {
            let area = self.outline(path, stroke, transform, grow);
            outline = area.filter(|area| plain.is_none() || !is_seen(area, 0.0)).map(|area| (area, ink));
            plain = plain.filter(|_| outline.is_none());
        }
        let stroke_first = path.paint_order() == PaintOrder::StrokeAndFill;
        let area = |segments: Vec<Segment>, fill, stroke| Drawing::Path(Path { segments, fill, even_odd, stroke });
        let line = plain.map(|(_, ink)| Stroke { ink, width: Length::from_emu(width.round() as i64) });
        let mut drawn = Vec::new();
        match (fill, line) {
            (None, None) => {}
            (Some(_), Some(_)) if stroke_first => {
                drawn.push(area(segments.clone(), None, line));
                drawn.push(area(segments.clone(), fill, None));
            }
            _ if line.is_some() || is_seen(&segments, 0.0) => drawn.push(area(segments.clone(), fill, line)),
            _ => drawn.push(area(clipped(segments.clone(), windows), fill, line)),
        }
        if let Some((outline, ink)) = outline {
            let outline =
                Drawing::Path(Path { segments: clipped(outline, windows), fill: Some(ink), ..Path::default() });
            drawn.insert(if stroke_first { 0 } else { drawn.len() }, outline);
        }
        drawn.retain(|drawing| !matches!(drawing, Drawing::Path(path) if path.segments.is_empty()));
        self.drawings.extend(drawn);
    }

    /// The area that a line covers.
    fn outline(
        &mut self,
        path: &usvg::Path,
        stroke: &usvg::Stroke,
        transform: Transform,
        grow: f32,
    ) -> Option<Vec<Segment>> {
        let outline = path.data().stroke(&stroke.to_tiny_skia(), (grow / FINE).max(f32::MIN_POSITIVE))?;
        let segments = self.translate(&outline, transform);
        self.outlines += segments.len();
        Some(segments)
    }

    fn solid(&mut self, paint: &Paint, opacity: f32) -> Option<Id<Ink>> {
        if opacity == 0.0 {
            return None;
        }
        if opacity < 1.0 {
            self.cannot.push(Undrawable::Transparency);
        }
        match paint {
            Paint::Color(colour) => {
                Some((self.ink)(Ink::Process(Process::from_rgb(colour.red, colour.green, colour.blue))))
            }
            Paint::LinearGradient(_) | Paint::RadialGradient(_) => {
                self.cannot.push(Undrawable::Gradient);
                None
            }
            Paint::Pattern(_) => {
                self.cannot.push(Undrawable::Pattern);
                None
            }
        }
    }

    fn translate(&mut self, path: &tiny_skia_path::Path, transform: Transform) -> Vec<Segment> {
        let mut is_near = true;
        let mut at = |mut point: tiny_skia_path::Point| {
            transform.map_point(&mut point);
            let place = self.fitting.place(point.x, point.y);
            is_near &= place.is_some();
            place.unwrap_or_default()
        };
        let third = |from: Point, to: Point| Point {
            x: from.x + (to.x - from.x).scale(2, 3),
            y: from.y + (to.y - from.y).scale(2, 3),
        };
        let mut last = Point::default();
        let mut segments = Vec::new();
        for segment in path.segments() {
            let step = match segment {
                PathSegment::MoveTo(p) => Segment::Move(at(p)),
                PathSegment::LineTo(p) => Segment::Line(at(p)),
                PathSegment::QuadTo(c, p) => {
                    let (c, p) = (at(c), at(p));
                    Segment::Cubic(third(last, c), third(p, c), p)
                }
                PathSegment::CubicTo(a, b, p) => Segment::Cubic(at(a), at(b), at(p)),
                PathSegment::Close => Segment::Close,
            };
            if let Segment::Move(p) | Segment::Line(p) | Segment::Cubic(_, _, p) = step {
                last = p;
            }
            segments.push(step);
        }
        if !is_near {
            self.cannot.push(Undrawable::TooFar);
        }
        segments
    }
}

fn clipped(segments: Vec<Segment>, windows: &[Window]) -> Vec<Segment> {
    let cut = windows.iter().filter(|window| !window.holds(&segments, 0.0)).collect::<Vec<_>>();
    cut.into_iter().fold(segments, |segments, window| window.clip(&segments))
}

/// The rectangle of a clipping path that has nothing else.
fn viewport(clip: &usvg::ClipPath) -> Option<(tiny_skia_path::Rect, Transform)> {
    let [Node::Path(path)] = clip.root().children() else { return None };
    let rect = path.data().bounds();
    let is_rect = tiny_skia_path::PathBuilder::from_rect(rect) == *path.data();
    (clip.clip_path().is_none() && is_rect).then(|| (rect, clip.transform()))
}

/// Whether a line is as scenes stroke lines: butt caps, mitre joins up to their limit, the same width
/// in all directions. Others are drawn as the areas that they cover.
fn is_plain(stroke: &usvg::Stroke, transform: Transform) -> bool {
    let Transform { sx, sy, kx, ky, .. } = transform;
    let same = |a: f32, b: f32| (a - b).abs() <= 1e-4 * a.abs().max(b.abs());
    stroke.linecap() == usvg::LineCap::Butt
        && stroke.linejoin() == usvg::LineJoin::Miter
        && stroke.miterlimit().get() == Stroke::MITRE_LIMIT as f32
        && same(sx.hypot(ky), sy.hypot(kx))
        && (sx * kx + ky * sy).abs() <= 1e-4 * (sx.hypot(ky) * sy.hypot(kx))
}
