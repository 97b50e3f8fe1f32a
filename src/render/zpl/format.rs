//! ZPL as a format of label files.

use super::{Options, ZplError, ZplMaker};
use crate::gs1::Code;
use crate::render::{Deflater, Format, Which};
use crate::scene::{Scene, Stock};
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
}

impl Format for Zpl<'_> {
    type Piece = String;
    type Bench = Deflater;
    type File = ();

    fn piece(&self, scene: Scene, code: &Code, which: Which, bench: &mut Deflater) -> String {
        self.0.commented(self.0.label(&scene, code, bench), which)
    }

    fn begin(&self, out: &mut Vec<u8>) -> Result<(), Sentence> {
        out.extend_from_slice(self.0.head().as_bytes());
        Ok(())
    }

    fn label(&self, (): &mut (), piece: String, _: u64, out: &mut Vec<u8>) -> Result<(), Sentence> {
        out.append(&mut piece.into_bytes());
        Ok(())
    }

    fn used(&self, (): &mut (), _: Deflater) {}

    fn end(&self, (): (), out: &mut Vec<u8>) -> Result<(), Sentence> {
        out.extend_from_slice(self.0.tail().as_bytes());
        Ok(())
    }
}
