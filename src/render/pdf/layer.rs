//! Layers of processing steps (ISO 19593-1), and the graphics states by which plates overprint.

use pdf_writer::types::{BlendMode, OverprintMode};
use pdf_writer::writers::{Catalog, ExtGraphicsState, Resources};
use pdf_writer::{Chunk, Name, Ref, TextStr};

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

/// Lists all layers, all on: who prints chooses by step or separation (ISO 32000-1, 8.11.4).
pub(super) fn list(layers: &[(usize, Ref)], catalog: &mut Catalog<'_>) {
    let mut groups: Vec<Ref> = layers.iter().map(|(_, layer)| *layer).collect();
    groups.sort_unstable_by_key(|layer| layer.get());
    groups.dedup();
    let mut properties = catalog.insert(Name(b"OCProperties")).dict();
    properties.insert(Name(b"OCGs")).array().items(groups.iter().copied());
    let mut shown = properties.insert(Name(b"D")).dict();
    shown.pair(Name(b"Name"), TextStr("Layers"));
    shown.insert(Name(b"Order")).array().items(groups);
}

/// The graphics states of [`Laid`]. OP alone would set OPM to 0, which takes black over colours out
/// (ISO 32000-1, 8.6.7): all three keys are written.
pub(super) fn states(resources: &mut Resources<'_>) {
    let mut states = resources.ext_g_states();
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
