//! A batch in clean form: codes as they were issued, beside what the file says of them.

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::csv_form::CsvForm;
use super::faults::{Failure, cannot_write, changed};
use super::formula::is_formula;
use super::inputs::Inputs;
use super::inspect::{Inspection, Looked};
use super::opened::Opened;
use super::rejects::Rejects;
use super::rules;
use super::sink::{Ending, Sink};
use super::watch::{Stage, Watch};
use super::workbook::Told;
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::{MarketId, Value};
use crate::say;
use crate::sentence::{file, outside};
use crate::source::{Record, Row};
use crate::world::folder_of;

/// What is to be converted.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Conversion {
    /// The batch.
    pub batch: Inspection,
    /// The output, by its ending: `.txt` (a code a line), `.csv`, `.json` or `.xlsx`.
    pub output: PathBuf,
    /// Whether to write the good rows of a batch that has bad ones.
    pub skip_bad: bool,
    /// How CSV files are written: the output, and the list of rejected rows.
    pub csv: CsvForm,
}

/// Rows of a workbook's sheet, its headers included.
const MAX_ROWS: u64 = 1 << 20;

impl Conversion {
    /// A batch into a file, whole or not at all.
    #[must_use]
    pub fn new(batch: Inspection, output: impl Into<PathBuf>) -> Self {
        Self { batch, output: output.into(), skip_bad: false, csv: CsvForm::default() }
    }

    /// Reads the batch, and writes it if every row is good or bad ones may be left out. Gives
    /// what was seen, and whether something was written.
    ///
    /// # Errors
    /// What keeps the batch from being read or written.
    pub fn run(&self, watch: &dyn Watch) -> Result<(Looked, bool), Failure> {
        let ending = ending(&self.output)?;
        let (world, files) = (&self.batch.world, self.batch.data.files().map(Path::to_path_buf));
        let market = match &self.batch.market {
            MarketId::Named(id) => Some(PathBuf::from(id)),
            MarketId::Auto => None,
        };
        Inputs::of(world, files.chain(market)).spare(world, &self.output)?;
        let opened = self.batch.open()?;
        let mut seen = self.batch.look(&opened, None, watch)?;
        let bad = seen.rows - seen.good;
        if seen.good == 0 || bad > 0 && !self.skip_bad {
            return Ok((seen, false));
        }
        if ending == Ending::Workbook && seen.good >= MAX_ROWS {
            let message = say!(
                "a sheet holds {most} codes, these are {codes}; write .csv or .txt",
                most = MAX_ROWS - 1,
                codes = seen.good
            );
            return Err(Diagnostic::error(rules::OUTPUT, message).into());
        }
        seen.rejects = self.write(ending, &opened, &seen, watch)?;
        Ok((seen, true))
    }

    /// Writes the good rows, and a list of the others; gives the list's path.
    fn write(
        &self,
        ending: Ending,
        opened: &Opened,
        seen: &Looked,
        watch: &dyn Watch,
    ) -> Result<Option<PathBuf>, Diagnostic> {
        let failed = |error: &io::Error| cannot_write(&self.output, error);
        let columns = opened.columns();
        let titles = std::iter::once("code".to_owned()).chain(columns.iter().cloned()).collect();
        let sink = Sink::new(&self.batch.world, (ending, self.csv), &self.output, titles);
        let mut sink = sink.map_err(|error| failed(&error))?;
        let bad: BTreeSet<u32> = seen.bad.iter().copied().collect();
        let mut rejects = match bad.is_empty() {
            true => None,
            false => Some(Rejects::create(
                &self.batch.world,
                &Rejects::beside(&self.output),
                &opened.mapping.behind(),
                self.csv,
            )?),
        };
        let mut done = 0;
        let mut stopped = None;
        opened.table.rows(&mut |row| {
            if !opened.takes(&row) {
                return ControlFlow::Continue(());
            }
            if bad.contains(&row.number) {
                let listed = rejects.as_mut().map_or(Ok(()), |rejects| reject(rejects, opened, seen, &row));
                stopped = listed.err().map(|error| failed(&error));
                return if stopped.is_none() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
            }
            let record = opened.mapping.record(&row, &opened.table, &opened.market, None);
            let written = match record {
                Ok((record, _)) => {
                    let code = String::from_utf8_lossy(record.code.message());
                    let values: Vec<String> = columns.iter().map(|name| text(&record, name)).collect();
                    let runs = |value: &str| ending == Ending::Csv && is_formula(value);
                    match columns.iter().zip(&values).find(|(_, value)| runs(value)) {
                        Some((name, _)) => Err(formula(name).at(opened.table.place(row.number, None))),
                        None => {
                            let texts = std::iter::once(&*code).chain(values.iter().map(String::as_str));
                            sink.row(&texts.map(Told::Text).collect::<Vec<_>>()).map_err(|error| failed(&error))
                        }
                    }
                }
                Err(_) => Err(changed()),
            };
            done += 1;
            if done % 1000 == 0 {
                watch.progress(Stage::Emit, done, Some(seen.good));
            }
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    stopped = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        match stopped {
            Some(error) => Err(error),
            None if done != seen.good => Err(changed()),
            None => {
                let synced = || sink.finish().and_then(|()| self.batch.world.sync_folder(folder_of(&self.output)));
                synced().map_err(|error| failed(&error))?;
                let path = rejects.as_ref().map(|rejects| rejects.path.clone());
                rejects.map_or(Ok(()), Rejects::finish).map_err(|error| failed(&error))?;
                Ok(path)
            }
        }
    }
}

/// Lists a row that is bad, with what is wrong with it.
fn reject(rejects: &mut Rejects, opened: &Opened, seen: &Looked, row: &Row) -> io::Result<()> {
    let Opened { market, table, mapping } = opened;
    let twin = seen.twins.binary_search_by_key(&row.number, |(row, _)| *row).ok().and_then(|at| seen.twins.get(at));
    let found = match (twin, mapping.record(row, table, market, None)) {
        (Some((_, why)), _) => vec![why.diagnostic(row.number, table, market)],
        (None, Err(found)) => found,
        (None, Ok((_, found))) => found,
    };
    let errors: Vec<Diagnostic> = found.into_iter().filter(|found| found.severity == Severity::Error).collect();
    let (code, behind) = (mapping.raw_code(row), mapping.raw_behind(row));
    rejects.row(table.number(row.number), (&code, &behind), &errors)
}

fn formula(name: &str) -> Diagnostic {
    Diagnostic::error(
        rules::OUTPUT,
        say!(
            "“{field}” begins with a character that a spreadsheet takes for a formula in a CSV file",
            field = outside(name)
        ),
    )
    .help(say!("write .xlsx instead, where text stays text"))
}

/// What the output is, by its ending.
fn ending(path: &Path) -> Result<Ending, Diagnostic> {
    Ending::of(path).ok_or_else(|| {
        let message = say!("the ending of “{path}” is none of .txt, .csv, .json and .xlsx", path = file(path));
        Diagnostic::error(rules::REQUEST, message)
    })
}

fn text(record: &Record, name: &str) -> String {
    match record.field(name) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Date(date)) => date.to_string(),
        Some(Value::Nothing) | None => String::new(),
    }
}
