//! Fields that rows are picked and put in order by.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::cell::{Cell, Row};
use super::columns::shown;
use super::date::parse_date;
use super::headers::Headers;
use super::record::Record;
use super::rules;
use super::wanted::Picked;
use crate::diagnostic::{Column, Diagnostic};
use crate::gs1::{Code, Date, Gtin};
use crate::market::{Field, Market, Value};
use crate::say;
use crate::sentence::{InWords, Sentence, list, name, outside};

/// Where the value of such a field stands.
#[derive(Clone, Debug, PartialEq)]
enum KeyFrom {
    Code(Arc<str>),
    Column(Column),
    /// What a record has beside its code, by a lookup file or for the whole job.
    Beside(Arc<str>),
}

/// A field and the values of which rows must have one.
#[derive(Debug)]
struct Where {
    /// As it was typed.
    field: String,
    from: KeyFrom,
    values: Vec<Typed>,
}

/// A value, and whether a row has it.
#[derive(Debug)]
struct Typed {
    text: String,
    is_met: AtomicBool,
}

impl Typed {
    /// What was asked for is met, if it is.
    fn met(&self, is_met: bool) -> bool {
        if is_met {
            self.is_met.store(true, Ordering::Relaxed);
        }
        is_met
    }
}

impl Where {
    /// Whether any of the values fits.
    fn fits(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.values.iter().any(|value| value.met(fits(value.text.trim())))
    }
}

/// Such fields, found in a table.
#[derive(Debug, Default)]
pub(super) struct Keys {
    wheres: Vec<Where>,
    order: Vec<KeyFrom>,
    /// Whether the first of them parts the rows.
    groups: bool,
}

impl Keys {
    /// Finds the fields; `beside` are those that records have beside their codes.
    pub(super) fn find(
        picked: &Picked,
        market: &Market,
        headers: &Headers,
        beside: &[Arc<str>],
    ) -> Result<Self, Diagnostic> {
        let find = |option, field: &str| find(option, field, market, headers, beside);
        let mut wheres: Vec<Where> = Vec::new();
        for (field, value) in &picked.wheres {
            let from = find("--where", field)?;
            let value = Typed { text: value.clone(), is_met: AtomicBool::new(false) };
            match wheres.iter_mut().find(|known| known.from == from) {
                Some(known) => known.values.push(value),
                None => wheres.push(Where { field: field.clone(), from, values: vec![value] }),
            }
        }
        let order = picked.order().map(|(option, field)| find(option, field)).collect::<Result<_, _>>()?;
        Ok(Self { wheres, order, groups: picked.group.is_some() })
    }

    /// Whether a row is one of those that are asked for. Where its code cannot be read it may be, so it is.
    pub(super) fn pick(
        &self,
        row: &Row,
        market: &Market,
        code: &dyn Fn() -> Option<Code>,
        record: &dyn Fn() -> Option<Record>,
    ) -> bool {
        let fits = |asked: &Where| match &asked.from {
            KeyFrom::Code(name) => code().is_none_or(|code| {
                let field = market.field(name);
                let text = field.and_then(|field| Some((field, market.structure.value(&code, field)?)));
                text.is_some_and(|(field, text)| asked.fits(|typed| is_value(field, text, typed)))
            }),
            KeyFrom::Column(column) => asked.fits(|typed| is_cell(row.cell(column.index), typed)),
            KeyFrom::Beside(name) => record().is_none_or(|record| asked.fits(|typed| text_of(&record, name) == typed)),
        };
        // Each is asked, so that it is known which values no row has.
        self.wheres.iter().filter(|asked| !fits(asked)).count() == 0
    }

    /// That no row has a value that was asked for.
    pub(super) fn unmet(&self) -> impl Iterator<Item = Sentence> {
        self.wheres.iter().flat_map(|asked| {
            let unmet = asked.values.iter().filter(|value| !value.is_met.load(Ordering::Relaxed));
            unmet.map(|value| {
                let (field, value) = (outside(&asked.field), outside(&value.text));
                say!("--where asks for {field}={value}, and no row has it", field, value)
            })
        })
    }

    /// What a row is put in order by: bytes that are in the order of the values. Rows of a group have the same
    /// bytes before the place that is given with them.
    pub(super) fn order_of(&self, row: &Row, record: &Record, market: &Market) -> (Vec<u8>, usize) {
        let (mut key, mut group) = (Vec::new(), 0);
        for (number, from) in self.order.iter().enumerate() {
            let text = match from {
                KeyFrom::Code(name) => of_code(name, &record.code, market),
                KeyFrom::Column(column) => raw(row.cell(column.index)),
                KeyFrom::Beside(name) => text_of(record, name),
            };
            in_order(&text, &mut key);
            if self.groups && number == 0 {
                // 7 and 007 are one number and two batches.
                as_text(&text, &mut key);
                group = key.len();
            }
        }
        (key, group)
    }
}

