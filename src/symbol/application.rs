//! X-dimensions by the use of a symbol: the GS1 symbol specification tables for GS1 DataMatrix.

use crate::units::Length;

/// What a symbol is read for. Each has a GS1 symbol specification table (General Specifications,
/// 5.12.3), whose number stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    /// At retail points of sale only (1).
    Retail,
    /// In general distribution only (2).
    Distribution,
    /// Neither at points of sale, in distribution nor in healthcare (4).
    General,
    /// On logistic units (5).
    Logistic,
    /// On regulated healthcare goods that are neither retailed nor in distribution (6).
    Healthcare,
    /// Marked on the part itself (7).
    DirectMarking,
    /// On what is scanned in pharmacies and in general distribution (8).
    PharmacyDistribution,
    /// On regulated healthcare goods that are retailed (10).
    Pharmacy,
}

/// Least, wished and greatest module, in micrometres.
type Range = [i64; 3];

impl Application {
    /// Their words in templates, in the order of [`Application::ALL`].
    pub const WORDS: [&str; 8] = [
        "retail",
        "distribution",
        "general",
        "logistic",
        "healthcare",
        "direct-marking",
        "pharmacy-distribution",
        "pharmacy",
    ];

    /// All of them.
    pub const ALL: [Application; 8] = [
        Application::Retail,
        Application::Distribution,
        Application::General,
        Application::Logistic,
        Application::Healthcare,
        Application::DirectMarking,
        Application::PharmacyDistribution,
        Application::Pharmacy,
    ];

    /// The number of its GS1 symbol specification table.
    #[must_use]
    pub const fn table(self) -> u8 {
        self.row().0
    }

    /// The least, wished and greatest module of GS1 DataMatrix.
    #[must_use]
    pub fn modules(self) -> [Length; 3] {
        self.row().1.map(|micrometres| Length::from_emu(micrometres * Length::from_mm(1).emu() / 1_000))
    }

    const fn row(self) -> (u8, Range) {
        match self {
            Application::Retail => (1, [375, 625, 990]),
            Application::Distribution => (2, [743, 743, 1500]),
            Application::General => (4, [380, 380, 495]),
            Application::Logistic => (5, [743, 743, 1500]),
            Application::Healthcare => (6, [254, 380, 990]),
            Application::DirectMarking => (7, [254, 300, 615]),
            Application::PharmacyDistribution => (8, [750, 750, 1520]),
            Application::Pharmacy => (10, [396, 495, 990]),
        }
    }
}
