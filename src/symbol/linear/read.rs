//! A linear symbol of digits read from the widths of its bars and spaces, as they were measured.

use super::{Bars, LinearKind, ean, itf};

/// Digits of a GTIN-13 and of an ITF-14.
const MOST: usize = 14;

impl Bars {
    /// Reads the widths of bars and spaces by turns, in any unit, from the left of the symbol: the first and the
    /// last is a bar, and quiet zones are not among them. They may be off by a third of a module, as where bars are
    /// drawn narrower for the press. `None` of what is no symbol of the kind with a right check digit, and of
    /// [`LinearKind::Gs1128`], which is not read.
    ///
    /// ```
    /// use quietzone::symbol::linear::Bars;
    /// use quietzone::symbol::LinearKind;
    ///
    /// let bars = Bars::encode(LinearKind::Ean8, "96385074")?;
    /// let widths: Vec<u32> = bars.elements().iter().map(|width| u32::from(*width) * 10 + 1).collect();
    /// assert_eq!(Bars::read(LinearKind::Ean8, &widths).as_ref().map(Bars::text), Some("96385074"));
    /// # Ok::<(), quietzone::symbol::linear::LinearError>(())
    /// ```
    #[must_use]
    pub fn read(kind: LinearKind, widths: &[u32]) -> Option<Self> {
        if widths.len() != kind.element_count()? {
            return None;
        }
        let (elements, digits) = match kind {
            LinearKind::Itf14 => {
                let elements = itf::classified(widths);
                let digits = itf::digits(&elements)?;
                (elements, digits)
            }
            _ => {
                let elements = in_modules(widths, kind.modules()?)?;
                let digits = ean::digits(kind, &elements)?;
                (elements, digits)
            }
        };
        let text: String = digits.iter().take(MOST).map(|digit| char::from(b'0' + digit)).collect();
        Self::encode(kind, &text).ok().filter(|bars| bars.elements() == elements)
    }
}

impl LinearKind {
    /// How many bars and spaces a symbol has, where all of the kind have as many.
    #[must_use]
    pub const fn element_count(self) -> Option<usize> {
        match self {
            LinearKind::Ean13 | LinearKind::UpcA => Some(59),
            LinearKind::Ean8 => Some(43),
            LinearKind::Itf14 => Some(77),
            LinearKind::Gs1128 => None,
        }
    }
}

/// Widths as whole modules, of which all come to so many.
fn in_modules(widths: &[u32], modules: i64) -> Option<Vec<u8>> {
    let all: u64 = widths.iter().copied().map(u64::from).sum();
    let modules = u64::try_from(modules).ok()?;
    let rounded = |width: &u32| u8::try_from((u64::from(*width) * modules * 2 + all) / (2 * all.max(1))).ok();
    widths.iter().map(rounded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elements as wide as a press draws them: `narrow` and `wide` units, of bars less some.
    fn drawn(bars: &Bars, narrow: u32, wide: u32, less: u32) -> Vec<u32> {
        let is_itf = bars.kind() == LinearKind::Itf14;
        let width = |element: u8| match (is_itf, element) {
            (true, 2) => wide,
            (_, element) => narrow * u32::from(element),
        };
        let elements = bars.elements().iter().enumerate();
        elements
            .map(|(at, element)| if at % 2 == 0 { width(*element) - less } else { width(*element) + less })
            .collect()
    }

    #[test]
    fn what_is_encoded_is_read_and_backwards_it_is_not() {
        for n in 0..2000_u64 {
            // Digits all over the place.
            let body = format!("{:013}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 10_u64.pow(13));
            for (kind, digits) in
                [(LinearKind::Ean13, 12), (LinearKind::UpcA, 11), (LinearKind::Ean8, 7), (LinearKind::Itf14, 13)]
            {
                let body = &body[..digits];
                let Some(check) = crate::gs1::check_digit(body) else { continue };
                let Ok(bars) = Bars::encode(kind, &format!("{body}{check}")) else { continue };
                for less in 0..4 {
                    let mut widths = drawn(&bars, 12, 30, less);
                    assert_eq!(Bars::read(kind, &widths).as_ref(), Some(&bars), "{kind} {less}");
                    widths.reverse();
                    assert_eq!(Bars::read(kind, &widths), None, "{kind}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_symbol_is_none() {
        let bars = Bars::encode(LinearKind::Ean13, "4006381333931").unwrap();
        let widths = drawn(&bars, 10, 10, 0);
        assert_eq!(Bars::read(LinearKind::Ean8, &widths), None);
        assert_eq!(Bars::read(LinearKind::Gs1128, &widths), None);
        for changed in 0..widths.len() {
            let mut widths = widths.clone();
            widths[changed] += 10;
            assert_ne!(Bars::read(LinearKind::Ean13, &widths).as_ref(), Some(&bars));
        }
        assert_eq!(Bars::read(LinearKind::Ean13, &[0; 59]), None);
        assert_eq!(Bars::read(LinearKind::Itf14, &[0; 77]), None);
    }
}
