//! The share of light of 660 nm that inks and materials reflect: what is known, from where, and how
//! far it may be off. `docs/reflectance.md` tells the sources; where none is known, nothing is guessed.

use crate::scene::{Process, Substrate};

/// From the least to the greatest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

/// What is seen of an ink on a base: of the light that the base reflects, the share that comes
/// through the ink.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// Per cent that the base reflects.
    base: Range,
    /// Of that, the share (0 to 1) that comes through.
    through: Range,
    /// Points of per cent that the model may be off beside that.
    error: f64,
    /// Whether measured data of good sources stand behind it.
    sure: bool,
}

/// White paper and board. Least: clay coated news back, 74.5 (luminance of APTEC PC11); magazine paper
/// measures 79, office paper 91. Greatest: 94.3, photo paper of the charts by P9K.
const WHITE: Range = Range { least: 74.0, greatest: 94.3 };
/// Brown board: 46 on the one sample that was measured, a light one (LightsysIV), and less on darker
/// ones, of which trade guides say that even black does not always reach a contrast of 20.
const BROWN: Range = Range { least: 20.0, greatest: 50.0 };

/// Below this a material counts as brown.
const LIGHT: f64 = 60.0;

/// The share that comes through a solid of cyan, magenta, yellow and black on white: the least and
/// greatest ratio of ink to paper. Cyan 2.2 to 12.6 and black 1.0 to 8.8 per cent (LightsysIV, offset
/// coated, matte and uncoated; P9K, inkjet; Delft, office printer); magenta and yellow nearly all of it.
const ON_WHITE: [Range; 4] = [
    Range { least: 0.024, greatest: 0.145 },
    Range { least: 0.94, greatest: 1.0 },
    Range { least: 0.96, greatest: 1.0 },
    Range { least: 0.010, greatest: 0.10 },
];
/// The same on brown board, where nothing was measured: inks sink in as they do in newsprint (IFRA) or
/// more, and the surface itself reflects up to 5 per cent.
const ON_BROWN: [Range; 4] = [
    Range { least: 0.024, greatest: 0.30 },
    Range { least: 0.90, greatest: 1.0 },
    Range { least: 0.90, greatest: 1.0 },
    Range { least: 0.010, greatest: 0.22 },
];
/// Dot gain at a tint of 50 %: none on a press with linear plates (Indigo), 0.26 for black on board
/// (APTEC PC10) and for cyan on newsprint. The gain of an unknown press is the greatest error of all.
const GAIN: Range = Range { least: 0.0, greatest: 0.28 };
/// Points that tints and overprints may be off when the gain is known: 95 of 100 patches of nine charts
/// with 38 to 1617 patches lie within 2.4 to 5.3.
const MODEL_ERROR: f64 = 5.0;

impl Range {
    const fn exact(value: f64) -> Self {
        Self { least: value, greatest: value }
    }

    /// Without a sign: how far two things lie apart, whichever is the greater.
    #[must_use]
    pub fn size(self) -> Self {
        let (least, greatest) = (self.least.abs().min(self.greatest.abs()), self.least.abs().max(self.greatest.abs()));
        let least = if self.least <= 0.0 && self.greatest >= 0.0 { 0.0 } else { least };
        Self { least, greatest: greatest.min(100.0) }
    }
}

impl Shade {
    /// What was measured, in per mille.
    #[must_use]
    pub fn measured(per_mille: u16) -> Self {
        let base = Range::exact(f64::from(per_mille) / 10.0);
        Self { base, through: Range::exact(1.0), error: 0.0, sure: true }
    }

    /// A bare material; white paper or board where nothing is said. `None` where no number is known.
    #[must_use]
    pub fn of(substrate: Option<Substrate>) -> Option<Self> {
        let (base, sure) = match substrate {
            None | Some(Substrate::WhiteBoard | Substrate::WhitePaper) => (WHITE, true),
            Some(Substrate::KraftBoard) => (BROWN, false),
            Some(Substrate::Foil | Substrate::WhiteFilm | Substrate::TransparentFilm) => return None,
        };
        Some(Self { base, through: Range::exact(1.0), error: 0.0, sure })
    }

    /// Process inks on this.
    #[must_use]
    pub fn under(self, Process(parts): Process) -> Self {
        let solids = if self.base.greatest < LIGHT { ON_BROWN } else { ON_WHITE };
        let mut through = Range::exact(1.0);
        for (part, solid) in parts.into_iter().zip(solids) {
            let covered = covered(part);
            through.least *= 1.0 - covered.greatest * (1.0 - solid.least);
            through.greatest *= 1.0 - covered.least * (1.0 - solid.greatest);
        }
        let plates = parts.iter().filter(|part| **part > 0).count();
        let is_plain = plates == 0 || plates == 1 && parts.contains(&1000);
        Self { through, error: if is_plain { 0.0 } else { MODEL_ERROR }, ..self }
    }

