//! Labels as people make them: what is written, which rows, under which names.

use std::fs;

use serde_json::Value;

use super::common::*;

/// What is told of the first symbol of labels that were made.
fn symbol(made: &Told) -> Value {
    made.json()["written"]["symbols"][0].clone()
}

#[test]
fn every_sample_renders_with_its_template() {
    let folder = Folder::new();
    for (template, data, labels) in [
        ("kz-pharma-carton", "kz-pharma.xlsx", 60),
        ("kz-pharma-carton", "kz-pharma.txt", 60),
        ("ru-pharma-carton", "ru-pharma.csv", 40),
        ("uz-pharma-carton", "uz-pharma.xlsx", 40),
        ("tr-its-carton", "tr-its.xlsx", 40),
        ("tr-its-folded", "tr-its.xlsx", 40),
        ("tr-its-three-lines", "tr-its.xlsx", 40),
        ("tr-its-explained", "tr-its.xlsx", 40),
        ("tr-transport-datamatrix", "tr-transport.csv", 20),
        ("tr-transport-gs1-128", "tr-transport.csv", 20),
        ("sscc-label", "sscc.csv", 20),
        ("ru-shoes-tag", "ru-shoes.csv", 24),
        ("ru-milk-film", "ru-dairy.csv", 20),
        ("ru-milk-sleeve", "ru-dairy.csv", 20),
        ("ru-tobacco-side", "ru-tobacco.csv", 20),
        ("uz-blister-foil", "uz-pharma.xlsx", 40),
        ("ru-pharma-folded", "ru-pharma.csv", 40),
        ("uz-pharma-folded", "uz-pharma.xlsx", 40),
    ] {
        let path = folder.path().join(format!("{template}-{data}.pdf"));
        let template = format!("templates/{template}.toml");
        let run = render(&template, &format!("samples/{data}"), &path, &["--format", "json"]);
        assert_eq!(run.code, 0, "{data}: {}", run.err);
        let summary = run.json();
        assert_eq!(summary["written"]["labels"], labels, "{data}");
        assert_eq!(summary["written"]["bytes"], fs::metadata(&path).unwrap().len(), "{data}");
    }
}

#[test]
fn the_kazakh_carton_works_on_every_head_and_with_the_widest_serial() {
    let mut wide = codes()[0].clone();
    let serial = wide.find("21").unwrap() + 2;
    let start = wide.find('\u{1d}').unwrap() - 13;
    assert!(serial <= start);
    wide.replace_range(start..start + 13, "WWWWWWWWWWWWW");
    let (folder, data) = Folder::with("wide.txt", wide);
    for (dpi, dots, mm) in [("203", 3, 13.5), ("300", 4, 12.192), ("600", 8, 12.192)] {
        let path = folder.path().join("label.png");
        let run = render(KZ, &data, &path, &["--dpi", dpi, "--format", "json"]);
        assert_eq!(run.code, 0, "{dpi}: {}", run.err);
        let symbol = symbol(&run);
        assert_eq!((symbol["module_dots"].as_u64(), symbol["width_mm"].as_f64()), (Some(dots), Some(mm)));
    }
}

#[test]
fn the_same_inputs_give_the_same_bytes_on_one_thread_and_on_two() {
    let many: String = (0..7)
        .flat_map(|n| codes().into_iter().map(move |line| line.replacen("21", &format!("21{n}"), 1)))
        .map(|line| shorten(&line) + "\n")
        .collect();
    let (folder, data) = Folder::with("many.txt", many);
    let make = |name: &str, threads: &str| {
        let path = folder.path().join(name);
        let run = render(KZ, &data, &path, &["--threads", threads]);
        assert_eq!(run.code, 0, "{}", run.err);
        fs::read(path).unwrap()
    };
    let one = make("one.pdf", "1");
    assert!(one == make("two.pdf", "2") && one == make("five.pdf", "5") && one == make("again.pdf", "2"));
}

#[test]
fn bad_rows_are_all_listed_and_nothing_is_written() {
    let mut text = codes();
    text[3] = "0104870999000117".to_owned() + &text[3][16..];
    text[5].truncate(40);
    text[7] = text[6].clone();
    let (folder, data) = Folder::with("codes.txt", text.join("\n") + "\n");
    let run = render(KZ, &data, &folder.path().join("out.pdf"), &[]);
    run.assert_says(
        1,
        &[
            "COD04",
            "codes.txt, line 4",
            "check digit is 7, it should be 6",
            "codes.txt, line 6",
            "DUP01",
            "codes.txt, line 8",
            "row 7",
            "3 rows cannot be printed",
        ],
    );
    assert_eq!(folder.names(), ["codes.txt"]);
}

