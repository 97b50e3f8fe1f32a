use super::super::advice::at_least;
use super::super::{Label, Reserved, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scene::Bounds;
use crate::units::Length;

check! {
    /// `safe` in `[label]` says how far from the edges of the label, and from its cuts, everything that must
    /// be read stays. It is the designer's own word: a symbol with its quiet zone, or a linear barcode with
    /// its quiet zones, that stands nearer is an error, a text a warning. Grounds, lines and pictures may
    /// reach over the edge, as artwork with bleed does.
    CHECK = "PL03", "texts and symbols keep to the safe margin", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(safe) = label.stock.blank.safe else { return Vec::new() };
    let mut found = Vec::new();
    for Reserved { element, zone, words } in label.reserved_symbols().chain(label.reserved_linears()) {
        if let Some((gap, from)) = nearest(label, &zone).filter(|(gap, _)| *gap < safe) {
            found.push(label.about_place(element, &zone, finding(&words, gap, &from, safe)));
        }
    }
    let mut told_of = Vec::new();
    for (mark, _) in label.texts() {
        let Some((gap, from)) = nearest(label, &mark.bounds).filter(|(gap, _)| *gap < safe) else { continue };
        if !told_of.contains(&&mark.item.element) {
            told_of.push(&mark.item.element);
            let told = finding("this text", gap, &from, safe);
            found.push(label.about(&mark, told.weighing(Severity::Warning)));
        }
    }
    found
}

/// What is nearest of the label's edges and cuts, and how far off; nothing for a label without size.
fn nearest(label: &Label<'_>, of: &Bounds) -> Option<(Length, String)> {
    let edge = (label.to_edge(of), "the edge of the label".to_owned());
    let cuts = label.partings().filter(|parting| parting.is_cut);
    let cuts = cuts.map(|cut| (of.distance(&cut.bounds), cut.words));
    cuts.chain([edge]).min_by_key(|(gap, _)| *gap)
}

fn finding(what: &str, gap: Length, from: &str, safe: Length) -> Diagnostic {
    let stands = if gap < Length::ZERO {
        format!("{what} reaches {} over {from}", -gap)
    } else {
        format!("{what} stands {gap} from {from}")
    };
    Diagnostic::error(CHECK.rule, format!("{stands}, within the safe margin of {safe}"))
        .measured(gap.to_micrometres(), safe.to_micrometres(), "mm")
        .help(format!("move it {} inwards", at_least(safe - gap)))
}
