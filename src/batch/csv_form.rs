//! How CSV files are written.

use std::io::Write;

use csv::{Terminator, Writer, WriterBuilder};

/// How CSV files are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvForm {
    /// By RFC 4180, as programs read it.
    #[default]
    Plain,
    /// As Excel opens it by a double click where the decimal sign is a comma: UTF-8 with its mark in front,
    /// semicolons between cells, lines that end with CR and LF.
    Excel,
}

impl CsvForm {
    /// A file; plain lines end so.
    pub(crate) fn writer<W: Write>(self, output: W, plain: Terminator) -> Writer<W> {
        let mut builder = WriterBuilder::new();
        match self {
            CsvForm::Plain => builder.terminator(plain),
            CsvForm::Excel => builder.delimiter(b';').terminator(Terminator::CRLF),
        };
        builder.from_writer(output)
    }

    /// Begins a file with the titles of its columns.
    pub(crate) fn begin<W: Write>(self, csv: &mut Writer<W>, titles: &[impl AsRef<str>]) -> csv::Result<()> {
        let mark = if self == CsvForm::Excel { "\u{feff}" } else { "" };
        let marked = titles.iter().zip(std::iter::once(mark).chain(std::iter::repeat("")));
        csv.write_record(marked.map(|(title, mark)| format!("{mark}{}", title.as_ref())))
    }
}
