//! What became of a label on paper.

use quietzone::say;
use quietzone::sentence::{InWords, Sentence};

/// What became of the paper of a label; of its latest copy, if it was printed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Nothing yet.
    Waiting,
    /// A run has it, and its bytes may leave at any time.
    Claimed,
    /// The printer took its bytes.
    Sent,
    /// The printer's odometer counted it.
    Counted,
    /// The operator saw it printed.
    Confirmed,
    /// It was under way when something went wrong: whether it was printed is not known.
    InDoubt,
    /// It was in doubt, and the operator found it printed.
    Printed,
    /// The operator found it missing or unfit.
    Spoiled,
    /// Its code is retired for good.
    Void,
}

impl State {
    /// Every state, in the order of a label's life.
    pub const ALL: [State; 9] = [
        State::Waiting,
        State::Claimed,
        State::Sent,
        State::Counted,
        State::Confirmed,
        State::InDoubt,
        State::Printed,
        State::Spoiled,
        State::Void,
    ];

    /// Its key, the same in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Claimed => "claimed",
            State::Sent => "sent",
            State::Counted => "counted",
            State::Confirmed => "confirmed",
            State::InDoubt => "in_doubt",
            State::Printed => "printed",
            State::Spoiled => "spoiled",
            State::Void => "void",
        }
    }

    /// Whether it is sure that there is a paper with the label.
    #[must_use]
    pub fn is_on_paper(self) -> bool {
        matches!(self, State::Counted | State::Confirmed | State::Printed)
    }

    /// Whether somebody must say what became of it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, State::Claimed | State::Sent | State::InDoubt)
    }
}

impl InWords for State {
    fn in_words(&self) -> Sentence {
        match self {
            State::Waiting => say!("waiting"),
            State::Claimed => say!("claimed"),
            State::Sent => say!("sent"),
            State::Counted => say!("counted by the printer"),
            State::Confirmed => say!("confirmed"),
            State::InDoubt => say!("in doubt"),
            State::Printed => say!("found printed"),
            State::Spoiled => say!("spoiled"),
            State::Void => say!("void"),
        }
    }
}

/// How many labels of a job are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct States {
    counts: [u64; 9],
    /// Labels that were printed more than once, or are to be: apart from the states.
    pub reprinted: u64,
    /// Labels that are on goods: apart from the states.
    pub applied: u64,
}

impl States {
    /// Labels in a state.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        self.counts.get(state as usize).copied().unwrap_or(0)
    }

    /// Adds labels in a state.
    pub fn add(&mut self, state: State, labels: u64) {
        if let Some(count) = self.counts.get_mut(state as usize) {
            *count += labels;
        }
    }

    /// Labels of which somebody must say what became of them.
    #[must_use]
    pub fn open(&self) -> u64 {
        State::ALL.into_iter().filter(|state| state.is_open()).map(|state| self.of(state)).sum()
    }
}
