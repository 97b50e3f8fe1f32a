//! Codes of the built-in markets, read in every form.

use proptest::prelude::*;
use quietzone::gs1::{Ai, Elements, GS, check_digit};
use quietzone::market::{CodeForm, Market, Reading, rules};

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
                (code.scan_data().to_owned(), CodeForm::Separated),
                (code.bracketed(), CodeForm::Bracketed),
                (code.scan_data().replace(GS, ""), CodeForm::Unseparated),
            ] {
                let reading = structure.parse(&text).map_err(|f| TestCaseError::fail(format!("{id} {form:?} {f:?}")))?;
                prop_assert_eq!(reading.code.elements(), Some(&code));
                prop_assert_eq!(reading.form, form);
            }
            let parts = structure.assemble(|field| code.value(field.ai?).map(str::to_owned));
            let parts = parts.unwrap();
            prop_assert_eq!(parts.code.elements(), Some(&code));
        }
    }

    /// Turkish codes vary in length: with separators they are always read; without them they
    /// are read rightly or not at all.
    #[test]
    fn turkish_codes_round_trip(body in "0[0-9]{12}", serial in "[0-9A-Z]{1,20}", batch in "[0-9A-Z]{1,20}", month in 1..=12_u32, day in 0..=28_u32) {
        let date = format!("27{month:02}{day:02}");
        let code = elements(&[("01", &gtin(&body)), ("21", &serial), ("17", &date), ("10", &batch)]);
        let structure = market("tr-its").structure;
        for text in [code.scan_data(), &code.bracketed()] {
            let reading = structure.parse(text).unwrap();
            prop_assert_eq!(reading.code.elements(), Some(&code));
        }
        match structure.parse(&code.scan_data().replace(GS, "")) {
            Ok(reading) => prop_assert_eq!(reading.code.elements(), Some(&code)),
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
    assert!(
        faults[0].message.to_string().contains("U+0425") && faults[0].message.to_string().contains("position 1"),
        "{}",
        faults[0].message
    );
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
            !fault.message.to_string().contains("CRET")
                && !fault.message.to_string().contains('€')
                && !fault.message.to_string().contains("“-”"),
            "{}",
            fault.message
        );
    }
}

/// The examples of the acts and of the operators' articles, slips included.
#[test]
fn published_examples_are_read_as_they_are_printed() {
    // The Uzbek article prints a code of household appliances (a serial of 20) among medicines.
    let printed = "010432345678817621AF9-&eDmMbl?6CkOyAEB91UZF092TDRFasF7Lf27Qv4/muaq3qoqmZ5x3WAKhKoLmzlyNi4=";
    let appliances = market("uz-appliances").structure.parse(printed).unwrap();
    assert_eq!(appliances.code.elements().unwrap().value(Ai::SERIAL), Some("AF9-&eDmMbl?6CkOyAEB"));
    assert!(market("uz-pharma").structure.parse(printed).is_err());
    // Its listed serial begins with a Cyrillic letter.
    let listed = "010478010116439421\u{425}zmjQbgliy5Xd91UZF092VVFVeDFM9cVd5zuu8avME8HQne9gxKQ8OH5ccczHLAg=";
    let faults = market("uz-pharma").structure.parse(listed).unwrap_err();
    assert!(faults.iter().any(|f| f.rule == rules::ALPHABET && f.message.to_string().contains("U+0425")), "{faults:?}");
    // The Turkish parcel, and its misprinted serial, which is another one.
    let parcel = market("tr-transport").structure;
    let serial = |text: &str| {
        let reading = parcel.parse(text).unwrap();
        reading.code.elements().unwrap().value(Ai::SERIAL).unwrap().to_owned()
    };
    assert_eq!(serial("0118691234567897215132342412"), "5132342412");
    assert_eq!(serial("011869123456789721B13234241234"), "B13234241234");
    assert_eq!(serial("0118691234567897215132342412\u{1d}3710"), "5132342412");
    // Packs of tobacco have no AIs.
    let pack = market("uz-tobacco-pack").structure;
    let reading = pack.parse("04780101164394TF&csaNNW1kK0tL").unwrap();
    let value = |name: &str| pack.fields().iter().find(|f| &*f.name == name).and_then(|f| pack.value(&reading.code, f));
    assert_eq!(
        [value("gtin"), value("serial"), value("check")],
        [Some("04780101164394"), Some("TF&csaN"), Some("NW1kK0tL")]
    );
    assert!(!reading.code.is_gs1() && reading.code.message().len() == 29);
}

/// Every market reads its own longest code in every form, and refuses it with a character less,
/// a character more, and a wrong check digit.
#[test]
fn every_market_reads_its_codes_and_no_others() {
    for market in Market::all() {
        let id = &market.id;
        let code = market.placeholder().unwrap();
        let message = String::from_utf8(code.message().to_vec()).unwrap();
        assert_eq!(market.structure.parse(&message).unwrap().code, code, "{id}");
        if let Some(elements) = code.elements() {
            assert_eq!(market.structure.parse(&elements.bracketed()).unwrap().code, code, "{id}");
        }
        let fixed = market.structure.fields().iter().all(|field| field.is_fixed() && !field.optional);
        if fixed {
            assert!(market.structure.parse(&message[..message.len() - 1]).is_err(), "{id}");
        }
        assert!(market.structure.parse(&format!("{message}0{}", "1".repeat(30))).is_err(), "{id}");
        if market.structure.fields()[0].is_gtin() {
            let wrong = message.replacen("00000000000000", "00000000000001", 1);
            assert!(rules_of(market.structure.parse(&wrong)).contains(&rules::CHECK_DIGIT.code), "{id}");
        }
        assert!(market.structure.parse("").is_err() && market.structure.parse("hello").is_err(), "{id}");
    }
}

