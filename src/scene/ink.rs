//! Inks.

use std::fmt;
use std::str::FromStr;

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
    },
    /// Cutting, folding and the like: drawn by people, printed by nobody.
    Technical,
}

/// A text is not an ink.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not an ink; write \"K\", \"cmyk(0, 100, 100, 0)\" in per cent, 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))' or \"technical\""
)]
pub struct InkError(String);

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
            Ink::Technical => None,
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
            _ => {
                if let Some(inner) = text.strip_prefix("spot(").and_then(|t| t.strip_suffix(')')) {
                    let (name, alternate) =
                        inner.trim().strip_prefix('"').and_then(|t| t.split_once('"')).ok_or_else(wrong)?;
                    let alternate = alternate.trim().strip_prefix(',').ok_or_else(wrong)?.trim();
                    let name = name.trim();
                    if name.is_empty() || name.chars().any(char::is_control) {
                        return Err(wrong());
                    }
                    let alternate =
                        if alternate == "K" { Process::BLACK } else { cmyk(alternate).ok_or_else(wrong)? };
                    return Ok(Ink::Spot { name: name.to_owned(), alternate });
                }
                cmyk(text).map(Ink::Process).ok_or_else(wrong)
            }
        }
    }
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
        let spot = Ink::Spot { name: "PANTONE 286 C".into(), alternate: Process([1000, 660, 0, 20]) };
        assert_eq!("spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))".parse(), Ok(spot));
        assert_eq!("technical".parse(), Ok(Ink::Technical));
        for bad in [
            "",
            "red",
            "cmyk(0,0,0)",
            "cmyk(0,0,0,101)",
            "cmyk(0,0,0,NaN)",
            "spot(\"\", K)",
            "spot(\"a\")",
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
