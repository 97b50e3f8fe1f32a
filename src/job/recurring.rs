//! What many labels of a batch have alike, counted while it is surveyed, so that a printer is sent it once.

use std::collections::HashMap;
use std::sync::Arc;

use super::paging::Paging;
use super::rows::Batch;
use crate::batch::CHUNK;
use crate::render::zpl::{Alike, Options};
use crate::scene::{Item, Likeness, Part, Scene, stretches};

/// Most different things that are counted of an element.
const MOST: usize = 256;
/// Labels behind which an element is given up that is nearly always new, such as a number from another system.
const PATIENCE: u64 = 4096;

/// What recurs among labels that were seen, element by element.
#[derive(Debug, Default)]
pub(super) struct Recurring(Vec<Element>);

#[derive(Debug)]
struct Element {
    part: Arc<Part>,
    /// Labels that have it, and those on which it was something new.
    labels: u64,
    new: u64,
    counted: Vec<Counted>,
    places: HashMap<Likeness, usize>,
}

#[derive(Debug)]
struct Counted {
    likeness: Likeness,
    items: Vec<Item>,
    labels: u64,
    /// Chunks that it was seen in.
    chunks: u64,
}

impl Recurring {
    /// Counts what a label has, of a chunk.
    pub(super) fn see(&mut self, scene: &Scene) {
        for items in scene.layers.iter().flat_map(|layer| stretches(layer.own())) {
            let (Some(first), Some(likeness)) = (items.first(), Likeness::of(items)) else { continue };
            let Some(element) = self.of(&first.part) else { continue };
            element.labels += 1;
            element.count(likeness, (1, 0), || items.to_vec());
        }
    }

    /// Takes in what the next chunk has.
    pub(super) fn join(&mut self, chunk: Recurring) {
        for Element { part, labels, counted, .. } in chunk.0 {
            let Some(element) = self.of(&part) else { continue };
            element.labels += labels;
            if element.is_given_up() {
                (element.counted, element.places) = Default::default();
                continue;
            }
            for Counted { likeness, items, labels, .. } in counted {
                element.count(likeness, (labels, 1), || items);
            }
        }
    }

    fn of(&mut self, part: &Arc<Part>) -> Option<&mut Element> {
        let is_known = |element: &Element| Arc::ptr_eq(&element.part, part);
        if !self.0.iter().any(is_known) {
            self.0.push(Element::of(part.clone()));
        }
        self.0.iter_mut().find(|element| is_known(element))
    }

    /// Chooses of what recurs what labels recall.
    pub(super) fn chosen(
        &self,
        batch: &Batch<'_>,
        paging: &Paging<'_>,
        is_arranged: bool,
        choose: impl FnOnce(&[Alike<'_>]) -> Vec<Likeness>,
    ) -> Vec<Likeness> {
        let Options { head_every, .. } = batch.target.forms.zpl;
        // Labels from one head to the next.
        let in_file = (paging.total / paging.files().max(1)).max(1);
        let stretch = if head_every > 0 { in_file.min(head_every) } else { in_file };
        let heads =
            Heads { copies: u64::from(batch.copies), stretch, all: paging.total.div_ceil(stretch), is_arranged };
        let counted = self.0.iter().flat_map(|element| &element.counted).filter(|counted| counted.labels > 1);
        choose(&counted.map(|counted| counted.alike(heads)).collect::<Vec<_>>())
    }
}

/// How often heads come.
#[derive(Clone, Copy)]
struct Heads {
    /// Labels of a row.
    copies: u64,
    /// Labels from one to the next.
    stretch: u64,
    /// How many there are.
    all: u64,
    /// Whether labels come in another order than that of the rows.
    is_arranged: bool,
}

impl Counted {
    fn alike(&self, heads: Heads) -> Alike<'_> {
        let Heads { copies, stretch, all, is_arranged } = heads;
        let labels = self.labels * copies;
        let times = if is_arranged {
            // What is alike is taken to stand together then.
            labels.div_ceil(stretch) + 1
        } else {
            self.chunks * (1 + (CHUNK as u64 * copies).div_ceil(stretch))
        };
        Alike { likeness: self.likeness, items: &self.items, labels, times: times.min(all).min(labels) }
    }
}

impl Element {
    fn of(part: Arc<Part>) -> Self {
        Self { part, labels: 0, new: 0, counted: Vec::new(), places: HashMap::new() }
    }

    /// Whether nearly every label has something new of it.
    fn is_given_up(&self) -> bool {
        self.labels >= PATIENCE && self.new > self.labels / 2
    }

    fn count(&mut self, likeness: Likeness, (labels, chunks): (u64, u64), items: impl FnOnce() -> Vec<Item>) {
        if let Some(known) = self.places.get(&likeness).and_then(|place| self.counted.get_mut(*place)) {
            known.labels += labels;
            known.chunks += chunks;
            return;
        }
        self.new += 1;
        if self.counted.len() == MOST {
            // What was seen once makes room.
            self.counted.retain(|counted| counted.labels > 1);
            self.places = self.counted.iter().map(|counted| counted.likeness).zip(0..).collect();
        }
        if self.counted.len() < MOST {
            self.places.insert(likeness, self.counted.len());
            self.counted.push(Counted { likeness, items: items(), labels, chunks });
        }
    }
}
