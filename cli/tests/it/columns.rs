//! Several columns with codes, several sheets, rows of one of several files, and what a workbook hides.

use super::common::*;

fn import(file: &str) -> String {
    format!("tests/fixtures/import/{file}")
}

fn inspect(data: &str, market: &str, more: &[&str]) -> Told {
    quietzone(&[&["inspect", "--data", data, "--market", market], more].concat())
}

/// What becomes of the rows, and what else was told.
fn counts(data: &str, market: &str, more: &[&str]) -> (i32, serde_json::Value, String) {
    let told = inspect(data, market, &[more, &["--format", "json"]].concat());
    let seen = told.json();
    (told.code, seen["row_counts"].clone(), seen["findings"].to_string())
}

/// Holds counts against what is expected; what is not named is 0, and all are as many as the file has.
fn assert_counts(seen: &serde_json::Value, file: u64, expected: &[(&str, u64)]) {
    let of = |key: &str| expected.iter().find(|(name, _)| *name == key).map_or(0, |(_, count)| *count);
    let sorts = ["titles", "header", "good", "bad", "blank", "totals", "left_out", "hidden"];
    for key in sorts {
        assert_eq!(seen[key], of(key), "{key} of {seen}");
    }
    assert_eq!(seen["file"], file, "{seen}");
    assert_eq!(sorts.iter().map(|key| of(key)).sum::<u64>(), file);
}

/// The sample's codes in a table of so many columns.
fn columns(n: usize, rows: usize) -> String {
    codes()[..n * rows].chunks(n).map(|row| row.join("\t") + "\n").collect()
}

#[test]
fn several_columns_with_codes_are_named_and_read_on_demand() {
    let data = import("five_cols.txt");
    inspect(&data, "ru-lp", &[]).assert_says(2, &["5 columns: A, B, C, D, E", "--column A-E"]);
    for all in [&["--column", "A-E"][..], &["--column", "A,B,C,D,E"], &["--column", "A,B", "--column", "C-E"]] {
        let (code, seen, told) = counts(&data, "ru-lp", all);
        assert_eq!(code, 0, "{told}");
        assert_counts(&seen, 10, &[("good", 10)]);
    }
    let (code, seen, told) = counts(&data, "ru-lp", &["--column", "A"]);
    assert_counts(&seen, 2, &[("good", 2)]);
    assert!(code == 0 && told.contains("a code stands in column B too"), "{told}");
    inspect(&data, "ru-lp", &["--column", "A,Код"]).assert_says(2, &["no column “A,Код”"]);
}

#[test]
fn codes_of_several_columns_come_in_reading_order_and_each_has_its_cell() {
    let lines = codes();
    let good = columns(3, 4);
    let text = format!(
        "Заказ 7\n\nКод 1\tКод 2\tКод 3\n{good}{}\t\t{}\nИтого\t14\t\n",
        lines[12],
        lines[0].replace('\u{1d}', "")
    );
    let (folder, data) = Folder::with("a.tsv", text);
    let all = ["--column", "Код 1, Код 2, Код 3"];
    let (code, seen, told) = counts(&data, "kz-pharma", &all);
    assert_eq!(code, 1, "{told}");
    assert_counts(&seen, 19, &[("titles", 1), ("blank", 2), ("header", 1), ("good", 13), ("bad", 1), ("totals", 1)]);
    let bad: serde_json::Value = serde_json::from_str(&told).unwrap();
    let bad = bad.as_array().unwrap().iter().find(|found| found["severity"] == "error").unwrap().to_string();
    let place = r#""place":{"file":"a.tsv","sheet":null,"row":8,"column":"C","header":"Код 3"}"#;
    assert!(bad.contains(place), "{bad}");
    let output = folder.file("x.txt");
    let convert = ["convert", "--data", &data, "--market", "kz-pharma", "--skip-bad", "-o", &output];
    assert_eq!(quietzone(&[&convert[..], &all].concat()).code, 1);
    assert_eq!(std::fs::read_to_string(&output).unwrap().lines().collect::<Vec<_>>(), lines[..13]);
}

