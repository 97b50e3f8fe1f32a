//! What a drawing may cost, reckoned before it is opened up: elements that are used again and
//! again count every time, and nothing may stand outside the file or go round in a circle.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

/// Largest drawing in bytes.
const MAX_BYTES: usize = 8 << 20;
/// Most attributes of an element.
const MAX_ATTRIBUTES: usize = 1000;
/// Most elements.
const MAX_NODES: u32 = 400_000;
/// Most elements within one another, uses followed.
const MAX_DEPTH: usize = 100;
/// Most bytes of a drawing when all uses in it are written out.
const MAX_COST: u64 = 32 << 20;
/// What an element costs apart from its attributes, in bytes.
const ELEMENT: u64 = 64;
/// What a letter costs: it becomes an outline.
const LETTER: u64 = 1000;

/// Elements whose links lead nowhere on paper.
const FREE: [&str; 7] = ["a", "animate", "animateMotion", "animateTransform", "discard", "script", "set"];
/// Elements whose text is not drawn.
const SILENT: [&str; 5] = ["desc", "metadata", "script", "style", "title"];

const SVG: &str = "http://www.w3.org/2000/svg";

/// Parses a drawing and reckons it up. Refusals are in words, without the file's name.
pub(super) fn checked(bytes: &[u8]) -> Result<Document<'_>, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!("has more than {MAX_BYTES} bytes, too much for a drawing"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8 text")?;
    if text.contains("<!ENTITY") {
        return Err("declares entities, which are not followed; save it as plain SVG".to_owned());
    }
    let tags = text.split('<').filter(|tag| !tag.starts_with("!--") && !tag.starts_with("![CDATA["));
    if tags.map(str::bytes).any(|tag| tag.filter(|b| *b == b'=').count() > MAX_ATTRIBUTES) {
        return Err(format!("has an element with more than {MAX_ATTRIBUTES} attributes"));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document =
        Document::parse_with_options(text, options).map_err(|error| format!("is a broken SVG file: {error}"))?;
    let styles: String = document
        .descendants()
        .filter(|node| node.has_tag_name("style") || node.has_tag_name((SVG, "style")))
        .filter_map(|node| node.text())
        .collect();
    if document.root().children().any(|node| node.is_pi()) || styles.contains("@import") || styles.contains("url(") {
        return Err("has styles that point elsewhere, which is not followed; save it as plain SVG".to_owned());
    }
    let mut ids = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let every = ELEMENT + styles.len() as u64 / 16;
    let mut reckoner = Reckoner { ids, known: HashMap::new(), every, marked: styles.contains("marker") };
    reckoner.element(document.root_element(), 1)?;
    Ok(document)
}

/// What an element comes to with everything in it.
#[derive(Clone, Copy, Default)]
struct Size {
    cost: u64,
    height: usize,
}

struct Reckoner<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// What is known of an element; nothing while we are in it.
    known: HashMap<NodeId, Option<Size>>,
    /// What every element costs.
    every: u64,
    /// Whether styles may put markers on paths.
    marked: bool,
}

impl<'a, 'input> Reckoner<'a, 'input> {
    fn element(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Size, String> {
        match self.known.insert(node.id(), None) {
            None if depth > MAX_DEPTH => return Err(too_deep()),
            None => {}
            Some(Some(size)) => {
                self.known.insert(node.id(), Some(size));
                return Ok(size);
            }
            Some(None) => return Err("has an element that is used within itself".to_owned()),
        }
        let name = node.tag_name().name();
        let mut size = Size { cost: self.every, height: 1 };
        let mut steps = 1;
        let mut marked = self.marked;
        for attribute in node.attributes() {
            size.cost += attribute.value().len() as u64;
            marked |= attribute.name().starts_with("marker") || attribute.value().contains("marker");
            if matches!(attribute.name(), "d" | "points") {
                steps += attribute.value().len() as u64;
            }
        }
        for attribute in node.attributes() {
            let value = attribute.value().trim();
            if attribute.name() == "href" && !FREE.contains(&name) && !value.is_empty() {
                let id = value.strip_prefix('#').ok_or_else(|| outside(name, value))?;
                self.used(id, 1, depth, &mut size)?;
            }
            for (at, start) in value.match_indices("url(") {
                let link =
                    value.get(at + start.len()..).unwrap_or_default().trim_start().trim_start_matches(['"', '\'']);
                let id = link.strip_prefix('#').ok_or_else(|| outside(name, link))?;
                let end = id.find([')', '"', '\'']).unwrap_or(id.len());
                let times = if marked { steps } else { 1 };
                self.used(id.get(..end).unwrap_or_default().trim(), times, depth, &mut size)?;
            }
        }
        for child in node.children() {
            if child.is_element() && matches!(child.tag_name().namespace(), None | Some(SVG)) {
                let inner = self.element(child, depth + 1)?;
                add(&mut size, inner, 1);
            } else if child.is_text() && !SILENT.contains(&name) {
                let letters = child.text().unwrap_or_default().trim().len() as u64;
                size.cost = size.cost.saturating_add(letters.saturating_mul(LETTER));
            }
        }
        if depth + size.height > MAX_DEPTH {
            return Err(too_deep());
        }
        if size.cost > MAX_COST {
            return Err(format!("swells to more than {MAX_COST} bytes when all that is used in it is written out"));
        }
        self.known.insert(node.id(), Some(size));
        Ok(size)
    }

    /// Reckons in an element that is named by its id.
    fn used(&mut self, id: &str, times: u64, depth: usize, size: &mut Size) -> Result<(), String> {
        if let Some(node) = self.ids.get(id).copied() {
            let inner = self.element(node, depth + 1)?;
            add(size, inner, times);
        }
        Ok(())
    }
}

fn add(size: &mut Size, inner: Size, times: u64) {
    size.cost = size.cost.saturating_add(inner.cost.saturating_mul(times));
    size.height = size.height.max(inner.height + 1);
}

fn outside(name: &str, link: &str) -> String {
    if link.starts_with("data:") {
        return format!("has a picture within the drawing ({name})");
    }
    let shown: String = link.chars().take(60).collect();
    format!("has a link out of the file, which is not followed: {name} “{shown}”")
}

fn too_deep() -> String {
    format!("has elements more than {MAX_DEPTH} deep within one another")
}
