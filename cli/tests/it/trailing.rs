//! What the maker puts behind codes that are issued without it (API СУЗ 3.0: variable measure), and what
//! stands between the fields of a symbol (Turkish guidance, art. 3(1)g, 4(1)e; elsewhere GS as issued).

use std::fs;
use std::path::Path;

use super::common::*;

const TAIL: &str = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";
const TURKISH: &str = "(01)08691234567890(21)1323424679(17)271231(10)A1";

/// A code of dairy products as it is issued; `letter` tells one from another.
fn milk(letter: char) -> String {
    format!("0104600999000171215FCT{letter}J\u{1d}93VRYN")
}

/// A code with a serial of 13 and a long tail as it is issued.
fn long(letter: char) -> String {
    format!("0104600999000171215{letter}CTAJ4567890\u{1d}91ab12\u{1d}92{TAIL}")
}

/// A table of codes with a column beside them.
fn table(headers: &str, codes: &[String], beside: &[&str]) -> String {
    let rows = codes.iter().zip(beside).map(|(code, value)| format!("{code};{value}\n"));
    format!("{headers}\n{}", rows.collect::<String>())
}

/// The codes that `convert` writes.
fn converted(file: &str, market: &str, more: &[&str]) -> Vec<String> {
    let folder = Folder::new();
    let out = folder.file("out.txt");
    let told = quietzone(&[&["convert", "--data", file, "--market", market, "-o", &out, "--skip-bad"], more].concat());
    assert!(told.code < 2, "{}", told.err);
    fs::read_to_string(out).unwrap().lines().map(str::to_owned).collect()
}

fn inspect(file: &str, market: &str, more: &[&str]) -> Told {
    quietzone(&[&["inspect", "--data", file, "--market", market, "--all-findings"], more].concat())
}

#[test]
fn a_weight_beside_whole_codes_is_put_behind_them() {
    let codes = ['A', 'B', 'C'].map(milk);
    for (headers, more) in [
        ("Код;3103", &[][..]),
        ("Код;(3103)", &[]),
        ("Код;Вес, г", &[]),
        ("Код;Масса", &["--column", "3103=Масса"]),
        ("Код;Масса", &["--column", "weight=B"]),
        ("Код;Масса", &["--column", "Код", "--column", "3103=B"]),
    ] {
        let (_folder, file) = Folder::with("milk.csv", table(headers, &codes, &["000450", "001250", ""]));
        let [first, second, third] = &codes;
        let expected = [format!("{first}\u{1d}3103000450"), format!("{second}\u{1d}3103001250"), third.clone()];
        assert_eq!(converted(&file, "ru-milk", more), expected, "{headers} {more:?}");
        let told = inspect(&file, "ru-milk", more);
        told.assert_says(0, &["is empty, and the code is made without it", "line 4, column B"]);
        assert_eq!(told.err.contains("is put behind the codes, from this column"), more.is_empty(), "{}", told.err);
    }
}

#[test]
fn it_is_put_behind_parts_of_codes_too_and_behind_none_on_demand() {
    let text = "GTIN;SN;93;3103\n04600999000171;5FCTAJ;VRYN;000450\n";
    let (_folder, file) = Folder::with("parts.csv", text);
    assert_eq!(converted(&file, "ru-milk", &[]), [format!("{}\u{1d}3103000450", milk('A'))]);
    assert_eq!(converted(&file, "ru-milk", &["--column", "3103="]), [milk('A')]);
}

#[test]
fn every_market_with_variable_measure_takes_its_own() {
    let [short, long] = [milk('A'), long('A')];
    for (market, code, ai, value) in [
        ("ru-milk", &short, "3103", "000450"),
        ("ru-seafood-short", &short, "3103", "000450"),
        ("ru-petfood-short", &short, "3103", "000450"),
        ("ru-beer", &short.replace("5FCTAJ", "5FCTAAJ"), "3353", "050000"),
        ("ru-nabeer", &short.replace("5FCTAJ", "5FCTAAJ"), "3350", "000030"),
        ("ru-radio", &long, "30", "12"),
        ("ru-radio", &long, "3102", "012500"),
        ("ru-radio", &long, "3113", "001200"),
        ("ru-radio", &long, "3355", "100000"),
        ("ru-wheelchairs", &long, "97", "QUJDRDEyMzQ="),
        ("ru-medical-devices", &long, "97", "QUJDRDEyMzQ="),
    ] {
        let (_folder, file) =
            Folder::with("codes.csv", table(&format!("Код;{ai}"), std::slice::from_ref(code), &[value]));
        assert_eq!(converted(&file, market, &[]), [format!("{code}\u{1d}{ai}{value}")], "{market}");
        // What was put behind it is read again, and the issued code alone too.
        let (_folder, again) = Folder::with("codes.txt", format!("{code}\u{1d}{ai}{value}\n"));
        assert_eq!(converted(&again, market, &[]), [format!("{code}\u{1d}{ai}{value}")], "{market}");
        let (_folder, issued) = Folder::with("codes.txt", format!("{code}\n"));
        assert_eq!(&converted(&issued, market, &[]).concat(), code, "{market}");
    }
    // Of other markets nothing is put behind codes.
    let (_folder, file) = Folder::with("codes.csv", table("Код;3103", &[long], &["000450"]));
    assert!(converted(&file, "ru-lp", &[]).iter().all(|code| !code.contains("3103000450")));
}

