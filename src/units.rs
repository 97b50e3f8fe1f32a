//! Lengths, dots and modules. Every conversion between them lives here.
//!
//! A length is a whole number of EMU (English Metric Units, 914 400 to the inch), because
//! a millimetre (36 000), a point (12 700) and a dot of every common print head are then
//! whole numbers too: no edge drifts, however many modules are added up.
//!
//! ```
//! use quietzone::units::{Length, Resolution};
//!
//! let head = Resolution::from_dpi(300)?;
//! // A millimetre is 36 000 EMU, a dot of 300 dpi 3 048; the nearest whole number of dots is 12.
//! assert_eq!(Length::from_mm(1).emu(), 36_000);
//! assert_eq!((head.dot().emu(), head.nearest(Length::from_mm(1))), (3_048, 12));
//! # Ok::<(), quietzone::units::UnitError>(())
//! ```

use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// EMU in one millimetre.
const EMU_PER_MM: i64 = 36_000;
/// EMU in one point (1/72 inch).
const EMU_PER_PT: i64 = 12_700;
/// EMU in one inch.
const EMU_PER_INCH: i64 = 914_400;
/// The longest length a template or command line may name: ten metres.
const LONGEST: i64 = 10_000 * EMU_PER_MM;

/// A length in whole EMU. Negative lengths are allowed (an offset to the left).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No length at all.
    pub const ZERO: Length = Length(0);

    /// A point, 1/72 inch.
    pub const POINT: Length = Length(EMU_PER_PT);

    /// A length of whole EMU.
    #[must_use]
    pub const fn from_emu(emu: i64) -> Self {
        Self(emu)
    }

    /// A length of whole millimetres.
    #[must_use]
    pub const fn from_mm(mm: i64) -> Self {
        Self(mm * EMU_PER_MM)
    }

    /// A length of whole micrometres.
    #[must_use]
    pub const fn from_micrometres(micrometres: i64) -> Self {
        Self(micrometres * (EMU_PER_MM / 1000))
    }

    /// The length in EMU.
    #[must_use]
    pub const fn emu(self) -> i64 {
        self.0
    }

    /// The length in millimetres, for people and for files that count in millimetres.
    #[must_use]
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / EMU_PER_MM as f64
    }

    /// The length in whole micrometres, thousandths of a millimetre.
    #[must_use]
    pub const fn to_micrometres(self) -> i64 {
        const EMU: i64 = EMU_PER_MM / 1000;
        (self.0 + self.0.signum() * (EMU / 2)) / EMU
    }

    /// The length in points of 1/72 inch, for PDF.
    #[must_use]
    pub fn to_pt(self) -> f32 {
        (self.0 as f64 / EMU_PER_PT as f64) as f32
    }

    /// `self × numerator ÷ denominator`, rounded to the nearest EMU; zero for a zero denominator.
    #[must_use]
    pub fn scale(self, numerator: i64, denominator: i64) -> Self {
        let product = i128::from(self.0) * i128::from(numerator);
        let denominator = i128::from(denominator);
        if denominator == 0 {
            return Self::ZERO;
        }
        let half = denominator.abs() / 2;
        let rounded = if (product < 0) == (denominator < 0) {
            product + half * denominator.signum()
        } else {
            product - half * denominator.signum()
        };
        Self(i64::try_from(rounded / denominator).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Length {
    /// Millimetres with two decimals: `12.19 mm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} mm", self.to_mm())
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}
impl Div<i64> for Length {
    type Output = Self;
    /// Rounded towards zero; division by zero gives zero.
    fn div(self, parts: i64) -> Self {
        Self(self.0.checked_div(parts).unwrap_or(0))
    }
}

/// A count of printer dots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dots(pub u32);

/// A count of symbol modules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Modules(pub u32);

/// The pitch of a print head, as the exact length of one dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Resolution {
    dot: i64,
}

impl Resolution {
    /// The resolution named in dots per inch. The trade's "203 dpi" is a head of exactly
    /// 8 dots/mm (203.2 dpi) and is taken so; the rest are taken as they stand.
    ///
    /// # Errors
    /// A resolution whose dot is not a whole number of EMU, or outside 72 to 4800 dpi.
    pub fn from_dpi(dpi: u32) -> Result<Self, UnitError> {
        if dpi == 203 {
            return Self::from_dots_per_mm(8);
        }
        Self::dividing(EMU_PER_INCH, i64::from(dpi), 72, 4800).ok_or(UnitError::Dpi(dpi))
    }

    /// The resolution named in dots per millimetre (8, 12 and 24 are common).
    ///
    /// # Errors
    /// A resolution whose dot is not a whole number of EMU, or outside 3 to 180 dots/mm.
    pub fn from_dots_per_mm(dpmm: u32) -> Result<Self, UnitError> {
        Self::dividing(EMU_PER_MM, i64::from(dpmm), 3, 180).ok_or(UnitError::DotsPerMm(dpmm))
    }

    fn dividing(unit: i64, parts: i64, least: i64, most: i64) -> Option<Self> {
        ((least..=most).contains(&parts) && unit % parts == 0).then(|| Self { dot: unit / parts })
    }

    /// The length of one dot.
    #[must_use]
    pub const fn dot(self) -> Length {
        Length(self.dot)
    }

    /// The length of a count of dots.
    #[must_use]
    pub fn length(self, dots: Dots) -> Length {
        Length(self.dot * i64::from(dots.0))
    }

    /// The whole number of dots nearest to a length (halves go up). May be negative.
    #[must_use]
    pub fn nearest(self, length: Length) -> i64 {
        (length.0 + self.dot / 2).div_euclid(self.dot)
    }

    /// A length moved to the nearest whole dot.
    #[must_use]
    pub fn snap(self, length: Length) -> Length {
        Length(self.nearest(length) * self.dot)
    }

    /// The largest number of whole dots within a length; zero for negative lengths.
    #[must_use]
    pub fn whole_dots_in(self, length: Length) -> Dots {
        Dots(u32::try_from(length.0.div_euclid(self.dot).max(0)).unwrap_or(u32::MAX))
    }

    /// Dots per inch, for file headers and messages: 203.2 for a head of 8 dots/mm.
    #[must_use]
    pub fn dpi(self) -> f64 {
        EMU_PER_INCH as f64 / self.dot as f64
    }

    /// Dots per metre, rounded, as PNG's `pHYs` chunk wants it.
    #[must_use]
    pub fn dots_per_metre(self) -> u32 {
        u32::try_from((1000 * EMU_PER_MM + self.dot / 2) / self.dot).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Resolution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if EMU_PER_INCH % self.dot == 0 {
            write!(f, "{} dpi", EMU_PER_INCH / self.dot)
        } else if self.dot == EMU_PER_MM / 8 {
            f.write_str("203 dpi (8 dots/mm)")
        } else {
            write!(f, "{} dots/mm", EMU_PER_MM / self.dot)
        }
    }
}

impl std::str::FromStr for Resolution {
    type Err = UnitError;

    /// Reads `203 dpi`, `300` (dpi is meant) or `12 dots/mm`.
    fn from_str(text: &str) -> Result<Self, UnitError> {
        let wrong = || UnitError::Resolution(text.to_owned());
        let (number, unit) = split_unit(text);
        let number: u32 = number.parse().map_err(|_| wrong())?;
        match unit {
            "" | "dpi" => Self::from_dpi(number),
            "dots/mm" | "dpmm" => Self::from_dots_per_mm(number),
            _ => Err(wrong()),
        }
    }
}

/// A length as somebody wrote it: absolute, or in dots of a head that is known only later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Millimetres, centimetres, inches or points.
    Absolute(Length),
    /// Dots of the device.
    Dots(i32),
}

