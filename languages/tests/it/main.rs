//! Catalogues, held against the sentences there are.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod complete;
mod letters;
mod numbers;
mod places;

use std::path::{Path, PathBuf};

use polib::catalog::Catalog;
use polib::message::MessageView;
use polib::po_file;

/// The languages, each with whether it must have the manual pages of rules too.
pub const LANGUAGES: [&str; 4] = ["ru", "kk", "uz", "tr"];

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("po")
}

/// What translators are given.
pub fn template() -> Catalog {
    po_file::parse(&folder().join("quietzone.pot")).unwrap()
}

pub fn catalogue(language: &str) -> Catalog {
    po_file::parse(&folder().join(format!("{language}.po"))).unwrap()
}

/// The forms of a sentence in a catalogue, or in English.
pub fn forms(message: &dyn MessageView) -> Vec<String> {
    match message.is_plural() {
        true => message.msgstr_plural().unwrap().clone(),
        false => vec![message.msgstr().unwrap().to_owned()],
    }
}

pub fn english(message: &dyn MessageView) -> Vec<String> {
    let many = message.is_plural().then(|| message.msgid_plural().unwrap().to_owned());
    [message.msgid().to_owned()].into_iter().chain(many).collect()
}
