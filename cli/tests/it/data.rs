//! Data files as people have them: numbers for text, letters of other alphabets, codes with commas,
//! columns under any name.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::common::*;

#[test]
fn numbers_where_text_must_stand_name_their_cell() {
    // A workbook made by hand: SN and the batch as numbers, a GTIN as a number with a wrong digit.
    let cells = "<row r=\"1\"><c t=\"inlineStr\"><is><t>GTIN</t></is></c><c t=\"inlineStr\"><is><t>Seri No</t></is></c><c t=\"inlineStr\"><is><t>SKT</t></is></c><c t=\"inlineStr\"><is><t>Parti No</t></is></c></row>\
        <row r=\"2\"><c><v>8690999000123</v></c><c><v>12345</v></c><c t=\"inlineStr\"><is><t>271231</t></is></c><c><v>77</v></c></row>\
        <row r=\"3\"><c><v>8690999000124</v></c><c t=\"inlineStr\"><is><t>A1</t></is></c><c t=\"inlineStr\"><is><t>soon</t></is></c><c t=\"inlineStr\"><is><t>B1</t></is></c></row>\
        <row r=\"4\"><c><v>8690999000123</v></c><c t=\"inlineStr\"><is><t>A1</t></is></c><c t=\"inlineStr\"><is><t>2027-12</t></is></c><c t=\"inlineStr\"><is><t>B1</t></is></c></row>";
    let (folder, data) = Folder::with("numbers.xlsx", workbook(cells));
    let run = render("templates/tr-its-carton.toml", &data, &folder.path().join("a.pdf"), &[]);
    run.assert_says(
        1,
        &[
            "SRC03",
            "B2: the serial is a number",
            "D2: the batch is a number",
            "A3: this GTIN is a number",
            "it should be 3",
            "SRC05",
            "C3: “expiry” is not a date",
            "2 rows cannot be printed",
        ],
    );
}

