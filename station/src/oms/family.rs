//! What all interfaces of order management systems can be asked.

use std::fmt::{self, Debug};
use std::str::FromStr;

use quietzone::say;
use quietzone::sentence::{Outside, Sentence, outside};
use serde_json::{Map, Value as Json};

use super::desk::Desk;
use super::failed::Failed;
use super::system::System;

/// The id of an order: a UUID, in the case it was given in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OrderId(String);

impl OrderId {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for OrderId {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let text = text.trim();
        let is_uuid = text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
            && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
        if is_uuid {
            return Ok(Self(text.to_owned()));
        }
        Err(say!(
            "“{text}” is not the id of an order, which has 32 hexadecimal digits and 4 hyphens",
            text = outside(text).shortened(60)
        ))
    }
}

/// What a system says of itself.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Ping {
    /// Whose codes it gives.
    pub oms_id: Option<String>,
    /// The version of its interface.
    pub api: Option<String>,
    /// Its own version.
    pub version: Option<String>,
}

/// An order.
#[derive(Clone)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Its state, in the system's word.
    pub status: String,
    /// Its group of goods.
    pub group: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// Its parts.
    pub parts: Vec<SubOrder>,
    /// What else the system says of it.
    pub rest: Map<String, Json>,
}

/// A part of an order, of one GTIN. Counters are nothing while the order is not ready.
#[derive(Clone)]
pub struct SubOrder {
    /// The GTIN.
    pub gtin: String,
    /// Its state, in the system's word; lacking in lists of orders that are not ready.
    pub status: Option<String>,
    /// Codes that were ordered.
    pub total: Option<u64>,
    /// Codes that can be fetched.
    pub available: Option<u64>,
    /// Codes that were handed out, to whomever.
    pub passed: Option<u64>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// What else the system says of it.
    pub rest: Map<String, Json>,
}

impl SubOrder {
    /// Whether it is in a state.
    #[must_use]
    pub fn is(&self, status: &str) -> bool {
        self.status.as_deref() == Some(status)
    }
}

/// What a GTIN is, for labels.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Product {
    /// The GTIN.
    pub gtin: String,
    /// Its name.
    pub name: Option<String>,
    /// Its brand.
    pub brand: Option<String>,
    /// Its group of goods.
    pub group: Option<String>,
}

/// Words of a system go into debug output as they go into messages, and what nobody knows not at all: codes and
/// tokens may stand in either.
macro_rules! shown {
    ($($name:ident { $($word:ident)* } $($number:ident)*;)+) => {
        $(impl Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut shown = f.debug_struct(stringify!($name));
                $(shown.field(stringify!($word), &words(&self.$word));)*
                $(shown.field(stringify!($number), &self.$number);)*
                shown.finish_non_exhaustive()
            }
        })+
    };
}

shown! {
    Ping { oms_id api version };
    Order { status group reason } id parts;
    SubOrder { gtin status reason } total available passed;
    Product { gtin name brand group };
    Listed { id } quantity;
}

fn words<'a>(words: impl Into<Option<&'a String>>) -> Option<Outside> {
    words.into().map(outside)
}

/// Codes that were handed out together.
#[derive(Clone)]
pub struct Block {
    /// Its id.
    pub id: String,
    /// Its codes, whole.
    pub codes: Vec<String>,
}

/// Codes are shown nowhere.
impl Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a block of {} codes", self.codes.len())
    }
}

/// A block that the system remembers.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// How many codes it has.
    pub quantity: u64,
}

/// An interface that order management systems share.
///
/// A new one is a file beside `suz.rs` and `xtrace.rs`, and a data file of its country. The older interface of СУЗ
/// (v2) would hand out once as СУЗ does; Belarus gives a whole order at once, which is a cursor of one pack.
pub trait Family: Debug {
    /// What is known of such systems.
    fn system(&self) -> &System;

    /// Waits until the next request may be sent at once.
    fn pace(&self);

    /// Whether the system answers, and takes the token.
    ///
    /// # Errors
    /// It does not.
    fn ping(&self) -> Result<Ping, Failed>;

    /// All orders. It takes long, and is for people, not for work.
    ///
    /// # Errors
    /// As [`Family::ping`].
    fn orders(&self) -> Result<Vec<Order>, Failed>;

    /// The parts of an order, or the one of a GTIN.
    ///
    /// # Errors
    /// There is no such order; as [`Family::ping`].
    fn status(&self, order: &OrderId, gtin: Option<&str>) -> Result<Vec<SubOrder>, Failed>;

    /// What the GTINs of an order are, as far as the system knows.
    ///
    /// # Errors
    /// As [`Family::status`].
    fn products(&self, order: &OrderId) -> Result<Vec<Product>, Failed>;

    /// How codes are fetched.
    fn law(&self) -> Law<'_>;

    /// Where documents are handed in.
    fn desk(&self) -> &dyn Desk;

    /// Closes an order, or the part of a GTIN. Codes that were not fetched are annulled. It is never repeated.
    ///
    /// # Errors
    /// As [`Family::status`].
    fn close(&self, order: &OrderId, gtin: Option<&str>) -> Result<(), Failed>;
}

/// How a system hands codes out.
#[derive(Clone, Copy, Debug)]
pub enum Law<'a> {
    /// Each code once.
    Once(&'a dyn Once),
    /// In packs behind one another, each as often as it is asked for.
    Packs(&'a dyn Packs),
}

/// Codes that are handed out once.
pub trait Once: Debug {
    /// Takes codes, so many at most. It is never repeated.
    ///
    /// # Errors
    /// As [`Family::status`]; after [`super::Kind::Unknown`] codes may have been handed out.
    fn codes(&self, order: &OrderId, gtin: &str, most: u32) -> Result<Block, Failed>;

    /// The blocks that were handed out and can be had again.
    ///
    /// # Errors
    /// As [`Family::status`]; the part is closed.
    fn blocks(&self, order: &OrderId, gtin: &str) -> Result<Vec<Listed>, Failed>;

    /// A block that was handed out before.
    ///
    /// # Errors
    /// As [`Once::blocks`].
    fn again(&self, block: &str) -> Result<Block, Failed>;
}

/// Codes in packs: behind the same pack stands the same one, each time.
pub trait Packs: Debug {
    /// The pack behind one, or the first. A new one is made of at most so many codes.
    ///
    /// # Errors
    /// As [`Family::status`].
    fn pack(&self, order: &OrderId, gtin: &str, behind: Option<&str>, most: u32) -> Result<Block, Failed>;

    /// The packs that were handed out.
    ///
    /// # Errors
    /// As [`Family::status`].
    fn packs(&self, order: &OrderId, gtin: &str) -> Result<Vec<Listed>, Failed>;
}
