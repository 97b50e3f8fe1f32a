//! Imposition: labels in columns and rows on a page, each on whole dots of the device.

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{Bar, Margins, Point, Sheet};
use crate::sentence::{Sentence, count};
use crate::template::{self, Free, Order, Run, Step, Template};
use crate::units::{Length, Resolution};

/// Space between a label's edge and a crop mark.
const MARK_GAP: Length = Length::from_mm(1);
/// Length of a crop mark.
const MARK_LENGTH: Length = Length::from_mm(4);
/// The shortest mark that is drawn where room is scarce.
const MARK_SHORTEST: Length = Length::from_mm(1);
/// Thickness of a crop mark: a quarter of a point.
const MARK_THICKNESS: Length = Length::from_emu(3_175);

/// Sets the labels of a template on its sheet, of which the first may have few places `free`.
pub(crate) fn impose(
    template: &Template,
    device: Option<Resolution>,
    free: Option<&Free>,
) -> Result<(Option<Sheet>, Margins), Diagnostic> {
    let Some(wanted) = &template.sheet else {
        return match free {
            None => Ok((None, Margins::default())),
            Some(_) => {
                let message = say!("--free and --start-at need a template with a [sheet]");
                Err(Diagnostic::error(rules::SHEET, message))
            }
        };
    };
    let refused = |message: Sentence| Diagnostic::error(rules::SHEET, message).at(template.place(&wanted.span));
    let snap = |length: Length| device.map_or(length, |device| device.snap(length));
    let bleed = template.bleed.filter(|_| device.is_none()).unwrap_or_default();
    let across = Bleed { before: bleed.left, behind: bleed.right };
    let down = Bleed { before: bleed.top, behind: bleed.bottom };
    let columns = along(&wanted.across, template.width, wanted.width, across, Rank::Columns).map_err(refused)?;
    let rows = along(&wanted.down, template.height, wanted.height, down, Rank::Rows).map_err(refused)?;
    let at = |x: &Length, y: &Length| Point { x: snap(*x), y: snap(*y) };
    let places: Vec<Point> = match wanted.order {
        Order::Columns => columns.iter().flat_map(|x| rows.iter().map(move |y| at(x, y))).collect(),
        Order::Rows => rows.iter().flat_map(|y| columns.iter().map(move |x| at(x, y))).collect(),
    };
    let free = free.map_or(Ok(Vec::new()), |free| free.of(places.len()));
    let free = free.map_err(|message| Diagnostic::error(rules::SHEET, message))?;
    let marks = match wanted.crop_marks {
        true => marks(template, wanted, (&columns, across), (&rows, down), device).map_err(refused)?,
        false => Vec::new(),
    };
    let margins = margins(template, wanted, &places);
    Ok((Some(Sheet { width: wanted.width, height: wanted.height, places, free, marks }), margins))
}

/// What labels stand in, side by side.
#[derive(Clone, Copy)]
enum Rank {
    Columns,
    Rows,
}

/// How far labels go on beyond their edges, along a row or column.
#[derive(Clone, Copy)]
struct Bleed {
    before: Length,
    behind: Length,
}

/// Where columns or rows of labels begin.
fn along(run: &Run, side: Length, page: Length, bleed: Bleed, rank: Rank) -> Result<Vec<Length>, Sentence> {
    let pitch = match run.step {
        Step::Gap(gap) => side + gap,
        Step::Pitch(pitch) => pitch,
    };
    if pitch < side && run.count > 1 {
        return Err(say!("labels of {side} would lie on one another at a pitch of {pitch}", side, pitch));
    }
    let whole = pitch * i64::from(run.count - 1) + side;
    let start = run.start.unwrap_or((page - whole) / 2);
    if start < Length::ZERO || start + whole > page {
        let labels = count(run.count);
        return Err(match rank {
            Rank::Columns => say!(
                "{labels} column takes {whole} from {start} on, the page has {page}"
                    | "{labels} columns take {whole} from {start} on, the page has {page}",
                labels,
                whole,
                start,
                page
            ),
            Rank::Rows => say!(
                "{labels} row takes {whole} from {start} on, the page has {page}"
                    | "{labels} rows take {whole} from {start} on, the page has {page}",
                labels,
                whole,
                start,
                page
            ),
        });
    }
    let (gap, both) = (pitch - side, bleed.before + bleed.behind);
    if gap < both && run.count > 1 {
        return Err(match rank {
            Rank::Columns => say!("the columns stand {gap} apart, and the bleed between two takes {both}", gap, both),
            Rank::Rows => say!("the rows stand {gap} apart, and the bleed between two takes {both}", gap, both),
        });
    }
    let room = start.min(page - start - whole);
    if start < bleed.before || page - start - whole < bleed.behind {
        return Err(match rank {
            Rank::Columns => say!("the bleed of the outer columns reaches over the page, which leaves {room}", room),
            Rank::Rows => say!("the bleed of the outer rows reaches over the page, which leaves {room}", room),
        });
    }
    Ok((0..i64::from(run.count)).map(|index| start + pitch * index).collect())
}

