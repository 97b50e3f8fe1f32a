//! `quietzone job verify`: labels ticked off as a scanner types their codes.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::market::Fixing;
use quietzone::say;
use quietzone::sentence::{Sentence, count, outside, system};
use quietzone::world::World;
use quietzone_station::ledger::{JobId, Known, Ledger, Numbers};
use quietzone_station::report;
use quietzone_station::run::{Checklist, Scan};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};

/// Bytes of the longest line; the rest of a longer one is another.
const LONGEST: u64 = 10_000;
/// Sheets, or ranges of labels, that are told one by one.
const TOLD: usize = 20;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The job.
    pub(crate) job: JobId,
    /// Where the labels are listed that were not scanned: .csv, .xlsx or .json.
    #[arg(long, value_name = "FILE")]
    pub(crate) missing: Option<PathBuf>,
    /// Mark nothing in the ledger.
    #[arg(long)]
    dry_run: bool,
    /// Read codes that a scanner typed on a keyboard with another layout.
    #[arg(long)]
    fix_layout: bool,
}

/// How many scans came to what.
#[derive(Default)]
struct Counts {
    good: u64,
    twice: u64,
    unfit: u64,
    foreign: u64,
    unreadable: u64,
}

/// Ticks off labels until nothing more is typed; tells how it ended, and which labels are missing.
pub(crate) fn run(
    arguments: &Arguments,
    (ledger, operator): (&dyn Ledger, &str),
    format: Format,
    console: &Console,
    list: impl FnOnce(&Path, &dyn Fn(&Known) -> bool) -> Result<(), Failure>,
) -> Result<Ended, Failure> {
    let (job, world) = (arguments.job, World::default());
    let fixing = Fixing { layout: arguments.fix_layout, ..Fixing::default() };
    let mut checklist = Checklist::of(ledger, &world, job, operator, (!arguments.dry_run, fixing))?;
    let is_asked = io::stdin().is_terminal() && console.is_terminal();
    if is_asked {
        console.plain(&say!("scan the labels of job {job}; a line “done” ends", job = job.0).to_string());
    }
    let mut counts = Counts::default();
    let mut input = BufReader::new(world.standard_input());
    while let Some(text) = line(&mut input)? {
        // Scanners may end a code with CR and LF, which makes two lines on a terminal.
        if text.is_empty() {
            continue;
        }
        if text.eq_ignore_ascii_case("done") {
            break;
        }
        let scan = checklist.scan(&text)?;
        let left = checklist.left();
        counts.add(&scan);
        match format {
            Format::Json => console.print(&scan.json(left).to_string())?,
            Format::Text => tell(&scan, left, is_asked, console)?,
        }
    }
    let (left, all) = checklist.left();
    let misses = |label: &Known| checklist.misses(label);
    if let Some(path) = &arguments.missing {
        list(path, &misses)?;
    }
    let ended = if left > 0 || counts.unfit > 0 || counts.foreign > 0 { Ended::Findings } else { Ended::Clean };
    match format {
        Format::Json => console.print(&counts.json(job, (left, all)).to_string())?,
        Format::Text => {
            for sentence in counts.told((left, all)).into_iter().chain(missing(ledger, job, &misses)?) {
                console.print(&sentence.to_string())?;
            }
        }
    }
    Ok(ended)
}

