//! Layers of processing steps (ISO 19593-1) and of drawings, and the graphics states by which plates overprint.

use std::collections::BTreeSet;

use pdf_writer::types::{BlendMode, OverprintMode};
use pdf_writer::writers::{Catalog, ExtGraphicsState};
use pdf_writer::{Chunk, Dict, Name, Ref, TextStr};

use super::name;
use super::plates::Laid;
use crate::scene::ProcessingStep;

/// The optional-content group of a separation, with its processing step.
pub(super) fn group(id: Ref, name: &str, step: ProcessingStep) -> Chunk {
    let mut chunk = Chunk::new();
    let mut group = chunk.indirect(id).dict();
    group.pair(Name(b"Type"), Name(b"OCG")).pair(Name(b"Name"), TextStr(name));
    let (of, kind) = step.metadata();
    let mut metadata = group.insert(Name(b"GTS_Metadata")).dict();
    metadata.pair(Name(b"GTS_ProcStepsGroup"), Name(of.as_bytes()));
    if let Some(kind) = kind {
        metadata.pair(Name(b"GTS_ProcStepsType"), Name(kind.as_bytes()));
    }
    drop(metadata);
    drop(group);
    chunk
}

/// The optional-content group of a layer of a drawing.
pub(super) fn of_art(id: Ref, name: &str) -> Chunk {
    let mut chunk = Chunk::new();
    chunk.indirect(id).dict().pair(Name(b"Type"), Name(b"OCG")).pair(Name(b"Name"), TextStr(name));
    chunk
}

/// Names that layers have: each has one of its own, and none is empty.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// Names that are taken.
    pub(super) fn new<'a>(taken: impl Iterator<Item = &'a str>) -> Self {
        Self(taken.map(str::to_owned).collect())
    }

    /// A name nearest to one that is wished.
    pub(super) fn unique(&mut self, wished: &str) -> String {
        let wished = Some(wished.trim()).filter(|name| !name.is_empty()).unwrap_or("Layer");
        let more = (2_u32..).map(|number| format!("{wished} {number}"));
        let mut names = [wished.to_owned()].into_iter().chain(more);
        let name = names.find(|name| !self.0.contains(name)).unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

/// Lists all layers, all on: who prints chooses by step or separation (ISO 32000-1, 8.11.4).
pub(super) fn list(layers: &[Ref], catalog: &mut Catalog<'_>) {
    let mut properties = catalog.insert(Name(b"OCProperties")).dict();
    properties.insert(Name(b"OCGs")).array().items(layers.iter().copied());
    let mut shown = properties.insert(Name(b"D")).dict();
    shown.pair(Name(b"Name"), TextStr("Layers"));
    shown.insert(Name(b"Order")).array().items(layers.iter().copied());
}

/// The graphics states of [`Laid`]. OP alone would set OPM to 0, which takes black over colours out
/// (ISO 32000-1, 8.6.7): all three keys are written.
pub(super) fn states(states: &mut Dict<'_>) {
    for laid in Laid::ALL {
        let (over, mode, blend) = match laid {
            Laid::Out => (false, OverprintMode::OverrideAllColorants, BlendMode::Normal),
            Laid::Over => (true, OverprintMode::IgnoreZeroChannel, BlendMode::Normal),
            Laid::Through => (true, OverprintMode::IgnoreZeroChannel, BlendMode::Darken),
        };
        let mut state = states.insert(Name(name('G', laid.number()).as_bytes())).start::<ExtGraphicsState<'_>>();
        state.overprint(over).overprint_fill(over).overprint_mode(mode).blend_mode(blend);
    }
}