fn find(
    option: &'static str,
    field: &str,
    market: &Market,
    headers: &Headers,
    beside: &[Arc<str>],
) -> Result<KeyFrom, Diagnostic> {
    let refused = |message| Diagnostic::error(rules::COLUMNS, message);
    let part = market.part(field);
    match part {
        Some(part) if part.is_secret => {
            let message = say!(
                "{option} names “{field}”, which is part of the crypto tail",
                option = name(option),
                field = outside(field)
            );
            return Err(refused(message));
        }
        // What is put behind codes stands in a column.
        Some(part) if part.trailing.is_none() => return Ok(KeyFrom::Code(part.name.clone())),
        _ => {}
    }
    let known = part.map(|part| &part.columns).or(market.companion(field).map(|companion| &companion.columns));
    let names: Vec<String> = std::iter::once(field.to_owned()).chain(known.into_iter().flatten().cloned()).collect();
    match (headers.all(&names).as_slice(), beside.iter().find(|name| ***name == *field)) {
        ([one], _) => Ok(KeyFrom::Column(one.clone())),
        ([], Some(name)) => Ok(KeyFrom::Beside(name.clone())),
        ([], None) => match headers.find_typed(field) {
            Some(column) => Ok(KeyFrom::Column(column)),
            None => {
                let parts = market.structure.fields().iter().filter(|field| !field.is_secret);
                let message = say!(
                    "{option} names “{field}”, which is neither a part of the codes ({parts}) nor a column: {headers}",
                    option = name(option),
                    field = outside(field),
                    parts = list(parts.map(|field| outside(&field.name))),
                    headers = headers.in_words()
                );
                Err(refused(message))
            }
        },
        ([first, second, ..], _) => Err(refused(say!(
            "{option} names “{field}”, which may be column {first} or column {second}; name one by its letters",
            option = name(option),
            field = outside(field),
            first = shown(first),
            second = shown(second)
        ))),
    }
}

/// Whether a part of a code is as somebody typed it: a GTIN may lack leading zeros, a date be written out.
fn is_value(field: &Field, text: &str, typed: &str) -> bool {
    let as_gtin = || field.is_gtin() && Gtin::with_leading_zeros(typed).is_ok_and(|gtin| gtin.to_string() == text);
    let as_date = || field.is_date() && parse_date(typed).is_some_and(|date| Date::from_yymmdd(text) == Some(date));
    text == typed || as_gtin() || as_date()
}

fn is_cell(cell: &Cell, typed: &str) -> bool {
    match cell {
        Cell::Date(date) => parse_date(typed) == Some(*date),
        cell => raw(cell) == typed,
    }
}

fn raw(cell: &Cell) -> String {
    match cell {
        // In the order of time.
        Cell::Date(date) => date.to_yymmdd(),
        cell => cell.raw().trim().to_owned(),
    }
}

fn of_code(name: &str, code: &Code, market: &Market) -> String {
    let field = market.field(name);
    field.and_then(|field| market.structure.value(code, field)).unwrap_or_default().to_owned()
}

fn text_of(record: &Record, name: &str) -> String {
    match record.field(name) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Date(date)) => date.to_yymmdd(),
        Some(Value::Nothing) | None => String::new(),
    }
}

/// Adds a value to a key: numbers by their value, before texts by their code points, before nothing.
fn in_order(text: &str, key: &mut Vec<u8>) {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or((false, whole), |whole| (true, whole));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !whole.is_empty() && is_digits(whole) && is_digits(rest) {
        let (whole, rest) = (whole.trim_start_matches('0'), rest.trim_end_matches('0'));
        let is_negative = sign && !(whole.is_empty() && rest.is_empty());
        // More digits are more; digits of a fraction are compared from the first on.
        let length = u32::try_from(whole.len()).unwrap_or(u32::MAX).to_be_bytes();
        let bytes = length.iter().chain(whole.as_bytes()).chain(rest.as_bytes()).chain(&[0]);
        key.push(if is_negative { b'-' } else { b'0' });
        key.extend(bytes.map(|byte| if is_negative { !byte } else { *byte }));
    } else if text.is_empty() {
        key.push(0xFF);
    } else {
        key.push(b'a');
        as_text(text, key);
    }
}

/// Adds a text to a key, by its code points.
fn as_text(text: &str, key: &mut Vec<u8>) {
    for byte in text.bytes() {
        key.push(byte);
        // What ends a text stands within it as two bytes.
        if byte == 0 {
            key.push(1);
        }
    }
    key.extend([0, 0]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_by_value_then_texts_by_code_points_then_nothing() {
        let key = |text: &str| {
            let mut key = Vec::new();
            in_order(text, &mut key);
            key
        };
        let in_order = [
            "-100",
            "-9.5",
            "-9.25",
            "0",
            "0.05",
            "0,5",
            "1",
            "1.01",
            "9",
            "10",
            "18446744073709551616",
            "A",
            "A\0",
            "AB",
            "a",
            "Я",
            "",
        ];
        for pair in in_order.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
        assert_eq!(key("007"), key("7"));
        assert_eq!(key("-0"), key("0.00"));
    }
}
