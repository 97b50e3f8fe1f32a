//! Reading element strings without a market: as scan data or with AIs in brackets.

mod bracketed;
mod error;
mod scan;
mod seen;

use super::{Ai, ElementString, GS, is_digital_link, lint};

pub use error::ParseError;

impl ElementString {
    /// Reads an element string.
    ///
    /// Scan data may begin with a symbology identifier of GS1 data (`]d2`, `]C1`, `]e0`, `]Q3`,
    /// `]J1`) and with GS; GS separates elements, and one more is tolerated at the end and
    /// behind a value of predefined length (General Specifications, section 7.8).
    ///
    /// A text that begins with a parenthesis has its AIs in parentheses, one that begins with a
    /// square bracket in square brackets. There the digits of an AI of the table between brackets
    /// begin a new element wherever they stand.
    ///
    /// Lengths and characters are tested; [`ElementString::lint`] tests the rest.
    ///
    /// ```
    /// use quietzone::gs1::ElementString;
    ///
    /// let scanned = ElementString::parse("]d2010478010116439421ABC\u{1d}17271231")?;
    /// let typed = ElementString::parse("(01)04780101164394(21)ABC(17)271231")?;
    /// assert_eq!(scanned, typed);
    /// # Ok::<(), quietzone::gs1::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// The place where the text stops being an element string, and what is wrong there; an AI that
    /// stands twice with different values.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match text.chars().next() {
            Some('(') => bracketed::parse(text, bracketed::ROUND),
            Some('[') => bracketed::parse(text, bracketed::SQUARE),
            _ => scan::parse(text).map_err(|error| if is_digital_link(text) { ParseError::Link } else { error }),
        }
    }

    /// As [`ElementString::lint`], with the places in the text that it was parsed of.
    ///
    /// ```
    /// use quietzone::gs1::ElementString;
    ///
    /// let text = "(21)A(01)04780101164395";
    /// let wrong = ElementString::parse(text)?.lint_in(text);
    /// assert_eq!(wrong.first().and_then(|wrong| wrong.position()), Some(23));
    /// # Ok::<(), quietzone::gs1::ParseError>(())
    /// ```
    #[must_use]
    pub fn lint_in(&self, text: &str) -> Vec<ParseError> {
        let brackets = if text.starts_with(['(', '[']) { 2 } else { 0 };
        let mut rest = if brackets > 0 { text } else { scan::data(text) };
        let mut found = Vec::new();
        for (ai, value) in self.iter() {
            rest = rest.strip_prefix(GS).unwrap_or(rest);
            let element = text.len() - rest.len();
            let begins = element + ai.to_string().len() + brackets;
            if let Err(flaw) = lint(ai, value) {
                found.push(ParseError::of_value(element + 1, begins + 1, value, flaw));
            }
            rest = text.get(begins + value.len()..).unwrap_or_default();
        }
        found
    }
}

/// The places in a text where an AI of the table stands in parentheses, in bytes from 0, with the AI.
pub fn openings(text: &str) -> impl Iterator<Item = (usize, Ai)> {
    bracketed::openings_of(text)
}
