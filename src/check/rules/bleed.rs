use std::sync::Arc;

use super::super::advice::{Way, to};
use super::super::beyond::{self, End, nearest_end};
use super::super::label::Known;
use super::super::legibility::printing;
use super::super::{Label, Mark, Parting, PartingKind, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Bounds, Cover, Drawing, Id, Ink, Margins, Point, Segment};
use crate::sentence::{name, outside};
use crate::units::Length;

check! {
    /// A cut is never where it is meant to be: art that ends at it leaves a strip of bare board beside it, or is
    /// seen on the next face. Printers want art that meets the trim to go on beyond it by 3 mm, labels by 1.6 mm at
    /// least, from practice. What goes on beyond the edge of the label is printed as far as the `bleed` of `[label]`
    /// says, and is held against it: told is art that ends at the edge where none is stated, that ends before the
    /// stated bleed is filled, and that lies beyond and is cut off. A side whose bleed is stated as 0 needs none.
    /// Beyond a `cut` the stated bleed of that side is asked as well, or else 1.5 mm; beyond one that runs at an angle
    /// or as an arc it is measured square to it.
    ///
    /// Areas and pictures are to fill the bleed; lines, and what ends before the trim, have their own purpose. Where
    /// the template declares faces (`panel`), only what lies on a face meets a cut: bleed of one face may pass by
    /// that of another. Printers with dots print no bleed, and are passed over.
    ///
    /// To mend it, let the art reach as far beyond the trim as the printer asks, and say `bleed = "3 mm"`, or
    /// `bleed_top` and its like for one side.
    CHECK = "PR04", "art that meets the trim goes on beyond it", Design, run;
}

/// The least bleed beyond a cut, where none is stated.
const LEAST: Length = Length::from_emu(54_000);
/// What ends as near as that to the trim ends at it.
const TOUCH: Length = Length::from_emu(3_600);
/// What drawings lose by rounding.
const ROUNDING: Length = Length::from_emu(360);
/// What is thinner, or meets the trim on less, is a line.
const THICK: Length = Length::from_mm(1);

/// A straight piece of the trim.
struct Trim<'a> {
    at: Bounds,
    /// The cut; an edge of the label otherwise.
    cut: Option<&'a Arc<str>>,
    /// Where art goes on beyond it.
    ways: &'static [Way],
}

/// Art that does not fill its bleed.
struct Short {
    /// How far it reaches beyond the trim.
    beyond: Length,
    /// How far it is to reach; `None` where nothing is said of it.
    bleed: Option<Length>,
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let page = &label.stock.page;
    if page.device.is_some() {
        return Vec::new();
    }
    let trims = trims(label);
    let mut known = Known::default();
    let mut found = Vec::new();
    for mark in label.marks.iter().filter(|mark| is_printed(label, mark)) {
        let short = trims.iter().filter(|_| is_area(mark)).find_map(|trim| Some((trim, short_of(label, mark, trim)?)));
        let finding = match short {
            Some((trim, short)) => Some(ends(trim, &short)),
            None if is_area(mark) => short_of_slanted(label, mark),
            None => None,
        };
        let finding = finding.or_else(|| cut_off(&mark.bounds, &page.bled(), page.bleed.is_some()));
        found.extend(finding.filter(|_| known.is_first(mark)).map(|finding| label.about(mark, finding)));
    }
    found
}

/// The cuts, then the edges of the label.
fn trims<'a>(label: &'a Label<'_>) -> Vec<Trim<'a>> {
    let all = label.bounds();
    let edges: [(Bounds, &[Way]); 4] = [
        (Bounds { right: all.left, ..all }, &[Way::Left]),
        (Bounds { left: all.right, ..all }, &[Way::Right]),
        (Bounds { bottom: all.top, ..all }, &[Way::Up]),
        (Bounds { top: all.bottom, ..all }, &[Way::Down]),
    ];
    let edges = edges.map(|(at, ways)| Trim { at, cut: None, ways });
    let cuts = label.partings().filter(|parting| parting.kind == PartingKind::Cut);
    let cuts = cuts.filter_map(|Parting { bounds: at, id, .. }| {
        let ways: &[Way] = match (at.width(), at.height()) {
            (Length::ZERO, _) => &[Way::Left, Way::Right],
            (_, Length::ZERO) => &[Way::Up, Way::Down],
            _ => return None,
        };
        Some(Trim { at, cut: Some(id), ways })
    });
    cuts.chain(edges).collect()
}

