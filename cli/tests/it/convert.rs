//! Files of codes in clean form.

use std::fs;

use super::common::*;

/// Writes a file of codes of a market in clean form.
fn convert(data: &str, market: &str, output: &str, more: &[&str]) -> Told {
    quietzone(&[&["convert", "--data", data, "--market", market, "-o", output], more].concat())
}

#[test]
fn bad_rows_keep_the_batch_back_or_are_left_out() {
    let lines = codes();
    let bad = [&lines[..5], &["nonsense0123456789".to_owned()], &lines[..1]].concat().join("\n");
    let (folder, data) = Folder::with("in.txt", bad);
    let output = folder.file("out.txt");
    assert_eq!(convert(&data, "kz-pharma", &output, &[]).code, 1);
    assert_eq!(folder.names(), ["in.txt"]);
    assert_eq!(convert(&data, "kz-pharma", &output, &["--skip-bad"]).code, 1);
    assert_eq!(fs::read_to_string(&output).unwrap(), lines[..5].join("\n") + "\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_value_that_a_spreadsheet_would_run_stays_out_of_csv() {
    let text = text_of("samples/ru-pharma.csv");
    let changed = text.replacen(";010424;", ";=1+1;", 1);
    assert_ne!(text, changed);
    let (folder, data) = Folder::with("in.csv", changed);
    let to = |name: &str| convert(&data, "ru-pharma", &folder.file(name), &[]);
    to("out.csv").assert_says(2, &["formula", "line 2"]);
    assert_eq!(folder.names(), ["in.csv"]);
    assert_eq!(to("out.xlsx").code, 0);
    let first = fs::read(folder.file("out.xlsx")).unwrap();
    assert_eq!(to("out.xlsx").code, 0);
    assert!(fs::read(folder.file("out.xlsx")).unwrap() == first);
}

/// A workbook is read by another program as what was written.
#[test]
fn workbooks_are_read_by_another_program() {
    if !present(&[OPENPYXL]) {
        return;
    }
    let folder = Folder::new();
    let book = folder.file("a.xlsx");
    assert_eq!(convert(CODES, "kz-pharma", &book, &[]).code, 0);
    let program = "import sys, re, openpyxl\n\
        sheet = openpyxl.load_workbook(sys.argv[1]).active\n\
        plain = lambda s: re.sub('_x([0-9A-F]{4})_', lambda m: chr(int(m.group(1), 16)), s)\n\
        [print(plain(row[0])) for row in sheet.iter_rows(min_row=2, values_only=True)]";
    let read = run("python3", &["-c", program, &book]);
    assert_eq!(String::from_utf8(read).unwrap().trim_end(), text_of(CODES).trim_end());
}
