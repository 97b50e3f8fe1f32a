//! A record: one code and what is printed beside it.

use std::sync::Arc;

use crate::gs1::{Code, Date, ElementString, Kind};
use crate::market::{Market, Value};

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
    /// A record of a code, with every field that the code itself gives (by its name, and as
    /// `ai21` by its application identifier; never keys and crypto tails) and others.
    #[must_use]
    pub fn of_code(row: u32, elements: ElementString, market: &Market, others: &[(Arc<str>, Value)]) -> Self {
        let mut fields = others.to_vec();
        for (ai, text) in elements.iter().filter(|(ai, _)| !ai.is_secret()) {
            let date = Date::from_yymmdd(text).filter(|_| ai.format().kind == Kind::Date);
            if let Some(field) = market.structure.fields().iter().find(|field| field.ai == ai) {
                fields.push((field.name.clone(), date.map_or_else(|| Value::Text(text.to_owned()), Value::Date)));
            }
            fields.push((format!("ai{ai}").into(), Value::Text(text.to_owned())));
        }
        Self { row, code: Code::Gs1(elements), fields }
    }

    /// A field's value.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }
}
