//! Which of the first rows are titles and headers, and which row is the first with data.
//!
//! A row in which a cell resembles a code or a part of one is data. What stands above the first such
//! row is headers or a title, and told unless its names are known. Headers that are known by their
//! names end the search: what stands below them is data, whatever it looks like.

use std::collections::HashSet;

use super::cell::{Cell, Row, RowKind};
use super::headers::{Headers, plain};
use super::likeness::{self, Likeness};
use super::lookup::Lookup;
use super::rules;
use super::sample::code_of;
use super::table::Table;
use super::wanted::{HeaderRow, Wanted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::Market;
use crate::say;
use crate::sentence::list;

/// Rows among which the header is looked for.
const SEARCHED: usize = 20;
/// Rows above one another that are headers of the same columns.
const MOST_HEADERS: usize = 3;
/// Names of the column with the codes that need no market.
const CODE_NAMES: [&str; 19] = [
    "code",
    "codes",
    "код",
    "коды",
    "код маркировки",
    "коды маркировки",
    "код идентификации",
    "код товара (км)",
    "км",
    "ки",
    "кис",
    "киз",
    "cis",
    "km",
    "datamatrix",
    "data matrix",
    "karekod",
    "kod",
    "таңбалау коды",
];
/// The rows above the data.
#[derive(Debug, Default)]
pub(super) struct Heading {
    pub(super) headers: Headers,
    /// The rows that hold them.
    rows: Vec<u32>,
    titles: Vec<u32>,
    /// Rows before this one are titles.
    below: u32,
    /// Whether the headers are known by their names, or were named.
    pub(super) known: bool,
    /// The first is a line `sep=;`.
    parted: bool,
    /// No row behind this one is a title or holds headers.
    last: u32,
    pub(super) notes: Vec<Diagnostic>,
}

impl Heading {
    /// Finds the headers of a table. Gives the rows below them that were read, too.
    pub(super) fn find(
        table: &Table,
        market: &Market,
        wanted: &Wanted,
        lookup: Option<&Lookup>,
    ) -> Result<(Self, Vec<Row>), Diagnostic> {
        if let Some(named) = table.headers() {
            return Ok((Self { headers: Headers::of(named), ..Self::default() }, table.sample()?));
        }
        match wanted.header_row {
            HeaderRow::Found => {
                let sample = table.sample()?;
                let heading = Self::looked_for(&sample, table, market, &known_names(market, wanted, lookup))?;
                let is_data = |row: &Row| row.known.unwrap_or_else(|| heading.kind(row.number)) == RowKind::Data;
                let body = sample.into_iter().filter(is_data).collect();
                Ok((heading, body))
            }
            HeaderRow::Absent => {
                let sample = table.sample()?;
                // A line for the spreadsheet program is no data, whatever was said.
                let mut heading =
                    Self { parted: !parting(&sample).is_empty(), titles: parting(&sample), ..Self::default() };
                heading.last = heading.titles.last().copied().unwrap_or(0);
                heading.tell(table);
                Ok((heading, sample.into_iter().filter(|row| !is_parting(row)).collect()))
            }
            HeaderRow::At(number) => Self::at(number, table, market),
        }
    }

    /// The headers of the row that is named.
    fn at(number: u32, table: &Table, market: &Market) -> Result<(Self, Vec<Row>), Diagnostic> {
        let mut above = Vec::new();
        let mut body = table.sample_from(number, &mut |row| {
            let likely = row.cells.iter().map(likeness::of_cell).max().unwrap_or(Likeness::Words);
            if above.len() < SEARCHED {
                above.push((row.number, likely == Likeness::Code));
            }
        })?;
        let header = match body.first() {
            Some(first) if first.number == number => body.remove(0),
            _ => {
                return Err(Diagnostic::error(
                    rules::COLUMNS,
                    say!("--header-row names row {number}, and it is empty", number),
                )
                .at(table.place(number, None)));
            }
        };
        if code_of(&header, &market.structure).is_some() {
            return Err(Diagnostic::error(
                rules::COLUMNS,
                say!("--header-row names row {number}, and it holds a code, which would be lost", number),
            )
            .at(table.place(number, None))
            .help(say!("name the row with the headers, or say --no-header if there is none")));
        }
        let mut heading = Self {
            headers: Headers::of(&header),
            rows: vec![number],
            titles: above.iter().map(|(row, _)| *row).collect(),
            below: number,
            last: number,
            known: true,
            parted: false,
            notes: Vec::new(),
        };
        heading.tell(table);
        for (row, _) in above.iter().filter(|(_, is_code)| *is_code) {
            let message = say!("the row stands above the headers and looks like a code; it is left out");
            heading.notes.push(
                Diagnostic::warning(rules::ROWS, message)
                    .at(table.place(*row, None))
                    .help(say!("if it is a code, name the right row with --header-row, or say --no-header")),
            );
        }
        Ok((heading, body))
    }

    fn looked_for(sample: &[Row], table: &Table, market: &Market, names: &HashSet<String>) -> Result<Self, Diagnostic> {
        let searched = sample.get(..SEARCHED).unwrap_or(sample);
        let is_data = |row: &&Row| is_data(row, market);
        let first = searched.iter().position(|row| is_data(&row));
        let above = searched.get(..first.unwrap_or(searched.len())).unwrap_or_default();
        let known: Vec<(usize, &Row)> = searched.iter().map(|row| (Headers::of(row).known(names), row)).collect();
        let most = known.iter().take(above.len()).map(|(count, _)| *count).max().unwrap_or(0);
        let base = known.iter().take(above.len()).rposition(|(count, _)| *count == most && most > 0);
        if base.is_none()
            && let Some(first) = first
            && let Some((_, late)) = known.iter().skip(first).find(|(count, row)| *count > 0 && !is_data(row))
        {
            asked(searched.get(first..).unwrap_or_default(), late, table, market)?;
        }
        let mut heading = Self { parted: !parting(searched).is_empty(), ..Self::default() };
        match (base, first) {
            (Some(base), _) => {
                heading.known = true;
                let below = above.get(base + 1..).unwrap_or_default();
                let upper = above.get(..=base).unwrap_or_default();
                let mut rows = adjacent(upper);
                let second = below.first().filter(|row| rows.first().is_some_and(|base| is_second(base, row)));
                let numbers = below.get(usize::from(second.is_some())..).and_then(<[Row]>::first);
                rows.extend(second);
                heading.headers = Headers::merged(&rows);
                rows.extend(numbers.filter(|row| is_numbering(row)));
                heading.rows = rows.iter().map(|row| row.number).collect();
                let is_header = |row: &&Row| !heading.rows.contains(&row.number);
                heading.titles = upper.iter().filter(is_header).map(|row| row.number).collect();
            }
            // Nothing like data follows: who knows what this is.
            (None, None) => heading.titles = parting(searched),
            (None, Some(first)) => {
                // Headers that nobody knows have a name for more than one of several columns.
                let columns = searched.get(first).map_or(0, filled);
                let rows = adjacent(above);
                let rows = if rows.iter().all(|row| filled(row) < columns.min(2)) { Vec::new() } else { rows };
                heading.headers = Headers::merged(&rows);
                heading.rows = rows.iter().map(|row| row.number).collect();
                let is_title = |row: &&Row| !heading.rows.contains(&row.number);
                heading.titles = above.iter().filter(is_title).map(|row| row.number).collect();
                if let Some(row) = rows.first() {
                    let message = match heading.headers.listed() {
                        Some(headers) => say!("the row was taken for headers: {headers}", headers),
                        None => say!("the row was taken for headers"),
                    };
                    heading.notes.push(
                        Diagnostic::warning(rules::ROWS, message)
                            .weighing(Severity::Note)
                            .at(table.place(row.number, None))
                            .help(say!(
                                "if it is data, say --no-header; if other headers are meant, say --header-row ROW"
                            )),
                    );
                }
            }
        }
        heading.last = heading.rows.iter().chain(&heading.titles).copied().max().unwrap_or(0);
        heading.tell(table);
        Ok(heading)
    }

    /// Tells the titles.
    fn tell(&mut self, table: &Table) {
        let is_parting = |row: &u32| *row == 1 && self.parted;
        if self.titles.first().is_some_and(is_parting) {
            let message = say!("the row tells a spreadsheet by which character cells are parted; it is no data");
            self.notes
                .push(Diagnostic::warning(rules::ROWS, message).weighing(Severity::Note).at(table.place(1, None)));
        }
        let titles: Vec<u32> = self.titles.iter().copied().filter(|row| !is_parting(row)).collect();
        let Some(first) = titles.first() else { return };
        let message = match titles.as_slice() {
            [_] => say!("the row stands above the headers and the codes; it is a title and no data"),
            rows => say!(
                "rows {rows} stand above the headers and the codes; they are titles and no data",
                rows = list(rows.iter().copied())
            ),
        };
        self.notes.push(
            Diagnostic::warning(rules::ROWS, message)
                .weighing(Severity::Note)
                .at(table.place(*first, None))
                .help(say!("if they are data, say --no-header; if other headers are meant, say --header-row ROW")),
        );
    }

    /// Whether a row stands among the headers, above them, or below.
    pub(super) fn kind(&self, row: u32) -> RowKind {
        if row > self.last {
            RowKind::Data
        } else if self.rows.contains(&row) {
            RowKind::Header
        } else if row < self.below || self.titles.contains(&row) {
            RowKind::Title
        } else {
            RowKind::Data
        }
    }

    /// The last row of titles and headers.
    pub(super) fn last(&self) -> u32 {
        self.last
    }

    /// The row of the headers, to tell what is wrong with them.
    pub(super) fn row(&self) -> Option<u32> {
        self.rows.first().copied()
    }
}

/// A row below the first data has the names of headers: either those above are titles, or headers
/// stand among the data. Where no code stands above them, that is asked.
fn asked(from_data: &[Row], late: &Row, table: &Table, market: &Market) -> Result<(), Diagnostic> {
    let above: Vec<&Row> = from_data.iter().take_while(|row| row.number < late.number).collect();
    if above.iter().any(|row| code_of(row, &market.structure).is_some()) {
        return Ok(());
    }
    let rows = list(above.iter().filter(|row| is_data(row, market)).map(|row| row.number));
    Err(Diagnostic::error(
        rules::COLUMNS,
        say!(
            "row {row} has names of headers, and above it stands what looks like data, in rows {rows}",
            row = late.number,
            rows
        ),
    )
    .at(table.place(late.number, None))
    .help(say!(
        "if what stands above is a title, say --header-row {row}; if it is data, move it below the headers or say --no-header",
        row = late.number
    )))
}

/// Whether a cell of a row resembles a code or a part of one.
fn is_data(row: &Row, market: &Market) -> bool {
    !is_parting(row)
        && (row.cells.iter().any(|cell| likeness::of_cell(cell) > Likeness::Words)
            || code_of(row, &market.structure).is_some())
}

/// The line `sep=;`, which tells a spreadsheet program how cells are parted.
pub(super) fn is_parting(row: &Row) -> bool {
    row.number == 1
        && row.cell(0).as_text().is_some_and(|text| {
            let text = text.trim().trim_matches('"').to_ascii_lowercase();
            text.strip_prefix("sep=").is_some_and(|rest| rest.chars().count() <= 1)
        })
        && row.cells.iter().skip(1).all(|cell| *cell == Cell::Empty)
}

fn parting(rows: &[Row]) -> Vec<u32> {
    rows.first().filter(|row| is_parting(row)).map(|row| row.number).into_iter().collect()
}

/// The last of these rows, and those right above it that fill what it leaves empty.
fn adjacent(rows: &[Row]) -> Vec<&Row> {
    let mut found: Vec<&Row> = Vec::new();
    for row in rows.iter().rev().take(MOST_HEADERS) {
        let fits = match found.last() {
            None => !is_parting(row),
            Some(lower) => {
                row.number + 1 == lower.number
                    && filled(row) > 1
                    && (0..row.cells.len()).any(|at| fills(row, lower, at))
            }
        };
        if !fits {
            break;
        }
        found.push(row);
    }
    found
}

/// Whether a row has words in a column that another leaves empty.
fn fills(row: &Row, other: &Row, at: usize) -> bool {
    let is_empty = |row: &Row| row.cells.get(at).is_none_or(|cell| *cell == Cell::Empty);
    is_empty(other) && row.cells.get(at).is_some_and(|cell| cell.as_text().is_some())
}

/// Whether a row right below headers holds headers too: words without digits, of which some stand
/// where the upper row, with merged cells, has none.
fn is_second(upper: &Row, row: &Row) -> bool {
    let words = |cell: &Cell| match cell {
        Cell::Empty => true,
        Cell::Text(text) => !text.contains(|c: char| c.is_ascii_digit()),
        _ => false,
    };
    let within = row.cells.len() <= upper.cells.len();
    row.number == upper.number + 1
        && within
        && row.cells.iter().all(words)
        && (0..row.cells.len()).any(|at| fills(row, upper, at))
}

/// Whether a row numbers the columns: 1, 2, 3.
fn is_numbering(row: &Row) -> bool {
    let number = |cell: &Cell| match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    };
    let numbers: Vec<Option<f64>> = row.cells.iter().filter(|cell| **cell != Cell::Empty).map(number).collect();
    numbers.len() > 1 && numbers.iter().zip(1u32..).all(|(number, expected)| *number == Some(f64::from(expected)))
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| **cell != Cell::Empty).count()
}

