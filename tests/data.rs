//! Data files as people have them: numbers for text, letters of other alphabets, codes with commas.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn quietzone(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quietzone")).args(arguments).output().unwrap()
}

fn render(template: &str, data: &Path, output: &Path) -> Output {
    quietzone(&["render", template, "--data", data.to_str().unwrap(), "-o", output.to_str().unwrap()])
}

fn code(run: &Output) -> i32 {
    run.status.code().unwrap()
}

fn err(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned()
}

fn lines() -> Vec<String> {
    fs::read_to_string("samples/kz-pharma.txt").unwrap().lines().map(str::to_owned).collect()
}

fn folder_with(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn numbers_where_text_must_stand_name_their_cell() {
    // A workbook made by hand: SN and the batch as numbers, a GTIN as a number with a wrong digit.
    let cells = "<row r=\"1\"><c t=\"inlineStr\"><is><t>GTIN</t></is></c><c t=\"inlineStr\"><is><t>Seri No</t></is></c><c t=\"inlineStr\"><is><t>SKT</t></is></c><c t=\"inlineStr\"><is><t>Parti No</t></is></c></row>\
        <row r=\"2\"><c><v>8690999000123</v></c><c><v>12345</v></c><c t=\"inlineStr\"><is><t>271231</t></is></c><c><v>77</v></c></row>\
        <row r=\"3\"><c><v>8690999000124</v></c><c t=\"inlineStr\"><is><t>A1</t></is></c><c t=\"inlineStr\"><is><t>soon</t></is></c><c t=\"inlineStr\"><is><t>B1</t></is></c></row>\
        <row r=\"4\"><c><v>8690999000123</v></c><c t=\"inlineStr\"><is><t>A1</t></is></c><c t=\"inlineStr\"><is><t>2027-12</t></is></c><c t=\"inlineStr\"><is><t>B1</t></is></c></row>";
    let (folder, data) = folder_with("numbers.xlsx", &workbook(cells));
    let path = folder.path().join("a.pdf");
    let run = render("templates/tr-its-carton.toml", &data, &path);
    assert_eq!(code(&run), 1, "{}", err(&run));
    for expected in [
        "SRC03",
        "B2: the serial is a number",
        "D2: the batch is a number",
        "A3: this GTIN is a number",
        "it should be 3",
        "SRC05",
        "C3: “expiry” is not a date",
        "2 rows cannot be printed",
    ] {
        assert!(err(&run).contains(expected), "“{expected}” in: {}", err(&run));
    }
}

#[test]
fn a_sheet_whose_rows_are_out_of_order_is_refused() {
    let cell = |row: u32| {
        format!(
            "<row r=\"{row}\"><c t=\"inlineStr\"><is><t>{}</t></is></c></row>",
            lines()[0].replace('\u{1d}', "_x001D_")
        )
    };
    let (folder, data) = folder_with("rows.xlsx", &workbook(&(cell(3) + &cell(2))));
    let path = folder.path().join("a.pdf");
    let run = render("templates/kz-pharma-carton.toml", &data, &path);
    assert!(code(&run) == 2 && err(&run).contains("out of order behind row 3"), "{}", err(&run));
}

/// A minimal workbook with one sheet.
fn workbook(rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".to_owned()),
        ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".to_owned()),
        ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>")),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text_cell(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn numbers_are_taken_where_the_user_says_how_long_they_were() {
    let row = |row: u32, serial: &str, batch: &str| {
        format!(
            "<row r=\"{row}\">{}<c><v>{serial}</v></c>{}<c><v>{batch}</v></c></row>",
            text_cell("8690999000123"),
            text_cell("271231")
        )
    };
    let head: String = ["GTIN", "Seri No", "SKT", "Parti No"].map(text_cell).concat();
    let (folder, data) = folder_with(
        "n.xlsx",
        &workbook(&format!("<row r=\"1\">{head}</row>{}{}", row(2, "12345", "77"), row(3, "9876543210", "78"))),
    );
    let output = folder.path().join("clean.txt");
    let convert = |widths: &[&str]| {
        let files = ["convert", "--data", data.to_str().unwrap(), "--market", "tr-its", "-o", output.to_str().unwrap()];
        quietzone(&[&files, widths].concat())
    };
    let refused = convert(&[]);
    assert!(code(&refused) == 1 && err(&refused).contains("--width 21=LENGTH"), "{}", err(&refused));
    let run = convert(&["--width", "21=10", "--width", "batch=4"]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert!(
        err(&run).contains("B2: the serial is a number in this cell; it was written with 10 digits"),
        "{}",
        err(&run)
    );
    let written = fs::read_to_string(&output).unwrap();
    let expected = "010869099900012321{}\u{1d}1727123110{}\n";
    let with = |serial: &str, batch: &str| expected.replacen("{}", serial, 1).replacen("{}", batch, 1);
    assert_eq!(written, with("0000012345", "0077") + &with("9876543210", "0078"));
    let narrow = convert(&["--width", "21=8", "--width", "batch=4"]);
    assert!(
        err(&narrow).contains("B3: the serial has 10 digits in this cell, more than the width of 8"),
        "{}",
        err(&narrow)
    );
    for (width, told) in [("21=99", "no width"), ("21=21", "it has 1 to 20"), ("colour=3", "--width names “colour”")]
    {
        let run = convert(&["--width", width]);
        assert!(code(&run) == 2 && err(&run).contains(told), "{}", err(&run));
    }
}

#[test]
fn look_alikes_are_changed_when_asked_for_and_told_one_by_one() {
    let codes = lines();
    // A letter of each code's serial, if it has one that Cyrillic has too.
    let damaged: Vec<String> = codes
        .iter()
        .map(|code| {
            code.char_indices()
                .map(|(at, c)| match c {
                    'X' if (18..31).contains(&at) => '\u{425}',
                    'a' if (18..31).contains(&at) => '\u{430}',
                    c => c,
                })
                .collect()
        })
        .collect();
    let changed = codes.iter().zip(&damaged).filter(|(a, b)| a != b).count();
    assert!(changed > 3);
    let (folder, data) = folder_with("codes.txt", damaged.join("\n").as_bytes());
    let output = folder.path().join("clean.txt");
    let convert = |more: &[&str]| {
        let files =
            ["convert", "--data", data.to_str().unwrap(), "--market", "kz-pharma", "-o", output.to_str().unwrap()];
        quietzone(&[&files, more].concat())
    };
    let refused = convert(&[]);
    assert!(code(&refused) == 1 && !output.exists() && err(&refused).contains("--fix-lookalikes"), "{}", err(&refused));
    let run = convert(&["--fix-lookalikes", "--all-findings"]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert_eq!(fs::read_to_string(&output).unwrap().lines().collect::<Vec<_>>(), codes);
    let told = err(&run).matches("taken for").count();
    let letters: usize =
        damaged.iter().map(|code| code.chars().filter(|c| ['\u{425}', '\u{430}'].contains(c)).count()).sum();
    assert_eq!(told, letters, "{}", err(&run));
}

/// A line that is a code as a whole, and holds one between its commas, is a matter for people.
#[test]
fn a_file_that_can_be_read_in_two_ways_is_refused_with_both() {
    let text = "0108690999000123215ABC,123\n0108690999000123215ABD,124\n";
    let market = "id = \"own\"\ntitle = \"Own\"\n[[sources]]\nkey = \"us\"\ntitle = \"Our own rule\"\n\
        [[fields]]\nai = \"01\"\nname = \"gtin\"\nlength = 14\nalphabet = \"digits\"\nsource = \"us\"\nclause = \"none\"\nconfidence = \"H\"\n\
        [[fields]]\nai = \"21\"\nname = \"serial\"\nmax_length = 20\nalphabet = \"cset82\"\nsource = \"us\"\nclause = \"none\"\nconfidence = \"H\"\n";
    let (folder, own) = folder_with("own.toml", market.as_bytes());
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let inspect = |data: &str, more: &[&str]| {
        quietzone(&[&["inspect", "--data", data, "--market", own.to_str().unwrap(), "--format", "json"], more].concat())
    };
    let run = inspect(&file("a.csv", text), &[]);
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert_eq!(code(&run), 2, "{said}");
    assert!(said.contains("(21)5ABC,123 alone") && said.contains("(21)5ABC\"") && said.contains(".txt"), "{said}");
    // Named so, or with its column named, it is read so.
    assert_eq!(code(&inspect(&file("a.txt", text), &[])), 0);
    let table = file("b.csv", &format!("code,number\n{text}"));
    assert_eq!(code(&inspect(&table, &["--column", "code"])), 0);
    // Where the codes are the same there is nothing to decide.
    assert_eq!(code(&inspect(&file("c.csv", "code;\n0108690999000123215ABC\n"), &[])), 0);
}
