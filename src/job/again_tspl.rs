//! Labels made one by one for printers that speak TSPL.

use super::again::{Again, Own, on_all_cores};
use crate::batch::{Failure, refused};
use crate::diagnostic::Diagnostic;
use crate::render::tspl::{Options, TsplMaker};
use crate::sentence::InWords;

impl Again {
    /// What makes labels for a printer that speaks TSPL, and is set up so.
    ///
    /// # Errors
    /// The design is for no such printer.
    pub fn tspl(&self, options: Options) -> Result<TsplLabels<'_>, Failure> {
        let maker = TsplMaker::new(self.plan.stock(), options).map_err(|error| refused(error.in_words()))?;
        Ok(TsplLabels { maker, again: self })
    }
}

/// Makes labels in TSPL, each of which stands alone.
pub struct TsplLabels<'a> {
    maker: TsplMaker<'a>,
    again: &'a Again,
}

impl TsplLabels<'_> {
    /// The labels, on as many threads as the machine has cores if they are many.
    ///
    /// # Errors
    /// A label cannot be made, although it was.
    pub fn labels(&self, owns: &[Own]) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let label = |own: &Own| Ok(self.maker.label(&self.again.scene(own, None)?.1));
        let made = on_all_cores(owns, |_, owns| owns.iter().map(label).collect::<Result<Vec<_>, Diagnostic>>())?;
        Ok(made.into_iter().flatten().collect())
    }
}