#[cfg(unix)]
#[test]
fn skip_bad_prints_the_good_rows_and_keeps_every_paid_code() {
    use std::os::unix::fs::PermissionsExt;
    let mut text = codes();
    text[3] = "0104870999000117".to_owned() + &text[3][16..];
    text[7] = text[6].clone();
    let (folder, data) = Folder::with("codes.txt", text.join("\n") + "\n");
    let run = render(KZ, &data, &folder.path().join("out.pdf"), &["--skip-bad", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let summary = run.json();
    assert_eq!((summary["written"]["labels"].as_u64(), summary["rejected"].as_u64()), (Some(58), Some(2)));
    let rejects = folder.path().join("out.pdf.rejects.csv");
    assert_eq!(fs::metadata(&rejects).unwrap().permissions().mode() & 0o777, 0o600);
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_path(&rejects).unwrap().records().map(Result::unwrap).collect();
    let kept: Vec<(&str, &str, &str)> = rows.iter().map(|row| (&row[1], &row[2], &row[4])).collect();
    assert_eq!(kept, [("4", "COD04", text[3].as_str()), ("8", "DUP01", text[7].as_str())]);
    assert!(!run.out.contains(&text[3][50..]) && !run.err.contains(&text[3][50..]), "no tail is told");
}

#[test]
fn rows_are_chosen_as_numbered_in_the_file() {
    let folder = Folder::new();
    let pattern = folder.path().join("labels/{row}-{serial}.png");
    let run = render(KZ, "samples/kz-pharma.xlsx", &pattern, &["--rows", "1-3,60"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let names = names(&folder.path().join("labels"));
    assert_eq!(names.iter().map(|n| n.split('-').next().unwrap()).collect::<Vec<_>>(), ["2", "3", "60"]);
}

#[test]
fn clashing_file_names_are_told_before_anything_is_written() {
    let folder = Folder::new();
    let run = render(KZ, "samples/kz-pharma.xlsx", &folder.path().join("{gtin}.png"), &[]);
    run.assert_says(1, &["OUT01", "57 times"]);
    assert!(folder.names().is_empty());
}

#[test]
fn names_that_differ_in_case_alone_clash() {
    let line = &codes()[0];
    let gs = line.find('\u{1d}').unwrap();
    let with = |serial: &str| format!("{}{serial}{}", &line[..gs - 13], &line[gs..]);
    let (folder, data) = Folder::with("codes.txt", format!("{}\n{}\n", with("abcdefghijklm"), with("ABCDEFGHIJKLM")));
    render(KZ, &data, &folder.path().join("{serial}.png"), &[]).assert_says(1, &["OUT01"]);
}

#[test]
fn what_the_file_lacks_comes_from_set_and_lookup() {
    let folder = Folder::new();
    let with = |more: &[&str]| render(KZ, CODES, &folder.path().join("a.pdf"), more);
    assert_eq!(with(&["--set", "batch=A123"]).code, 0);
    let looked_up = with(&["--lookup", "samples/products.xlsx", "--key", "gtin"]);
    assert_eq!(looked_up.code, 0, "{}", looked_up.err);
    with(&["--set", "bach=A123"]).assert_says(2, &["“bach”", "batch"]);
}

#[test]
fn a_set_value_and_a_different_cell_are_a_conflict() {
    let folder = Folder::new();
    let run = render(KZ, "samples/kz-pharma.xlsx", &folder.path().join("a.pdf"), &["--set", "batch=OTHER"]);
    run.assert_says(1, &["SRC08", "sheet Коды, C2"]);
}

#[test]
fn text_that_does_not_fit_names_element_and_row() {
    let (folder, data) =
        Folder::with("codes.csv", format!("Код;Препарат\n{};{}\n", codes()[0], "Очень длинное название ".repeat(20)));
    let run = render(KZ, &data, &folder.path().join("a.pdf"), &[]);
    run.assert_says(1, &["codes.csv, line 2: element “product”"]);
}

#[test]
fn rectangles_are_drawn_where_the_codes_fit() {
    let text = text_of("templates/tr-its-carton.toml");
    let text = text.replacen("width = \"13 mm\"\nheight = \"13 mm\"", "shape = \"rectangle\"\nsize = \"12 mm\"", 1);
    let (folder, template) = Folder::with("t.toml", text);
    let path = folder.path().join("{row}.png");
    let run = render(&template, "tests/fixtures/parts.ods", &path, &["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let symbol = symbol(&run);
    assert_eq!(
        (symbol["rows"].as_u64(), symbol["columns"].as_u64(), symbol["module_dots"].as_u64()),
        (Some(16), Some(36), Some(4))
    );
    // The longest code of the sample takes 55 codewords in plain ASCII encodation, 46 in another.
    let run = render(&template, "samples/tr-its.xlsx", &path, &[]);
    assert!(run.code == 0 && run.out.contains("16×48"), "{}", run.err);
    let text = text_of(KZ).replacen("type = \"datamatrix\"", "type = \"datamatrix\"\nshape = \"rectangle\"", 1);
    folder.write("t.toml", text);
    render(&template, CODES, &path, &[]).assert_says(2, &["rectangles hold up to 49 codewords"]);
}
