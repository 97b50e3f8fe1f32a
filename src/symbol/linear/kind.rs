//! The symbologies.

use std::fmt;

use crate::document::choice;

choice! {
    /// Linear symbologies of the GS1 system.
    pub enum LinearKind {
        /// EAN-13.
        Ean13 = "ean13",
        /// EAN-8.
        Ean8 = "ean8",
        /// UPC-A.
        UpcA = "upca",
        /// ITF-14.
        Itf14 = "itf14",
        /// GS1-128.
        Gs1128 = "gs1-128",
    }
}

impl LinearKind {
    /// Modules of quiet zone to the left and to the right (GS1 General Specifications, 5.2 to 5.4).
    #[must_use]
    pub const fn quiet(self) -> (i64, i64) {
        match self {
            LinearKind::Ean13 => (11, 7),
            LinearKind::UpcA => (9, 9),
            LinearKind::Ean8 => (7, 7),
            LinearKind::Itf14 | LinearKind::Gs1128 => (10, 10),
        }
    }

    /// Whether it is EAN-13, EAN-8 or UPC-A, which share their digits, their guards and the growth of their height.
    #[must_use]
    pub const fn is_ean(self) -> bool {
        matches!(self, LinearKind::Ean13 | LinearKind::UpcA | LinearKind::Ean8)
    }

    /// Modules of its bars, where all symbols of the kind have as many.
    #[must_use]
    pub const fn modules(self) -> Option<i64> {
        match self {
            LinearKind::Ean13 | LinearKind::UpcA => Some(95),
            LinearKind::Ean8 => Some(67),
            LinearKind::Itf14 | LinearKind::Gs1128 => None,
        }
    }
}

/// Its name, the same in every language.
impl fmt::Display for LinearKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LinearKind::Ean13 => "EAN-13",
            LinearKind::Ean8 => "EAN-8",
            LinearKind::UpcA => "UPC-A",
            LinearKind::Itf14 => "ITF-14",
            LinearKind::Gs1128 => "GS1-128",
        })
    }
}
