//! How the labels of a job are divided into files and pages.

use crate::batch::Holds;
use crate::scene::{Slot, Stock};
use crate::template::{Numbers, SheetNumbers};

/// Where every label of a job stands: in which file, on which page, in which place.
#[derive(Debug)]
pub(super) struct Paging<'a> {
    stock: &'a Stock,
    holds: Holds,
    /// All labels.
    pub(super) total: u64,
    parts: Parts,
}

/// Labels that begin on a page of their own, and in a file of their own where files hold parts.
#[derive(Debug)]
pub(super) enum Parts {
    /// All labels are one part.
    One,
    /// So many labels are a part, the last has fewer.
    Every(u64),
    /// Parts that begin so.
    At(Vec<Begin>),
}

/// Where parts begin, label by label: those of each group anew.
#[derive(Debug)]
pub(super) struct Begins {
    found: Vec<Begin>,
    size: Option<u64>,
    places: u64,
    used: u64,
    /// Where the group under way begins.
    group: Option<u64>,
}

impl Begins {
    /// Parts of so many labels at most.
    pub(super) fn new(stock: &Stock, size: Option<u64>) -> Self {
        Self { found: Vec::new(), size, places: stock.places() as u64, used: used(stock), group: None }
    }

    /// A group begins with a label, from 0.
    pub(super) fn group(&mut self, label: u64) {
        self.end(label);
        self.group = Some(label);
    }

    /// The group under way ends before a label.
    pub(super) fn end(&mut self, label: u64) {
        let Some(begin) = self.group.take() else { return };
        let size = self.size.unwrap_or(u64::MAX).max(1);
        let mut next = Some(begin).filter(|begin| *begin < label);
        while let Some(part) = next {
            let page = self.found.last().map_or(0, |before| {
                let used = if before.page == 0 { self.used } else { 0 };
                before.page + pages(part - before.label + used, self.places)
            });
            self.found.push(Begin { label: part, page });
            next = part.checked_add(size).filter(|next| *next < label);
        }
    }
}

impl From<Begins> for Parts {
    fn from(begins: Begins) -> Self {
        Self::At(begins.found)
    }
}

/// Pages that so many places need.
fn pages(places: u64, on_page: u64) -> u64 {
    places.div_ceil(on_page.max(1))
}

/// Places of the first page that are used up.
fn used(stock: &Stock) -> u64 {
    stock.page.sheet.as_ref().map_or(0, |sheet| sheet.used as u64)
}

/// Where a part begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Begin {
    /// Its first label, from 0.
    label: u64,
    /// Its first page, from 0.
    page: u64,
}

impl<'a> Paging<'a> {
    pub(super) fn new(stock: &'a Stock, holds: Holds, total: u64, parts: Parts) -> Self {
        Self { stock, holds, total, parts }
    }

    /// The part of a label, from 0, and where it begins.
    fn part(&self, label: u64) -> (u64, Begin) {
        let places = self.stock.places() as u64;
        match &self.parts {
            Parts::One => (0, Begin::default()),
            Parts::Every(size) => {
                let part = label / (*size).max(1);
                let first = pages(size + used(self.stock), places);
                let page = part.checked_sub(1).map_or(0, |others| first + others * pages(*size, places));
                (part, Begin { label: part * size, page })
            }
            Parts::At(begins) => {
                let part = begins.partition_point(|begin| begin.label <= label).saturating_sub(1);
                (part as u64, begins.get(part).copied().unwrap_or_default())
            }
        }
    }

    /// The number that formats know a label by, from 0: places that stay empty at the end of parts count.
    pub(super) fn position(&self, label: u64) -> u64 {
        let (_, begin) = self.part(label);
        let before = begin.page * self.stock.places() as u64;
        before.saturating_sub(used(self.stock)) + (label - begin.label)
    }

    /// Where a label stands; its page is that of the job.
    pub(super) fn slot(&self, label: u64) -> Slot {
        self.stock.slot(self.position(label))
    }

    /// Pages of the job.
    pub(super) fn pages(&self) -> u64 {
        self.total.checked_sub(1).map_or(0, |last| self.slot(last).page + 1)
    }

    /// Files of the job.
    pub(super) fn files(&self) -> u64 {
        match self.holds {
            Holds::All => 1,
            Holds::Label => self.total,
            Holds::Sheet => self.pages(),
            Holds::Part => self.total.checked_sub(1).map_or(0, |last| self.part(last).0 + 1),
        }
    }

