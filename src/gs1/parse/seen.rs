//! What AIs stood before.

use super::error::ParseError;
use crate::gs1::Ai;

/// The AIs of a text, each with its first value and the place where that element begins.
#[derive(Default)]
pub(super) struct Seen<'t> {
    first: Vec<(Ai, &'t str, usize)>,
}

impl<'t> Seen<'t> {
    /// Notes an element. An item has one value of an AI (General Specifications, section 4.13); the
    /// same value may stand again.
    pub(super) fn note(&mut self, ai: Ai, value: &'t str, position: usize) -> Result<(), ParseError> {
        match self.first.iter().find(|(known, ..)| *known == ai) {
            Some((_, known, first)) if *known != value => Err(ParseError::Repeated { ai, first: *first, position }),
            Some(_) => Ok(()),
            None => {
                self.first.push((ai, value, position));
                Ok(())
            }
        }
    }
}
