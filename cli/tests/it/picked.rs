//! Which rows are taken, in which order, and what begins anew with a value.

use std::collections::BTreeMap;
use std::fs;

use super::common::*;

/// GTIN and serial of the labels of a PDF, page by page, as a reader of others finds them.
fn read(pdf: &str) -> Vec<Vec<(String, String)>> {
    let text = String::from_utf8(run("pdftotext", &["-raw", pdf, "-"])).unwrap();
    let page = |page: &str| {
        let of = |ai: &str| {
            page.split_whitespace().filter_map(|word| word.strip_prefix(ai).map(str::to_owned)).collect::<Vec<_>>()
        };
        of("(01)").into_iter().zip(of("(21)")).collect()
    };
    text.trim_end_matches('\u{c}').split('\u{c}').map(page).collect()
}

/// GTIN and serial of a line of the sample.
fn parts(code: &str) -> (String, String) {
    (code[2..16].to_owned(), code[18..31].to_owned())
}

/// The lines of the sample, no two of one GTIN beside each other, with a column of numbers and one of words.
fn shuffled() -> Vec<(String, String, &'static str)> {
    let codes = codes();
    let words = ["b", "a", "", "Я", "A"];
    let line = |n: usize| (codes[n * 23 % codes.len()].clone(), format!("{}", n * 37 % 101), words[n % words.len()]);
    (0..codes.len()).map(line).collect()
}

fn csv_of(lines: &[(String, String, &str)]) -> String {
    let quoted = |code: &str| format!("\"{}\"", code.replace('"', "\"\""));
    let rows = lines.iter().map(|(code, number, word)| format!("{};{number};{word}\n", quoted(code)));
    format!("Код;Номер;Слово\n{}", rows.collect::<String>())
}

const OTHER: &str = "04870999000222";

#[test]
fn rows_are_taken_by_what_stands_in_them_and_the_others_are_counted() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let pdf = folder.file("a.pdf");
    let lines = shuffled();
    let data = folder.write("codes.csv", csv_of(&lines));
    let taken = |fits: &dyn Fn(&(String, String, &str)) -> bool| -> Vec<(String, String)> {
        lines.iter().filter(|line| fits(line)).map(|(code, ..)| parts(code)).collect()
    };
    let of_gtin = |line: &(String, String, &str)| parts(&line.0).0 == OTHER;
    for (wheres, expected) in [
        (&["gtin=04870999000222"][..], taken(&of_gtin)),
        (&["01=4870999000222"], taken(&of_gtin)),
        (&["gtin=04870999000222", "Слово=a"], taken(&|line| of_gtin(line) && line.2 == "a")),
        (&["Слово=a", "Слово=b"], taken(&|line| ["a", "b"].contains(&line.2))),
        (&["C=a"], taken(&|line| line.2 == "a")),
    ] {
        let more: Vec<&str> = wheres.iter().flat_map(|pair| ["--where", pair]).collect();
        let made = render(KZ, &data, pdf.as_ref(), &more);
        assert_eq!(made.code, 0, "{}", made.err);
        assert_eq!(read(&pdf).concat(), expected, "{wheres:?}");
        let counted = format!("61 rows: 1 header, {} good, {} not asked for", expected.len(), 60 - expected.len());
        assert!(made.out.contains(&counted), "{counted}: {}", made.out);
        let looked = quietzone(&[&["inspect", "--data", &data, "--market", "kz-pharma"][..], &more].concat());
        assert!(looked.code == 0 && looked.out.contains(&counted), "{}{}", looked.out, looked.err);
        let judged = quietzone(&[&["check", KZ, "--data", &data][..], &more].concat());
        assert!(judged.code == 0 && judged.out.contains(&counted), "{}{}", judged.out, judged.err);
        let clean = folder.file("clean.txt");
        let converted =
            quietzone(&[&["convert", "--data", &data, "--market", "kz-pharma", "-o", &clean][..], &more].concat());
        assert_eq!(converted.code, 0, "{}", converted.err);
        let written: Vec<_> = fs::read_to_string(&clean).unwrap().lines().map(parts).collect();
        assert_eq!(written, expected, "{wheres:?}");
    }
}

