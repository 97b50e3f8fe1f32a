//! The module-size solver: how large the modules of a symbol are on a device.
//!
//! A printer draws whole dots. A 36×36 symbol on 8 dots/mm is 9.00 mm wide with 2 dots a
//! module and 13.50 mm with 3, and nothing between. The solver picks the whole number of dots,
//! or says which demands cannot meet and what would be possible.

use super::{Reduction, SymbolSize};
use crate::say;
use crate::sentence::{Argument, InWords, Sentence, errors_in_words, length, shown_in_words, sides};
use crate::units::{Dots, Length, Resolution};

/// What is asked of a symbol.
#[derive(Clone, Copy, Debug)]
pub struct Demands {
    /// Rows and columns.
    pub symbol: SymbolSize,
    /// Modules of quiet zone on each side; they count to the box, not to the symbol.
    pub quiet: u32,
    /// The device; `None` for press artwork, which has no dots.
    pub device: Option<Resolution>,
    /// The plate of press artwork: modules are whole pixels of it, micrometres without one.
    pub plate: Option<Resolution>,
    /// The smallest symbol without quiet zone; of a rectangle, its long side.
    pub smallest: Length,
    /// The place it must fit into with its quiet zone, width and height.
    pub place: Option<(Length, Length)>,
    /// The size wished for the long side without quiet zone.
    pub wished: Option<Length>,
    /// The smallest module.
    pub module_min: Length,
    /// The largest module.
    pub module_max: Option<Length>,
}

/// A size the device can draw and every demand allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Dots a module; `None` on press artwork.
    pub dots: Option<Dots>,
    /// Length of a module (the X-dimension).
    pub module: Length,
    /// Width of the symbol without quiet zone.
    pub width: Length,
    /// Height of the symbol without quiet zone.
    pub height: Length,
    /// Width of the quiet zone on each side.
    pub quiet: Length,
    /// What is taken off the width of dark areas.
    pub reduction: Reduction,
}

/// Which demand sets a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The smallest symbol.
    SmallestSymbol(Length),
    /// The smallest module.
    SmallestModule(Length),
    /// The largest module.
    LargestModule(Length),
    /// The place it must fit into.
    Place(Length, Length),
}

impl InWords for Limit {
    fn in_words(&self) -> Sentence {
        match *self {
            Limit::SmallestSymbol(least) => say!("the symbol must be at least {least}", least),
            Limit::SmallestModule(least) => say!("a module must be at least {least}", least = length(least, 3)),
            Limit::LargestModule(most) => say!("a module may be at most {most}", most = length(most, 3)),
            Limit::Place(width, height) => {
                say!("the place, quiet zone included, is {place}", place = sides(width, height))
            }
        }
    }
}

/// Two demands that cannot both be met, with the sizes on either side of the gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The demand from below.
    pub lower: Limit,
    /// The demand from above.
    pub upper: Limit,
    /// The smallest size that the demands from below allow.
    pub next_larger: Fit,
    /// The largest size that the demands from above allow, if any.
    pub next_smaller: Option<Fit>,
}

/// Solves the demands. With a wish, the nearest size; with a place and no wish, the largest
/// that fits; else the smallest that is allowed.
///
/// # Errors
/// The bounds from below and from above leave nothing between them.
pub fn fit(demands: &Demands) -> Result<Fit, Impossible> {
    let step = demands.device.or(demands.plate).map_or(Length::from_emu(36), Resolution::dot);
    let long_side = i64::from(demands.symbol.rows().max(demands.symbol.columns()));
    let (least, lower) = lower_bound(demands, step, long_side);
    let upper = upper_bound(demands, step);
    let steps = match upper {
        Some((most, limit)) if most < least => {
            let next_smaller = (most > 0).then(|| at(demands, step, most));
            return Err(Impossible { lower, upper: limit, next_larger: at(demands, step, least), next_smaller });
        }
        _ => {
            let most = upper.map(|(most, _)| most);
            let wished = demands.wished.map(|wished| nearest(wished, step * long_side));
            match (wished, most) {
                (Some(wished), most) => wished.clamp(least, most.unwrap_or(i64::MAX)),
                (None, Some(most)) if demands.place.is_some() => most,
                (None, _) => least,
            }
        }
    };
    Ok(at(demands, step, steps))
}

/// The fewest steps (dots, or micrometres on artwork) a module may have, and what asks for it.
fn lower_bound(demands: &Demands, step: Length, long_side: i64) -> (i64, Limit) {
    let by_module = ceiling(demands.module_min, step).max(1);
    let by_symbol = ceiling(demands.smallest, step * long_side);
    if by_symbol > by_module {
        (by_symbol, Limit::SmallestSymbol(demands.smallest))
    } else {
        (by_module, Limit::SmallestModule(demands.module_min))
    }
}

