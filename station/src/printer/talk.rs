//! Talking to a printer in its language: what it is sent, and what it is asked.
//!
//! One line a run. Nothing here cancels what others sent: `~JA` is never sent.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use super::address::Address;
use super::line::{Cut, Dial, Line};
use super::setting::Language;
use super::status::{Read, Status, errors_and_warnings, host_status, identity, quoted};
use super::trouble::{Trouble, What};
use super::tsc;

/// Bytes kept of what a printer says; of more the newest are kept.
const MOST: usize = 64 << 10;
/// Times that a question is asked which a printer has never answered.
const PATIENCE: u8 = 2;
/// How much shorter than for an answer is waited for the answer behind a late one.
const GRACE: u32 = 8;

/// How long what is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Until a call is taken.
    pub dial: Duration,
    /// Until a question is answered.
    pub answer: Duration,
    /// Until the printer takes more of what it is sent.
    pub stall: Duration,
    /// Until the printer closes the line, when all is sent.
    pub finish: Duration,
}

impl Default for Waits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { dial: seconds(10), answer: seconds(3), stall: seconds(30), finish: seconds(30) }
    }
}

/// What came of a question. Silence is an answer too: printers are silent that do not know the question,
/// and some while they have no labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// What the printer said.
    Told(T),
    /// It said nothing, or that it does not know.
    Silent,
}

impl<T> Answer<T> {
    /// What the printer said, if it did.
    pub fn told(self) -> Option<T> {
        match self {
            Answer::Told(told) => Some(told),
            Answer::Silent => None,
        }
    }

    fn map<U>(self, of: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Answer::Told(told) => Answer::Told(of(told)),
            Answer::Silent => Answer::Silent,
        }
    }
}

/// Who a printer is, as far as it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Its serial number (`device.unique_id`).
    pub id: Option<String>,
    /// Its model (`~HI`).
    pub model: Option<String>,
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Question {
    Status,
    Errors,
    Odometer,
    Id,
    Model,
    State,
    Report,
    TscModel,
}

impl Question {
    fn bytes(self) -> &'static [u8] {
        match self {
            Question::Status => b"~HS\r\n",
            Question::Errors => b"~HQES\r\n",
            Question::Odometer => b"! U1 getvar \"odometer.total_label_count\"\r\n",
            Question::Id => b"! U1 getvar \"device.unique_id\"\r\n",
            Question::Model => b"~HI\r\n",
            // Both may be asked at any time, even in the midst of a label.
            Question::State => b"\x1B!?",
            Question::Report => b"\x1B!S",
            Question::TscModel => b"~!T\r\n",
        }
    }

    /// Whether an answer to one may be taken for an answer to the other.
    fn is_like(self, other: Self) -> bool {
        let is_quoted = |question| matches!(question, Question::Odometer | Question::Id);
        self == other || is_quoted(self) && is_quoted(other)
    }
}

/// What is known of how a printer answers a question.
#[derive(Clone, Copy, Default)]
struct Habit {
    has_answered: bool,
    silences: u8,
    /// Answers that may come late.
    owed: u8,
}

/// A printer that is spoken to.
pub struct Talk {
    printer: String,
    address: Address,
    language: Language,
    line: Box<dyn Line>,
    waits: Waits,
    heard: Vec<u8>,
    /// What the line did not take of a question.
    rest: Vec<u8>,
    /// Whether a format is half sent, so that no question can be asked.
    is_within: bool,
    /// Whether an answer was missed, which may come yet.
    has_been_silent: bool,
    /// Of each question that was asked.
    habits: BTreeMap<Question, Habit>,
}

impl Talk {
    /// Calls a printer. What it was sent before may be lost by then: graphics are sent again.
    ///
    /// # Errors
    /// It cannot be reached.
    pub fn connect(
        printer: &str,
        (address, language): (&Address, Language),
        dial: &dyn Dial,
        waits: Waits,
    ) -> Result<Self, Trouble> {
        let (printer, address) = (printer.to_owned(), address.clone());
        match dial.dial(&address, waits.dial) {
            Ok(line) => Ok(Self {
                printer,
                address,
                language,
                line,
                waits,
                heard: Vec::new(),
                rest: Vec::new(),
                is_within: false,
                has_been_silent: false,
                habits: BTreeMap::new(),
            }),
            Err(error) => Err(Trouble { printer, address, what: What::Unreachable(error) }),
        }
    }

