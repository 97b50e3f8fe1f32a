//! Codes as people and programs spoil them: what is refused, what is mended, what is named.

use super::common::*;

const GS: &str = "\u{1d}";
const KZ_CODE: &str = "0104870999000116219ab91CD91ef9x@91ab12@92AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";
const MILK: &str = "0104600999000171215FCTHJ@93VRYN";
const TURKISH: &str = "0108691234567890211323424679@1727123110A1";

fn inspect(code: &str, more: &[&str]) -> Told {
    quietzone(&[&["inspect", code], more].concat())
}

/// The code as it is read, by field, and what was mended.
fn read(code: &str, market: &str, more: &[&str]) -> (String, Vec<String>) {
    let told = inspect(code, &[&["--market", market, "--show-tails", "--format", "json"], more].concat()).json();
    let reading = &told["readings"][0];
    assert!(reading.is_object(), "{code}: {told}");
    let fields = reading["fields"].as_array().unwrap();
    let ai = |name: &str| name[1..].split(')').next().unwrap().to_owned();
    let text = fields.iter().map(|f| format!("({}){}", ai(f["name"].as_str().unwrap()), f["value"].as_str().unwrap()));
    let mended = reading["mended"].as_array().unwrap().iter().map(|step| step.as_str().unwrap().to_owned());
    (text.collect(), mended.collect())
}

fn expected(code: &str) -> String {
    match code {
        KZ_CODE => "(01)04870999000116(21)9ab91CD91ef9x(91)ab12(92)AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=",
        MILK => "(01)04600999000171(21)5FCTHJ(93)VRYN",
        _ => "(01)08691234567890(21)1323424679(17)271231(10)A1",
    }
    .to_owned()
}

#[test]
fn a_mistyped_element_is_an_error_at_its_position() {
    for (code, ai, element, position) in [
        ("(01)04780101164394(10)LOT7(17)27123", "17", 27, 31),
        ("(21)AB(10)", "10", 7, 11),
        ("(10)LOT7(3103)00125", "3103", 9, 15),
        ("(01)93350790410849(01)14017155183307", "01", 19, 19),
    ] {
        let told = inspect(code, &["--format", "json"]);
        assert_eq!(told.code, 1, "{code}");
        let fault = &told.json()["fault"];
        assert_eq!(
            (&fault["ai"], &fault["element"], &fault["position"]),
            (&ai.into(), &element.into(), &position.into())
        );
        let words = inspect(code, &[]).err;
        assert!(words.contains(&format!("position {position}")) && words.contains(&format!("({ai})")), "{words}");
    }
    // The market's fixed lengths decide.
    let code = "(01)04870999000116(21)5ab(10)cdefgh(91)ab12(92)AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";
    assert_eq!(read(code, "ru-pharma", &[]).0, code);
}

#[test]
fn a_refusal_says_which_character_of_which_ai() {
    let told = inspect("(10)A#", &["--format", "json"]).json();
    let fault = &told["fault"];
    assert_eq!((&fault["ai"], &fault["character"]), (&"10".into(), &"#".into()));
    assert_eq!((&fault["position"], &fault["position_in_value"]), (&6.into(), &2.into()));
    let words = inspect("(10)A#", &[]);
    words.assert_says(1, &["(10)", "“#” (U+0023)", "position 6", "character 2"]);
    inspect("(01)04600999000171(21)5FC#HJ(93)VRYN", &["--market", "ru-milk"])
        .assert_says(1, &["(21) serial", "“#” (U+0023)", "position 4"]);
}

#[test]
fn missing_fields_and_another_order_are_told_so() {
    let missing = ["(01)08691234567890(21)1323424679(10)A1".to_owned(), format!("01086912345678902113234{GS}10A1")];
    for code in missing {
        inspect(&code, &["--market", "tr-its"]).assert_says(1, &["(17) expiry is missing"]);
    }
    let order =
        ["(01)08691234567890(10)A1(17)271231(21)13".to_owned(), format!("010869123456789010A1{GS}172712312113")];
    for code in order {
        inspect(&code, &["--market", "tr-its"]).assert_says(1, &["the fields stand in another order"]);
    }
    inspect("https://id.gs1.org/01/09506000134352/21/A", &["--market", "tr-its"]).assert_says(1, &["Digital Link"]);
    inspect("https://id.gs1.org/01/09506000134352/21/A", &[]).assert_says(1, &["Digital Link"]);
}

