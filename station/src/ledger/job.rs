//! Jobs and their labels, as a ledger knows them.

use std::fmt;
use std::str::FromStr;

use quietzone::job::{Own, Shared};
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, outside};

use super::numbers::Numbers;
use super::state::{State, States};
use super::time::Time;

/// The number of a job in its ledger, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u32);

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for JobId {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let number = text.trim().parse().ok().filter(|number| *number > 0);
        number.map(JobId).ok_or_else(|| say!("“{text}” is no number of a job", text = outside(text)))
    }
}

/// A job that begins.
#[derive(Clone, Debug, Default)]
pub struct NewJob {
    /// The template, as it was named.
    pub template: String,
    /// The files of codes, as they were named.
    pub data: String,
    /// The market.
    pub market: String,
    /// The printer.
    pub printer: String,
    /// Who asked for it.
    pub operator: String,
    /// Labels it will have.
    pub labels: u32,
    /// Labels on a sheet, if they are printed on sheets.
    pub places: Option<u32>,
    /// What else its labels are made by.
    pub kept: Kept,
}

/// What the labels of a job are made by, kept so that nothing is read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The settings of the job, as its maker wrote them.
    pub settings: String,
    /// What the labels share.
    pub shared: Shared,
    /// Template, market, art and fonts: path and bytes.
    pub files: Vec<(String, Vec<u8>)>,
}

/// A label that a job begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLabel {
    /// What tells its unit from others; it holds no tail. Nothing where its code tells no unit.
    pub unit: Option<String>,
    /// What it is made of.
    pub own: Own,
}

/// Whether a job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Its labels are being taken down.
    Loading,
    /// It can be printed.
    Open,
    /// It is over: its labels were told as used, or somebody said so.
    Done,
    /// What waited was freed.
    Cancelled,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 4] = [Status::Loading, Status::Open, Status::Done, Status::Cancelled];

    /// Its key, the same in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Status::Loading => "loading",
            Status::Open => "open",
            Status::Done => "done",
            Status::Cancelled => "cancelled",
        }
    }
}

impl InWords for Status {
    fn in_words(&self) -> Sentence {
        match self {
            Status::Loading => say!("being read"),
            Status::Open => say!("open"),
            Status::Done => say!("over"),
            Status::Cancelled => say!("cancelled"),
        }
    }
}

/// A job as it stands.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// Whether it goes on.
    pub status: Status,
    /// The template, as it was named.
    pub template: String,
    /// The files of codes, as they were named.
    pub data: String,
    /// The market.
    pub market: String,
    /// The printer it was last printed on.
    pub printer: String,
    /// Who asked for it.
    pub operator: String,
    /// When it began.
    pub begun: Time,
    /// Its labels.
    pub labels: u32,
    /// Labels on a sheet, if they are printed on sheets.
    pub places: Option<u32>,
    /// Sheets that left or are about to, over all its runs.
    pub sheets: u32,
    /// How many of them are in each state.
    pub states: States,
    /// Who prints it now.
    pub held: Option<String>,
    /// Whether its codes were wiped.
    pub forgotten: bool,
}

/// A label as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its job.
    pub job: JobId,
    /// Its number in the job, from 1.
    pub number: u32,
    /// The row of its data.
    pub row: u32,
    /// What tells its unit from others.
    pub unit: Option<String>,
    /// What became of its paper.
    pub state: State,
    /// Which paper of the label it is, from 1.
    pub copy: u32,
    /// Whether it is on goods.
    pub applied: bool,
    /// When its state changed.
    pub time: Time,
    /// The printer that it was claimed for.
    pub printer: Option<String>,
    /// Who claimed it or said what became of it.
    pub operator: Option<String>,
    /// Sheet and place of its latest paper, each from 1; sheets count on over all runs of the job.
    pub stand: Option<(u32, u32)>,
}

/// What became of labels to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// All are taken down.
    Taken,
    /// None is: these units are known from another job.
    Known(Vec<(NewLabelRef, Known)>),
}

