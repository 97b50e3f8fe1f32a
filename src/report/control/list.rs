//! A list under way: lines as they come, and the counts at its end.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::line::{Heading, Line, titles};
use super::printed::Printed;
use crate::batch::{Ending, Told, Workbook, cannot_write, refused};
use crate::diagnostic::Diagnostic;
use crate::report::paper::{A4, Paper};
use crate::say;
use crate::sentence::file;
use crate::world::{Output, World, folder_of};

/// The form of a list, of which lists are made.
#[derive(Debug)]
pub struct Form {
    heading: Heading,
    paper: Paper,
}

/// A list under way. Lines are written as they come; what is kept is a count of each GTIN.
pub struct ControlList<'f> {
    to: To<'f>,
    path: PathBuf,
    world: World,
    counts: BTreeMap<String, u64>,
    labels: u64,
    /// The sheet of the last line, and how many sheets there were.
    sheet: Option<u64>,
    sheets: u64,
}

enum To<'f> {
    Pdf(Box<Printed<'f>>),
    Workbook(Box<Workbook<Output>>),
}

impl Form {
    /// The form of lists with a heading.
    ///
    /// # Errors
    /// The fonts that come along are broken.
    pub fn new(heading: Heading) -> Result<Self, Diagnostic> {
        Ok(Self { heading, paper: Paper::new(A4)? })
    }

    /// Whether a list can be written to a file of this name.
    ///
    /// # Errors
    /// Its ending is neither .pdf nor .xlsx.
    pub fn takes(path: &Path) -> Result<(), Diagnostic> {
        if is_pdf(path) || Ending::of(path) == Some(Ending::Workbook) {
            return Ok(());
        }
        Err(refused(say!("the ending of the control list “{path}” is neither .pdf nor .xlsx", path = file(path))))
    }

    /// Begins a list in a file, which appears when it is whole, and is its owner's alone.
    ///
    /// # Errors
    /// The file cannot be written; its ending is neither .pdf nor .xlsx.
    pub fn list(&self, world: &World, path: &Path) -> Result<ControlList<'_>, Diagnostic> {
        Self::takes(path)?;
        let begin = || {
            let output = world.create(path, true)?;
            Ok(match is_pdf(path) {
                true => To::Pdf(Box::new(Printed::new(&self.paper, &self.heading, output)?)),
                false => To::Workbook(Box::new(workbook(output, &self.heading)?)),
            })
        };
        let to = begin().map_err(|error: io::Error| cannot_write(path, &error))?;
        let (path, world) = (path.to_path_buf(), world.clone());
        Ok(ControlList { to, path, world, counts: BTreeMap::new(), labels: 0, sheet: None, sheets: 0 })
    }
}

impl ControlList<'_> {
    /// Writes the next line.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn push(&mut self, line: &Line<'_>) -> Result<(), Diagnostic> {
        self.labels += 1;
        match self.counts.get_mut(line.gtin) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(line.gtin.to_owned(), 1)),
        }
        if self.sheet != Some(line.sheet) {
            (self.sheet, self.sheets) = (Some(line.sheet), self.sheets + 1);
        }
        let done = match &mut self.to {
            To::Pdf(printed) => printed.line(line),
            To::Workbook(workbook) => workbook.cells(&cells(line)),
        };
        done.map_err(|error| cannot_write(&self.path, &error))
    }

    /// Ends the list with the counts; the file has its name then.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let Self { to, path, world, counts, labels, sheets, .. } = self;
        let ended = || {
            let output = match to {
                To::Pdf(printed) => printed.finish(&counts, labels, sheets)?,
                To::Workbook(mut workbook) => {
                    counted(&mut workbook, &counts, labels, sheets)?;
                    workbook.finish()?
                }
            };
            output.finish()?;
            world.sync_folder(folder_of(&path))
        };
        ended().map_err(|error: io::Error| cannot_write(&path, &error))
    }
}

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// The box to tick in a workbook.
const BOX: &str = "☐";

fn workbook(output: Output, heading: &Heading) -> io::Result<Workbook<Output>> {
    const WIDTHS: [u32; 10] = [4, 8, 8, 8, 8, 8, 18, 26, 24, 14];
    let mut workbook = Workbook::named(output, "control list", &WIDTHS)?;
    let told = heading.told();
    if !told.is_empty() {
        workbook.row([told.as_str()].into_iter())?;
    }
    let titles = titles().map(|title| title.to_string());
    workbook.row([BOX].into_iter().chain(titles.iter().map(String::as_str)))?;
    Ok(workbook)
}

fn cells<'a>(line: &Line<'a>) -> [Told<'a>; 10] {
    let Line { number, sheet, place, row, column, gtin, serial, batch, expiry } = *line;
    let [number, sheet, place, row, column] = [number, sheet, place, row, column].map(Told::Number);
    let [gtin, serial, batch, expiry] = [gtin, serial, batch, expiry].map(Told::Text);
    [Told::Text(BOX), number, sheet, place, row, column, gtin, serial, batch, expiry]
}

/// The counts at the end of a workbook.
fn counted(
    workbook: &mut Workbook<Output>,
    counts: &BTreeMap<String, u64>,
    labels: u64,
    sheets: u64,
) -> io::Result<()> {
    let blank = Told::Text("");
    let words =
        [say!("Labels of each GTIN"), say!("Labels in all"), say!("Sheets in all")].map(|said| said.to_string());
    let [of_each, in_all, of_sheets] = &words;
    workbook.row(std::iter::empty())?;
    workbook.cells(&[blank, Told::Text(of_each)])?;
    for (gtin, count) in counts {
        workbook.cells(&[blank, Told::Number(*count), blank, blank, blank, blank, Told::Text(gtin)])?;
    }
    workbook.cells(&[blank, Told::Number(labels), Told::Text(in_all)])?;
    workbook.cells(&[blank, Told::Number(sheets), Told::Text(of_sheets)])
}
