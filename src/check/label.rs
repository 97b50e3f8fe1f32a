//! A label as rules see it.

use std::cell::OnceCell;
use std::sync::Arc;

use super::SeenBars;
use crate::diagnostic::{Diagnostic, LabelBox};
use crate::gs1::Code;
use crate::market::{Field, Market};
use crate::scene::{
    Bounds, Cover, Drawing, GlyphRun, Id, Ink, Item, Layer, Linear, Panel, Part, Path, Role, Scene, Stock, Symbol,
    Symbology,
};
use crate::units::Length;

/// A label that would be printed, with what it is held against.
#[derive(Clone, Debug)]
pub struct Label<'a> {
    /// The market whose demands hold.
    pub market: &'a Market,
    /// What all labels share.
    pub stock: &'a Stock,
    /// The code in its symbol.
    pub code: &'a Code,
    /// What is printed, in paint order.
    pub marks: Vec<Mark<'a>>,
    /// Where varnish and other coats without colour lie.
    pub coats: Vec<Mark<'a>>,
    /// Linear barcodes, drawn or on pictures; one that a condition leaves out is not there.
    pub linears: Vec<Linear>,
    /// Whether the code stands in for real ones: what the template says without any data may be true
    /// of those.
    pub stands_in: bool,
    /// The bars of its linear barcodes, once they are looked at.
    pub(super) seen: OnceCell<Arc<[SeenBars]>>,
}

/// Something printed, and the box around it.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// What it is.
    pub item: &'a Item,
    /// The box around its ink; of a text that differs from record to record, the box around all.
    pub bounds: Bounds,
}

/// A symbol on a label.
#[derive(Clone, Copy, Debug)]
pub struct SeenSymbol<'a> {
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
    pub fn new(market: &'a Market, stock: &'a Stock, scene: &'a Scene, code: &'a Code) -> Self {
        let items = || {
            let items = scene.layers.iter().flat_map(|layer| match layer {
                Layer::Fixed(run) => stock.fixed.get(*run),
                Layer::Own(items) => items,
            });
            items.flat_map(|item| item.leaves(&stock.resources))
        };
        let marks = items().filter_map(|item| item.drawing.bounds(stock).map(|bounds| Mark { item, bounds }));
        let is_coat = |ink: Id<Ink>| stock.ink(ink).is_coat();
        let coats = items().filter_map(|item| match &item.drawing {
            Drawing::Picture(_) => None,
            drawing => drawing.bounds_of(stock, is_coat).map(|bounds| Mark { item, bounds }),
        });
        let coats = coats.collect();
        Self { coats, ..Self::of_marks(market, stock, marks.collect(), code) }
    }

    /// A label of some marks: the texts of a record.
    #[must_use]
    pub fn of_marks(market: &'a Market, stock: &'a Stock, marks: Vec<Mark<'a>>, code: &'a Code) -> Self {
        let linears = linears(stock, &marks);
        Self { market, stock, code, marks, coats: Vec::new(), linears, stands_in: false, seen: OnceCell::new() }
    }

    /// The same label, of whose linear barcodes is known what [`Label::bars`] tells.
    #[must_use]
    pub fn with_bars(self, bars: Arc<[SeenBars]>) -> Self {
        Self { seen: OnceCell::from(bars), ..self }
    }

    /// Its Data Matrix symbols.
    pub fn symbols(&self) -> impl Iterator<Item = SeenSymbol<'_>> {
        self.drawn_symbols().filter(|seen| matches!(seen.symbol.kind, Symbology::DataMatrix { .. } | Symbology::Other))
    }

    /// Its QR symbols.
    pub fn qr_symbols(&self) -> impl Iterator<Item = SeenSymbol<'_>> {
        self.drawn_symbols().filter(|seen| matches!(seen.symbol.kind, Symbology::Qr { .. }))
    }

    /// Its symbols of square modules: Data Matrix and QR.
    pub(super) fn grids(&self) -> impl Iterator<Item = SeenSymbol<'_>> {
        self.drawn_symbols().filter(|seen| !matches!(seen.symbol.kind, Symbology::Linear { .. }))
    }

    /// All that is drawn of modules and bars.
    pub(super) fn drawn_symbols(&self) -> impl Iterator<Item = SeenSymbol<'_>> {
        self.marks.iter().enumerate().filter_map(|(number, mark)| match &mark.item.drawing {
            Drawing::Symbol(symbol) => Some(SeenSymbol { number, mark: *mark, symbol }),
            _ => None,
        })
    }

    /// Its lines of text, without what stands below the bars of a barcode, and without those of pictures.
    pub fn texts(&self) -> impl Iterator<Item = (Mark<'_>, &GlyphRun)> {
        let is_of_bars = |mark: &Mark<'_>| {
            self.linears.iter().any(|linear| linear.data.is_some() && linear.part.id == mark.item.part.id)
        };
        self.marks.iter().filter_map(move |mark| match &mark.item.drawing {
            Drawing::Text(_) if is_of_bars(mark) || mark.item.part.role == Role::Art => None,
            Drawing::Text(run) => Some((*mark, run)),
            _ => None,
        })
    }

    /// Whether a text can be held against the code: it shows data, or the code is a real one.
    #[must_use]
    pub fn is_comparable(&self, mark: &Mark<'_>) -> bool {
        !self.stands_in || mark.item.part.role == Role::Data
    }

    /// Whether it has something of a part: of a label of [`Label::of_marks`], among them or what all labels share.
    pub(super) fn has(&self, part: &Part) -> bool {
        let fixed = || self.stock.fixed.values().flatten();
        self.marks.iter().any(|mark| mark.item.part.id == part.id) || fixed().any(|item| item.part.id == part.id)
    }

    /// Whether an act lets a field stand apart from the symbol: it names others that may not.
    #[must_use]
    pub fn may_stand_elsewhere(&self, field: &Field) -> bool {
        self.market.text.beside.as_ref().is_some_and(|beside| !beside.value.contains(&field.name))
    }

    /// The face that holds the middle of a box; `None` where the template declares none there.
    #[must_use]
    pub fn face(&self, of: &Bounds) -> Option<&Panel> {
        let middle = of.middle();
        self.stock.blank.panels.iter().find(|panel| panel.holds(middle))
    }

    /// A finding about a mark, at the place where its part is said.
    pub(super) fn about(&self, mark: &Mark<'_>, finding: Diagnostic) -> Diagnostic {
        self.about_place(&mark.item.part, &mark.bounds, finding)
    }

    /// A finding about a part and a box of it, at the place where the part is said.
    pub(super) fn about_place(&self, part: &Part, at: &Bounds, finding: Diagnostic) -> Diagnostic {
        let face = self.face(at).map(|panel| panel.id.clone());
        let [left, top, right, bottom] = [at.left, at.top, at.right, at.bottom].map(Length::to_micrometres);
        let area = Some(LabelBox { left, top, right, bottom });
        Diagnostic { face, area, ..finding.about(&part.id).at(part.place.clone()) }
    }

    /// A finding about the code, at the place of what shows it.
    pub(super) fn about_code(&self, finding: Diagnostic) -> Diagnostic {
        match &self.stock.code {
            Some(part) => finding.about(&part.id).at(part.place.clone()),
            None => finding,
        }
    }
}

