//! Every finding of a batch as a line of CSV.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use crate::batch::{CsvForm, Stage, Watch, shielded};
use crate::diagnostic::{Column, Diagnostic, Place};
use crate::sentence::{file, outside};

const HEADER: [&str; 9] = ["file", "sheet", "row", "column", "header", "severity", "rule", "message", "help"];

/// Writes findings as they come, by RFC 4180. Progress goes on to another watch.
pub struct Listing<'w, W: Write> {
    beside: &'w dyn Watch,
    state: Mutex<State<W>>,
}

struct State<W: Write> {
    csv: csv::Writer<W>,
    form: CsvForm,
    has_header: bool,
    failed: Option<csv::Error>,
}

impl<'w, W: Write> Listing<'w, W> {
    /// A list that is written to `output`.
    pub fn new(output: W, form: CsvForm, beside: &'w dyn Watch) -> Self {
        let csv = form.writer(output, csv::Terminator::CRLF);
        let state = State { csv, form, has_header: false, failed: None };
        Self { beside, state: Mutex::new(state) }
    }

    /// Ends the list.
    ///
    /// # Errors
    /// Something was not written. That nobody reads on is no reason to fail.
    pub fn finish(self) -> io::Result<()> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.header();
        let flushed = state.csv.flush();
        match state.failed.map_or(flushed, |error| Err(error.into())) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}

impl<W: Write> Watch for Listing<'_, W> {
    fn progress(&self, stage: Stage, done: u64, of: Option<u64>) {
        self.beside.progress(stage, done, of);
    }

    fn found(&self, found: &Diagnostic) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).row(found);
    }
}

impl<W: Write> State<W> {
    fn header(&mut self) {
        if !self.has_header {
            self.has_header = true;
            self.failed = self.form.begin(&mut self.csv, &HEADER).err();
        }
    }

    fn row(&mut self, found: &Diagnostic) {
        self.header();
        let [file, sheet, row, column, header] = place(&found.place);
        let severity = found.severity.to_string();
        let help = found.help.as_ref().map(ToString::to_string).unwrap_or_default();
        let message = found.message.to_string();
        let cells = [&file, &sheet, &row, &column, &header, &severity, found.rule.code, &message, &help];
        self.record(&cells.each_ref().map(|cell| shielded(cell).into_owned()));
    }

    fn record(&mut self, cells: &[impl AsRef<[u8]>]) {
        if self.failed.is_none() {
            self.failed = self.csv.write_record(cells).err();
        }
    }
}

/// File, sheet, row, column letters and header.
fn place(place: &Place) -> [String; 5] {
    let text = |text: Option<&str>| outside(text.unwrap_or_default()).to_string();
    let path = |path: &str| file(path).to_string();
    let none = String::new;
    match place {
        Place::Nowhere => [none(), none(), none(), none(), none()],
        Place::File(name) => [path(name), none(), none(), none(), none()],
        Place::Cell { file: name, sheet, row, column } => {
            let letters = column.as_ref().map(Column::letters).unwrap_or_default();
            let header = column.as_ref().and_then(|column| column.header.as_deref());
            [path(name), text(sheet.as_deref()), row.to_string(), letters, text(header)]
        }
        Place::Entry { file: name, list, number, key } => {
            [path(name), text(list.as_deref()), number.to_string(), none(), text(key.as_deref())]
        }
        Place::Page { file: name, page, .. } => [path(name), none(), page.to_string(), none(), none()],
        Place::Order { order, block, number } => [path(order), path(block), number.to_string(), none(), none()],
        Place::Text { source, span } => {
            let (line, _) = source.line_column(span.start);
            [path(&source.name), none(), line.to_string(), none(), none()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;
    use crate::say;
    use crate::sentence::Sentence;

    const RULE: Rule = Rule { code: "TST01", title: "" };

    fn listed(found: &[Diagnostic]) -> String {
        let mut out = Vec::new();
        let listing = Listing::new(&mut out, CsvForm::Plain, &());
        found.iter().for_each(|found| listing.found(found));
        listing.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn cell(message: Sentence, header: &str) -> Diagnostic {
        let column = Some(Column { index: 27, header: Some(header.into()) });
        let place = Place::Cell { file: "a.xlsx".into(), sheet: Some("Коды".into()), row: 7, column };
        Diagnostic::error(RULE, message).at(place)
    }

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        assert_eq!(listed(&[]).lines().count(), 1);
        let found = cell(say!("“A”, \"B\""), "=1+1").help(say!("-x"));
        assert_eq!(
            listed(&[found]),
            "file,sheet,row,column,header,severity,rule,message,help\r\n\
             a.xlsx,Коды,7,AB,'=1+1,error,TST01,\"“A”, \"\"B\"\"\",'-x\r\n"
        );
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            assert_eq!(shielded(&format!("{start}a")), format!("'{start}a"));
        }
        assert_eq!((shielded("a=b"), shielded("")), ("a=b".into(), "".into()));
    }

    #[test]
    fn that_a_list_is_not_written_is_told_unless_nobody_reads() {
        struct Full(io::ErrorKind);
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let finish = |kind| Listing::new(Full(kind), CsvForm::Plain, &()).finish();
        assert!(finish(io::ErrorKind::StorageFull).is_err() && finish(io::ErrorKind::BrokenPipe).is_ok());
    }
}
