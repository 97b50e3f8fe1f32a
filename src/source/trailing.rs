//! What the maker puts behind codes that are issued without it, such as the weight of this very piece:
//! from which columns it comes, and how a cell of them is read.

use std::sync::Arc;

use super::cell::{Cell, Row, whole};
use super::columns::{CodeFrom, shown, two_columns};
use super::headers::{Headers, either_quoted, plain};
use super::rules;
use super::spoilt::Spoilt;
use super::table::Table;
use super::values::{a_number, unprintable};
use super::wanted::{Wanted, WantedField};
use crate::diagnostic::{Column, Diagnostic, Severity};
use crate::gs1::{Ai, Code};
use crate::market::{Field, Market, Reading, rules as codes};
use crate::say;
use crate::sentence::{InWords, name, outside};

/// The columns of what comes behind the codes.
#[derive(Debug, Default)]
pub(super) struct Behind(Vec<BehindFrom>);

/// The column of one such field.
#[derive(Debug)]
struct BehindFrom {
    /// The field's name.
    field: Arc<str>,
    ai: Ai,
    column: Column,
    /// Whether its user named it; else it was found by its header.
    is_named: bool,
    /// Characters to which a shorter number may be filled up with zeros.
    fill: Option<usize>,
    /// Whether a record without it is rejected.
    required: bool,
}

impl Behind {
    /// Finds the columns: those that are named, and those whose header is known and that nothing else is
    /// taken from. A column that is named with nothing leaves the codes as they were issued.
    ///
    /// # Errors
    /// A column that is named and not there, or two for one field.
    pub(super) fn find(
        market: &Market,
        wanted: &Wanted,
        headers: &Headers,
        code: &CodeFrom,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        for field in market.structure.trailing() {
            let named = wanted.parts.iter().find(|(name, _)| **name == *field.name).map(|(_, names)| names);
            let columns = match named {
                Some(names) if names.iter().all(|name| name.trim().is_empty()) => continue,
                Some(names) => headers.all_typed(names),
                None => headers.all(&field.columns),
            };
            let is_free = |column: &Column| named.is_some() || !is_taken(column, code, (market, wanted), headers);
            let columns: Vec<Column> = columns.into_iter().filter(is_free).collect();
            let Some(ai) = field.ai else { continue };
            match (columns.as_slice(), named) {
                ([], None) => {}
                ([], Some(names)) => wrong.push(say!(
                    "there is no column {columns} for {part}; {others}",
                    columns = either_quoted(names),
                    part = name(field.name.to_string()),
                    others = headers.in_words()
                )),
                ([one], _) => {
                    let is_whole = || {
                        let header = one.header.as_deref().map(plain);
                        let kinds = field.trailing.iter().flat_map(|kind| &kind.whole);
                        named.is_some() && kinds.map(|known| plain(known)).any(|known| Some(known) == header)
                    };
                    let width = wanted.widths.iter().rev().find(|(known, _)| **known == *field.name);
                    let fill = width.map(|(_, width)| *width).or_else(|| is_whole().then_some(field.max));
                    let asked =
                        |wanted: &WantedField| market.part(&wanted.name).is_some_and(|part| part.ai == field.ai);
                    let required = wanted.fields.iter().any(|wanted| wanted.required && asked(wanted));
                    let field = field.name.clone();
                    found.push(BehindFrom {
                        required,
                        field,
                        ai,
                        column: one.clone(),
                        is_named: named.is_some(),
                        fill,
                    });
                }
                ([first, second, ..], _) => {
                    wrong.push(two_columns(name(field.to_string()), name(ai.to_string()), first, second));
                }
            }
        }
        let refused = |message| Diagnostic::error(rules::COLUMNS, message);
        if !wrong.is_empty() {
            return Err(wrong.into_iter().map(refused).collect());
        }
        if let (CodeFrom::Whole(columns), Some(first)) = (code, found.first())
            && columns.len() > 1
        {
            let (ai, column) = (name(first.ai.to_string()), shown(&first.column));
            let message = say!(
                "column {column} gives ({ai}), and a row has {codes} codes, of which it can be of one only",
                column,
                ai = ai.clone(),
                codes = columns.len()
            );
            let help = say!(
                "put each code on a row of its own; if the codes are to stay as they were issued, say --column {ai}=",
                ai
            );
            return Err(vec![refused(message).help(help)]);
        }
        Ok(Self(found))
    }