#[test]
fn whatever_stands_for_the_separator_is_found_by_structure() {
    let signs =
        ["<GS> ", " ", "#", "|", "^]", "&#29;", "%1D", "(GS)", "\\u1d", "\\F", "_1", "&#x1D;", " <GS>", "\\035", "¦"];
    for sign in signs {
        for (code, market) in [(KZ_CODE, "kz-pharma"), (MILK, "ru-milk"), (TURKISH, "tr-its")] {
            let (found, mended) = read(&code.replace('@', sign), market, &[]);
            assert_eq!(found, expected(code), "{sign} {market}");
            assert!(!mended.is_empty(), "{sign} {market}");
        }
    }
}

#[test]
fn what_may_belong_to_the_value_is_named_and_not_mended() {
    // A serial of seven characters, as beer has, read by the market of milk.
    for sign in ["!", "%", "<br>", "!#", "X", "!<GS>"] {
        let told = inspect(&MILK.replace('@', sign), &["--market", "ru-milk"]);
        assert_eq!(told.code, 1, "{sign}: {}", told.out);
        assert!(!told.out.contains("5FCTHJ"), "{sign}");
    }
    for sign in ["!", "<br>", "XY"] {
        let between = format!("between (21) serial and (93) check stands “{sign}”");
        inspect(&MILK.replace('@', sign), &["--market", "ru-milk"]).assert_says(1, &[&between]);
    }
}

/// One serial ends with a sign by chance; all of them do not.
#[test]
fn a_sign_that_stands_in_every_row_is_a_separator() {
    let rows = |sign: &str, count: usize| -> String {
        (0..count).map(|row| format!("{}\n", MILK.replace("FCTHJ", &format!("FCTH{row}")).replace('@', sign))).collect()
    };
    let good = |text: &str| {
        let (_folder, data) = Folder::with("codes.txt", text);
        let told = quietzone(&["inspect", "--data", &data, "--market", "ru-milk", "--format", "json"]).json();
        told["good"].as_u64().unwrap()
    };
    assert_eq!(good(&rows("!", 6)), 6);
    assert_eq!(good(&rows("<br>", 3)), 3);
    assert_eq!(good(&rows("!", 2)), 0);
    // Beer read as milk: every serial has a last character of its own.
    let beer: String = "!\"%&'*+,-./:;<=>?_ab"
        .chars()
        .map(|last| format!("{}\n", MILK.replace('@', &format!("{last}{GS}"))))
        .collect();
    assert_eq!(good(&beer), 0);
    let beer = beer.replace(GS, "#");
    assert_eq!(good(&beer), 0);
}

#[test]
fn entities_and_square_brackets_are_read() {
    let code = KZ_CODE.replace("9ab91CD91ef9x", "9&lt;b91C&amp;1ef9x2").replace('@', "&#29;");
    let (found, mended) = read(&code, "kz-pharma", &[]);
    assert!(found.contains("(21)9<b91C&1ef9x2(91)") && mended.len() == 1, "{found} {mended:?}");
    let (found, _) = read(&code.replace("&#29;", "&lt;GS&gt;"), "kz-pharma", &[]);
    assert!(found.contains("(21)9<b91C&1ef9x2(91)"), "{found}");
    let (found, mended) = read("[01]04600999000171[21]5FCTHJ[93]VRYN", "ru-milk", &[]);
    assert_eq!(found, expected(MILK));
    assert!(mended[0].contains("square brackets"), "{mended:?}");
}

