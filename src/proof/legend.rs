//! Below the label: what the lines mean, and the findings in words.

use super::findings::{badge, badge_height, badge_width};
use super::pen::{Dash, Pen, Tone};
use crate::check::Label;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{Bounds, Point, SeamKind, Substrate};
use crate::sentence::{InWords, Sentence, name, outside};
use crate::units::Length;

/// What is written below the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Below {
    /// What the lines mean.
    Key,
    /// That, and the findings.
    List,
}

/// Draws it on a page whose bottom is where it begins; gives the new bottom of the page.
pub(super) fn draw(
    label: &Label<'_>,
    found: &[Diagnostic],
    below: Below,
    page: &Bounds,
    margin: Length,
    pen: &mut Pen<'_>,
) -> Length {
    let column = Bounds { left: page.left + margin, right: page.right - margin, ..*page };
    let mut y = page.bottom;
    if below == Below::List {
        y = list(found, &column, y, pen) + pen.letters(60);
    }
    key(label, &column, y, pen) + pen.letters(60)
}

/// The findings, each with its number; long ones are broken.
fn list(found: &[Diagnostic], column: &Bounds, mut y: Length, pen: &mut Pen<'_>) -> Length {
    if found.is_empty() {
        let at = Point { x: column.left, y: y + pen.letters(100) };
        pen.text(&say!("Nothing was found.").to_string(), true, pen.letter, at, Tone::Zone);
        return y + pen.letters(140);
    }
    let widest = (1..=found.len()).map(|number| badge_width(number, pen)).max().unwrap_or_default();
    for (finding, number) in found.iter().zip(1..) {
        badge(number, finding.severity, Point { x: column.left, y }, pen);
        let left = column.left + widest + pen.letters(60);
        let baseline = y + badge_height(pen) / 2 + pen.letters(36);
        let severity = finding.severity.in_words();
        let head = say!("{rule} {severity}", rule = name(finding.rule.code), severity);
        let indent =
            pen.text(&head.to_string(), true, pen.letter, Point { x: left, y: baseline }, finding.severity.into());
        let words = match &finding.element {
            Some(id) => say!("“{element}”: {message}", element = outside(id), message = &finding.message),
            None => finding.message.clone(),
        };
        let lines = broken(&words.to_string(), column.right - left, indent + pen.letters(60), pen);
        let mut at = Point { x: left + indent + pen.letters(60), y: baseline };
        for line in lines {
            pen.text(&line, false, pen.letter, at, Tone::Word);
            at = Point { x: left, y: at.y + pen.letters(130) };
        }
        y = at.y - pen.letters(130) + pen.letters(120);
    }
    y
}

/// A text in lines of a width, the first of which is shorter.
fn broken(text: &str, width: Length, indent: Length, pen: &Pen<'_>) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut free = width - indent;
    let space = pen.measure(" ", false, pen.letter);
    for word in text.split_whitespace() {
        let long = pen.measure(word, false, pen.letter);
        let first_of_line = lines.last().is_none_or(String::is_empty);
        if long > free && !(first_of_line && lines.len() > 1) {
            lines.push(String::new());
            free = width;
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        free = free - long - space;
    }
    lines
}

/// What the lines mean that are on this picture.
fn key(label: &Label<'_>, column: &Bounds, y: Length, pen: &mut Pen<'_>) -> Length {
    let size = pen.letters(85);
    let sample = size * 2;
    let mut at = Point { x: column.left, y };
    for (dash, tone, thick, words) in entries(label) {
        let words = words.to_string();
        let long = sample + size / 2 + pen.measure(&words, false, size);
        if at.x > column.left && at.x + long > column.right {
            at = Point { x: column.left, y: at.y + size * 3 / 2 };
        }
        let middle = at.y + size / 2;
        let width = if thick { pen.line * 2 } else { pen.line };
        pen.run(Point { x: at.x, y: middle }, Point { x: at.x + sample, y: middle }, dash, tone, width);
        let words_at = Point { x: at.x + sample + size / 2, y: middle + size.scale(36, 100) };
        pen.text(&words, false, size, words_at, Tone::Word);
        at.x += long + size * 3 / 2;
    }
    at.y + size * 3 / 2
}

/// A line, its tone, whether it is a thick one, and what it means.
type Entry = (Dash, Tone, bool, Sentence);

fn entries(label: &Label<'_>) -> Vec<Entry> {
    let stock = label.stock;
    let mut entries: Vec<Entry> = Vec::new();
    if let Some(seen) = label.symbols().next() {
        let zone = say!("quiet zone, one module: {module}", module = seen.symbol.module());
        entries.push((Dash::Solid, Tone::Zone, false, zone));
        entries.push((Dash::Dashed, Tone::Advice, false, say!("two modules, advised")));
    } else if !stock.linears.is_empty() || !stock.pictured.is_empty() || !stock.blank.windows.is_empty() {
        entries.push((Dash::Solid, Tone::Zone, false, say!("stays blank")));
    }
    if let Some(safe) = stock.blank.safe {
        entries.push((Dash::Dotted, Tone::Blank, false, say!("safe margin: {safe}", safe)));
    }
    let kinds = [
        (SeamKind::Fold, Dash::Dashed, false),
        (SeamKind::Perforation, Dash::Dotted, true),
        (SeamKind::Cut, Dash::Solid, true),
    ];
    for (kind, dash, thick) in kinds {
        if stock.blank.seams.iter().any(|seam| seam.kind == kind) {
            let words = match kind {
                SeamKind::Fold => say!("fold"),
                SeamKind::Perforation => say!("perforation"),
                SeamKind::Cut => say!("cut"),
            };
            entries.push((dash, Tone::Blank, thick, words));
        }
    }
    entries.extend(stock.blank.substrate.map(|substrate| (Dash::Solid, Tone::Blank, false, edge(substrate))));
    entries
}

/// What the outermost line of a label means.
fn edge(substrate: Substrate) -> Sentence {
    match substrate {
        Substrate::WhiteBoard => say!("edge of the white board"),
        Substrate::WhitePaper => say!("edge of the white paper"),
        Substrate::KraftBoard => say!("edge of the kraft board"),
        Substrate::Foil => say!("edge of the foil"),
        Substrate::WhiteFilm => say!("edge of the white film"),
        Substrate::TransparentFilm => say!("edge of the transparent film"),
    }
}
