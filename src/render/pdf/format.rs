//! PDF as a format of label files.

use std::io;

use super::content::{Content, ContentMaker};
use super::font::UsedGlyphs;
use super::writer::PdfWriter;
use super::{About, Fit, SymbolForm};
use crate::gs1::Code;
use crate::render::{Deflater, Format, Which};
use crate::say;
use crate::scene::{Item, Scene, Stock};
use crate::sentence::{Sentence, system};

/// PDF files of labels.
pub struct Pdf<'a> {
    stock: &'a Stock,
    maker: ContentMaker<'a>,
    about: About,
    fit: Fit,
}

/// What a thread makes contents of pages with.
#[derive(Default)]
pub struct PdfBench {
    used: UsedGlyphs,
    deflater: Deflater,
}

impl<'a> Pdf<'a> {
    /// Files of labels of a stock, with how symbols are drawn and what the documents say of themselves.
    #[must_use]
    pub fn new(stock: &'a Stock, form: SymbolForm, about: About) -> Self {
        Self { stock, maker: ContentMaker::new(stock, form), about, fit: Fit::default() }
    }

    /// The same, with pages that are moved and scaled.
    #[must_use]
    pub fn fitted(self, fit: Fit) -> Self {
        Self { fit, ..self }
    }
}

impl<'a> Format for Pdf<'a> {
    type Piece = Content;
    type Bench = PdfBench;
    type File = PdfWriter<'a, Vec<u8>>;

    fn piece(&self, scene: Scene, _: &Code, which: Which, bench: &mut PdfBench) -> Content {
        self.maker.label(&scene, self.stock.slot(which.position).corner, &mut bench.used, &mut bench.deflater)
    }

    fn begin(&self, out: &mut Vec<u8>) -> Result<Self::File, Sentence> {
        let mut file = PdfWriter::new(Vec::new(), self.stock, &self.maker)
            .and_then(|file| file.fitted(self.fit))
            .map_err(|error| refused(&error))?;
        out.append(file.out());
        Ok(file)
    }

    fn label(&self, file: &mut Self::File, piece: Content, number: u64, out: &mut Vec<u8>) -> Result<(), Sentence> {
        file.label(&piece, number).map_err(|error| refused(&error))?;
        out.append(file.out());
        Ok(())
    }

    fn margin(
        &self,
        file: &mut Self::File,
        items: Vec<Item>,
        position: u64,
        out: &mut Vec<u8>,
    ) -> Result<(), Sentence> {
        let mut used = UsedGlyphs::default();
        let content = self.maker.margin(&items, &mut used);
        file.margin(&content, position).map_err(|error| refused(&error))?;
        file.used(used);
        out.append(file.out());
        Ok(())
    }

    fn used(&self, file: &mut Self::File, bench: PdfBench) {
        file.used(bench.used);
    }

    fn end(&self, file: Self::File, out: &mut Vec<u8>) -> Result<(), Sentence> {
        let (mut tail, _) = file.finish(&self.about).map_err(|error| refused(&error))?;
        out.append(&mut tail);
        Ok(())
    }
}

fn refused(error: &io::Error) -> Sentence {
    say!("the PDF cannot be made: {error}", error = system(error))
}
