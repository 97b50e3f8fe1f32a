//! Views of an element string: for readers, screens, labels and programs.

use serde_json::{Value, json};

use super::{Ai, ElementString};

/// A piece of an element string, for those who encode it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// Function 1 Symbol Character: the mark of GS1 data in front, a separator elsewhere.
    Fnc1,
    /// An AI, written with its digits.
    Ai(Ai),
    /// The value that belongs to the AI before it.
    Value(&'a str),
}

/// The symbology identifier of GS1 DataMatrix (ISO/IEC 15424; General Specifications, section 5.1.3).
const DATA_MATRIX: &str = "]d2";

impl ElementString {
    /// The data as a reader of GS1 DataMatrix sends it when it names the symbology: `]d2`, then
    /// [`ElementString::scan_data`].
    #[must_use]
    pub fn scan_data_with_identifier(&self) -> String {
        format!("{DATA_MATRIX}{}", self.scan_data())
    }

    /// What a symbol encodes, piece by piece, FNC1 in front and between elements.
    pub fn tokens(&self) -> impl Iterator<Item = Token<'_>> {
        let mut due = true;
        self.iter().flat_map(move |(ai, value)| {
            let fnc1 = due.then_some(Token::Fnc1);
            due = !ai.format().predefined;
            fnc1.into_iter().chain([Token::Ai(ai), Token::Value(value)])
        })
    }

    /// The form with AIs in parentheses, for files and screens; never encoded.
    ///
    /// A value that itself holds an AI in parentheses cannot be told from two elements when
    /// this is read back, unless a market's lengths are at hand.
    #[must_use]
    pub fn bracketed(&self) -> String {
        self.iter().map(|(ai, value)| format!("({ai}){value}")).collect()
    }

    /// Human readable interpretation (General Specifications, section 4.14): one line an
    /// element, AIs in parentheses, the GTIN first and the rest in order. No element goes over
    /// more than one line; more of them may stand in one.
    #[must_use]
    pub fn hri(&self) -> Vec<String> {
        let (first, rest): (Vec<_>, Vec<_>) = self.iter().partition(|(ai, _)| *ai == Ai::GTIN);
        first.into_iter().chain(rest).map(|(ai, value)| format!("({ai}){value}")).collect()
    }

    /// An array with an object for each element, in order: `ai`, `title` and `value`. With
    /// `hide_secrets` the value of a key or crypto tail ([`Ai::is_secret`]) is null, and
    /// `length` tells its characters.
    #[must_use]
    pub fn to_json(&self, hide_secrets: bool) -> Value {
        self.iter()
            .map(|(ai, value)| {
                let digits = ai.to_string();
                if hide_secrets && ai.is_secret() {
                    json!({ "ai": digits, "title": ai.title(), "value": null, "length": value.len() })
                } else {
                    json!({ "ai": digits, "title": ai.title(), "value": value })
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gs1::Elements;

    fn unit() -> ElementString {
        let mut elements = Elements::default();
        elements.push(Ai::SERIAL, "1323424679");
        elements.push(Ai::GTIN, "08691234567890");
        elements.push(Ai::BATCH, "X25");
        elements.push(Ai::new("91").unwrap(), "EE05");
        elements.build().unwrap()
    }

    #[test]
    fn readers_get_the_symbology_identifier_in_front() {
        assert_eq!(unit().scan_data_with_identifier(), "]d2211323424679\u{1d}010869123456789010X25\u{1d}91EE05");
    }

    #[test]
    fn fnc1_stands_in_front_and_behind_values_of_no_predefined_length() {
        let shown: String = unit()
            .tokens()
            .map(|token| match token {
                Token::Fnc1 => "^".to_owned(),
                Token::Ai(ai) => ai.to_string(),
                Token::Value(value) => value.to_owned(),
            })
            .collect();
        assert_eq!(shown, "^211323424679^010869123456789010X25^91EE05");
    }

    #[test]
    fn hri_has_the_gtin_first() {
        assert_eq!(unit().hri(), ["(01)08691234567890", "(21)1323424679", "(10)X25", "(91)EE05"]);
    }

    #[test]
    fn json_may_hide_secrets() {
        let shown = unit().to_json(true);
        assert_eq!(shown[0], json!({ "ai": "21", "title": "SERIAL", "value": "1323424679" }));
        assert_eq!(shown[3], json!({ "ai": "91", "title": "INTERNAL", "value": null, "length": 4 }));
        assert_eq!(unit().to_json(false)[3]["value"], "EE05");
    }
}
