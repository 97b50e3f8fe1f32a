//! Where elements stand in their file, and how their designer calls them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use usvg::roxmltree::{Document, Node, NodeId};

use super::names::{layer_of, swatch_of};
use super::styles::Styles;
use super::undrawable::Lines;
use super::vocabulary::XLINK;
use crate::scene::Process;

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
pub(super) enum Declared {
    /// A swatch, by its name.
    Swatch(String),
    /// Parts of cyan, magenta, yellow and black.
    Process(Process),
}

/// The text of a drawing, in which every element has an id: by it is known what became of it. Beside it is what
/// the ids begin with that are not the file's.
pub(super) fn traceable<'a>(text: &'a str, document: &Document<'_>) -> (Cow<'a, str>, String) {
    let mark = mark(text);
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
pub(super) fn without_profiles<'a>(text: &'a str, document: &Document<'_>) -> Cow<'a, str> {
    const COLOUR: &str = "icc-color(";
    let of_attributes = document.descendants().flat_map(|node| {
        let paints = ["fill", "stroke", "style", "color", "stop-color"];
        node.attributes().filter(move |a| paints.contains(&a.name())).map(|a| a.range_value()).collect::<Vec<_>>()
    });
    let is_sheet = |node: &Node<'_, '_>| node.is_text() && node.parent().is_some_and(|of| of.has_tag_name("style"));
    let of_sheets = document.descendants().filter(is_sheet).map(|node| node.range());
    let mut without = Cow::Borrowed(text);
    for range in of_attributes.chain(of_sheets) {
        let mut rest = range;
        while let Some(at) = text.get(rest.clone()).and_then(|value| value.find(COLOUR)) {
            let start = rest.start + at;
            let length =
                text.get(start..rest.end).and_then(|colour| colour.find(')')).map_or(COLOUR.len(), |end| end + 1);
            without.to_mut().replace_range(start..start + length, &" ".repeat(length));
            rest.start = start + length;
        }
    }
    without
}

/// What no id of a text begins with.
fn mark(text: &str) -> String {
    let marks = (0..).map(|number| format!("quietzone{number}-"));
    marks.into_iter().find(|mark| !text.contains(mark.as_str())).unwrap_or_default()
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
                value.filter(|value| *value != "inherit").map(|value| declared(value, &ids))
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
fn declared<'a, 'i>(value: &str, ids: &HashMap<&str, Node<'a, 'i>>) -> Option<Declared> {
    if let Some((_, link)) = value.split_once("url(") {
        let id = link.trim_start_matches([' ', '"', '\'']).strip_prefix('#')?;
        let id = id.get(..id.find([')', '"', '\'', ' ']).unwrap_or(id.len()))?;
        return swatch_of(*ids.get(id)?, ids).map(Declared::Swatch);
    }
    let (_, parts) = value.split_once("icc-color(")?;
    let mut parts = parts.split([',', ')']).skip(1).map_while(|part| part.trim().parse::<f32>().ok());
    let parts = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let is_part = |part: &f32| (0.0..=1.0).contains(part);
    parts.iter().all(is_part).then(|| Declared::Process(Process(parts.map(|part| (part * 1000.0).round() as u16))))
}
