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
//!
//! ```
//! use quietzone::batch::Data;
//! use quietzone::job::{FileKind, Memory, Request, run_to};
//!
//! let mut request = Request::new("templates/kz-pharma-58x40-203.toml");
//! request.data = Some(Data::of("samples/kz-pharma.xlsx"));
//! request.to = Some(FileKind::Zpl);
//! let mut labels = Memory::default();
//! let outcome = run_to(&request, &mut labels, &())?;
//! assert_eq!(outcome.summary.map(|written| written.labels), Some(60));
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod again;
mod again_tspl;
mod allow;
mod around;
mod arrange;
mod bare;
mod design;
mod draft;
mod earlier;
mod emit;
mod extremes;
mod fields;
mod files;
mod judge;
mod kind;
mod manifest;
mod margins;
mod numbers;
mod outlet;
mod paging;
mod peaks;
mod pictures;
mod press;
mod reading;
mod recurring;
mod request;
mod rows;
mod run;
mod settle;
mod shared;
mod sheets;
mod sight;
mod stand_in;
mod steps_by_name;
mod survey;
mod target;

pub use again::{Again, Maker, Own};
pub use again_tspl::TsplLabels;
pub use bare::{BareCode, BareSymbol};
pub use design::{Batch, Design, LabelSheet, SingleLabel};
pub use draft::{Draft, draft};
pub use files::Files;
pub use kind::{FileKind, Forms};
pub use outlet::{Label, Memory, Outlet, Part, Refusal, Stand, Stream};
pub use peaks::{Peak, Peaks};
pub use request::{Outcome, Request, Slug, Summary, TemplateFrom};
pub use run::{run, run_to};
pub use shared::Shared;
pub use sheets::{Document, Sheets};
pub use sight::{Seen, Sight};
