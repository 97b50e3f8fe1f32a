//! Requests and answers held against JSON Schemas of ours, which are written from the operators' texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use quietzone_station::oms::emulator::{Call, Family};
use serde_json::{Value as Json, json};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/schemas");

/// All schemas, each by its folder and its name, such as `suz-v3` and `codes.request`.
static SCHEMAS: LazyLock<BTreeMap<(&str, String), Validator>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for family in [Family::Suz, Family::Xtrace].map(folder) {
        for file in fs::read_dir(Path::new(FOLDER).join(family)).unwrap().map(|entry| entry.unwrap().path()) {
            let schema: Json = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
            jsonschema::meta::validate(&schema).unwrap();
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            all.insert((family, name), jsonschema::validator_for(&schema).unwrap());
        }
    }
    all
});

fn folder(family: Family) -> &'static str {
    match family {
        Family::Suz => "suz-v3",
        Family::Xtrace => "xtrace",
    }
}

fn schema(family: Family, name: &str) -> &'static Validator {
    &SCHEMAS[&(folder(family), name.to_owned())]
}

fn assert_holds(family: Family, name: &str, told: &Json) {
    let wrong = schema(family, name).iter_errors(told).map(|wrong| format!("{}: {wrong}", wrong.instance_path()));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{name} of {family:?}: {wrong:#?}\n{told}");
}

/// The word of a call.
fn word(call: Call) -> &'static str {
    Call::ALL.into_iter().find(|(_, of)| *of == call).unwrap().0
}

/// Holds a request against its schema. The query is as it is sent, encoded; no body is an empty one.
pub fn assert_request(family: Family, method: &str, path: &str, query: &str, body: &[u8]) {
    let call = Call::of(family, method, path).unwrap_or_else(|| panic!("{family:?} has no {method} {path}"));
    let body = match (call, body) {
        (_, []) => Json::Null,
        (Call::Refresh, form) => pairs(std::str::from_utf8(form).unwrap()),
        (_, body) => serde_json::from_slice(body).unwrap(),
    };
    assert_holds(family, &format!("{}.request", word(call)), &json!({ "query": pairs(query), "body": body }));
}

/// Holds an answer against its schema, a refusal against that of refusals.
pub fn assert_answer(family: Family, call: Call, status: u16, body: &[u8]) {
    if (family, status) == (Family::Xtrace, 406) {
        assert!(body.is_empty(), "a 406 is empty");
        return;
    }
    let name = match call {
        _ if status != 200 => "refusal",
        Call::Retry => "codes",
        Call::Refresh => "login",
        Call::Dropout | Call::Aggregation => "utilisation",
        Call::Delete => "sign",
        call => word(call),
    };
    assert_holds(family, name, &serde_json::from_slice(body).unwrap());
}

/// What stands in a query or a form, each key once.
fn pairs(text: &str) -> Json {
    let mut pairs = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap();
        assert!(pairs.insert(key.to_owned(), decoded(value)).is_none(), "{key} stands twice");
    }
    json!(pairs)
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let hex: String = rest.by_ref().take(2).map(char::from).collect();
            u8::from_str_radix(&hex, 16).unwrap()
        } else {
            byte
        });
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_schema_takes_what_is_right_and_refuses_what_is_wrong_in_one_thing() {
    for family in [Family::Suz, Family::Xtrace] {
        let examples = Path::new(FOLDER).join(folder(family)).with_extension("examples.json");
        let examples: BTreeMap<String, Json> = serde_json::from_slice(&fs::read(examples).unwrap()).unwrap();
        for (name, example) in &examples {
            assert_holds(family, name, &example["right"]);
            let schema = schema(family, name);
            let wrong = example["wrong"].as_array().unwrap();
            assert!(!wrong.is_empty() && wrong.iter().all(|wrong| !schema.is_valid(wrong)), "{name}: {wrong:#?}");
        }
        let all = SCHEMAS.keys().filter(|(of, _)| *of == folder(family)).map(|(_, name)| name);
        assert!(all.eq(examples.keys()), "each schema has an example");
    }
}
