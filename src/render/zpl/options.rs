//! How labels are written in ZPL, and why they cannot be.

use super::graphic::Graphics;
use crate::raster::TooManyDots;
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words};

/// How labels are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How the symbol is sent.
    pub symbol: SymbolForm,
    /// How dots are sent.
    pub graphics: Graphics,
    /// Where what all labels share is kept.
    pub fixed: Fixed,
    /// Whether each label says in a comment which it is.
    pub comments: bool,
    /// Bytes of dots that labels may have in the printer's memory. With 0 only what all labels share is kept there,
    /// however large.
    pub memory: usize,
    /// Labels behind which the head stands again, so that a printer that was switched off prints whole labels from
    /// there on; with 0 it stands at the start alone.
    pub head_every: u64,
}

impl Options {
    /// 128 KiB: an eighth of the least memory of a printer that speaks ZPL II.
    pub const MEMORY: usize = 128 << 10;
    /// A head is some thousand bytes, and then some ten a label.
    pub const HEAD_EVERY: u64 = 200;

    /// Whether anything but what all labels share is kept in the printer.
    #[must_use]
    pub fn stores_what_recurs(&self) -> bool {
        self.fixed == Fixed::Stored && self.memory > 0
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            symbol: SymbolForm::default(),
            graphics: Graphics::default(),
            fixed: Fixed::default(),
            comments: false,
            memory: Self::MEMORY,
            head_every: Self::HEAD_EVERY,
        }
    }
}

/// How the symbol is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SymbolForm {
    /// As a graphic of our own modules (`^GF`).
    #[default]
    Graphic,
    /// As a message that the printer encodes: Data Matrix (`^BX`), and linear barcodes of which it draws the very
    /// dots that we do (`^BE`, `^B8`, `^BU`, `^B2`, `^BC`). What all labels share stays a graphic.
    Native,
}

/// Where what all labels share is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fixed {
    /// In the printer's memory (`~DG`), recalled by every label. It is lost when the printer is
    /// switched off, so a job that was broken off is begun again from a file's head.
    #[default]
    Stored,
    /// In every label: larger, but each label prints whatever came before.
    Inline,
}

/// Why labels cannot be written as ZPL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZplError {
    /// Press artwork.
    NoDots,
    /// A sheet.
    Sheet,
    /// The label is too large.
    TooManyDots(TooManyDots),
}

impl InWords for ZplError {
    fn in_words(&self) -> Sentence {
        match self {
            ZplError::NoDots => say!(
                "ZPL is for printers with dots, and artwork has none; name the printer's with --dpi, such as --dpi 300"
            ),
            ZplError::Sheet => say!(
                "a ZPL printer prints label by label from a roll, so it cannot print sheets; write PDF, or take a template without [sheet]"
            ),
            ZplError::TooManyDots(error) => error.in_words(),
        }
    }
}

errors_in_words!(ZplError);

impl From<TooManyDots> for ZplError {
    fn from(error: TooManyDots) -> Self {
        ZplError::TooManyDots(error)
    }
}
