//! What may have happened to a code that cannot be read. Nothing is mended here: each hint names
//! what is there and where, and leaves the repair to people.

use super::fault::Fault;
use super::look_alikes::LookAlike;
use super::structure::Structure;
use crate::gs1::GS;
use crate::say;
use crate::sentence::{Sentence, name};

/// The faults of a code, the first with a hint if the code shows what happened to it.
pub(super) fn explained(structure: &Structure, text: &str, mut faults: Vec<Fault>) -> Vec<Fault> {
    if let (Some(first), Some(hint)) = (faults.first_mut(), hint(structure, text)) {
        first.help = Some(hint);
    }
    faults
}

fn hint(structure: &Structure, text: &str) -> Option<Sentence> {
    look_alike(text)
        .or_else(|| written_number(text))
        .or_else(|| typed_separator(structure, text))
        .or_else(|| glued(structure, text))
        .or_else(|| upper_cased(text))
}

fn look_alike(text: &str) -> Option<Sentence> {
    let (position, letter) = (1..).zip(text.chars()).find_map(|(at, c)| Some((at, LookAlike::of(c)?)))?;
    Some(say!(
        "character {position} is {letter}, which looks like {latin}; take the code from the portal again, or let --fix-lookalikes change it",
        position,
        letter = name(letter.name()),
        latin = name(letter.latin.to_string())
    ))
}

/// A number as spreadsheets show it: `1,04871E+15`.
fn written_number(text: &str) -> Option<Sentence> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let digits =
        |part: &str, more: &[char]| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || more.contains(&c));
    (text.len() < 30 && digits(mantissa, &['.', ',']) && digits(exponent, &['+'])).then(|| {
        say!(
            "the spreadsheet made a number of the code and lost its digits; format the column as text and paste the codes again"
        )
    })
}

/// The letters GS, or the digits 29, typed where a separator stands.
fn typed_separator(structure: &Structure, text: &str) -> Option<Sentence> {
    for typed in ["GS", "29", "FNC1"] {
        let places = text.match_indices(typed).map(|(at, _)| at);
        for at in places {
            let (before, after) = (text.get(..at)?, text.get(at + typed.len()..)?);
            let one = format!("{before}{GS}{after}");
            let all = text.replace(typed, "\u{1d}");
            if structure.parse(&one).is_ok() || structure.parse(&all).is_ok() {
                let position = text.get(..at)?.chars().count() + 1;
                return Some(say!(
                    "“{typed}” at position {position} may have been typed for the separator; take the code from the portal again",
                    typed = name(typed),
                    position
                ));
            }
        }
    }
    None
}

/// The same code, or several, one behind another.
fn glued(structure: &Structure, text: &str) -> Option<Sentence> {
    // Of any AIs, almost any two pieces are codes.
    if structure.is_open() {
        return None;
    }
    let longest: usize = structure.fields().iter().map(|field| field.max + 4).sum();
    let short = text.char_indices().nth(longest * 2).is_none();
    let cut = text.char_indices().map(|(at, _)| at).skip(1).find(|at| {
        let halves = text.split_at_checked(*at);
        short && halves.is_some_and(|(a, b)| structure.parse(a).is_ok() && structure.parse(b).is_ok())
    })?;
    let position = text.get(..cut)?.chars().count() + 1;
    Some(say!("two codes stand in one cell: the second begins at position {position}", position))
}

/// A code without one small letter whose tail must have some.
fn upper_cased(text: &str) -> Option<Sentence> {
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    let small = text.chars().any(|c| c.is_ascii_lowercase());
    (letters > 20 && !small).then(|| {
        say!(
            "there is no small letter in it: a scanner with Caps Lock, or a program, may have made all letters capital"
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::market::Market;

    const CODE: &str =
        "0104870999000116219ab91CD91ef9x\u{1d}91ab12\u{1d}92AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/AbCdE=";

    fn help(text: &str) -> String {
        let structure = Market::load("kz-pharma").unwrap().structure;
        let faults = structure.read(text).unwrap_err();
        faults[0].help.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn damage_is_told_for_what_it_is() {
        let look_alike = CODE.replace("9ab91CD91ef9x", "9ab91CD91ef9\u{425}");
        assert!(help(&look_alike).contains("character 31 is U+0425 CYRILLIC HA, which looks like X"));
        assert!(help("1,04871E+15").contains("made a number"));
        assert!(help(&CODE.replace('\u{1d}', "GS")).contains("“GS” at position 32"));
        assert!(help(&CODE.replace('\u{1d}', "29")).contains("“29” at position 32"));
        assert!(
            help(&format!("{CODE}{CODE}"))
                .contains(&format!("the second begins at position {}", CODE.chars().count() + 1))
        );
    }

    #[test]
    fn hints_hold_nothing_of_the_tail() {
        for text in [CODE.replace('\u{1d}', "GS"), format!("{CODE}{CODE}"), CODE.replace("=", "")] {
            assert!(!help(&text).contains("AbCd"), "{text}");
        }
    }
}
