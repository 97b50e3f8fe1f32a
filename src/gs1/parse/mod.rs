//! Reading element strings without a market: as scan data or with AIs in parentheses.

mod bracketed;
mod error;
mod scan;

use super::ElementString;

pub use error::ParseError;

impl ElementString {
    /// Reads an element string.
    ///
    /// Scan data may begin with a symbology identifier of GS1 data (`]d2`, `]C1`, `]e0`, `]Q3`,
    /// `]J1`) and with GS; GS separates elements, and one more is tolerated at the end and
    /// behind a value of predefined length (General Specifications, section 7.8).
    ///
    /// A text that begins with a parenthesis has its AIs in parentheses. There a value may hold
    /// parentheses, too: `(`, the digits of an AI and `)` begin a new element wherever the value
    /// before it is allowed to end and the value behind it to begin. Of more than one such
    /// reading the one with the most elements is meant.
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
    /// The place where the text stops being an element string, and what is wrong there; two
    /// readings in parentheses with as many elements, or one in which an AI stands twice with
    /// different values where another reading has it once.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        if text.starts_with('(') { bracketed::parse(text) } else { scan::parse(text) }
    }
}
