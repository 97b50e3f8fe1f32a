//! A test that shows whether a printer's own count can be trusted: what it printed it has counted, and what
//! it could not print it has not.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, outside};

use super::address::Address;
use super::condition::Condition;
use super::line::Dial;
use super::profile::{Profile, Proof};
use super::rules;
use super::status::Status;
use super::talk::{Answer, Identity, Talk, Waits};

/// How long what is waited for in a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until labels that were sent have come out.
    pub print: Duration,
    /// Until somebody has taken labels out, or put them in.
    pub hands: Duration,
    /// How long a count must stand still to be taken for the last.
    pub settle: Duration,
    /// Between questions.
    pub poll: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            print: Duration::from_secs(30),
            hands: Duration::from_secs(180),
            settle: Duration::from_secs(4),
            poll: Duration::from_millis(300),
        }
    }
}

/// Where a test has got to, and what somebody is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Two labels are printed.
    Prints,
    /// Labels are to be taken out.
    TakeOut,
    /// A label is sent that cannot be printed.
    SendsWithout,
    /// Labels are to be put in.
    PutIn,
}

impl InWords for Step {
    fn in_words(&self) -> Sentence {
        match self {
            Step::Prints => say!("two labels are printed"),
            Step::TakeOut => say!("take the labels out of the printer, close it, and leave it switched on"),
            Step::SendsWithout => say!("a label is sent that the printer cannot print; leave it without labels"),
            Step::PutIn => say!("put the labels in again and close the printer"),
        }
    }
}

/// What a printer has shown.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Who it is.
    pub identity: Identity,
    /// Its count before the test and behind it, as far as it told.
    pub odometer: (Option<u64>, Option<u64>),
    /// Labels that were sent; each has its number on it.
    pub sent: u32,
    /// Whether it counts what it prints.
    pub counts: bool,
    /// Whether its count stood still while it had no labels, and went on when it had some again.
    pub paper_out: bool,
    /// What it did not show.
    pub findings: Vec<Diagnostic>,
}

impl Shown {
    /// What is kept of it, if it counts.
    #[must_use]
    pub fn proof(&self, now: SystemTime) -> Option<Proof> {
        let odometer = self.odometer.1.filter(|_| self.counts)?;
        Some(Proof { odometer, printer: self.identity.id.clone(), paper_out: self.paper_out, when: utc(now) })
    }

    fn lacks(mut self, message: Sentence, help: Sentence) -> Self {
        self.findings.push(Diagnostic::error(rules::UNPROVEN, message).help(help));
        self
    }
}

/// Tests a printer: `tell` is told what is done, and what somebody must do.
///
/// # Errors
/// The printer is a file, cannot be reached, is not ready, or the line breaks.
pub fn prove(
    printer: &Profile,
    dial: &dyn Dial,
    waits: Waits,
    patience: Patience,
    tell: &mut dyn FnMut(Step),
) -> Result<Shown, Diagnostic> {
    if let Address::File(_) = printer.address {
        let message = say!("the printer “{printer}” is a file, which counts nothing", printer = outside(&printer.name));
        return Err(Diagnostic::error(rules::SETTINGS, message));
    }
    let talk = Talk::connect(&printer.name, (&printer.address, printer.language), dial, waits)?;
    let mut test = Test { talk, printer, patience, shown: Shown::default(), before: 0 };
    test.run(tell)?;
    let Test { talk, shown, .. } = test;
    talk.close()?;
    Ok(shown)
}

struct Test<'a> {
    talk: Talk,
    printer: &'a Profile,
    patience: Patience,
    shown: Shown,
    before: u64,
}

