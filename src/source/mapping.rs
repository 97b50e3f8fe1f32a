//! Which columns hold what, and how a row becomes a record.

use std::sync::Arc;

use super::cell::{Cell, Row, whole};
use super::columns::{CodeFrom, find_code, shown, two_columns};
use super::headers::{Headers, quoted};
use super::heading::{Heading, RowKind, is_total, surplus, width};
use super::likeness;
use super::lookup::Lookup;
use super::record::Record;
use super::rules;
use super::spoilt::Spoilt;
use super::table::Table;
use super::values::{code_text, field_value, part_value, text_date, widened_note};
use super::wanted::{Wanted, WantedField};
use crate::diagnostic::{Column, Diagnostic, Severity};
use crate::gs1::{Ai, Code, Date};
use crate::market::{Field, Fixing, Market, Mend, Reading, TypedSeparator, Value, rules as codes};
use crate::say;
use crate::sentence::{InWords, count, list, outside};

/// Characters of the shortest code, whatever its market.
const SHORTEST_CODE: usize = 24;

/// Which columns hold what.
#[derive(Debug)]
pub struct Mapping {
    heading: Heading,
    /// Cells that a row may have, where one too many moves the others.
    most: Option<usize>,
    /// Whether the codes' column was named, so that codes in others are left by intention.
    is_named: bool,
    code: CodeFrom,
    fields: Vec<FieldFrom>,
    widths: Vec<(String, usize)>,
    fixing: Fixing,
}

#[derive(Debug)]
struct FieldFrom {
    name: Arc<str>,
    origin: Origin,
    is_date: bool,
    required: bool,
    /// Characters of a number in its column.
    width: Option<usize>,
    fallback: Value,
    set: Option<Value>,
}

#[derive(Debug)]
enum Origin {
    /// A field of the code, by its name; `true` for the text as it is encoded.
    Code(Arc<str>, bool),
    Column(Column),
    Lookup(Column),
    Nowhere,
}

impl Mapping {
    /// Finds the columns of a table.
    ///
    /// # Errors
    /// No column, or more than one, holds the codes; a field has no source. All are told.
    pub fn find(
        table: &Table,
        market: &Market,
        wanted: &Wanted,
        lookup: Option<&Lookup>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (mut heading, body) = Heading::find(table, market, wanted, lookup).map_err(|error| vec![error])?;
        let Some(first) = heading.row().or(body.first().map(|row| row.number)) else {
            return Err(vec![table.input().error(say!("the file holds no rows"))]);
        };
        let headers = if table.is_lines() { Headers::default() } else { std::mem::take(&mut heading.headers) };
        let mut found = Vec::new();
        let code = find_code(market, wanted, &headers, &body)
            .map_err(|message| found.push(Diagnostic::error(rules::COLUMNS, message).at(table.place(first, None))));
        let fields: Vec<FieldFrom> = wanted
            .fields
            .iter()
            .filter_map(|field| match find_field(field, wanted, market, &headers, lookup) {
                Ok(from) => Some(from),
                Err(error) => {
                    found.push(error.at(table.place(first, None)));
                    None
                }
            })
            .collect();
        match code {
            Ok(code) if found.is_empty() => {
                let (widths, separator) = (wanted.widths.clone(), common_separator(&code, market, &body));
                let most = if table.is_separated() { width(&headers, &body) } else { None };
                let is_named = !wanted.code.is_empty();
                let fixing = Fixing { separator, ..wanted.fixing };
                Ok(Self { heading, most, is_named, code, fields, widths, fixing })
            }
            _ => Err(found),
        }
    }

    /// Whether a row holds data, and no title, headers or total.
    #[must_use]
    pub fn is_data(&self, row: &Row) -> bool {
        self.kind(row) == RowKind::Data
    }

    /// What a row is.
    #[must_use]
    pub fn kind(&self, row: &Row) -> RowKind {
        match self.heading.kind(row.number) {
            RowKind::Data if self.may_be_total(row) && is_total(row) => RowKind::Total,
            kind => kind,
        }
    }