/// Whether a mark has ink of its own.
fn is_printed(label: &Label<'_>, mark: &Mark<'_>) -> bool {
    let is_printed = |ink: Id<Ink>| printing(label.stock, ink).is_some();
    let drawing = &mark.item.drawing;
    match drawing {
        Drawing::Path(_) | Drawing::Shade(_) | Drawing::Group(_) => {
            drawing.inks(&label.stock.resources).into_iter().any(is_printed)
        }
        Drawing::Picture(_) => true,
        Drawing::Text(_) | Drawing::Symbol(_) => false,
    }
}

/// Whether what is printed is a picture or an area.
fn is_area(mark: &Mark<'_>) -> bool {
    let is_filled = mark.path().is_none_or(|path| path.fill.is_some());
    is_filled && mark.bounds.width().min(mark.bounds.height()) >= THICK
}

/// What an area that meets a level or upright trim lacks of its bleed, if it lacks some.
fn short_of(label: &Label<'_>, mark: &Mark<'_>, trim: &Trim<'_>) -> Option<Short> {
    let (art, at) = (mark.bounds, trim.at);
    let (top, bottom) = (art.top.max(at.top), art.bottom.min(at.bottom));
    let (left, right) = (art.left.max(at.left), art.right.min(at.right));
    if (right - left).max(bottom - top) < THICK {
        return None;
    }
    let has_faces = !label.stock.blank.panels.is_empty();
    trim.ways.iter().find_map(|way| {
        // How far it is beyond, and a strip of it before the trim.
        let (beyond, strip) = match way {
            Way::Left => (at.left - art.left, Bounds { left: at.left, right: at.left + THICK, top, bottom }),
            Way::Right => (art.right - at.left, Bounds { left: at.left - THICK, right: at.left, top, bottom }),
            Way::Up => (at.top - art.top, Bounds { left, right, top: at.top, bottom: at.top + THICK }),
            Way::Down => (art.bottom - at.top, Bounds { left, right, top: at.top - THICK, bottom: at.top }),
        };
        let bleed = match trim.cut {
            Some(_) => Some(beyond_cut(label, *way)),
            None => label.stock.page.bleed.map(|bleed| of_side(&bleed, *way)),
        };
        // Where nothing is said of bleed, what lies beyond the edge of the label is cut off.
        let most = bleed.map_or(TOUCH, |bleed| bleed - ROUNDING);
        let is_short = most > Length::ZERO
            && (-TOUCH..most).contains(&beyond)
            && strip.overlaps(&art)
            && (!has_faces || label.face(&strip).is_some())
            && mark.path().is_none_or(|path| path.cover(&strip.grown(-TOUCH)) != Cover::None);
        is_short.then_some(Short { beyond: beyond.max(Length::ZERO), bleed })
    })
}

/// What an area that meets a slanted cut or an arc lacks of its bleed, if it lacks some.
fn short_of_slanted(label: &Label<'_>, mark: &Mark<'_>) -> Option<Diagnostic> {
    let has_faces = !label.stock.blank.panels.is_empty();
    let dot = |Point { x, y }: Point| Bounds { left: x, top: y, right: x, bottom: y }.grown(Length::from_emu(2));
    let covers = |point: Point| {
        mark.bounds.holds(point) && mark.path().is_none_or(|path| path.cover(&dot(point)) != Cover::None)
    };
    let meets = |point: Point| (!has_faces || label.face(&dot(point)).is_some()) && covers(point);
    // Curves of the art are taken for straight pieces, which lose up to a tenth of a millimetre.
    let is_curve = |segment: &Segment| matches!(segment, Segment::Cubic(..));
    let loss = if mark.path().is_some_and(|path| path.segments.iter().any(is_curve)) { TOUCH } else { ROUNDING };
    let least = |way: Way| beyond_cut(label, way) - loss;
    let asked = beyond::Asked { meets: &meets, covers: &covers, least: &least, near: TOUCH, thick: THICK };
    let cuts = label.partings().filter(|parting| parting.kind == PartingKind::Cut);
    let near = cuts.filter_map(|cut| Some((cut.slanted()?, cut.id)));
    let mut near = near.filter(|(course, _)| course.distance(&mark.bounds) <= TOUCH);
    near.find_map(|(course, id)| {
        let End { at: Point { x, y }, beyond, asked } = nearest_end(&course, &asked)?;
        let trim = Trim { at: Bounds { left: x, top: y, right: x, bottom: y }, cut: Some(id), ways: &[] };
        Some(ends(&trim, &Short { beyond, bleed: Some(asked + loss) }))
    })
}