    /// What is printed where black comes later, by ink jet, thermal transfer or another way.
    #[must_use]
    pub fn under_black(self) -> Self {
        self.under(Process::BLACK)
    }

    /// How much lighter this is than another shade, in points of per cent. On the same base they vary
    /// together.
    #[must_use]
    pub fn lighter_than(&self, other: &Shade) -> Range {
        let error = self.error + other.error;
        if self.base == other.base {
            let (low, high) =
                (self.through.least - other.through.greatest, self.through.greatest - other.through.least);
            let times = |share: f64| [self.base.least * share, self.base.greatest * share];
            let ([a, b], [c, d]) = (times(low), times(high));
            return Range { least: a.min(b) - error, greatest: c.max(d) + error };
        }
        let (own, others) = (self.reflects(), other.reflects());
        Range { least: own.least - others.greatest - error, greatest: own.greatest - others.least + error }
    }

    /// Whether measured data of good sources stand behind it.
    #[must_use]
    pub const fn is_sure(&self) -> bool {
        self.sure
    }

    fn reflects(&self) -> Range {
        Range { least: self.base.least * self.through.least, greatest: self.base.greatest * self.through.greatest }
    }
}

/// The share of paper that a tint of so many per mille covers, its dots grown.
fn covered(part: u16) -> Range {
    let share = f64::from(part.min(1000)) / 1000.0;
    let grown = |gain: f64| (share + 4.0 * gain * share * (1.0 - share)).min(1.0);
    Range { least: grown(GAIN.least), greatest: grown(GAIN.greatest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHITE_PAPER: Shade = Shade { base: WHITE, through: Range::exact(1.0), error: 0.0, sure: true };

    fn on_white(parts: [u16; 4]) -> Range {
        let shade = WHITE_PAPER.under(Process(parts));
        let Range { least, greatest } = shade.reflects();
        Range { least: least - shade.error, greatest: greatest + shade.error }
    }

    /// Patches that were measured lie within what is predicted for them.
    #[test]
    fn measured_patches_lie_within_what_is_predicted() {
        for (parts, measured) in [
            ([1000, 0, 0, 0], [6.3, 2.2, 8.3, 12.6, 3.8, 9.5].as_slice()),
            ([0, 1000, 0, 0], &[82.8, 88.5, 91.0]),
            ([0, 0, 1000, 0], &[85.1, 89.1, 91.0]),
            ([0, 0, 0, 1000], &[1.3, 2.1, 8.8, 7.1, 1.0, 6.6]),
            ([0, 1000, 1000, 0], &[82.4, 90.2, 90.5, 87.3]),
            ([1000, 0, 1000, 0], &[8.7, 6.6, 5.8, 7.0]),
            ([1000, 1000, 0, 0], &[8.4, 6.3, 5.2, 6.7]),
            ([1000, 1000, 1000, 0], &[8.3, 12.8, 9.4, 13.0]),
            ([1000, 0, 0, 1000], &[1.8, 0.7]),
        ] {
            let Range { least, greatest } = on_white(parts);
            for measured in measured {
                assert!((least..=greatest).contains(measured), "{parts:?}: {measured} not in {least} to {greatest}");
            }
        }
    }

    #[test]
    fn red_vanishes_and_blue_is_dark() {
        let contrast = |parts| WHITE_PAPER.lighter_than(&WHITE_PAPER.under(Process(parts))).size();
        assert!(contrast([0, 1000, 1000, 0]).greatest < 20.0);
        assert!(contrast([1000, 660, 0, 0]).least > 40.0);
        assert!(contrast([0, 0, 0, 1000]).least > 55.0);
        assert_eq!(Shade::measured(470).lighter_than(&Shade::measured(70)), Range::exact(40.0));
        assert_eq!(Range { least: -3.0, greatest: 9.0 }.size(), Range { least: 0.0, greatest: 9.0 });
    }

    #[test]
    fn more_ink_is_never_lighter() {
        for part in (0..1000).step_by(50) {
            let (less, more) = (on_white([part, 0, 0, 0]), on_white([part + 50, 0, 0, 0]));
            let slack = 2.0 * MODEL_ERROR;
            assert!(more.least <= less.least + slack && more.greatest <= less.greatest + slack, "{part}");
        }
    }
}
