//! A batch of labels: survey, then emit.
//!
//! The survey reads the data once and finds everything that needs the whole batch: rows that
//! cannot be printed, duplicates, clashes of file names, the size of the symbol. Nothing is
//! written before it is done. Emit reads the data again, makes sure that it is the same, and
//! writes. Rows pass through in chunks; memory per label is a few bytes.
//!
//! Library users start here: fill in a [`Request`] and [`run`] it.

mod bare;
mod batch;
mod chunks;
mod convert;
mod data;
mod duplicates;
mod emit;
mod fields;
mod inspect;
mod judge;
mod names;
mod outlet;
mod overlay;
mod proof;
mod rejects;
mod request;
mod rows;
mod run;
mod survey;
mod workbook;

/// The rules of this room.
pub mod rules {
    use crate::diagnostic::Rule;

    /// The same code twice.
    pub const DUPLICATE: Rule = Rule { code: "DUP01", title: "no code stands in a batch twice" };
    /// Two labels, one file name.
    pub const CLASH: Rule = Rule { code: "OUT01", title: "every label gets a file of its own" };
    /// The output cannot be written.
    pub const OUTPUT: Rule = Rule { code: "OUT02", title: "outputs can be written" };
    /// The request does not fit the template or the data.
    pub const REQUEST: Rule = Rule { code: "JOB01", title: "what is asked for makes sense" };
    /// The data changed between the two readings.
    pub const CHANGED: Rule = Rule { code: "JOB02", title: "the data stays the same while it is read" };
}

pub use bare::BareSymbol;
pub use convert::{Conversion, is_formula};
pub use data::{ColumnChoice, Data};
pub use inspect::{Inspection, Seen};
pub use judge::Judgement;
pub use proof::Proof;
pub use request::{Failure, Forms, Outcome, Request, Stage, Summary, Watch};
pub use rows::RowSet;
pub use run::run;
