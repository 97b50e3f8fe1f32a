//! Which columns hold what, and how a row becomes a record.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell::{Cell, Row, RowKind};
use super::columns::{CodeFrom, find_code, shown};
use super::fields::{FieldFrom, Origin, find_field, taken_twice, width_of};
use super::headers::Headers;
use super::heading::{Heading, surplus, width};
use super::hidden::HiddenRows;
use super::keys::Keys;
use super::likeness;
use super::lookup::Lookup;
use super::record::Record;
use super::rules;
use super::spoilt::Spoilt;
use super::spread::Spread;
use super::table::Table;
use super::totals::is_total;
use super::trailing::Behind;
use super::values::{code_text, part_value, widened_note};
use super::wanted::Wanted;
use crate::diagnostic::{Column, Diagnostic, Severity};
use crate::gs1::Code;
use crate::market::{Field, Fixing, Market, Mend, Reading, TypedSeparator, Value, rules as codes};
use crate::say;
use crate::sentence::{InWords, Sentence, count, list, name, outside};

/// Characters of the shortest code, whatever its market.
const SHORTEST_CODE: usize = 24;

/// Which columns hold what.
#[derive(Debug)]
pub struct Mapping {
    heading: Heading,
    /// How rows of the file are spread, where they have several codes.
    spread: Spread,
    /// Cells that a row may have, where one too many moves the others.
    most: Option<usize>,
    /// Whether the codes' column was named, so that codes in others are left by intention.
    is_named: bool,
    /// Whether hidden rows are left out.
    skips_hidden: bool,
    code: CodeFrom,
    behind: Behind,
    fields: Vec<FieldFrom>,
    widths: Vec<(String, usize)>,
    fixing: Fixing,
    keys: Keys,
}

impl Mapping {
    /// Finds the columns of a table.
    ///
    /// # Errors
    /// No column, or more than one, holds the codes; a field has no source. All are told.
    pub fn find(
        table: &mut Table,
        market: &Market,
        wanted: &Wanted,
        lookup: Option<&Lookup>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (mut heading, body) = Heading::find(table, market, wanted, lookup).map_err(|error| vec![error])?;
        let Some(first) = heading.row().or(body.first().map(|row| row.number)) else {
            return Err(vec![table.error(say!("the file holds no rows"))]);
        };
        let headers = if table.is_lines() { Headers::default() } else { std::mem::take(&mut heading.headers) };
        let mut found = Vec::new();
        let code = find_code(market, wanted, &headers, &body)
            .map_err(|message| found.push(Diagnostic::error(rules::COLUMNS, message).at(table.place(first, None))));
        for name in &wanted.taken {
            found.extend(taken_twice(name, &headers, (table, first), lookup));
        }
        let fields: Vec<FieldFrom> = wanted
            .fields
            .iter()
            .filter_map(|field| match find_field(field, wanted, market, &headers, lookup) {
                Ok(from) => Some(from),
                Err(error) => {
                    found.push(error.or_at(|| table.place(first, None)));
                    None
                }
            })
            .collect();
        let beside: Vec<Arc<str>> = fields.iter().map(|field| field.name.clone()).collect();
        let keys = Keys::find(&wanted.picked, market, &headers, &beside).unwrap_or_else(|error| {
            found.push(error.at(table.place(first, None)));
            Keys::default()
        });
        let behind = code.as_ref().map_or(Ok(Behind::default()), |code| Behind::find(market, wanted, &headers, code));
        let behind = behind.unwrap_or_else(|wrong| {
            found.extend(wrong.into_iter().map(|error| error.at(table.place(first, None))));
            Behind::default()
        });
        match code {
            Ok(code) if found.is_empty() => {
                let told = behind.notes(market).map(|(column, note)| note.at(table.place(first, Some(column))));
                heading.notes.extend(told);
                let (widths, separator) = (wanted.widths.clone(), common_separator(&code, market, &body));
                let used = code.columns().chain(fields.iter().filter_map(|field| field.origin.column()));
                let used = used.map(|column| column.index as usize + 1).max().unwrap_or(0);
                let most = if table.is_separated() { width(&headers, heading.known, &body) } else { None };
                let most = most.map(|most| most.max(used));
                let is_named = !(wanted.code.is_empty() && wanted.codes.is_empty());
                let spread = match &code {
                    CodeFrom::Whole(columns) => Spread::new(columns, heading.last()),
                    CodeFrom::Parts(_) => Spread::default(),
                };
                table.spread(spread.clone());
                let fixing = Fixing { separator, ..wanted.fixing };
                let skips_hidden = wanted.hidden == Some(HiddenRows::Skip);
                let mut mapping =
                    Self { heading, spread, most, is_named, skips_hidden, code, behind, fields, widths, fixing, keys };
                if table.hides_rows() {
                    mapping.heading.notes.extend(mapping.hidden(table, wanted.hidden).map_err(|error| vec![error])?);
                }
                Ok(mapping)
            }
            _ => Err(found),
        }
    }

