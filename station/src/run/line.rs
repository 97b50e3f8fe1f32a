//! Printing over a line: a few labels are under way at a time, each claimed before its bytes leave, and the
//! printer is asked what became of them.

use std::time::{Duration, SystemTime};

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::Own;
use quietzone::render::zpl::Held;
use quietzone::say;
use quietzone::sentence::{InWords, count, length, outside};

use super::flight::Flight;
use super::labels::{LabelMaker, Since};
use super::odometer;
use super::pace::Pace;
use super::work::{Ended, Waiting, Why, Work, number};
use crate::ledger::{self, Claim, State, rules};
use crate::printer::{
    Answer, Condition, Confirm, Dial, Language, Profile, Talk, Trouble, Waits, What, Work as Doing,
    rules as printer_rules,
};

/// A printer that a job is printed on.
#[derive(Clone, Copy)]
pub struct Printer<'a> {
    /// How it prints, and where it stands.
    pub profile: &'a Profile,
    /// Who makes lines.
    pub dial: &'a dyn Dial,
    /// How long what is waited for.
    pub waits: Waits,
    /// How often it is asked.
    pub pace: Pace,
    /// Whether others may have printed on it since this ledger last did, although its count confirms labels.
    pub others_print: bool,
}

/// Why a run goes no further.
pub(super) enum Halt {
    Failure(Failure),
    Ends(Why),
    Line(Trouble),
}

impl<T: Into<Failure>> From<T> for Halt {
    fn from(failure: T) -> Self {
        Halt::Failure(failure.into())
    }
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Halt::Line(trouble)
    }
}

/// Prints what waits over a line.
///
/// # Errors
/// The design cannot be made; the ledger cannot be read or written.
pub fn print_line(work: Work<'_>, printer: Printer<'_>) -> Result<Ended, Failure> {
    let again = work.design()?;
    // A label of a spooler is a document of its own; others may print between two of them.
    let again = if printer.profile.address.is_spooled() { again.alone() } else { again };
    let maker = LabelMaker::of(&again, printer.profile)?;
    if let Some(width) = printer.profile.width.filter(|width| *width < again.width()) {
        let message = say!(
            "the labels are {label} wide, and the printer prints {width}",
            label = length(again.width(), 2),
            width = length(width, 2)
        );
        let found = Diagnostic::error(printer_rules::SETTINGS, message)
            .help(say!("print on another, or set its width with quietzone printer set NAME --width"));
        return Ok(Ended { sent: 0, in_doubt: 0, why: Why::Trouble(Box::new(found)) });
    }
    let in_doubt = if work.hold.is_orphaned { work.doubt()? } else { 0 };
    if in_doubt > 0 {
        work.progress.told(&say!(
            "{labels} label was under way when the last run ended, and is in doubt"
                | "{labels} labels were under way when the last run ended, and are in doubt",
            labels = count(in_doubt)
        ));
    }
    let run = Run {
        work,
        printer,
        head: maker.head()?,
        held: Held::default(),
        graphics: 0,
        maker,
        waiting: Waiting::of(work),
        flight: Flight::default(),
        all: work.waiting()?,
        sent: 0,
        in_doubt,
        told: None,
        is_blocked: false,
        quiet_since: None,
        losses: 0,
        is_half: false,
        since: Since::default(),
        stayed: work.world.now(),
        looked: work.world.now(),
        is_to_stop: false,
    };
    run.run()
}

/// A run under way.
pub(super) struct Run<'a> {
    pub(super) work: Work<'a>,
    pub(super) printer: Printer<'a>,
    pub(super) maker: LabelMaker<'a>,
    pub(super) head: Vec<u8>,
    /// What the printer has in its memory for the labels.
    pub(super) held: Held,
    /// Graphics that it told it has.
    pub(super) graphics: u32,
    pub(super) waiting: Waiting<'a>,
    pub(super) flight: Flight,
    pub(super) all: u64,
    pub(super) sent: u64,
    pub(super) in_doubt: u64,
    /// What the printer reported last.
    pub(super) told: Option<Condition>,
    /// Whether it prints nothing for now.
    pub(super) is_blocked: bool,
    /// Since when it says nothing, although it answered before.
    pub(super) quiet_since: Option<SystemTime>,
    /// Lines that were lost since labels were last known to be printed.
    pub(super) losses: u32,
    /// Whether the line broke off in a label.
    is_half: bool,
    /// Labels since something came behind one.
    since: Since,
    /// When the hold was last kept.
    stayed: SystemTime,
    /// When the ledger was last asked whether the run is to stop.
    looked: SystemTime,
    /// What it answered.
    is_to_stop: bool,
}

