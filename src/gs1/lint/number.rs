//! Zero and not zero.

use super::{Defect, FlawKind, Outcome, digits};

/// Zeros only (the filler in front of a GRAI; General Specifications, AI 8003).
pub(super) fn zero(text: &str) -> Outcome {
    let zeros = !text.is_empty() && text.bytes().all(|b| b == b'0');
    if zeros { Ok(()) } else { Err(Defect::whole(FlawKind::NotZero, text)) }
}

/// A number that is not zero (the dimensions of a roll; General Specifications, AI 8001).
pub(super) fn nonzero(text: &str) -> Outcome {
    digits(text, text.len())?;
    if text.bytes().all(|b| b == b'0') { Err(Defect::whole(FlawKind::Zero, text)) } else { Ok(()) }
}

/// A number without a zero in front (the serial of a CPID; General Specifications, AI 8011).
pub(super) fn nozeroprefix(text: &str) -> Outcome {
    if text.starts_with('0') {
        return Err(Defect::at(FlawKind::LeadingZero, 0, 1));
    }
    digits(text, text.len())
}
