//! What the page "start" says.

use super::Word;

pub(super) fn words() -> Vec<Word> {
    Vec::new()
}
