//! `quietzone job`: what became of the labels of jobs, and what is to become of them.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::gs1::Date;
use quietzone::report::json::finding;
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, outside, system};
use quietzone::world::World;
use quietzone_station::ledger::{By, Decision, JobId, Known, Ledger, Numbers, Sqlite};
use quietzone_station::run::{self, How, Work};
use quietzone_station::{its, printer, report};
use serde_json::{Value, json};

use super::batch::Batch;
use super::console::Console;
use super::ended::{Ended, Format};
use super::print::{self, HalfUsed};
use super::room::{self, Room, Shown};

const EXAMPLES: &str = "\
Examples:
  What jobs there are, and what became of one:
    quietzone job list
    quietzone job show 1
  After a jam: labels up to 7311 are fit, the next five were torn:
    quietzone job confirm 1 --through 7311
    quietzone job reprint 1 --labels 7312-7316 --reason 'jam'
    quietzone job resume 1
  A jam of a laser printer at sheet 14: five labels of it are fit, the others go on another half-used sheet:
    quietzone job confirm 2 --page 1-13
    quietzone job confirm 2 --page 14 --place 1-5
    quietzone job reprint 2 --page 14 --place 6- --reason 'jam' --start-at 9
  When all is on the goods:
    quietzone job apply 1 --all
    quietzone job done 1

Labels are named by their numbers in the job: 17, 7305-7312, 40,7305-7312, or 7305- for all from there; labels
on sheets also by sheet and place, which count from 1. Sheets count on over all runs of a job.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    room: Room,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell all jobs, the latest first.
    List,
    /// Tell what became of a job: its labels by state, and what was done.
    Show {
        /// The job.
        job: JobId,
    },
    /// Print what waits of a job. The file of its codes is not needed.
    Resume {
        /// The job.
        job: JobId,
        /// Another printer than the job's: a name, tcp://ADDRESS, or file:PATH.
        #[arg(long, value_name = "PRINTER")]
        printer: Option<String>,
        /// Other programs have printed on this printer, and that is well.
        #[arg(long)]
        others_print: bool,
        #[command(flatten)]
        half_used: HalfUsed,
        /// No summary and no progress bar.
        #[arg(short, long)]
        quiet: bool,
    },
    /// Let the run that prints a job end between two labels.
    Stop {
        /// The job.
        job: JobId,
    },
    /// Tell the labels of a unit, by its serial or its code.
    Find {
        /// The serial, or the code as scanned or as a file shows it; - takes it from standard input.
        what: String,
    },
    /// Write what became of each label: .csv, .xlsx or .json.
    Report {
        /// The job.
        job: JobId,
        /// A list of the applied labels for ITS of Turkey instead, as CSV: GTIN;SN;BN;XD;MD.
        #[arg(long)]
        its: bool,
        /// The date of production (MD) of labels that hold none, such as 2026-11-26.
        #[arg(long, value_name = "DATE", requires = "its")]
        production: Option<Date>,
        /// The output.
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
    },
    /// Say that labels were printed and are fit.
    Confirm {
        /// The job.
        job: JobId,
        /// All labels from the first to this one.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), required_unless_present_any = ["all", "labels", "page"], conflicts_with_all = ["all", "labels", "page"])]
        through: Option<u32>,
        /// All that were sent or are in doubt.
        #[arg(long, conflicts_with_all = ["labels", "page"])]
        all: bool,
        #[command(flatten)]
        which: Which,
        /// But for these, which are missing or unfit: labels, or with --page places of the one sheet.
        #[arg(long, value_name = "LABELS")]
        except: Option<Numbers>,
    },
    /// Print labels once more whose papers were destroyed, or never were, before the goods circulate.
    ///
    /// Goods in circulation are marked again with a new code: the old one is not printed once more. Acts
    /// differ; ask your regulator.
    Reprint {
        /// The job.
        job: JobId,
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Only note it; the next run prints them.
        #[arg(long)]
        later: bool,
        /// Another printer than the job's.
        #[arg(long, value_name = "PRINTER")]
        printer: Option<String>,
        #[command(flatten)]
        half_used: HalfUsed,
    },
    /// Retire codes for good, such as that of a pack that was destroyed. Torn paper is a reprint.
    Void {
        /// The job.
        job: JobId,
        #[command(flatten)]
        which: Which,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Say that labels are on goods.
    Apply {
        /// The job.
        job: JobId,
        /// All that are known to be on paper.
        #[arg(long, conflicts_with_all = ["labels", "page"])]
        all: bool,
        /// All but these.
        #[arg(long, value_name = "LABELS", required_unless_present_any = ["all", "labels", "page"], conflicts_with_all = ["all", "labels", "page"])]
        except: Option<Numbers>,
        #[command(flatten)]
        which: Which,
    },
    /// Tick off labels as a keyboard scanner types their codes, a line a scan: each is on goods then, and that is kept
    /// at once. A line “done”, or the end of the input, ends; what is missing is told. Exit codes: 0 all were scanned,
    /// 1 some are missing, or were not of this job.
    Verify(super::verify::Arguments),
    /// Write the control list of a job on sheets: what stands in each place, by the latest paper of each label, to be
    /// ticked off, and how many labels each GTIN has.
    ControlList {
        /// The job.
        job: JobId,
        /// The output: .pdf or .xlsx.
        #[arg(short, long, value_name = "OUT")]
        output: PathBuf,
        /// The date on the list, such as 2026-11-26; without it there is none.
        #[arg(long, value_name = "DATE")]
        date: Option<Date>,
    },
    /// Give codes back that were wiped, to print labels once more.
    Remember {
        /// The job.
        job: JobId,
        /// The codes: a file that was printed before. More codes than those of the job do no harm.
        #[arg(long, value_name = "FILE", required = true, group = "codes")]
        data: Vec<PathBuf>,
        #[command(flatten)]
        batch: Box<Batch>,
    },
    /// Free the labels that wait, for another job.
    Cancel {
        /// The job.
        job: JobId,
    },
    /// Say that a job is over: nothing of it is to be printed any more.
    Done {
        /// The job.
        job: JobId,
    },
}

