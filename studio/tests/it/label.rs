//! The label that is designed: what the page is told of it, and what becomes of the file.

use std::fs;
use std::io::Write as _;

use serde_json::{Value, json};

use super::common::{Running, at};

const TEMPLATE: &str = "kz-pharma-carton.toml";

fn studio() -> Running {
    Running::start().with(&["templates/kz-pharma-carton.toml", "samples/kz-pharma.xlsx"])
}

fn work() -> Value {
    json!({ "template": TEMPLATE, "data": ["kz-pharma.xlsx"] })
}

#[test]
fn a_text_that_is_not_saved_is_seen_and_its_mistakes_are_told_by_their_lines() {
    let studio = studio();
    let text = fs::read_to_string(at("templates/kz-pharma-carton.toml")).unwrap();
    let line = text.lines().position(|line| line.starts_with("width = ")).unwrap();
    let broken = text.replacen("width = \"", "width = \"x", 1);
    let refused = studio.call("label.preview", &json!({ "work": work(), "text": broken, "row": 2 }));
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["findings"][0]["place"]["line"], line + 1);
    let seen = studio.told("label.preview", &json!({ "work": work(), "text": text, "row": 2 }));
    assert!(seen["picture"]["svg"].as_str().unwrap().contains("<svg") && seen["size"]["width"].as_f64().unwrap() > 1.0);
    for (number, found) in seen["findings"].as_array().unwrap().iter().enumerate() {
        assert_eq!(found["number"], number + 1);
    }
    // No tail is told: the picture with findings shows a code that no goods have.
    assert_eq!(fs::read_to_string(studio.folder.join(TEMPLATE)).unwrap(), text);
}

