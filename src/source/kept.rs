//! The rows of a table, kept so that each is at hand at once, whatever it takes to read the file.

use std::fmt;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError};

use super::cell::{Row, RowKind, RowSink};
use super::rows::{RowForm, Source};
use super::rules;
use super::sample::SAMPLE_ROWS;
use super::table::Table;
use super::wanted::HeaderRow;
use crate::diagnostic::{Column, Diagnostic, Place};
use crate::say;
use crate::sentence::system;
use crate::world::{Stored, World};

/// Rows that are read at a time.
const BLOCK: usize = 256;

/// The rows of a table, in a file without a name that only its owner can read; in memory are 12 bytes a row. It
/// gives what the table gave, with the same numbers and places.
pub struct Kept {
    table: Table,
    form: RowForm,
    hides_rows: bool,
    /// Read by one at a time.
    bytes: Mutex<Stored>,
    numbers: Vec<u32>,
    /// Where each row ends.
    ends: Vec<u64>,
}

impl Kept {
    /// Reads a table that was just opened; `each` is asked of every row whether more are wanted.
    ///
    /// # Errors
    /// The table cannot be read, there is no room, or what `each` says.
    pub fn of(
        table: Table,
        world: &World,
        each: &mut dyn FnMut(&Row) -> Result<ControlFlow<()>, Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        let mut file = BufWriter::with_capacity(1 << 16, world.passing().map_err(|error| failed(&error))?);
        let (mut numbers, mut ends, mut hides_rows) = (Vec::new(), Vec::new(), false);
        let (mut end, mut stopped) = (0, None);
        table.rows(&mut |row| {
            let bytes = row.packed();
            end += bytes.len() as u64;
            numbers.push(row.number);
            ends.push(end);
            hides_rows |= row.known == Some(RowKind::Hidden);
            let put = file.write_all(&bytes).map_err(|error| failed(&error));
            put.and_then(|()| each(&row)).unwrap_or_else(|error| {
                stopped = Some(error);
                ControlFlow::Break(())
            })
        })?;
        if let Some(stopped) = stopped {
            return Err(stopped);
        }
        let written = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.stored());
        let bytes = Mutex::new(written.map_err(|error| failed(&error))?);
        let form = if table.is_lines() {
            RowForm::Lines
        } else if table.is_separated() {
            RowForm::Separated
        } else if table.is_sheet() {
            RowForm::Sheet
        } else {
            RowForm::Columns
        };
        Ok(Self { table, form, hides_rows, bytes, numbers, ends })
    }

    /// The same of the first rows alone, as many as tell what stands where.
    ///
    /// # Errors
    /// As [`Kept::of`].
    pub fn first(table: Table, headers: HeaderRow, world: &World) -> Result<Self, Diagnostic> {
        let mut below = 0;
        Self::of(table, world, &mut |row| {
            below += usize::from(row.number > header(headers));
            Ok(if below <= SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })
    }

    /// The first rows, as many as tell what stands where, and one more by its number: what is made of it is what
    /// is made of it beside all others.
    #[must_use]
    pub fn with(self: &Arc<Self>, row: u32, headers: HeaderRow) -> Arc<dyn Source> {
        let above = self.numbers.partition_point(|number| *number <= header(headers));
        let first = (above + SAMPLE_ROWS + 1).min(self.numbers.len());
        let row = self.numbers.binary_search(&row).ok().filter(|at| *at >= first);
        Arc::new(Alone { kept: self.clone(), first, row })
    }

    /// Gives some of the rows, by how many stand before them.
    fn give(&self, asked: Range<usize>, each: RowSink<'_>) -> Result<ControlFlow<()>, Diagnostic> {
        let mut next = asked.start;
        while next < asked.end {
            let block = next..(next + BLOCK).min(asked.end);
            next = block.end;
            for row in self.block(block)? {
                if each(row).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn block(&self, asked: Range<usize>) -> Result<Vec<Row>, Diagnostic> {
        let lost = || Diagnostic::internal("source/kept.rs: a row that was kept");
        let begin = asked.start.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let ends = self.ends.get(asked).ok_or_else(lost)?;
        let length = ends.last().map_or(0, |end| end - begin);
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| lost())?];
        let read = || {
            let mut stored = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
            stored.seek(SeekFrom::Start(begin))?;
            stored.read_exact(&mut bytes)
        };
        let read: io::Result<()> = { read }();
        read.map_err(|error| failed(&error))?;
        let mut from = begin;
        let row = |end: &u64| {
            let place = usize::try_from(from - begin).ok()?..usize::try_from(*end - begin).ok()?;
            from = *end;
            Row::unpacked(bytes.get(place)?)
        };
        ends.iter().map(row).collect::<Option<_>>().ok_or_else(lost)
    }
}

/// What rows hold is nobody's business.
impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").field("name", self.name()).field("rows", &self.numbers.len()).finish_non_exhaustive()
    }
}

impl Source for Kept {
    fn name(&self) -> &Arc<str> {
        self.table.name()
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        self.give(0..self.numbers.len(), each).map(|_| ())
    }

    fn place(&self, row: u32, column: Option<&Column>) -> Place {
        self.table.place(row, column)
    }

    fn form(&self) -> RowForm {
        self.form
    }

    fn headers(&self) -> Option<&Row> {
        self.table.headers()
    }

    fn expected(&self) -> Option<u64> {
        self.table.expected()
    }

    fn is_one(&self) -> bool {
        self.table.is_numbered_as_file()
    }

    fn hides_rows(&self) -> bool {
        self.hides_rows
    }

    fn notes(&self) -> &[Diagnostic] {
        self.table.notes()
    }
}

/// The first rows, and one that stands further down.
#[derive(Debug)]
struct Alone {
    kept: Arc<Kept>,
    first: usize,
    row: Option<usize>,
}

impl Source for Alone {
    fn name(&self) -> &Arc<str> {
        self.kept.name()
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        let flow = self.kept.give(0..self.first, each)?;
        if let (ControlFlow::Continue(()), Some(row)) = (flow, self.row) {
            return self.kept.give(row..row + 1, each).map(|_| ());
        }
        Ok(())
    }

    fn place(&self, row: u32, column: Option<&Column>) -> Place {
        self.kept.place(row, column)
    }

    fn form(&self) -> RowForm {
        self.kept.form()
    }

    fn headers(&self) -> Option<&Row> {
        self.kept.headers()
    }

    fn is_one(&self) -> bool {
        self.kept.is_one()
    }

    fn hides_rows(&self) -> bool {
        self.kept.hides_rows
    }

    fn notes(&self) -> &[Diagnostic] {
        self.kept.notes()
    }
}

/// The row of the headers, where one was named; what stands above it is looked at too.
fn header(headers: HeaderRow) -> u32 {
    match headers {
        HeaderRow::At(header) => header,
        HeaderRow::Found | HeaderRow::Absent => 0,
    }
}

fn failed(error: &io::Error) -> Diagnostic {
    let message = say!("the temporary file that rows are kept in fails: {error}", error = system(error));
    Diagnostic::error(rules::FILE, message)
        .help(say!("make room in the folder for temporary files, or name another with TMPDIR"))
}
