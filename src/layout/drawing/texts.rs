//! Properties of texts that the reader of drawings takes as if nothing were said.

use usvg::roxmltree::Node;

use super::styles::Property;

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What an element says of lines at words; the reader takes one property alone.
pub(super) fn decoration<'a>(properties: &[Property<'a>]) -> Vec<(&'a str, &'a str)> {
    let value = |name: &str| properties.iter().find(|p| p.name == name).map(|p| p.value.trim());
    let (decoration, line) = (value("text-decoration"), value("text-decoration-line"));
    let (decoration, line) = (decoration.unwrap_or("none"), line.unwrap_or("none"));
    let is_decorated = decoration != "none" || line != "none";
    let colour = value("text-decoration-color").filter(|colour| !colour.eq_ignore_ascii_case("currentcolor"));
    let line =
        Some(line).filter(|line| line.split_whitespace().any(|word| word != "none" && !decoration.contains(word)));
    let colour = colour.filter(|_| is_decorated).map(|colour| ("text-decoration-color", colour));
    colour.into_iter().chain(line.map(|line| ("text-decoration-line", line))).collect()
}

/// What an element of text with these words says of their place and their blanks.
pub(super) fn flow<'a>(node: Node<'a, '_>, properties: &[Property<'a>], words: &str) -> Vec<(&'a str, &'a str)> {
    let value = |name: &str| properties.iter().find(|p| p.name == name).map(|p| p.value.trim());
    let mut unread: Vec<(&'a str, &'a str)> = Vec::new();
    unread.extend(
        node.attribute("textLength").filter(|length| length.trim() == "0").map(|length| ("textLength", length)),
    );
    // Editors place every line of a text that flows, for those who do not know how.
    let placed = node.children().any(|child| ["x", "y"].iter().any(|place| child.attribute(*place).is_some()));
    let free = |value: &&str| !placed && !words.trim().is_empty() && !["none", "auto", "0"].contains(value);
    for flow in ["shape-inside", "inline-size", "shape-subtract"] {
        unread.extend(value(flow).filter(free).map(|value| (flow, value)));
    }
    if let Some(space) = value("white-space") {
        let keeps = matches!(space, "pre" | "pre-wrap" | "break-spaces");
        let preserve = node.ancestors().find_map(|node| node.attribute((XML, "space"))) == Some("preserve");
        let matters = words.contains(['\n', '\t']) || words.contains("  ") || words.trim() != words;
        if matters && !placed && (keeps != preserve || space == "pre-line") {
            unread.push(("white-space", space));
        }
    }
    if node.tag_name().name() == "textPath" {
        for (name, fine) in [("method", "align"), ("side", "left"), ("spacing", "exact"), ("path", "")] {
            unread.extend(node.attribute(name).filter(|value| *value != fine).map(|value| (name, value)));
        }
    }
    unread
}
