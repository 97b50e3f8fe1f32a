//! What the page says to people: a sentence a key, a file a page. What is counted is said by calls.

mod label;
mod orders;
mod output;
mod print;
mod shell;
mod start;

use quietzone::sentence::{Argument, Sentence, name};
use serde_json::Value;

/// A sentence and the key that the page knows it by.
type Word = (&'static str, Sentence);

/// All of them.
pub(crate) fn all() -> Value {
    every().map(|(key, sentence)| (key.to_owned(), Value::from(sentence.to_string()))).collect()
}

fn every() -> impl Iterator<Item = Word> {
    [shell::words(), start::words(), label::words(), output::words(), print::words(), orders::words()]
        .into_iter()
        .flatten()
}

/// A place in a sentence that the page fills.
fn slot(named: &str) -> Argument {
    name(format!("{{{named}}}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The keys that the files of the page name by `t("…")`.
    fn used(folder: &Path, keys: &mut BTreeSet<String>) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                used(&path, keys);
            } else if path.extension().is_some_and(|ending| ending == "js") {
                let text = fs::read_to_string(&path).unwrap();
                let named = text.split("t(\"").skip(1).filter_map(|rest| rest.split_once('"'));
                keys.extend(named.map(|(key, _)| key.to_owned()).filter(|key| key.contains('.')));
            }
        }
    }

    #[test]
    fn the_page_says_what_is_here_and_nothing_is_here_that_it_does_not_say() {
        let mut keys = BTreeSet::new();
        used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("web"), &mut keys);
        let mut here: Vec<&str> = every().map(|(key, _)| key).collect();
        here.sort_unstable();
        let once: BTreeSet<String> = here.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(here.len(), once.len(), "a key stands here twice");
        let missing: Vec<_> = keys.difference(&once).collect();
        let unsaid: Vec<_> = once.difference(&keys).collect();
        assert!(missing.is_empty() && unsaid.is_empty(), "missing: {missing:?}; never said: {unsaid:?}");
    }
}
