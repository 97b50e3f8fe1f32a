//! What the printer holds and does, without lines or threads.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use super::heard::Heard;
use super::paper::Paper;
use super::settings::{Happening, Settings, Silence, When};
use crate::printer::setting::Language;

/// A format that is to be printed.
#[derive(Clone, Debug)]
struct Format {
    bytes: Vec<u8>,
    graphics: Vec<(String, Vec<u8>)>,
    /// Labels of it that are not yet printed.
    left: u32,
    /// What it says of labels that are half printed.
    reprints: Option<bool>,
}

#[derive(Debug)]
pub(super) struct Machine {
    settings: Settings,
    buffer: VecDeque<Format>,
    graphics: BTreeMap<String, Vec<u8>>,
    /// Whether a half-printed label is printed again (`^JZ`).
    reprints: bool,
    printing: Option<Format>,
    has_paper: bool,
    is_open: bool,
    is_paused: bool,
    stalled: Option<Instant>,
    pub(super) odometer: u64,
    /// Labels that were begun.
    begun: u64,
    received: u64,
    /// Lines that were broken.
    pub(super) broken: u64,
    /// Whether a format has come in part.
    pub(super) is_within: bool,
    pub(super) papers: Vec<Paper>,
    /// The most bytes of dots that it held as graphics at a time.
    pub(super) most_memory: u64,
}

/// The bytes of dots that a graphic takes, as `~DGd:o.x,t,w,…` tells them.
fn dots_of(sent: &[u8]) -> u64 {
    let told = sent.split(|byte| *byte == b',').nth(1).and_then(|told| std::str::from_utf8(told).ok());
    told.and_then(|told| told.parse().ok()).unwrap_or(0)
}

