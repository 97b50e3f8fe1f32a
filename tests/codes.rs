//! Codes of the built-in markets, read in every form.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use quietzone::gs1::{Ai, Elements, GS, check_digit};
use quietzone::market::{Form, Market, Reading, rules};

const CSET82: &str = "[!\"%-?A-Z_a-z]";

fn market(id: &str) -> Market {
    Market::load(id).unwrap()
}

fn gtin(body: &str) -> String {
    format!("{body}{}", check_digit(body).unwrap())
}

fn rules_of(result: Result<Reading, Vec<quietzone::market::Fault>>) -> Vec<&'static str> {
    result.err().into_iter().flatten().map(|fault| fault.rule.code).collect()
}

fn elements(parts: &[(&str, &str)]) -> quietzone::gs1::ElementString {
    let mut elements = Elements::default();
    parts.iter().for_each(|(ai, value)| elements.push(Ai::new(ai).unwrap(), *value));
    elements.build().unwrap()
}

proptest! {
    /// What is written in any of the three forms is read back as it was, whatever the serial.
    #[test]
    fn medicine_codes_round_trip(
        body in "[0-9]{13}",
        serial in proptest::string::string_regex(&format!("{CSET82}{{13}}")).unwrap(),
        key in "[0-9A-Za-z]{4}",
        tail in "[0-9A-Za-z+/]{43}=",
    ) {
        let gtin = gtin(&body);
        let code = elements(&[("01", &gtin), ("21", &serial), ("91", &key), ("92", &tail)]);
        for id in ["kz-pharma", "uz-pharma", "ru-pharma"] {
            let structure = market(id).structure;
            for (text, form) in [
                (code.scan_data().to_owned(), Form::Separated),
                (code.bracketed(), Form::Bracketed),
                (code.scan_data().replace(GS, ""), Form::Unseparated),
            ] {
                let reading = structure.parse(&text).map_err(|f| TestCaseError::fail(format!("{id} {form:?} {f:?}")))?;
                prop_assert_eq!(&reading.elements, &code);
                prop_assert_eq!(reading.form, form);
            }
            let parts = structure.assemble(|ai| code.value(ai).map(str::to_owned));
            prop_assert_eq!(&parts.unwrap().elements, &code);
        }
    }

    /// Turkish codes vary in length: with separators they are always read; without them they
    /// are read rightly or not at all.
    #[test]
    fn turkish_codes_round_trip(body in "[0-9]{13}", serial in "[0-9A-Z]{1,20}", batch in "[0-9A-Z]{1,20}", month in 1..=12_u32, day in 0..=28_u32) {
        let date = format!("27{month:02}{day:02}");
        let code = elements(&[("01", &gtin(&body)), ("21", &serial), ("17", &date), ("10", &batch)]);
        let structure = market("tr-its").structure;
        prop_assert_eq!(&structure.parse(code.scan_data()).unwrap().elements, &code);
        prop_assert_eq!(&structure.parse(&code.bracketed()).unwrap().elements, &code);
        match structure.parse(&code.scan_data().replace(GS, "")) {
            Ok(reading) => prop_assert_eq!(&reading.elements, &code),
            Err(faults) => prop_assert_eq!(faults[0].rule, rules::AMBIGUOUS),
        }
    }

    /// Any text at all gets an answer.
    #[test]
    fn parsing_is_total(text in "\\PC{0,120}", id in prop::sample::select(vec!["kz-pharma", "tr-its"])) {
        let _ = market(id).structure.parse(&text);
        let _ = market(id).structure.parse(&format!("01{text}"));
        let _ = market(id).structure.parse(&format!("(01){text}"));
    }
}

/// The example of the Uzbek operator's article, whose serial begins with a Cyrillic letter.
#[test]
fn a_cyrillic_letter_in_a_serial_is_named() {
    let tail = "VVFVeDFM9cVd5zuu8avME8HQne9gxKQ8OH5ccczHLAg=";
    let structure = market("uz-pharma").structure;
    let code = |serial: &str| format!("010478010116439421{serial}\u{1d}91UZF0\u{1d}92{tail}");
    assert!(structure.parse(&code("XzmjQbgliy5Xd")).is_ok());
    let faults = structure.parse(&code("ХzmjQbgliy5Xd")).unwrap_err();
    assert_eq!(faults[0].rule, rules::ALPHABET);
    assert!(faults[0].message.contains("U+0425") && faults[0].message.contains("position 1"), "{}", faults[0].message);
}

/// The printed string of the same article has a serial of 20 characters: no medicine.
#[test]
fn a_code_of_another_group_is_refused() {
    let text = "010432345678817621AF9-&eDmMbl?6CkOyAEB91UZF092TDRFasF7Lf27Qv4/muaq3qoqmZ5x3WAKhKoLmzlyNi4=";
    assert_eq!(rules_of(market("uz-pharma").structure.parse(text)), ["COD01"]);
}

#[test]
fn faults_are_told_apart() {
    let structure = market("kz-pharma").structure;
    let tail = "A".repeat(43) + "=";
    let code = |gtin: &str, serial: &str, rest: &str| rules_of(structure.parse(&format!("01{gtin}21{serial}{rest}")));
    let rest = format!("\u{1d}91AAAA\u{1d}92{tail}");
    assert_eq!(code("04870004000011", "abcdefghijklm", &rest), ["COD04"]);
    assert_eq!(code("04780101164394", "abcdefghijkl", &rest), ["COD02"]);
    assert_eq!(code("04780101164394", "abcdefghijklmn", &rest), ["COD01"]);
    assert_eq!(code("04780101164394", "abcdefghijkl ", &rest), ["COD03"]);
    assert_eq!(code("04780101164394", "abcdefghijklm", ""), ["COD01"]);
    assert_eq!(code("04780101164394", "abcdefghijklm", &format!("{rest}\u{1d}")), ["COD01"]);
    assert_eq!(code("04780101164394", "abcdefghijklm", &format!("{rest}x")), ["COD01"]);
    assert_eq!(rules_of(structure.parse("")), ["COD01"]);
}

/// No message ever shows anything of a key or a tail.
#[test]
fn faults_keep_secrets() {
    let structure = market("ru-pharma").structure;
    let tail = "S€CRET".repeat(8);
    let text =
        format!("010478010116439421abcdefghijklm\u{1d}91AA-A\u{1d}92{}", tail.chars().take(44).collect::<String>());
    for fault in structure.parse(&text).unwrap_err() {
        assert!(
            !fault.message.contains("CRET") && !fault.message.contains('€') && !fault.message.contains("“-”"),
            "{}",
            fault.message
        );
    }
}
