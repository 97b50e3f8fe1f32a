//! The label room of quietzone: from file to paper, each code once, and it can be proved.
//!
//! A [`ledger`] keeps the labels of every job and what became of each; a [`printer`] is asked what it
//! printed; an [`oms`] hands out codes. What touches the world outside of files stands here and above; the engine, `quietzone`,
//! knows nothing of it.

pub mod its;
pub mod ledger;
pub mod oms;
pub mod printer;
mod progress;
pub mod report;
pub mod run;

pub use progress::Progress;

/// The rules of this package.
pub fn rules() -> impl Iterator<Item = quietzone::report::Listed> {
    quietzone::report::Listed::of("printer", "It is judged when labels are printed.", printer::rules::ALL)
        .chain(quietzone::report::Listed::of("ledger", "It is judged when labels are printed.", ledger::rules::ALL))
        .chain(quietzone::report::Listed::of("oms", "It is judged when codes are fetched.", oms::rules::ALL))
}
