//! What stands on a pack.

use super::ElementString;

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

    /// The element string of GS1 data.
    #[must_use]
    pub fn elements(&self) -> Option<&ElementString> {
        match self {
            Code::Gs1(elements) => Some(elements),
            Code::Plain(_) => None,
        }
    }
}
