//! Names that drawing programs hide: of layers and of swatches.

use std::collections::HashMap;

use usvg::roxmltree::Node;

use super::vocabulary::XLINK;

const INKSCAPE: &str = "http://www.inkscape.org/namespaces/inkscape";
/// Swatches of Inkscape before its version 1.
const SWATCHBOOK: &str = "http://www.openswatchbook.org/uri/2009/osb";
/// Most gradients that refer to one another.
const MOST_LINKS: usize = 10;

/// The name of the layer that an element with an id is: a layer of Inkscape, or a group at the top with a name.
pub(super) fn layer_of(node: Node<'_, '_>, id: Option<&str>) -> Option<String> {
    if node.tag_name().name() != "g" {
        return None;
    }
    let label = || node.attribute((INKSCAPE, "label")).map(str::to_owned);
    let named = || node.attribute("data-name").map(str::to_owned).or_else(|| id.map(decoded));
    if node.attribute((INKSCAPE, "groupmode")) == Some("layer") {
        return label().or_else(named);
    }
    let top = |parent: Node<'_, '_>| parent.parent_element().is_none_or(|above| above.parent_element().is_none());
    let parent = node.parent_element()?;
    let is_top = parent.parent_element().is_none() || parent.tag_name().name() == "switch" && top(parent);
    if is_top { label().or_else(named) } else { None }
}

/// The name that a program wrote as an id: Illustrator and CorelDRAW write other characters as their numbers
/// (`_x0020_`), and tell equal names apart by a number at the end (`_1_`).
pub(super) fn decoded(id: &str) -> String {
    let mut name = String::new();
    let mut rest = id;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        name.push_str(before);
        let code = after.get(2..).unwrap_or_default();
        let end = code.find('_').filter(|end| (2..=6).contains(end));
        let read = end.and_then(|end| Some((char::from_u32(u32::from_str_radix(code.get(..end)?, 16).ok()?)?, end)));
        match read {
            Some((character, end)) => {
                name.push(character);
                rest = code.get(end + 1..).unwrap_or_default();
            }
            None => {
                name.push_str("_x");
                rest = code;
            }
        }
    }
    name.push_str(rest);
    let numbered = name.strip_suffix('_').and_then(|name| name.rsplit_once('_'));
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    match numbered {
        Some((plain, number)) if is_number(number) && !plain.is_empty() => plain.to_owned(),
        _ => name,
    }
}

/// The name of the swatch that a gradient is or refers to, and its only colour.
pub(super) fn swatch_of<'a, 'i>(
    gradient: Node<'a, 'i>,
    ids: &HashMap<&str, Node<'a, 'i>>,
) -> Option<(String, Node<'a, 'i>)> {
    let mut gradient = gradient;
    for _ in 0..MOST_LINKS {
        let is_swatch = gradient.attribute((INKSCAPE, "swatch")).or_else(|| gradient.attribute((SWATCHBOOK, "paint")));
        let mut stops = gradient.children().filter(|node| node.tag_name().name() == "stop");
        if let (Some("solid"), Some(stop), None) = (is_swatch, stops.next(), stops.next()) {
            let name = gradient.attribute((INKSCAPE, "label")).or_else(|| gradient.attribute("id"));
            return name.map(|name| (name.to_owned(), stop));
        }
        let link = gradient.attribute((XLINK, "href")).or_else(|| gradient.attribute("href"))?;
        gradient = *ids.get(link.trim().strip_prefix('#')?)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_were_given() {
        assert_eq!(decoded("Слой_x0020_1"), "Слой 1");
        assert_eq!(decoded("Die_x5F_line"), "Die_line");
        assert_eq!(decoded("Cut_1_"), "Cut");
        assert_eq!(decoded("Cut_00000012345678901234567890000000_"), "Cut");
        assert_eq!(decoded("a_xyz_b"), "a_xyz_b");
        assert_eq!(decoded("_1_"), "_1_");
    }
}
