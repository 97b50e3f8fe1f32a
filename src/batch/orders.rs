//! Whether the codes of a batch are of one order, by what their market says of orders.

use super::rules;
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::Code;
use crate::market::{Market, OrderLimit};
use crate::say;
use crate::sentence::{Argument, InWords, list};
use crate::source::Table;

/// GTINs that are told apart; a batch of more is of more orders anyhow.
const MOST: usize = 100;
/// Rows that are named.
const NAMED: usize = 5;

/// The GTINs of codes, each with the first row it stands in.
#[derive(Debug, Default)]
pub(crate) struct Products(Vec<(Box<str>, u32)>);

impl Products {
    /// Notes the GTIN of a code, where the market cares.
    pub(crate) fn note(&mut self, market: &Market, code: &Code, row: u32) {
        if market.order.is_none() {
            return;
        }
        let gtin = market.structure.fields().iter().find(|field| field.is_gtin());
        if let Some(gtin) = gtin.and_then(|field| market.structure.value(code, field)) {
            self.add(gtin, row);
        }
    }

    /// Notes those of rows behind.
    pub(crate) fn join(&mut self, behind: &Self) {
        behind.0.iter().for_each(|(gtin, row)| self.add(gtin, *row));
    }

    fn add(&mut self, gtin: &str, row: u32) {
        // Codes of a product stand together, so the last one is looked at first.
        if self.0.len() < MOST && !self.0.iter().rev().any(|(known, _)| **known == *gtin) {
            self.0.push((gtin.into(), row));
        }
    }

    /// What is to be told of them.
    pub(crate) fn finding(&self, market: &Market, table: &Table) -> Option<Diagnostic> {
        let OrderLimit { gtins: most, origin } = market.order.as_ref()?;
        let others = self.0.get(*most..).filter(|others| !others.is_empty())?;
        let (gtins, most) = (self.0.len(), *most);
        let shown = others.iter().take(NAMED).map(|(_, row)| *row);
        let message = if table.is_numbered_as_file() {
            let rows = list(shown.map(|row| Argument::from(i64::from(row))));
            say!(
                "the batch holds {gtins} GTINs, an order holds {most}; another one begins in row {rows}",
                gtins,
                most,
                rows
            )
        } else {
            let places = list(shown.map(|row| table.place(row, None).in_words()));
            say!(
                "the batch holds {gtins} GTINs, an order holds {most}; another one begins in {places}",
                gtins,
                most,
                places
            )
        };
        let found = Diagnostic::warning(rules::ORDER, message).weighing(Severity::Note);
        let help = say!("if these are codes of several orders all is well; keep the orders apart in what you report");
        let first = others.first().map_or(0, |(_, row)| *row);
        Some(found.help(help).because(Some(origin.reference())).at(table.place(first, None)))
    }
}
