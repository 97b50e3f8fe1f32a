//! Findings in words.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Findings, Place, Severity};
use crate::say;
use crate::sentence::{InWords, Sentence, declared, file, masked, name, outside};

/// Findings over rows, in lines: for each rule how often, and the first places unless every one is
/// told elsewhere.
#[must_use]
pub fn grouped(findings: &Findings, every_one_told: bool) -> Vec<Sentence> {
    let mut lines = Vec::new();
    for group in findings.groups() {
        let (severity, rule, title) = (group.severity.in_words(), name(group.rule.code), declared(group.rule.title));
        lines.push(match group.count {
            1 => say!("{severity} {rule}: {title}", severity, rule, title),
            times => say!("{severity} {rule}: {title}, {times} times", severity, rule, title, times),
        });
        if every_one_told {
            continue;
        }
        for found in &group.first {
            let (place, said) = (found.place.in_words(), found.said());
            lines.push(say!("  {place}: {said}", place, said));
        }
        let more = group.count - group.first.len() as u64;
        if more > 0 {
            lines.push(say!("  … and {more} more; --all-findings lists every one", more));
        }
        if let Some(help) = group.first.iter().find_map(|found| found.help.as_ref()) {
            lines.push(say!("  help: {help}", help));
        }
        if let Some(reference) = group.first.iter().find_map(|found| found.reference.as_ref()) {
            lines.push(say!("  source: {source}", source = outside(reference)));
        }
    }
    lines
}

/// One finding, in a template with its line and a caret; with the colours of a terminal if it is
/// `styled`.
#[must_use]
pub fn drawn(found: &Diagnostic, styled: bool) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning | Severity::Unjudged => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(Some(found.severity.in_words().to_string()));
    let message = found.said().to_string();
    let mut group = level
        .primary_title(message.as_str())
        .id(found.rule.code)
        .elements(Vec::<annotate_snippets::Element<'_>>::new());
    let place = found.place.to_string();
    let shown_source;
    match &found.place {
        Place::Text { source, span } => {
            let end = span.end.min(source.text.len());
            let start = span.start.min(end);
            // Only the first line of a long stretch is marked.
            let shown = source.text.get(start..end).and_then(|text| text.find('\n')).map_or(end, |line| start + line);
            let annotation = AnnotationKind::Primary.span(start..shown);
            shown_source = (file(&source.name).to_string(), masked_at(&source.text, start, shown));
            let (name, text) = &shown_source;
            group = group.element(Snippet::source(text.as_str()).path(name.as_str()).annotation(annotation));
        }
        Place::Nowhere => {}
        _ => group = group.element(Level::NOTE.with_name(Some(say!("at").to_string())).message(place.as_str())),
    }
    let help = found.help.as_ref().map(ToString::to_string);
    if let Some(help) = &help {
        group = group.element(Level::HELP.with_name(Some(say!("help").to_string())).message(help.as_str()));
    }
    let reference = found.reference.as_ref().map(|reference| outside(reference).to_string());
    if let Some(reference) = &reference {
        group = group.element(Level::NOTE.with_name(Some(say!("source").to_string())).message(reference.as_str()));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}

/// A text whose lines from one byte to another may be shown; every byte stays where it is.
fn masked_at(text: &str, start: usize, end: usize) -> String {
    let from = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |line| line + 1);
    let to = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |line| end + line);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let lines: Vec<String> = part(from..to).split('\n').map(masked).collect();
    format!("{}{}{}", part(0..from), lines.join("\n"), part(to..text.len()))
}
