//! Linear barcodes: bars, bearers and text in their places.

use std::sync::Arc;

use super::area::{ElementArea, Over, Pin};
use super::bar_sizes::{SolvedBars, too_wide};
use super::rules;
use super::shaper::Shaper;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{
    Angle, Bounds, Drawing, Face, GlyphRun, Id, Ink, Item, Part, Path, Point, Quiet, Stand, Stock, Symbol, Symbology,
};
use crate::sentence::{InWords, name};
use crate::symbol::linear::{
    BEARER_MODULES, BEARER_OF_PLATES, Bars, Caption, GUARD_MODULES, LONGEST_GS1_128, LinearKind,
};
use crate::template::{Bearer, Engine, Fields, Phrase};
use crate::units::Length;

/// A linear barcode with all that does not depend on the record.
#[derive(Debug)]
pub(super) struct PreparedBars {
    pub(super) phrase: Phrase,
    pub(super) pin: Pin,
    pub(super) kind: LinearKind,
    pub(super) solved: SolvedBars,
    /// The width that it must fit into with its quiet zones.
    pub(super) width: Option<Length>,
    pub(super) bearer: Bearer,
    pub(super) text: Option<BarText>,
    pub(super) light_margin: bool,
    pub(super) ink: Id<Ink>,
}

/// How the text of a barcode is set.
#[derive(Debug)]
pub(super) struct BarText {
    pub(super) shaper: Arc<Shaper>,
    pub(super) face: Id<Face>,
    /// Its size; as the symbology has it if left out.
    pub(super) size: Option<Length>,
}

/// A digit is as wide as that many modules; the font size of ITF-14 and GS1-128 is at most 12 pt.
const DIGIT: i64 = 7;
const SMALL_DIGIT: i64 = 4;
const LARGEST_TEXT: Length = Length::from_emu(12 * 12_700);
/// How far text stands below bars that are no EAN or UPC (GS1 General Specifications, 4.14): at least 1 mm.
const TEXT_GAP: Length = Length::from_mm(1);

/// Sets a barcode of a record; what it says nothing for is not there.
pub(super) fn set_bars(
    engine: &Engine,
    stock: &Stock,
    part: &Arc<Part>,
    prepared: &PreparedBars,
    fields: &Fields,
) -> Result<Vec<Item>, Diagnostic> {
    let said = engine.say(&prepared.phrase, fields);
    let said = said.map_err(|error| Diagnostic::error(crate::template::rules::EXPRESSION, error.in_words()))?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let bars =
        Bars::encode(prepared.kind, &said).map_err(|error| Diagnostic::error(rules::SYMBOL_DATA, error.in_words()))?;
    let drawings = Setter::new(prepared, &bars, stock).drawings(stock)?;
    Ok(drawings.into_iter().map(|drawing| Item { part: part.clone(), drawing }).collect())
}

/// A barcode being set; places are from the top left corner of its box.
struct Setter<'a> {
    prepared: &'a PreparedBars,
    bars: &'a Bars,
    /// Widths of the left quiet zone and the bars.
    left: Length,
    long: Length,
    right: Length,
    /// Thickness of bearers, and whether they go around.
    bearer: Length,
    font_size: Length,
    digit: Length,
}

impl<'a> Setter<'a> {
    fn new(prepared: &'a PreparedBars, bars: &'a Bars, stock: &Stock) -> Self {
        let SolvedBars { x, unit, narrow, wide, .. } = prepared.solved;
        let (left, right) = prepared.kind.quiet();
        let long = unit * i64::from(bars.width(narrow, wide));
        let bearer = match (prepared.bearer, stock.page.device) {
            (Bearer::None, _) => Length::ZERO,
            (Bearer::Frame, None) => BEARER_OF_PLATES,
            (Bearer::Frame, Some(device)) => device.snap(BEARER_OF_PLATES),
            (Bearer::Bars, _) => x * BEARER_MODULES,
        };
        let mut setter = Self {
            prepared,
            bars,
            left: x * left,
            long,
            right: x * right,
            bearer,
            font_size: Length::ZERO,
            digit: Length::ZERO,
        };
        if let Some(text) = &prepared.text {
            let units = i64::from(text.shaper.face.units_per_em);
            let zero = text.shaper.face.nominal('0');
            let advance = zero.map_or(units, |zero| i64::from(text.shaper.face.advance(zero))).max(1);
            let by_module = (x * DIGIT).scale(units, advance);
            let is_ean = setter.is_ean();
            setter.font_size = text.size.unwrap_or(if is_ean { by_module } else { by_module.min(LARGEST_TEXT) });
            // How high a digit is, from the baseline to its top, in font units.
            let top = zero.and_then(|zero| text.shaper.face.extent(zero)).map_or(0.0, |[.., top]| top);
            setter.digit = setter.font_size.scale(top.ceil() as i64, units);
        }
        setter
    }

