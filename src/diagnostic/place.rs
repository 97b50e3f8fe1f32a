//! Where something stands: in a file, on a page, in an order.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::say;
use crate::sentence::{InWords, Sentence, file, length, name, outside};
use crate::units::Length;

/// A text file that diagnostics quote: a template or a market file.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The name people know the file by.
    pub name: String,
    /// Its whole content.
    pub text: String,
}

impl SourceText {
    /// The line and column (both from 1, columns in characters) of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        (line, before.get(line_start..).unwrap_or("").chars().count() + 1)
    }
}

/// A column of a table: its number from zero and, where the file has one, its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Zero-based index.
    pub index: u32,
    /// The header as it stands in the file.
    pub header: Option<Arc<str>>,
}

impl Column {
    /// The letters a spreadsheet shows: `A`, `Z`, `AA`.
    #[must_use]
    pub fn letters(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.index;
        loop {
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            if rest < 26 {
                break;
            }
            rest = rest / 26 - 1;
        }
        letters.iter().rev().collect()
    }
}

impl InWords for Column {
    fn in_words(&self) -> Sentence {
        match &self.header {
            Some(header) => {
                say!("column {letters} “{header}”", letters = name(self.letters()), header = outside(header))
            }
            None => say!("column {letters}", letters = name(self.letters())),
        }
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.in_words(), f)
    }
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// Nowhere in a file: a command-line argument, a device.
    Nowhere,
    /// A whole file.
    File(Arc<str>),
    /// A row of a data file, or one cell of it.
    Cell {
        /// The file's name.
        file: Arc<str>,
        /// The sheet, for workbooks.
        sheet: Option<Arc<str>>,
        /// The row or line, as the file's own program numbers it (from 1).
        row: u32,
        /// The column, when one cell is meant.
        column: Option<Column>,
    },
    /// An entry of a list in a data file, or one of its values.
    Entry {
        /// The file's name.
        file: Arc<str>,
        /// The keys that lead to the list; none if the list is the whole file.
        list: Option<Arc<str>>,
        /// Which entry of the list (from 1).
        number: u32,
        /// The key, when one value is meant.
        key: Option<Arc<str>>,
    },
    /// A place on a page of a document.
    Page {
        /// The file's name.
        file: Arc<str>,
        /// The page, from 1.
        page: u32,
        /// From the left edge of the page, and from its top.
        at: (Length, Length),
    },
    /// A code of an order.
    Order {
        /// The order's name.
        order: Arc<str>,
        /// The block it was handed out in.
        block: Arc<str>,
        /// Which code of the block (from 1).
        number: u32,
    },
    /// A stretch of a template or market file, in bytes.
    Text {
        /// The file.
        source: Arc<SourceText>,
        /// The bytes that are meant.
        span: Range<usize>,
    },
}

impl InWords for Place {
    /// `codes.xlsx, sheet Коды, C412` · `codes.csv, line 12, column B` · `carton.toml:37:9`
    fn in_words(&self) -> Sentence {
        match self {
            Place::Nowhere => say!(""),
            Place::File(path) => say!("{file}", file = file(&**path)),
            Place::Cell { file: path, sheet: Some(sheet), row, column } => {
                let (path, sheet, row) = (file(&**path), outside(sheet), *row);
                match column {
                    Some(column) => {
                        let cell = name(format!("{}{row}", column.letters()));
                        say!("{file}, sheet {sheet}, {cell}", file = path, sheet, cell)
                    }
                    None => say!("{file}, sheet {sheet}, row {row}", file = path, sheet, row),
                }
            }
            Place::Cell { file: path, sheet: None, row, column } => {
                let (path, row) = (file(&**path), *row);
                match column {
                    Some(column) => {
                        say!("{file}, line {row}, {column}", file = path, row, column = column.in_words())
                    }
                    None => say!("{file}, line {row}", file = path, row),
                }
            }
            Place::Entry { file: path, list, number, key } => {
                let (path, number) = (file(&**path), *number);
                match (list, key) {
                    (Some(list), Some(key)) => say!(
                        "{file}, entry {number} of “{list}”, “{key}”",
                        file = path,
                        number,
                        list = outside(list),
                        key = outside(key)
                    ),
                    (Some(list), None) => {
                        say!("{file}, entry {number} of “{list}”", file = path, number, list = outside(list))
                    }
                    (None, Some(key)) => {
                        say!("{file}, entry {number}, “{key}”", file = path, number, key = outside(key))
                    }
                    (None, None) => say!("{file}, entry {number}", file = path, number),
                }
            }
            Place::Page { file: path, page, at: (x, y) } => say!(
                "{file}, page {page}, {x} from the left and {y} from the top",
                file = file(&**path),
                page = *page,
                x = length(*x, 2),
                y = length(*y, 2)
            ),
            Place::Order { order, block, number } => say!(
                "order {order}, block {block}, code {number}",
                order = file(&**order),
                block = file(&**block),
                number = *number
            ),
            Place::Text { source, span } => {
                let (line, column) = source.line_column(span.start);
                say!("{file}:{line}:{column}", file = file(&source.name), line, column)
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.in_words(), f)
    }
}
