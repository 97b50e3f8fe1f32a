//! QR symbols in their places.

use std::sync::Arc;

use super::area::Pin;
use super::bar_sizes::STEP;
use super::rules;
use super::setting::said;
use super::symbol::reduction;
use crate::diagnostic::Diagnostic;
use crate::gs1::{Code, ElementString};
use crate::say;
use crate::scene::{Bounds, Drawing, Id, Ink, Item, Part, Point, Quiet, Stand, Stock, Symbol, Symbology};
use crate::sentence::{InWords, length};
use crate::symbol::qr::{self as encoder, QrLevel};
use crate::template::{Engine, Fields, Phrase};
use crate::units::{Length, Resolution};

/// A QR symbol with all that does not depend on the record.
#[derive(Debug)]
pub(super) struct PreparedQr {
    pub(super) pin: Pin,
    pub(super) level: QrLevel,
    pub(super) gs1: bool,
    pub(super) module: Option<Length>,
    pub(super) width: Option<Length>,
    pub(super) reduce: Length,
    pub(super) ink: Id<Ink>,
}

/// The module where none is wished: the least of GS1 for a Digital Link at points of sale.
const USUAL: Length = Length::from_micrometres(396);
/// The least module: what a device prints surely, or on artwork 0.25 mm.
const LEAST: Length = Length::from_micrometres(250);
const LEAST_DOTS: i64 = 3;

/// Sets a QR symbol of a record.
pub(super) fn set_qr(
    engine: &Engine,
    stock: &Stock,
    part: &Arc<Part>,
    (phrase, prepared): (&Phrase, &PreparedQr),
    fields: Fields<'_>,
) -> Result<Vec<Item>, Diagnostic> {
    let said = said(engine, phrase, fields)?;
    let symbol = qr(stock, prepared, &said)?;
    Ok(vec![Item { part: part.clone(), drawing: Drawing::Symbol(symbol) }])
}

/// The symbol that says this.
pub(super) fn qr(stock: &Stock, prepared: &PreparedQr, said: &str) -> Result<Symbol, Diagnostic> {
    let wrong = |error: crate::sentence::Sentence| Diagnostic::error(rules::SYMBOL_DATA, error);
    let data = if prepared.gs1 {
        Code::Gs1(ElementString::parse(said).map_err(|error| wrong(error.in_words()))?).message().to_vec()
    } else {
        said.as_bytes().to_vec()
    };
    let matrix = encoder::encode(&data, prepared.level, prepared.gs1).map_err(|error| wrong(error.in_words()))?;
    let grid = stock.grid();
    let module = module(prepared, i64::from(matrix.columns()) + 2 * encoder::QUIET, grid)?;
    let reduction = reduction(prepared.reduce, module, grid)?;
    let (side, zone) = (module * i64::from(matrix.columns()), module * encoder::QUIET);
    let whole = prepared.pin.area(side + zone * 2, side + zone * 2).bounds();
    let snap = |length: Length| grid.map_or(length, |grid| grid.snap(length));
    let origin = Point { x: snap(whole.left) + zone, y: snap(whole.top) + zone };
    let bounds = Bounds { left: origin.x, top: origin.y, right: origin.x + side, bottom: origin.y + side }.grown(zone);
    if bounds.over(&stock.page.bled(), stock).is_some() {
        let message = say!("the QR symbol with its quiet zone does not stand whole on the label");
        let help = say!(
            "it is {side} wide at {module} a module, its quiet zone {zone} on each side",
            side,
            module = length(module, 3),
            zone
        );
        return Err(Diagnostic::error(rules::SYMBOL_PLACE, message).help(help));
    }
    let stand = Stand { origin, module, reduction, turn: prepared.pin.turn, ink: prepared.ink };
    let quiet = Quiet::all(u32::try_from(encoder::QUIET).unwrap_or(4));
    let kind = Symbology::Qr { gs1: prepared.gs1, data: said.into() };
    Ok(Symbol::grid(matrix, quiet, stand).of_kind(kind))
}

/// The module: as wished, or the largest that the place holds.
fn module(prepared: &PreparedQr, modules: i64, grid: Option<Resolution>) -> Result<Length, Diagnostic> {
    let step = grid.map_or(STEP, Resolution::dot);
    let steps = |length: Length| length.emu().div_euclid(step.emu().max(1));
    let least = grid.map_or(steps(LEAST), |_| LEAST_DOTS.max(steps(LEAST))).max(1);
    let fits = |steps: i64| prepared.width.is_none_or(|width| step * steps * modules <= width);
    let wish = match (prepared.module, prepared.width) {
        (Some(module), _) => steps(module + step / 2).max(1),
        (None, Some(width)) => steps(width / modules).max(least),
        (None, None) => steps(USUAL + step / 2).max(least),
    };
    if fits(wish) {
        return Ok(step * wish);
    }
    let message = say!(
        "the QR symbol with its quiet zone is {needs} wide at a module of {module}, and its place is {place}",
        needs = step * wish * modules,
        module = length(step * wish, 3),
        place = prepared.width.unwrap_or_default()
    );
    let help = say!("make the place larger, shorten the data, or take a lower “level”");
    Err(Diagnostic::error(rules::SYMBOL_SIZE, message).help(help))
}
