//! Every rule there is, wherever it is judged.

use std::fmt;

use serde_json::{Value, json};

use crate::check;
use crate::diagnostic::{INTERNAL, Rule};
use crate::{batch, document, layout, market, source, template};

/// A rule, where it is judged, and its manual page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its code and title.
    pub rule: Rule,
    /// Where it is judged: `template`, `import`, `layout`, `job`, `check` or `printer`.
    pub judged: &'static str,
    /// Its manual page.
    pub manual: String,
}

impl Listed {
    /// The rules of a room, which judges there, and when that is.
    pub fn of(
        judged: &'static str,
        when: &'static str,
        rules: &'static [(Rule, &'static str)],
    ) -> impl Iterator<Item = Self> {
        rules.iter().map(move |(rule, broken)| {
            let manual = format!("{}: {}\n\nIt is judged when {when}. It is broken by:{broken}", rule.code, rule.title);
            Self { rule: *rule, judged, manual }
        })
    }

    /// Code, title and where it is judged, for programs.
    #[must_use]
    pub fn in_short(&self) -> Value {
        json!({ "code": self.rule.code, "title": self.rule.title, "judged": self.judged })
    }

    /// The same with the manual page.
    #[must_use]
    pub fn in_full(&self) -> Value {
        json!({ "code": self.rule.code, "title": self.rule.title, "judged": self.judged, "manual": self.manual })
    }
}

impl fmt::Display for Listed {
    /// A line of a list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:6} {:9} {}", self.rule.code, self.judged, self.rule.title)
    }
}

/// Where a room judges, when that is, and its rules with what breaks them.
type Room = (&'static str, &'static str, &'static [(Rule, &'static str)]);

/// The rooms that have rules of their own.
const ROOMS: [Room; 7] = [
    ("template", "a template, a market file or another file of settings is read", document::rules::ALL),
    ("template", "a template is read, and when its expressions are worked out", template::rules::ALL),
    ("import", "data is read", source::rules::ALL),
    ("import", "a code is read", market::rules::ALL),
    ("layout", "a label is laid out", layout::rules::ALL),
    ("job", "a batch is looked through and written", batch::rules::ALL),
    (
        "all",
        "anything is done",
        &[(
            INTERNAL,
            " An assumption of the program turned out wrong, at the place in its source that is told. What was under way is not written.",
        )],
    ),
];

/// Every rule, by its code.
#[must_use]
pub fn catalogue() -> Vec<Listed> {
    let of_rooms = ROOMS.into_iter().flat_map(|(judged, when, rules)| Listed::of(judged, when, rules));
    let of_labels = check::ALL.iter().map(|check| Listed { rule: check.rule, judged: "check", manual: check.manual() });
    let mut all: Vec<Listed> = of_rooms.chain(of_labels).collect();
    all.sort_by_key(|listed| listed.rule.code);
    all
}
