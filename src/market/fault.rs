//! What is wrong with a code.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Field, Reference};
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rules of this room.
pub mod rules {
    use crate::diagnostic::Rule;

    /// An AI is missing, out of order, or followed by something else.
    pub const STRUCTURE: Rule = Rule { code: "COD01", title: "a code has the fields of its market, in order" };
    /// A field is too short or too long.
    pub const LENGTH: Rule = Rule { code: "COD02", title: "every field has the length its market gives it" };
    /// A character the field may not hold.
    pub const ALPHABET: Rule = Rule { code: "COD03", title: "every field keeps to its alphabet" };
    /// A wrong check digit.
    pub const CHECK_DIGIT: Rule = Rule { code: "COD04", title: "GTINs have a right check digit" };
    /// A date that does not exist.
    pub const DATE: Rule = Rule { code: "COD05", title: "dates exist" };
    /// A value that breaks GS1's own rules for its AI.
    pub const GS1: Rule = Rule { code: "COD08", title: "values keep to GS1's rules for their AI" };
    /// A GTIN that no product has.
    pub const TECHNICAL: Rule = Rule { code: "COD09", title: "GTINs are those of products" };
    /// A tail whose letters were all made capital.
    pub const UPPER: Rule = Rule { code: "COD10", title: "tails keep their small letters" };
    /// A code that was damaged on its way and is whole again.
    pub const MENDED: Rule = Rule { code: "COD07", title: "codes arrive as they were issued" };
    /// Without separators the code can be read in more than one way.
    pub const AMBIGUOUS: Rule = Rule { code: "COD06", title: "a code can be read in one way only" };
}

/// One fault of a code. The message holds nothing of keys and crypto tails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule.
    pub rule: Rule,
    /// Error, or warning for demands of less than high confidence.
    pub severity: Severity,
    /// The name of the field, when one is meant.
    pub field: Option<Arc<str>>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
    /// The source of the demand.
    pub reference: Option<Reference>,
}

impl Fault {
    pub(super) fn new(rule: Rule, field: Option<&Field>, message: impl Into<String>) -> Self {
        let field = field.map(|field| field.name.clone());
        Self { rule, severity: Severity::Error, field, message: message.into(), help: None, reference: None }
    }

    pub(super) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    pub(super) fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<Fault> for Diagnostic {
    fn from(fault: Fault) -> Self {
        let mut found = Diagnostic::error(fault.rule, fault.message).because(fault.reference);
        found.severity = fault.severity;
        found.help = fault.help;
        found
    }
}