/// Which labels are meant.
#[derive(Debug, clap::Args)]
struct Which {
    /// These labels.
    #[arg(long, value_name = "LABELS")]
    labels: Option<Numbers>,
    /// The labels of these sheets, by the latest paper of each: 14, 1-13, or 14- for all from there.
    #[arg(long, value_name = "SHEETS", visible_alias = "sheet", conflicts_with = "labels")]
    page: Option<Numbers>,
    /// Only those at these places of the sheets: 1-5, or 6- for all from there.
    #[arg(long, value_name = "PLACES", requires = "page")]
    place: Option<Numbers>,
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, act(arguments, console))
}

fn act(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let ledger = arguments.room.open(console)?;
    let desk = Desk { ledger: &ledger, room: &arguments.room, format: arguments.format, console };
    match &arguments.command {
        Command::List => desk.list(),
        Command::Show { job } => desk.show(*job),
        Command::Resume { job, printer, others_print, half_used, quiet } => {
            desk.resume(*job, printer.as_deref(), (None, half_used), (*others_print, *quiet))
        }
        Command::Stop { job } => desk.decide(*job, &Decision::Stop),
        Command::Find { what } => desk.find(what),
        Command::Report { job, output, its, production } => {
            let to = (&World::default(), output.as_path());
            let labels = match its {
                true => its::filed(&ledger, *job, *production, to)?,
                false => report::filed(&ledger, *job, &|_| true, to)?,
            };
            desk.listed(*job, output, labels)
        }
        Command::Confirm { job, through, all, which, except } => {
            let through = through.map(Numbers::through);
            let labels = desk.named(*job, which)?.or(through).unwrap_or_else(everything);
            let spoiled = match (&which.page, except) {
                (Some(page), Some(places)) => desk.spoiled(*job, page, places)?,
                (None, Some(labels)) => labels.clone(),
                (_, None) => Numbers::default(),
            };
            let before = ledger.job(*job)?.states;
            let changed = desk.decided(*job, &Decision::Confirm { labels, spoiled, all: *all })?;
            let sentences = report::confirmed(&before, &ledger.job(*job)?.states);
            desk.told(*job, changed, (&sentences, None))
        }
        Command::Reprint { job, which, reason, later, printer, half_used } => {
            let labels = desk.needed(*job, which)?;
            let decision = Decision::Reprint { labels: labels.clone(), reason: outside(reason).to_string() };
            ledger.decide(room::op()?, *job, &arguments.room.operator(), &decision)?;
            if arguments.format == Format::Text {
                console.plain(&report::circulating().to_string());
            }
            let is_running = ledger.job(*job)?.held.is_some();
            match *later || is_running {
                true => desk.told(*job, labels.count(), (&[], None)),
                false => desk.resume(*job, printer.as_deref(), (Some(&labels), half_used), (false, false)),
            }
        }
        Command::Void { job, which, reason } => {
            let labels = desk.needed(*job, which)?;
            desk.decide(*job, &Decision::Void { labels, reason: outside(reason).to_string() })
        }
        Command::Apply { job, all, except, which } => {
            let meant = match (desk.named(*job, which)?, except) {
                (Some(labels), _) => labels,
                (None, Some(except)) => Numbers::through(ledger.job(*job)?.labels).without(except),
                (None, None) => everything(),
            };
            let all = *all || except.is_some();
            let changed = desk.decided(*job, &Decision::Apply { labels: meant.clone(), all })?;
            desk.told(*job, changed, (&[], report::left_out(&ledger, *job, &meant, changed)?))
        }
        Command::Verify(verify) => {
            let operator = arguments.room.operator();
            let list = |output: &Path, misses: &dyn Fn(&Known) -> bool| {
                report::filed(&ledger, verify.job, misses, (&World::default(), output)).map(drop)
            };
            super::verify::run(verify, (&ledger, &operator), arguments.format, console, list)
        }
        Command::ControlList { job, output, date } => {
            let labels = run::control_list(&ledger, &World::default(), *job, output, *date)?;
            desk.listed(*job, output, labels)
        }
        Command::Remember { job, data, batch } => {
            let request = batch.request(Path::new(""), data, None)?;
            let taken = run::remember(&ledger, &World::default(), *job, request, &())?;
            desk.told(*job, taken, (&[], None))
        }
        Command::Cancel { job } => desk.decide(*job, &Decision::Cancel),
        Command::Done { job } => desk.decide(*job, &Decision::Done),
    }
}

