//! What somebody says of how a printer prints; what is not said stays.

use std::str::FromStr;

use quietzone::diagnostic::Diagnostic;
use quietzone::render::tspl::Gap;
use quietzone::say;
use quietzone::sentence::{Sentence, outside};
use quietzone::units::{Length, Measure, Resolution};

use super::profile::{Confirm, Profile, Shift};
use super::rules;
use super::setting::{CutAt, Language, Scales};

/// A value, or that there is none.
#[derive(Clone, Copy, Debug)]
pub enum Said<T> {
    /// This.
    Is(T),
    /// None.
    None,
}

impl<T: FromStr> FromStr for Said<T> {
    type Err = T::Err;

    /// Reads `none`, or a value.
    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "none" { Ok(Said::None) } else { text.parse().map(Said::Is) }
    }
}

impl<T: Copy> Said<T> {
    /// The value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Said::Is(value) => Some(value),
            Said::None => None,
        }
    }
}

/// How far labels or sheets are moved.
#[derive(Clone, Copy, Debug)]
pub enum Moved {
    /// Labels, in dots.
    Labels(Shift),
    /// Sheets, to the right and down.
    Sheets(Length, Length),
}

impl FromStr for Moved {
    type Err = Sentence;

    /// Reads `3,-2`, or `0.8,-0.3mm`.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        let two = || text.split_once(',').map(|(right, down)| (right.trim(), down.trim()));
        let labels = || {
            let (right, down) = two()?;
            Some(Moved::Labels(Shift { right: right.parse().ok()?, down: down.parse().ok()? }))
        };
        let sheets = || {
            let (right, down) = two()?;
            // The unit may stand once.
            let unit = down.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ' '));
            let length = |text: &str| text.parse::<Measure>().ok()?.on(None);
            let right = length(right).or_else(|| length(&format!("{right}{unit}")))?;
            Some(Moved::Sheets(right, length(down)?))
        };
        labels().or_else(sheets).ok_or_else(|| {
            say!(
                "“{text}” is not two numbers of dots, such as 3,-2, or two lengths for sheets, such as 0.8,-0.3mm",
                text = outside(text)
            )
        })
    }
}

/// What is said of a printer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Change {
    /// The dots of its head.
    pub dots: Option<Said<Resolution>>,
    /// The width that it prints, at most.
    pub width: Option<Said<Measure>>,
    /// What it understands.
    pub language: Option<Language>,
    /// Whether the bit 1 burns in TSPL.
    pub inverted: Option<bool>,
    /// The gap between labels that it is told in TSPL.
    pub gap: Option<Said<Gap>>,
    /// How far labels or sheets are moved.
    pub shift: Option<Said<Moved>>,
    /// How sheets are stretched.
    pub scale: Option<Said<Scales>>,
    /// Where its cutter cuts.
    pub cut: Option<Said<CutAt>>,
    /// Whether each label is peeled off.
    pub peel: Option<bool>,
    /// Whether a label that tells GTIN and number comes behind those of each GTIN.
    pub separator: Option<bool>,
    /// What confirms that a label was printed.
    pub confirm: Option<Confirm>,
    /// Labels after which the operator is asked.
    pub confirm_every: Option<Said<u32>>,
    /// Whether the printer prints nothing again by itself.
    pub reprint_off: Option<bool>,
    /// Labels under way at a time.
    pub in_flight: Option<u32>,
}

impl Change {
    /// Sets what was said.
    ///
    /// # Errors
    /// The width is none.
    pub fn put(&self, printer: &mut Profile) -> Result<(), Diagnostic> {
        let refused = |message: Sentence| Diagnostic::error(rules::SETTINGS, message);
        if let Some(dots) = self.dots {
            printer.dots = dots.value();
        }
        if let Some(width) = self.width {
            printer.width = match width.value().map(|width| width.on(printer.dots)) {
                Some(None) => return Err(refused(say!("a width in dots needs --dpi"))),
                Some(Some(width)) if width <= Length::ZERO => {
                    return Err(refused(say!("--width must be above zero")));
                }
                width => width.flatten(),
            };
        }
        match self.shift.map(Said::value) {
            None => {}
            Some(None) => {
                printer.shift = None;
                (printer.fit.right, printer.fit.down) = (Length::ZERO, Length::ZERO);
            }
            Some(Some(Moved::Labels(shift))) => printer.shift = Some(shift),
            Some(Some(Moved::Sheets(right, down))) => (printer.fit.right, printer.fit.down) = (right, down),
        }
        if let Some(scale) = self.scale {
            let Scales(across, along) = scale.value().unwrap_or_default();
            (printer.fit.across, printer.fit.along) = (across, along);
        }
        printer.language = self.language.unwrap_or(printer.language);
        printer.inverted = self.inverted.unwrap_or(printer.inverted);
        if let Some(gap) = self.gap {
            printer.gap = gap.value();
        }
        if let Some(cut) = self.cut {
            printer.cut = cut.value();
        }
        printer.peel = self.peel.unwrap_or(printer.peel);
        printer.separator = self.separator.unwrap_or(printer.separator);
        printer.confirm = self.confirm.unwrap_or(printer.confirm);
        if let Some(every) = self.confirm_every {
            printer.confirm_every = every.value();
        }
        printer.reprint_off = self.reprint_off.unwrap_or(printer.reprint_off);
        printer.in_flight = self.in_flight.unwrap_or(printer.in_flight);
        Ok(())
    }
}
