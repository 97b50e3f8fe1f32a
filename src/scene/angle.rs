//! Angles that may be any.

use crate::units::Length;

/// An angle clockwise, in whole thousandths of a degree, less than a full turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Angle(i32);

/// Thousandths of a degree in a full turn.
const FULL: i32 = 360_000;

impl Angle {
    /// No angle: level.
    pub const NONE: Angle = Angle(0);

    /// An angle of degrees clockwise, rounded to thousandths; what is no number is none.
    #[must_use]
    pub fn degrees(degrees: f64) -> Self {
        Self((degrees * 1000.0).round().rem_euclid(f64::from(FULL)) as i32 % FULL)
    }

    /// Whether it is level.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Thousandths of a degree, from 0 to 359 999.
    #[must_use]
    pub fn thousandths(self) -> i32 {
        self.0
    }

    /// Cosine and sine; those of quarter turns are exact.
    #[must_use]
    pub fn cos_sin(self) -> (f64, f64) {
        match self.0 {
            0 => (1.0, 0.0),
            90_000 => (0.0, 1.0),
            180_000 => (-1.0, 0.0),
            270_000 => (0.0, -1.0),
            thousandths => {
                let (sin, cos) = (f64::from(thousandths) / 1000.0).to_radians().sin_cos();
                (cos, sin)
            }
        }
    }

    /// An offset from a pivot, turned about it.
    #[must_use]
    pub fn apply(self, x: Length, y: Length) -> (Length, Length) {
        if self.is_none() {
            return (x, y);
        }
        let ((cos, sin), (x, y)) = (self.cos_sin(), (x.emu() as f64, y.emu() as f64));
        let emu = |length: f64| Length::from_emu(length.round() as i64);
        (emu(x * cos - y * sin), emu(x * sin + y * cos))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Turn;
    use super::*;

    #[test]
    fn quarters_are_those_of_turns() {
        let (x, y) = (Length::from_mm(3), Length::from_mm(-7));
        for (turn, degrees) in Turn::ALL.into_iter().zip([0.0, 90.0, 180.0, 270.0]) {
            assert_eq!(Angle::degrees(degrees).apply(x, y), turn.apply(x, y));
            assert_eq!(Angle::degrees(degrees - 360.0), Angle::degrees(degrees));
        }
        assert_eq!(Angle::degrees(-30.0).thousandths(), 330_000);
        assert_eq!(Angle::degrees(359.999_9), Angle::NONE);
    }

    /// The triangle of 3, 4 and 5.
    #[test]
    fn others_turn_clockwise_as_y_grows_downwards() {
        let (x, y) = Angle::degrees(53.130_102).apply(Length::from_mm(5), Length::ZERO);
        let near = |one: Length, mm: i64| (one - Length::from_mm(mm)).emu().abs() < 10;
        assert!(near(x, 3) && near(y, 4), "{x:?} {y:?}");
    }
}
