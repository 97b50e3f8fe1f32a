//! What a job came to: labels that were made, or a design that was judged.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::{json, rows};
use crate::diagnostic::{Diagnostic, Severity};
use crate::job::{Outcome, Summary};
use crate::layout::BarcodeSize;
use crate::say;
use crate::sentence::{Sentence, count, file, length, list, name, sides};
use crate::symbol::{Fit, SymbolSize};
use crate::template::Device;
use crate::units::{Dots, Length};

/// What the design breaks, but for notes: those are for who judges it.
pub fn broken(outcome: &Outcome) -> impl Iterator<Item = &Diagnostic> {
    outcome.design.iter().filter(|found| found.severity > Severity::Note)
}

/// Why nothing was written.
#[must_use]
pub fn nothing_written(outcome: &Outcome) -> Sentence {
    match outcome.rejected {
        0 => say!(
            "labels of this design break rules, so nothing was written; mend it, or let a rule be broken with --allow RULE"
        ),
        rows => say!(
            "{rows} row cannot be printed, so nothing was written; mend them, or print the others with --skip-bad"
                | "{rows} rows cannot be printed, so nothing was written; mend them, or print the others with --skip-bad",
            rows = count(rows)
        ),
    }
}

/// That the output of an earlier run is still there.
#[must_use]
pub fn stays(output: &Path) -> Sentence {
    say!("{output} is that of an earlier run, and stays as it was", output = file(output))
}

/// That files of an earlier run lie beside the new ones.
#[must_use]
pub fn left(files: &[PathBuf]) -> Sentence {
    const SHOWN: usize = 10;
    let more = (files.len() > SHOWN).then(|| say!("{n} more", n = files.len() - SHOWN));
    let names = list(files.iter().take(SHOWN).map(|path| say!("{file}", file = file(path))).chain(more));
    say!(
        "{n} file of an earlier run lies beside the new ones, and would be printed again: {names}"
            | "{n} files of an earlier run lie beside the new ones, and would be printed again: {names}",
        n = count(files.len()),
        names
    )
}

/// Where the rejected rows are listed.
#[must_use]
pub fn rejected(rows: u64, list: &Path) -> Sentence {
    say!("{rows} rejected rows with their codes: {list} (keep it safe: the codes are whole)", rows, list = file(list))
}

/// What was written to an output in so many seconds.
#[must_use]
pub fn written(output: &Path, outcome: &Outcome, summary: &Summary, seconds: f64) -> Facts {
    let mut facts = Facts::default();
    facts.fact(&say!("output"), file(output));
    facts.fact(&say!("labels"), summary.labels);
    if let Some(pages) = summary.pages {
        facts.fact(&say!("pages"), pages);
    }
    if summary.pages.is_none_or(|pages| summary.files > 1 && summary.files != pages) {
        facts.fact(&say!("files"), summary.files);
    }
    facts.fact(&say!("bytes"), summary.bytes);
    for (size, fit) in &outcome.symbols {
        facts.fact(&say!("symbol"), symbol(*size, fit));
    }
    for size in &outcome.barcodes {
        facts.fact(&say!("barcode"), barcode(size, summary.device));
    }
    facts.fact(&say!("device"), device(summary.device));
    if let Some(counts) = &outcome.row_counts {
        facts.fact(&say!("file"), rows::counted(counts));
    }
    for allowed in &outcome.allowed {
        facts.fact(&say!("allowed"), allowed);
    }
    facts.fact(&say!("seconds"), format_args!("{seconds:.2}"));
    facts
}

fn symbol(size: SymbolSize, fit: &Fit) -> Sentence {
    let (size, module, less) = (name(size.to_string()), length(fit.module, 4), fit.reduction.whole());
    let module = match less {
        Length::ZERO => module,
        less => say!("{module} drawn {less} narrower", module, less = length(less, 3)).into(),
    };
    let around = if fit.width == fit.height { length(fit.width, 2) } else { sides(fit.width, fit.height) };
    match fit.dots {
        Some(dots) => {
            say!("{size} modules, module {module} = {dots}, {around} without quiet zone", size, module, dots, around)
        }
        None => say!("{size} modules, module {module}, {around} without quiet zone", size, module, around),
    }
}

