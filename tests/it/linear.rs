//! Linear and QR symbols: numbers that are known, what is refused, and random ones held against zint and
//! zxing-cpp (`tests/judges/bars.py`).
//!
//! Some hundred of each kind, the same every time; more by the environment:
//! `QUIETZONE_BARS=10000 cargo test -p quietzone --test it linear::`.

use std::env;
use std::fs;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use quietzone::document::Choice;
use quietzone::gs1::{ElementString, check_digit};
use quietzone::symbol::linear::{Bars, Caption};
use quietzone::symbol::{LinearKind, Matrix, qr};

use super::common::found;

fn bars(kind: LinearKind, data: &str) -> Bars {
    Bars::encode(kind, data).unwrap_or_else(|error| panic!("{data}: {error}"))
}

fn drawn(kind: LinearKind, data: &str) -> String {
    bars(kind, data).modules(1, 3).iter().map(|dark| if *dark { '1' } else { '0' }).collect()
}

fn told(kind: LinearKind, data: &str) -> String {
    Bars::encode(kind, data).unwrap_err().to_string()
}

/// By hand from the tables of ISO/IEC 15420: 4 is AB AABB; set A and C of each digit as they stand there.
#[test]
fn ean_symbols_are_those_written_by_hand() {
    let ean13 = [
        "101", "0001101", "0100111", "0101111", "0111101", "0001001", "0110011", "01010", "1000010", "1000010",
        "1000010", "1110100", "1000010", "1100110", "101",
    ];
    assert_eq!(drawn(LinearKind::Ean13, "4006381333931"), ean13.concat());
    // 036000291452 is the number of Wikipedia's article on UPC-A.
    let upca = [
        "101", "0001101", "0111101", "0101111", "0001101", "0001101", "0001101", "01010", "1101100", "1110100",
        "1100110", "1011100", "1001110", "1101100", "101",
    ];
    assert_eq!(drawn(LinearKind::UpcA, "036000291452"), upca.concat());
    let ean8 =
        ["101", "0001011", "0101111", "0111101", "0110111", "01010", "1001110", "1110010", "1000100", "1011100", "101"];
    assert_eq!(drawn(LinearKind::Ean8, "96385074"), ean8.concat());
    // The same bars as UPC-A, in other words.
    assert_eq!(drawn(LinearKind::Ean13, "0036000291452"), upca.concat());
}

/// GS1 General Specifications, 5.3: 48 narrow and 29 wide elements.
#[test]
fn widths_are_those_of_the_general_specifications() {
    let itf = bars(LinearKind::Itf14, "4006381333931");
    assert_eq!(itf.text(), "04006381333931");
    assert_eq!([itf.width(2, 5), itf.width(1, 3), itf.width(1, 2)], [241, 135, 106]);
    assert_eq!(itf.elements()[..4], [1, 1, 1, 1]);
    assert_eq!(itf.elements()[74..], [2, 1, 1]);
    // 0 in the bars, 4 in the spaces: nnwwn and nnwnw.
    assert_eq!(itf.elements()[4..14], [1, 1, 1, 1, 2, 2, 2, 1, 1, 2]);
    // Eighteen digits, two of the AI and FNC1 behind the start: 11 × (11 + 2) + 13.
    assert_eq!(bars(LinearKind::Gs1128, "(00)106141412345678908").width(1, 1), 156);
    for kind in LinearKind::ALL {
        let data = match kind {
            LinearKind::Ean8 => "96385074",
            LinearKind::Gs1128 => "(01)04006381333931",
            _ => "00036000291452",
        };
        let bars = bars(*kind, data);
        assert_eq!(kind.modules().unwrap_or(bars.width(1, 3).into()), i64::from(bars.width(1, 3)));
        assert_eq!(bars.modules(4, 10).len() as u32, bars.width(4, 10));
        assert!(bars.modules(4, 10)[..4].iter().all(|dark| *dark) && *bars.modules(4, 10).last().unwrap());
    }
}

