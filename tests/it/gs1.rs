//! Element strings through every view and back.

use proptest::prelude::*;
use quietzone::gs1::{Ai, Alphabet, ElementString, Elements, GS, Token, lint};

/// A value whose form is right for an AI, without parentheses.
fn value_of(ai: Ai) -> BoxedStrategy<String> {
    let parts = ai.components().iter().filter(|part| !part.optional).map(|part| {
        let characters = match part.alphabet {
            Alphabet::Digits => "[0-9]",
            Alphabet::Cset39 => "[#/0-9A-Z-]",
            Alphabet::Base64Url => "[0-9A-Za-z_-]",
            _ => "[!\"%&'*+,./0-9:;<=>?A-Z_a-z-]",
        };
        proptest::string::string_regex(&format!("{characters}{{{},{}}}", part.min, part.max)).unwrap()
    });
    parts.collect::<Vec<_>>().prop_map(|parts| parts.concat()).boxed()
}

fn element() -> impl Strategy<Value = (Ai, String)> {
    let all: Vec<Ai> = Ai::all().collect();
    let common: Vec<Ai> = ["01", "21", "10", "17", "91", "92", "93"].iter().filter_map(|ai| Ai::new(ai)).collect();
    let ai = prop_oneof![prop::sample::select(all), prop::sample::select(common)];
    ai.prop_flat_map(|ai| value_of(ai).prop_map(move |value| (ai, value)))
}

fn build(list: &[(Ai, String)]) -> ElementString {
    let mut elements = Elements::default();
    list.iter().for_each(|(ai, value)| elements.push(*ai, value.as_str()));
    elements.build().unwrap()
}

/// An AI that stands twice with different values is refused.
fn one_value_each(list: &mut Vec<(Ai, String)>) {
    let mut seen = std::collections::HashSet::new();
    list.retain(|(ai, _)| seen.insert(*ai));
}

proptest! {
    #[test]
    fn scan_data_reads_back(mut list in prop::collection::vec(element(), 1..8)) {
        one_value_each(&mut list);
        let built = build(&list);
        let read = ElementString::parse(built.scan_data());
        prop_assert_eq!(read.as_ref(), Ok(&built));
        let with_identifier = ElementString::parse(&built.scan_data_with_identifier());
        prop_assert_eq!(with_identifier.as_ref(), Ok(&built));
        prop_assert_eq!(ElementString::parse(&format!("{}{GS}", built.scan_data())), Ok(built));
    }

    #[test]
    fn the_bracketed_form_reads_back(mut list in prop::collection::vec(element(), 1..8)) {
        one_value_each(&mut list);
        let built = build(&list);
        let read = ElementString::parse(&built.bracketed());
        prop_assert_eq!(read, Ok(built));
    }

    #[test]
    fn all_views_show_the_same_elements(list in prop::collection::vec(element(), 1..8)) {
        let built = build(&list);
        let text: String = built.tokens().skip(1).map(|token| match token {
            Token::Fnc1 => GS.to_string(),
            Token::Ai(ai) => ai.to_string(),
            Token::Value(value) => value.to_owned(),
        }).collect();
        prop_assert_eq!(text, built.scan_data());
        let json = built.to_json(false);
        for (element, (ai, value)) in json.as_array().unwrap().iter().zip(&list) {
            prop_assert_eq!(&element["ai"], &ai.to_string());
            prop_assert_eq!(&element["value"], value);
        }
        prop_assert_eq!(json.as_array().unwrap().len(), list.len());
        prop_assert_eq!(built.hri().concat().len(), built.bracketed().len());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let _ = ElementString::parse(&text);
    }

    #[test]
    fn what_looks_like_elements_is_read_or_refused(text in "(\\]d2|\\()?([()0-9A-Z\u{1d}Х]|\\((01|21|10|17|7230|423|92)\\)|01[0-9]{14}){0,40}") {
        if let Ok(read) = ElementString::parse(&text) {
            let again = ElementString::parse(read.scan_data());
            prop_assert_eq!(again, Ok(read));
        }
    }

    #[test]
    fn flaws_lie_within_the_value(ai in prop::sample::select(Ai::all().collect::<Vec<_>>()), value in "([0-9]{0,20}|[0-9A-Z/=%-]{0,40}|\\PC{0,20})") {
        if let Err(flaw) = lint(ai, &value) {
            prop_assert!(flaw.start + flaw.length <= value.chars().count(), "{:?}", flaw);
            prop_assert_eq!(flaw.ai, ai);
        }
    }
}

#[test]
fn a_long_text_made_to_be_ambiguous_is_answered_at_once() {
    let text = "(21)A(7230)(10)".repeat(20_000);
    assert!(ElementString::parse(&text).is_err());
    let text = "(10)A".repeat(20_000);
    assert!(ElementString::parse(&text).is_ok());
    assert!(ElementString::parse(&"(".repeat(200_000)).is_err());
    assert!(ElementString::parse(&"0104780101164394".repeat(20_000)).is_ok());
}

#[test]
fn a_good_pack_has_no_flaws_and_its_pairings_are_met() {
    // A transport unit: what is in it needs its count (General Specifications, section 4.13.2).
    let pack = ElementString::parse("(01)04780101164394(21)ABC(17)271231(10)X1(91)EE05(92)dGVzdA==").unwrap();
    assert!(pack.lint().is_empty() && pack.pairings().is_empty());
    let unit = ElementString::parse("(00)106141412345678908(02)04780101164394").unwrap();
    assert!(unit.lint().is_empty());
    let told: Vec<String> = unit.pairings().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["(02) needs (37) on the same item"]);
}
