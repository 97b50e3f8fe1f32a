//! Facts, a line each: what it is, and what it comes to.

use std::fmt::{self, Display};

use crate::sentence::Sentence;

/// Columns of the narrowest label, the room behind it included.
const NARROWEST: usize = 9;

/// Lines of facts, their values below one another.
#[derive(Debug, Default)]
pub struct Facts(Vec<Line>);

#[derive(Debug)]
enum Line {
    Fact(String, String),
    Plain(String),
}

impl Facts {
    /// Adds a fact.
    pub fn fact(&mut self, label: &Sentence, value: impl Display) {
        self.0.push(Line::Fact(label.to_string(), value.to_string()));
    }

    /// Adds a line that is no fact.
    pub fn line(&mut self, line: impl Display) {
        self.0.push(Line::Plain(line.to_string()));
    }

    /// Each with its label; a line that is no fact has none.
    pub fn each(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|line| match line {
            Line::Fact(label, value) => (label.as_str(), value.as_str()),
            Line::Plain(line) => ("", line.as_str()),
        })
    }

    /// Whether there is nothing yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = self.0.iter().filter_map(|line| match line {
            Line::Fact(label, _) => Some(label.chars().count() + 2),
            Line::Plain(_) => None,
        });
        let width = labels.max().unwrap_or(0).max(NARROWEST);
        for (number, line) in self.0.iter().enumerate() {
            let end = if number > 0 { "\n" } else { "" };
            match line {
                Line::Fact(label, value) => write!(f, "{end}{label:width$}{value}")?,
                Line::Plain(line) => write!(f, "{end}{line}")?,
            }
        }
        Ok(())
    }
}
