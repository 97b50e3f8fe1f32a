//! Findings, told to people and to programs.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::{Map, Value, json};

use super::Format;

use crate::diagnostic::{Area, Diagnostic, Findings, Place, Severity};
use crate::symbol::{Fit, SymbolSize};

/// Writes to standard error; that it is closed is no reason to fail.
pub(super) fn plain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A symbol's modules and sizes, and what else is to be said of it.
pub(super) fn symbol_json(size: SymbolSize, fit: &Fit, more: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let symbol: [(&str, Value); 7] = [
        ("rows", size.rows().into()),
        ("columns", size.columns().into()),
        ("module_mm", round(fit.module.to_mm()).into()),
        ("module_dots", fit.dots.map(|dots| dots.0).into()),
        ("width_mm", round(fit.width.to_mm()).into()),
        ("height_mm", round(fit.height.to_mm()).into()),
        ("quiet_zone_mm", round(fit.quiet.to_mm()).into()),
    ];
    symbol.into_iter().chain(more).collect()
}

/// Six decimals of a millimetre, a nanometre.
fn round(mm: f64) -> f64 {
    (mm * 1e6).round() / 1e6
}

pub(super) fn print(value: &Value) {
    print_text(&format!("{value:#}"));
}

/// Writes to standard output; that it is closed is no reason to fail.
pub(super) fn print_text(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// Tells why a command could not run.
pub(super) fn failed(found: &[Diagnostic], format: Format) {
    told(false, found, format);
}

/// Tells what a command found.
pub(super) fn found(found: &[Diagnostic], format: Format) {
    told(true, found, format);
}

fn told(ran: bool, found: &[Diagnostic], format: Format) {
    match format {
        Format::Text => each(found),
        Format::Json => print(&json!({ "ran": ran, "findings": found.iter().map(json).collect::<Vec<_>>() })),
    }
}

/// Tells one finding in a line.
pub(super) fn line(found: &Diagnostic) {
    plain(&found.to_string());
}

/// Tells findings one by one: those in a template with its line and a caret.
pub(super) fn each(found: &[Diagnostic]) {
    found.iter().for_each(one);
}

/// Tells one finding: in a template with its line and a caret.
pub(super) fn one(found: &Diagnostic) {
    plain(&drawn(found));
}

/// Tells findings over rows: for each rule how often, and the first places.
pub(super) fn grouped(findings: &Findings, every_one_told: bool) {
    for group in findings.groups() {
        let times = if group.count == 1 { String::new() } else { format!(", {} times", group.count) };
        plain(&format!("{} {}: {}{times}", group.severity, group.rule.code, group.rule.title));
        if every_one_told {
            continue;
        }
        for found in &group.first {
            let element = found.element.as_ref().map(|id| format!("element “{id}”: ")).unwrap_or_default();
            plain(&format!("  {}: {element}{}", found.place, found.message));
        }
        let more = group.count - group.first.len() as u64;
        if more > 0 {
            plain(&format!("  … and {more} more; --all-findings lists every one"));
        }
        if let Some(help) = group.first.iter().find_map(|found| found.help.as_ref()) {
            plain(&format!("  help: {help}"));
        }
        if let Some(reference) = group.first.iter().find_map(|found| found.reference.as_ref()) {
            plain(&format!("  source: {reference}"));
        }
    }
}

fn drawn(found: &Diagnostic) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Unjudged => Level::WARNING.with_name(Some("unjudged")),
        Severity::Note => Level::NOTE,
    };
    let element = found.element.as_ref().map(|id| format!("element “{id}”: ")).unwrap_or_default();
    let message = format!("{element}{}", found.message);
    let mut group = level
        .primary_title(message.as_str())
        .id(found.rule.code)
        .elements(Vec::<annotate_snippets::Element<'_>>::new());
    let place = found.place.to_string();
    match &found.place {
        Place::Text { source, span } => {
            let end = span.end.min(source.text.len());
            let start = span.start.min(end);
            // Only the first line of a long stretch is marked.
            let shown = source.text.get(start..end).and_then(|text| text.find('\n')).map_or(end, |line| start + line);
            let annotation = AnnotationKind::Primary.span(start..shown);
            group =
                group.element(Snippet::source(source.text.as_str()).path(source.name.as_str()).annotation(annotation));
        }
        Place::Nowhere => {}
        _ => group = group.element(Level::NOTE.with_name(Some("at")).message(place.as_str())),
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(help.as_ref()));
    }
    if let Some(reference) = &found.reference {
        group = group.element(Level::NOTE.with_name(Some("source")).message(&**reference));
    }
    let renderer = if io::stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}

/// Findings as JSON: by rule, with their count and first places.
pub(super) fn json_groups(findings: &Findings) -> Value {
    let groups = findings.groups().into_iter().map(|group| {
        json!({
            "rule": group.rule.code,
            "title": group.rule.title,
            "severity": group.severity.to_string(),
            "count": group.count,
            "first": group.first.iter().map(json).collect::<Vec<_>>(),
        })
    });
    groups.collect()
}

/// One finding as JSON.
pub(super) fn json(found: &Diagnostic) -> Value {
    let mut map = Map::new();
    map.insert("rule".into(), json!(found.rule.code));
    map.insert("severity".into(), json!(found.severity.to_string()));
    map.insert("message".into(), json!(found.message));
    map.insert("place".into(), place(&found.place));
    let optional = [
        ("element", found.element.as_deref()),
        ("face", found.face.as_deref()),
        ("source", found.reference.as_deref()),
        ("help", found.help.as_deref()),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            map.insert(name.into(), json!(value));
        }
    }
    let thousandths = |value: i64| value as f64 / 1000.0;
    if let Some(Area { left, top, right, bottom }) = found.area {
        let [x, y, width, height] = [left, top, right - left, bottom - top].map(thousandths);
        map.insert("box_mm".into(), json!({ "x": x, "y": y, "width": width, "height": height }));
    }
    if let Some(measured) = found.measured {
        map.insert("measured".into(), thousandths(measured.value).into());
        map.insert("limit".into(), thousandths(measured.limit).into());
        map.insert("unit".into(), measured.unit.into());
    }
    Value::Object(map)
}

fn place(place: &Place) -> Value {
    match place {
        Place::Nowhere => Value::Null,
        Place::File(file) => json!({ "file": &**file }),
        Place::Cell { file, sheet, row, column } => json!({
            "file": &**file,
            "sheet": sheet.as_deref(),
            "row": row,
            "column": column.as_ref().map(crate::diagnostic::Column::letters),
            "header": column.as_ref().and_then(|column| column.header.as_deref()),
        }),
        Place::Text { source, span } => {
            let (line, column) = source.line_column(span.start);
            json!({ "file": source.name, "line": line, "column": column, "start": span.start, "end": span.end })
        }
    }
}
