//! How far the texts of a batch reach: what a design is judged by without looking at every label.

use std::sync::Arc;

use crate::check::Mark;
use crate::gs1::Code;
use crate::scene::{Bounds, Drawing, GlyphRun, Id, Item, Picture, Placed, Role, Stock};
use crate::units::Length;

/// For each element that varies: the first that the labels have of it, and the box around all.
#[derive(Debug, Default)]
pub(super) struct Extremes {
    /// The code of the first label.
    code: Option<Code>,
    /// Whether some label has a code that no goods have.
    pub(super) has_examples: bool,
    elements: Vec<Extreme>,
}

#[derive(Debug)]
struct Extreme {
    element: Arc<str>,
    /// What the first label that has the element has of it.
    items: Vec<Item>,
    /// The box around a text, or a picture that differs, on all labels.
    around: Option<Bounds>,
    /// Its smallest letters.
    size: Length,
    /// Of an element without text, what the items are.
    look: Option<Look>,
}

/// A picture of a label: where it stands, and how fine it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    bounds: Bounds,
    picture: Option<Id<Picture>>,
    /// Pixels a metre, of the picture that has fewest.
    fineness: i64,
}

impl Look {
    fn of(marks: &[Mark<'_>], stock: &Stock) -> Option<Self> {
        let bounds = marks.iter().map(|mark| mark.bounds).reduce(|around, bounds| around.joined(&bounds))?;
        let placed = marks.iter().filter_map(|mark| match &mark.item.drawing {
            Drawing::Picture(placed) => Some(placed),
            _ => None,
        });
        let fineness = |placed: &Placed| {
            let across = i64::from(stock.resources.pictures.get(placed.picture).sides().0);
            across * Length::from_mm(1000).emu() / placed.width().emu().max(1)
        };
        let picture = placed.clone().next().map(|placed| placed.picture);
        Some(Self { bounds, picture, fineness: placed.map(fineness).min().unwrap_or(i64::MAX) })
    }
}

impl Extremes {
    /// Notes what a label has; marks of one element stand together.
    pub(super) fn see(&mut self, marks: &[Mark<'_>], code: &Code, stock: &Stock) {
        if self.code.is_none() {
            self.code = Some(code.clone());
        }
        self.has_examples |= code.is_example();
        for marks in marks.chunk_by(|a, b| Arc::ptr_eq(&a.item.part.id, &b.item.part.id)) {
            let Some(first) = marks.first() else { continue };
            let sizes = marks.iter().filter_map(|mark| text_of(mark.item).map(|run| (mark.bounds, run.size)));
            let text = sizes.reduce(|(around, size), (bounds, other)| (around.joined(&bounds), size.min(other)));
            let look = if text.is_none() { Look::of(marks, stock) } else { None };
            let items = || marks.iter().map(|mark| mark.item.clone()).collect();
            match self.of(&first.item.part.id) {
                Some(known) => {
                    known.stretch(text);
                    known.differ(look, items);
                }
                None => self.elements.push(Extreme {
                    element: first.item.part.id.clone(),
                    items: items(),
                    around: text.map(|(around, _)| around),
                    size: text.map(|(_, size)| size).unwrap_or_default(),
                    look,
                }),
            }
        }
    }

    fn of(&mut self, element: &Arc<str>) -> Option<&mut Extreme> {
        self.elements.iter_mut().find(|extreme| Arc::ptr_eq(&extreme.element, element))
    }

    /// Takes in those of later labels.
    pub(super) fn join(&mut self, later: Extremes) {
        self.code = self.code.take().or(later.code);
        self.has_examples |= later.has_examples;
        for other in later.elements {
            match self.of(&other.element) {
                None => self.elements.push(other),
                Some(known) => {
                    known.stretch(other.around.map(|around| (around, other.size)));
                    known.differ(other.look, || other.items);
                }
            }
        }
    }

    /// The code of the first label.
    pub(super) fn code(&self) -> Option<&Code> {
        self.code.as_ref()
    }

    /// What the first label that has an element has of it.
    pub(super) fn items(&self, element: &Arc<str>) -> Vec<Item> {
        self.find(element).map(|extreme| extreme.items.clone()).unwrap_or_default()
    }

    /// What is judged of an element: a text as one item that says all its lines in its smallest
    /// letters.
    pub(super) fn judged(&self, element: &Arc<str>) -> Vec<Item> {
        let mut items = self.items(element);
        let said: Vec<&str> = items.iter().filter_map(text_of).map(|run| &*run.text).collect();
        if said.is_empty() {
            return items;
        }
        let (said, size) = (said.join("\n"), self.find(element).map(|extreme| extreme.size).unwrap_or_default());
        if let Some(Item { drawing: Drawing::Text(run), .. }) = items.first_mut() {
            (run.text, run.size) = (said.into(), size);
            items.truncate(1);
        }
        items
    }

    /// The box around all that the labels have of a text.
    pub(super) fn around(&self, element: &Arc<str>) -> Option<Bounds> {
        self.find(element).and_then(|extreme| extreme.around)
    }

    fn find(&self, element: &Arc<str>) -> Option<&Extreme> {
        self.elements.iter().find(|extreme| extreme.element == *element)
    }
}

impl Extreme {
    /// Takes in the text of another label.
    fn stretch(&mut self, text: Option<(Bounds, Length)>) {
        let Some((bounds, size)) = text else { return };
        self.around = Some(self.around.map_or(bounds, |around| around.joined(&bounds)));
        self.size = self.size.min(size);
    }

    /// Takes in the picture of another label; the coarsest is the one that is judged.
    fn differ(&mut self, look: Option<Look>, items: impl FnOnce() -> Vec<Item>) {
        let (Some(known), Some(look)) = (self.look, look) else { return };
        if known == look {
            return;
        }
        self.stretch(Some((known.bounds.joined(&look.bounds), self.size)));
        if look.fineness < known.fineness {
            (self.look, self.items) = (Some(look), items());
        }
    }
}

/// The text of an item that is no part of a picture.
fn text_of(item: &Item) -> Option<&GlyphRun> {
    match &item.drawing {
        Drawing::Text(run) if item.part.role != Role::Art => Some(run),
        _ => None,
    }
}
