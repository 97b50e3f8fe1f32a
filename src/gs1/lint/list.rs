//! Codes that stand in published lists.

use super::{Defect, FlawKind, Outcome};

const COUNTRIES: &str = include_str!("lists/countries.txt");
const CURRENCIES: &str = include_str!("lists/currencies.txt");
const PACKAGE_TYPES: &str = include_str!("lists/package-types.txt");

fn codes(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_ascii_whitespace)
}

fn find(list: &'static str, text: &str, kind: FlawKind) -> Outcome {
    if codes(list).any(|code| code == text) { Ok(()) } else { Err(Defect::whole(kind, text)) }
}

/// The number of a country (ISO 3166-1 numeric).
pub(super) fn iso3166(text: &str) -> Outcome {
    if text.len() == 3 {
        find(COUNTRIES, text, FlawKind::CountryNumber)
    } else {
        Err(Defect::whole(FlawKind::CountryNumber, text))
    }
}

/// The number of a country (ISO 3166-1 numeric), or 999 for more than one (General
/// Specifications, AIs 7030 to 7039).
pub(super) fn iso3166999(text: &str) -> Outcome {
    if text == "999" {
        return Ok(());
    }
    iso3166(text).map_err(|defect| Defect { kind: FlawKind::CountryNumberOr999, ..defect })
}

/// The two letters of a country (ISO 3166-1 alpha-2).
pub(super) fn iso3166alpha2(text: &str) -> Outcome {
    if text.len() == 2 {
        find(COUNTRIES, text, FlawKind::CountryLetters)
    } else {
        Err(Defect::whole(FlawKind::CountryLetters, text))
    }
}

/// The number of a currency or fund (ISO 4217 numeric).
pub(super) fn iso4217(text: &str) -> Outcome {
    find(CURRENCIES, text, FlawKind::Currency)
}

/// A type of package (UN/CEFACT Recommendation 21 and GS1's code list; General Specifications,
/// AI 7041).
pub(super) fn packagetype(text: &str) -> Outcome {
    find(PACKAGE_TYPES, text, FlawKind::PackageType)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_whole() {
        // ISO 3166-1 has 249 entries, each with letters and a number; the other counts are
        // those of the lists in 2026.
        assert_eq!(codes(COUNTRIES).filter(|code| iso3166alpha2(code).is_ok()).count(), 249);
        assert_eq!(codes(COUNTRIES).filter(|code| iso3166(code).is_ok()).count(), 249);
        assert_eq!(codes(CURRENCIES).count(), 179);
        assert_eq!(codes(PACKAGE_TYPES).count(), 431);
    }
}