/// The next line, without what ends it; nothing at the end.
fn line(input: &mut impl BufRead) -> Result<Option<String>, Diagnostic> {
    let mut bytes = Vec::new();
    let read = Read::take(input, LONGEST).read_until(b'\n', &mut bytes).map_err(|error| {
        let message = say!("standard input cannot be read: {error}", error = system(&error));
        Diagnostic::error(rules::REQUEST, message)
    })?;
    let text = String::from_utf8_lossy(&bytes);
    Ok((read > 0).then(|| text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn tell(scan: &Scan, left: (u64, u64), is_asked: bool, console: &Console) -> Result<(), Failure> {
    if is_asked && !matches!(scan, Scan::Good(_)) {
        // Whoever scans looks at the goods, and hears that something is wrong.
        console.plain("\u{7}");
    }
    console.print(&scan.told(left).to_string())?;
    if let Scan::Unreadable(faults) = scan {
        console.each(faults);
    }
    Ok(())
}

impl Counts {
    fn add(&mut self, scan: &Scan) {
        let counted = match scan {
            Scan::Good(_) => &mut self.good,
            Scan::Twice(_) => &mut self.twice,
            Scan::Unfit(_) => &mut self.unfit,
            Scan::OtherJob(_) | Scan::Unknown(_) => &mut self.foreign,
            Scan::Unreadable(_) => &mut self.unreadable,
        };
        *counted += 1;
    }

    fn json(&self, job: JobId, (left, all): (u64, u64)) -> Value {
        json!({
            "ran": true, "job": job.0, "good": self.good, "twice": self.twice, "unfit": self.unfit,
            "foreign": self.foreign, "unreadable": self.unreadable, "missing": left, "of": all,
        })
    }

    fn told(&self, (left, all): (u64, u64)) -> Vec<Sentence> {
        let mut told = vec![say!(
            "{labels} label ticked off; {left} of {all} left" | "{labels} labels ticked off; {left} of {all} left",
            labels = count(self.good),
            left,
            all
        )];
        let mut add = |many: u64, sentence: Sentence| told.extend((many > 0).then_some(sentence));
        add(
            self.twice,
            say!(
                "{n} scan was of a label scanned before" | "{n} scans were of labels scanned before",
                n = count(self.twice)
            ),
        );
        add(
            self.unfit,
            say!("{n} label was spoiled or void" | "{n} labels were spoiled or void", n = count(self.unfit)),
        );
        add(
            self.foreign,
            say!("{n} code was not of this job" | "{n} codes were not of this job", n = count(self.foreign)),
        );
        add(
            self.unreadable,
            say!("{n} scan could not be read" | "{n} scans could not be read", n = count(self.unreadable)),
        );
        told
    }
}

/// Which labels are missing: by sheet and place, or by their numbers.
fn missing(ledger: &dyn Ledger, job: JobId, misses: &dyn Fn(&Known) -> bool) -> Result<Vec<Sentence>, Failure> {
    let (mut sheets, mut others) = (BTreeMap::<u32, Vec<u32>>::new(), Vec::new());
    let taken = report::each(ledger, job, misses, |label| {
        match label.stand {
            Some((sheet, place)) => sheets.entry(sheet).or_default().push(place),
            None => others.push(label.number),
        }
        Ok(())
    });
    taken.map_err(|error| Diagnostic::error(rules::OUTPUT, say!("{error}", error = system(&error))))??;
    let all = sheets.len();
    let mut told: Vec<Sentence> = sheets
        .into_iter()
        .take(TOLD)
        .map(|(sheet, mut places)| {
            places.sort_unstable();
            say!("missing: sheet {sheet}, place {places}", sheet, places = outside(Numbers::list(&places).to_string()))
        })
        .collect();
    if all > TOLD {
        told.push(say!(
            "missing: labels of {n} more sheet; list them with --missing FILE"
                | "missing: labels of {n} more sheets; list them with --missing FILE",
            n = count(all - TOLD)
        ));
    }
    if !others.is_empty() {
        let others = Numbers::list(&others);
        let first = Numbers::of(others.ranges().iter().take(TOLD).cloned());
        told.push(say!("missing: labels {labels}", labels = outside(first.to_string())));
        let more = others.ranges().len().saturating_sub(TOLD);
        if more > 0 {
            told.push(say!(
                "missing: labels of {n} more range; list them with --missing FILE"
                    | "missing: labels of {n} more ranges; list them with --missing FILE",
                n = count(more)
            ));
        }
    }
    Ok(told)
}
