//! What stands behind a demand, and how binding it is.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::document::{Choice, choice};
use crate::sentence::worded;

/// The source of a demand.
pub type Reference = Arc<str>;

/// What stands behind a demand. It shows as `title, clause`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The title of the act or text; never empty.
    pub source: Arc<str>,
    /// The clause; `None` where the source has none or it is not known.
    pub clause: Option<Arc<str>>,
    /// How sure we are that it is asked.
    pub confidence: Confidence,
}

choice! {
    /// How sure we are of a fact.
    pub enum Confidence {
        /// Primary text or two sources.
        High = "H",
        /// One good source.
        Medium = "M",
        /// Weak, old or inferred.
        Low = "L",
    }
}

choice! {
    /// How binding a demand is.
    #[derive(Default)]
    pub enum Duty {
        /// It must be kept.
        #[default]
        Required = "required",
        /// It is recommended.
        Advised = "advised",
        /// It is left to the manufacturer.
        Free = "free",
    }
}

/// A demand, how binding it is, and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demanded<T = ()> {
    /// What is asked; nothing where the demand itself says all.
    pub value: T,
    /// How binding it is.
    pub duty: Duty,
    /// What stands behind it.
    pub origin: Origin,
}

/// The title of a source, and the clause where there is one.
pub(in crate::market) fn reference(title: &str, clause: Option<&str>) -> Reference {
    let title = worded(title);
    clause.map_or_else(|| (&*title).into(), |clause| format!("{title}, {}", worded(clause)).into())
}

impl Origin {
    /// Title and clause, as findings tell them.
    #[must_use]
    pub fn reference(&self) -> Reference {
        reference(&self.source, self.clause.as_deref())
    }

    /// Whether the confidence is high; below that a fault is a warning.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.confidence == Confidence::High
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reference())
    }
}

impl<T> Demanded<T> {
    /// How much it weighs to break it: an error where it is required and sure, a warning where
    /// it is advised or less sure, nothing where it is free.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        match self.duty {
            Duty::Required if self.origin.is_sure() => Some(Severity::Error),
            Duty::Required | Duty::Advised => Some(Severity::Warning),
            Duty::Free => None,
        }
    }
}

impl fmt::Display for Duty {
    /// Its word in market files and in JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for Confidence {
    /// `H`, `M` or `L`, as market files and JSON write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