#[test]
fn several_measures_stand_in_the_order_of_the_market_and_one_of_a_kind() {
    let text = format!("Код;3353;3102;30\n{};012000;001250;7\n", long('A'));
    let (_folder, file) = Folder::with("radio.csv", text);
    assert_eq!(converted(&file, "ru-radio", &[]), [format!("{}\u{1d}307\u{1d}31020012503353012000", long('A'))]);
    let beer = milk('A').replace("5FCTAJ", "5FCTAAJ");
    let (_folder, file) = Folder::with("beer.txt", format!("{beer}\u{1d}33500000303353030000\n"));
    inspect(&file, "ru-beer", &[]).assert_says(1, &["(3350) volume0 and (3353) volume3", "one of them"]);
    let held = format!("{beer}\u{1d}3350000030");
    let (_folder, file) = Folder::with("beer.csv", table("Код;3353", &[held], &["030000"]));
    let told = inspect(&file, "ru-beer", &[]);
    told.assert_says(1, &["SRC08", "the code holds (3350) volume0 “000030”", "(3353) volume3 “030000”", "column B"]);
}

#[test]
fn what_is_no_weight_is_refused_with_its_cell() {
    let codes = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map(milk);
    let cells = ["450", "0,450 кг", "0004500", "450 г", "0.450", "-00450", "1,23457E+11"];
    let (_folder, file) = Folder::with("milk.csv", table("Код;Вес", &codes, &cells));
    let told = inspect(&file, "ru-milk", &[]);
    assert_eq!(told.code, 1);
    for (line, cell) in (2..).zip(cells) {
        assert!(told.err.contains(&format!("line {line}, column B “Вес”")) && told.err.contains(cell), "{}", told.err);
    }
    let told = quietzone(&["inspect", "--data", &file, "--market", "ru-milk"]);
    assert!(told.err.contains("000450 stands for 0.450") && told.err.contains("--column 3103="), "{}", told.err);
    // Whole numbers are filled up only where it is told what they are: by their width or by their unit.
    let whole = ["--column", "3103=Вес", "--width", "3103=6"];
    assert_eq!(converted(&file, "ru-milk", &whole), [format!("{}\u{1d}3103000450", codes[0])]);
    let (_folder, grams) = Folder::with("milk.csv", table("Код;Вес, г", &codes[..2], &["450", "1250"]));
    inspect(&grams, "ru-milk", &[]).assert_says(1, &["“450” is no (3103) weight", "“1250”"]);
    let named = converted(&grams, "ru-milk", &["--column", "3103=Вес, г"]);
    assert_eq!(named, [format!("{}\u{1d}3103000450", codes[0]), format!("{}\u{1d}3103001250", codes[1])]);
    let told = inspect(&grams, "ru-milk", &["--column", "3103=Вес, г"]);
    assert!(told.code == 0 && told.err.contains("get zeros in front, to 6 digits"), "{}", told.err);
    // A count is a number as it is; the serial of a device is Base64.
    let (_folder, count) = Folder::with("radio.csv", table("Код;30", &['A', 'B'].map(long), &["5", "5 шт"]));
    inspect(&count, "ru-radio", &[]).assert_says(1, &["“5 шт” is no (30) count", "1 to 8 digits"]);
    let (_folder, device) = Folder::with("device.csv", table("Код;97", &[long('A')], &["SN-12 3"]));
    inspect(&device, "ru-medical-devices", &[]).assert_says(1, &["(97) factory_serial", "U+0020", "column B"]);
}

