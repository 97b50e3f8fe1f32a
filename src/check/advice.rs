//! How far things are to be moved, and to which side.

use crate::diagnostic::Span;
use crate::scene::Bounds;
use crate::units::Length;

/// A side of the flat label, to which something is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Left,
    Right,
    Up,
    Down,
}

/// A distance that is enough: whole hundredths of a millimetre, rounded up.
pub(super) fn at_least(length: Length) -> Length {
    let hundredth = Length::from_mm(1) / 100;
    let count = (length + hundredth - Length::from_emu(1)).emu() / hundredth.emu();
    hundredth * count
}

/// The distance of what a finding is about to another box.
pub(super) fn to(other: &Bounds) -> Span {
    Span::To([other.left, other.top, other.right, other.bottom])
}

/// The shortest way of a box off another one, and how far is enough.
pub(super) fn way_off(of: &Bounds, other: &Bounds) -> (Length, Way) {
    let ways = [
        (of.right - other.left, Way::Left),
        (other.right - of.left, Way::Right),
        (of.bottom - other.top, Way::Up),
        (other.bottom - of.top, Way::Down),
    ];
    let (far, way) = ways.into_iter().min_by_key(|(far, _)| *far).unwrap_or((Length::ZERO, Way::Left));
    (at_least(far), way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_told_and_is_enough() {
        let mm = Length::from_mm;
        let of = Bounds { left: mm(10), top: mm(10), right: mm(20), bottom: mm(20) };
        let fold = |x: Length| Bounds { left: x, top: mm(0), right: x, bottom: mm(50) };
        assert_eq!(way_off(&of, &fold(mm(18))), (mm(2), Way::Left));
        assert_eq!(way_off(&of, &fold(mm(11))), (mm(1), Way::Right));
        assert_eq!(way_off(&of, &Bounds { left: mm(0), right: mm(50), top: mm(19), bottom: mm(19) }), (mm(1), Way::Up));
        assert_eq!(at_least(Length::from_emu(1)).to_string(), "0.01 mm");
        assert_eq!(at_least(mm(1)), mm(1));
    }
}
