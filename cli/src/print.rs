//! `quietzone print`: a template and codes become a job of the ledger, and the job is printed.

use std::path::PathBuf;
use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::job::Outcome;
use quietzone::report::{control, json, outcome as report, rows};
use quietzone::say;
use quietzone::sentence::count;
use quietzone::source::Source;
use quietzone::template::Free;
use quietzone::world::World;
use quietzone_station::ledger::{By, Hold, Ledger, Sqlite};
use quietzone_station::printer::Profile;
use quietzone_station::run::{self, Begun, Ended as Run, How, Why, Work};
use quietzone_station::{printer, report as told};
use serde_json::{Value, json};

use super::batch::Batch;
use super::console::Console;
use super::ended::{Ended, Format};
use super::forms::Forms;
use super::printer_settings::Paper;
use super::progress::Show;
use super::room::{self, Room, Shown};

const EXAMPLES: &str = "\
Examples:
  All codes of an order on a printer that is known by its name:
    quietzone print templates/kz-pharma-58x40-203.toml --data samples/kz-pharma.xlsx --printer zebra-1
  The same at an address:
    quietzone print templates/kz-pharma-58x40-203.toml --data samples/kz-pharma.xlsx --printer tcp://10.0.0.5
  Into a file, which is a printer too:
    quietzone print templates/kz-pharma-58x40-203.toml --data samples/kz-pharma.xlsx --printer file:out/labels.zpl
  Labels on sheets, as PDF for a laser printer; of the first sheet places 1 to 6 are used up:
    quietzone print templates/uz-relabel-a4.toml --data samples/uz-pharma.xlsx --printer file:out/sheets.pdf --start-at 7
  What became of it, and how it goes on:
    quietzone job show 1
    quietzone job resume 1
    quietzone job confirm 1 --through 60

Ctrl-C ends between two labels. Exit codes: 0 all labels were sent, 1 some were not, or are in doubt, or codes
are not fit to be printed, 2 could not run.";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The template.
    template: PathBuf,
    /// The codes: .xlsx, .xls, .ods, .csv, .tsv, .txt, .json, or a .zip or folder of them; - for standard
    /// input. May be given more than once: the files are one batch.
    #[arg(long, value_name = "FILE", group = "codes")]
    #[cfg_attr(not(feature = "oms"), arg(required = true))]
    #[cfg_attr(feature = "oms", arg(required_unless_present = "order"))]
    data: Vec<PathBuf>,
    #[cfg(feature = "oms")]
    #[command(flatten)]
    order: super::oms_fetch::OfOrders,
    /// The printer: a name that printer add gave, or an address: tcp://HOST, device:PATH, cups:QUEUE,
    /// spool:\\\\PC\\PRINTER, or file:PATH.
    #[arg(long, value_name = "PRINTER")]
    printer: String,
    #[command(flatten)]
    batch: Batch,
    #[command(flatten)]
    forms: Forms,
    /// Print the good rows although others are bad; the bad ones are listed in the file that --rejects names.
    #[arg(long, requires = "rejects")]
    skip_bad: bool,
    /// Where rejected rows are listed with their codes.
    #[arg(long, value_name = "FILE", requires = "skip_bad")]
    rejects: Option<PathBuf>,
    /// Make each label so often, where the market lets one stand more than once.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    copies: Option<u32>,
    /// Put the labels in the order of a part of the code (by AI or name) or a column: numbers by their value,
    /// before texts. May be given more than once, the first field above all.
    #[arg(long, value_name = "FIELD")]
    sort: Vec<String>,
    /// Begin a new sheet for each value of a part of the code or a column. The groups come in the order of their
    /// values.
    #[arg(long, value_name = "FIELD")]
    group_by: Option<String>,
    #[command(flatten)]
    half_used: HalfUsed,
    /// The control list of the sheets, when they were printed: .pdf or .xlsx.
    #[arg(long, value_name = "FILE", conflicts_with = "later")]
    control_list: Option<PathBuf>,
    #[command(flatten)]
    paper: Paper,
    #[command(flatten)]
    room: Room,
    /// Take the codes down as a job, and print nothing yet.
    #[arg(long)]
    later: bool,
    /// No summary and no progress bar.
    #[arg(short, long)]
    quiet: bool,
    /// How the summary and the findings are told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// What was fetched before, for programs.
    #[cfg(feature = "oms")]
    #[arg(skip)]
    pub(crate) fetched: Value,
}

