//! A record: one code and what is printed beside it.

use std::sync::Arc;

use crate::gs1::Code;
use crate::market::Value;

/// One label's data.
#[derive(Clone, Debug)]
pub struct Record {
    /// The row or line it came from, from 1.
    pub row: u32,
    /// The code.
    pub code: Code,
    /// Fields by name.
    pub fields: Vec<(Arc<str>, Value)>,
}

impl Record {
    /// A field's value.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }
}
