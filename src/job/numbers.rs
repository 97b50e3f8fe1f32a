//! The numbers that labels have in a job, for templates and names of files.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::paging::{Paging, Parts};
use super::request::Request;
use super::rows::Batch;
use crate::batch::ColumnChoice;
use crate::diagnostic::Diagnostic;
use crate::layout::rules;
use crate::market::Market;
use crate::say;
use crate::scene::Stock;
use crate::sentence::name;
use crate::template::{ElementKind, Numbers, SheetNumbers, Template};

/// Those of some names that are numbers of the label. A name is a field where the market has such a field, or
/// template or request say where it comes from.
///
/// # Errors
/// A number that only labels of sheets have, and no sheet.
pub(super) fn counted(
    names: &BTreeSet<String>,
    request: &Request,
    template: &Template,
    market: &Market,
) -> Result<Vec<&'static str>, Diagnostic> {
    let columns = request.data.iter().flat_map(|data| &data.columns);
    let by_column =
        |wanted: &str| columns.clone().any(|choice| matches!(choice, ColumnChoice::Field(field, _) if field == wanted));
    let is_field = |wanted: &str| {
        market.field(wanted).is_some()
            || template.data.names(wanted)
            || request.sets.iter().any(|(field, _)| field == wanted)
            || by_column(wanted)
    };
    let counted: Vec<&'static str> =
        Numbers::NAMES.into_iter().filter(|name| names.contains(*name) && !is_field(name)).collect();
    let strange = counted.iter().copied().find(|name| Numbers::OF_SHEETS.contains(name));
    match strange.filter(|_| template.sheet.is_none()) {
        None => Ok(counted),
        Some(number) => {
            let message =
                say!("only labels on sheets have “{number}”, and the template has no [sheet]", number = name(number));
            let help = say!("print “number” and “total” instead, which all labels have");
            let found = Diagnostic::error(rules::SHEET, message).help(help);
            Err(template.located(Diagnostic { element: element(template, number), ..found }))
        }
    }
}

/// The id of the first element that prints a number.
fn element(template: &Template, number: &str) -> Option<Arc<str>> {
    let shows = |kind: &ElementKind| {
        kind.phrase().is_some_and(|phrase| template.engine.names_of_phrase(phrase).contains(number))
    };
    let asks = template.elements.iter().find(|element| {
        let by_condition = element.when.as_ref().map(|when| template.engine.names_of_condition(when));
        shows(&element.kind) || by_condition.is_some_and(|names| names.contains(number))
    });
    asks.map(|element| element.id.clone())
}

/// The largest numbers that labels of a batch may have: those if every row with data is printed.
///
/// # Errors
/// The data cannot be read.
pub(super) fn largest(batch: &Batch<'_>, stock: &Stock, is_grouped: bool) -> Result<Numbers, Diagnostic> {
    let (mut rows, mut row) = (0_u64, 1);
    batch.table.rows(&mut |read| {
        if batch.takes(&read) {
            rows += 1;
            row = batch.table.number(read.number).max(row);
        }
        ControlFlow::Continue(())
    })?;
    let total = (rows * u64::from(batch.copies)).max(1);
    let stand = stock.page.sheet.as_ref().map(|sheet| {
        // Each label may be a group, and then have a sheet of its own.
        let parts = if is_grouped { Parts::Every(1) } else { batch.target.parts() };
        let sheets = Paging::new(stock, batch.target.holds, total, parts).pages();
        SheetNumbers { sheet: sheets, sheets, place: sheet.places.len() as u64 }
    });
    Ok(Numbers { number: total, row: row.into(), total, stand })
}
