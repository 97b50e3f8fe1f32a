//! Module width reduction: dark areas are drawn narrower, because ink spreads on the press.

use std::collections::BTreeMap;

use super::Matrix;
use super::matrix::words_of_a_row;
use crate::units::Length;

/// How much is taken off every dark area of a symbol, in each direction: of modules of a grid, or of the width of
/// bars. Half of it, as whole steps of the plate or head as may be, comes off the left and upper edges, the rest
/// off the right and lower ones.
///
/// ```
/// use quietzone::symbol::Reduction;
/// use quietzone::units::{Length, Resolution};
///
/// // A pixel of a plate of 2540 dpi is 0.01 mm; 0.034 mm are three of them.
/// let plate = Resolution::from_dpi(2540)?;
/// let reduction = Reduction::in_steps(Length::from_emu(1224), plate.dot());
/// assert_eq!(reduction.whole(), plate.dot() * 3);
/// # Ok::<(), quietzone::units::UnitError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reduction {
    before: Length,
    after: Length,
}

/// In which direction something is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// Across and down: modules of a grid.
    Both,
    /// Across alone: upright bars.
    Columns,
    /// Down alone: bars that lie.
    Rows,
}

/// A dark area that is drawn, by its distances from the top left corner of the symbol: left, top, right, bottom.
pub type Area = [Length; 4];

impl Reduction {
    /// Nothing is taken off.
    pub const NONE: Reduction = Reduction { before: Length::ZERO, after: Length::ZERO };

    /// The reduction nearest to a wish, in whole steps: dots of a head, or pixels of a plate.
    #[must_use]
    pub fn in_steps(wish: Length, step: Length) -> Self {
        let step = step.max(Length::from_emu(1));
        let steps = (wish + step / 2).emu().div_euclid(step.emu()).max(0);
        Self { before: step * (steps / 2), after: step * (steps - steps / 2) }
    }

    /// All of it.
    #[must_use]
    pub fn whole(self) -> Length {
        self.before + self.after
    }

    /// The dark areas that are left of a symbol. `columns` and `rows` are the edges of its modules: one more than
    /// there are modules, beginning with zero. Areas do not overlap.
    #[must_use]
    pub fn areas(self, modules: &Matrix, along: Along, columns: &[Length], rows: &[Length]) -> Vec<Area> {
        let (across, down) = match along {
            Along::Both => (self, self),
            Along::Columns => (self, Reduction::NONE),
            Along::Rows => (Reduction::NONE, self),
        };
        let edge = |edges: &[Length], at: u32| edges.get(at as usize).or(edges.last()).copied().unwrap_or_default();
        let mut areas: Vec<Area> = Vec::new();
        // Areas that may go on below: by their columns, with the band that they reach.
        let mut open: BTreeMap<(u32, u32), (u32, usize)> = BTreeMap::new();
        for (band, column, length) in bands(modules).runs() {
            let (upper, lower) = (edge(rows, band / 2), edge(rows, band / 2 + 1));
            let (top, bottom) = match band % 2 {
                0 => (upper + down.before, lower - down.after),
                _ => (lower - down.after, lower + down.before),
            };
            let left = edge(columns, column) + across.before;
            let right = edge(columns, column + length) - across.after;
            let above = open.get(&(column, length)).filter(|(last, _)| last + 1 == band).map(|(_, at)| *at);
            let at = match above.and_then(|at| Some((at, areas.get_mut(at)?))) {
                Some((at, [.., reaches])) => {
                    *reaches = bottom;
                    at
                }
                None => {
                    areas.push([left, top, right, bottom]);
                    areas.len() - 1
                }
            };
            open.insert((column, length), (band, at));
        }
        areas.retain(|[left, top, right, bottom]| left < right && top < bottom);
        areas
    }
}

/// The rows of a symbol, and between two of them what is dark in both: there an area goes on from one to the other.
fn bands(modules: &Matrix) -> Matrix {
    let (rows, columns) = (modules.rows(), modules.columns());
    let mut words = Vec::with_capacity(2 * rows as usize * words_of_a_row(columns));
    for row in 0..rows {
        let (own, next) = (modules.row(row), modules.row(row + 1));
        words.extend(own);
        if row + 1 < rows {
            words.extend(own.iter().zip(next).map(|(own, next)| own & next));
        }
    }
    Matrix::from_words(2 * rows - 1, columns, words.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A point is dark if the square of the reduction about it, shifted by its uneven half, is dark all over.
    fn is_dark(dark: &[bool], (rows, columns): (i64, i64), reduction: Reduction, (x, y): (i64, i64)) -> bool {
        let at = |x: i64, y: i64| {
            let (column, row) = (x.div_euclid(10), y.div_euclid(10));
            (0..columns).contains(&column) && (0..rows).contains(&row) && dark[(row * columns + column) as usize]
        };
        let reach = -reduction.before.emu()..=reduction.after.emu();
        reach.clone().all(|dx| reach.clone().all(|dy| at(x + dx, y + dy)))
    }

    #[test]
    fn what_is_left_is_what_a_square_that_slides_inside_leaves() {
        for (rows, columns) in [(9_i64, 7_i64), (12, 12)] {
            for seed in 0..40_i64 {
                let dark: Vec<bool> = (0..rows * columns).map(|n| (n * 7919 + seed * seed * 31) % 7 < 4).collect();
                let matrix = Matrix::new(rows as u32, columns as u32, &dark).unwrap();
                let reduction = Reduction::in_steps(Length::from_emu(seed % 5), Length::from_emu(1));
                let edges = |count: i64| (0..=count).map(|n| Length::from_emu(10 * n)).collect::<Vec<_>>();
                let areas = reduction.areas(&matrix, Along::Both, &edges(columns), &edges(rows));
                for y in 0..rows * 10 {
                    for x in 0..columns * 10 {
                        let within = areas.iter().filter(|[left, top, right, bottom]| {
                            (left.emu()..right.emu()).contains(&x) && (top.emu()..bottom.emu()).contains(&y)
                        });
                        let want = is_dark(&dark, (rows, columns), reduction, (x, y));
                        assert_eq!(within.count(), usize::from(want), "{seed}: {x}, {y}");
                    }
                }
            }
        }
    }

    #[test]
    fn bars_keep_their_height() {
        let bars = Matrix::new(1, 5, &[true, false, true, true, false]).unwrap();
        let reduction = Reduction::in_steps(Length::from_emu(30), Length::from_emu(10));
        let mm = |areas: Vec<Area>| areas.into_iter().map(|area| area.map(Length::emu)).collect::<Vec<_>>();
        let (width, height) = ([0, 100, 200, 300, 400, 500].map(Length::from_emu), [0, 900].map(Length::from_emu));
        let areas = mm(reduction.areas(&bars, Along::Columns, &width, &height));
        assert_eq!(areas, [[10, 0, 80, 900], [210, 0, 380, 900]]);
        let turned = mm(reduction.areas(&bars.turned(), Along::Rows, &height, &width));
        assert_eq!(turned, [[0, 10, 900, 80], [0, 210, 900, 380]]);
        // The first bar goes lower than the others, in one piece.
        let guards = Matrix::new(2, 4, &[true, false, true, true, true, false, false, false]).unwrap();
        let areas = mm(reduction.areas(&guards, Along::Columns, &width, &[0, 900, 950].map(Length::from_emu)));
        assert_eq!(areas, [[10, 0, 80, 950], [210, 0, 380, 900]]);
    }
}
