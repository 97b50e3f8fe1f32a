//! The rows of a batch as lists show them, in a passing file: 20 bytes a row stay in memory.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use quietzone::batch::{EachRow, SeenRow, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::report::json;
use quietzone::say;
use quietzone::sentence::{outside, system};
use quietzone::source::RowKind;
use quietzone::world::{Passing, Stored, World};
use serde_json::{Map, Value, json};

/// What a row is, as lists call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    Good,
    /// Good, and something was done to it.
    Mended,
    Bad,
    /// Bad, for its unit stands in another row too.
    Twice,
    Header,
    Title,
    Total,
    Hidden,
    LeftOut,
}

impl Sort {
    fn of(row: &SeenRow) -> Self {
        match row.kind {
            Some(RowKind::Data) if row.is_mended() => Sort::Mended,
            Some(RowKind::Data) if row.is_good => Sort::Good,
            Some(RowKind::Data) => Sort::Bad,
            Some(RowKind::Title) => Sort::Title,
            Some(RowKind::Header) => Sort::Header,
            Some(RowKind::Total) => Sort::Total,
            Some(RowKind::Hidden) => Sort::Hidden,
            None => Sort::LeftOut,
        }
    }
}

/// Where a row stands in the file.
#[derive(Clone, Copy, Debug)]
struct Piece {
    end: u64,
    sort: Sort,
}

/// Rows while they are looked at.
pub(super) struct Writer {
    file: BufWriter<Passing>,
    pieces: Vec<Piece>,
    numbers: Vec<u32>,
    end: u64,
    /// What is wrong with rows beside others, by their number.
    beside: BTreeMap<u32, Value>,
}

/// Rows that were looked at.
#[derive(Debug)]
pub(crate) struct Rows {
    file: Mutex<Stored>,
    pieces: Vec<Piece>,
    /// Their numbers in the batch, rising.
    numbers: Vec<u32>,
    /// What is wrong with rows beside others, by their place in the list.
    beside: BTreeMap<usize, Value>,
}

impl Writer {
    pub(super) fn new(world: &World) -> Result<Self, Diagnostic> {
        let file = BufWriter::with_capacity(1 << 16, world.passing().map_err(|error| failed(&error))?);
        Ok(Self { file, pieces: Vec::new(), numbers: Vec::new(), end: 0, beside: BTreeMap::new() })
    }

    pub(super) fn rows(self) -> Result<Rows, Diagnostic> {
        let Self { file, mut pieces, numbers, beside, .. } = self;
        let stored = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(Passing::stored);
        let file = Mutex::new(stored.map_err(|error| failed(&error))?);
        let by_place = beside.into_iter().filter_map(|(number, found)| {
            let at = numbers.binary_search(&number).ok()?;
            pieces.get_mut(at)?.sort = Sort::Twice;
            Some((at, found))
        });
        let beside = by_place.collect();
        Ok(Rows { file, pieces, numbers, beside })
    }
}

impl EachRow for Writer {
    fn row(&mut self, row: SeenRow) -> Result<(), Diagnostic> {
        let bytes = told(&row).to_string();
        self.file.write_all(bytes.as_bytes()).map_err(|error| failed(&error))?;
        self.end += bytes.len() as u64;
        self.pieces.push(Piece { end: self.end, sort: Sort::of(&row) });
        self.numbers.push(row.number);
        Ok(())
    }

    fn repeated(&mut self, number: u32, found: &Diagnostic) -> Result<(), Diagnostic> {
        self.beside.insert(number, json::finding(found));
        Ok(())
    }
}

impl Rows {
    /// How many rows a list has: all, or those of some sorts.
    pub(crate) fn count(&self, sorts: &[Sort]) -> usize {
        self.pieces.iter().filter(|piece| is_asked(sorts, piece.sort)).count()
    }

    /// Rows of a list.
    ///
    /// # Errors
    /// The passing file fails.
    pub(crate) fn page(&self, sorts: &[Sort], from: usize, count: usize) -> Result<Vec<Value>, Diagnostic> {
        let asked = self.pieces.iter().enumerate().filter(|(_, piece)| is_asked(sorts, piece.sort));
        asked.skip(from).take(count).map(|(at, piece)| self.row(at, *piece)).collect()
    }

    /// How many rows of a list stand before that of a number; nothing where the list has no such row.
    pub(crate) fn before(&self, sorts: &[Sort], number: u32) -> Option<usize> {
        let at = self.numbers.binary_search(&number).ok()?;
        let (above, from) = self.pieces.split_at_checked(at)?;
        let is_there = from.first().is_some_and(|piece| is_asked(sorts, piece.sort));
        is_there.then(|| above.iter().filter(|piece| is_asked(sorts, piece.sort)).count())
    }

    fn row(&self, at: usize, piece: Piece) -> Result<Value, Diagnostic> {
        let begin = at.checked_sub(1).and_then(|before| self.pieces.get(before)).map_or(0, |before| before.end);
        let mut bytes = vec![0; usize::try_from(piece.end - begin).unwrap_or(0)];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = file.seek(SeekFrom::Start(begin)).and_then(|_| file.read_exact(&mut bytes));
        read.map_err(|error| failed(&error))?;
        let lost = || Diagnostic::internal("studio/src/desk/rows.rs: a row that was kept");
        let mut row: Map<String, Value> = serde_json::from_slice(&bytes).map_err(|_| lost())?;
        row.insert("sort".to_owned(), json!(piece.sort));
        if let Some(found) = self.beside.get(&at) {
            row.insert("finding".to_owned(), found.clone());
        }
        Ok(row.into())
    }
}

/// Whether a list has a row of a sort; one that names no sorts has all.
fn is_asked(sorts: &[Sort], sort: Sort) -> bool {
    sorts.is_empty() || sorts.contains(&sort)
}

/// What a list shows of a row; no keys and tails are in it.
fn told(row: &SeenRow) -> Value {
    let gravest = row.found.iter().max_by_key(|found| found.severity);
    let says: Map<String, Value> =
        row.says.iter().map(|(name, value)| (name.to_string(), outside(value).to_string().into())).collect();
    json!({
        "row": row.in_file,
        "place": row.place.to_string(),
        "says": says,
        "finding": gravest.map(json::finding),
        "grave": gravest.is_some_and(|found| found.severity == Severity::Error),
    })
}

fn failed(error: &io::Error) -> Diagnostic {
    let message = say!("the temporary file that rows are listed in fails: {error}", error = system(error));
    Diagnostic::error(rules::OUTPUT, message)
        .help(say!("make room in the folder for temporary files, or name another with TMPDIR"))
}
