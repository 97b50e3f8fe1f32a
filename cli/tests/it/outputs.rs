//! Formats, sheets, sizes and single symbols as people ask for them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::common::*;

/// What was told of what could be made.
fn json(run: &Told) -> Value {
    assert_eq!(run.code, 0, "{}", run.err);
    run.json()
}

fn refused(run: &Told, expected: &[&str]) {
    run.assert_says(2, expected);
}

#[test]
fn what_a_format_cannot_do_is_refused_with_the_way_out() {
    let folder = Folder::new();
    let out = |name: &str| folder.path().join(name);
    let uz = ("templates/uz-pharma-carton.toml", "samples/uz-pharma.xlsx");
    let sheet = ("templates/uz-relabel-a4.toml", "samples/uz-pharma.xlsx");
    refused(&render(uz.0, uz.1, &out("a.zpl"), &[]), &["--dpi"]);
    refused(&render(sheet.0, sheet.1, &out("a.zpl"), &[]), &["sheets", "PDF"]);
    refused(&render(sheet.0, sheet.1, &out("a.svg"), &[]), &["2 sheets", "{sheet}"]);
    refused(&render(sheet.0, sheet.1, &out("{row}.png"), &[]), &["{sheet}"]);
    refused(&render(sheet.0, sheet.1, &out("a.pdf"), &["--start-at", "25"]), &["place 25", "24 labels", "--start-at"]);
    refused(&render(sheet.0, sheet.1, &out("a.pdf"), &["--start-at", "0"]), &["from 1"]);
    refused(&render(sheet.0, sheet.1, &out("a.pdf"), &["--free", "2,25"]), &["place 25", "24 labels"]);
    refused(&render(sheet.0, sheet.1, &out("a.pdf"), &["--free", "2-9,4"]), &["place 4 twice"]);
    refused(&render(sheet.0, sheet.1, &out("a.pdf"), &["--free", ""]), &["no places of a sheet"]);
    refused(&render(KZ, CODES, &out("a.pdf"), &["--start-at", "2"]), &["[sheet]"]);
    refused(&render(KZ, CODES, &out("a.pdf"), &["--free", "2"]), &["[sheet]"]);
    refused(&render(KZ, CODES, &out("{row}.pdf"), &[]), &["a PDF holds all labels"]);
    refused(&render(KZ, CODES, &out("{sheet}.svg"), &[]), &["{sheet}", "[sheet]"]);
    refused(&render(KZ, CODES, &out("{part}.zpl"), &[]), &["--part-size"]);
    refused(&render(KZ, CODES, &out("a.zpl"), &["--part-size", "5"]), &["{part}"]);
    refused(&render(KZ, CODES, &out("a.eps"), &[]), &[".pdf", ".svg", ".zpl", ".png"]);
    assert!(folder.names().is_empty());
}

/// Sheets that cannot be: each change of the template, and what is said of it.
#[test]
fn impossible_sheets_are_explained() {
    let folder = Folder::new();
    let text = text_of("templates/ru-relabel-a4.toml");
    for (from, to, expected) in [
        ("columns = 3", "columns = 4", "4 columns take 280.00 mm"),
        ("rows = 8", "rows = 8\ntop = \"20 mm\"", "8 rows take 280.00 mm from 20.00 mm on"),
        ("rows = 8", "rows = 8\npitch_y = \"30 mm\"", "lie on one another"),
        ("rows = 8", "rows = 8\npitch_y = \"36 mm\"\ngap_y = \"1 mm\"", "not both"),
        ("page = \"A4\"", "page = \"A9\"", "A9"),
        ("page = \"A4\"", "", "either a “page”"),
        ("rows = 8", "rows = 8\ncrop_marks = true", "no room for crop marks beside"),
        ("unprintable = \"5 mm\"", "unprintable = \"7 mm\"", "cannot print on the outer labels"),
        ("columns = 3", "columns = 1000\nrow = 3", "row"),
    ] {
        assert!(text.contains(from));
        let template = folder.write("t.toml", text.replacen(from, to, 1));
        let run = render(&template, "samples/ru-pharma.csv", &folder.path().join("a.pdf"), &[]);
        refused(&run, &[expected]);
    }
}

