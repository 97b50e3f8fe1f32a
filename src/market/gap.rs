//! What stands between two fields that does not belong there.

use super::fault::{Fault, rules};
use super::field::Field;
use crate::gs1::Ai;
use crate::say;
use crate::sentence::{Sentence, count, name, outside};

/// Characters that may stand for a separator.
pub(super) const LONGEST_GAP: usize = 8;

/// A value that holds an AI in parentheses, behind this much of the text, and that no fixed length ends.
pub(super) fn opening(field: &Field, ai: Ai, before: &str) -> Fault {
    let (ai, position) = (name(ai.to_string()), before.chars().count() + 1);
    let message = say!("“({ai})” at position {position} begins another element within {field}", ai, position, field);
    let help = say!("write each element whole; if the parentheses belong to the value, give the code with separators");
    Fault::new(rules::AMBIGUOUS, Some(field), message).help(help)
}

/// Names what stands between two fields, of a secret only how much.
pub(super) fn between(before: &Field, field: &Field, gap: &str) -> Sentence {
    if before.is_secret || gap.get(..2).and_then(Ai::new).is_some_and(Ai::is_secret) {
        return say!(
            "between {before} and {field} stands {length} character"
                | "between {before} and {field} stand {length} characters",
            before,
            field,
            length = count(gap.chars().count())
        );
    }
    say!("between {before} and {field} stands “{gap}”", before, field, gap = outside(gap))
}
