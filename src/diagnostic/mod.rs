//! What went wrong, where, and what to do about it: one type for every stage.
//!
//! ```
//! use quietzone::batch::{Data, Inspection};
//!
//! let failure = Inspection::new(Data::of("missing.xlsx"), "kz-pharma").run(&()).unwrap_err();
//! assert_eq!(failure.0[0].rule.code, "SRC01");
//! ```

mod place;

use std::fmt;
use std::sync::Arc;

use crate::say;
use crate::sentence::{InWords, Sentence, name, outside, worded};
use crate::units::Length;

pub use place::{Column, Place, SourceText};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong, or wrong by a source of less than high confidence. Never rejects a row.
    Warning,
    /// It cannot be judged from here whether it is right: somebody must measure. Never clean, and
    /// never a reason to refuse a row.
    Unjudged,
    /// Wrong: the row is not printed, the command ends with exit code 1 or 2.
    Error,
}

impl InWords for Severity {
    fn in_words(&self) -> Sentence {
        match self {
            Severity::Note => say!("note"),
            Severity::Warning => say!("warning"),
            Severity::Unjudged => say!("unjudged"),
            Severity::Error => say!("error"),
        }
    }
}

impl Severity {
    /// Above a finding of its weight.
    #[must_use]
    pub fn heading(self) -> Sentence {
        match self {
            Severity::Note => say!("Note"),
            Severity::Warning => say!("Warning"),
            Severity::Unjudged => say!("To be measured"),
            Severity::Error => say!("Error"),
        }
    }
}

/// Its key, the same in every language.
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Unjudged => "unjudged",
            Severity::Error => "error",
        })
    }
}

/// A stable rule code such as `COD03` with one line that says what the rule asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// The code: two or three capitals and two digits.
    pub code: &'static str,
    /// What the rule asks, in one line.
    pub title: &'static str,
}

impl Rule {
    /// Its code and title.
    #[must_use]
    pub fn heading(self) -> String {
        format!("{}: {}", self.code, worded(self.title))
    }
}

/// Declares the rules of a room: a constant each, and `ALL` of them with what breaks them, which is
/// the doc comment.
#[macro_export]
macro_rules! rules {
    ($($(#[doc = $broken:literal])+ $name:ident = $code:literal, $title:literal;)+) => {
        use $crate::diagnostic::Rule;

        $($(#[doc = $broken])+ pub const $name: Rule = Rule { code: $code, title: $title };)+

        /// Every rule of this room, with what breaks it.
        pub const ALL: &[(Rule, &str)] = &[$(($name, concat!($($broken),+))),+];
    };
}

pub use crate::rules;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub rule: Rule,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, without secrets: no serial tails, no tokens.
    pub message: Sentence,
    /// Where.
    pub place: Place,
    /// The template element it is about.
    pub element: Option<Arc<str>>,
    /// The face of the package it is on.
    pub face: Option<Arc<str>>,
    /// The box on the label that it is about.
    pub area: Option<LabelBox>,
    /// What was measured, and what it is held against.
    pub measured: Option<Measured>,
    /// Where on the label that is measured, if it is a distance.
    pub span: Option<Span>,
    /// The act and clause behind it, or the source of the fact.
    pub reference: Option<Arc<str>>,
    /// What to do.
    pub help: Option<Sentence>,
}

/// The program is not what its makers took it for. What is under way is not written then.
pub const INTERNAL: Rule = Rule { code: "INT01", title: "what the program takes for granted holds" };

impl Diagnostic {
    /// That an assumption of the program does not hold, with the place where that was seen.
    pub fn internal(place: &str) -> Self {
        Self::error(
            INTERNAL,
            say!(
                "the program has a fault, at {place}; what was under way was not written",
                place = name(place.to_owned())
            ),
        )
        .help(say!("tell it to the makers, with the template and the first rows of the data"))
    }

    /// An error by a rule.
    pub fn error(rule: Rule, message: impl Into<Sentence>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            message: message.into(),
            place: Place::Nowhere,
            element: None,
            face: None,
            area: None,
            measured: None,
            span: None,
            reference: None,
            help: None,
        }
    }

    /// A warning by a rule.
    pub fn warning(rule: Rule, message: impl Into<Sentence>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, message) }
    }

    /// What is wrong, and of which element.
    #[must_use]
    pub fn said(&self) -> Sentence {
        match &self.element {
            Some(element) => {
                say!("element “{element}”: {message}", element = outside(element), message = &self.message)
            }
            None => self.message.clone(),
        }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same finding at a place, if it has none yet.
    #[must_use]
    pub(crate) fn or_at(self, place: impl FnOnce() -> Place) -> Self {
        if matches!(self.place, Place::Nowhere) { self.at(place()) } else { self }
    }

    /// The same finding about an element.
    #[must_use]
    pub fn about(mut self, element: &Arc<str>) -> Self {
        self.element = Some(element.clone());
        self
    }

    /// The same finding with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<Sentence>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding with what was measured and its limit, in thousandths of a unit.
    #[must_use]
    pub fn measured(mut self, value: i64, limit: i64, unit: &'static str) -> Self {
        self.measured = Some(Measured { value, limit, unit });
        self
    }

    /// The same finding with where on the label its distance is.
    #[must_use]
    pub fn along(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same finding at another weight.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding with the act or source behind it.
    #[must_use]
    pub fn because(mut self, reference: Option<Arc<str>>) -> Self {
        self.reference = reference;
        self
    }
}

/// A box on a label, in micrometres from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelBox {
    /// Its left edge.
    pub left: i64,
    /// Its top edge.
    pub top: i64,
    /// Its right edge.
    pub right: i64,
    /// Its bottom edge.
    pub bottom: i64,
}

/// A measure and the limit it is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What was found, in thousandths of the unit.
    pub value: i64,
    /// What it must keep to, in thousandths of the unit.
    pub limit: i64,
    /// The unit: `mm`, `dots`, `%`, `modules`, `pt`.
    pub unit: &'static str,
}

