//! Where documents are handed in: orders, and reports of what became of codes.

use std::fmt::Debug;
use std::time::Duration;

use super::failed::Failed;
use crate::ledger::documents::{Document, Kind, Paper};

/// What a system says to a document that it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its id of the document.
    pub remote: String,
    /// How long until it is done, where it says so.
    pub wait: Option<Duration>,
}

/// What a search for a document found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// The system has it, under this id.
    Found(String),
    /// The system does not have it.
    Nowhere,
    /// The system has no list in which it could be looked for.
    Unsearchable,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Became {
    /// Its state, in the system's word.
    pub word: String,
    /// Its end, if it came to one.
    pub end: Option<End>,
    /// Why it was refused, in the system's words.
    pub reason: Option<String>,
    /// Codes that were not accepted.
    pub codes: Vec<CodeFault>,
}

/// How a document ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All of it was done.
    Done,
    /// Some of its codes were not accepted.
    Partly,
    /// Nothing of it was done.
    Refused,
}

/// A code that was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFault {
    /// What the code identifies, without its tail.
    pub unit: String,
    /// The system's number of the reason.
    pub code: u64,
    /// The reason, in the system's words.
    pub reason: Option<String>,
}

/// Where documents are handed in.
pub trait Desk: Debug {
    /// Hands a document in. It is never repeated.
    ///
    /// # Errors
    /// The system refuses it; after [`super::Kind::Unknown`] it may have it.
    fn send(&self, kind: Kind, paper: &Paper) -> Result<Taken, Failed>;

    /// Looks for a document that may have been handed in. The ids of others are known.
    ///
    /// # Errors
    /// The system does not answer.
    fn find(&self, document: &Document, paper: &Paper, others: &[String]) -> Result<Search, Failed>;

    /// What became of a document.
    ///
    /// # Errors
    /// The system does not answer, or does not know it.
    fn became(&self, kind: Kind, remote: &str) -> Result<Became, Failed>;
}