/// The most steps a module may have, and what asks for it.
fn upper_bound(demands: &Demands, step: Length) -> Option<(i64, Limit)> {
    let by_module = demands.module_max.map(|most| (floor(most, step), Limit::LargestModule(most)));
    let by_place = demands.place.map(|(width, height)| {
        let across = |modules: u32| step * i64::from(modules + 2 * demands.quiet);
        let steps = floor(width, across(demands.symbol.columns())).min(floor(height, across(demands.symbol.rows())));
        (steps, Limit::Place(width, height))
    });
    [by_module, by_place].into_iter().flatten().min_by_key(|(steps, _)| *steps)
}

fn at(demands: &Demands, step: Length, steps: i64) -> Fit {
    let module = step * steps;
    Fit {
        dots: demands.device.map(|_| Dots(u32::try_from(steps).unwrap_or(u32::MAX))),
        module,
        width: module * i64::from(demands.symbol.columns()),
        height: module * i64::from(demands.symbol.rows()),
        quiet: module * i64::from(demands.quiet),
        reduction: Reduction::NONE,
    }
}

fn floor(length: Length, unit: Length) -> i64 {
    length.emu().div_euclid(unit.emu().max(1))
}

fn ceiling(length: Length, unit: Length) -> i64 {
    floor(length + unit - Length::from_emu(1), unit)
}

fn nearest(length: Length, unit: Length) -> i64 {
    floor(length + unit / 2, unit)
}

impl Fit {
    /// Its size as it stands in a sentence: a side, or both of a rectangle.
    fn size(&self) -> Argument {
        if self.width == self.height { self.width.into() } else { sides(self.width, self.height) }
    }

    /// Its module as it stands in a sentence: in dots, or on artwork as a length.
    fn pitch(&self) -> Argument {
        self.dots.map_or_else(|| length(self.module, 3), Argument::from)
    }

    /// Both of its sides with the quiet zone, as they stand in a sentence.
    fn with_quiet_zone(&self) -> Argument {
        sides(self.width + self.quiet * 2, self.height + self.quiet * 2)
    }
}

impl InWords for Fit {
    /// `12.19 mm at 4 dots a module` or `12.19 mm at 0.339 mm a module`; a rectangle with both sides.
    fn in_words(&self) -> Sentence {
        say!("{size} at {module} a module", size = self.size(), module = self.pitch())
    }
}

shown_in_words!(Fit);

impl InWords for Impossible {
    fn in_words(&self) -> Sentence {
        let Self { lower, upper, next_larger, next_smaller } = self;
        let (lower, upper) = (lower.in_words(), upper.in_words());
        let (larger, pitch, whole) = (next_larger.size(), next_larger.pitch(), next_larger.with_quiet_zone());
        match next_smaller {
            Some(symbol) => say!(
                "{lower}, but {upper}: the symbol is {size} at {module} a module, the next size up is {larger} at {pitch} a module and takes {whole} with its quiet zone",
                lower,
                upper,
                size = symbol.size(),
                module = symbol.pitch(),
                larger,
                pitch,
                whole
            ),
            None => say!(
                "{lower}, but {upper}: the next size up is {larger} at {pitch} a module and takes {whole} with its quiet zone",
                lower,
                upper,
                larger,
                pitch,
                whole
            ),
        }
    }
}

errors_in_words!(Impossible);

#[cfg(test)]
mod tests {
    use super::*;

    fn demands(modules: u32, device: &str) -> Demands {
        Demands {
            symbol: SymbolSize::new(modules, modules).unwrap(),
            quiet: 1,
            device: Some(device.parse().unwrap()),
            plate: None,
            smallest: Length::from_mm(10),
            place: None,
            wished: None,
            module_min: Length::ZERO,
            module_max: None,
        }
    }

    fn mm(fit: Fit) -> (u32, String, String) {
        let with_quiet = fit.width + fit.quiet * 2;
        (fit.dots.unwrap().0, format!("{:.3}", fit.width.to_mm()), format!("{:.3}", with_quiet.to_mm()))
    }

