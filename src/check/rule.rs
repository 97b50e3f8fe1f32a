//! A rule for labels: what it asks, what it looks at, and what breaks it.

use super::Label;
use crate::diagnostic::{Diagnostic, Rule};
use crate::sentence::worded;

/// A rule with its manual page.
#[derive(Debug)]
pub struct Check {
    /// Its code and what it asks, in one line.
    pub rule: Rule,
    /// What it looks at.
    pub scope: Scope,
    /// Its doc comment.
    pub(super) doc: &'static str,
    /// Everything on a label that breaks it.
    pub(super) run: fn(&Label<'_>) -> Vec<Diagnostic>,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The design: places, sizes and inks. It is judged once, with every text as wide as it gets.
    Design,
    /// What a record says: the code and the texts of its label. It is judged on every record, which
    /// has no symbol then.
    Record,
}

/// Declares the rule of a file: its manual page as doc comment, its code, its title, what it looks at,
/// and the function that finds what breaks it.
macro_rules! check {
    ($(#[doc = $line:literal])+ $name:ident = $code:literal, $title:literal, $scope:ident, $run:ident;) => {
        $(#[doc = $line])+
        pub(in $crate::check) const $name: $crate::check::Check = $crate::check::Check {
            rule: $crate::diagnostic::Rule { code: $code, title: $title },
            scope: $crate::check::Scope::$scope,
            doc: concat!($($line, "\n"),+),
            run: $run,
        };
    };
}

pub(super) use check;

impl Check {
    /// Its manual page: code and title, then the doc comment in its file.
    #[must_use]
    pub fn manual(&self) -> String {
        let paragraphs = self.paragraphs();
        let told = paragraphs.iter().map(|paragraph| worded(paragraph));
        [self.rule.heading().into()].into_iter().chain(told).collect::<Vec<_>>().join("\n\n")
    }

    /// The paragraphs of its doc comment, in English.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<String> {
        let lines: Vec<&str> = self.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n").split("\n\n").map(|paragraph| paragraph.trim_matches('\n').to_owned()).collect()
    }

    /// Everything on a label that breaks the rule.
    #[must_use]
    pub fn judge(&self, label: &Label<'_>) -> Vec<Diagnostic> {
        (self.run)(label)
    }
}
