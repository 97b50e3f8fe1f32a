//! What becomes of the rows of a file.

use serde_json::{Value, json};

use crate::batch::RowCounts;
use crate::say;
use crate::sentence::{Sentence, count, list};

/// For people, without what there is none of: `62 rows: 1 header, 60 good, 1 bad`.
#[must_use]
pub fn counted(counts: &RowCounts) -> Sentence {
    let parts = [
        (counts.titles, say!("{n} title" | "{n} titles", n = count(counts.titles))),
        (counts.header, say!("{n} header" | "{n} headers", n = count(counts.header))),
        (counts.good, say!("{n} good", n = counts.good)),
        (counts.bad, say!("{n} bad", n = counts.bad)),
        (counts.blank, say!("{n} blank", n = counts.blank)),
        (counts.totals, say!("{n} total" | "{n} totals", n = count(counts.totals))),
        (counts.left_out, say!("{n} not asked for", n = counts.left_out)),
        (counts.hidden, say!("{n} hidden and skipped", n = counts.hidden)),
    ];
    let parts = list(parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part));
    say!("{n} row: {parts}" | "{n} rows: {parts}", n = count(counts.file), parts)
}

/// For programs.
#[must_use]
pub fn as_json(counts: &RowCounts) -> Value {
    let RowCounts { file, titles, header, good, bad, blank, totals, left_out, hidden } = counts;
    json!({
        "file": file,
        "titles": titles,
        "header": header,
        "good": good,
        "bad": bad,
        "blank": blank,
        "totals": totals,
        "left_out": left_out,
        "hidden": hidden,
    })
}
