//! One unit is marked once, every row of a file is counted, and rows that are asked for are there.

use std::fs;

use serde_json::Value;

use super::common::*;

const SUMMED: [&str; 8] = ["titles", "header", "good", "bad", "blank", "totals", "left_out", "hidden"];

fn inspected(data: &str, market: &str) -> Value {
    quietzone(&["inspect", "--data", data, "--market", market, "--all-findings", "--format", "json"]).json()
}

/// Rule, severity and row of everything that was found, in order of the rows.
fn found(told: &Value) -> Vec<(String, String, u64)> {
    let groups = told["findings"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut found: Vec<_> = groups
        .flat_map(|group| group["first"].as_array().unwrap())
        .map(|one| (text(&one["rule"]), text(&one["severity"]), one["place"]["row"].as_u64().unwrap_or(0)))
        .collect();
    found.sort_by_key(|(rule, _, row)| (*row, rule.clone()));
    found
}

/// The finding of a rule in a row.
fn one<'t>(told: &'t Value, rule: &str, row: u64) -> &'t Value {
    let mut all = told["findings"].as_array().unwrap().iter().flat_map(|group| group["first"].as_array().unwrap());
    all.find(|one| one["rule"] == rule && one["place"]["row"] == row).unwrap_or_else(|| panic!("{rule} {row}: {told}"))
}

/// The counts of rows, once they have been added up.
fn counts(told: &Value) -> &Value {
    let counts = &told["row_counts"];
    let sum: u64 = SUMMED.iter().map(|key| counts[key].as_u64().unwrap_or_else(|| panic!("{key}: {told}"))).sum();
    assert_eq!(counts["file"].as_u64(), Some(sum), "{counts}");
    counts
}

#[test]
fn a_turkish_unit_stands_once_whatever_its_expiry_and_batch() {
    let told = inspected("tests/fixtures/codes/tr_same_unit.csv", "tr-its");
    let is = |rule: &str, severity: &str, row| (rule.to_owned(), severity.to_owned(), row);
    let expected =
        [is("DUP01", "error", 2), is("DUP01", "error", 3), is("COD13", "error", 4), is("COD14", "warning", 5)];
    assert_eq!(found(&told), expected);
    for (rule, row, says, clause) in [
        ("DUP01", 2, "row 3", "art. 4(1)b"),
        ("DUP01", 3, "row 2", "art. 4(1)b"),
        ("COD13", 4, "begins with 1, it must begin with 0", "art. 4(1)a"),
        ("COD14", 5, "the month's last", "art. 4(1)c"),
    ] {
        let one = one(&told, rule, row);
        assert!(one["message"].as_str().unwrap().contains(says), "{one}");
        assert!(one["source"].as_str().unwrap().contains(clause), "{one}");
    }
    let counts = counts(&told);
    assert_eq!(
        (&counts["file"], &counts["header"], &counts["good"], &counts["bad"]),
        (&5.into(), &1.into(), &1.into(), &3.into())
    );
}

#[test]
fn expiries_of_turkey_are_the_months_last_day_or_00() {
    for (day, warns) in [("271231", false), ("271200", false), ("280229", false), ("270228", false), ("280228", true)] {
        let code = format!("(01)08691234567890(21)1323424679(17){day}(10)A1");
        let told = quietzone(&["inspect", &code, "--market", "tr-its", "--format", "json"]).json();
        assert_eq!(told["readings"][0]["warnings"].as_array().unwrap().len(), usize::from(warns), "{told}");
    }
}

#[test]
fn the_gtin_of_a_parcel_begins_with_0_to_8() {
    let inspect = |gtin: &str| quietzone(&["inspect", &format!("(01){gtin}(21)51"), "--market", "tr-transport"]).code;
    assert_eq!((inspect("18691234567897"), inspect("08691234567890"), inspect("98691234567893")), (0, 0, 1));
}

