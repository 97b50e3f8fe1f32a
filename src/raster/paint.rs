//! Painting a scene with `tiny-skia`.

use tiny_skia::{
    Color, FillRule, FilterQuality, IntSize, Paint, PathBuilder, Pattern, Pixmap, PixmapPaint, PremultipliedColorU8,
    Rect, SpreadMode, Stroke, Transform,
};

use super::dots::sides;
use super::glyphs::Glyphs;
use super::painter::Grid;
use super::window::Window;
use super::{Dots, Painter, Raster, TooManyDots};
use crate::scene::{
    self, Bounds, Drawing, Each, GlyphRun, Item, Layer, Path, Placed, Point, Scene, Segment, Stock, Symbol,
};

impl<'a> Painter<'a> {
    /// A painter for a job.
    ///
    /// # Errors
    /// The label has too many dots.
    pub fn new(stock: &'a Stock) -> Result<Self, TooManyDots> {
        let resolution = stock.page.dots();
        let (width, height) = sides((stock.page.width, stock.page.height), resolution)?;
        let too_many = || TooManyDots { width: stock.page.width, height: stock.page.height, resolution };
        let smooth = stock.page.device.is_none();
        let grid = Grid {
            corner: Point::default(),
            dot: resolution.dot().emu() as f64,
            smooth,
            shows_steps: smooth,
            hair: if smooth { 0.0 } else { 1.0 },
            sets_lines: true,
            quality: FilterQuality::Bilinear,
        };
        Pixmap::new(width, height).ok_or_else(too_many)?;
        let mut painter =
            Self { stock, resolution, width, height, fixed: Each::new(), glyphs: Glyphs::default(), grid };
        painter.fixed = stock.fixed.each(|run| {
            if run.iter().any(|item| item.drawing.blends(&stock.resources)) {
                return None;
            }
            // Memory that nothing is painted on is never touched.
            let mut canvas = Window::whole(Pixmap::new(width, height)?);
            painter.items(run, &mut canvas);
            Some(canvas)
        });
        Ok(painter)
    }

    /// The picture of a label.
    #[must_use]
    pub fn paint(&self, scene: &Scene) -> Raster {
        let (width, height, resolution) = (self.width, self.height, self.resolution);
        let Some(mut canvas) = Pixmap::new(width, height).map(Window::whole) else {
            return Raster { width: 0, height: 0, resolution, dots: Dots::OneBit(Vec::new()) };
        };
        // Colours mix with what is printed below, and not with the bare label (ISO 32000-1, 11.4.7).
        if !self.mixes(scene) {
            canvas.dots.fill(Color::WHITE);
        }
        for layer in &scene.layers {
            match layer {
                Layer::Own(items) => self.items(items, &mut canvas),
                Layer::Fixed(run) => match self.fixed.get(*run) {
                    Some(painted) => canvas.lay(painted, &PixmapPaint::default()),
                    None => self.items(self.stock.fixed.get(*run), &mut canvas),
                },
            }
        }
        let canvas = canvas.dots;
        let dots = if self.stock.page.device.is_some() { Dots::OneBit(one_bit(&canvas)) } else { rgb(&canvas) };
        Raster { width, height, resolution, dots }
    }

    /// Whether something on a label mixes with what lies below it.
    fn mixes(&self, scene: &Scene) -> bool {
        scene.layers.iter().any(|layer| match layer {
            Layer::Own(items) => items.iter().any(|item| item.drawing.blends(&self.stock.resources)),
            Layer::Fixed(run) => self.fixed.get(*run).is_none(),
        })
    }

