//! How a command is told, and how it ended.

use clap::ValueEnum;

/// How results are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object on standard output.
    Json,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Clean,
    Findings,
    CouldNotRun,
}

impl Ended {
    /// The one of two that says more.
    #[cfg(feature = "oms")]
    pub(crate) fn worse(self, other: Self) -> Self {
        if other.code() > self.code() { other } else { self }
    }

    /// Its exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Ended::Clean => 0,
            Ended::Findings => 1,
            Ended::CouldNotRun => 2,
        }
    }
}
