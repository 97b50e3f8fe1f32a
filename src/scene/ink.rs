//! Inks.

use std::fmt;
use std::str::FromStr;

use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, outside};

/// Parts of cyan, magenta, yellow and black, each 0 to 1000 (per mille).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Process(pub [u16; 4]);

/// A named colour of the press or printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Process colours; black alone is `0 0 0 1000`.
    Process(Process),
    /// A spot colour with the process colours that stand for it on screens and proofs.
    Spot {
        /// Its name on the separation.
        name: String,
        /// What stands for it.
        alternate: Process,
        /// How it covers.
        kind: SpotKind,
        /// Its reflectance at 660 nm as measured on the substrate, in per mille.
        reflectance: Option<u16>,
    },
    /// Cutting, folding and the like: drawn by people, printed by nobody.
    Technical,
    /// Varnish and other coats that have no colour: judged, and not drawn.
    Varnish,
}

/// How a spot colour covers what lies under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpotKind {
    /// An ink like others.
    #[default]
    Colour,
    /// Opaque white, the underlay on film, foil and brown board.
    White,
    /// Metallic: it mirrors.
    Metallic,
}

/// A text is not an ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InkError(String);

impl InWords for InkError {
    fn in_words(&self) -> Sentence {
        say!(
            "“{text}” is not an ink; write \"K\", \"cmyk(0, 100, 100, 0)\" in per cent, 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))', 'white(\"Opaque White\")', 'metallic(\"PANTONE 877 C\", cmyk(0, 0, 0, 40))', \"varnish\" or \"technical\"; a spot colour measured at 660 nm says so, 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2), 660 nm = 7 %)'",
            text = outside(&self.0)
        )
    }
}

errors_in_words!(InkError);

impl Process {
    /// Black alone, in full.
    pub const BLACK: Process = Process([0, 0, 0, 1000]);

    /// The process colours of a screen colour: neutral greys as black alone, the rest by plain
    /// complement with the common part as black.
    #[must_use]
    pub fn from_rgb(red: u8, green: u8, blue: u8) -> Self {
        let most = u32::from(red.max(green).max(blue));
        let part = |c: u8| {
            ((most - u32::from(c)) * 1000).checked_div(most).and_then(|part| u16::try_from(part).ok()).unwrap_or(0)
        };
        Self([part(red), part(green), part(blue), u16::try_from(((255 - most) * 1000 + 127) / 255).unwrap_or(1000)])
    }

    /// A screen colour for looking at, by the plain complement.
    #[must_use]
    pub fn to_rgb(self) -> [u8; 3] {
        let [c, m, y, k] = self.0.map(|part| 1000 - u32::from(part.min(1000)));
        [c, m, y].map(|part| u8::try_from((part * k * 255 + 500_000) / 1_000_000).unwrap_or(255))
    }
}

impl Ink {
    /// Black.
    pub const BLACK: Ink = Ink::Process(Process::BLACK);

    /// What it looks like in process colours; `None` when it prints nothing.
    #[must_use]
    pub fn process(&self) -> Option<Process> {
        match self {
            Ink::Process(process) | Ink::Spot { alternate: process, .. } => Some(*process),
            Ink::Technical | Ink::Varnish => None,
        }
    }
}

impl FromStr for Ink {
    type Err = InkError;

    fn from_str(text: &str) -> Result<Self, InkError> {
        let wrong = || InkError(text.to_owned());
        let text = text.trim();
        match text {
            "K" | "k" => Ok(Ink::BLACK),
            "technical" => Ok(Ink::Technical),
            "varnish" => Ok(Ink::Varnish),
            _ => spot(text).or_else(|| cmyk(text).map(Ink::Process)).ok_or_else(wrong),
        }
    }
}

