//! Linear barcodes: bars, bearers and text in their places.

use std::sync::Arc;

use super::area::{ElementArea, Over, Pin};
use super::bar_sizes::{AskedBars, SolvedBars, whole};
use super::rules;
use super::setting::said;
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
use crate::units::{Length, Resolution};

/// A linear barcode with all that does not depend on the record.
#[derive(Debug)]
pub(super) struct PreparedBars {
    pub(super) pin: Pin,
    pub(super) asked: AskedBars,
    pub(super) solved: SolvedBars,
    pub(super) bearer: Bearer,
    pub(super) text: Option<BarText>,
    pub(super) light_margin: bool,
    pub(super) ink: Id<Ink>,
}

/// The size of a linear barcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarcodeSize {
    /// Its element.
    pub element: Arc<str>,
    /// Its symbology.
    pub kind: LinearKind,
    /// The X-dimension: of ITF-14 that of a narrow bar.
    pub x: Length,
    /// The height of its bars, without longer guards.
    pub height: Length,
}

impl BarcodeSize {
    /// That of a barcode that is laid out; [`None`] of any other item.
    pub(super) fn drawn(item: &Item) -> Option<Self> {
        let Drawing::Symbol(symbol) = &item.drawing else { return None };
        let Symbology::Linear { kind, x, .. } = symbol.kind else { return None };
        let bars = symbol.bars_box();
        let height = if symbol.turn().swaps() { bars.width() } else { bars.height() };
        Some(Self { element: item.part.id.clone(), kind, x, height })
    }
}

/// The bearers of a barcode: as wished, or as what prints it asks for. Only ITF-14 has any.
pub(super) fn bearer(kind: LinearKind, wished: Option<Bearer>, device: Option<Resolution>) -> Bearer {
    match (kind, device) {
        (LinearKind::Itf14, Some(_)) => wished.unwrap_or(Bearer::Bars),
        (LinearKind::Itf14, None) => wished.unwrap_or(Bearer::Frame),
        _ => Bearer::None,
    }
}

impl PreparedBars {
    /// That of an element on every label.
    pub(super) fn size(&self, part: &Part) -> BarcodeSize {
        let SolvedBars { x, height, .. } = self.solved;
        BarcodeSize { element: part.id.clone(), kind: self.asked.kind, x, height }
    }
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

/// The digits that a text may have, and what GS1-128 has beside them.
const DIGITS: &str = "0123456789";
const OF_GS1_128: &str = "0123456789()";

/// What a barcode is beside the height of its bars: as much on every label.
pub(super) fn beside_bars(
    asked: &AskedBars,
    x: Length,
    bearer: Bearer,
    text: Option<&BarText>,
    stock: &Stock,
) -> Length {
    let is_ean = asked.kind.is_ean();
    let text = text.map_or(Length::ZERO, |text| {
        let letters = if asked.kind == LinearKind::Gs1128 { OF_GS1_128 } else { DIGITS };
        let (_, up, down) = lettering(text, x, is_ean, letters);
        text_gap(is_ean, x) + up + down
    });
    let text = stock.grid().map_or(text, |grid| whole(text, grid.dot()));
    bearer_of(bearer, x, stock) * 2 + guards(is_ean, x).max(text)
}

/// The thickness of bearers.
pub(super) fn bearer_of(bearer: Bearer, x: Length, stock: &Stock) -> Length {
    match (bearer, stock.grid()) {
        (Bearer::None, _) => Length::ZERO,
        (Bearer::Frame, None) => BEARER_OF_PLATES,
        (Bearer::Frame, Some(grid)) => grid.snap(BEARER_OF_PLATES),
        (Bearer::Bars, _) => x * BEARER_MODULES,
    }
}

/// How far guards go below the other bars.
fn guards(is_ean: bool, x: Length) -> Length {
    if is_ean { x * GUARD_MODULES } else { Length::ZERO }
}

fn text_gap(is_ean: bool, x: Length) -> Length {
    if is_ean { x } else { TEXT_GAP }
}

/// The size of a text, and how far these letters of it reach above and below the baseline.
fn lettering(text: &BarText, x: Length, is_ean: bool, letters: &str) -> (Length, Length, Length) {
    let face = &text.shaper.face;
    let units = i64::from(face.units_per_em);
    let advance = face.nominal('0').map_or(units, |zero| i64::from(face.advance(zero))).max(1);
    let by_module = (x * DIGIT).scale(units, advance);
    let size = text.size.unwrap_or(if is_ean { by_module } else { by_module.min(LARGEST_TEXT) });
    // Parentheses go further than digits.
    let extents = letters.chars().filter_map(|letter| face.extent(face.nominal(letter)?));
    let (up, down) = extents.fold((0.0_f32, 0.0_f32), |(up, down), [_, low, _, high]| (up.max(high), down.max(-low)));
    (size, size.scale(up.ceil() as i64, units), size.scale(down.ceil() as i64, units))
}

/// Sets a barcode of a record.
pub(super) fn set_bars(
    engine: &Engine,
    stock: &Stock,
    part: &Arc<Part>,
    (phrase, prepared): (&Phrase, &PreparedBars),
    fields: Fields<'_>,
) -> Result<Vec<Item>, Diagnostic> {
    let said = said(engine, phrase, fields)?;
    bars(stock, part, prepared, &said).map(|set| set.items)
}

/// A barcode that was set.
pub(super) struct SetBars {
    pub(super) items: Vec<Item>,
    /// Width and height of its box.
    pub(super) size: (Length, Length),
    pub(super) solved: SolvedBars,
}

/// Sets a barcode that says this.
pub(super) fn bars(
    stock: &Stock,
    part: &Arc<Part>,
    prepared: &PreparedBars,
    said: &str,
) -> Result<SetBars, Diagnostic> {
    let bars = Bars::encode(prepared.asked.kind, said)
        .map_err(|error| Diagnostic::error(rules::SYMBOL_DATA, error.in_words()))?;
    let setter = Setter::new(prepared, &bars, stock)?;
    let drawings = setter.drawings(stock)?;
    let items = drawings.into_iter().map(|drawing| Item { part: part.clone(), drawing }).collect();
    Ok(SetBars { items, size: setter.size(stock), solved: setter.solved })
}

/// A barcode being set; places are from the top left corner of its box.
struct Setter<'a> {
    prepared: &'a PreparedBars,
    solved: SolvedBars,
    bars: &'a Bars,
    /// Widths of the left quiet zone and the bars.
    left: Length,
    long: Length,
    right: Length,
    /// Thickness of bearers, and whether they go around.
    bearer: Length,
    font_size: Length,
    /// How far the text reaches above and below its baseline.
    up: Length,
    down: Length,
}

