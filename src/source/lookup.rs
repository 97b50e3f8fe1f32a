//! A second table that gives what the codes' file lacks: one row a product.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cell::{Cell, Row, whole};
use super::headers::Headers;
use super::rules;
use super::table::Table;
use crate::diagnostic::{Column, Diagnostic, Place, Severity};
use crate::gs1::Gtin;
use crate::market::Market;
use crate::say;
use crate::sentence::{InWords, Sentence, outside};

/// Most rows of a lookup file; it is held in memory.
const MAX_ROWS: usize = 200_000;

/// The rows of a lookup file by their key.
#[derive(Debug)]
pub struct Lookup {
    /// The field of a record that is looked up.
    pub key: String,
    table: Table,
    headers: Headers,
    /// The row of the headers.
    head: u32,
    rows: HashMap<String, Row>,
}

impl Lookup {
    /// Reads a lookup file whose rows are found by the field `key`.
    ///
    /// # Errors
    /// The file cannot be read, has no such column, or has a key twice.
    pub fn load(table: Table, key: &str, market: &Market) -> Result<Self, Vec<Diagnostic>> {
        let sample = table.sample().map_err(|error| vec![error])?;
        let Some(first) = sample.first() else {
            return Err(vec![table.error(say!("the lookup file is empty"))]);
        };
        let headers = Headers::of(table.headers().unwrap_or(first));
        let known = market.field(key).map(|field| field.columns.clone()).unwrap_or_default();
        let names: Vec<String> = std::iter::once(key.to_owned()).chain(known).collect();
        let Some(column) = headers.find(&names) else {
            let message = match headers.listed() {
                Some(headers) => {
                    say!("the lookup file has no column “{key}”; it has {headers}", key = outside(key), headers)
                }
                None => say!("the lookup file has no column “{key}”; it has no headers", key = outside(key)),
            };
            return Err(vec![Diagnostic::error(rules::COLUMNS, message).at(table.place(first.number, None))]);
        };
        let mut found = Vec::new();
        let mut rows: HashMap<String, Row> = HashMap::new();
        let is_gtin = market.field(key).is_some_and(|field| field.is_gtin());
        let mut skip = table.headers().is_none();
        let read = table.rows(&mut |row| {
            if std::mem::take(&mut skip) || row.cell(column.index) == &Cell::Empty {
                return ControlFlow::Continue(());
            }
            match key_of(row.cell(column.index), is_gtin) {
                Ok(value) if rows.contains_key(&value) => {
                    found.push(twice(&table, &row, &column));
                }
                Ok(value) => drop(rows.insert(value, row)),
                Err(message) => {
                    found.push(Diagnostic::error(rules::LOOKUP, message).at(table.place(row.number, Some(&column))))
                }
            }
            if rows.len() + found.len() > MAX_ROWS {
                found.push(table.error(say!("a lookup file has at most {most} rows", most = MAX_ROWS)));
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        found.extend(read.err());
        if found.iter().any(|d| d.severity == Severity::Error) {
            Err(found)
        } else {
            let head = first.number;
            Ok(Self { key: key.to_owned(), table, headers, head, rows })
        }
    }

    /// The headers of its columns.
    pub(super) fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The place of a column's header.
    pub(super) fn place_of(&self, column: &Column) -> Place {
        self.table.place(self.head, Some(column))
    }

    /// The row for a key.
    #[must_use]
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.get(key)
    }

    /// Its table, for places.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }
}

fn twice(table: &Table, row: &Row, column: &Column) -> Diagnostic {
    Diagnostic::error(rules::LOOKUP, say!("this key stands in the lookup file twice"))
        .at(table.place(row.number, Some(column)))
}

/// A key as text; GTINs with their leading zeros.
fn key_of(cell: &Cell, is_gtin: bool) -> Result<String, Sentence> {
    let text = match cell {
        Cell::Text(text) => Some(text.trim().to_owned()),
        Cell::Number(number) => whole(*number),
        _ => None,
    };
    let text = text.ok_or_else(|| say!("a key must be text or a whole number"))?;
    if is_gtin {
        let gtin = Gtin::with_leading_zeros(&text);
        gtin.map(|gtin| gtin.to_string()).map_err(|error| error.in_words())
    } else {
        Ok(text)
    }
}
