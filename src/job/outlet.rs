//! Where labels go: how each format's labels are made, in parallel, and written, in order.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::batch::{Holds, Pattern, cannot_write, rules};
use crate::diagnostic::Diagnostic;
use crate::gs1::Code;
use crate::raster::Painter;
use crate::render::Deflater;
use crate::render::pdf::{self, About, Content, ContentMaker, PdfWriter, UsedGlyphs};
use crate::render::png;
use crate::render::svg::{self, Fragment, SvgMaker};
use crate::render::zpl::{self, ZplMaker};
use crate::say;
use crate::scene::{Point, Scene, Stock};
use crate::sentence::{InWords, Sentence, file, outside};
use crate::source::Record;
use crate::world::Output;

/// How labels are written in formats that leave a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// How symbols are drawn in PDF.
    pub pdf: pdf::SymbolForm,
    /// How text is written in SVG.
    pub svg: svg::Text,
    /// How labels are written in ZPL.
    pub zpl: zpl::Options,
}

/// The format of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Pdf(pdf::SymbolForm),
    Png,
    Svg(svg::Text),
    Zpl(zpl::Options),
}

impl Format {
    /// The format that a file's ending names, with how PDF, SVG and ZPL are to be written.
    pub(super) fn of(output: &Path, forms: Forms) -> Option<Self> {
        let ending = output.extension()?.to_string_lossy().to_lowercase();
        match ending.as_str() {
            "pdf" => Some(Format::Pdf(forms.pdf)),
            "png" => Some(Format::Png),
            "svg" => Some(Format::Svg(forms.svg)),
            "zpl" => Some(Format::Zpl(forms.zpl)),
            _ => None,
        }
    }
}

/// A title by the name of a file.
pub(super) fn title(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What is said of an ending that names no format.
pub(super) fn no_format(output: &Path) -> Sentence {
    say!("the ending of “{path}” names no format we write; use .pdf, .svg, .zpl or .png", path = file(output))
}

/// Files of a format, and what each holds.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) format: Format,
    pub(super) output: PathBuf,
    pub(super) pattern: Pattern,
    pub(super) holds: Holds,
}

impl Target {
    /// One file with a name of its own.
    pub(super) fn plain(format: Format, output: &Path) -> Self {
        Self { format, output: output.to_path_buf(), pattern: Pattern::plain(output), holds: Holds::All }
    }
}

/// Makes one label and writes it; gives the bytes.
pub(super) fn make_one(
    target: &Target,
    stock: &Stock,
    scene: Scene,
    code: &Code,
    about: &About,
) -> Result<u64, Diagnostic> {
    let maker = Maker::new(target.format, stock)?;
    let mut bench = Bench::default();
    let piece = maker.piece(stock, code, scene, 0, &mut bench);
    let mut writer = Writer::new(target, &maker, stock, about)?;
    writer.used(bench.used);
    writer.write(piece)?;
    writer.finish().map(|(_, bytes)| bytes)
}

