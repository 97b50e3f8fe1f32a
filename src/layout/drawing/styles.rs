//! Properties of elements, by attributes and by CSS, as the reader of drawings takes them.

use std::ops::Range;

use simplecss::{
    AttributeOperator, DeclarationTokenizer, PseudoClass, Rule, SelectorToken, SelectorTokenizer, StyleSheet,
};
use usvg::roxmltree::{Document, Node};

use super::undrawable::{Found, Lines};
use crate::say;
use crate::sentence::outside;

/// Most characters of a selector or a name that are told.
pub(super) const TOLD: usize = 40;
/// Most that reading declarations may cost.
pub(super) const MAX_READING: u64 = 128 << 20;
/// Most properties of an element.
const MOST: usize = 250;
/// Rules for other times than that of printing, and of what is no matter here.
const IDLE: [&str; 3] = ["charset", "namespace", "keyframes"];

/// The style sheets of a drawing.
pub(super) struct Styles<'a> {
    sheet: StyleSheet<'a>,
    /// What matching an element with all selectors costs, in steps.
    pub(super) cost: u64,
    /// What reading the style sheets costs.
    pub(super) reading: u64,
    /// What is not read.
    pub(super) unread: Vec<Found>,
    /// Lines in which fonts are brought along.
    pub(super) fonts: Vec<u32>,
}

/// A property of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Property<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    /// Whether it is declared in CSS and no attribute.
    pub(super) is_css: bool,
    important: bool,
}

impl<'a> Styles<'a> {
    /// All style sheets of a drawing in which elements are at most so deep within one another.
    pub(super) fn of(document: &'a Document<'_>, lines: &Lines, depth: usize) -> Self {
        let mut styles = Self { sheet: StyleSheet::new(), cost: 0, reading: 0, unread: Vec::new(), fonts: Vec::new() };
        for node in document.descendants().filter(|node| node.tag_name().name() == "style") {
            let line = lines.of_node(&node);
            let not_told = |what: &str| {
                (say!("a style sheet of a kind that we do not read ({what})", what = outside(what)), Some(line))
            };
            match (node.attribute("type"), node.attribute("media")) {
                (Some(kind), _) if kind != "text/css" => styles.unread.push(not_told(kind)),
                (_, Some(media)) if !["all", "print", "screen", "screen, print", ""].contains(&media.trim()) => {
                    styles.unread.push(not_told(media));
                }
                _ => {}
            }
            let mut texts = node.children().filter(|child| child.is_text()).filter_map(|child| child.text());
            let Some(text) = texts.next() else { continue };
            styles.add(text, line, depth);
            if texts.any(|text| !text.trim().is_empty()) {
                styles.unread.push((say!("a style sheet in pieces"), Some(line)));
            }
        }
        styles
    }

    fn add(&mut self, text: &'a str, first: u32, depth: usize) {
        self.reading = self.reading.saturating_add(reading(text));
        if self.reading > MAX_READING {
            return;
        }
        let lines = Lines::of(text);
        let line = |at: usize| Some(first + lines.line(at) - 1);
        let (mut rules, mut declarations) = (0, 0);
        for statement in statements(text) {
            let head = text.get(statement.head.clone()).unwrap_or_default();
            let at = statement.head.start;
            if let Some(rule) = head.strip_prefix('@') {
                let name: String = rule.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                match name.as_str() {
                    "font-face" => self.fonts.extend(line(at)),
                    "import" => self.unread.push((say!("styles of another file"), line(at))),
                    name if IDLE.contains(&name.trim_start_matches("-webkit-")) => {}
                    name => self
                        .unread
                        .push((say!("the style rule “@{name}”", name = outside(name).shortened(TOLD)), line(at))),
                }
                continue;
            }
            let body = text.get(statement.body).unwrap_or_default();
            let own = pieces(body, b';').count();
            for selector in pieces(head, b',') {
                match steps(selector, depth) {
                    Some(steps) => self.cost = self.cost.saturating_add(steps),
                    None => {
                        let selector = outside(selector.trim()).shortened(TOLD);
                        self.unread.push((say!("the style selector “{selector}”", selector), line(at)));
                    }
                }
                rules += usize::from(own > 0);
                declarations += own;
            }
        }
        let before = self.sheet.rules.len();
        let count = |sheet: &StyleSheet<'_>| sheet.rules.iter().map(|rule| rule.declarations.len()).sum::<usize>();
        let told = (before, count(&self.sheet));
        let unread = self.unread.len();
        self.sheet.parse_more(text);
        if unread == 0 && (self.sheet.rules.len() - told.0, count(&self.sheet) - told.1) != (rules, declarations) {
            self.unread.push((say!("a style sheet that cannot be read"), Some(first)));
        }
        self.cost = self.cost.saturating_add(text.len() as u64 / 16);
    }

