//! Texts that many labels share, laid out once.

use std::collections::HashMap;
use std::sync::RwLock;

use crate::diagnostic::Diagnostic;
use crate::scene::Item;

/// Most different texts of an element that are kept.
const MOST: usize = 256;

/// What an element was on other labels, by what it said there.
#[derive(Debug, Default)]
pub(super) struct Kept(RwLock<HashMap<Box<str>, Vec<Item>>>);

impl Kept {
    /// What a text is that was set before, or else what sets it.
    pub(super) fn or_set(
        &self,
        said: &str,
        set: impl FnOnce() -> Result<Vec<Item>, Diagnostic>,
    ) -> Result<Vec<Item>, Diagnostic> {
        if let Some(items) = self.0.read().ok().and_then(|kept| kept.get(said).cloned()) {
            return Ok(items);
        }
        let items = set()?;
        if let Ok(mut kept) = self.0.write()
            && kept.len() < MOST
        {
            kept.insert(said.into(), items.clone());
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say;

    #[test]
    fn a_text_is_set_once_and_what_is_wrong_with_it_is_told_each_time() {
        let kept = Kept::default();
        let asked = |said: &str, set: Result<Vec<Item>, Diagnostic>| {
            let mut times = 0;
            let items = kept.or_set(said, || {
                times += 1;
                set
            });
            (times, items.is_ok())
        };
        let wrong = || Err(Diagnostic::error(super::super::rules::TEXT_FIT, say!("it does not fit")));
        assert_eq!([asked("a", wrong()), asked("a", wrong())], [(1, false); 2]);
        assert_eq!(
            [asked("a", Ok(Vec::new())), asked("a", wrong()), asked("b", wrong())],
            [(1, true), (0, true), (1, false)]
        );
        (0..MOST).for_each(|n| drop(kept.or_set(&n.to_string(), || Ok(Vec::new()))));
        assert_eq!(kept.0.read().unwrap().len(), MOST);
    }
}
