//! Sentences told, in the language of the thread that tells them.

use std::fmt;

use super::argument::{Argument, Count, Element, Sentence, count, name};
use super::outside::Outside;
use super::tongue::{told_in, tongue, with_sign, worded};
use crate::say;
use crate::units::{Dots, Length};

impl Sentence {
    /// In English, whatever is spoken here: for what is kept, and for bytes of labels.
    #[must_use]
    pub fn in_english(&self) -> String {
        told_in(None, || self.to_string())
    }
}

impl Argument {
    /// In English, whatever is spoken here: for what is typed, and for programs.
    #[must_use]
    pub fn in_english(&self) -> String {
        told_in(None, || self.to_string())
    }
}

impl fmt::Display for Sentence {
    /// In the language that is spoken here; in English, where it lacks the pattern.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pattern, count) = (self.pattern(), self.counted());
        let told = tongue().and_then(|tongue| tongue.form(pattern.english(), count));
        pattern.fill(told.unwrap_or(pattern.english_for(count)), f, &mut |at, f| match self.arguments().get(at) {
            Some(argument) => fmt::Display::fmt(argument, f),
            None => Ok(()),
        })
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Count(Count(count)) => write!(f, "{count}"),
            Argument::Number(number) => write!(f, "{number}"),
            Argument::Decimal(decimal) => match decimal.places {
                Some(places) => f.write_str(&with_sign(format!("{:.places$}", decimal.value()))),
                None => f.write_str(&with_sign(decimal.value().to_string())),
            },
            Argument::Length(length, decimals) => write!(f, "{}", millimetres(*length, *decimals)),
            Argument::Sides(width, height) => {
                let width = with_sign(format!("{:.2}", width.to_mm()));
                write!(f, "{width} × {}", millimetres(*height, 2))
            }
            Argument::Dots(dots) => fmt::Display::fmt(dots, f),
            Argument::Resolution(head) => fmt::Display::fmt(head, f),
            Argument::Name(name) => f.write_str(name),
            Argument::Outside(words) => fmt::Display::fmt(words, f),
            Argument::List(items) => joined(items, |f| f.write_str(", "), f),
            Argument::Either(items) => joined(items, |f| write!(f, " {} ", say!("or")), f),
            Argument::Sentence(sentence) => fmt::Display::fmt(sentence, f),
            Argument::Elements(elements) => elements.iter().try_for_each(|element| fmt::Display::fmt(element, f)),
            Argument::AnyOf(items) => {
                let Some((last, others)) = items.split_last() else { return Ok(()) };
                joined(others, |f| f.write_str(", "), f)?;
                if !others.is_empty() {
                    write!(f, " {} ", say!("or"))?;
                }
                fmt::Display::fmt(last, f)
            }
            Argument::Together(items) => joined(items, |f| write!(f, " {} ", say!("with")), f),
            Argument::Declared(sentence) => f.write_str(&worded(sentence)),
            Argument::Series(items) => joined(items, |f| f.write_str("; "), f),
        }
    }
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(|characters| hidden(characters).to_string()))
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Element::Shown(ai, value) => write!(f, "({ai}){value}"),
            Element::Hidden(ai, characters) => {
                write!(f, "({ai}){}", hidden(*characters))
            }
        }
    }
}

impl fmt::Display for Dots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&say!("{dots} dot" | "{dots} dots", dots = count(self.0)), f)
    }
}

/// What stands for a code, a key or a tail.
fn hidden(characters: usize) -> Sentence {
    say!("<{n} character>" | "<{n} characters>", n = count(characters))
}

/// `12.19 mm`
fn millimetres(length: Length, decimals: usize) -> Sentence {
    say!("{number} mm", number = name(with_sign(format!("{:.decimals$}", length.to_mm()))))
}

fn joined(
    items: &[Argument],
    between: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            between(f)?;
        }
        fmt::Display::fmt(item, f)?;
    }
    Ok(())
}
