//! What the reader of drawings would leave out or take otherwise than others do, found in the XML
//! itself: of elements, of properties and of text, all that is not known to be done right.

use std::collections::{HashMap, HashSet};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use svgtypes::{Paint, Transform};
use usvg::roxmltree::{Document, Node, NodeId};

use super::properties::{LINKS, is_read};
use super::styles::{Property, Styles, TOLD};
use super::texts;
use super::undrawable::{Found, Lines};
use super::vocabulary::{SILENT, SVG, XLINK};
use crate::layout::picture::{is_jpeg, is_png};
use crate::say;
use crate::sentence::{Sentence, outside};

const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// How often a drawing may be enlarged by its own transforms.
const MAX_SCALE: f64 = 1e9;

/// What editors note for themselves.
const EDITORS: [&str; 16] = [
    "adobe:ns:meta/",
    "http://creativecommons.org/",
    "http://ns.adobe.com/",
    "http://purl.org/",
    "http://schemas.microsoft.com/visio/",
    "http://sodipodi.sourceforge.net/",
    "http://vectornator.io",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/",
    "http://www.corel.com/",
    "http://www.figma.com/",
    "http://www.inkscape.org/",
    "http://www.serif.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://xml.openoffice.org/",
    "https://boxy-svg.com",
];
const SHAPES: [&str; 7] = ["circle", "ellipse", "line", "path", "polygon", "polyline", "rect"];
const GROUPS: [&str; 4] = ["a", "g", "svg", "switch"];
/// Elements that draw nothing where they stand.
const APART: [&str; 16] = [
    "clipPath",
    "color-profile",
    "cursor",
    "defs",
    "desc",
    "filter",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "pattern",
    "radialGradient",
    "style",
    "symbol",
    "title",
    "view",
];
/// What programs do each in its own way where it is said of these elements themselves.
const DONE_OTHERWISE: [(&str, &[&str]); 3] = [
    ("marker", &["clip-path", "mask", "opacity"]),
    ("mask", &["clip-path", "transform"]),
    ("pattern", &["clip-path", "mask", "opacity"]),
];
const MOVING: [&str; 7] = ["animate", "animateColor", "animateMotion", "animateTransform", "discard", "mpath", "set"];

/// What is found in a drawing.
#[derive(Default)]
pub(super) struct Unread {
    /// What the reader would leave out.
    pub(super) found: Vec<Found>,
    /// Its words, by elements, without blanks.
    texts: Vec<(String, u32)>,
}

impl Unread {
    /// Whether there are words in it.
    pub(super) fn has_text(&self) -> bool {
        !self.texts.is_empty()
    }

    /// The line of the first text with these words in it.
    pub(super) fn line_with(&self, words: &str) -> Option<u32> {
        let words = unspaced(words);
        self.texts.iter().find(|(text, _)| text.contains(&words)).map(|(_, line)| *line)
    }
}

/// Looks through all that is drawn.
pub(super) fn look<'a>(document: &'a Document<'_>, styles: &'a Styles<'a>, lines: &'a Lines) -> Unread {
    let mut ids = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let all = Unread { found: styles.unread.clone(), ..Unread::default() };
    let mut look = Look { styles, lines, ids, seen: HashSet::new(), fonts: styles.fonts.clone(), all };
    look.element(document.root_element(), Around::default());
    if look.all.has_text() {
        let font = |line: &u32| (say!("a font that the drawing brings along"), Some(*line));
        look.all.found.extend(look.fonts.iter().map(font));
    }
    look.all
}

/// What elements around it do to an element.
#[derive(Clone, Copy)]
struct Around {
    in_text: bool,
    /// Corners are marked.
    marked: bool,
    /// How large a unit is.
    scale: f64,
}

impl Default for Around {
    fn default() -> Self {
        Self { in_text: false, marked: false, scale: 1.0 }
    }
}

struct Look<'a, 'input> {
    styles: &'a Styles<'a>,
    lines: &'a Lines,
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// Elements that were looked at, with their corners marked or not.
    seen: HashSet<(NodeId, bool)>,
    /// Lines with fonts in them.
    fonts: Vec<u32>,
    all: Unread,
}

impl<'a, 'input> Look<'a, 'input> {
    fn found(&mut self, node: Node<'a, 'input>, what: Sentence) {
        self.all.found.push((what, Some(self.lines.of_node(&node))));
    }

