//! Rows of JSON are the entries of its list, whatever its form; a file that is cut off gives none.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use proptest::prelude::*;
use quietzone::market::Market;
use quietzone::source::{Cell, Input, Table};
use serde_json::json;

/// Read once: that takes longer than a file.
static MARKET: LazyLock<Market> = LazyLock::new(|| Market::load("ru-lp").unwrap());

/// What stands in a file, by its rows; or what it is refused with.
fn read(name: &str, bytes: &[u8]) -> Result<Vec<(u32, Vec<Cell>)>, String> {
    let input = Input::from_bytes(name, bytes);
    let table = Table::open(input, None, &MARKET.structure, false).map_err(|error| error.message.to_string())?;
    let mut rows = Vec::new();
    table
        .rows(&mut |row| {
            rows.push((row.number, row.cells));
            ControlFlow::Continue(())
        })
        .map_err(|error| error.message.to_string())?;
    Ok(rows)
}

/// Texts as they may stand in codes and beside them, with a letter so that none is blank.
fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-zA-Z0-9!\"%&'()*+,./:;<=>?\\\\\u{1d}\u{e9}\u{44f}\u{1f4a9} -]{0,60}x", 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The same texts come out of every form, in order and with their numbers.
    #[test]
    fn entries_of_json_are_rows(texts in texts(), extra in "[a-z]{1,8}") {
        let rows: Vec<(u32, Vec<Cell>)> =
            texts.iter().zip(1..).map(|(text, number)| (number, vec![Cell::Text(text.clone())])).collect();
        let objects: Vec<_> = texts.iter().map(|text| json!({ "code": text })).collect();
        let lines = |values: &[serde_json::Value], end: &str| -> String {
            values.iter().map(|value| format!("{value}{end}\n")).collect()
        };
        let quoted: Vec<_> = texts.iter().map(|text| json!(text)).collect();
        for whole in [
            json!(texts).to_string(),
            format!("{:#}", json!({ "codes": texts })),
            json!({ "omsId": extra, "result": { "codes": texts }, "n": 1 }).to_string(),
            json!(objects).to_string(),
        ] {
            prop_assert_eq!(read("a.json", whole.as_bytes()).unwrap(), rows.clone(), "{}", whole);
            // Of what is cut off nothing is read.
            for cut in (1..whole.trim_end().len()).step_by(31) {
                prop_assert!(read("a.txt", &whole.as_bytes()[..cut]).is_err() || cut < 3, "{}", &whole[..1]);
            }
        }
        prop_assert_eq!(read("a.txt", lines(&quoted, ",").as_bytes()).unwrap(), rows.clone());
        prop_assert_eq!(read("a.txt", lines(&objects, "").as_bytes()).unwrap(), rows);
    }

    /// Bytes changed at random are read or refused; nothing else happens.
    #[test]
    fn damaged_json_is_read_or_refused(texts in texts(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = json!({ "codes": texts, "n": [{ "a": 1.5e3, "b": null }] }).to_string().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(rows) = read("a.json", &bytes) {
            prop_assert!(rows.len() <= texts.len() * 2);
        }
    }
}
