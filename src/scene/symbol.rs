//! A symbol in its place.

use std::sync::Arc;

use super::{Bounds, Id, Ink, Point, Turn};
use crate::symbol::{Along, LinearKind, Matrix, Reduction, Separator, SymbolSize};
use crate::units::Length;

/// A barcode symbol: a grid of square modules, or a row of bars. Rows, columns and sides are those on
/// the label, after turning.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// What only some need to know of it.
    pub kind: Symbology,
    stand: Stand,
    modules: Matrix,
    rows: Rows,
    quiet: Quiet,
}

/// How high the rows of a symbol are before turning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    /// Each as high as a module is wide.
    Grid,
    /// Bars in a row.
    Bars(Length),
    /// Bars, and in a second row what of them goes on below.
    Guarded(Length, Length),
}

/// Where a symbol stands, how large and in which ink.
#[derive(Clone, Copy, Debug)]
pub struct Stand {
    /// Top left corner on the label, without quiet zone.
    pub origin: Point,
    /// Width of a module.
    pub module: Length,
    /// What is taken off the width of its dark areas.
    pub reduction: Reduction,
    /// How the symbol is turned.
    pub turn: Turn,
    /// The ink.
    pub ink: Id<Ink>,
}

/// What kind of symbol it is, for printers that encode by themselves and for acts that name a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Symbology {
    /// Data Matrix.
    DataMatrix {
        /// Rows and columns, upright.
        size: SymbolSize,
        /// What stands between the elements of GS1 data in it.
        separator: Separator,
    },
    /// A linear barcode of the GS1 system.
    Linear {
        /// Its symbology.
        kind: LinearKind,
        /// The X-dimension; a module of the drawing may be a part of it.
        x: Length,
        /// What it says.
        data: Arc<str>,
    },
    /// QR Code.
    Qr {
        /// Whether it begins with FNC1.
        gs1: bool,
        /// What it says.
        data: Arc<str>,
    },
    /// Another one.
    Other,
}

/// Modules that stay blank around a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// To the left.
    pub left: u32,
    /// Above.
    pub top: u32,
    /// To the right.
    pub right: u32,
    /// Below.
    pub bottom: u32,
}

impl Quiet {
    /// As many on every side.
    #[must_use]
    pub const fn all(modules: u32) -> Self {
        Self { left: modules, top: modules, right: modules, bottom: modules }
    }

    /// To the left and to the right, as bars need it.
    #[must_use]
    pub const fn beside(left: u32, right: u32) -> Self {
        Self { left, top: 0, right, bottom: 0 }
    }

    fn turned(self, turn: Turn) -> Self {
        let Quiet { left, top, right, bottom } = self;
        match turn {
            Turn::None => self,
            Turn::Quarter => Self { left: bottom, top: left, right: top, bottom: right },
            Turn::Half => Self { left: right, top: bottom, right: left, bottom: top },
            Turn::ThreeQuarters => Self { left: top, top: right, right: bottom, bottom: left },
        }
    }
}

impl Symbol {
    /// A Data Matrix symbol; its quiet zone is a module wide (ISO/IEC 16022).
    #[must_use]
    pub fn data_matrix(upright: Matrix, size: SymbolSize, separator: Separator, stand: Stand) -> Self {
        Self { kind: Symbology::DataMatrix { size, separator }, ..Self::grid(upright, Quiet::all(1), stand) }
    }

    /// A grid of any size, with its quiet zone before turning.
    #[must_use]
    pub fn grid(upright: Matrix, quiet: Quiet, stand: Stand) -> Self {
        Self::new(upright, Rows::Grid, quiet, stand)
    }

    /// A row of bars of a height, with its quiet zone before turning; `None` without any module.
    #[must_use]
    pub fn bars(dark: &[bool], height: Length, quiet: Quiet, stand: Stand) -> Option<Self> {
        let columns = u32::try_from(dark.len()).ok()?;
        Some(Self::new(Matrix::new(1, columns, dark)?, Rows::Bars(height), quiet, stand))
    }

    /// The same with guard bars among them that reach further down by a length; `None` also where these are not as
    /// many modules.
    #[must_use]
    pub fn guarded_bars(
        (dark, guards): (&[bool], &[bool]),
        (height, further): (Length, Length),
        quiet: Quiet,
        stand: Stand,
    ) -> Option<Self> {
        let columns = u32::try_from(dark.len()).ok()?;
        let upright = Matrix::new(2, columns, &[dark, guards].concat())?;
        Some(Self::new(upright, Rows::Guarded(height, further), quiet, stand))
    }

    /// The same symbol of a kind.
    #[must_use]
    pub fn of_kind(self, kind: Symbology) -> Self {
        Self { kind, ..self }
    }

