//! Damaged codes: what is mended, what is told, what is hidden.

use std::fs;

use super::common::*;

#[test]
fn one_code_is_explained_and_its_tail_hidden() {
    let code = &codes()[0];
    let tail = code.split("\u{1d}92").nth(1).unwrap();
    let run = quietzone(&["inspect", code, "--market", "kz-pharma"]);
    let said = &run.out;
    assert_eq!(run.code, 0);
    assert!(said.contains("04870999000338") && said.contains("36×36") && said.contains("<44 characters>"), "{said}");
    assert!(!said.contains(tail));
    let shown = quietzone(&["inspect", code, "--market", "kz-pharma", "--show-tails"]);
    assert!(shown.out.contains(tail));
}

#[test]
fn the_markets_that_fit_are_named() {
    let readings = |code: &str| {
        let told = quietzone(&["inspect", code, "--format", "json"]).json();
        told["readings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["market"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(readings("(01)08691234567890(21)1323424679(17)271231(10)A1"), ["tr-its"]);
    assert_eq!(readings("04780101164394TF&csaNNW1kK0tL"), ["ru-tobacco-pack", "uz-tobacco-pack"]);
    let run = quietzone(&["inspect", "hello"]);
    assert_eq!(run.code, 1);
}

/// Whatever stands for the separator in a file, the labels carry the codes as they were issued.
#[test]
fn a_batch_comes_through_every_stand_in() {
    let folder = Folder::new();
    let path = |name: &str| folder.file(name);
    rendered("kz-pharma-carton", "kz-pharma.txt", path("a.pdf").as_ref(), &[]);
    let expected = fs::read(path("a.pdf")).unwrap();
    for stand_in in ["<GS>", "{GS}", "[GS]", "\\u001d", "_x001D_", "␝", "~029", "{FNC1}", "\\x1d"] {
        for front in ["", "]d2"] {
            let lines: Vec<String> =
                codes().iter().map(|code| format!("{front}{}", code.replace('\u{1d}', stand_in))).collect();
            let data = folder.write("codes.txt", lines.join("\n"));
            let told = quietzone(&["inspect", "--data", &data, "--market", "kz-pharma", "--format", "json"]).json();
            // Serials of the sample hold <GS> and _x001D_ themselves; such a row may be refused,
            // and is never read as another code.
            let (good, mended) = (told["good"].as_u64().unwrap(), told["mended"].as_u64().unwrap());
            assert!(good >= 57 && mended >= 57, "{front}{stand_in}: {told}");
            let run = render(KZ, &data, path("b.pdf").as_ref(), &["-q"]);
            if good == 60 {
                assert_eq!(run.code, 0);
                assert!(fs::read(path("b.pdf")).unwrap() == expected, "{front}{stand_in}");
                fs::remove_file(path("b.pdf")).unwrap();
            } else {
                assert_eq!(run.code, 1);
            }
        }
    }
}

#[test]
fn a_batch_is_looked_through_with_duplicates_and_hints() {
    let folder = Folder::new();
    let mut lines = codes();
    lines[3] = lines[3].replacen("04870999", "04870998", 1);
    lines[5] = lines[5].replace('\u{1d}', "GS");
    lines[7] = lines[6].clone();
    let data = folder.write("codes.txt", lines.join("\n"));
    let run = quietzone(&["inspect", "--data", &data, "--market", "kz-pharma", "--format", "json"]);
    assert_eq!(run.code, 1);
    let told = run.json();
    assert_eq!((&told["rows"], &told["good"], &told["bad"]), (&60.into(), &57.into(), &3.into()));
    let text = told["findings"].to_string();
    assert!(text.contains("COD04") && text.contains("DUP01") && text.contains("typed for the separator"), "{text}");
}

#[test]
fn markets_are_told_with_their_clauses() {
    let list = quietzone(&["market", "list"]).out;
    for id in ["kz-pharma", "ru-milk", "ru-tobacco-pack", "tr-transport", "uz-appliances", "by-shoes", "sscc"] {
        assert!(list.lines().any(|line| line.starts_with(id)), "{id}");
    }
    assert!(!list.contains("ru-goods-13"));
    let show = quietzone(&["market", "show", "uz-pharma"]).out;
    for part in ["(21) serial: 13 characters", "at least 10.00 mm", "clause by clause", "enforced (SZ01)"] {
        assert!(show.contains(part), "“{part}” is not in: {show}");
    }
    assert_eq!(quietzone(&["market", "show", "xx"]).code, 2);
}

/// A spreadsheet's export in its own encoding gives the labels that UTF-8 gives.
#[test]
fn other_encodings_give_the_same_labels() {
    let folder = Folder::new();
    let path = |name: &str| folder.file(name);
    let text = text_of("samples/ru-pharma.csv");
    let make = |name: &str, bytes: &[u8], more: &[&str]| {
        let (data, out) = (folder.write("codes.csv", bytes), path(name));
        let base = ["render", "templates/ru-pharma-carton.toml", "--data", &data, "-o", &out, "--format", "json"];
        let run = quietzone(&[&base, more].concat());
        assert_eq!(run.code, 0, "{}", run.out);
        (fs::read(out).unwrap(), run.json()["findings"].to_string().contains("SRC09"))
    };
    let (expected, _) = make("utf8.pdf", text.as_bytes(), &[]);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (cp1251, _, lost) = encoding_rs::WINDOWS_1251.encode(&text);
    assert!(!lost);
    for (name, bytes) in [("utf16.pdf", utf16.as_slice()), ("cp1251.pdf", &cp1251)] {
        let (pdf, noted) = make(name, bytes, &[]);
        assert!(pdf == expected && noted, "{name}");
    }
    let (pdf, noted) = make("named.pdf", &cp1251, &["--encoding", "windows-1251"]);
    assert!(pdf == expected && !noted);
    let run = quietzone(&["inspect", "--data", &path("codes.csv"), "--market", "ru-pharma", "--encoding", "klingon"]);
    assert_eq!(run.code, 2);
}

#[test]
fn a_market_is_found_out_or_the_candidates_are_named() {
    let inspect = |data: &str| quietzone(&["inspect", "--data", data, "--market", "auto"]);
    assert_eq!(inspect("samples/tr-its.xlsx").code, 0);
    let run = inspect("samples/kz-pharma.txt");
    let said = &run.err;
    assert_eq!(run.code, 2);
    assert!(said.contains("kz-pharma") && said.contains("uz-pharma") && !said.contains("tr-its"), "{said}");
    assert_eq!(inspect("README.md").code, 2);
}

/// A column named for what stands beside the code leaves the code to be found; one named for
/// nothing is refused.
#[test]
fn columns_beside_the_code_may_be_named() {
    let folder = Folder::new();
    let path = |name: &str| folder.file(name);
    let data = folder.write("in.csv", text_of("samples/ru-pharma.csv").replacen("Серия", "Особая", 1));
    let convert = |column: &str| {
        let base = ["convert", "--data", &data, "--market", "ru-pharma", "-o", &path("out.csv")];
        quietzone(&[&base[..], &["--column", column]].concat())
    };
    assert_eq!(convert("batch=Особая").code, 0);
    let csv = fs::read_to_string(path("out.csv")).unwrap();
    assert!(csv.starts_with("code,batch,expiry,product\n") && csv.contains(",010424,"), "{csv}");
    let run = convert("nothing=Особая");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("“nothing”"));
}

/// What a market asks is data: numbers with their units, each with its source.
#[test]
fn demands_are_told_as_data() {
    let show = |id: &str| quietzone(&["market", "show", id, "--format", "json"]).json();
    let uz = show("uz-pharma");
    let area = &uz["demands"]["symbol"]["area"];
    assert_eq!((area["width_mm"].as_f64(), area["height_mm"].as_f64()), (Some(10.0), Some(10.0)));
    assert_eq!((&area["duty"], &area["confidence"]), (&"required".into(), &"H".into()));
    assert!(area["source"].as_str().unwrap().contains("149") && area["clause"].as_str().unwrap().contains("second"));
    assert_eq!(uz["smallest_symbol_mm"].as_f64(), Some(10.0));
    assert_eq!(uz["demands"]["text"]["content"]["duty"], "free");
    let tr = show("tr-its");
    assert_eq!(tr["demands"]["symbol"]["grade"]["least_number"].as_f64(), Some(0.5));
    assert_eq!(tr["demands"]["text"]["beside"]["fields"], serde_json::json!(["gtin", "serial"]));
    assert_eq!(tr["demands"]["placement"]["apart"]["least_mm"].as_f64(), Some(10.0));
    let soft = show("ru-softdrinks");
    let module = &soft["demands"]["symbol"]["module"];
    assert_eq!((module["min_mm"].as_f64(), module["max_mm"].as_f64()), (Some(0.255), Some(0.68)));
    assert_eq!((&module["duty"], &module["confidence"]), (&"advised".into(), &"M".into()));
    let permit = &show("tr-transport")["permits"][0];
    assert_eq!((&permit["ai"], &permit["beside"], &permit["clause"]), (&"37".into(), &"01".into(), &"art. 7".into()));
    assert_eq!(show("ru-bio-short")["demands"]["other"][0]["clause"], "п. 50");
    let text = quietzone(&["market", "show", "ru-softdrinks"]).out;
    assert!(text.contains("modules of 0.255 to 0.680 mm (advised) (not sure)"), "{text}");
}

/// Every finding stands in the list with its cell; the summary stands beside it.
#[test]
fn findings_are_listed_as_csv() {
    let folder = Folder::new();
    let path = &folder.file("codes.csv");
    let mut text = String::from("=Code;Batch\n");
    for (row, code) in codes().iter().enumerate() {
        let code = if row < 9 { code.replacen("04870999", "04870998", 1) } else { code.clone() };
        text.push_str(&format!("\"{}\";A1\n", code.replace('"', "\"\"")));
    }
    fs::write(path, text).unwrap();
    let base = ["inspect", "--data", path, "--market", "kz-pharma", "--column", "=Code"];
    let run = quietzone(&[&base[..], &["--format", "csv"]].concat());
    assert_eq!(run.code, 1);
    let list = run.out;
    assert!(list.starts_with("file,sheet,row,column,header,severity,rule,message,help\r\n"), "{list}");
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let wrong: Vec<&csv::StringRecord> = rows.iter().filter(|row| &row[6] == "COD04").collect();
    assert_eq!(wrong.len(), 9, "all of them, not the first five: {list}");
    assert_eq!((&wrong[0][0], &wrong[0][2], &wrong[0][3], &wrong[0][5]), ("codes.csv", "2", "A", "error"));
    assert_eq!(&wrong[0][4], "'=Code");
    assert!(wrong[0][7].contains("check digit") && wrong[0][8].contains("product card"), "{list}");
    let summary = run.err;
    assert!(summary.contains("rows     60") && summary.contains("bad      9"), "{summary}");
    // What is told of the whole file stands in the list as well.
    let text = text_of("samples/ru-pharma.csv");
    let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
    fs::write(path, &cp1251).unwrap();
    let run = quietzone(&["inspect", "--data", path, "--market", "ru-pharma", "--format", "csv"]);
    assert_eq!((run.code, run.out.matches(",SRC09,").count()), (0, 1), "{}", run.out);
    // One code has nothing to list; what cannot run lists nothing.
    for arguments in [
        &["inspect", "hello", "--format", "csv"][..],
        &["inspect", "--data", "no.csv", "--market", "kz-pharma", "--format", "csv"],
    ] {
        let run = quietzone(arguments);
        assert_eq!((run.code, run.out.len()), (2, 0), "{arguments:?}");
    }
}

/// The Turkish guidance prints the transferred data of its parcel with another serial.
#[test]
fn a_printed_text_is_held_against_the_code() {
    let parcel = "0118691234567897215132342412";
    let run = quietzone(&["inspect", parcel, "--printed", "21B13234241234"]);
    assert_eq!(run.code, 1);
    let (said, told) = (run.out, run.err);
    assert!(said.contains("differs from the encoded data") && said.contains("not printed"), "{said}");
    let message =
        "(21) serial differs from the encoded data at position 1: printed is “B13234241234”, encoded is “5132342412”";
    assert!(told.contains("COD11") && told.contains(message), "{told}");
    let inspect = |text: &str| quietzone(&["inspect", parcel, "--printed", text, "--format", "json"]);
    let told = inspect("011869123456789721B13234241234").json();
    assert_eq!(told["printed"]["fields"][0]["verdict"], "same");
    let serial = &told["printed"]["fields"][1];
    assert_eq!(
        (&serial["verdict"], &serial["position"], &serial["name"]),
        (&"differs".into(), &1.into(), &"serial".into())
    );
    assert_eq!(told["findings"][0]["rule"], "COD11");
    for (text, code) in [("(01)18691234567897\n(21)5132342412", 0), ("(21) 5132342412", 0), ("(37)10", 1), ("hello", 1)]
    {
        assert_eq!(inspect(text).code, code, "{text}");
    }
    // GS1 data of no market we know, and a code whose tail is nobody's business.
    let run = quietzone(&["inspect", "(01)04780101164394(3103)000500", "--printed", "(3103)000600"]);
    assert_eq!(run.code, 1);
    let code = &codes()[0];
    let tail = code.split("\u{1d}92").nth(1).unwrap();
    let printed = format!("(92)x{tail}");
    let run = quietzone(&["inspect", code, "--market", "kz-pharma", "--printed", &printed, "--format", "json"]);
    assert!(!run.out.contains(tail));
    assert_eq!(run.code, 1);
    let run = quietzone(&["inspect", "--data", CODES, "--market", "kz-pharma", "--printed", "x"]);
    assert_eq!(run.code, 2);
}
