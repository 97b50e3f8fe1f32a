//! A template made ready for its records.

use std::sync::{Arc, OnceLock};

use super::bars::{BarcodeSize, set_bars};
use super::gallery::Shown;
use super::lines::set_text;
use super::margin::SheetMargin;
use super::prepare::prepare;
use super::qr::set_qr;
use super::rules;
use super::setting::{Setting, holds};
use super::stamp::Stamp;
use super::steps::{Make, Step, Varying};
use super::surround::surround;
use super::symbol::{Settled, Wanted, modules, settle};
use crate::diagnostic::{Diagnostic, Place};
use crate::gs1::{Code, PlainCode};
use crate::scene::{Drawing, Id, Ink, Item, Layer, Part, Path, Point, Process, Scene, Stand, Stock, Symbol};
use crate::sentence::InWords;
use crate::source::Record;
use crate::symbol::{EncodeError, Encoder, Fit, SymbolSize, fits};
use crate::template::{Engine, Fields, Numbers};
use crate::units::Length;

/// A template resolved for a device, a market and what is the same for every record: every length is a
/// length there, what is fixed is laid out, and what varies needs nothing but the record. It owns all
/// that it is made of.
#[derive(Debug)]
pub struct Plan {
    engine: Arc<Engine>,
    stock: Stock,
    steps: Vec<Step>,
    margin: Option<SheetMargin>,
    /// The largest numbers that labels may have.
    most: Numbers,
    stamp: Stamp,
    /// The stamp in its place, found when the first label needs it.
    stamped: OnceLock<Result<Vec<Item>, Diagnostic>>,
}

impl Plan {
    /// Resolves a template.
    ///
    /// # Errors
    /// Everything that is wrong with its fixed parts: fonts, pictures, text that does not fit.
    pub fn new(setting: Setting<'_>) -> Result<Self, Vec<Diagnostic>> {
        Self::showing(setting, &Shown::default())
    }

    /// Resolves a template whose records show these pictures.
    ///
    /// # Errors
    /// As [`Plan::new`]; pictures of records that cannot be used are told with the records.
    pub fn showing(setting: Setting<'_>, shown: &Shown) -> Result<Self, Vec<Diagnostic>> {
        let (stock, steps, margin) = prepare(setting, shown)?;
        let Setting { template, market, constants, .. } = setting;
        let stamp = Stamp::new(market, constants, Place::File(template.source.name.as_str().into()));
        let (engine, most) = (template.engine.clone(), alone(1, &stock));
        Ok(Self { engine, stock, steps, margin, most, stamp, stamped: OnceLock::new() })
    }

    /// Lets labels have numbers up to these: texts are judged by the widest of them. Without it a label is
    /// judged as the only one.
    pub fn number(&mut self, most: Numbers) {
        self.most = most;
    }

    /// The pictures that its records show, by the element that shows them.
    pub fn shown(&self) -> impl Iterator<Item = (&Arc<str>, &String)> {
        self.steps.iter().flat_map(|step| {
            let of_record = match step {
                Step::Varying(varying) => match &varying.make {
                    Make::Picture(of) => Some((&varying.part.id, of)),
                    _ => None,
                },
                Step::Fixed(_) => None,
            };
            of_record.into_iter().flat_map(|(element, of)| of.drawn.keys().map(move |name| (element, name)))
        })
    }

    /// What all labels share.
    #[must_use]
    pub fn stock(&self) -> &Stock {
        &self.stock
    }

    /// What stands in the margins of its sheets.
    #[must_use]
    pub fn margin(&self) -> Option<&SheetMargin> {
        self.margin.as_ref()
    }

