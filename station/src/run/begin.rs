//! A job comes into the ledger: its codes are read and judged once, and every label is made once, before
//! the first is printed.

use std::path::Path;

use quietzone::batch::{Failure, Watch};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, FileKind, Label, Outcome, Outlet, Own, Part, Refusal, Request, TemplateFrom, run_to};
use quietzone::market::MarketId;
use quietzone::say;
use quietzone::sentence::{InWords, count, file, outside, value};
use quietzone::world::World;

use super::keeping::Keeping;
use super::settings;
use crate::ledger::{Added, By, Hold, Kept, Known, Ledger, NewJob, NewLabel, NewLabelRef, Trouble, rules};

/// Labels in one transaction.
const CHUNK: usize = 2000;
/// Known units that are told one by one.
const TOLD: usize = 20;

/// What became of a request to print.
#[derive(Debug)]
pub struct Begun {
    /// The job; nothing where its codes or its design are not fit, or units are known.
    pub hold: Option<Hold>,
    /// What was found in the codes and on the design.
    pub outcome: Outcome,
    /// Units that have a label in another job: the first of them, and how many there are.
    pub known: (Vec<(NewLabelRef, Known)>, u64),
}

/// Reads and judges the codes of a request and takes its labels down as a job, which is held then.
///
/// # Errors
/// As [`quietzone::job::run_to`]; the ledger cannot be written.
pub fn begin(
    ledger: &dyn Ledger,
    world: &World,
    mut request: Request,
    by: &By<'_>,
    data: &str,
    watch: &dyn Watch,
) -> Result<Begun, Failure> {
    let keeping = Keeping::of(&request.world);
    if request.market == Some(MarketId::Auto) {
        // Which market it is depends on the codes; from here on it is named.
        request.market = Some(MarketId::Named(Design::of(request.clone())?.market().id.to_string()));
    }
    let data_given = request.data.take();
    request.world = World::of(keeping.clone());
    let design = Design::of(request.clone())?;
    // Everything is laid out once, so that its pictures and fonts are read and kept.
    drop(design.judge()?);
    // What is free of a half-used sheet is told anew with each run.
    request.free = None;
    // So are pictures that records show, and nothing else from here on: no data.
    request.beside = Some(World::of(keeping.clone()));
    request.world = World::of(keeping.closed());
    request.template = design.template().clone();
    if let TemplateFrom::Text { path, text } = &request.template {
        keeping.keep(path, text.as_bytes());
    }
    let settings = settings::written(&request);
    (request.data, request.output, request.to) = (data_given, None, Some(kind(&design)));
    let new = NewJob {
        template: file(request.template.path()).to_string(),
        data: data.to_owned(),
        market: design.market().id.to_string(),
        printer: by.printer.to_owned(),
        operator: by.operator.to_owned(),
        labels: 0,
        places: design.places(),
        kept: Kept { settings, ..Kept::default() },
    };
    let mut loader = Loader {
        ledger,
        world,
        design: &design,
        keeping,
        new,
        hold: None,
        waiting: Vec::new(),
        ends: Vec::new(),
        known: (Vec::new(), 0),
    };
    let outcome = run_to(&request, &mut loader, watch);
    loader.end(outcome)
}

/// What the labels of a design are made as: those on sheets are pages of PDF.
pub(super) fn kind(design: &Design) -> FileKind {
    if design.places().is_some() { FileKind::Pdf } else { FileKind::Zpl }
}

/// Takes labels down as they are made.
struct Loader<'a> {
    ledger: &'a dyn Ledger,
    world: &'a World,
    design: &'a Design,
    keeping: Keeping,
    new: NewJob,
    hold: Option<Hold>,
    waiting: Vec<NewLabel>,
    /// The first label and the last, as they were made.
    ends: Vec<(NewLabel, Vec<u8>)>,
    known: (Vec<(NewLabelRef, Known)>, u64),
}