impl Measure {
    /// The length on a device; `None` for dots on a device that has none (press artwork).
    #[must_use]
    pub fn on(self, device: Option<Resolution>) -> Option<Length> {
        match self {
            Measure::Absolute(length) => Some(length),
            Measure::Dots(count) => device.map(|device| device.dot() * i64::from(count)),
        }
    }
}

impl std::str::FromStr for Measure {
    type Err = UnitError;

    /// Reads a number with a unit: `12 mm`, `1.2 cm`, `20 µm`, `7 pt`, `0.5 in`, `3 dots`.
    fn from_str(text: &str) -> Result<Self, UnitError> {
        let (number, unit) = split_unit(text);
        let per_unit = match unit {
            "mm" => EMU_PER_MM,
            "cm" => 10 * EMU_PER_MM,
            // The sign of micro and the Greek letter look alike.
            "\u{b5}m" | "\u{3bc}m" | "um" => EMU_PER_MM / 1000,
            "pt" => EMU_PER_PT,
            "in" => EMU_PER_INCH,
            "dot" | "dots" => {
                let dots = number.parse().ok().filter(|dots: &i32| dots.abs() <= 100_000);
                return dots.map(Measure::Dots).ok_or_else(|| UnitError::Length(text.to_owned()));
            }
            "" if !number.is_empty() => return Err(UnitError::NoUnit(number.to_owned())),
            _ => return Err(UnitError::Length(text.to_owned())),
        };
        let emu = decimal_times(number, per_unit).ok_or_else(|| UnitError::Length(text.to_owned()))?;
        if emu.abs() > LONGEST {
            return Err(UnitError::TooLong(text.to_owned()));
        }
        Ok(Measure::Absolute(Length(emu)))
    }
}

