//! Which rows of a file are codes: headers, titles and totals are no codes, and no code is a header;
//! cells and columns that stand twice are refused, and so is what a spreadsheet spoilt.

use std::fs;

use super::common::*;

const RU: &str = "ru-lp";

fn import(file: &str) -> String {
    format!("tests/fixtures/import/{file}")
}

fn inspect(data: &str, market: &str, more: &[&str]) -> Told {
    quietzone(&[&["inspect", "--data", data, "--market", market], more].concat())
}

/// Rows, good ones and bad ones, as JSON tells them.
fn counts(data: &str, market: &str, more: &[&str]) -> (i32, [u64; 3], String) {
    let told = inspect(data, market, &[&["--format", "json"], more].concat());
    let seen = told.json();
    (told.code, ["rows", "good", "bad"].map(|key| seen[key].as_u64().unwrap_or(u64::MAX)), seen["findings"].to_string())
}

#[test]
fn a_damaged_first_code_is_no_header() {
    for file in ["first_bad0_gtin.tsv", "fb_1.xlsx"] {
        let (code, seen, told) = counts(&import(file), RU, &[]);
        assert_eq!((code, seen), (1, [4, 3, 1]), "{file}");
        assert!(told.contains("typed for the separator"), "{told}");
    }
}

#[test]
fn columns_named_by_letters_prove_no_header() {
    let folder = Folder::new();
    let output = folder.file("x.txt");
    let columns = ["--column", "01=A", "--column", "21=B", "--column", "17=C", "--column", "10=D"];
    let data = import("tr_nohdr.csv");
    let files = ["convert", "--data", &data, "--market", "tr-its", "-o", &output];
    assert_eq!(quietzone(&[&files[..], &columns].concat()).code, 0);
    assert_eq!(fs::read_to_string(&output).unwrap().lines().count(), 3);
    let columns = ["--column", "01=A", "--column", "21=B", "--column", "91=C", "--column", "92=D"];
    let made = folder.path().join("a.pdf");
    let run = render("templates/uz-pharma-carton.toml", &import("headerless_parts.csv"), &made, &columns);
    assert!(run.code == 0 && run.out.contains("labels   8"), "{}{}", run.out, run.err);
}

#[test]
fn titles_lines_for_spreadsheets_and_totals_are_no_codes_and_told() {
    let (code, seen, told) = counts(&import("titled.xlsx"), RU, &[]);
    assert_eq!((code, seen), (0, [6, 6, 0]), "{told}");
    assert!(told.contains("it is a title") && told.contains("a total and no code"), "{told}");
    let (code, seen, told) = counts(&import("sep.csv"), RU, &[]);
    assert_eq!((code, seen), (0, [6, 6, 0]), "{told}");
    assert!(told.contains("by which character cells are parted"), "{told}");
}

#[test]
fn the_row_of_the_headers_is_named_or_none_is() {
    let lines = codes();
    let with = |above: &str| {
        format!("{above}{}\n", lines[..5].iter().map(|c| format!("{c};A1")).collect::<Vec<_>>().join("\n"))
    };
    let (_folder, data) = Folder::with("a.csv", with("Заказ;7\n12;№\nX;LOT\n"));
    let (code, seen, told) = counts(&data, "kz-pharma", &["--header-row", "3"]);
    assert_eq!((code, seen), (0, [5, 5, 0]), "{told}");
    assert!(told.contains("rows 1, 2 stand above"), "{told}");
    let (code, seen, _) = counts(&data, "kz-pharma", &["--no-header", "--column", "A"]);
    assert_eq!((code, seen), (1, [8, 5, 3]));
    inspect(&data, "kz-pharma", &["--header-row", "4"]).assert_says(2, &["row 4, and it holds a code"]);
    inspect(&data, "kz-pharma", &["--header-row", "40"]).assert_says(2, &["row 40, and it is empty"]);
    assert_eq!(inspect(&data, "kz-pharma", &["--header-row", "3", "--no-header"]).code, 2);
}

#[test]
fn a_gtin_above_the_headers_is_asked_about() {
    let lines = codes()[..3].iter().map(|code| format!("{code};A1\n")).collect::<String>();
    let (_folder, data) = Folder::with("a.csv", format!("GTIN;04870999000338\nКод маркировки;Серия\n{lines}"));
    let (code, seen, _) = counts(&data, "kz-pharma", &["--header-row", "2"]);
    assert_eq!((code, seen), (0, [3, 3, 0]));
    let (_folder, data) = Folder::with("b.csv", format!("Заказ;04870999000338\nКод маркировки;Серия\n{lines}"));
    inspect(&data, "kz-pharma", &[]).assert_says(2, &["above it stands what looks like data", "--header-row 2"]);
}

