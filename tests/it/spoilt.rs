//! Codes whose separators became something else: they are read as they were issued, or refused.

use proptest::prelude::*;
use quietzone::gs1::check_digit;
use quietzone::market::{Fixing, Layout, Market};

const CSET82: &str = "[!\"%-?A-Z_a-z]";
/// What may be written for a separator: a sign, and more.
const SIGN: &str = "[ !-/:-@\\[-`{-~¦§№][ -~]{0,4}";

fn cset82(length: usize) -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("{CSET82}{{{length}}}")).unwrap()
}

fn sign() -> impl Strategy<Value = String> {
    let known: [&'static str; 15] =
        ["<GS> ", " ", "#", "|", "^]", "&#29;", "%1D", "(GS)", "\\u1d", "\\F", "_1", "!", "/", "<GS>", "{GS}"];
    prop_oneof![
        proptest::string::string_regex(SIGN).unwrap(),
        prop::sample::select(known.to_vec()).prop_map(str::to_owned)
    ]
}

fn message(market: &str, text: &str) -> Option<String> {
    let structure = Market::load(market).unwrap().structure;
    let (reading, mended) = structure.read(text).ok()?;
    assert!(!mended.is_empty(), "{text}");
    Some(String::from_utf8(reading.code.message().to_vec()).unwrap())
}

proptest! {
    #[test]
    fn a_code_is_read_as_it_was_issued_or_refused(
        body in "0[0-9]{12}",
        serial in cset82(13),
        key in "[0-9A-Za-z]{4}",
        tail in "[0-9A-Za-z+/]{43}=",
        sign in sign(),
    ) {
        let gtin = format!("{body}{}", check_digit(&body).unwrap());
        let code = format!("01{gtin}21{serial}\u{1d}91{key}\u{1d}92{tail}");
        if let Some(read) = message("ru-pharma", &code.replace('\u{1d}', &sign)) {
            prop_assert_eq!(read, code);
        }
    }

    /// The last character of a serial that is longer than the market says is never a separator.
    #[test]
    fn a_longer_serial_is_never_cut(
        body in "0[0-9]{12}",
        serial in cset82(7),
        check in cset82(4),
        sign in sign(),
    ) {
        let gtin = format!("{body}{}", check_digit(&body).unwrap());
        let code = format!("01{gtin}21{serial}\u{1d}93{check}");
        prop_assert_eq!(message("ru-milk", &code.replace('\u{1d}', &sign)), None);
        prop_assert_eq!(message("ru-milk", &code), None);
        prop_assert_eq!(message("ru-milk", &code.replace('\u{1d}', "")), None);
    }

    /// A Turkish code, whose values vary in length.
    #[test]
    fn a_code_of_varying_lengths_is_read_as_it_was_issued_or_refused(
        body in "0[0-9]{12}",
        serial in "[0-9A-Z]{1,20}",
        batch in "[0-9A-Z]{1,20}",
        sign in sign(),
    ) {
        let gtin = format!("{body}{}", check_digit(&body).unwrap());
        let code = format!("01{gtin}21{serial}\u{1d}1727123110{batch}");
        if let Some(read) = message("tr-its", &code.replace('\u{1d}', &sign)) {
            prop_assert_eq!(read, code);
        }
    }

    /// Letters that look like Latin ones are not taken for them where a layout explains the code.
    #[test]
    fn layouts_and_look_alikes_are_never_mixed(serial in "[АВСЕНКМОРТаеорсу]{6}", check in "[АВСЕНКМОРТ]{4}") {
        let structure = Market::load("ru-milk").unwrap().structure;
        let text = format!("010460099900017121{serial}\u{1d}93{check}");
        let fixing = Fixing { look_alikes: true, ..Fixing::default() };
        prop_assert!(structure.read_fixing(&text, fixing).is_err());
        let both = Fixing { layout: true, ..fixing };
        let (reading, mended) = structure.read_fixing(&text, both).unwrap();
        prop_assert_eq!(mended.len(), 1);
        let typed = Layout::Russian.typed(&text).unwrap();
        prop_assert_eq!(reading.code.message(), typed.as_bytes());
    }
}
