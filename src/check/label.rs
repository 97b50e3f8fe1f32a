//! A label as rules see it.

use crate::diagnostic::Diagnostic;
use crate::gs1::Code;
use crate::market::Market;
use crate::scene::{Bounds, Drawing, GlyphRun, Item, Layer, Scene, Stock, Symbol};
use crate::template::Template;

/// A label that would be printed, with what it is held against.
#[derive(Debug)]
pub struct Label<'a> {
    /// The template it was made by, for places in findings.
    pub template: &'a Template,
    /// The market whose demands hold.
    pub market: &'a Market,
    /// What all labels share.
    pub stock: &'a Stock,
    /// The code in its symbol.
    pub code: &'a Code,
    /// What is printed, in paint order.
    pub marks: Vec<Mark<'a>>,
}

/// Something printed, and the box around it.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// What it is.
    pub item: &'a Item,
    /// The box around its ink.
    pub bounds: Bounds,
}

/// A symbol on a label.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Its number in the paint order.
    pub number: usize,
    /// The mark.
    pub mark: Mark<'a>,
    /// The symbol.
    pub symbol: &'a Symbol,
}

impl<'a> Label<'a> {
    /// The label of a scene.
    #[must_use]
    pub fn new(template: &'a Template, market: &'a Market, stock: &'a Stock, scene: &'a Scene, code: &'a Code) -> Self {
        let items = scene.layers.iter().flat_map(|layer| match layer {
            Layer::Fixed(run) => stock.fixed.get(*run).map_or(&[][..], Vec::as_slice),
            Layer::Own(items) => items,
        });
        let marks = items.filter_map(|item| item.drawing.bounds(stock).map(|bounds| Mark { item, bounds }));
        Self { template, market, stock, code, marks: marks.collect() }
    }

    /// Its symbols.
    pub fn symbols(&self) -> impl Iterator<Item = Seen<'_>> {
        self.marks.iter().enumerate().filter_map(|(number, mark)| match &mark.item.drawing {
            Drawing::Symbol(symbol) => Some(Seen { number, mark: *mark, symbol }),
            _ => None,
        })
    }

    /// Its lines of text.
    pub fn texts(&self) -> impl Iterator<Item = (Mark<'_>, &GlyphRun)> {
        self.marks.iter().filter_map(|mark| match &mark.item.drawing {
            Drawing::Text(run) => Some((*mark, run)),
            _ => None,
        })
    }

    /// A finding about a mark, at the place of its element in the template.
    pub(super) fn about(&self, mark: &Mark<'_>, finding: Diagnostic) -> Diagnostic {
        self.template.located(finding.about(&mark.item.element))
    }
}

impl Seen<'_> {
    /// The symbol with its quiet zone of so many modules.
    #[must_use]
    pub fn zone(&self, modules: i64) -> Bounds {
        self.mark.bounds.grown(self.symbol.module * modules)
    }
}
