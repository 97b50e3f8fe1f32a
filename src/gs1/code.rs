//! What stands on a pack.

use super::gtin::EXAMPLES;
use super::{Ai, ElementString, Gtin};

/// A marking code: GS1 data with AIs, or fixed fields without them (tobacco packs).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A GS1 element string; its symbol begins with FNC1.
    Gs1(ElementString),
    /// Plain bytes; the symbol has no FNC1.
    Plain(PlainCode),
}

/// The bytes of a code without AIs. Its Debug shows the length only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PlainCode(Box<[u8]>);

impl PlainCode {
    /// A code of these bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The code as text, if it is any.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl std::fmt::Debug for PlainCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PlainCode({} bytes)", self.0.len())
    }
}

impl Code {
    /// The message as a reader sends it (GS for a separator, no leading FNC1).
    #[must_use]
    pub fn message(&self) -> &[u8] {
        match self {
            Code::Gs1(elements) => elements.scan_data().as_bytes(),
            Code::Plain(bytes) => &bytes.0,
        }
    }

    /// Whether the symbol begins with FNC1.
    #[must_use]
    pub fn is_gs1(&self) -> bool {
        matches!(self, Code::Gs1(_))
    }

    /// Its GTIN: of (01), or of the first fourteen digits of a code without AIs, where they are one.
    #[must_use]
    pub fn gtin(&self) -> Option<Gtin> {
        self.gtin_digits().and_then(|digits| Gtin::new(digits).ok())
    }

    /// Whether its GTIN is one of GS1's examples ([`Gtin::is_example`]), so that no goods have the code.
    #[must_use]
    pub fn is_example(&self) -> bool {
        // Asked of every label: most are told by three digits.
        let is_like = self.gtin_digits().is_some_and(|digits| digits.get(1..4) == Some(EXAMPLES));
        is_like && self.gtin().is_some_and(|gtin| gtin.is_example())
    }

    fn gtin_digits(&self) -> Option<&str> {
        match self {
            Code::Gs1(elements) => elements.value(Ai::GTIN),
            Code::Plain(bytes) => bytes.as_str()?.get(..14),
        }
    }

    /// The element string of GS1 data.
    #[must_use]
    pub fn elements(&self) -> Option<&ElementString> {
        match self {
            Code::Gs1(elements) => Some(elements),
            Code::Plain(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example_codes_are_told_with_and_without_ais() {
        let gs1 = |text| Code::Gs1(ElementString::parse(text).unwrap());
        let plain = |text: &str| Code::Plain(PlainCode::new(text.as_bytes()));
        assert!(gs1("(01)09521234543213(21)A").is_example() && plain("09521234543213AbCdEfGAb12").is_example());
        for code in [gs1("(01)06291041500213(21)0952"), gs1("(21)A"), plain("06291041500213"), plain("0952"), plain("")]
        {
            assert!(!code.is_example(), "{code:?}");
        }
        // A wrong check digit is no GTIN.
        assert!(!plain("09521234543210AbCdEfG").is_example());
    }
}
