//! Shapes: their areas and their lines, each in what it is painted with.

use usvg::tiny_skia_path::{self, StrokeDash, Transform};
use usvg::{Paint, PaintOrder};

use super::clip::{FINE, Window};
use super::trace::{Declared, Traced};
use super::translate::Translator;
use crate::say;
use crate::scene::{self, Drawing, Id, Ink, Opacity, Path, Segment, Stroke};
use crate::units::Length;

/// What is painted, and with what.
pub(super) struct Painting<'p> {
    /// The shape in its own units.
    pub(super) shape: &'p usvg::Path,
    pub(super) transform: Transform,
    pub(super) windows: &'p [Window],
    pub(super) paint: &'p Paint,
    pub(super) opacity: f32,
    /// What its element says of its colour.
    pub(super) declared: fn(&Traced) -> &Option<Declared>,
}

/// An area on the label.
pub(super) struct Area {
    pub(super) segments: Vec<Segment>,
    pub(super) even_odd: bool,
}

impl Translator<'_> {
    pub(super) fn path(&mut self, shape: &usvg::Path, transform: Transform, windows: &[Window]) {
        if !shape.is_visible() || self.is_too_much() {
            return;
        }
        let Some(segments) = self.translate(shape.data(), transform) else { return };
        self.segments += segments.len();
        let first = self.items.len();
        if shape.paint_order() == PaintOrder::StrokeAndFill {
            self.line(shape, &segments, transform, windows);
            self.area(shape, &segments, transform, windows);
        } else {
            self.area(shape, &segments, transform, windows);
            let second = self.items.len();
            self.line(shape, &segments, transform, windows);
            self.unite(first, second);
        }
    }

    fn area(&mut self, shape: &usvg::Path, segments: &[Segment], transform: Transform, windows: &[Window]) {
        let Some(fill) = shape.fill() else { return };
        if let (Paint::Color(colour), None) = (fill.paint(), shape.stroke()) {
            self.note_line(*colour, |t| &t.fill, segments);
        }
        let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
        let area = Area { segments: segments.to_vec(), even_odd };
        let (paint, opacity) = (fill.paint(), fill.opacity().get());
        self.painted(area, &Painting { shape, transform, windows, paint, opacity, declared: |t| &t.fill });
    }

    fn line(&mut self, shape: &usvg::Path, segments: &[Segment], transform: Transform, windows: &[Window]) {
        let Some(stroke) = shape.stroke() else { return };
        if let Paint::Color(colour) = stroke.paint() {
            self.note_line(*colour, |t| &t.stroke, segments);
        }
        let dashed = match stroke.dasharray() {
            Some(_) => match self.dashed(shape, stroke, transform) {
                // The outline of a dash is many times as long as the dash.
                Some(dashed) if !self.is_too_much() => Some(dashed),
                _ => return,
            },
            None => None,
        };
        let segments = match &dashed {
            Some(dashed) => match self.translate(dashed, transform) {
                Some(segments) => segments,
                None => return,
            },
            None => segments.to_vec(),
        };
        let grow = (transform.sx * transform.sy - transform.kx * transform.ky).abs().sqrt() * self.fitting.scale;
        let width = stroke.width().get() * grow;
        let is_seen = |path: &[Segment], reach| windows.iter().all(|window| window.holds(path, reach));
        // A mitre reaches farthest.
        let reach = f64::from(width) / 2.0 * f64::from(Stroke::MITRE_LIMIT);
        let painting = Painting {
            shape,
            transform,
            windows,
            paint: stroke.paint(),
            opacity: stroke.opacity().get(),
            declared: |t| &t.stroke,
        };
        let ink = match (stroke.paint(), is_plain(stroke, transform)) {
            (Paint::Color(colour), true) => Some(*colour),
            _ => None,
        };
        let line = |ink: Id<Ink>, segments| {
            let stroke = Stroke { ink, width: Length::from_emu(width.round() as i64) };
            Drawing::Path(Path { segments, stroke: Some(stroke), ..Path::default() })
        };
        if let Some(colour) = ink.filter(|_| is_seen(&segments, reach)) {
            let ink = self.ink(colour, painting.declared);
            return self.with_opacity(painting.opacity, |this| this.add(line(ink, segments)));
        }
        let data = dashed.as_ref().unwrap_or(shape.data());
        let outline = data.stroke(&stroke.to_tiny_skia(), (grow / FINE).max(f32::MIN_POSITIVE));
        let Some(outline) = outline.and_then(|outline| self.translate(&outline, transform)) else { return };
        self.outlines += outline.len();
        match ink.filter(|_| is_seen(&outline, 0.0)) {
            Some(colour) => {
                let ink = self.ink(colour, painting.declared);
                self.with_opacity(painting.opacity, |this| this.add(line(ink, segments)));
            }
            None => self.painted(Area { segments: outline, even_odd: false }, &painting),
        }
    }

    /// The pieces of a dashed line.
    fn dashed(
        &mut self,
        shape: &usvg::Path,
        stroke: &usvg::Stroke,
        transform: Transform,
    ) -> Option<tiny_skia_path::Path> {
        let grow = (transform.sx * transform.sy - transform.kx * transform.ky).abs().sqrt() * self.fitting.scale;
        let dash = StrokeDash::new(stroke.dasharray().unwrap_or_default().to_vec(), stroke.dashoffset())?;
        let dashed = shape.data().dash(&dash, (grow / FINE).max(f32::MIN_POSITIVE));
        let bounds = shape.data().bounds();
        if dashed.is_none() && (bounds.width() > 0.0 || bounds.height() > 0.0) {
            self.fail(say!("a line of too many dashes"));
        }
        let dashed = dashed?;
        self.segments += dashed.len();
        Some(dashed)
    }

    /// Paints an area.
    fn painted(&mut self, area: Area, painting: &Painting<'_>) {
        if painting.opacity <= 0.0 {
            return;
        }
        let windows = painting.windows;
        let is_seen = windows.iter().all(|window| window.holds(&area.segments, 0.0));
        let segments = if is_seen { area.segments } else { clipped(area.segments, windows) };
        if segments.is_empty() {
            return;
        }
        let area = Area { segments, ..area };
        self.with_opacity(painting.opacity, |this| match painting.paint {
            Paint::Color(colour) => {
                let ink = this.ink(*colour, painting.declared);
                let Area { segments, even_odd } = area;
                this.add(Drawing::Path(Path { segments, fill: Some(ink), even_odd, stroke: None }));
            }
            Paint::LinearGradient(gradient) => this.linear(gradient, area, painting),
            Paint::RadialGradient(gradient) => this.radial(gradient, area, painting),
            Paint::Pattern(pattern) => this.tiles(pattern, area, painting),
        });
    }

    /// Draws something that is seen through.
    pub(super) fn with_opacity(&mut self, opacity: f32, draw: impl FnOnce(&mut Self)) {
        let opacity = Opacity::of(opacity);
        if opacity.thousandths() == 0 {
            return;
        }
        let first = self.items.len();
        draw(self);
        if opacity != Opacity::FULL {
            self.enclose(first, scene::Group { opacity, ..scene::Group::default() });
        }
    }

    /// Makes one of an area and the line around it.
    fn unite(&mut self, area: usize, line: usize) {
        if self.items.len() != line + 1 || line != area + 1 {
            return;
        }
        let (area, line) = (self.items.get(area), self.items.get(line));
        let (Some(Drawing::Path(area)), Some(Drawing::Path(line))) =
            (area.map(|i| &i.drawing), line.map(|i| &i.drawing))
        else {
            return;
        };
        if area.stroke.is_none() && line.fill.is_none() && area.segments == line.segments {
            let stroke = line.stroke;
            self.items.pop();
            if let Some(Drawing::Path(area)) = self.items.last_mut().map(|item| &mut item.drawing) {
                area.stroke = stroke;
            }
        }
    }

    pub(super) fn translate(&mut self, path: &tiny_skia_path::Path, transform: Transform) -> Option<Vec<Segment>> {
        let segments = self.fitting.translate(path, transform);
        if segments.is_none() {
            self.fail(say!("a place more than 28 km away"));
        }
        segments
    }
}

fn clipped(segments: Vec<Segment>, windows: &[Window]) -> Vec<Segment> {
    let cut = windows.iter().filter(|window| !window.holds(&segments, 0.0)).collect::<Vec<_>>();
    cut.into_iter().fold(segments, |segments, window| window.clip(&segments))
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
