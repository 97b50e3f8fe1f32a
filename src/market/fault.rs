//! What is wrong with a code.

use std::sync::Arc;

use super::demands::Reference;
use super::field::Field;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::gs1::ParseError;
use crate::sentence::Sentence;

/// The rules of this room.
pub mod rules {
    crate::diagnostic::rules! {
        /// An AI is missing, out of order, or followed by something else.
        STRUCTURE = "COD01", "a code has the fields of its market, in order";
        /// A field is too short or too long.
        LENGTH = "COD02", "every field has the length its market gives it";
        /// A character the field may not hold.
        ALPHABET = "COD03", "every field keeps to its alphabet";
        /// A wrong check digit.
        CHECK_DIGIT = "COD04", "GTINs have a right check digit";
        /// A date that does not exist.
        DATE = "COD05", "dates exist";
        /// Without separators the code can be read in more than one way.
        AMBIGUOUS = "COD06", "a code can be read in one way only";
        /// A code that was damaged on its way and is whole again.
        MENDED = "COD07", "codes arrive as they were issued";
        /// A value that breaks GS1's own rules for its AI.
        GS1 = "COD08", "values keep to GS1's rules for their AI";
        /// A GTIN that no product has.
        TECHNICAL = "COD09", "GTINs are those of products";
        /// A tail whose letters were all made capital.
        UPPER = "COD10", "tails keep their small letters";
        /// A first character that the field may not have.
        BEGINS = "COD13", "values begin as their market says";
        /// An expiry in the middle of a month.
        MONTH_END = "COD14", "expiries are the last day of a month, where the act asks it";
        /// The printed text says something other than the symbol.
        PRINTED = "COD11", "printed text says what the symbol says";
    }
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
    pub message: Sentence,
    /// What to do.
    pub help: Option<Sentence>,
    /// The source of the demand.
    pub reference: Option<Reference>,
    /// Which character of which AI is wrong, in GS1 data of no market.
    pub gs1: Option<ParseError>,
}

impl Fault {
    pub(super) fn new(rule: Rule, field: Option<&Field>, message: Sentence) -> Self {
        let field = field.map(|field| field.name.clone());
        Self { rule, severity: Severity::Error, field, message, help: None, reference: None, gs1: None }
    }

    pub(super) fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    pub(super) fn help(mut self, help: Sentence) -> Self {
        self.help = Some(help);
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
