//! Content streams: a scene's items as PDF operators.

use pdf_writer::types::ColorSpaceOperand;
use pdf_writer::{Name, Str};

use super::font::UsedGlyphs;
use super::{deflate, name};
use crate::scene::{
    Drawing, GlyphRun, Ink, Item, Layer, Path, Placed, Point, Process, Scene, Segment, Sheet, Stock, Symbol, Turn,
};
use crate::units::Length;

/// Makes the content of labels; shared between threads.
#[derive(Clone, Copy, Debug)]
pub struct ContentMaker<'a> {
    stock: &'a Stock,
}

/// A label as a content stream, deflated.
#[derive(Debug)]
pub struct Content(pub(super) Vec<u8>);

/// A content stream being written; y grows upwards from the bottom of the label here.
struct Stream<'a> {
    stock: &'a Stock,
    content: pdf_writer::Content,
    fill: Option<usize>,
    stroke: Option<usize>,
}

impl<'a> ContentMaker<'a> {
    /// A maker for the labels of a job.
    #[must_use]
    pub fn new(stock: &'a Stock) -> Self {
        Self { stock }
    }

    /// A label with its top left corner at a point of the page; the glyphs it uses are noted.
    #[must_use]
    pub fn label(&self, scene: &Scene, corner: Point, used: &mut UsedGlyphs) -> Content {
        let mut stream = Stream::new(self.stock);
        let sheet = self.stock.sheet.as_ref();
        if let Some(sheet) = sheet {
            let bottom = sheet.height - corner.y - self.stock.height;
            stream.content.save_state();
            stream.content.transform([1.0, 0.0, 0.0, 1.0, corner.x.to_pt(), bottom.to_pt()]);
            // What hangs over a label's edge is cut off there and not on its neighbour.
            stream.content.rect(0.0, 0.0, self.stock.width.to_pt(), self.stock.height.to_pt());
            stream.content.clip_nonzero();
            stream.content.end_path();
        }
        for layer in &scene.layers {
            match layer {
                Layer::Own(items) => stream.items(items, used),
                Layer::Fixed(number) => {
                    stream.content.x_object(Name(name('X', *number).as_bytes()));
                }
            }
        }
        if sheet.is_some() {
            stream.content.restore_state();
        }
        Content(deflate(stream.content.finish().as_slice()))
    }

    /// The content of a fixed run.
    pub(super) fn fixed(&self, items: &[Item], used: &mut UsedGlyphs) -> Vec<u8> {
        let mut stream = Stream::new(self.stock);
        stream.items(items, used);
        deflate(stream.content.finish().as_slice())
    }

    /// The crop marks of a sheet.
    pub(super) fn marks(&self, sheet: &Sheet) -> Vec<u8> {
        let mut content = pdf_writer::Content::new();
        content.set_fill_cmyk(0.0, 0.0, 0.0, 1.0);
        for bar in &sheet.marks {
            let bottom = sheet.height - bar.corner.y - bar.height;
            content.rect(bar.corner.x.to_pt(), bottom.to_pt(), bar.width.to_pt(), bar.height.to_pt());
        }
        content.fill_nonzero();
        deflate(content.finish().as_slice())
    }
}

impl<'a> Stream<'a> {
    fn new(stock: &'a Stock) -> Self {
        Self { stock, content: pdf_writer::Content::new(), fill: None, stroke: None }
    }

    fn items(&mut self, items: &[Item], used: &mut UsedGlyphs) {
        for item in items {
            match &item.drawing {
                Drawing::Path(path) => self.path(path),
                Drawing::Text(run) => self.text(run, used),
                Drawing::Symbol(symbol) => self.symbol(symbol),
                Drawing::Picture(placed) => self.picture(placed),
            }
        }
    }

    fn at(&self, point: Point) -> (f32, f32) {
        (point.x.to_pt(), (self.stock.height - point.y).to_pt())
    }

    /// Sets the colour of areas; false for inks that print nothing.
    fn fill_with(&mut self, ink: usize) -> bool {
        match self.stock.ink(ink) {
            Ink::Technical => return false,
            _ if self.fill == Some(ink) => {}
            Ink::Process(process) => {
                let [c, m, y, k] = parts(*process);
                self.content.set_fill_cmyk(c, m, y, k);
            }
            Ink::Spot { .. } => {
                self.content.set_fill_color_space(ColorSpaceOperand::Named(Name(name('C', ink).as_bytes())));
                self.content.set_fill_color([1.0]);
            }
        }
        self.fill = Some(ink);
        true
    }

    /// Sets the colour of lines; false for inks that print nothing.
    fn stroke_with(&mut self, ink: usize) -> bool {
        match self.stock.ink(ink) {
            Ink::Technical => return false,
            _ if self.stroke == Some(ink) => {}
            Ink::Process(process) => {
                let [c, m, y, k] = parts(*process);
                self.content.set_stroke_cmyk(c, m, y, k);
            }
            Ink::Spot { .. } => {
                self.content.set_stroke_color_space(ColorSpaceOperand::Named(Name(name('C', ink).as_bytes())));
                self.content.set_stroke_color([1.0]);
            }
        }
        self.stroke = Some(ink);
        true
    }