/// The acts whose text we hold are told clause by clause, and what is enforced names its rules.
#[test]
fn ledgers_are_there_and_name_their_rules() {
    use quietzone::market::Status;
    for (id, least) in [("tr-its", 100), ("tr-transport", 30), ("uz-pharma", 30), ("ru-pharma", 20)] {
        let ledger = market(id).ledger;
        assert!(ledger.len() >= least, "{id}: {}", ledger.len());
        for clause in &ledger {
            let needs = matches!(clause.status, Status::Enforced | Status::Warned);
            assert_eq!(clause.by.is_some(), needs, "{id}: {}", clause.reference);
            assert!(clause.says.ends_with('.') && clause.says.len() > 10, "{id}: {}", clause.says);
        }
    }
}

/// What GS1 asks of AIs beside one another holds in every market, or the market names the clause
/// that allows it.
#[test]
fn markets_keep_to_the_pairings_of_gs1_or_say_why_not() {
    use quietzone::gs1::Pairing;
    for market in Market::all() {
        let code = market.placeholder().unwrap();
        let Some(elements) = code.elements() else { continue };
        for pairing in elements.pairings() {
            let (ai, other) = match &pairing {
                Pairing::Barred { ai, other } => (*ai, Some(*other)),
                Pairing::Missing { ai, .. } | Pairing::Unserialised { ai, .. } => (*ai, None),
            };
            let permitted = market.permits.iter().any(|permit| {
                [permit.ai, permit.beside].contains(&ai)
                    && other.is_none_or(|o| [permit.ai, permit.beside].contains(&o))
            });
            assert!(permitted, "{}: {pairing}", market.id);
        }
        assert!(market.permits.is_empty() || !elements.pairings().is_empty(), "{}: an idle permit", market.id);
    }
}

/// A tail that lost its small letters is told, and printed all the same: it may be right.
#[test]
fn a_tail_in_capitals_is_a_warning() {
    let code = "0104870999000116219ab91CD91ef9x\u{1d}91ab12\u{1d}92ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/ABCDE=";
    let reading = market("kz-pharma").structure.parse(code).unwrap();
    assert!(
        reading.warnings.iter().any(|fault| fault.rule == rules::UPPER && !fault.message.to_string().contains("ABC"))
    );
    // A technical GTIN too.
    let body = "0291234567890";
    let code =
        format!("01{}219ab91CD91ef9x\u{1d}91ab12\u{1d}92AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=", gtin(body));
    let reading = market("kz-pharma").structure.parse(&code).unwrap();
    assert!(reading.warnings.iter().any(|fault| fault.rule == rules::TECHNICAL));
}

proptest! {
    /// A code's own readable text never differs from it, in any market and form, and a text with
    /// another serial always does.
    #[test]
    fn printed_texts_are_told_apart(
        body in "[0-9]{13}",
        serial in proptest::string::string_regex(&format!("{CSET82}{{13}}")).unwrap(),
        other in proptest::string::string_regex(&format!("{CSET82}{{13}}")).unwrap(),
        key in "[0-9A-Za-z]{4}",
    ) {
        use quietzone::market::{Printed, Verdict};
        let gtin = gtin(&body);
        let tail = "A".repeat(43) + "=";
        let code = elements(&[("01", &gtin), ("21", &serial), ("91", &key), ("92", &tail)]);
        let structure = market("kz-pharma").structure;
        let read = structure.parse(code.scan_data()).unwrap().code;
        let hri = code.hri();
        for text in [hri.join("\n"), hri[..2].join("\n"), hri[..2].join(" "), format!("01{gtin}\n21{serial}")] {
            let printed = Printed::compare(&structure, &read, &text);
            prop_assert!(printed.faults().is_empty(), "{}: {:?}", text, printed);
        }
        if serial != other {
            for text in [format!("(01){gtin}\n(21){other}"), format!("21{other}")] {
                let printed = Printed::compare(&structure, &read, &text);
                let differs = printed.fields.iter().any(|field| matches!(field.verdict, Verdict::Differs { .. }));
                prop_assert!(differs && !printed.faults().is_empty(), "{}: {:?}", text, printed);
            }
        }
    }

    /// Any printed text at all gets an answer.
    #[test]
    fn comparing_is_total(text in "\\PC{0,80}", mixed in "[()0-9 A-C\n]{0,80}") {
        use quietzone::market::Printed;
        let structure = market("tr-its").structure;
        let code = structure.parse("(01)08691234567890(21)1323424679(17)070119(10)X2512061322").unwrap().code;
        for text in [text, mixed] {
            let _ = Printed::compare(&structure, &code, &text).faults();
        }
    }
}
