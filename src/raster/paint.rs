//! Painting a scene with `tiny-skia`.

use tiny_skia::{
    Color, FillRule, FilterQuality, IntSize, PathBuilder, Pixmap, PixmapPaint, PremultipliedColorU8, Rect, Stroke,
    Transform,
};

use super::dots::sides;
use super::glyphs::Glyphs;
use super::line::Window;
use super::painter::Grid;
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
            quality: FilterQuality::Bilinear,
        };
        let blank = Pixmap::new(width, height).ok_or_else(too_many)?;
        let mut painter =
            Self { stock, resolution, width, height, fixed: Each::new(), glyphs: Glyphs::default(), grid };
        painter.fixed = stock.fixed.each(|run| {
            let mut canvas = blank.clone();
            painter.items(run, &mut canvas);
            canvas
        });
        Ok(painter)
    }

    /// The picture of a label.
    #[must_use]
    pub fn paint(&self, scene: &Scene) -> Raster {
        let (width, height, resolution) = (self.width, self.height, self.resolution);
        let Some(mut canvas) = Pixmap::new(width, height) else {
            return Raster { width: 0, height: 0, resolution, dots: Dots::OneBit(Vec::new()) };
        };
        canvas.fill(Color::WHITE);
        for layer in &scene.layers {
            match layer {
                Layer::Own(items) => self.items(items, &mut canvas),
                Layer::Fixed(run) => {
                    let fixed = self.fixed.get(*run).as_ref();
                    canvas.draw_pixmap(0, 0, fixed, &PixmapPaint::default(), Transform::identity(), None);
                }
            }
        }
        let dots = if self.stock.page.device.is_some() { Dots::OneBit(one_bit(&canvas)) } else { rgb(&canvas) };
        Raster { width, height, resolution, dots }
    }

    pub(super) fn items(&self, items: &[Item], canvas: &mut Pixmap) {
        for item in items {
            match &item.drawing {
                Drawing::Path(path) => self.path(path, canvas),
                Drawing::Text(run) => self.text(run, canvas),
                Drawing::Symbol(symbol) => self.symbol(symbol, canvas),
                Drawing::Picture(placed) => self.picture(placed, canvas),
                Drawing::Shade(_) | Drawing::Group(_) => {}
            }
        }
    }

    fn path(&self, path: &Path, canvas: &mut Pixmap) {
        let mut builder = PathBuilder::new();
        for segment in &path.segments {
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
        let Some(outline) = builder.finish() else { return };
        let rule = if path.even_odd { FillRule::EvenOdd } else { FillRule::Winding };
        if let Some(paint) = path.fill.and_then(|ink| self.area_ink(ink)) {
            canvas.fill_path(&outline, &paint, rule, Transform::identity(), None);
        }
        if let Some((paint, stroke)) = path.stroke.and_then(|stroke| Some((self.ink(stroke.ink)?, stroke))) {
            let width = self.dots(stroke.width).max(self.grid.hair);
            let stroke = Stroke { width, miter_limit: scene::Stroke::MITRE_LIMIT as f32, ..Stroke::default() };
            canvas.stroke_path(&outline, &paint, &stroke, Transform::identity(), None);
        }
    }

    fn text(&self, run: &GlyphRun, canvas: &mut Pixmap) {
        if let Some(Window { left, top, dots }) = self.set(run) {
            canvas.draw_pixmap(left, top, dots.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
    }

    fn symbol(&self, symbol: &Symbol, canvas: &mut Pixmap) {
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
            canvas.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }

    fn picture(&self, placed: &Placed, canvas: &mut Pixmap) {
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
        let paint = PixmapPaint { quality: self.grid.quality, ..PixmapPaint::default() };
        canvas.draw_pixmap(0, 0, pixmap.as_ref(), &paint, place, None);
    }
}

/// Dots darker than the middle as 0, the others as 1, rows padded with ones to whole bytes.
fn one_bit(canvas: &Pixmap) -> Vec<u8> {
    let mut bits = bits(canvas, |pixel| is_dark([pixel.red(), pixel.green(), pixel.blue()]));
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

/// Whether a printer that knows black and nothing else prints a colour.
#[must_use]
pub fn is_dark([red, green, blue]: [u8; 3]) -> bool {
    u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 < 127_500
}

fn rgb(canvas: &Pixmap) -> Dots {
    Dots::Rgb(canvas.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect())
}
