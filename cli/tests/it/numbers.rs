//! Which label is which: numbers on labels and in names of files.

use super::common::*;

/// A template with one more text.
fn with_text(folder: &Folder, template: &str, more: &str) -> String {
    let element = "[[element]]\ntype = \"text\"\nid = \"numbers\"\nx = \"16.5 mm\"\ny = \"25 mm\"\nsize = \"4 pt\"\n";
    folder.write("label.toml", format!("{}\n{element}{more}\n", text_of(&format!("templates/{template}.toml"))))
}

/// What a reader of others finds on each page: the words that begin with `#`, in the order they stand.
fn marked(pdf: &str) -> Vec<Vec<String>> {
    let text = String::from_utf8(run("pdftotext", &["-raw", pdf, "-"])).unwrap();
    let words = |page: &str| page.split_whitespace().filter(|word| word.starts_with('#')).map(str::to_owned).collect();
    text.trim_end_matches('\u{c}').split('\u{c}').map(words).collect()
}

fn list<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_label_tells_its_number_its_row_and_how_many_there_are() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let template = with_text(&folder, "kz-pharma-carton", "text = \"#{{ number }}/{{ total }}/{{ row }}\"");
    let pdf = folder.file("a.pdf");
    let made = render(&template, "samples/kz-pharma.xlsx", pdf.as_ref(), &[]);
    assert_eq!(made.code, 0, "{}", made.err);
    // Headers stand in the first row.
    let expected = (1..=60).map(|number| vec![format!("#{number}/60/{}", number + 1)]);
    assert_eq!(marked(&pdf), expected.collect::<Vec<_>>());
    let made = render(&template, "samples/kz-pharma.xlsx", pdf.as_ref(), &["--rows", "10-12,60"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(list(marked(&pdf).iter().flatten()), "#1/4/10 #2/4/11 #3/4/12 #4/4/60");
}

#[test]
fn rows_that_are_not_printed_have_no_number() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let template = with_text(&folder, "kz-pharma-carton", "text = \"#{{ number }}/{{ total }}/{{ row }}\"");
    let lines = codes();
    let data = folder.write("codes.txt", [lines[0].clone(), shorten(&lines[1]), lines[2].clone()].join("\n"));
    let pdf = folder.file("a.pdf");
    let made = render(&template, &data, pdf.as_ref(), &["--skip-bad"]);
    assert_eq!(made.code, 1, "{}", made.err);
    assert_eq!(list(marked(&pdf).iter().flatten()), "#1/2/1 #2/2/3");
}

#[test]
fn a_label_on_a_sheet_tells_its_sheet_and_its_place() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let text = "text = \"#{{ sheet }}/{{ sheets }}/{{ place }}\"";
    let template = with_text(&folder, "uz-relabel-a4", text);
    let pdf = folder.file("a.pdf");
    let made = render(&template, "samples/uz-pharma.xlsx", pdf.as_ref(), &["--start-at", "7"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let pages = marked(&pdf);
    let labels: usize = pages.iter().map(Vec::len).sum();
    let sheets = pages.len();
    let expected = (6..6 + labels).map(|at| format!("#{}/{sheets}/{}", at / 24 + 1, at % 24 + 1));
    let mut told: Vec<String> = pages.into_iter().flatten().collect();
    let mut expected: Vec<String> = expected.collect();
    assert!(sheets > 1 && expected.len() > 18, "{expected:?}");
    // A reader tells the texts of a page by where they stand.
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
}

#[test]
fn conditions_and_names_of_files_go_by_numbers() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let when = "text = \"#end\"\nwhen = \"number == 1 or number == total\"";
    let template = with_text(&folder, "kz-pharma-carton", when);
    let pdf = folder.file("a.pdf");
    assert_eq!(render(&template, "samples/kz-pharma.xlsx", pdf.as_ref(), &[]).code, 0);
    let ends: Vec<usize> = marked(&pdf).iter().map(Vec::len).collect();
    assert_eq!((ends[0], ends[59], ends.iter().sum::<usize>()), (1, 1, 2));
    let pictures = Folder::new();
    let made =
        render(KZ, "samples/kz-pharma.xlsx", &pictures.path().join("{number} of {total}.svg"), &["--rows", "7-9"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert_eq!(pictures.names(), ["1 of 3.svg", "2 of 3.svg", "3 of 3.svg"]);
}

#[test]
fn numbers_are_judged_by_the_widest_that_the_job_may_have() {
    let folder = Folder::new();
    // One digit of 20 pt is about 4 mm wide.
    let fits = |text: &str, data: &[&str]| {
        let element = format!("text = \"{text}\"\nwidth = \"5 mm\"\n").replace("4 pt", "20 pt");
        let template = with_text(&folder, "kz-pharma-carton", &element);
        let text = std::fs::read_to_string(&template)
            .unwrap()
            .replace("y = \"25 mm\"\nsize = \"4 pt\"", "y = \"15 mm\"\nsize = \"20 pt\"");
        std::fs::write(&template, text).unwrap();
        quietzone(&[&["check", &template, "--format", "json"], data].concat())
    };
    let broken = |told: &Told| told.out.contains("TXT01");
    for text in ["{{ number }}", "{{ row }}", "{{ total }}"] {
        assert!(!broken(&fits(text, &[])), "a label alone is 1 of 1");
        let all = fits(text, &["--data", "samples/kz-pharma.xlsx"]);
        assert!(broken(&all) && all.code == 1, "{text}: {}", all.out);
    }
    assert!(!broken(&fits("{{ number }}", &["--data", "samples/kz-pharma.xlsx", "--rows", "50-55"])));
    assert!(broken(&fits("{{ row }}", &["--data", "samples/kz-pharma.xlsx", "--rows", "50-55"])));
}

#[test]
fn a_column_that_is_called_as_a_number_is_not_passed_over() {
    if !present(&[POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let template = with_text(&folder, "kz-pharma-carton", "text = \"#{{ number }}\"");
    let lines: Vec<String> =
        codes().iter().take(2).map(|code| format!("\"{}\";N-7", code.replace('"', "\"\""))).collect();
    let data = folder.write("codes.csv", format!("code;Number\n{}\n", lines.join("\n")));
    let pdf = folder.file("a.pdf");
    let told = render(&template, &data, pdf.as_ref(), &[]);
    told.assert_says(2, &["line 1, column B “Number”", "a column is headed so too", "--column number=number"]);
    let told = quietzone(&["check", &template, "--data", &data]);
    told.assert_says(2, &["a column is headed so too"]);
    for more in [&["--column", "number=Number"][..], &["--set", "number=N-7"]] {
        let made = render(&template, &data, pdf.as_ref(), more);
        assert_eq!(made.code, 0, "{}", made.err);
        assert_eq!(list(marked(&pdf).iter().flatten()), "#N-7 #N-7");
    }
}

#[test]
fn only_labels_of_sheets_have_sheets_and_places() {
    let folder = Folder::new();
    for number in ["sheet", "sheets", "place"] {
        let template = with_text(&folder, "kz-pharma-carton", &format!("text = \"{{{{ {number} }}}}\""));
        let data = &["--data", "samples/kz-pharma.xlsx"][..];
        for more in [&[][..], data] {
            let told = quietzone(&[&["check", template.as_str()], more].concat());
            told.assert_says(2, &["label.toml:", &format!("only labels on sheets have “{number}”")]);
        }
    }
}