/// The linear barcodes of marks: what pictures of them show, and what is drawn.
fn linears(stock: &Stock, marks: &[Mark<'_>]) -> Vec<Linear> {
    let is_there = |linear: &&Linear| marks.iter().any(|mark| mark.item.part.id == linear.part.id);
    let pictured = stock.linears.iter().filter(is_there).cloned();
    let drawn = marks.iter().filter_map(|mark| match &mark.item.drawing {
        Drawing::Symbol(symbol) => match &symbol.kind {
            Symbology::Linear { kind, x, data } => Some(Linear {
                part: mark.item.part.clone(),
                bounds: symbol.bars_box(),
                upright: symbol.turn().swaps(),
                kind: *kind,
                module: *x,
                zoned: false,
                data: Some(data.clone()),
            }),
            _ => None,
        },
        _ => None,
    });
    pictured.chain(drawn).collect()
}

/// The elements of which a rule has found something: of an element of many parts, one is told.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    elements: Vec<&'a Arc<str>>,
}

impl<'a> Known<'a> {
    /// Whether nothing was found of a mark's element before.
    pub(super) fn is_first(&mut self, mark: &Mark<'a>) -> bool {
        let is_first = !self.elements.contains(&&mark.item.part.id);
        if is_first {
            self.elements.push(&mark.item.part.id);
        }
        is_first
    }
}

impl SeenSymbol<'_> {
    /// Whether it is a QR symbol, of which acts on marking codes do not speak.
    pub(super) fn is_qr(&self) -> bool {
        matches!(self.symbol.kind, Symbology::Qr { .. })
    }

    /// The symbol with its quiet zone.
    #[must_use]
    pub fn zone(&self) -> Bounds {
        self.symbol.zone_of(&self.mark.bounds)
    }

    /// Its quiet zone with a module more on each side, so that labels may shift.
    #[must_use]
    pub fn roomy(&self) -> Bounds {
        self.zone().grown(self.symbol.module())
    }
}

impl Mark<'_> {
    /// How much of a box its ink covers. Texts, symbols and pictures count as their boxes, and
    /// never as a plain ground.
    #[must_use]
    pub fn cover(&self, of: &Bounds, stock: &Stock) -> Cover {
        if !self.bounds.overlaps(of) {
            return Cover::None;
        }
        let path = match &self.item.drawing {
            Drawing::Path(path) => path,
            Drawing::Shade(shade) if shade.cover(of) == Cover::None => return Cover::None,
            _ => return Cover::Part,
        };
        let prints = |ink: &Id<Ink>| stock.ink(*ink).process().is_some();
        let area = path.fill.filter(prints).map_or(Cover::None, |_| path.cover(of));
        let outlined = path.stroke.filter(|stroke| prints(&stroke.ink) && path.fill != Some(stroke.ink));
        if outlined.is_some_and(|stroke| path.stroke_meets(stroke.width, of)) { Cover::Part } else { area }
    }

    /// The path, if it is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.item.drawing {
            Drawing::Path(path) => Some(path),
            _ => None,
        }
    }
}