#[test]
fn the_fault_that_is_left_after_mending_is_told() {
    let says = |code: &str, market: &str, words: &str| inspect(code, &["--market", market]).assert_says(1, &[words]);
    for sign in ["\\u001d", "<GS>", "#", "]d2"] {
        let (front, sign) = if sign == "]d2" { ("]d2", GS) } else { ("", sign) };
        let milk = format!("{front}{}", MILK.replace('@', sign));
        says(&milk.replace("000171", "000172"), "ru-milk", "check digit is 2, it should be 1");
        let cut = format!("{front}{}", KZ_CODE.split("@92").next().unwrap().replace('@', sign));
        says(&cut, "kz-pharma", "the crypto tail is missing");
    }
}

#[test]
fn a_keyboard_layout_is_named_and_applied_when_asked_for() {
    let russian = format!("0104600999000171215АСЕРО{GS}93МКНТ");
    // The upper row of the Kazakh layout has letters for digits.
    let kazakh = format!("қ\"қң,ққұұұқққ\".\"ә\"ғАСЕРО{GS}ұіМКНТ");
    let turkish = "0108691234567890211I3İ@1727123110A1".replace('@', GS);
    for (code, market, name) in [(&russian, "ru-milk", "Russian"), (&kazakh, "ru-milk", "Kazakh")] {
        for more in [&[][..], &["--fix-lookalikes"]] {
            let told = inspect(code, &[&["--market", market], more].concat());
            told.assert_says(1, &[&format!("{name} layout"), "--fix-layout"]);
            assert!(!told.err.contains("look-alike") && !told.err.contains("looks like"), "{}", told.err);
        }
        for more in [&["--fix-layout"][..], &["--fix-layout", "--fix-lookalikes"]] {
            let (found, mended) = read(code, market, more);
            assert_eq!(found, expected(MILK));
            assert!(mended[0].contains(name), "{mended:?}");
        }
    }
    // The layout is told of a code of no market that is named.
    inspect(&russian, &[]).assert_says(1, &["Russian layout"]);
    // A double quote is no letter of a Turkish serial.
    assert_eq!(inspect(&turkish, &["--market", "tr-its", "--fix-layout"]).code, 1);
    let typed = KZ_CODE.replace('@', GS).replace("ef9x", "ef9ı").replace("+/AbCdE=", "_.AbCdE-");
    inspect(&typed, &["--market", "kz-pharma"]).assert_says(1, &["Turkish layout"]);
    let (found, _) = read(&typed, "kz-pharma", &["--fix-layout"]);
    assert!(found.contains("91ef9i(91)") && found.ends_with("+/AbCdE="), "{found}");
}

#[test]
fn a_batch_that_was_typed_is_converted_when_asked_for() {
    let (folder, data) = Folder::with("codes.txt", format!("0104600999000171215АСЕРО{GS}93МКНТ\n"));
    let output = folder.file("clean.txt");
    let convert = |more: &[&str]| {
        quietzone(&[&["convert", "--data", &data, "--market", "ru-milk", "-o", &output], more].concat())
    };
    convert(&["--fix-lookalikes"]).assert_says(1, &["Russian layout"]);
    assert_eq!(convert(&["--fix-layout"]).code, 0);
    assert_eq!(std::fs::read_to_string(&output).unwrap(), MILK.replace('@', GS) + "\n");
}

