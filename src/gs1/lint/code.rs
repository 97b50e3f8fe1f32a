//! Codes of one or two characters.

use super::{Defect, FlawKind, Outcome};

fn expect(right: bool, kind: FlawKind, text: &str) -> Outcome {
    if right { Ok(()) } else { Err(Defect::whole(kind, text)) }
}

/// 0 for no, 1 for yes (General Specifications, AIs 4321 to 4323).
pub(super) fn yesno(text: &str) -> Outcome {
    expect(matches!(text, "0" | "1"), FlawKind::YesNo, text)
}

/// The winding direction of a roll: 0 face out, 1 face in, 9 undefined (General Specifications,
/// AI 8001).
pub(super) fn winding(text: &str) -> Outcome {
    expect(matches!(text, "0" | "1" | "9"), FlawKind::Winding, text)
}

/// A sex: 0 not known, 1 male, 2 female, 9 not applicable (ISO/IEC 5218).
pub(super) fn iso5218(text: &str) -> Outcome {
    expect(matches!(text, "0" | "1" | "2" | "9"), FlawKind::Sex, text)
}

/// A type of AIDC medium, assigned by ICCBBA: 01 to 10, and 80 to 99 for national use (General
/// Specifications, AI 7241).
pub(super) fn mediatype(text: &str) -> Outcome {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    expect(digits && (("01"..="10").contains(&text) || text >= "80"), FlawKind::MediaType, text)
}

/// An importer index of tobacco products (Implementing Regulation (EU) 2018/574; General
/// Specifications, AI 7040).
pub(super) fn importeridx(text: &str) -> Outcome {
    let right = match text.as_bytes() {
        [one] => one.is_ascii_alphanumeric() || matches!(one, b'-' | b'_'),
        _ => false,
    };
    expect(right, FlawKind::ImporterIndex, text)
}