    /// What is to be told of titles and headers.
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.heading.notes
    }

    /// What is to be told of a row that is no data and stands below the headers: a total.
    #[must_use]
    pub fn aside(&self, row: &Row, table: &Table) -> Option<Diagnostic> {
        (self.kind(row) == RowKind::Total).then(|| {
            Diagnostic::warning(rules::ROWS, say!("the row holds a total and no code"))
                .weighing(Severity::Note)
                .at(table.place(row.number, None))
        })
    }

    /// Whether no code stands where it should; no code is as short as the name of a total.
    fn may_be_total(&self, row: &Row) -> bool {
        let column = match &self.code {
            CodeFrom::Whole(column) => Some(column),
            CodeFrom::Parts(parts) => parts.first().map(|(_, column)| column),
        };
        column.is_none_or(|column| row.cell(column.index).as_text().is_none_or(|text| text.len() < SHORTEST_CODE))
    }

    /// The fields that are the same for every record, with their values.
    #[must_use]
    pub fn constants(&self) -> Vec<(Arc<str>, Value)> {
        let constant = |field: &FieldFrom| match (&field.origin, &field.set) {
            (Origin::Nowhere, set) => Some((field.name.clone(), set.clone().unwrap_or_else(|| field.fallback.clone()))),
            _ => None,
        };
        self.fields.iter().filter_map(constant).collect()
    }

    /// The code of a row as it stands in the file, for lists of rejected rows: parts are shown
    /// in brackets.
    #[must_use]
    pub fn raw_code(&self, row: &Row) -> String {
        let show = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => whole(*number).unwrap_or_else(|| number.to_string()),
            Cell::Date(date) => date.to_string(),
            Cell::Empty | Cell::Other(_) => String::new(),
        };
        match &self.code {
            CodeFrom::Whole(column) => show(row.cell(column.index)),
            CodeFrom::Parts(parts) => {
                parts.iter().map(|(part, column)| format!("({part}){}", show(row.cell(column.index)))).collect()
            }
        }
    }

    /// Makes a record of a row.
    ///
    /// # Errors
    /// Everything that keeps the row from being printed; warnings come along with the record.
    pub fn record(
        &self,
        row: &Row,
        table: &Table,
        market: &Market,
        lookup: Option<&Lookup>,
    ) -> Result<(Record, Vec<Diagnostic>), Vec<Diagnostic>> {
        let mut found = Vec::new();
        found.extend(self.surplus(row, table, market));
        let reading = match self.read_code(row, table, market) {
            Ok((reading, mended)) => {
                let column = self.code_column(None);
                found.extend(mended_note(&mended).map(|note| note.at(table.place(row.number, column))));
                found.extend(
                    reading
                        .warnings
                        .into_iter()
                        .map(|fault| Diagnostic::from(fault).at(table.place(row.number, column))),
                );
                Some(reading.code)
            }
            Err(errors) => {
                found.extend(errors);
                None
            }
        };
        let looked_up = lookup.zip(reading.as_ref()).and_then(|(lookup, code)| {
            let row_of = lookup.row(&key_value(lookup, market, code)?);
            if row_of.is_none() {
                let message = say!("the lookup file has no row for this {key}", key = outside(&lookup.key));
                found.push(Diagnostic::error(rules::LOOKUP, message).at(table.place(row.number, None)));
            }
            row_of.map(|row| (lookup, row))
        });
        let mut fields = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            match field.value(row, table, market, reading.as_ref(), looked_up) {
                Ok(value) => {
                    found.extend(field.spoilt(row, table, looked_up));
                    fields.push((field.name.clone(), value));
                }
                Err(error) => found.push(error),
            }
        }
        found.extend(self.numbers(row, table));
        match reading {
            Some(code) if found.iter().all(|d| d.severity < Severity::Error) => {
                Ok((Record { row: row.number, code, fields }, found))
            }
            _ => Err(found),
        }
    }

    /// What a row has too much of: cells, or codes.
    fn surplus(&self, row: &Row, table: &Table, market: &Market) -> Option<Diagnostic> {
        if let Some(most) = self.most.filter(|most| row.cells.len() > *most)
            && let Some(cells) = surplus(row, most)
        {
            let message = say!(
                "the row has {cells} cell, its header {most}: one before may be cut in two"
                    | "the row has {cells} cells, its header {most}: one before may be cut in two",
                cells = count(cells),
                most
            );
            return Some(Diagnostic::error(rules::SURPLUS, message).at(table.place(row.number, None)).help(say!(
                "put quotes around cells that hold the character between cells, or save the file as a workbook"
            )));
        }
        let CodeFrom::Whole(column) = &self.code else { return None };
        if row.cells.len() < 2 {
            return None;
        }
        let is_code = |cell: &Cell| {
            cell.as_text().is_some_and(|text| likeness::begins_as_code(text) && market.structure.read(text).is_ok())
        };
        let other = (0..).zip(&row.cells).find(|(index, cell)| *index != column.index && is_code(cell))?.0;
        let message = say!(
            "a code stands in column {other} too, and codes are read from column {column}",
            other = shown(&Column { index: other, header: None }),
            column = shown(column)
        );
        let severity = if self.is_named { Severity::Warning } else { Severity::Error };
        Some(
            Diagnostic::error(rules::SURPLUS, message)
                .weighing(severity)
                .at(table.place(row.number, Some(&Column { index: other, header: None })))
                .help(say!("name the column that is meant with --column")),
        )
    }

    fn read_code(&self, row: &Row, table: &Table, market: &Market) -> Result<(Reading, Vec<Mend>), Vec<Diagnostic>> {
        let read = match &self.code {
            CodeFrom::Whole(column) => {
                let text = code_text(row.cell(column.index))
                    .map_err(|error| vec![error.at(table.place(row.number, Some(column)))])?;
                market.structure.read_fixing(text, self.fixing)
            }
            CodeFrom::Parts(parts) => {
                let (values, wrong): (Vec<_>, Vec<_>) = market
                    .structure
                    .all_fields()
                    .map(|field| {
                        let column = parts.iter().find(|(part, _)| *part == field.name).map(|(_, column)| column);
                        let value = column.map_or(Ok(None), |column| {
                            part_value(field, row.cell(column.index), width_of(&self.widths, &field.name))
                        });
                        (&field.name, value.map_err(|error| error.at(table.place(row.number, column))))
                    })
                    .partition(|(_, value)| value.is_ok());
                if !wrong.is_empty() {
                    return Err(wrong.into_iter().filter_map(|(_, value)| value.err()).collect());
                }
                let part = |field: &Field| {
                    values.iter().find(|(n, _)| **n == field.name).and_then(|(_, value)| value.as_ref().ok()?.clone())
                };
                market.structure.assemble(part).map(|reading| (reading, Vec::new()))
            }
        };
        read.map_err(|faults| {
            if let CodeFrom::Whole(column) = &self.code
                && let Some(text) = row.cell(column.index).as_text()
                && let Some(spoilt) = Spoilt::of(text)
            {
                return vec![spoilt.diagnostic(text, true).at(table.place(row.number, Some(column)))];
            }
            faults
                .into_iter()
                .map(|fault| {
                    let place = table.place(row.number, self.code_column(fault.field.as_deref()));
                    Diagnostic::from(fault).at(place)
                })
                .collect()
        })
    }

    /// Notes on numbers of a row that were written with the width of their column.
    fn numbers<'a>(&'a self, row: &'a Row, table: &'a Table) -> impl Iterator<Item = Diagnostic> + 'a {
        self.widths.iter().filter_map(move |(name, width)| {
            let beside = || self.fields.iter().find(|field| *field.name == **name)?.origin.column();
            let column = self.part_column(name).or_else(beside)?;
            let is_number = matches!(row.cell(column.index), Cell::Number(_));
            is_number.then(|| widened_note(name, *width).at(table.place(row.number, Some(column))))
        })
    }

    fn part_column(&self, name: &str) -> Option<&Column> {
        match &self.code {
            CodeFrom::Whole(_) => None,
            CodeFrom::Parts(parts) => parts.iter().find(|(part, _)| **part == *name).map(|(_, column)| column),
        }
    }

    /// The column a fault is about.
    fn code_column(&self, field: Option<&str>) -> Option<&Column> {
        match &self.code {
            CodeFrom::Whole(column) => Some(column),
            CodeFrom::Parts(_) => self.part_column(field?),
        }
    }
}