impl<'a> Setter<'a> {
    fn new(prepared: &'a PreparedBars, bars: &'a Bars, stock: &Stock) -> Result<Self, Diagnostic> {
        // How long a GS1-128 is, only its data tells.
        let solved = match (prepared.asked.kind, prepared.asked.width) {
            (LinearKind::Gs1128, Some(_)) => {
                AskedBars { modules: Some(i64::from(bars.width(1, 1))), ..prepared.asked }.solve()?
            }
            _ => prepared.solved,
        };
        let SolvedBars { x, unit, narrow, wide, .. } = solved;
        let (left, right) = bars.kind().quiet();
        let long = unit * i64::from(bars.width(narrow, wide));
        let bearer = bearer_of(prepared.bearer, x, stock);
        let mut setter = Self {
            prepared,
            solved,
            bars,
            left: x * left,
            long,
            right: x * right,
            bearer,
            font_size: Length::ZERO,
            up: Length::ZERO,
            down: Length::ZERO,
        };
        if let Some(text) = &prepared.text {
            (setter.font_size, setter.up, setter.down) = lettering(text, x, bars.kind().is_ean(), bars.text());
        }
        Ok(setter)
    }

    /// How far a frame reaches beyond quiet zones.
    fn frame(&self) -> Length {
        if self.prepared.bearer == Bearer::Frame { self.bearer } else { Length::ZERO }
    }

    /// How wide the bars are with their quiet zones.
    fn zones(&self) -> Length {
        self.left + self.long + self.right
    }

    /// How far guards go below the other bars.
    fn guards(&self) -> Length {
        guards(self.bars.kind().is_ean(), self.solved.x)
    }

    /// The width and height of its box.
    fn size(&self, stock: &Stock) -> (Length, Length) {
        let text = match &self.prepared.text {
            Some(_) => self.text_gap() + self.up + self.down,
            None => Length::ZERO,
        };
        // Whole dots, so that bars stand on them whichever end of the box is the top.
        let text = stock.grid().map_or(text, |grid| whole(text, grid.dot()));
        (self.zones() + self.frame() * 2, self.bearer * 2 + self.solved.height + self.guards().max(text))
    }

