//! The fields that stand beside the code: where each comes from, and its value in a row.

use std::sync::Arc;

use super::cell::{Cell, Row};
use super::columns::{shown, two_columns};
use super::headers::{Headers, quoted};
use super::lookup::Lookup;
use super::rules;
use super::spoilt::Spoilt;
use super::table::Table;
use super::values::{field_value, text_date};
use super::wanted::{Wanted, WantedField};
use crate::diagnostic::{Column, Diagnostic, Place};
use crate::gs1::{Ai, Code, Date};
use crate::market::{Market, Value};
use crate::say;
use crate::sentence::{InWords, list, outside};

/// Where a field comes from.
#[derive(Debug)]
pub(super) struct FieldFrom {
    pub(super) name: Arc<str>,
    pub(super) origin: Origin,
    is_date: bool,
    required: bool,
    /// Characters of a number in its column.
    width: Option<usize>,
    /// Whether nothing gives it, and nothing must.
    is_nothing: bool,
    pub(super) fallback: Value,
    pub(super) set: Option<Value>,
}

/// What gives a field.
#[derive(Debug)]
pub(super) enum Origin {
    /// A field of the code, by its name; `true` for the text as it is encoded.
    Code(Arc<str>, bool),
    Column(Column),
    Lookup(Column),
    Nowhere,
}

impl Origin {
    pub(super) fn column(&self) -> Option<&Column> {
        match self {
            Origin::Column(column) => Some(column),
            Origin::Code(..) | Origin::Lookup(_) | Origin::Nowhere => None,
        }
    }
}

impl FieldFrom {
    pub(super) fn value(
        &self,
        row: &Row,
        table: &Table,
        market: &Market,
        code: Option<&Code>,
        looked_up: Option<(&Lookup, &Row)>,
    ) -> Result<Value, Diagnostic> {
        if self.is_nothing {
            return Ok(Value::Nothing);
        }
        // Where the value stands; told only if something is wrong with it.
        let (cell, place): (&Cell, &dyn Fn() -> Place) = match &self.origin {
            Origin::Nowhere => (&Cell::Empty, &|| table.place(row.number, None)),
            Origin::Code(name, encoded) => {
                let field = market.field(name);
                let text = code.zip(field).and_then(|(code, field)| market.structure.value(code, field));
                let text = text.unwrap_or_default();
                let value = match (self.is_date && !encoded, Date::from_yymmdd(text)) {
                    (true, Some(date)) => Value::Date(date),
                    _ => Value::Text(text.to_owned()),
                };
                return Ok(value);
            }
            Origin::Column(column) => (row.cell(column.index), &|| table.place(row.number, Some(column))),
            Origin::Lookup(column) => match looked_up {
                None => return Ok(Value::Nothing), // the code or its key is wrong, which is told already
                Some((lookup, row)) => (row.cell(column.index), &|| lookup.table().place(row.number, Some(column))),
            },
        };
        let value = match cell {
            Cell::Empty => Value::Nothing,
            cell => self.value_of(cell).map_err(|error| error.at(place()))?,
        };
        match (value, &self.set) {
            (Value::Nothing, Some(set)) => Ok(set.clone()),
            (Value::Nothing, None) if self.fallback != Value::Nothing => Ok(self.fallback.clone()),
            (Value::Nothing, None) if self.required => {
                let message = say!("“{field}” is empty", field = outside(&self.name));
                Err(Diagnostic::error(rules::EMPTY, message).at(place()))
            }
            (value, Some(set)) if value != *set => {
                let message = say!(
                    "“{field}” stands in the file and was given with --set, and the two differ",
                    field = outside(&self.name)
                );
                Err(Diagnostic::error(rules::CONFLICT, message).at(place()))
            }
            (value, _) => Ok(value),
        }
    }

    /// That a spreadsheet spoilt a value that is printed all the same.
    #[inline]
    pub(super) fn spoilt(&self, row: &Row, table: &Table, looked_up: Option<(&Lookup, &Row)>) -> Option<Diagnostic> {
        let (table, row, column) = match (&self.origin, looked_up) {
            (Origin::Column(column), _) => (table, row, column),
            (Origin::Lookup(column), Some((lookup, row))) => (lookup.table(), row, column),
            _ => return None,
        };
        // Dates and keys that are spoilt were refused.
        let text = row.cell(column.index).as_text().filter(|_| !self.is_date)?;
        Some(Spoilt::of(text)?.diagnostic(text, false).at(table.place(row.number, Some(column))))
    }

