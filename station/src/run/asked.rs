//! What a printer says of the labels under way, and what comes of it.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{InWords, outside};

use super::flight::Flight;
use super::line::{Halt, Run};
use super::work::Why;
use crate::ledger::{State, rules};
use crate::printer::{Answer, Condition, Confirm, Effect, Status, Talk, Work as Doing};

impl Run<'_> {
    /// Asks what became of the labels under way.
    pub(super) fn ask(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        if self.flight.is_silent && !self.flight.is_counted() {
            // Nobody tells: what was sent waits for the operator.
            self.flight.let_go();
            return Ok(());
        }
        let is_moved = self.count(talk)?;
        if self.flight.is_due(&self.work.world.now(), self.printer.pace.status, is_moved && !self.is_blocked) {
            self.look(talk)?;
        }
        if !is_moved && (self.flight.len() > 0 || self.is_blocked || self.flight.is_adrift()) {
            self.rest(self.printer.pace.count)?;
        }
        Ok(())
    }

    /// Asks for the printer's count; tells whether labels are done.
    fn count(&mut self, talk: &mut Talk) -> Result<bool, Halt> {
        if !self.flight.is_counted() || self.flight.len() == 0 {
            return Ok(false);
        }
        let Answer::Told(counted) = talk.odometer()? else { return Ok(false) };
        let is_witness = self.printer.profile.confirm == Confirm::Counter;
        match self.flight.counted(counted) {
            Some(done) => {
                let is_moved = !done.is_empty();
                if is_moved {
                    self.losses = 0;
                    if let Answer::Told(status) = talk.status()?
                        && self.is_bare(&status)
                    {
                        self.doubt_these(done)?;
                        self.equip(talk)?;
                        return Ok(true);
                    }
                    let done = sorted(done);
                    if is_witness { self.work.mark(&done, State::Counted)? } else { self.work.settle(&done)? }
                }
                Ok(is_moved)
            }
            None if is_witness => Err(self.others()?),
            None => {
                let message = say!("another program prints on this printer too, so its count tells nothing");
                self.work.progress.told(&message);
                self.flight.count_no_more();
                Ok(false)
            }
        }
    }

    /// The count is not ours alone: what it said last is in doubt, and what is under way.
    pub(super) fn others(&mut self) -> Result<Halt, Halt> {
        let labels = self.flight.take_recent();
        self.doubt_these(labels)?;
        self.flight = Flight::default();
        let message = say!("the printer counted more labels than it was sent: another program prints on it too");
        let help = say!(
            "let nobody else print on it, or let the operator confirm: quietzone printer set NAME --confirm operator"
        );
        Ok(Halt::Ends(Why::Trouble(Box::new(Diagnostic::error(rules::RESTORED, message).help(help)))))
    }

    /// Asks for the printer's status.
    fn look(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        let status = match talk.status()? {
            Answer::Told(status) => status,
            Answer::Silent => return self.unheard(),
        };
        self.quiet_since = None;
        self.tell(&status);
        if self.is_bare(&status) {
            return self.equip(talk);
        }
        let obstacle = status.obstacle();
        let is_stopped = obstacle.is_some_and(|condition| {
            condition.effect() == Effect::Stops && !matches!(condition, Condition::Paused | Condition::Diagnostics)
        });
        let was_blocked = std::mem::replace(&mut self.is_blocked, obstacle.is_some());
        if is_stopped && !was_blocked {
            self.interrupted()?;
        }
        if obstacle.is_some() {
            self.flight.is_idle(false);
            return Ok(());
        }
        if was_blocked {
            self.work.progress.told(&say!("the printer goes on"));
        }
        if !self.flight.is_idle(status.work == Doing::Idle) {
            return Ok(());
        }
        self.settled(talk)
    }

    /// Whether graphics are gone that the printer had, as when it is switched off and on and the line stays.
    fn is_bare(&mut self, status: &Status) -> bool {
        let now = status.graphics.unwrap_or(self.graphics);
        std::mem::replace(&mut self.graphics, now) > now
    }

    /// Gives the printer anew what the labels need in it. What was under way may be lost, or have come out by half.
    fn equip(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        self.work.progress.told(&say!("the printer lost what it had in its memory, as when it is switched off"));
        self.doubt_flight()?;
        // What a print server had not handed on comes out first.
        self.wait_until_idle(talk)?;
        if let Answer::Told(counted) = talk.odometer()? {
            self.flight.count_from(counted);
        }
        self.send_head(talk)
    }

    /// A printer that answered says nothing: some do so while they have no labels.
    fn unheard(&mut self) -> Result<(), Halt> {
        let now = self.work.world.now();
        let since = *self.quiet_since.get_or_insert(now);
        let is_long = now.duration_since(since).is_ok_and(|time| time >= self.printer.pace.settle);
        if self.flight.is_silent || self.is_blocked || !is_long {
            return Ok(());
        }
        self.is_blocked = true;
        let printer = outside(&self.printer.profile.name);
        self.work.progress.told(&say!("{printer} does not answer: it may have no labels, be open, or be off", printer));
        self.work.progress.told(&say!("look at the printer; the job goes on when it answers, and Ctrl-C ends it"));
        self.interrupted()
    }

    /// The printer has nothing left to do.
    fn settled(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        if self.flight.is_adrift() {
            let counted = talk.odometer()?.told();
            let (suspects, is_whole) = self.flight.landed(counted);
            if is_whole {
                self.work.mark(&sorted(suspects), State::Counted)?;
            } else {
                self.doubt_these(suspects)?;
            }
            return Ok(self.work.idle()?);
        }
        if self.flight.len() == 0 {
            return Ok(());
        }
        if !self.flight.is_counted() {
            self.flight.let_go();
            self.losses = 0;
            return Ok(self.work.idle()?);
        }
        if self.flight.is_stuck(&self.work.world.now(), self.printer.pace.settle) {
            // It counted fewer than it was sent, and prints no more.
            self.doubt_flight()?;
            if let Answer::Told(counted) = talk.odometer()? {
                self.flight.count_from(counted);
            }
        }
        Ok(())
    }

    /// The printer ran out of something: what is under way is not certain.
    fn interrupted(&mut self) -> Result<(), Halt> {
        let is_proven = self.printer.profile.proven.as_ref().is_some_and(|proof| proof.paper_out);
        if self.printer.profile.confirm == Confirm::Counter && is_proven && self.flight.is_counted() {
            // Its count tells, when it has printed what it holds.
            self.flight.suspect();
            return Ok(());
        }
        self.doubt_flight()?;
        self.flight.drift();
        Ok(())
    }

    pub(super) fn doubt_flight(&mut self) -> Result<(), Halt> {
        let labels = self.flight.take();
        self.doubt_these(labels)
    }

    fn doubt_these(&mut self, labels: Vec<u32>) -> Result<(), Halt> {
        self.in_doubt += labels.len() as u64;
        if let (Some(first), Some(last)) = (labels.iter().min(), labels.iter().max()) {
            self.work.progress.told(&say!("labels {first} to {last} are in doubt", first = *first, last = *last));
        }
        Ok(self.work.mark(&sorted(labels), State::InDoubt)?)
    }

    /// Waits, not for ever, until the printer says that it has nothing left to do.
    pub(super) fn wait_until_idle(&mut self, talk: &mut Talk) -> Result<(), Halt> {
        let deadline = self.work.world.now() + self.printer.pace.settle;
        while self.work.world.now() < deadline {
            match talk.status()? {
                Answer::Told(status) if self.flight.is_idle(status.work == Doing::Idle) => {
                    return Ok(self.work.idle()?);
                }
                Answer::Told(_) => self.rest(self.printer.pace.status)?,
                Answer::Silent => break,
            }
        }
        Ok(())
    }

    /// Tells what the printer reports, once.
    pub(super) fn tell(&mut self, status: &Status) {
        let now = status.obstacle();
        if now == self.told {
            return;
        }
        self.told = now;
        if let Some(condition) = now {
            let printer = outside(&self.printer.profile.name);
            let what = condition.in_words();
            self.work.progress.told(&say!("{printer}: {what}", printer, what));
            self.work.progress.told(&condition.what_to_do());
        }
    }
}

/// Labels in the order in which the ledger takes them.
fn sorted(mut labels: Vec<u32>) -> Vec<u32> {
    labels.sort_unstable();
    labels
}
