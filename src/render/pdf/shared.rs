//! What all pages and forms share, by the names they call it.

use pdf_writer::{Chunk, Dict, Finish, Name, Ref};

use super::plates::Plates;
use super::{group, layer, name};
use crate::scene::{Group, Id, Resources};

/// Entries of the dictionary of resources: numbers of what they are in the scene, and of their objects.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) fonts: Vec<(usize, Ref)>,
    pub(super) forms: Vec<(usize, Ref)>,
    /// Forms of what fixed runs have on layers.
    pub(super) steps: Vec<(usize, Ref)>,
    /// Forms of groups.
    pub(super) groups: Vec<(usize, Ref)>,
    /// Forms of groups as they are in masks.
    pub(super) greys: Vec<(usize, Ref)>,
    /// Groups that are mixed with what is below, each with the form of its mask.
    pub(super) mixed: Vec<(Id<Group>, Option<Ref>)>,
    pub(super) pictures: Vec<(usize, Ref)>,
    pub(super) shadings: Vec<(usize, Ref)>,
    pub(super) inks: Vec<(usize, Ref)>,
    /// The layer of each ink that has one.
    pub(super) layers: Vec<(usize, Ref)>,
    /// The layers of drawings.
    pub(super) art: Vec<(usize, Ref)>,
}

impl Shared {
    /// The dictionary of resources.
    pub(super) fn dictionary(&self, id: Ref, plates: Plates, of: &Resources) -> Chunk {
        let mut chunk = Chunk::new();
        let mut resources = chunk.indirect(id).start::<pdf_writer::writers::Resources<'_>>();
        name_all(&mut resources.fonts(), &[('F', &self.fonts)]);
        let forms = [('X', &self.forms), ('P', &self.pictures), ('Y', &self.steps)];
        let of_groups = [('M', &self.groups), ('N', &self.greys)];
        name_all(&mut resources.x_objects(), &[&forms[..], &of_groups].concat());
        name_all(&mut resources.insert(Name(b"ColorSpace")).dict(), &[('C', &self.inks)]);
        if plates.overprints || !self.mixed.is_empty() {
            let mut states = resources.ext_g_states();
            if plates.overprints {
                layer::states(&mut states);
            }
            for (group, mask) in &self.mixed {
                group::state(group.number(), of.groups.get(*group), *mask, &mut states);
            }
        }
        if !self.shadings.is_empty() {
            name_all(&mut resources.insert(Name(b"Shading")).dict(), &[('S', &self.shadings)]);
        }
        if !self.layers.is_empty() || !self.art.is_empty() {
            name_all(&mut resources.insert(Name(b"Properties")).dict(), &[('L', &self.layers), ('O', &self.art)]);
        }
        resources.finish();
        chunk
    }

    /// All layers, each once, in the order of their objects.
    pub(super) fn all_layers(&self) -> Vec<Ref> {
        let mut all: Vec<Ref> = self.layers.iter().chain(&self.art).map(|(_, layer)| *layer).collect();
        all.sort_unstable_by_key(|layer| layer.get());
        all.dedup();
        all
    }
}

fn name_all(dictionary: &mut Dict<'_>, entries: &[(char, &Vec<(usize, Ref)>)]) {
    for (letter, numbers) in entries {
        for (number, object) in *numbers {
            dictionary.pair(Name(name(*letter, *number).as_bytes()), *object);
        }
    }
}
