//! The pictures that the records of a job show: read before its labels are laid out.

use std::ops::ControlFlow;

use super::rows::Batch;
use crate::batch::{Watch, in_order};
use crate::diagnostic::{Column, Diagnostic};
use crate::layout::Shown;
use crate::template::{ElementKind, PictureFile, Template};

/// The pictures of all records.
///
/// # Errors
/// They are more than a job may have, with the row where that is so; the data cannot be read.
pub(super) fn shown(batch: &Batch<'_>, template: &Template, watch: &dyn Watch) -> Result<Shown, Diagnostic> {
    let mut shown = Shown::default();
    let differs = |kind: &ElementKind| matches!(kind, ElementKind::Image { file: PictureFile::OfRecord(_), .. });
    if !template.elements.iter().any(|element| differs(&element.kind)) {
        return Ok(shown);
    }
    in_order(
        batch.table,
        batch.threads,
        watch,
        |_, rows| {
            let taken = rows.iter().filter(|row| batch.takes(row));
            let pictures = taken.filter_map(|row| {
                let (record, _) = batch.record(row).ok()?;
                Some((row.number, Shown::of(template, &record)))
            });
            pictures.collect::<Vec<_>>()
        },
        |rows| {
            for (row, pictures) in rows {
                shown.add(pictures).map_err(|error| error.at(batch.table.place(row, None)))?;
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    Ok(shown)
}

/// The column of the cell that a finding on a picture is about.
pub(super) fn column<'b>(batch: &'b Batch<'_>, template: &Template, found: &Diagnostic) -> Option<&'b Column> {
    let ElementKind::Image { file: PictureFile::OfRecord(phrase), .. } =
        &template.element(found.element.as_ref()?)?.kind
    else {
        return None;
    };
    template.engine.names_of_phrase(phrase).iter().find_map(|name| batch.mapping.column(name))
}
