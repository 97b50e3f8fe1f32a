//! A control list on pages of A4.

use std::collections::BTreeMap;
use std::io;

use super::line::{Heading, Line, titles};
use crate::render::pdf::Fit;
use crate::report::paper::{A4, Aligned, Hand, Pages, Paper, Pen};
use crate::say;
use crate::scene::Point;
use crate::units::Length;
use crate::world::Output;

/// The margin of a page; lists are punched on the left.
const LEFT: Length = Length::from_mm(16);
const RIGHT: Length = Length::from_mm(10);
/// Baselines of the heading and of the titles of columns, and where the first line begins.
const HEADING: Length = Length::from_mm(14);
const TITLES: Length = Length::from_mm(21);
const FIRST: Length = Length::from_mm(23);
/// How high a line is: a box is ticked by hand.
const LINE: Length = Length::from_mm(6);
/// Where the last line ends.
const LAST: Length = Length::from_mm(281);
const SIZE: Length = Length::from_emu(12_700 * 8);
const LARGE: Length = Length::from_emu(12_700 * 11);
const HAIR: Length = Length::from_micrometres(60);
const THICK: Length = Length::from_micrometres(400);

/// The columns: how wide, in which letters, and where in them text stands.
const COLUMNS: [(i64, Hand, Aligned); 9] = [
    (13, Hand::Plain, Aligned::Right),
    (12, Hand::Bold, Aligned::Right),
    (12, Hand::Bold, Aligned::Right),
    (9, Hand::Plain, Aligned::Right),
    (14, Hand::Plain, Aligned::Right),
    (28, Hand::Mono, Aligned::Left),
    (41, Hand::Mono, Aligned::Left),
    (29, Hand::Mono, Aligned::Left),
    (19, Hand::Plain, Aligned::Left),
];
/// The column of boxes.
const BOXES: Length = Length::from_mm(7);
/// The space beside text in its column.
const PAD: Length = Length::from_mm(1);

/// A list being printed.
pub(super) struct Printed<'p> {
    paper: &'p Paper,
    pages: Pages<'p, Output>,
    heading: String,
    pen: Pen<'p>,
    /// Where the next line begins; nothing where no page is begun.
    next: Option<Length>,
    page: u64,
    sheet: Option<u64>,
}

impl<'p> Printed<'p> {
    pub(super) fn new(paper: &'p Paper, heading: &Heading, output: Output) -> io::Result<Self> {
        let (pages, pen) = (paper.pages(output, Fit::default())?, paper.pen());
        Ok(Self { paper, pages, heading: heading.told(), pen, next: None, page: 0, sheet: None })
    }

    /// Takes a line's room, on the next page where this one has none.
    fn room(&mut self, has_titles: bool) -> io::Result<Length> {
        let top = match self.next {
            Some(top) if top + LINE <= LAST => top,
            begun => {
                if begun.is_some() {
                    self.turn()?;
                }
                self.begin(has_titles);
                FIRST
            }
        };
        self.next = Some(top + LINE);
        Ok(top)
    }

    /// Writes the page under way.
    fn turn(&mut self) -> io::Result<()> {
        self.pages.page(std::mem::replace(&mut self.pen, self.paper.pen()))
    }

    fn begin(&mut self, has_titles: bool) {
        self.page += 1;
        self.sheet = None;
        let (width, right) = (A4.0 - LEFT - RIGHT, A4.0 - RIGHT);
        let number = say!("page {page}", page = self.page).to_string();
        let at = |x: Length, y: Length| Point { x, y };
        let taken = self.pen.words((at(right, HEADING), Aligned::Right), (Hand::Plain, SIZE), width, &number);
        let title = say!("Control list").to_string();
        let wide = self.pen.words((at(LEFT, HEADING), Aligned::Left), (Hand::Bold, LARGE), width, &title) + PAD * 4;
        let beside = (at(LEFT + wide, HEADING), Aligned::Left);
        self.pen.words(beside, (Hand::Plain, SIZE), width - wide - taken - PAD * 4, &self.heading);
        if has_titles {
            let titles = titles().map(|title| title.to_string());
            self.columns(TITLES, titles.each_ref().map(String::as_str), true);
            self.pen.line(at(LEFT, FIRST), at(right, FIRST), THICK);
        }
    }