#[test]
fn a_sheet_whose_rows_are_out_of_order_is_refused() {
    let cell = |row: u32| {
        format!(
            "<row r=\"{row}\"><c t=\"inlineStr\"><is><t>{}</t></is></c></row>",
            codes()[0].replace('\u{1d}', "_x001D_")
        )
    };
    let (folder, data) = Folder::with("rows.xlsx", workbook(&(cell(3) + &cell(2))));
    let run = render(KZ, &data, &folder.path().join("a.pdf"), &[]);
    run.assert_says(2, &["out of order behind row 3"]);
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
    let (folder, data) = Folder::with(
        "n.xlsx",
        workbook(&format!("<row r=\"1\">{head}</row>{}{}", row(2, "12345", "77"), row(3, "9876543210", "78"))),
    );
    let output = folder.file("clean.txt");
    let convert = |widths: &[&str]| {
        let files = ["convert", "--data", &data, "--market", "tr-its", "-o", &output];
        quietzone(&[&files, widths].concat())
    };
    let refused = convert(&[]);
    assert!(refused.code == 1 && refused.err.contains("--width 21=LENGTH"), "{}", refused.err);
    let run = convert(&["--width", "21=10", "--width", "batch=4"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("B2: the serial is a number in this cell; it was written with 10 digits"), "{}", run.err);
    let written = fs::read_to_string(&output).unwrap();
    let expected = "010869099900012321{}\u{1d}1727123110{}\n";
    let with = |serial: &str, batch: &str| expected.replacen("{}", serial, 1).replacen("{}", batch, 1);
    assert_eq!(written, with("0000012345", "0077") + &with("9876543210", "0078"));
    let narrow = convert(&["--width", "21=8", "--width", "batch=4"]);
    assert!(
        narrow.err.contains("B3: the serial has 10 digits in this cell, more than the width of 8"),
        "{}",
        narrow.err
    );
    for (width, told) in [("21=99", "no width"), ("21=21", "it has 1 to 20"), ("colour=3", "--width names “colour”")]
    {
        let run = convert(&["--width", width]);
        assert!(run.code == 2 && run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn look_alikes_are_changed_when_asked_for_and_told_one_by_one() {
    let codes = codes();
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
    let (folder, data) = Folder::with("codes.txt", damaged.join("\n"));
    let output = folder.file("clean.txt");
    let convert = |more: &[&str]| {
        let files = ["convert", "--data", &data, "--market", "kz-pharma", "-o", &output];
        quietzone(&[&files, more].concat())
    };
    let refused = convert(&[]);
    assert!(
        refused.code == 1 && !Path::new(&output).exists() && refused.err.contains("--fix-lookalikes"),
        "{}",
        refused.err
    );
    let run = convert(&["--fix-lookalikes", "--all-findings"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_to_string(&output).unwrap().lines().collect::<Vec<_>>(), codes);
    let told = run.err.matches("taken for").count();
    let letters: usize =
        damaged.iter().map(|code| code.chars().filter(|c| ['\u{425}', '\u{430}'].contains(c)).count()).sum();
    assert_eq!(told, letters, "{}", run.err);
}

/// A line that is a code as a whole, and holds one between its commas, is a matter for people.
#[test]
fn a_file_that_can_be_read_in_two_ways_is_refused_with_both() {
    let text = "0108690999000123215ABC,123\n0108690999000123215ABD,124\n";
    let market = "id = \"own\"\ntitle = \"Own\"\n[[sources]]\nkey = \"us\"\ntitle = \"Our own rule\"\n\
        [[fields]]\nai = \"01\"\nname = \"gtin\"\nlength = 14\nalphabet = \"digits\"\nsource = \"us\"\nclause = \"none\"\nconfidence = \"H\"\n\
        [[fields]]\nai = \"21\"\nname = \"serial\"\nmax_length = 20\nalphabet = \"cset82\"\nsource = \"us\"\nclause = \"none\"\nconfidence = \"H\"\n";
    let (folder, own) = Folder::with("own.toml", market);
    let inspect = |data: &str, more: &[&str]| {
        quietzone(&[&["inspect", "--data", data, "--market", &own, "--format", "json"], more].concat())
    };
    let run = inspect(&folder.write("a.csv", text), &[]);
    let said = &run.out;
    assert_eq!(run.code, 2, "{said}");
    assert!(said.contains("(21)5ABC,123 alone") && said.contains("(21)5ABC\"") && said.contains(".txt"), "{said}");
    // Named so, or with its column named, it is read so.
    assert_eq!(inspect(&folder.write("a.txt", text), &[]).code, 0);
    let table = folder.write("b.csv", format!("code,number\n{text}"));
    assert_eq!(inspect(&table, &["--column", "code"]).code, 0);
    // Where the codes are the same there is nothing to decide.
    assert_eq!(inspect(&folder.write("c.csv", "code;\n0108690999000123215ABC\n"), &[]).code, 0);
}

#[test]
fn two_columns_of_codes_are_named_both() {
    let [line, other] = [&codes()[0], &codes()[1]];
    let (folder, data) = Folder::with("codes.tsv", format!("Old\tNew\n{line}\t{other}\n"));
    let with = |more: &[&str]| render(KZ, &data, &folder.path().join("a.pdf"), more);
    with(&[]).assert_says(2, &["A “Old”, B “New”", "--column A,B"]);
    for choice in ["New", "B"] {
        let run = with(&["--column", choice]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    with(&["--column", "Newest"]).assert_says(2, &["“Old”, “New”"]);
}

#[test]
fn parts_are_mapped_by_hand() {
    let (folder, data) = Folder::with("parts.csv", "a,b,c,d\n8690999000123,SER1,31.12.2027,LOT1\n");
    let with = |more: &[&str]| render("templates/tr-its-carton.toml", &data, &folder.path().join("a.pdf"), more);
    with(&[]).assert_says(2, &["(01) gtin, (21) serial"]);
    let run = with(&["--column", "01=a", "--column", "serial=b", "--column", "17=c", "--column", "10=D"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_short_gtin_with_a_wrong_digit_is_told_so() {
    let (folder, data) = Folder::with("parts.csv", "GTIN,SN,EXP,LOT\n8690999000124,A1,12.2027,L1\n");
    let run = render("templates/tr-its-carton.toml", &data, &folder.path().join("a.pdf"), &[]);
    run.assert_says(1, &["check digit is 4, it should be 3"]);
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = Folder::new();
    let empty = folder.write("empty.txt", b"");
    let broken = folder.write("broken.xlsx", b"PK\x03\x04 this is no workbook");
    let latin = folder.write("latin.txt", b"01\xff\xfe");
    for (data, expected) in [
        (empty.as_str(), "the file is empty"),
        (&broken, "the workbook cannot be read"),
        (&latin, "line 1 is not UTF-8"),
        // A folder is a batch of its files; these are no batch.
        ("samples", "its columns are not those of"),
        ("no/such/file.csv", "cannot read"),
    ] {
        let run = piped(&["render", KZ, "--data", data, "-o", &folder.file("a.pdf")], b"");
        run.assert_says(2, &[expected]);
        assert!(!run.err.contains("panicked"), "{data}: {}", run.err);
    }
    render(KZ, CODES, Path::new("labels.docx"), &[]).assert_says(2, &["names no format we write"]);
}

#[test]
fn old_and_open_workbooks_are_read() {
    let folder = Folder::new();
    let run = render(KZ, "tests/fixtures/codes.xls", &folder.path().join("{row}-{batch}-{expiry}.png"), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.names()[..2], ["2-L1-271201.png", "3-L2-271202.png"]);
    let folder = Folder::new();
    let pattern = folder.path().join("{gtin}-{serial}-{ai17}-{batch}.png");
    let run = render("templates/tr-its-carton.toml", "tests/fixtures/parts.ods", &pattern, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.names(), ["08690999000123-SER1-271231-LOT1.png", "08690999000123-SER2-280131-LOT2.png"]);
}

#[test]
fn a_heading_above_lines_is_no_code_and_a_bad_first_line_is() {
    let code = &codes()[0];
    let folder = Folder::new();
    for (first, labels, exit) in [("code", 1, 0), ("КОД МАРКИРОВКИ", 1, 0), ("0104870999000116", 0, 1)] {
        let data = folder.write("codes.txt", format!("{first}\n{code}\n"));
        let run = render(KZ, &data, &folder.path().join("a.pdf"), &["--format", "json"]);
        assert_eq!(run.code, exit, "{first}: {}", run.err);
        assert_eq!(run.json()["written"]["labels"].as_u64().unwrap_or(0), labels, "{first}");
    }
}
