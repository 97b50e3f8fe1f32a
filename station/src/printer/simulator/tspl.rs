//! What comes over a line in TSPL, taken apart as it comes, and what a label of it shows.

use quietzone::raster::{Dots, Raster};
use quietzone::units::{Length, Resolution};

use super::heard::Heard;

/// A command at the beginning of bytes.
enum Command<'b> {
    /// Words, up to the end of their line.
    Words(&'b str),
    /// `BITMAP`: its numbers, and its dots.
    Bitmap([usize; 5], &'b [u8]),
}

/// The command that bytes begin with, and where it ends; `None` while it is not whole.
fn command(bytes: &[u8]) -> Option<(Command<'_>, usize)> {
    const BITMAP: &[u8] = b"BITMAP ";
    /// Bytes of the longest line.
    const LONGEST: usize = 2048;
    if bytes.len() < BITMAP.len() && BITMAP.starts_with(bytes) {
        return None;
    }
    if let Some(rest) = bytes.strip_prefix(BITMAP) {
        let mut from = 0;
        let mut numbers = [0_usize; 5];
        for number in &mut numbers {
            let length = rest.get(from..)?.iter().position(|byte| *byte == b',')?;
            *number = std::str::from_utf8(rest.get(from..from + length)?).ok()?.trim().parse().unwrap_or(0);
            from += length + 1;
        }
        let [_, _, across, down, _] = numbers;
        let end = from.checked_add(across.checked_mul(down)?)?;
        let dots = rest.get(from..end)?;
        return Some((Command::Bitmap(numbers, dots), BITMAP.len() + end));
    }
    let length = match bytes.iter().take(LONGEST).position(|byte| *byte == b'\n') {
        Some(length) => length + 1,
        None if bytes.len() >= LONGEST => LONGEST,
        None => return None,
    };
    let words = std::str::from_utf8(bytes.get(..length)?).unwrap_or_default();
    Some((Command::Words(words.trim()), length))
}

/// What comes next, if it is whole: a question, which may stand between two commands, or a label up to its `PRINT`.
pub(super) fn take(bytes: &mut Vec<u8>) -> Option<Heard> {
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        if let [0x1B, rest @ ..] = rest {
            let heard = match rest {
                [b'!', b'?', ..] => Some(Heard::State),
                [b'!', b'S', ..] => Some(Heard::Report),
                [] | [b'!'] => return None,
                _ => None,
            };
            bytes.drain(at..at + 3.min(rest.len() + 1));
            if heard.is_some() {
                return heard;
            }
            continue;
        }
        let (command, length) = command(rest)?;
        match command {
            Command::Words(words) if words.starts_with("PRINT") => {
                return Some(Heard::Label(bytes.drain(..at + length).collect()));
            }
            Command::Words("~!T") => {
                bytes.drain(at..at + length);
                return Some(Heard::TscModel);
            }
            _ => at += length,
        }
    }
}

/// The picture of a label as a head of these dots prints it: the bit 0 is black. Nothing where it has no size, or
/// one beyond all reason.
#[must_use]
pub fn picture(label: &[u8], head: Resolution) -> Option<Raster> {
    /// The most dots of a side.
    const MOST: u32 = 20_000;
    let (mut rest, mut picture) = (label, None);
    while let Some((command, length)) = command(rest) {
        rest = rest.get(length..)?;
        match (command, &mut picture) {
            (Command::Words(words), _) if words.starts_with("SIZE ") => {
                let side = |text: &str| {
                    let mm: f64 = text.trim().strip_suffix("mm")?.trim().parse().ok()?;
                    let length = Length::from_emu((mm * 36_000.0).round() as i64);
                    u32::try_from(head.nearest(length)).ok().filter(|dots| (1..=MOST).contains(dots))
                };
                let (width, height) = words.trim_start_matches("SIZE ").split_once(',')?;
                picture = Some(blank(side(width)?, side(height)?, head));
            }
            (Command::Words("CLS"), Some(raster)) => *raster = blank(raster.width, raster.height, head),
            (Command::Bitmap(numbers, dots), Some(raster)) => burn(raster, numbers, dots),
            _ => {}
        }
    }
    picture
}

fn blank(width: u32, height: u32, resolution: Resolution) -> Raster {
    let dots = Dots::OneBit(vec![0xFF; width.div_ceil(8) as usize * height as usize]);
    Raster { width, height, resolution, dots }
}

/// Lays dots over a picture.
fn burn(raster: &mut Raster, [x, y, across, _, _]: [usize; 5], dots: &[u8]) {
    let (width, stride) = (raster.width as usize, raster.width.div_ceil(8) as usize);
    let Dots::OneBit(picture) = &mut raster.dots else { return };
    for (at, byte) in dots.iter().enumerate() {
        for bit in (0..8).filter(|bit| byte & (0x80 >> bit) == 0) {
            let (column, row) = (x + at % across * 8 + bit, y + at / across);
            if let Some(byte) = picture.get_mut(row * stride + column / 8).filter(|_| column < width) {
                *byte &= !(0x80 >> (column % 8));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[u8] =
        b"SIZE 3 mm,2 mm\r\n\x1b!?DIRECTION 0,0\r\nCLS\r\nBITMAP 8,4,2,2,0,\x1b!\x3f\n\r\n\x1b!SPRINT 1,1\r\n~!T\r\n";

    #[test]
    fn what_comes_is_the_same_in_pieces_of_any_size() {
        for size in 1..ALL.len() {
            let (mut bytes, mut heard) = (Vec::new(), Vec::new());
            for piece in ALL.chunks(size) {
                bytes.extend(piece);
                heard.extend(std::iter::from_fn(|| take(&mut bytes)));
            }
            let label =
                b"SIZE 3 mm,2 mm\r\nDIRECTION 0,0\r\nCLS\r\nBITMAP 8,4,2,2,0,\x1b!\x3f\n\r\nPRINT 1,1\r\n".to_vec();
            assert_eq!(heard, [Heard::State, Heard::Report, Heard::Label(label), Heard::TscModel], "{size}");
            assert!(bytes.is_empty());
        }
    }

    /// By hand: a row of 24 dots is 3 bytes; rows 4 and 5 have columns 8 to 17.
    #[test]
    fn a_picture_has_the_dots_that_burn() {
        let label = b"SIZE 3 mm,2 mm\r\nCLS\r\nBITMAP 8,4,2,2,0,\x00\x3f\x00\x3f\r\nPRINT 1,1\r\n";
        let raster = picture(label, "8 dots/mm".parse().unwrap()).unwrap();
        let Dots::OneBit(dots) = raster.dots else { panic!() };
        let mut expected = vec![0xFF; 48];
        expected[4 * 3..6 * 3].copy_from_slice(&[0xFF, 0x00, 0x3F, 0xFF, 0x00, 0x3F]);
        assert_eq!((raster.width, raster.height, dots), (24, 16, expected));
        assert_eq!(picture(b"CLS\r\nPRINT 1,1\r\n", "8 dots/mm".parse().unwrap()), None);
    }
}
