//! The symbol's size and place.

use super::area::{Over, Pin};
use super::rules;
use crate::diagnostic::Diagnostic;
use crate::market::{FixedSize, Reference};
use crate::say;
use crate::scene::{Bounds, Id, Ink, Point, Stock, Turn};
use crate::sentence::{Argument, InWords, count, length, name, sides};
use crate::symbol::{Demands, Fit, Limit, Reduction, Separator, Shape, SymbolSize, fit};
use crate::units::{Length, Resolution};

/// A symbol's size, solved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    pub(super) size: SymbolSize,
    pub(super) fit: Fit,
    pub(super) origin: Point,
    /// What its patch is painted with, if it has one: no ink at all.
    pub(super) patch: Option<Id<Ink>>,
}

/// What is wanted of a symbol, resolved on its device and with what its market says.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) pin: Pin,
    /// The box it must fit into with its quiet zone.
    pub(super) place: Option<(Length, Length)>,
    /// The size wished for its long side.
    pub(super) wished: Option<Length>,
    /// Rows and columns, when fixed by the template.
    pub(super) modules: Option<SymbolSize>,
    /// Rows and columns of the market's codes.
    pub(super) by_market: Option<FixedSize>,
    pub(super) shape: Shape,
    pub(super) separator: Separator,
    /// The smallest long side.
    pub(super) smallest: Length,
    /// The smallest one the market demands, and where.
    pub(super) demanded: Option<(Length, Reference)>,
    pub(super) module_min: Length,
    pub(super) module_max: Option<Length>,
    /// Modules of quiet zone on each side.
    pub(super) quiet: u32,
    /// What is taken off the width of its dark areas.
    pub(super) reduce: Length,
    /// Whether it is knocked out of its ground; where the ground asks for it if left out.
    pub(super) patch: Option<bool>,
    pub(super) ink: Id<Ink>,
}

impl Settled {
    /// The symbol with its quiet zone.
    pub(super) fn zone(&self, wanted: &Wanted) -> Bounds {
        let Fit { width, height, quiet, module, .. } = self.fit;
        let (width, height) = if turned(self.size, wanted.pin.turn) { (height, width) } else { (width, height) };
        let Point { x, y } = self.origin;
        Bounds { left: x, top: y, right: x + width, bottom: y + height }.grown(quiet.max(module))
    }
}

/// The size in modules: the template's, the market's, or the smallest for the longest code.
pub(super) fn modules(wanted: &Wanted, longest: Option<usize>) -> Option<Result<SymbolSize, Diagnostic>> {
    let by_market = wanted.by_market.and_then(|fixed| fixed.of(longest)).filter(|size| size.shape() == wanted.shape);
    match (wanted.modules.or(by_market), longest) {
        (Some(size), _) => Some(Ok(size)),
        (None, Some(longest)) => Some(SymbolSize::for_codewords(longest, wanted.shape).ok_or_else(|| {
            let needed = count(longest);
            match wanted.shape {
                Shape::Square => Diagnostic::error(
                    rules::SYMBOL_DATA,
                    say!(
                        "no square of ISO/IEC 16022 holds the longest code, which needs {needed} codeword"
                            | "no square of ISO/IEC 16022 holds the longest code, which needs {needed} codewords",
                        needed
                    ),
                ),
                Shape::Rectangle => Diagnostic::error(
                    rules::SYMBOL_DATA,
                    say!(
                        "no rectangle of ISO/IEC 16022 holds the longest code, which needs {needed} codeword"
                            | "no rectangle of ISO/IEC 16022 holds the longest code, which needs {needed} codewords",
                        needed
                    ),
                )
                .help(say!("rectangles hold up to 49 codewords; take a square")),
            }
        })),
        (None, None) => None,
    }
}

