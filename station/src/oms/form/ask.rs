//! One thing that a document asks for.

use super::super::confidence::Confidence;
use super::kind::Kind;

/// An attribute of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in the body.
    pub name: String,
    /// What its value looks like: any of these.
    pub kinds: Vec<Kind>,
}

/// Whether something must be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It may be said.
    May,
    /// It must be said in cases that the operator's text names, and nobody can tell from here.
    InCases,
    /// It must be said.
    Must,
}

/// On what it depends whether something is asked for: on what else is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// Another attribute, or what is known of the document.
    pub name: String,
    /// The values it is to have; any will do if none is named.
    pub values: Vec<String>,
    /// Whether it is asked for where this is *not* so.
    pub unless: bool,
}

/// One thing that a document asks for: an attribute, or one of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The attributes, of which one is said.
    pub any: Vec<Attribute>,
    /// Whether one must be said.
    pub demand: Demand,
    /// When it is asked for; always if nothing is named.
    pub when: Option<When>,
    /// How sure it is that it is asked for so.
    pub confidence: Confidence,
}

impl Ask {
    /// Reads what a data file says: names with `|` between them, of which one is said; `!` behind them if one must be
    /// said, `?` if it must in cases that the operator's text names; ` if NAME`, ` if NAME=VALUE,VALUE` or
    /// ` unless NAME=VALUE`; and ` H`, ` M` or ` L` if it is not as sure as the group.
    pub(in super::super) fn of(
        text: &str,
        confidence: Confidence,
        kinds: &dyn Fn(&str) -> Option<Vec<Kind>>,
    ) -> Option<Self> {
        let (text, confidence) = match text.rsplit_once(' ') {
            Some((front, letter)) if letter.len() == 1 => (front, Confidence::of(letter)?),
            _ => (text, confidence),
        };
        let (names, when) = match (text.split_once(" if "), text.split_once(" unless ")) {
            (Some((names, when)), None) => (names, Some(when_of(when, false))),
            (None, Some((names, when))) => (names, Some(when_of(when, true))),
            (None, None) => (text, None),
            (Some(_), Some(_)) => return None,
        };
        let (names, demand) = match (names.strip_suffix('!'), names.strip_suffix('?')) {
            (Some(names), _) => (names, Demand::Must),
            (_, Some(names)) => (names, Demand::InCases),
            _ => (names, Demand::May),
        };
        let attribute = |name: &str| Some(Attribute { name: name.to_owned(), kinds: kinds(name)? });
        Some(Self { any: names.split('|').map(attribute).collect::<Option<_>>()?, demand, when, confidence })
    }
}

fn when_of(text: &str, unless: bool) -> When {
    let (name, values) = text.split_once('=').unwrap_or((text, ""));
    let values = values.split(',').filter(|value| !value.is_empty()).map(str::to_owned).collect();
    When { name: name.to_owned(), values, unless }
}
