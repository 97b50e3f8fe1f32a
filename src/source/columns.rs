//! Finding columns: by header, by letters, by what stands in them.

use std::sync::Arc;

use super::cell::Row;
use super::mapping::{CodeFrom, Wanted};
use crate::diagnostic::Column;
use crate::market::Market;

/// The headers of a table.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<Option<Arc<str>>>);

impl Headers {
    pub(super) fn of(row: &Row) -> Self {
        Self(row.cells.iter().map(|cell| cell.as_text().map(|text| text.trim().into())).collect())
    }

    /// A column by the first name that fits: a header, whatever its case and spacing, or a
    /// spreadsheet's column letters.
    pub(super) fn find(&self, names: &[String]) -> Option<Column> {
        let by_header =
            |name: &String| self.0.iter().position(|header| header.as_deref().is_some_and(|h| plain(h) == plain(name)));
        names.iter().find_map(by_header).and_then(|index| self.column(u32::try_from(index).ok()?))
    }

    /// A column by its header or its letters.
    fn find_typed(&self, name: &str) -> Option<Column> {
        let by_letters =
            || (0..16_384_u32).map(|index| Column { index, header: None }).find(|column| column.letters() == name);
        self.find(&[name.to_owned()]).or_else(|| self.column(by_letters()?.index))
    }

    fn column(&self, index: u32) -> Option<Column> {
        Some(Column { index, header: self.0.get(index as usize).cloned().flatten() })
    }

    pub(super) fn list(&self) -> String {
        let names: Vec<&str> = self.0.iter().flatten().map(|header| &**header).collect();
        if names.is_empty() { "no headers".to_owned() } else { list(&names) }
    }
}

/// Names in quotes, for a message: the first of them, and the first letters of each.
pub(super) fn list(names: &[impl AsRef<str>]) -> String {
    const MOST: usize = 30;
    let short = |name: &str| match name.char_indices().nth(60) {
        Some((end, _)) => format!("“{}…”", name.get(..end).unwrap_or_default()),
        None => format!("“{name}”"),
    };
    let mut shown: Vec<String> = names.iter().take(MOST).map(|name| short(name.as_ref())).collect();
    if names.len() > MOST {
        shown.push(format!("and {} more", names.len() - MOST));
    }
    shown.join(", ")
}

/// A header without case, double spaces, or a colon behind it.
fn plain(header: &str) -> String {
    let words: Vec<&str> = header.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '.']).to_lowercase()
}

pub(super) fn find_code(market: &Market, wanted: &Wanted, headers: &Headers, body: &[Row]) -> Result<CodeFrom, String> {
    for name in &wanted.code {
        if let Some(column) = headers.find_typed(name) {
            return Ok(CodeFrom::Whole(column));
        }
    }
    if !wanted.code.is_empty() {
        return Err(format!("there is no column “{}”; there are {}", wanted.code.join("” or “"), headers.list()));
    }
    if let Some((part, names)) =
        wanted.parts.iter().find(|(_, names)| !names.iter().any(|name| headers.find_typed(name).is_some()))
    {
        return Err(format!("there is no column “{}” for {part}; there are {}", names.join("” or “"), headers.list()));
    }
    if wanted.parts.is_empty() {
        match columns_with_codes(market, headers, body).as_slice() {
            [one] => return Ok(CodeFrom::Whole(one.clone())),
            [] => {}
            [first, second, ..] => {
                return Err(format!("the codes may stand in {first} or in {second}; say which with --column"));
            }
        }
    }
    find_parts(market, wanted, headers).map_err(|missing| {
        format!("no column holds codes of {}, nor do columns hold all their parts: none was found for {missing}. There are {}; say which with --column NAME or --column AI=NAME", market.id, headers.list())
    })
}

/// The columns in which codes stand; if no cell is a right code, those that look like codes, so
/// that every row can be told what is wrong with it.
fn columns_with_codes(market: &Market, headers: &Headers, body: &[Row]) -> Vec<Column> {
    let width = body.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let holding = |test: &dyn Fn(&str) -> bool| -> Vec<Column> {
        let holds = |index: u32| body.iter().filter_map(|row| row.cell(index).as_text()).any(test);
        (0..u32::try_from(width).unwrap_or(0))
            .filter(|index| holds(*index))
            .filter_map(|index| headers.column(index).or(Some(Column { index, header: None })))
            .collect()
    };
    let right = holding(&|text| market.structure.read(text).is_ok());
    let first_ai =
        market.structure.fields().first().and_then(|field| field.ai).map(|ai| ai.to_string()).unwrap_or_default();
    let looks = |text: &str| {
        let digits = text.strip_prefix(&first_ai).or_else(|| text.strip_prefix(&format!("({first_ai})")));
        text.chars().count() > 24 && digits.is_some_and(|rest| rest.bytes().take(14).all(|b| b.is_ascii_digit()))
    };
    if right.is_empty() { holding(&looks) } else { right }
}

/// The column of every part the market asks for, or the names of those without one.
fn find_parts(market: &Market, wanted: &Wanted, headers: &Headers) -> Result<CodeFrom, String> {
    let mut parts = Vec::new();
    let mut missing = Vec::new();
    for field in market.structure.fields() {
        let named = wanted.parts.iter().find(|(name, _)| **name == *field.name).map(|(_, names)| names);
        let column = match named {
            Some(names) => names.iter().find_map(|name| headers.find_typed(name)),
            None => headers.find(&field.columns),
        };
        match column {
            Some(column) => parts.push((field.name.clone(), column)),
            None if field.optional => {}
            None => missing.push(field.to_string()),
        }
    }
    if missing.is_empty() { Ok(CodeFrom::Parts(parts)) } else { Err(missing.join(", ")) }
}
