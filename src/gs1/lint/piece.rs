//! Which one of how many.

use super::{Defect, FlawKind, Outcome, digits};

/// The number of a piece and the total of pieces, each half of the digits (General
/// Specifications, AIs 8006 and 8026).
pub(super) fn pieceoftotal(text: &str) -> Outcome {
    digits(text, text.len())?;
    let half = text.len() / 2;
    let Some((piece, total)) =
        text.split_at_checked(half).filter(|(piece, total)| half > 0 && piece.len() == total.len())
    else {
        return Err(Defect::whole(FlawKind::PieceLength, text));
    };
    let is_zero = |number: &str| number.bytes().all(|b| b == b'0');
    if is_zero(piece) {
        Err(Defect::at(FlawKind::PieceZero, 0, half))
    } else if is_zero(total) {
        Err(Defect::at(FlawKind::TotalZero, half, half))
    } else if piece > total {
        Err(Defect::whole(FlawKind::ExceedsTotal, text))
    } else {
        Ok(())
    }
}

/// A position and the last position with a slash between them, without zeros in front, such as
/// `2/3` (General Specifications, AI 7258).
pub(super) fn posinseqslash(text: &str) -> Outcome {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let Some((position, last)) = text.split_once('/').filter(|(a, b)| is_number(a) && is_number(b)) else {
        return Err(Defect::whole(FlawKind::Sequence, text));
    };
    if position.starts_with('0') {
        return Err(Defect::whole(FlawKind::LeadingZero, position));
    }
    if last.starts_with('0') {
        return Err(Defect::whole(FlawKind::LeadingZero, last).moved(position.len() + 1));
    }
    // Without zeros in front the longer number is the greater one.
    if (position.len(), position) > (last.len(), last) {
        return Err(Defect::whole(FlawKind::ExceedsTotal, text));
    }
    Ok(())
}
