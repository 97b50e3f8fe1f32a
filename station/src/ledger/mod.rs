//! What became of each label: who printed it, when, on which printer, and what is not certain.
//!
//! A [`Ledger`] is a trait shaped for many stations: each operation is one transaction with an id of its
//! caller's, and gives the same answer when it is asked again after an answer was lost. A job is held by one
//! run at a time, with a fencing number; a run that lost its hold can change nothing. Times and the key of
//! hashes are the ledger's. [`Sqlite`] is the ledger of one machine.
//!
//! A label waits, is claimed (on disk, before its bytes leave), is sent, and is then counted by the printer or
//! confirmed by the operator. What was under way when something went wrong is in doubt, and never sent again
//! by itself: the operator says whether it was printed.

pub mod documents;
mod folder;
mod job;
mod numbers;
pub mod orders;
pub mod rules;
mod session;
mod sqlite;
mod state;
mod time;

use std::fmt::Debug;

use quietzone::diagnostic::Diagnostic;
use quietzone::job::Own;
use quietzone::world::World;

pub use documents::Documents;
pub use folder::{Folder, VARIABLE};
pub use job::{
    About, Added, Block, Claim, Decision, Event, Fate, Hold, Job, JobId, Kept, Known, NewJob, NewLabel, NewLabelRef,
    Odometer, Stack, Status, Stood,
};
pub use numbers::Numbers;
pub use orders::Orders;
pub use session::{operator, put_back};
pub use sqlite::Sqlite;
pub use state::{State, States};
pub use time::Time;

/// The id of an operation, made by its caller: asked again with it, a ledger does nothing and gives the answer
/// it gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operation(pub [u8; 16]);

impl Operation {
    /// A new one.
    ///
    /// # Errors
    /// The world has no randomness.
    pub fn new(world: &World) -> Result<Self, Trouble> {
        let mut id = [0; 16];
        world.random(&mut id).map_err(|_| Trouble::Refused(Diagnostic::internal("ledger: no randomness").into()))?;
        Ok(Self(id))
    }
}

/// Why an operation gave no answer.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// It was refused, and changed nothing.
    Refused(Box<Diagnostic>),
    /// Whether it was done is not known: the disk is full or broken, the answer was lost. It may be asked
    /// again with the same id.
    Lost(Box<Diagnostic>),
}

impl Trouble {
    /// What is told of it.
    #[must_use]
    pub fn told(self) -> Diagnostic {
        match self {
            Trouble::Refused(why) | Trouble::Lost(why) => *why,
        }
    }
}

impl From<Diagnostic> for Trouble {
    fn from(why: Diagnostic) -> Self {
        Trouble::Refused(why.into())
    }
}

impl From<Trouble> for Diagnostic {
    fn from(trouble: Trouble) -> Self {
        trouble.told()
    }
}

impl From<Trouble> for quietzone::batch::Failure {
    fn from(trouble: Trouble) -> Self {
        trouble.told().into()
    }
}

/// What a ledger answers.
pub type Answer<T> = Result<T, Trouble>;

/// What became of each label. Every operation is one transaction.
pub trait Ledger: Debug + Send + Sync {
    /// Begins a job, and holds it.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn begin(&self, op: Operation, new: &NewJob) -> Answer<Hold>;

    /// Takes down labels of a job that is loading: all of them or, where the unit of one is known from another
    /// job, none.
    ///
    /// # Errors
    /// The job is held by another; the ledger cannot be written.
    fn add(&self, op: Operation, hold: &Hold, labels: &[NewLabel]) -> Answer<Added>;

    /// Ends loading.
    ///
    /// # Errors
    /// As [`Ledger::add`]; labels are missing.
    fn open(&self, op: Operation, hold: &Hold) -> Answer<()>;

    /// Takes back a job that is loading, as if it had never begun.
    ///
    /// # Errors
    /// As [`Ledger::add`]; it is not loading.
    fn discard(&self, op: Operation, hold: &Hold) -> Answer<()>;

    /// Gets the right to print a job. What an earlier run left claimed stays so.
    ///
    /// # Errors
    /// Another holds it, and is alive; it does not go on.
    fn hold(&self, op: Operation, job: JobId) -> Answer<Hold>;

    /// Gives the right back.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn release(&self, op: Operation, hold: &Hold) -> Answer<()>;