/// GS1 data of any kind, where its name is given and nowhere else.
#[test]
fn the_market_gs1_reads_any_ais() {
    let codes = ["(01)04780101164394(3103)001250(15)271231(10)A1", "(00)106141412345678908(02)04780101164394(37)12"];
    for code in codes {
        let (found, _) = read(code, "gs1", &[]);
        for element in code.split('(').skip(1) {
            assert!(found.contains(&format!("({element}")), "{found}");
        }
    }
    let told = inspect(codes[0], &["--format", "json"]).json();
    assert!(told["readings"].as_array().unwrap().is_empty(), "{told}");
    inspect("(01)04780101164394(10)A#", &["--market", "gs1"]).assert_says(1, &["(10)", "“#” (U+0023)", "position 24"]);
    inspect("(01)04780101164394(255)9521141111116", &["--market", "gs1"]).assert_says(1, &["(01) and (255)"]);
    let (folder, data) = Folder::with("codes.txt", codes.join("\n"));
    let output = folder.file("clean.txt");
    let run = quietzone(&["convert", "--data", &data, "--market", "gs1", "-o", &output]);
    assert_eq!(run.code, 0, "{}", run.err);
    let written = format!("010478010116439431030012501527123110A1\n001061414123456789080204780101164394{}\n", "3712");
    assert_eq!(std::fs::read_to_string(&output).unwrap(), written);
    let parts = folder.write("parts.csv", "a,b,c\n04780101164394,271231,001250\n");
    let columns = ["--column", "01=a", "--column", "15=b", "--column", "3103=c"];
    let run = quietzone(&[&["convert", "--data", &parts, "--market", "gs1", "-o", &output], &columns[..]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let written = std::fs::read_to_string(&output).unwrap();
    assert!(written.contains("15271231") && written.contains("3103001250"), "{written}");
    let drawn = quietzone(&["symbol", codes[0], "--market", "gs1", "-o", &folder.file("a.svg")]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    assert_eq!(quietzone(&["size", codes[0], "--market", "gs1", "--dpi", "300"]).code, 0);
    quietzone(&["size", "--market", "gs1"]).assert_says(2, &["give the longest code"]);
    let template = "market = 'gs1'\nlabel = { width = '40 mm', height = '30 mm', device = '300 dpi' }\n\
        [[element]]\ntype = 'datamatrix'\nid = 'dm'\nx = '5 mm'\ny = '5 mm'\nwidth = '20 mm'\nheight = '20 mm'\n";
    let template = folder.write("gs1.toml", template);
    let made = render(&template, &data, folder.file("a.pdf").as_ref(), &[]);
    assert_eq!(made.code, 0, "{}", made.err);
}

/// Turkish serials vary in length, so letters before (17) may be theirs or typed for the separator.
#[test]
fn what_was_typed_for_a_separator_is_no_end_of_a_serial_of_any_length() {
    for word in ["GS", "FNC1", "29"] {
        let told = inspect(&TURKISH.replace('@', word), &["--market", "tr-its"]);
        told.assert_says(1, &[&format!("(21) serial ends with “{word}”")]);
    }
    let (found, mended) = read(&TURKISH.replace('@', ""), "tr-its", &[]);
    assert_eq!((found, mended.len()), (expected(TURKISH), 1));
    // Another separator elsewhere takes none of the doubt away.
    let idle = TURKISH.replace("21132", &format!("{GS}21132")).replace('@', "GS");
    inspect(&idle, &["--market", "tr-its"]).assert_says(1, &["(21) serial ends with “GS”"]);
    // Letters behind a stray character may be the serial's, whose separator is missing.
    for sign in ["#46", "|X", "{0MT"] {
        inspect(&TURKISH.replace('@', sign), &["--market", "tr-its"]).assert_says(1, &["(21) serial"]);
    }
    // A real separator leaves no doubt.
    let (found, mended) = read(&TURKISH.replace('@', &format!("GS{GS}")), "tr-its", &[]);
    assert_eq!((found, mended.len()), (expected(TURKISH).replace("4679", "4679GS"), 0));
}

/// In parentheses an element that another market has, or an empty one, does not lengthen the serial.
#[test]
fn an_element_in_parentheses_is_told_where_it_begins() {
    let tr = |code: &str| inspect(code, &["--market", "tr-its"]);
    tr("(01)08691234567890(21)AB(10)").assert_says(1, &["“(10)” at position 25 begins another element"]);
    tr("(01)08691234567890(21)(17)271231(10)A1").assert_says(1, &["(21) serial has 0 characters"]);
    let long = format!("(01)08691234567890(21){}(17)271231(10)A1", "A".repeat(21));
    tr(&long).assert_says(1, &["(21) serial has 21 characters"]);
}

/// A tail in Base64 holds such characters itself; two places where a separator lacks settle it.
#[test]
fn a_sign_that_the_tail_holds_too_may_stand_for_separators() {
    for sign in ["+", "/", "="] {
        let (found, mended) = read(&KZ_CODE.replace('@', sign), "kz-pharma", &[]);
        assert_eq!((found, mended.len()), (expected(KZ_CODE), 1), "{sign}");
        let one = KZ_CODE.replacen('@', sign, 1).replace('@', GS);
        inspect(&one, &["--market", "kz-pharma"])
            .assert_says(1, &[&format!("between (21) serial and (91) key stands “{sign}”")]);
    }
}

/// What names the separator is taken whole, so a serial that lost a character stays too short.
#[test]
fn a_part_of_a_name_is_no_separator() {
    for sign in ["&#29;", "&#x1d;", "<GS>", "{GS}", "_x001D_"] {
        let short = MILK.replace("HJ@", &format!("H{sign}"));
        inspect(&short, &["--market", "ru-milk"]).assert_says(1, &["(21) serial has 5 characters"]);
    }
}

#[test]
fn printed_text_quoted_cells_and_what_was_escaped_twice_are_read() {
    let milk = MILK.replace("5FCTHJ@", "5<C\"HJ@").replace('@', GS);
    let wanted = "(01)04600999000171(21)5<C\"HJ(93)VRYN";
    let quoted = format!("\"{}\"", milk.replace('"', "\"\""));
    for code in [
        "(01) 04600999000171 (21) 5<C\"HJ (93) VRYN",
        "[01] 04600999000171\t[21] 5<C\"HJ [93] VRYN",
        &quoted,
        &milk.replace('<', "&amp;lt;"),
        &format!("'\"{}\"", "[01]04600999000171[21]5<C\"HJ[93]VRYN"),
    ] {
        let (found, mended) = read(code, "ru-milk", &[]);
        assert_eq!(found, wanted, "{code}");
        assert!(!mended.is_empty(), "{code}");
    }
    let (found, _) = read(&format!("(01)08691234567890(21)1323424679{GS}(17)271231{GS}(10)A1"), "tr-its", &[]);
    assert_eq!(found, expected(TURKISH));
}

/// Of any AIs a value takes in whatever is not told apart, so a name of the separator is asked about.
#[test]
fn the_market_gs1_takes_no_name_of_a_separator_for_a_value() {
    for sign in ["<GS>", "(GS)", "_x001D_", "%1D", "<FNC1>", "(29)"] {
        let told = inspect(&format!("10LOT{sign}17271231"), &["--market", "gs1"]);
        told.assert_says(1, &[&format!("“{sign}” at position 6")]);
        let (found, _) = read(&format!("(17)271231(10)LOT{sign}7"), "gs1", &[]);
        assert_eq!(found, format!("(17)271231(10)LOT{sign}7"));
    }
    // A blank that does not break is no character of a value, and not to be left out.
    inspect("10LOT\u{a0}17271231", &["--market", "gs1"]).assert_says(1, &["U+00A0", "position 6"]);
    let (found, _) = read("10LOT{GS}17271231", "gs1", &[]);
    assert_eq!(found, "(17)271231(10)LOT");
}

#[test]
fn the_market_gs1_tells_programs_which_character_is_wrong() {
    for (code, ai, position, in_value) in [
        ("(10)A#", "10", 6, 2),
        ("(21)ABC(01)04780101164395", "01", 25, 14),
        ("01047801011643941727123110A#", "10", 28, 2),
    ] {
        let fault = &inspect(code, &["--market", "gs1", "--format", "json"]).json()["fault"];
        assert_eq!((fault["ai"].as_str(), fault["position"].as_u64()), (Some(ai), Some(position)), "{code}: {fault}");
        assert_eq!(fault["position_in_value"].as_u64(), Some(in_value), "{code}: {fault}");
    }
    // The serial of a key is part of what a signature signs.
    inspect("(253)4012345000009(8030)AB-_", &["--market", "gs1"]).assert_says(1, &["(253) needs its serial"]);
}