impl Arguments {
    /// What the words of a command line mean, without the command.
    #[cfg(feature = "oms")]
    pub(crate) fn of(words: Vec<std::ffi::OsString>) -> Result<Self, clap::Error> {
        use clap::{Args, FromArgMatches};
        let command = Self::augment_args(clap::Command::new("print").no_binary_name(true));
        Self::from_arg_matches(&command.try_get_matches_from(words)?)
    }

    /// Where the codes are from, as it is told.
    fn codes(&self) -> Vec<PathBuf> {
        #[cfg(feature = "oms")]
        if let Some(order) = self.order.name() {
            return vec![PathBuf::from(order)];
        }
        self.data.clone()
    }
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, print(arguments, console))
}

/// Fetches the codes where they are an order's, makes a job of them, and prints it.
pub(crate) fn print(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    room::catch_stop();
    let ledger = Arc::new(arguments.room.open(console)?);
    let mut profile = printer::named(&World::default(), ledger.folder().path(), &arguments.printer)?;
    arguments.paper.change().put(&mut profile)?;
    profile.check().map_err(|wrong| Diagnostic::error(printer::rules::SETTINGS, wrong))?;
    #[cfg(feature = "oms")]
    if let Some(codes) = arguments.order.codes(&ledger, arguments.format, console)? {
        let fetched = if codes.fetched.is_null() { &arguments.fetched } else { &codes.fetched };
        let printed = made(arguments, &ledger, &profile, Some(codes.source), fetched, console)?;
        return Ok(printed.worse(codes.ended));
    }
    made(arguments, &ledger, &profile, None, &Value::Null, console)
}

/// Makes a job of codes, and prints it.
fn made(
    arguments: &Arguments,
    ledger: &Sqlite,
    profile: &Profile,
    order: Option<Arc<dyn Source>>,
    fetched: &Value,
    console: &Console,
) -> Result<Ended, Failure> {
    let operator = arguments.room.operator();
    let by = By { printer: &profile.name, operator: &operator };
    let mut request = arguments.batch.request(&arguments.template, &arguments.data, order)?;
    request.forms = arguments.forms.forms();
    (request.skip_bad, request.rejects) = (arguments.skip_bad, arguments.rejects.clone());
    request.copies = arguments.copies;
    (request.sort, request.group_by) = (arguments.sort.clone(), arguments.group_by.clone());
    request.free = arguments.half_used.free();
    let mut request = run::fitted(request, profile)?;
    if let Some(list) = &arguments.control_list {
        control::Form::takes(list)?;
        request.control_list = Some(list.clone());
    }
    let show = Show::new(console, arguments.quiet, false);
    let begun = run::begin(ledger, &World::default(), request, &by, &room::told(&arguments.codes()), &show);
    show.clear();
    let begun = begun?;
    let Some(hold) = begun.hold else { return unfit(arguments, &begun, fetched, console) };
    if arguments.format == Format::Text {
        console.each(report::broken(&begun.outcome));
        console.grouped(&begun.outcome.findings, arguments.batch.all_findings);
    }
    let before = Before { outcome: Some(&begun.outcome), fetched };
    if arguments.later {
        ledger.release(room::op()?, &hold)?;
        return tell(ledger, &hold, None, before, (arguments.quiet, arguments.format), console);
    }
    let free = arguments.half_used.free();
    let (world, shown) = (World::default(), Shown::new(console, arguments.quiet, arguments.format));
    let work = Work { ledger, world: &world, hold: &hold, by, only: None, progress: &shown };
    let ended = run::print(work, profile, How { others_print: false, free: free.as_ref() });
    shown.clear();
    ledger.release(room::op()?, &hold)?;
    let ended = ended?;
    let list = arguments.control_list.as_ref().filter(|_| ended.sent > 0);
    let listed = list.map(|list| run::control_list(ledger, &World::default(), hold.job, list, None)).transpose();
    let told = tell(ledger, &hold, Some(ended), before, (arguments.quiet, arguments.format), console)?;
    // What was printed is told first.
    listed.map(|_| told)
}

/// What was before a run.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    /// What became of the codes when the job was made.
    outcome: Option<&'a Outcome>,
    /// What was fetched of an order, for programs.
    fetched: &'a Value,
}

impl Before<'_> {
    /// A run of a job that was made before.
    pub(crate) const NOTHING: Self = Self { outcome: None, fetched: &Value::Null };
}

/// What is free of a half-used sheet.
#[derive(Debug, clap::Args)]
pub(crate) struct HalfUsed {
    /// The first free label of a half-used sheet, from 1, which is the first sheet of this run; all behind it are
    /// free.
    #[arg(long, value_name = "N", conflicts_with = "free")]
    start_at: Option<usize>,
    /// The free labels of a half-used sheet with holes, such as 2,9,14-20, or 7- for all from there. The sheets
    /// behind it are whole.
    #[arg(long, value_name = "PLACES")]
    free: Option<Free>,
}