    /// The column with the code of a row, where it stands whole in one.
    fn whole(&self, row: u32) -> Option<&Column> {
        match &self.code {
            CodeFrom::Whole(columns) => self.spread.column(row).or(columns.first()),
            CodeFrom::Parts(_) => None,
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
        if row.known == Some(RowKind::Header) {
            return RowKind::Header;
        }
        match self.heading.kind(self.spread.number(row.number)) {
            RowKind::Data if self.may_be_total(row) && is_total(row) => RowKind::Total,
            RowKind::Data if self.skips_hidden && row.known == Some(RowKind::Hidden) => RowKind::Hidden,
            kind => kind,
        }
    }

    /// Whether a row with data is one of those that are asked for by what stands in it.
    pub(crate) fn picks(&self, row: &Row, table: &Table, market: &Market, lookup: Option<&Lookup>) -> bool {
        let record = || self.record(row, table, market, lookup).ok().map(|(record, _)| record);
        self.keys.pick(row, market, &|| self.issued(row, table, market), &record)
    }

    /// That values are asked for which no row has, once all rows were looked at.
    pub(crate) fn unmet(&self) -> impl Iterator<Item = Sentence> {
        self.keys.unmet()
    }

    /// What a row is put in order by, and how many of these bytes tell its group.
    pub(crate) fn order_of(&self, row: &Row, record: &Record, market: &Market) -> (Vec<u8>, usize) {
        self.keys.order_of(row, record, market)
    }

    /// What is to be told of hidden rows with data.
    ///
    /// # Errors
    /// There are some, and nobody said what is meant.
    fn hidden(&self, table: &Table, wanted: Option<HiddenRows>) -> Result<Option<Diagnostic>, Diagnostic> {
        const SHOWN: usize = 8;
        let (mut count, mut first) = (0_usize, Vec::new());
        table.rows(&mut |row| {
            let is_data = matches!(self.kind(&row), RowKind::Data | RowKind::Hidden);
            if is_data && row.known == Some(RowKind::Hidden) {
                count += 1;
                if first.len() < SHOWN {
                    first.push(row.number);
                }
            }
            ControlFlow::Continue(())
        })?;
        let Some(place) = first.first().map(|row| table.place(*row, None)) else { return Ok(None) };
        let more = (count > SHOWN).then(|| say!("{n} more", n = count - SHOWN));
        let rows = list(first.iter().map(|row| say!("{row}", row = table.number(*row))).chain(more));
        let note = |message| Diagnostic::warning(rules::HIDDEN, message).weighing(Severity::Note).at(place.clone());
        match wanted {
            Some(HiddenRows::Print) => Ok(Some(note(say!(
                "{n} row with data is hidden and is read as the others are: {rows}"
                    | "{n} rows with data are hidden and are read as the others are: {rows}",
                n = crate::sentence::count(count),
                rows
            )))),
            Some(HiddenRows::Skip) => Ok(Some(note(say!(
                "{n} row with data is hidden and is left out: {rows}"
                    | "{n} rows with data are hidden and are left out: {rows}",
                n = crate::sentence::count(count),
                rows
            )))),
            None => {
                let message = say!(
                    "{n} row with data is hidden, by a filter or by hand, and nobody said whether it is meant: {rows}"
                        | "{n} rows with data are hidden, by a filter or by hand, and nobody said whether they are meant: {rows}",
                    n = crate::sentence::count(count),
                    rows
                );
                Err(Diagnostic::error(rules::HIDDEN, message)
                    .at(place)
                    .help(say!("say --hidden print to take them as the others, or --hidden skip to leave them out")))
            }
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
            CodeFrom::Whole(_) => self.whole(row.number),
            CodeFrom::Parts(parts) => parts.first().map(|(_, column)| column),
        };
        column.is_none_or(|column| row.cell(column.index).as_text().is_none_or(|text| text.len() < SHORTEST_CODE))
    }

    /// The column that gives a field, where one of the table does.
    pub(crate) fn column(&self, field: &str) -> Option<&Column> {
        self.fields.iter().find(|from| &*from.name == field)?.origin.column()
    }

    /// The names of the fields of records.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.fields.iter().map(|field| &field.name)
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
        match &self.code {
            CodeFrom::Whole(_) => {
                self.whole(row.number).map_or_else(String::new, |column| row.cell(column.index).raw())
            }
            CodeFrom::Parts(parts) => {
                parts.iter().map(|(part, column)| format!("({part}){}", row.cell(column.index).raw())).collect()
            }
        }
    }

