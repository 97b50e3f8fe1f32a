//! Orders of codes in the ledger: what an order management system handed out, block by block.
//!
//! A block is stored whole in one transaction, and a code once in the whole ledger. What is asked for is noted
//! before it is asked, so that a run that dies leaves word of it.

use std::fmt::Debug;
use std::net::IpAddr;

use quietzone::gs1::Gtin;

use super::{Answer, Operation, Time};

/// A way to an order management system. It holds no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// What it is called.
    pub name: String,
    /// The family of its interface, by its word.
    pub family: String,
    /// Its address, such as `https://suzgrid.crpt.ru`.
    pub url: String,
    /// Whose codes it gives; empty where the token says that.
    pub oms_id: String,
    /// The country, by ISO 3166, whose limits and groups are meant.
    pub country: String,
    /// A file of certificates, in PEM, that are trusted in place of the system's.
    pub ca: Option<String>,
    /// Whether it may be talked to without TLS.
    pub is_plain: bool,
}

impl Connection {
    /// Whether it leads to this machine, without TLS: to a system for trials.
    #[must_use]
    pub fn is_of_this_machine(&self) -> bool {
        let Some(rest) = self.url.strip_prefix("http://") else { return false };
        let host = match rest.strip_prefix('[') {
            Some(rest) => rest.split(']').next(),
            None => rest.split([':', '/']).next(),
        };
        let host = host.unwrap_or_default();
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// A part of an order, of one GTIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The connection's name.
    pub connection: String,
    /// The order's id.
    pub order: String,
    /// The GTIN, 14 digits.
    pub gtin: String,
}

/// Whether no goods have a GTIN of an order.
pub(crate) fn is_example(gtin: &str) -> bool {
    Gtin::with_leading_zeros(gtin).is_ok_and(|gtin| gtin.is_example())
}

/// The number of a part in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(pub u32);

/// What is stored of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// Ids of its blocks and how many codes each has, in the order they were stored.
    pub blocks: Vec<(String, u32)>,
    /// Codes of all blocks, those that were wiped among them.
    pub codes: u64,
    /// Codes that were wiped: they were printed, or given up.
    pub wiped: u64,
    /// Codes that were asked for last, where no answer is known, and when.
    pub asked: Option<(u32, Time)>,
}

/// A part with what is stored of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its number.
    pub id: PartId,
    /// Which it is.
    pub part: Part,
    /// What the system said of it last, as JSON.
    pub said: String,
    /// Its codes.
    pub codes: u64,
    /// When something was stored last.
    pub time: Time,
}

/// A request that was made: without token, body and answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// The connection's name.
    pub connection: String,
    /// The method and the path, without what was asked.
    pub what: String,
    /// The status of the answer; nothing where none came.
    pub status: Option<u16>,
    /// Bytes of the answer.
    pub bytes: u64,
}

/// Orders of codes. Every operation is one transaction with its caller's id, as in [`super::Ledger`].
pub trait Orders: Debug + Send + Sync {
    /// Keeps a connection, in place of one of its name.
    ///
    /// # Errors
    /// The ledger cannot be written; the one of its name is of another system or owner, and codes of it are here.
    fn connect(&self, op: Operation, connection: &Connection) -> Answer<()>;

    /// Forgets a connection.
    ///
    /// # Errors
    /// None is called so; codes or documents of it are here; the ledger cannot be written.
    fn disconnect(&self, op: Operation, name: &str) -> Answer<()>;

    /// Every connection, by name.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn connections(&self) -> Answer<Vec<Connection>>;

    /// Takes a part down, or what is said of it now.
    ///
    /// # Errors
    /// A ledger holds codes of examples ([`Gtin::is_example`]) or of goods: the part's GTIN is an example, and the
    /// ledger has a part that is none, or a connection to another machine; or it is none, and the ledger has a part
    /// that is one. The ledger cannot be written.
    fn part(&self, op: Operation, part: &Part, said: &str) -> Answer<PartId>;

    /// Notes that codes are going to be asked for.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn ask(&self, op: Operation, part: PartId, codes: u32) -> Answer<()>;

    /// Notes that nothing more is known to be asked for.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn settled(&self, op: Operation, part: PartId) -> Answer<()>;

    /// Stores a block, whole; a block that is stored already, with the same codes, stays as it is. Tells how many
    /// codes of the part are stored.
    ///
    /// # Errors
    /// A code of it is stored in another block, or the block with other codes; the ledger cannot be written.
    fn store(&self, op: Operation, part: PartId, block: &str, codes: &[String]) -> Answer<u64>;

    /// What is stored of a part.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn stored(&self, part: PartId) -> Answer<Stored>;

    /// Codes of a part from behind a number on, at most so many, in the order they came.
    ///
    /// # Errors
    /// One of them was wiped; the ledger cannot be read.
    fn codes(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<String>>;

    /// The same of a part of which codes were wiped: those that are left, each with its number from 1.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn left(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<(u32, String)>>;

    /// Wipes what is left of the codes of an order; tells how many. Those that no job has taken go only if
    /// `unprinted` says so. What was stored stays known.
    ///
    /// # Errors
    /// There is no such order; a code of it is in no job, or in one that is not over; the ledger cannot be written.
    fn forget_order(&self, op: Operation, order: &str, unprinted: bool) -> Answer<u64>;

    /// Every part, the latest last.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn parts(&self) -> Answer<Vec<Fetched>>;

    /// Notes a request in the journal.
    ///
    /// # Errors
    /// The ledger cannot be written.
    fn requested(&self, op: Operation, request: &Requested) -> Answer<()>;

    /// The journal of requests, the latest first, at most so many.
    ///
    /// # Errors
    /// The ledger cannot be read.
    fn requests(&self, most: u32) -> Answer<Vec<(Time, Requested)>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_http_to_a_loopback_address_is_of_this_machine() {
        let of = |url: &str| {
            let [name, family, oms_id] = <[String; 3]>::default();
            Connection { name, family, url: url.to_owned(), oms_id, country: String::new(), ca: None, is_plain: false }
                .is_of_this_machine()
        };
        for url in ["http://127.0.0.1:8080", "http://127.0.0.1", "http://localhost:1", "http://[::1]:80"] {
            assert!(of(url), "{url}");
        }
        for url in ["https://127.0.0.1", "http://10.0.0.1", "http://localhost.example.org", "https://suzgrid.crpt.ru"] {
            assert!(!of(url), "{url}");
        }
    }
}