impl HalfUsed {
    /// The free places of the first sheet.
    pub(crate) fn free(&self) -> Option<Free> {
        self.free.clone().or(self.start_at.map(Free::from_place))
    }
}

/// Tells what became of a run.
pub(crate) fn tell(
    ledger: &dyn Ledger,
    hold: &Hold,
    run: Option<Run>,
    Before { outcome: begun, fetched }: Before<'_>,
    (is_quiet, format): (bool, Format),
    console: &Console,
) -> Result<Ended, Failure> {
    let job = ledger.job(hold.job)?;
    let (key, trouble) = match run.as_ref().map(|run| &run.why) {
        None => ("taken_down", None),
        Some(Why::Through) => ("through", None),
        Some(Why::Stopped) => ("stopped", None),
        Some(Why::Confirm) => ("confirm", None),
        Some(Why::Trouble(why)) => ("trouble", Some(why)),
    };
    let rejected = begun.filter(|outcome| outcome.rejected > 0);
    let (sent, in_doubt) = run.as_ref().map_or((0, 0), |run| (run.sent, run.in_doubt));
    if format == Format::Json {
        let findings = begun.into_iter().flat_map(report::broken).chain(trouble.map(|why| &**why));
        console.print_json(&json!({
            "ran": true,
            "job": job.id.0,
            "labels": job.labels,
            "sent": sent,
            "in_doubt": in_doubt,
            "ended": key,
            "states": told::states_json(&job.states),
            "rejected": begun.map(|outcome| outcome.rejected),
            "row_counts": begun.and_then(|outcome| outcome.row_counts.as_ref()).map(rows::as_json),
            "findings": findings.map(json::finding).collect::<Vec<_>>(),
            "fetched": fetched,
        }))?;
    } else {
        if let Some(list) = rejected.and_then(|outcome| outcome.summary.as_ref()?.rejects.as_ref()) {
            console.plain(&report::rejected(rejected.map_or(0, |outcome| outcome.rejected), list).to_string());
        }
        if let Some(counts) = begun.and_then(|outcome| outcome.row_counts.as_ref()) {
            console.plain(&rows::counted(counts).to_string());
        }
        if let Some(why) = trouble {
            console.each([&**why]);
        }
        if !is_quiet {
            console.print(&told::job_facts(&job, &[]).to_string())?;
        }
        for line in told::what_next(&job) {
            console.plain(&line.to_string());
        }
    }
    let is_clean = matches!(key, "through" | "taken_down") && in_doubt == 0 && rejected.is_none();
    Ok(match trouble {
        _ if is_clean => Ended::Clean,
        Some(_) if sent == 0 && in_doubt == 0 => Ended::CouldNotRun,
        _ => Ended::Findings,
    })
}

/// Tells why no job was begun.
fn unfit(arguments: &Arguments, begun: &Begun, fetched: &Value, console: &Console) -> Result<Ended, Failure> {
    let known =
        if begun.known.1 > 0 { run::known_units(&begun.known, room::first(&arguments.codes())) } else { Vec::new() };
    let outcome = &begun.outcome;
    if arguments.format == Format::Json {
        let findings: Vec<Value> = report::broken(outcome).chain(&known).map(json::finding).collect();
        console.print_json(&json!({
            "ran": true, "job": null, "known": begun.known.1, "rejected": outcome.rejected, "findings": findings,
            "rows": json::groups(&outcome.findings), "fetched": fetched,
        }))?;
        return Ok(Ended::Findings);
    }
    console.each(report::broken(outcome));
    console.grouped(&outcome.findings, arguments.batch.all_findings);
    console.each(&known);
    if known.is_empty() {
        let message = match outcome.rejected {
            0 => say!(
                "labels of this design break rules, so nothing was printed; mend it, or let a rule be broken with --allow RULE"
            ),
            rows => say!(
                "{rows} row cannot be printed, so nothing was printed; mend them, or print the others with --skip-bad"
                    | "{rows} rows cannot be printed, so nothing was printed; mend them, or print the others with --skip-bad",
                rows = count(rows)
            ),
        };
        console.plain(&message.to_string());
    }
    if let Some(counts) = &outcome.row_counts {
        console.plain(&rows::counted(counts).to_string());
    }
    debug_assert!(outcome.count(Severity::Error) > 0 || outcome.rejected > 0 || begun.known.1 > 0);
    Ok(Ended::Findings)
}
