//! The systems of a family in a country.

use std::collections::BTreeMap;
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{any_of, name, outside};

use super::super::rules;
use super::group::{Coded, Group};
use super::limits::{Limit, Limits, Release};

/// What is known of the systems of a family in a country.
#[derive(Clone, Debug)]
pub struct System {
    /// The family, by its word.
    pub family: String,
    /// The country, by ISO 3166: `ru`, `kz`, `uz`.
    pub country: String,
    /// The time between two requests.
    pub between: Duration,
    /// Codes of one request.
    pub block: Limit,
    /// What it allows of documents.
    pub limits: Limits,
    pub(super) releases: BTreeMap<String, Release>,
    pub(super) groups: BTreeMap<String, Group>,
    /// Markets that are structures which groups share.
    pub(super) shared: Vec<String>,
}

impl System {
    /// The rules of a group of goods, where some are known.
    #[must_use]
    pub fn group(&self, word: &str) -> Option<&Group> {
        self.groups.get(word)
    }

    /// All groups, by their words.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// Markets that no group is ordered by: structures that groups share.
    #[must_use]
    pub fn shared(&self) -> &[String] {
        &self.shared
    }

    /// Whether codes of a group count as applied when they are fetched.
    #[must_use]
    pub fn applies_at_once(&self, word: &str) -> bool {
        self.group(word).is_some_and(|group| group.fetched_is_applied)
    }

    /// What a way of putting goods on the market asks of an order.
    #[must_use]
    pub fn release(&self, word: &str) -> Option<&Release> {
        self.releases.get(word)
    }

    /// The group that codes of a market are ordered as, and how. Where groups share a market, one may be named.
    ///
    /// # Errors
    /// No group is known, or the one that is named has no such codes.
    pub fn ordered_as(&self, market: &str, group: Option<&str>) -> Result<(&Group, &Coded), Diagnostic> {
        let all = self.groups().filter_map(|group| Some((group, group.coded(market)?))).collect::<Vec<_>>();
        let is_meant = |of: &&(&Group, &Coded)| group.map_or(of.1.is_meant, |word| of.0.word == word);
        if let Some(found) = all.iter().find(is_meant) {
            return Ok(*found);
        }
        let market_word = outside(market);
        if self.shared.iter().any(|shared| shared == market) {
            let message = say!("{market} is a structure that several groups of goods share", market = market_word);
            return Err(Diagnostic::error(rules::KIND, message).help(say!("name the market of your group")));
        }
        match all.as_slice() {
            [] => Err(Diagnostic::error(
                rules::KIND,
                say!("which group of goods codes of {market} are ordered as is not known", market = market_word),
            )),
            all => Err(Diagnostic::error(
                rules::KIND,
                say!(
                    "codes of {market} are not ordered as “{group}”",
                    market = market_word,
                    group = outside(group.unwrap_or_default())
                ),
            )
            .help(say!("they are ordered as {groups}", groups = any_of(all.iter().map(|of| name(of.0.word.clone())))))),
        }
    }
}
