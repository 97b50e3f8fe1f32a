//! Names and layers of drawings in a file: ids and layers of Inkscape.

use std::collections::BTreeMap;

/// The attribute that makes a group a layer, as Inkscape reads it.
pub(super) const LAYER: &str = " inkscape:groupmode=\"layer\"";
/// Where the words of that attribute come from.
pub(super) const INKSCAPE: &str = " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"";
/// How the name of a group is written, up to the name.
pub(super) const NAME: &str = " data-name=\"";

/// What the root of a file with these parts must declare.
pub(super) fn namespaces(parts: [&str; 2]) -> &'static str {
    if parts.iter().any(|part| part.contains(LAYER)) { INKSCAPE } else { "" }
}

/// The same drawing, in which names of groups are ids where they can be: where nothing else has that id, and it is
/// a name in XML.
pub(super) fn with_ids(drawn: String, defs: &str) -> String {
    if !drawn.contains(NAME) {
        return drawn;
    }
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for text in [drawn.as_str(), defs] {
        for attribute in [NAME, " id=\""] {
            let names = text.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
            names.for_each(|name| *bearers.entry(name).or_default() += 1);
        }
    }
    let mut parts = drawn.split(NAME);
    let mut file = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.split('"').next().unwrap_or_default();
        file.push_str(if is_id(name) && bearers.get(name) == Some(&1) { " id=\"" } else { NAME });
        file.push_str(part);
    }
    file
}

/// Whether something can be an id of XML.
fn is_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !name.starts_with("letter-")
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