impl Origin {
    fn column(&self) -> Option<&Column> {
        match self {
            Origin::Column(column) => Some(column),
            Origin::Code(..) | Origin::Lookup(_) | Origin::Nowhere => None,
        }
    }
}

impl FieldFrom {
    fn value(
        &self,
        row: &Row,
        table: &Table,
        market: &Market,
        code: Option<&Code>,
        looked_up: Option<(&Lookup, &Row)>,
    ) -> Result<Value, Diagnostic> {
        let (value, place) = match &self.origin {
            Origin::Nowhere => (Value::Nothing, table.place(row.number, None)),
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
            Origin::Column(column) => {
                let place = table.place(row.number, Some(column));
                (self.value_of(row.cell(column.index)).map_err(|error| error.at(place.clone()))?, place)
            }
            Origin::Lookup(column) => match looked_up {
                None => return Ok(Value::Nothing), // the code or its key is wrong, which is told already
                Some((lookup, row)) => {
                    let place = lookup.table().place(row.number, Some(column));
                    (self.value_of(row.cell(column.index)).map_err(|error| error.at(place.clone()))?, place)
                }
            },
        };
        match (value, &self.set) {
            (Value::Nothing, Some(set)) => Ok(set.clone()),
            (Value::Nothing, None) if self.fallback != Value::Nothing => Ok(self.fallback.clone()),
            (Value::Nothing, None) if self.required => {
                let message = say!("“{field}” is empty", field = outside(&self.name));
                Err(Diagnostic::error(rules::EMPTY, message).at(place))
            }
            (value, Some(set)) if value != *set => {
                let message = say!(
                    "“{field}” stands in the file and was given with --set, and the two differ",
                    field = outside(&self.name)
                );
                Err(Diagnostic::error(rules::CONFLICT, message).at(place))
            }
            (value, _) => Ok(value),
        }
    }