    fn is_ean(&self) -> bool {
        matches!(self.prepared.kind, LinearKind::Ean13 | LinearKind::Ean8 | LinearKind::UpcA)
    }

    /// How far a frame reaches beyond quiet zones.
    fn frame(&self) -> Length {
        if self.prepared.bearer == Bearer::Frame { self.bearer } else { Length::ZERO }
    }

    fn drawings(&self, stock: &Stock) -> Result<Vec<Drawing>, Diagnostic> {
        let SolvedBars { x, height, .. } = self.prepared.solved;
        let zones = self.left + self.long + self.right;
        if let Some(place) = self.prepared.width.filter(|place| zones > *place) {
            return Err(too_wide(self.prepared.kind, x, zones, place));
        }
        if self.prepared.kind == LinearKind::Gs1128 && zones > LONGEST_GS1_128 {
            let message = say!(
                "the GS1-128 with its quiet zones is {long} long; {most} is the most (GS1 General Specifications, 5.4.4.3)",
                long = zones,
                most = LONGEST_GS1_128
            );
            return Err(Diagnostic::error(rules::SYMBOL_SIZE, message)
                .help(say!("take a smaller “module”, or part the data into two symbols")));
        }
        let guards = if self.is_ean() { x * GUARD_MODULES } else { Length::ZERO };
        let bottom = self.bearer + height + self.bearer;
        let text = match &self.prepared.text {
            Some(_) => self.text_gap() + self.digit,
            None => Length::ZERO,
        };
        let (width, high) = (zones + self.frame() * 2, bottom + guards.max(text));
        let area = self.prepared.pin.area(width, high);
        let area = snapped(area, stock);
        if let Some(over) = area.bounds().over(&stock.page.bled(), stock) {
            return Err(off(self.prepared.kind, over));
        }
        let mut drawings = vec![self.symbol(&area, height, guards)?];
        drawings.extend(self.bearers(&area, height, zones));
        if let Some(text) = &self.prepared.text {
            let baseline = bottom + self.text_gap() + self.digit;
            let SolvedBars { narrow, wide, .. } = self.prepared.solved;
            let marks = if self.prepared.light_margin { self.bars.marks(narrow) } else { Vec::new() };
            for caption in self.bars.captions(narrow, wide).iter().chain(&marks) {
                drawings.push(self.caption(caption, text, &area, baseline, stock)?);
            }
        }
        Ok(drawings)
    }

    fn text_gap(&self) -> Length {
        if self.is_ean() { self.prepared.solved.x } else { TEXT_GAP }
    }

    /// A box of the barcode, from the first bar and the top of bars on, as it stands on the label.
    fn on_label(&self, area: &ElementArea, [left, top, right, bottom]: [Length; 4]) -> Bounds {
        let (x, y) = (self.frame() + self.left, self.bearer);
        area.bounds_of(x + left, y + top, x + right, y + bottom)
    }

    fn symbol(&self, area: &ElementArea, height: Length, guards: Length) -> Result<Drawing, Diagnostic> {
        let SolvedBars { x, unit, narrow, wide, reduction, .. } = self.prepared.solved;
        let bounds = self.on_label(area, [Length::ZERO, Length::ZERO, self.long, height + guards]);
        let origin = Point { x: bounds.left, y: bounds.top };
        let stand = Stand { origin, module: unit, reduction, turn: area.turn, ink: self.prepared.ink };
        let (left, right) = self.prepared.kind.quiet();
        let units = |modules: i64| u32::try_from(modules).unwrap_or(0).saturating_mul(narrow);
        let quiet = Quiet::beside(units(left), units(right));
        let dark = self.bars.modules(narrow, wide);
        let symbol = if guards > Length::ZERO {
            Symbol::guarded_bars((&dark, &self.bars.guards(narrow, wide)), (height, guards), quiet, stand)
        } else {
            Symbol::bars(&dark, height, quiet, stand)
        };
        let kind = Symbology::Linear { kind: self.prepared.kind, x, data: self.bars.text().into() };
        let symbol = symbol.ok_or_else(|| Diagnostic::internal("layout/bars.rs: a barcode without bars"))?;
        Ok(Drawing::Symbol(symbol.of_kind(kind)))
    }

