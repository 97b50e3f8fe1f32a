//! The printer's own linear barcodes: `^BE`, `^B8`, `^BU`, `^B2` and `^BC`, dot for dot what we draw.

use crate::render::put;
use crate::scene::{LinearKind, Symbol, Symbology, Turn};
use crate::symbol::Reduction;
use crate::symbol::linear::Bars;
use crate::units::{Length, Resolution};

/// Dots of a module that `^BY` takes.
const MODULES: std::ops::RangeInclusive<i64> = 1..=10;
/// Guards that a printer draws by itself go down less far than ours from here on, which then cover them.
const GUARDED: i64 = 3;
/// Values of Code 128 (ISO/IEC 15417, table 1).
const START_B: u8 = 104;
const START_C: u8 = 105;
const TO_C: u8 = 99;
const TO_B: u8 = 100;
const FNC1: u8 = 102;

/// The bars of a linear symbol, whose text stays a graphic; `None` where the printer's would have other dots: with
/// something taken off them, at modules that `^BY` or its ratio cannot say, with characters that firmware reads in
/// its own ways.
pub(super) fn field(symbol: &Symbol, device: Resolution) -> Option<String> {
    let Symbology::Linear { kind, x, data } = &symbol.kind else { return None };
    let narrow = device.nearest(*x);
    if symbol.reduction() != Reduction::NONE || device.snap(*x) != *x || !MODULES.contains(&narrow) {
        return None;
    }
    let bars = Bars::encode(*kind, data).ok()?;
    let of_bars = symbol.bars_box();
    let upright = |width: Length, height: Length| if symbol.turn().swaps() { (height, width) } else { (width, height) };
    let (long, high) = upright(of_bars.width(), of_bars.height());
    let height = device.nearest(high);
    let turn = letter(symbol.turn());
    let but_check = || data.get(..data.len().checked_sub(1)?);
    let (ratio, command, said) = match kind {
        LinearKind::Ean13 => (None, format!("^BE{turn},{height},N,N"), but_check()?.to_owned()),
        LinearKind::Ean8 => (None, format!("^B8{turn},{height},N,N"), but_check()?.to_owned()),
        LinearKind::UpcA => (None, format!("^BU{turn},{height},N,N,Y"), but_check()?.to_owned()),
        LinearKind::Itf14 => {
            (Some(ratio(&bars, narrow, device.nearest(long))?), format!("^B2{turn},{height},N,N,N"), data.to_string())
        }
        LinearKind::Gs1128 => (None, format!("^BC{turn},{height},N,N,N,N"), said(&bars.characters()?)?),
    };
    let mut out = String::new();
    let at = |length: Length| u32::try_from(device.nearest(length)).ok();
    put(&mut out, format_args!("^FO{},{}^BY{narrow}", at(of_bars.left)?, at(of_bars.top)?));
    if let Some(tenths) = ratio {
        put(&mut out, format_args!(",{}.{}", tenths / 10, tenths % 10));
    }
    put(&mut out, format_args!("{command}^FD{said}^FS\n"));
    for guard in symbol.areas().into_iter().flatten() {
        if upright(guard.width(), guard.height()).1 <= high {
            continue;
        }
        if narrow < GUARDED {
            return None;
        }
        let (width, height) = (device.nearest(guard.width()), device.nearest(guard.height()));
        let place = (at(guard.left)?, at(guard.top)?, width.min(height));
        put(&mut out, format_args!("^FO{},{}^GB{width},{height},{}^FS\n", place.0, place.1, place.2));
    }
    Some(out)
}

/// How a printer names a turn.
pub(super) fn letter(turn: Turn) -> char {
    match turn {
        Turn::None => 'N',
        Turn::Quarter => 'R',
        Turn::Half => 'I',
        Turn::ThreeQuarters => 'B',
    }
}

/// How many tenths of a narrow element a wide one of ITF-14 is, where that is whole dots.
fn ratio(bars: &Bars, narrow: i64, long: i64) -> Option<i64> {
    let wide_bars = i64::from(bars.width(0, 1));
    let wide = (long - i64::from(bars.width(1, 0)) * narrow).checked_div(wide_bars)?;
    (wide * 10 % narrow == 0).then(|| wide * 10 / narrow).filter(|tenths| (20..=30).contains(tenths))
}

/// The symbol characters of Code 128 as `^BC` is told each of them, so that the printer chooses none.
fn said(characters: &[u8]) -> Option<String> {
    let (start, rest) = characters.split_first()?;
    let (mut in_c, begin) = match *start {
        START_C => (true, ">;"),
        START_B => (false, ">:"),
        _ => return None,
    };
    let mut out = begin.to_owned();
    for value in rest {
        match (in_c, *value) {
            (_, FNC1) => out.push_str(">8"),
            (true, pair @ 0..TO_B) => put(&mut out, format_args!("{pair:02}")),
            (true, TO_B) => {
                out.push_str(">6");
                in_c = false;
            }
            (false, TO_C) => {
                out.push_str(">5");
                in_c = true;
            }
            // What `>` itself is, firmware does not agree on; the others begin commands.
            (false, value @ 0..95) if !matches!(value + 32, b'>' | b'^' | b'~') => out.push(char::from(value + 32)),
            _ => return None,
        }
    }
    Some(out)
}
