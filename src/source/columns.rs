//! Finding the columns of the codes: by header, by letters, by what stands in them.

use std::sync::Arc;

use super::cell::Row;
use super::headers::{Headers, either_quoted};
use super::wanted::Wanted;
use crate::diagnostic::Column;
use crate::market::Market;
use crate::say;
use crate::sentence::{Argument, InWords, Sentence, list, name, outside};

/// Where the codes of a table stand.
#[derive(Debug)]
pub(super) enum CodeFrom {
    Whole(Column),
    /// By field name.
    Parts(Vec<(Arc<str>, Column)>),
}

/// Finds where the codes stand: what is wanted, or what holds codes or all their parts.
pub(super) fn find_code(
    market: &Market,
    wanted: &Wanted,
    headers: &Headers,
    body: &[Row],
) -> Result<CodeFrom, Sentence> {
    if let Some(column) = wanted.code.iter().find_map(|header| headers.find_typed(header)) {
        return Ok(CodeFrom::Whole(column));
    }
    if !wanted.code.is_empty() {
        return Err(say!(
            "there is no column {columns}; {others}",
            columns = either_quoted(&wanted.code),
            others = headers.in_words()
        ));
    }
    if let Some((part, columns)) =
        wanted.parts.iter().find(|(_, columns)| !columns.iter().any(|header| headers.find_typed(header).is_some()))
    {
        return Err(say!(
            "there is no column {columns} for {part}; {others}",
            columns = either_quoted(columns),
            part = name(part.clone()),
            others = headers.in_words()
        ));
    }
    if wanted.parts.is_empty() {
        match columns_with_codes(market, headers, body).as_slice() {
            [one] => return Ok(CodeFrom::Whole(one.clone())),
            [] => {}
            [first, second, ..] => {
                return Err(say!(
                    "the codes may stand in column {first} or in column {second}; say which with --column",
                    first = shown(first),
                    second = shown(second)
                ));
            }
        }
    }
    find_parts(market, wanted, headers).map_err(|missing| {
        let others = match headers.listed() {
            Some(headers) => {
                say!("There are {headers}; say which with --column NAME or --column AI=NAME", headers)
            }
            None => say!("There are no headers; say which with --column NAME or --column AI=NAME"),
        };
        say!(
            "no column holds codes of {market}, nor do columns hold all their parts: none was found for {missing}. {others}",
            market = name(market.id.clone()),
            missing,
            others
        )
    })
}

/// A column by its letters and its header.
fn shown(column: &Column) -> Argument {
    let letters = name(column.letters());
    match &column.header {
        Some(header) => say!("{letters} “{header}”", letters, header = outside(header)).into(),
        None => letters,
    }
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
fn find_parts(market: &Market, wanted: &Wanted, headers: &Headers) -> Result<CodeFrom, Argument> {
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
            None => missing.push(name(field.to_string())),
        }
    }
    if missing.is_empty() { Ok(CodeFrom::Parts(parts)) } else { Err(list(missing)) }
}