    /// An element that stands within another: whether it is drawn there.
    fn child(&mut self, node: Node<'a, 'input>, parent: &str, around: Around) {
        let (name, namespace) = (node.tag_name().name(), node.tag_name().namespace());
        let told = |name: &str| say!("the element “{element}”", element = outside(name).shortened(TOLD));
        if let Some(other) = namespace.filter(|namespace| *namespace != SVG) {
            if !EDITORS.iter().any(|editor| other.starts_with(editor)) {
                self.found(node, told(name));
            }
            return;
        }
        let holds = node.children().any(|child| child.is_element() || is_word(&child));
        let in_text = around.in_text;
        match name {
            "script" if holds || href(node).is_some() => self.found(node, say!("a script")),
            "script" => {}
            "font" | "font-face" => self.fonts.push(self.lines.of_node(&node)),
            name if APART.contains(&name) => {}
            // What Inkscape leaves of a text that is no more.
            "flowRoot" if !node.descendants().any(|inner| is_word(&inner)) => {}
            name if MOVING.contains(&name) => self.found(node, say!("an animation")),
            "textPath" if in_text && parent == "text" => self.element(node, around),
            "tspan" | "tref" | "a" if in_text => self.element(node, around),
            name if in_text && holds => self.found(node, told(name)),
            "text" => self.element(node, Around { in_text: true, ..around }),
            "use" | "image" => self.element(node, around),
            name if (SHAPES.contains(&name) || GROUPS.contains(&name)) && !SHAPES.contains(&parent) => {
                self.element(node, around);
            }
            name if holds || SHAPES.contains(&name) => self.found(node, told(name)),
            _ => {}
        }
    }

    fn children(&mut self, node: Node<'a, 'input>, around: Around) {
        for child in node.children().filter(Node::is_element) {
            self.child(child, node.tag_name().name(), around);
        }
    }

    /// An element that is drawn.
    fn element(&mut self, node: Node<'a, 'input>, around: Around) {
        let (properties, whole) = self.styles.properties(node);
        let marks = properties.iter().any(|p| p.name.starts_with("marker") && p.value != "none");
        let marked = around.marked || marks;
        if !self.seen.insert((node.id(), marked)) {
            return;
        }
        let value = |name: &str| properties.iter().find(|p| p.name == name).map(|p| p.value.trim());
        if value("display") == Some("none") {
            return;
        }
        if !whole {
            self.found(node, say!("a style that cannot be read"));
        }
        let name = node.tag_name().name();
        let by_switch = node.parent_element().is_some_and(|parent| parent.tag_name().name() == "switch");
        for condition in ["systemLanguage", "requiredFeatures", "requiredExtensions"] {
            if node.attribute(condition).is_some() && (!by_switch || condition == "systemLanguage") {
                self.found(node, say!("the condition “{condition}”", condition = outside(condition)));
            }
        }
        if node.attribute((XML, "base")).is_some() {
            self.found(node, say!("the attribute “{attribute}”", attribute = outside("xml:base")));
        }
        for property in &properties {
            self.property(node, property);
        }
        let otherwise = DONE_OTHERWISE.iter().find(|(element, _)| *element == node.tag_name().name());
        for name in otherwise.into_iter().flat_map(|(_, names)| *names) {
            let said = value(name).filter(|value| !["none", "1"].contains(value));
            said.into_iter().for_each(|value| self.unread(node, (name, value)));
        }
        texts::decoration(&properties).into_iter().for_each(|unread| self.unread(node, unread));
        let transform = value("transform").and_then(|value| value.parse::<Transform>().ok());
        let larger = transform.map_or(1.0, |t| [t.a, t.b, t.c, t.d].into_iter().map(f64::abs).fold(0.0, f64::max));
        let around = Around { marked, scale: around.scale * larger, ..around };
        if around.scale > MAX_SCALE {
            return self.found(node, say!("a scale of more than {most}", most = MAX_SCALE as i64));
        }
        if name == "marker" && is_cut_otherwise(node) {
            self.found(node, say!("a marker whose view box has other proportions than the marker"));
        }
        if name == "path" && marked && value("d").is_some_and(|d| d.matches(['m', 'M']).count() > 1) {
            self.found(node, say!("a path in pieces with markers"));
        }
        match name {
            "use" => self.used(node, around),
            "image" => {
                if self.link(node).is_some_and(|link| !is_picture(link)) {
                    self.found(node, say!("a picture within the drawing that is neither PNG nor JPEG"));
                }
            }
            "switch" => self.switch(node, around),
            _ => {
                if around.in_text {
                    self.text(node, &properties);
                }
                self.children(node, around);
            }
        }
    }

