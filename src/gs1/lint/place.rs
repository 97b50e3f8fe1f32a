//! Places on Earth (General Specifications, AI 4309).

use super::{Defect, FlawKind, Outcome, digits};

/// Ten digits: degrees north of the South Pole, in ten-millionths; up to 180 degrees.
pub(super) fn latitude(text: &str) -> Outcome {
    up_to("1800000000", FlawKind::Latitude, text)
}

/// Ten digits: degrees in ten-millionths, up to 360.
pub(super) fn longitude(text: &str) -> Outcome {
    up_to("3600000000", FlawKind::Longitude, text)
}

/// Digits of one length compare as text.
fn up_to(most: &str, kind: FlawKind, text: &str) -> Outcome {
    digits(text, most.len())?;
    if text > most { Err(Defect::whole(kind, text)) } else { Ok(()) }
}