    fn path(&mut self, path: &Path) {
        let fill = path.fill.is_some_and(|ink| self.fill_with(ink));
        let stroke = path.stroke.filter(|stroke| self.stroke_with(stroke.ink));
        if !fill && stroke.is_none() {
            return;
        }
        for segment in &path.segments {
            match segment {
                Segment::Move(p) => {
                    let (x, y) = self.at(*p);
                    self.content.move_to(x, y);
                }
                Segment::Line(p) => {
                    let (x, y) = self.at(*p);
                    self.content.line_to(x, y);
                }
                Segment::Cubic(a, b, p) => {
                    let ((ax, ay), (bx, by), (x, y)) = (self.at(*a), self.at(*b), self.at(*p));
                    self.content.cubic_to(ax, ay, bx, by, x, y);
                }
                Segment::Close => {
                    self.content.close_path();
                }
            }
        }
        if let Some(stroke) = stroke {
            self.content.set_line_width(stroke.width.to_pt());
        }
        match (fill, path.even_odd, stroke.is_some()) {
            (true, false, false) => self.content.fill_nonzero(),
            (true, true, false) => self.content.fill_even_odd(),
            (true, false, true) => self.content.fill_nonzero_and_stroke(),
            (true, true, true) => self.content.fill_even_odd_and_stroke(),
            (false, ..) => self.content.stroke(),
        };
    }

    /// Modules as rectangles in module units, merged along rows and filled in one go: edges that
    /// rectangles of one path share leave no seam.
    fn symbol(&mut self, symbol: &Symbol) {
        if !self.fill_with(symbol.ink) {
            return;
        }
        let (x, y) = self.at(symbol.origin);
        let module = symbol.module.to_pt();
        self.content.save_state();
        self.content.transform([module, 0.0, 0.0, -module, x, y]);
        for (row, column, length) in symbol.runs() {
            self.content.rect(column as f32, row as f32, length as f32, 1.0);
        }
        self.content.fill_nonzero();
        self.content.restore_state();
    }

    fn picture(&mut self, placed: &Placed) {
        let (cos, sin) = placed.turn.cos_sin();
        let (cos, sin) = (f32::from(cos), f32::from(sin));
        let (width, height) = (placed.width.to_pt(), placed.height.to_pt());
        // The image fills the unit square above its lower left corner.
        let (dx, dy) = placed.turn.apply(Length::ZERO, placed.height);
        let (x, y) = self.at(Point { x: placed.origin.x + dx, y: placed.origin.y + dy });
        self.content.save_state();
        self.content.transform([width * cos, -width * sin, height * sin, height * cos, x, y]);
        self.content.x_object(Name(name('P', placed.picture).as_bytes()));
        self.content.restore_state();
    }

    fn text(&mut self, run: &GlyphRun, used: &mut UsedGlyphs) {
        let Some(face) = self.stock.faces.get(run.face) else { return };
        if !self.fill_with(run.ink) {
            return;
        }
        used.note(run);
        let (x, y) = self.at(run.origin);
        let (cos, sin) = run.turn.cos_sin();
        let (cos, sin) = (f32::from(cos), -f32::from(sin));
        self.content.begin_text();
        self.content.set_font(Name(name('F', run.face).as_bytes()), run.size.to_pt());
        if run.letter_spacing != Length::ZERO {
            self.content.set_char_spacing(run.letter_spacing.to_pt());
        }
        if run.turn == Turn::None {
            self.content.next_line(x, y);
        } else {
            self.content.set_text_matrix([cos, sin, -sin, cos, x, y]);
        }
        let per_em = 1000.0 / f32::from(face.units_per_em);
        let plain = run.glyphs.iter().all(|g| g.x_offset == 0 && g.y_offset == 0 && g.advance == face.advance(g.id));
        if plain {
            let bytes: Vec<u8> = run.glyphs.iter().flat_map(|glyph| glyph.cid.to_be_bytes()).collect();
            self.content.show(Str(&bytes));
        } else {
            self.adjusted(run, face, per_em);
        }
        if run.letter_spacing != Length::ZERO {
            self.content.set_char_spacing(0.0);
        }
        self.content.end_text();
    }

    /// Shows glyphs that kerning or marks have moved.
    fn adjusted(&mut self, run: &GlyphRun, face: &crate::scene::Face, per_em: f32) {
        let rise = |units: i32| run.size.scale(units.into(), i64::from(face.units_per_em)).to_pt();
        let mut raised = 0;
        let mut pending = 0; // font units to move left before the next glyph
        for glyph in &run.glyphs {
            if glyph.y_offset != raised {
                self.content.set_rise(rise(glyph.y_offset));
                raised = glyph.y_offset;
            }
            let shift = pending - glyph.x_offset;
            let mut positioned = self.content.show_positioned();
            let mut items = positioned.items();
            if shift != 0 {
                items.adjust(shift as f32 * per_em);
            }
            items.show(Str(&glyph.cid.to_be_bytes()));
            pending = glyph.x_offset + face.advance(glyph.id) - glyph.advance;
        }
        if raised != 0 {
            self.content.set_rise(0.0);
        }
    }
}

/// Parts of cyan, magenta, yellow and black, 0 to 1.
pub(super) fn parts(process: Process) -> [f32; 4] {
    process.0.map(|part| f32::from(part) / 1000.0)
}
