//! Where elements stand in their file, and how their designer calls them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use svgtypes::Color;
use usvg::roxmltree::{Document, Node, NodeId};

use super::names::{layer_of, swatch_of};
use super::styles::Styles;
use super::undrawable::Lines;
use super::vocabulary::XLINK;
use crate::say;
use crate::scene::Process;
use crate::sentence::{Sentence, file};

/// Elements that the reader keeps an id of.
const KEPT: [&str; 12] =
    ["a", "circle", "ellipse", "g", "image", "line", "path", "polygon", "polyline", "rect", "text", "use"];

/// The elements of a drawing by their ids.
#[derive(Default)]
pub(super) struct Trace {
    by_id: HashMap<String, Arc<Traced>>,
    /// The ids of those that are drawn again by others.
    used: HashSet<String>,
}

/// An element of a drawing.
#[derive(Debug)]
pub(super) struct Traced {
    /// The line in which it begins.
    pub(super) line: u32,
    /// Its id, if its file gives it one.
    pub(super) id: Option<String>,
    /// The name of the layer that it is.
    pub(super) layer: Option<String>,
    /// Its classes.
    pub(super) classes: Vec<String>,
    /// What is said of its colours beyond red, green and blue.
    pub(super) fill: Option<Declared>,
    /// The same of its line.
    pub(super) stroke: Option<Declared>,
    /// The element around it.
    pub(super) around: Option<Arc<Traced>>,
}

/// A colour that is more than red, green and blue.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    /// What it is on screens, where that is told in so many words.
    colour: Option<[u8; 3]>,
    ink: Told,
}

#[derive(Clone, Debug, PartialEq)]
enum Told {
    /// A swatch, by its name.
    Swatch(String),
    /// Parts of cyan, magenta, yellow and black.
    Process(Process),
}

impl Declared {
    /// Its swatch.
    pub(super) fn swatch(&self) -> Option<&str> {
        match &self.ink {
            Told::Swatch(name) => Some(name),
            Told::Process(_) => None,
        }
    }

    /// Its parts of inks.
    pub(super) fn process(&self) -> Option<Process> {
        match self.ink {
            Told::Process(process) => Some(process),
            Told::Swatch(_) => None,
        }
    }
}

impl Traced {
    /// What is said of a colour that it is painted with. Words of another colour within a text, and what marks its
    /// corners, have no elements of their own here: what is said of its colour is not meant of theirs.
    pub(super) fn declared(&self, of: fn(&Self) -> &Option<Declared>, colour: [u8; 3]) -> Option<&Declared> {
        of(self).as_ref().filter(|declared| declared.colour.is_none_or(|own| own == colour))
    }
}

/// The text of a drawing, in which every element has an id: by it is known what became of it. Beside it is what
/// the ids begin with that are not the file's.
pub(super) fn traceable<'a>(text: &'a str, document: &Document<'_>) -> (Cow<'a, str>, String) {
    let mark = mark(document);
    let lacking = |node: &Node<'_, '_>| {
        node.is_element() && KEPT.contains(&node.tag_name().name()) && node.attribute("id").is_none()
    };
    let mut places: Vec<usize> = document.descendants().filter(lacking).map(|node| node.range().start).collect();
    if places.is_empty() {
        return (Cow::Borrowed(text), mark);
    }
    places.sort_unstable();
    places.dedup();
    let mut with = String::with_capacity(text.len() + places.len() * (mark.len() + 16));
    let mut done = 0;
    for (number, start) in places.into_iter().enumerate() {
        let rest = text.get(start..).unwrap_or_default();
        let name = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(rest.len());
        let Some(before) = text.get(done..start + name).filter(|_| rest.starts_with('<')) else { continue };
        with.push_str(before);
        let _ = write!(with, " id=\"{mark}{number}\"");
        done = start + name;
    }
    with.push_str(text.get(done..).unwrap_or_default());
    (Cow::Owned(with), mark)
}

/// The same text without colours of profiles, which stand behind others and keep readers from these.
///
/// # Errors
/// One is written with entities: it stands in another place of the text.
pub(super) fn without_profiles<'a>(
    path: &str,
    text: &'a str,
    document: &Document<'_>,
) -> Result<Cow<'a, str>, Sentence> {
    const COLOUR: &str = "icc-color(";
    let of_attributes = document.descendants().flat_map(|node| {
        let paints = ["fill", "stroke", "style", "color", "stop-color"];
        let own = node.attributes().filter(move |a| paints.contains(&a.name()));
        own.map(|a| (a.value(), a.range_value())).collect::<Vec<_>>()
    });
    let is_sheet = |node: &Node<'_, '_>| node.is_text() && node.parent().is_some_and(|of| of.has_tag_name("style"));
    let of_sheets = document.descendants().filter(is_sheet).map(|node| (node.text().unwrap_or_default(), node.range()));
    let mut without = Cow::Borrowed(text);
    for (value, range) in of_attributes.chain(of_sheets) {
        let mut left = value.matches(COLOUR).count();
        let mut rest = range;
        while let Some(at) = text.get(rest.clone()).and_then(|value| value.find(COLOUR)) {
            let start = rest.start + at;
            let length =
                text.get(start..rest.end).and_then(|colour| colour.find(')')).map_or(COLOUR.len(), |end| end + 1);
            without.to_mut().replace_range(start..start + length, &" ".repeat(length));
            rest.start = start + length;
            left = left.saturating_sub(1);
        }
        if left > 0 {
            let file = file(path);
            return Err(say!(
                "{file} has a colour of a profile that is written with entities; save it as plain SVG",
                file
            ));
        }
    }
    Ok(without)
}

