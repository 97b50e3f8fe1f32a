//! What is known of the systems of each country: their limits and the rules of their groups of goods.
//!
//! It stands in data files, one for each family and country, with the confidence of each fact: what is of
//! confidence H is refused, what is below is warned of. A new country is a new file.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{any_of, name, outside};
use toml_edit::{DocumentMut, Item, TableLike};

use super::rules;

const FILES: [&str; 3] = [
    include_str!("systems/ru-suz.toml"),
    include_str!("systems/kz-xtrace.toml"),
    include_str!("systems/uz-xtrace.toml"),
];

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Inferred.
    Low,
    /// One good witness.
    Medium,
    /// The operator's text, or two independent witnesses.
    High,
}

/// A number that a system allows at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The number.
    pub most: u32,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The rules of a group of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Calendar days until codes die that are not applied: of own printing, and through a contractor.
    pub days: Option<[u32; 2]>,
    /// Whether codes count as applied when they are fetched.
    pub fetched_is_applied: bool,
    /// How sure this is.
    pub confidence: Confidence,
}

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
    groups: BTreeMap<String, Group>,
}

impl System {
    /// All that are known.
    ///
    /// # Errors
    /// A data file of this program is wrong.
    pub fn all() -> Result<&'static [System], Diagnostic> {
        static ALL: OnceLock<Option<Vec<System>>> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.iter().map(|file| read(file)).collect());
        all.as_deref().ok_or_else(|| Diagnostic::internal("oms: a file of systems/"))
    }

    /// What is known of a family in a country.
    ///
    /// # Errors
    /// Nothing is.
    pub fn of(family: &str, country: &str) -> Result<&'static Self, Diagnostic> {
        let all = Self::all()?;
        all.iter().find(|system| system.family == family && system.country == country).ok_or_else(|| {
            let message = say!(
                "no order management system of the family {family} is known in the country “{country}”",
                family = outside(family),
                country = outside(country)
            );
            let known = all.iter().filter(|system| system.family == family).map(|system| name(system.country.clone()));
            let known = any_of(known.collect::<Vec<_>>());
            Diagnostic::error(rules::SETTINGS, message).help(say!("countries of this family are {known}", known))
        })
    }

    /// The rules of a group of goods, where some are known.
    #[must_use]
    pub fn group(&self, word: &str) -> Option<&Group> {
        self.groups.get(word)
    }

    /// Whether codes of a group count as applied when they are fetched.
    #[must_use]
    pub fn applies_at_once(&self, word: &str) -> bool {
        self.group(word).is_some_and(|group| group.fetched_is_applied)
    }
}

fn read(file: &str) -> Option<System> {
    let file: DocumentMut = file.parse().ok()?;
    let requests = file.get("requests")?.as_table_like()?;
    let block = file.get("block")?.as_table_like()?;
    let groups = file.get("groups")?.as_table_like()?.iter();
    Some(System {
        family: file.get("family")?.as_str()?.to_owned(),
        country: file.get("country")?.as_str()?.to_owned(),
        between: Duration::from_secs(60).checked_div(number(requests.get("a_minute")?)?)?,
        block: Limit { most: number(block.get("most")?)?, confidence: confidence(block)? },
        groups: groups.map(|(word, about)| Some((word.to_owned(), group(about)?))).collect::<Option<_>>()?,
    })
}

fn group(about: &Item) -> Option<Group> {
    let about = about.as_table_like()?;
    let days = match about.get("days") {
        None => None,
        Some(days) => {
            let days: Vec<u32> =
                days.as_array()?.iter().map(|day| u32::try_from(day.as_integer()?).ok()).collect::<Option<_>>()?;
            Some(<[u32; 2]>::try_from(days).ok()?)
        }
    };
    let fetched_is_applied = match about.get("fetched_is_applied") {
        None => false,
        Some(value) => value.as_bool()?,
    };
    Some(Group { days, fetched_is_applied, confidence: confidence(about)? })
}

fn number(item: &Item) -> Option<u32> {
    u32::try_from(item.as_integer()?).ok().filter(|number| *number > 0)
}

fn confidence(about: &dyn TableLike) -> Option<Confidence> {
    match about.get("confidence")?.as_str()? {
        "H" => Some(Confidence::High),
        "M" => Some(Confidence::Medium),
        "L" => Some(Confidence::Low),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read() {
        let all = System::all().unwrap();
        assert_eq!(all.len(), FILES.len());
        assert!(System::of("suz", "ru").unwrap().applies_at_once("lp"));
        assert_eq!(System::of("suz", "ru").unwrap().between, Duration::from_millis(200));
        // 80 a minute, below the 100 of the operator.
        assert_eq!(System::of("xtrace", "uz").unwrap().between, Duration::from_millis(750));
        assert!(System::of("xtrace", "ru").is_err());
    }
}
