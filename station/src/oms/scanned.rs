//! What a scanner reads when goods are packed: the code of a package, and then the codes that go into it.

use quietzone::diagnostic::{Diagnostic, Place};
use quietzone::gs1::check_digit;
use quietzone::say;
use quietzone::sentence::outside;

use super::body::Unit;
use super::rules;

/// What readers put in front of a code.
const PREFIXES: [&str; 4] = ["]d2", "]C1", "]d1", "\u{1d}"];

/// The packages of a list: a line with an SSCC begins one, and the lines behind it are what stands in it. What may be
/// told without its tail is told so.
///
/// # Errors
/// A code stands in no package; a package is empty or begins twice.
pub fn packed(file: &str, text: &str) -> Result<Vec<Unit>, Diagnostic> {
    let mut units: Vec<Unit> = Vec::new();
    for (number, line) in (1_u32..).zip(text.trim_start_matches('\u{feff}').lines()) {
        let wrong = |message| {
            let place = Place::Cell { file: file.into(), sheet: None, row: number, column: None };
            Diagnostic::error(rules::SETTINGS, message).at(place)
        };
        let mut code = line.trim_matches([' ', '\t', '\r']);
        while let Some(rest) = PREFIXES.iter().find_map(|prefix| code.strip_prefix(prefix)) {
            code = rest;
        }
        if code.is_empty() {
            continue;
        }
        if let Some(serial) = package(code) {
            if units.iter().any(|unit| unit.serial == serial) {
                return Err(wrong(say!("package {serial} begins twice", serial = outside(&serial))));
            }
            if let Some(empty) = units.last().filter(|unit| unit.codes.is_empty()) {
                return Err(wrong(say!("nothing stands in package {serial}", serial = outside(&empty.serial))));
            }
            units.push(Unit { serial, ..Unit::default() });
            continue;
        }
        let Some(unit) = units.last_mut() else {
            return Err(wrong(say!("a code stands in no package")).help(say!("begin with the SSCC of the package")));
        };
        unit.codes.push(code.split('\u{1d}').next().unwrap_or(code).to_owned());
    }
    match units.last() {
        None => Err(Diagnostic::error(rules::SETTINGS, say!("the list holds no package"))),
        Some(last) if last.codes.is_empty() => Err(Diagnostic::error(
            rules::SETTINGS,
            say!("nothing stands in package {serial}", serial = outside(&last.serial)),
        )),
        Some(_) => Ok(units),
    }
}

/// `00` and an SSCC, where a line is one, with `00` or without.
fn package(code: &str) -> Option<String> {
    let code = code.strip_prefix("(00)").unwrap_or(code);
    let digits = match code.len() {
        20 => code.strip_prefix("00")?,
        18 => code,
        _ => return None,
    };
    let (body, last) = digits.split_at_checked(17)?;
    let is_sscc = digits.bytes().all(|byte| byte.is_ascii_digit())
        && check_digit(body).is_some_and(|digit| last == digit.to_string());
    is_sscc.then(|| format!("00{digits}"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_scans_is_packages_with_what_stands_in_them() {
        // An SSCC of GS1's own example range, with its check digit.
        let text = "]C100095201234567891235\n]d20109520000000011215abc\u{1d}93Ab1c\n\n0109520000000011215abd\u{1d}93Ab1c\n095201234567891242\n0109520000000011215abe";
        let units = packed("scans.txt", text).unwrap();
        assert_eq!(units.len(), 2);
        assert_eq!(units[0].serial, "00095201234567891235");
        assert_eq!(units[0].codes, ["0109520000000011215abc", "0109520000000011215abd"]);
        assert_eq!(units[1].codes.len(), 1);
    }

    #[test]
    fn what_stands_in_no_package_is_told_with_its_line() {
        let found = packed("scans.txt", "\n0109520000000011215abc").unwrap_err();
        assert!(found.message.to_string().contains("no package") && found.place.to_string().contains('2'), "{found}");
        assert!(packed("scans.txt", "").is_err());
    }
}