#[test]
fn labels_of_a_sheet_may_go_down_before_they_go_across() {
    let folder = Folder::new();
    let text = text_of("templates/ru-relabel-a4.toml");
    let template = folder.write("t.toml", text.replacen("rows = 8", "rows = 8\norder = \"columns\"", 1));
    let out = folder.path().join("s.svg");
    let run = render(&template, "samples/ru-pharma.csv", &out, &["--rows", "2-11", "--format", "json"]);
    assert_eq!(json(&run)["written"]["pages"], 1);
    let svg = fs::read_to_string(out).unwrap();
    let corners: Vec<&str> =
        svg.split("<g transform=\"translate(").skip(1).map(|g| g.split(')').next().unwrap()).collect();
    assert_eq!(corners.len(), 10);
    // The dots of 600 dpi nearest to 0, 8.5; 0, 43.5; … and 70, 8.5.
    assert_eq!(corners[..2], ["0 8.50900", "0 43.51867"].map(|c| c.trim_end_matches('0')));
    assert!(corners[8].starts_with("70.01933 8.509"), "{}", corners[8]);
}

/// Nothing that changes what the operator has set, or writes to flash; one label once.
#[test]
fn zpl_says_what_it_must_and_nothing_else() {
    let folder = Folder::new();
    for more in [&[][..], &["--zpl-symbol", "native"], &["--zpl-graphics", "hex"], &["--zpl-fixed", "inline"]] {
        let out = folder.path().join("a.zpl");
        assert_eq!(json(&render(KZ, CODES, &out, &[more, &["--format", "json"]].concat()))["written"]["labels"], 60);
        let zpl = fs::read_to_string(&out).unwrap();
        assert_eq!(zpl.matches("^XA^PW472^LL354^LH0,0\n").count(), 60);
        assert_eq!(zpl.matches("^PQ1^XZ").count(), 60);
        let commands: BTreeSet<&str> =
            zpl.split(['^', '~']).skip(1).map(|command| command.get(..2).unwrap_or(command)).collect();
        let known = ["BX", "DG", "FD", "FH", "FO", "FS", "GF", "ID", "LH", "LL", "PQ", "PW", "XA", "XG", "XZ"];
        assert!(commands.iter().all(|command| known.contains(command)), "{commands:?}");
        assert_eq!(zpl.contains("~DG"), more != ["--zpl-fixed", "inline"]);
        let stored: Vec<&str> = zpl.split("~DGR:").skip(1).map(|rest| rest.split('.').next().unwrap()).collect();
        assert!(stored.iter().all(|name| name.len() == 8 && zpl.contains(&format!("^IDR:{name}.GRF^FS"))));
        assert!(zpl.split("^GFA,").skip(1).all(|field| field.split("^FS").next().unwrap().len() < 99_999));
    }
}

#[test]
fn a_file_a_label_stands_alone_in_zpl_too() {
    let folder = Folder::new();
    let run = render(KZ, CODES, &folder.path().join("{row}.zpl"), &["--rows", "1-3", "--format", "json"]);
    assert_eq!(json(&run)["written"]["files"], 3);
    for row in 1..=3 {
        let zpl = fs::read_to_string(folder.path().join(format!("{row}.zpl"))).unwrap();
        assert!(zpl.starts_with("~DGR:QZ") && zpl.contains("^PQ1^XZ") && zpl.ends_with("^FS\n^XZ\n"));
    }
}

/// Light over dark cannot be added up from graphics, so the label is sent as it is seen.
#[test]
fn what_covers_something_is_sent_as_one_graphic() {
    let folder = Folder::new();
    let text = text_of(KZ);
    let cover = "\n[inks]\npaper = \"cmyk(0, 0, 0, 0)\"\n\n[data]";
    let text = text.replacen("\n[data]", cover, 1)
        + "\n[[element]]\ntype = \"rect\"\nid = \"cover\"\nx = \"1 mm\"\ny = \"19 mm\"\nwidth = \"10 mm\"\nheight = \"2 mm\"\nfill = \"paper\"\n";
    let template = folder.write("t.toml", text);
    let out = folder.path().join("a.zpl");
    json(&render(&template, CODES, &out, &["--rows", "1", "--format", "json"]));
    let zpl = fs::read_to_string(out).unwrap();
    let label = zpl.split("^XA^PW").nth(1).unwrap();
    assert_eq!(label.matches("^GFA").count(), 1);
}

