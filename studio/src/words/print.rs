//! What the page "print" says.

use super::Word;

pub(super) fn words() -> Vec<Word> {
    Vec::new()
}
