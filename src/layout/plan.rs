//! A template made ready for its records.

use std::sync::Arc;

use super::area::{ElementArea, Placing};
use super::lines::set_text;
use super::prepare::prepare;
use super::rules;
use super::setting::Setting;
use super::steps::{Make, Step};
use super::symbol::{Settled, modules, settle};
use crate::diagnostic::{Diagnostic, Place};
use crate::gs1::{Code, PlainCode};
use crate::scene::{Drawing, Id, Ink, Item, Layer, Scene, Stand, Stock, Symbol};
use crate::sentence::InWords;
use crate::source::Record;
use crate::symbol::{EncodeError, Encoder, Fit, SymbolSize, fits};
use crate::template::{DataMatrix, Fields};

/// A template made ready: what is fixed is laid out, what varies is prepared.
#[derive(Debug)]
pub struct Plan<'a> {
    setting: Setting<'a>,
    stock: Stock,
    steps: Vec<Step<'a>>,
}

impl<'a> Plan<'a> {
    /// Makes a template ready.
    ///
    /// # Errors
    /// Everything that is wrong with its fixed parts: fonts, pictures, text that does not fit.
    pub fn new(setting: Setting<'a>) -> Result<Self, Vec<Diagnostic>> {
        let (stock, steps) = prepare(setting)?;
        Ok(Self { setting, stock, steps })
    }

    /// What all labels share.
    #[must_use]
    pub fn stock(&self) -> &Stock {
        &self.stock
    }

    /// Solves the size of the symbols, once the longest code of the batch is known (in
    /// codewords; [`None`] before the batch is read, when only fixed sizes can be solved).
    ///
    /// # Errors
    /// A symbol that cannot be printed.
    pub fn settle(&mut self, longest: Option<usize>) -> Result<(), Vec<Diagnostic>> {
        let mut found = Vec::new();
        let (setting, stock) = (self.setting, &self.stock);
        for step in &mut self.steps {
            let Step::Varying { placing, make: Make::Symbol { wanted, settled, .. } } = step else { continue };
            let element = placing.element;
            let Some(size) = modules(wanted, setting.market, longest) else { continue };
            let area = |width, height| ElementArea::of(placing, width, height);
            match size.and_then(|size| settle(wanted, size, area, stock, setting.market)) {
                Ok(solved) => *settled = Some(solved),
                Err(error) => found.push(error.at(setting.template.place(&element.span)).about(&element.id)),
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// The sizes of the symbols, in modules and on the device, for the summary.
    #[must_use]
    pub fn symbols(&self) -> Vec<(SymbolSize, Fit)> {
        let settled = self.steps.iter().filter_map(|step| match step {
            Step::Varying { make: Make::Symbol { settled, .. }, .. } => settled.as_ref(),
            _ => None,
        });
        settled.map(|settled| (settled.size, settled.fit)).collect()
    }

    /// The label of a record without its symbols. Nothing is encoded.
    ///
    /// # Errors
    /// What is wrong with the record: text that does not fit, characters that no font has, a code
    /// too long for the symbol.
    pub fn texts(&self, record: &Record, place: &dyn Fn() -> Place) -> Result<Scene, Vec<Diagnostic>> {
        self.lay(record, place, false)
    }

    /// A label for judges: its symbols, once their sizes are settled, hold `code` or, where that is
    /// too long, nothing; `own` says what else the label has of each element that varies.
    #[must_use]
    pub fn outline(&self, code: &Code, own: &dyn Fn(&Arc<str>) -> Vec<Item>) -> Scene {
        let layers = self.steps.iter().map(|step| match step {
            Step::Fixed(run) => Layer::Fixed(*run),
            Step::Varying { placing, make: Make::Symbol { wanted, ink, settled } } => {
                let drawn = settled.as_ref().and_then(|settled| {
                    let filled = self.symbol(code, placing, wanted, *ink, settled);
                    filled
                        .or_else(|_| self.symbol(&Code::Plain(PlainCode::new(b"")), placing, wanted, *ink, settled))
                        .ok()
                });
                Layer::Own(drawn.into_iter().collect())
            }
            Step::Varying { placing, .. } => Layer::Own(own(&placing.element.id)),
        });
        Scene { layers: layers.collect() }
    }

    /// The label of a record.
    ///
    /// # Errors
    /// As [`Plan::texts`] tells.
    pub fn scene(&self, record: &Record, place: &dyn Fn() -> Place) -> Result<Scene, Vec<Diagnostic>> {
        self.lay(record, place, true)
    }

    fn lay(&self, record: &Record, place: &dyn Fn() -> Place, draw: bool) -> Result<Scene, Vec<Diagnostic>> {
        let fields = Fields::new(record.fields.clone());
        let mut scene = Scene::default();
        let mut found = Vec::new();
        for step in &self.steps {
            match step {
                Step::Fixed(run) => scene.layers.push(Layer::Fixed(*run)),
                Step::Varying { placing, make } => match self.vary(placing, make, record, &fields, draw) {
                    Ok(items) => match scene.layers.last_mut() {
                        Some(Layer::Own(own)) => own.extend(items),
                        _ if items.is_empty() => {}
                        _ => scene.layers.push(Layer::Own(items)),
                    },
                    Err(error) => found.push(error.at(place()).about(&placing.element.id)),
                },
            }
        }
        if found.is_empty() { Ok(scene) } else { Err(found) }
    }

    fn vary(
        &self,
        placing: &Placing<'_>,
        make: &Make<'_>,
        record: &Record,
        fields: &Fields,
        draw: bool,
    ) -> Result<Vec<Item>, Diagnostic> {
        if !self.setting.holds(placing.element, fields)? {
            return Ok(Vec::new());
        }
        match make {
            Make::Ready(items) => Ok(items.clone()),
            Make::Text(prepared) => set_text(&self.setting, &self.stock, placing, prepared, fields),
            Make::Symbol { settled: None, .. } => Ok(Vec::new()),
            Make::Symbol { settled: Some(settled), .. } if !draw => {
                fits(&record.code, settled.size).map(|()| Vec::new()).map_err(too_long)
            }
            Make::Symbol { settled: Some(settled), ink, wanted } => {
                self.symbol(&record.code, placing, wanted, *ink, settled).map(|item| vec![item]).map_err(too_long)
            }
        }
    }

    /// The symbol of a code in its place.
    fn symbol(
        &self,
        code: &Code,
        placing: &Placing<'_>,
        wanted: &DataMatrix,
        ink: Id<Ink>,
        settled: &Settled,
    ) -> Result<Item, EncodeError> {
        let separator = wanted.separator.unwrap_or_else(|| self.setting.market.separator());
        let matrix = Encoder { separator }.encode(code, settled.size)?;
        let Settled { size, fit: Fit { module, .. }, origin } = *settled;
        let stand = Stand { origin, module, turn: placing.element.turn, ink };
        let symbol = Symbol::data_matrix(matrix, size, separator, stand);
        Ok(Item { part: placing.part.clone(), drawing: Drawing::Symbol(symbol) })
    }
}

fn too_long(error: EncodeError) -> Diagnostic {
    Diagnostic::error(rules::SYMBOL_DATA, error.in_words())
}
