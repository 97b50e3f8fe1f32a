//! ZPL as a format of label files.

use super::maker::{ZplLabel, ZplMaker};
use super::options::{Options, ZplError};
use super::recurring::Alike;
use super::stored::Held;
use crate::gs1::Code;
use crate::render::{Deflater, Format, Which};
use crate::scene::{Likeness, Scene, Stock};
use crate::sentence::Sentence;

/// ZPL files of labels. The head stores what labels share in the printer, and may be sent again.
pub struct Zpl<'a>(ZplMaker<'a>);

impl<'a> Zpl<'a> {
    /// Files of labels of a stock, with how they are written.
    ///
    /// # Errors
    /// As [`ZplMaker::new`].
    pub fn new(stock: &'a Stock, options: Options) -> Result<Self, ZplError> {
        ZplMaker::new(stock, options).map(Self)
    }

    /// Chooses what is stored of all that recurs ([`ZplMaker::choose`]).
    #[must_use]
    pub fn choose(&self, alike: &[Alike<'_>]) -> Vec<Likeness> {
        self.0.choose(alike)
    }

    /// The same, keeping in the printer what was chosen.
    #[must_use]
    pub fn recalling(self, chosen: &[Likeness]) -> Self {
        Self(self.0.recalling(chosen))
    }

    /// What a label needs before it ([`ZplMaker::before`]).
    #[must_use]
    pub fn before(&self, label: &ZplLabel, held: &mut Held) -> String {
        self.0.before(label, held)
    }
}

impl Format for Zpl<'_> {
    type Piece = ZplLabel;
    type Bench = Deflater;
    type File = Held;

    fn piece(&self, scene: Scene, code: &Code, which: Which, bench: &mut Deflater) -> ZplLabel {
        self.0.commented(self.0.label(&scene, code, bench), which)
    }

    fn begin(&self, out: &mut Vec<u8>) -> Result<Held, Sentence> {
        out.extend_from_slice(self.0.head().as_bytes());
        Ok(Held::default())
    }

    fn label(&self, held: &mut Held, piece: ZplLabel, _: u64, out: &mut Vec<u8>) -> Result<(), Sentence> {
        out.extend_from_slice(self.0.before(&piece, held).as_bytes());
        out.extend_from_slice(piece.text().as_bytes());
        Ok(())
    }

    fn used(&self, _: &mut Held, _: Deflater) {}

    fn end(&self, held: Held, out: &mut Vec<u8>) -> Result<(), Sentence> {
        out.extend_from_slice(self.0.tail(&held).as_bytes());
        Ok(())
    }
}
