//! How the labels of a job are divided into files and pages.

use super::outlet::Stand;
use crate::batch::Holds;
use crate::scene::{Sheet, Slot, Stock};
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
    first: u64,
    /// Where the group under way begins.
    group: Option<u64>,
}

impl Begins {
    /// Parts of so many labels at most.
    pub(super) fn new(stock: &Stock, size: Option<u64>) -> Self {
        Self { found: Vec::new(), size, places: stock.places() as u64, first: on_first(stock), group: None }
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
                let first = if before.page == 0 { self.first } else { self.places };
                before.page + pages(part - before.label, first, self.places)
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

/// Pages that so many labels need, one at least, of which the first takes fewer.
fn pages(labels: u64, on_first: u64, on_page: u64) -> u64 {
    u64::from(labels > 0) + labels.saturating_sub(on_first).div_ceil(on_page.max(1))
}

/// How many labels the first page takes.
fn on_first(stock: &Stock) -> u64 {
    stock.page.sheet.as_ref().map_or(1, Sheet::on_first)
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
                let first = pages(*size, on_first(self.stock), places);
                let page = part.checked_sub(1).map_or(0, |others| first + others * pages(*size, places, places));
                (part, Begin { label: part * size, page })
            }
            Parts::At(begins) => {
                let part = begins.partition_point(|begin| begin.label <= label).saturating_sub(1);
                (part as u64, begins.get(part).copied().unwrap_or_default())
            }
        }
    }

    /// The first label of each part that the data begins, from 1.
    pub(super) fn groups(&self) -> Vec<u64> {
        match &self.parts {
            Parts::At(begins) => begins.iter().map(|begin| begin.label + 1).collect(),
            Parts::One | Parts::Every(_) => Vec::new(),
        }
    }

    /// The number that formats know a label by, from 0: places that stay empty at the end of parts count.
    pub(super) fn position(&self, label: u64) -> u64 {
        let (_, begin) = self.part(label);
        let behind = begin.page.checked_sub(1).map(|pages| pages * self.stock.places() as u64);
        behind.map_or(0, |behind| on_first(self.stock) + behind) + (label - begin.label)
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

    /// Whether a sheet ends with a label.
    pub(super) fn ends_sheet(&self, label: u64) -> bool {
        label + 1 >= self.total || self.slot(label).page != self.slot(label + 1).page
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

    /// Where a label stands, if it stands on a sheet.
    pub(super) fn stand(&self, label: u64) -> Option<Stand> {
        let sheet = self.stock.page.sheet.as_ref()?;
        let slot = self.slot(label);
        let (row, column) = sheet.row_and_column(slot.place);
        let [place, row, column] = [slot.place, row, column].map(|index| index as u64 + 1);
        Some(Stand { sheet: slot.page + 1, place, row, column })
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
        of_places(4, (used..4).collect())
    }

    fn of_places(places: usize, free: Vec<usize>) -> Stock {
        let side = Length::from_mm(10);
        let sheet =
            Sheet { width: side, height: side, places: vec![Point::default(); places], free, marks: Vec::new() };
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

    #[test]
    fn holes_of_the_first_page_are_filled_in_order() {
        let stock = of_places(4, vec![1, 3]);
        let paging = Paging::new(&stock, Holds::All, 5, Parts::Every(3));
        let stands: Vec<(u64, usize)> = (0..5).map(|n| paging.slot(n)).map(|slot| (slot.page, slot.place)).collect();
        assert_eq!(stands, [(0, 1), (0, 3), (1, 0), (2, 0), (2, 1)]);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_free_and_grouped_each_label_has_a_place_of_its_own_and_none_lies_on_a_used_one(
            places in 1_usize..9,
            is_free in proptest::collection::vec(proptest::bool::ANY, 8),
            groups in proptest::collection::vec(1_u64..20, 1..8),
            size in proptest::option::of(1_u64..12),
            is_grouped in proptest::bool::ANY,
        ) {
            let free: Vec<usize> = (0..places).filter(|place| is_free[*place]).collect();
            let stock = of_places(places, free.clone());
            let total = groups.iter().sum();
            let parts = if is_grouped {
                let mut begins = Begins::new(&stock, size);
                let mut next = 0;
                for group in &groups {
                    begins.group(next);
                    next += group;
                }
                begins.end(total);
                begins.into()
            } else {
                size.map_or(Parts::One, Parts::Every)
            };
            let paging = Paging::new(&stock, Holds::Part, total, parts);
            let slots: Vec<Slot> = (0..total).map(|label| paging.slot(label)).collect();
            let at = |slot: &Slot| (slot.page, slot.place);
            proptest::prop_assert!(slots.windows(2).all(|pair| at(&pair[0]) < at(&pair[1])), "in order, no place twice");
            proptest::prop_assert!(slots.iter().all(|slot| slot.place < places));
            let may_lie = |slot: &Slot| slot.page > 0 || free.is_empty() || free.contains(&slot.place);
            proptest::prop_assert!(slots.iter().all(may_lie), "none on a used place");
            let pages: std::collections::BTreeSet<u64> = slots.iter().map(|slot| slot.page).collect();
            proptest::prop_assert_eq!(pages.len() as u64, paging.pages(), "no page is skipped");
            for (label, slot) in (0..).zip(&slots) {
                let next = slots.get(label + 1);
                proptest::prop_assert!(!slot.last || next.is_none_or(|next| next.page > slot.page));
                let begins = paging.begins_part(label as u64).is_some();
                proptest::prop_assert!(!begins || label == 0 || slots[label - 1].page < slot.page, "a part begins a page");
            }
        }
    }
}