/// Parts `12.5 mm` into `12.5` and `mm`.
fn split_unit(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim())
}

/// A decimal number (at most nine digits before and six after the point) times a whole one,
/// exactly, rounded to nearest.
fn decimal_times(number: &str, factor: i64) -> Option<i64> {
    let (negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole, 9) || !plain(fraction, 6) {
        return None;
    }
    let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
    let number = whole.parse::<i128>().ok()? * scale + if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let emu = (number * i128::from(factor) + scale / 2) / scale;
    i64::try_from(if negative { -emu } else { emu }).ok()
}

/// How many times as long something is, from 0.9 to 1.1, in whole millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scale(u32);

impl Scale {
    /// As long as it is.
    pub const ONE: Scale = Scale(1_000_000);

    /// So many millionths of its length; nothing below 0.9 and above 1.1.
    #[must_use]
    pub fn from_millionths(millionths: u32) -> Option<Self> {
        (900_000..=1_100_000).contains(&millionths).then_some(Self(millionths))
    }

    /// The millionths of its length.
    #[must_use]
    pub const fn millionths(self) -> u32 {
        self.0
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self::ONE
    }
}

impl fmt::Display for Scale {
    /// In as few digits as tell it: `1`, `1.004`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", f64::from(self.0) / 1e6)
    }
}

impl std::str::FromStr for Scale {
    type Err = UnitError;

    /// Reads a number such as `1.004`.
    fn from_str(text: &str) -> Result<Self, UnitError> {
        let millionths = decimal_times(text.trim(), 1_000_000).and_then(|number| u32::try_from(number).ok());
        millionths.and_then(Self::from_millionths).ok_or_else(|| UnitError::Scale(text.to_owned()))
    }
}

/// What was wrong with a length or a resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// Not a number with a known unit.
    Length(String),
    /// A number alone.
    NoUnit(String),
    /// More than ten metres.
    TooLong(String),
    /// Not a resolution.
    Resolution(String),
    /// Not a number from 0.9 to 1.1.
    Scale(String),
    /// A resolution in dots per inch that the unit cannot hold exactly.
    Dpi(u32),
    /// A resolution in dots per millimetre that the unit cannot hold exactly.
    DotsPerMm(u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_heads_have_whole_dots() {
        let dot = |text: &str| text.parse::<Resolution>().map(|r| r.dot().emu());
        assert_eq!(dot("203 dpi"), Ok(4500));
        assert_eq!(dot("8 dots/mm"), Ok(4500));
        assert_eq!(dot("300"), Ok(3048));
        assert_eq!(dot("12 dots/mm"), Ok(3000));
        assert_eq!(dot("600 dpi"), Ok(1524));
        assert_eq!(dot("24 dots/mm"), Ok(1500));
        assert!(dot("7 dpi").is_err() && dot("299 dpi").is_err() && dot("fast").is_err());
    }

    #[test]
    fn lengths_are_exact() {
        let emu = |text: &str| text.parse::<Measure>().map(|m| m.on(None).map_or(-1, Length::emu));
        assert_eq!(emu("12 mm"), Ok(432_000));
        assert_eq!(emu("12.5mm"), Ok(450_000));
        assert_eq!(emu("7 pt"), Ok(88_900));
        assert_eq!([emu("20 \u{b5}m"), emu("20 \u{3bc}m"), emu("12.5um")], [Ok(720), Ok(720), Ok(450)]);
        assert_eq!(emu("-0.25 mm"), Ok(-9_000));
        assert_eq!(emu("1 in"), Ok(914_400));
        for bad in ["12", "mm", "1e3 mm", "1..2 mm", "99999999999 mm", "20 m", "", "- mm", "20000 mm", "2.5 dots"] {
            assert!(emu(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn scales_are_near_one() {
        let scale = |text: &str| text.parse::<Scale>().map(Scale::millionths);
        assert_eq!([scale("1"), scale("1.004"), scale(" 0.9 ")], [Ok(1_000_000), Ok(1_004_000), Ok(900_000)]);
        assert_eq!(Scale(1_004_000).to_string().parse(), Ok(Scale(1_004_000)));
        for bad in ["", "0.899999", "1.100001", "-1", "1.004%", "100"] {
            assert!(scale(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn scaling_rounds_to_nearest() {
        assert_eq!(Length(10).scale(1, 3), Length(3));
        assert_eq!(Length(11).scale(1, 2), Length(6));
        assert_eq!(Length(-11).scale(1, 2), Length(-6));
        assert_eq!(Length(5).scale(1, 0), Length(0));
    }
}
