//! What a linear barcode is held to by its use.

use crate::symbol::linear::sizes;
use crate::symbol::{Application, LinearKind};

/// A use of a barcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// The use, whose table lists the symbology.
    pub(super) of: Application,
    /// Whether the template says it, or practice stands in for it.
    pub(super) is_said: bool,
}

impl Use {
    /// The use that a template says, if its table lists the symbology; or else practice: points of sale for EAN and
    /// UPC, and neither these nor distribution for the others.
    pub(super) fn of(kind: LinearKind, said: Option<Application>) -> Self {
        if let Some(of) = said.filter(|said| sizes(kind, *said).is_some()) {
            return Self { of, is_said: true };
        }
        let of = match kind {
            LinearKind::Ean13 | LinearKind::Ean8 | LinearKind::UpcA => Application::Retail,
            LinearKind::Itf14 | LinearKind::Gs1128 => Application::General,
        };
        Self { of, is_said: false }
    }
}

/// The name of a table.
pub(super) fn source_of(table: u8) -> String {
    format!("GS1 General Specifications, symbol specification table {table}")
}