/// Solves size and place of a symbol.
pub(super) fn settle(wanted: &Wanted, size: SymbolSize, stock: &Stock) -> Result<Settled, Diagnostic> {
    let (device, pin) = (stock.page.device, wanted.pin);
    let grid = stock.grid();
    let bounds = wanted.place.map(|(width, height)| {
        let bounds = pin.area(width, height).bounds();
        grid.map_or(bounds, |grid| bounds.inward(grid))
    });
    let turned = turned(size, pin.turn);
    let demands = Demands {
        symbol: size,
        quiet: wanted.quiet,
        device,
        plate: stock.blank.plate,
        smallest: wanted.smallest,
        place: bounds.map(|b| if turned { (b.height(), b.width()) } else { (b.width(), b.height()) }),
        wished: wanted.wished,
        module_min: wanted.module_min,
        module_max: wanted.module_max,
    };
    let fit = fit(&demands).map_err(|impossible| {
        let (size, why) = (name(size.to_string()), impossible.in_words());
        let message = match device {
            Some(device) => say!("a {size} symbol cannot be printed here at {device}: {why}", size, device, why),
            None => say!("a {size} symbol cannot be printed here at artwork: {why}", size, why),
        };
        let by_law = wanted.demanded.as_ref().filter(|(demanded, _)| impossible.lower == Limit::SmallestSymbol(*demanded));
        let found = Diagnostic::error(rules::SYMBOL_SIZE, message);
        found.because(by_law.map(|(_, reference)| reference.clone())).help(say!(
            "make the place larger, take another resolution, or lower “smallest” or “module_min” if the market allows it"
        ))
    })?;
    let fit = Fit { reduction: reduction(wanted.reduce, fit.module, grid)?, ..fit };
    let (width, height) = if turned { (fit.height, fit.width) } else { (fit.width, fit.height) };
    let origin = match bounds {
        Some(bounds) => centred(bounds, width, height, grid),
        None => {
            let whole = pin.area(fit.width + fit.quiet * 2, fit.height + fit.quiet * 2).bounds();
            let snap = |length: Length| grid.map_or(length, |grid| grid.snap(length));
            Point { x: snap(whole.left) + fit.quiet, y: snap(whole.top) + fit.quiet }
        }
    };
    let quiet = Bounds {
        left: origin.x - fit.quiet,
        top: origin.y - fit.quiet,
        right: origin.x + width + fit.quiet,
        bottom: origin.y + height + fit.quiet,
    };
    if let Some(over) = quiet.over(&stock.page.trim(), stock) {
        let message = match over {
            Over::Edge(by) => say!("the symbol with its quiet zone reaches {by} over the edge of the label", by),
            Over::Unprintable(by) => say!(
                "the symbol with its quiet zone reaches {by} into the strip that the printer cannot print on the outer labels of the sheet",
                by
            ),
        };
        let square = fit.width == fit.height;
        return Err(Diagnostic::error(rules::SYMBOL_PLACE, message).help(say!(
            "the symbol is {size} at {module} a module, its quiet zone {quiet} on each side",
            size = if square { fit.width.into() } else { sides(fit.width, fit.height) },
            module = fit.dots.map_or_else(|| length(fit.module, 3), Argument::from),
            quiet = fit.quiet
        )));
    }
    Ok(Settled { size, fit, origin, patch: None })
}

/// What is taken off dark areas, in whole dots of the head or pixels of the plate.
pub(super) fn reduction(wish: Length, module: Length, grid: Option<Resolution>) -> Result<Reduction, Diagnostic> {
    let step = grid.map_or(Length::from_emu(1), Resolution::dot);
    let reduction = Reduction::in_steps(wish, step);
    let whole = reduction.whole();
    let wrong = if whole == Length::ZERO && wish > Length::ZERO {
        say!(
            "“reduce” is {wish}, and the least that can be taken off is {step}",
            wish = length(wish, 3),
            step = length(step, 3)
        )
    } else if whole * 2 >= module && whole > Length::ZERO {
        say!(
            "“reduce” is {whole}, which is not less than half a module of {module}",
            whole = length(whole, 3),
            module = length(module, 3)
        )
    } else {
        return Ok(reduction);
    };
    Err(Diagnostic::error(rules::SYMBOL_SIZE, wrong))
}

fn turned(size: SymbolSize, turn: Turn) -> bool {
    turn.swaps() && size.rows() != size.columns()
}

/// Where a symbol stands in the middle of its place, on whole dots.
fn centred(bounds: Bounds, width: Length, height: Length, device: Option<Resolution>) -> Point {
    let middle = |from: Length, room: Length, size: Length| {
        let slack = (room - size) / 2;
        from + device.map_or(slack, |device| device.length(device.whole_dots_in(slack)))
    };
    Point { x: middle(bounds.left, bounds.width(), width), y: middle(bounds.top, bounds.height(), height) }
}
