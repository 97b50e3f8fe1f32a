//! Makes of each catalogue of translators (`po/*.po`) a table that is looked up as it stands in the program.

#[path = "src/key.rs"]
mod key;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use key::key;
use polib::po_file;

/// The languages that there are catalogues of.
const LANGUAGES: [&str; 4] = ["ru", "tr", "uz", "kk"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed=po");
    println!("cargo::rerun-if-changed=src/key.rs");
    for language in LANGUAGES {
        let path = format!("po/{language}.po");
        let catalogue = po_file::parse(Path::new(&path)).map_err(|error| format!("{path}: {error}"))?;
        let mut told: BTreeMap<u64, (String, String)> = BTreeMap::new();
        for message in catalogue.messages().filter(|message| message.is_translated() && !message.is_fuzzy()) {
            let forms = match message.is_plural() {
                true => message.msgstr_plural()?.join("\0"),
                false => message.msgstr()?.to_owned(),
            };
            let english = message.msgid().to_owned();
            if let Some((other, _)) = told.insert(key(&english), (english.clone(), forms)) {
                return Err(format!("{path}: “{english}” and “{other}” have one key; change a word of one").into());
            }
        }
        fs::write(Path::new(&out).join(format!("{language}.table")), table(&told)?)?;
    }
    Ok(())
}

/// How many sentences there are; then of each its key and where its forms begin and end; then the forms.
fn table(told: &BTreeMap<u64, (String, String)>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut table = u32::try_from(told.len())?.to_le_bytes().to_vec();
    let mut at = 0_usize;
    for (key, (_, forms)) in told {
        table.extend(key.to_le_bytes());
        table.extend(u32::try_from(at)?.to_le_bytes());
        at += forms.len();
        table.extend(u32::try_from(at)?.to_le_bytes());
    }
    told.values().for_each(|(_, forms)| table.extend(forms.as_bytes()));
    Ok(table)
}
