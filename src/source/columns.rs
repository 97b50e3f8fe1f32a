//! Finding the columns of the codes: by header, by letters, by what stands in them.

use std::sync::Arc;

use super::cell::{Cell, Row, Unprintable};
use super::headers::{Headers, either_quoted};
use super::spread::MAX_CODES;
use super::wanted::Wanted;
use crate::diagnostic::Column;
use crate::market::Market;
use crate::say;
use crate::sentence::{Argument, InWords, Sentence, list, name, outside};

/// Where the codes of a table stand.
#[derive(Debug)]
pub(super) enum CodeFrom {
    /// Whole, in one column, or several: then a row of the file has several codes.
    Whole(Vec<Column>),
    /// By field name.
    Parts(Vec<(Arc<str>, Column)>),
}

impl CodeFrom {
    /// The columns of the codes, or of their parts.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        let (whole, parts) = match self {
            CodeFrom::Whole(columns) => (columns.as_slice(), &[][..]),
            CodeFrom::Parts(parts) => (&[][..], parts.as_slice()),
        };
        whole.iter().chain(parts.iter().map(|(_, column)| column))
    }
}

/// Finds where the codes stand: what is wanted, or what holds codes or all their parts.
pub(super) fn find_code(
    market: &Market,
    wanted: &Wanted,
    headers: &Headers,
    body: &[Row],
) -> Result<CodeFrom, Sentence> {
    if !wanted.codes.is_empty() {
        return named_columns(&wanted.codes, headers).map(CodeFrom::Whole);
    }
    match headers.all_typed(&wanted.code).as_slice() {
        [one] => return Ok(CodeFrom::Whole(vec![one.clone()])),
        [] => {}
        several => return Err(which_column(several)),
    }
    if !wanted.code.is_empty() {
        return Err(no_column(&wanted.code, headers));
    }
    // What comes behind codes does not part them.
    let is_behind = |part: &str| market.structure.trailing().any(|field| &*field.name == part);
    let mut parts = wanted.parts.iter().filter(|(part, _)| !is_behind(part)).peekable();
    let is_whole = parts.peek().is_none();
    if let Some((part, columns)) =
        parts.find(|(_, columns)| !columns.iter().any(|header| headers.find_typed(header).is_some()))
    {
        return Err(say!(
            "there is no column {columns} for {part}; {others}",
            columns = either_quoted(columns),
            part = name(part.clone()),
            others = headers.in_words()
        ));
    }
    if is_whole {
        match columns_with_codes(market, headers, body).as_slice() {
            [one] => return Ok(CodeFrom::Whole(vec![one.clone()])),
            [] => {}
            several => return Err(which_column(several)),
        }
    }
    find_parts(market, wanted, headers)?.map_err(|missing| {
        if let Some(column) = without_values(headers, body) {
            return say!(
                "no column holds codes of {market}; column {column} holds formulas whose values are not in the file: open it in the spreadsheet program, let it calculate, and save it",
                market = name(market.id.clone()),
                column = shown(&column)
            );
        }
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

/// The columns that were named, in reading order.
fn named_columns(names: &[String], headers: &Headers) -> Result<Vec<Column>, Sentence> {
    let mut found: Vec<Column> = Vec::new();
    for name in names {
        let columns = match headers.all_typed(std::slice::from_ref(name)).as_slice() {
            [] => listed_columns(name, headers).ok_or_else(|| no_column(names, headers))?,
            [one] => vec![one.clone()],
            several => return Err(which_column(several)),
        };
        found.extend(columns);
    }
    found.sort_by_key(|column| column.index);
    found.dedup_by_key(|column| column.index);
    if found.len() > MAX_CODES {
        return Err(say!("codes are read from {most} columns at most", most = MAX_CODES));
    }
    Ok(found)
}

/// Columns by a list of headers and letters with commas between, or a range of letters: `A,C` and `A-E`.
fn listed_columns(text: &str, headers: &Headers) -> Option<Vec<Column>> {
    let columns = text.split(',').map(|name| {
        let name = name.trim();
        if let Some(column) = headers.find_typed(name) {
            return Some(vec![column]);
        }
        let (first, last) = name.split_once('-')?;
        let (first, last) = (headers.find_typed(first.trim())?, headers.find_typed(last.trim())?);
        let range = (first.index..=last.index).take(MAX_CODES + 1);
        (first.index < last.index).then(|| range.filter_map(|index| headers.column(index)).collect())
    });
    columns.collect::<Option<Vec<_>>>().map(|columns: Vec<Vec<Column>>| columns.concat())
}

fn no_column(names: &[String], headers: &Headers) -> Sentence {
    say!("there is no column {columns}; {others}", columns = either_quoted(names), others = headers.in_words())
}

/// Several columns hold codes.
fn which_column(columns: &[Column]) -> Sentence {
    let all: Vec<String> = columns.iter().map(Column::letters).collect();
    let follow = columns.windows(2).all(|pair| matches!(pair, [a, b] if a.index + 1 == b.index));
    let all = match all.as_slice() {
        [first, .., last] if follow && all.len() > 2 => format!("{first}-{last}"),
        _ => all.join(","),
    };
    say!(
        "codes stand in {n} columns: {columns}; to read all of them say --column {all}, to read one say --column {one}",
        n = columns.len(),
        columns = list(columns.iter().map(shown)),
        all = name(all),
        one = name(columns.first().map_or_else(String::new, Column::letters))
    )
}

/// The first column with formulas that have no values.
fn without_values(headers: &Headers, body: &[Row]) -> Option<Column> {
    let at = |row: &Row| row.cells.iter().position(|cell| *cell == Cell::Other(Unprintable::NoValue));
    let index = u32::try_from(body.iter().find_map(at)?).ok()?;
    headers.column(index)
}

/// A column by its letters and its header.
pub(super) fn shown(column: &Column) -> Argument {
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
///
/// # Errors
/// Two columns for one part.
fn find_parts(market: &Market, wanted: &Wanted, headers: &Headers) -> Result<Result<CodeFrom, Argument>, Sentence> {
    let mut twice = None;
    let mut parts = Vec::new();
    let mut missing = Vec::new();
    for field in market.structure.all_fields().filter(|field| field.trailing.is_none()) {
        let named = wanted.parts.iter().find(|(name, _)| **name == *field.name).map(|(_, names)| names);
        let columns = match named {
            Some(names) => headers.all_typed(names),
            None => headers.all(&field.columns),
        };
        if let [first, second, ..] = columns.as_slice() {
            let field_name = name(field.ai.map_or_else(|| field.name.to_string(), |ai| ai.to_string()));
            twice = twice.or(Some(two_columns(name(field.to_string()), field_name, first, second)));
        }
        match columns.into_iter().next() {
            Some(column) => parts.push((field.name.clone(), column)),
            None if field.optional => {}
            None => missing.push(name(field.to_string())),
        }
    }
    // Where any AIs may stand, none must.
    if parts.is_empty() && missing.is_empty() {
        missing.extend(market.structure.fields().first().map(|field| name(field.to_string())));
    }
    match (missing.is_empty(), twice) {
        (false, _) => Ok(Err(list(missing))),
        (true, Some(twice)) => Err(twice),
        (true, None) => Ok(Ok(CodeFrom::Parts(parts))),
    }
}

/// Two columns give one field, and only one can be meant.
pub(super) fn two_columns(field: Argument, key: Argument, first: &Column, second: &Column) -> Sentence {
    say!(
        "{field} may stand in column {first} or in column {second}; say which with --column {key}=NAME, or by its letters: --column {key}={letters}",
        field,
        first = shown(first),
        second = shown(second),
        key,
        letters = name(first.letters())
    )
}
