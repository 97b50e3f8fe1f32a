//! Sentences told in English.

use std::fmt;

use super::argument::{Argument, Count, Element, Sentence, count};
use crate::say;
use crate::units::Dots;

impl fmt::Display for Sentence {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pattern().fill(self.counted(), f, &mut |at, f| match self.arguments().get(at) {
            Some(argument) => fmt::Display::fmt(argument, f),
            None => Ok(()),
        })
    }
}

impl fmt::Display for Argument {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Count(Count(count)) => write!(f, "{count}"),
            Argument::Number(number) => write!(f, "{number}"),
            Argument::Decimal(decimal) => match decimal.places {
                Some(places) => write!(f, "{:.places$}", decimal.value()),
                None => write!(f, "{}", decimal.value()),
            },
            Argument::Length(length, decimals) => write!(f, "{:.decimals$} mm", length.to_mm()),
            Argument::Sides(width, height) => write!(f, "{:.2} × {height}", width.to_mm()),
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
            Argument::Declared(sentence) => f.write_str(sentence),
            Argument::Series(items) => joined(items, |f| f.write_str("; "), f),
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Element::Shown(ai, value) => write!(f, "({ai}){value}"),
            Element::Hidden(ai, characters) => {
                let hidden = say!("<{n} character>" | "<{n} characters>", n = count(*characters));
                write!(f, "({ai}){hidden}")
            }
        }
    }
}

impl fmt::Display for Dots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&say!("{dots} dot" | "{dots} dots", dots = count(self.0)), f)
    }
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
