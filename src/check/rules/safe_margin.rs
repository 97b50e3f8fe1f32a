use std::sync::Arc;

use super::super::advice::{at_least, to};
use super::super::label::Known;
use super::super::{Label, PartingKind, Reserved, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Bounds;
use crate::sentence::{Sentence, name, outside};
use crate::units::Length;

check! {
    /// `safe` in `[label]` says how far from the edges of the label, and from its cuts, everything that must
    /// be read stays. It is the designer's own word: a symbol with its quiet zone, or a linear barcode with
    /// its quiet zones, that stands nearer is an error, a text a warning. Grounds, lines and pictures may
    /// reach over the edge, as artwork with bleed does.
    CHECK = "PL03", "texts and symbols keep to the safe margin", Design, run;
}

/// What is nearest of the label's edges and cuts, and how far off.
enum Nearest<'a> {
    Cut(&'a Arc<str>, Length),
    Edge(Length),
    OverEdge(Length),
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(safe) = label.stock.blank.safe else { return Vec::new() };
    let mut found = Vec::new();
    for reserved in label.reserved() {
        if let Some((gap, nearest, at)) = within(label, &reserved.zone, safe) {
            let finding = finding(of_reserved(&reserved, &nearest, safe), gap, safe).along(to(&at));
            found.push(label.about_place(reserved.part, &reserved.zone, finding));
        }
    }
    let mut known = Known::default();
    for (mark, _) in label.texts() {
        if let Some((gap, nearest, at)) = within(label, &mark.bounds, safe).filter(|_| known.is_first(&mark)) {
            let finding = finding(of_text(&nearest, safe), gap, safe).along(to(&at));
            found.push(label.about(&mark, finding.weighing(Severity::Warning)));
        }
    }
    found
}

/// What is nearest, and where, if it is within the safe margin of a box.
fn within<'a>(label: &'a Label<'_>, of: &Bounds, safe: Length) -> Option<(Length, Nearest<'a>, Bounds)> {
    let edge = label.to_edge(of);
    let cuts = label.partings().filter(|parting| parting.kind == PartingKind::Cut);
    let cut = cuts.map(|cut| (cut.distance(of), cut)).min_by_key(|(gap, _)| *gap);
    let (gap, nearest, at) = match cut.filter(|(gap, _)| *gap <= edge) {
        Some((gap, cut)) => (gap, Nearest::Cut(cut.id, gap), cut.facing(of)),
        None if edge < Length::ZERO => (edge, Nearest::OverEdge(-edge), label.nearest_edge(of)),
        None => (edge, Nearest::Edge(edge), label.nearest_edge(of)),
    };
    (gap < safe).then_some((gap, nearest, at))
}

fn of_reserved(reserved: &Reserved<'_>, nearest: &Nearest<'_>, safe: Length) -> Sentence {
    let element = outside(&reserved.part.id);
    match (reserved.linear.map(|kind| name(kind.to_string())), nearest) {
        (None, Nearest::Cut(cut, gap)) => say!(
            "the symbol “{element}” with its quiet zone stands {gap} from the cut “{cut}”, within the safe margin of {safe}",
            element,
            gap = *gap,
            cut = outside(cut),
            safe
        ),
        (None, Nearest::Edge(gap)) => say!(
            "the symbol “{element}” with its quiet zone stands {gap} from the edge of the label, \
             within the safe margin of {safe}",
            element,
            gap = *gap,
            safe
        ),
        (None, Nearest::OverEdge(over)) => say!(
            "the symbol “{element}” with its quiet zone reaches {over} over the edge of the label, \
             within the safe margin of {safe}",
            element,
            over = *over,
            safe
        ),
        (Some(kind), Nearest::Cut(cut, gap)) => say!(
            "the {kind} “{element}” with its quiet zones stands {gap} from the cut “{cut}”, within the safe margin of {safe}",
            kind,
            element,
            gap = *gap,
            cut = outside(cut),
            safe
        ),
        (Some(kind), Nearest::Edge(gap)) => say!(
            "the {kind} “{element}” with its quiet zones stands {gap} from the edge of the label, \
             within the safe margin of {safe}",
            kind,
            element,
            gap = *gap,
            safe
        ),
        (Some(kind), Nearest::OverEdge(over)) => say!(
            "the {kind} “{element}” with its quiet zones reaches {over} over the edge of the label, \
             within the safe margin of {safe}",
            kind,
            element,
            over = *over,
            safe
        ),
    }
}

fn of_text(nearest: &Nearest<'_>, safe: Length) -> Sentence {
    match nearest {
        Nearest::Cut(cut, gap) => say!(
            "this text stands {gap} from the cut “{cut}”, within the safe margin of {safe}",
            gap = *gap,
            cut = outside(cut),
            safe
        ),
        Nearest::Edge(gap) => say!(
            "this text stands {gap} from the edge of the label, within the safe margin of {safe}",
            gap = *gap,
            safe
        ),
        Nearest::OverEdge(over) => say!(
            "this text reaches {over} over the edge of the label, within the safe margin of {safe}",
            over = *over,
            safe
        ),
    }
}

fn finding(message: Sentence, gap: Length, safe: Length) -> Diagnostic {
    Diagnostic::error(CHECK.rule, message)
        .measured(gap.to_micrometres(), safe.to_micrometres(), "mm")
        .help(say!("move it {by} inwards", by = at_least(safe - gap)))
}
