//! Plain pages of A4 that people read, tick and measure: words, lines and frames at exact places.

use std::io::{self, Write};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::layout::Lettering;
use crate::render::Deflater;
use crate::render::pdf::{About, ContentMaker, Fit, PdfWriter, SymbolForm, UsedGlyphs};
use crate::scene::{
    Angle, Blank, Drawing, Face, GlyphRun, Id, Ink, Item, Page, Part, Path, Point, Process, Resources, Role, Scene,
    Segment, Stock, Stroke, Turn,
};
use crate::units::{Length, Resolution};

/// A4 (ISO 216), upright.
pub(super) const A4: (Length, Length) = (Length::from_mm(210), Length::from_mm(297));

/// Which letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    Plain,
    Bold,
    /// All as wide, for codes.
    Mono,
}

/// Where words stand at their point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aligned {
    Left,
    Centre,
    Right,
}

/// What pages are drawn with.
#[derive(Debug)]
pub(super) struct Paper {
    stock: Stock,
    fonts: [(Lettering, Id<Face>); 3],
    black: Id<Ink>,
    grey: Id<Ink>,
    part: Arc<Part>,
}

impl Paper {
    /// Pages of a size.
    pub(super) fn new((width, height): (Length, Length)) -> Result<Self, Diagnostic> {
        let broken = || Diagnostic::internal("report/paper.rs: its fonts");
        let mut resources = Resources::default();
        let mut font = |family: &str, bold: bool| {
            let letters = Lettering::bundled(family, bold)?;
            let face = resources.faces.push(letters.face().clone());
            Some((letters, face))
        };
        let fonts = [font("condensed", false), font("condensed", true), font("mono", false)];
        let [Some(plain), Some(bold), Some(mono)] = fonts else { return Err(broken()) };
        let black = resources.inks.id_of(Ink::BLACK);
        let grey = resources.inks.id_of(Ink::Process(Process([0, 0, 0, 400])));
        let page = Page::artwork(width, height, Resolution::from_dpi(300).map_err(|_| broken())?);
        let part = Part::new("page", Role::Design, Place::Nowhere);
        let stock = Stock::new(page, resources, Blank::default());
        Ok(Self { stock, fonts: [plain, bold, mono], black, grey, part })
    }

    /// A pen for a page.
    pub(super) fn pen(&self) -> Pen<'_> {
        Pen { paper: self, items: Vec::new() }
    }

    /// Begins a document, whose pages are moved and scaled.
    pub(super) fn pages<W: Write>(&self, out: W, fit: Fit) -> io::Result<Pages<'_, W>> {
        let maker = ContentMaker::new(&self.stock, SymbolForm::default());
        let writer = PdfWriter::new(out, &self.stock, &maker)?.fitted(fit)?;
        Ok(Pages { maker, writer, deflater: Deflater::default(), written: 0 })
    }

    fn font(&self, hand: Hand) -> &(Lettering, Id<Face>) {
        let [plain, bold, mono] = &self.fonts;
        match hand {
            Hand::Plain => plain,
            Hand::Bold => bold,
            Hand::Mono => mono,
        }
    }
}

/// A document under way.
pub(super) struct Pages<'p, W: Write> {
    maker: ContentMaker<'p>,
    writer: PdfWriter<'p, W>,
    deflater: Deflater,
    written: u64,
}

impl<W: Write> Pages<'_, W> {
    /// Writes the next page.
    pub(super) fn page(&mut self, pen: Pen<'_>) -> io::Result<()> {
        let mut used = UsedGlyphs::default();
        let scene = Scene::of(pen.items);
        let content = self.maker.label(&scene, Point::default(), &mut used, &mut self.deflater);
        self.writer.used(used);
        self.writer.label(&content, self.written)?;
        self.written += 1;
        Ok(())
    }

    /// Ends the document.
    pub(super) fn finish(self, title: String) -> io::Result<W> {
        self.writer.finish(&About { title, allowed: Vec::new() }).map(|(out, _)| out)
    }
}

/// Draws on a page.
pub(super) struct Pen<'p> {
    paper: &'p Paper,
    items: Vec<Item>,
}

impl Pen<'_> {
    fn draw(&mut self, drawing: Drawing) {
        self.items.push(Item { part: self.paper.part.clone(), drawing });
    }

    /// Writes a line of words of a size, smaller where it is wider than there is room. Gives its width.
    pub(super) fn words(
        &mut self,
        (at, aligned): (Point, Aligned),
        (hand, size): (Hand, Length),
        room: Length,
        text: &str,
    ) -> Length {
        let (letters, face) = self.paper.font(hand);
        let (glyphs, wide) = letters.line(text, size);
        let is_wider = wide > room && wide > Length::ZERO;
        let size = if is_wider { size.scale(room.emu(), wide.emu()) } else { size };
        let wide = wide.min(room);
        let left = match aligned {
            Aligned::Left => at.x,
            Aligned::Centre => at.x - wide / 2,
            Aligned::Right => at.x - wide,
        };
        self.draw(Drawing::Text(GlyphRun {
            face: *face,
            size,
            letter_spacing: Length::ZERO,
            origin: Point { x: left, y: at.y },
            turn: Turn::None,
            angle: Angle::NONE,
            ink: self.paper.black,
            text: text.into(),
            glyphs,
        }));
        wide
    }

    /// Draws a line.
    pub(super) fn line(&mut self, from: Point, to: Point, width: Length) {
        let stroke = Some(Stroke { ink: self.paper.black, width });
        let segments = vec![Segment::Move(from), Segment::Line(to)];
        self.draw(Drawing::Path(Path { segments, stroke, ..Path::default() }));
    }

    /// Draws a frame, grey or black, whose line lies on the edges of a box with rounded corners.
    pub(super) fn frame(&mut self, corner: Point, (width, height): (Length, Length), radius: Length, is_grey: bool) {
        let ink = if is_grey { self.paper.grey } else { self.paper.black };
        let stroke = Some(Stroke { ink, width: Length::from_micrometres(150) });
        let segments = Path::rectangle(corner, width, height, radius);
        self.draw(Drawing::Path(Path { segments, stroke, ..Path::default() }));
    }
}