#[test]
fn a_kazakh_unit_with_two_tails_is_an_error_and_neither_is_printed() {
    let told = inspected("tests/fixtures/codes/kz_same_unit.txt", "kz-pharma");
    assert!(one(&told, "DUP01", 1)["message"].as_str().unwrap().contains("row 2"));
    assert!(one(&told, "DUP01", 2)["message"].as_str().unwrap().contains("row 1"));
    assert_eq!((&counts(&told)["good"], &counts(&told)["bad"]), (&0.into(), &2.into()));

    // Beside sound codes: those are printed, both of the unit are kept, no tail is told.
    let mut lines = codes();
    let tail = lines[2].find("\u{1d}92").unwrap() + 3;
    lines[9] = lines[2].clone();
    lines[9].replace_range(tail..tail + 3, "AAA");
    let (folder, data) = Folder::with("codes.txt", lines.join("\n"));
    let run = render(KZ, &data, &folder.path().join("out.pdf"), &["--skip-bad", "--format", "json"]);
    let told = run.json();
    assert_eq!((run.code, &told["written"]["labels"], &told["rejected"]), (1, &58.into(), &2.into()));
    let kept = fs::read_to_string(folder.path().join("out.pdf.rejects.csv")).unwrap();
    assert!(kept.contains(&lines[2][tail..]) && kept.contains(&lines[9][tail..]), "{kept}");
    assert!(!run.out.contains(&lines[2][tail + 10..]) && !run.err.contains(&lines[2][tail + 10..]));
}

#[test]
fn rows_of_one_code_that_print_other_dates_are_not_chosen_from() {
    let code = &codes()[0].replace('"', "\"\"");
    let rows = |second: &str| {
        format!("code,batch,expiry,product\n\"{code}\",A,2027-12-31,P\n\"{code}\",{second},2027-12-31,P\n")
    };
    for (second, labels) in [("A", 1), ("B", 0)] {
        let (folder, data) = Folder::with("codes.csv", rows(second));
        let run = render(KZ, &data, &folder.path().join("out.pdf"), &["--skip-bad", "--format", "json"]);
        let told = run.json();
        assert_eq!((run.code, told["written"]["labels"].as_u64()), (1, Some(labels)), "{}{}", run.out, run.err);
    }
}

#[test]
fn a_pack_of_tobacco_is_known_by_its_first_21_characters_and_an_sscc_by_itself() {
    for (market, lines, bad) in [
        ("ru-tobacco-pack", ["04780101164394TF&csaNABm8abcd", "04780101164394TF&csaNAAAAxyz1"], 2),
        ("ru-tobacco-pack", ["04780101164394TF&csaNABm8abcd", "04780101164394TF&csaMABm8abcd"], 0),
        ("sscc", ["00146012345600123453", "00146012345600123453"], 1),
    ] {
        let (_folder, data) = Folder::with("codes.txt", lines.join("\n"));
        assert_eq!(inspected(&data, market)["bad"], bad, "{market}");
    }
}

#[test]
fn two_gtins_of_a_kazakh_batch_are_a_note() {
    let run = quietzone(&[
        "inspect",
        "--data",
        "tests/fixtures/codes/kz_two_gtins.txt",
        "--market",
        "kz-pharma",
        "--format",
        "json",
    ]);
    let told = run.json();
    let note = one(&told, "JOB04", 2);
    assert_eq!((run.code, note["severity"].as_str()), (0, Some("note")));
    assert!(note["message"].as_str().unwrap().contains("2 GTINs"), "{note}");
}

#[test]
fn radio_electronics_have_serials_of_13() {
    let code = |serial: &str| format!("010460099900017121{serial}\u{1d}91EE05\u{1d}92{}", "dGVz".repeat(11));
    let inspect = |serial: &str| quietzone(&["inspect", &code(serial), "--market", "ru-radio"]).code;
    let gtin = quietzone(&["inspect", &code("5123456789012"), "--market", "ru-lp"]);
    assert_eq!(gtin.code, 0, "{}", gtin.err);
    assert_eq!((inspect("5123456789012"), inspect("51234567890123456789")), (0, 1));
}

