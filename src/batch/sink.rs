//! A file of rows, by its ending: a code a line, CSV, JSON, a workbook.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value as Json};

use super::csv_form::CsvForm;
use super::workbook::{Told, Workbook};
use crate::world::{Output, World};

/// What a file of rows is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Lines,
    Csv,
    Json,
    Workbook,
}

impl Ending {
    /// By the ending of its name.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_lowercase().as_str() {
            "txt" => Some(Ending::Lines),
            "csv" => Some(Ending::Csv),
            "json" => Some(Ending::Json),
            "xlsx" => Some(Ending::Workbook),
            _ => None,
        }
    }
}

/// Takes rows in order; the file appears whole or not at all, for its owner alone.
pub(crate) struct Sink {
    titles: Vec<String>,
    open: Open,
}

/// A file under way.
enum Open {
    Lines(Output),
    Csv(Box<csv::Writer<Output>>),
    /// Whether the next row is the first.
    Json(Output, bool),
    Workbook(Box<Workbook<Output>>),
}

impl Sink {
    /// Begins a file.
    pub(crate) fn new(
        world: &World,
        (ending, form): (Ending, CsvForm),
        path: &Path,
        titles: Vec<String>,
    ) -> io::Result<Self> {
        // Codes are paid for: what holds them whole is their owner's alone.
        let mut output = world.create(path, true)?;
        let open = match ending {
            Ending::Lines => Open::Lines(output),
            Ending::Csv => {
                let mut csv = form.writer(output, csv::Terminator::Any(b'\n'));
                form.begin(&mut csv, &titles)?;
                Open::Csv(Box::new(csv))
            }
            Ending::Json => {
                output.write_all(b"[")?;
                Open::Json(output, true)
            }
            Ending::Workbook => {
                let mut workbook = Workbook::new(output)?;
                workbook.row(titles.iter().map(String::as_str))?;
                Open::Workbook(Box::new(workbook))
            }
        };
        Ok(Self { titles, open })
    }

    /// Writes the next row, a cell a title; of lines the first cell.
    pub(crate) fn row(&mut self, cells: &[Told<'_>]) -> io::Result<()> {
        match &mut self.open {
            Open::Lines(output) => writeln!(output, "{}", cells.first().map(Told::text).unwrap_or_default())?,
            Open::Csv(csv) => csv.write_record(cells.iter().map(|cell| cell.text().into_owned()))?,
            Open::Json(output, first) => {
                let cells = self.titles.iter().cloned().zip(cells.iter().map(Told::json));
                let row: Map<String, Json> = cells.collect();
                write!(output, "{}\n{}", if std::mem::take(first) { "" } else { "," }, Json::Object(row))?;
            }
            Open::Workbook(workbook) => {
                let texts: Vec<Cow<'_, str>> = cells.iter().map(Told::text).collect();
                workbook.row(texts.iter().map(AsRef::as_ref))?;
            }
        }
        Ok(())
    }

    /// Ends the file, which has its name then.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self.open {
            Open::Lines(output) => output.finish(),
            Open::Csv(csv) => csv.into_inner().map_err(|error| error.into_error())?.finish(),
            Open::Json(mut output, _) => {
                output.write_all(b"\n]\n")?;
                output.finish()
            }
            Open::Workbook(workbook) => workbook.finish()?.finish(),
        }
    }
}

impl Told<'_> {
    fn text(&self) -> Cow<'_, str> {
        match self {
            Told::Text(text) => Cow::Borrowed(text),
            Told::Number(number) => Cow::Owned(number.to_string()),
        }
    }

    fn json(&self) -> Json {
        match self {
            Told::Text(text) => Json::from(*text),
            Told::Number(number) => Json::from(*number),
        }
    }
}
