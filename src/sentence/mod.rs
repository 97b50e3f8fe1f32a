//! Sentences that people read, kept as data: a pattern, and what fills it.
//!
//! The English pattern stands where the sentence is made, in [`say!`](crate::say), so that it is read
//! with the code. What fills it has a type: a length, a count, a name, words from outside. Nothing is
//! put together of words, so a sentence can be told in another language ([`told_in`]) by its pattern alone,
//! at the time it is told. Words from outside cannot be put in but as [`Outside`], which hides what
//! resembles a code and shows control characters as what they are.
//!
//! ```
//! use quietzone::say;
//! use quietzone::sentence::{count, outside};
//! use quietzone::units::Length;
//!
//! let rows = |n| say!("{rows} row cannot be printed" | "{rows} rows cannot be printed", rows = count(n));
//! assert_eq!(rows(1).to_string(), "1 row cannot be printed");
//! assert_eq!(rows(7311).to_string(), "7311 rows cannot be printed");
//!
//! let size = say!("“{cell}” is more than {most}", cell = outside("3\u{7}0 m"), most = Length::from_mm(10));
//! assert_eq!(size.to_string(), "“3<U+0007>0 m” is more than 10.00 mm");
//! ```

mod argument;
mod causes;
mod outside;
mod pattern;
mod say;
mod told;
mod tongue;

pub use argument::{
    Argument, Count, Decimal, Element, Sentence, any_of, count, decimal, declared, either, length, list, name, series,
    sides, together,
};
pub use causes::system;
pub use outside::{Outside, file, is_unseen, masked, outside, titled, value};
pub use pattern::Pattern;
pub use say::InWords;
pub(crate) use say::{errors_in_words, shown_in_words};
pub use tongue::{Tongue, told_in, tongue, worded};
