//! How a printer prints, as it is said to commands.

use std::str::FromStr;

use clap::ValueEnum;
use quietzone::diagnostic::Diagnostic;
use quietzone::render::tspl::Gap;
use quietzone::say;
use quietzone::sentence::{Sentence, outside};
use quietzone::units::{Length, Measure, Resolution};
use quietzone_station::printer::{self, CutAt, Profile, Scales, Shift, rules};

/// How a printer prints.
#[derive(Debug, clap::Args)]
pub(crate) struct Settings {
    /// The dots of its head: 203, 300, 600, '12 dots/mm', or none.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Said<Resolution>>,
    /// The width that it prints, at most, such as 104mm, or none.
    #[arg(long, value_name = "LENGTH")]
    width: Option<Said<Measure>>,
    /// What it understands.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    language: Option<Language>,
    /// Whether the bit 1 burns in TSPL, as in some clones: what should be white comes out black otherwise.
    #[arg(long, value_name = "YES|NO", action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "yes", value_parser = clap::builder::BoolishValueParser::new())]
    inverted: Option<bool>,
    /// The gap between labels that a printer is told in TSPL, such as 2mm, or 0mm for continuous paper; none keeps
    /// what it found when it was calibrated.
    #[arg(long, value_name = "LENGTH")]
    gap: Option<Said<Gap>>,
    /// Dots that labels are moved to the right and down, such as 3,-2; or how far sheets are, such as 0.8,-0.3mm; or
    /// none.
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true)]
    shift: Option<Said<Moved>>,
    /// How sheets are stretched, such as 1.004, or 1.004,1.002 across and along, or none.
    #[arg(long, value_name = "FACTOR")]
    scale: Option<Said<Scales>>,
    #[command(flatten)]
    paper: Paper,
    /// What confirms that labels were printed.
    #[arg(long, value_enum, value_name = "WHO")]
    confirm: Option<Confirm>,
    /// Labels after which the operator is asked, if not only at the end, or none.
    #[arg(long, value_name = "N")]
    confirm_every: Option<Said<u32>>,
    /// Whether the printer itself prints a label again that was partly printed.
    #[arg(long, value_enum, value_name = "WHO")]
    reprint: Option<Reprint>,
    /// Labels under way at a time [default: 5].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    in_flight: Option<u32>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    /// Of Zebra and many others.
    Zpl,
    /// Of TSC and its likes.
    Tspl,
}

impl From<Language> for printer::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Zpl => printer::Language::Zpl,
            Language::Tspl => printer::Language::Tspl,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Confirm {
    /// Somebody who looks at the labels.
    Operator,
    /// The printer's own count, which `printer test` has shown to be right.
    Counter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reprint {
    /// Never: every label says ^JZN, so that no code is printed twice unseen.
    Off,
    /// As the printer is set: two papers of one code may come out.
    Printer,
}

/// A value, or that there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Said<T> {
    Is(T),
    None,
}

impl<T: FromStr> FromStr for Said<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "none" { Ok(Said::None) } else { text.parse().map(Said::Is) }
    }
}

impl<T: Copy> Said<T> {
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Said::Is(value) => Some(value),
            Said::None => None,
        }
    }
}

/// How far labels or sheets are moved.
#[derive(Clone, Copy, Debug)]
enum Moved {
    Labels(Shift),
    Sheets(Length, Length),
}

impl FromStr for Moved {
    type Err = Sentence;

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

impl Settings {
    /// Sets what was said.
    pub(crate) fn put(&self, printer: &mut Profile) -> Result<(), Diagnostic> {
        let refused = |message: Sentence| Diagnostic::error(rules::SETTINGS, message);
        if let Some(dpi) = self.dpi {
            printer.dots = dpi.value();
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
        if let Some(language) = self.language {
            printer.language = language.into();
        }
        printer.inverted = self.inverted.unwrap_or(printer.inverted);
        if let Some(gap) = self.gap {
            printer.gap = gap.value();
        }
        self.paper.put(printer);
        if let Some(confirm) = self.confirm {
            printer.confirm = match confirm {
                Confirm::Operator => printer::Confirm::Operator,
                Confirm::Counter => printer::Confirm::Counter,
            };
        }
        if let Some(every) = self.confirm_every {
            printer.confirm_every = every.value();
        }
        if let Some(reprint) = self.reprint {
            printer.reprint_off = matches!(reprint, Reprint::Off);
        }
        printer.in_flight = self.in_flight.unwrap_or(printer.in_flight);
        Ok(())
    }
}

/// What is done with the paper, where it is not what the printer is set up for.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Paper {
    /// Where the printer's cutter cuts: every:10 labels, gtin between GTINs, or none.
    #[arg(long, value_name = "WHERE")]
    cut: Option<Said<CutAt>>,
    /// Whether each label is peeled off, and waits until it is taken.
    #[arg(long, value_name = "YES|NO", action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "yes", value_parser = clap::builder::BoolishValueParser::new())]
    peel: Option<bool>,
    /// Print a label behind those of each GTIN that tells GTIN and number. It is no label of the job.
    #[arg(long, value_name = "YES|NO", action = clap::ArgAction::Set, num_args = 0..=1, default_missing_value = "yes", value_parser = clap::builder::BoolishValueParser::new())]
    separator: Option<bool>,
}

impl Paper {
    /// Sets what was said.
    pub(crate) fn put(&self, printer: &mut Profile) {
        if let Some(cut) = self.cut {
            printer.cut = cut.value();
        }
        printer.peel = self.peel.unwrap_or(printer.peel);
        printer.separator = self.separator.unwrap_or(printer.separator);
    }
}
