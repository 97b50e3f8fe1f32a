//! A second table that gives what the codes' file lacks: one row a product.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::cell::{Cell, Row, whole};
use super::columns::Headers;
use super::rules;
use super::table::Table;
use crate::diagnostic::{Column, Diagnostic, Severity};
use crate::gs1::Gtin;
use crate::market::Market;

/// Most rows of a lookup file; it is held in memory.
const MAX_ROWS: usize = 200_000;

/// The rows of a lookup file by their key.
#[derive(Debug)]
pub struct Lookup {
    /// The field of a record that is looked up.
    pub key: String,
    table: Table,
    headers: Headers,
    rows: HashMap<String, Row>,
}

impl Lookup {
    /// Reads a lookup file whose rows are found by the field `key`.
    ///
    /// # Errors
    /// The file cannot be read, has no such column, or has a key twice.
    pub fn load(table: Table, key: &str, market: &Market) -> Result<Self, Vec<Diagnostic>> {
        let sample = table.sample().map_err(|error| vec![error])?;
        let Some(first) = sample.first() else { return Err(vec![table.input().error("the lookup file is empty")]) };
        let headers = Headers::of(first);
        let known = market.field(key).map(|field| field.columns.clone()).unwrap_or_default();
        let names: Vec<String> = std::iter::once(key.to_owned()).chain(known).collect();
        let Some(column) = headers.find(&names) else {
            let message = format!("the lookup file has no column “{key}”; it has {}", headers.list());
            return Err(vec![Diagnostic::error(rules::COLUMNS, message).at(table.place(first.number, None))]);
        };
        let mut found = Vec::new();
        let mut rows: HashMap<String, Row> = HashMap::new();
        let is_gtin = market.field(key).is_some_and(|field| field.is_gtin());
        let mut skip = true;
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
                found.push(table.input().error(format!("a lookup file has at most {MAX_ROWS} rows")));
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        found.extend(read.err());
        if found.iter().any(|d| d.severity == Severity::Error) {
            Err(found)
        } else {
            Ok(Self { key: key.to_owned(), table, headers, rows })
        }
    }

    /// The headers of its columns.
    pub(super) fn headers(&self) -> &Headers {
        &self.headers
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
    Diagnostic::error(rules::LOOKUP, "this key stands in the lookup file twice")
        .at(table.place(row.number, Some(column)))
}

/// A key as text; GTINs with their leading zeros.
fn key_of(cell: &Cell, is_gtin: bool) -> Result<String, String> {
    let text = match cell {
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Number(number) => whole(*number).ok_or("a key must be text or a whole number")?,
        _ => return Err("a key must be text or a whole number".to_owned()),
    };
    if is_gtin {
        Gtin::with_leading_zeros(&text).map(|gtin| gtin.to_string()).map_err(|error| error.to_string())
    } else {
        Ok(text)
    }
}