impl Loader<'_> {
    fn add(&mut self) -> Result<(), Trouble> {
        let Some(hold) = &self.hold else { return Ok(()) };
        if self.waiting.is_empty() {
            return Ok(());
        }
        if let Added::Known(known) = super::done(self.world, |op| self.ledger.add(op, hold, &self.waiting))? {
            self.known.1 += known.len() as u64;
            let room = TOLD.saturating_sub(self.known.0.len());
            self.known.0.extend(known.into_iter().take(room));
        }
        self.waiting.clear();
        Ok(())
    }

    /// Ends loading, or takes everything back.
    fn end(mut self, outcome: Result<Outcome, Failure>) -> Result<Begun, Failure> {
        let loaded = outcome.and_then(|outcome| {
            self.add()?;
            if self.hold.is_some() && self.known.1 == 0 {
                self.verify()?;
            }
            Ok(outcome)
        });
        let is_good = loaded.as_ref().is_ok_and(|outcome| outcome.summary.is_some()) && self.known.1 == 0;
        let Some(hold) = self.hold else {
            return loaded.map(|outcome| Begun { hold: None, outcome, known: self.known });
        };
        if is_good {
            super::done(self.world, |op| self.ledger.open(op, &hold))?;
        } else {
            let discarded = super::done(self.world, |op| self.ledger.discard(op, &hold));
            // Why there is no job is told first; one that is left over is swept away by the next.
            if loaded.is_ok() {
                discarded?;
            }
        }
        Ok(Begun { hold: is_good.then_some(hold), outcome: loaded?, known: self.known })
    }

    /// Holds labels that are made from what was kept against those that were made of the files.
    fn verify(&self) -> Result<(), Failure> {
        let shared = &self.new.kept.shared;
        let again = Design::of(settings::read(&self.new.kept)?)?.again(shared)?;
        let is_same = match self.new.places {
            None => {
                let maker = again.zpl()?;
                self.are_ends(|own, bytes| {
                    let made = maker.labels(std::slice::from_ref(own))?;
                    // What is stored in the printer before it is no part of it.
                    Ok(made.iter().all(|made| bytes.ends_with(made.text().as_bytes())))
                })?
            }
            Some(_) => {
                let sheets = again.sheets("")?;
                let (document, _) = sheets.begin(1..=shared.labels, 0)?;
                self.are_ends(|own, bytes| {
                    // Around it stand numbers of objects, and the page.
                    let content = document.content(own, own.number.saturating_sub(1))?;
                    Ok(!content.is_empty() && bytes.windows(content.len()).any(|part| part == content))
                })?
            }
        };
        if is_same {
            Ok(())
        } else {
            Err(Diagnostic::internal("station: a label made of what was kept differs").into())
        }
    }

    /// Whether something is true of the first label and the last.
    fn are_ends(&self, is: impl Fn(&Own, &[u8]) -> Result<bool, Diagnostic>) -> Result<bool, Diagnostic> {
        for (label, bytes) in &self.ends {
            if !is(&label.own, bytes)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Outlet for Loader<'_> {
    fn head(&mut self, part: &Part<'_>, _: &[u8]) -> Result<(), Refusal> {
        let refused = |why: Diagnostic| Refusal::new(0, why);
        (self.new.kept.shared, self.new.kept.files) = (part.shared.clone(), self.keeping.files());
        let labels = u32::try_from(part.shared.labels);
        self.new.labels = labels.map_err(|_| refused(Diagnostic::internal("station: more labels than numbers")))?;
        let hold = super::done(self.world, |op| self.ledger.begin(op, &self.new))
            .map_err(|trouble| refused(trouble.told()))?;
        self.hold = Some(hold);
        Ok(())
    }

    fn label(&mut self, label: &Label<'_>) -> Result<(), Refusal> {
        let refused = |why: Diagnostic| Refusal::new(label.number - 1, why);
        let Some(own) = self.design.own(label, &self.new.kept.shared) else {
            return Err(refused(Diagnostic::internal("station: a label without its record")));
        };
        let new = NewLabel { unit: label.unit.map(str::to_owned), own };
        if label.number == 1 || label.number == self.new.kept.shared.labels {
            self.ends.push((new.clone(), label.bytes.to_vec()));
        }
        self.waiting.push(new);
        if self.waiting.len() >= CHUNK {
            self.add().map_err(|trouble| refused(trouble.told()))?;
        }
        Ok(())
    }

    fn tail(&mut self, _: &[u8]) -> Result<(), Refusal> {
        Ok(())
    }

    fn most_files(&self) -> Option<u64> {
        Some(1)
    }
}

/// What is told of units that have a label in another job.
#[must_use]
pub fn known_units(known: &(Vec<(NewLabelRef, Known)>, u64), data: &Path) -> Vec<Diagnostic> {
    let (first, all) = known;
    let mut told: Vec<Diagnostic> = first
        .iter()
        .map(|(new, known)| {
            let unit = known.unit.as_deref().unwrap_or_default().replace('\u{1d}', " ");
            let message = say!(
                "row {row}: the unit {unit} has a label already: label {number} of job {job}, {state} {time}",
                row = new.row,
                unit = value(unit),
                number = known.number,
                job = known.job.0,
                state = known.state.in_words(),
                time = outside(known.time.local())
            );
            Diagnostic::error(rules::KNOWN, message)
        })
        .collect();
    let message = say!(
        "{units} row of {data} has a unit that is known from another job, so nothing was printed"
            | "{units} rows of {data} have units that are known from other jobs, so nothing was printed",
        units = count(*all),
        data = file(data)
    );
    let summary = Diagnostic::error(rules::KNOWN, message);
    told.push(match first.iter().map(|(_, known)| known.job).min() {
        None => summary,
        Some(job) => summary.help(say!(
            "to go on with what was begun, use quietzone job resume {job}; to print a label once more, quietzone job reprint {job} --labels N --reason TEXT",
            job = job.0
        )),
    });
    told
}
