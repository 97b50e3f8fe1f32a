//! What a look at a batch came to, and a batch in clean form.

use std::path::Path;

use serde_json::{Value, json};

use super::facts::Facts;
use super::{json, rows};
use crate::batch::Looked;
use crate::say;
use crate::sentence::{Sentence, file, name};

/// How many rows are good, in so many seconds.
#[must_use]
pub fn seen(looked: &Looked, seconds: f64) -> Facts {
    let mut facts = Facts::default();
    market(&mut facts, looked);
    facts.fact(&say!("rows"), looked.rows);
    facts.fact(&say!("good"), looked.good);
    facts.fact(&say!("bad"), looked.bad());
    facts.fact(&say!("mended"), looked.mended);
    facts.fact(&say!("file"), rows::counted(&looked.counts));
    facts.fact(&say!("seconds"), format_args!("{seconds:.2}"));
    facts
}

/// The market, where it was found out.
fn market(facts: &mut Facts, looked: &Looked) {
    if looked.is_auto {
        facts.fact(&say!("market"), name(looked.market.clone()));
    }
}

/// The same for programs.
#[must_use]
pub fn seen_json(looked: &Looked) -> Value {
    json!({
        "ran": true,
        "market": looked.market,
        "rows": looked.rows,
        "good": looked.good,
        "bad": looked.bad(),
        "mended": looked.mended,
        "row_counts": rows::as_json(&looked.counts),
        "findings": json::groups(&looked.findings),
    })
}

/// What was written in clean form.
#[must_use]
pub fn converted(output: &Path, looked: &Looked) -> Facts {
    let mut facts = Facts::default();
    facts.fact(&say!("output"), file(output));
    market(&mut facts, looked);
    facts.fact(&say!("written"), looked.good);
    facts.fact(&say!("bad"), looked.bad());
    facts.fact(&say!("mended"), looked.mended);
    facts.fact(&say!("file"), rows::counted(&looked.counts));
    facts
}

/// Why nothing was written.
#[must_use]
pub fn nothing_converted(looked: &Looked) -> Sentence {
    if looked.rows == 0 {
        return say!("there is no row to write, so nothing was written");
    }
    say!(
        "{bad} of {rows} rows are bad, so nothing was written; mend them, or write the others with --skip-bad",
        bad = looked.bad(),
        rows = looked.rows
    )
}

/// The same for programs; without an output nothing was written.
#[must_use]
pub fn converted_json(output: Option<&Path>, looked: &Looked) -> Value {
    json!({
        "ran": true,
        "market": looked.market,
        "output": output.map(|path| file(path).to_string()),
        "rows": looked.rows,
        "written": if output.is_some() { looked.good } else { 0 },
        "bad": looked.bad(),
        "rejects": looked.rejects.as_ref().map(|path| file(path).to_string()),
        "mended": looked.mended,
        "row_counts": rows::as_json(&looked.counts),
        "findings": json::groups(&looked.findings),
    })
}
