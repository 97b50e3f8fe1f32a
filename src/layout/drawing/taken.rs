//! Objects of a drawing that elements stand for, and that are not drawn.

use std::collections::BTreeSet;

use super::limits;
use crate::say;
use crate::sentence::{Sentence, file};

/// The text of a drawing in which every element has an id, without these: an empty group stands for each.
pub(super) fn without(path: &str, taken: &BTreeSet<String>, text: &str) -> Result<String, Sentence> {
    let document = limits::again(path, text)?;
    let is_taken = |id: &str| taken.contains(id);
    let ranges: Vec<_> = document
        .descendants()
        .filter(|node| node.attribute("id").is_some_and(is_taken))
        .map(|node| node.range())
        .collect();
    if ranges.len() < taken.len() {
        return Err(say!("{file} has changed while it was read", file = file(path)));
    }
    let mut rest = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        // What stands in another that is taken goes with it.
        let (Some(before), Some(own)) = (text.get(done..range.start), text.get(range.clone())) else { continue };
        rest.push_str(before);
        rest.push_str("<g/>");
        // Lines keep their numbers.
        rest.extend(own.chars().filter(|c| *c == '\n'));
        done = range.end;
    }
    rest.push_str(text.get(done..).unwrap_or_default());
    Ok(rest)
}