/// Reads `spot("PANTONE 286 C", cmyk(100, 66, 0, 2), 660 nm = 7 %)` and its like.
fn spot(text: &str) -> Option<Ink> {
    let kinds = [("spot(", SpotKind::Colour), ("white(", SpotKind::White), ("metallic(", SpotKind::Metallic)];
    let (inner, kind) = kinds.into_iter().find_map(|(word, kind)| Some((text.strip_prefix(word)?, kind)))?;
    let (name, rest) = inner.strip_suffix(')')?.trim().strip_prefix('"')?.split_once('"')?;
    let name = name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return None;
    }
    let (rest, reflectance) = match rest.rsplit_once(',') {
        Some((before, last)) if last.trim().starts_with("660") => (before, Some(measured(last.trim())?)),
        _ => (rest, None),
    };
    let alternate = match rest.trim().strip_prefix(',').map(str::trim) {
        None if rest.trim().is_empty() && kind == SpotKind::White => Process([0; 4]),
        Some("K") => Process::BLACK,
        Some(parts) => cmyk(parts)?,
        None => return None,
    };
    Some(Ink::Spot { name: name.to_owned(), alternate, kind, reflectance })
}

/// Reads `660 nm = 7.5 %` as per mille.
fn measured(text: &str) -> Option<u16> {
    let number = text.strip_prefix("660")?.trim().strip_prefix("nm")?.trim().strip_prefix('=')?.trim();
    let number: f64 = number.strip_suffix('%')?.trim().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some((number * 10.0).round() as u16)
}

/// Reads `cmyk(0, 100, 12.5, 0)`, in per cent.
fn cmyk(text: &str) -> Option<Process> {
    let inner = text.strip_prefix("cmyk(")?.strip_suffix(')')?;
    let mut parts = [0; 4];
    let mut numbers = inner.split(',');
    for part in &mut parts {
        let number: f64 = numbers.next()?.trim().parse().ok()?;
        if !(0.0..=100.0).contains(&number) {
            return None;
        }
        *part = (number * 10.0).round() as u16;
    }
    numbers.next().is_none().then_some(Process(parts))
}

impl fmt::Display for Process {
    /// As it is written in templates, in per cent: `cmyk(0, 100, 12.5, 0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [c, m, y, k] = self.0.map(|part| f64::from(part) / 10.0);
        write!(f, "cmyk({c}, {m}, {y}, {k})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_parse() {
        assert_eq!("K".parse(), Ok(Ink::BLACK));
        assert_eq!("cmyk(0, 50.5, 100, 0)".parse(), Ok(Ink::Process(Process([0, 505, 1000, 0]))));
        let spot = |name: &str, parts, kind, reflectance| {
            Ok(Ink::Spot { name: name.into(), alternate: Process(parts), kind, reflectance })
        };
        let blue = [1000, 660, 0, 20];
        for (text, ink) in [
            ("spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))", spot("PANTONE 286 C", blue, SpotKind::Colour, None)),
            (
                "spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2), 660 nm = 7.5 %)",
                spot("PANTONE 286 C", blue, SpotKind::Colour, Some(75)),
            ),
            ("spot(\"Own, black\", K, 660nm=4%)", spot("Own, black", [0, 0, 0, 1000], SpotKind::Colour, Some(40))),
            ("white(\"Opaque White\")", spot("Opaque White", [0; 4], SpotKind::White, None)),
            ("metallic(\"Silver\", cmyk(0, 0, 0, 40))", spot("Silver", [0, 0, 0, 400], SpotKind::Metallic, None)),
            ("technical", Ok(Ink::Technical)),
            ("varnish", Ok(Ink::Varnish)),
        ] {
            assert_eq!(text.parse(), ink, "{text}");
        }
        for bad in [
            "",
            "red",
            "cmyk(0,0,0)",
            "cmyk(0,0,0,101)",
            "cmyk(0,0,0,NaN)",
            "spot(\"\", K)",
            "spot(\"a\")",
            "metallic(\"a\")",
            "spot(\"a\", K, 660 nm = 101 %)",
            "spot(\"a\", K, 550 nm = 10 %)",
            "cmyk(0,0,0,0,0)",
        ] {
            assert!(bad.parse::<Ink>().is_err(), "{bad}");
        }
    }

    #[test]
    fn screen_colours_become_process_colours() {
        assert_eq!(Process::from_rgb(0, 0, 0), Process::BLACK);
        assert_eq!(Process::from_rgb(255, 255, 255), Process([0; 4]));
        assert_eq!(Process::from_rgb(255, 0, 0), Process([0, 1000, 1000, 0]));
        assert_eq!(Process::BLACK.to_rgb(), [0, 0, 0]);
        assert_eq!(Process([0; 4]).to_rgb(), [255, 255, 255]);
    }
}
