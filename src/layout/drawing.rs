//! Drawings: SVG, translated to paths in inks.

use std::sync::Arc;

use usvg::tiny_skia_path::{PathSegment, Transform};
use usvg::{Group, ImageHrefResolver, Node, Options, Paint, Tree, fontdb};

use super::area::ElementArea;
use crate::say;
use crate::scene::{Bounds, Drawing, Id, Ink, Path, Point, Process, Segment, Stroke};
use crate::sentence::{Sentence, file};
use crate::units::Length;
use crate::world::{fonts, guarded};

mod limits;
mod undrawable;

use undrawable::Undrawable;

/// Most path steps of a drawing.
const MAX_SEGMENTS: usize = 200_000;
/// Most path steps of lines that are drawn as areas.
const MAX_OUTLINES: usize = 1_000_000;
/// How fine outlines of lines are, in EMU: a hundredth of a millimetre.
const FINE: f32 = 360.0;
/// Farthest place in EMU, some 28 km: what lies beyond is drawn there.
const FARTHEST: f32 = 1e12;

/// A drawing in its own units.
pub(super) struct Svg {
    tree: Tree,
}

/// Gathers paths and what could not be translated.
struct Translator<'a> {
    area: ElementArea,
    scale: f32,
    shift: (f32, f32),
    ink: &'a mut dyn FnMut(Ink) -> Id<Ink>,
    drawings: Vec<Drawing>,
    segments: usize,
    outlines: usize,
    cannot: Vec<Sentence>,
}

impl Svg {
    /// Whether a file looks like SVG.
    pub(super) fn looks_like(bytes: &[u8]) -> bool {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        let head = String::from_utf8_lossy(head);
        let head = head.trim_start_matches('\u{feff}').trim_start();
        head.starts_with("<svg") || (head.starts_with("<?xml") || head.starts_with("<!")) && head.contains("<svg")
    }

    /// Parses a drawing of a file that is within its limits. Nothing outside it is looked at: no files,
    /// no links, no system fonts.
    pub(super) fn parse(path: &str, bytes: &[u8]) -> Result<Self, Sentence> {
        let broken = || say!("{file} is a broken SVG file: it makes no sense", file = file(path));
        guarded(|| Self::parsed(path, bytes)).unwrap_or_else(|| Err(broken()))
    }

    fn parsed(path: &str, bytes: &[u8]) -> Result<Self, Sentence> {
        let document = limits::checked(path, bytes)?;
        let mut database = fontdb::Database::new();
        for name in fonts::names() {
            for bold in [false, true] {
                if let Some(data) = fonts::bundled(name, bold) {
                    database.load_font_source(fontdb::Source::Binary(Arc::new(data)));
                }
            }
        }
        database.set_sans_serif_family("DejaVu Sans");
        database.set_monospace_family("DejaVu Sans Mono");
        let nothing =
            ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
        let options = Options {
            fontdb: Arc::new(database),
            font_family: "DejaVu Sans".to_owned(),
            image_href_resolver: nothing,
            ..Options::default()
        };
        let tree = Tree::from_xmltree(&document, &options);
        tree.map(|tree| Self { tree }).map_err(|error| limits::broken(path, &error))
    }

    /// Its paths, fitted into a box with their proportions kept.
    pub(super) fn place(
        &self,
        area: ElementArea,
        ink: &mut dyn FnMut(Ink) -> Id<Ink>,
    ) -> Result<Vec<Drawing>, Vec<Sentence>> {
        let (scale, shift) = self.fitted(area);
        let mut translator =
            Translator { area, scale, shift, ink, drawings: Vec::new(), segments: 0, outlines: 0, cannot: Vec::new() };
        translator.group(self.tree.root());
        if translator.segments > MAX_SEGMENTS {
            translator.cannot.push(say!("it has more than {most} path steps", most = MAX_SEGMENTS));
        }
        if translator.outlines > MAX_OUTLINES {
            translator
                .cannot
                .push(say!("its lines with round ends or joins have more than {most} path steps", most = MAX_OUTLINES));
        }
        if translator.cannot.is_empty() { Ok(translator.drawings) } else { Err(translator.cannot) }
    }

    /// Its scale and where its top left corner comes to stand in a box, fitted with its proportions.
    fn fitted(&self, area: ElementArea) -> (f32, (f32, f32)) {
        let size = self.tree.size();
        let (width, height) = (area.width.emu() as f32, area.height.emu() as f32);
        let scale = (width / size.width()).min(height / size.height());
        (scale, ((width - size.width() * scale) / 2.0, (height - size.height() * scale) / 2.0))
    }

