use super::super::advice::at_least;
use super::super::{Label, Mark, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::Demanded;
use crate::say;
use crate::scene::{Bounds, Cover, Drawing, GlyphRun, Role};
use crate::sentence::outside;
use crate::units::Length;

check! {
    /// Two texts in one place cannot be read. This looks at the ink of every line, with each varying text
    /// as wide as it gets; what shares less than 0.1 mm in either direction only touches. Two texts that
    /// are both printed only under a condition (`when`) may never meet and are passed over.
    ///
    /// An element of the code with its AI in parentheses must be readable for certain: nothing may be
    /// printed over it, and no edge or line may run through it. Where an act asks that such fields are
    /// readable (Turkey, guidance, art. 11), this weighs what the market's file says; otherwise it is a
    /// warning. A text that reaches over the edge of the label is refused before any rule sees it.
    ///
    /// To mend it, move one of them, or give the varying text a `width` and a `shrink_to`.
    CHECK = "PL08", "texts do not overlap", Design, run;
}

/// What texts may share and still only touch.
const TOUCH: Length = Length::from_emu(3_600);

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for (number, mark) in label.marks.iter().enumerate() {
        let Some(line) = line_of(mark) else { continue };
        let is_element = label.is_element(&line.text);
        let area = core(&mark.bounds);
        for (at, other) in label.marks.iter().enumerate().filter(|(at, _)| *at != number) {
            let collides = match &other.item.drawing {
                Drawing::Text(run) if line_of(other).is_some() => {
                    // A pair is found once: about the element of the code, or else about the upper text.
                    let is_its = if label.is_element(&run.text) == is_element { at < number } else { is_element };
                    is_its && area.overlaps(&core(&other.bounds)) && may_meet(mark, other)
                }
                Drawing::Symbol(_) => false, // judged by the rules of quiet zones
                Drawing::Path(_) if is_element => {
                    let cover = other.cover(&area, label.stock);
                    cover == Cover::Part || cover == Cover::Whole && at > number
                }
                Drawing::Text(_) | Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_) => {
                    is_element && at > number && other.bounds.overlaps(&area)
                }
                Drawing::Path(_) => false,
            };
            if collides {
                found.push(label.about(mark, collision(label, mark, other, is_element)));
            }
        }
    }
    found
}

/// A line of text that is no part of a picture.
fn line_of<'m>(mark: &'m Mark<'_>) -> Option<&'m GlyphRun> {
    match &mark.item.drawing {
        Drawing::Text(run) if mark.item.part.role != Role::Art => Some(run),
        _ => None,
    }
}

/// The box without a rim that may be touched.
fn core(bounds: &Bounds) -> Bounds {
    bounds.grown(-(TOUCH / 2))
}

/// Whether two lines are of different elements that may both be printed.
fn may_meet(one: &Mark<'_>, other: &Mark<'_>) -> bool {
    let has_condition = |mark: &Mark<'_>| mark.item.part.conditional;
    one.item.part.id != other.item.part.id && !(has_condition(one) && has_condition(other))
}

fn collision(label: &Label<'_>, mark: &Mark<'_>, other: &Mark<'_>, is_element: bool) -> Diagnostic {
    let demand = label.market.text.content.as_ref().filter(|_| is_element);
    let (across, down) = mark.bounds.gaps(&other.bounds);
    let by = at_least((-across).min(-down));
    let help = if across >= down {
        say!("move one of them {by} sideways", by)
    } else {
        say!("move one of them {by} up or down", by)
    };
    let message = say!("this text and “{other}” lie one over the other", other = outside(&other.item.part.id));
    Diagnostic::error(CHECK.rule, message)
        .weighing(demand.and_then(Demanded::severity).unwrap_or(Severity::Warning))
        .because(demand.filter(|demand| demand.severity().is_some()).map(|demand| demand.origin.reference()))
        .help(help)
}
