//! Every rule there is, wherever it is judged.

use crate::check;
use crate::diagnostic::Rule;
use crate::{batch, document, layout, market, source, template};

/// A rule, where it is judged, and its manual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its code and title.
    pub rule: Rule,
    /// Where it is judged: `template`, `import`, `layout`, `job` or `check`.
    pub judged: &'static str,
    /// Its manual page.
    pub manual: String,
}

/// Where a room judges, when that is, and its rules with what breaks them.
type Room = (&'static str, &'static str, &'static [(Rule, &'static str)]);

/// The rooms that have rules of their own.
const ROOMS: [Room; 6] = [
    ("template", "a template, a market file or another file of settings is read", document::rules::ALL),
    ("template", "a template is read, and when its expressions are worked out", template::rules::ALL),
    ("import", "data is read", source::rules::ALL),
    ("import", "a code is read", market::rules::ALL),
    ("layout", "a label is laid out", layout::rules::ALL),
    ("job", "a batch is looked through and written", batch::rules::ALL),
];

/// Every rule, by its code.
#[must_use]
pub fn catalogue() -> Vec<Listed> {
    let of_rooms = ROOMS.into_iter().flat_map(|(judged, when, rules)| {
        rules.iter().map(move |(rule, broken)| {
            let manual = format!("{}: {}\n\nIt is judged when {when}. It is broken by:{broken}", rule.code, rule.title);
            Listed { rule: *rule, judged, manual }
        })
    });
    let of_labels = check::ALL.iter().map(|check| Listed { rule: check.rule, judged: "check", manual: check.manual() });
    let mut all: Vec<Listed> = of_rooms.chain(of_labels).collect();
    all.sort_by_key(|listed| listed.rule.code);
    all
}