/// The widest strips that the printer cannot print on some place.
fn margins(template: &Template, sheet: &template::Sheet, places: &[Point]) -> Margins {
    let most = |strip: &dyn Fn(&Point) -> Length| places.iter().map(strip).fold(Length::ZERO, Length::max);
    let edge = sheet.unprintable;
    Margins {
        left: most(&|at| edge - at.x),
        top: most(&|at| edge - at.y),
        right: most(&|at| at.x + template.width - (sheet.width - edge)),
        bottom: most(&|at| at.y + template.height - (sheet.height - edge)),
    }
}

/// Marks on the lines to cut by, outside the labels on all sides that have room.
fn marks(
    template: &Template,
    sheet: &template::Sheet,
    (columns, across): (&[Length], Bleed),
    (rows, down): (&[Length], Bleed),
    device: Option<Resolution>,
) -> Result<Vec<Bar>, Sentence> {
    let snap = |length: Length| device.map_or(length, |device| device.snap(length));
    let thick = device.map_or(MARK_THICKNESS, |device| device.snap(MARK_THICKNESS).max(device.dot()));
    let cuts = |starts: &[Length], side: Length| {
        let mut lines: Vec<Length> = starts.iter().flat_map(|start| [*start, *start + side]).map(snap).collect();
        lines.dedup();
        lines
    };
    // The stretches before the first and behind the last label, beyond their bleed, in which marks may stand.
    let room = |starts: &[Length], side: Length, page: Length, bleed: Bleed| {
        let (Some(first), Some(last)) = (starts.first(), starts.last()) else { return Vec::new() };
        let begin = *first - bleed.before - MARK_GAP;
        let before = ((begin - MARK_LENGTH).max(sheet.unprintable), begin);
        let end = *last + side + bleed.behind + MARK_GAP;
        let behind = (end, (end + MARK_LENGTH).min(page - sheet.unprintable));
        [before, behind]
            .into_iter()
            .filter(|(from, to)| *to - *from >= MARK_SHORTEST)
            .map(|(from, to)| (snap(from), snap(to)))
            .collect::<Vec<_>>()
    };
    let above_and_below = room(rows, template.height, sheet.height, down);
    let beside = room(columns, template.width, sheet.width, across);
    let needed = MARK_GAP + MARK_SHORTEST + sheet.unprintable;
    if beside.is_empty() {
        return Err(say!("there is no room for crop marks beside the labels: they need {needed}", needed));
    }
    if above_and_below.is_empty() {
        return Err(say!("there is no room for crop marks above and below the labels: they need {needed}", needed));
    }
    let mut bars = Vec::new();
    for x in cuts(columns, template.width) {
        for (top, bottom) in &above_and_below {
            let corner = Point { x: snap(x - thick / 2), y: *top };
            bars.push(Bar { corner, width: thick, height: *bottom - *top });
        }
    }
    for y in cuts(rows, template.height) {
        for (left, right) in &beside {
            let corner = Point { x: *left, y: snap(y - thick / 2) };
            bars.push(Bar { corner, width: *right - *left, height: thick });
        }
    }
    Ok(bars)
}
