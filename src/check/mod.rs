//! Judgement: what would be printed, held against market, device and practice.
//!
//! A rule is a file of its own in `rules/`; its doc comment is its manual page, and
//! [`ALL`] lists it. Rules look at a [`Label`] – the scene that is rendered – and never at how the
//! template came to it, so that the PDF, the SVG and the ZPL of one label have one verdict.

mod advice;
mod contrast;
mod dates;
mod ground;
mod label;
mod pixels;
mod reflectance;
mod reserved;
mod rules;
mod said;
#[cfg(test)]
mod sample;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Rule};

pub use ground::Ground;
pub use label::{Label, Mark, SeenSymbol};
pub use reserved::{Parting, Reserved};
pub use rules::ALL;

/// A rule with its manual page.
#[derive(Debug)]
pub struct Check {
    /// Its code and what it asks, in one line.
    pub rule: Rule,
    /// What it looks at.
    pub scope: Scope,
    /// The source of the file it stands in.
    source: &'static str,
    /// Everything on a label that breaks it.
    run: fn(&Label<'_>) -> Vec<Diagnostic>,
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

impl Check {
    /// The rule of a code such as `QZ01`, whatever its case.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Check> {
        ALL.iter().find(|check| check.rule.code.eq_ignore_ascii_case(code))
    }

    /// Its manual page: the doc comment of its file.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// Everything on a label that breaks the rule.
    #[must_use]
    pub fn judge(&self, label: &Label<'_>) -> Vec<Diagnostic> {
        (self.run)(label)
    }
}

/// Everything on a label that breaks a rule of a scope, rule by rule. What two rules find is told once,
/// and so is what a rule finds in the same words of many parts of an element.
#[must_use]
pub fn judge(label: &Label<'_>, scope: Scope) -> Vec<Diagnostic> {
    let checks = ALL.iter().filter(|check| check.scope == scope);
    let mut found: Vec<Diagnostic> = checks.flat_map(|check| check.judge(label)).collect();
    rules::tell_once(label, &mut found);
    let mut told = HashSet::new();
    found.retain(|finding| told.insert((finding.rule, finding.element.clone(), finding.message.clone())));
    found
}