#[test]
fn a_second_column_of_codes_is_told() {
    let (code, seen, told) = counts(&import("ab3.csv"), "kz-pharma", &[]);
    assert_eq!((code, seen), (1, [125, 120, 5]), "{told}");
    assert!(told.contains("a code stands in column B too"), "{told}");
    for columns in [&[][..], &["--column", "Код маркировки"]] {
        inspect(&import("dh.csv"), "kz-pharma", columns)
            .assert_says(2, &["A “Код маркировки”, B “Код маркировки”", "--column A,B"]);
    }
    let run = inspect(&import("dh.csv"), "kz-pharma", &["--column", "A"]);
    run.assert_says(0, &["a code stands in column B too"]);
}

#[test]
fn two_columns_for_one_field_are_refused_unless_one_is_named() {
    let (folder, data) = (Folder::new(), import("dhb2.csv"));
    let output = folder.path().join("a.pdf");
    let told = ["“expiry” may stand in column C “Годен до” or in column D “EXP”"];
    render(KZ, &data, &output, &[]).assert_says(2, &told);
    inspect(&data, "kz-pharma", &[]).assert_says(2, &told);
    for named in ["expiry=EXP", "expiry=C"] {
        assert_eq!(render(KZ, &data, &output, &["--column", named]).code, 0, "{named}");
    }
}

#[test]
fn texts_in_formulas_are_read_and_formulas_without_values_told() {
    let (code, seen, told) = counts(&import("eqquote.csv"), RU, &[]);
    assert_eq!((code, seen), (0, [6, 6, 0]), "{told}");
    inspect(&import("formula_nocache.xlsx"), RU, &[])
        .assert_says(2, &["E “Код” holds formulas whose values are not in"]);
    let (code, seen, told) = counts(&import("formula.xlsx"), "kz-pharma", &[]);
    assert_eq!((code, seen), (1, [5, 4, 1]), "{told}");
    assert!(told.contains("a formula without its value"), "{told}");
}

#[test]
fn a_byte_for_fnc1_is_no_letter() {
    let (code, seen, told) = counts(&import("egrave1251.csv"), RU, &[]);
    assert_eq!((code, seen), (0, [3, 3, 0]), "{told}");
}

#[test]
fn a_quote_that_swallows_rows_is_refused_with_its_line() {
    let folder = Folder::new();
    let run = render(KZ, &import("quote_pair.csv"), &folder.path().join("a.pdf"), &[]);
    run.assert_says(2, &["opened in line 3 runs over line 4"]);
    assert!(folder.names().is_empty());
}

#[test]
fn a_cell_that_stands_twice_is_refused() {
    for (file, told) in [("row_twice.xlsx", "cell A3 stands twice"), ("cell_ref_wrong.xlsx", "cell A2 stands in row 3")]
    {
        inspect(&import(file), "kz-pharma", &[]).assert_says(2, &[told]);
    }
}

#[test]
fn a_row_with_a_cell_too_many_is_refused() {
    let folder = Folder::new();
    let run = render("templates/tr-its-carton.toml", &import("trcut.csv"), &folder.path().join("a.pdf"), &[]);
    run.assert_says(1, &["line 112: the row has 3 cells, its header 2"]);
    let lines = codes()[..3].iter().map(|code| format!("{code};A1;;\n")).collect::<String>();
    let (_folder, data) = Folder::with("a.csv", format!("Код;Серия\n{lines}"));
    assert_eq!(counts(&data, "kz-pharma", &[]).1, [3, 3, 0]);
}

#[test]
fn what_a_spreadsheet_spoilt_is_not_printed() {
    let folder = Folder::new();
    let run = render(KZ, &import("kz_batch.csv"), &folder.path().join("a.pdf"), &["--all-findings"]);
    let cells = [
        "line 2, column B “Серия”: error SRC12: “1,23457E+11” is a number that a spreadsheet cut short",
        "line 3, column B “Серия”: error SRC12: “2,10E+05”",
        "line 4, column B “Серия”: error SRC12: “1E+10”",
        "line 5, column B “Серия”: error SRC12: “########” is what a spreadsheet shows where a column is too narrow",
        "line 6, column B “Серия”: error SRC12: “#N/A” is what a spreadsheet shows for a formula that fails",
        "line 7, column B “Серия”: error SRC12: “дек.27” is a date",
        "line 8, column B “Серия”: error SRC12: “01.фев” is a date",
        "line 9, column B “Серия”: error SRC12: “123.0” is a number",
        "line 10, column C “Годен до”: error SRC12: “########”",
        "line 11, column C “Годен до”: error SRC12: “янв.28” is a date",
        "line 12, column C “Годен до”: error SRC12: “46752” is the number",
    ];
    run.assert_says(1, &cells);
    // A name is printed all the same, and told.
    let (_folder, data) = Folder::with("a.csv", format!("Код;Препарат\n{};#ИМЯ?\n", codes()[0]));
    let run = render(KZ, &data, &folder.path().join("b.pdf"), &[]);
    run.assert_says(0, &["warning", "“#ИМЯ?” is what a spreadsheet shows"]);
}
