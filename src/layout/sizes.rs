//! The sizes a symbol can have on a device: the designer's first question.

use crate::market::Market;
use crate::symbol::{Demands, Fit, Impossible, SymbolSize, fit};
use crate::units::{Dots, Length, Resolution};

/// The least symbol where neither template nor market says otherwise: 10 mm.
const SMALLEST: Length = Length::from_mm(10);
/// Least dots a module: fewer, and a dot more or less of ink spread decides.
const LEAST_DOTS: Dots = Dots(3);
/// The least module on artwork, 0.255 mm, the floor of the Russian recommendations.
pub const LEAST_MODULE: Length = Length::from_emu(9_180);

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct SizeQuestion<'a> {
    /// Rows and columns.
    pub symbol: SymbolSize,
    /// The market, whose smallest symbol counts.
    pub market: Option<&'a Market>,
    /// The device; `None` for press artwork.
    pub device: Option<Resolution>,
    /// Modules of quiet zone on each side.
    pub quiet: u32,
    /// The place it must fit into with its quiet zone, width and height.
    pub place: Option<(Length, Length)>,
    /// The size wished for its long side.
    pub wished: Option<Length>,
}

/// A size, and what is to be said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The size.
    pub fit: Fit,
    /// Whether it can be taken.
    pub verdict: Verdict,
}

/// Whether a size can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Smaller than the symbol must be.
    SymbolTooSmall(Length),
    /// A module smaller than the device prints surely.
    ModuleTooSmall(Length),
    /// It can be taken.
    Possible,
    /// The smallest that can be taken.
    Smallest,
    /// It does not fit the place with its quiet zone.
    TooLarge,
}

/// Most sizes listed above the smallest that is possible.
const LISTED: u32 = 3;

impl SizeQuestion<'_> {
    /// The demands behind the question.
    #[must_use]
    pub fn demands(&self) -> Demands {
        Demands {
            symbol: self.symbol,
            quiet: self.quiet,
            device: self.device,
            plate: None,
            smallest: smallest_symbol(None, self.market),
            place: self.place,
            wished: self.wished,
            module_min: least_module(self.device),
            module_max: None,
        }
    }

    /// The size that would be taken.
    ///
    /// # Errors
    /// The demands and the place leave no size.
    pub fn answer(&self) -> Result<Fit, Impossible> {
        fit(&self.demands())
    }

    /// The sizes about the smallest possible one, in whole dots of a printer: the one below it,
    /// itself, and those above it up to the first that is too large. On artwork the smallest,
    /// and the largest if there is a place.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let alone = Demands { place: None, ..self.demands() };
        let Ok(smallest) = fit(&alone) else { return Vec::new() };
        let Some(device) = self.device else {
            let mut list = vec![Choice { fit: smallest, verdict: self.verdict(smallest, smallest) }];
            list.extend(
                self.answer()
                    .ok()
                    .filter(|largest| *largest != smallest)
                    .map(|fit| Choice { fit, verdict: Verdict::Possible }),
            );
            return list;
        };
        let first = smallest.dots.map_or(1, |dots| dots.0);
        let at = |dots: u32| {
            let module = device.dot() * i64::from(dots);
            fit(&Demands {
                smallest: Length::ZERO,
                module_min: module,
                module_max: Some(module),
                wished: None,
                ..alone
            })
            .ok()
        };
        let fits = (first.saturating_sub(1).max(1)..=first + LISTED).filter_map(at);
        let mut list: Vec<Choice> = fits.map(|fit| Choice { fit, verdict: self.verdict(fit, smallest) }).collect();
        if let Some(first) = list.iter().position(|choice| choice.verdict == Verdict::TooLarge) {
            list.truncate(first + 1);
        }
        list
    }

    fn verdict(&self, fit: Fit, smallest: Fit) -> Verdict {
        let (least, demanded) = (least_module(self.device), smallest_symbol(None, self.market));
        let around = |side: Length| side + fit.quiet * 2;
        if fit.module < least {
            Verdict::ModuleTooSmall(least)
        } else if fit.width.max(fit.height) < demanded {
            Verdict::SymbolTooSmall(demanded)
        } else if self.place.is_some_and(|(width, height)| around(fit.width) > width || around(fit.height) > height) {
            Verdict::TooLarge
        } else if fit == smallest {
            Verdict::Smallest
        } else {
            Verdict::Possible
        }
    }
}

/// The smallest symbol: what the template wants, or else what the market demands, or else 10 mm.
/// Whether a template may want less than the market is judged by the rules of `check`.
pub(super) fn smallest_symbol(wanted: Option<Length>, market: Option<&Market>) -> Length {
    let by_market = market.and_then(|market| market.symbol.smallest()).map(|(length, _)| length);
    wanted.or(by_market).unwrap_or(SMALLEST)
}

/// The least module where a template does not say otherwise.
pub(super) fn least_module(device: Option<Resolution>) -> Length {
    device.map_or(LEAST_MODULE, |device| device.length(LEAST_DOTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(device: &str, place: Option<i64>) -> SizeQuestion<'static> {
        let side = |mm| (Length::from_mm(mm), Length::from_mm(mm));
        SizeQuestion {
            symbol: SymbolSize::new(36, 36).unwrap(),
            market: None,
            device: device.parse().ok(),
            quiet: 1,
            place: place.map(side),
            wished: None,
        }
    }

    #[test]
    fn a_carton_of_fourteen_millimetres_at_300_dpi() {
        let list = question("300", Some(14)).choices();
        let listed: Vec<(u32, String, Verdict)> =
            list.iter().map(|c| (c.fit.dots.unwrap().0, c.fit.width.to_string(), c.verdict)).collect();
        let least = Length::from_mm(10);
        assert_eq!(
            listed,
            [
                (3, "9.14 mm".into(), Verdict::SymbolTooSmall(least)),
                (4, "12.19 mm".into(), Verdict::Smallest),
                (5, "15.24 mm".into(), Verdict::TooLarge),
            ]
        );
        assert_eq!(question("203", Some(14)).answer().unwrap_err().next_larger.dots.unwrap().0, 3);
    }

    #[test]
    fn artwork_has_a_smallest_and_a_largest() {
        let list = question("artwork", Some(14)).choices();
        let widths: Vec<String> = list.iter().map(|c| format!("{:.3}", c.fit.width.to_mm())).collect();
        assert_eq!(widths, ["10.008", "13.248"]);
    }
}
