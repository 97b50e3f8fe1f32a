//! TSPL for thermal printers of TSC and their likes: exact dots, one `BITMAP` a label.
//!
//! Every label says its size and stands alone: another program may print between two of them. Nothing is sent that
//! not every clone knows, because some drop all that follows a command they do not know. `GAP` is sent only where it
//! is told: it overrides what the printer found when it was calibrated, and keeps that when it is switched off.
//! Darkness, speed and what else the operator sets are never sent.

mod format;

use std::fmt;
use std::io::Write;
use std::str::FromStr;

use crate::raster::{Painter, Patch, TooManyDots};
use crate::say;
use crate::scene::{Scene, Stock};
use crate::sentence::{InWords, Sentence, errors_in_words, outside};
use crate::units::{Length, Measure};

pub use format::Tspl;

/// How labels are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether the bit 1 burns, as in some clones (Polono PL60). In TSC's printers the bit 0 does.
    pub inverted: bool,
    /// The space between labels, where the printer is to be told.
    pub gap: Option<Gap>,
    /// Dots that the label is moved to the right and down, to meet the paper. What leaves it is cut off.
    pub shift: (i32, i32),
}

/// The space between two labels, and how far the labels end before or behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// From 0 to 25.4 mm; 0 says that the paper is continuous.
    pub height: Length,
    /// From 0 to the height of a label.
    pub offset: Length,
}

impl FromStr for Gap {
    type Err = Sentence;

    /// Reads `2mm`, or `3mm,1mm` with an offset.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        /// As the manual bounds it: an inch.
        const MOST: Length = Length::from_emu(914_400);
        let length = |text: &str| text.trim().parse::<Measure>().ok()?.on(None);
        let (height, offset) = text.split_once(',').unwrap_or((text, "0mm"));
        let gap = length(height).zip(length(offset)).map(|(height, offset)| Self { height, offset });
        gap.filter(|gap| (Length::ZERO..=MOST).contains(&gap.height) && gap.offset >= Length::ZERO).ok_or_else(|| {
            say!(
                "“{text}” is no gap between labels; write its height up to 25.4 mm, such as 2mm, or 0mm for continuous paper",
                text = outside(text)
            )
        })
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&millimetres(self.height))?;
        if self.offset == Length::ZERO { Ok(()) } else { write!(f, ",{}", millimetres(self.offset)) }
    }
}

/// Why labels cannot be written as TSPL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TsplError {
    /// Press artwork.
    NoDots,
    /// A sheet.
    Sheet,
    /// The label is too large.
    TooManyDots(TooManyDots),
}

impl InWords for TsplError {
    fn in_words(&self) -> Sentence {
        match self {
            TsplError::NoDots => say!(
                "TSPL is for printers with dots, and artwork has none; name the printer's with --dpi, such as --dpi 300"
            ),
            TsplError::Sheet => say!(
                "a TSPL printer prints label by label from a roll, so it cannot print sheets; write PDF, or take a template without [sheet]"
            ),
            TsplError::TooManyDots(error) => error.in_words(),
        }
    }
}

errors_in_words!(TsplError);

impl From<TooManyDots> for TsplError {
    fn from(error: TooManyDots) -> Self {
        TsplError::TooManyDots(error)
    }
}

/// Whether labels can be printed from TSPL.
///
/// # Errors
/// There are no dots, or the labels stand on sheets.
pub fn printer(stock: &Stock) -> Result<(), TsplError> {
    match (&stock.page.sheet, stock.page.device) {
        (_, None) => Err(TsplError::NoDots),
        (Some(_), _) => Err(TsplError::Sheet),
        (None, Some(_)) => Ok(()),
    }
}

/// Makes labels; shared between threads.
pub struct TsplMaker<'a> {
    painter: Painter<'a>,
    options: Options,
    /// What every label says before its dots.
    frame: String,
    /// Dots across and down.
    size: (u32, u32),
}

impl<'a> TsplMaker<'a> {
    /// A maker for the labels of a job.
    ///
    /// # Errors
    /// The device has no dots, or the labels stand on sheets, or have too many dots.
    pub fn new(stock: &'a Stock, options: Options) -> Result<Self, TsplError> {
        printer(stock)?;
        let painter = Painter::new(stock)?;
        let mut frame = format!("SIZE {},{}\r\n", millimetres(stock.page.width), millimetres(stock.page.height));
        if let Some(gap) = options.gap {
            frame += &format!("GAP {},{}\r\n", millimetres(gap.height), millimetres(gap.offset));
        }
        frame += "DIRECTION 0,0\r\nCLS\r\n";
        let device = stock.page.dots();
        let side = |length| u32::try_from(device.nearest(length).max(1)).unwrap_or(u32::MAX);
        let size = (side(stock.page.width), side(stock.page.height));
        Ok(Self { painter, options, frame, size })
    }

    /// The label of a scene.
    #[must_use]
    pub fn label(&self, scene: &Scene) -> Vec<u8> {
        let mut out = self.frame.clone().into_bytes();
        if let Some(Patch { left, top, width, height, bits }) = self.patch(scene) {
            // Writing into memory does not fail.
            let _ = write!(out, "BITMAP {left},{top},{},{height},0,", width.div_ceil(8));
            if self.options.inverted {
                out.extend(bits);
            } else {
                out.extend(bits.iter().map(|byte| !byte));
            }
            out.extend(b"\r\n");
        }
        out.extend(b"PRINT 1,1\r\n");
        out
    }

    /// All black dots of a label, moved to where they are to be.
    fn patch(&self, scene: &Scene) -> Option<Patch> {
        let patch = self.painter.whole(scene)?;
        if self.options.shift == (0, 0) { Some(patch) } else { patch.moved(self.options.shift, self.size) }
    }
}

/// A length as TSPL has it, in hundredths of a millimetre, which no head can tell apart.
fn millimetres(length: Length) -> String {
    let shown = format!("{:.2}", length.to_mm());
    format!("{} mm", shown.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_read_as_people_write_it() {
        for (text, told) in [("2mm", "2 mm"), ("3 mm, 0.5 mm", "3 mm,0.5 mm"), ("0mm", "0 mm"), ("0.1in", "2.54 mm")] {
            assert_eq!(text.parse::<Gap>().unwrap().to_string(), told);
        }
        for bad in ["", "2", "26mm", "-1mm", "2mm,-1mm", "2dots", "2mm,1mm,1mm"] {
            assert!(bad.parse::<Gap>().is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_are_told_in_millimetres() {
        for (hundredths, told) in [(5800, "58 mm"), (5750, "57.5 mm"), (10_160, "101.6 mm"), (10_000, "100 mm")] {
            assert_eq!(millimetres(Length::from_emu(hundredths * 360)), told);
        }
    }
}