    /// What is to be told once: columns that nobody named, and that zeros are put in front.
    pub(super) fn notes<'b>(&'b self, market: &'b Market) -> impl Iterator<Item = (&'b Column, Diagnostic)> + 'b {
        self.0.iter().filter(|from| !from.is_named || from.fill.is_some()).filter_map(|from| {
            let field = market.field(&from.field)?;
            let message = match from.fill {
                Some(digits) => say!("{field} is put behind the codes, from this column; shorter whole numbers get zeros in front, to {digits} digits", field, digits),
                None => say!("{field} is put behind the codes, from this column", field),
            };
            let ai = name(from.ai.to_string());
            let found = Diagnostic::warning(rules::ROWS, message)
                .weighing(Severity::Note)
                .help(say!("if the codes are to stay as they were issued, say --column {ai}=", ai));
            Some((&from.column, found))
        })
    }

    /// Whether nothing comes behind the codes.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The AIs.
    pub(super) fn ais(&self) -> impl Iterator<Item = Ai> + '_ {
        self.0.iter().map(|from| from.ai)
    }

    /// The cells of a row, in the same order.
    pub(super) fn cells<'b>(&'b self, row: &'b Row) -> impl Iterator<Item = &'b Cell> + 'b {
        self.0.iter().map(|from| row.cell(from.column.index))
    }

    /// Puts behind a code what the row has of it. What is to be told of it besides comes in `found`.
    ///
    /// # Errors
    /// A cell that holds no such value, or another than the code.
    pub(super) fn extend(
        &self,
        reading: Reading,
        row: &Row,
        (table, market): (&Table, &Market),
        found: &mut Vec<Diagnostic>,
    ) -> Result<Reading, Vec<Diagnostic>> {
        let mut added: Vec<(&Field, String)> = Vec::new();
        // Of several kinds of measure one is enough.
        let (mut empty, mut is_given) = (None, false);
        let mut wrong = Vec::new();
        for from in &self.0 {
            let Some(field) = market.field(&from.field) else { continue };
            let place = || table.place(row.number, Some(&from.column));
            match from.value(field, row.cell(from.column.index)) {
                Err(error) => wrong.push(error.at(place())),
                Ok(value) => match (value, of_kind(market, &reading.code, field)) {
                    (None, None) if from.required => {
                        let message = say!("{field} is empty, and the template asks for it", field);
                        wrong.push(Diagnostic::error(rules::EMPTY, message).at(place()));
                    }
                    (None, None) => empty = empty.or(Some((field, from))),
                    (None, Some(_)) => is_given = true,
                    (Some(value), None) => added.push((field, value)),
                    (Some(value), Some((known, in_code))) if known.ai == field.ai && in_code == value => {
                        is_given = true
                    }
                    (Some(value), Some((known, in_code))) => {
                        let message = say!(
                            "the code holds {known} “{in_code}”, and the column gives {field} “{value}”",
                            known,
                            in_code = outside(in_code),
                            field,
                            value = outside(value)
                        );
                        let help = say!("leave one of them out, or make them the same");
                        wrong.push(Diagnostic::error(rules::CONFLICT, message).help(help).at(place()));
                    }
                },
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        if added.is_empty() {
            if let Some((field, from)) = empty.filter(|_| !is_given) {
                let message = say!("{field} is empty, and the code is made without it, as it was issued", field);
                let place = table.place(row.number, Some(&from.column));
                found.push(Diagnostic::warning(rules::EMPTY, message).at(place));
            }
            return Ok(reading);
        }
        let value = |field: &Field| {
            let new = added.iter().find(|(other, _)| other.ai == field.ai).map(|(_, value)| value.clone());
            new.or_else(|| market.structure.value(&reading.code, field).map(str::to_owned))
        };
        let at = |field: Option<&str>| {
            let from = self.0.iter().find(|from| Some(&*from.field) == field);
            table.place(row.number, from.map(|from| &from.column))
        };
        let extended = market.structure.assemble(value).map_err(|faults| {
            faults
                .into_iter()
                .map(|fault| (at(fault.field.as_deref()), fault))
                .map(|(place, fault)| Diagnostic::from(fault).at(place))
                .collect::<Vec<_>>()
        })?;
        let is_new = |name: Option<&str>| added.iter().any(|(field, _)| Some(&*field.name) == name);
        for fault in extended.warnings.into_iter().filter(|fault| is_new(fault.field.as_deref())) {
            let place = at(fault.field.as_deref());
            found.push(Diagnostic::from(fault).at(place));
        }
        Ok(Reading { code: extended.code, ..reading })
    }
}

/// Whether something else is read from a column: the code, or a field beside it.
fn is_taken(column: &Column, code: &CodeFrom, (market, wanted): (&Market, &Wanted), headers: &Headers) -> bool {
    let by_code = match code {
        CodeFrom::Whole(whole) => whole.iter().any(|whole| whole.index == column.index),
        CodeFrom::Parts(parts) => parts.iter().any(|(_, part)| part.index == column.index),
    };
    let reads = |names: &[String]| headers.all(names).iter().any(|other| other.index == column.index);
    by_code || wanted.fields.iter().any(|field| market.field(&field.name).is_none() && reads(&field.headers))
}

/// What a code holds of a field, or of another of its kind.
fn of_kind<'m, 'c>(market: &'m Market, code: &'c Code, field: &Field) -> Option<(&'m Field, &'c str)> {
    let family = &field.trailing.as_ref()?.family;
    let same = |other: &&Field| other.trailing.as_ref().is_some_and(|kind| kind.family == *family);
    market.structure.trailing().filter(same).find_map(|other| Some((other, market.structure.value(code, other)?)))
}

impl BehindFrom {
    /// The value that a cell holds; nothing if it is empty. A shorter number is filled up with zeros only
    /// where its unit or its width was told.
    fn value(&self, field: &Field, cell: &Cell) -> Result<Option<String>, Diagnostic> {
        let digits = match cell {
            Cell::Empty => return Ok(None),
            Cell::Other(what) => return Err(unprintable(*what)),
            Cell::Text(text) if let Some(spoilt) = Spoilt::of_key(text) => return Err(spoilt.diagnostic(text, true)),
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(number) if is_numeric(field) => whole(*number).unwrap_or_else(|| number.to_string()),
            Cell::Number(_) => return Err(Diagnostic::error(rules::NUMERIC, a_number(&field.name))),
            Cell::Date(date) => date.to_string(),
        };
        if digits.is_empty() {
            return Ok(None);
        }
        if !is_numeric(field) {
            return Ok(Some(digits));
        }
        let length = digits.chars().count();
        let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
        match self.fill {
            _ if is_whole && (field.min..=field.max).contains(&length) => Ok(Some(digits)),
            Some(fill) if is_whole && length <= fill => Ok(Some(format!("{digits:0>fill$}"))),
            _ => Err(self.unfit(field, &digits, is_whole)),
        }
    }

    /// A cell that holds no value of the field, and what is expected.
    fn unfit(&self, field: &Field, cell: &str, is_whole: bool) -> Diagnostic {
        let rule = if is_whole { codes::LENGTH } else { codes::ALPHABET };
        let (cell, max, ai) = (outside(cell), field.max, name(self.ai.to_string()));
        if field.min < field.max {
            let message = say!("“{cell}” is no {field}: that is a whole number of 1 to {max} digits", cell, field, max);
            return Diagnostic::error(rule, message).because(Some(field.reference.clone()));
        }
        let message = say!("“{cell}” is no {field}: that is {max} digits, without sign or unit", cell, field, max);
        let written = say!("{digits} stands for {value}", digits = name(EXAMPLE), value = name(example(self.ai)));
        let what = name(self.ai.title());
        let help = match self.is_named {
            true => say!(
                "write {what} with all its digits: {written}; --width {ai}={max} puts the zeros before whole numbers of the last digit",
                what,
                written,
                ai,
                max
            ),
            false => say!(
                "write {what} with all its digits: {written}; --width {ai}={max} puts the zeros before whole numbers of the last digit; if the codes are to stay as they were issued, say --column {ai}=",
                what,
                written,
                ai,
                max
            ),
        };
        Diagnostic::error(rule, message).help(help).because(Some(field.reference.clone()))
    }
}

/// A value of six digits.
const EXAMPLE: &str = "000450";

/// What the example stands for behind an AI whose last digit tells the decimals.
fn example(ai: Ai) -> String {
    let decimals = ai.to_string().bytes().last().map_or(0, |digit| usize::from(digit.saturating_sub(b'0')));
    let digits = format!("{:0>1$}", "450", decimals + 1);
    match digits.split_at_checked(digits.len().saturating_sub(decimals)) {
        Some((whole, decimals)) if !decimals.is_empty() => format!("{whole}.{decimals}"),
        _ => digits,
    }
}

fn is_numeric(field: &Field) -> bool {
    !field.alphabet.contains('A')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_workbooks_are_taken_where_nothing_is_lost() {
        let market = Market::load("ru-milk").unwrap();
        let field = market.field("weight").unwrap();
        let value = |cell: Cell, fill: Option<usize>| {
            let column = Column { index: 1, header: None };
            let ai = field.ai.unwrap();
            let from = BehindFrom { field: "weight".into(), ai, column, is_named: true, fill, required: false };
            from.value(field, &cell).map_err(|error| error.rule.code)
        };
        let some = |digits: &str| Ok(Some(digits.to_owned()));
        assert_eq!(value(Cell::Number(123_456.0), None), some("123456"));
        assert_eq!(value(Cell::Number(450.0), None), Err("COD02"));
        assert_eq!(value(Cell::Number(450.0), Some(6)), some("000450"));
        assert_eq!(value(Cell::Number(1_234_567.0), Some(6)), Err("COD02"));
        assert_eq!(value(Cell::Number(0.45), Some(6)), Err("COD03"));
        assert_eq!(value(Cell::Number(-450.0), Some(6)), Err("COD03"));
        assert_eq!(value(Cell::Text("450".to_owned()), Some(6)), some("000450"));
        assert_eq!(value(Cell::Text("000450".to_owned()), None), some("000450"));
        assert_eq!(value(Cell::Empty, Some(6)), Ok(None));
    }

    #[test]
    fn the_last_digit_of_the_ai_tells_the_decimals() {
        // General Specifications: (310n) to (369n), n digits behind the decimal point.
        let of = |ai: &str| example(Ai::new(ai).unwrap());
        let examples = ["3100", "3101", "3102", "3103", "3104", "3105"].map(of);
        assert_eq!(examples, ["450", "45.0", "4.50", "0.450", "0.0450", "0.00450"]);
    }
}