    /// Writes texts into their columns.
    fn columns(&mut self, baseline: Length, texts: [&str; 9], is_title: bool) {
        let mut left = LEFT + BOXES;
        for ((wide, hand, aligned), text) in COLUMNS.into_iter().zip(texts) {
            let wide = Length::from_mm(wide);
            let x = if aligned == Aligned::Right { left + wide - PAD } else { left + PAD };
            let hand = if is_title { Hand::Bold } else { hand };
            self.pen.words((Point { x, y: baseline }, aligned), (hand, SIZE), wide - PAD * 2, text);
            left += wide;
        }
    }

    /// Writes the next line.
    pub(super) fn line(&mut self, line: &Line<'_>) -> io::Result<()> {
        let top = self.room(true)?;
        let right = A4.0 - RIGHT;
        let at = |x: Length, y: Length| Point { x, y };
        // A sheet is parted from the one before it.
        if self.sheet.is_some_and(|sheet| sheet != line.sheet) {
            self.pen.line(at(LEFT, top), at(right, top), THICK);
        }
        self.sheet = Some(line.sheet);
        let side = Length::from_mm(4);
        self.pen.frame(at(LEFT + PAD, top + PAD), (side, side), Length::ZERO, false);
        let Line { number, sheet, place, row, column, gtin, serial, batch, expiry } = *line;
        let numbers = [number, sheet, place, row, column].map(|number| number.to_string());
        let [number, sheet, place, row, column] = numbers.each_ref().map(String::as_str);
        self.columns(top + Length::from_mm(4), [number, sheet, place, row, column, gtin, serial, batch, expiry], false);
        self.pen.line(at(LEFT, top + LINE), at(right, top + LINE), HAIR);
        Ok(())
    }

    /// Writes the counts and ends the document.
    pub(super) fn finish(mut self, counts: &BTreeMap<String, u64>, labels: u64, sheets: u64) -> io::Result<Output> {
        self.sheet = None;
        self.entry(None, "")?;
        self.entry(Some((Hand::Bold, &say!("Labels of each GTIN").to_string())), "")?;
        for (gtin, count) in counts {
            let none = say!("without a GTIN").to_string();
            let shown = if gtin.is_empty() { (Hand::Plain, none.as_str()) } else { (Hand::Mono, gtin.as_str()) };
            self.entry(Some(shown), &count.to_string())?;
        }
        self.entry(Some((Hand::Bold, &say!("Labels in all").to_string())), &labels.to_string())?;
        self.entry(Some((Hand::Bold, &say!("Sheets in all").to_string())), &sheets.to_string())?;
        self.entry(None, "")?;
        let signed = self.room(false)? + Length::from_mm(4);
        let mut x = LEFT;
        for (words, wide) in [(say!("Checked by"), 70), (say!("Date"), 40)] {
            let at = (Point { x, y: signed }, Aligned::Left);
            x += self.pen.words(at, (Hand::Plain, SIZE), A4.0, &words.to_string()) + PAD * 2;
            let end = x + Length::from_mm(wide);
            self.pen.line(Point { x, y: signed }, Point { x: end, y: signed }, HAIR);
            x = end + PAD * 5;
        }
        self.turn()?;
        self.pages.finish(say!("Control list").to_string())
    }

    /// Writes words and a count at the end.
    fn entry(&mut self, words: Option<(Hand, &str)>, count: &str) -> io::Result<()> {
        let baseline = self.room(false)? + Length::from_mm(4);
        let Some((hand, words)) = words else { return Ok(()) };
        let (room, at) = (Length::from_mm(60), |x: Length| Point { x, y: baseline });
        self.pen.words((at(LEFT), Aligned::Left), (hand, SIZE), room, words);
        let figures = (at(LEFT + room + Length::from_mm(20)), Aligned::Right);
        self.pen.words(figures, (Hand::Bold, SIZE), Length::from_mm(20), count);
        Ok(())
    }
}
