//! The printer's own symbols: Data Matrix (`^BX`), and linear barcodes.

use super::native_bars;
use crate::gs1::Code;
use crate::raster::Patch;
use crate::render::put;
use crate::scene::{Symbol, Symbology};
use crate::symbol::{Reduction, Separator};
use crate::units::Resolution;

/// The escape character of `^BX` data, named in every field because its default differs between
/// firmwares. No GS1 character set has it.
const ESCAPE: u8 = b'#';
/// The indicator of hexadecimal bytes (`^FH`), which is read before the escapes.
const HEX: u8 = b'\\';
/// The separator in a message.
const GS: u8 = 29;

/// A symbol as the printer draws it by itself; `None` where it cannot: another symbol, something taken off modules
/// or bars. QR symbols are none: a printer chooses their version and mask.
pub(super) fn field(symbol: &Symbol, place: &Patch, code: &Code, device: Resolution) -> Option<String> {
    data_matrix(symbol, place, code).or_else(|| native_bars::field(symbol, device))
}

/// A Data Matrix symbol of quality 200 in the size that layout gave it, at the place of its own modules.
fn data_matrix(symbol: &Symbol, place: &Patch, code: &Code) -> Option<String> {
    let Symbology::DataMatrix { size, separator } = symbol.kind else { return None };
    if symbol.reduction() != Reduction::NONE {
        return None;
    }
    let upright = if symbol.turn().swaps() { place.height } else { place.width };
    let dots = upright / size.columns().max(1);
    let turn = native_bars::letter(symbol.turn());
    let aspect = if size.rows() == size.columns() { 1 } else { 2 };
    let mut out = String::new();
    put(
        &mut out,
        format_args!(
            "^FO{},{}^BX{turn},{dots},200,{},{},,{},{aspect}",
            place.left,
            place.top,
            size.columns(),
            size.rows(),
            char::from(ESCAPE)
        ),
    );
    put(&mut out, format_args!("^FH{}^FD{}^FS\n", char::from(HEX), data(code, separator)));
    Some(out)
}

/// The message: FNC1 in front of a GS1 code and, if it is the separator, between its elements, then
/// its bytes, with everything escaped that ZPL or the symbol would take for something else.
fn data(code: &Code, separator: Separator) -> String {
    let fnc1_for_gs = code.is_gs1() && separator == Separator::Fnc1;
    let mut out = String::new();
    if code.is_gs1() {
        out.extend([char::from(ESCAPE), '1']);
    }
    for byte in code.message() {
        match *byte {
            GS if fnc1_for_gs => out.extend([char::from(ESCAPE), '1']),
            ESCAPE => out.extend([char::from(ESCAPE); 2]),
            b'^' | b'~' | HEX => put(&mut out, format_args!("{}{byte:02X}", char::from(HEX))),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => put(&mut out, format_args!("{}{byte:02X}", char::from(HEX))),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gs1::{Ai, Elements, PlainCode};

    #[test]
    fn every_byte_is_written_so_that_zpl_leaves_it_alone() {
        let all: Vec<u8> = (0..=255).collect();
        let text = data(&Code::Plain(PlainCode::new(&all)), Separator::Fnc1);
        assert!(text.bytes().all(|b| (b' '..=b'~').contains(&b)) && !text.contains(['^', '~']));
        // Undone in the order a printer undoes it: hexadecimal bytes, then escapes.
        let mut bytes = Vec::new();
        let mut rest = text.as_bytes();
        while let [first, tail @ ..] = rest {
            if *first == HEX {
                bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
                rest = &tail[2..];
            } else {
                bytes.push(*first);
                rest = tail;
            }
        }
        let text = bytes.iter().map(|b| char::from(*b)).collect::<String>().replace("##", "#");
        assert_eq!(text.chars().map(|c| c as u8).collect::<Vec<_>>(), all);
    }

    #[test]
    fn separators_are_those_of_the_symbol() {
        let mut elements = Elements::default();
        elements.push(Ai::SERIAL, "A1");
        elements.push(Ai::BATCH, "B");
        let code = Code::Gs1(elements.build().unwrap());
        assert_eq!(data(&code, Separator::Gs), r"#121A1\1D10B");
        assert_eq!(data(&code, Separator::Fnc1), "#121A1#110B");
    }
}
