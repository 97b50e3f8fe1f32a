//! Boxes, anchors and turns.

use crate::scene::{Angle, Bounds, Margins, Point, Stock, Turn};
use crate::template::Anchor;
use crate::units::{Length, Resolution};

/// A box before turning, with the pivot it is turned about.
#[derive(Clone, Copy, Debug)]
pub(super) struct ElementArea {
    pub(super) pivot: Point,
    /// From the pivot to the box's top left corner, before turning.
    pub(super) offset: Point,
    pub(super) width: Length,
    pub(super) height: Length,
    pub(super) turn: Turn,
    pub(super) angle: Angle,
}

/// Where the anchor of an element stands on its device, whatever size the element comes to have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pin {
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) turn: Turn,
    /// What turns it further about its anchor.
    pub(super) angle: Angle,
}

impl Pin {
    /// The box of a size that is pinned there.
    pub(super) fn area(&self, width: Length, height: Length) -> ElementArea {
        let (across, down) = self.anchor.halves();
        let offset = Point { x: -(width * across / 2), y: -(height * down / 2) };
        ElementArea { pivot: self.at, offset, width, height, turn: self.turn, angle: self.angle }
    }
}

impl ElementArea {
    /// A point of the box, given from its top left corner, as it stands on the label.
    pub(super) fn point(&self, x: Length, y: Length) -> Point {
        let (dx, dy) = self.turn.apply(self.offset.x + x, self.offset.y + y);
        let (dx, dy) = self.angle.apply(dx, dy);
        Point { x: self.pivot.x + dx, y: self.pivot.y + dy }
    }

    /// The same in EMU that need not be whole.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = (self.offset.x.emu() as f64 + x, self.offset.y.emu() as f64 + y);
        let turned = |(x, y): (f64, f64), (cos, sin): (f64, f64)| (x * cos - y * sin, x * sin + y * cos);
        let (cos, sin) = self.turn.cos_sin();
        let (x, y) = turned(turned((x, y), (cos.into(), sin.into())), self.angle.cos_sin());
        (self.pivot.x.emu() as f64 + x, self.pivot.y.emu() as f64 + y)
    }

    /// The box as it stands on the label.
    pub(super) fn bounds(&self) -> Bounds {
        self.bounds_of(Length::ZERO, Length::ZERO, self.width, self.height)
    }

    /// A part of the box as it stands on the label; of one that is slanted, the upright box around it.
    pub(super) fn bounds_of(&self, left: Length, top: Length, right: Length, bottom: Length) -> Bounds {
        let (a, b) = (self.point(left, top), self.point(right, bottom));
        let upright = Bounds { left: a.x.min(b.x), top: a.y.min(b.y), right: a.x.max(b.x), bottom: a.y.max(b.y) };
        let others = [self.point(right, top), self.point(left, bottom)];
        let slanted = Bounds::around(others).filter(|_| !self.angle.is_none());
        slanted.map_or(upright, |others| upright.joined(&others))
    }
}

impl Bounds {
    /// The largest box of whole dots within.
    pub(super) fn inward(&self, device: Resolution) -> Self {
        let dot = device.dot();
        let up = |length: Length| -> Length { Length::from_emu(-((-length.emu()).div_euclid(dot.emu())) * dot.emu()) };
        let down = |length: Length| -> Length { Length::from_emu(length.emu().div_euclid(dot.emu()) * dot.emu()) };
        Self { left: up(self.left), top: up(self.top), right: down(self.right), bottom: down(self.bottom) }
    }

    /// Whether the box reaches over these edges of the label, or to where nothing can be printed.
    pub(super) fn over(&self, edges: &Bounds, stock: &Stock) -> Option<Over> {
        let Margins { left, top, right, bottom } = stock.page.margins;
        let most = |left: Length, top: Length, right: Length, bottom: Length| {
            (left - self.left).max(top - self.top).max(self.right - right).max(self.bottom - bottom)
        };
        let edge = most(edges.left, edges.top, edges.right, edges.bottom);
        if edge > Length::ZERO {
            return Some(Over::Edge(edge));
        }
        let strip = most(left, top, stock.page.width - right, stock.page.height - bottom);
        (strip > Length::ZERO).then_some(Over::Unprintable(strip))
    }
}

/// How far something reaches to where nothing can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// Over the edge of the label.
    Edge(Length),
    /// Into the strip that the printer cannot print on the outer labels of a sheet.
    Unprintable(Length),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_turn_about_their_anchor() {
        let mm = Length::from_mm;
        let pivot = Point { x: mm(10), y: mm(20) };
        let area =
            Pin { at: pivot, anchor: Anchor::TopLeft, turn: Turn::Quarter, angle: Angle::NONE }.area(mm(4), mm(2));
        assert_eq!(area.bounds(), Bounds::mm(8, 20, 10, 24));
        let area = Pin { at: pivot, anchor: Anchor::Center, turn: Turn::Half, angle: Angle::NONE }.area(mm(4), mm(2));
        assert_eq!(area.bounds(), Bounds::mm(8, 19, 12, 21));
    }

    /// Half of a square of 2 mm is √2 mm on each side of its middle when it stands on a corner.
    #[test]
    fn a_slanted_box_has_a_box_around_it() {
        let pivot = Point { x: Length::from_mm(10), y: Length::from_mm(20) };
        let pin = Pin { at: pivot, anchor: Anchor::Center, turn: Turn::None, angle: Angle::degrees(45.0) };
        let bounds = pin.area(Length::from_mm(2), Length::from_mm(2)).bounds();
        let half = Length::from_emu((36_000.0 * f64::sqrt(2.0)).round() as i64);
        let expected =
            Bounds { left: pivot.x - half, top: pivot.y - half, right: pivot.x + half, bottom: pivot.y + half };
        assert_eq!(bounds, expected);
    }

    #[test]
    fn boxes_shrink_to_whole_dots() {
        let device = Resolution::from_dots_per_mm(8).unwrap();
        let at = Length::from_emu;
        let bounds = Bounds { left: at(1), top: at(-1), right: at(9_001), bottom: at(8_999) };
        assert_eq!(bounds.inward(device), Bounds { left: at(4_500), top: at(0), right: at(9_000), bottom: at(4_500) });
    }
}