impl Run<'_> {
    fn run(mut self) -> Result<Ended, Failure> {
        let mut is_first = true;
        loop {
            let halt = match self.connect(is_first) {
                Ok(mut talk) => match self.print(&mut talk) {
                    Ok(why) | Err(Halt::Ends(why)) => match self.close(talk, &why) {
                        Ok(()) => return Ok(self.ended(why)),
                        Err(halt) => halt,
                    },
                    Err(halt) => halt,
                },
                Err(halt) => halt,
            };
            match halt {
                Halt::Failure(failure) => {
                    // What is on its way is not known to the ledger as printed; that it cannot be told is told.
                    let _ = self.work.doubt();
                    return Err(failure);
                }
                Halt::Ends(why) => return Ok(self.ended(why)),
                Halt::Line(trouble) => {
                    self.lost()?;
                    let is_over = is_first && matches!(trouble.what, What::Unreachable(_));
                    self.losses += 1;
                    if is_over || self.losses > self.printer.pace.calls || self.is_stopped() {
                        return Ok(self.ended(Why::Trouble(Box::new(trouble.into()))));
                    }
                    if self.losses == 1 {
                        self.work.progress.told(&trouble.in_words());
                        self.work.progress.told(&trouble.what_to_do());
                    }
                    self.rest(self.printer.pace.call)?;
                }
            }
            is_first = false;
        }
    }

    fn ended(self, why: Why) -> Ended {
        let is_told = matches!(&why, Why::Trouble(found) if found.rule == printer_rules::HALF);
        if self.is_half && self.printer.profile.language == Language::Tspl && !is_told {
            let found = self.half();
            self.work.progress.told(&found.message);
            found.help.iter().for_each(|help| self.work.progress.told(help));
        }
        Ended { sent: self.sent, in_doubt: self.in_doubt, why }
    }

    /// What is said of a label that the printer has half, and no command takes out of it.
    fn half(&self) -> Diagnostic {
        let printer = outside(&self.printer.profile.name);
        let message = say!("“{printer}” may hold a label by half, and what is sent next would run into it", printer);
        Diagnostic::error(printer_rules::HALF, message)
            .help(say!("switch the printer off and on, see what came out, and go on with quietzone job resume"))
    }

    /// Calls the printer, waits until it can print, and sends what the labels need in it.
    fn connect(&mut self, is_first: bool) -> Result<Talk, Halt> {
        let Printer { profile, dial, waits, .. } = self.printer;
        let mut talk = Talk::connect(&profile.name, (&profile.address, profile.language), dial, waits)?;
        if !is_first && !talk.cancel_half()? && self.is_half {
            return Err(Halt::Ends(Why::Trouble(Box::new(self.half()))));
        }
        self.is_half = false;
        self.flight = Flight::default();
        let mut is_told = false;
        while !self.is_ready(&mut talk, &mut is_told)? {
            if self.is_stopped() {
                return Err(Halt::Ends(Why::Stopped));
            }
            self.rest(self.printer.pace.status)?;
        }
        self.recognise(&mut talk)?;
        match talk.odometer()? {
            Answer::Told(counted) => {
                if is_first {
                    self.compare(&mut talk, counted)?;
                }
                self.flight.count_from(counted);
            }
            Answer::Silent if self.flight.is_silent && is_first => {
                let printer = outside(&profile.name);
                self.work.progress.told(&say!(
                    "{printer} answers nothing, so only who looks at its labels knows what it printed",
                    printer
                ));
            }
            Answer::Silent => {}
        }
        self.send_head(&mut talk)?;
        Ok(talk)
    }

    /// Sends what the labels need in the printer, which is taken to have nothing of it.
    pub(super) fn send_head(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        self.held.again();
        self.send_all(talk, &self.head.clone())?;
        self.graphics =
            if self.flight.is_silent { None } else { talk.status()?.told().and_then(|status| status.graphics) }
                .unwrap_or(0);
        Ok(())
    }

    /// Whether it is the printer that has shown that it counts, where its count is to confirm labels.
    fn recognise(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        let Profile { name, confirm, proven, .. } = self.printer.profile;
        let shown = proven.as_ref().and_then(|proof| proof.printer.as_ref());
        if *confirm != Confirm::Counter || shown.is_none() || talk.identity()?.id.as_ref() == shown {
            return Ok(());
        }
        let message = say!(
            "“{printer}” is another printer now than the one whose count was shown to be right",
            printer = outside(name)
        );
        let help = say!("test it with quietzone printer test {printer}", printer = outside(name));
        let found = Diagnostic::error(printer_rules::UNPROVEN, message).help(help);
        Err(Halt::Ends(Why::Trouble(Box::new(found))))
    }

    /// Whether the printer can begin. One that says nothing is begun with.
    fn is_ready(&mut self, talk: &mut Talk, is_told: &mut bool) -> Result<bool, Halt> {
        match talk.status()? {
            Answer::Silent => {
                self.flight.is_silent = true;
                Ok(true)
            }
            Answer::Told(status) => {
                self.tell(&status);
                let is_busy = matches!(status.work, Doing::Busy { .. });
                if is_busy && self.told.is_none() && !std::mem::replace(is_told, true) {
                    self.work.progress.told(&say!("the printer is busy with something else; waiting"));
                }
                if status.obstacle().is_none() && !is_busy {
                    self.work.idle()?;
                    return Ok(true);
                }
                Ok(false)
            }
        }
    }

    /// Holds the printer's count against what the ledger knows.
    fn compare(&mut self, talk: &mut Talk, counted: u64) -> Result<(), Halt> {
        let identity = talk.identity()?.id.unwrap_or_default();
        let unknown = odometer::unknown(self.work, &identity, counted)?;
        if unknown == 0 {
            return Ok(());
        }
        let message = say!(
            "the printer printed {labels} label that this ledger does not know of"
                | "the printer printed {labels} labels that this ledger does not know of",
            labels = count(unknown)
        );
        let job = self.work.ledger.job(self.work.hold.job)?;
        // None of its labels can be among them.
        let is_new = job.states.of(State::Waiting) == u64::from(job.labels);
        if self.printer.others_print || is_new {
            self.work.progress.told(&message);
            return Ok(());
        }
        let help = say!(
            "if the ledger was put back from a backup, say so with quietzone ledger restored; if another program printed, go on with --others-print"
        );
        Err(Halt::Ends(Why::Trouble(Box::new(Diagnostic::error(rules::RESTORED, message).help(help)))))
    }

    /// Sends labels and asks for them, until none waits or something ends it.
    fn print(&mut self, talk: &mut Talk) -> Result<Why, Halt> {
        loop {
            if self.is_stopped() {
                return Ok(Why::Stopped);
            }
            let every = self.printer.profile.confirm_every.map(u64::from);
            if every.is_some_and(|every| self.sent >= every) {
                return Ok(Why::Confirm);
            }
            let in_flight = self.printer.profile.in_flight as usize;
            let room = if self.is_blocked { 0 } else { in_flight.saturating_sub(self.flight.len()) };
            let room = every.map_or(room, |every| room.min((every - self.sent) as usize));
            let mut next = if room > 0 { self.waiting.next(room)? } else { Vec::new() };
            if next.is_empty() && room > 0 {
                // Labels may wait again that were printed before.
                self.waiting.again();
                next = self.waiting.next(room)?;
            }
            if next.is_empty() && room > 0 && self.flight.len() == 0 && !self.flight.is_adrift() {
                return Ok(Why::Through);
            }
            if !next.is_empty() {
                self.send(talk, &next)?;
            }
            self.ask(talk)?;
        }
    }

    /// Claims labels and sends them.
    fn send(&mut self, talk: &mut Talk, owns: &[Own]) -> Result<(), Halt> {
        let labels = self.maker.made(owns)?;
        let numbers = owns.iter().map(number).collect::<Result<Vec<_>, _>>()?;
        match super::done(self.work.world, |op| {
            self.work.ledger.claim(op, self.work.hold, &self.work.by, &numbers, None)
        })? {
            Claim::Stop => return Err(Halt::Ends(Why::Stopped)),
            Claim::Changed => {
                self.waiting.again();
                return Ok(());
            }
            Claim::Taken => {}
        }
        let mut under_way = Vec::with_capacity(numbers.len());
        for (at, (label, own)) in labels.iter().zip(owns).enumerate() {
            let next = match owns.get(at + 1) {
                Some(next) => Some(next.clone()),
                None => self.waiting.peek()?,
            };
            let behind = self.since.behind(self.printer.profile, own, next.as_ref());
            talk.title(&format!("job {} label {}", self.work.hold.job.0, own.number));
            let before = self.maker.before(label, &mut self.held);
            let is_cut = behind.is_cut && behind.note.is_none();
            let label = self.maker.with(label.bytes(), self.printer.profile, is_cut);
            let (mut done, mut is_begun) = (at, false);
            let sent = self.send_all(talk, &before).and_then(|()| {
                is_begun = true;
                self.send_all(talk, &label)?;
                done = at + 1;
                under_way.extend(numbers.get(at));
                let Some(note) = behind.note else { return Ok(()) };
                talk.title(&format!("job {} separator", self.work.hold.job.0));
                under_way.push(Flight::NO_LABEL);
                self.send_all(talk, &self.maker.with(&note, self.printer.profile, behind.is_cut))
            });
            if let Err(halt) = sent {
                let (left, not_left) = numbers.split_at(done);
                // Of the label that was cut off bytes may have left; of those behind it none has.
                let is_whole = matches!(&halt, Halt::Line(Trouble { what: What::Lost { taken: 0, .. }, .. }));
                let cut = usize::from(done == at && is_begun && !is_whole);
                self.work.mark(left, State::Sent)?;
                self.work.mark(not_left.get(cut..).unwrap_or_default(), State::Waiting)?;
                self.sent += left.len() as u64;
                self.waiting.again();
                return Err(halt);
            }
        }
        self.work.mark(&numbers, State::Sent)?;
        self.sent += numbers.len() as u64;
        self.flight.sent(&under_way);
        self.work.progress.sent(self.sent, self.all);
        Ok(())
    }

    /// Sends bytes whole, however long the printer takes nothing.
    fn send_all(&mut self, talk: &mut Talk, bytes: &[u8]) -> Result<(), Halt> {
        let mut rest = bytes;
        if rest.is_empty() {
            return Ok(());
        }
        loop {
            match talk.send(rest) {
                Ok(()) => return Ok(()),
                Err(Trouble { what: What::Stalled { taken }, printer, address }) => {
                    rest = rest.get(taken..).unwrap_or_default();
                    let trouble = Trouble { printer, address, what: What::Stalled { taken: bytes.len() - rest.len() } };
                    if self.is_stopped() {
                        self.is_half = rest.len() < bytes.len() && !rest.is_empty();
                        return Err(Halt::Line(trouble));
                    }
                    self.work.progress.told(&trouble.in_words());
                    self.work.progress.told(&trouble.what_to_do());
                    self.rest(Duration::ZERO)?;
                }
                Err(Trouble { what: What::Lost { taken, error }, printer, address }) => {
                    let taken = bytes.len() - rest.len() + taken;
                    self.is_half = taken > 0 && taken < bytes.len();
                    return Err(Halt::Line(Trouble { printer, address, what: What::Lost { taken, error } }));
                }
                Err(trouble) => return Err(Halt::Line(trouble)),
            }
        }
    }

    /// The line is gone, and with it what the printer may have held.
    fn lost(&mut self) -> Result<(), Failure> {
        let in_doubt = self.work.doubt()?;
        self.in_doubt += in_doubt;
        self.flight = Flight::default();
        self.is_blocked = false;
        self.waiting.again();
        if in_doubt > 0 {
            self.work
                .progress
                .told(&say!("{labels} label is in doubt" | "{labels} labels are in doubt", labels = count(in_doubt)));
        }
        Ok(())
    }

    /// Waits for what is under way, and closes the line.
    fn close(&mut self, mut talk: Talk, why: &Why) -> Result<(), Halt> {
        let deadline = self.work.world.now() + self.printer.pace.settle;
        while self.flight.len() > 0 || self.flight.is_adrift() {
            let is_late = self.work.world.now() > deadline && (self.is_blocked || matches!(why, Why::Trouble(_)));
            if is_late {
                self.doubt_flight()?;
                self.flight = Flight::default();
                break;
            }
            self.ask(&mut talk)?;
        }
        if !self.flight.is_silent && !matches!(why, Why::Trouble(_)) {
            self.wait_until_idle(&mut talk)?;
        }
        let tail = self.maker.tail(&self.held)?;
        self.send_all(&mut talk, &tail)?;
        if let Answer::Told(counted) = talk.odometer()? {
            if self.printer.profile.confirm == Confirm::Counter && !self.flight.is_exact(counted) {
                return Err(self.others()?);
            }
            let identity = talk.identity()?.id.unwrap_or_default();
            let name = &self.printer.profile.name;
            super::done(self.work.world, |op| self.work.ledger.keep_odometer(op, name, &identity, counted))?;
        }
        let is_silent = self.flight.is_silent;
        match talk.close() {
            Ok(()) => Ok(()),
            Err(trouble) if is_silent => Err(trouble.into()),
            // All is known to be printed; how the line ends is no matter.
            Err(_) => Ok(()),
        }
    }

    /// Whether the run is to end, as far as it is known.
    fn is_stopped(&self) -> bool {
        self.is_to_stop || self.work.progress.is_stopped()
    }

    /// Waits. While the ledger is told nothing, as when labels have run out, the hold is kept, and it is seen that
    /// somebody asked the ledger to stop the run.
    pub(super) fn rest(&mut self, time: Duration) -> Result<(), ledger::Trouble> {
        /// Well before a hold runs out.
        const OFTEN: Duration = Duration::from_secs(60);
        self.work.world.wait(time);
        let now = self.work.world.now();
        let is_over = |since, time| now.duration_since(since).map_or(true, |gone| gone >= time);
        if is_over(self.stayed, OFTEN) {
            self.work.settle(&[])?;
            self.stayed = now;
        }
        if is_over(self.looked, self.printer.pace.status) {
            self.is_to_stop = self.work.ledger.is_to_stop(self.work.hold.job)?;
            self.looked = now;
        }
        Ok(())
    }
}