/// Makes labels; shared by all threads.
pub(super) enum Maker<'a> {
    Pdf(ContentMaker<'a>),
    Png(Painter<'a>),
    Svg(SvgMaker<'a>),
    Zpl(Box<ZplMaker<'a>>),
}

/// What a thread makes the labels of a chunk with.
#[derive(Default)]
pub(super) struct Bench {
    /// The glyphs that the labels used.
    pub(super) used: UsedGlyphs,
    deflater: Deflater,
}

/// A finished label.
pub(super) enum Piece {
    Content(Content),
    Scene(Scene),
    Drawn(Fragment),
    Zpl(String),
    /// A file of its own.
    File(PathBuf, Vec<u8>),
}

/// Writes finished labels, in order.
pub(super) struct Writer<'a> {
    target: &'a Target,
    maker: &'a Maker<'a>,
    stock: &'a Stock,
    about: &'a About,
    labels: u64,
    open: Open<'a>,
    pub(super) files: u64,
    pub(super) bytes: u64,
}

/// What is under way.
enum Open<'a> {
    Nothing,
    Pdf(Box<PdfWriter<'a, Output>>),
    Sheet(Vec<(Point, Piece)>),
    Zpl(PathBuf, Output),
}

impl<'a> Maker<'a> {
    pub(super) fn new(format: Format, stock: &'a Stock) -> Result<Self, Diagnostic> {
        let refused = |error: Sentence| Diagnostic::error(rules::OUTPUT, error);
        Ok(match format {
            Format::Pdf(form) => Maker::Pdf(ContentMaker::new(stock, form)),
            Format::Png => Maker::Png(Painter::new(stock).map_err(|error| refused(error.in_words()))?),
            Format::Svg(text) => Maker::Svg(SvgMaker::new(stock, text)),
            Format::Zpl(options) => {
                let maker = ZplMaker::new(stock, options);
                Maker::Zpl(Box::new(maker.map_err(|error| Diagnostic::error(rules::REQUEST, error))?))
            }
        })
    }

    /// The label of a record, with its number from 0.
    pub(super) fn make(
        &self,
        target: &Target,
        stock: &Stock,
        record: &Record,
        scene: Scene,
        number: u64,
        bench: &mut Bench,
    ) -> Result<Piece, Diagnostic> {
        let piece = self.piece(stock, &record.code, scene, number, bench);
        if target.holds != Holds::Label {
            return Ok(piece);
        }
        let file = match (self, piece) {
            (Maker::Zpl(maker), Piece::Zpl(label)) => [maker.head(), &label, maker.tail()].concat().into_bytes(),
            (_, piece) => self.page(&[(Point::default(), piece)])?,
        };
        Ok(Piece::File(target.pattern.name(record), file))
    }

    fn piece(&self, stock: &Stock, code: &Code, scene: Scene, number: u64, bench: &mut Bench) -> Piece {
        match self {
            Maker::Pdf(maker) => {
                let corner = stock.slot(number).corner;
                Piece::Content(maker.label(&scene, corner, &mut bench.used, &mut bench.deflater))
            }
            Maker::Png(_) => Piece::Scene(scene),
            Maker::Svg(maker) => Piece::Drawn(maker.label(&scene)),
            Maker::Zpl(maker) => Piece::Zpl(maker.label(&scene, code, &mut bench.deflater)),
        }
    }

    /// A file of labels, each with its top left corner on the page.
    fn page(&self, labels: &[(Point, Piece)]) -> Result<Vec<u8>, Diagnostic> {
        let refused = |error: Sentence| Diagnostic::error(rules::OUTPUT, error);
        match self {
            Maker::Png(painter) => {
                let scenes = labels.iter().filter_map(|(corner, piece)| match piece {
                    Piece::Scene(scene) => Some((*corner, scene)),
                    _ => None,
                });
                let page = painter.page(scenes).map_err(|error| refused(error.in_words()))?;
                png::encode(&page).map_err(|error| refused(say!("{error}", error = outside(error))))
            }
            Maker::Svg(maker) => {
                let drawn = labels.iter().filter_map(|(corner, piece)| match piece {
                    Piece::Drawn(fragment) => Some((*corner, fragment)),
                    _ => None,
                });
                Ok(maker.page(drawn).into_bytes())
            }
            Maker::Pdf(_) | Maker::Zpl(_) => Ok(Vec::new()),
        }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        target: &'a Target,
        maker: &'a Maker<'a>,
        stock: &'a Stock,
        about: &'a About,
    ) -> Result<Self, Diagnostic> {
        let open = match maker {
            Maker::Pdf(maker) => {
                let pdf = Output::create(&target.output).and_then(|output| PdfWriter::new(output, stock, maker));
                Open::Pdf(Box::new(pdf.map_err(|error| cannot_write(&target.output, &error))?))
            }
            _ => Open::Nothing,
        };
        Ok(Self { target, maker, stock, about, labels: 0, open, files: 0, bytes: 0 })
    }

    /// Writes the next label.
    pub(super) fn write(&mut self, piece: Piece) -> Result<(), Diagnostic> {
        let number = self.labels;
        self.labels += 1;
        match piece {
            Piece::File(path, data) => self.file(&path, &data),
            Piece::Content(content) => {
                let Open::Pdf(pdf) = &mut self.open else { return Ok(()) };
                pdf.label(&content).map_err(|error| cannot_write(&self.target.output, &error))
            }
            Piece::Zpl(label) => self.zpl(&label, number),
            piece @ (Piece::Scene(_) | Piece::Drawn(_)) => {
                let slot = self.stock.slot(number);
                match &mut self.open {
                    Open::Sheet(labels) => labels.push((slot.corner, piece)),
                    open => *open = Open::Sheet(vec![(slot.corner, piece)]),
                }
                if slot.last { self.close() } else { Ok(()) }
            }
        }
    }

    /// Notes glyphs that labels used.
    pub(super) fn used(&mut self, glyphs: UsedGlyphs) {
        if let Open::Pdf(pdf) = &mut self.open {
            pdf.used(glyphs);
        }
    }

    /// Ends the output.
    pub(super) fn finish(mut self) -> Result<(u64, u64), Diagnostic> {
        self.close()?;
        Ok((self.files, self.bytes))
    }

    fn zpl(&mut self, label: &str, number: u64) -> Result<(), Diagnostic> {
        let Maker::Zpl(maker) = self.maker else { return Ok(()) };
        if let (Holds::Part(size), true) = (self.target.holds, number > 0)
            && number.is_multiple_of(size)
        {
            self.close()?;
        }
        if !matches!(self.open, Open::Zpl(..)) {
            let path = match self.target.holds {
                Holds::Part(_) => self.target.pattern.numbered(self.files + 1),
                _ => self.target.output.clone(),
            };
            let mut output = Output::create(&path).map_err(|error| cannot_write(&path, &error))?;
            self.bytes += maker.head().len() as u64;
            output.write_all(maker.head().as_bytes()).map_err(|error| cannot_write(&path, &error))?;
            self.open = Open::Zpl(path, output);
        }
        let Open::Zpl(path, output) = &mut self.open else { return Ok(()) };
        self.bytes += label.len() as u64;
        output.write_all(label.as_bytes()).map_err(|error| cannot_write(path, &error))
    }

    /// Ends the file under way.
    fn close(&mut self) -> Result<(), Diagnostic> {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => Ok(()),
            Open::Pdf(pdf) => {
                let done = pdf.finish(self.about).and_then(|(output, bytes)| output.finish().map(|()| bytes));
                self.bytes = done.map_err(|error| cannot_write(&self.target.output, &error))?;
                self.files = 1;
                Ok(())
            }
            Open::Sheet(labels) => {
                let page = self.maker.page(&labels)?;
                self.file(&self.target.pattern.numbered(self.files + 1), &page)
            }
            Open::Zpl(path, mut output) => {
                let tail = if let Maker::Zpl(maker) = self.maker { maker.tail() } else { "" };
                let done = output.write_all(tail.as_bytes()).and_then(|()| output.finish());
                done.map_err(|error| cannot_write(&path, &error))?;
                self.bytes += tail.len() as u64;
                self.files += 1;
                Ok(())
            }
        }
    }

    fn file(&mut self, path: &Path, data: &[u8]) -> Result<(), Diagnostic> {
        let write = || {
            let mut output = Output::create(path)?;
            output.write_all(data)?;
            output.finish()
        };
        write().map_err(|error| cannot_write(path, &error))?;
        self.files += 1;
        self.bytes += data.len() as u64;
        Ok(())
    }
}
