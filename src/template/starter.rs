//! A template to begin with, whose comments are told in the language that is spoken.

use crate::sentence::worded;

const STARTER: &str = include_str!("starter.toml");
/// What parts an entry from the comment behind it.
const ASIDE: &str = "  # ";

/// A stretch of the starter.
enum Part {
    /// What stands as it is.
    Code(&'static str),
    /// Comments that are one text.
    Comment(String),
    /// An entry, with what parts it from its comment, and the comment.
    Aside(&'static str, &'static str),
}

/// A template to begin with: every kind of element, with comments.
#[must_use]
pub fn starter() -> String {
    let told = parts().into_iter().map(|part| match part {
        Part::Code(line) => line.to_owned(),
        Part::Comment(text) => worded(&text).lines().map(|line| format!("# {line}")).collect::<Vec<_>>().join("\n"),
        Part::Aside(code, comment) => format!("{code}{}", worded(comment)),
    });
    told.collect::<Vec<_>>().join("\n")
}

/// The comments of the starter, for catalogues.
pub fn starter_comments() -> impl Iterator<Item = String> {
    parts().into_iter().filter_map(|part| match part {
        Part::Code(_) => None,
        Part::Comment(text) => Some(text),
        Part::Aside(_, comment) => Some(comment.to_owned()),
    })
}

fn parts() -> Vec<Part> {
    let mut parts = Vec::new();
    for line in STARTER.lines() {
        let comment = line.strip_prefix("# ").filter(|text| !is_entry(text));
        match (comment, parts.last_mut()) {
            (Some(text), Some(Part::Comment(before))) => {
                before.push('\n');
                before.push_str(text);
            }
            (Some(text), _) => parts.push(Part::Comment(text.to_owned())),
            (None, _) => parts.push(match line.rfind(ASIDE) {
                Some(at) => {
                    let (code, comment) = line.split_at(at + ASIDE.len());
                    Part::Aside(code, comment)
                }
                None => Part::Code(line),
            }),
        }
    }
    parts
}

/// Whether a comment is an entry or a table that may be taken into use.
fn is_entry(text: &str) -> bool {
    let key = text.split(" = ").next().filter(|key| key.len() < text.len());
    text.starts_with('[') || key.is_some_and(|key| key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_english_it_stands_as_it_is_written() {
        assert_eq!(starter(), STARTER.trim_end_matches('\n'));
        let is_entry = |line: &str| line.starts_with("id = ") || line.starts_with('[');
        assert!(starter_comments().all(|comment| !comment.lines().any(is_entry)), "entries are no comments");
        assert!(starter_comments().any(|comment| comment.starts_with("The code.")), "comments are found");
    }
}