/// The names by which headers are known, as they are compared.
fn known_names(market: &Market, wanted: &Wanted, lookup: Option<&Lookup>) -> HashSet<String> {
    let fields = market.structure.fields().iter().flat_map(|field| {
        let ai = field.ai.map(|ai| ai.to_string());
        field.columns.iter().cloned().chain([field.name.to_string()]).chain(ai)
    });
    let companions =
        market.companions.iter().flat_map(|beside| beside.columns.iter().cloned().chain([beside.name.to_string()]));
    // A letter may be the place of a column, and be a batch.
    let named = wanted.code.iter().chain(&wanted.codes).chain(wanted.parts.iter().flat_map(|(_, names)| names));
    let named =
        named.chain(wanted.fields.iter().flat_map(|field| &field.headers)).filter(|name| name.chars().count() > 1);
    let known = fields.chain(companions).chain(named.cloned()).chain(lookup.map(|lookup| lookup.key.clone()));
    known.chain(CODE_NAMES.map(str::to_owned)).map(|name| plain(&name)).collect()
}

/// Whether a row has more than its headers, and how many cells it and they have.
pub(super) fn surplus(row: &Row, width: usize) -> Option<usize> {
    let more = row.cells.get(width..).unwrap_or_default();
    more.iter().rposition(|cell| *cell != Cell::Empty).map(|last| width + last + 1)
}

