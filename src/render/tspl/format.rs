//! TSPL as a format of label files.

use super::{Options, TsplError, TsplMaker};
use crate::gs1::Code;
use crate::render::{Format, Which};
use crate::scene::{Scene, Stock};
use crate::sentence::Sentence;

/// TSPL files of labels, which have neither head nor tail.
pub struct Tspl<'a>(TsplMaker<'a>);

impl<'a> Tspl<'a> {
    /// Files of labels of a stock, with how they are written.
    ///
    /// # Errors
    /// As [`TsplMaker::new`].
    pub fn new(stock: &'a Stock, options: Options) -> Result<Self, TsplError> {
        TsplMaker::new(stock, options).map(Self)
    }
}

impl Format for Tspl<'_> {
    type Piece = Vec<u8>;
    type Bench = ();
    type File = ();

    fn piece(&self, scene: Scene, _: &Code, _: Which, (): &mut ()) -> Vec<u8> {
        self.0.label(&scene)
    }

    fn begin(&self, _: &mut Vec<u8>) -> Result<(), Sentence> {
        Ok(())
    }

    fn label(&self, (): &mut (), mut piece: Vec<u8>, _: u64, out: &mut Vec<u8>) -> Result<(), Sentence> {
        out.append(&mut piece);
        Ok(())
    }

    fn used(&self, (): &mut (), (): ()) {}

    fn end(&self, (): (), _: &mut Vec<u8>) -> Result<(), Sentence> {
        Ok(())
    }
}