impl Test<'_> {
    fn run(&mut self, tell: &mut dyn FnMut(Step)) -> Result<(), Diagnostic> {
        self.shown.identity = self.talk.identity()?;
        if let Some(obstacle) = self.talk.status()?.told().and_then(|status| status.obstacle()) {
            return Err(Diagnostic::error(rules::UNPROVEN, obstacle.in_words()).help(obstacle.what_to_do()));
        }
        let before = self.talk.odometer()?.told();
        self.shown.odometer.0 = before;
        tell(Step::Prints);
        self.send()?;
        self.send()?;
        let Some(before) = before else {
            return self.lacks(
                say!("the printer does not tell how many labels it has printed"),
                say!("have labels of this printer confirmed by the operator"),
            );
        };
        self.before = before;
        self.shown.counts = self.counted(2)?;
        if !self.shown.counts {
            return self.lacks(
                say!("two labels were sent, and the printer did not count two"),
                say!("see that nobody else prints on it meanwhile; if only the test did, have labels confirmed by the operator"),
            );
        }
        tell(Step::TakeOut);
        if !self.ran_out()? {
            return self.lacks(
                say!("the printer was not seen to run out of labels, so its count in such a case is not known"),
                say!("run the test again, and take the labels out when it asks"),
            );
        }
        tell(Step::SendsWithout);
        self.send()?;
        if !self.stands_still()? {
            return self.lacks(
                say!("the printer counted a label that it could not print"),
                say!("have labels of this printer confirmed by the operator"),
            );
        }
        tell(Step::PutIn);
        if !self.is_ready()? {
            return self.lacks(
                say!("the printer did not say that it has labels again"),
                say!("see to the printer, and run the test again"),
            );
        }
        self.shown.paper_out = self.counted(3)?;
        // A label that was begun without paper may be gone, and is not counted then; the next one is.
        if !self.shown.paper_out && self.shown.odometer.1 == Some(before + 2) {
            self.send()?;
            self.shown.paper_out = self.counted(3)?;
        }
        if !self.shown.paper_out {
            return self.lacks(
                say!("the printer had labels again, and did not count what it printed then"),
                say!("have labels of this printer confirmed by the operator"),
            );
        }
        Ok(())
    }

    fn lacks(&mut self, message: Sentence, help: Sentence) -> Result<(), Diagnostic> {
        self.shown = std::mem::take(&mut self.shown).lacks(message, help);
        Ok(())
    }

    /// Sends a label with its number on it.
    fn send(&mut self) -> Result<(), Diagnostic> {
        self.shown.sent += 1;
        let label = self.printer.note(&[format!("quietzone test {}", self.shown.sent)]);
        self.talk.title("quietzone test");
        Ok(self.talk.send(&label)?)
    }

    /// Whether the printer comes to have counted so many labels, and no more.
    fn counted(&mut self, labels: u64) -> Result<bool, Diagnostic> {
        let wanted = self.before + labels;
        let mut since = None;
        let until = Instant::now() + self.patience.print + self.patience.settle;
        while Instant::now() < until {
            if let Answer::Told(count) = self.talk.odometer()? {
                self.shown.odometer.1 = Some(count);
                match count {
                    count if count > wanted => return Ok(false),
                    count if count == wanted => {
                        let since: Instant = *since.get_or_insert_with(Instant::now);
                        if since.elapsed() >= self.patience.settle {
                            return Ok(true);
                        }
                    }
                    _ => since = None,
                }
            }
            thread::sleep(self.patience.poll);
        }
        Ok(false)
    }

    /// Whether the printer comes to say that it has no labels: by its status, by silence, or by being closed
    /// after it was open.
    fn ran_out(&mut self) -> Result<bool, Diagnostic> {
        let mut was_open = false;
        let mut silences = 0;
        self.waits_for(|status| match status {
            Answer::Told(status) => {
                silences = 0;
                let is_open = status.conditions.contains(&Condition::HeadOpen);
                let has_closed = was_open && !is_open;
                was_open |= is_open;
                status.conditions.contains(&Condition::PaperOut) && !is_open || has_closed
            }
            Answer::Silent => {
                silences += 1;
                silences >= 2
            }
        })
    }

    /// Whether nothing is counted for a while, and the printer says that it cannot print, or nothing.
    fn stands_still(&mut self) -> Result<bool, Diagnostic> {
        let until = Instant::now() + self.patience.settle;
        while Instant::now() < until {
            if let Answer::Told(count) = self.talk.odometer()? {
                self.shown.odometer.1 = Some(count);
                if count != self.before + 2 {
                    return Ok(false);
                }
            }
            thread::sleep(self.patience.poll);
        }
        Ok(self.talk.status()?.told().is_none_or(|status| status.obstacle().is_some()))
    }

    fn is_ready(&mut self) -> Result<bool, Diagnostic> {
        self.waits_for(|status| matches!(status, Answer::Told(status) if status.obstacle().is_none()))
    }

    fn waits_for(&mut self, mut is_so: impl FnMut(&Answer<Status>) -> bool) -> Result<bool, Diagnostic> {
        let until = Instant::now() + self.patience.hands;
        while Instant::now() < until {
            if is_so(&self.talk.status()?) {
                return Ok(true);
            }
            thread::sleep(self.patience.poll);
        }
        Ok(false)
    }
}

/// A time in UTC: `2026-11-26T10:12:15Z`.
fn utc(time: SystemTime) -> String {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Days from the first of March of the year 0, in which leap days end years.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By `date -u -d @…`.
    #[test]
    fn times_are_told_as_the_calendar_has_them() {
        for (seconds, told) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_827_696, "2000-02-29T12:34:56Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(utc(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)), told);
        }
    }
}