#[test]
fn the_same_inputs_give_the_same_bytes_in_every_format() {
    let folder = Folder::new();
    for (template, data, name) in [
        (KZ, CODES, "a.zpl"),
        ("templates/uz-relabel-a4.toml", "samples/uz-pharma.xlsx", "s-{sheet}.svg"),
        ("templates/uz-relabel-a4.toml", "samples/uz-pharma.xlsx", "s.pdf"),
    ] {
        let bytes = ["1", "3"].map(|threads| {
            let out = folder.path().join(threads);
            json(&render(template, data, &out.join(name), &["--threads", threads, "--format", "json"]));
            let mut files: Vec<_> = fs::read_dir(&out).unwrap().map(|e| e.unwrap().path()).collect();
            files.sort();
            let bytes: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
            fs::remove_dir_all(out).unwrap();
            bytes
        });
        assert!(!bytes[0].is_empty() && bytes[0] == bytes[1], "{name}");
    }
}

#[test]
fn sizes_are_told_for_one_head_and_for_all() {
    let answer =
        json(&quietzone(&["size", "--market", "kz-pharma", "--dpi", "300", "--box", "14x14mm", "--format", "json"]));
    assert_eq!((&answer["rows"], &answer["codewords"]), (&36.into(), &75.into()));
    let choices = answer["devices"][0]["choices"].as_array().unwrap();
    let smallest = choices.iter().find(|choice| choice["verdict"] == "smallest").unwrap();
    assert_eq!((&smallest["module_dots"], smallest["width_mm"].as_f64()), (&4.into(), Some(12.192)));
    let all = json(&quietzone(&["size", "--market", "tr-its", "--format", "json"]));
    assert_eq!(all["devices"].as_array().unwrap().len(), 6);
    let small = quietzone(&["size", "--market", "kz-pharma", "--dpi", "203", "--box", "14x14mm"]);
    assert_eq!(small.code, 1);
    assert!(small.out.contains("14.25 × 14.25 mm with its quiet zone"));
    refused(&quietzone(&["size", "--market", "tr-its", "--rectangle"]), &["56 codewords", "no rectangle"]);
    refused(&quietzone(&["size", "--market", "xx"]), &["kz-pharma"]);
}

#[test]
fn one_symbol_is_drawn_with_its_quiet_zone() {
    let folder = Folder::new();
    let out = |name: &str| folder.file(name);
    let code = "(01)08691234567890(21)1323424679(17)271231(10)A1";
    for name in ["a.svg", "a.pdf", "a.png"] {
        let drawn = json(&quietzone(&["symbol", code, "-o", &out(name), "--format", "json"]));
        assert_eq!((&drawn["market"], &drawn["rows"]), (&"tr-its".into(), &22.into()));
        assert_eq!(drawn["bytes"], fs::metadata(out(name)).unwrap().len());
    }
    let drawn =
        json(&quietzone(&["symbol", code, "-o", &out("a.zpl"), "--dpi", "300", "--size", "14mm", "--format", "json"]));
    assert_eq!((&drawn["module_dots"], drawn["width_mm"].as_f64()), (&8.into(), Some(14.901_333)));
    // The quiet zone is part of the drawing: the first module begins one module from its edge.
    let svg = fs::read_to_string(out("a.svg")).unwrap();
    assert!(svg.contains("viewBox=\"0 0 10.92 10.92\"") && svg.contains("translate(0.455 0.455) scale(0.455)"));
    refused(&quietzone(&["symbol", code, "-o", &out("b.zpl")]), &["--dpi"]);
    refused(&quietzone(&["symbol", "hello", "-o", &out("b.svg")]), &["no market"]);
    refused(&quietzone(&["symbol", "--market", "tr-its", "hello", "-o", &out("b.svg")]), &["(01)"]);
    refused(&quietzone(&["symbol", code, "--modules", "10x10", "-o", &out("b.svg")]), &["10×10"]);
    assert!(!Path::new(&out("b.svg")).exists());
}

#[test]
fn placeholders_say_that_they_are_none() {
    let folder = Folder::new();
    for market in ["kz-pharma", "ru-pharma", "uz-pharma", "tr-its"] {
        let out = folder.file("a.svg");
        json(&quietzone(&["symbol", "--market", market, "--placeholder", "-o", &out, "--format", "json"]));
    }
    assert_eq!(quietzone(&["symbol", "--placeholder", "-o", "a.svg"]).code, 2);
    assert!(!at("a.svg").exists());
}