    fn new(upright: Matrix, rows: Rows, quiet: Quiet, stand: Stand) -> Self {
        let modules = match stand.turn {
            Turn::None => upright,
            Turn::Quarter => upright.turned(),
            Turn::Half => upright.turned().turned(),
            Turn::ThreeQuarters => upright.turned().turned().turned(),
        };
        Self { kind: Symbology::Other, stand, modules, rows, quiet: quiet.turned(stand.turn) }
    }

    /// Top left corner on the label, without quiet zone.
    #[must_use]
    pub fn origin(&self) -> Point {
        self.stand.origin
    }

    /// Width of a module, upright.
    #[must_use]
    pub fn module(&self) -> Length {
        self.stand.module
    }

    /// What is taken off the width of its dark areas.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        self.stand.reduction
    }

    /// Whether its dark areas are simply its modules in [`Symbol::cell`]s.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.stand.reduction == Reduction::NONE && !matches!(self.rows, Rows::Guarded(..))
    }

    /// Its dark areas where these are not simply its modules in [`Symbol::cell`]s: something is taken off them, or
    /// guards go further down.
    #[must_use]
    pub fn areas(&self) -> Option<impl Iterator<Item = Bounds>> {
        let (Point { x, y }, reduction) = (self.stand.origin, self.stand.reduction);
        let along = match (self.rows, self.stand.turn.swaps()) {
            (Rows::Grid, _) => Along::Both,
            (_, false) => Along::Columns,
            (_, true) => Along::Rows,
        };
        let (columns, rows) = self.edges();
        let areas = (!self.is_plain()).then(|| reduction.areas(&self.modules, along, &columns, &rows))?;
        Some(areas.into_iter().map(move |[left, top, right, bottom]| Bounds {
            left: x + left,
            top: y + top,
            right: x + right,
            bottom: y + bottom,
        }))
    }

    /// How it is turned.
    #[must_use]
    pub fn turn(&self) -> Turn {
        self.stand.turn
    }

    /// The ink.
    #[must_use]
    pub fn ink(&self) -> Id<Ink> {
        self.stand.ink
    }

    /// Paints it in another ink.
    pub(super) fn paint(&mut self, ink: Id<Ink>) {
        self.stand.ink = ink;
    }

    /// Moves it.
    pub(super) fn shift(&mut self, by: Point) {
        self.stand.origin = self.stand.origin.moved(by);
    }

    /// Its modules as they stand on the label; a row of bars has one row, or one column.
    #[must_use]
    pub fn modules(&self) -> &Matrix {
        &self.modules
    }

    /// Width and height of what a module of the matrix stands for: a square, or a piece of a bar. Guards that go
    /// further down have other cells: see [`Symbol::areas`].
    #[must_use]
    pub fn cell(&self) -> (Length, Length) {
        let row = match self.rows {
            Rows::Grid => self.stand.module,
            Rows::Bars(height) | Rows::Guarded(height, _) => height,
        };
        if self.stand.turn.swaps() { (row, self.stand.module) } else { (self.stand.module, row) }
    }

    /// The edges of its columns and rows as they stand on the label, from its top left corner on.
    fn edges(&self) -> (Vec<Length>, Vec<Length>) {
        let (width, height) = self.cell();
        let even = |count: u32, side: Length| (0..=i64::from(count)).map(|n| side * n).collect();
        let (columns, rows) = (self.modules.columns(), self.modules.rows());
        let Rows::Guarded(bars, further) = self.rows else { return (even(columns, width), even(rows, height)) };
        let from_bars = vec![Length::ZERO, bars, bars + further];
        let to_bars = vec![Length::ZERO, further, bars + further];
        match self.stand.turn {
            Turn::None => (even(columns, width), from_bars),
            Turn::Quarter => (to_bars, even(rows, height)),
            Turn::Half => (even(columns, width), to_bars),
            Turn::ThreeQuarters => (from_bars, even(rows, height)),
        }
    }

    /// The X-dimension of a linear barcode, or the width of a module.
    #[must_use]
    pub fn x_dimension(&self) -> Length {
        match self.kind {
            Symbology::Linear { x, .. } => x,
            _ => self.stand.module,
        }
    }

    /// Its size, if it is a Data Matrix symbol.
    #[must_use]
    pub fn size(&self) -> Option<SymbolSize> {
        match self.kind {
            Symbology::DataMatrix { size, .. } => Some(size),
            Symbology::Linear { .. } | Symbology::Qr { .. } | Symbology::Other => None,
        }
    }

    /// Its box without quiet zone.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        let (Point { x, y }, (width, height)) = (self.stand.origin, self.cell());
        let (columns, rows) = (i64::from(self.modules.columns()), i64::from(self.modules.rows()));
        let (width, height) = match self.rows {
            Rows::Guarded(bars, further) if self.stand.turn.swaps() => (bars + further, height * rows),
            Rows::Guarded(bars, further) => (width * columns, bars + further),
            _ => (width * columns, height * rows),
        };
        Bounds { left: x, top: y, right: x + width, bottom: y + height }
    }

    /// The box of its bars, without what of guards goes further down.
    #[must_use]
    pub fn bars_box(&self) -> Bounds {
        let (bounds, Rows::Guarded(_, further)) = (self.bounds(), self.rows) else { return self.bounds() };
        match self.stand.turn {
            Turn::None => Bounds { bottom: bounds.bottom - further, ..bounds },
            Turn::Quarter => Bounds { left: bounds.left + further, ..bounds },
            Turn::Half => Bounds { top: bounds.top + further, ..bounds },
            Turn::ThreeQuarters => Bounds { right: bounds.right - further, ..bounds },
        }
    }

    /// A box about it with its quiet zone.
    #[must_use]
    pub fn zone_of(&self, bounds: &Bounds) -> Bounds {
        let [left, top, right, bottom] = [self.quiet.left, self.quiet.top, self.quiet.right, self.quiet.bottom]
            .map(|n| self.stand.module * i64::from(n));
        Bounds {
            left: bounds.left - left,
            top: bounds.top - top,
            right: bounds.right + right,
            bottom: bounds.bottom + bottom,
        }
    }

    /// Its box with its quiet zone.
    #[must_use]
    pub fn zone(&self) -> Bounds {
        self.zone_of(&self.bounds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Ids;

    fn stand(turn: Turn) -> Stand {
        let (origin, module, reduction) = (Point::default(), Length::from_mm(1), Reduction::NONE);
        Stand { origin, module, reduction, turn, ink: Ids::new().push(Ink::BLACK) }
    }

    #[test]
    fn a_turned_symbol_has_its_modules_where_a_turned_sheet_would() {
        let mut dark = vec![false; 144];
        dark[2 * 18 + 5] = true; // row 2, column 5
        let symbol = |turn| Symbol::grid(Matrix::new(8, 18, &dark).unwrap(), Quiet::all(1), stand(turn));
        // Clockwise: the top edge becomes the right edge.
        assert_eq!(symbol(Turn::None).modules().runs(), [(2, 5, 1)]);
        assert_eq!(symbol(Turn::Quarter).modules().runs(), [(5, 5, 1)]);
        assert_eq!(symbol(Turn::Half).modules().runs(), [(5, 12, 1)]);
        assert_eq!(symbol(Turn::ThreeQuarters).modules().runs(), [(12, 2, 1)]);
        assert_eq!(symbol(Turn::Quarter).bounds(), Bounds::mm(0, 0, 8, 18));
    }

    #[test]
    fn bars_are_as_high_as_they_are_and_blank_beside() {
        let of =
            |turn| Symbol::bars(&[true, false, true], Length::from_mm(20), Quiet::beside(11, 7), stand(turn)).unwrap();
        assert_eq!(of(Turn::None).zone(), Bounds::mm(-11, 0, 10, 20));
        assert_eq!(of(Turn::Quarter).zone(), Bounds::mm(0, -11, 20, 10));
        assert_eq!(of(Turn::Half).zone(), Bounds::mm(-7, 0, 14, 20));
        assert_eq!(of(Turn::ThreeQuarters).zone(), Bounds::mm(0, -7, 20, 14));
        assert_eq!(of(Turn::Quarter).modules().runs(), [(0, 0, 1), (2, 0, 1)]);
        let (dark, guards) = ([true, false, true], [true, false, false]);
        let heights = (Length::from_mm(20), Length::from_mm(2));
        let of = |turn| Symbol::guarded_bars((&dark, &guards), heights, Quiet::beside(0, 0), stand(turn)).unwrap();
        let areas = |turn| of(turn).areas().unwrap().collect::<Vec<_>>();
        assert_eq!(areas(Turn::None), [Bounds::mm(0, 0, 1, 22), Bounds::mm(2, 0, 3, 20)]);
        assert_eq!(areas(Turn::Quarter), [Bounds::mm(0, 0, 22, 1), Bounds::mm(2, 2, 22, 3)]);
        assert_eq!(areas(Turn::Half), [Bounds::mm(2, 0, 3, 22), Bounds::mm(0, 2, 1, 22)]);
        assert_eq!(areas(Turn::ThreeQuarters), [Bounds::mm(0, 0, 20, 1), Bounds::mm(0, 2, 22, 3)]);
        for turn in Turn::ALL {
            let around = areas(turn).into_iter().reduce(|all, area| all.joined(&area));
            assert_eq!(Some(of(turn).bounds()), around);
        }
        assert!(Symbol::bars(&[], Length::from_mm(20), Quiet::all(0), stand(Turn::None)).is_none());
    }
}
