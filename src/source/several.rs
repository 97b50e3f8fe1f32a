//! Several files as one batch: which of them hold codes, and which hold the same ones.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell::{Cell, Row, whole};
use super::rows::{Source, error};
use super::rules;
use super::sample::code_of;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::market::Structure;
use crate::say;
use crate::sentence::file;

/// A file that was looked through.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) source: Arc<dyn Source>,
    /// What was added to the numbers of its rows, so that they follow those of the files before it.
    pub(super) before: u32,
    /// Its row of headers, where they are those of the first file.
    pub(super) headers: Option<u32>,
}

/// What a file holds.
struct Seen {
    source: Arc<dyn Source>,
    /// Hashes of its codes, or of its rows where no row is a code by itself.
    codes: BTreeSet<u64>,
    rows: u64,
    last: u32,
    width: usize,
    first: Option<Row>,
    /// Whether its first row holds no data.
    is_headed: bool,
    /// Whether a cell could hold a code or a GTIN, damaged or not.
    has_numbers: bool,
}

/// Joins files to one batch, each with whether it was named by itself. What is left out is told.
///
/// # Errors
/// Files that cannot be read as one table, or none with codes.
pub(super) fn joined(
    files: Vec<(Arc<dyn Source>, bool)>,
    structure: &Structure,
    notes: &mut Vec<Diagnostic>,
) -> Result<Vec<Part>, Diagnostic> {
    let mut kept: Vec<Seen> = Vec::new();
    for (source, is_named) in files {
        let seen = look(source, structure)?;
        if !seen.has_numbers && is_named {
            return Err(error(&*seen.source, say!("the file holds no codes")));
        }
        if !seen.has_numbers {
            notes.push(note(&seen, say!("the file holds no codes; it was left out")));
            continue;
        }
        match kept.iter_mut().find(|other| other.codes == seen.codes && other.rows == seen.rows) {
            // Of two the one that says more beside the codes.
            Some(other) if other.width < seen.width => {
                let left = std::mem::replace(other, seen);
                notes.push(taken_once(&left, other));
            }
            Some(other) => notes.push(taken_once(&seen, other)),
            None => kept.push(seen),
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut before = 0_u32;
    let first = kept.first().map(|seen| (seen.columns(), seen.width, seen.source.name().clone()));
    for seen in kept {
        let (columns, width, name) = first.clone().unwrap_or_default();
        let is_same = seen.columns() == columns;
        if !is_same && (seen.width > 1 || width > 1) {
            let message = say!(
                "its columns are not those of {file}, with which it is to be read as one batch",
                file = file(&*name)
            );
            return Err(error(&*seen.source, message)
                .help(say!("give the files one at a time, or with the same columns in the same order")));
        }
        // Where only the one column is the same, what stands above must be a name.
        let is_header = |row: &&Row| seen.is_headed && !parts.is_empty() && (is_same || row.cells.iter().all(is_name));
        let headers = seen.first.as_ref().filter(is_header).map(|row| row.number);
        let last = seen.last;
        parts.push(Part { source: seen.source, before, headers });
        before = before.checked_add(last).ok_or_else(|| {
            Diagnostic::error(rules::FILE, say!("the files have more than {most} rows together", most = u32::MAX))
        })?;
    }
    Ok(parts)
}

fn note(seen: &Seen, message: crate::sentence::Sentence) -> Diagnostic {
    let place = Place::File(seen.source.name().clone());
    Diagnostic::warning(rules::FILE, message).weighing(Severity::Note).at(place)
}

fn taken_once(left: &Seen, kept: &Seen) -> Diagnostic {
    let other = file(&**kept.source.name());
    note(left, say!("the file holds the same codes as {other}; they are taken once, from there", other))
}

fn look(source: Arc<dyn Source>, structure: &Structure) -> Result<Seen, Diagnostic> {
    let mut seen = Seen {
        codes: BTreeSet::new(),
        rows: 0,
        last: 0,
        width: 0,
        first: None,
        is_headed: false,
        has_numbers: false,
        source,
    };
    let headers = seen.source.headers().map_or(0, |headers| headers.cells.len());
    let (mut in_parts, mut codes, mut number) = (BTreeSet::new(), BTreeSet::new(), (0, 0, 0));
    seen.source.rows(&mut |row| {
        let (rows, last, width) = &mut number;
        *last = row.number;
        *width = (*width).max(row.cells.len()).max(headers);
        let is_data = row.cells.iter().any(has_number);
        seen.has_numbers |= is_data;
        if *rows == 0 && seen.first.is_none() {
            seen.is_headed = seen.source.headers().is_none() && !is_data;
            seen.first = Some(row.clone());
            if seen.is_headed {
                return ControlFlow::Continue(());
            }
        }
        *rows += 1;
        match code_of(&row, structure) {
            Some(code) => drop(codes.insert(hash(code.message()))),
            None => drop(in_parts.insert(hash(&row.cells.iter().filter_map(shown).collect::<Vec<_>>()))),
        }
        ControlFlow::Continue(())
    })?;
    (seen.rows, seen.last, seen.width) = number;
    // Rows that are no codes, beside others that are, stand in one of two files only.
    seen.codes = codes;
    seen.codes.extend(in_parts);
    Ok(seen)
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// What a cell says in any kind of file.
fn shown(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.trim().to_owned()),
        Cell::Number(number) => Some(whole(*number).unwrap_or_else(|| number.to_string())),
        Cell::Date(date) => Some(date.to_string()),
        Cell::Other(_) => Some(String::new()),
        Cell::Empty => None,
    }
}

/// Whether a cell holds words and nothing else.
fn is_name(cell: &Cell) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || " _-.:".contains(c);
    *cell == Cell::Empty || cell.as_text().is_some_and(|text| text.chars().all(is_letter))
}

/// Whether a cell has as many digits as the shortest GTIN, or is a number as large, or cannot be read.
fn has_number(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 8) || text.contains("E+")
        }
        Cell::Number(number) => number.abs() >= 1e7,
        Cell::Other(_) => true,
        Cell::Date(_) | Cell::Empty => false,
    }
}

impl Seen {
    /// The names of its columns, if it has any.
    fn columns(&self) -> Option<Vec<String>> {
        let row = self.source.headers().or(self.first.as_ref().filter(|_| self.is_headed))?;
        let name = |cell: &Cell| cell.as_text().unwrap_or_default().trim().to_lowercase();
        Some(row.cells.iter().map(name).collect())
    }
}
