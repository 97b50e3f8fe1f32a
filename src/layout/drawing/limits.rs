//! What a drawing may cost, reckoned before it is opened up: elements that are used again and
//! again count every time, and nothing may stand outside the file or go round in a circle.

use std::collections::HashMap;
use std::rc::Rc;

use usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};

use super::properties::LINKS;
use super::styles::{MAX_READING, Property, Styles, reading};
use super::undrawable::Lines;
use super::vocabulary::{SILENT, SVG};
use crate::say;
use crate::sentence::{Outside, Sentence, file, outside};

/// Largest drawing in bytes, without the pictures in it.
const MAX_BYTES: usize = 8 << 20;
/// The same with them.
const MAX_WHOLE: usize = 64 << 20;
/// Most attributes of an element.
const MAX_ATTRIBUTES: usize = 1000;
/// Most bytes of an id, of classes, or of the name of a layer: they are told and written wherever it stands.
const MAX_NAME: usize = 1000;
/// Most colours of a gradient.
const MAX_STOPS: usize = 1000;
/// Most elements.
const MAX_NODES: u32 = 400_000;
/// Most elements within one another, uses followed.
const MAX_DEPTH: usize = 100;
/// Most bytes of a drawing when all uses in it are written out.
const MAX_COST: u64 = 32 << 20;
/// What an element costs apart from its attributes, in bytes.
const ELEMENT: u64 = 64;
/// So many bytes of data cost as much as one of an element.
const DATA: u64 = 8;
/// What a letter costs: it becomes an outline.
const LETTER: u64 = 1000;

/// Elements whose links lead nowhere on paper.
const FREE: [&str; 7] = ["a", "animate", "animateMotion", "animateTransform", "discard", "script", "set"];
/// Elements that draw nothing themselves, so that what they are painted with matters to others only.
const PLAIN: [&str; 9] =
    ["clipPath", "defs", "g", "linearGradient", "marker", "mask", "pattern", "radialGradient", "stop"];
/// Attributes by which elements are called.
const NAMES: [&str; 4] = ["class", "data-name", "id", "label"];

/// Largest number of a drawing, either way.
const MAX_NUMBER: f64 = 1e9;
/// Attributes and properties of numbers.
const NUMBERS: [&str; 34] = [
    "baseline-shift",
    "cx",
    "cy",
    "d",
    "dx",
    "dy",
    "font-size",
    "fx",
    "fy",
    "gradientTransform",
    "height",
    "letter-spacing",
    "markerHeight",
    "markerWidth",
    "patternTransform",
    "points",
    "r",
    "refX",
    "refY",
    "rotate",
    "rx",
    "ry",
    "startOffset",
    "stroke-dashoffset",
    "stroke-width",
    "textLength",
    "transform",
    "viewBox",
    "width",
    "word-spacing",
    "x",
    "x1",
    "x2",
    "y",
];
/// Parses the text of a drawing of a file, within bounds that can be told from the text alone.
pub(super) fn parsed<'a>(path: &str, text: &'a str) -> Result<Document<'a>, Sentence> {
    let file = file(path);
    let too_much =
        |most: usize| say!("{file} has more than {most} bytes, too much for a drawing", file = file.clone(), most);
    if text.len() > MAX_WHOLE {
        return Err(too_much(MAX_WHOLE));
    }
    if !entities_are_short(text) {
        return Err(say!("{file} declares entities, which are not followed; save it as plain SVG", file));
    }
    let tags = text.split('<').filter(|tag| !tag.starts_with("!--") && !tag.starts_with("![CDATA["));
    if tags.map(str::bytes).any(|tag| tag.filter(|b| *b == b'=').count() > MAX_ATTRIBUTES) {
        return Err(say!("{file} has an element with more than {most} attributes", file, most = MAX_ATTRIBUTES));
    }
    let document = again(path, text)?;
    let pictures: usize = document.descendants().map(|node| data(&node).map_or(0, str::len)).sum();
    if text.len() - pictures.min(text.len()) > MAX_BYTES {
        return Err(too_much(MAX_BYTES));
    }
    let root = document.root_element().tag_name();
    if root.name() != "svg" || !matches!(root.namespace(), None | Some(SVG)) {
        let element = outside(root.name()).shortened(40);
        return Err(say!("{file} is no SVG drawing: its first element is “{element}”", file, element));
    }
    let elsewhere = document.root().children().filter_map(|node| node.pi()).any(|pi| pi.target == "xml-stylesheet");
    if elsewhere {
        return Err(say!("{file} has styles that point elsewhere, which is not followed; save it as plain SVG", file));
    }
    Ok(document)
}

