//! A wall around parsers that are not ours: their panic on a broken file becomes an answer.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a parser; if it panics, there is no value.
pub fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(parse));
    GUARDED.set(before);
    result.ok()
}

/// Keeps the panics of guarded parsers off standard error. All others are told as before.
pub fn silence() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            before(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::panic)]
    fn a_panic_is_no_value_and_the_guard_is_lifted_behind_it() {
        assert_eq!(guarded(|| guarded(|| 1)), Some(Some(1)));
        assert_eq!(
            guarded(|| if GUARDED.get() {
                panic!("broken file")
            }),
            None
        );
        assert!(!GUARDED.get());
    }
}