fn barcode(size: &BarcodeSize, device: Device) -> Sentence {
    let (kind, x, height) = (name(size.kind.to_string()), length(size.x, 4), size.height);
    match device {
        Device::Printer(head) => {
            let dots = Dots(u32::try_from(head.nearest(size.x)).unwrap_or(0));
            say!("{kind}, X {x} = {dots}, bars {height} high", kind, x, dots, height)
        }
        Device::Artwork { .. } => say!("{kind}, X {x}, bars {height} high", kind, x, height),
    }
}

fn device(device: Device) -> Sentence {
    match device {
        Device::Printer(head) => say!("{head}", head),
        Device::Artwork { preview } => say!("artwork (pictures at {preview})", preview),
    }
}

/// The same for programs.
#[must_use]
pub fn written_json(output: &Path, outcome: &Outcome, seconds: f64) -> Value {
    let summary = outcome.summary.as_ref().map(|summary| {
        let symbols = outcome.symbols.iter().map(|(size, fit)| json::symbol(*size, fit, []));
        json!({
            "output": file(output).to_string(),
            "labels": summary.labels,
            "pages": summary.pages,
            "files": summary.files,
            "bytes": summary.bytes,
            "symbols": symbols.collect::<Vec<_>>(),
            "barcodes": outcome.barcodes.iter().map(json::barcode).collect::<Vec<_>>(),
            "rejects": summary.rejects.as_ref().map(|path| file(path).to_string()),
            "left_over": summary.left.iter().map(|path| file(path).to_string()).collect::<Vec<_>>(),
            "seconds": (seconds * 1000.0).round() / 1000.0,
        })
    });
    json!({
        "ran": true,
        "stays": outcome.stays.as_ref().map(|path| file(path).to_string()),
        "rejected": outcome.rejected,
        "row_counts": outcome.row_counts.as_ref().map(rows::as_json),
        "written": summary,
        "design": broken(outcome).map(json::finding).collect::<Vec<_>>(),
        "allowed": allowed(outcome),
        "findings": json::groups(&outcome.findings),
    })
}

/// Weights of findings, the gravest first, with the key they are counted by.
const COUNTED: [(Severity, &str); 4] = [
    (Severity::Error, "errors"),
    (Severity::Unjudged, "unjudged"),
    (Severity::Warning, "warnings"),
    (Severity::Note, "notes"),
];

/// How many findings of each weight a judged design has, and what was let stand.
#[must_use]
pub fn judged(outcome: &Outcome) -> Facts {
    let mut facts = Facts::default();
    for (severity, _) in COUNTED {
        let label = match severity {
            Severity::Error => say!("errors"),
            Severity::Unjudged => say!("unjudged"),
            Severity::Warning => say!("warnings"),
            Severity::Note => say!("notes"),
        };
        facts.fact(&label, outcome.count(severity));
    }
    if let Some(counts) = &outcome.row_counts {
        facts.fact(&say!("file"), rows::counted(counts));
    }
    for allowed in &outcome.allowed {
        facts.fact(&say!("allowed"), allowed);
    }
    facts
}

/// All that was found, for programs.
#[must_use]
pub fn judged_json(outcome: &Outcome) -> Value {
    let mut map = Map::from_iter([("ran".to_owned(), true.into())]);
    map.extend(COUNTED.map(|(severity, name)| (name.to_owned(), outcome.count(severity).into())));
    map.insert("findings".to_owned(), outcome.design.iter().map(json::finding).collect());
    map.insert("records".to_owned(), json::groups(&outcome.findings));
    map.insert("rejected".to_owned(), outcome.rejected.into());
    map.extend(outcome.row_counts.as_ref().map(|counts| ("row_counts".to_owned(), rows::as_json(counts))));
    map.insert("allowed".to_owned(), allowed(outcome).into());
    Value::Object(map)
}

fn allowed(outcome: &Outcome) -> Vec<String> {
    outcome.allowed.iter().map(ToString::to_string).collect()
}
