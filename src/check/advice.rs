//! How far things are to be moved, in words.

use crate::scene::Bounds;
use crate::units::Length;

/// A distance that is enough: hundredths of a millimetre, rounded up.
pub(super) fn at_least(length: Length) -> String {
    let hundredth = Length::from_mm(1) / 100;
    let count = (length + hundredth - Length::from_emu(1)).emu() / hundredth.emu();
    (hundredth * count).to_string()
}

/// The shortest way of a box off another one: `0.80 mm left`.
pub(super) fn way_off(of: &Bounds, other: &Bounds) -> String {
    let ways = [
        (of.right - other.left, "left"),
        (other.right - of.left, "right"),
        (of.bottom - other.top, "up"),
        (other.bottom - of.top, "down"),
    ];
    let (far, way) = ways.into_iter().min_by_key(|(far, _)| *far).unwrap_or_default();
    format!("{} {way}", at_least(far))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_is_told_and_is_enough() {
        let mm = Length::from_mm;
        let of = Bounds { left: mm(10), top: mm(10), right: mm(20), bottom: mm(20) };
        let fold = |x: Length| Bounds { left: x, top: mm(0), right: x, bottom: mm(50) };
        assert_eq!(way_off(&of, &fold(mm(18))), "2.00 mm left");
        assert_eq!(way_off(&of, &fold(mm(11))), "1.00 mm right");
        assert_eq!(way_off(&of, &Bounds { left: mm(0), right: mm(50), top: mm(19), bottom: mm(19) }), "1.00 mm up");
        assert_eq!(at_least(Length::from_emu(1)), "0.01 mm");
        assert_eq!(at_least(mm(1)), "1.00 mm");
    }
}