    /// The properties that an element has itself, each once, and whether all its declarations are read.
    pub(super) fn properties<'n>(&'n self, node: Node<'n, '_>) -> (Vec<Property<'n>>, bool) {
        let mut properties: Vec<Property<'n>> = node
            .attributes()
            .filter(|attribute| {
                attribute.namespace().is_none() && !["style", "class", "id"].contains(&attribute.name())
            })
            .map(|a| Property { name: a.name(), value: a.value(), is_css: false, important: false })
            .collect();
        let mut declare = |declared: &simplecss::Declaration<'n>| {
            let simplecss::Declaration { name, value, important } = *declared;
            let property = Property { name, value, is_css: true, important };
            match properties.iter_mut().find(|known| known.name == name) {
                Some(known) if known.important => {}
                Some(known) => *known = property,
                None => properties.push(property),
            }
            properties.len() <= MOST
        };
        let matches = |rule: &&Rule<'_>| rule.selector.matches(&Element(node));
        let mut of_rules = self.sheet.rules.iter().filter(matches).flat_map(|rule| &rule.declarations);
        let mut whole = of_rules.all(&mut declare);
        if let Some(style) = node.attribute("style").filter(|_| whole) {
            let mut count = 0;
            whole = DeclarationTokenizer::from(style).inspect(|_| count += 1).all(|declared| declare(&declared));
            whole &= count == pieces(style, b';').count();
        }
        (properties, whole)
    }
}

/// What reading declarations costs: the reader counts lines from the beginning behind each.
pub(super) fn reading(text: &str) -> u64 {
    let declarations = text.bytes().filter(|byte| matches!(byte, b':' | b';' | b'{')).count();
    (text.len() as u64).saturating_mul(declarations as u64) / 64
}

/// An element as selectors see it.
struct Element<'a, 'input>(Node<'a, 'input>);

impl simplecss::Element for Element<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Element)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Element)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}

/// How often a selector may ask for an element that stands so deep; `None` if it is not read.
fn steps(selector: &str, depth: usize) -> Option<u64> {
    if selector.trim().is_empty() {
        return None;
    }
    let (mut steps, mut chosen) = (1_u64, 0);
    for token in SelectorTokenizer::from(selector) {
        match token.ok()? {
            SelectorToken::PseudoClass("first-child" | "hover" | "active" | "focus" | "visited") => {}
            SelectorToken::PseudoClass(_) | SelectorToken::LangPseudoClass(_) => return None,
            // Every element has an id here.
            SelectorToken::AttributeSelector("id", AttributeOperator::Exists | AttributeOperator::StartsWith(_)) => {
                return None;
            }
            // So many ways there are to choose its ancestors.
            SelectorToken::DescendantCombinator if chosen < depth => {
                chosen += 1;
                steps = steps.saturating_mul((depth + 1 - chosen) as u64) / chosen as u64;
            }
            _ => {}
        }
    }
    simplecss::Selector::parse(selector).map(|_| steps.max(1))
}

/// A statement of a style sheet.
struct Statement {
    /// What stands before its block.
    head: Range<usize>,
    /// What stands in its block.
    body: Range<usize>,
}

fn statements(text: &str) -> impl Iterator<Item = Statement> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = blank(text, at);
        let head = at..find(text, at, b"{;");
        if head.start >= text.len() {
            return None;
        }
        if text.as_bytes().get(head.end) != Some(&b'{') {
            at = head.end + 1;
            return Some(Statement { body: head.end..head.end, head });
        }
        let body = head.end + 1..find(text, head.end + 1, b"}");
        at = body.end + 1;
        Some(Statement { head, body })
    })
}

/// What is not blank between signs.
fn pieces(text: &str, sign: u8) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let all = std::iter::from_fn(move || {
        let start = blank(text, at);
        if at > text.len() {
            return None;
        }
        let end = find(text, start, &[sign]);
        at = end + 1;
        Some(text.get(start..end).unwrap_or_default())
    });
    all.filter(|piece| !piece.trim().is_empty())
}

/// The place behind blanks and comments.
fn blank(text: &str, mut at: usize) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        match text.get(at..).and_then(|rest| rest.strip_prefix("/*")) {
            Some(comment) => at += 2 + comment.find("*/").map_or(comment.len(), |end| end + 2),
            None => return at,
        }
    }
}

/// The place of the first of some signs that stands in no text, comment or bracket, or the end.
fn find(text: &str, from: usize, signs: &[u8]) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (from, 0_usize);
    while let Some(byte) = bytes.get(at) {
        match byte {
            byte if depth == 0 && signs.contains(byte) => return at,
            b'"' | b'\'' => {
                at +=
                    1 + bytes.get(at + 1..).and_then(|rest| rest.iter().position(|b| b == byte)).unwrap_or(bytes.len())
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = blank(text, at).max(at + 1);
                continue;
            }
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    text.len()
}
