//! What a plan is made of, and conditions.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::market::{Market, Value};
use crate::say;
use crate::sentence::InWords;
use crate::template::{Condition, Device, Engine, ExpressionError, Fields, Free, Phrase, Template, rules};
use crate::units::{Length, Measure, Resolution};
use crate::world::Folder;

/// What a plan is made of.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The template.
    pub template: &'a Template,
    /// The folder pictures and fonts are taken from.
    pub folder: &'a Folder,
    /// The device, the template's own or another.
    pub device: Device,
    /// The market, the template's own or another.
    pub market: &'a Market,
    /// Fields that are the same for every record.
    pub constants: &'a [(Arc<str>, Value)],
    /// The free places of the first sheet, where not all are.
    pub free: Option<&'a Free>,
}

/// A length on what prints it; dots are none on artwork.
pub(super) fn on(measure: Measure, device: Option<Resolution>) -> Result<Length, Diagnostic> {
    measure.on(device).ok_or_else(|| {
        let message = say!("a length is in dots, and artwork has none");
        Diagnostic::error(super::rules::DOTS, message).help(say!("write it in mm or pt, or name a device"))
    })
}

/// Whether an element of a condition is drawn for a record.
pub(super) fn holds(engine: &Engine, when: Option<&Condition>, fields: Fields<'_>) -> Result<bool, Diagnostic> {
    let Some(when) = when else { return Ok(true) };
    engine.holds(when, fields).map_err(|error| Diagnostic::error(rules::EXPRESSION, error.in_words()))
}

/// What an element says of a record.
pub(super) fn said(engine: &Engine, phrase: &Phrase, fields: Fields<'_>) -> Result<String, Diagnostic> {
    engine.say(phrase, fields).map_err(unsaid)
}

/// That a phrase cannot be worked out.
pub(super) fn unsaid(error: ExpressionError) -> Diagnostic {
    Diagnostic::error(rules::EXPRESSION, error.in_words())
}
