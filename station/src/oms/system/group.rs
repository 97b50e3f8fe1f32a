//! A group of goods.

use std::collections::BTreeMap;

use super::super::confidence::Confidence;
use super::super::form::Form;
use super::limits::Limit;

/// The rules of a group of goods.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its word.
    pub word: String,
    /// The markets whose codes are ordered as this group.
    pub markets: Vec<Coded>,
    /// Calendar days until codes die that are not applied: of own printing, and through a contractor.
    pub days: Option<[u32; 2]>,
    /// Whether codes count as applied when they are fetched.
    pub fetched_is_applied: bool,
    /// Kinds of codes (`cisType`) that may be ordered, each with how sure that is; nothing where it may not.
    pub cis_types: BTreeMap<String, Option<Confidence>>,
    /// What an order asks for.
    pub order: Form,
    /// What each product of an order asks for.
    pub product: Form,
    /// What a report of applied codes asks for; nothing where there is none, since fetched is applied.
    pub utilisation: Option<Form>,
    /// What a report of codes that drop out asks for, where the system takes one.
    pub dropout: Option<Form>,
    /// What a report of aggregation asks for, where the system takes one.
    pub aggregation: Option<Form>,
    /// GTINs of an order, where they are fewer than others have.
    pub gtins: Option<Limit>,
    /// How sure this is, where nothing else is said.
    pub confidence: Confidence,
}

impl Group {
    /// How codes of a market are ordered as this group.
    #[must_use]
    pub fn coded(&self, market: &str) -> Option<&Coded> {
        self.markets.iter().find(|coded| coded.market == market)
    }
}

/// How codes of a market are ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The market, by its id.
    pub market: String,
    /// The id of the template of its codes (`templateId`), in systems that have them.
    pub template: Option<u32>,
    /// Characters of a serial of one's own, where that is known. The system may put another in front.
    pub serial: Option<usize>,
    /// Whether this group is meant where a market is named and no group.
    pub is_meant: bool,
}
