//! What the printer is like, and what happens to it.

use std::fmt;
use std::time::Duration;

use super::paper::Paper;
use crate::printer::setting::Language;

/// What the printer is like.
#[derive(Debug)]
pub struct Settings {
    /// The port it listens at; 0 takes a free one.
    pub port: u16,
    /// What it understands.
    pub language: Language,
    /// How long a label takes.
    pub label: Duration,
    /// Formats that it holds; it takes nothing more until one of them is begun.
    pub buffer: usize,
    /// Labels it has printed in its life, when it starts.
    pub odometer: u64,
    /// Whether it tells that count.
    pub counts: bool,
    /// Its serial number.
    pub id: String,
    /// When it does not answer.
    pub silence: Silence,
    /// Whether a format that a line broke off in runs into what comes next.
    pub keeps_half: bool,
    /// What happens to it, each once.
    pub faults: Vec<Fault>,
    /// Who is given the papers; if nobody is, they are kept.
    pub on_paper: Option<OnPaper>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            port: 0,
            language: Language::Zpl,
            label: Duration::ZERO,
            buffer: 100,
            odometer: 31_084,
            counts: true,
            id: "QZSIM0001".to_owned(),
            silence: Silence::Never,
            keeps_half: false,
            faults: Vec::new(),
            on_paper: None,
        }
    }
}

/// Who is given the papers.
pub struct OnPaper(pub Box<dyn FnMut(Paper) + Send>);

impl fmt::Debug for OnPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnPaper")
    }
}

/// When a printer does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It always answers.
    Never,
    /// Not while it has no labels or its head is open.
    InError,
    /// It answers nothing.
    Always,
}

/// Something that happens at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// When.
    pub when: When,
    /// What.
    pub what: Happening,
}

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// When so many bytes have come, over whatever line, and none behind them.
    Bytes(u64),
    /// Before the label of a number, from 1, is begun. Labels are counted as they are begun.
    Before(u64),
    /// In the middle of that label.
    Within(u64),
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The printer takes nothing for so long.
    Stall(Duration),
    /// The line breaks.
    Reset,
    /// Its labels run out. A label that is half printed is printed again when there are new ones, unless
    /// `^JZN` was said.
    PaperOut,
    /// Labels are loaded.
    PaperIn,
    /// The head is opened.
    HeadOpen,
    /// The head is closed.
    HeadClose,
    /// It is paused when the label is printed.
    Pause,
    /// It goes on.
    Resume,
    /// It is switched off and on: what it held is lost, and the line breaks.
    PowerCycle,
    /// The same behind a print server, which keeps the line and what it has not handed on.
    PowerCycleBehindServer,
    /// It answers nothing any more.
    Deaf,
    /// Another host has so many labels printed.
    OtherHost(u64),
}