impl Machine {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            odometer: settings.odometer,
            settings,
            buffer: VecDeque::new(),
            graphics: BTreeMap::new(),
            reprints: true,
            printing: None,
            has_paper: true,
            is_open: false,
            is_paused: false,
            stalled: None,
            begun: 0,
            received: 0,
            broken: 0,
            is_within: false,
            papers: Vec::new(),
            most_memory: 0,
        }
    }

    /// What it understands.
    pub(super) fn language(&self) -> Language {
        self.settings.language
    }

    /// How long a label takes.
    pub(super) fn label_time(&self) -> Duration {
        self.settings.label
    }

    pub(super) fn keeps_half(&self) -> bool {
        self.settings.keeps_half
    }

    /// Whether it takes nothing for now.
    pub(super) fn is_stalled(&self) -> bool {
        self.stalled.is_some_and(|until| Instant::now() < until)
    }

    /// Bytes that may come before something happens.
    pub(super) fn until_fault(&self) -> Option<u64> {
        let bytes = self.settings.faults.iter().filter_map(|fault| match fault.when {
            When::Bytes(bytes) => Some(bytes.saturating_sub(self.received)),
            _ => None,
        });
        bytes.min()
    }

    /// Counts bytes that came, and lets happen what is due.
    pub(super) fn count(&mut self, bytes: usize) {
        self.received += bytes as u64;
        let received = self.received;
        self.due(|when| matches!(when, When::Bytes(bytes) if bytes <= received));
    }

    fn due(&mut self, is_due: impl Fn(When) -> bool) {
        let (due, later): (Vec<_>, Vec<_>) = self.settings.faults.drain(..).partition(|fault| is_due(fault.when));
        self.settings.faults = later;
        due.into_iter().for_each(|fault| self.happen(fault.what));
    }

    /// Something happens to it.
    pub(super) fn happen(&mut self, what: Happening) {
        match what {
            Happening::Stall(time) => self.stalled = Some(Instant::now() + time),
            Happening::Reset => self.broken += 1,
            Happening::PaperOut => {
                self.has_paper = false;
                self.tear();
            }
            Happening::PaperIn => self.has_paper = true,
            Happening::HeadOpen => {
                self.is_open = true;
                self.tear();
            }
            Happening::HeadClose => self.is_open = false,
            Happening::Pause => self.is_paused = true,
            Happening::Resume => self.is_paused = false,
            Happening::PowerCycle => {
                self.start_again();
                self.broken += 1;
            }
            Happening::PowerCycleBehindServer => self.start_again(),
            Happening::Deaf => self.settings.silence = Silence::Always,
            Happening::OtherHost(papers) => {
                for _ in 0..papers {
                    self.odometer += 1;
                    self.put(Paper { whole: true, ..Paper::default() });
                }
            }
        }
    }

    /// What it held is lost, but what it has counted.
    fn start_again(&mut self) {
        self.reprints = false;
        self.tear();
        self.buffer.clear();
        self.graphics.clear();
        self.reprints = true;
        self.is_paused = false;
        self.is_within = false;
    }

    fn put(&mut self, paper: Paper) {
        match &mut self.settings.on_paper {
            Some(given) => given.0(paper),
            None => self.papers.push(paper),
        }
    }

    fn paper_of(format: &Format, whole: bool) -> Paper {
        Paper { format: format.bytes.clone(), graphics: format.graphics.clone(), whole, own: true }
    }

    /// The label under way comes to nothing.
    fn tear(&mut self) {
        let Some(mut format) = self.printing.take() else { return };
        self.put(Self::paper_of(&format, false));
        format.left -= u32::from(!self.reprints);
        if format.left > 0 {
            self.buffer.push_front(format);
        }
    }

    /// Whether it can take another format.
    pub(super) fn has_room(&self) -> bool {
        self.buffer.len() < self.settings.buffer.max(1)
    }

    /// Takes what came, and gives what it answers.
    pub(super) fn hear(&mut self, heard: Heard) -> Option<String> {
        match heard {
            Heard::Format(bytes) => {
                self.take(bytes);
                None
            }
            Heard::Label(bytes) => {
                self.buffer.push_back(Format { bytes, graphics: Vec::new(), left: 1, reprints: Some(false) });
                None
            }
            Heard::Graphic(name, sent) => {
                self.graphics.insert(name, sent);
                self.most_memory = self.most_memory.max(self.graphics.values().map(|sent| dots_of(sent)).sum());
                None
            }
            Heard::Pause => {
                self.is_paused = true;
                None
            }
            Heard::Resume => {
                self.is_paused = false;
                None
            }
            question => self.answer(&question),
        }
    }

    fn take(&mut self, bytes: Vec<u8>) {
        let text = String::from_utf8_lossy(&bytes);
        let said = |command: &'static str| text.split(command).skip(1);
        let reprints = said("^JZ").last().map(|value| !value.starts_with('N'));
        for name in said("^ID").filter_map(|rest| rest.split(['^', ',']).next()) {
            match name.split_once('*') {
                Some((before, _)) => self.graphics.retain(|known, _| !known.starts_with(before)),
                None => drop(self.graphics.remove(name)),
            }
        }
        let recalled = said("^XG").filter_map(|rest| rest.split(['^', ',']).next());
        let mut graphics: Vec<(String, Vec<u8>)> = Vec::new();
        for name in recalled {
            if let Some(sent) = self.graphics.get(name).filter(|_| graphics.iter().all(|(known, _)| known != name)) {
                graphics.push((name.to_owned(), sent.clone()));
            }
        }
        if !["^FO", "^FT", "^FD"].iter().any(|field| text.contains(field)) {
            self.reprints = reprints.unwrap_or(self.reprints);
            return;
        }
        let digits = said("^PQ").last().map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
        let left = digits.and_then(|digits| digits.parse().ok()).unwrap_or(1).max(1);
        self.buffer.push_back(Format { bytes, graphics, left, reprints });
    }

    /// Begins a label, if there is one and it can; gives its number.
    pub(super) fn begin(&mut self) -> Option<u64> {
        let can =
            |machine: &Self| machine.has_paper && !machine.is_open && !machine.is_paused && !machine.buffer.is_empty();
        if !can(self) {
            return None;
        }
        let next = self.begun + 1;
        self.due(|when| when == When::Before(next));
        if !can(self) {
            return None;
        }
        let format = self.buffer.pop_front()?;
        self.reprints = format.reprints.unwrap_or(self.reprints);
        self.printing = Some(format);
        self.begun = next;
        Some(next)
    }

    /// The middle of a label.
    pub(super) fn within(&mut self, label: u64) {
        if self.is_printing(label) {
            self.due(|when| when == When::Within(label));
        }
    }

    /// A label has come out, unless something happened to it.
    pub(super) fn end(&mut self, label: u64) {
        if !self.is_printing(label) {
            return;
        }
        if let Some(mut format) = self.printing.take() {
            self.odometer += 1;
            self.put(Self::paper_of(&format, true));
            format.left -= 1;
            if format.left > 0 {
                self.buffer.push_front(format);
            }
        }
    }

    fn is_printing(&self, label: u64) -> bool {
        self.printing.is_some() && self.begun == label
    }

    /// Whether it prints, or will when nothing keeps it.
    fn is_busy(&self) -> bool {
        self.printing.is_some() || !self.buffer.is_empty()
    }

    fn answer(&self, question: &Heard) -> Option<String> {
        let is_wrong = !self.has_paper || self.is_open;
        match self.settings.silence {
            Silence::Always => return None,
            Silence::InError if is_wrong => return None,
            _ => {}
        }
        let flag = u8::from;
        match question {
            Heard::Status => Some(format!(
                "\x02030,{},{},0406,{:03},{},0,{},000,0,0,0\x03\r\n\x02001,0,{},0,1,2,6,0,{:08},1,{:03}\x03\r\n\x020000,0\x03\r\n",
                flag(!self.has_paper),
                flag(self.is_paused),
                self.buffer.len().min(999),
                flag(!self.has_room()),
                flag(self.is_within),
                flag(self.is_open),
                self.printing.as_ref().map_or(0, |format| format.left),
                self.graphics.len().min(999),
            )),
            Heard::Errors => {
                let bits = [(!self.has_paper, 1_u32), (self.is_open, 4), (self.is_paused, 0x1_0000)];
                let mask = bits.iter().filter(|(set, _)| *set).fold(0, |mask, (_, bit)| mask | bit);
                Some(format!(
                    "\x02\r\n  PRINTER STATUS\r\n   ERRORS:         {} 00000000 {mask:08X}\r\n   WARNINGS:       0 00000000 00000000\r\n\x03",
                    flag(mask != 0)
                ))
            }
            Heard::State => {
                let bits =
                    [(self.is_open, 0x01_u8), (!self.has_paper, 0x04), (self.is_paused, 0x10), (self.is_busy(), 0x20)];
                let byte = bits.iter().filter(|(set, _)| *set).fold(0, |all, (_, bit)| all | bit);
                Some(char::from(byte).to_string())
            }
            Heard::Report => {
                let does = match (is_wrong, self.is_paused, self.is_busy()) {
                    (true, ..) => 'E',
                    (_, true, _) => '`',
                    (_, _, true) => 'P',
                    _ => '@',
                };
                let paper = char::from(0x40 | flag(!self.has_paper) | flag(self.is_open) << 5);
                Some(format!("\x02{does}@@{paper}\x03\r\n"))
            }
            Heard::TscModel => (!is_wrong).then(|| "QZSIM-TSPL\r\n".to_owned()),
            Heard::Model => Some("\x02QZSIM-203dpi,V1.0,8,8192KB\x03\r\n".to_owned()),
            Heard::Variable(name) => Some(match name.as_str() {
                "odometer.total_label_count" if self.settings.counts => format!("\"{}\"\r\n", self.odometer),
                "device.unique_id" => format!("\"{}\"\r\n", self.settings.id),
                _ => "\"?\"\r\n".to_owned(),
            }),
            _ => None,
        }
    }
}