#[test]
fn a_code_and_a_column_that_differ_are_an_error_that_names_both() {
    let held: Vec<String> = ['A', 'B', 'C'].map(|letter| format!("{}\u{1d}3103000450", milk(letter))).to_vec();
    let (_folder, file) = Folder::with("milk.csv", table("Код;3103", &held, &["000450", "000460", ""]));
    let told = inspect(&file, "ru-milk", &[]);
    told.assert_says(1, &["SRC08", "line 3, column B", "“000450”", "“000460”"]);
    assert_eq!(converted(&file, "ru-milk", &[]), [held[0].clone(), held[2].clone()]);
}

#[test]
fn units_are_told_apart_without_it() {
    let (_folder, file) = Folder::with("milk.csv", table("Код;3103", &[milk('A'), milk('A')], &["000450", "000460"]));
    inspect(&file, "ru-milk", &[]).assert_says(1, &["DUP01", "the two rows differ; neither is printed"]);
}

#[test]
fn one_weight_for_several_codes_of_a_row_is_refused() {
    let text = format!("К1;К2;3103\n{};{};000450\n{};{};000460\n", milk('A'), milk('B'), milk('C'), milk('D'));
    let (_folder, file) = Folder::with("milk.csv", text);
    inspect(&file, "ru-milk", &["--column", "A,B"]).assert_says(2, &["(3103)", "2 codes", "--column 3103="]);
    let codes = converted(&file, "ru-milk", &["--column", "A,B", "--column", "3103="]);
    assert_eq!(codes, ['A', 'B', 'C', 'D'].map(milk));
}

/// A label with the symbol and the weight.
const LABEL: &str = r#"
market = "MARKET"

[label]
width = "40 mm"
height = "40 mm"
device = "300 dpi"

[[element]]
type = "datamatrix"
id = "code"
x = "2 mm"
y = "2 mm"
width = "22 mm"

[[element]]
type = "text"
id = "weight"
x = "2 mm"
y = "30 mm"
size = "8 pt"
text = "{{ weight }} {{ ai3103 }}"
"#;

/// Labels of a market as pictures, with the design as it is.
fn labels(folder: &Folder, market: &str, file: &str, more: &[&str]) -> Told {
    let template = folder.write("label.toml", LABEL.replace("MARKET", market));
    fs::create_dir_all(folder.path().join("out")).unwrap();
    let png = folder.path().join("out/p-{row}.png");
    render(&template, file, &png, more)
}

#[test]
fn the_symbol_says_it_and_grows_with_it() {
    if !present(&[ZXING]) {
        return;
    }
    let codes = ['A', 'B'].map(milk);
    for market in ["ru-milk", "ru-petfood-short"] {
        let folder = Folder::new();
        let file = folder.write("codes.csv", table("Код;3103", &codes, &["000450", "001250"]));
        let made = labels(&folder, market, &file, &["--format", "json"]);
        assert_eq!(made.code, 0, "{}", made.err);
        let expected = [("000450", &codes[0]), ("001250", &codes[1])];
        let expected = expected.map(|(value, code)| hex(format!("{code}\u{1d}3103{value}").as_bytes()));
        assert_read(&pictures(&folder.path().join("out")), &expected, market);
        // As they were issued, the codes of pet food have the one size that their structure gives.
        let issued = labels(&folder, market, &file, &["--column", "3103=", "--format", "json"]);
        assert_eq!(issued.code, 0, "{}", issued.err);
        let expected = codes.clone().map(|code| hex(code.as_bytes()));
        assert_read(&pictures(&folder.path().join("out")), &expected, market);
    }
}

/// Pet food with a check code has 20×20 modules as issued (22 codewords of 22); with a weight, a separator
/// and ten digits more, 28 codewords and 22×22 (ISO/IEC 16022, table 7).
#[test]
fn sizes_are_told_with_it() {
    let code = "(01)04600999000171(21)5FCTAJ(93)VRYN";
    for (more, size, codewords) in [("", "20×20", 22), ("(3103)000450", "22×22", 28)] {
        let code = format!("{code}{more}");
        let told = quietzone(&["inspect", &code, "--market", "ru-petfood-short"]);
        assert!(told.out.contains(&format!("{size} modules, {codewords} codewords")), "{}", told.out);
        let told = quietzone(&["size", "--market", "ru-petfood-short", &code]);
        assert!(told.out.contains(&format!("{codewords} codewords: a symbol of {size} modules")), "{}", told.out);
    }
}

