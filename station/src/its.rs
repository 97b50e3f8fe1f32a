//! Applied labels of a job as a list for ITS of Turkey, which has no order management system: a file for whatever
//! notifies it.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::Date;
use quietzone::job::Own;
use quietzone::market::{Market, Value};
use quietzone::say;
use quietzone::sentence::{InWords, count, file, name};
use quietzone::world::World;

use crate::ledger::{Job, JobId, Ledger, State};
use crate::oms::rules;
use crate::report;

/// GTIN, serial, batch, expiry and date of production; dates are `yyMMdd`.
const COLUMNS: [&str; 5] = ["GTIN", "SN", "BN", "XD", "MD"];
/// The fields of a code that the first columns hold.
const FIELDS: [&str; 4] = ["gtin", "serial", "batch", "expiry"];
/// The field of a label that holds the date of production, which no code does.
const PRODUCTION: &str = "production";
/// Labels that are read at once.
const PAGE: u32 = 2000;

/// Writes the applied labels of a job in their order, and tells how many there are. A label that holds no date of
/// production has the one that is given.
///
/// # Errors
/// The output cannot be written; the inner error: codes were wiped, labels lack what the list needs, or none is
/// applied.
pub fn its(
    ledger: &dyn Ledger,
    job: JobId,
    production: Option<Date>,
    out: &mut dyn Write,
) -> io::Result<Result<u64, Failure>> {
    let mut csv = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS)?;
    let made = match List::of(ledger, job, production) {
        Ok(mut list) => list.write(&mut csv)?,
        Err(failure) => Err(failure),
    };
    csv.flush()?;
    Ok(made)
}

/// Writes such a list into a file; tells how many labels it has.
///
/// # Errors
/// There is no such job; the file is no `.csv`, or cannot be written; as [`its`].
pub fn filed(
    ledger: &dyn Ledger,
    job: JobId,
    production: Option<Date>,
    (world, output): (&World, &Path),
) -> Result<u64, Failure> {
    ledger.job(job)?;
    if report::ending(output).as_deref() != Some("csv") {
        let message = say!("“{path}” is no .csv, which a list for ITS is", path = file(output));
        return Err(Diagnostic::error(quietzone::batch::rules::REQUEST, message).into());
    }
    report::put(world, output, |out| its(ledger, job, production, out))
}

/// A list that is being made.
struct List<'l> {
    ledger: &'l dyn Ledger,
    job: Job,
    market: Market,
    production: Option<Date>,
    /// What was read of labels in a state, and not yet written.
    owns: HashMap<u8, VecDeque<Own>>,
    /// Of each column how many labels lack it, and the first of them.
    lacking: [Option<(u32, u64)>; 5],
}

impl<'l> List<'l> {
    fn of(ledger: &'l dyn Ledger, job: JobId, production: Option<Date>) -> Result<Self, Failure> {
        let job = ledger.job(job)?;
        let market = Market::load(&job.market);
        let market = market.map_err(|error| Diagnostic::error(rules::LIST, error.in_words()))?;
        // What all labels share stands apart.
        let shared = of_fields(&ledger.kept(job.id)?.shared.constants);
        Ok(Self { ledger, job, market, production: shared.or(production), owns: HashMap::new(), lacking: [None; 5] })
    }

    fn write(&mut self, csv: &mut csv::Writer<&mut dyn Write>) -> io::Result<Result<u64, Failure>> {
        let (mut behind, mut all) = (0, 0);
        loop {
            let labels = match self.ledger.labels(self.job.id, behind, PAGE) {
                Ok(labels) => labels,
                Err(trouble) => return Ok(Err(trouble.into())),
            };
            let Some(last) = labels.last() else { break };
            behind = last.number;
            for label in labels.iter().filter(|label| label.applied) {
                match self.own(label.number, label.state) {
                    Ok(own) => csv.write_record(self.cells(label.number, &own))?,
                    Err(failure) => return Ok(Err(failure)),
                }
                all += 1;
            }
        }
        Ok(self.ended(all))
    }

    /// What an applied label is made of. Labels are asked for in order.
    fn own(&mut self, number: u32, state: State) -> Result<Own, Failure> {
        let owns = self.owns.entry(state as u8).or_default();
        while owns.front().is_some_and(|own| own.number < u64::from(number)) {
            owns.pop_front();
        }
        if owns.is_empty() {
            owns.extend(self.ledger.owns(self.job.id, state, number.saturating_sub(1), PAGE)?);
        }
        match owns.pop_front() {
            Some(own) if own.number == u64::from(number) => Ok(own),
            _ => Err(Diagnostic::error(
                rules::LIST,
                say!("job {job} changed while it was read; do it again", job = self.job.id.0),
            )
            .into()),
        }
    }

    /// The cells of a label; what it lacks is noted.
    fn cells(&mut self, number: u32, own: &Own) -> [String; 5] {
        let read = self.market.structure.parse(&own.code).ok();
        let of_code = |field: &str| {
            let value = self.market.structure.value(&read.as_ref()?.code, self.market.field(field)?)?;
            Some(value.to_owned())
        };
        let [gtin, serial, batch, expiry] = FIELDS.map(of_code);
        let here = of_fields(&own.fields);
        let made = here.or(self.production).map(Date::to_yymmdd);
        let cells = [gtin, serial, batch, expiry, made];
        for (cell, lacking) in cells.iter().zip(&mut self.lacking) {
            if cell.as_deref().is_none_or(str::is_empty) {
                let (_, labels) = lacking.get_or_insert((number, 0));
                *labels += 1;
            }
        }
        cells.map(Option::unwrap_or_default)
    }

    /// How many labels are in the list; or what they lack.
    fn ended(&self, all: u64) -> Result<u64, Failure> {
        if all == 0 {
            let message = say!("no label of job {job} is applied", job = self.job.id.0);
            let help = say!("say which are on goods: quietzone job apply {job} --all", job = self.job.id.0);
            return Err(Diagnostic::error(rules::LIST, message).help(help).into());
        }
        let lacking = COLUMNS.iter().zip(&self.lacking).filter_map(|(column, lacking)| Some((*column, (*lacking)?)));
        let found: Vec<Diagnostic> = lacking
            .map(|(column, (first, labels))| {
                let message = say!(
                    "{labels} applied label of job {job} has no {column}: label {first}"
                        | "{labels} applied labels of job {job} have no {column}, of which label {first} is the first",
                    labels = count(labels),
                    job = self.job.id.0,
                    column = name(column),
                    first
                );
                let found = Diagnostic::error(rules::LIST, message);
                if column == "MD" {
                    return found.help(say!(
                        "MD is the date of production: say it with --production 2026-11-26, or print labels whose template has the field {field}",
                        field = name(PRODUCTION)
                    ));
                }
                found
            })
            .collect();
        if found.is_empty() { Ok(all) } else { Err(Failure(found)) }
    }
}

/// The date of production among fields.
fn of_fields(fields: &[(Arc<str>, Value)]) -> Option<Date> {
    fields.iter().find(|(field, _)| &**field == PRODUCTION).and_then(|(_, value)| day(value))
}

/// A date of a field.
fn day(value: &Value) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::Text(text) => read_day(text),
        Value::Nothing => None,
    }
}

/// Reads `2026-11-26`.
#[must_use]
pub fn read_day(text: &str) -> Option<Date> {
    Date::from_iso(text)
}
