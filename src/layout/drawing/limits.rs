//! What a drawing may cost, reckoned before it is opened up: elements that are used again and
//! again count every time, and nothing may stand outside the file or go round in a circle.

use std::collections::HashMap;
use std::rc::Rc;

use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

use crate::say;
use crate::sentence::{Outside, Sentence, file, outside};

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
/// Elements that draw nothing themselves, so that what they are painted with matters to others only.
const PLAIN: [&str; 9] =
    ["clipPath", "defs", "g", "linearGradient", "marker", "mask", "pattern", "radialGradient", "stop"];
/// Elements whose text is not drawn.
const SILENT: [&str; 5] = ["desc", "metadata", "script", "style", "title"];

const SVG: &str = "http://www.w3.org/2000/svg";

/// Parses a drawing of a file and reckons it up.
pub(super) fn checked<'a>(path: &str, bytes: &'a [u8]) -> Result<Document<'a>, Sentence> {
    let file = file(path);
    if bytes.len() > MAX_BYTES {
        return Err(say!("{file} has more than {most} bytes, too much for a drawing", file, most = MAX_BYTES));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| say!("{file} is not UTF-8 text", file = file.clone()))?;
    if text.contains("<!ENTITY") {
        return Err(say!("{file} declares entities, which are not followed; save it as plain SVG", file));
    }
    let tags = text.split('<').filter(|tag| !tag.starts_with("!--") && !tag.starts_with("![CDATA["));
    if tags.map(str::bytes).any(|tag| tag.filter(|b| *b == b'=').count() > MAX_ATTRIBUTES) {
        return Err(say!("{file} has an element with more than {most} attributes", file, most = MAX_ATTRIBUTES));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| broken(path, &error))?;
    let styles: String = document
        .descendants()
        .filter(|node| node.has_tag_name("style") || node.has_tag_name((SVG, "style")))
        .filter_map(|node| node.text())
        .collect();
    if document.root().children().any(|node| node.is_pi()) || styles.contains("@import") || styles.contains("url(") {
        return Err(say!("{file} has styles that point elsewhere, which is not followed; save it as plain SVG", file));
    }
    let mut ids: HashMap<&str, Vec<Node<'_, '_>>> = HashMap::new();
    let mut depths: HashMap<NodeId, usize> = HashMap::new();
    for node in document.descendants() {
        let depth = node.parent().and_then(|parent| depths.get(&parent.id())).map_or(0, |depth| depth + 1);
        if depth > MAX_DEPTH {
            return Err(too_deep(file));
        }
        depths.insert(node.id(), depth);
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_default().push(node);
        }
    }
    let every = ELEMENT + styles.len() as u64 / 16;
    let mut reckoner = Reckoner { file, ids, known: HashMap::new(), handed: HashMap::new(), every };
    reckoner.element(document.root_element(), 1)?;
    Ok(document)
}

/// What an element comes to with everything in it.
#[derive(Clone, Copy, Default)]
struct Size {
    cost: u64,
    height: usize,
}

/// An element that another is painted with.
#[derive(Clone, Copy)]
struct Link<'a> {
    id: &'a str,
    /// It is drawn at every corner.
    marker: bool,
    /// Elements within hand it on.
    handed_on: bool,
}

struct Reckoner<'a, 'input> {
    /// The file's name.
    file: Outside,
    /// All elements of an id: which of them counts depends on where it is named.
    ids: HashMap<&'a str, Vec<Node<'a, 'input>>>,
    /// What is known of an element; nothing while we are in it.
    known: HashMap<NodeId, Option<Size>>,
    /// The links that an element hands on.
    handed: HashMap<NodeId, Rc<Vec<Link<'a>>>>,
    /// What every element costs.
    every: u64,
}