#[test]
fn templates_print_it() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let template = folder.write("label.toml", LABEL.replace("MARKET", "ru-milk"));
    let file = folder.write("codes.csv", table("Код;3103", &[milk('A')], &["000450"]));
    let pdf = folder.file("labels.pdf");
    let made = render(&template, &file, Path::new(&pdf), &[]);
    assert_eq!(made.code, 0, "{}", made.err);
    let text = String::from_utf8(run("pdftotext", &[&pdf, "-"])).unwrap();
    assert!(text.contains("000450 000450"), "{text}");
}

#[test]
fn a_template_may_ask_for_it_in_every_row() {
    let folder = Folder::new();
    let required = LABEL.replace("MARKET", "ru-milk") + "\n[data]\nrequired = [\"weight\"]\n";
    let template = folder.write("label.toml", required);
    let file = folder.write("codes.csv", table("Код;3103", &['A', 'B'].map(milk), &["000450", ""]));
    let told = quietzone(&["check", &template, "--data", &file]);
    told.assert_says(1, &["SRC04", "line 3, column B", "the template asks for it"]);
}

/// What stands for the separator in a column is found before what is behind the code, too.
#[test]
fn typed_separators_stand_before_it_too() {
    for separator in ["<GS>", "#", "\\u001d"] {
        let held = format!("{}\u{1d}3103000450", milk('A'));
        let (_folder, file) = Folder::with("milk.txt", held.replace('\u{1d}', separator) + "\n");
        assert_eq!(converted(&file, "ru-milk", &[]).concat(), held, "{separator}");
        let (_folder, file) =
            Folder::with("milk.csv", table("Код;3103", &[milk('A').replace('\u{1d}', separator)], &["000450"]));
        let codes = converted(&file, "ru-milk", &[]);
        assert!(codes.is_empty() || codes == [held], "{separator}: {codes:?}");
    }
}

#[test]
fn rejected_rows_keep_it() {
    let folder = Folder::new();
    let codes = [milk('A'), milk('B').replace("VRYN", "VR"), milk('C')];
    let file = folder.write("codes.csv", table("Код;Вес", &codes, &["000450", "001250", "0,45"]));
    let made = labels(&folder, "ru-milk", &file, &["--skip-bad"]);
    assert_eq!(made.code, 1, "{}", made.err);
    let rejects = names(folder.path()).into_iter().chain(names(&folder.path().join("out")));
    let rejects = rejects.into_iter().find(|name| name.ends_with(".rejects.csv")).unwrap();
    let path = [folder.path().join(&rejects), folder.path().join("out").join(&rejects)];
    let text = fs::read_to_string(path.iter().find(|path| path.exists()).unwrap()).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("place,row,rule,reason,code,3103"));
    assert!(lines.next().unwrap().ends_with(",001250") && lines.next().unwrap().ends_with(",\"0,45\""), "{text}");
    // Mended, the list is data with both.
    let mended = folder.write("mended.csv", text.replace("93VR,", "93VRYN,").replace("\"0,45\"", "000450"));
    let again = converted(&mended, "ru-milk", &[]);
    let expected = [('B', "001250"), ('C', "000450")];
    assert_eq!(again, expected.map(|(letter, value)| format!("{}\u{1d}3103{value}", milk(letter))));
}

