//! Findings in words.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Findings, Place, Severity};

/// Findings over rows, in lines: for each rule how often, and the first places unless every one is
/// told elsewhere.
#[must_use]
pub fn grouped(findings: &Findings, every_one_told: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for group in findings.groups() {
        let times = if group.count == 1 { String::new() } else { format!(", {} times", group.count) };
        lines.push(format!("{} {}: {}{times}", group.severity, group.rule.code, group.rule.title));
        if every_one_told {
            continue;
        }
        for found in &group.first {
            let element = found.element.as_ref().map(|id| format!("element “{id}”: ")).unwrap_or_default();
            lines.push(format!("  {}: {element}{}", found.place, found.message));
        }
        let more = group.count - group.first.len() as u64;
        if more > 0 {
            lines.push(format!("  … and {more} more; --all-findings lists every one"));
        }
        if let Some(help) = group.first.iter().find_map(|found| found.help.as_ref()) {
            lines.push(format!("  help: {help}"));
        }
        if let Some(reference) = group.first.iter().find_map(|found| found.reference.as_ref()) {
            lines.push(format!("  source: {reference}"));
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
    let help = found.help.as_ref().map(ToString::to_string);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    if let Some(reference) = &found.reference {
        group = group.element(Level::NOTE.with_name(Some("source")).message(&**reference));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode).render(&[group])
}
