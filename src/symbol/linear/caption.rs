//! Where the human readable interpretation stands (GS1 General Specifications, 4.14 and 5.2 to 5.4).

use super::LinearKind;

/// A piece of text below a linear symbol or beside it. Places are in units of the symbol
/// ([`Bars::modules`](super::Bars::modules)) from the left edge of its first bar, so negative in the left
/// quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// What it says.
    pub text: String,
    /// Where its box begins; the text stands in the middle of the box.
    pub from: i32,
    /// Where its box ends.
    pub to: i32,
    /// Whether it is set smaller than the others: no digit of it is wider than four modules.
    pub small: bool,
}

/// Digits of a number, from one to before another, and the modules they stand at.
type Piece = (usize, usize, i32, i32, bool);

/// The first digit has its left edge at the outer edge of the quiet zone; a digit is seven modules wide.
const EAN_13: &[Piece] = &[(0, 1, -11, -4, false), (1, 7, 3, 45, false), (7, 13, 50, 92, false)];
const EAN_8: &[Piece] = &[(0, 4, 3, 31, false), (4, 8, 36, 64, false)];
/// The bars of the first and the last digit are long, so that these stand outside, five modules away.
const UPC_A: &[Piece] =
    &[(0, 1, -9, -5, true), (1, 6, 10, 45, false), (6, 11, 50, 85, false), (11, 12, 100, 104, true)];

/// The captions of a symbol whose text is this, where a module has so many units and the whole symbol `width`.
pub(super) fn captions(kind: LinearKind, text: &str, module: u32, width: u32) -> Vec<Caption> {
    let pieces = match kind {
        LinearKind::Ean13 => EAN_13,
        LinearKind::Ean8 => EAN_8,
        LinearKind::UpcA => UPC_A,
        LinearKind::Itf14 | LinearKind::Gs1128 => {
            return vec![Caption { text: text.to_owned(), from: 0, to: whole(width), small: false }];
        }
    };
    let caption = |(first, last, from, to, small): &Piece| {
        let text = text.get(*first..*last).unwrap_or_default().to_owned();
        Caption { text, from: units(*from, module), to: units(*to, module), small: *small }
    };
    pieces.iter().map(caption).collect()
}

/// The marks that keep the quiet zones clear, for those who want them: their tips lie on the outer edges of
/// the zones. UPC-A has digits there; the others have bearer bars or nothing.
pub(super) fn marks(kind: LinearKind, module: u32) -> Vec<Caption> {
    let mark = |text: &str, from, to| Caption {
        text: text.to_owned(),
        from: units(from, module),
        to: units(to, module),
        small: false,
    };
    match kind {
        LinearKind::Ean13 => vec![mark(">", 95, 102)],
        LinearKind::Ean8 => vec![mark("<", -7, 0), mark(">", 67, 74)],
        LinearKind::UpcA | LinearKind::Itf14 | LinearKind::Gs1128 => Vec::new(),
    }
}

fn units(modules: i32, module: u32) -> i32 {
    modules.saturating_mul(whole(module))
}

fn whole(units: u32) -> i32 {
    i32::try_from(units).unwrap_or(i32::MAX)
}
