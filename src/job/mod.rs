//! A batch of labels: survey, then emit.
//!
//! The survey reads the data once and finds everything that needs the whole batch: rows that
//! cannot be printed, duplicates, clashes of file names, the size of the symbol. Nothing is
//! written before it is done. Emit reads the data again, makes sure that it is the same, and
//! writes. Rows pass through in chunks; memory per label is a few bytes.
//!
//! A batch is judged by the rules of [`crate::check`] before anything is written; without data the
//! design alone is.
//!
//! Library users start here: fill in a [`Request`] and [`run`] it.

mod allow;
mod bare;
mod batch;
mod catalogue;
mod chunks;
mod convert;
mod data;
mod duplicates;
mod emit;
mod extremes;
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
    crate::diagnostic::rules! {
        /// The same code twice.
        DUPLICATE = "DUP01", "no code stands in a batch twice";
        /// The request does not fit the template or the data.
        REQUEST = "JOB01", "what is asked for makes sense";
        /// The data changed between the two readings.
        CHANGED = "JOB02", "the data stays the same while it is read";
        /// Two labels, one file name.
        CLASH = "OUT01", "every label gets a file of its own";
        /// The output cannot be written.
        OUTPUT = "OUT02", "outputs can be written";
    }
}

pub use bare::BareSymbol;
pub use catalogue::{Listed, catalogue};
pub use convert::{Conversion, is_formula};
pub use data::{ColumnChoice, Data};
pub use inspect::{Inspection, Seen};
pub use proof::Proof;
pub use request::{Failure, Forms, Outcome, Request, Stage, Summary, Watch};
pub use rows::RowSet;
pub use run::run;