    fn value_of(&self, cell: &Cell) -> Result<Value, Diagnostic> {
        field_value(&self.name, self.is_date, cell, self.width)
    }
}

pub(super) fn find_field(
    wanted: &WantedField,
    all: &Wanted,
    market: &Market,
    headers: &Headers,
    lookup: Option<&Lookup>,
) -> Result<FieldFrom, Diagnostic> {
    let name = wanted.name.as_str();
    let by_ai = || market.field_with(name.strip_prefix("ai").and_then(Ai::new)?).map(|field| (field, true));
    let in_code = market.field(name).map(|field| (field, false)).or_else(by_ai);
    if in_code.is_some_and(|(field, _)| field.is_secret) {
        return Err(Diagnostic::error(
            rules::COLUMNS,
            say!("“{name}” is part of the crypto tail, which is never printed as text", name = outside(name)),
        ));
    }
    let origin = match in_code {
        Some((field, encoded)) => Origin::Code(field.name.clone(), encoded),
        None => match (headers.all(&wanted.headers).as_slice(), lookup) {
            ([one], _) => Origin::Column(one.clone()),
            ([first, second, ..], _) => {
                let message = two_columns(quoted(outside(name)).into(), outside(name).into(), first, second);
                return Err(Diagnostic::error(rules::COLUMNS, message));
            }
            ([], Some(lookup)) => match lookup.headers().all(&wanted.headers).as_slice() {
                [] => Origin::Nowhere,
                [one] => Origin::Lookup(one.clone()),
                [first, second, ..] => {
                    let message = say!(
                        "“{name}” may stand in column {first} or in column {second} of the lookup file; leave one of them there",
                        name = outside(name),
                        first = shown(first),
                        second = shown(second)
                    );
                    return Err(Diagnostic::error(rules::COLUMNS, message));
                }
            },
            ([], None) => Origin::Nowhere,
        },
    };
    let constant = |text: &Option<String>| match text {
        Some(text) if wanted.is_date => text_date(name, text).map(Value::Date),
        Some(text) => Ok(Value::Text(text.clone())),
        None => Ok(Value::Nothing),
    };
    let (fallback, set) = (constant(&wanted.default)?, constant(&wanted.set)?);
    let required = wanted.required || !wanted.optional;
    let given = [&set, &fallback].into_iter().any(|value| *value != Value::Nothing);
    let from = FieldFrom {
        is_nothing: matches!(origin, Origin::Nowhere) && !required && !given,
        name: name.into(),
        is_date: wanted.is_date && !name.starts_with("ai"),
        required,
        width: width_of(&all.widths, name),
        set: (set != Value::Nothing).then_some(set),
        origin,
        fallback,
    };
    if matches!(from.origin, Origin::Nowhere)
        && from.set.is_none()
        && from.fallback == Value::Nothing
        && !wanted.optional
    {
        let message = say!(
            "nothing gives “{name}”: no column is headed {tried}; {others}",
            name = outside(name),
            tried = list(wanted.headers.iter().take(6).map(outside).map(quoted)),
            others = headers.in_words()
        );
        let found = Diagnostic::error(rules::COLUMNS, message).help(say!(
            "give it with --column {name}=HEADER, --set {name}=VALUE or --lookup FILE --key gtin, or list it under “optional” in [data]",
            name = outside(name)
        ));
        return Err(match &wanted.used {
            Some((element, place)) => found.about(element).at(place.clone()),
            None => found,
        });
    }
    Ok(from)
}

/// That a column is headed by what a template means something else by.
pub(super) fn taken_twice(
    name: &'static str,
    headers: &Headers,
    (table, first): (&Table, u32),
    lookup: Option<&Lookup>,
) -> Option<Diagnostic> {
    let names = [name.to_owned()];
    let in_data = || headers.find(&names).map(|column| table.place(first, Some(&column)));
    let in_lookup = || lookup.and_then(|lookup| lookup.headers().find(&names).map(|column| lookup.place_of(&column)));
    let place = in_data().or_else(in_lookup)?;
    let name = || crate::sentence::name(name);
    let message = say!(
        "“{name}” is a number of the label in its job, and a column is headed so too: nobody said which is to be printed",
        name = name()
    );
    Some(Diagnostic::error(rules::COLUMNS, message).at(place).help(say!(
        "say --column {name}={name} to print the column, or head the column by another name to print the number",
        name = name()
    )))
}

/// The width that is known of a field.
pub(super) fn width_of(widths: &[(String, usize)], name: &str) -> Option<usize> {
    widths.iter().rev().find(|(known, _)| known == name).map(|(_, width)| *width)
}