#[test]
fn a_code_that_stands_in_two_cells_is_told_with_both() {
    let lines = codes();
    let (_folder, data) = Folder::with("a.tsv", format!("{}\t{}\n{}\t{}\n", lines[0], lines[1], lines[2], lines[0]));
    let (code, seen, told) = counts(&data, "kz-pharma", &["--column", "A,B"]);
    assert_counts(&seen, 4, &[("good", 3), ("bad", 1)]);
    assert!(
        code == 1 && told.contains(r#""row":2,"column":"B""#) && told.contains("stands in a.tsv, line 1, column A"),
        "{told}"
    );
}

#[test]
fn labels_of_several_columns_are_as_many_as_the_codes() {
    let (folder, data) = Folder::with("a.tsv", columns(3, 20));
    let made = folder.path().join("a.pdf");
    let run = render("templates/kz-pharma-carton.toml", &data, &made, &["--column", "A-C"]);
    assert!(run.code == 0 && run.out.contains("labels   60"), "{}{}", run.out, run.err);
    let rows = render("templates/kz-pharma-carton.toml", &data, &made, &["--column", "A-C", "--rows", "2,19-"]);
    assert!(rows.code == 0 && rows.out.contains("labels   9"), "{}{}", rows.out, rows.err);
}

#[test]
fn of_several_sheets_the_only_one_with_codes_is_taken_and_what_is_hidden_is_told() {
    let data = import("hidden_sheet.xlsx");
    let (code, seen, told) = counts(&data, "kz-pharma", &["--hidden", "print"]);
    assert_eq!(code, 0, "{told}");
    assert_counts(&seen, 13, &[("header", 1), ("good", 12)]);
    for said in ["read from the sheet “Коды”", "the sheet “Коды” is hidden", "column C is hidden", "left out"]
    {
        assert_eq!(told.contains(said), said != "left out", "{said}: {told}");
    }
    let by_name = counts(&data, "kz-pharma", &["--hidden", "print", "--sheet", "Коды"]);
    assert_eq!((by_name.0, by_name.1), (0, seen));
}

#[test]
fn hidden_rows_with_codes_are_asked_about() {
    for (file, market, rows, hidden, told) in [
        ("hidden.xlsx", "ru-lp", 6, 3, "3, 5, 7"),
        ("hidden_sheet.xlsx", "kz-pharma", 12, 2, "5, 6"),
        ("hidden.ods", "kz-pharma", 6, 2, "3, 4"),
    ] {
        let data = import(file);
        inspect(&data, market, &[])
            .assert_says(2, &["are hidden, by a filter", told, "--hidden print", "--hidden skip"]);
        let (_, seen, said) = counts(&data, market, &["--hidden", "print"]);
        assert_counts(&seen, rows + 1, &[("header", 1), ("good", rows)]);
        assert!(said.contains(told), "{said}");
        let (_, seen, said) = counts(&data, market, &["--hidden", "skip"]);
        assert_counts(&seen, rows + 1, &[("header", 1), ("good", rows - hidden), ("hidden", hidden)]);
        assert!(said.contains(told), "{said}");
    }
    let (folder, made) = (Folder::new(), import("hidden_sheet.xlsx"));
    let output = folder.path().join("a.pdf");
    let refused = render("templates/kz-pharma-carton.toml", &made, &output, &[]);
    assert!(refused.code == 2 && !output.exists(), "{}", refused.err);
}

#[test]
fn rows_are_those_of_the_file_that_is_named() {
    let folder = Folder::new();
    let lines = codes();
    let (one, two) =
        (folder.write("one.txt", lines[..20].join("\n")), folder.write("two.txt", lines[20..50].join("\n")));
    let output = folder.path().join("a.pdf");
    let run = |rows: &[&str]| {
        render("templates/kz-pharma-carton.toml", &one, &output, &[&["--data", &two][..], rows].concat())
    };
    let few = run(&["--rows", "two.txt:3-4,29-", "--rows", "one.txt:20"]);
    assert!(few.code == 0 && few.out.contains("labels   5"), "{}{}", few.out, few.err);
    let beyond = run(&["--rows", "two.txt:29-40"]);
    assert!(beyond.err.contains("two.txt: --rows asks for rows 31 to 40, and the last row is 30"), "{}", beyond.err);
    run(&["--rows", "3-4"])
        .assert_says(2, &["does not say of which file", "one.txt, two.txt", "--rows order.csv:1-100"]);
    run(&["--rows", "three.txt:3-4"]).assert_says(2, &["the file “three.txt”"]);
    let alone = render("templates/kz-pharma-carton.toml", &one, &output, &["--rows", "one.txt:3-4"]);
    assert!(alone.code == 0 && alone.out.contains("labels   2"), "{}{}", alone.out, alone.err);
}

#[test]
fn headers_of_a_second_file_are_headers_and_twins_are_told_with_their_files() {
    let folder = Folder::new();
    let lines = codes();
    let file = |name: &str, codes: &[String]| {
        folder
            .write(name, format!("Код;Серия\n{}", codes.iter().map(|code| format!("{code};A1\n")).collect::<String>()))
    };
    let (one, two) = (file("one.csv", &lines[..3]), file("two.csv", &lines[2..6]));
    let (code, seen, told) = counts(&one, "kz-pharma", &["--data", &two]);
    assert_counts(&seen, 9, &[("header", 2), ("good", 6), ("bad", 1)]);
    assert!(
        code == 1
            && told.contains(r#""file":"two.csv","sheet":null,"row":2"#)
            && told.contains("stands in one.csv, line 4"),
        "{told}"
    );
}

#[test]
fn a_title_of_several_cells_is_no_measure_of_the_rows() {
    let rows: String = codes()[..6].iter().map(|code| format!("{code};A1;Аспирин;20\n")).collect();
    let (_folder, data) = Folder::with("a.csv", format!("Отгрузка;Склад\n{rows}"));
    let (code, seen, told) = counts(&data, "kz-pharma", &[]);
    assert_eq!(code, 0, "{told}");
    assert_counts(&seen, 7, &[("header", 1), ("good", 6)]);
}
