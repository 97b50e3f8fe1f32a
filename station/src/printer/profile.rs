//! How a printer is set up, as far as we need to know.

use std::fmt::Write;

use quietzone::document::Choice;
use quietzone::render::pdf::Fit;
use quietzone::render::tspl::{self, Gap};
use quietzone::say;
use quietzone::sentence::{Sentence, is_unseen, name, outside};
use quietzone::units::{Length, Resolution};

use super::address::Address;
use super::setting::{CutAt, Language};

/// Labels under way at a time, if nothing else is said.
pub(super) const IN_FLIGHT: u32 = 5;
/// The most labels that may be under way at a time.
pub(super) const MOST_IN_FLIGHT: u32 = 100;
/// Characters of the longest name.
const LONGEST_NAME: usize = 40;

/// A printer, and how it prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// What people call it.
    pub name: String,
    /// Where it stands.
    pub address: Address,
    /// The dots of its head.
    pub dots: Option<Resolution>,
    /// The width that it prints, at most.
    pub width: Option<Length>,
    /// What it understands.
    pub language: Language,
    /// Whether the bit 1 burns in TSPL.
    pub inverted: bool,
    /// The gap between labels that it is told in TSPL.
    pub gap: Option<Gap>,
    /// How far labels are moved to meet the paper. `^LS` and `^LT` are sent only if there is one.
    pub shift: Option<Shift>,
    /// How sheets are moved and stretched to meet the paper.
    pub fit: Fit,
    /// Where its cutter cuts; what is set at the printer, if nothing is said.
    pub cut: Option<CutAt>,
    /// Whether each label is peeled off, and waits until it is taken.
    pub peel: bool,
    /// Whether a label that tells GTIN and number comes behind the labels of each GTIN.
    pub separator: bool,
    /// What confirms that a label was printed.
    pub confirm: Confirm,
    /// Labels after which the operator is asked, if not only at the end.
    pub confirm_every: Option<u32>,
    /// Whether every label says that one which was partly printed is not printed again by the printer
    /// itself (`^JZN`).
    pub reprint_off: bool,
    /// Labels under way at a time, from 1 to 100.
    pub in_flight: u32,
    /// What it has shown in a test, at the address it has.
    pub proven: Option<Proof>,
}

/// How far labels are moved, in dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// To the right, from -9999 to 9999.
    pub right: i32,
    /// Down, from -120 to 120.
    pub down: i32,
}

/// What confirms that a label was printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confirm {
    /// Somebody who looks at the labels.
    #[default]
    Operator,
    /// The printer's own count of labels.
    Counter,
}

impl Choice for Confirm {
    const ALL: &'static [Self] = &[Confirm::Operator, Confirm::Counter];
    const WORDS: &'static [&'static str] = &["operator", "counter"];

    fn word(self) -> &'static str {
        match self {
            Confirm::Operator => "operator",
            Confirm::Counter => "counter",
        }
    }
}

/// What a printer has shown in a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its count of labels when the test had ended.
    pub odometer: u64,
    /// Its serial number, if it tells one.
    pub printer: Option<String>,
    /// Whether its count stood still while it had no labels, and went on when it had some again.
    pub paper_out: bool,
    /// When that was: UTC, such as `2026-11-26T10:12:15Z`.
    pub when: String,
}

impl Profile {
    /// A printer of which only name and address are known.
    ///
    /// # Errors
    /// The name is empty, longer than 40 characters, or has others than letters, digits and `-`, `_`, `.`.
    pub fn new(name: &str, address: Address) -> Result<Self, Sentence> {
        let is_fit = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let is_long = name.chars().count() > LONGEST_NAME;
        if is_long || !name.starts_with(char::is_alphanumeric) || !name.chars().all(is_fit) || name.contains(is_unseen)
        {
            return Err(say!(
                "“{name}” cannot be the name of a printer; take at most {most} letters, digits, hyphens, underscores and points, the first a letter or a digit",
                name = outside(name).shortened(LONGEST_NAME),
                most = LONGEST_NAME
            ));
        }
        Ok(Self {
            name: name.to_owned(),
            address,
            dots: None,
            width: None,
            language: Language::default(),
            inverted: false,
            gap: None,
            shift: None,
            fit: Fit::default(),
            cut: None,
            peel: false,
            separator: false,
            confirm: Confirm::default(),
            confirm_every: None,
            reprint_off: true,
            in_flight: IN_FLIGHT,
            proven: None,
        })
    }

