//! What a system allows.

use super::super::confidence::Confidence;

/// A number that a system allows at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The number.
    pub most: u32,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What a system allows of documents, where it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// GTINs of an order.
    pub gtins: Option<Limit>,
    /// Codes of a GTIN that is alone in its order.
    pub alone: Option<Limit>,
    /// Codes of each of several GTINs.
    pub each: Option<Limit>,
    /// Orders that are not over.
    pub active: Option<Limit>,
    /// Codes of a report; of aggregation, items and units.
    pub report: Option<Limit>,
    /// Units of a report of aggregation.
    pub units: Option<Limit>,
}

/// What a way of putting goods on the market (`releaseMethodType`) asks of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// Kinds of codes that may be ordered; all where none is named.
    pub cis_types: Vec<String>,
    /// The only `paymentType`.
    pub payment: Option<u32>,
    /// How sure it is that no GTIN may begin with 029, which stands for remains; nothing where it may.
    pub no_technical: Option<Confidence>,
}
