//! Choices: types whose values have words in files.

/// A type that a file chooses a value of by its word; made by `choice!`.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value, in the order of their words.
    const ALL: &'static [Self];
    /// The words, as messages and the schema list them.
    const WORDS: &'static [&'static str];

    /// The word of a value, the same in every language.
    fn word(self) -> &'static str;

    /// The value of a word.
    fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Declares an enum, each value with its word in files.
macro_rules! choice {
    (
        $(#[$about:meta])*
        $seen:vis enum $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal,)+ }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $seen enum $name { $($(#[$doc])* $value,)+ }

        impl $crate::document::Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$value),+];
            const WORDS: &'static [&'static str] = &[$($word),+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }
        }
    };
}

pub(crate) use choice;

#[cfg(test)]
mod tests {
    use super::Choice;

    choice! {
        enum Side {
            Left = "left",
            Right = "right",
        }
    }

    #[test]
    fn words_and_values_lead_to_each_other() {
        assert_eq!(Side::WORDS, ["left", "right"]);
        assert!(Side::ALL.iter().all(|side| Side::of(side.word()) == Some(*side)));
        assert_eq!(Side::of("Left"), None);
    }
}
