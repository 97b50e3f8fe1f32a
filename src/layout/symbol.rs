//! The symbol's size and place.

use super::area::{ElementArea, Over};
use super::rules;
use super::sizes::{least_module, smallest_symbol};
use crate::diagnostic::Diagnostic;
use crate::market::Market;
use crate::say;
use crate::scene::{Bounds, Point, Stock, Turn};
use crate::sentence::{Argument, InWords, count, length, name, sides};
use crate::symbol::{Demands, Fit, Limit, Shape, SymbolSize, fit};
use crate::template::DataMatrix;
use crate::units::{Length, Measure, Resolution};

/// A symbol's size, solved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled {
    pub(super) size: SymbolSize,
    pub(super) fit: Fit,
    pub(super) origin: Point,
}

/// The size in modules: the template's, the market's, or the smallest for the longest code.
pub(super) fn modules(
    wanted: &DataMatrix,
    market: &Market,
    longest: Option<usize>,
) -> Option<Result<SymbolSize, Diagnostic>> {
    let by_market = market.fixed_size(longest).filter(|size| size.shape() == wanted.shape);
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
pub(super) fn settle(
    wanted: &DataMatrix,
    size: SymbolSize,
    area: impl Fn(Length, Length) -> ElementArea,
    stock: &Stock,
    market: &Market,
) -> Result<Settled, Diagnostic> {
    let device = stock.page.device;
    let on = |measure: Option<Measure>| measure.and_then(|measure| measure.on(device));
    let place = wanted.place.and_then(|(width, height)| width.on(device).zip(height.on(device)));
    let bounds = place.map(|(width, height)| {
        let bounds = area(width, height).bounds();
        device.map_or(bounds, |device| bounds.inward(device))
    });
    let turned = turned(size, area(Length::ZERO, Length::ZERO).turn);
    let by_market = market.symbol.smallest();
    let demands = Demands {
        symbol: size,
        quiet: wanted.quiet,
        device,
        smallest: smallest_symbol(on(wanted.smallest), Some(market)),
        place: bounds.map(|b| if turned { (b.height(), b.width()) } else { (b.width(), b.height()) }),
        wished: on(wanted.wished),
        module_min: on(wanted.module_min).unwrap_or_else(|| least_module(device)),
        module_max: on(wanted.module_max),
    };
    let fit = fit(&demands).map_err(|impossible| {
        let (size, why) = (name(size.to_string()), impossible.in_words());
        let message = match device {
            Some(device) => say!("a {size} symbol cannot be printed here at {device}: {why}", size, device, why),
            None => say!("a {size} symbol cannot be printed here at artwork: {why}", size, why),
        };
        let by_law = matches!(impossible.lower, Limit::SmallestSymbol(least) if by_market.as_ref().is_some_and(|(length, _)| *length == least));
        let found = Diagnostic::error(rules::SYMBOL_SIZE, message);
        found.because(by_market.filter(|_| by_law).map(|(_, reference)| reference)).help(say!(
            "make the place larger, take another resolution, or lower “smallest” or “module_min” if the market allows it"
        ))
    })?;
    let (width, height) = if turned { (fit.height, fit.width) } else { (fit.width, fit.height) };
    let origin = match bounds {
        Some(bounds) => centred(bounds, width, height, device),
        None => {
            let whole = area(fit.width + fit.quiet * 2, fit.height + fit.quiet * 2).bounds();
            let snap = |length: Length| device.map_or(length, |device| device.snap(length));
            Point { x: snap(whole.left) + fit.quiet, y: snap(whole.top) + fit.quiet }
        }
    };
    let quiet = Bounds {
        left: origin.x - fit.quiet,
        top: origin.y - fit.quiet,
        right: origin.x + width + fit.quiet,
        bottom: origin.y + height + fit.quiet,
    };
    if let Some(over) = quiet.over(stock) {
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
    Ok(Settled { size, fit, origin })
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
