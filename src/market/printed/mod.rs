//! A printed text held against what the symbol says.
//!
//! The text is read line by line, element by element: AIs in parentheses, or an AI and its value
//! in a row. A printed `21B13234241234` reads well as a serial, and only the symbol's own content
//! tells that it is another one. Leaving elements out is no difference. Where a line can be read
//! in several ways, the one that agrees most with the symbol is meant.

mod compare;
mod known;
mod line;
mod verdict;

pub use compare::repeats;
pub use verdict::{Printed, PrintedField, Verdict};
