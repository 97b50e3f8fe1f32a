//! A linear symbol as its elements.

use std::fmt;
use std::iter::repeat_n;

use super::caption::{self, Caption};
use super::{LinearError, LinearKind, code128, ean, gs1_128, itf, number};
use crate::gs1::{Code, ElementString};

/// An encoded linear symbol: bars and spaces by turns, the first and the last a bar, without quiet zones.
/// Its Debug shows the kind and how many elements there are, and nothing of the data.
#[derive(Clone, PartialEq, Eq)]
pub struct Bars {
    kind: LinearKind,
    text: String,
    elements: Box<[u8]>,
}

impl Bars {
    /// Encodes a number or an element string.
    ///
    /// - [`Ean13`](LinearKind::Ean13), [`UpcA`](LinearKind::UpcA) and [`Ean8`](LinearKind::Ean8) take 13, 12 and 8
    ///   digits, check digit among them, or the 14 of a GTIN that is as short without its leading zeros;
    /// - [`Itf14`](LinearKind::Itf14) takes a GTIN of 14, 13, 12 or 8 digits, and shows 14;
    /// - [`Gs1128`](LinearKind::Gs1128) takes an element string as [`ElementString::parse`] does, AIs in
    ///   parentheses best, whose values pass every test of the table of AIs. It is set in as few symbol
    ///   characters as can be.
    ///
    /// # Errors
    /// What the data lacks for that, with the digit and its place. A GTIN-8 is not set as EAN-13 or UPC-A
    /// with zeros in front.
    pub fn encode(kind: LinearKind, data: &str) -> Result<Self, LinearError> {
        match kind {
            LinearKind::Gs1128 => Self::of_elements(&gs1_128::parse(data)?),
            LinearKind::Ean13 | LinearKind::UpcA | LinearKind::Ean8 | LinearKind::Itf14 => {
                let text = number::digits(kind, data)?;
                let digits: Vec<u8> = text.bytes().map(|digit| digit.wrapping_sub(b'0')).collect();
                let elements =
                    if kind == LinearKind::Itf14 { itf::elements(&digits) } else { ean::elements(kind, &digits) };
                Ok(Self { kind, text, elements: elements.into() })
            }
        }
    }

    /// Sets a code as GS1-128.
    ///
    /// # Errors
    /// The code has no AIs, a wrong value, or more than [`MOST_CHARACTERS`](super::MOST_CHARACTERS).
    pub fn of_code(code: &Code) -> Result<Self, LinearError> {
        Self::of_elements(gs1_128::of_code(code)?)
    }

    fn of_elements(elements: &ElementString) -> Result<Self, LinearError> {
        let widths = gs1_128::elements(elements)?;
        Ok(Self { kind: LinearKind::Gs1128, text: gs1_128::caption(elements), elements: widths.into() })
    }

    /// Its symbology.
    #[must_use]
    pub fn kind(&self) -> LinearKind {
        self.kind
    }

    /// What it says: the digits that it shows, or an element string with its AIs in parentheses, the GTIN first.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The widths of its elements, bars and spaces by turns: 1 to 4 modules, or in ITF-14 1 for a narrow and 2
    /// for a wide element.
    #[must_use]
    pub fn elements(&self) -> &[u8] {
        &self.elements
    }

    /// The values of the symbol characters of GS1-128 (ISO/IEC 15417, table 1) from the start character to before the
    /// check character; [`None`] of other kinds.
    #[must_use]
    pub fn characters(&self) -> Option<Vec<u8>> {
        (self.kind == LinearKind::Gs1128).then(|| code128::characters(&self.elements)).flatten()
    }

    /// How wide it is, in units of which a module or a narrow element has `narrow` and a wide element of
    /// ITF-14 `wide`, which is from 2.25 to 3 times as much (GS1 General Specifications, 5.3.2).
    #[must_use]
    pub fn width(&self, narrow: u32, wide: u32) -> u32 {
        self.units(narrow, wide).fold(0, u32::saturating_add)
    }

    /// Its units from left to right, true where they are dark; see [`Bars::width`].
    #[must_use]
    pub fn modules(&self, narrow: u32, wide: u32) -> Vec<bool> {
        self.spread(narrow, wide, |_| true)
    }

    /// As [`Bars::modules`], true where a dark unit goes down [`GUARD_MODULES`](super::GUARD_MODULES) more than the
    /// others: of EAN-13 and EAN-8 the guards, of UPC-A the first and the last digit too.
    #[must_use]
    pub fn guards(&self, narrow: u32, wide: u32) -> Vec<bool> {
        self.spread(narrow, wide, |element| ean::is_long(self.kind, element, self.elements.len()))
    }

    /// Its human readable interpretation; places are in the units of [`Bars::width`]. AIs stand in
    /// parentheses.
    #[must_use]
    pub fn captions(&self, narrow: u32, wide: u32) -> Vec<Caption> {
        caption::captions(self.kind, &self.text, narrow, self.width(narrow, wide))
    }

    /// The marks `<` and `>` that keep the quiet zones of EAN-13 and EAN-8 clear, for those who want them;
    /// their tips lie on the outer edges of the zones. Places are in units of which a module has `narrow`.
    #[must_use]
    pub fn marks(&self, narrow: u32) -> Vec<Caption> {
        caption::marks(self.kind, narrow)
    }

    fn units(&self, narrow: u32, wide: u32) -> impl Iterator<Item = u32> {
        let is_itf = self.kind == LinearKind::Itf14;
        self.elements.iter().map(move |element| match is_itf {
            true if *element == itf::NARROW => narrow,
            true => wide,
            false => narrow.saturating_mul(u32::from(*element)),
        })
    }

    /// Units that are true in those bars that are asked for.
    fn spread(&self, narrow: u32, wide: u32, bar: impl Fn(usize) -> bool) -> Vec<bool> {
        let run = |(at, units): (usize, u32)| repeat_n(at % 2 == 0 && bar(at), units as usize);
        self.units(narrow, wide).enumerate().flat_map(run).collect()
    }
}

impl fmt::Debug for Bars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bars({}, {} elements)", self.kind, self.elements.len())
    }
}