    /// That a spreadsheet spoilt a value that is printed all the same.
    fn spoilt(&self, row: &Row, table: &Table, looked_up: Option<(&Lookup, &Row)>) -> Option<Diagnostic> {
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

fn find_field(
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
    let from = FieldFrom {
        name: name.into(),
        is_date: wanted.is_date && !name.starts_with("ai"),
        required: wanted.required || !wanted.optional,
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
        return Err(Diagnostic::error(rules::COLUMNS, message).help(say!(
            "give it with --column {name}=HEADER, --set {name}=VALUE or --lookup FILE --key gtin, or list it under “optional” in [data]",
            name = outside(name)
        )));
    }
    Ok(from)
}

/// What stands for the separator in nearly all codes of the first rows, where it is no known way.
fn common_separator(code: &CodeFrom, market: &Market, body: &[Row]) -> Option<TypedSeparator> {
    let CodeFrom::Whole(column) = code else { return None };
    market.structure.common_separator(body.iter().filter_map(|row| row.cell(column.index).as_text()))
}

/// The width that is known of a field.
fn width_of(widths: &[(String, usize)], name: &str) -> Option<usize> {
    widths.iter().rev().find(|(known, _)| known == name).map(|(_, width)| *width)
}

/// What was done to a damaged code.
fn mended_note(mended: &[Mend]) -> Option<Diagnostic> {
    let message = || say!("the code was mended: {steps}", steps = list(mended.iter().map(InWords::in_words)));
    (!mended.is_empty()).then(|| Diagnostic::warning(codes::MENDED, message()).weighing(Severity::Note))
}

/// The value of the lookup key in a code.
fn key_value(lookup: &Lookup, market: &Market, code: &Code) -> Option<String> {
    let field = market.field(&lookup.key)?;
    market.structure.value(code, field).map(str::to_owned)
}