    fn drawings(&self, stock: &Stock) -> Result<Vec<Drawing>, Diagnostic> {
        let SolvedBars { height, narrow, wide, .. } = self.solved;
        let zones = self.zones();
        if self.bars.kind() == LinearKind::Gs1128 && zones > LONGEST_GS1_128 {
            let message = say!(
                "the GS1-128 with its quiet zones is {long} long; {most} is the most (GS1 General Specifications, 5.4.4.3)",
                long = zones,
                most = LONGEST_GS1_128
            );
            return Err(Diagnostic::error(rules::SYMBOL_SIZE, message)
                .help(say!("take a smaller “module”, or part the data into two symbols")));
        }
        let guards = self.guards();
        let (width, high) = self.size(stock);
        let area = self.prepared.pin.area(width, high);
        let area = snapped(area, stock);
        if let Some(over) = area.bounds().over(&stock.page.bled(), stock) {
            return Err(off(self.bars.kind(), over));
        }
        let mut drawings = vec![self.symbol(&area, height, guards)?];
        drawings.extend(self.bearers(&area, height, zones));
        if let Some(text) = &self.prepared.text {
            let baseline = self.bearer + height + self.bearer + self.text_gap() + self.up;
            let marks = if self.prepared.light_margin { self.bars.marks(narrow) } else { Vec::new() };
            for caption in self.bars.captions(narrow, wide).iter().chain(&marks) {
                drawings.push(self.caption(caption, text, &area, baseline, stock)?);
            }
        }
        Ok(drawings)
    }

    fn text_gap(&self) -> Length {
        text_gap(self.bars.kind().is_ean(), self.solved.x)
    }

    /// A box of the barcode, from the first bar and the top of bars on, as it stands on the label.
    fn on_label(&self, area: &ElementArea, [left, top, right, bottom]: [Length; 4]) -> Bounds {
        let (x, y) = (self.frame() + self.left, self.bearer);
        area.bounds_of(x + left, y + top, x + right, y + bottom)
    }

    fn symbol(&self, area: &ElementArea, height: Length, guards: Length) -> Result<Drawing, Diagnostic> {
        let SolvedBars { x, unit, narrow, wide, reduction, .. } = self.solved;
        let bounds = self.on_label(area, [Length::ZERO, Length::ZERO, self.long, height + guards]);
        let origin = Point { x: bounds.left, y: bounds.top };
        let stand = Stand { origin, module: unit, reduction, turn: area.turn, ink: self.prepared.ink };
        let (left, right) = self.bars.kind().quiet();
        let units = |modules: i64| u32::try_from(modules).unwrap_or(0).saturating_mul(narrow);
        let quiet = Quiet::beside(units(left), units(right));
        let dark = self.bars.modules(narrow, wide);
        let symbol = if guards > Length::ZERO {
            Symbol::guarded_bars((&dark, &self.bars.guards(narrow, wide)), (height, guards), quiet, stand)
        } else {
            Symbol::bars(&dark, height, quiet, stand)
        };
        let kind = Symbology::Linear { kind: self.bars.kind(), x, data: self.bars.text().into() };
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
            // They share the corners, so that no seam is seen there.
            boxes.push([around[0], -thick, around[0] + thick, height + thick]);
            boxes.push([around[1] - thick, -thick, around[1], height + thick]);
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
        let unit = self.solved.unit;
        let glyphs = text.shaper.shape(&caption.text, true).map_err(|_| {
            let message = say!("the font of the text below the bars has not all of its characters");
            Diagnostic::error(rules::GLYPH, message).help(say!("take “mono”, or another font"))
        })?;
        let (from, to) = (unit * i64::from(caption.from), unit * i64::from(caption.to));
        let mut size = if caption.small { self.font_size.scale(SMALL_DIGIT, DIGIT) } else { self.font_size };
        let mut width = text.shaper.width(&glyphs, size, Length::ZERO);
        if text.size.is_none() && width > to - from && !caption.small && !self.bars.kind().is_ean() {
            size = size.scale((to - from).emu(), width.emu());
            width = text.shaper.width(&glyphs, size, Length::ZERO);
        }
        // The tips of light margin marks lie on the outer edges of the zones.
        let edges = glyphs.first().and_then(|glyph| text.shaper.face.extent(glyph.id));
        let along = |edge: f32| size.scale(edge.round() as i64, i64::from(text.shaper.face.units_per_em));
        let at = match (caption.text.as_str(), edges) {
            ("<", Some([left, ..])) => from - along(left),
            (">", Some([.., right, _])) => to - along(right),
            _ => (from + to - width) / 2,
        };
        let x = self.frame() + self.left + at;
        let origin = area.point(x, baseline);
        let snap = |length: Length| stock.page.device.map_or(length, |device| device.snap(length));
        let origin = Point { x: snap(origin.x), y: snap(origin.y) };
        let (face, text, ink) = (text.face, caption.text.as_str().into(), self.prepared.ink);
        let (letter_spacing, turn, angle) = (Length::ZERO, area.turn, Angle::NONE);
        Ok(Drawing::Text(GlyphRun { face, size, letter_spacing, origin, turn, angle, ink, text, glyphs }))
    }
}

/// A box moved so that its corner stands on whole dots of the head, or pixels of the plate.
fn snapped(area: ElementArea, stock: &Stock) -> ElementArea {
    let Some(grid) = stock.grid() else { return area };
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
