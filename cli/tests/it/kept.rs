//! Nothing paid for is destroyed by an output.

use std::fs;

use super::common::*;

const TEMPLATE: &str = "templates/kz-pharma-carton.toml";

fn outputs(file: &str) -> String {
    format!("tests/fixtures/outputs/{file}")
}

/// The rows of a list of rejected rows.
fn rejected(path: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

#[test]
fn lists_of_rejected_rows_have_no_formulas_each_row_once_and_are_read_again() {
    let folder = Folder::new();
    for (file, rows) in [("inj.csv", 5), ("two_err.csv", 2)] {
        let output = folder.path().join(format!("{file}.pdf"));
        let run = render(TEMPLATE, &outputs(file), &output, &["--skip-bad"]);
        assert_eq!(run.code, 1, "{}", run.err);
        let list = folder.file(&format!("{file}.pdf.rejects.csv"));
        let records = rejected(&list);
        assert_eq!(records.len(), rows, "{file}: {records:?}");
        for record in &records {
            assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{record:?}");
        }
        // The list is data again: every row is there, with what was in its cell.
        let again =
            quietzone(&["inspect", "--data", &list, "--market", "kz-pharma", "--column", "code", "--format", "json"]);
        assert_eq!(again.json()["rows"], rows, "{}{}", again.out, again.err);
    }
    let two = rejected(&folder.file("two_err.csv.pdf.rejects.csv"));
    assert!(two.iter().any(|row| row[3].contains("; ")), "both reasons stand in the one row: {two:?}");
}

#[test]
fn an_older_list_of_rejected_rows_is_not_overwritten() {
    let folder = Folder::new();
    let output = folder.path().join("a.pdf");
    for _ in 0..3 {
        assert_eq!(render(TEMPLATE, &outputs("two_err.csv"), &output, &["--skip-bad"]).code, 1);
    }
    let lists: Vec<String> = folder.names().into_iter().filter(|name| name.contains("rejects")).collect();
    assert_eq!(lists, ["a.pdf.rejects-2.csv", "a.pdf.rejects-3.csv", "a.pdf.rejects.csv"]);
}

#[test]
fn an_older_output_stays_where_no_row_is_good_and_that_is_told() {
    let (folder, data) = Folder::with("bad.txt", "0104870999000116212XQL2UT2ARB6K\n0104870999000116212XQL2UT2ARB6L\n");
    let output = folder.path().join("a.pdf");
    fs::write(&output, "old").unwrap();
    for more in [&[][..], &["--skip-bad"]] {
        let run = render(TEMPLATE, &data, &output, &[&["--set", "batch=A"][..], more].concat());
        assert_eq!(run.code, 1);
        assert!(run.err.contains("a.pdf is that of an earlier run, and stays as it was"), "{}", run.err);
        assert_eq!(fs::read_to_string(&output).unwrap(), "old");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_replaced_keeps_its_mode_and_whole_codes_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let output = folder.path().join("a.pdf");
    fs::write(&output, "old").unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(render(TEMPLATE, "samples/kz-pharma.xlsx", &output, &[]).code, 0);
    assert_eq!(mode(&output), 0o640);
    let clean = folder.path().join("clean.txt");
    fs::write(&clean, "old").unwrap();
    fs::set_permissions(&clean, fs::Permissions::from_mode(0o644)).unwrap();
    let convert =
        ["convert", "--data", "samples/kz-pharma.xlsx", "--market", "kz-pharma", "-o", &folder.file("clean.txt")];
    assert_eq!(quietzone(&convert).code, 0);
    assert_eq!(mode(&clean), 0o600);
}

#[test]
fn a_template_takes_its_market_from_its_own_folder_alone() {
    let folder = Folder::new();
    let secret = folder.write("secret.toml", "token = \"tOkEn-4711-abcdef\"\n");
    fs::create_dir(folder.path().join("shop")).unwrap();
    for market in ["../secret.toml", secret.as_str()] {
        let template =
            folder.write("shop/label.toml", text_of(TEMPLATE).replace("\"kz-pharma\"", &format!("\"{market}\"")));
        let told = quietzone(&["check", &template]);
        told.assert_says(2, &["leads out of the template's folder"]);
        assert!(!told.err.contains("tOkEn") && !told.out.contains("tOkEn"), "{}", told.err);
    }
    folder.write("shop/own.toml", text_of("src/market/kz-pharma.toml"));
    let template = folder.write("shop/label.toml", text_of(TEMPLATE).replace("\"kz-pharma\"", "\"own.toml\""));
    let told = quietzone(&["check", &template]);
    assert_eq!(told.code, 0, "{}", told.err);
}

#[test]
fn an_output_that_is_an_input_is_refused_whatever_it_is_called() {
    let folder = Folder::new();
    let template = folder.write("label.toml", text_of(TEMPLATE));
    let data = folder.path().join("codes.xlsx");
    fs::copy(at("samples/kz-pharma.xlsx"), &data).unwrap();
    let data = folder.file("codes.xlsx");
    let products = folder.file("products.pdf");
    fs::copy(at("samples/products.xlsx"), &products).unwrap();
    // Other names of the same files.
    fs::hard_link(&data, folder.path().join("hard.pdf")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&template, folder.path().join("soft.pdf")).unwrap();
    let before: Vec<Vec<u8>> = folder.names().iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    let refused = |output: &str, more: &[&str]| {
        let output = folder.path().join(output);
        let run = render(&template, &data, &output, &[&["--lookup", &products, "--key", "gtin"][..], more].concat());
        run.assert_says(2, &["it would be destroyed"]);
    };
    refused("hard.pdf", &[]);
    refused("products.pdf", &[]);
    #[cfg(unix)]
    refused("soft.pdf", &[]);
    let overlay = folder.file("a.svg");
    fs::hard_link(&template, &overlay).unwrap();
    quietzone(&["check", &template, "--overlay", &overlay]).assert_says(2, &["it would be destroyed"]);
    fs::remove_file(&overlay).unwrap();
    let convert = quietzone(&["convert", "--data", &data, "--market", "kz-pharma", "-o", &data]);
    convert.assert_says(2, &["it would be destroyed"]);
    let after: Vec<Vec<u8>> = folder.names().iter().map(|name| fs::read(folder.path().join(name)).unwrap()).collect();
    assert!(before == after, "nothing was touched");
}

#[test]
fn a_picture_of_the_art_that_a_label_of_the_batch_would_replace_is_spared() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("art")).unwrap();
    fs::copy(at("tests/fixtures/logo.svg"), folder.path().join("art/2.svg")).unwrap();
    let picture = "\n[[element]]\ntype = \"image\"\nid = \"logo\"\nx = \"1 mm\"\ny = \"1 mm\"\nwidth = \"4 mm\"\nheight = \"4 mm\"\nfile = \"art/2.svg\"\n";
    let template = folder.write("label.toml", text_of(TEMPLATE) + picture);
    let pattern = folder.path().join("art/{row}.svg");
    let run = render(&template, "samples/kz-pharma.xlsx", &pattern, &["--allow", "QZ01", "--allow", "PL01"]);
    run.assert_says(2, &["art/2.svg", "it would be destroyed"]);
}

