//! What a request puts around its labels.

use super::kind::FileKind;
use super::request::{Request, Slug};
use super::target::title;
use crate::batch::refused;
use crate::diagnostic::Diagnostic;
use crate::layout::Plan;
use crate::render::Fnv;
use crate::say;
use crate::sentence::{name, outside};
use crate::template::Template;

/// Puts the marks and the slug line of a request around its labels.
pub(super) fn around(
    request: &Request,
    template: &Template,
    kind: FileKind,
    plan: &mut Plan,
) -> Result<(), Diagnostic> {
    let option = match (request.marks, &request.slug) {
        (false, None) => return Ok(()),
        (true, _) => name("--marks"),
        (false, Some(_)) => name("--slug"),
    };
    let page = &plan.stock().page;
    if kind != FileKind::Pdf {
        return Err(refused(say!("{option} is for PDF; other files have no room around their labels", option)));
    }
    if page.device.is_some() {
        return Err(refused(say!("{option} is for artwork, and this is for a printer with dots", option)));
    }
    if page.sheet.is_some() {
        let message = say!("{option} is for labels on pages of their own, and these stand on sheets", option);
        let help = say!("marks of a sheet are drawn by {key} in [sheet]", key = name("crop_marks = true"));
        return Err(refused(message).help(help));
    }
    let slug = request.slug.as_ref().map(|slug| line(slug, request, template));
    plan.surround(request.marks, slug.as_deref())
}

/// The slug line: the job, the template with a hash of its text, the date if one is given.
fn line(slug: &Slug, request: &Request, template: &Template) -> String {
    let mut hash = Fnv::default();
    hash.write(template.source.text.as_bytes());
    let template = format!("{} {:016x}", title(request.template.path()), hash.value());
    let date = slug.date.and_then(|date| date.format("YYYY-MM-DD").ok());
    let parts = [Some(outside(&slug.job).to_string()), Some(template), date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
