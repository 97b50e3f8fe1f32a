//! Files made to hurt. Each ends in a clear finding, soon and in bounded memory; nothing is written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use zip::write::SimpleFileOptions;

/// Longest time that any of them may take.
const PATIENCE: Duration = Duration::from_secs(60);
const KZ: &str = "templates/kz-pharma-carton.toml";
const CODES: &str = "samples/kz-pharma.txt";
const CIRCLE: u32 = 1;
const END: u32 = 0xFFFF_FFFE;

/// Runs the command with little memory and a watch beside it; its exit code and what it said.
fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let program = env!("CARGO_BIN_EXE_quietzone");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 1500000; exec \"$0\" \"$@\"", program]);
        shell
    } else {
        Command::new(program)
    };
    let said = tempfile::NamedTempFile::new().unwrap();
    let mut child = command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(said.reopen().unwrap())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{arguments:?} takes longer than {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    (status.code(), fs::read_to_string(said.path()).unwrap())
}

/// The command refuses: it names the reason, shows no panic, and writes nothing.
fn refused(template: &Path, data: &Path, what: &str, words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.pdf");
    let [template, data, out] = [template, data, &output].map(|path| path.to_str().unwrap());
    let (code, said) = run(&["render", template, "--data", data, "-o", out, "--threads", "2"]);
    assert_eq!(code, Some(2), "{what}: {said}");
    for word in words {
        assert!(said.contains(word), "{what} does not say “{word}”: {said}");
    }
    assert!(!said.contains("panicked"), "{what}: {said}");
    assert!(said.len() < 3000, "{what} says too much: {} bytes", said.len());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{what} wrote something");
}

fn refused_data(name: &str, content: &[u8], words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join(name);
    fs::write(&data, content).unwrap();
    refused(Path::new(KZ), &data, name, words);
}

fn refused_template(what: &str, content: &[u8], words: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let template = folder.path().join("template.toml");
    fs::write(&template, content).unwrap();
    refused(&template, Path::new(CODES), what, words);
}

/// A folder with a picture and a template that shows it.
fn with_picture(name: &str, content: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    fs::write(folder.path().join("template.toml"), template_with_picture(name)).unwrap();
    folder
}

fn template_with_picture(name: &str) -> String {
    format!(
        "{LABEL}[[element]]\ntype = \"image\"\nid = \"it\"\nfile = \"{name}\"\nx = \"1 mm\"\ny = \"1 mm\"\n\
         width = \"9 mm\"\nheight = \"9 mm\"\n"
    )
}

const LABEL: &str = "market = \"kz-pharma\"\n[label]\nwidth = \"40 mm\"\nheight = \"30 mm\"\ndevice = \"300 dpi\"\n\
    [[element]]\ntype = \"datamatrix\"\nid = \"code\"\nx = \"15 mm\"\ny = \"1 mm\"\n\
    width = \"14.25 mm\"\nheight = \"14.25 mm\"\n";

fn refused_picture(name: &str, content: &[u8], words: &[&str]) {
    let folder = with_picture(name, content);
    refused(&folder.path().join("template.toml"), Path::new(CODES), name, words);
}

fn refused_svg(what: &str, inner: &str, words: &[&str]) {
    let svg = format!("{SVG}{inner}</svg>");
    refused_picture(&format!("{what}.svg"), svg.as_bytes(), words);
}

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\">";
const RECT: &str = "<rect width=\"9\" height=\"9\"/>";