#[test]
fn files_of_an_earlier_run_beside_a_shorter_one_are_told() {
    let folder = Folder::new();
    let made = |output: &str, more: &[&str]| {
        let run =
            render("templates/kz-pharma-58x40-203.toml", "samples/kz-pharma.xlsx", &folder.path().join(output), more);
        assert_eq!(run.code, 0, "{}", run.err);
        run.err
    };
    let parts = ["--part-size", "20"];
    assert!(!made("p-{part}.zpl", &parts).contains("earlier run"));
    let told = made("p-{part}.zpl", &["--part-size", "20", "--rows", "2-30"]);
    assert!(told.contains("1 file of an earlier run") && told.contains("p-3.zpl"), "{told}");
    assert!(!made("r-{row}.png", &["--rows", "2-6"]).contains("earlier run"));
    let told = made("r-{row}.png", &["--rows", "4-8"]);
    assert!(
        told.contains("2 files of an earlier run") && told.contains("r-2.png, ") && told.contains("r-3.png"),
        "{told}"
    );
    folder.write("r-notes.txt", "");
    assert!(!made("r-{row}.png", &["--rows", "2-8"]).contains("earlier run"));
}

#[test]
fn a_conversion_lists_the_rows_that_it_leaves_out() {
    let lines = codes();
    let short = lines[3].split('\u{1d}').next().unwrap();
    let text = format!("{}\n{}\n{short}\n{}\n", lines[0], lines[1], lines[0]);
    let (folder, data) = Folder::with("codes.txt", &text);
    let convert = [
        "convert",
        "--data",
        &data,
        "--market",
        "kz-pharma",
        "--skip-bad",
        "-o",
        &folder.file("x.csv"),
        "--format",
        "json",
    ];
    let told = quietzone(&convert);
    assert_eq!(told.code, 1);
    let list = told.json()["rejects"].as_str().unwrap().to_owned();
    let records = rejected(&list);
    let rules: Vec<(&str, &str, &str)> = records.iter().map(|row| (&row[1], &row[2], &row[4])).collect();
    assert_eq!(rules, [("3", "COD01", short), ("4", "DUP01", &lines[0])]);
    assert_eq!(fs::read_to_string(folder.file("x.csv")).unwrap().lines().count(), 3);
}

#[test]
fn only_files_that_the_pattern_could_have_named_are_of_an_earlier_run() {
    let folder = Folder::new();
    let label = |output: &str| {
        let more = ["--rows", "2-3"];
        let run =
            render("templates/kz-pharma-58x40-203.toml", "samples/kz-pharma.xlsx", &folder.path().join(output), &more);
        assert_eq!(run.code, 0, "{}", run.err);
        run.err
    };
    // Beside the folder, beside the pattern, and in it.
    folder.write("9.svg", "");
    fs::create_dir(folder.path().join("out")).unwrap();
    folder.write("out/logo.svg", "");
    folder.write("out/7.svg", "");
    let told = label("out/{row}.svg");
    assert!(told.contains("1 file of an earlier run") && told.contains("out/7.svg"), "{told}");
    assert!(!told.contains("9.svg") && !told.contains("logo.svg"), "{told}");
}