/// Parses the text of a drawing that was within bounds before we wrote into it.
pub(super) fn again<'a>(path: &str, text: &'a str) -> Result<Document<'a>, Sentence> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| broken(path, &error))
}

/// The data that an element holds in its address.
fn data<'a>(node: &Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|a| a.value()).filter(|v| v.starts_with("data:"))
}

/// Whether the entities of a file are few and plain, as those of Illustrator: they hold no others,
/// and come to nothing much wherever they stand.
fn entities_are_short(text: &str) -> bool {
    let mut longest = 0;
    for entity in text.split("<!ENTITY").skip(1) {
        let mut words = entity.split_whitespace();
        let (name, rest) = (words.next(), entity.split_once(['"', '\'']));
        let (Some((before, rest)), Some(end)) = (rest, entity.find(['"', '\'']).and_then(|at| entity.get(at..at + 1)))
        else {
            return false;
        };
        let Some((value, _)) = rest.split_once(end) else { return false };
        if before.split_whitespace().count() != 1 || name == Some("%") || value.contains(['&', '<', '%']) {
            return false;
        }
        longest = value.len().max(longest);
    }
    longest * text.matches('&').count() <= MAX_BYTES
}

/// How deep elements stand within one another.
pub(super) fn depth(path: &str, document: &Document<'_>) -> Result<usize, Sentence> {
    let mut depths: HashMap<NodeId, usize> = HashMap::new();
    let mut deepest = 0;
    for node in document.descendants() {
        let depth = node.parent().and_then(|parent| depths.get(&parent.id())).map_or(0, |depth| depth + 1);
        if depth > MAX_DEPTH {
            return Err(too_deep(file(path)));
        }
        deepest = deepest.max(depth);
        depths.insert(node.id(), depth);
    }
    Ok(deepest)
}