/// How far art is to go on beyond a cut to a side.
fn beyond_cut(label: &Label<'_>, way: Way) -> Length {
    let stated = label.stock.page.bleed.map(|bleed| of_side(&bleed, way));
    stated.filter(|bleed| *bleed > Length::ZERO).unwrap_or(LEAST)
}

fn of_side(bleed: &Margins, way: Way) -> Length {
    match way {
        Way::Left => bleed.left,
        Way::Right => bleed.right,
        Way::Up => bleed.top,
        Way::Down => bleed.bottom,
    }
}

/// Art that does not fill its bleed.
fn ends(trim: &Trim<'_>, Short { beyond, bleed }: &Short) -> Diagnostic {
    let beyond = *beyond;
    let help = match (trim.cut, bleed) {
        (None, None) => say!(
            "let it reach 3 mm beyond the edge and say {key} in [label], or let it end well before the edge",
            key = name("bleed = \"3 mm\"")
        ),
        (None, Some(bleed)) => {
            say!("let it reach {bleed} beyond the edge, as [label] says, or end well before the edge", bleed = *bleed)
        }
        (Some(_), Some(bleed)) if *bleed > LEAST => {
            say!("let it reach {bleed} beyond the cut, as [label] says, or end well before it", bleed = *bleed)
        }
        (Some(_), _) => say!("let it reach 3 mm beyond the trim, or end well before it"),
    };
    let bleed = bleed.unwrap_or(LEAST);
    let message = match (trim.cut.map(outside), beyond > TOUCH) {
        (Some(cut), false) => say!("this ends at the cut “{cut}”, without bleed", cut),
        (Some(cut), true) => {
            say!("this reaches {beyond} beyond the cut “{cut}”, which is little bleed", beyond, cut)
        }
        (None, false) => say!("this ends at the edge of the label, without bleed"),
        (None, true) => say!(
            "this reaches {beyond} beyond the edge of the label, and {missing} of the bleed is bare",
            beyond,
            missing = bleed - beyond
        ),
    };
    let finding = Diagnostic::error(CHECK.rule, message).along(to(&trim.at)).help(help);
    finding.measured(beyond.to_micrometres(), bleed.to_micrometres(), "mm").weighing(Severity::Warning)
}

/// What is printed beyond the bleed, or beyond the edge of a label without any.
fn cut_off(art: &Bounds, bled: &Bounds, is_stated: bool) -> Option<Diagnostic> {
    let ways = [bled.left - art.left, art.right - bled.right, bled.top - art.top, art.bottom - bled.bottom];
    let beyond = ways.into_iter().max().filter(|beyond| *beyond > TOUCH)?;
    Some(if is_stated {
        let message = say!("this reaches {beyond} beyond the bleed, and is cut off there", beyond);
        Diagnostic::error(CHECK.rule, message)
            .weighing(Severity::Note)
            .help(say!("nothing is to be done if that is meant; it may end with the bleed"))
    } else {
        let message = say!("this reaches {beyond} beyond the edge of the label, and is cut off there", beyond);
        Diagnostic::error(CHECK.rule, message).weighing(Severity::Warning).help(say!(
            "say {key} in [label] if that is bleed, or let it end on the label",
            key = name("bleed = \"3 mm\"")
        ))
    })
}
