//! Findings and symbols as JSON.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Findings, LabelBox, Place};
use crate::gs1::ParseError;
use crate::layout::BarcodeSize;
use crate::sentence::{Argument, Count, Sentence, file, outside, worded};
use crate::symbol::{Fit, SymbolSize};
use crate::units::{Dots, Length};

/// A symbol's modules and sizes, and what else is to be said of it.
#[must_use]
pub fn symbol(size: SymbolSize, fit: &Fit, more: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let symbol: [(&str, Value); 7] = [
        ("rows", size.rows().into()),
        ("columns", size.columns().into()),
        ("module_mm", round(fit.module.to_mm()).into()),
        ("module_dots", fit.dots.map(|dots| dots.0).into()),
        ("width_mm", round(fit.width.to_mm()).into()),
        ("height_mm", round(fit.height.to_mm()).into()),
        ("quiet_zone_mm", round(fit.quiet.to_mm()).into()),
    ];
    let less = fit.reduction.whole();
    let reduction = (less != Length::ZERO).then(|| ("reduction_mm", round(less.to_mm()).into()));
    symbol.into_iter().chain(reduction).chain(more).collect()
}

/// The size of a linear barcode as JSON.
#[must_use]
pub fn barcode(size: &BarcodeSize) -> Value {
    json!({
        "element": *size.element,
        "symbology": size.kind.to_string(),
        "module_mm": round(size.x.to_mm()),
        "height_mm": round(size.height.to_mm()),
    })
}

/// Six decimals of a millimetre, a nanometre.
fn round(mm: f64) -> f64 {
    (mm * 1e6).round() / 1e6
}

/// Findings as JSON: by rule, with their count and first places.
#[must_use]
pub fn groups(findings: &Findings) -> Value {
    let groups = findings.groups().into_iter().map(|group| {
        json!({
            "rule": group.rule.code,
            "title": worded(group.rule.title),
            "severity": group.severity.to_string(),
            "count": group.count,
            "first": group.first.iter().map(finding).collect::<Vec<_>>(),
        })
    });
    groups.collect()
}

/// One finding as JSON.
#[must_use]
pub fn finding(found: &Diagnostic) -> Value {
    let mut map = Map::new();
    map.insert("rule".into(), json!(found.rule.code));
    map.insert("severity".into(), json!(found.severity.to_string()));
    map.insert("message".into(), json!(found.message.to_string()));
    map.insert("said".into(), sentence(&found.message));
    map.insert("place".into(), place(&found.place));
    let optional = [
        ("element", told(found.element.as_deref())),
        ("face", told(found.face.as_deref())),
        ("source", told(found.reference.as_deref())),
        ("help", found.help.as_ref().map(ToString::to_string)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            map.insert(name.into(), json!(value));
        }
    }
    let thousandths = |value: i64| value as f64 / 1000.0;
    if let Some(LabelBox { left, top, right, bottom }) = found.area {
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

/// A sentence by its English pattern and what fills it: the same in every language.
#[must_use]
pub fn sentence(sentence: &Sentence) -> Value {
    let filled = sentence.pattern().names().zip(sentence.arguments());
    let arguments: Map<String, Value> = filled.map(|(name, what)| (name.to_owned(), argument(what))).collect();
    json!({ "pattern": sentence.pattern().english(), "arguments": arguments })
}

fn argument(what: &Argument) -> Value {
    match what {
        Argument::Count(Count(count)) => json!(count),
        Argument::Number(number) => json!(number),
        Argument::Decimal(decimal) => json!(decimal.value()),
        Argument::Length(length, _) => json!({ "mm": round(length.to_mm()) }),
        Argument::Sides(width, height) => {
            json!({ "width_mm": round(width.to_mm()), "height_mm": round(height.to_mm()) })
        }
        Argument::Dots(Dots(dots)) => json!({ "dots": dots }),
        Argument::Sentence(inner) => sentence(inner),
        Argument::List(all)
        | Argument::Either(all)
        | Argument::AnyOf(all)
        | Argument::Together(all)
        | Argument::Series(all) => all.iter().map(argument).collect(),
        Argument::Declared(text) => json!(text),
        what => what.in_english().into(),
    }
}

/// Where GS1 data is wrong: the AI, the places in the text and within the value, from 1, and the
/// character that may not stand there, where there are such.
#[must_use]
pub fn fault(error: &ParseError) -> Value {
    let (element, in_value, found) = match error {
        ParseError::Value { element, flaw, found, .. } => (Some(*element), Some(flaw.start + 1), *found),
        ParseError::Repeated { position, .. } => (Some(*position), None, None),
        ParseError::Empty | ParseError::Link | ParseError::Ai { .. } => (None, None, None),
    };
    json!({
        "ai": error.ai().map(|ai| ai.to_string()),
        "position": error.position(),
        "element": element,
        "position_in_value": in_value,
        "character": found.map(|c| c.to_string()),
    })
}

/// Words from outside, as they may be told to programs too.
pub(super) fn told(words: Option<&str>) -> Option<String> {
    words.map(|words| outside(words).to_string())
}

fn place(place: &Place) -> Value {
    let path = |path: &str| file(path).to_string();
    match place {
        Place::Nowhere => Value::Null,
        Place::File(name) => json!({ "file": path(name) }),
        Place::Cell { file: name, sheet, row, column } => json!({
            "file": path(name),
            "sheet": told(sheet.as_deref()),
            "row": row,
            "column": column.as_ref().map(crate::diagnostic::Column::letters),
            "header": told(column.as_ref().and_then(|column| column.header.as_deref())),
        }),
        Place::Entry { file: name, list, number, key } => json!({
            "file": path(name),
            "list": told(list.as_deref()),
            "row": number,
            "header": told(key.as_deref()),
        }),
        Place::Page { file: name, page, at: (x, y) } => {
            json!({ "file": path(name), "page": page, "x_mm": x.to_mm(), "y_mm": y.to_mm() })
        }
        Place::Order { order, block, number } => {
            json!({ "order": path(order), "block": path(block), "row": number })
        }
        Place::Text { source, span } => {
            let (line, column) = source.line_column(span.start);
            json!({ "file": path(&source.name), "line": line, "column": column, "start": span.start, "end": span.end })
        }
    }
}
