use std::sync::Arc;

use super::super::advice::to;
use super::super::label::Known;
use super::super::legibility::printing;
use super::super::{Label, Mark, PartingKind, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Bounds, Cover, Drawing};
use crate::sentence::{Sentence, outside};
use crate::units::Length;

check! {
    /// A cut is never where it is meant to be: art that ends at it leaves a strip of bare board beside it, or is
    /// seen on the next face. Printers want art that meets the trim to go on beyond it by 3 mm, labels by 1.6 mm at
    /// least; less than 1.5 mm beyond a `cut` is a warning, from practice. The edge of the label is trim as well,
    /// but a page ends there, and it is for the printer to say how bleed is handed over: a note.
    ///
    /// Areas and pictures count; lines, and what ends before the trim, have their own purpose. Where the template
    /// declares faces (`panel`), only what lies on a face meets a cut: bleed of one face may pass by that of
    /// another. Printers with dots print no bleed, and are passed over.
    ///
    /// To mend it, let the art reach 3 mm beyond the trim.
    CHECK = "PR04", "art that meets the trim goes on beyond it", Design, run;
}

/// The least bleed.
const LEAST: Length = Length::from_emu(54_000);
/// What ends as near as that to the trim ends at it.
const TOUCH: Length = Length::from_emu(3_600);
/// What is thinner, or meets the trim on less, is a line.
const THICK: Length = Length::from_mm(1);

/// A straight piece of the trim.
struct Trim<'a> {
    at: Bounds,
    /// The cut; an edge of the label otherwise.
    cut: Option<&'a Arc<str>>,
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let Bounds { left, top, right, bottom } = label.bounds();
    let edges = [
        (left, top, left, bottom),
        (right, top, right, bottom),
        (left, top, right, top),
        (left, bottom, right, bottom),
    ];
    let edges = edges.map(|(left, top, right, bottom)| Trim { at: Bounds { left, top, right, bottom }, cut: None });
    let cuts = label.partings().filter(|parting| parting.kind == PartingKind::Cut);
    let trims: Vec<_> = cuts.map(|cut| Trim { at: cut.bounds, cut: Some(cut.id) }).chain(edges).collect();
    let mut known = Known::default();
    let mut found = Vec::new();
    for mark in label.marks.iter().filter(|mark| is_area(label, mark)) {
        let short = trims.iter().find_map(|trim| Some((trim, short_of(label, mark, &trim.at)?)));
        if let Some((trim, beyond)) = short.filter(|_| known.is_first(mark)) {
            let finding = Diagnostic::error(CHECK.rule, ends(trim, beyond))
                .measured(beyond.to_micrometres(), LEAST.to_micrometres(), "mm")
                .along(to(&trim.at))
                .help(say!("let it reach 3 mm beyond the trim, or end well before it"));
            let severity = if trim.cut.is_some() { Severity::Warning } else { Severity::Note };
            found.push(label.about(mark, finding.weighing(severity)));
        }
    }
    found
}

/// Whether a mark is a picture or an area of ink.
fn is_area(label: &Label<'_>, mark: &Mark<'_>) -> bool {
    let is_thick = mark.bounds.width().min(mark.bounds.height()) >= THICK;
    let is_printed = match &mark.item.drawing {
        Drawing::Path(path) => path.fill.is_some_and(|ink| printing(label.stock, ink).is_some()),
        Drawing::Picture(_) => true,
        Drawing::Text(_) | Drawing::Symbol(_) => false,
    };
    is_thick && is_printed
}

/// How far an area that meets a level or upright trim reaches beyond it, if that is too little.
fn short_of(label: &Label<'_>, mark: &Mark<'_>, trim: &Bounds) -> Option<Length> {
    let art = mark.bounds;
    let (top, bottom) = (art.top.max(trim.top), art.bottom.min(trim.bottom));
    let (left, right) = (art.left.max(trim.left), art.right.min(trim.right));
    let row = |top, bottom| Bounds { left, right, top, bottom };
    let column = |left, right| Bounds { left, right, top, bottom };
    let is_upright = trim.left == trim.right;
    let met = if is_upright { bottom - top } else { right - left };
    if met < THICK || !is_upright && trim.top != trim.bottom {
        return None;
    }
    // How far it is beyond, and a strip of it before the trim.
    let ways = if is_upright {
        [
            (trim.left - art.left, column(trim.left, trim.left + THICK)),
            (art.right - trim.left, column(trim.left - THICK, trim.left)),
        ]
    } else {
        [
            (trim.top - art.top, row(trim.top, trim.top + THICK)),
            (art.bottom - trim.top, row(trim.top - THICK, trim.top)),
        ]
    };
    let has_faces = !label.stock.blank.panels.is_empty();
    let meets = |strip: &Bounds| {
        strip.overlaps(&art)
            && (!has_faces || label.face(strip).is_some())
            && mark.path().is_none_or(|path| path.cover(&strip.grown(-TOUCH)) != Cover::None)
    };
    let mut short = ways.into_iter().filter(|(beyond, strip)| (-TOUCH..LEAST).contains(beyond) && meets(strip));
    short.next().map(|(beyond, _)| beyond.max(Length::ZERO))
}

fn ends(trim: &Trim<'_>, beyond: Length) -> Sentence {
    match (trim.cut, beyond > TOUCH) {
        (Some(cut), false) => say!("this ends at the cut “{cut}”, without bleed", cut = outside(cut)),
        (Some(cut), true) => {
            say!("this reaches {beyond} beyond the cut “{cut}”, which is little bleed", beyond, cut = outside(cut))
        }
        (None, false) => say!("this ends at the edge of the label, without bleed"),
        (None, true) => say!("this reaches {beyond} beyond the edge of the label, which is little bleed", beyond),
    }
}
