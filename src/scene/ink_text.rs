//! Inks as templates write them.

use std::str::FromStr;

use super::{Ink, Process, ProcessingStep, SpotKind};
use crate::document::Choice;
use crate::say;
use crate::sentence::{InWords, Sentence, errors_in_words, outside};

/// A text is not an ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InkError {
    /// It is written in no way that inks are.
    Form(String),
    /// Its separation would be printed on a plate of the process, on all or on none.
    Process(String),
    /// The name of its separation is longer than names in documents may be.
    Long(String),
}

/// Names of separations that mean plates of the process, all and none (ISO 32000-1, 8.6.6.4; ISO 19593-1, 6.3.3).
const PROCESS: [&str; 6] = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];
/// The most bytes of a name in UTF-8 (ISO 32000-1, annex C; ISO 19005-2, 6.1.13).
const LONGEST: usize = 127;

impl InWords for InkError {
    fn in_words(&self) -> Sentence {
        let text = match self {
            InkError::Form(text) => text,
            InkError::Process(name) => {
                return say!(
                    "“{name}” means a plate of the process, or all plates or none, and cannot be the name of an ink of its own; process inks are written \"K\" or \"cmyk(…)\"",
                    name = outside(name)
                );
            }
            InkError::Long(name) => {
                return say!(
                    "the name “{name}” has {bytes} bytes, and names of separations have at most {most}; a Cyrillic letter has two",
                    name = outside(name),
                    bytes = name.len(),
                    most = LONGEST
                );
            }
        };
        say!(
            "“{text}” is not an ink; write \"K\", \"cmyk(0, 100, 100, 0)\" in per cent, 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))', 'white(\"Opaque White\")', 'metallic(\"PANTONE 877 C\", cmyk(0, 0, 0, 40))', \"varnish\" or \"technical\", which are not drawn, or 'varnish(\"Gloss\")', 'technical(\"Dieline\", cmyk(0, 100, 0, 0), cutting)', 'embossing(…)', 'debossing(…)', 'braille(…)' or 'foil(…)', which are; a spot colour measured at 660 nm says so, 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2), 660 nm = 7 %)'",
            text = outside(text)
        )
    }
}

errors_in_words!(InkError);

impl FromStr for Ink {
    type Err = InkError;

    fn from_str(text: &str) -> Result<Self, InkError> {
        let wrong = || InkError::Form(text.to_owned());
        let text = text.trim();
        match text {
            "K" | "k" => Ok(Ink::BLACK),
            "technical" => Ok(Ink::Technical),
            "varnish" => Ok(Ink::Varnish),
            _ => {
                let ink =
                    spot(text).or_else(|| step(text)).or_else(|| cmyk(text).map(Ink::Process)).ok_or_else(wrong)?;
                match ink.separation().map(|separation| separation.name) {
                    Some(name) if PROCESS.contains(&name) => Err(InkError::Process(name.to_owned())),
                    Some(name) if name.len() > LONGEST => Err(InkError::Long(name.to_owned())),
                    _ => Ok(ink),
                }
            }
        }
    }
}

/// Reads `spot("PANTONE 286 C", cmyk(100, 66, 0, 2), 660 nm = 7 %)` and its like.
fn spot(text: &str) -> Option<Ink> {
    let kinds = [("spot(", SpotKind::Colour), ("white(", SpotKind::White), ("metallic(", SpotKind::Metallic)];
    let (inner, kind) = kinds.into_iter().find_map(|(word, kind)| Some((text.strip_prefix(word)?, kind)))?;
    let (name, rest) = named(inner)?;
    let (rest, reflectance) = match rest.rsplit_once(',') {
        Some((before, last)) if last.trim().starts_with("660") => (before, Some(measured(last.trim())?)),
        _ => (rest, None),
    };
    let alternate = match alternate(rest)? {
        None if kind == SpotKind::White => Process([0; 4]),
        known => known?,
    };
    Some(Ink::Spot { name, alternate, kind, reflectance, tint: 1000 })
}

/// What stands for a processing step that says nothing of its look.
const PALE: Process = Process([0, 0, 0, 200]);

