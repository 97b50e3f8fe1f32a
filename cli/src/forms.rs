//! How labels are written in formats that leave a choice.

use clap::ValueEnum;

use quietzone::batch::CsvForm;
use quietzone::job;
use quietzone::render::{pdf, svg, tspl, zpl};

#[derive(Debug, clap::Args)]
pub(crate) struct Forms {
    /// How symbols are drawn in PDF: as vectors, exact at every size, which is the form for press;
    /// or as a mask of a sample a module, half the size and faster, whose edges a viewer or RIP
    /// that resamples pictures may blur.
    #[arg(long, value_enum, default_value = "vector", value_name = "HOW")]
    pdf_symbol: PdfSymbol,
    /// How text is written in SVG: outlines look the same everywhere; live text can be edited,
    /// and is substituted where the font lacks.
    #[arg(long, value_enum, default_value = "outlines", value_name = "HOW")]
    svg_text: SvgText,
    /// Draw die lines, varnish and other processing steps in SVG too. Whoever prints or cuts an SVG takes all of it
    /// for print, so they are left out otherwise; PDF has them on layers.
    #[arg(long)]
    svg_technical: bool,
    /// Who draws symbols in ZPL: our own modules as a graphic, or the printer: Data Matrix (^BX), and linear barcodes
    /// where it draws the very dots that we do (^BE, ^B8, ^BU, ^B2, ^BC). QR symbols and text stay graphics.
    #[arg(long, value_enum, default_value = "graphic", value_name = "HOW")]
    zpl_symbol: ZplSymbol,
    /// How graphics are written in ZPL: compressed, or as hexadecimal run lengths, which are
    /// longer and understood by every printer.
    #[arg(long, value_enum, default_value = "z64", value_name = "HOW")]
    zpl_graphics: ZplGraphics,
    /// Where ZPL keeps what all labels share: in the printer's memory, or in every label.
    #[arg(long, value_enum, default_value = "stored", value_name = "WHERE")]
    zpl_fixed: ZplFixed,
    /// Begin each label in ZPL with a comment (^FX) that tells its number in the job and the row of its data,
    /// to find it in the file again. Printers pass over it.
    #[arg(long)]
    zpl_comments: bool,
    /// Have the bit 1 burn in TSPL, as some clones of TSC's printers want it: what should be white comes out black
    /// without it.
    #[arg(long)]
    tspl_inverted: bool,
    /// Tell the gap between labels in TSPL, such as 2mm, or 0mm for continuous paper; otherwise the printer keeps
    /// what it found when it was calibrated.
    #[arg(long, value_name = "LENGTH")]
    tspl_gap: Option<tspl::Gap>,
    /// KiB that labels may have in the printer's memory (R:), where ZPL keeps what many of them have alike, such as
    /// batch and expiry: what saves most bytes. With 0 only what all labels share is kept there.
    #[arg(long, default_value_t = 128, value_name = "KIB", value_parser = clap::value_parser!(u32).range(..=65_536))]
    zpl_memory: u32,
    /// Send what ZPL keeps in the printer's memory again before every so many labels, for a printer that is switched
    /// off in the middle: from there on labels are whole again. With 0 it is sent at the start alone.
    #[arg(long, default_value_t = zpl::Options::HEAD_EVERY, value_name = "N")]
    head_every: u64,
}

/// How CSV files are written.
#[derive(Debug, clap::Args)]
pub(crate) struct Csv {
    /// How CSV is written: plain is for programs (commas, UTF-8); excel opens by a double click where the
    /// decimal sign is a comma (semicolons, UTF-8 with its mark, lines that end with CR LF). Both are read again.
    #[arg(long, value_enum, default_value = "plain", value_name = "HOW")]
    csv: CsvKind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CsvKind {
    Plain,
    Excel,
}

impl Csv {
    pub(crate) fn form(&self) -> CsvForm {
        match self.csv {
            CsvKind::Plain => CsvForm::Plain,
            CsvKind::Excel => CsvForm::Excel,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PdfSymbol {
    Vector,
    Mask,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum SvgText {
    Outlines,
    Live,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ZplSymbol {
    Graphic,
    Native,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ZplGraphics {
    Z64,
    Hex,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ZplFixed {
    Stored,
    Inline,
}

impl Forms {
    pub(crate) fn forms(&self) -> job::Forms {
        job::Forms {
            fit: pdf::Fit::default(),
            pdf: match self.pdf_symbol {
                PdfSymbol::Vector => pdf::SymbolForm::Vector,
                PdfSymbol::Mask => pdf::SymbolForm::Mask,
            },
            svg: svg::Form {
                text: match self.svg_text {
                    SvgText::Outlines => svg::Text::Outlines,
                    SvgText::Live => svg::Text::Live,
                },
                technical: self.svg_technical,
            },
            zpl: zpl::Options {
                symbol: match self.zpl_symbol {
                    ZplSymbol::Graphic => zpl::SymbolForm::Graphic,
                    ZplSymbol::Native => zpl::SymbolForm::Native,
                },
                graphics: match self.zpl_graphics {
                    ZplGraphics::Z64 => zpl::Graphics::Z64,
                    ZplGraphics::Hex => zpl::Graphics::Hex,
                },
                fixed: match self.zpl_fixed {
                    ZplFixed::Stored => zpl::Fixed::Stored,
                    ZplFixed::Inline => zpl::Fixed::Inline,
                },
                comments: self.zpl_comments,
                memory: self.zpl_memory as usize * 1024,
                head_every: self.head_every,
            },
            tspl: tspl::Options { inverted: self.tspl_inverted, gap: self.tspl_gap, shift: (0, 0) },
        }
    }
}