    fn bearers(&self, area: &ElementArea, height: Length, zones: Length) -> Vec<Drawing> {
        let thick = self.bearer;
        if thick == Length::ZERO {
            return Vec::new();
        }
        let bars = [Length::ZERO, self.long];
        let around = [-(self.left + thick), zones - self.left + thick];
        let level = if self.prepared.bearer == Bearer::Frame { around } else { bars };
        let mut boxes = vec![[level[0], -thick, level[1], Length::ZERO], [level[0], height, level[1], height + thick]];
        if self.prepared.bearer == Bearer::Frame {
            boxes.push([around[0], Length::ZERO, around[0] + thick, height]);
            boxes.push([around[1] - thick, Length::ZERO, around[1], height]);
        }
        let draw = |area_of: [Length; 4]| {
            let bounds = self.on_label(area, area_of);
            let corner = Point { x: bounds.left, y: bounds.top };
            let segments = Path::rectangle(corner, bounds.width(), bounds.height(), Length::ZERO);
            Drawing::Path(Path { segments, fill: Some(self.prepared.ink), ..Path::default() })
        };
        boxes.into_iter().map(draw).collect()
    }

    fn caption(
        &self,
        caption: &Caption,
        text: &BarText,
        area: &ElementArea,
        baseline: Length,
        stock: &Stock,
    ) -> Result<Drawing, Diagnostic> {
        let unit = self.prepared.solved.unit;
        let glyphs = text.shaper.shape(&caption.text, true).map_err(|_| {
            let message = say!("the font of the text below the bars has not all of its characters");
            Diagnostic::error(rules::GLYPH, message).help(say!("take “mono”, or another font"))
        })?;
        let (from, to) = (unit * i64::from(caption.from), unit * i64::from(caption.to));
        let mut size = if caption.small { self.font_size.scale(SMALL_DIGIT, DIGIT) } else { self.font_size };
        let mut width = text.shaper.width(&glyphs, size, Length::ZERO);
        if text.size.is_none() && width > to - from && !caption.small && self.is_single() {
            size = size.scale((to - from).emu(), width.emu());
            width = text.shaper.width(&glyphs, size, Length::ZERO);
        }
        let x = self.frame() + self.left + (from + to - width) / 2;
        let origin = area.point(x, baseline);
        let snap = |length: Length| stock.page.device.map_or(length, |device| device.snap(length));
        let origin = Point { x: snap(origin.x), y: snap(origin.y) };
        let (face, text, ink) = (text.face, caption.text.as_str().into(), self.prepared.ink);
        let (letter_spacing, turn, angle) = (Length::ZERO, area.turn, Angle::NONE);
        Ok(Drawing::Text(GlyphRun { face, size, letter_spacing, origin, turn, angle, ink, text, glyphs }))
    }

    /// Whether its text is one line below all bars.
    fn is_single(&self) -> bool {
        !self.is_ean()
    }
}

/// A box moved so that its corner stands on whole dots of the head, or pixels of the plate.
fn snapped(area: ElementArea, stock: &Stock) -> ElementArea {
    let Some(grid) = stock.page.device.or(stock.blank.plate) else { return area };
    let Bounds { left, top, .. } = area.bounds();
    let pivot = Point { x: area.pivot.x + grid.snap(left) - left, y: area.pivot.y + grid.snap(top) - top };
    ElementArea { pivot, ..area }
}

fn off(kind: LinearKind, over: Over) -> Diagnostic {
    let kind = name(kind.to_string());
    let message = match over {
        Over::Edge(by) => say!("the {kind} with its quiet zones reaches {by} over the edge of the label", kind, by),
        Over::Unprintable(by) => say!(
            "the {kind} with its quiet zones reaches {by} into the strip that the printer cannot print on the outer labels of the sheet",
            kind,
            by
        ),
    };
    Diagnostic::error(rules::SYMBOL_PLACE, message).help(say!("move it inwards"))
}
