//! Which market codes may be of, and what decides.

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::market::Market;
use crate::say;
use crate::sentence::{Sentence, name, series, titled};

/// Markets that are named.
const NAMED: usize = 5;

/// A market that reads some of the first rows.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The market.
    pub(super) market: Market,
    /// How many of the first rows it reads.
    pub(super) rows: usize,
    /// How many of their GTINs begin as those of its country do.
    pub(super) at_home: usize,
}

/// A market that codes may be of, and what speaks for it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fitting {
    /// The market.
    pub market: String,
    /// Its title.
    pub title: String,
    /// How many of the first rows it reads.
    pub rows: usize,
    /// Of so many.
    pub of: usize,
    /// How many of their GTINs begin as those of its country do. It proves nothing.
    pub at_home: usize,
}

impl Candidate {
    /// What speaks for it, of so many rows.
    pub(super) fn fitting(&self, of: usize) -> Fitting {
        let (market, title) = (self.market.id.clone(), self.market.title.clone());
        Fitting { market, title, rows: self.rows, of, at_home: self.at_home }
    }

    /// Of two that read the same rows the one that asks for more fields is meant: the columns of a
    /// unit hold those of a parcel.
    fn rank(&self) -> (usize, usize) {
        let fields = self.market.structure.fields().iter().filter(|field| !field.optional).count();
        (self.rows, fields)
    }

    /// What speaks for it.
    fn in_words(&self, of: usize) -> Sentence {
        let (market, title) = (name(self.market.id.clone()), titled(&self.market.title));
        match self.at_home {
            0 => say!("{market} ({title}) reads {rows} of {of} rows", market, title, rows = self.rows, of),
            at_home => say!(
                "{market} ({title}) reads {rows} of {of} rows, and {at_home} GTINs begin as those of its country",
                market,
                title,
                rows = self.rows,
                of,
                at_home
            ),
        }
    }
}

/// Those that read most, the likeliest first.
pub(super) fn best(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let most = candidates.iter().map(Candidate::rank).max().unwrap_or_default();
    candidates.retain(|candidate| candidate.rank() == most);
    candidates.sort_by_key(|candidate| std::cmp::Reverse((candidate.at_home, candidate.market.sure_fields())));
    candidates
}

/// The one of several markets that reads most of so many rows.
///
/// # Errors
/// There is none, or there are several: the best of them are named, with what speaks for each.
pub(super) fn the_best(candidates: Vec<Candidate>, of: usize) -> Result<Market, Diagnostic> {
    let mut candidates = best(candidates);
    let named = series(candidates.iter().take(NAMED).map(|candidate| candidate.in_words(of)));
    let fitting = candidates.len();
    match candidates.pop() {
        None => Err(Diagnostic::error(rules::REQUEST, say!("the codes fit no market we know"))
            .help(say!("name their market with --market, to be told what is wrong with them"))),
        Some(only) if candidates.is_empty() => Ok(only.market),
        Some(_) => {
            let message = if fitting > NAMED {
                say!("the codes fit {fitting} markets alike; the likeliest are: {named}", fitting, named)
            } else {
                say!("the codes fit several markets alike: {named}", named)
            };
            let help = say!(
                "these codes are made the same, so what decides is which goods are marked, and for which country: name its market with --market"
            );
            Err(Diagnostic::error(rules::REQUEST, message).help(help))
        }
    }
}