#[test]
fn guards_are_long_and_of_upc_a_the_outer_digits_too() {
    let long = |kind, data: &str| -> Vec<usize> {
        bars(kind, data).guards(1, 3).iter().enumerate().filter_map(|(at, long)| long.then_some(at)).collect()
    };
    assert_eq!(long(LinearKind::Ean13, "4006381333931"), [0, 2, 46, 48, 92, 94]);
    assert_eq!(long(LinearKind::Ean8, "96385074"), [0, 2, 32, 34, 64, 66]);
    // 0 is 0001101 in front and 2 is 1101100 at the end, from modules 3 and 85.
    let upca = [0, 2, 6, 7, 9, 46, 48, 85, 86, 88, 89, 92, 94];
    assert_eq!(long(LinearKind::UpcA, "036000291452"), upca);
    assert!(long(LinearKind::Itf14, "15400141288763").is_empty());
    assert!(long(LinearKind::Gs1128, "(01)15400141288763").is_empty());
}

#[test]
fn captions_stand_where_the_general_specifications_show_them() {
    let captions = |kind, data: &str| -> Vec<(String, i32, i32, bool)> {
        let parts = |Caption { text, from, to, small }| (text, from, to, small);
        bars(kind, data).captions(2, 5).into_iter().map(parts).collect()
    };
    let caption = |text: &str, from, to| (text.to_owned(), from, to, false);
    assert_eq!(
        captions(LinearKind::Ean13, "04006381333931"),
        [caption("4", -22, -8), caption("006381", 6, 90), caption("333931", 100, 184)]
    );
    assert_eq!(captions(LinearKind::Ean8, "00000096385074"), [caption("9638", 6, 62), caption("5074", 72, 128)]);
    let [first, left, right, last] = captions(LinearKind::UpcA, "036000291452").try_into().unwrap();
    assert_eq!([left, right], [caption("36000", 20, 90), caption("29145", 100, 170)]);
    assert_eq!([first, last], [("0".into(), -18, -10, true), ("2".into(), 200, 208, true)]);
    assert_eq!(captions(LinearKind::Itf14, "4006381333931"), [caption("04006381333931", 0, 241)]);
    let sscc = "(00)106141412345678908";
    assert_eq!(captions(LinearKind::Gs1128, sscc), [caption(sscc, 0, 312)]);
    let [first, second] = bars(LinearKind::Ean8, "96385074").marks(1).try_into().unwrap();
    assert_eq!((first.text.as_str(), first.from, second.text.as_str(), second.to), ("<", -7, ">", 74));
    assert!(bars(LinearKind::UpcA, "036000291452").marks(1).is_empty());
}

#[test]
fn what_cannot_be_shown_is_told_with_its_place_and_what_to_do() {
    use LinearKind::{Ean8, Ean13, Gs1128, Itf14, UpcA};
    let cases = [
        (Ean13, "4006381333932", "EAN-13: the check digit is 2, at position 13; it should be 1"),
        (
            Ean13,
            "400638133393",
            "EAN-13 takes a GTIN of 13 or 14 digits; this has 12 digits: if its check digit is missing, that is 1",
        ),
        (Ean13, "96385074", "EAN-13 takes a GTIN of 13 or 14 digits; this has 8 digits"),
        (Ean13, "40063813339З1", "EAN-13 shows digits only; at position 12 stands “З”"),
        (Ean13, "4006381\u{200b}333931", "EAN-13 shows digits only; at position 8 stands U+200B"),
        (
            Ean13,
            "15400141288763",
            "EAN-13 has no place for the indicator digit 1, at position 1 of the GTIN; set it as ITF-14 or GS1-128, or \
             take the GTIN of the unit, which begins with 0",
        ),
        (Ean13, "00000096385074", "EAN-13 does not show a GTIN of 8 digits with zeros in front; set it as EAN-8"),
        (
            UpcA,
            "04006381333931",
            "UPC-A cannot show a GTIN of 13 digits: at position 2 stands 4, not 0; set it as EAN-13",
        ),
        (
            Ean8,
            "00036000291452",
            "EAN-8 cannot show a GTIN of 12 digits: at position 4 stands 3, not 0; set it as EAN-13 or UPC-A",
        ),
        (Itf14, "1540014128876", "ITF-14: the check digit is 6, at position 13; it should be 5"),
        (Itf14, "", "ITF-14 takes a GTIN of 8, 12, 13 or 14 digits; this has 0 digits"),
        (Gs1128, "", "there is no element"),
        (
            Gs1128,
            "(01)04006381333932",
            "at position 18: (01) GTIN: the check digit is wrong, it should be 1, at position 14 of the value",
        ),
        (
            Gs1128,
            "(01)04006381333931(21)12345678901234567890(10)12345678901",
            "GS1-128 holds 48 characters, AIs and separators counted; this has 52 characters: part it into two symbols",
        ),
    ];
    for (kind, data, message) in cases {
        assert_eq!(told(kind, data), message);
    }
    // Sixteen, twenty-two, a separator and nine are 48.
    assert!(Bars::encode(Gs1128, "(01)04006381333931(21)12345678901234567890(10)1234567").is_ok());
    assert!(Bars::encode(Gs1128, "(01)04006381333931(21)12345678901234567890(10)12345678").is_err());
}