#[test]
fn a_column_that_is_printed_otherwise_is_not_taken() {
    let folder = Folder::new();
    let template = LABEL.replace("MARKET", "ru-milk").replace("{{ weight }} {{ ai3103 }}", "{{ net }}");
    let template = folder.write("net.toml", format!("{template}\n[data.columns]\nnet = [\"Вес\"]\n"));
    let file = folder.write("codes.csv", table("Код;Вес", &[milk('A')], &["930 г"]));
    let told = quietzone(&["check", &template, "--data", &file]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(!told.err.contains("3103") && !told.out.contains("3103"), "{}{}", told.out, told.err);
}

#[test]
fn a_market_of_ones_own_has_such_fields_and_tells_them() {
    let told = quietzone(&["market", "show", "ru-radio", "--format", "json"]).json();
    let fields = told["fields"].as_array().unwrap();
    let trailing: Vec<&str> =
        fields.iter().filter(|field| field["trailing"] == true).map(|field| field["ai"].as_str().unwrap()).collect();
    assert_eq!((trailing.len(), trailing[0], trailing[18]), (19, "30", "3355"));
    let serial = fields.iter().find(|field| field["ai"] == "21").unwrap();
    assert_eq!((&serial["min"], &serial["max"]), (&13.into(), &13.into()));
    let own = "id = \"own\"\ntitle = \"Own\"\nbase = \"ru-goods-13\"\n[[sources]]\nkey = \"own\"\ntitle = \"An invented act\"\n\
               [[trailing]]\nai = \"AI\"\nname = \"measure\"\nMORE\nsource = \"own\"\nclause = \"none\"\nconfidence = \"H\"\n";
    let show = |ai: &str, more: &str| {
        let (_folder, file) = Folder::with("own.toml", own.replace("AI", ai).replace("MORE", more));
        quietzone(&["market", "show", &file])
    };
    assert!(show("310y", "").out.contains("(3105) measure5: 6 characters, optional, put behind the issued code"));
    show("31y", "").assert_says(2, &["31y", "application identifier"]);
    show("310y", "columns = [\"Вес\"]").assert_says(2, &["310y", "decimals"]);
}

/// Whether what libdmtx tells of a picture has FNC1 (`~`) or GS between fields.
fn separators(picture: &Path) -> (usize, usize) {
    let read = run("dmtxread", &["-G", "126", "-N", "1", picture.to_str().unwrap()]);
    assert_eq!(read.first(), Some(&b'~'));
    (read[1..].iter().filter(|byte| **byte == b'~').count(), read.iter().filter(|byte| **byte == 29).count())
}

#[test]
fn a_bare_symbol_has_the_separator_of_its_market_or_of_the_option() {
    if !present(&[DMTX]) {
        return;
    }
    let milk = milk('A');
    for (market, code, more, expected) in [
        ("tr-its", TURKISH, &[][..], (1, 0)),
        ("tr-its", TURKISH, &["--separator", "gs"], (0, 1)),
        ("tr-transport", "(01)18691234567897(21)5132342412(37)10", &[], (1, 0)),
        ("gs1", "(21)A(10)B", &[], (1, 0)),
        ("ru-milk", milk.as_str(), &[], (0, 1)),
        ("ru-milk", milk.as_str(), &["--separator", "fnc1"], (1, 0)),
    ] {
        let folder = Folder::new();
        let png = folder.file("s-1.png");
        let told = quietzone(&[&["symbol", "--market", market, code, "--dpi", "300", "-o", &png], more].concat());
        assert_eq!(told.code, 0, "{}", told.err);
        let name = if expected == (1, 0) { "FNC1" } else { "GS" };
        assert!(told.out.contains(&format!("separator  {name}")), "{}", told.out);
        assert_eq!(separators(Path::new(&png)), expected, "{market} {more:?}");
    }
}

/// Whatever stands for the separator in the data, Turkish labels have FNC1; a template may say GS.
#[test]
fn turkish_labels_have_fnc1_whatever_the_data_held() {
    if !present(&[DMTX]) {
        return;
    }
    let code = |separator: &str| format!("0108691234567890211323424679{separator}1727123110A1\n");
    let template = text_of("templates/tr-its-carton.toml");
    let gs = template.replace("type = \"datamatrix\"", "type = \"datamatrix\"\nseparator = \"gs\"");
    for (separator, template, expected) in [
        ("\u{1d}", &template, (1, 0)),
        ("<GS>", &template, (1, 0)),
        ("{FNC1}", &template, (1, 0)),
        ("\u{1d}", &gs, (0, 1)),
    ] {
        let folder = Folder::new();
        let (template, file) = (folder.write("t.toml", template), folder.write("c.txt", code(separator)));
        fs::create_dir(folder.path().join("out")).unwrap();
        let set = ["--set", "product=X"];
        let made = render(&template, &file, &folder.path().join("out/p-{row}.png"), &set);
        assert_eq!(made.code, 0, "{}", made.err);
        assert_eq!(separators(&pictures(&folder.path().join("out"))[0]), expected, "{separator:?}");
        // Printers that encode themselves are told the same.
        let zpl = folder.file("l.zpl");
        let made = render(&template, &file, Path::new(&zpl), &[&set[..], &["--zpl-symbol", "native"]].concat());
        assert_eq!(made.code, 0, "{}", made.err);
        let text = fs::read_to_string(&zpl).unwrap();
        let data = text.split("^BX").nth(1).unwrap().split("^FS").next().unwrap();
        let escape = data.split(',').nth(6).unwrap();
        let fnc1 = data.split("^FD").nth(1).unwrap().matches(&format!("{escape}1")).count();
        assert_eq!(fnc1, 1 + expected.0, "{data}");
    }
}
