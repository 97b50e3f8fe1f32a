//! What becomes of reports, whatever the family: each code is judged once, when its report is signed.

use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, SystemTime};

use super::call::Call;
use super::order::Stock;
use super::structure::{gtin_of, unit_of};

/// The most codes of a report.
pub(super) const MOST: usize = 30_000;
/// What joins a new code and the one that it stands for.
const INSTEAD: char = '\u{1e}';

/// What a code was found to be, by the numbers of the guide.
pub(super) const GOOD: u32 = 0;
const TWICE: u32 = 1;
const UNKNOWN: u32 = 2;
const DROPPED: u32 = 4;
const OF_ANOTHER: u32 = 9;

/// What a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Utilisation,
    Dropout,
    Aggregation,
}

impl Kind {
    /// What the call is that hands one in.
    pub(super) fn of(call: Call) -> Option<Self> {
        match call {
            Call::Utilisation => Some(Self::Utilisation),
            Call::Dropout => Some(Self::Dropout),
            Call::Aggregation => Some(Self::Aggregation),
            _ => None,
        }
    }
}

#[derive(Debug)]
pub(super) struct Report {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) group: String,
    pub(super) mark: Option<String>,
    pub(super) time: SystemTime,
    pub(super) body: Vec<u8>,
    /// As they were sent.
    pub(super) codes: Vec<String>,
    pub(super) fate: Fate,
}

#[derive(Debug)]
pub(super) enum Fate {
    /// It waits for a signature.
    Unsigned,
    /// From a time on its signature is found to be bad.
    Refused(SystemTime),
    /// From a time on its codes are judged.
    Judged(SystemTime, Vec<Verdict>),
}

/// What became of the codes of a GTIN; of packs, of all codes.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) gtin: String,
    /// The id of the document that tells it.
    pub(super) document: String,
    /// Each unit, without a tail, and what it was found to be.
    pub(super) units: Vec<(String, u32)>,
    /// Whether one bad code spoils all.
    is_one: bool,
}

impl Verdict {
    pub(super) fn stage(&self) -> Stage {
        match self.good() {
            good if good == self.units.len() => Stage::Success,
            0 => Stage::Failed,
            _ => Stage::Partially,
        }
    }

    /// How many units were done with.
    pub(super) fn good(&self) -> usize {
        let good = self.units.iter().filter(|(_, code)| *code == GOOD).count();
        if self.is_one && good < self.units.len() { 0 } else { good }
    }
}

/// How far a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Unsigned,
    /// It is under way, in so many thirds.
    Underway(u32),
    Success,
    Partially,
    Failed,
    Refused,
}

impl Report {
    /// How far it is, where all takes so long.
    pub(super) fn stage(&self, takes: Duration, now: SystemTime) -> Stage {
        let (end, stage) = match &self.fate {
            Fate::Unsigned => return Stage::Unsigned,
            Fate::Refused(end) => (end, Stage::Refused),
            Fate::Judged(end, verdicts) => (end, ended(verdicts)),
        };
        match end.duration_since(now) {
            Ok(left) if !left.is_zero() => Stage::Underway(thirds(takes.saturating_sub(left), takes)),
            _ => stage,
        }
    }
}

fn ended(verdicts: &[Verdict]) -> Stage {
    let all = |stage| verdicts.iter().all(|verdict| verdict.stage() == stage);
    [Stage::Success, Stage::Failed].into_iter().find(|stage| all(*stage)).unwrap_or(Stage::Partially)
}

fn thirds(passed: Duration, takes: Duration) -> u32 {
    if passed * 3 >= takes * 2 { 2 } else { u32::from(passed * 3 >= takes) }
}

/// All reports.
#[derive(Debug, Default)]
pub(super) struct Reports {
    pub(super) all: Vec<Report>,
    /// What was reported and found to be good.
    done: HashSet<(Kind, String)>,
}

impl Reports {
    pub(super) fn report(&self, id: &str) -> Option<&Report> {
        self.all.iter().find(|report| report.id == id)
    }

    /// Takes the signature of a report that waits for one, and judges what is signed well.
    pub(super) fn sign(&mut self, id: &str, is_good: bool, stock: &mut Stock, now: SystemTime) {
        let Self { all, done } = self;
        let Some(report) = all.iter_mut().find(|report| report.id == id) else { return };
        let end = now + stock.takes;
        report.fate = match is_good {
            true => Fate::Judged(end, judged(report, done, stock)),
            false => Fate::Refused(end),
        };
    }

    /// How often each unit, without a tail, stands in the reports of a kind.
    pub(super) fn counted(&self, kind: Kind) -> BTreeMap<&str, u32> {
        let mut counted = BTreeMap::new();
        for code in self.all.iter().filter(|report| report.kind == kind).flat_map(|report| &report.codes) {
            *counted.entry(unit_of(new_of(code))).or_insert(0) += 1;
        }
        counted
    }
}

/// The codes of a report in its order, by GTIN.
fn judged(report: &Report, done: &mut HashSet<(Kind, String)>, stock: &mut Stock) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut seen = HashSet::new();
    for code in report.codes.iter().map(|code| new_of(code)) {
        let unit = unit_of(code);
        let found = if seen.insert(unit) { found(report, code, done, stock) } else { TWICE };
        let told = (unit.to_owned(), found);
        let gtin = if report.kind == Kind::Aggregation { "" } else { gtin_of(unit) };
        match verdicts.iter_mut().find(|verdict| verdict.gtin == gtin) {
            Some(verdict) => verdict.units.push(told),
            None => {
                let (gtin, document) = (gtin.to_owned(), stock.dice.uuid());
                verdicts.push(Verdict { gtin, document, units: vec![told], is_one: report.kind != Kind::Utilisation });
            }
        }
    }
    for verdict in verdicts.iter().filter(|verdict| verdict.good() > 0) {
        let good = verdict.units.iter().filter(|(_, code)| *code == GOOD);
        done.extend(good.map(|(unit, _)| (report.kind, unit.clone())));
    }
    verdicts
}

/// What a code is found to be. A GTIN that nobody ordered here is somebody else's.
fn found(report: &Report, code: &str, done: &HashSet<(Kind, String)>, stock: &Stock) -> u32 {
    let unit = unit_of(code);
    let told_as = |kind| done.contains(&(kind, unit.to_owned()));
    let is_whole = |whole: &str| match report.kind {
        // The codes of packs are told without their tails.
        Kind::Aggregation => code == unit,
        _ => code.strip_prefix(whole).is_some_and(|behind| behind.is_empty() || behind.starts_with('\u{1d}')),
    };
    let mut parts = stock.parts(gtin_of(unit)).peekable();
    if parts.peek().is_none() {
        return OF_ANOTHER;
    }
    let is_known = parts.any(|(group, part)| {
        let index = part.about.codes.index(unit).filter(|index| *index < part.passed && group == report.group);
        index.is_some_and(|index| is_whole(&part.about.codes.code(index)))
    });
    match is_known {
        false => UNKNOWN,
        true if told_as(Kind::Dropout) && report.kind != Kind::Dropout => DROPPED,
        true if told_as(report.kind) => TWICE,
        true => GOOD,
    }
}

/// The new one of two codes of which one stands for the other.
fn new_of(code: &str) -> &str {
    code.split_once(INSTEAD).map_or(code, |(new, _)| new)
}
