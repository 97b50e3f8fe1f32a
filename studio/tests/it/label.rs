//! The label that is designed: what the page is told of it, and what becomes of the file.

use std::fs;

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
    let refused = studio.call("label.preview", &json!({ "work": work(), "text": broken, "row": "2" }));
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["findings"][0]["place"]["line"], line + 1);
    let seen = studio.told("label.preview", &json!({ "work": work(), "text": text, "row": "2" }));
    assert!(seen["picture"]["svg"].as_str().unwrap().contains("<svg") && seen["size"]["width"].as_f64().unwrap() > 1.0);
    for (number, found) in seen["findings"].as_array().unwrap().iter().enumerate() {
        assert_eq!(found["number"], number + 1);
    }
    // No tail is told: the picture with findings shows a code that no goods have.
    assert_eq!(fs::read_to_string(studio.folder.join(TEMPLATE)).unwrap(), text);
}

#[test]
fn rows_are_told_one_by_one_as_the_command_line_takes_them() {
    let studio = studio();
    let told = studio.told("label.rows", &json!({ "work": work(), "from": 58, "count": 10 }));
    let rows: Vec<&str> = told["rows"].as_array().unwrap().iter().map(|row| row["row"].as_str().unwrap()).collect();
    assert_eq!((told["all"].as_u64(), rows), (Some(60), vec!["60", "61"]));
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
