//! What judges and printers know of an element beside its drawings.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::setting::Setting;
use crate::scene::{self, Part};
use crate::template::{Element, ElementKind, Numbers, PictureFile};

/// What judges know of an element.
pub(super) fn part(Setting { template, market, .. }: Setting<'_>, element: &Element) -> Arc<Part> {
    let (role, size_fixed) = match &element.kind {
        ElementKind::Image { .. } => (scene::Role::Art, true),
        ElementKind::Text(text) if !template.engine.names_of_phrase(&text.phrase).is_empty() => {
            (scene::Role::Data, true)
        }
        ElementKind::Linear(_) | ElementKind::Qr(_) => (scene::Role::Data, true),
        ElementKind::DataMatrix(wanted) => (scene::Role::Data, wanted.modules.is_some()),
        _ => (scene::Role::Design, true),
    };
    let (place, conditional) = (template.place_in(element, &element.span), element.when.is_some());
    let is_shared =
        |names: BTreeSet<String>| counted(&names).is_empty() && names.iter().all(|name| market.is_shared(name));
    let recurs = element.when.as_ref().is_none_or(|when| counted(&template.engine.names_of_condition(when)).is_empty())
        && match &element.kind {
            ElementKind::Text(text) => is_shared(template.engine.names_of_phrase(&text.phrase)),
            ElementKind::Image { file: PictureFile::OfRecord(phrase), .. } => {
                is_shared(template.engine.names_of_phrase(phrase))
            }
            ElementKind::DataMatrix(_) | ElementKind::Window { .. } | ElementKind::Linear(_) | ElementKind::Qr(_) => {
                false
            }
            _ => true,
        };
    Arc::new(Part { id: element.id.clone(), place, role, conditional, size_fixed, recurs })
}

/// Those of these names that are the numbers of a label.
pub(super) fn counted(names: &BTreeSet<String>) -> Vec<&'static str> {
    Numbers::NAMES.into_iter().filter(|name| names.contains(*name)).collect()
}