#[test]
fn rows_are_told_one_by_one_by_their_numbers_in_the_file() {
    let studio = studio();
    let told = studio.told("label.rows", &json!({ "work": work(), "from": 58, "count": 10 }));
    let rows: Vec<u64> = told["rows"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!((told["all"].as_u64(), rows), (Some(60), vec![60, 61]));
}

#[test]
fn a_file_that_somebody_else_changed_is_not_written_over() {
    let studio = studio();
    let text = studio.told("label.text", &json!({ "template": TEMPLATE }))["text"].as_str().unwrap().to_owned();
    let save =
        |was: &str, text: &str| studio.call("label.save", &json!({ "template": TEMPLATE, "text": text, "was": was }));
    let mine = format!("{text}# mine\n");
    assert_eq!(save(&text, &mine).status, 200);
    assert_eq!(fs::read_to_string(studio.folder.join(TEMPLATE)).unwrap(), mine);
    assert_eq!(save(&text, "other").status, 422, "it says something else by now");
    assert_eq!(fs::read_to_string(studio.folder.join(TEMPLATE)).unwrap(), mine);
}

/// Every kind of element that templates know.
fn kinds() -> Vec<String> {
    let schema = quietzone::template::Template::schema();
    let kinds = schema.pointer("/properties/element/items/oneOf").unwrap().as_array().unwrap();
    let name = |kind: &Value| kind.pointer("/properties/type/const").unwrap().as_str().unwrap().to_owned();
    kinds.iter().map(name).collect()
}

#[test]
fn every_kind_of_element_that_there_is_can_be_added_and_is_drawn() {
    let studio = studio();
    fs::create_dir(studio.folder.join("art")).unwrap();
    fs::copy(at("templates/art/logo.svg"), studio.folder.join("art/logo.svg")).unwrap();
    // A label that is wide enough for a linear barcode.
    let text = fs::read_to_string(at("templates/kz-pharma-58x40-203.toml")).unwrap();
    let before = studio.told("label.form", &json!({ "text": text }));
    let kinds = kinds();
    assert_eq!(kinds.len(), before["kinds"].as_array().unwrap().len(), "{}", before["kinds"]);
    for kind in kinds {
        let file = (kind == "image").then_some("art/logo.svg");
        let added = studio.told("label.add", &json!({ "text": text, "kind": kind, "file": file }))["text"].clone();
        let form = studio.told("label.form", &json!({ "text": added }));
        let last = form["elements"].as_array().unwrap().last().unwrap();
        assert_eq!((&last["id"], &last["type"]), (&json!(kind), &json!(kind)));
        for row in [None, Some(2)] {
            let seen = studio.told("label.preview", &json!({ "work": work(), "text": added, "row": row }));
            let elements = seen["elements"].as_array().unwrap();
            // The design alone shows nothing that records say.
            assert!(
                row.is_none() || elements.iter().any(|element| element["id"] == *kind),
                "{kind}, row {row:?}: {}",
                seen["records"]
            );
        }
    }
    let none = studio.call("label.add", &json!({ "text": text, "kind": "image" }));
    assert!(none.json()["findings"][0]["help"].as_str().unwrap().contains("picture"), "no picture, no element");
}

#[test]
fn a_field_that_nothing_gives_is_told_where_the_template_asks_for_it() {
    let studio = studio();
    let text = fs::read_to_string(at("templates/kz-pharma-carton.toml")).unwrap();
    let text = format!(
        "{text}\n[[element]]\ntype = \"text\"\nid = \"dose\"\nx = \"2 mm\"\ny = \"2 mm\"\nsize = \"6 pt\"\ntext = \"{{{{ dosage }}}}\"\n"
    );
    let line = text.lines().count();
    let asked = |set: Value| {
        let work = json!({ "template": TEMPLATE, "data": ["kz-pharma.xlsx"], "set": set });
        studio.call("label.preview", &json!({ "work": work, "text": text, "row": 2 }))
    };
    let refused = asked(json!([]));
    assert_eq!(refused.status, 422);
    let found = refused.json()["findings"][0].clone();
    assert!(found["message"].as_str().unwrap().contains("“dosage”"), "{found}");
    assert_eq!((&found["element"], &found["place"]["line"]), (&json!("dose"), &json!(line)));
    assert_eq!(found["place"]["file"], TEMPLATE);
    // The form knows the line too.
    let form = studio.told("label.form", &json!({ "text": text }));
    let values = form["elements"].as_array().unwrap().last().unwrap()["values"].as_array().unwrap().clone();
    assert_eq!(values.iter().find(|value| value["key"] == "text").unwrap()["line"], line);
    assert_eq!(asked(json!(["dosage=10 mg"])).status, 200);
}

/// The drawing of a label.
fn drawn(studio: &Running, work: &Value, row: &Value) -> String {
    let seen = studio.told("label.preview", &json!({ "work": work, "row": row, "view": "plain" }));
    seen["picture"]["svg"].as_str().unwrap().to_owned()
}

#[test]
fn of_several_files_each_step_shows_the_label_of_its_row() {
    let studio = studio();
    let codes: Vec<String> =
        fs::read_to_string(at("samples/kz-pharma.txt")).unwrap().lines().map(str::to_owned).collect();
    let of = |codes: &[String]| -> String {
        let row = |code: &String| format!("\"{}\";A1;2027-12-31\r\n", code.replace('"', "\"\""));
        format!("code;batch;expiry\r\n{}", codes.iter().map(row).collect::<String>())
    };
    fs::write(studio.folder.join("one.csv"), of(&codes[..3])).unwrap();
    fs::create_dir(studio.folder.join("more")).unwrap();
    fs::write(studio.folder.join("more/one.csv"), of(&codes[3..5])).unwrap();
    fs::write(studio.folder.join("two.csv"), of(&codes[5..8])).unwrap();
    fs::write(studio.folder.join("all.csv"), of(&codes[..8])).unwrap();
    let mut zip = zip::ZipWriter::new(fs::File::create(studio.folder.join("order.zip")).unwrap());
    for (name, codes) in [("a.csv", &codes[..4]), ("b.csv", &codes[4..8])] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(of(codes).as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let work = |data: Value| json!({ "template": TEMPLATE, "data": data });
    let rows =
        |work: &Value| studio.told("label.rows", &json!({ "work": work, "from": 0, "count": 100 }))["rows"].clone();
    let whole = work(json!(["all.csv"]));
    let labels: Vec<String> =
        rows(&whole).as_array().unwrap().iter().map(|row| drawn(&studio, &whole, &row["row"])).collect();
    assert!(labels.len() == 8 && labels.iter().all(|label| labels.iter().filter(|other| *other == label).count() == 1));
    let parted = [
        (
            json!(["one.csv", "more/one.csv", "two.csv"]),
            "one.csv, line 2;one.csv, line 3;one.csv, line 4;one.csv, line 2;one.csv, line 3;two.csv, line 2;two.csv, line 3;two.csv, line 4",
        ),
        (
            json!(["order.zip"]),
            "order.zip/a.csv, line 2;order.zip/a.csv, line 3;order.zip/a.csv, line 4;order.zip/a.csv, line 5;order.zip/b.csv, line 2;order.zip/b.csv, line 3;order.zip/b.csv, line 4;order.zip/b.csv, line 5",
        ),
    ];
    for (data, places) in parted {
        let work = work(data);
        let rows = rows(&work);
        let told: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["place"].as_str().unwrap()).collect();
        assert_eq!(told.join(";"), places);
        for (row, label) in rows.as_array().unwrap().iter().zip(&labels) {
            assert!(drawn(&studio, &work, &row["row"]) == *label, "{row}");
        }
        let peaks = studio.done("label.peaks", &json!({ "work": work }))["result"].clone();
        assert!(peaks["widest"].as_u64().unwrap() < 8 && peaks["longest"].as_u64().unwrap() < 8, "{peaks}");
    }
}
