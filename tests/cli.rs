//! The command as people use it: what is written, what is said, how it ends.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const KZ: &str = "templates/kz-pharma-carton.toml";

fn quietzone(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quietzone")).args(arguments).output().unwrap()
}

fn render(arguments: &[&str]) -> Output {
    quietzone(&[&["render"], arguments].concat())
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// A folder with a file in it.
fn folder_with(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The good lines of the Kazakh sample.
fn lines() -> Vec<String> {
    fs::read_to_string("samples/kz-pharma.txt")
        .unwrap()
        .split('\n')
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_sample_renders_with_its_template() {
    let folder = tempfile::tempdir().unwrap();
    for (template, data, labels) in [
        ("kz-pharma-carton", "kz-pharma.xlsx", 60),
        ("kz-pharma-carton", "kz-pharma.txt", 60),
        ("ru-pharma-carton", "ru-pharma.csv", 40),
        ("uz-pharma-carton", "uz-pharma.xlsx", 40),
        ("tr-its-carton", "tr-its.xlsx", 40),
        ("tr-its-folded", "tr-its.xlsx", 40),
    ] {
        let path = folder.path().join(format!("{data}.pdf"));
        let run = render(&[
            &format!("templates/{template}.toml"),
            "--data",
            &format!("samples/{data}"),
            "-o",
            path.to_str().unwrap(),
            "--format",
            "json",
        ]);
        assert_eq!(code(&run), 0, "{data}: {}", err(&run));
        let summary: serde_json::Value = serde_json::from_str(&out(&run)).unwrap();
        assert_eq!(summary["written"]["labels"], labels, "{data}");
        assert_eq!(summary["written"]["bytes"], fs::metadata(&path).unwrap().len(), "{data}");
    }
}

#[test]
fn the_kazakh_carton_works_on_every_head_and_with_the_widest_serial() {
    let mut wide = lines()[0].clone();
    let serial = wide.find("21").unwrap() + 2;
    let start = wide.find('\u{1d}').unwrap() - 13;
    assert!(serial <= start);
    wide.replace_range(start..start + 13, "WWWWWWWWWWWWW");
    let (folder, data) = folder_with("wide.txt", wide.as_bytes());
    for (dpi, dots, mm) in [("203", 3, 13.5), ("300", 4, 12.192), ("600", 8, 12.192)] {
        let path = folder.path().join("label.png");
        let run = render(&[
            KZ,
            "--data",
            data.to_str().unwrap(),
            "-o",
            path.to_str().unwrap(),
            "--dpi",
            dpi,
            "--format",
            "json",
        ]);
        assert_eq!(code(&run), 0, "{dpi}: {}", err(&run));
        let summary: serde_json::Value = serde_json::from_str(&out(&run)).unwrap();
        let symbol = &summary["written"]["symbols"][0];
        assert_eq!((symbol["module_dots"].as_u64(), symbol["width_mm"].as_f64()), (Some(dots), Some(mm)));
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes_on_one_thread_and_on_two() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str, threads: &str, data: &str| {
        let path = folder.path().join(name);
        let run = render(&[KZ, "--data", data, "-o", path.to_str().unwrap(), "--threads", threads]);
        assert_eq!(code(&run), 0, "{}", err(&run));
        fs::read(path).unwrap()
    };
    let many: String = (0..7)
        .flat_map(|n| lines().into_iter().map(move |line| line.replacen("21", &format!("21{n}"), 1)))
        .map(|line| shorten(&line) + "\n")
        .collect();
    let data = folder.path().join("many.txt");
    fs::write(&data, many).unwrap();
    let data = data.to_str().unwrap();
    let one = make("one.pdf", "1", data);
    assert!(
        one == make("two.pdf", "2", data) && one == make("five.pdf", "5", data) && one == make("again.pdf", "2", data)
    );
}

/// Takes one character out of a serial that has one too many.
fn shorten(line: &str) -> String {
    let gs = line.find('\u{1d}').unwrap();
    let mut line = line.to_owned();
    line.remove(gs - 1);
    line
}

#[test]
fn bad_rows_are_all_listed_and_nothing_is_written() {
    let mut text = lines();
    text[3] = "0104870999000117".to_owned() + &text[3][16..];
    text[5].truncate(40);
    text[7] = text[6].clone();
    let (folder, data) = folder_with("codes.txt", (text.join("\n") + "\n").as_bytes());
    let path = folder.path().join("out.pdf");
    let run = render(&[KZ, "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert_eq!(code(&run), 1);
    let said = err(&run);
    for expected in [
        "COD04",
        "codes.txt, line 4",
        "check digit is 7, it should be 6",
        "codes.txt, line 6",
        "DUP01",
        "codes.txt, line 8",
        "row 7",
        "3 rows cannot be printed",
    ] {
        assert!(said.contains(expected), "“{expected}” in: {said}");
    }
    assert_eq!(files(folder.path()), ["codes.txt"]);
}

#[cfg(unix)]
#[test]
fn skip_bad_prints_the_good_rows_and_keeps_every_paid_code() {
    use std::os::unix::fs::PermissionsExt;
    let mut text = lines();
    text[3] = "0104870999000117".to_owned() + &text[3][16..];
    text[7] = text[6].clone();
    let (folder, data) = folder_with("codes.txt", (text.join("\n") + "\n").as_bytes());
    let path = folder.path().join("out.pdf");
    let run =
        render(&[KZ, "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap(), "--skip-bad", "--format", "json"]);
    assert_eq!(code(&run), 1, "{}", err(&run));
    let summary: serde_json::Value = serde_json::from_str(&out(&run)).unwrap();
    assert_eq!((summary["written"]["labels"].as_u64(), summary["rejected"].as_u64()), (Some(58), Some(2)));
    let rejects = folder.path().join("out.pdf.rejects.csv");
    assert_eq!(fs::metadata(&rejects).unwrap().permissions().mode() & 0o777, 0o600);
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_path(&rejects).unwrap().records().map(Result::unwrap).collect();
    let kept: Vec<(&str, &str, &str)> = rows.iter().map(|row| (&row[1], &row[2], &row[4])).collect();
    assert_eq!(kept, [("4", "COD04", text[3].as_str()), ("8", "DUP01", text[7].as_str())]);
    assert!(!out(&run).contains(&text[3][50..]) && !err(&run).contains(&text[3][50..]), "no tail is told");
}

#[test]
fn rows_are_chosen_as_numbered_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("labels/{row}-{serial}.png");
    let run = render(&[KZ, "--data", "samples/kz-pharma.xlsx", "-o", pattern.to_str().unwrap(), "--rows", "1-3,60"]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    let names = files(&folder.path().join("labels"));
    assert_eq!(names.iter().map(|n| n.split('-').next().unwrap()).collect::<Vec<_>>(), ["2", "3", "60"]);
}

#[test]
fn clashing_file_names_are_told_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("{gtin}.png");
    let run = render(&[KZ, "--data", "samples/kz-pharma.xlsx", "-o", pattern.to_str().unwrap()]);
    assert_eq!(code(&run), 1);
    assert!(err(&run).contains("OUT01") && err(&run).contains("57 times"), "{}", err(&run));
    assert!(files(folder.path()).is_empty());
}

#[test]
fn names_that_differ_in_case_alone_clash() {
    let line = &lines()[0];
    let gs = line.find('\u{1d}').unwrap();
    let with = |serial: &str| format!("{}{serial}{}", &line[..gs - 13], &line[gs..]);
    let (folder, data) =
        folder_with("codes.txt", format!("{}\n{}\n", with("abcdefghijklm"), with("ABCDEFGHIJKLM")).as_bytes());
    let pattern = folder.path().join("{serial}.png");
    let run = render(&[KZ, "--data", data.to_str().unwrap(), "-o", pattern.to_str().unwrap()]);
    assert_eq!(code(&run), 1);
    assert!(err(&run).contains("OUT01"), "{}", err(&run));
}

#[test]
fn what_the_file_lacks_comes_from_set_and_lookup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let path = path.to_str().unwrap();
    let base = [KZ, "--data", "samples/kz-pharma.txt", "-o", path];
    assert_eq!(code(&render(&[&base[..], &["--set", "batch=A123"]].concat())), 0);
    let looked_up = render(&[&base[..], &["--lookup", "samples/products.xlsx", "--key", "gtin"]].concat());
    assert_eq!(code(&looked_up), 0, "{}", err(&looked_up));
    let wrong = render(&[&base[..], &["--set", "bach=A123"]].concat());
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("“bach”") && err(&wrong).contains("batch"), "{}", err(&wrong));
}

#[test]
fn a_set_value_and_a_different_cell_are_a_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let run = render(&[KZ, "--data", "samples/kz-pharma.xlsx", "-o", path.to_str().unwrap(), "--set", "batch=OTHER"]);
    assert_eq!(code(&run), 1);
    assert!(err(&run).contains("SRC08") && err(&run).contains("sheet Коды, C2"), "{}", err(&run));
}

#[test]
fn two_columns_of_codes_are_named_both() {
    let line = &lines()[0];
    let other = &lines()[1];
    let (folder, data) = folder_with("codes.tsv", format!("Old\tNew\n{line}\t{other}\n").as_bytes());
    let path = folder.path().join("a.pdf");
    let base = [KZ, "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap()];
    let run = render(&base);
    assert_eq!(code(&run), 2);
    assert!(err(&run).contains("column A “Old”") && err(&run).contains("column B “New”"), "{}", err(&run));
    for choice in ["New", "B"] {
        let run = render(&[&base[..], &["--column", choice]].concat());
        assert_eq!(code(&run), 0, "{}", err(&run));
    }
    let run = render(&[&base[..], &["--column", "Newest"]].concat());
    assert!(code(&run) == 2 && err(&run).contains("“Old”, “New”"), "{}", err(&run));
}

#[test]
fn parts_are_mapped_by_hand() {
    let (folder, data) = folder_with("parts.csv", b"a,b,c,d\n8690999000123,SER1,31.12.2027,LOT1\n");
    let path = folder.path().join("a.pdf");
    let base = ["templates/tr-its-carton.toml", "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap()];
    let run = render(&base);
    assert!(code(&run) == 2 && err(&run).contains("(01) gtin, (21) serial"), "{}", err(&run));
    let run = render(
        &[&base[..], &["--column", "01=a", "--column", "serial=b", "--column", "17=c", "--column", "10=D"]].concat(),
    );
    assert_eq!(code(&run), 0, "{}", err(&run));
}

#[test]
fn a_short_gtin_with_a_wrong_digit_is_told_so() {
    let (folder, data) = folder_with("parts.csv", b"GTIN,SN,EXP,LOT\n8690999000124,A1,12.2027,L1\n");
    let path = folder.path().join("a.pdf");
    let run = render(&["templates/tr-its-carton.toml", "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert!(code(&run) == 1 && err(&run).contains("check digit is 4, it should be 3"), "{}", err(&run));
}

#[test]
fn standard_input_and_streams_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let mut child = Command::new(env!("CARGO_BIN_EXE_quietzone"))
        .args(["render", KZ, "--data", "-", "-o", path.to_str().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&fs::read("samples/kz-pharma.xlsx").unwrap()).unwrap();
    assert!(child.wait().unwrap().success());
    assert!(fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    let run = render(&[KZ, "--data", "samples/kz-pharma.txt", "-o", "/dev/null"]);
    assert_eq!(code(&run), 0, "{}", err(&run));
}

#[cfg(unix)]
#[test]
fn a_fifo_is_written_directly() {
    let folder = tempfile::tempdir().unwrap();
    let fifo = folder.path().join("pipe.pdf");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let reader = {
        let fifo = fifo.clone();
        std::thread::spawn(move || fs::read(fifo).unwrap())
    };
    let run = render(&[KZ, "--data", "samples/kz-pharma.txt", "-o", fifo.to_str().unwrap()]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    let bytes = reader.join().unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF\n"));
    assert_eq!(files(folder.path()), ["pipe.pdf"]);
}

/// Killed at any moment, a run leaves the old file as it was, or the new one whole, and nothing
/// else.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_whole_files_only() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("codes.txt");
    let many: String = (0..40)
        .flat_map(|n| {
            lines().into_iter().map(move |line| {
                shorten(&line.replacen("21", &format!("21{}", char::from(b'A' + n % 26 + n / 26 * 32)), 1)) + "\n"
            })
        })
        .collect();
    fs::write(&data, many).unwrap();
    let output = folder.path().join("labels.pdf");
    let png = folder.path().join("png");
    for delay in [0, 5, 20, 60, 120, 250, 400, 600] {
        fs::write(&output, b"old").unwrap();
        for target in [output.to_str().unwrap().to_owned(), png.join("{row}.png").to_str().unwrap().to_owned()] {
            let mut child = Command::new(env!("CARGO_BIN_EXE_quietzone"))
                .args(["render", KZ, "--data", data.to_str().unwrap(), "-o", &target])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(delay));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let written = fs::read(&output).unwrap();
        assert!(written == b"old" || written.starts_with(b"%PDF") && written.ends_with(b"%%EOF\n"), "after {delay} ms");
        assert!(files(folder.path()).iter().all(|name| ["codes.txt", "labels.pdf", "png"].contains(&name.as_str())));
        for name in if png.exists() { files(&png) } else { Vec::new() } {
            let bytes = fs::read(png.join(&name)).unwrap();
            assert!(
                bytes.starts_with(b"\x89PNG") && bytes.ends_with(b"IEND\xAE\x42\x60\x82"),
                "{name} after {delay} ms"
            );
        }
    }
}

#[test]
fn a_template_with_mistakes_is_shown_with_its_lines() {
    let text = fs::read_to_string(KZ).unwrap();
    let text = text
        .replacen("width = \"40 mm\"", "widht = \"40 mm\"", 1)
        .replacen("size = \"7 pt\"", "size = \"7\"", 1)
        .replacen("{{ serial }}", "{{ serial ", 1);
    let (folder, template) = folder_with("bad.toml", text.as_bytes());
    let path = folder.path().join("a.pdf");
    let run = render(&[template.to_str().unwrap(), "--data", "samples/kz-pharma.txt", "-o", path.to_str().unwrap()]);
    assert_eq!(code(&run), 2);
    let said = err(&run);
    for expected in ["TPL02", "did you mean “width”?", "bad.toml:8:1", "━", "7 has no unit", "TPL05"] {
        assert!(said.contains(expected), "“{expected}” in: {said}");
    }
}

#[test]
fn unknown_fields_name_what_would_give_them() {
    let text = fs::read_to_string(KZ).unwrap().replacen("(21){{ serial }}", "{{ dosage }}", 1);
    let (folder, template) = folder_with("t.toml", text.as_bytes());
    let path = folder.path().join("a.pdf");
    let run = render(&[template.to_str().unwrap(), "--data", "samples/kz-pharma.xlsx", "-o", path.to_str().unwrap()]);
    assert_eq!(code(&run), 2);
    assert!(err(&run).contains("nothing gives “dosage”") && err(&run).contains("--set dosage=VALUE"), "{}", err(&run));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.txt");
    fs::write(&empty, b"").unwrap();
    let broken = folder.path().join("broken.xlsx");
    fs::write(&broken, b"PK\x03\x04 this is no workbook").unwrap();
    let latin = folder.path().join("latin.txt");
    fs::write(&latin, b"01\xff\xfe").unwrap();
    let path = folder.path().join("a.pdf");
    for (data, expected) in [
        (empty.to_str().unwrap(), "the file is empty"),
        (broken.to_str().unwrap(), "the workbook cannot be read"),
        (latin.to_str().unwrap(), "line 1 is not UTF-8"),
        ("samples", "is a folder"),
        ("no/such/file.csv", "cannot read"),
    ] {
        let run = render(&[KZ, "--data", data, "-o", path.to_str().unwrap()]);
        assert_eq!(code(&run), 2, "{data}");
        assert!(err(&run).contains(expected) && !err(&run).contains("panicked"), "{data}: {}", err(&run));
    }
    let run = render(&[KZ, "--data", "samples/kz-pharma.txt", "-o", "labels.docx"]);
    assert!(code(&run) == 2 && err(&run).contains("names no format we write"), "{}", err(&run));
}

#[test]
fn text_that_does_not_fit_names_element_and_row() {
    let (folder, data) = folder_with(
        "codes.csv",
        format!("Код;Препарат\n{};{}\n", lines()[0], "Очень длинное название ".repeat(20)).as_bytes(),
    );
    let path = folder.path().join("a.pdf");
    let run = render(&[KZ, "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap()]);
    assert_eq!(code(&run), 1);
    assert!(err(&run).contains("codes.csv, line 2: element “product”"), "{}", err(&run));
}

#[test]
fn help_and_schema_and_starter_are_there() {
    let help = out(&quietzone(&["render", "--help"]));
    assert!(help.contains("Examples:") && help.contains("--skip-bad"));
    let schema: serde_json::Value = serde_json::from_str(&out(&quietzone(&["template", "schema"]))).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let (folder, template) = folder_with("new.toml", &quietzone(&["template", "new"]).stdout);
    let path = folder.path().join("a.pdf");
    let run = render(&[template.to_str().unwrap(), "--data", "samples/kz-pharma.xlsx", "-o", path.to_str().unwrap()]);
    assert_eq!(code(&run), 0, "{}", err(&run));
}

#[test]
fn old_and_open_workbooks_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("{row}-{batch}-{expiry}.png");
    let run = render(&[KZ, "--data", "tests/fixtures/codes.xls", "-o", pattern.to_str().unwrap()]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert_eq!(files(folder.path())[..2], ["2-L1-271201.png", "3-L2-271202.png"]);
    let folder = tempfile::tempdir().unwrap();
    let pattern = folder.path().join("{gtin}-{serial}-{ai17}-{batch}.png");
    let run = render(&[
        "templates/tr-its-carton.toml",
        "--data",
        "tests/fixtures/parts.ods",
        "-o",
        pattern.to_str().unwrap(),
    ]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    assert_eq!(files(folder.path()), ["08690999000123-SER1-271231-LOT1.png", "08690999000123-SER2-280131-LOT2.png"]);
}

#[test]
fn a_heading_above_lines_is_no_code_and_a_bad_first_line_is() {
    let code_line = &lines()[0];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    for (first, labels, exit) in [("code", 1, 0), ("КОД МАРКИРОВКИ", 1, 0), ("0104870999000116", 0, 1)] {
        let (_kept, data) = folder_with("codes.txt", format!("{first}\n{code_line}\n").as_bytes());
        let run = render(&[KZ, "--data", data.to_str().unwrap(), "-o", path.to_str().unwrap(), "--format", "json"]);
        assert_eq!(code(&run), exit, "{first}: {}", err(&run));
        let summary: serde_json::Value = serde_json::from_str(&out(&run)).unwrap();
        assert_eq!(summary["written"]["labels"].as_u64().unwrap_or(0), labels, "{first}");
    }
}

#[test]
fn rectangles_are_drawn_where_the_codes_fit() {
    let text = fs::read_to_string("templates/tr-its-carton.toml").unwrap();
    let text = text.replacen("width = \"13 mm\"\nheight = \"13 mm\"", "shape = \"rectangle\"\nsize = \"12 mm\"", 1);
    let (folder, template) = folder_with("t.toml", text.as_bytes());
    let path = folder.path().join("{row}.png");
    let run = render(&[
        template.to_str().unwrap(),
        "--data",
        "tests/fixtures/parts.ods",
        "-o",
        path.to_str().unwrap(),
        "--format",
        "json",
    ]);
    assert_eq!(code(&run), 0, "{}", err(&run));
    let summary: serde_json::Value = serde_json::from_str(&out(&run)).unwrap();
    let symbol = &summary["written"]["symbols"][0];
    assert_eq!(
        (symbol["rows"].as_u64(), symbol["columns"].as_u64(), symbol["module_dots"].as_u64()),
        (Some(16), Some(36), Some(4))
    );
    // The longest code of the sample takes 55 codewords in plain ASCII encodation, 46 in another.
    let run = render(&[template.to_str().unwrap(), "--data", "samples/tr-its.xlsx", "-o", path.to_str().unwrap()]);
    assert!(code(&run) == 0 && out(&run).contains("16×48"), "{}", err(&run));
    let text = fs::read_to_string("templates/kz-pharma-carton.toml").unwrap();
    let text = text.replacen("type = \"datamatrix\"", "type = \"datamatrix\"\nshape = \"rectangle\"", 1);
    fs::write(&template, text).unwrap();
    let run = render(&[template.to_str().unwrap(), "--data", "samples/kz-pharma.txt", "-o", path.to_str().unwrap()]);
    assert!(code(&run) == 2 && err(&run).contains("rectangles hold up to 49 codewords"), "{}", err(&run));
}