/// A label that was to be added: its number and row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewLabelRef {
    /// Its number in the new job.
    pub number: u32,
    /// The row of its data.
    pub row: u32,
}

/// The right to print a job, until somebody else gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The job.
    pub job: JobId,
    /// Its fencing number: with an older one nothing can be changed.
    pub fence: u64,
    /// Whether the run that held it before ended without a word.
    pub is_orphaned: bool,
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The labels are claimed, all of them.
    Taken,
    /// None is: some of them do not wait any more.
    Changed,
    /// None is: somebody asked that the job stop.
    Stop,
}

/// Where a block of labels goes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The first label, and the last.
    pub labels: (u32, u32),
    /// How many bytes stand before it.
    pub start: u64,
    /// Its bytes.
    pub length: u64,
    /// Their digest.
    pub digest: u64,
    /// Whether it is known to stand there.
    pub sent: bool,
}

/// A label on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Its number in the job.
    pub number: u32,
    /// The sheet in the job, from 1.
    pub sheet: u32,
    /// The place on the sheet, from 1.
    pub place: u32,
}

/// Sheets that leave as one: into a file of their own, or as a job of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The first sheet in the job, and the last.
    pub sheets: (u32, u32),
    /// Where they go.
    pub to: String,
    /// The bytes of their document.
    pub length: u64,
    /// The digest of these.
    pub digest: u64,
    /// What became of them, once that is known.
    pub fate: Option<Fate>,
}

/// What became of sheets that were claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They are where they were to go.
    There,
    /// They are not, for certain: their labels wait again, and their numbers are given anew.
    Missing,
    /// Nobody can tell: their labels are in doubt.
    Unknown,
}

/// What an operator says of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// They were printed, and are fit.
    Confirm {
        /// Which.
        labels: Numbers,
        /// These of them are missing or unfit.
        spoiled: Numbers,
        /// Whether what was not sent is left out in silence.
        all: bool,
    },
    /// Their papers were destroyed, or never were: they are printed once more.
    Reprint {
        /// Which.
        labels: Numbers,
        /// Why.
        reason: String,
    },
    /// Their codes are retired for good.
    Void {
        /// Which.
        labels: Numbers,
        /// Why.
        reason: String,
    },
    /// They are on goods.
    Apply {
        /// Which; those of them that are not known to be on paper are refused, unless all are meant.
        labels: Numbers,
        /// Whether what is not on paper is left out in silence.
        all: bool,
    },
    /// It was scanned: it is on paper, and on goods. Nothing changes where that was known.
    Scanned {
        /// Which.
        label: u32,
    },
    /// What waits is freed.
    Cancel,
    /// The job is over.
    Done,
    /// The run that prints it is to stop between two labels.
    Stop,
}

/// Something that was done with a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub time: Time,
    /// What: `begun`, `claimed`, `sent`, `counted`, `in_doubt`, `confirmed`, `spoiled`, `reprint`, `void`,
    /// `applied`, `scanned`, `cancelled`, `done`, `forgotten`, `restored`.
    pub kind: String,
    /// The first label and the last, where labels are meant.
    pub labels: Option<(u32, u32)>,
    /// Who.
    pub operator: Option<String>,
    /// Where.
    pub printer: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What a printer's count of labels stood at when a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odometer {
    /// What tells the printer from others, as it says itself.
    pub identity: String,
    /// Labels it had printed in its life.
    pub labels: u64,
    /// When that was.
    pub time: Time,
}

/// What a ledger is.
#[derive(Clone, Debug)]
pub struct About {
    /// Where it stands.
    pub place: String,
    /// The number of its form.
    pub version: u32,
    /// Jobs.
    pub jobs: u64,
    /// Labels.
    pub labels: u64,
    /// Labels whose codes are whole in it.
    pub codes: u64,
    /// Bytes it takes.
    pub bytes: u64,
}
