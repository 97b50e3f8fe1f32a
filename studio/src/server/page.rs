//! The page: its files come along with the program, and hold no secret.

use hyper::header::{CONTENT_LANGUAGE, HeaderValue};
use hyper::{Response, StatusCode};
use quietzone::sentence::told_in;
use quietzone_languages::Language;

use super::answer::{Told, whole};
use crate::words;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Declares files of `web/`, each with its kind.
macro_rules! files {
    ($($name:literal: $kind:ident,)+) => {
        &[$(($name, $kind, include_str!(concat!("../../web/", $name)))),+]
    };
}

/// Every file of the page, by its path.
const FILES: &[(&str, &str, &str)] = files! {
    "call.js": JS,
    "command.js": JS,
    "dialog.js": JS,
    "findings.js": JS,
    "icon.svg": SVG,
    "index.html": HTML,
    "lacks.js": JS,
    "main.js": JS,
    "make.js": JS,
    "pages/label-editor.js": JS,
    "pages/label-form.js": JS,
    "pages/label-picture.js": JS,
    "pages/label.css": CSS,
    "pages/label.js": JS,
    "pages/orders.css": CSS,
    "pages/orders.js": JS,
    "pages/orders/connections.js": JS,
    "pages/orders/documents.js": JS,
    "pages/orders/fields.js": JS,
    "pages/orders/form.js": JS,
    "pages/orders/list.js": JS,
    "pages/orders/reports.js": JS,
    "pages/orders/sample.js": JS,
    "pages/output.js": JS,
    "pages/print.css": CSS,
    "pages/print.js": JS,
    "pages/print/act.js": JS,
    "pages/print/begin.js": JS,
    "pages/print/came.js": JS,
    "pages/print/job.js": JS,
    "pages/print/jobs.js": JS,
    "pages/print/labels.js": JS,
    "pages/print/live.js": JS,
    "pages/print/printers.js": JS,
    "pages/print/scan.js": JS,
    "pages/start.css": CSS,
    "pages/start.js": JS,
    "pages/start/held.js": JS,
    "pages/start/templates.js": JS,
    "progress.js": JS,
    "sheet.js": JS,
    "studio.css": CSS,
    "table.js": JS,
    "words.js": JS,
    "work.js": JS,
};

/// The file at a path of the page; its words are those of a language.
pub(super) fn file(path: &str, language: Language) -> Option<Response<Told>> {
    let named = match path.strip_prefix('/')? {
        "" => "index.html",
        "words.json" => return Some(said(language)),
        named => named,
    };
    let (_, kind, text) = FILES.iter().find(|(name, ..)| *name == named)?;
    Some(whole(StatusCode::OK, kind, *text))
}

/// What the page says, and in which language.
fn said(language: Language) -> Response<Told> {
    let mut words = whole(StatusCode::OK, JSON, told_in(language.tongue(), words::all).to_string());
    words.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;
    use std::path::Path;

    use super::*;

    fn names(folder: &Path, before: &str, all: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{before}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() { names(&entry.path(), &format!("{name}/"), all) } else { all.push(name) }
        }
    }

    #[test]
    fn every_file_of_the_page_comes_along() {
        let mut there = Vec::new();
        names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("web"), "", &mut there);
        there.sort();
        let listed: Vec<&str> = FILES.iter().map(|(name, ..)| *name).collect();
        assert_eq!(listed, there);
    }
}