#[test]
fn what_no_row_has_is_told_and_a_row_that_cannot_be_read_is_kept() {
    let folder = Folder::new();
    let lines = codes();
    let data = folder.write("codes.txt", [&lines[0], &shorten(&lines[1])].map(String::as_str).join("\n"));
    let inspect =
        |more: &[&str]| quietzone(&[&["inspect", "--data", data.as_str(), "--market", "kz-pharma"][..], more].concat());
    let none = inspect(&["--where", "gtin=04870999000999"]);
    none.assert_says(1, &["--where asks for gtin=04870999000999, and no row has it"]);
    assert!(none.out.contains("2 rows: 1 bad, 1 not asked for"), "{}", none.out);
    let clean = folder.file("clean.txt");
    let convert = ["convert", "--data", &data, "--market", "kz-pharma", "-o", &clean, "--where", "gtin=04870999000999"];
    let told = quietzone(&[&convert[..], &["--skip-bad"]].concat());
    assert!(told.code == 1 && !folder.names().contains(&"clean.txt".to_owned()), "{}", told.err);
    render(KZ, CODES, &folder.path().join("a.pdf"), &["--where", "gtin=04870999000999"])
        .assert_says(2, &["no row has it", "there is no row to print"]);
    inspect(&["--where", "nobody=1"]).assert_says(2, &["neither a part of the codes (gtin, serial) nor a column"]);
    inspect(&["--where", "92=x"]).assert_says(2, &["part of the crypto tail"]);
    inspect(&["--where", "gtin"]).assert_says(2, &["names no field and its value"]);
    let told = inspect(&["--where", &format!("serial={}", lines[0])]);
    assert!(!told.err.contains(&lines[0]) && !told.err.contains(&lines[0][lines[0].len() - 8..]), "{}", told.err);
}

#[test]
fn labels_come_in_the_order_of_a_field() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let pdf = folder.file("a.pdf");
    let lines = shuffled();
    let data = folder.write("codes.csv", csv_of(&lines));
    let mut by_number = lines.clone();
    by_number.sort_by_key(|line| line.1.parse::<u32>().unwrap());
    let mut by_word = lines.clone();
    // Nothing comes last.
    by_word.sort_by_key(|line| if line.2.is_empty() { "\u{10ffff}" } else { line.2 });
    let mut by_both = lines.clone();
    by_both.sort_by_key(|line| (parts(&line.0).0, line.1.parse::<u32>().unwrap()));
    for (fields, expected) in [
        (&["Номер"][..], by_number),
        (&["Слово"], by_word),
        (&["gtin", "Номер"], by_both.clone()),
        (&["01", "B"], by_both),
    ] {
        let more: Vec<&str> = fields.iter().flat_map(|field| ["--sort", field]).collect();
        let made = render(KZ, &data, pdf.as_ref(), &more);
        assert_eq!(made.code, 0, "{}", made.err);
        assert_eq!(read(&pdf).concat(), expected.iter().map(|line| parts(&line.0)).collect::<Vec<_>>(), "{fields:?}");
        let first = fs::read(&pdf).unwrap();
        assert_eq!(render(KZ, &data, pdf.as_ref(), &[&more[..], &["--threads", "1"]].concat()).code, 0);
        assert!(fs::read(&pdf).unwrap() == first, "the same on one thread");
    }
}

#[test]
fn rows_that_are_bad_are_listed_whatever_the_order_is() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let pdf = folder.file("a.pdf");
    let mut lines = shuffled();
    lines[7].0 = shorten(&lines[7].0);
    lines[50].0 = lines[3].0.clone();
    let data = folder.write("codes.csv", csv_of(&lines));
    let list = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    assert_eq!(render(KZ, &data, pdf.as_ref(), &["--skip-bad"]).code, 1);
    let made = render(KZ, &data, &folder.path().join("b.pdf"), &["--skip-bad", "--sort", "Номер", "--copies", "1"]);
    assert_eq!(made.code, 1, "{}", made.err);
    assert_eq!(list("a.pdf.rejects.csv"), list("b.pdf.rejects.csv"));
    assert_eq!(list("b.pdf.rejects.csv").lines().count(), 3);
    let (mut a, mut b) = (read(&pdf).concat(), read(&folder.file("b.pdf")).concat());
    assert_ne!(a, b);
    a.sort();
    b.sort();
    assert_eq!(a, b, "no label is lost");
}

#[test]
fn each_group_is_a_file_named_by_it() {
    if !present(&[POPPLER, QPDF]) {
        return;
    }
    let folder = Folder::new();
    let lines = shuffled();
    let data = folder.write("codes.csv", csv_of(&lines));
    let mut groups: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (code, ..) in &lines {
        groups.entry(parts(code).0).or_default().push(parts(code));
    }
    let out = Folder::new();
    let list = out.file("list.csv");
    let made = render(KZ, &data, &out.path().join("{gtin}.pdf"), &["--group-by", "gtin", "--manifest", &list]);
    assert_eq!(made.code, 0, "{}", made.err);
    let names: Vec<String> = groups.keys().map(|gtin| format!("{gtin}.pdf")).chain(["list.csv".to_owned()]).collect();
    assert_eq!(out.names(), names);
    for (gtin, labels) in &groups {
        let file = out.file(&format!("{gtin}.pdf"));
        run("qpdf", &["--check", &file]);
        assert_eq!(read(&file).concat(), *labels);
    }
    // The list tells the file of each label, and the page in it.
    let listed = fs::read_to_string(&list).unwrap();
    let second = groups.keys().nth(1).unwrap();
    let line = listed.lines().nth(1 + groups.values().next().unwrap().len()).unwrap();
    assert!(line.starts_with("21,") && line.ends_with(&format!("{second}.pdf,1,")), "{line}");
    // In parts of seven labels: three files of each.
    let parts = Folder::new();
    let more = ["--group-by", "gtin", "--part-size", "7"];
    let made = render(KZ, &data, &parts.path().join("{gtin}-{part}.zpl"), &more);
    assert_eq!(made.code, 0, "{}", made.err);
    let labels = |name: &str| fs::read_to_string(parts.path().join(name)).unwrap().matches("^PQ1").count();
    assert_eq!(parts.names().iter().map(|name| labels(name)).collect::<Vec<_>>(), [7, 7, 6, 7, 7, 6, 7, 7, 6]);
}

