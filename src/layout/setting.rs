//! What a plan is made of.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::market::{Market, Value};
use crate::sentence::InWords;
use crate::template::{Device, Element, Fields, Template, rules};
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
    /// The first free place of the first sheet, from 1.
    pub start_at: Option<usize>,
}

impl Setting<'_> {
    /// Whether an element is drawn for a record.
    pub(super) fn holds(&self, element: &Element, fields: &Fields) -> Result<bool, Diagnostic> {
        let Some(when) = &element.when else { return Ok(true) };
        let holds = self.template.engine.holds(when, fields);
        holds.map_err(|error| Diagnostic::error(rules::EXPRESSION, error.in_words()))
    }
}
