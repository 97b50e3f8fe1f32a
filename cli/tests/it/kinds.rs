//! Kinds of file, by their first bytes: read, or named with what to ask for; several files as one batch.

use std::io::{Cursor, Write};

use serde_json::json;
use zip::write::SimpleFileOptions;

use super::common::*;

/// Four codes of light industry, as `import/suz.json` of the trials has them.
const CODES: [&str; 4] = [
    "0104600999000171215\"MQM_dofDhGa\u{1d}91EE12\u{1d}92RJTWSTydXDRgvjEgHmn+2qDu6LmZf1x8KZn9r+WTJTw=",
    "0104600999000171215a,b;c:d(e)fg\u{1d}91EE12\u{1d}921lSvTfrXFCegrrP+6SMvivIhH57kkcWxC+y1Vjv8Hm8=",
    "0104600999000171215'x\"y<z>&%!+a\u{1d}91EE12\u{1d}92k0J+y8j+KVXlzY5G3I7Ut8J2TSpaTXZ3BvhdhpACStY=",
    "0104600999000171215OL8dKLzdocJ2\u{1d}91EE12\u{1d}92vaNAG+nIy8zJNfbNH2EiauFTOK4aNABNM7oNJGrATIE=",
];

fn inspect(files: &[&str], more: &[&str]) -> Told {
    let data: Vec<&str> = files.iter().flat_map(|file| ["--data", file]).collect();
    quietzone(&[&["inspect", "--market", "ru-lp", "--format", "json"], data.as_slice(), more].concat())
}

/// Rows and good ones of a file.
fn counts(told: &Told) -> (u64, u64) {
    let json = told.json();
    (json["rows"].as_u64().unwrap(), json["good"].as_u64().unwrap())
}

fn looked(name: &str, content: impl AsRef<[u8]>) -> Told {
    let (_folder, data) = Folder::with(name, content);
    inspect(&[&data], &[])
}

/// All four codes are read, and come out of `convert` as they were issued.
fn assert_read(name: &str, content: impl AsRef<[u8]>) {
    let (folder, data) = Folder::with(name, content);
    let told = inspect(&[&data], &[]);
    assert_eq!((told.code, counts(&told)), (0, (4, 4)), "{name}: {}{}", told.out, told.err);
    let out = folder.file("out.txt");
    assert_eq!(quietzone(&["convert", "--data", &data, "--market", "ru-lp", "-o", &out]).code, 0, "{name}");
    assert_eq!(std::fs::read_to_string(&out).unwrap().lines().collect::<Vec<_>>(), CODES, "{name}");
}