/// Table 3 lists no Data Matrix: nothing of it is held against one.
#[test]
fn a_use_of_linear_symbols_alone_judges_no_data_matrix() {
    let template = fs::read_to_string("tests/rules/sz02-fail-unsaid.toml").unwrap();
    let said = |application: &str| {
        let label = format!("[label]\napplication = \"{application}\"");
        found(&template.replace("[label]", &label)).into_iter().filter(|told| told.starts_with("SZ02")).collect()
    };
    let judged: [Vec<String>; 2] = ["retail", "retail-distribution"].map(said);
    assert_eq!(judged, [["SZ02 warning"], ["SZ02 note"]]);
}

#[test]
fn debug_shows_nothing_of_the_data() {
    // Start, FNC1, 91, code B, E, E, 0, 5 and check of six elements, stop of seven.
    assert_eq!(format!("{:?}", bars(LinearKind::Gs1128, "(91)EE05")), "Bars(GS1-128, 61 elements)");
}

/// The same ones each time.
struct Draw(TestRunner);

impl Draw {
    fn one<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.0).unwrap().current()
    }

    /// A number of so many digits, check digit among them, that is no GTIN-8 with zeros.
    fn number(&mut self, digits: usize) -> String {
        let body = format!("[1-9][0-9]{{{}}}", digits - 2);
        let body: String = self.one(body.as_str().prop_filter("", |_| true));
        format!("{body}{}", check_digit(&body).unwrap())
    }

    /// AIs and values, of at most 48 characters with separators.
    fn elements(&mut self) -> String {
        let forms = [
            ("10", "[A-Z0-9]{1,20}"),
            ("21", "[!\"%-'*-?A-Z_a-z]{1,20}"),
            ("17", "2[0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])"),
            ("37", "[0-9]{1,8}"),
            ("240", "[0-9]{1,20}|[a-z]{1,9}"),
            ("400", "[0-9A-Z]{2,20}"),
            ("91", "[a-zA-Z]{1,3}[0-9]{1,10}[a-z]{0,3}"),
            ("3103", "[0-9]{6}"),
        ];
        let mut left = 48_usize;
        let mut list = String::new();
        let mut seen = Vec::new();
        if self.one(any::<bool>()) {
            list.push_str(&format!("[01]{}", self.number(14)));
            left -= 16;
        }
        for _ in 0..self.one(1..5_usize) {
            let (ai, form) = self.one(select(forms.to_vec()));
            let value: String = self.one(form);
            let size = ai.len() + value.len() + 1;
            if size <= left && !seen.contains(&ai) {
                seen.push(ai);
                list.push_str(&format!("[{ai}]{value}"));
                left -= size;
            }
        }
        if list.is_empty() { "[21]1".to_owned() } else { list }
    }

    fn bytes(&mut self) -> Vec<u8> {
        let forms =
            ["[0-9]{1,40}", "[A-Z0-9 $%*+./:-]{1,40}", "[a-z]{1,20}", "[ -~]{1,40}", "(\\PC){1,9}", "A{1,9}[0-9]{1,9}"];
        let mut text = String::new();
        for _ in 0..self.one(1..4_usize) {
            let form = self.one(select(forms.to_vec()));
            text += &self.one(form);
        }
        text.into_bytes()
    }
}

