//! What text holds.

use super::{Defect, FlawKind, Outcome};

/// Text whose percent signs each begin an octet of two hexadecimal digits (RFC 3986, section
/// 2.1; General Specifications, AIs 4300 and on).
pub(super) fn pcenc(text: &str) -> Outcome {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest {
            [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => 3,
            [b'%', ..] => return Err(Defect::at(FlawKind::PercentEncoding, at, rest.len().min(3))),
            _ => 1,
        };
    }
    Ok(())
}

/// Text that is not digits only (a MUDI; General Specifications, AI 8014).
pub(super) fn hasnondigit(text: &str) -> Outcome {
    let digits_only = text.bytes().all(|b| b.is_ascii_digit());
    if digits_only { Err(Defect::whole(FlawKind::DigitsOnly, text)) } else { Ok(()) }
}

/// A hyphen, which makes a temperature negative (General Specifications, AIs 4330 to 4333).
pub(super) fn hyphen(text: &str) -> Outcome {
    let hyphens = !text.is_empty() && text.bytes().all(|b| b == b'-');
    if hyphens { Ok(()) } else { Err(Defect::whole(FlawKind::Hyphen, text)) }
}

/// Base64 whose `=` stand at the end, two at most, and fill up to fours of characters; they may be left
/// out (RFC 4648, sections 3.2, 4 and 5; General Specifications, AI 8030).
pub(in crate::gs1) fn padding(text: &str) -> Outcome {
    let data = text.trim_end_matches('=');
    if let Some(start) = data.find('=') {
        return Err(Defect::at(FlawKind::Padding, start, 1));
    }
    match text.len() - data.len() {
        0 => Ok(()),
        1..=2 if text.len().is_multiple_of(4) => Ok(()),
        pads => Err(Defect::at(FlawKind::Padding, data.len(), pads)),
    }
}