    /// Where the whole drawing stands in a box, its blank parts included.
    pub(super) fn viewport(&self, area: ElementArea) -> Bounds {
        let (scale, (left, top)) = self.fitted(area);
        let emu = |units: f32| Length::from_emu(units.round() as i64);
        let size = self.tree.size();
        area.bounds_of(emu(left), emu(top), emu(left + size.width() * scale), emu(top + size.height() * scale))
    }
}

impl Translator<'_> {
    fn group(&mut self, group: &Group) {
        let found = [
            (group.opacity().get() < 1.0, Undrawable::Transparency),
            (group.clip_path().is_some(), Undrawable::ClippingPath),
            (group.mask().is_some(), Undrawable::Mask),
            (!group.filters().is_empty(), Undrawable::Filter),
        ];
        self.cannot.extend(found.into_iter().filter(|(is_there, _)| *is_there).map(|(_, what)| what.on(group.id())));
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group),
                Node::Path(path) => self.path(path),
                Node::Text(text) => self.group(text.flattened()),
                Node::Image(_) => self.cannot.push(say!("a picture within the drawing")),
            }
        }
    }

    fn path(&mut self, path: &usvg::Path) {
        if !path.is_visible() || self.segments > MAX_SEGMENTS || self.outlines > MAX_OUTLINES {
            return;
        }
        let fill = path.fill().map(|fill| (fill.paint(), fill.opacity().get()));
        let stroke = path.stroke().map(|stroke| (stroke.paint(), stroke.opacity().get()));
        let fill_ink = fill.and_then(|(paint, opacity)| self.solid(path, paint, opacity));
        let stroke_ink = stroke.and_then(|(paint, opacity)| self.solid(path, paint, opacity));
        if path.stroke().is_some_and(|stroke| stroke.dasharray().is_some()) {
            self.cannot.push(Undrawable::DashedLine.on(path.id()));
        }
        let transform = path.abs_transform();
        let segments = self.translate(path.data(), transform);
        self.segments += segments.len();
        let grow = (transform.sx * transform.sy - transform.kx * transform.ky).abs().sqrt() * self.scale;
        let even_odd = path.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd);
        let stroke = path.stroke().zip(stroke_ink);
        let (plain, shaped): (Vec<_>, Vec<_>) = stroke.into_iter().partition(|(stroke, _)| is_plain(stroke, transform));
        let stroke = plain.first().map(|(stroke, ink)| Stroke { ink: *ink, width: emu(stroke.width().get() * grow) });
        if fill_ink.is_some() || stroke.is_some() {
            self.drawings.push(Drawing::Path(Path { segments, fill: fill_ink, even_odd, stroke }));
        }
        for (stroke, ink) in shaped {
            let outline = path.data().stroke(&stroke.to_tiny_skia(), (grow / FINE).max(f32::MIN_POSITIVE));
            let segments = outline.map(|outline| self.translate(&outline, transform)).unwrap_or_default();
            self.outlines += segments.len();
            self.drawings.push(Drawing::Path(Path { segments, fill: Some(ink), ..Path::default() }));
        }
    }

    fn solid(&mut self, path: &usvg::Path, paint: &Paint, opacity: f32) -> Option<Id<Ink>> {
        if opacity < 1.0 {
            self.cannot.push(Undrawable::Transparency.on(path.id()));
        }
        match paint {
            Paint::Color(colour) => {
                Some((self.ink)(Ink::Process(Process::from_rgb(colour.red, colour.green, colour.blue))))
            }
            Paint::LinearGradient(_) | Paint::RadialGradient(_) => {
                self.cannot.push(Undrawable::Gradient.on(path.id()));
                None
            }
            Paint::Pattern(_) => {
                self.cannot.push(Undrawable::Pattern.on(path.id()));
                None
            }
        }
    }

    fn translate(&self, path: &usvg::tiny_skia_path::Path, transform: Transform) -> Vec<Segment> {
        let at = |mut point: usvg::tiny_skia_path::Point| {
            transform.map_point(&mut point);
            let place = |value: f32, shift: f32| emu(value * self.scale + shift);
            self.area.point(place(point.x, self.shift.0), place(point.y, self.shift.1))
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
        segments
    }
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

/// A length within bounds that later sums cannot leave.
fn emu(value: f32) -> Length {
    Length::from_emu(value.round().clamp(-FARTHEST, FARTHEST) as i64)
}