    /// Sizes worked out apart from this program: modules, head, dots a module, symbol, symbol
    /// with quiet zone, for symbols of at least 10 mm.
    #[test]
    fn smallest_symbols_of_at_least_ten_millimetres() {
        let table = [
            (32, "203", 3, "12.000", "12.750"),
            (36, "203", 3, "13.500", "14.250"),
            (40, "203", 2, "10.000", "10.500"),
            (44, "203", 2, "11.000", "11.500"),
            (48, "203", 2, "12.000", "12.500"),
            (52, "203", 2, "13.000", "13.500"),
            (32, "300", 4, "10.837", "11.515"),
            (36, "300", 4, "12.192", "12.869"),
            (40, "300", 4, "13.547", "14.224"),
            (44, "300", 3, "11.176", "11.684"),
            (48, "300", 3, "12.192", "12.700"),
            (52, "300", 3, "13.208", "13.716"),
            (32, "600", 8, "10.837", "11.515"),
            (36, "600", 7, "10.668", "11.261"),
            (44, "600", 6, "11.176", "11.684"),
            (48, "600", 5, "10.160", "10.583"),
            (52, "600", 5, "11.007", "11.430"),
        ];
        for (modules, head, dots, symbol, with_quiet) in table {
            let found = if (modules, head) == (40, "300") {
                // 3 dots would be 10.16 mm with a module of 0.254 mm: below 0.255 mm.
                fit(&Demands { module_min: Length::from_emu(9180), ..demands(modules, head) })
            } else {
                fit(&demands(modules, head))
            };
            assert_eq!(mm(found.unwrap()), (dots, symbol.into(), with_quiet.into()), "{modules} at {head}");
        }
    }

    /// The same with three dots and 0.255 mm a module at the least.
    #[test]
    fn all_three_rules_together() {
        let table = [
            (32, "203", 3, "12.000"),
            (40, "203", 3, "15.000"),
            (44, "203", 3, "16.500"),
            (52, "203", 3, "19.500"),
            (36, "300", 4, "12.192"),
            (44, "300", 4, "14.901"),
            (52, "300", 4, "17.611"),
            (36, "600", 7, "10.668"),
            (40, "600", 7, "11.853"),
            (48, "600", 7, "14.224"),
            (52, "600", 7, "15.409"),
        ];
        for (modules, head, dots, symbol) in table {
            let base = demands(modules, head);
            let three_dots = base.device.unwrap().length(Dots(3));
            let found = fit(&Demands { module_min: three_dots.max(Length::from_emu(9180)), ..base }).unwrap();
            assert_eq!((found.dots.unwrap().0, format!("{:.3}", found.width.to_mm())), (dots, symbol.into()));
        }
    }

    #[test]
    fn the_impossible_is_explained_with_what_is_possible() {
        let place = Some((Length::from_mm(12), Length::from_mm(12)));
        let error = fit(&Demands { place, ..demands(36, "203") }).unwrap_err();
        assert_eq!(error.next_smaller.unwrap().to_string(), "9.00 mm at 2 dots a module");
        assert_eq!(error.next_larger.to_string(), "13.50 mm at 3 dots a module");
        assert!(error.to_string().contains("14.25"), "{error}");
    }

    #[test]
    fn a_place_is_filled_and_a_wish_is_met_nearby() {
        let place = Some((Length::from_emu(513_000), Length::from_emu(513_000)));
        let dots = |device, wished| fit(&Demands { place, wished, ..demands(36, device) }).unwrap().dots.unwrap().0;
        assert_eq!(["203", "300", "600"].map(|device| dots(device, None)), [3, 4, 8]);
        assert_eq!(dots("600", Some(Length::from_mm(11))), 7);
        assert_eq!(dots("600", Some(Length::from_mm(90))), 8);
    }

    #[test]
    fn artwork_has_whole_micrometres() {
        let found = fit(&Demands { device: None, wished: Some(Length::from_mm(14)), ..demands(36, "300") }).unwrap();
        assert_eq!((found.dots, found.module.emu()), (None, 14_004)); // 0.389 mm
        // Pixels of a plate of 2400 dpi have 381 EMU: 37 of them are the nearest.
        let plate = Some(Resolution::from_dpi(2400).unwrap());
        let wished = Some(Length::from_mm(14));
        let found = fit(&Demands { device: None, plate, wished, ..demands(36, "300") }).unwrap();
        assert_eq!((found.dots, found.module.emu()), (None, 14_097));
    }

    #[test]
    fn a_rectangle_is_measured_along_its_long_side() {
        let symbol = SymbolSize::new(16, 48).unwrap();
        let found = fit(&Demands { symbol, ..demands(36, "300") }).unwrap();
        assert_eq!(mm(found), (3, "12.192".into(), "12.700".into()));
        assert_eq!(found.height, Length::from_emu(3 * 3048 * 16));
    }
}
