//! Findings as SARIF 2.1.0, for programs that show findings of many tools.
//!
//! What cannot be judged is a result of kind `review`, which by the standard has no level.

use serde_json::{Map, Value, json};

use super::json::told;
use crate::check::{ALL, Check};
use crate::diagnostic::{Diagnostic, Findings, Place, Rule, Severity};
use crate::say;
use crate::sentence::{file, outside, worded};

/// The log of one run; `exit` is the exit code of the command. Of what many records break the first
/// are results, and the run's properties say how many there are.
#[must_use]
pub fn log(ran: bool, exit: u8, design: &[Diagnostic], records: &Findings) -> Value {
    let first = records.groups().into_iter().flat_map(|group| &group.first);
    let found: Vec<&Diagnostic> = design.iter().chain(first).collect();
    let rules = rules(&found);
    let results: Vec<Value> = found.iter().map(|finding| result(finding, &rules)).collect();
    let counts = records
        .groups()
        .into_iter()
        .map(|group| json!({ "rule": group.rule.code, "severity": group.severity.to_string(), "count": group.count }));
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "quietzone",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(*rule)).collect::<Vec<_>>(),
            } },
            "invocations": [{ "executionSuccessful": ran, "exitCode": exit }],
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": { "records": counts.collect::<Vec<_>>() },
        }],
    })
}

/// Every rule that labels are judged by, and the others of which something is told; sorted by code.
fn rules(found: &[&Diagnostic]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = ALL.iter().map(|check| check.rule).chain(found.iter().map(|f| f.rule)).collect();
    rules.sort();
    rules.dedup_by_key(|rule| rule.code);
    rules
}

/// A rule with its manual page.
fn described(rule: Rule) -> Value {
    let mut map = Map::new();
    map.insert("id".into(), rule.code.into());
    map.insert("shortDescription".into(), json!({ "text": worded(rule.title) }));
    if let Some(check) = Check::of(rule.code) {
        let manual = check.manual();
        // The first paragraph is the title, the second says what is asked.
        let asked = manual.split("\n\n").nth(1).unwrap_or(rule.title);
        map.insert("fullDescription".into(), json!({ "text": flowing(asked) }));
        map.insert("help".into(), json!({ "text": manual }));
    }
    Value::Object(map)
}

/// A paragraph in one line.
fn flowing(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn result(finding: &Diagnostic, rules: &[Rule]) -> Value {
    let (kind, level) = match finding.severity {
        Severity::Error => ("fail", "error"),
        Severity::Warning => ("fail", "warning"),
        Severity::Note => ("fail", "note"),
        Severity::Unjudged => ("review", "none"),
    };
    let mut map = Map::new();
    map.insert("ruleId".into(), finding.rule.code.into());
    if let Some(index) = rules.iter().position(|rule| rule.code == finding.rule.code) {
        map.insert("ruleIndex".into(), index.into());
    }
    map.insert("kind".into(), kind.into());
    map.insert("level".into(), level.into());
    map.insert("message".into(), json!({ "text": message(finding) }));
    if let Some(location) = location(finding) {
        map.insert("locations".into(), json!([location]));
    }
    map.insert("properties".into(), properties(finding));
    Value::Object(map)
}

/// What is wrong, and what to do.
fn message(finding: &Diagnostic) -> String {
    match &finding.help {
        Some(help) => say!("{said}; {help}", said = finding.said(), help).to_string(),
        None => finding.said().to_string(),
    }
}

fn location(finding: &Diagnostic) -> Option<Value> {
    let mut map = Map::new();
    if let Some(physical) = physical(&finding.place) {
        map.insert("physicalLocation".into(), physical);
    }
    let logical = [(&finding.element, "element"), (&finding.face, "face")];
    let logical: Vec<Value> = logical
        .into_iter()
        .filter_map(|(name, kind)| name.as_ref().map(|name| json!({ "name": outside(name).to_string(), "kind": kind })))
        .collect();
    if !logical.is_empty() {
        map.insert("logicalLocations".into(), logical.into());
    }
    (!map.is_empty()).then_some(Value::Object(map))
}

/// The file, and the lines of it.
fn physical(place: &Place) -> Option<Value> {
    let at = |name: &str, region: Option<Value>| {
        let mut map = Map::new();
        map.insert("artifactLocation".into(), json!({ "uri": uri(&file(name).to_string()) }));
        if let Some(region) = region {
            map.insert("region".into(), region);
        }
        Some(Value::Object(map))
    };
    match place {
        Place::Nowhere => None,
        Place::File(name) => at(name, None),
        // A line of a text file is a region; a row of a workbook is none.
        Place::Cell { file: name, sheet: None, row, .. } => at(name, Some(json!({ "startLine": row }))),
        Place::Cell { file: name, .. } | Place::Entry { file: name, .. } | Place::Page { file: name, .. } => {
            at(name, None)
        }
        // An order is no file.
        Place::Order { .. } => None,
        Place::Text { source, span } => {
            let (line, column) = source.line_column(span.start);
            let (end_line, end_column) = source.line_column(span.end.min(source.text.len()));
            let region =
                json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column });
            at(&source.name, Some(region))
        }
    }
}

/// A path as a relative or file URI: slashes, and what is not plain ASCII in per cent.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.as_bytes().get(1) == Some(&b':') {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b':' if uri.starts_with("file:") => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// What the standard has no word for.
fn properties(finding: &Diagnostic) -> Value {
    let mut map = Map::new();
    map.insert("severity".into(), finding.severity.to_string().into());
    let words = [
        ("element", told(finding.element.as_deref())),
        ("face", told(finding.face.as_deref())),
        ("source", told(finding.reference.as_deref())),
        ("help", finding.help.as_ref().map(ToString::to_string)),
    ];
    for (name, value) in words {
        if let Some(value) = value {
            map.insert(name.into(), value.into());
        }
    }
    if let Some(measured) = finding.measured {
        map.insert("measured".into(), (measured.value as f64 / 1000.0).into());
        map.insert("limit".into(), (measured.limit as f64 / 1000.0).into());
        map.insert("unit".into(), measured.unit.into());
    }
    if let Place::Cell { sheet: Some(sheet), row, .. } = &finding.place {
        map.insert("sheet".into(), json!(told(Some(sheet))));
        map.insert("row".into(), json!(row));
    }
    if let Place::Entry { list, number, .. } = &finding.place {
        map.insert("list".into(), json!(told(list.as_deref())));
        map.insert("row".into(), json!(number));
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("templates/a.toml", "templates/a.toml"),
            ("тест.toml", "%D1%82%D0%B5%D1%81%D1%82.toml"),
            ("a b#.toml", "a%20b%23.toml"),
            ("/tmp/a.toml", "file:///tmp/a.toml"),
            ("C:\\labels\\a.toml", "file:///C:/labels/a.toml"),
            ("dir\\a:b.toml", "dir/a%3Ab.toml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    /// A result of a kind other than `fail` has the level `none` (SARIF 2.1.0, 3.27.10).
    #[test]
    fn what_cannot_be_judged_is_for_review() {
        let rule = Rule { code: "TST01", title: "a title" };
        let finding = Diagnostic::error(rule, say!("this")).weighing(Severity::Unjudged);
        let log = log(true, 0, &[finding], &Findings::default());
        let result = &log["runs"][0]["results"][0];
        assert_eq!((result["kind"].as_str(), result["level"].as_str()), (Some("review"), Some("none")));
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok());
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array();
        assert_eq!(rules.zip(index).and_then(|(rules, index)| rules[index]["id"].as_str()), Some("TST01"));
    }
}
