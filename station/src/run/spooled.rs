//! Printing sheets through a spooler: some at a time are one document, claimed before it is handed in. The spooler
//! tells when the printer took it, and no more; where an answer is lost its labels are in doubt.

use std::io::{self, Write};
use std::time::Duration;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::render::pdf::Fit;
use quietzone::say;
use quietzone::sentence::{Sentence, outside, system};
use quietzone::template::Free;
use quietzone::world::Stored;

use super::sheets::{Halt, compose, design, tell_fit, title, waiting};
use super::work::{Ended, Why, Work};
use crate::ledger::{Claim, Fate, Stack, Stood};
use crate::printer::spool::{Document, Handled, Spool, Ticket};

/// Sheets of a document: what is sent once more by mistake, or jams, is no more than these.
const SHEETS: u64 = 10;

/// A queue that sheets go to.
pub struct Queued<'a> {
    /// The spooler, with the queue.
    pub spool: &'a mut dyn Spool,
    /// What people call it.
    pub name: &'a str,
    /// The free places of the first sheet, where it is half-used.
    pub free: Option<&'a Free>,
    /// How pages are moved and scaled to meet the paper.
    pub fit: Fit,
    /// How long is waited before it is asked again what became of a document.
    pub pace: Duration,
}

/// Prints what waits to a queue. What an earlier run left open is in doubt.
///
/// # Errors
/// The design cannot be made, the ledger cannot be used.
pub fn print_queued(work: Work<'_>, mut queue: Queued<'_>) -> Result<Ended, Failure> {
    tell_fit(work, &queue.fit);
    let mut ended = Ended { sent: 0, in_doubt: 0, why: Why::Through };
    for stack in work.ledger.stacks(work.hold.job)? {
        if stack.fate.is_none() {
            ended.in_doubt += tell_fate(work, &stack, Fate::Unknown)?;
        }
    }
    if let Err(error) = queue.spool.look().and_then(|queue| queue.check()) {
        return Ok(Ended { why: trouble(queue.name, &error), ..ended });
    }
    loop {
        match print(work, &mut queue, &mut ended) {
            Ok(true) => queue.free = None,
            Ok(false) => return Ok(ended),
            Err(Halt::Again) => {}
            Err(Halt::Ends(why)) => return Ok(Ended { why, ..ended }),
            Err(Halt::Failed(failure)) => return Err(failure),
        }
    }
}

/// Prints some sheets; tells whether there were any.
fn print(work: Work<'_>, queue: &mut Queued<'_>, ended: &mut Ended) -> Result<bool, Halt> {
    let numbers = waiting(work)?;
    if numbers.is_empty() {
        return Ok(false);
    }
    let job = work.ledger.job(work.hold.job)?;
    let again = design(work, queue.free, queue.fit)?;
    let sheets = again.sheets(&title(&job).to_string())?;
    let wrong = |error: io::Error| {
        let message = say!("the temporary file of sheets fails: {error}", error = system(&error));
        Halt::Ends(Why::Trouble(Diagnostic::error(rules::OUTPUT, message).into()))
    };
    let mut passing = work.world.passing().map_err(wrong)?;
    let asked = (&sheets, u64::from(job.sheets), Some(SHEETS));
    let (labels, stack) = compose(work, asked, &numbers, &mut |bytes| passing.write_all(bytes).map_err(wrong))?;
    let stack = Stack { to: queue.name.to_owned(), ..stack };
    let mut document = passing.stored().map_err(wrong)?;
    match super::done(work.world, |op| work.ledger.claim_sheets(op, work.hold, &work.by, &labels, &stack))? {
        Claim::Taken => {}
        Claim::Changed => return Err(Halt::Again),
        Claim::Stop => return Err(Halt::Ends(Why::Stopped)),
    }
    let (first, last) = stack.sheets;
    let name = say!("{title}, sheets {first} to {last}", title = title(&job), first, last);
    let ticket = hand_in(work, queue, (&name, &mut document), &stack, ended)?;
    work.progress.told(&say!("sheets {first} to {last} are in the queue", first, last));
    watch(work, queue, ticket, (&labels, &stack), ended).map(|()| true)
}

/// Hands a document in.
fn hand_in(
    work: Work<'_>,
    queue: &mut Queued<'_>,
    (name, document): (&Sentence, &mut Stored),
    stack: &Stack,
    ended: &mut Ended,
) -> Result<Ticket, Halt> {
    let handed_in = queue.spool.submit(&name.to_string(), Document::Pdf(document, stack.length));
    handed_in.or_else(|error| {
        // Nobody was there, or there is no such queue: nothing was taken.
        let is_certain = matches!(error.kind(), io::ErrorKind::NotConnected | io::ErrorKind::NotFound);
        let fate = if is_certain { Fate::Missing } else { Fate::Unknown };
        let labels = tell_fate(work, stack, fate)?;
        ended.in_doubt += if is_certain { 0 } else { labels };
        Err(Halt::Ends(trouble(queue.name, &error)))
    })
}

/// Waits until the printer took a document, or it was broken off.
fn watch(
    work: Work<'_>,
    queue: &mut Queued<'_>,
    ticket: Ticket,
    (labels, stack): (&[Stood], &Stack),
    ended: &mut Ended,
) -> Result<(), Halt> {
    let mut is_told = false;
    loop {
        match queue.spool.state(ticket) {
            Ok(Handled::Taken) => {
                tell_fate(work, stack, Fate::There)?;
                ended.sent += labels.len() as u64;
                return Ok(());
            }
            Ok(Handled::Held) if !is_told => {
                is_told = true;
                let name = outside(queue.name);
                work.progress
                    .told(&say!("{name} is stopped, or holds the sheets: look at it; Ctrl-C ends the run", name));
            }
            Ok(Handled::Waits | Handled::UnderWay | Handled::Held) => {}
            Ok(Handled::Broken) => {
                ended.in_doubt += tell_fate(work, stack, Fate::Unknown)?;
                let message = say!("the spooler broke the sheets off, and some of them may be printed");
                return Err(Halt::Ends(Why::Trouble(Diagnostic::error(rules::OUTPUT, message).into())));
            }
            Err(error) => {
                ended.in_doubt += tell_fate(work, stack, Fate::Unknown)?;
                return Err(Halt::Ends(trouble(queue.name, &error)));
            }
        }
        if work.is_stopped()? {
            // It stays in the queue, and is printed when that goes on.
            tell_fate(work, stack, Fate::There)?;
            ended.sent += labels.len() as u64;
            return Err(Halt::Ends(Why::Stopped));
        }
        work.world.wait(queue.pace);
    }
}

/// Tells the ledger what became of sheets; tells how many labels it changed.
fn tell_fate(work: Work<'_>, stack: &Stack, fate: Fate) -> Result<u64, Failure> {
    Ok(super::done(work.world, |op| work.ledger.fate(op, work.hold, stack.sheets.0, fate))?)
}

fn trouble(name: &str, error: &io::Error) -> Why {
    let message = say!("{name}: {error}", name = outside(name), error = system(error));
    Why::Trouble(Diagnostic::error(rules::OUTPUT, message).into())
}