    /// Those of its elements that a switch may choose: up to the first that asks for nothing.
    fn switch(&mut self, node: Node<'a, 'input>, around: Around) {
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            let drawn = GROUPS.contains(&name) || SHAPES.contains(&name);
            let extends = child.attribute("requiredExtensions").is_some();
            let asks = child.attribute("requiredFeatures").is_some();
            if !(drawn || ["text", "use", "image", "foreignObject"].contains(&name)) || extends {
                continue;
            }
            if name != "foreignObject" || !asks {
                self.child(child, "switch", around);
            }
            if !asks {
                break;
            }
        }
    }

    /// What an element uses.
    fn used(&mut self, node: Node<'a, 'input>, around: Around) {
        let Some(target) = self.link(node).and_then(|id| self.target(node, id)) else { return };
        match target.tag_name().name() {
            "symbol" => self.element(target, around),
            name => {
                let inner = node.tag_name().name();
                if SHAPES.contains(&name) || GROUPS.contains(&name) || ["text", "use", "image"].contains(&name) {
                    self.child(target, inner, around);
                } else {
                    let element = outside(name).shortened(TOLD);
                    self.found(node, say!("a use of the element “{element}”", element));
                }
            }
        }
    }

    /// The id that an element links to, or the picture that it holds; what is outside is told.
    fn link(&mut self, node: Node<'a, 'input>) -> Option<&'a str> {
        let link = href(node)?.trim();
        if let Some(id) = link.strip_prefix('#') {
            return Some(id);
        }
        if link.starts_with("data:") && node.tag_name().name() == "image" {
            return Some(link);
        }
        self.outside(node, link);
        None
    }

    /// A link that leads out of the file.
    fn outside(&mut self, node: Node<'a, 'input>, link: &str) {
        let (element, link) = (outside(node.tag_name().name()).shortened(TOLD), outside(link).shortened(TOLD));
        self.found(node, say!("a link out of the file, which is not followed ({element} to “{link}”)", element, link));
    }

    /// The element of an id.
    fn target(&mut self, node: Node<'a, 'input>, id: &str) -> Option<Node<'a, 'input>> {
        let target = self.ids.get(id).copied();
        if target.is_none() {
            self.found(node, say!("a link to “{id}”, which is not there", id = outside(id).shortened(TOLD)));
        }
        target
    }

    fn property(&mut self, node: Node<'a, 'input>, property: &Property<'_>) {
        let Property { name, value, is_css, .. } = *property;
        let value = value.trim();
        let paints = LINKS.contains(&name) || name.starts_with("marker");
        let target = value.split_once("url(").map(|(_, rest)| rest.trim_start_matches([' ', '"', '\'']));
        if let Some(target) = target.filter(|target| paints && !target.starts_with('#')) {
            return self.outside(node, target.trim_end_matches([')', '"', '\'']));
        }
        let is_root = node.parent_element().is_none();
        let sized_by_box =
            is_root && is_css && matches!(name, "width" | "height") && node.attribute("viewBox").is_some();
        let is_free = name == "font-size" && !is_read(name, value, is_css) && !self.has_size(node);
        if !is_free && !is_read(name, value, is_css) && !sized_by_box || is_root && name == "transform" {
            self.unread(node, (name, value));
        }
        match name {
            "clip-path" | "mask" if value == "none" || target.is_some_and(|link| self.through(node, name, link)) => {}
            "clip-path" | "mask" => self.unread(node, (name, value)),
            "filter" if value != "none" => self.found(node, say!("a filter")),
            "fill" | "stroke" => {
                if let Ok(Paint::FuncIRI(id, fallback)) = Paint::from_str(value) {
                    let target = if fallback.is_none() { self.target(node, id) } else { self.ids.get(id).copied() };
                    target.into_iter().for_each(|target| self.server(target));
                }
            }
            "marker" | "marker-start" | "marker-mid" | "marker-end" => {
                let id = value.strip_prefix("url(").map(|rest| rest.trim_matches([' ', '"', '\'', ')', '#']));
                let marker = id.and_then(|id| self.ids.get(id).copied());
                if let Some(marker) = marker {
                    self.element(marker, Around::default());
                }
            }
            _ => {}
        }
    }

    /// Whether there are words in an element that are as large as it says.
    fn has_size(&self, node: Node<'a, 'input>) -> bool {
        let says = |of: Node<'_, '_>| self.styles.properties(of).0.iter().any(|property| property.name == "font-size");
        node.children().any(|child| match child.is_element() {
            true => !SILENT.contains(&child.tag_name().name()) && !says(child) && self.has_size(child),
            false => is_word(&child),
        })
    }

    /// The element that a clipping path or a mask is: whether all in it is read.
    fn through(&mut self, node: Node<'a, 'input>, name: &str, target: &str) -> bool {
        let id = target.strip_prefix('#').map(|id| id.split([')', '"', '\'', ' ']).next().unwrap_or_default());
        let Some(target) = id.and_then(|id| self.target(node, id)) else { return id.is_some() };
        let is_one = target.tag_name().name() == if name == "mask" { "mask" } else { "clipPath" };
        if is_one {
            self.element(target, Around::default());
        }
        is_one
    }

    /// What an area is painted with.
    fn server(&mut self, node: Node<'a, 'input>) {
        match node.tag_name().name() {
            "linearGradient" | "radialGradient" if self.seen.insert((node.id(), false)) => {
                let parts = [node].into_iter().chain(node.children().filter(Node::is_element));
                for part in parts {
                    self.styles.properties(part).0.iter().for_each(|property| self.property(part, property));
                }
                self.base(node);
            }
            "linearGradient" | "radialGradient" => {}
            "pattern" if !self.seen.contains(&(node.id(), false)) => {
                self.element(node, Around::default());
                self.base(node);
            }
            "pattern" => {}
            name => {
                let element = outside(name).shortened(TOLD);
                self.found(node, say!("a colour that is the element “{element}”", element));
            }
        }
    }

    /// What a gradient or a pattern takes from another.
    fn base(&mut self, node: Node<'a, 'input>) {
        let Some(id) = href(node).and_then(|link| link.trim().strip_prefix('#')) else { return };
        let has_own = node.children().any(|child| child.is_element());
        let is_drawn = |child: Node<'_, '_>| !APART.contains(&child.tag_name().name());
        if node.tag_name().name() == "pattern"
            && has_own
            && !node.children().any(|child| child.is_element() && is_drawn(child))
        {
            self.found(node, say!("a pattern with nothing in it that is drawn"));
        }
        let other = if has_own { self.ids.get(id).copied() } else { self.target(node, id) };
        other.into_iter().for_each(|other| self.server(other));
    }

    fn unread(&mut self, node: Node<'a, 'input>, (name, value): (&str, &str)) {
        let property = outside(format!("{name}: {value}")).shortened(TOLD);
        self.found(node, say!("the property “{property}”", property));
    }

    /// An element of text.
    fn text(&mut self, node: Node<'a, 'input>, properties: &[Property<'a>]) {
        let words: String = node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect();
        if !words.trim().is_empty() || node.tag_name().name() == "tref" {
            self.all.texts.push((unspaced(&words), self.lines.of_node(&node)));
        }
        texts::flow(node, properties, &words).into_iter().for_each(|unread| self.unread(node, unread));
        if node.tag_name().name() == "textPath" {
            if href(node).is_none() {
                self.found(node, say!("text on a path that is not there"));
            }
            let path = self.link(node).and_then(|id| self.target(node, id));
            if let Some(length) = path.and_then(|path| path.attribute("pathLength")) {
                self.unread(node, ("pathLength", length));
            }
        } else if node.tag_name().name() == "tref" {
            self.link(node);
        }
    }
}