/// A distance on the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The width of the box that a finding is about.
    Width,
    /// The height of that box.
    Height,
    /// From that box to another, given by its left, top, right and bottom.
    To([Length; 4]),
}

impl fmt::Display for Diagnostic {
    /// One line: `codes.xlsx, sheet Коды, C412: error COD02: the serial …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place != Place::Nowhere {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{} {}: {}", self.severity.in_words(), self.rule.code, self.said())
    }
}

/// Places kept of each rule's findings; beyond that they are only counted.
const FIRST_PLACES: usize = 5;

/// Findings over a batch: for each rule and severity a count and the first few findings.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    groups: Vec<Group>,
}

/// What one rule found at one severity.
#[derive(Clone, Debug)]
pub struct Group {
    /// The rule.
    pub rule: Rule,
    /// The severity.
    pub severity: Severity,
    /// How many findings there were.
    pub count: u64,
    /// The first of them.
    pub first: Vec<Diagnostic>,
}

impl Findings {
    /// Counts a finding and keeps it if it is among the first of its rule.
    pub fn add(&mut self, found: Diagnostic) {
        let known = self.groups.iter().position(|g| g.rule == found.rule && g.severity == found.severity);
        let at = known.unwrap_or(self.groups.len());
        if known.is_none() {
            self.groups.push(Group { rule: found.rule, severity: found.severity, count: 0, first: Vec::new() });
        }
        if let Some(group) = self.groups.get_mut(at) {
            group.count += 1;
            if group.first.len() < FIRST_PLACES {
                group.first.push(found);
            }
        }
    }

    /// The groups, errors first, then by rule code.
    #[must_use]
    pub fn groups(&self) -> Vec<&Group> {
        let mut groups: Vec<&Group> = self.groups.iter().collect();
        groups.sort_by_key(|g| (std::cmp::Reverse(g.severity), g.rule.code));
        groups
    }

    /// How many findings weigh as much as that.
    #[must_use]
    pub fn count(&self, severity: Severity) -> u64 {
        self.groups.iter().filter(|g| g.severity == severity).map(|g| g.count).sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

impl Extend<Diagnostic> for Findings {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, found: I) {
        found.into_iter().for_each(|d| self.add(d));
    }
}

impl FromIterator<Diagnostic> for Findings {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(found: I) -> Self {
        let mut findings = Self::default();
        findings.extend(found);
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_spreadsheet_letters() {
        let letters = |index| Column { index, header: None }.letters();
        assert_eq!([0, 25, 26, 701, 702, 16_383].map(letters), ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let source = SourceText { name: "t".into(), text: "Жол\nбір = 1\n".into() };
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column("Жол\nбір".len()), (2, 4));
        assert_eq!(source.line_column(9999), (3, 1));
    }

    #[test]
    fn findings_keep_counts_and_first_places() {
        const RULE: Rule = Rule { code: "TST01", title: "" };
        let mut findings: Findings = (0..100).map(|n| Diagnostic::error(RULE, say!("{n}", n))).collect();
        findings.add(Diagnostic::warning(RULE, say!("w")));
        assert_eq!((findings.count(Severity::Error), findings.count(Severity::Warning)), (100, 1));
        assert_eq!(findings.groups()[0].first.len(), FIRST_PLACES);
    }
}
