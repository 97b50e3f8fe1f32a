//! How a printer prints, as it is said to commands.

use clap::ValueEnum;
use quietzone::diagnostic::Diagnostic;
use quietzone::render::tspl::Gap;
use quietzone::units::{Measure, Resolution};
use quietzone_station::printer::{self, Change, CutAt, Moved, Profile, Said, Scales};

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

impl Settings {
    /// Sets what was said.
    pub(crate) fn put(&self, printer: &mut Profile) -> Result<(), Diagnostic> {
        let change = Change {
            dots: self.dpi,
            width: self.width,
            language: self.language.map(printer::Language::from),
            inverted: self.inverted,
            gap: self.gap,
            shift: self.shift,
            scale: self.scale,
            confirm: self.confirm.map(|confirm| match confirm {
                Confirm::Operator => printer::Confirm::Operator,
                Confirm::Counter => printer::Confirm::Counter,
            }),
            confirm_every: self.confirm_every,
            reprint_off: self.reprint.map(|reprint| matches!(reprint, Reprint::Off)),
            in_flight: self.in_flight,
            ..self.paper.change()
        };
        change.put(printer)
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
    /// What was said.
    pub(crate) fn change(self) -> Change {
        Change { cut: self.cut, peel: self.peel, separator: self.separator, ..Change::default() }
    }
}
