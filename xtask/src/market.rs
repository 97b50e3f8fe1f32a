//! A market begun.

use std::fs;
use std::path::Path;

use crate::Done;

/// Copies the nearest market's file; the build finds it.
pub(crate) fn begin(root: &Path, id: &str, like: &str) -> Done {
    if !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        return Err(format!("“{id}”: a market is named by small letters, digits and hyphens").into());
    }
    let file = |id: &str| root.join("src/market").join(format!("{id}.toml"));
    let (from, to) = (file(like), file(id));
    if to.exists() {
        return Err(format!("{} is there already", to.display()).into());
    }
    let text = fs::read_to_string(&from).map_err(|error| format!("{}: {error}", from.display()))?;
    fs::write(&to, text.replace(&format!("\"{like}\""), &format!("\"{id}\"")))?;
    println!(
        "{}: now give each field, demand and clause its source and confidence (CONTRIBUTING.md tells how), \
         then: cargo run -- market show {id}",
        to.display()
    );
    Ok(())
}
