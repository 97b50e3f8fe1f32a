//! Rows of a JSON file: the entries of its lists.
//!
//! A file may hold several lists, as a workbook has sheets, each known by the keys that lead to it.
//! An entry is a text, or an object whose keys are columns; what an object holds within itself is a
//! column too (`product.gtin`), a list in it is a list of its own. All is looked through once before a row is
//! given: a file that is cut off gives none.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::base64;
use super::cell::{Cell, Row, RowSink, Unprintable};
use super::delimited::{self, Dialect};
use super::headers::{listed, quoted};
use super::input::Input;
use super::json::{Event, Json, Wrong, is_text_line};
use super::kinds::HEAD;
use super::limits::{MAX_FIELDS, MAX_LISTS, MAX_TEXT};
use super::rules;
use super::sample::SAMPLE_ROWS;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::market::Structure;
use crate::say;
use crate::sentence::{Sentence, outside};

/// The list that is read.
#[derive(Clone, Debug)]
pub(super) struct List {
    path: Arc<str>,
    /// The keys of its entries; one without a name where they are texts.
    pub(super) columns: Arc<Row>,
    /// Whether every entry stands in a line of its own, outside of everything.
    pub(super) is_lines: bool,
    /// Whether its entries are texts and nothing else.
    pub(super) is_plain: bool,
}

impl List {
    /// Its name; a list that is the whole file has none.
    pub(super) fn name(&self) -> Option<&Arc<str>> {
        Some(&self.path).filter(|path| !path.is_empty())
    }
}

/// Looks through a file and finds the list that is meant: the named one, or the only one with codes
/// of this structure in it. A note tells which lists are not read.
pub(super) fn choose(
    input: &Input,
    structure: &Structure,
    wanted: Option<&str>,
) -> Result<(List, Option<Diagnostic>), Diagnostic> {
    let mut lists = Lists::default();
    walk(input, &mut lists, &mut |lists, row| {
        let Some(list) = lists.all.get_mut(row.list) else { return ControlFlow::Continue(()) };
        list.rows += 1;
        list.is_lines &= row.line > list.line && row.is_outside;
        list.line = row.line;
        let looked = list.rows <= SAMPLE_ROWS as u64;
        let holds = |cell: &Cell| cell.as_text().is_some_and(|text| looks(text) || looked && reads(text, structure));
        list.has_codes = list.has_codes || row.cells.iter().any(holds);
        ControlFlow::Continue(())
    })?;
    let all = lists.all;
    let filled: Vec<&Seen> = all.iter().filter(|list| list.rows > 0).collect();
    let named = |lists: &[&Seen]| listed(&lists.iter().map(|list| list.shown()).collect::<Vec<_>>());
    let chosen: &Seen = if let Some(wanted) = wanted {
        filled.iter().find(|list| list.shown() == wanted).ok_or_else(|| {
            let wanted = outside(wanted);
            input.error(say!("there is no list “{wanted}”; there are {lists}", wanted, lists = named(&filled)))
        })?
    } else {
        let mut meant: Vec<&Seen> = filled.iter().copied().filter(|list| list.has_codes).collect();
        if meant.is_empty() {
            // What only leads to another list is not meant.
            let leads = |list: &Seen| filled.iter().any(|other| other.is_in(list));
            meant = filled.iter().copied().filter(|list| !leads(list)).collect();
        }
        match meant.as_slice() {
            [one] => one,
            [] => return Err(input.error(say!("the file holds no rows"))),
            _ => {
                return Err(input
                    .error(say!("the file has several lists: {lists}", lists = named(&meant)))
                    .help(say!("say which one with --sheet NAME")));
            }
        }
    };
    let beside: Vec<&Seen> =
        filled.iter().copied().filter(|list| list.path != chosen.path && !chosen.is_in(list)).collect();
    let note = (!beside.is_empty() && wanted.is_none()).then(|| {
        let message = say!(
            "the codes stand in “{list}”; other lists of the file are not read: {others}",
            list = outside(chosen.shown()),
            others = named(&beside)
        );
        Diagnostic::warning(rules::FILE, message).weighing(Severity::Note).at(Place::File(input.name().clone()))
    });
    let header = |name: &String| Cell::text(name);
    let columns = Row::new(0, chosen.columns.iter().map(header).collect());
    let list = List {
        path: chosen.path.as_str().into(),
        columns: Arc::new(columns),
        is_lines: chosen.is_lines,
        is_plain: chosen.is_plain,
    };
    Ok((list, note))
}