fn is_word(node: &Node<'_, '_>) -> bool {
    node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty())
}

/// Whether programs cut a marker at other edges than one another: those of its view box, or its own.
fn is_cut_otherwise(marker: Node<'_, '_>) -> bool {
    let number = |name: &str| marker.attribute(name).map_or(Some(3.0), |value| value.trim().parse::<f64>().ok());
    let numbers = |text: &str| -> Vec<f64> { text.split([' ', ',']).filter_map(|part| part.parse().ok()).collect() };
    let (Some(width), Some(height)) = (number("markerWidth"), number("markerHeight")) else { return true };
    match marker.attribute("viewBox").map(numbers).as_deref() {
        Some([_, _, across, down]) => (width * down - height * across).abs() > 1e-3 * (width * down).abs(),
        _ => false,
    }
}

/// Whether data in an address are a picture that is read.
fn is_picture(address: &str) -> bool {
    let Some((kind, data)) = address.split_once(',') else { return false };
    if !kind.ends_with(";base64") {
        return false;
    }
    let plain: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes = GeneralPurpose::new(&STANDARD, lenient).decode(plain).unwrap_or_default();
    is_png(&bytes) || is_jpeg(&bytes)
}

/// The link of an element, by XLink or not.
fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((XLINK, "href"))).filter(|link| !link.trim().is_empty())
}

fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}