    /// The number of the part that begins with a label, from 1; nothing if none does.
    pub(super) fn begins_part(&self, label: u64) -> Option<u64> {
        let (part, begin) = self.part(label);
        (begin.label == label).then_some(part + 1)
    }

    /// Whether a file ends with a label.
    pub(super) fn ends_file(&self, label: u64) -> bool {
        match self.holds {
            Holds::All => false,
            Holds::Label => true,
            Holds::Sheet => self.slot(label).page != self.slot(label + 1).page,
            Holds::Part => self.part(label).0 != self.part(label + 1).0,
        }
    }

    /// The page of a label in its file, from 1; of formats without pages it is the label of its file.
    pub(super) fn page_in_file(&self, label: u64) -> u64 {
        let page = self.slot(label).page;
        match self.holds {
            Holds::All => page + 1,
            Holds::Part => page - self.part(label).1.page + 1,
            Holds::Label | Holds::Sheet => 1,
        }
    }

    /// The place of a label on its sheet, from 1.
    pub(super) fn place(&self, label: u64) -> Option<u64> {
        self.stock.page.sheet.is_some().then(|| self.slot(label).place as u64 + 1)
    }

    /// The numbers of a label, by its number from 0 and the row of its data.
    pub(super) fn numbers(&self, label: u64, row: u32) -> Numbers {
        let slot = self.slot(label);
        let stand = self.stock.page.sheet.is_some().then(|| SheetNumbers {
            sheet: slot.page + 1,
            sheets: self.pages(),
            place: slot.place as u64 + 1,
        });
        Numbers { number: label + 1, row: row.into(), total: self.total, stand }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Blank, Page, Point, Resources, Sheet};
    use crate::units::{Length, Resolution};

    fn stock(used: usize) -> Stock {
        let side = Length::from_mm(10);
        let sheet = Sheet { width: side, height: side, places: vec![Point::default(); 4], used, marks: Vec::new() };
        let page = Page { sheet: Some(sheet), ..Page::artwork(side, side, Resolution::from_dpi(300).unwrap()) };
        Stock::new(page, Resources::default(), Blank::default())
    }

    #[test]
    fn each_part_begins_on_a_page_of_its_own() {
        let stock = stock(3);
        let paging = Paging::new(&stock, Holds::Part, 11, Parts::Every(5));
        let stands: Vec<(u64, usize)> = (0..11).map(|n| paging.slot(n)).map(|slot| (slot.page, slot.place)).collect();
        // Five on the last place of the half-used page and on a whole one, then on two pages, then on one.
        let expected = [(0, 3), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3), (3, 0), (4, 0)];
        assert_eq!(stands, expected);
        assert_eq!((paging.pages(), paging.files()), (5, 3));
        assert_eq!((0..11).filter(|n| paging.ends_file(*n)).collect::<Vec<_>>(), [4, 9]);
        assert_eq!([0, 4, 5, 9, 10].map(|n| paging.page_in_file(n)), [1, 2, 1, 2, 1]);
    }

    #[test]
    fn each_group_begins_on_a_page_of_its_own_and_is_parted_by_itself() {
        let stock = stock(1);
        let mut begins = Begins::new(&stock, Some(3));
        [0, 5, 6].iter().for_each(|label| begins.group(*label));
        begins.end(9);
        let paging = Paging::new(&stock, Holds::Part, 9, begins.into());
        let stands: Vec<(u64, usize)> = (0..9).map(|n| paging.slot(n)).map(|slot| (slot.page, slot.place)).collect();
        assert_eq!(stands, [(0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (2, 0), (3, 0), (3, 1), (3, 2)]);
        assert_eq!((paging.pages(), paging.files()), (4, 4));
        assert_eq!((0..9).filter_map(|n| paging.begins_part(n)).collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    #[test]
    fn labels_of_one_part_fill_what_is_left_of_the_first_page() {
        let stock = stock(2);
        let paging = Paging::new(&stock, Holds::Sheet, 7, Parts::One);
        assert_eq!((paging.pages(), paging.files(), paging.position(6)), (3, 3, 6));
        assert_eq!((0..7).filter(|n| paging.ends_file(*n)).collect::<Vec<_>>(), [1, 5]);
    }
}
