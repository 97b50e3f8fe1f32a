//! What the page "orders" says.

use super::Word;

pub(super) fn words() -> Vec<Word> {
    Vec::new()
}
