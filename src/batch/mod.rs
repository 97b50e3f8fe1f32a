//! Rows in order, on all cores: what every work on a batch of codes shares.
//!
//! Here are the chunks in which rows pass, what is told of rows that say the same, the list of
//! rejected rows, names of files, a look at a batch, and a batch in clean form. Making labels of it
//! is the work of `job`.
//!
//! ```
//! use quietzone::batch::{Data, Inspection};
//!
//! let seen = Inspection::new(Data::of("samples/kz-pharma.xlsx"), "kz-pharma").run(&())?;
//! assert_eq!((seen.counts.header, seen.counts.good, seen.counts.bad), (1, 60, 0));
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod asked;
mod candidates;
mod chunks;
mod convert;
mod counts;
mod csv_form;
mod data;
mod duplicates;
mod faults;
mod formula;
mod inputs;
mod inspect;
mod kept;
mod misses;
mod names;
mod opened;
mod orders;
mod rejects;
mod rows;
mod seen;
mod sink;
mod sorter;
mod watch;
mod workbook;

/// The rules of this room, and of the jobs above it.
pub mod rules {
    crate::diagnostic::rules! {
        /// One unit twice: the same code, or another code of the same unit.
        DUPLICATE = "DUP01", "no unit stands in a batch twice";
        /// The request does not fit the template or the data.
        REQUEST = "JOB01", "what is asked for makes sense";
        /// The data changed between the two readings.
        CHANGED = "JOB02", "the data stays the same while it is read";
        /// Rows that `--rows` names and the file has not.
        NO_ROWS = "JOB03", "rows that are asked for are there";
        /// More products than an order holds.
        ORDER = "JOB04", "the codes of a batch are of one order";
        /// Somebody did not want to wait for the end.
        CANCELLED = "JOB05", "the work is not cancelled";
        /// Two labels, one file name.
        CLASH = "OUT01", "every label gets a file of its own";
        /// The output cannot be written.
        OUTPUT = "OUT02", "outputs can be written";
    }
}

pub use asked::{field_and_length, field_and_value};
pub use candidates::Fitting;
pub(crate) use chunks::{CHUNK, Readable, in_order, threads};
pub use convert::Conversion;
pub use counts::RowCounts;
pub(crate) use counts::{Counted, Counting, unexpected};
pub use csv_form::CsvForm;
pub use data::{ColumnChoice, Data};
pub(crate) use duplicates::{Fingerprint, repeated, repeated_units, said};
pub use faults::Failure;
pub(crate) use faults::{WholeBatch, cannot_write, changed, refused};
pub use formula::{is_formula, shielded};
pub(crate) use inputs::Inputs;
pub use inspect::{Inspection, Looked};
pub use kept::KeptBatch;
pub(crate) use misses::Misses;
pub(crate) use names::{Ends, Holds, Pattern};
pub(crate) use orders::Products;
pub(crate) use rejects::Rejects;
pub use rows::RowSet;
pub(crate) use rows::{Range, Rows};
pub use seen::{EachRow, SeenRow};
pub(crate) use sink::{Ending, Sink};
pub(crate) use sorter::{Pieces, Sorter, Written};
pub use watch::{Stage, Watch};
pub(crate) use workbook::Told;
pub use workbook::Workbook;