fn rows(matrix: &Matrix) -> String {
    let row = |row: u32| {
        let digits: String = matrix.row(row).iter().map(|word| format!("{word:016x}")).collect();
        digits
    };
    (0..matrix.rows()).map(row).collect::<Vec<_>>().join(",")
}

fn line(kind: LinearKind, data: &str) -> String {
    let widths: String = bars(kind, data).elements().iter().map(u8::to_string).collect();
    format!("{} - {data} {widths}\n", kind.word())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn random_symbols_are_those_of_others_or_smaller() {
    let count = env::var("QUIETZONE_BARS").map_or(200, |count| count.parse::<usize>().unwrap());
    let mut draw =
        Draw(TestRunner::new_with_rng(ProptestConfig::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[14; 32])));
    let mut lines = String::new();
    for _ in 0..count {
        lines += &line(LinearKind::Ean13, &draw.number(13));
        lines += &line(LinearKind::UpcA, &draw.number(12));
        lines += &line(LinearKind::Ean8, &draw.number(8));
        lines += &line(LinearKind::Itf14, &draw.number(14));
        let elements = draw.elements();
        lines += &line(LinearKind::Gs1128, &elements);
        let level = draw.one(select(qr::QrLevel::ALL.to_vec()));
        let scan = ElementString::parse(&elements).unwrap();
        let symbol = qr::encode(scan.scan_data().as_bytes(), level, true).unwrap();
        lines += &format!("qr-gs1 {} {} {}\n", level.word(), hexadecimal(elements.as_bytes()), rows(&symbol));
        let bytes = draw.bytes();
        let symbol = qr::encode(&bytes, level, false).unwrap();
        lines += &format!("qr {} {} {}\n", level.word(), hexadecimal(&bytes), rows(&symbol));
    }
    let Some(answers) = judged(&lines) else { return };
    let mut shorter = [0; 3];
    assert_eq!(answers.len(), lines.lines().count());
    for (line, answer) in lines.lines().zip(&answers) {
        let words: Vec<&str> = answer.split(' ').collect();
        assert_eq!(words[0], "ok", "{answer}: {line}");
        let which = ["gs1-128", "qr-gs1", "qr"].iter().position(|kind| line.split(' ').next() == Some(kind));
        if let Some(which) = which {
            shorter[which] += usize::from(words[1] != words[2]);
        }
    }
    println!(
        "{count} each; smaller than zint's: {} of GS1-128, {} of GS1 QR, {} of QR",
        shorter[0], shorter[1], shorter[2]
    );
}

/// What the judge says of each line; `None`, and it is told, where it lacks.
fn judged(lines: &str) -> Option<Vec<String>> {
    let needs = Command::new("python3").args(["-c", "import numpy, zint, zxingcpp"]).stderr(Stdio::null()).status();
    let has = needs.is_ok_and(|status| status.success());
    assert!(
        has || env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"),
        "lacking: zint-bindings, zxing-cpp, numpy"
    );
    if !has {
        eprintln!("skipped: zint-bindings, zxing-cpp or numpy is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("symbols");
    fs::write(&file, lines).unwrap();
    let output = Command::new("python3")
        .arg("tests/judges/bars.py")
        .stdin(fs::File::open(&file).unwrap())
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let mut answers: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(answers.pop().as_deref(), Some("end"), "the judge did not finish");
    Some(answers)
}