/// Bytes, and how often they come.
type Pieces<'a> = &'a [(&'a [u8], usize)];

/// A zip file of pieces, each repeated.
fn zipped(files: &[(&str, Pieces<'_>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in files {
        let options = SimpleFileOptions::default().large_file(true).compression_level(Some(1));
        zip.start_file(*name, options).unwrap();
        for (piece, times) in *pieces {
            for _ in 0..*times {
                zip.write_all(piece).unwrap();
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

const RELS: &[u8] = b"<Relationships><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
const BOOK_RELS: &[u8] =
    b"<Relationships><Relationship Id='r' Type='x/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
const BOOK: &[u8] = b"<workbook><sheets><sheet name='A' sheetId='1' r:id='r'/></sheets></workbook>";
const SHEET: &str = "<worksheet><sheetData>";
const SHEET_END: &str = "</sheetData></worksheet>";

/// An xlsx file with one more part, or with another sheet.
fn xlsx(part: &str, pieces: Pieces<'_>) -> Vec<u8> {
    let sheet = format!("{SHEET}<row r='1'><c r='A1'><v>1</v></c></row>{SHEET_END}");
    let usual: [(&str, Pieces<'_>); 4] = [
        ("_rels/.rels", &[(RELS, 1)]),
        ("xl/_rels/workbook.xml.rels", &[(BOOK_RELS, 1)]),
        ("xl/workbook.xml", &[(BOOK, 1)]),
        ("xl/worksheets/sheet1.xml", &[(sheet.as_bytes(), 1)]),
    ];
    let mut files: Vec<_> = usual.into_iter().filter(|(name, _)| *name != part).collect();
    files.push((part, pieces));
    zipped(&files)
}

fn sheet(content: &str) -> Vec<u8> {
    xlsx("xl/worksheets/sheet1.xml", &[(format!("{SHEET}{content}{SHEET_END}").as_bytes(), 1)])
}

fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name='A'>{table}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    ods_with(&content, "")
}

fn ods_with(content: &str, manifest: &str) -> Vec<u8> {
    let manifest =
        format!("<manifest:manifest><manifest:file-entry>{manifest}</manifest:file-entry></manifest:manifest>");
    zipped(&[
        ("mimetype", &[(b"application/vnd.oasis.opendocument.spreadsheet", 1)]),
        ("META-INF/manifest.xml", &[(manifest.as_bytes(), 1)]),
        ("content.xml", &[(content.as_bytes(), 1)]),
    ])
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A compound file with one stream of eight sectors or more: what follows its folder and its
/// last sector, and how long the stream says it is.
fn compound(name: &str, stream: &[u8], behind_folder: u32, behind_stream: u32, length: Option<u32>) -> Vec<u8> {
    let sectors = stream.len().div_ceil(512).max(8) as u32;
    let tables = (sectors + 2).div_ceil(120);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(24, 0);
    file.extend([0x3E_u16, 3, 0xFFFE, 9, 6].iter().flat_map(|word| word.to_le_bytes()));
    file.resize(44, 0);
    file.extend(words(&[tables, tables, 0, 4096, END, 0, END, 0]));
    file.extend(words(&(0..tables).collect::<Vec<_>>()));
    file.resize(512, 0xFF);
    let mut chain = vec![0xFFFF_FFFD; tables as usize];
    chain.push(behind_folder);
    chain.extend((1..sectors).map(|sector| tables + 1 + sector));
    chain.push(behind_stream);
    file.extend(words(&chain));
    file.resize(512 * (1 + tables as usize), 0xFF);
    let folder = file.len();
    for (name, kind, start, length) in
        [("Root Entry", 5, END, 0), (name, 2, tables + 1, length.unwrap_or(sectors * 512))]
    {
        let entry = file.len();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(entry + 66, 0);
        file.push(kind);
        file.resize(entry + 116, 0);
        file.extend(words(&[start, length, 0]));
    }
    file.resize(folder + 512, 0);
    file.extend(stream);
    file.resize(folder + 512 * (1 + sectors as usize), 0);
    file
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

fn halves(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// An xls file of records before its sheet and in it.
fn xls(before: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &halves(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let start = begin(5);
    let at = (start.len() + before.len() + 13 + 4) as u32;
    let list = record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    let stream = [start, before.to_vec(), list, record(10, &[]), begin(16), sheet.to_vec(), record(10, &[])].concat();
    compound("Workbook", &stream, END, END, None)
}

fn number(row: u16, column: u16) -> Vec<u8> {
    record(0x0203, &[halves(&[row, column, 0]), 1_f64.to_le_bytes().to_vec()].concat())
}

#[test]
fn the_files_are_right_but_for_what_hurts() {
    let none = ["no column holds codes"];
    refused_data("good.xlsx", &sheet("<row r='1'><c r='A1'><v>1</v></c></row>"), &none);
    refused_data(
        "good.ods",
        &ods(
            "<table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>",
        ),
        &none,
    );
    refused_data("good.xls", &xls(&[], &number(0, 0)), &none);
    // As a spreadsheet program does it: UTF-16 in parts that are nobody's business.
    let custom = xlsx("customXml/item1.xml", &[(b"\xff\xfe<\0a\0>\0", 1)]);
    refused_data("custom.xlsx", &custom, &none);
    let folder = with_picture("good.svg", format!("{SVG}{RECT}</svg>").as_bytes());
    let out = folder.path().join("out.pdf");
    let template = folder.path().join("template.toml");
    let (code, said) =
        run(&["render", template.to_str().unwrap(), "--data", CODES, "-o", out.to_str().unwrap(), "--threads", "2"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn zip_bombs_are_not_unpacked() {
    let blanks = vec![b' '; 1 << 20];
    let many = b"<si/>".repeat(100_000);
    let formats = b"<xf/>".repeat(100_000);
    let rows = b"<row/>".repeat(50_000);
    let sheet = "xl/worksheets/sheet1.xml";
    let open = (SHEET.as_bytes(), 1);
    refused_data("blanks.xlsx", &xlsx(sheet, &[open, (&blanks, 100)]), &["too large", "16777216 bytes", "sheet1.xml"]);
    refused_data("rows.xlsx", &xlsx(sheet, &[open, (&rows, 30)]), &["too large", "1048576 rows"]);
    refused_data("binary.xlsx", &xlsx("xl/media/a.png", &[(&blanks, 1100)]), &["too large", "1073741824 bytes"]);
    refused_data("texts.xlsx", &xlsx("xl/sharedStrings.xml", &[(b"<sst>", 1), (&many, 50)]), &["4000000 texts"]);
    refused_data("styles.xlsx", &xlsx("xl/styles.xml", &[(b"<s>", 1), (&formats, 3)]), &["200000 formats"]);
    let said = b"<sst uniqueCount='999999999999'></sst>";
    refused_data("count.xlsx", &xlsx("xl/sharedStrings.xml", &[(said, 1)]), &["4000000 texts"]);
    let twice = b"<sheets><sheet name='A' r:id='r'/><sheet name='B' r:id='r'/></sheets>";
    refused_data("twice.xlsx", &xlsx("xl/workbook.xml", &[(twice, 1)]), &["same sheet twice"]);
    let hidden = b"<Relationships><Relationship Id='r' Type='x/worksheet' Target='customXml/a.xml'/></Relationships>";
    refused_data("hidden.xlsx", &xlsx("xl/_rels/workbook.xml.rels", &[(hidden, 1)]), &["no .xml file"]);
    let names: Vec<String> = (0..10_001).map(|number| number.to_string()).collect();
    let files: Vec<(&str, Pieces<'_>)> = names.iter().map(|name| (name.as_str(), &[][..])).collect();
    refused_data("entries.xlsx", &zipped(&files), &["10000 files"]);
}

#[test]
fn sheets_of_xlsx_files_keep_to_their_limits() {
    let cell = |text: &str| sheet(&format!("<row r='1'><c r='B1' t='inlineStr'><is><t>{text}</t></is></c></row>"));
    refused_data("cell.xlsx", &cell(&"A".repeat(10_000_000)), &["cell B1", "1048576 bytes"]);
    refused_data("huge-cell.xlsx", &cell(&"<t>AAAA</t>".repeat(1_600_000)), &["16777216 bytes in a cell"]);
    refused_data("column.xlsx", &sheet("<row r='1'><c r='XFE1'><v>1</v></c></row>"), &["16384 columns"]);
    refused_data("reference.xlsx", &sheet("<row r='1'><c r='ZZZZZZZZ99999999999999'/></row>"), &["cannot be read"]);
    refused_data("deep.xlsx", &sheet(&"<a>".repeat(500_000)), &["100 deep"]);
    refused_data("open.xlsx", &sheet("<row><c><is><t>"), &["cannot be read"]);
    let entities = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet/>";
    refused_data("entities.xlsx", &xlsx("xl/worksheets/sheet1.xml", &[(entities.as_bytes(), 1)]), &["declarations"]);
    let wide: String = (1..=1300).map(|row| format!("<row r='{row}'><c r='XFD{row}'><v>1</v></c></row>")).collect();
    refused_data("wide.xlsx", &sheet(&wide), &["no column holds codes"]);
}

#[test]
fn sheets_of_ods_files_keep_to_their_limits() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell office:value-type='string' {attributes}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |attributes: &str, cells: &str| format!("<table:table-row {attributes}>{cells}</table:table-row>");
    let wide = cell("table:number-columns-repeated='16384'", "x");
    refused_data("area.ods", &ods(&row("table:number-rows-repeated='6000'", &wide)), &["4000000 cells"]);
    let corner =
        row("", &cell("", "x")) + &row("table:number-rows-repeated='9000'", "<table:table-cell/>") + &row("", &wide);
    refused_data("corner.ods", &ods(&corner), &["4000000 cells"]);
    let text = cell("table:number-columns-repeated='3'", &"x".repeat(1000));
    refused_data("text.ods", &ods(&row("table:number-rows-repeated='1000000'", &text)), &["134217728 bytes of text"]);
    refused_data("spaces.ods", &ods(&row("", &cell("", "<text:s text:c='9999999999'/>"))), &["16777216 spaces"]);
    refused_data("count.ods", &ods(&row("", &cell("", "<text:s text:c='&#57;'/>"))), &["no number"]);
    for open in
        ["<table:table-row>", "<table:table-row><table:table-cell office:value-type='string'><office:annotation>"]
    {
        let content = format!("<office:document-content><office:body><table:table table:name='A'>{open}");
        refused_data("open.ods", &ods_with(&content, ""), &["ends before it is complete"]);
    }
    refused_data("encrypted.ods", &ods_with("<a/>", "<manifest:encryption-data/>"), &["protected by a password"]);
}

#[test]
fn sheets_of_xls_files_keep_to_their_limits() {
    let good = number(0, 0);
    refused_data("corner.xls", &xls(&[], &[good.clone(), number(65_535, 65_535)].concat()), &["4000000 cells"]);
    let size = record(0x0200, &[words(&[0, u32::MAX]), halves(&[0, 256, 0])].concat());
    refused_data("size.xls", &xls(&[], &[size, good.clone()].concat()), &["4000000 cells"]);
    let texts = record(0x00FC, &[&words(&[1, 1])[..], &8000_u16.to_le_bytes(), &[0], &[b'a'; 8000]].concat());
    let again: Vec<u8> =
        (0..20_000).flat_map(|row| record(0x00FD, &[halves(&[row, 0, 0]), words(&[0])].concat())).collect();
    refused_data("texts.xls", &xls(&texts, &again), &["134217728 bytes of text"]);
    refused_data("sheets.xls", &xls(&record(0x0085, &[0; 8]).repeat(1001), &good), &["1000 sheets"]);
    refused_data("password.xls", &xls(&record(0x002F, &[1; 6]), &good), &["protected by a password"]);
    refused_data("package.xlsx", &compound("EncryptedPackage", &[], END, END, None), &["protected by a password"]);
    let stream = record(10, &[]);
    refused_data("folder.xls", &compound("Workbook", &stream, CIRCLE, END, None), &["makes no sense"]);
    refused_data("circle.xls", &compound("Workbook", &stream, END, 2, Some(u32::MAX)), &["makes no sense"]);
}

#[test]
fn workbooks_that_are_cut_short_are_refused() {
    let whole = fs::read("samples/kz-pharma.xlsx").unwrap();
    let xls = xls(&[], &number(0, 0));
    for part in 1..8 {
        refused_data("short.xlsx", &whole[..whole.len() * part / 8], &["cannot be read"]);
        refused_data("short.xls", &xls[..xls.len() * part / 9], &["cannot be read"]);
    }
    let mut noise = whole;
    for place in (40..noise.len()).step_by(97) {
        noise[place] ^= 0x55;
    }
    refused_data("noise.xlsx", &noise, &["cannot be read"]);
}

#[test]
fn text_files_keep_to_their_limits() {
    for ending in ["csv", "tsv", "txt", "xlsx", "xls", "ods"] {
        refused_data(&format!("empty.{ending}"), b"", &["is empty"]);
    }
    refused_data("cell.csv", &[&b"a,b\n"[..], &vec![b'x'; 10_000_000], b",1\n"].concat(), &["line 2", "1048576 bytes"]);
    refused_data(
        "columns.csv",
        &[",".repeat(1_000_000), "\n".to_owned()].concat().into_bytes(),
        &["line 1", "16384 cells"],
    );
    refused_data("line.txt", &vec![b'x'; 50_000_000], &["line 1", "1048576 bytes"]);
    refused_data("nothing.csv", &vec![0; 5_000_000], &["line 1"]);
    let quote = [&b"a,b\n1,\"x\n"[..], &b"1234567,89\n".repeat(3_000_000)].concat();
    refused_data("quote.csv", &quote, &["line 2", "quote"]);
    refused_data("cp1251.csv", b"a,b\n\xe6,1\n", &["line 2", "UTF-8"]);
}

#[test]
fn paths_that_are_no_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (codes, template) = (Path::new(CODES), Path::new(KZ));
    refused(template, folder.path(), "a folder of data", &["is a folder"]);
    refused(folder.path(), codes, "a folder for a template", &["is a folder"]);
    refused(template, &folder.path().join("none.csv"), "no data", &["cannot read"]);
    let lookup = ["--lookup", folder.path().to_str().unwrap()];
    let output = folder.path().join("out.pdf");
    let (code, said) = run(&[&["render", KZ, "--data", CODES, "-o", output.to_str().unwrap()], &lookup[..]].concat());
    assert!(code == Some(2) && said.contains("is a folder"), "{said}");
    for outside in ["../../../etc/passwd", "/etc/passwd"] {
        refused_template(outside, template_with_picture(outside).as_bytes(), &["leads out of the template's folder"]);
        let font = format!(
            "{LABEL}[[element]]\ntype = \"text\"\nid = \"t\"\nx = \"1 mm\"\ny = \"20 mm\"\nsize = \"6 pt\"\ntext = \"x\"\nfont = \"f\"\n[fonts]\nf = \"{outside}\"\n"
        );
        refused_template(outside, font.as_bytes(), &["leads out of the template's folder"]);
    }
}

#[cfg(unix)]
#[test]
fn links_pipes_and_closed_files_are_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = with_picture("unused.png", b"");
    let template = folder.path().join("template.toml");
    fs::write(&template, template_with_picture("link.png")).unwrap();
    symlink("/etc/passwd", folder.path().join("link.png")).unwrap();
    refused(&template, Path::new(CODES), "a link", &["leads out of the template's folder"]);
    let pipe = folder.path().join("pipe.png");
    if Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        fs::write(&template, template_with_picture("pipe.png")).unwrap();
        refused(&template, Path::new(CODES), "a pipe", &["is not a regular file"]);
    }
    let closed = folder.path().join("closed.csv");
    fs::write(&closed, "a,b\n").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&closed).is_err() {
        refused(Path::new(KZ), &closed, "a closed file", &["cannot read"]);
    }
}

#[test]
fn templates_keep_to_their_limits() {
    refused_template("not text", b"market = \"\xff\"", &["is not UTF-8"]);
    refused_template("arrays", format!("x = {}", "[".repeat(100_000)).as_bytes(), &["error["]);
    refused_template("tables", format!("x = {}", "{a=".repeat(100_000)).as_bytes(), &["error["]);
    refused_template("dots", format!("{} = 1", vec!["a"; 50_000].join(".")).as_bytes(), &["error["]);
    refused_template("blank", b"", &["market"]);
    let text = |text: &str| {
        format!("{LABEL}[[element]]\ntype = \"text\"\nid = \"t\"\nx = \"1 mm\"\ny = \"20 mm\"\nsize = \"6 pt\"\ntext = '{text}'\n")
            .into_bytes()
    };
    refused_template("a loop", &text("{% for i in range(9) %}x{% endfor %}"), &["statements"]);
    refused_template(
        "brackets",
        &text(&format!("{{{{ {}1{} }}}}", "(".repeat(4000), ")".repeat(4000))),
        &["expression"],
    );
    refused_template("a long one", &text(&format!("{{{{ {}1 }}}}", "serial ~ ".repeat(2000))), &["10000 bytes"]);
    refused_template("a call", &text("{{ range(1000000000) }}"), &["range"]);
}

#[test]
fn drawings_keep_to_their_limits() {
    let bomb: String = (1..9)
        .map(|n| format!("<g id=\"a{n}\">{}</g>", format!("<use xlink:href=\"#a{}\"/>", n - 1).repeat(10)))
        .collect();
    refused_svg("use", &format!("<defs><g id=\"a0\">{RECT}</g>{bomb}</defs><use xlink:href=\"#a8\"/>"), &["swells"]);
    refused_svg("self", "<use id=\"a\" xlink:href=\"#a\"/>", &["within itself"]);
    refused_svg("pair", "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>", &["within itself"]);
    refused_svg("pattern", "<pattern id=\"p\"><rect fill=\"url(#p)\"/></pattern>", &["within itself"]);
    let inherited = "<g fill=\"url(#p)\"><pattern id=\"p\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></pattern><rect width=\"9\" height=\"9\"/></g>";
    refused_svg("inherited", inherited, &["within itself"]);
    let twice = "<rect id=\"p\"/><pattern id=\"p\"><rect fill=\"url(#q)\"/></pattern><pattern id=\"q\"><rect fill=\"url(#p)\"/></pattern>";
    refused_svg("twice", twice, &["within itself"]);
    refused_svg("deep", &("<g>".repeat(100_000) + &"</g>".repeat(100_000)), &["100 deep"]);
    let chain: String = (0..5000).map(|n| format!("<g id=\"a{n}\"><use href=\"#a{}\"/></g>", n + 1)).collect();
    refused_svg("chain", &chain, &["100 deep"]);
    let steps = "h1".repeat(50_000);
    let marker =
        format!("<marker id=\"m\">{}</marker><path marker-mid=\"url(#m)\" d=\"M0 0{steps}\"/>", RECT.repeat(100));
    refused_svg("marker", &marker, &["swells"]);
    let masks: String = (1..12)
        .map(|n| format!("<mask id=\"m{n}\">{}</mask>", format!("<rect mask=\"url(#m{})\"/>", n - 1).repeat(4)))
        .collect();
    refused_svg("mask", &masks, &["swells"]);
    refused_svg("text", &format!("<text>{}</text>", "abc ".repeat(100_000)), &["swells"]);
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    refused_svg("attributes", &format!("<rect{attributes}/>"), &["1000 attributes"]);
    refused_svg("large", &format!("<path d=\"M0 0{}\"/>", "h1".repeat(5_000_000)), &["8388608 bytes"]);
    refused_svg("paths", &format!("<path d=\"M0 0{}\"/>", "h1".repeat(300_000)), &["200000 path steps"]);
    refused_svg("cut", "<g><rect", &["broken SVG"]);
}

#[test]
fn drawings_take_nothing_from_outside() {
    let outside = ["link out of the file"];
    refused_svg("web", "<image xlink:href=\"http://example.org/a.png\"/>", &outside);
    refused_svg("passwd", "<image href=\"file:///etc/passwd\"/>", &outside);
    refused_svg("other", "<use href=\"other.svg#a\"/>", &outside);
    refused_svg("paint", "<rect fill=\"url(other.svg#a)\"/>", &outside);
    refused_svg("within", "<image href=\"data:image/png;base64,AAAA\"/>", &["picture within the drawing"]);
    refused_svg("import", "<style>@import url(http://example.org/a.css);</style>", &["styles"]);
    let entities = format!("<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>{SVG}<text>&b;</text></svg>");
    refused_picture("entities.svg", entities.as_bytes(), &["entities"]);
    let file = format!("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{SVG}<text>&a;</text></svg>");
    refused_picture("file.svg", file.as_bytes(), &["entities"]);
}

#[test]
fn huge_numbers_in_a_drawing_do_no_harm() {
    let svg = format!(
        "{SVG}<rect width=\"1e38\" height=\"1e38\"/><path d=\"M-1e38 -1e38L1e38 1e38Q1e39 1e400 NaN 0Z\"/>\
         <path transform=\"scale(1e30)\" stroke=\"black\" stroke-width=\"1e38\" d=\"M1e30 1e30h1e38\"/></svg>"
    );
    for content in [svg.clone(), svg.replace("\"9\"", "\"1e38\""), svg.replace("\"9\"", "\"1e-38\"")] {
        let folder = with_picture("huge.svg", content.as_bytes());
        let out = folder.path().join("out.pdf");
        let template = folder.path().join("template.toml");
        let (code, said) = run(&[
            "render",
            template.to_str().unwrap(),
            "--data",
            CODES,
            "-o",
            out.to_str().unwrap(),
            "--allow",
            "PL01",
            "--allow",
            "QZ01",
            "--allow",
            "QZ02",
        ]);
        assert!(matches!(code, Some(0 | 2)) && !said.contains("panicked"), "{said}");
    }
}

#[test]
fn pictures_keep_to_their_limits() {
    let crc = |bytes: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum().to_be_bytes()
    };
    let chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc(&body)].concat()
    };
    let png = |width: u32, height: u32| {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &[0; 20]), &chunk(b"IEND", b"")].concat()
    };
    refused_picture("swell.png", &png(30_000, 30_000), &["30000×30000", "16000000"]);
    refused_picture("huge.png", &png(0x7FFF_FFFF, 0x7FFF_FFFF), &["huge.png"]);
    refused_picture("zero.png", &png(0, 0), &["broken PNG"]);
    refused_picture("cut.png", &png(10, 10)[..50], &["broken PNG"]);
    let frame = [
        &[0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8][..],
        &60_000_u16.to_be_bytes(),
        &60_000_u16.to_be_bytes(),
        &[1, 1, 0x11, 0],
    ];
    refused_picture("swell.jpg", &frame.concat(), &["broken JPEG"]);
    refused_picture("noise.jpg", &[0xFF, 0xD8, 0xFF, 0x55].repeat(100), &["broken JPEG"]);
    refused_picture("empty.png", b"", &["neither PNG, JPEG nor SVG"]);
    refused_picture("text.svg", b"hello", &["neither PNG, JPEG nor SVG"]);
}