/// Reckons a drawing up.
pub(super) fn reckon(path: &str, document: &Document<'_>, styles: &Styles<'_>, lines: &Lines) -> Result<(), Sentence> {
    let mut ids: HashMap<&str, Vec<Node<'_, '_>>> = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_default().push(node);
        }
    }
    let every = ELEMENT.saturating_add(styles.cost);
    let file = file(path);
    let mut reckoner = Reckoner { file, styles, lines, ids, known: HashMap::new(), handed: HashMap::new(), every };
    reckoner.readable(styles.reading)?;
    reckoner.element(document.root_element(), 1)?;
    Ok(())
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
    styles: &'a Styles<'a>,
    lines: &'a Lines,
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
            // Data are read much faster than elements.
            let is_data = attribute.name() == "href" && value.starts_with("data:");
            size.cost += if is_data { length / DATA } else { length };
            if NAMES.contains(&attribute.name()) && value.len() > MAX_NAME {
                return Err(self.too_many(node, say!("a name of more than {most} bytes", most = MAX_NAME)));
            }
            if matches!(attribute.name(), "d" | "points") {
                steps += numbers(value).count() as u64;
            }
            // What lies outside is not followed; where it is drawn it is told.
            if let Some(id) = value.strip_prefix('#').filter(|_| attribute.name() == "href" && !FREE.contains(&name)) {
                self.used(id, 1, depth, &mut size)?;
            }
        }
        if name.ends_with("Gradient") && node.children().filter(Node::is_element).count() > MAX_STOPS {
            return Err(self.too_many(node, say!("a gradient of more than {most} colours", most = MAX_STOPS)));
        }
        let links = self.links(node)?;
        let handed = self.handed(node)?;
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
    fn handed(&mut self, node: Node<'a, 'input>) -> Result<Rc<Vec<Link<'a>>>, Sentence> {
        if let Some(handed) = self.handed.get(&node.id()) {
            return Ok(handed.clone());
        }
        let above = match node.parent_element() {
            Some(parent) => self.handed(parent)?,
            None => Rc::default(),
        };
        let own = self.links(node)?;
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

    /// What an element itself is painted with; its numbers are looked at on the way.
    fn links(&self, node: Node<'a, '_>) -> Result<Vec<Link<'a>>, Sentence> {
        let mut links = Vec::new();
        self.readable(node.attribute("style").map_or(0, reading))?;
        for Property { name, value, .. } in self.styles.properties(node).0 {
            if NUMBERS.contains(&name) && numbers(value).any(|number| number > MAX_NUMBER) {
                let (file, line) = (self.file.clone(), self.lines.of_node(&node));
                let element = outside(node.tag_name().name()).shortened(40);
                let most = MAX_NUMBER as i64;
                return Err(say!(
                    "{file} has a number beyond ±{most} in line {line}: {name} of the element “{element}”",
                    file,
                    most,
                    line,
                    name = outside(name),
                    element
                ));
            }
            let marker = name.starts_with("marker");
            if !marker && !LINKS.contains(&name) {
                continue;
            }
            for (at, start) in value.match_indices("url(") {
                let rest = value.get(at + start.len()..).unwrap_or_default();
                let link = rest.trim_start().trim_start_matches(['"', '\'']);
                let Some(id) = link.trim_start().strip_prefix('#') else { continue };
                let end = id.find([')', '"', '\'', ' ']).unwrap_or(id.len());
                let handed_on = marker || matches!(name, "fill" | "stroke");
                links.push(Link { id: id.get(..end).unwrap_or_default(), marker, handed_on });
            }
        }
        Ok(links)
    }

    fn too_many(&self, node: Node<'_, '_>, what: Sentence) -> Sentence {
        say!("{file} has {what} (line {line})", file = self.file.clone(), what, line = self.lines.of_node(&node))
    }

    fn readable(&self, cost: u64) -> Result<(), Sentence> {
        if cost > MAX_READING {
            return Err(say!("{file} has more styles than can be read in good time", file = self.file.clone()));
        }
        Ok(())
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

/// The numbers of a value, without their signs.
fn numbers(value: &str) -> impl Iterator<Item = f64> {
    let mut rest = value;
    std::iter::from_fn(move || {
        let digit = |c: char| c.is_ascii_digit();
        rest = rest.get(rest.find(|c| digit(c) || c == '.')?..)?;
        let whole = rest.find(|c| !digit(c)).unwrap_or(rest.len());
        let after = rest.get(whole..).unwrap_or_default();
        let part = after.strip_prefix('.').map_or(0, |part| 1 + part.find(|c| !digit(c)).unwrap_or(part.len()));
        let mut end = whole + part;
        let exponent = rest.get(end..).unwrap_or_default();
        if let Some(power) = exponent.strip_prefix(['e', 'E']) {
            let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
            let count = digits.find(|c| !digit(c)).unwrap_or(digits.len());
            end += if count > 0 { exponent.len() - digits.len() + count } else { 0 };
        }
        let number = rest.get(..end).unwrap_or_default();
        rest = rest.get(end.max(1)..).unwrap_or_default();
        Some(number.parse().unwrap_or(0.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_close_they_stand() {
        let found = |value| numbers(value).collect::<Vec<_>>();
        assert_eq!(found("M1.5.25-3e2,4E-1z"), [1.5, 0.25, 300.0, 0.4]);
        assert_eq!(found("12em 5ex ."), [12.0, 5.0, 0.0]);
        assert_eq!(found("A1e400"), [f64::INFINITY]);
    }

    #[test]
    fn short_entities_are_no_matter_and_others_are() {
        assert!(entities_are_short("<!DOCTYPE svg [<!ENTITY a \"http://x\"><!ENTITY b 'c'>]><svg x='&a;'/>"));
        for hostile in [
            "<!ENTITY a SYSTEM \"b\">",
            "<!ENTITY a \"&b;\">",
            "<!ENTITY % a \"b\">",
            "<!ENTITY a \"<b/>\">",
            "<!ENTITY a",
        ] {
            assert!(!entities_are_short(hostile), "{hostile}");
        }
        assert!(!entities_are_short(
            &("<!ENTITY a \"".to_owned() + &"b".repeat(10_000) + "\">" + &"&a;".repeat(10_000))
        ));
    }
}