    /// Whether its settings can stand together.
    ///
    /// # Errors
    /// A number is out of its bounds, or labels are to be confirmed by a count that was never shown to be
    /// right.
    pub fn check(&self) -> Result<(), Sentence> {
        let within = |key: &'static str, value: i64, least: i64, most: i64| {
            let bad = || say!("“{key}” must be a whole number from {least} to {most}", key = name(key), least, most);
            (least..=most).contains(&value).then_some(()).ok_or_else(bad)
        };
        within("in_flight", self.in_flight.into(), 1, MOST_IN_FLIGHT.into())?;
        within("confirm_every", self.confirm_every.unwrap_or(1).into(), 1, u32::MAX.into())?;
        if let Some(Shift { right, down }) = self.shift {
            within("shift_right", right.into(), -9999, 9999)?;
            within("shift_down", down.into(), -120, 120)?;
        }
        let is_tspl = self.language == Language::Tspl;
        if !is_tspl && (self.inverted || self.gap.is_some()) {
            return Err(say!("“inverted” and “gap” are for printers that speak TSPL; set its language too"));
        }
        if self.cut.is_some() && self.peel {
            return Err(say!("a printer cuts labels or peels them off, and not both; take one away"));
        }
        if self.confirm == Confirm::Counter && (is_tspl || self.address.is_spooled()) {
            return Err(say!(
                "the printer “{printer}” tells no count of labels, so only the operator can confirm them",
                printer = outside(&self.name)
            ));
        }
        let is_shown = self.proven.as_ref().is_some_and(|proof| proof.paper_out);
        match self.confirm {
            Confirm::Counter if !is_shown => Err(say!(
                "the printer “{printer}” has not shown that it counts what it prints, so its count cannot confirm labels",
                printer = outside(&self.name)
            )),
            _ => Ok(()),
        }
    }

    /// What every label says right behind `^XA`: what labels of other programs left set, for good or until
    /// the printer is switched off, is set to what our labels are made for, each time anew, because others
    /// may print in between. By Zebra's programming guide that is what a printer has when it is switched on:
    ///
    /// - `^JZN` a label that was partly printed is not printed again when the error is over (not what a
    ///   printer has when it is switched on, and never kept by it)
    /// - `^MUD` dots are meant; with the head's density twice, no conversion of density is left
    /// - `^JMA` all dots of the head
    /// - `^PON` `^PMN` `^LRN` not turned, mirrored, or reversed
    /// - `^LH0,0` from the top left corner
    /// - `^FWN,0` fields not turned, and placed by their left side
    /// - `^CI0` characters of one byte
    ///
    /// `^LS` and `^LT`, which shift labels and which operators set, are said only where the profile has a
    /// shift. Media, darkness, speed and calibration are the operator's.
    #[must_use]
    pub fn every_label(&self) -> String {
        let mut said = String::new();
        if self.reprint_off {
            said.push_str("^JZN");
        }
        // The guide knows these densities.
        let density = self.dots.and_then(|dots| match dots.dpi().round() as u32 {
            200 | 203 => Some(200),
            300 | 305 => Some(300),
            600 | 610 => Some(600),
            _ => None,
        });
        said.push_str("^MUD");
        if let Some(density) = density {
            let _ = write!(said, ",{density},{density}");
        }
        said.push_str("^JMA^PON^PMN^LRN^LH0,0^FWN,0^CI0");
        if let Some(Shift { right, down }) = self.shift {
            // `^LS` counts to the left.
            let _ = write!(said, "^LS{}^LT{down}", -right);
        }
        said
    }

    /// What a label says of the paper behind it, where its profile has it cut or peeled: in ZPL the mode of the
    /// printer (`^MM`) and, where a label of a printer that cuts is not cut off, that no paper is fed behind it
    /// (`^XB`), which drops the cut too; in TSPL that the label is one of one piece, or of none.
    #[must_use]
    pub fn paper(&self, is_cut: bool) -> &'static str {
        match (self.language, self.cut, self.peel) {
            (_, None, false) => "",
            (Language::Zpl, Some(_), _) => {
                if is_cut {
                    "^MMC"
                } else {
                    "^MMC^XB"
                }
            }
            (Language::Zpl, None, true) => "^MMP",
            (Language::Tspl, Some(_), _) => {
                if is_cut {
                    "SET CUTTER 1\r\n"
                } else {
                    "SET CUTTER OFF\r\n"
                }
            }
            (Language::Tspl, None, true) => "SET PEEL ON\r\n",
        }
    }

    /// A label of a few lines in the printer's own font, for those who stand beside it.
    #[must_use]
    pub fn note(&self, lines: &[String]) -> Vec<u8> {
        let mut said = match self.language {
            Language::Zpl => format!("^XA{}", self.every_label()),
            Language::Tspl => "CLS\r\n".to_owned(),
        };
        for (line, at) in lines.iter().zip((20..).step_by(40)) {
            // Neither language's own characters stand in it.
            let line: String =
                line.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-')).collect();
            let _ = match self.language {
                Language::Zpl => write!(said, "^FO20,{at}^A0N,30,30^FD{line}^FS"),
                Language::Tspl => write!(said, "TEXT 20,{at},\"3\",0,1,1,\"{line}\"\r\n"),
            };
        }
        said.push_str(match self.language {
            Language::Zpl => "^PQ1^XZ\n",
            Language::Tspl => "PRINT 1,1\r\n",
        });
        said.into_bytes()
    }

    /// How labels are written for it in TSPL.
    #[must_use]
    pub fn tspl(&self) -> tspl::Options {
        let shift = self.shift.map_or((0, 0), |shift| (shift.right, shift.down));
        tspl::Options { inverted: self.inverted, gap: self.gap, shift }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        Profile::new("zebra-1", "tcp://10.0.0.5".parse().unwrap()).unwrap()
    }

    #[test]
    fn names_are_what_people_type() {
        for good in ["zebra-1", "Принтер_2", "3.left"] {
            assert!(Profile::new(good, "file:a".parse().unwrap()).is_ok());
        }
        for bad in ["", "-1", "a b", "a/b", "a\u{1b}", &"x".repeat(41)] {
            assert!(Profile::new(bad, "file:a".parse().unwrap()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_count_confirms_nothing_before_the_printer_has_shown_that_it_counts() {
        let proof = |paper_out| Proof { odometer: 7, printer: None, paper_out, when: String::new() };
        let with = |proven| Profile { confirm: Confirm::Counter, proven, ..profile() };
        assert!(with(None).check().is_err() && with(Some(proof(false))).check().is_err());
        assert!(with(Some(proof(true))).check().is_ok() && profile().check().is_ok());
    }

    #[test]
    fn labels_are_shifted_only_where_the_profile_says_so() {
        assert_eq!(profile().every_label(), "^JZN^MUD^JMA^PON^PMN^LRN^LH0,0^FWN,0^CI0");
        let shifted = Profile {
            shift: Some(Shift { right: 3, down: -2 }),
            dots: "203 dpi".parse().ok(),
            reprint_off: false,
            ..profile()
        };
        assert_eq!(shifted.every_label(), "^MUD,200,200^JMA^PON^PMN^LRN^LH0,0^FWN,0^CI0^LS-3^LT-2");
    }
}
