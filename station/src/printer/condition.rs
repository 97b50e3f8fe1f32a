//! What keeps a printer from printing, in words, and what to do.

use quietzone::say;
use quietzone::sentence::{InWords, Sentence, name};

/// Something that a printer reports of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Condition {
    /// No labels are left, or none are loaded.
    PaperOut,
    /// The ribbon has ended, or none is loaded.
    RibbonOut,
    /// The head is not closed.
    HeadOpen,
    /// The cutter is stuck.
    CutterFault,
    /// Somebody pressed pause, or a program did.
    Paused,
    /// Labels are jammed, or do not feed.
    Jam,
    /// No mark or gap was found where one should be.
    MarkMissing,
    /// An element of the head is broken.
    HeadElement,
    /// The head is not recognised.
    HeadUnknown,
    /// The head's temperature cannot be measured.
    HeadThermistor,
    /// The settings in the printer's memory were lost.
    SettingsLost,
    /// The firmware does not fit the printer.
    Firmware,
    /// It prints what it is sent as numbers, for looking for faults.
    Diagnostics,
    /// An error that the guide does not name, by its bits: those of group 2 stand above those of group 1.
    Unknown(u64),
    /// The head is too hot.
    HeadHot,
    /// The head is too cold.
    HeadCold,
    /// The motor is too hot.
    MotorHot,
    /// Its memory for what comes is full.
    BufferFull,
    /// A label waits to be taken.
    LabelWaiting,
    /// It does not know its labels.
    Calibrate,
    /// The head should be cleaned.
    CleanHead,
    /// The head should be replaced.
    ReplaceHead,
    /// Few labels are left.
    PaperLow,
}

/// What a condition means for printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Nothing is printed until somebody does something.
    Stops,
    /// Nothing is printed for a while; it passes by itself.
    Waits,
    /// It prints on.
    Advice,
}

use Condition as C;

impl Condition {
    /// What it means for printing.
    #[must_use]
    pub fn effect(self) -> Effect {
        match self {
            C::HeadHot | C::HeadCold | C::MotorHot | C::BufferFull | C::LabelWaiting => Effect::Waits,
            C::Calibrate | C::CleanHead | C::ReplaceHead | C::PaperLow => Effect::Advice,
            _ => Effect::Stops,
        }
    }

    /// Its name for programs, the same in every language.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            C::PaperOut => "paper_out",
            C::RibbonOut => "ribbon_out",
            C::HeadOpen => "head_open",
            C::CutterFault => "cutter_fault",
            C::Paused => "paused",
            C::Jam => "jam",
            C::MarkMissing => "mark_missing",
            C::HeadElement => "head_element",
            C::HeadUnknown => "head_unknown",
            C::HeadThermistor => "head_thermistor",
            C::SettingsLost => "settings_lost",
            C::Firmware => "firmware",
            C::Diagnostics => "diagnostics",
            C::Unknown(_) => "unknown",
            C::HeadHot => "head_hot",
            C::HeadCold => "head_cold",
            C::MotorHot => "motor_hot",
            C::BufferFull => "buffer_full",
            C::LabelWaiting => "label_waiting",
            C::Calibrate => "calibrate",
            C::CleanHead => "clean_head",
            C::ReplaceHead => "replace_head",
            C::PaperLow => "paper_low",
        }
    }

    /// What to do.
    #[must_use]
    pub fn what_to_do(self) -> Sentence {
        match self {
            C::PaperOut => say!("load labels and close the printer; leave it switched on, or it loses what it holds"),
            C::RibbonOut => say!("load a ribbon; leave the printer switched on, or it loses what it holds"),
            C::HeadOpen => say!("close the head"),
            C::CutterFault => say!("keep hands off the cutter while the printer is on; free it as its manual says"),
            C::Paused => say!("press PAUSE on the printer"),
            C::Jam => say!("open the printer, take out what is jammed, and close it"),
            C::MarkMissing => say!("look whether the labels are those the printer is set up for, and calibrate it"),
            C::HeadElement => say!("have the head replaced: symbols print with a gap"),
            C::HeadUnknown | C::HeadThermistor | C::Firmware => say!("have the printer looked at"),
            C::SettingsLost => say!("set the printer up again: labels, width, darkness, speed"),
            C::Diagnostics => say!("end the diagnostic mode: press FEED, or switch the printer off and on"),
            C::Unknown(_) => say!("look at the printer's display"),
            C::HeadHot | C::MotorHot => say!("wait until it has cooled; it goes on by itself"),
            C::HeadCold => say!("wait until it is warm; it goes on by itself"),
            C::BufferFull => say!("wait; it takes more when it has printed"),
            C::LabelWaiting => say!("take the label"),
            C::Calibrate => say!("calibrate the printer when the job has ended"),
            C::CleanHead => say!("clean the head at the next change of labels"),
            C::ReplaceHead => say!("have the head replaced soon"),
            C::PaperLow => say!("have labels at hand"),
        }
    }
}

impl InWords for Condition {
    fn in_words(&self) -> Sentence {
        match *self {
            C::PaperOut => say!("the printer has no labels"),
            C::RibbonOut => say!("the printer has no ribbon"),
            C::HeadOpen => say!("the head is open"),
            C::CutterFault => say!("the cutter is stuck"),
            C::Paused => say!("the printer is paused"),
            C::Jam => say!("labels are jammed"),
            C::MarkMissing => say!("the printer finds no gap or mark between labels"),
            C::HeadElement => say!("an element of the head is broken"),
            C::HeadUnknown => say!("the printer does not recognise its head"),
            C::HeadThermistor => say!("the head's temperature cannot be measured"),
            C::SettingsLost => say!("the printer has lost its settings"),
            C::Firmware => say!("the firmware does not fit the printer"),
            C::Diagnostics => say!("the printer is in diagnostic mode and prints what it is sent as numbers"),
            C::Unknown(bits) => {
                say!("the printer reports an error that we do not know: {bits}", bits = name(format!("{bits:016X}")))
            }
            C::HeadHot => say!("the head is too hot"),
            C::HeadCold => say!("the head is too cold"),
            C::MotorHot => say!("the motor is too hot"),
            C::BufferFull => say!("the printer's memory is full"),
            C::LabelWaiting => say!("a label waits to be taken"),
            C::Calibrate => say!("the printer should be calibrated"),
            C::CleanHead => say!("the head should be cleaned"),
            C::ReplaceHead => say!("the head should be replaced"),
            C::PaperLow => say!("few labels are left"),
        }
    }
}