#[test]
fn labels_stand_more_than_once_where_the_market_lets_them() {
    let (folder, data) = Folder::with("codes.txt", "00146012345600123453\n00046012345600000016\n");
    let template = "tests/fixtures/sscc.toml";
    let make = |name: &str, copies: &str| {
        render(template, &data, &folder.path().join(name), &["--copies", copies, "--format", "json"])
    };
    for name in ["out.pdf", "out.zpl"] {
        let (once, twice) = (make(name, "1"), make(name, "2"));
        assert_eq!((once.code, twice.code), (0, 0), "{}{}", once.err, twice.err);
        assert_eq!((&once.json()["written"]["labels"], &twice.json()["written"]["labels"]), (&2.into(), &4.into()));
    }
    let zpl = fs::read_to_string(folder.path().join("out.zpl")).unwrap();
    let labels: Vec<&str> = zpl.split("^XA").filter(|label| label.contains("^GF") || label.contains("^FO")).collect();
    assert!(labels.len() >= 4, "{}", labels.len());
    make("out.pdf", "3").assert_says(2, &[]);
    assert!(make("out.pdf", "3").out.contains("at most 2 times"));
    assert!(make("{row}.png", "2").out.contains("a file of its own"));
    let kz = render(KZ, "samples/kz-pharma.xlsx", &folder.path().join("kz.pdf"), &["--copies", "2"]);
    kz.assert_says(2, &["a label of kz-pharma stands once"]);
}

#[test]
fn every_command_counts_the_rows_of_a_file() {
    let mut lines = codes();
    lines[4] = shorten(&lines[4]);
    let quoted = |line: &String| format!("\"{}\",A,2027-12-31,P", line.replace('"', "\"\""));
    let mut rows: Vec<String> = lines.iter().map(quoted).collect();
    rows.insert(0, "\"code\nof the pack\",batch,expiry,product".to_owned());
    rows.insert(3, String::new());
    rows.insert(3, String::new());
    let (folder, data) = Folder::with("codes.csv", rows.join("\n") + "\n");
    let pdf = folder.file("out.pdf");
    let txt = folder.file("out.txt");
    let column = ["--column", "A"];
    let commands: [Vec<&str>; 4] = [
        vec!["inspect", "--market", "kz-pharma"],
        vec!["convert", "--market", "kz-pharma", "-o", &txt, "--skip-bad"],
        vec!["render", KZ, "-o", &pdf, "--skip-bad"],
        vec!["check", KZ],
    ];
    for command in commands {
        let all = [command.as_slice(), &["--data", &data], &column].concat();
        let told = quietzone(&[all.as_slice(), &["--format", "json"]].concat()).json();
        let counts = counts(&told);
        let expected = [("file", 63), ("header", 1), ("good", 59), ("bad", 1), ("blank", 2), ("left_out", 0)];
        for (key, expected) in expected {
            assert_eq!(counts[key], expected, "{command:?} {key}: {counts}");
        }
        let told = quietzone(&all);
        let line = "63 rows: 1 header, 59 good, 1 bad, 2 blank";
        assert!(told.out.contains(line) || told.err.contains(line), "{command:?}: {}{}", told.out, told.err);
    }
    let refused = render(KZ, &data, &folder.path().join("no.pdf"), &column);
    refused.assert_says(1, &["nothing was written", "63 rows: 1 header, 59 good, 1 bad, 2 blank"]);
}

