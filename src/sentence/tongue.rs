//! The language that sentences are told in.
//!
//! A sentence knows no language. Who tells it opens a scope, and whatever is told within, on the same
//! thread, is told in its language; work that goes on on another thread takes the language along.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

/// A language that sentences can be told in, other than English.
pub trait Tongue: fmt::Debug + Sync {
    /// Its tag by BCP 47, such as `ru`.
    fn tag(&self) -> &'static str;

    /// What an English pattern is in it, in the form that agrees with a count; `None` where it has no such
    /// pattern, which is then told in English.
    fn form(&self, english: &str, count: Option<u64>) -> Option<&str>;

    /// What stands before the decimals of a number.
    fn decimal_sign(&self) -> char;

    /// The order and signs of a date, as `strftime` has them: `%d.%m.%Y`.
    fn date(&self) -> &'static str;
}

thread_local! {
    static SPOKEN: Cell<Option<&'static dyn Tongue>> = const { Cell::new(None) };
}

/// Tells in a language whatever is told within, on this thread; in English, if it is none.
///
/// ```
/// use quietzone::say;
/// use quietzone::sentence::{Tongue, told_in};
///
/// #[derive(Debug)]
/// struct Turkish;
///
/// impl Tongue for Turkish {
///     fn tag(&self) -> &'static str {
///         "tr"
///     }
///     fn form(&self, english: &str, _: Option<u64>) -> Option<&str> {
///         (english == "unit {serial} is marked").then_some("{serial} birimi işaretlendi")
///     }
///     fn decimal_sign(&self) -> char {
///         ','
///     }
///     fn date(&self) -> &'static str {
///         "%d.%m.%Y"
///     }
/// }
///
/// let marked = say!("unit {serial} is marked", serial = 7);
/// assert_eq!(told_in(Some(&Turkish), || marked.to_string()), "7 birimi işaretlendi");
/// assert_eq!(marked.to_string(), "unit 7 is marked");
/// ```
pub fn told_in<R>(tongue: Option<&'static dyn Tongue>, tell: impl FnOnce() -> R) -> R {
    /// Gives the thread its language back, whatever becomes of what is told.
    struct Back(Option<&'static dyn Tongue>);
    impl Drop for Back {
        fn drop(&mut self) {
            SPOKEN.set(self.0);
        }
    }
    let _back = Back(SPOKEN.replace(tongue));
    tell()
}

/// The language that this thread tells in, to take along to another; none is English.
#[must_use]
pub fn tongue() -> Option<&'static dyn Tongue> {
    SPOKEN.get()
}

/// A sentence without places that stands in a declared list or a file of ours, such as the title of a
/// rule, as this thread tells it.
#[must_use]
pub fn worded(english: &str) -> Cow<'_, str> {
    match tongue().and_then(|tongue| tongue.form(english, None)) {
        Some(told) => Cow::Borrowed(told),
        None => Cow::Borrowed(english),
    }
}

/// A number with its decimal sign, as this thread tells it.
pub(super) fn with_sign(number: String) -> String {
    match tongue() {
        Some(tongue) => number.replace('.', tongue.decimal_sign().encode_utf8(&mut [0; 4])),
        None => number,
    }
}