    /// The AIs of what is put behind the codes, for the headers of such lists.
    #[must_use]
    pub fn behind(&self) -> Vec<String> {
        self.behind.ais().map(|ai| ai.to_string()).collect()
    }

    /// What stands in a row for them, as in the file.
    #[must_use]
    pub fn raw_behind(&self, row: &Row) -> Vec<String> {
        self.behind.cells(row).map(Cell::raw).collect()
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
        // A finding is large, so none is moved where there is none.
        if let Some(surplus) = self.surplus(row, table, market) {
            found.push(surplus);
        }
        let read = match self.read_code(row, table, market) {
            Ok((reading, mended)) if !self.behind.is_empty() => {
                self.behind.extend(reading, row, (table, market), &mut found).map(|reading| (reading, mended))
            }
            read => read,
        };
        let reading = match read {
            Ok((reading, mended)) => {
                let column = self.code_column(row.number, None);
                if let Some(note) = mended_note(&mended) {
                    found.push(note.at(table.place(row.number, column)));
                }
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
            let key = key_value(lookup, market, code)?;
            let row_of = lookup.row(&key);
            if row_of.is_none() {
                let (field, key) = (outside(&lookup.key), outside(&key));
                let message = say!("the lookup file has no row for {field} {key}", field, key);
                found.push(Diagnostic::error(rules::LOOKUP, message).at(table.place(row.number, None)));
            }
            row_of.map(|row| (lookup, row))
        });
        let mut fields = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            match field.value(row, table, market, reading.as_ref(), looked_up) {
                Ok(value) => {
                    if let Some(spoilt) = field.spoilt(row, table, looked_up) {
                        found.push(spoilt);
                    }
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
    #[inline]
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
        let column = self.whole(row.number)?;
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
                .help(say!(
                    "to read the codes of both columns say --column {both}, to read one of them name it with --column",
                    both = name(format!("{},{}", column.letters(), Column { index: other, header: None }.letters()))
                )),
        )
    }

    /// What a row looks up and the lookup file has not.
    pub(crate) fn missed(&self, row: &Row, table: &Table, market: &Market, lookup: &Lookup) -> Option<String> {
        let key = key_value(lookup, market, &self.issued(row, table, market)?)?;
        lookup.row(&key).is_none().then_some(key)
    }

    /// The code of a row as it was issued, whatever else is wrong with the row.
    #[must_use]
    pub fn issued(&self, row: &Row, table: &Table, market: &Market) -> Option<Code> {
        self.read_code(row, table, market).ok().map(|(reading, _)| reading.code)
    }

    fn read_code(&self, row: &Row, table: &Table, market: &Market) -> Result<(Reading, Vec<Mend>), Vec<Diagnostic>> {
        let read = match &self.code {
            CodeFrom::Whole(_) => {
                let column = self.whole(row.number);
                let text = code_text(column.map_or(&Cell::Empty, |column| row.cell(column.index)))
                    .map_err(|error| vec![error.at(table.place(row.number, column))])?;
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
            if let Some(column) = self.whole(row.number)
                && let Some(text) = row.cell(column.index).as_text()
                && let Some(spoilt) = Spoilt::of(text)
            {
                return vec![spoilt.diagnostic(text, true).at(table.place(row.number, Some(column)))];
            }
            faults
                .into_iter()
                .map(|fault| {
                    let place = table.place(row.number, self.code_column(row.number, fault.field.as_deref()));
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
    fn code_column(&self, row: u32, field: Option<&str>) -> Option<&Column> {
        match &self.code {
            CodeFrom::Whole(_) => self.whole(row),
            CodeFrom::Parts(_) => self.part_column(field?),
        }
    }
}

/// What stands for the separator in nearly all codes of the first rows, where it is no known way.
fn common_separator(code: &CodeFrom, market: &Market, body: &[Row]) -> Option<TypedSeparator> {
    let CodeFrom::Whole(columns) = code else { return None };
    let cells = body.iter().flat_map(|row| columns.iter().map(|column| row.cell(column.index)));
    market.structure.common_separator(cells.filter_map(Cell::as_text))
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
