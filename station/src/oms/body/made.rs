//! What the making of all bodies shares.

use quietzone::diagnostic::{Diagnostic, Severity};
use serde_json::{Map, Value as Json};

use super::super::form::Form;
use super::super::system::Limit;

/// A body, and what may be wrong with it; or all that is wrong.
pub type Made = Result<(String, Vec<Diagnostic>), Vec<Diagnostic>>;

/// The text of a body, where nothing that was found is an error.
pub(super) fn made(body: &Json, found: Vec<Diagnostic>) -> Made {
    let is_wrong = found.iter().any(|one| one.severity == Severity::Error);
    if is_wrong { Err(found) } else { Ok((body.to_string(), found)) }
}

/// The attributes of a form; none of them where something is wrong, which is then told.
pub(super) fn taken(
    form: &Form,
    given: &[(String, String)],
    known: &[(&str, &str)],
    found: &mut Vec<Diagnostic>,
) -> Map<String, Json> {
    match form.fill_in(given, known) {
        Ok(filled) => {
            found.extend(filled.told);
            filled.attributes
        }
        Err(wrong) => {
            found.extend(wrong);
            Map::new()
        }
    }
}

/// A limit that a number breaks.
pub(super) fn broken(limit: Option<Limit>, number: usize) -> Option<Limit> {
    limit.filter(|limit| usize::try_from(limit.most).is_ok_and(|most| number > most))
}