#[test]
fn each_group_begins_a_sheet_where_labels_stand_on_sheets() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let element = "[[element]]\ntype = \"text\"\nid = \"sheet\"\nx = \"6 mm\"\ny = \"30 mm\"\nsize = \"4 pt\"\n";
    let text = text_of("templates/uz-relabel-a4.toml");
    let template =
        folder.write("label.toml", format!("{text}\n{element}text = \"#{{{{ sheet }}}}/{{{{ sheets }}}}\"\n"));
    let pdf = folder.file("a.pdf");
    let more = ["--group-by", "gtin", "--start-at", "10"];
    let made = render(&template, "samples/uz-pharma.xlsx", pdf.as_ref(), &more);
    assert_eq!(made.code, 0, "{}", made.err);
    let pages = read(&pdf);
    let text = String::from_utf8(run("pdftotext", &["-raw", &pdf, "-"])).unwrap();
    for (page, number) in pages.iter().zip(1..) {
        assert!(!page.is_empty() && page.windows(2).all(|pair| pair[0].0 == pair[1].0), "one GTIN a sheet: {page:?}");
        assert_eq!(text.matches(&format!("#{number}/{}\n", pages.len())).count(), page.len());
    }
    assert!(pages.len() > 2 && made.out.contains(&format!("pages    {}\n", pages.len())), "{}", made.out);
    let pictures = Folder::new();
    let made = render(&template, "samples/uz-pharma.xlsx", &pictures.path().join("{sheet}.svg"), &more);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(pictures.names().len(), pages.len());
}

#[test]
fn groups_that_cannot_be_told_apart_are_refused() {
    let folder = Folder::new();
    let mut lines = shuffled();
    lines.truncate(4);
    for (line, word) in lines.iter_mut().zip(["a/b", "a:b", "c", "c"]) {
        line.2 = word;
    }
    let data = folder.write("codes.csv", csv_of(&lines));
    let made = |output: &str, more: &[&str]| render(KZ, &data, &folder.path().join(output), more);
    made("{Слово}.pdf", &["--group-by", "Слово"]).assert_says(2, &["two groups would have the file"]);
    assert_eq!(folder.names(), ["codes.csv"], "nothing was written");
    made("a.pdf", &["--group-by", "gtin"]).assert_says(2, &["put {gtin} or {part} into the name"]);
    made("{row}.png", &["--group-by", "gtin"]).assert_says(2, &["every label is a file of its own"]);
    made("{serial}.pdf", &["--group-by", "gtin"]).assert_says(2, &["takes {gtin} and {part}"]);
    made("{gtin}.zpl", &["--group-by", "gtin", "--part-size", "2"]).assert_says(2, &["{part}"]);
    made("{x}.pdf", &["--group-by", "x"]).assert_says(2, &["x"]);
    let streamed = |more: &[&str]| {
        quietzone(&[&["render", KZ, "--data", &data, "-o", "-", "--to", "zpl", "--dpi", "300"][..], more].concat())
    };
    for more in [&["--group-by", "gtin"][..], &["--part-size", "3"]] {
        streamed(more).assert_says(2, &["files, and where they are to go takes 1"]);
    }
    let named = made("{Слово}-{part}.pdf", &["--group-by", "Слово"]);
    assert_eq!(named.code, 0, "{}", named.err);
    assert_eq!(folder.names(), ["a_b-1.pdf", "a_b-2.pdf", "c-3.pdf", "codes.csv"]);
}

#[cfg(unix)]
#[test]
fn rows_are_put_in_order_in_a_file_that_leaves_nothing_behind() {
    let (folder, temporary) = (Folder::new(), Folder::new());
    let data = folder.write("codes.txt", text_of(CODES));
    let pdf = folder.file("a.pdf");
    let sorted = |temporary: &str| {
        let arguments = ["render", KZ, "--data", &data, "--sort", "serial", "-o", &pdf];
        told(program().args(arguments).env("TMPDIR", temporary).output().unwrap())
    };
    sorted("/nowhere").assert_says(2, &["the temporary file that rows are put in order in fails"]);
    assert_eq!(folder.names(), ["codes.txt"]);
    assert_eq!(sorted(temporary.path().to_str().unwrap()).code, 0);
    assert!(temporary.names().is_empty());
}
