//! What is handed in to order management systems: orders, and reports of what became of codes.
//!
//! A document is drafted with the very bytes that will be sent, and a mark of ours. That it is going to be sent is
//! noted before it is, so that a run that dies leaves word of it; when the system's id of it is known, its bytes,
//! which hold whole codes, are wiped. A label stands in one document of a kind.

use std::fmt::{self, Debug};

use super::{Answer, JobId, Numbers, Operation, Time};

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Codes are asked for.
    Order,
    /// Codes are on goods.
    Utilisation,
    /// Codes are lost to the goods.
    Dropout,
    /// Goods are packed into others.
    Aggregation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Order, Kind::Utilisation, Kind::Dropout, Kind::Aggregation];

    /// Its key, the same in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Kind::Order => "order",
            Kind::Utilisation => "utilisation",
            Kind::Dropout => "dropout",
            Kind::Aggregation => "aggregation",
        }
    }
}

/// The number of a document in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// A document as it is drafted.
#[derive(Clone)]
pub struct Draft {
    /// The connection's name.
    pub connection: String,
    /// What it is.
    pub kind: Kind,
    /// Our mark, by which it is found again.
    pub mark: String,
    /// The very bytes to be sent.
    pub body: String,
    /// The labels whose codes it tells.
    pub labels: Option<(JobId, Numbers)>,
    /// What people are told of it, as JSON.
    pub said: String,
}

/// Codes stand in bodies.
impl Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} with {} bytes", self.kind.key(), self.mark, self.body.len())
    }
}

/// How far a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// Nothing was sent.
    Drafted,
    /// It may have been sent.
    Asked(Time),
    /// The system has it.
    Sent,
    /// It came to its end.
    Over,
}

impl Handed {
    /// Its key, the same in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Handed::Drafted => "drafted",
            Handed::Asked(_) => "in_doubt",
            Handed::Sent => "sent",
            Handed::Over => "over",
        }
    }
}

/// A document of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub id: DocumentId,
    /// The connection's name.
    pub connection: String,
    /// What it is.
    pub kind: Kind,
    /// Our mark.
    pub mark: String,
    /// How far it is.
    pub handed: Handed,
    /// The system's id of it.
    pub remote: Option<String>,
    /// The job whose labels it tells of, and how many.
    pub labels: Option<(JobId, u64)>,
    /// What is told of it, as JSON.
    pub said: String,
    /// When it was drafted.
    pub time: Time,
}

/// What is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// The very bytes.
    pub body: String,
    /// A detached signature of them, Base64 in one line.
    pub signature: Option<String>,
}

/// Codes stand in bodies.
impl Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes, signed: {}", self.body.len(), self.signature.is_some())
    }
}

/// Labels of a job, as a report of it takes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reportable {
    /// To be reported.
    pub ready: u64,
    /// Reported before, or drafted to be.
    pub reported: u64,
    /// Not on goods, or not void, as the kind asks.
    pub others: u64,
    /// On goods, though what became of their paper is not certain, or they are spoiled or void.
    pub uncertain: u64,
}

/// Documents. Every operation is one transaction with its caller's id, as in [`super::Ledger`].
pub trait Documents: Debug + Send + Sync {
    /// Drafts a document.
    ///
    /// # Errors
    /// A label of it stands in another of its kind; the ledger cannot be written.
    fn draft(&self, op: Operation, draft: &Draft) -> Answer<DocumentId>;

    /// What is to be sent of a document; nothing where it was sent.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn paper(&self, document: DocumentId) -> Answer<Option<Paper>>;

    /// Puts a signature to a draft.
    ///
    /// # Errors
    /// It is no draft any more; the ledger cannot be written.
    fn sign(&self, op: Operation, document: DocumentId, signature: &str) -> Answer<()>;

    /// Notes that a draft is going to be sent.
    ///
    /// # Errors
    /// It is no draft any more; the ledger cannot be written.
    fn going(&self, op: Operation, document: DocumentId) -> Answer<()>;

    /// Notes that the system does not have a document that was going to be sent.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn not_gone(&self, op: Operation, document: DocumentId) -> Answer<()>;

    /// Notes the system's id of a document, and wipes its bytes.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn gone(&self, op: Operation, document: DocumentId, remote: &str) -> Answer<()>;

    /// Keeps what is told of a document now; whether it came to its end, and whether its labels are free then.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn tell(&self, op: Operation, document: DocumentId, said: &str, end: Option<Freed>) -> Answer<()>;

    /// Takes a draft back.
    ///
    /// # Errors
    /// It is no draft any more; the ledger cannot be written.
    fn withdraw(&self, op: Operation, document: DocumentId) -> Answer<()>;

    /// Every document, the latest last.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn documents(&self) -> Answer<Vec<Document>>;

    /// Labels of a job that a report of a kind is to tell of, from behind a number on, at most so many: their numbers
    /// and codes. On goods and certain for a utilisation; void for a drop-out.
    ///
    /// # Errors
    /// A code was wiped.
    fn to_report(&self, job: JobId, kind: Kind, behind: u32, most: u32) -> Answer<Vec<(u32, String)>>;

    /// How many labels of a job a report of a kind takes, and leaves out.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn reportable(&self, job: JobId, kind: Kind) -> Answer<Reportable>;
}

/// What becomes of the labels of a document that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freed {
    /// They were told.
    Told,
    /// They were not, and may stand in another.
    Free,
}
