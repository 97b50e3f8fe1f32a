//! Every system that is known.

use std::sync::OnceLock;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{any_of, name, outside};

use super::super::rules;
use super::file::read;
use super::known::System;

const FILES: [&str; 3] = [
    include_str!("../systems/ru-suz.toml"),
    include_str!("../systems/kz-xtrace.toml"),
    include_str!("../systems/uz-xtrace.toml"),
];

impl System {
    /// All that are known.
    ///
    /// # Errors
    /// A data file of this program is wrong.
    pub fn all() -> Result<&'static [System], Diagnostic> {
        static ALL: OnceLock<Result<Vec<System>, String>> = OnceLock::new();
        let all = ALL.get_or_init(|| FILES.iter().map(|file| read(file)).collect());
        all.as_deref().map_err(|place| Diagnostic::internal(&format!("oms: systems/, at {place}")))
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
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use std::time::Duration;

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

    #[test]
    fn a_key_that_nobody_reads_is_an_error_with_its_place() {
        for (right, wrong, place) in [
            ("a_minute", "a_minut", "requests.a_minute"),
            ("[limits]\n", "[limits]\ntotal = 1\n", "limits.total"),
            ("markets = { ru-milk", "market = { ru-milk", "groups.milk.market"),
            ("\"freeCode\"", "\"freCode\"", "groups.pharma.order: freCode"),
        ] {
            assert_eq!(read(&FILES[0].replacen(right, wrong, 1)).unwrap_err(), place);
        }
    }
}