/// Gives every entry of a list that is not empty to `each`.
pub(super) fn rows(input: &Input, list: &List, each: RowSink<'_>) -> Result<(), Diagnostic> {
    walk(input, &mut Lists::default(), &mut |lists, row| {
        if lists.all.get(row.list).is_none_or(|seen| *seen.path != *list.path) {
            return ControlFlow::Continue(());
        }
        let number = if list.is_lines { row.line } else { row.number };
        let row = Row::new(number, row.cells);
        if row.is_empty() { ControlFlow::Continue(()) } else { each(row) }
    })
}

/// Whether a text is JSON: it begins with an object or a list, and not with an AI in brackets; or its
/// lines are texts of JSON.
pub(super) fn is_json(input: &Input) -> Result<bool, Diagnostic> {
    let head = input.head(HEAD)?;
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let mut visible = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    Ok(match (visible.next(), visible.next()) {
        (Some(b'{'), Some(b'"' | b'}') | None) => true,
        (Some(b'['), Some(b'"' | b'{' | b'[' | b']') | None) => true,
        (Some(b'"'), _) => {
            let (mut all, mut shows, mut seen) = (true, false, 0);
            let read = delimited::rows(input, Dialect::Lines, &mut |row| {
                let line = match row.cell(0).as_text().map(str::trim) {
                    // The end of a list whose beginning is missing.
                    Some("]" | "]}" | "],") => Some(false),
                    Some(line) => is_text_line(line),
                    None => None,
                };
                (all, shows, seen) = (all && line.is_some(), shows || line == Some(true), seen + 1);
                if all && seen < SAMPLE_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            read.is_ok() && all && shows
        }
        _ => false,
    })
}

/// Whether a text begins as codes with a GTIN do, damaged or not.
fn looks(text: &str) -> bool {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    text.len() > 24 && digits.starts_with("01") && text.len() - digits.len() <= 8 && {
        let rest = digits.get(2..).unwrap_or_default().trim_start_matches([')', ']']);
        rest.bytes().take_while(u8::is_ascii_digit).count() >= 13
    }
}

fn reads(text: &str, structure: &Structure) -> bool {
    structure.read(text).is_ok() || base64::decoded(text).is_some_and(|code| structure.read(&code).is_ok())
}

/// A list, as far as it was seen.
#[derive(Debug)]
struct Seen {
    path: String,
    columns: Vec<String>,
    by_key: HashMap<String, usize>,
    /// Entries so far, the empty ones included.
    entries: u32,
    rows: u64,
    has_codes: bool,
    is_plain: bool,
    is_lines: bool,
    line: u32,
}

impl Seen {
    /// How people name it.
    fn shown(&self) -> &str {
        if self.path.is_empty() { "." } else { &self.path }
    }

    /// Whether it stands within the entries of another one.
    fn is_in(&self, other: &Self) -> bool {
        let rest = self.path.strip_prefix(other.path.as_str());
        rest.is_some_and(|rest| !rest.is_empty() && (other.path.is_empty() || rest.starts_with('.')))
    }
}

#[derive(Debug, Default)]
struct Lists {
    all: Vec<Seen>,
    by_path: HashMap<String, usize>,
    /// Columns of all of them.
    columns: usize,
}

impl Lists {
    fn list(&mut self, path: &str) -> Result<usize, Sentence> {
        if let Some(known) = self.by_path.get(path) {
            return Ok(*known);
        }
        if self.all.len() >= MAX_LISTS {
            return Err(say!("it has more than {most} lists of different names", most = MAX_LISTS));
        }
        self.all.push(Seen {
            path: path.to_owned(),
            columns: Vec::new(),
            by_key: HashMap::new(),
            entries: 0,
            rows: 0,
            has_codes: false,
            is_plain: true,
            is_lines: true,
            line: 0,
        });
        self.by_path.insert(path.to_owned(), self.all.len() - 1);
        Ok(self.all.len() - 1)
    }

    fn column(&mut self, list: usize, key: &str) -> Result<usize, Sentence> {
        let Some(seen) = self.all.get_mut(list) else { return Ok(0) };
        if let Some(known) = seen.by_key.get(key) {
            return Ok(*known);
        }
        self.columns += 1;
        if self.columns > MAX_FIELDS {
            return Err(say!("its entries have more than {most} different keys", most = MAX_FIELDS));
        }
        seen.columns.push(key.to_owned());
        seen.by_key.insert(key.to_owned(), seen.columns.len() - 1);
        Ok(seen.columns.len() - 1)
    }

    /// The place of the next entry.
    fn number(&mut self, list: usize) -> Result<u32, Sentence> {
        let Some(seen) = self.all.get_mut(list) else { return Ok(0) };
        seen.entries =
            seen.entries.checked_add(1).ok_or_else(|| say!("it has more than {most} entries", most = u32::MAX))?;
        Ok(seen.entries)
    }
}

/// An entry that was read.
struct Entry {
    list: usize,
    number: u32,
    line: u32,
    /// Whether it stands outside of all lists and objects.
    is_outside: bool,
    cells: Vec<Cell>,
}

/// What is open.
enum Open {
    /// A list, and what its entries belong to.
    List(usize),
    /// An object that is an entry.
    Entry(Under),
    /// An object within an entry: the bytes that the keys which lead to it had before.
    Part(usize),
}

/// An entry under way.
struct Under {
    entry: Entry,
    filled: Vec<bool>,
    bytes: usize,
    /// The path of its list.
    path: String,
    /// The keys that lead to what is read, each with a point behind it.
    keys: String,
    key: String,
}

/// Reads a file and gives every entry of every list to `each`.
fn walk(
    input: &Input,
    lists: &mut Lists,
    each: &mut dyn FnMut(&mut Lists, Entry) -> ControlFlow<()>,
) -> Result<(), Diagnostic> {
    let refused = |Wrong { line, why }: Wrong| {
        input
            .error(say!("the file cannot be read as JSON: line {line}: {why}", line, why))
            .help(say!("get the file from the portal again, or ask it for the codes as CSV or text"))
    };
    let mut json = Json::new(input.reader()?);
    let mut walker = Walker { lists, open: Vec::new() };
    loop {
        let is_outside = json.is_outside();
        let event = json.next().map_err(refused)?;
        if event == Event::End {
            return Ok(());
        }
        let line = json.line();
        let done = walker.see(event, line, is_outside).map_err(|why| refused(Wrong { line, why: why.into() }))?;
        if let Some(entry) = done
            && each(walker.lists, entry).is_break()
        {
            return Ok(());
        }
    }
}

struct Walker<'a> {
    lists: &'a mut Lists,
    open: Vec<Open>,
}

impl Walker<'_> {
    /// Takes an event; gives the entry that it ends.
    fn see(&mut self, event: Event, line: u32, is_outside: bool) -> Result<Option<Entry>, Sentence> {
        match event {
            Event::Object => {
                match self.list()? {
                    Some((list, path)) => {
                        let entry = self.entry(list, line, is_outside)?;
                        if let Some(seen) = self.lists.all.get_mut(list) {
                            seen.is_plain = false;
                        }
                        let (keys, key) = (String::new(), String::new());
                        self.open.push(Open::Entry(Under { entry, filled: Vec::new(), bytes: 0, path, keys, key }));
                    }
                    None => {
                        let before = self.under().map_or(0, |under| {
                            let before = under.keys.len();
                            under.keys.push_str(&under.key);
                            under.keys.push('.');
                            before
                        });
                        self.open.push(Open::Part(before));
                    }
                }
                Ok(None)
            }
            Event::List => {
                if matches!(self.open.last(), Some(Open::List(_))) {
                    return Err(say!("a list stands in a list, and nothing says what its entries are"));
                }
                let path = self.under().map(|under| path_of(under)).unwrap_or_default();
                let list = self.lists.list(&path)?;
                self.open.push(Open::List(list));
                Ok(None)
            }
            Event::Close => match self.open.pop() {
                Some(Open::Entry(under)) => Ok(Some(under.entry)),
                Some(Open::Part(before)) => {
                    if let Some(under) = self.under() {
                        under.keys.truncate(before);
                    }
                    Ok(None)
                }
                Some(Open::List(_)) | None => Ok(None),
            },
            Event::Key(key) => {
                if let Some(under) = self.under() {
                    under.bytes += key.len();
                    under.key = key;
                }
                Ok(None)
            }
            Event::Text(text) => self.scalar(Cell::text(&text), text.len(), line, is_outside),
            Event::Number(number) if number.is_finite() => self.scalar(Cell::Number(number), 0, line, is_outside),
            Event::Number(_) => self.scalar(Cell::Other(Unprintable::Endless), 0, line, is_outside),
            Event::Truth => self.scalar(Cell::Other(Unprintable::TruthValue), 0, line, is_outside),
            Event::Null => self.scalar(Cell::Empty, 0, line, is_outside),
            Event::End => Ok(None),
        }
    }

    fn scalar(&mut self, cell: Cell, bytes: usize, line: u32, is_outside: bool) -> Result<Option<Entry>, Sentence> {
        if let Some((list, path)) = self.list()? {
            let mut entry = self.entry(list, line, is_outside)?;
            let key = path.rsplit('.').next().unwrap_or_default();
            let column = self.lists.column(list, key)?;
            entry.cells.resize(column, Cell::Empty);
            entry.cells.push(cell);
            return Ok(Some(entry));
        }
        let Some(at) = self.open.iter().rposition(|open| matches!(open, Open::Entry(_))) else { return Ok(None) };
        let Some(Open::Entry(under)) = self.open.get_mut(at) else { return Ok(None) };
        under.bytes += bytes;
        if under.bytes > MAX_TEXT {
            return Err(say!("an entry has more than {most} bytes", most = MAX_TEXT));
        }
        let column = if under.keys.is_empty() {
            self.lists.column(under.entry.list, &under.key)?
        } else {
            self.lists.column(under.entry.list, &format!("{}{}", under.keys, under.key))?
        };
        if under.filled.len() <= column {
            under.filled.resize(column + 1, false);
            under.entry.cells.resize(column + 1, Cell::Empty);
        }
        if let (Some(filled), Some(place)) = (under.filled.get_mut(column), under.entry.cells.get_mut(column)) {
            if std::mem::replace(filled, true) {
                return Err(say!("{key} stands twice in one entry", key = quoted(outside(&under.key))));
            }
            *place = cell;
        }
        Ok(None)
    }

    /// The list that what comes is an entry of, and its path; none within an entry.
    fn list(&mut self) -> Result<Option<(usize, String)>, Sentence> {
        match self.open.last() {
            None => Ok(Some((self.lists.list("")?, String::new()))),
            Some(Open::List(list)) => {
                Ok(Some((*list, self.lists.all.get(*list).map(|seen| seen.path.clone()).unwrap_or_default())))
            }
            Some(Open::Entry(_) | Open::Part(_)) => Ok(None),
        }
    }

    fn entry(&mut self, list: usize, line: u32, is_outside: bool) -> Result<Entry, Sentence> {
        Ok(Entry { list, number: self.lists.number(list)?, line, is_outside, cells: Vec::new() })
    }

    /// The entry that is under way.
    fn under(&mut self) -> Option<&mut Under> {
        self.open.iter_mut().rev().find_map(|open| match open {
            Open::Entry(under) => Some(under),
            Open::List(_) | Open::Part(_) => None,
        })
    }
}

/// The path of a list that stands in an entry.
fn path_of(under: &Under) -> String {
    let point = if under.path.is_empty() { "" } else { "." };
    format!("{}{point}{}{}", under.path, under.keys, under.key)
}