    /// Solves the size of the symbols, once the longest code of the batch is known (in
    /// codewords; [`None`] before the batch is read, when only fixed sizes can be solved).
    ///
    /// # Errors
    /// A symbol that cannot be printed.
    pub fn settle(&mut self, longest: Option<usize>) -> Result<(), Vec<Diagnostic>> {
        let mut found = Vec::new();
        self.stamped = OnceLock::new();
        self.stock.patched.clear();
        for step in &mut self.steps {
            let Step::Varying(varying) = step else { continue };
            let Varying { part, make: Make::Symbol(wanted, settled), .. } = &mut **varying else { continue };
            let Some(size) = modules(wanted, longest) else { continue };
            match size.and_then(|size| settle(wanted, size, &self.stock)) {
                Ok(solved) => {
                    let patch = (wanted.patch == Some(true)).then(|| bare(&mut self.stock));
                    *settled = Some(Settled { patch, ..solved });
                }
                Err(error) => found.push(error.at(part.place.clone()).about(&part.id)),
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// Whether the ground decides of some symbol that it is knocked out of it.
    #[must_use]
    pub fn asks_for_its_ground(&self) -> bool {
        let is_open = |step: &Step| match step {
            Step::Varying(varying) => match &varying.make {
                Make::Symbol(wanted, settled) => {
                    wanted.patch.is_none() && settled.is_some() && *self.stock.ink(wanted.ink) == Ink::BLACK
                }
                _ => false,
            },
            Step::Fixed(_) => false,
        };
        self.stock.page.device.is_none() && self.steps.iter().any(is_open)
    }

    /// Knocks symbols with their quiet zones out of what lies below, where the template leaves that to the ground.
    pub fn knock_out(&mut self, symbols: Vec<Arc<Part>>) {
        for step in &mut self.steps {
            let Step::Varying(varying) = step else { continue };
            let Varying { part, make: Make::Symbol(wanted, Some(settled)), .. } = &mut **varying else { continue };
            if wanted.patch.is_none() && symbols.iter().any(|symbol| Arc::ptr_eq(symbol, part)) {
                settled.patch = Some(bare(&mut self.stock));
                self.stock.patched.push(part.clone());
            }
        }
    }

    /// Surrounds each label, which stands alone on its page, with marks for whoever prints, cuts and folds it, and
    /// with a line below that names the job. All of it stands beyond the bleed, on every plate (the separation All).
    ///
    /// # Errors
    /// The line cannot be written in the font that comes along.
    pub fn surround(&mut self, has_marks: bool, slug: Option<&str>) -> Result<(), Diagnostic> {
        surround(&mut self.stock, has_marks, slug)
    }

    /// Lets labels have codes that no goods have ([`Code::is_example`]): the stock comes to hold what these are
    /// stamped with. Without it they are not made.
    ///
    /// # Errors
    /// The font that comes along is broken.
    pub fn admit_examples(&mut self) -> Result<(), Diagnostic> {
        self.stamped = OnceLock::new();
        self.stamp.equip(&mut self.stock.resources)
    }

    /// What labels of codes that no goods have say beside all else: that they are samples. It stands in one place
    /// on all of them, and is asked for once such codes are admitted and the symbols are settled.
    ///
    /// # Errors
    /// There is no room for it beside the symbols.
    pub fn stamp(&self) -> Result<&[Item], Diagnostic> {
        let placed = self.stamped.get_or_init(|| self.stamp.placed(&self.engine, &self.stock, &self.steps));
        placed.as_deref().map_err(Clone::clone)
    }

    /// The sizes of the symbols, in modules and on the device, for the summary.
    #[must_use]
    pub fn symbols(&self) -> Vec<(SymbolSize, Fit)> {
        let settled = self.steps.iter().filter_map(|step| match step {
            Step::Varying(varying) => match &varying.make {
                Make::Symbol(_, settled) => settled.as_ref(),
                _ => None,
            },
            Step::Fixed(_) => None,
        });
        settled.map(|settled| (settled.size, settled.fit)).collect()
    }

    /// The linear barcodes and their sizes, for the summary: what all labels share first. A GS1-128 that is fitted
    /// into a width has another size on each label, and is told as it wishes to be.
    #[must_use]
    pub fn barcodes(&self) -> Vec<BarcodeSize> {
        let fixed = self.stock.fixed.iter().flat_map(|(_, run)| run.iter().filter_map(BarcodeSize::drawn));
        let varying = self.steps.iter().filter_map(|step| match step {
            Step::Varying(varying) => Some(varying),
            Step::Fixed(_) => None,
        });
        let varying = varying.flat_map(|varying| match &varying.make {
            Make::Bars(_, prepared) => vec![prepared.size(&varying.part)],
            Make::Ready(items) => items.iter().filter_map(BarcodeSize::drawn).collect(),
            _ => Vec::new(),
        });
        fixed.chain(varying).collect()
    }

    /// The label of a record without its symbols, with the widest numbers that labels may have; what is
    /// drawn only by some number is drawn. Nothing is encoded.
    ///
    /// # Errors
    /// What is wrong with the record: text that does not fit, characters that no font has, a code
    /// too long for the symbol.
    pub fn texts(&self, record: &Record, place: &dyn Fn() -> Place) -> Result<Scene, Vec<Diagnostic>> {
        self.lay(record, place, Depth::Judged)
    }

    /// The same without the pictures that differ from record to record: of a record that stands in for
    /// real ones, and has none.
    ///
    /// # Errors
    /// As [`Plan::texts`].
    pub fn wording(&self, record: &Record) -> Result<Scene, Vec<Diagnostic>> {
        self.lay(record, &|| Place::Nowhere, Depth::Worded)
    }

    /// All that a label may have of art, whatever its conditions, and its symbols; no text that varies.
    #[must_use]
    pub fn art(&self, code: &Code) -> Scene {
        self.outline(code, &[], &|id| {
            let ready = self.steps.iter().filter_map(|step| match step {
                Step::Varying(varying) if Arc::ptr_eq(&varying.part.id, id) => match &varying.make {
                    Make::Ready(items) => Some(items.clone()),
                    Make::Picture(of) => Some(of.drawn.values().flatten().flatten().cloned().collect()),
                    _ => None,
                },
                _ => None,
            });
            ready.flatten().collect()
        })
    }

    /// A label for judges: its symbols, once their sizes are settled, hold `code` or, where that is
    /// too long, nothing; `own` says what else the label has of each element that varies, and `stamp` is what
    /// it has of [`Plan::stamp`].
    #[must_use]
    pub fn outline(&self, code: &Code, stamp: &[Item], own: &dyn Fn(&Arc<str>) -> Vec<Item>) -> Scene {
        let layers = self.steps.iter().map(|step| match step {
            Step::Fixed(run) => Layer::Fixed(*run),
            Step::Varying(varying) => Layer::Own(match &varying.make {
                Make::Symbol(wanted, settled) => {
                    let symbol = |code: &Code, settled: &Settled| symbol(code, &varying.part, wanted, settled);
                    let drawn = settled.as_ref().and_then(|settled| {
                        symbol(code, settled).or_else(|_| symbol(&Code::Plain(PlainCode::new(b"")), settled)).ok()
                    });
                    drawn.unwrap_or_default()
                }
                _ => own(&varying.part.id),
            }),
        });
        let stamp = (!stamp.is_empty()).then(|| Layer::Own(stamp.to_vec()));
        Scene { layers: layers.chain(stamp).collect() }
    }

    /// The label of a record that is printed alone.
    ///
    /// # Errors
    /// As [`Plan::texts`] tells; the code is an example, and as [`Plan::stamp`].
    pub fn scene(&self, record: &Record, place: &dyn Fn() -> Place) -> Result<Scene, Vec<Diagnostic>> {
        self.numbered(record, alone(record.row, &self.stock), place)
    }

    /// The label of a record with its numbers in a job.
    ///
    /// # Errors
    /// As [`Plan::scene`].
    pub fn numbered(
        &self,
        record: &Record,
        numbers: Numbers,
        place: &dyn Fn() -> Place,
    ) -> Result<Scene, Vec<Diagnostic>> {
        self.lay(record, place, Depth::Drawn(numbers))
    }

    /// Draws a label with its numbers, or lays out its texts with the widest.
    fn lay(&self, record: &Record, place: &dyn Fn() -> Place, depth: Depth) -> Result<Scene, Vec<Diagnostic>> {
        let numbers = if let Depth::Drawn(numbers) = depth { numbers } else { self.most };
        let fields = Fields::numbered(&record.fields, numbers);
        let mut scene = Scene::default();
        let mut found = Vec::new();
        for step in &self.steps {
            match step {
                Step::Fixed(run) => scene.layers.push(Layer::Fixed(*run)),
                Step::Varying(varying) => match self.vary(varying, record, fields, depth) {
                    Ok(items) => scene.add(items),
                    Err(error) => found.push(error.at(place()).about(&varying.part.id)),
                },
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        if matches!(depth, Depth::Drawn(_)) && record.code.is_example() {
            scene.add(self.stamp().map_err(|error| vec![error])?.to_vec());
        }
        Ok(scene)
    }

    fn vary(
        &self,
        varying: &Varying,
        record: &Record,
        fields: Fields<'_>,
        depth: Depth,
    ) -> Result<Vec<Item>, Diagnostic> {
        let draw = matches!(depth, Depth::Drawn(_));
        let Varying { part, when, counts, make } = varying;
        let is_of_record = |name: &&str| record.field(name).is_some();
        // Which labels have it is not known before all rows are read, so each is judged with it.
        let is_judged_anyway = !draw && !counts.iter().all(is_of_record);
        if !is_judged_anyway && !holds(&self.engine, when.as_ref(), fields)? {
            return Ok(Vec::new());
        }
        match make {
            Make::Text(prepared) if !draw && !prepared.counts.iter().all(is_of_record) => {
                let widest = Fields::numbered(&record.fields, self.most.widest(prepared.digits));
                set_text(&self.engine, &self.stock, part, prepared, widest)
            }
            Make::Ready(items) => Ok(items.clone()),
            Make::Picture(_) if matches!(depth, Depth::Worded) => Ok(Vec::new()),
            Make::Picture(of) => of.items(&self.engine, record),
            Make::Text(prepared) => set_text(&self.engine, &self.stock, part, prepared, fields),
            Make::Bars(phrase, prepared) => set_bars(&self.engine, &self.stock, part, (phrase, prepared), fields),
            Make::Qr(phrase, prepared) => set_qr(&self.engine, &self.stock, part, (phrase, prepared), fields),
            Make::Symbol(wanted, Some(settled)) if draw => {
                symbol(&record.code, part, wanted, settled).map_err(too_long)
            }
            Make::Symbol(_, Some(settled)) => fits(&record.code, settled.size).map(|()| Vec::new()).map_err(too_long),
            Make::Symbol(_, None) if draw => {
                Err(Diagnostic::internal("layout: a symbol is drawn before it is settled"))
            }
            Make::Symbol(_, None) => Ok(Vec::new()),
        }
    }
}

/// How much of a label is laid out.
#[derive(Clone, Copy)]
enum Depth {
    /// All, with its numbers.
    Drawn(Numbers),
    /// All but its symbols, with the widest numbers.
    Judged,
    /// Of that all but the pictures that records show.
    Worded,
}

/// The symbol of a code in its place, on its patch if it has one.
fn symbol(code: &Code, part: &Arc<Part>, wanted: &Wanted, settled: &Settled) -> Result<Vec<Item>, EncodeError> {
    let Wanted { separator, pin, ink, .. } = *wanted;
    let Settled { size, fit: Fit { module, reduction, .. }, origin, patch } = *settled;
    let matrix = Encoder { separator }.encode(code, size)?;
    let stand = Stand { origin, module, reduction, turn: pin.turn, ink };
    let symbol = Symbol::data_matrix(matrix, size, separator, stand);
    let patch = patch.map(|ink| {
        let zone = settled.zone(wanted);
        let corner = Point { x: zone.left, y: zone.top };
        let segments = Path::rectangle(corner, zone.width(), zone.height(), Length::ZERO);
        Drawing::Path(Path { segments, fill: Some(ink), ..Path::default() })
    });
    let drawings = patch.into_iter().chain([Drawing::Symbol(symbol)]);
    Ok(drawings.map(|drawing| Item { part: part.clone(), drawing }).collect())
}

/// The ink of what stays bare.
fn bare(stock: &mut Stock) -> Id<Ink> {
    stock.resources.inks.id_of(Ink::Process(Process::NONE))
}

/// The numbers of a label that is printed alone.
fn alone(row: u32, stock: &Stock) -> Numbers {
    Numbers::alone(row, stock.page.sheet.is_some().then(|| stock.slot(0).place as u64 + 1))
}

fn too_long(error: EncodeError) -> Diagnostic {
    Diagnostic::error(rules::SYMBOL_DATA, error.in_words())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::Market;
    use crate::template::Template;
    use crate::world::Folder;

    fn plan(element: &str) -> Result<Plan, Vec<String>> {
        let label = "market = 'uz-pharma'\n[label]\nwidth = '40 mm'\nheight = '30 mm'\ndevice = 'artwork'\n";
        let template =
            Template::parse("t.toml", format!("{label}[[element]]\nid = 'e'\ny = '1 mm'\n{element}")).unwrap();
        let market = Market::load(&template.market).unwrap();
        let (folder, device) = (Folder::of(std::path::Path::new(".")), template.device);
        let setting =
            Setting { template: &template, folder: &folder, device, market: &market, constants: &[], free: None };
        Plan::new(setting).map_err(|found| found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_plan_outlives_what_it_is_made_of() {
        fn is_kept<T: Send + Sync + 'static>(_: &T) {}
        is_kept(&plan("type = 'text'\nx = '1 mm'\nsize = '8 pt'\ntext = '{{ gtin }}'").unwrap());
    }

    #[test]
    fn a_place_in_dots_is_none_on_artwork() {
        for rest in ["type = 'text'\nsize = '8 pt'\ntext = '{{ gtin }}'", "type = 'text'\nsize = '8 pt'\ntext = 'A'"] {
            let found = plan(&format!("x = '9 dots'\n{rest}")).unwrap_err();
            assert!(found.len() == 1 && found[0].contains("DEV01"), "{found:?}");
        }
        for rest in ["type = 'datamatrix'", "type = 'window'\nwidth = '9 mm'\nheight = '9 mm'"] {
            let found = plan(&format!("x = '9 dots'\n{rest}")).unwrap_err();
            assert!(found.len() == 1 && found[0].contains("DEV01"), "{found:?}");
        }
    }

    #[test]
    fn a_symbol_without_a_size_is_no_label() {
        let market = Market::load("uz-pharma").unwrap();
        let code = market.worst_code().unwrap();
        let record = Record::of_code(1, code, &market, &[]);
        let found = plan("type = 'datamatrix'\nx = '1 mm'").unwrap().scene(&record, &|| Place::Nowhere).unwrap_err();
        assert_eq!(found.iter().map(|found| found.rule.code).collect::<Vec<_>>(), ["INT01"]);
    }
}