/// How many cells a row may have: those that are headed, or, where most rows have more or there are
/// no headers, as many as most rows have.
pub(super) fn width(headers: &Headers, known: bool, body: &[Row]) -> Option<usize> {
    let headed = headers.width();
    if known && headed > 0 {
        // Empty headers behind the last, of a column that most rows fill.
        let filled = body.iter().filter(|row| surplus(row, headed).is_some()).count();
        return Some(if filled * 2 > body.len() { headed.max(headers.cells()) } else { headed });
    }
    let mut widths: Vec<usize> = body.iter().filter_map(|row| surplus(row, 0)).collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|a, b| a == b).max_by_key(|group| group.len())?;
    // Headers that nobody knows may be a title, and those of columns that few rows fill.
    most.first().copied().filter(|_| most.len() * 2 > widths.len()).map(|most| most.max(headed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row::new(number, cells.iter().map(|cell| Cell::text(cell)).collect())
    }

    #[test]
    fn the_line_for_spreadsheets_is_no_data() {
        for line in [&["sep=", ""][..], &["sep=;"], &["SEP=\t"], &["\"sep=,\""]] {
            assert!(is_parting(&row(1, line)), "{line:?}");
        }
        assert!(!is_parting(&row(2, &["sep=", ""])) && !is_parting(&row(1, &["sep=", "x"])));
    }

    #[test]
    fn columns_are_numbered_from_one() {
        assert!(is_numbering(&row(2, &["1", "2", "3"])));
        assert!(!is_numbering(&row(2, &["1", "3"])) && !is_numbering(&row(2, &["1"])));
    }
}