#[test]
fn rows_that_are_asked_for_and_are_not_there_are_told() {
    let quoted = |line: &String| format!("\"{}\",A,2027-12-31,P", line.replace('"', "\"\""));
    let rows: Vec<String> = codes().iter().map(quoted).collect();
    let (folder, data) = Folder::with("codes.csv", format!("code,batch,expiry,product\n{}\n", rows.join("\n")));
    let make = |rows: &str| render(KZ, &data, &folder.path().join("out.pdf"), &["--rows", rows, "--format", "json"]);
    // The header and 60 codes: the last row is 61.
    let told = make("60-70").json();
    assert_eq!((&told["written"]["labels"], &counts(&told)["left_out"]), (&2.into(), &58.into()));
    let missing = told["findings"].to_string();
    assert!(missing.contains("JOB03") && missing.contains("rows 62 to 70"), "{missing}");
    assert!(missing.contains("the last row is 61"), "{missing}");
    let told = make("55-").json();
    assert_eq!((&told["written"]["labels"], told["findings"].to_string().contains("JOB03")), (&7.into(), false));
    let none = make("62-");
    assert_eq!(none.code, 2);
    assert!(none.out.contains("JOB03") && none.out.contains("there is no row to print"), "{}", none.out);
    assert!(make("2,1").json()["findings"].to_string().contains("row 1, where no data stands"));
}

#[test]
fn auto_names_five_candidates_at_most_the_best_first() {
    let run = quietzone(&["inspect", "--data", CODES, "--market", "auto"]);
    assert_eq!(run.code, 2);
    let is_market = |word: &&str| ["kz-", "uz-", "ru-", "by-"].iter().any(|country| word.starts_with(country));
    let ids: Vec<&str> = run.err.split(' ').filter(is_market).collect();
    assert_eq!((ids.len(), ids[0]), (5, "kz-pharma"), "{}", run.err);
    run.assert_says(2, &["GTINs begin as those of its country", "what decides", "--market"]);
    let told = quietzone(&["inspect", "--data", "samples/tr-its.xlsx", "--market", "auto", "--format", "json"]).json();
    assert_eq!(told["market"], "tr-its");
    let one = quietzone(&["inspect", &codes()[0]]).out;
    let line = one.lines().next().unwrap();
    assert!(line.contains("one of kz-pharma") && line.matches(',').count() == 5, "{line}");
}

/// Rows are conserved, and of the same unit at most one label comes: random files of good, damaged,
/// repeated and blank lines.
#[test]
fn rows_are_conserved_whatever_stands_in_them() {
    let good = codes();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    for _ in 0..40 {
        let count = 1 + next(90);
        let mut lines = Vec::new();
        for _ in 0..count {
            let code = &good[usize::try_from(next(60)).unwrap()];
            lines.push(match next(5) {
                0 => String::new(),
                1 => shorten(code),
                2 => code[..code.len() - 4].to_owned() + "AAA=",
                _ => code.clone(),
            });
        }
        lines.push(good[0].clone());
        let (folder, data) = Folder::with("codes.txt", lines.join("\n") + "\n");
        let told = inspected(&data, "kz-pharma");
        let counts = counts(&told);
        assert_eq!(counts["file"].as_u64(), Some(lines.len() as u64));
        assert_eq!(counts["blank"].as_u64(), Some(lines.iter().filter(|line| line.is_empty()).count() as u64));
        let output = folder.file("out.txt");
        let run = quietzone(&["convert", "--data", &data, "--market", "kz-pharma", "-o", &output, "--skip-bad"]);
        let written = fs::read_to_string(&output).unwrap_or_default();
        let units: std::collections::BTreeSet<&str> = written.lines().map(|line| &line[..31]).collect();
        assert_eq!(units.len() as u64, counts["good"].as_u64().unwrap(), "{}", run.err);
        assert_eq!(units.len(), written.lines().count());
        let every = quietzone(&["inspect", "--data", &data, "--market", "kz-pharma", "--format", "csv"]).out;
        let named: Vec<u64> =
            csv::Reader::from_reader(every.as_bytes()).records().map(|row| row.unwrap()[2].parse().unwrap()).collect();
        for (line, row) in lines.iter().zip(1..).filter(|(line, _)| !line.is_empty()) {
            assert!(named.contains(&row) || written.contains(line.as_str()), "row {row}");
        }
    }
}