    /// Whether the way to it carries answers back.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.line.is_two_way()
    }

    /// Says what is sent next, for ways on which that is seen. It must hold nothing of a code.
    pub fn title(&mut self, title: &str) {
        self.line.title(title);
    }

    /// Sends formats or graphics, whole, or the rest of such.
    ///
    /// # Errors
    /// The line broke, or the printer takes nothing more ([`What::Stalled`]); then the rest, from `taken` on,
    /// may be sent later, and no question is answered before.
    pub fn send(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        if !self.flush(self.waits.stall)? {
            return Err(self.trouble(What::Stalled { taken: 0 }));
        }
        match self.line.send(bytes, self.waits.stall) {
            Ok(()) => {
                self.is_within = false;
                Ok(())
            }
            Err(Cut { taken, error }) if error.kind() == ErrorKind::TimedOut => {
                self.is_within |= taken > 0;
                Err(self.trouble(What::Stalled { taken }))
            }
            Err(Cut { taken, error }) => Err(self.trouble(What::Lost { taken, error })),
        }
    }

    /// Takes out of the printer what a line broke off in, so that it does not run into the next label; what is whole
    /// stays. Tells whether that can be done: TSPL has no command that does, and a document of a spooler has an end.
    ///
    /// # Errors
    /// As [`Talk::send`].
    pub fn cancel_half(&mut self) -> Result<bool, Trouble> {
        match self.language {
            _ if self.address.is_spooled() => Ok(true),
            Language::Zpl => self.send(b"~JX\r\n").map(|()| true),
            Language::Tspl => Ok(false),
        }
    }

    /// What the printer says of itself, to `~HS` and `~HQES` or to `<ESC>!?` and `<ESC>!S`, as far as it answers.
    ///
    /// # Errors
    /// The line broke.
    pub fn status(&mut self) -> Result<Answer<Status>, Trouble> {
        let (status, more) = match self.language {
            Language::Zpl => {
                (self.ask(Question::Status, host_status)?, self.ask(Question::Errors, errors_and_warnings)?)
            }
            Language::Tspl => match self.ask(Question::State, tsc::state)? {
                // A printer that does not know the first question is not asked the second, which is newer.
                Answer::Silent => return Ok(Answer::Silent),
                // The second knows better what it does.
                state => (self.ask(Question::Report, tsc::report)?, state),
            },
        };
        Ok(match (status, more) {
            (Answer::Told(status), Answer::Told(more)) => Answer::Told(status.and(more)),
            (Answer::Silent, more) => more,
            (status, Answer::Silent) => status,
        })
    }

    /// Labels that the printer has printed in its life, without feeds and calibration. TSPL has no such count.
    ///
    /// # Errors
    /// The line broke.
    pub fn odometer(&mut self) -> Result<Answer<u64>, Trouble> {
        if self.language == Language::Tspl {
            return Ok(Answer::Silent);
        }
        let counted = self.ask(Question::Odometer, count)?;
        // A printer that does not know its count never will.
        if counted == Answer::Told(None) {
            let habit = self.habit(Question::Odometer);
            (habit.has_answered, habit.silences) = (false, PATIENCE);
        }
        Ok(counted.told().flatten().map_or(Answer::Silent, Answer::Told))
    }

    /// Who the printer is, as far as it says. A printer that speaks TSPL answers only while nothing is wrong.
    ///
    /// # Errors
    /// The line broke.
    pub fn identity(&mut self) -> Result<Identity, Trouble> {
        if self.language == Language::Tspl {
            return Ok(Identity { id: None, model: self.ask(Question::TscModel, tsc::model)?.told() });
        }
        let id = self.ask(Question::Id, quoted)?.map(|id| id.trim().to_owned());
        let model = self.ask(Question::Model, identity)?;
        Ok(Identity { id: id.told().filter(|id| !matches!(id.as_str(), "" | "?")), model: model.told() })
    }

    /// Says that nothing more is sent, and waits until the printer has taken everything.
    ///
    /// # Errors
    /// The line broke, or the printer does not close it in time: it may not have taken what it was sent last.
    pub fn close(mut self) -> Result<(), Trouble> {
        self.line.finish(self.waits.finish).map_err(|error| match error.kind() {
            ErrorKind::TimedOut => self.trouble(What::Unclosed),
            _ => self.trouble(What::Lost { taken: 0, error }),
        })
    }

    /// Asks, and waits for the answer. What the printer has never answered is not asked for long.
    fn ask<T>(&mut self, question: Question, read: fn(&[u8]) -> Read<T>) -> Result<Answer<T>, Trouble> {
        let habit = *self.habit(question);
        if !self.line.is_two_way() || self.is_within || !habit.has_answered && habit.silences >= PATIENCE {
            return Ok(Answer::Silent);
        }
        self.forget_what_came_late()?;
        if !self.flush(self.waits.answer)? {
            return Ok(Answer::Silent);
        }
        self.rest = question.bytes().to_vec();
        let mut owed = self.owed(question);
        let mut until = Instant::now() + self.waits.answer;
        let mut answer = Answer::Silent;
        if self.flush(self.waits.answer)? {
            loop {
                if let Some((told, end)) = read(&self.heard) {
                    self.heard.drain(..end);
                    answer = Answer::Told(told);
                    if owed == 0 {
                        break;
                    }
                    // It answers an earlier question; the newest answer counts, if one more comes.
                    owed -= 1;
                    until = until.min(Instant::now() + self.waits.answer / GRACE);
                } else if !self.listen(until)? {
                    break;
                }
            }
        }
        if matches!(answer, Answer::Told(_)) {
            // What has not come by now was never answered.
            self.habits.iter_mut().filter(|(to, _)| question.is_like(**to)).for_each(|(_, habit)| habit.owed = 0);
            let habit = self.habit(question);
            (habit.has_answered, habit.silences) = (true, 0);
        } else {
            self.has_been_silent = true;
            let habit = self.habit(question);
            habit.silences = habit.silences.saturating_add(1);
            habit.owed = habit.owed.saturating_add(1);
        }
        Ok(answer)
    }

    /// How a question has been answered.
    fn habit(&mut self, question: Question) -> &mut Habit {
        self.habits.entry(question).or_default()
    }

    /// Answers that may come late, and would be taken for one to this question.
    fn owed(&self, question: Question) -> u8 {
        let alike = self.habits.iter().filter(|(to, _)| question.is_like(**to));
        alike.fold(0, |sum, (_, habit)| sum.saturating_add(habit.owed))
    }

    /// Waits for more of what the printer says; `false` when time is up.
    fn listen(&mut self, until: Instant) -> Result<bool, Trouble> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(false);
        }
        match self.line.receive(&mut self.heard, left) {
            Ok(0) => {
                let error = ErrorKind::UnexpectedEof.into();
                Err(self.trouble(What::Lost { taken: 0, error }))
            }
            Ok(_) => {
                let surplus = self.heard.len().saturating_sub(MOST);
                self.heard.drain(..surplus);
                Ok(true)
            }
            Err(error) if error.kind() == ErrorKind::TimedOut => Ok(false),
            Err(error) => Err(self.trouble(What::Lost { taken: 0, error })),
        }
    }

    /// Drops what was said to earlier questions.
    fn forget_what_came_late(&mut self) -> Result<(), Trouble> {
        const A_MOMENT: Duration = Duration::from_millis(1);
        let until = Instant::now() + self.waits.answer;
        while self.has_been_silent && Instant::now() < until && self.listen(Instant::now() + A_MOMENT)? {}
        self.heard.clear();
        Ok(())
    }

    /// Sends what is left of a question; `false` when the printer takes nothing for now.
    fn flush(&mut self, wait: Duration) -> Result<bool, Trouble> {
        match self.line.send(&self.rest, wait) {
            Ok(()) => {
                self.rest.clear();
                Ok(true)
            }
            Err(Cut { taken, error }) if error.kind() == ErrorKind::TimedOut => {
                self.rest.drain(..taken.min(self.rest.len()));
                Ok(false)
            }
            Err(Cut { error, .. }) => Err(self.trouble(What::Lost { taken: 0, error })),
        }
    }

    fn trouble(&self, what: What) -> Trouble {
        Trouble { printer: self.printer.clone(), address: self.address.clone(), what }
    }
}

/// Reads the first quoted number, or that there is no such variable; other answers were to other questions.
fn count(bytes: &[u8]) -> Read<Option<u64>> {
    let mut from = 0;
    loop {
        let (text, end) = quoted(bytes.get(from..)?)?;
        from += end;
        match text.trim() {
            "?" => return Some((None, from)),
            digits if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                if let Ok(counted) = digits.parse() {
                    return Some((Some(counted), from));
                }
            }
            _ => {}
        }
    }
}