/// Reads `technical("Dieline", cmyk(0, 100, 0, 0), creasing)`, `varnish("Gloss")` and their like.
fn step(text: &str) -> Option<Ink> {
    let (word, inner) = text.split_once('(')?;
    let (name, rest) = named(inner)?;
    let (rest, step) = match word.trim() {
        "technical" => match rest.rsplit_once(',') {
            Some((before, last)) if !before.trim().is_empty() && !last.contains(')') && last.trim() != "K" => {
                (before, STRUCTURAL.into_iter().find(|step| step.word() == last.trim())?)
            }
            _ => (rest, ProcessingStep::Cutting),
        },
        "foil" => (rest, ProcessingStep::Foil),
        word => (rest, COATS.into_iter().find(|step| step.word() == word)?),
    };
    let alternate = match alternate(rest)? {
        None if step.is_coat() => PALE,
        known => known?,
    };
    Some(Ink::Step { name, alternate, step })
}

/// What a technical ink may say that it is.
const STRUCTURAL: [ProcessingStep; 9] = [
    ProcessingStep::Cutting,
    ProcessingStep::PartialCutting,
    ProcessingStep::Creasing,
    ProcessingStep::Perforating,
    ProcessingStep::Folding,
    ProcessingStep::Gluing,
    ProcessingStep::Drilling,
    ProcessingStep::Punching,
    ProcessingStep::ColdFoil,
];

/// What has a word of its own.
const COATS: [ProcessingStep; 4] =
    [ProcessingStep::Varnish, ProcessingStep::Embossing, ProcessingStep::Debossing, ProcessingStep::Braille];

/// Reads the name in quotes that begins what stands in parentheses, and gives what is left there.
fn named(inner: &str) -> Option<(String, &str)> {
    let (name, rest) = inner.strip_suffix(')')?.trim().strip_prefix('"')?.split_once('"')?;
    let name = name.trim();
    let is_name = !name.is_empty() && !name.chars().any(char::is_control);
    is_name.then(|| (name.to_owned(), rest))
}

/// Reads `, cmyk(…)` or `, K`; nothing there is no mistake.
fn alternate(rest: &str) -> Option<Option<Process>> {
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(None);
    }
    match rest.strip_prefix(',')?.trim() {
        "K" => Some(Some(Process::BLACK)),
        parts => cmyk(parts).map(Some),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_parse() {
        assert_eq!("K".parse(), Ok(Ink::BLACK));
        assert_eq!("cmyk(0, 50.5, 100, 0)".parse(), Ok(Ink::Process(Process([0, 505, 1000, 0]))));
        let spot = |name: &str, parts, kind, reflectance| {
            Ok(Ink::Spot { name: name.into(), alternate: Process(parts), kind, reflectance, tint: 1000 })
        };
        let step = |name: &str, parts, step| Ok(Ink::Step { name: name.into(), alternate: Process(parts), step });
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
            ("technical(\"Dieline\", cmyk(0, 100, 0, 0))", step("Dieline", [0, 1000, 0, 0], ProcessingStep::Cutting)),
            ("technical(\"Die\", K)", step("Die", [0, 0, 0, 1000], ProcessingStep::Cutting)),
            ("technical(\"Rill\", K, creasing)", step("Rill", [0, 0, 0, 1000], ProcessingStep::Creasing)),
            (
                "technical(\"Kiss\", cmyk(0, 0, 100, 0), partial cutting)",
                step("Kiss", [0, 0, 1000, 0], ProcessingStep::PartialCutting),
            ),
            ("varnish(\"Gloss\")", step("Gloss", PALE.0, ProcessingStep::Varnish)),
            ("foil(\"Gold\", cmyk(0, 20, 60, 20))", step("Gold", [0, 200, 600, 200], ProcessingStep::Foil)),
            ("braille(\"Braille\")", step("Braille", PALE.0, ProcessingStep::Braille)),
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
            "technical(\"All\", K)",
            "technical(\"Black\", K)",
            "technical(\"Die\")",
            "technical(\"Die\", K, white)",
            "cutting(\"Die\", K)",
        ] {
            assert!(bad.parse::<Ink>().is_err(), "{bad}");
        }
    }

    #[test]
    fn separations_are_no_plates_of_the_process_and_have_short_names() {
        for process in ["spot(\"Black\", K)", "white(\"All\")", "technical(\"None\", K)", "metallic(\"Cyan\", K)"] {
            assert!(matches!(process.parse::<Ink>(), Err(InkError::Process(_))), "{process}");
        }
        let named = |letters: usize| format!("spot(\"{}\", K)", "\u{416}".repeat(letters)).parse::<Ink>();
        assert!(named(63).is_ok() && matches!(named(64), Err(InkError::Long(_))));
    }
}
