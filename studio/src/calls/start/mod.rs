//! What the page “Start” asks: what files of codes hold, and templates to begin with.

mod look;
mod mends;

use super::Call;

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "start.look",
        "Looks at the codes of {work} as long work: their market, rows by sort, what was found with what mends it.",
        look::begin,
    ),
    Call::new(
        "start.rows",
        "Rows of the codes of {work}: {count} of them {from} a number on, all or those of {sorts}; no keys and tails.",
        look::rows,
    ),
    Call::new("start.markets", "Every market by its name, with its title.", look::markets),
];
