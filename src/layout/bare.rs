//! One linear barcode or QR symbol on a label that is just its box.

use std::sync::Arc;

use super::area::Pin;
use super::bar_sizes::AskedBars;
use super::bars::{BarText, PreparedBars, SetBars, bars, bearer};
use super::lettering::Lettering;
use super::qr::{PreparedQr, qr};
use super::rules;
use super::shaper::Shaper;
use crate::diagnostic::{Diagnostic, Place};
use crate::say;
use crate::scene::{
    Angle, Blank, Drawing, Id, Ids, Ink, Item, LinearKind, Page, Part, Point, Resources, Role, Scene, Stock, Turn,
};
use crate::symbol::Application;
use crate::symbol::qr::QrLevel;
use crate::template::Anchor;
use crate::units::{Length, Measure, Resolution};

/// What kind of code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A linear barcode of the GS1 system.
    Linear(LinearKind),
    /// A QR symbol: one that begins with FNC1 and holds an element string, or any other.
    Qr {
        /// How much of it may be lost.
        level: QrLevel,
        /// Whether it begins with FNC1.
        gs1: bool,
    },
}

/// What is wished of a code that stands alone.
#[derive(Clone, Copy, Debug)]
pub struct CodeQuestion {
    /// What kind of code it is.
    pub kind: CodeKind,
    /// Where it will be scanned.
    pub application: Option<Application>,
    /// The X-dimension wished for.
    pub module: Option<Measure>,
    /// The width that it must fit into with its quiet zones.
    pub width: Option<Length>,
    /// The height of bars; by the table of the application if left out.
    pub height: Option<Measure>,
    /// Whether its text stands below bars.
    pub text: bool,
    /// The device; [`None`] for press artwork.
    pub device: Option<Resolution>,
}

/// A code that stands alone.
#[derive(Debug)]
pub struct LoneCode {
    /// The label that is just its box.
    pub stock: Stock,
    /// The code on it.
    pub scene: Scene,
    /// The X-dimension, or the module.
    pub module: Length,
    /// The height of bars; of QR symbols their side.
    pub height: Length,
}

/// The largest label, on which it is tried first (2 m).
const LARGEST: Length = Length::from_mm(2_000);

impl CodeQuestion {
    /// Sets the code; a picture of artwork has the dots of `preview`.
    ///
    /// # Errors
    /// What the data lacks, and why it has no size.
    pub fn set(&self, data: &str, preview: Resolution) -> Result<LoneCode, Diagnostic> {
        let large = self.on((LARGEST, LARGEST), data, preview)?;
        self.on((large.stock.page.width, large.stock.page.height), data, preview)
    }

    /// Sets it on a label; the answer's label is its box.
    fn on(&self, (width, height): (Length, Length), data: &str, preview: Resolution) -> Result<LoneCode, Diagnostic> {
        let mut resources = Resources { inks: Ids::new(), ..Resources::default() };
        let ink = resources.inks.push(Ink::BLACK);
        let pin = Pin { at: Point::default(), anchor: Anchor::TopLeft, turn: Turn::None, angle: Angle::NONE };
        let part = Part::new("code", Role::Data, Place::Nowhere);
        let page = Page { device: self.device, ..Page::artwork(width, height, preview) };
        let blank = Blank { application: self.application, ..Blank::default() };
        let mut stock = Stock::new(page, resources, blank);
        let (items, (width, height), module, high) = match self.kind {
            CodeKind::Linear(kind) => {
                let prepared = self.bars(kind, pin, ink, &mut stock)?;
                let SetBars { items, size, solved } = bars(&stock, &part, &prepared, data)?;
                (items, size, solved.x, solved.height)
            }
            CodeKind::Qr { level, gs1 } => {
                let module = self.length(self.module)?;
                let reduce = Length::ZERO;
                let symbol = qr(&stock, &PreparedQr { pin, level, gs1, module, width: self.width, reduce, ink }, data)?;
                let (zone, module, side) = (symbol.zone(), symbol.module(), symbol.bounds().height());
                let item = Item { part, drawing: Drawing::Symbol(symbol) };
                (vec![item], (zone.width(), zone.height()), module, side)
            }
        };
        stock.page.width = width;
        stock.page.height = height;
        Ok(LoneCode { stock, scene: Scene::of(items), module, height: high })
    }

    fn bars(&self, kind: LinearKind, pin: Pin, ink: Id<Ink>, stock: &mut Stock) -> Result<PreparedBars, Diagnostic> {
        let asked = AskedBars {
            kind,
            modules: kind.modules(),
            application: self.application,
            module: self.length(self.module)?,
            width: self.width,
            height: self.length(self.height)?,
            reduce: Length::ZERO,
            device: self.device,
            grid: self.device,
        };
        let text = if self.text {
            let letters = Lettering::bundled("mono", false);
            let letters = letters.ok_or_else(|| Diagnostic::internal("layout/bare.rs: its font"))?;
            let face = stock.resources.faces.push(letters.face().clone());
            Some(BarText { shaper: Arc::new(Shaper::new(letters.face().clone(), true)), face, size: None })
        } else {
            None
        };
        let bearer = bearer(kind, None, self.device);
        Ok(PreparedBars { pin, asked, solved: asked.solve()?, bearer, text, light_margin: false, ink })
    }

    /// A length on the device.
    fn length(&self, measure: Option<Measure>) -> Result<Option<Length>, Diagnostic> {
        let Some(measure) = measure else { return Ok(None) };
        let length = measure.on(self.device).filter(|length| *length > Length::ZERO);
        let wrong = say!("a length must be above zero, and dots need a device that has them");
        length.map(Some).ok_or_else(|| Diagnostic::error(rules::SYMBOL_SIZE, wrong))
    }
}
