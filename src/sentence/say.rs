//! How sentences are made.

use super::argument::Sentence;

/// What can be told as a sentence.
pub trait InWords {
    /// The sentence.
    fn in_words(&self) -> Sentence;
}

impl<T: InWords> From<T> for Sentence {
    fn from(what: T) -> Self {
        what.in_words()
    }
}

/// Makes a [`Sentence`](crate::sentence::Sentence): its English pattern, and what fills it by name.
///
/// A pattern that agrees with a count has two forms, for one and for many, with `|` between them, and
/// one argument made by [`count`](crate::sentence::count). Names are held against the pattern when it
/// is compiled. `{{` and `}}` stand for braces.
#[macro_export]
macro_rules! say {
    ($one:literal $(| $many:literal)? $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::sentence::Sentence::new(
            const {
                &$crate::sentence::Pattern::new(
                    $one,
                    &[$($many)?],
                    &[$(stringify!($name)),*],
                    concat!($(stringify!($name), ","),*),
                )
            },
            vec![$($crate::say!(@ $name $(= $value)?)),*],
        )
    };
    (@ $name:ident = $value:expr) => { $crate::sentence::Argument::from($value) };
    (@ $name:ident) => { $crate::sentence::Argument::from($name) };
}

/// Types that are told by [`InWords`] are shown so.
macro_rules! shown_in_words {
    ($($type:ty),+ $(,)?) => {
        $(
            impl std::fmt::Display for $type {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    std::fmt::Display::fmt(&$crate::sentence::InWords::in_words(self), f)
                }
            }
        )+
    };
}

/// Types that are told by [`InWords`] are shown so, and are errors.
macro_rules! errors_in_words {
    ($($type:ty),+ $(,)?) => {
        $crate::sentence::shown_in_words!($($type),+);
        $(impl std::error::Error for $type {})+
    };
}

pub(crate) use errors_in_words;
pub(crate) use shown_in_words;

#[cfg(test)]
mod tests {
    use crate::sentence::*;
    use crate::units::{Dots, Length};

    #[test]
    fn forms_agree_with_the_count_and_nothing_else() {
        let rows = |n| say!("once in {file}" | "{n} times in {file}", n = count(n), file = name("a"));
        assert_eq!([0, 1, 2].map(|n| rows(n).to_string()), ["0 times in a", "once in a", "2 times in a"]);
    }

    #[test]
    fn arguments_are_kept_apart_from_the_pattern() {
        let told = say!(
            "{{{name}}}: {size}, {module}, {dots}, {list}, {either}, {any}, {side_by_side}",
            name = name("code"),
            size = sides(Length::from_mm(12), Length::from_mm(9)),
            module = length(Length::from_emu(9144), 4),
            dots = Dots(1),
            list = list(["a", "b"].map(name)),
            either = either(["GS", "FNC1"].map(name)),
            any = any_of(["(01)", "(02)", "(03)"].map(name)),
            side_by_side = together(["(01)", "(21)"].map(name)),
        );
        let words = "{code}: 12.00 × 9.00 mm, 0.2540 mm, 1 dot, a, b, GS or FNC1, (01), (02) or (03), (01) with (21)";
        assert_eq!(told.to_string(), words);
        assert_eq!(told.pattern().names().next(), Some("name"));
        assert_eq!(told.arguments().len(), 8);
    }

    #[test]
    fn of_the_secrets_of_a_code_the_length_is_told() {
        let shown = |ai: &str, value: &str| Element::Shown(ai.to_owned(), value.to_owned());
        let code = Argument::Elements(vec![shown("21", "aB3xY7Qw9zK1m"), Element::Hidden("91".to_owned(), 4)]);
        assert_eq!(say!("the code {code}", code).to_string(), "the code (21)aB3xY7Qw9zK1m(91)<4 characters>");
    }

    #[test]
    fn a_sentence_may_hold_another_as_its_cause() {
        let cause = say!("it has {n} tag" | "it has {n} tags", n = count(1));
        assert_eq!(say!("cannot be read: {cause}", cause).to_string(), "cannot be read: it has 1 tag");
    }
}
