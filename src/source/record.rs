//! A record: one code and what is printed beside it.

use std::sync::Arc;

use crate::gs1::{Code, Date};
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
    pub fn of_code(row: u32, code: Code, market: &Market, others: &[(Arc<str>, Value)]) -> Self {
        let mut fields = others.to_vec();
        for field in market.structure.all_fields().filter(|field| !field.is_secret) {
            let Some(text) = market.structure.value(&code, field) else { continue };
            let date = Date::from_yymmdd(text).filter(|_| field.is_date());
            fields.push((field.name.clone(), date.map_or_else(|| Value::Text(text.to_owned()), Value::Date)));
            if let Some(ai) = field.ai {
                fields.push((format!("ai{ai}").into(), Value::Text(text.to_owned())));
            }
        }
        Self { row, code, fields }
    }

    /// A field's value.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| &**known == name).map(|(_, value)| value)
    }
}