    pub(super) fn items<'i>(&self, items: impl IntoIterator<Item = &'i Item>, canvas: &mut Window) {
        items.into_iter().for_each(|item| self.drawing(&item.drawing, canvas));
    }

    pub(super) fn drawing(&self, drawing: &Drawing, canvas: &mut Window) {
        match drawing {
            Drawing::Path(path) => self.path(path, canvas),
            Drawing::Text(run) if self.grid.sets_lines => {
                if let Some(line) = self.set(run) {
                    canvas.lay(&line, &PixmapPaint::default());
                }
            }
            Drawing::Text(run) => self.strike(run, canvas),
            Drawing::Symbol(symbol) => self.symbol(symbol, canvas),
            Drawing::Picture(placed) => self.picture(placed, canvas),
            Drawing::Shade(shade) => self.shade(shade, canvas),
            Drawing::Group(grouped) => self.group(*grouped, canvas),
        }
    }

    /// A path on the grid.
    pub(super) fn outline(&self, segments: &[Segment]) -> Option<tiny_skia::Path> {
        let mut builder = PathBuilder::new();
        for segment in segments {
            match segment {
                Segment::Move(p) => {
                    let (x, y) = self.at(*p);
                    builder.move_to(x, y);
                }
                Segment::Line(p) => {
                    let (x, y) = self.at(*p);
                    builder.line_to(x, y);
                }
                Segment::Cubic(a, b, p) => {
                    let ((ax, ay), (bx, by), (x, y)) = (self.at(*a), self.at(*b), self.at(*p));
                    builder.cubic_to(ax, ay, bx, by, x, y);
                }
                Segment::Close => builder.close(),
            }
        }
        builder.finish()
    }

    fn path(&self, path: &Path, canvas: &mut Window) {
        let Some(outline) = self.outline(&path.segments) else { return };
        let way = canvas.way();
        if let Some(paint) = path.fill.and_then(|ink| self.area_ink(ink)) {
            canvas.dots.fill_path(&outline, &paint, rule(path.even_odd), way, None);
        }
        if let Some((paint, stroke)) = path.stroke.and_then(|stroke| Some((self.ink(stroke.ink)?, stroke))) {
            let width = self.dots(stroke.width).max(self.grid.hair);
            let stroke = Stroke { width, miter_limit: scene::Stroke::MITRE_LIMIT as f32, ..Stroke::default() };
            canvas.dots.stroke_path(&outline, &paint, &stroke, way, None);
        }
    }

    /// A line of text, straight on the canvas.
    fn strike(&self, run: &GlyphRun, canvas: &mut Window) {
        let Some(paint) = self.ink(run.ink) else { return };
        for (_, outline, place) in self.places(run, self.at(run.origin)) {
            canvas.dots.fill_path(&outline, &paint, FillRule::Winding, place.post_concat(canvas.way()), None);
        }
    }

    fn symbol(&self, symbol: &Symbol, canvas: &mut Window) {
        let Some(paint) = self.ink(symbol.ink()) else { return };
        let mut builder = PathBuilder::new();
        let mut add = |area: Bounds| {
            let ((left, top), (right, bottom)) =
                (self.at(Point { x: area.left, y: area.top }), self.at(Point { x: area.right, y: area.bottom }));
            if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
                builder.push_rect(rect);
            }
        };
        let (Point { x, y }, (width, height)) = (symbol.origin(), symbol.cell());
        match symbol.areas() {
            Some(areas) => areas.for_each(add),
            None => symbol.modules().runs().into_iter().for_each(|(row, column, length)| {
                let (left, top) = (x + width * i64::from(column), y + height * i64::from(row));
                add(Bounds { left, top, right: left + width * i64::from(length), bottom: top + height });
            }),
        }
        if let Some(path) = builder.finish() {
            canvas.dots.fill_path(&path, &paint, FillRule::Winding, canvas.way(), None);
        }
    }

    fn picture(&self, placed: &Placed, canvas: &mut Window) {
        let met =
            self.around(&placed.bounds()).zip(canvas.place()).and_then(|(picture, canvas)| picture.intersect(&canvas));
        if met.is_none() {
            return;
        }
        let picture = self.stock.resources.pictures.get(placed.picture);
        let (across, down) = picture.sides();
        let rgba = picture.rgba();
        let (pixels, _) = rgba.as_chunks::<4>();
        let bytes: Vec<u8> = pixels
            .iter()
            .flat_map(|[r, g, b, a]| {
                let pixel = tiny_skia::ColorU8::from_rgba(*r, *g, *b, *a).premultiply();
                [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
            })
            .collect();
        let Some(pixmap) = IntSize::from_wh(across, down).and_then(|size| Pixmap::from_vec(bytes, size)) else {
            return;
        };
        let way = |way: Point, pixels: u32| (self.dots(way.x) / pixels as f32, self.dots(way.y) / pixels as f32);
        let ((a, b), (c, d)) = (way(placed.across, across), way(placed.down, down));
        let (tx, ty) = self.at(placed.origin);
        let place = Transform::from_row(a, b, c, d, tx, ty);
        let shader = Pattern::new(pixmap.as_ref(), SpreadMode::Pad, self.grid.quality, 1.0, Transform::identity());
        // Edges of upright pictures are those of dots.
        let anti_alias = self.grid.smooth && placed.turn().is_none();
        let paint = Paint { shader, anti_alias, ..Paint::default() };
        if let Some(area) = Rect::from_xywh(0.0, 0.0, across as f32, down as f32) {
            canvas.dots.fill_rect(area, &paint, place.post_concat(canvas.way()), None);
        }
    }
}

/// Dots darker than the middle as 0, the others as 1, rows padded with ones to whole bytes.
fn one_bit(canvas: &Pixmap) -> Vec<u8> {
    let mut bits = bits(canvas, |pixel| is_dark(on_white(pixel)));
    bits.iter_mut().for_each(|byte| *byte = !*byte);
    bits
}

/// The pixels for which something holds as 1, eight to a byte, the leftmost highest, rows padded
/// with zeros to whole bytes.
pub(super) fn bits(canvas: &Pixmap, holds: impl Fn(&PremultipliedColorU8) -> bool) -> Vec<u8> {
    let byte = |pixels: &[PremultipliedColorU8]| {
        pixels.iter().zip(0..8).fold(0, |byte, (pixel, bit)| byte | u8::from(holds(pixel)) << (7 - bit))
    };
    let mut bits = Vec::with_capacity(canvas.width().div_ceil(8) as usize * canvas.height() as usize);
    for row in canvas.pixels().chunks(canvas.width() as usize) {
        bits.extend(row.chunks(8).map(byte));
    }
    bits
}

/// A pixel on the bare label.
pub(super) fn on_white(pixel: &PremultipliedColorU8) -> [u8; 3] {
    [pixel.red(), pixel.green(), pixel.blue()].map(|part| part.saturating_add(255 - pixel.alpha()))
}

pub(super) fn rule(even_odd: bool) -> FillRule {
    if even_odd { FillRule::EvenOdd } else { FillRule::Winding }
}

/// Whether a printer that knows black and nothing else prints a colour.
#[must_use]
pub fn is_dark([red, green, blue]: [u8; 3]) -> bool {
    u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 < 127_500
}

fn rgb(canvas: &Pixmap) -> Dots {
    Dots::Rgb(canvas.pixels().iter().flat_map(on_white).collect())
}
