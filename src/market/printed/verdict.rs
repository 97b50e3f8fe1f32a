//! What a printed text says of a code, and what is wrong with that.

use std::sync::Arc;

use crate::market::fault::{Fault, rules::PRINTED};
use crate::say;
use crate::sentence::{outside, value};

/// What a printed text says of a code, field by field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The elements in the order in which they are printed, then the fields that are not printed.
    pub fields: Vec<PrintedField>,
    /// Lines that are no elements, or hold digits beside their elements; counted from 1.
    pub unread: Vec<usize>,
}

/// What a printed text says of one field. It holds nothing of keys and crypto tails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedField {
    /// The name of the field in its market, if it has one.
    pub name: Option<Arc<str>>,
    /// What it is called in messages: `(21) serial`.
    pub label: String,
    /// What the text says of it.
    pub verdict: Verdict,
}

/// What a printed text says of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What the symbol says.
    Same,
    /// Something else.
    Differs {
        /// The first character that differs, from 1; one behind the end of the shorter value if
        /// the longer one begins with it.
        position: usize,
        /// The printed value, unless it is secret.
        printed: Option<String>,
        /// The encoded value, unless it is secret.
        encoded: Option<String>,
    },
    /// The symbol has no such field.
    NotEncoded {
        /// The printed value, unless it is secret.
        printed: Option<String>,
    },
    /// The AI is printed, and no value behind it.
    Unreadable,
    /// Nothing.
    NotPrinted,
}

impl Printed {
    /// What is wrong: a field that differs or is not encoded, or a text of which nothing can be
    /// read, is an error; a line that cannot be read beside others that can is a warning.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self.fields.iter().filter_map(PrintedField::fault).collect();
        if self.fields.iter().all(|field| field.verdict == Verdict::NotPrinted) {
            let message = say!("nothing of the printed text can be held against the encoded data");
            let help = say!("write elements with their AIs, such as (21)ABC or 21ABC, one or more a line");
            faults.push(Fault::new(PRINTED, None, message).help(help));
            return faults;
        }
        faults.extend(self.unread.iter().map(|line| {
            let message = say!(
                "line {line} of the printed text holds what is no element of the code; that was not compared",
                line = *line
            );
            Fault::new(PRINTED, None, message).warning()
        }));
        faults
    }
}

impl PrintedField {
    fn fault(&self) -> Option<Fault> {
        let field = outside(&self.label);
        let fault = match &self.verdict {
            Verdict::Same | Verdict::NotPrinted => return None,
            Verdict::Differs { position, printed, encoded } => {
                let position = *position;
                let message = match (printed, encoded) {
                    (Some(printed), Some(encoded)) => say!(
                        "{field} differs from the encoded data at position {position}: printed is “{printed}”, encoded is “{encoded}”",
                        field,
                        position,
                        printed = value(printed),
                        encoded = value(encoded)
                    ),
                    _ => say!("{field} differs from the encoded data at position {position}", field, position),
                };
                Fault::new(PRINTED, None, message)
                    .help(say!("take text and symbol from one record; as they stand, they say different things"))
            }
            Verdict::NotEncoded { printed } => {
                let message = match printed {
                    Some(printed) => say!(
                        "{field} is printed as “{printed}” and differs from the encoded data, which has none",
                        field,
                        printed = value(printed)
                    ),
                    None => say!("{field} is printed and differs from the encoded data, which has none", field),
                };
                Fault::new(PRINTED, None, message)
                    .help(say!("leave it out of the text that stands for the symbol, or print it without its AI"))
            }
            Verdict::Unreadable => {
                Fault::new(PRINTED, None, say!("{field} is printed without a value", field)).warning()
            }
        };
        Some(Fault { field: self.name.clone(), ..fault })
    }
}
