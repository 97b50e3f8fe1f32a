//! Sheets: labels in columns and rows on a page.

use std::ops::Range;

use super::margin::MarginLine;
use super::measure::{absolute, not_negative, positive};
use super::stocks::LabelStock;
use crate::document::{Spanned, TomlTable, choice, rules};
use crate::say;
use crate::sentence::{Sentence, name, outside, sides};
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
    /// Which places are filled first.
    pub order: Order,
    /// Whether there are marks to cut by.
    pub crop_marks: bool,
    /// The stock, where one is named.
    pub stock: Option<&'static LabelStock>,
    /// What the printer cannot print along each edge of the page.
    pub unprintable: Length,
    /// Lines in its margins.
    pub margin: Vec<MarginLine>,
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

choice! {
    /// How the places of a page are filled.
    #[derive(Default)]
    pub enum Order {
        /// Row by row.
        #[default]
        Rows = "rows",
        /// Column by column.
        Columns = "columns",
    }
}

choice! {
    /// Pages that have names.
    pub(super) enum Page {
        A3 = "A3",
        A4 = "A4",
        A5 = "A5",
        Letter = "letter",
        Legal = "legal",
    }
}

impl Page {
    /// Width and height.
    const fn size(self) -> (Length, Length) {
        match self {
            Page::A3 => (Length::from_mm(297), Length::from_mm(420)),
            Page::A4 => (Length::from_mm(210), Length::from_mm(297)),
            Page::A5 => (Length::from_mm(148), Length::from_mm(210)),
            Page::Letter => (Length::from_emu(7_772_400), Length::from_emu(10_058_400)),
            Page::Legal => (Length::from_emu(7_772_400), Length::from_emu(12_801_600)),
        }
    }
}

/// Most labels of a page.
const MAX_PLACES: u32 = 10_000;

pub(super) fn read(table: &TomlTable<'_>) -> Option<Sheet> {
    if let Some(name) = table.text("stock") {
        return of_stock(table, &name);
    }
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
        order: table.choice("order").unwrap_or_default(),
        crop_marks: table.flag("crop_marks"),
        stock: None,
        unprintable,
        margin: Vec::new(),
    })
}

/// What a stock says of a sheet may not be said again.
const OF_STOCK: [&str; 11] =
    ["page", "width", "height", "columns", "rows", "left", "top", "gap_x", "gap_y", "pitch_x", "pitch_y"];

/// A sheet of a stock that has a name.
fn of_stock(table: &TomlTable<'_>, wanted: &Spanned<&str>) -> Option<Sheet> {
    let wrong = |message| table.reader().error(rules::VALUE, wanted.span.clone(), message);
    if let Some(key) = OF_STOCK.into_iter().find(|key| table.has(key)) {
        wrong(say!("a “stock” says where its labels stand, so “{key}” is not said beside it", key = name(key)));
        return None;
    }
    let stock = match LabelStock::named(wanted.value) {
        Ok(stock) => stock,
        Err(near) => {
            let asked = outside(wanted.value);
            wrong(match near {
                Some(near) => say!("no stock is called “{asked}”; did you mean “{near}”?", asked, near = name(near)),
                None => say!(
                    "no stock is called “{asked}”; quietzone sheet list tells all, and any other is described by page, columns, rows, left and top",
                    asked
                ),
            });
            return None;
        }
    };
    let (width, height) = Page::A4.size();
    let run = |count, start, pitch| Run { count, start: Some(start), step: Step::Pitch(pitch) };
    Some(Sheet {
        span: table.span(),
        width,
        height,
        across: run(stock.grid.0, stock.first.0, stock.pitch.0),
        down: run(stock.grid.1, stock.first.1, stock.pitch.1),
        order: table.choice("order").unwrap_or_default(),
        crop_marks: table.flag("crop_marks"),
        stock: Some(stock),
        unprintable: not_negative(table, "unprintable").unwrap_or_default(),
        margin: Vec::new(),
    })
}

/// How much smaller than those of its stock labels of a template may be; they stand in the middle then.
const SMALLER: Length = Length::from_micrometres(500);

impl Sheet {
    /// The sheet for labels of a size.
    ///
    /// # Errors
    /// The labels of its stock have another one.
    pub(super) fn of_labels(mut self, (width, height): (Length, Length)) -> Result<Self, Sentence> {
        let Some(stock) = self.stock else { return Ok(self) };
        let room = (stock.label.0 - width, stock.label.1 - height);
        let fits = |room: Length| (Length::ZERO..=SMALLER).contains(&room);
        if !(fits(room.0) && fits(room.1)) {
            return Err(say!(
                "the label is {label}, and the labels of {stock} are {labels}; it may be {smaller} smaller",
                label = sides(width, height),
                stock = name(stock.names.first().cloned().unwrap_or_default()),
                labels = sides(stock.label.0, stock.label.1),
                smaller = SMALLER
            ));
        }
        self.across.start = self.across.start.map(|start| start + room.0 / 2);
        self.down.start = self.down.start.map(|start| start + room.1 / 2);
        Ok(self)
    }
}

fn page(table: &TomlTable<'_>) -> Option<(Length, Length)> {
    let sides = (absolute(table, "width"), absolute(table, "height"));
    match (table.choice::<Page>("page"), sides) {
        (Some(page), (None, None)) => Some(page.size()),
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
    if !table.has(count) {
        table.lacks(count);
    }
    let count = table.integer(count).and_then(|count| u32::try_from(count.value).ok())?;
    Some(Run { count, start: not_negative(table, start), step })
}
