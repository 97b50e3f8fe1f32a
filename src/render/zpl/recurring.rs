//! What many labels show alike, kept in the printer's memory: chosen by the bytes that it saves, rasterised once.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::graphic::{self, Graphics};
use super::stored::Stored;
use crate::raster::{Layer, Painter, Patch};
use crate::render::Deflater;
use crate::scene::{Item, Likeness};

/// Items that recur.
#[derive(Clone, Copy, Debug)]
pub struct Alike<'a> {
    /// What they are known by.
    pub likeness: Likeness,
    /// The items, parts of one element.
    pub items: &'a [Item],
    /// Labels that have them.
    pub labels: u64,
    /// How often, at most, they are stored: once for each stretch of labels between two heads that has them.
    pub times: u64,
}

/// Those that are stored, by their likeness; each is made when it is first recalled.
#[derive(Debug, Default)]
pub(super) struct Recurring(HashMap<Likeness, OnceLock<Option<Recalled>>>);

/// What makes graphics: dots, and how they are written.
type By<'p, 's> = (&'p Painter<'s>, Graphics);

/// A graphic of items that recur.
#[derive(Debug)]
pub(super) struct Recalled {
    pub(super) stored: Arc<Stored>,
    pub(super) bounds: [u32; 4],
}

/// Chooses what is stored of all that recurs: what saves most for the memory it takes, in a room of so many bytes and
/// beside what a tail takes out.
pub(super) fn choose(by: By<'_, '_>, alike: &[Alike<'_>], (room, tail): (usize, &str)) -> Vec<Likeness> {
    let mut deflater = Deflater::default();
    let mut offers: Vec<Offer> =
        alike.iter().enumerate().filter_map(|(place, alike)| Offer::of(by, (place, alike), &mut deflater)).collect();
    offers.sort_by(|one, other| {
        let of = |saved: u64, other: &Stored| u128::from(saved) * other.memory.max(1) as u128;
        of(other.saved, &one.stored).cmp(&of(one.saved, &other.stored)).then(one.place.cmp(&other.place))
    });
    let mut left = room;
    // Two graphics of one name would be taken for one another.
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut chosen = Vec::new();
    for Offer { stored, likeness, .. } in &offers {
        let Stored { store, remove, memory, .. } = stored;
        let known = names.get(&**remove);
        let fits = known.map_or(*memory <= left && !tail.contains(&**remove), |known| known == store);
        if fits {
            left -= if known.is_none() { *memory } else { 0 };
            names.insert(remove, store);
            chosen.push(*likeness);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// What could be stored.
struct Offer {
    likeness: Likeness,
    stored: Stored,
    /// Bytes that it saves.
    saved: u64,
    /// Its place among all that recurs.
    place: usize,
}

impl Offer {
    /// Nothing where it saves none.
    fn of(by: By<'_, '_>, (place, alike): (usize, &Alike<'_>), deflater: &mut Deflater) -> Option<Self> {
        let patches = patches(by.0, alike.items)?;
        let (stored, _) = stored(by, &patches, deflater)?;
        let inline: usize = patches.iter().map(|patch| graphic::fields(patch, by.1, deflater).len()).sum();
        let each = inline.checked_sub(stored.recall.len())? as u64;
        let cost = alike.times * (stored.store.len() + stored.remove.len()) as u64;
        let saved = (each * alike.labels).checked_sub(cost).filter(|saved| *saved > 0)?;
        Some(Self { likeness: alike.likeness, stored, saved, place })
    }
}

/// The patches of items; `None` where they do more than add black.
fn patches(painter: &Painter<'_>, items: &[Item]) -> Option<Vec<Patch>> {
    let layers = items.iter().map(|item| painter.layer(item));
    let seen = layers.filter(|layer| layer.patch.is_some() || layer.lightens.is_some());
    seen.map(|Layer { patch, lightens }| patch.filter(|_| lightens.is_none())).collect()
}

/// Patches as one graphic, and its box; `None` of none.
fn stored(by: By<'_, '_>, patches: &[Patch], deflater: &mut Deflater) -> Option<(Stored, [u32; 4])> {
    let whole = Patch::united(patches)?;
    Some((Stored::of(&whole, by.1, deflater), whole.bounds()))
}

impl Recurring {
    /// What was chosen, of which nothing is made yet.
    pub(super) fn of(chosen: &[Likeness]) -> Self {
        Self(chosen.iter().map(|likeness| (*likeness, OnceLock::new())).collect())
    }

    /// What recalls items, if they are stored.
    pub(super) fn recall(&self, by: By<'_, '_>, items: &[Item], deflater: &mut Deflater) -> Option<&Recalled> {
        if self.0.is_empty() {
            return None;
        }
        let made = || {
            let (stored, bounds) = stored(by, &patches(by.0, items)?, deflater)?;
            Some(Recalled { stored: Arc::new(stored), bounds })
        };
        self.0.get(&Likeness::of(items)?)?.get_or_init(made).as_ref()
    }
}