/// Nothing is read; what it is, is said, with what to ask for.
fn assert_named(name: &str, content: impl AsRef<[u8]>, words: &[&str]) {
    let (_folder, data) = Folder::with(name, content);
    let told = quietzone(&["inspect", "--data", &data, "--market", "ru-lp"]);
    told.assert_says(2, words);
    for secret in CODES.iter().flat_map(|code| code.split("92").skip(1)) {
        assert!(!told.err.contains(&secret[..12]), "{name}: {}", told.err);
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The codes with their separators as JSON escapes them, in quotes.
fn escaped() -> Vec<String> {
    CODES.iter().map(|code| json!(code).to_string()).collect()
}

fn lines() -> String {
    CODES.join("\n") + "\n"
}

fn in_base64(padded: bool) -> Vec<String> {
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let encode = |code: &&str| {
        let mut text: Vec<u8> = Vec::new();
        for three in code.as_bytes().chunks(3) {
            let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
            text.extend((0..=three.len()).map(|at| letters[(bits >> (18 - 6 * at) & 63) as usize]));
        }
        let missing = (4 - text.len() % 4) % 4;
        String::from_utf8(text).unwrap() + &"=".repeat(if padded { missing } else { 0 })
    };
    CODES.iter().map(encode).collect()
}

/// `suz.json`, `jsonlines.txt`.
#[test]
fn json_of_a_portal_is_read_whatever_its_form_and_name() {
    let oms = json!({ "omsId": "00000000-0000-0000-0000-000000000000", "codes": CODES, "blockId": "11111111" });
    let objects = CODES.map(|code| json!({ "code": code, "batch": "A1" }));
    assert_read("suz.json", oms.to_string());
    assert_read("suz.csv", format!("\u{feff}\r\n{oms:#}"));
    assert_read("suz.txt", oms.to_string().encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    assert_read("list.data", json!(CODES).to_string());
    assert_read("jsonlines.txt", escaped().join(",\n") + ",\n");
    assert_read("jsonlines.csv", escaped().join("\r\n"));
    assert_read("objects.json", json!(objects).to_string());
    assert_read("ndjson.txt", objects.map(|object| object.to_string()).join("\n"));
    assert_read("blocks.json", json!([{ "codes": CODES[..1] }, { "n": 2, "codes": CODES[1..] }]).to_string());
    assert_read("deep.json", json!({ "result": { "orders": [{ "codes": CODES }] }, "errors": [] }).to_string());
    assert_read("raw.json", format!("[{}]", escaped().join(",").replace("\\u001d", "\u{1d}")));
}

#[test]
fn what_convert_writes_as_json_is_read_again() {
    let (folder, data) = Folder::with("codes.txt", lines());
    let (once, twice) = (folder.file("once.json"), folder.file("twice.json"));
    for (from, to) in [(&data, &once), (&once, &twice)] {
        assert_eq!(quietzone(&["convert", "--data", from, "--market", "ru-lp", "-o", to]).code, 0, "{from}");
    }
    assert_eq!(std::fs::read(once).unwrap(), std::fs::read(twice).unwrap());
}

#[test]
fn an_entry_of_json_is_named_by_its_place() {
    let mut codes = CODES.map(str::to_owned);
    codes[1].truncate(35);
    let told = looked("bad.json", json!({ "codes": codes }).to_string());
    assert_eq!((told.code, counts(&told)), (1, (4, 3)));
    let place = &told.json()["findings"][0]["first"][0]["place"];
    assert_eq!((place["row"].as_u64(), place["list"].as_str()), (Some(2), Some("codes")), "{}", told.out);
    let keyed = json!([{ "code": CODES[0], "batch": "A" }, { "code": 17, "batch": "B" }]);
    let (_folder, data) = Folder::with("keyed.json", keyed.to_string());
    quietzone(&["inspect", "--data", &data, "--market", "ru-lp"])
        .assert_says(1, &["entry 2, “code”: the code is a number"]);
}

#[test]
fn json_that_can_be_read_in_two_ways_or_in_none_is_refused() {
    let two = json!({ "a": CODES[..2], "b": CODES[2..] }).to_string();
    assert_named("two.json", &two, &["several lists: “a”, “b”", "--sheet"]);
    let (_folder, data) = Folder::with("two.json", &two);
    assert_eq!(counts(&inspect(&[&data], &["--sheet", "b"])), (2, 2));
    let whole = json!({ "codes": CODES }).to_string();
    for cut in [whole.len() - 1, whole.len() - 2, 300, 200, 20] {
        assert_named("cut.json", &whole[..cut], &["line 1", "a part of it is missing", "from the portal again"]);
    }
    assert_named("tail.txt", format!("{}\n]", escaped().join(",\n")), &["JSON", "line 5"]);
    assert_named("twice.json", "[{\"code\":\"a\",\"code\":\"b\"}]", &["“code” stands twice"]);
    assert_named("lists.json", json!([CODES]).to_string().replace('[', "[["), &["list stands in a list"]);
    assert_named("deep.json", "[".repeat(100_000), &["list stands in a list"]);
    assert_named("deep.json", "{\"a\":".repeat(100_000), &["nest deeper than 32"]);
    assert_named("empty.json", "{\"codes\": []}", &["no rows"]);
    let keys: Vec<String> = (0..2000).map(|n| format!("\"k{n}\":1")).collect();
    assert_named("keys.json", format!("[{{{}}}]", keys.join(",")), &["more than 1000 different keys"]);
    assert_named("long.json", format!("[\"{}\"]", "a".repeat(2 << 20)), &["more than 1048576 bytes"]);
}

/// What only looks like JSON stays what it was.
#[test]
fn texts_with_brackets_and_quotes_are_no_json() {
    let quoted: Vec<String> = CODES.iter().map(|code| format!("\"{}\"", code.replace('"', "\"\""))).collect();
    assert_read("quoted.csv", quoted.join("\n"));
    let (_folder, data) = Folder::with("zint.txt", "[01]04609990001712[21]5abc\n");
    let told = quietzone(&["inspect", "--data", &data, "--market", "ru-lp"]);
    assert!(!told.err.contains("JSON"), "{}", told.err);
}

/// `b64.txt`.
#[test]
fn codes_in_base64_are_decoded_and_that_is_told() {
    assert_read("b64.txt", in_base64(true).join("\n"));
    assert_read("b64.csv", in_base64(false).join("\r\n").replace('+', "-").replace('/', "_"));
    assert_read("b64.json", json!({ "codes": in_base64(true) }).to_string());
    let table = in_base64(true).iter().fold("code;batch\n".to_owned(), |table, code| table + code + ";A1\n");
    assert_read("table.csv", table);
    let told = looked("b64.txt", in_base64(true)[..3].join("\n") + "\nMDEwNDYw*\n");
    assert_eq!((told.code, counts(&told)), (1, (4, 3)), "{}", told.out);
    assert!(told.out.contains("not written in Base64") && told.out.contains("they were decoded"), "{}", told.out);
}

/// `order.zip`.
#[test]
fn a_zip_file_is_read_and_each_row_knows_its_file() {
    assert_read("order.zip", zipped(&[("codes.csv", lines().as_bytes())]));
    assert_read(
        "order.dat",
        zipped(&[
            ("Заказ/1.txt", CODES[..3].join("\n").as_bytes()),
            ("Заказ/2.json", json!(CODES[3..]).to_string().as_bytes()),
            ("__MACOSX/Заказ/._1.txt", b"\0\x05\x16\x07"),
        ]),
    );
    let mut damaged = CODES[1].to_owned();
    damaged.truncate(35);
    let told = looked("order.zip", zipped(&[("a.txt", lines().as_bytes()), ("b.txt", damaged.as_bytes())]));
    assert_eq!((told.code, counts(&told)), (1, (5, 4)));
    let place = &told.json()["findings"][0]["first"][0]["place"];
    assert_eq!((place["file"].as_str(), place["row"].as_u64()), (Some("order.zip/b.txt"), Some(1)), "{}", told.out);
}

#[test]
fn the_same_order_in_two_kinds_of_file_is_taken_once_and_told() {
    let json = json!({ "codes": CODES }).to_string();
    let csv = CODES.iter().fold("code\tbatch\n".to_owned(), |table, code| table + code + "\tA1\n");
    let files: [(&str, &[u8]); 4] = [
        ("o.json", json.as_bytes()),
        ("o.tsv", csv.as_bytes()),
        ("o.pdf", b"%PDF-1.4\n"),
        ("liesmich.txt", b"Hallo\n"),
    ];
    let told = looked("order.zip", zipped(&files));
    assert_eq!((told.code, counts(&told)), (0, (4, 4)), "{}", told.out);
    for word in ["o.json", "same codes as order.zip/o.tsv", "o.pdf", "is a PDF", "liesmich.txt", "holds no codes"] {
        assert!(told.out.contains(word), "“{word}” is not in {}", told.out);
    }
    // A part of it is no order of its own: every code that stands twice is named.
    let part = CODES[1..3].join("\n");
    let told = looked("order.zip", zipped(&[("a.txt", lines().as_bytes()), ("b.txt", part.as_bytes())]));
    assert_eq!((told.code, counts(&told)), (1, (6, 4)), "{}", told.out);
}

#[test]
fn several_files_and_a_folder_are_one_batch() {
    let folder = Folder::new();
    let one = folder.write("1.csv", format!("code\n{}\n{}\n", CODES[3], CODES[0].replace('"', "!")));
    let two = folder.write("2.csv", format!("code\n{}\n", CODES[2].replace('"', "!")));
    folder.write(".DS_Store", "x");
    let all = inspect(&[folder.path().to_str().unwrap()], &[]);
    let named = inspect(&[&one, &two], &[]);
    assert_eq!((all.code, counts(&all), counts(&named)), (0, (3, 3), (3, 3)), "{}{}", all.out, named.out);
    let out = folder.file("all.txt");
    assert_eq!(quietzone(&["convert", "--data", &two, "--data", &one, "--market", "ru-lp", "-o", &out]).code, 0);
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text.lines().collect::<Vec<_>>(), [&CODES[2].replace('"', "!"), CODES[3], &CODES[0].replace('"', "!")]);
    let other = folder.write("other.csv", format!("code;batch\n{};A\n", CODES[1].replace([',', ';'], ".")));
    let told = inspect(&[&one, &other], &[]);
    assert_eq!(told.code, 2);
    assert!(told.out.contains("columns are not those of 1.csv"), "{}", told.out);
    // What was named is never left out, whatever it holds.
    let empty = folder.write("words.txt", "Hallo\n");
    let told = inspect(&[&one, &empty], &[]);
    assert!(told.code == 2 && told.out.contains("holds no codes"), "{}", told.out);
}

#[test]
fn zip_files_that_cannot_be_read_say_why() {
    let good = zipped(&[("codes.txt", lines().as_bytes())]);
    assert_named("cut.zip", &good[..good.len() / 2], &["ZIP file cannot be read", "from the portal again"]);
    let mut damaged = good.clone();
    damaged[60] ^= 0xFF;
    assert_named("damaged.zip", &damaged, &["ZIP file cannot be read"]);
    assert_named("empty.zip", zipped(&[]), &["holds no files"]);
    assert_named("nested.zip", zipped(&[("a.zip", &good)]), &["within a ZIP file", "unpack"]);
    assert_named("pdf.zip", zipped(&[("a.pdf", b"%PDF-1.7\n")]), &["is a PDF", "CSV or text"]);
    let mut locked = good.clone();
    let central = good.windows(4).position(|at| at == b"PK\x01\x02").unwrap();
    (locked[6], locked[central + 8]) = (1, 1);
    assert_named("locked.zip", &locked, &["protected by a password", "unpack"]);
}

/// `codes.pdf`, `html.xls`.
#[test]
fn what_is_not_read_is_named_with_what_to_ask_for() {
    let html = format!("<html><body><table border=1><tr><td>{}</td></tr></table></body></html>", CODES[0]);
    let xml = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(html.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let docx = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
    let numbers = zipped(&[("Index/Document.iwa", b"x"), ("Metadata/Properties.plist", b"x")]);
    let binary = zipped(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"x")]);
    let portal = "ask the portal for";
    for (name, content, words) in [
        ("codes.pdf", b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec(), ["is a PDF", "CSV or text"]),
        ("codes.csv", b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec(), ["is a PDF", "CSV or text"]),
        ("codes.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n".to_vec(), ["EPS", "CSV or text"]),
        ("codes.txt", b"\xC5\xD0\xD3\xC6\x20\0\0\0".to_vec(), ["EPS", "CSV or text"]),
        ("html.xls", html.into_bytes(), ["web page", portal]),
        ("html.csv", wide, ["web page", portal]),
        ("xml.xls", xml.into(), ["XML Spreadsheet 2003", portal]),
        ("codes.xml", b"<?xml version=\"1.0\"?><codes/>".to_vec(), ["is XML", portal]),
        ("photo.xlsx", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), ["picture (JPEG)", "CSV or text"]),
        ("codes.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec(), ["picture (PNG)", "CSV or text"]),
        ("codes.rtf", b"{\\rtf1\\ansi 0104600999000171".to_vec(), ["RTF", portal]),
        ("codes.docx", docx, ["Word", portal]),
        ("codes.numbers", numbers, ["Numbers", ".xlsx"]),
        ("codes.xlsb", binary, [".xlsb", ".xlsx"]),
        ("codes.7z", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec(), ["archive (7z)", "unpack"]),
    ] {
        assert_named(name, content, &words);
    }
}
