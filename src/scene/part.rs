//! What items are parts of.

use std::sync::Arc;

use crate::diagnostic::Place;

/// What an item is a part of: an element of a template, or an object of a drawing that others made.
/// Judges know of it what is told here, and ask no template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name in findings.
    pub id: Arc<str>,
    /// Where it is said: a stretch of a template, or a page of a file.
    pub place: Place,
    /// What it is there for.
    pub role: Role,
    /// Whether it is left out of some labels.
    pub conditional: bool,
    /// Whether a symbol has as many modules whatever the code.
    pub size_fixed: bool,
    /// Whether labels may share what it shows: neither the unit, nor the code, nor a number of its own.
    pub recurs: bool,
}

/// What a part of a label is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A picture or drawing: its box says little of where it has ink.
    Art,
    /// What the data of a label says.
    Data,
    /// What the design says and draws on every label.
    Design,
}

impl Part {
    /// A part that every label has; a symbol that it shows is always as large.
    #[must_use]
    pub fn new(id: impl Into<Arc<str>>, role: Role, place: Place) -> Arc<Self> {
        Arc::new(Self { id: id.into(), place, role, conditional: false, size_fixed: true, recurs: false })
    }
}