impl<'a, 'input> Reckoner<'a, 'input> {
    fn element(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Size, Sentence> {
        match self.known.insert(node.id(), None) {
            None if depth > MAX_DEPTH => return Err(too_deep(self.file.clone())),
            None => {}
            Some(Some(size)) => {
                self.known.insert(node.id(), Some(size));
                return Ok(size);
            }
            Some(None) => {
                return Err(say!("{file} has an element that is used within itself", file = self.file.clone()));
            }
        }
        let name = node.tag_name().name();
        let mut size = Size { cost: self.every, height: 1 };
        let mut steps = 1;
        for attribute in node.attributes() {
            let (value, length) = (attribute.value().trim(), attribute.value().len() as u64);
            size.cost += length;
            if matches!(attribute.name(), "d" | "points") {
                steps += length;
            }
            if attribute.name() == "href" && !FREE.contains(&name) && !value.is_empty() {
                let id = value.strip_prefix('#').ok_or_else(|| self.elsewhere(name, value))?;
                self.used(id, 1, depth, &mut size)?;
            }
        }
        let links = self.links(node)?;
        let handed = self.handed(node, &links)?;
        // What is handed on matters where something is drawn with it.
        let inherited = handed.iter().filter(|_| !PLAIN.contains(&name));
        let links: Vec<Link<'a>> =
            links.iter().filter(|link| !link.handed_on || PLAIN.contains(&name)).chain(inherited).copied().collect();
        for link in links {
            size.cost = size.cost.saturating_add(ELEMENT);
            self.within(size)?;
            self.used(link.id, if link.marker { steps } else { 1 }, depth, &mut size)?;
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
            return Err(too_deep(self.file.clone()));
        }
        self.within(size)?;
        self.known.insert(node.id(), Some(size));
        Ok(size)
    }

    /// The links that an element hands on to those within it: its own and its parents'.
    fn handed(&mut self, node: Node<'a, 'input>, own: &[Link<'a>]) -> Result<Rc<Vec<Link<'a>>>, Sentence> {
        if let Some(handed) = self.handed.get(&node.id()) {
            return Ok(handed.clone());
        }
        let above = match node.parent_element() {
            Some(parent) => self.handed(parent, &self.links(parent)?)?,
            None => Rc::default(),
        };
        let mut own = own.iter().filter(|link| link.handed_on).copied().peekable();
        let all = if own.peek().is_none() { above } else { Rc::new(above.iter().copied().chain(own).collect()) };
        if all.len() > MAX_ATTRIBUTES {
            return Err(say!(
                "{file} has an element that is painted with more than {most} others",
                file = self.file.clone(),
                most = MAX_ATTRIBUTES
            ));
        }
        self.handed.insert(node.id(), all.clone());
        Ok(all)
    }

    /// Reckons in what is named by its id.
    fn used(&mut self, id: &str, times: u64, depth: usize, size: &mut Size) -> Result<(), Sentence> {
        for node in self.ids.get(id).cloned().unwrap_or_default() {
            let inner = self.element(node, depth + 1)?;
            add(size, inner, times);
        }
        self.within(*size)
    }

    /// What an element itself is painted with.
    fn links(&self, node: Node<'a, '_>) -> Result<Vec<Link<'a>>, Sentence> {
        let mut links = Vec::new();
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let style = name == "style";
            let handed_on = style || name == "fill" || name == "stroke" || name.starts_with("marker");
            let marker = name.starts_with("marker") || style && value.contains("marker");
            for (at, start) in value.match_indices("url(") {
                let rest = value.get(at + start.len()..).unwrap_or_default();
                let link = rest.trim_start().trim_start_matches(['"', '\'']);
                let id = link.trim_start().strip_prefix('#');
                let id = id.ok_or_else(|| self.elsewhere(node.tag_name().name(), link))?;
                let end = id.find([')', '"', '\'', ' ']).unwrap_or(id.len());
                links.push(Link { id: id.get(..end).unwrap_or_default(), marker, handed_on });
            }
        }
        Ok(links)
    }

    fn within(&self, size: Size) -> Result<(), Sentence> {
        if size.cost > MAX_COST {
            return Err(say!(
                "{file} swells to more than {most} bytes when all that is used in it is written out",
                file = self.file.clone(),
                most = MAX_COST
            ));
        }
        Ok(())
    }

    /// A link that leads out of the file.
    fn elsewhere(&self, element: &str, link: &str) -> Sentence {
        let (file, element) = (self.file.clone(), outside(element));
        if link.starts_with("data:") {
            return say!("{file} has a picture within the drawing ({element})", file, element);
        }
        let link = outside(link.chars().take(60).collect::<String>());
        say!("{file} has a link out of the file, which is not followed: {element} “{link}”", file, element, link)
    }
}

fn add(size: &mut Size, inner: Size, times: u64) {
    size.cost = size.cost.saturating_add(inner.cost.saturating_mul(times));
    size.height = size.height.max(inner.height + 1);
}

/// What the parser says of a file.
pub(super) fn broken(path: &str, error: &impl std::fmt::Display) -> Sentence {
    say!("{file} is a broken SVG file: {error}", file = file(path), error = outside(error))
}

fn too_deep(file: Outside) -> Sentence {
    say!("{file} has elements more than {most} deep within one another", file, most = MAX_DEPTH)
}