/// All labels of a job, however many it has.
fn everything() -> Numbers {
    Numbers::of([1..=u32::MAX])
}

/// Where questions about jobs are answered.
struct Desk<'a> {
    ledger: &'a Sqlite,
    room: &'a Room,
    format: Format,
    console: &'a Console,
}

impl Desk<'_> {
    fn list(&self) -> Result<Ended, Failure> {
        let jobs = self.ledger.jobs()?;
        match self.format {
            Format::Json => {
                let jobs: Vec<Value> = jobs.iter().map(report::job_json).collect();
                self.console.print_json(&json!({ "ran": true, "jobs": jobs }))?;
            }
            Format::Text if jobs.is_empty() => self.console.print(&say!("the ledger has no jobs").to_string())?,
            Format::Text => {
                for job in &jobs {
                    self.console.print(&report::job_line(job))?;
                }
            }
        }
        Ok(Ended::Clean)
    }

    fn show(&self, id: JobId) -> Result<Ended, Failure> {
        let job = self.ledger.job(id)?;
        let (events, stacks) = (self.ledger.events(id)?, self.ledger.stacks(id)?);
        match self.format {
            Format::Json => {
                let mut told = report::job_json(&job);
                if let Value::Object(told) = &mut told {
                    told.insert("ran".to_owned(), true.into());
                    told.insert("events".to_owned(), events.iter().map(report::event_json).collect());
                    told.insert("stacks".to_owned(), stacks.iter().map(report::stack_json).collect());
                }
                self.console.print_json(&told)?;
            }
            Format::Text => {
                self.console.print(&report::job_facts(&job, &events).to_string())?;
                for stack in &stacks {
                    self.console.print(&report::stack_line(stack).to_string())?;
                }
                for line in report::what_next(&job) {
                    self.console.plain(&line.to_string());
                }
            }
        }
        Ok(Ended::Clean)
    }

    fn resume(
        &self,
        id: JobId,
        printer: Option<&str>,
        (only, half_used): (Option<&Numbers>, &HalfUsed),
        (others_print, is_quiet): (bool, bool),
    ) -> Result<Ended, Failure> {
        room::catch_stop();
        let job = self.ledger.job(id)?;
        let (world, folder) = (World::default(), self.ledger.folder().path());
        let profile = printer::named_or_before(&world, folder, printer, &job.printer)?;
        let hold = self.ledger.hold(room::op()?, id)?;
        let operator = self.room.operator();
        let free = half_used.free();
        let by = By { printer: &profile.name, operator: &operator };
        let shown = Shown::new(self.console, is_quiet, self.format);
        let work = Work { ledger: self.ledger, world: &world, hold: &hold, by, only, progress: &shown };
        let ended = run::print(work, &profile, How { others_print, free: free.as_ref() });
        shown.clear();
        self.ledger.release(room::op()?, &hold)?;
        print::tell(self.ledger, &hold, Some(ended?), print::Before::NOTHING, (is_quiet, self.format), self.console)
    }

    /// The labels that are named, if any are.
    fn named(&self, job: JobId, which: &Which) -> Result<Option<Numbers>, Failure> {
        match (&which.labels, &which.page) {
            (Some(labels), _) => Ok(Some(labels.clone())),
            (None, Some(page)) => Ok(Some(self.ledger.on_sheets(job, page, which.place.as_ref())?)),
            (None, None) => Ok(None),
        }
    }

    /// The labels that are named, of which there must be some.
    fn needed(&self, job: JobId, which: &Which) -> Result<Numbers, Failure> {
        self.named(job, which)?.ok_or_else(|| {
            let message = say!("no labels are named");
            refused(message).help(say!("name them with --labels, or those on sheets with --page and --place")).into()
        })
    }

    /// The labels at places of a sheet that are told as spoiled.
    fn spoiled(&self, job: JobId, page: &Numbers, places: &Numbers) -> Result<Numbers, Failure> {
        if page.count() != 1 {
            let message = say!("with --page, --except names places of one sheet, and these are several");
            return Err(refused(message).help(say!("tell them sheet by sheet")).into());
        }
        Ok(self.ledger.on_sheets(job, page, Some(places))?)
    }

    fn decide(&self, job: JobId, decision: &Decision) -> Result<Ended, Failure> {
        let changed = self.decided(job, decision)?;
        self.told(job, changed, (&[], None))
    }

    /// Has the ledger do what an operator says; tells how many labels it changed.
    fn decided(&self, job: JobId, decision: &Decision) -> Result<u64, Failure> {
        Ok(self.ledger.decide(room::op()?, job, &self.room.operator(), decision)?)
    }

    /// Tells what a decision changed and what was found then, and how the job stands.
    fn told(
        &self,
        id: JobId,
        changed: u64,
        (sentences, found): (&[Sentence], Option<Diagnostic>),
    ) -> Result<Ended, Failure> {
        let job = self.ledger.job(id)?;
        match self.format {
            Format::Json => {
                let mut told = report::job_json(&job);
                if let Value::Object(told) = &mut told {
                    told.insert("ran".to_owned(), true.into());
                    told.insert("changed".to_owned(), changed.into());
                    told.insert("findings".to_owned(), found.iter().map(finding).collect());
                }
                self.console.print_json(&told)?;
            }
            Format::Text => {
                let message = say!("{labels} label changed" | "{labels} labels changed", labels = count(changed));
                for sentence in std::iter::once(&message).chain(sentences) {
                    self.console.print(&sentence.to_string())?;
                }
                self.console.each(&found);
                self.console.print(&report::job_line(&job))?;
                for line in report::what_next(&job) {
                    self.console.plain(&line.to_string());
                }
            }
        }
        let is_wrong = found.is_some_and(|found| found.severity == Severity::Error);
        Ok(if is_wrong { Ended::Findings } else { Ended::Clean })
    }

    fn find(&self, what: &str) -> Result<Ended, Failure> {
        let what = match what {
            "-" => {
                let mut line = String::new();
                let read = std::io::stdin().read_line(&mut line);
                read.map_err(|error| refused(say!("standard input cannot be read: {error}", error = system(&error))))?;
                line.trim_end_matches(['\r', '\n']).to_owned()
            }
            what => what.to_owned(),
        };
        let found = run::find(self.ledger, &what)?;
        match self.format {
            Format::Json => {
                let labels: Vec<Value> = found.iter().map(report::label_json).collect();
                self.console.print_json(&json!({ "ran": true, "labels": labels }))?;
            }
            Format::Text if found.is_empty() => {
                self.console.print(&say!("the ledger has no label of this unit").to_string())?;
            }
            Format::Text => {
                for label in &found {
                    self.console.print(&report::label_line(label))?;
                }
            }
        }
        Ok(if found.is_empty() { Ended::Findings } else { Ended::Clean })
    }

    fn listed(&self, job: JobId, output: &Path, labels: u64) -> Result<Ended, Failure> {
        match self.format {
            Format::Json => self.console.print_json(
                &json!({ "ran": true, "job": job.0, "labels": labels, "output": file(output).to_string() }),
            )?,
            Format::Text => {
                let message = say!(
                    "{labels} label told in {path}" | "{labels} labels told in {path}",
                    labels = count(labels),
                    path = file(output)
                );
                self.console.print(&message.to_string())?;
            }
        }
        Ok(Ended::Clean)
    }
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}
