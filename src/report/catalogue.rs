//! Every rule there is, wherever it is judged.

use std::fmt;

use serde_json::{Value, json};

use crate::check::{self, Check};
use crate::diagnostic::{INTERNAL, Rule};
use crate::say;
use crate::sentence::{declared, worded};
use crate::{batch, document, layout, market, source, template};

/// A rule, where it is judged, and its manual page.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its code and title.
    pub rule: Rule,
    /// Where it is judged: `template`, `import`, `layout`, `job`, `check` or `printer`.
    pub judged: &'static str,
    manual: Manual,
}

/// What stands on a manual page.
#[derive(Clone, Copy, Debug)]
enum Manual {
    /// The page of a check.
    Of(&'static Check),
    /// When a room judges, and what breaks its rule.
    Broken { when: &'static str, by: &'static str },
}

impl Listed {
    /// The rules of a room, which judges there, and a sentence that says when that is.
    pub fn of(
        judged: &'static str,
        when: &'static str,
        rules: &'static [(Rule, &'static str)],
    ) -> impl Iterator<Item = Self> {
        rules.iter().map(move |(rule, by)| Self { rule: *rule, judged, manual: Manual::Broken { when, by: by.trim() } })
    }

    /// Its manual page.
    #[must_use]
    pub fn manual(&self) -> String {
        match self.manual {
            Manual::Of(check) => check.manual(),
            Manual::Broken { when, by } => {
                let says = say!("{when} It is broken by: {what}", when = declared(when), what = declared(by));
                format!("{}\n\n{says}", self.rule.heading())
            }
        }
    }

    /// The paragraphs of its manual page, each of which is told in the language that is spoken.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        match self.manual {
            Manual::Of(check) => check.paragraphs(),
            Manual::Broken { when, by } => vec![when.to_owned(), by.to_owned()],
        }
    }

    /// Code, title and where it is judged, for programs.
    #[must_use]
    pub fn in_short(&self) -> Value {
        json!({ "code": self.rule.code, "title": worded(self.rule.title), "judged": self.judged })
    }

    /// The same with the manual page.
    #[must_use]
    pub fn in_full(&self) -> Value {
        json!({
            "code": self.rule.code,
            "title": worded(self.rule.title),
            "judged": self.judged,
            "manual": self.manual(),
        })
    }
}

impl fmt::Display for Listed {
    /// A line of a list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:6} {:9} {}", self.rule.code, worded(self.judged), worded(self.rule.title))
    }
}

/// Where a room judges, when that is, and its rules with what breaks them.
type Room = (&'static str, &'static str, &'static [(Rule, &'static str)]);

/// The rooms that have rules of their own.
const ROOMS: [Room; 7] = [
    (
        "template",
        "It is judged when a template, a market file or another file of settings is read.",
        document::rules::ALL,
    ),
    (
        "template",
        "It is judged when a template is read, and when its expressions are worked out.",
        template::rules::ALL,
    ),
    ("import", "It is judged when data is read.", source::rules::ALL),
    ("import", "It is judged when a code is read.", market::rules::ALL),
    ("layout", "It is judged when a label is laid out.", layout::rules::ALL),
    ("job", "It is judged when a batch is looked through and written.", batch::rules::ALL),
    (
        "all",
        "It is judged when anything is done.",
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
    let of_labels =
        check::ALL.iter().map(|check| Listed { rule: check.rule, judged: "check", manual: Manual::Of(check) });
    let mut all: Vec<Listed> = of_rooms.chain(of_labels).collect();
    all.sort_by_key(|listed| listed.rule.code);
    all
}
