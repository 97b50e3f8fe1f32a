//! A label held against all rules.

use std::collections::HashSet;

use super::rules::{ALL, quiet_zone_free, quiet_zone_one_colour, symbol_uncovered};
use super::{Check, Label, Scope};
use crate::diagnostic::Diagnostic;

impl Check {
    /// The rule of a code such as `QZ01`, whatever its case.
    #[must_use]
    pub fn of(code: &str) -> Option<&'static Check> {
        ALL.iter().find(|check| check.rule.code.eq_ignore_ascii_case(code))
    }
}

/// Everything on a label that breaks a rule of a scope, rule by rule. What two rules find is told once,
/// and so is what a rule finds in the same words of many parts of an element.
#[must_use]
pub fn judge(label: &Label<'_>, scope: Scope) -> Vec<Diagnostic> {
    let checks = ALL.iter().filter(|check| check.scope == scope);
    let mut found: Vec<Diagnostic> = checks.flat_map(|check| check.judge(label)).collect();
    leave_to_geometry(label, &mut found);
    let mut known = HashSet::new();
    // In words: lengths that differ by less than is shown are one.
    found.retain(|finding| known.insert((finding.rule, finding.element.clone(), finding.message.to_string())));
    found
}

/// Takes out what QZ02 sees of symbols of which QZ01 or PL01 tells already.
fn leave_to_geometry(label: &Label<'_>, found: &mut Vec<Diagnostic>) {
    let by_pixels = quiet_zone_one_colour::CHECK.rule;
    if !found.iter().any(|finding| finding.rule == by_pixels) {
        return;
    }
    let known: Vec<_> = label
        .grids()
        .filter(|seen| quiet_zone_free::is_broken(label, seen) || symbol_uncovered::is_broken(label, seen))
        .map(|seen| seen.mark.item.part.id.clone())
        .collect();
    found.retain(|finding| {
        finding.rule != by_pixels || !finding.element.as_ref().is_some_and(|element| known.contains(element))
    });
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn rules_are_listed_by_their_codes() {
        assert!(ALL.is_sorted_by(|one, other| one.rule.code < other.rule.code));
        assert!(ALL.iter().all(|check| Check::of(&check.rule.code.to_lowercase()).is_some()));
    }

    /// Rules about one fault leave it to one of them.
    #[test]
    fn a_fault_is_told_once() {
        let plain = "SKT: 12/2027";
        let found = |lines: &[&str]| {
            let body = sample::lines(lines) + &sample::lines_at(40, &[plain]);
            sample::judged("tr-its", &body, "(01)08691234567890(21)AB-C12(17)271231(10)X2", |label| {
                let found = judge(label, Scope::Record);
                found.iter().map(|finding| finding.rule.code).collect::<Vec<_>>()
            })
        };
        let (gtin, serial, expiry, batch) = ("(01){{ gtin }}", "(21){{ serial }}", "(17){{ ai17 }}", "(10){{ batch }}");
        assert_eq!(found(&[gtin, serial, expiry, batch]), [""; 0]);
        assert_eq!(found(&["(01){{ gtin }} (21){{ serial }}", "(17){{ ai17 }}(10){{ batch }}"]), [""; 0]);
        assert_eq!(found(&[gtin, r"(21)AB-\nC12", expiry, batch]), ["TX07"]);
        assert_eq!(found(&[gtin, r"(21)\nAB-C12", expiry, batch]), ["TX07"]);
        assert_eq!(found(&[gtin, r"(21)AB-\nC13", expiry, batch]), ["TX01"]);
        assert_eq!(found(&[gtin, serial, "(17)31.12.2027", batch]), ["TX05"]);
        assert_eq!(found(&[gtin, serial, "(17)30.12.2027", batch]), ["TX01"]);
        assert_eq!(found(&[gtin, "(21)AB-C13", expiry, batch]), ["TX01"]);
        assert_eq!(found(&[gtin, "(21)", expiry, batch]), ["TX03"]);
        assert_eq!(found(&[gtin, "21{{ serial }}", expiry, batch]), ["TX02"]);
        assert_eq!(found(&[gtin, "SN {{ serial }}", expiry, batch]), ["TX02"]);
        assert_eq!(found(&[gtin, serial, expiry, "(10){{ batch }}", "EXP 11.2027"]), ["TX10"]);
    }
}
