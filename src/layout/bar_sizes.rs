//! The X-dimension of a linear barcode: what its use wishes, its place holds and the device can draw.

use super::rules;
use super::symbol::reduction;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{length, name};
use crate::symbol::linear::{LinearKind, LinearSizes, sizes};
use crate::symbol::{Application, Reduction};
use crate::units::{Length, Resolution};

/// What is asked of the bars, resolved on their device.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskedBars {
    pub(super) kind: LinearKind,
    /// Modules of its bars, where they are known: of GS1-128 they are another number in each record.
    pub(super) modules: Option<i64>,
    pub(super) application: Option<Application>,
    /// The X-dimension wished for.
    pub(super) module: Option<Length>,
    /// The width to fit into with quiet zones.
    pub(super) width: Option<Length>,
    pub(super) height: Option<Length>,
    pub(super) reduce: Length,
    pub(super) device: Option<Resolution>,
    /// The dots of the device, or the pixels of the plate.
    pub(super) grid: Option<Resolution>,
}

/// The sizes of bars, solved.
#[derive(Clone, Copy, Debug)]
pub(super) struct SolvedBars {
    /// The X-dimension: of ITF-14 that of a narrow bar.
    pub(super) x: Length,
    /// A unit of the drawing, of which a module or narrow bar has `narrow` and a wide bar `wide`.
    pub(super) unit: Length,
    pub(super) narrow: u32,
    pub(super) wide: u32,
    pub(super) height: Length,
    pub(super) reduction: Reduction,
}

/// Of uses that are not told: points of sale for EAN and UPC, and all that is not scanned in distribution for others.
const EAN: [Length; 3] = [Length::from_micrometres(264), Length::from_micrometres(330), Length::from_micrometres(660)];
const OTHER: [Length; 3] =
    [Length::from_micrometres(250), Length::from_micrometres(495), Length::from_micrometres(1_016)];
/// Heights where the use is not told, or its table says none: of EAN at 0.330 mm.
const EAN_HEIGHT: Length = Length::from_micrometres(22_850);
const EAN_8_HEIGHT: Length = Length::from_micrometres(18_230);
const OTHER_HEIGHT: Length = Length::from_micrometres(31_750);

/// A micrometre, the step of artwork without a plate.
pub(super) const STEP: Length = Length::from_micrometres(1);

impl AskedBars {
    /// Solves them.
    pub(super) fn solve(&self) -> Result<SolvedBars, Diagnostic> {
        let step = self.grid.map_or(STEP, Resolution::dot);
        let table = self.application.and_then(|application| sizes(self.kind, application));
        let [least, target, most] = table.map_or(if self.kind.is_ean() { EAN } else { OTHER }, |table| table.x);
        let steps = |length: Length| length.emu().div_euclid(step.emu().max(1));
        let least = steps(least + step - Length::from_emu(1)).max(if self.device.is_some() { 2 } else { 1 });
        let most = self.module.map_or(steps(most), |module| steps(module + step / 2).max(steps(most)));
        let fits = |x: &i64| self.long(*x, step).zip(self.width).is_none_or(|(long, width)| long <= width);
        let nearest = |wish: Length| steps(wish + step / 2);
        let wished = self.module.map(|module| nearest(module).max(1));
        let largest = |most: i64| (least..=most.max(least)).rev().find(fits);
        let x = match (wished, self.width.filter(|_| self.modules.is_some() || self.is_itf())) {
            (Some(wished), _) => Some(wished).filter(fits),
            (None, Some(_)) => largest(most),
            (None, None) => Some(nearest(target).clamp(least, most.max(least))),
        };
        let Some(x) = x else {
            let fitting = wished.and_then(largest);
            return Err(self.too_wide(wished.unwrap_or(least), fitting, step));
        };
        let (unit, narrow, wide) = self.units(x, step);
        let x = unit * i64::from(narrow);
        // What a table asks for is the least, and so is rounded up.
        let height = match (self.height, self.grid) {
            (Some(height), None) => height,
            (None, None) => self.usual_height(table.as_ref(), x),
            (Some(height), Some(grid)) => grid.snap(height),
            (None, Some(_)) => whole(self.usual_height(table.as_ref(), x), step),
        };
        if height <= Length::ZERO {
            return Err(Diagnostic::error(rules::SYMBOL_SIZE, say!("bars need a height above zero")));
        }
        Ok(SolvedBars { x, unit, narrow, wide, height, reduction: reduction(self.reduce, x, self.grid)? })
    }

    fn is_itf(&self) -> bool {
        self.kind == LinearKind::Itf14
    }

    /// The unit of an X-dimension of so many steps. Wide bars of ITF-14 are 2.5 narrow ones, or what whole dots come
    /// nearest to that: 2.25 to 3 are allowed (GS1 General Specifications, 5.3.2).
    fn units(&self, x: i64, step: Length) -> (Length, u32, u32) {
        let narrow = u32::try_from(x).unwrap_or(u32::MAX);
        match (self.is_itf(), self.grid) {
            (true, Some(_)) => (step, narrow, (narrow.saturating_mul(5)).div_ceil(2)),
            (true, None) => (step * x / 2, 2, 5),
            (false, _) => (step * x, 1, 1),
        }
    }

    /// How long it is with its quiet zones, where all symbols of the kind are as long.
    fn long(&self, x: i64, step: Length) -> Option<Length> {
        let (unit, narrow, wide) = self.units(x, step);
        let (left, right) = self.kind.quiet();
        let bars = match self.modules {
            Some(modules) => unit * modules * i64::from(narrow),
            // Start, 14 digits of three narrow and two wide elements, stop.
            None if self.is_itf() => unit * (48 * i64::from(narrow) + 29 * i64::from(wide)),
            None => return None,
        };
        Some(bars + unit * i64::from(narrow) * (left + right))
    }

    fn usual_height(&self, table: Option<&LinearSizes>, x: Length) -> Length {
        let nominal = |height: Length| height.scale(x.emu(), EAN[1].emu());
        table.and_then(|table| table.height_at(x)).unwrap_or(match self.kind {
            LinearKind::Ean13 | LinearKind::UpcA => nominal(EAN_HEIGHT),
            LinearKind::Ean8 => nominal(EAN_8_HEIGHT),
            LinearKind::Itf14 | LinearKind::Gs1128 => OTHER_HEIGHT,
        })
    }

    /// That the place is too narrow for a module of so many steps; another may fit.
    fn too_wide(&self, x: i64, fitting: Option<i64>, step: Length) -> Diagnostic {
        let needs = self.long(x, step).unwrap_or_default();
        let module = |steps: i64| {
            let (unit, narrow, _) = self.units(steps, step);
            length(unit * i64::from(narrow), 3)
        };
        let message = say!(
            "the {kind} with its quiet zones is {needs} wide at a module of {x}, and its place is {place}",
            kind = name(self.kind.to_string()),
            needs,
            x = module(x),
            place = self.width.unwrap_or_default()
        );
        Diagnostic::error(rules::SYMBOL_SIZE, message).help(match fitting {
            Some(fitting) => say!("a module of {x} fits; or make the place wider", x = module(fitting)),
            None => say!("make the place {needs} wide; no smaller module can be printed, or is allowed", needs),
        })
    }
}

/// A length, taken up to a whole number of steps.
pub(super) fn whole(length: Length, step: Length) -> Length {
    let step = step.emu().max(1);
    Length::from_emu((length.emu() + step - 1).div_euclid(step) * step)
}
