//! A wall around parsers that are not ours: their panic on a broken file becomes an answer.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the last guarded panic of this thread began, if [`silence`] was called.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs a parser; if it panics, there is no value.
pub fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(parse));
    GUARDED.set(before);
    result.ok()
}

/// Runs what should never panic; if it does all the same, gives the place in the program where.
///
/// # Errors
/// The place; `?` where nobody called [`silence`].
pub fn caught<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    PLACE.take();
    guarded(run).ok_or_else(|| PLACE.take().unwrap_or_else(|| "?".to_owned()))
}

/// Keeps the panics of what is guarded off standard error. All others are told as before.
pub fn silence() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            PLACE.set(info.location().map(|at| {
                // Of libraries, from their name on: what stands before tells of the machine that built them.
                let file = at.file().replace('\\', "/");
                let file = file
                    .split_once("/registry/src/")
                    .and_then(|(_, path)| path.split_once('/'))
                    .map_or(&*file, |(_, path)| path);
                format!("{file}:{}", at.line())
            }));
        } else {
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
