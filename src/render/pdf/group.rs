//! Groups as transparency groups: form XObjects and the graphics states they are painted with (ISO 32000-1, 11.6).

use pdf_writer::types::MaskType;
use pdf_writer::writers::ExtGraphicsState;
use pdf_writer::{Chunk, Dict, Filter, Finish, Name, Rect, Ref};

use super::{boxes, name};
use crate::scene::{Group, Stock};

/// The colour space that a group mixes its colours in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mixing {
    /// That of what is below it.
    Below,
    /// Its own, apart from what is below: overprint does not leave such a group.
    Apart,
    /// Greys apart from what is below.
    Grey,
}

/// The form of a group, or of a mask, with what it paints.
pub(super) fn form(id: Ref, group: &Group, mixing: Mixing, data: &[u8], resources: Ref, stock: &Stock) -> Chunk {
    let mut chunk = Chunk::new();
    let mut form = chunk.form_xobject(id, data);
    form.filter(Filter::FlateDecode);
    form.bbox(area(group, stock)).pair(Name(b"Resources"), resources);
    let mut attributes = form.group();
    attributes.transparency();
    match mixing {
        Mixing::Below => {}
        Mixing::Apart => attributes.isolated(true).color_space().device_cmyk(),
        Mixing::Grey => attributes.isolated(true).color_space().device_gray(),
    }
    attributes.finish();
    form.finish();
    chunk
}

/// The box around all that is in a group, from the bottom left corner of the label.
fn area(group: &Group, stock: &Stock) -> Rect {
    let all =
        group.items.iter().filter_map(|item| item.drawing.reach(&stock.resources)).reduce(|all, one| all.joined(&one));
    all.map_or(Rect::new(0.0, 0.0, 0.0, 0.0), |bounds| boxes::rectangle(bounds, stock.page.height))
}

/// Writes the graphics state that a group is painted with; the state before has neither mask nor opacity nor
/// blend mode.
pub(super) fn state(number: usize, group: &Group, mask: Option<Ref>, states: &mut Dict<'_>) {
    let mut state = states.insert(Name(name('A', number).as_bytes())).start::<ExtGraphicsState<'_>>();
    let opacity = group.opacity.part();
    state.non_stroking_alpha(opacity).stroking_alpha(opacity);
    state.pair(Name(b"BM"), Name(group.blend.pdf_name().as_bytes()));
    if let Some(mask) = mask {
        state.soft_mask().subtype(MaskType::Luminosity).group(mask).backdrop([0.0]);
    }
}
