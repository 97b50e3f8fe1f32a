//! `languages/po/`: what translators are given, and what they gave, held together.

use std::error::Error;
use std::fs;
use std::path::Path;

use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;
use polib::po_file;

use crate::sentences::Sentences;

/// A catalogue of each language, and the template that they are made of.
const FOLDER: &str = "languages/po";
const TEMPLATE: &str = "quietzone.pot";
const CATALOGUES: [&str; 4] = ["ru.po", "kk.po", "uz.po", "tr.po"];

/// The files of translators as they should be: their names below the root, and their text.
pub(crate) fn files(root: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let sentences = Sentences::all(root)?;
    let folder = root.join(FOLDER);
    let mut files = vec![(TEMPLATE, written(&catalogue(head(), &sentences, None)?)?)];
    for name in CATALOGUES {
        let now = po_file::parse(&folder.join(name)).map_err(|error| format!("{FOLDER}/{name}: {error}"))?;
        files.push((name, written(&catalogue(now.metadata.clone(), &sentences, Some(&now))?)?));
    }
    Ok(files.into_iter().map(|(name, text)| (format!("{FOLDER}/{name}"), text)).collect())
}

/// The head of a catalogue; it has no dates, so that the same sentences are the same bytes.
fn head() -> CatalogMetadata {
    CatalogMetadata {
        project_id_version: "quietzone".to_owned(),
        mime_version: "1.0".to_owned(),
        content_type: "text/plain; charset=UTF-8".to_owned(),
        content_transfer_encoding: "8bit".to_owned(),
        ..CatalogMetadata::default()
    }
}

/// All sentences, with what a catalogue has of them already.
fn catalogue(head: CatalogMetadata, sentences: &Sentences, now: Option<&Catalog>) -> Result<Catalog, Box<dyn Error>> {
    let forms = head.plural_rules.nplurals.max(2);
    let mut catalogue = Catalog::new(head);
    for ((one, many), places) in &sentences.0 {
        let known = now.and_then(|now| now.find_message(None, one, many.as_deref()));
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let mut message = if many.is_some() { Message::build_plural() } else { Message::build_singular() };
        message.with_msgid(one.clone()).with_source(places.join("\n"));
        if let Some(known) = known {
            message.with_translator_comments(known.translator_comments().to_owned()).with_flags(known.flags().clone());
        }
        match many {
            None => message.with_msgstr(known.map_or(Ok(""), |known| known.msgstr())?.to_owned()),
            Some(many) => {
                let told = known.map(|known| known.msgstr_plural()).transpose()?;
                message
                    .with_msgid_plural(many.clone())
                    .with_msgstr_plural(told.cloned().unwrap_or_else(|| vec![String::new(); forms]))
            }
        };
        catalogue.append_or_update(message.done());
    }
    Ok(catalogue)
}

fn written(catalogue: &Catalog) -> Result<String, Box<dyn Error>> {
    let file = std::env::temp_dir().join(format!("quietzone-{}.po", std::process::id()));
    po_file::write_to_file(catalogue, &file)?;
    let text = fs::read_to_string(&file)?;
    fs::remove_file(&file)?;
    Ok(text)
}
