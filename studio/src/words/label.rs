//! What the page "label" says.

use super::Word;

pub(super) fn words() -> Vec<Word> {
    Vec::new()
}
