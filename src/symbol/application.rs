//! X-dimensions by the use of a symbol: the GS1 symbol specification tables for GS1 DataMatrix.

use crate::document::choice;
use crate::units::Length;

choice! {
    /// What a symbol is read for. Each has a GS1 symbol specification table (General Specifications,
    /// 5.12.3), whose number stands behind it.
    pub enum Application {
        /// At retail points of sale only (1).
        Retail = "retail",
        /// In general distribution only (2).
        Distribution = "distribution",
        /// At retail points of sale and in general distribution (3): linear symbols only.
        RetailDistribution = "retail-distribution",
        /// Neither at points of sale, in distribution nor in healthcare (4).
        General = "general",
        /// On logistic units (5).
        Logistic = "logistic",
        /// On regulated healthcare goods that are neither retailed nor in distribution (6).
        Healthcare = "healthcare",
        /// Marked on the part itself (7).
        DirectMarking = "direct-marking",
        /// On what is scanned in pharmacies and in general distribution (8).
        PharmacyDistribution = "pharmacy-distribution",
        /// On regulated healthcare goods that are retailed (10).
        Pharmacy = "pharmacy",
    }
}

/// Least, wished and greatest module, in micrometres.
type Range = [i64; 3];

impl Application {
    /// The number of its GS1 symbol specification table.
    #[must_use]
    pub const fn table(self) -> u8 {
        self.row().0
    }

    /// The least, wished and greatest module of GS1 DataMatrix, where the table lists it; those of linear
    /// symbols are told by [`linear::sizes`](super::linear::sizes).
    #[must_use]
    pub fn modules(self) -> Option<[Length; 3]> {
        let length = |micrometres| Length::from_micrometres(micrometres);
        self.row().1.map(|range| range.map(length))
    }

    const fn row(self) -> (u8, Option<Range>) {
        match self {
            Application::Retail => (1, Some([375, 625, 990])),
            Application::Distribution => (2, Some([743, 743, 1500])),
            Application::RetailDistribution => (3, None),
            Application::General => (4, Some([380, 380, 495])),
            Application::Logistic => (5, Some([743, 743, 1500])),
            Application::Healthcare => (6, Some([254, 380, 990])),
            Application::DirectMarking => (7, Some([254, 300, 615])),
            Application::PharmacyDistribution => (8, Some([750, 750, 1520])),
            Application::Pharmacy => (10, Some([396, 495, 990])),
        }
    }
}
