//! How far the texts of a batch reach: what a design is judged by without looking at every label.

use std::sync::Arc;

use crate::check::Mark;
use crate::scene::{Bounds, Drawing, Item};
use crate::units::Length;

/// For each element that varies: the box around all that the labels have of it.
#[derive(Debug, Default)]
pub(super) struct Extremes(Vec<Extreme>);

#[derive(Debug)]
struct Extreme {
    element: Arc<str>,
    /// Of a text the line with the smallest letters; of others all that is drawn.
    items: Vec<Item>,
    /// The box around a text on all labels.
    around: Option<Bounds>,
    /// Its smallest letters.
    size: Length,
}

impl Extremes {
    /// Notes what a label has; marks of one element stand together.
    pub(super) fn see(&mut self, marks: &[Mark<'_>]) {
        for marks in marks.chunk_by(|a, b| Arc::ptr_eq(&a.item.element, &b.item.element)) {
            for mark in marks {
                match &mark.item.drawing {
                    Drawing::Text(run) => self.text(mark, run.size),
                    _ => self.others(marks),
                }
            }
        }
    }

    fn of(&mut self, element: &Arc<str>) -> Option<&mut Extreme> {
        self.0.iter_mut().find(|extreme| Arc::ptr_eq(&extreme.element, element))
    }

    fn text(&mut self, mark: &Mark<'_>, size: Length) {
        match self.of(&mark.item.element) {
            Some(known) => {
                known.around = Some(known.around.map_or(mark.bounds, |around| around.joined(&mark.bounds)));
                if size < known.size {
                    known.size = size;
                    known.items = vec![mark.item.clone()];
                }
            }
            None => self.0.push(Extreme {
                element: mark.item.element.clone(),
                items: vec![mark.item.clone()],
                around: Some(mark.bounds),
                size,
            }),
        }
    }

    fn others(&mut self, marks: &[Mark<'_>]) {
        let Some(first) = marks.first() else { return };
        if self.of(&first.item.element).is_none() {
            let items = marks.iter().map(|mark| mark.item.clone()).collect();
            self.0.push(Extreme { element: first.item.element.clone(), items, around: None, size: Length::ZERO });
        }
    }

    /// Takes in those of other labels.
    pub(super) fn join(&mut self, others: Extremes) {
        for other in others.0 {
            match self.of(&other.element) {
                None => self.0.push(other),
                Some(known) => {
                    known.around =
                        known.around.zip(other.around).map(|(a, b)| a.joined(&b)).or(known.around).or(other.around);
                    if other.size < known.size {
                        (known.size, known.items) = (other.size, other.items);
                    }
                }
            }
        }
    }

    /// What is drawn of an element.
    pub(super) fn items(&self, element: &Arc<str>) -> Vec<Item> {
        self.find(element).map(|extreme| extreme.items.clone()).unwrap_or_default()
    }

    /// The box around all that the labels have of a text.
    pub(super) fn around(&self, element: &Arc<str>) -> Option<Bounds> {
        self.find(element).and_then(|extreme| extreme.around)
    }

    fn find(&self, element: &Arc<str>) -> Option<&Extreme> {
        self.0.iter().find(|extreme| extreme.element == *element)
    }
}
