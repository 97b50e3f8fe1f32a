//! A field that may be printed.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::verdict::{PrintedField, Verdict};
use crate::gs1::Ai;

/// A field that may be printed.
pub(super) struct Known<'c> {
    pub(super) ai: Option<Ai>,
    pub(super) name: Option<Arc<str>>,
    pub(super) label: String,
    pub(super) is_secret: bool,
    pub(super) lengths: RangeInclusive<usize>,
    /// Its value in the symbol.
    pub(super) encoded: Option<&'c str>,
}

impl Known<'_> {
    pub(super) fn says(&self, verdict: Verdict) -> PrintedField {
        PrintedField { name: self.name.clone(), label: self.label.clone(), verdict }
    }

    pub(super) fn compare(&self, printed: &str) -> Verdict {
        let shown = |value: &str| (!self.is_secret).then(|| value.to_owned());
        match self.encoded {
            _ if printed.is_empty() => Verdict::Unreadable,
            None => Verdict::NotEncoded { printed: shown(printed) },
            Some(encoded) if encoded == printed => Verdict::Same,
            Some(encoded) => Verdict::Differs {
                position: printed.chars().zip(encoded.chars()).take_while(|(a, b)| a == b).count() + 1,
                printed: shown(printed),
                encoded: shown(encoded),
            },
        }
    }
}
