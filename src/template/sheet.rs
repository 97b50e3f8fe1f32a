//! Sheets: labels in columns and rows on a page.

use std::ops::Range;

use super::measure::{absolute, not_negative, positive};
use crate::document::{TomlTable, rules};
use crate::say;
use crate::sentence::name;
use crate::units::Length;

/// A page that carries the labels.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its table in the file.
    pub span: Range<usize>,
    /// Width of the page.
    pub width: Length,
    /// Height of the page.
    pub height: Length,
    /// How the labels stand across.
    pub across: Run,
    /// How the labels stand down.
    pub down: Run,
    /// Whether columns are filled before rows.
    pub by_columns: bool,
    /// Whether there are marks to cut by.
    pub crop_marks: bool,
    /// What the printer cannot print along each edge of the page.
    pub unprintable: Length,
}

/// A row or a column of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Labels.
    pub count: u32,
    /// Where the first begins; in the middle of the page if left out.
    pub start: Option<Length>,
    /// How far apart they stand.
    pub step: Step,
}

/// How far apart labels stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Space between a label and the next.
    Gap(Length),
    /// From an edge of a label to the same edge of the next.
    Pitch(Length),
}

/// Width and height of the pages that have names, in the order of their names.
const SIZES: [(Length, Length); 5] = [
    (Length::from_mm(297), Length::from_mm(420)),
    (Length::from_mm(210), Length::from_mm(297)),
    (Length::from_mm(148), Length::from_mm(210)),
    (Length::from_emu(7_772_400), Length::from_emu(10_058_400)),
    (Length::from_emu(7_772_400), Length::from_emu(12_801_600)),
];
/// Most labels of a page.
const MAX_PLACES: u32 = 10_000;

pub(super) fn read(table: &TomlTable<'_>) -> Option<Sheet> {
    let across = run(table, ["columns", "left", "gap_x", "pitch_x"]);
    let down = run(table, ["rows", "top", "gap_y", "pitch_y"]);
    let unprintable = not_negative(table, "unprintable").unwrap_or_default();
    let (width, height) = page(table)?;
    let (across, down) = (across?, down?);
    if across.count.saturating_mul(down.count) > MAX_PLACES {
        let message = say!("a page carries at most {most} labels", most = MAX_PLACES);
        table.reader().error(rules::VALUE, table.span(), message);
        return None;
    }
    Some(Sheet {
        span: table.span(),
        width,
        height,
        across,
        down,
        by_columns: table.choice("order") == Some(1),
        crop_marks: table.flag("crop_marks"),
        unprintable,
    })
}

fn page(table: &TomlTable<'_>) -> Option<(Length, Length)> {
    let sides = (absolute(table, "width"), absolute(table, "height"));
    match (table.choice("page"), sides) {
        (Some(named), (None, None)) => SIZES.get(named).copied(),
        (None, (Some(width), Some(height))) => positive(table, "width", width).zip(positive(table, "height", height)),
        _ => {
            table.reader().error(
                rules::MISSING,
                table.span(),
                say!("a sheet has either a “page”, such as \"A4\", or a “width” and a “height”"),
            );
            None
        }
    }
}

fn run(table: &TomlTable<'_>, [count, start, gap, pitch]: [&'static str; 4]) -> Option<Run> {
    if table.has(gap) && table.has(pitch) {
        let message = say!("give either “{gap}” or “{pitch}”, not both", gap = name(gap), pitch = name(pitch));
        table.reader().error(rules::VALUE, table.span(), message);
    }
    let step = match not_negative(table, pitch) {
        Some(pitch) => Step::Pitch(pitch),
        None => Step::Gap(not_negative(table, gap).unwrap_or_default()),
    };
    let count = table.integer(count).and_then(|count| u32::try_from(count.value).ok())?;
    Some(Run { count, start: not_negative(table, start), step })
}
