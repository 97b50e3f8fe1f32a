//! What files of codes hold, and what mends them.

use std::fs;

use serde_json::{Value, json};

use super::common::{Running, at};

fn codes() -> Vec<String> {
    fs::read_to_string(at("samples/kz-pharma.txt")).unwrap().lines().map(str::to_owned).collect()
}

fn look(studio: &Running, work: &Value) -> Value {
    let told = studio.done("start.look", &json!({ "work": work }));
    assert_eq!(told["findings"], Value::Null, "{told}");
    told["result"].clone()
}

/// The mends of what was found, as their labels.
fn mends(found: &Value) -> Vec<Value> {
    found.as_array().unwrap().iter().flat_map(|found| found["mends"].as_array().unwrap().clone()).collect()
}

#[test]
fn what_a_file_holds_is_told_by_sort_and_listed_without_tails() {
    let studio = Running::start();
    let mut codes = codes();
    let tail = codes[7].rsplit("\u{1d}92").next().unwrap().to_owned();
    codes[1].truncate(40);
    codes[5] = codes[0].clone();
    fs::write(studio.folder.join("codes.txt"), codes.join("\n")).unwrap();
    let work = json!({ "data": ["codes.txt"], "market": "kz-pharma" });
    let came = look(&studio, &work);
    assert_eq!((&came["rows"], &came["good"], &came["bad"]), (&json!(60), &json!(58), &json!(2)), "{came}");
    assert_eq!(came["market"]["id"], "kz-pharma");
    let asked =
        |sorts: Value| studio.told("start.rows", &json!({ "work": work, "from": 0, "count": 500, "sorts": sorts }));
    let bad = asked(json!(["bad", "twice"]));
    let numbers: Vec<&Value> = bad["rows"].as_array().unwrap().iter().map(|row| &row["row"]).collect();
    assert_eq!((numbers, &bad["count"]), (vec![&json!(2), &json!(6)], &json!(2)));
    assert!(bad["rows"].as_array().unwrap().iter().all(|row| row["finding"]["severity"] == "error"), "{bad}");
    let all = asked(json!([]));
    assert_eq!(all["count"], 60);
    assert_eq!(all["rows"][7]["says"]["gtin"], codes[7][2..16]);
    assert!(!all.to_string().contains(&tail) && !came.to_string().contains(&tail));
}

#[test]
fn codes_that_many_markets_make_are_asked_about_and_told_then() {
    let studio = Running::start().with(&["samples/kz-pharma.xlsx", "templates/kz-pharma-carton.toml"]);
    let came = look(&studio, &json!({ "data": ["kz-pharma.xlsx"] }));
    assert_eq!(came["fitting"][0]["market"], "kz-pharma");
    assert!(came["fitting"].as_array().unwrap().len() > 1);
    // A template says which.
    let came = look(&studio, &json!({ "data": ["kz-pharma.xlsx"], "template": "kz-pharma-carton.toml" }));
    assert_eq!((&came["market"]["id"], &came["good"]), (&json!("kz-pharma"), &json!(60)));
}

#[test]
fn what_mends_a_file_stands_beside_what_is_wrong_with_it() {
    let studio = Running::start();
    // Cyrillic letters for Latin ones in serials: А for A, С for C.
    let mended: Vec<String> = codes()
        .iter()
        .map(|code| format!("{}{}{}", &code[..18], code[18..31].replace('A', "А").replace('C', "С"), &code[31..]))
        .collect();
    fs::write(studio.folder.join("codes.txt"), mended.join("\n")).unwrap();
    let mut work = json!({ "data": ["codes.txt"], "market": "kz-pharma" });
    let came = look(&studio, &work);
    let damaged = mended.iter().filter(|code| code[18..].contains(['А', 'С'])).count();
    assert!(damaged > 0 && came["bad"] == damaged, "{came}");
    let mend = mends(&came["findings"]).into_iter().find(|mend| mend["set"]["fix_lookalikes"] == true).unwrap();
    work["fix_lookalikes"] = mend["set"]["fix_lookalikes"].clone();
    let came = look(&studio, &work);
    assert_eq!((&came["good"], &came["mended"]), (&json!(60), &json!(damaged)));
    // A file that cannot be read says why, and what would help.
    let came = look(&studio, &json!({ "data": ["codes.txt"], "market": "kz-pharma", "column": ["Nowhere"] }));
    assert!(came["refused"][0]["message"].as_str().unwrap().contains("Nowhere"), "{came}");
}

#[test]
fn the_picture_of_a_template_for_sheets_shows_a_whole_sheet() {
    let studio = Running::start();
    for sheet in quietzone::template::SHIPPED.iter().filter(|one| one.text.contains("\n[sheet]\n")) {
        let picture = studio.call("start.picture", &json!({ "name": sheet.name })).body;
        let text = fs::read_to_string(at(&format!("templates/{}.toml", sheet.name))).unwrap();
        let places = quietzone::job::Design::of_text("template.toml", text).unwrap().places().unwrap();
        // Each label names its GTIN once.
        let picture = String::from_utf8(picture).unwrap();
        assert_eq!(picture.matches("(01)0").count(), places as usize, "{}", sheet.name);
    }
}
