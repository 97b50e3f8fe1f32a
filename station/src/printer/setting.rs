//! What a printer understands, and what it does with paper.

use std::fmt;
use std::str::FromStr;

use quietzone::document::Choice;
use quietzone::say;
use quietzone::sentence::{Sentence, outside};
use quietzone::units::Scale;

/// The language of a printer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Of Zebra and many others.
    #[default]
    Zpl,
    /// Of TSC and its likes.
    Tspl,
}

impl Choice for Language {
    const ALL: &'static [Self] = &[Language::Zpl, Language::Tspl];
    const WORDS: &'static [&'static str] = &["zpl", "tspl"];

    fn word(self) -> &'static str {
        match self {
            Language::Zpl => "zpl",
            Language::Tspl => "tspl",
        }
    }
}

/// Behind which labels paper is cut. It is cut behind the last one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutAt {
    /// Behind so many, from 1.
    Every(u32),
    /// Behind the last one of a GTIN.
    Gtin,
}

impl FromStr for CutAt {
    type Err = Sentence;

    /// Reads `every:10` or `gtin`.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        let every = |text: &str| text.strip_prefix("every:")?.parse().ok().filter(|every| *every > 0).map(CutAt::Every);
        if text == "gtin" { Some(CutAt::Gtin) } else { every(text) }.ok_or_else(|| {
            say!(
                "“{text}” does not say where to cut; write every:10, or gtin for a cut between GTINs",
                text = outside(text)
            )
        })
    }
}

impl fmt::Display for CutAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CutAt::Every(every) => write!(f, "every:{every}"),
            CutAt::Gtin => f.write_str("gtin"),
        }
    }
}

/// How sheets are stretched, across and along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scales(pub Scale, pub Scale);

impl FromStr for Scales {
    type Err = Sentence;

    /// Reads `1.004` for both, or `1.004,1.002`.
    fn from_str(text: &str) -> Result<Self, Sentence> {
        let (across, along) = text.split_once(',').unwrap_or((text, text));
        Ok(Self(across.parse::<Scale>()?, along.parse::<Scale>()?))
    }
}

impl fmt::Display for Scales {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == self.1 { write!(f, "{}", self.0) } else { write!(f, "{},{}", self.0, self.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_given_back_as_they_were_written() {
        for text in ["every:1", "every:250", "gtin"] {
            assert_eq!(text.parse::<CutAt>().unwrap().to_string(), text);
        }
        for bad in ["", "every", "every:0", "every:-1", "10", "batch"] {
            assert!(bad.parse::<CutAt>().is_err(), "{bad}");
        }
        for text in ["1", "1.004", "1.004,0.998"] {
            assert_eq!(text.parse::<Scales>().unwrap().to_string(), text);
        }
        for bad in ["", "1.004,", "2", "1,1,1"] {
            assert!(bad.parse::<Scales>().is_err(), "{bad}");
        }
    }
}