    /// Claims labels for a printer, before their bytes leave; for a file, with the place they will stand at.
    ///
    /// # Errors
    /// The hold was lost; the ledger cannot be written.
    fn claim(&self, op: Operation, hold: &Hold, by: &By<'_>, labels: &[u32], block: Option<&Block>) -> Answer<Claim>;

    /// Claims labels for sheets that leave as one, before they do.
    ///
    /// # Errors
    /// As [`Ledger::claim`].
    fn claim_sheets(&self, op: Operation, hold: &Hold, by: &By<'_>, labels: &[Stood], stack: &Stack) -> Answer<Claim>;

    /// Tells what became of sheets that the hold's runs claimed, by the first of them; tells how many labels it
    /// changed. What an operator has said of labels in the meantime stands.
    ///
    /// # Errors
    /// As [`Ledger::claim`]; no sheets that begin so are open.
    fn fate(&self, op: Operation, hold: &Hold, first: u32, fate: Fate) -> Answer<u64>;

    /// Tells what became of labels that the hold's runs claimed: sent, counted, in doubt, or, where it is
    /// certain that no byte left, waiting again.
    ///
    /// # Errors
    /// The hold was lost; a label cannot come to be so; the ledger cannot be written.
    fn mark(&self, op: Operation, hold: &Hold, labels: &[u32], to: State) -> Answer<()>;

    /// Tells that the printer has nothing left to do: what was sent before now is not lost with a line.
    ///
    /// # Errors
    /// As [`Ledger::claim`].
    fn idle(&self, op: Operation, hold: &Hold) -> Answer<()>;

    /// Tells that the printer has done with labels that were sent: they are not lost with a line.
    ///
    /// # Errors
    /// As [`Ledger::claim`].
    fn settle(&self, op: Operation, hold: &Hold, labels: &[u32]) -> Answer<()>;

    /// Puts in doubt what is claimed, and what was sent and the printer is not known to have done with; tells how
    /// many.
    ///
    /// # Errors
    /// As [`Ledger::claim`].
    fn doubt(&self, op: Operation, hold: &Hold) -> Answer<u64>;

    /// Does what an operator says, whole or not at all; tells how many labels it changed.
    ///
    /// # Errors
    /// A label is in a state in which this cannot be said of it.
    fn decide(&self, op: Operation, job: JobId, operator: &str, decision: &Decision) -> Answer<u64>;

    /// Puts in doubt all labels of open jobs of which it is not sure what became, those that wait too: the
    /// ledger was put back to an earlier state, and they may have been printed since. Tells the jobs.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn restored(&self, op: Operation) -> Answer<Vec<JobId>>;

    /// Wipes the codes of a job that is over; tells how many.
    ///
    /// # Errors
    /// It is not over; the ledger cannot be written.
    fn forget(&self, op: Operation, job: JobId, operator: &str) -> Answer<u64>;

    /// Takes whole codes for labels whose codes were wiped, where they are what they were; tells how many.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn remember(&self, op: Operation, job: JobId, owns: &[Own]) -> Answer<u64>;

    /// Keeps what a printer's odometer stands at, of a printer with this identity.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn keep_odometer(&self, op: Operation, printer: &str, identity: &str, labels: u64) -> Answer<()>;

    /// What a printer's odometer stood at.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn odometer(&self, printer: &str) -> Answer<Option<Odometer>>;

    /// Every job, the latest first.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn jobs(&self) -> Answer<Vec<Job>>;

    /// A job.
    ///
    /// # Errors
    /// There is none of this number.
    fn job(&self, job: JobId) -> Answer<Job>;

    /// Whether somebody asked that the run which holds a job stop.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn is_to_stop(&self, job: JobId) -> Answer<bool>;

    /// What the labels of a job are made by.
    ///
    /// # Errors
    /// As [`Ledger::job`].
    fn kept(&self, job: JobId) -> Answer<Kept>;

    /// Labels of a job in a state, from behind a number on, at most so many, in order: what they are made of.
    ///
    /// # Errors
    /// A code was wiped.
    fn owns(&self, job: JobId, state: State, behind: u32, most: u32) -> Answer<Vec<Own>>;

    /// Labels of a job from behind a number on, at most so many, in order.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn labels(&self, job: JobId, behind: u32, most: u32) -> Answer<Vec<Known>>;

    /// Labels of a job in a state, behind so many of them, at most so many, in order.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn labels_in(&self, job: JobId, state: State, skip: u32, most: u32) -> Answer<Vec<Known>>;

    /// Numbers of labels of a job in a state.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn numbers(&self, job: JobId, state: State) -> Answer<Numbers>;

    /// The labels of a unit, in all jobs.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn find(&self, unit: &str) -> Answer<Vec<Known>>;

    /// The labels whose unit has this serial, in all jobs. It looks at every label.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn find_serial(&self, serial: &str) -> Answer<Vec<Known>>;

    /// The blocks of a job in its file, in order.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn blocks(&self, job: JobId) -> Answer<Vec<Block>>;

    /// The sheets of a job that left or are about to, in order.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn stacks(&self, job: JobId) -> Answer<Vec<Stack>>;

    /// Labels by sheet and place of their latest paper; those of all places if none are given.
    ///
    /// # Errors
    /// The job is not on sheets; a sheet or place is none, or has no label, unless it is one of all behind another.
    fn on_sheets(&self, job: JobId, sheets: &Numbers, places: Option<&Numbers>) -> Answer<Numbers>;

    /// Gives up the file of a job, which is not there any more: what was claimed for it is in doubt.
    ///
    /// # Errors
    /// As [`Ledger::claim`].
    fn file_gone(&self, op: Operation, hold: &Hold) -> Answer<()>;

    /// What was done with a job, in order.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn events(&self, job: JobId) -> Answer<Vec<Event>>;

    /// What the ledger is.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn about(&self) -> Answer<About>;
}

/// Who claims labels, and for which printer.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The printer's name.
    pub printer: &'a str,
    /// The operator.
    pub operator: &'a str,
}