/// What nothing in a drawing says that may be an id.
fn mark(document: &Document<'_>) -> String {
    let is_met = |mark: &str| {
        let says = |node: Node<'_, '_>| {
            let text = node.text().filter(|_| node.is_text());
            node.attributes().map(|attribute| attribute.value()).chain(text).any(|value| value.contains(mark))
        };
        document.descendants().any(says)
    };
    let marks = (0..).map(|number| format!("quietzone{number}-"));
    marks.into_iter().find(|mark| !is_met(mark)).unwrap_or_default()
}

impl Trace {
    /// The elements of a drawing; ids that begin with a mark are not the file's.
    pub(super) fn of(document: &Document<'_>, styles: &Styles<'_>, lines: &Lines, mark: &str) -> Self {
        let ids: HashMap<&str, Node<'_, '_>> =
            document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
        let mut known: HashMap<NodeId, Arc<Traced>> = HashMap::new();
        let mut trace = HashMap::new();
        let uses = document.descendants().filter(|node| node.tag_name().name() == "use");
        let links = uses.filter_map(|node| node.attribute((XLINK, "href")).or_else(|| node.attribute("href")));
        let used = links.filter_map(|link| link.trim().strip_prefix('#').map(str::to_owned)).collect();
        for node in document.descendants().filter(Node::is_element) {
            let around = node.parent_element().and_then(|parent| known.get(&parent.id())).cloned();
            let id = node.attribute("id");
            let (properties, _) = styles.properties(node);
            let declared = |name: &str| {
                let value = properties.iter().rev().find(|property| property.name == name).map(|p| p.value);
                value.filter(|value| *value != "inherit").map(|value| declared(value, &ids, styles))
            };
            let inherited = |of: fn(&Traced) -> &Option<Declared>| around.as_deref().and_then(|a| of(a).clone());
            let own = id.filter(|id| !id.starts_with(mark));
            let traced = Arc::new(Traced {
                line: lines.of_node(&node),
                id: own.map(str::to_owned),
                layer: layer_of(node, own),
                classes: node.attribute("class").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
                fill: declared("fill").unwrap_or_else(|| inherited(|a| &a.fill)),
                stroke: declared("stroke").unwrap_or_else(|| inherited(|a| &a.stroke)),
                around: around.clone(),
            });
            if let Some(id) = id {
                trace.insert(id.to_owned(), traced.clone());
            }
            known.insert(node.id(), traced);
        }
        Self { by_id: trace, used }
    }

    /// Whether an element, or one that it stands in, is drawn again by others.
    pub(super) fn is_used(&self, traced: &Traced) -> bool {
        let mut around = std::iter::successors(Some(traced), |traced| traced.around.as_deref());
        around.any(|traced| traced.id.as_ref().is_some_and(|id| self.used.contains(id)))
    }

    /// The ids that the file gives.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.values().filter_map(|traced| traced.id.as_deref())
    }

    /// The element of an id.
    pub(super) fn of_id(&self, id: &str) -> Option<&Arc<Traced>> {
        self.by_id.get(id)
    }
}

/// What a paint says beyond red, green and blue.
fn declared<'a, 'i>(value: &str, ids: &HashMap<&str, Node<'a, 'i>>, styles: &Styles<'_>) -> Option<Declared> {
    let seen = |value: &str| value.trim().parse::<Color>().ok().map(|colour| [colour.red, colour.green, colour.blue]);
    if let Some((_, link)) = value.split_once("url(") {
        let id = link.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        let id = id.get(..id.find([')', '"', '\'', ' ']).unwrap_or(id.len()))?;
        let (name, stop) = swatch_of(*ids.get(id)?, ids)?;
        let (properties, _) = styles.properties(stop);
        let colour = properties.iter().find(|property| property.name == "stop-color").map_or("black", |p| p.value);
        let colour = seen(colour.split("icc-color(").next().unwrap_or_default());
        return Some(Declared { colour, ink: Told::Swatch(name) });
    }
    let (colour, parts) = value.split_once("icc-color(")?;
    let mut parts = parts.split([',', ')']).skip(1).map_while(|part| part.trim().parse::<f32>().ok());
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let is_part = |part: &f32| (0.0..=1.0).contains(part);
    let process = Process(parts.map(|part| (part * 1000.0).round() as u16));
    parts.iter().all(is_part).then(|| Declared { colour: seen(colour), ink: Told::Process(process) })
}
