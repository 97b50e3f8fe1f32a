//! What is wrong with what was typed, told as any other finding.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use quietzone::batch::rules;
use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Argument, Sentence, any_of, list, name, outside};

/// Why the parser refused what was typed, and what would do.
pub(crate) fn found(refused: &clap::Error) -> Diagnostic {
    let typed = Typed(refused);
    let message = typed.message();
    Diagnostic::error(rules::REQUEST, message).help(typed.help())
}

struct Typed<'e>(&'e clap::Error);

impl Typed<'_> {
    fn message(&self) -> Sentence {
        let argument = || self.names(ContextKind::InvalidArg);
        let value = || outside(self.text(ContextKind::InvalidValue).unwrap_or_default());
        match self.0.kind() {
            ErrorKind::UnknownArgument => say!("there is no argument {argument}", argument = argument()),
            ErrorKind::InvalidSubcommand => {
                say!("there is no command {command}", command = self.names(ContextKind::InvalidSubcommand))
            }
            ErrorKind::InvalidValue if self.text(ContextKind::InvalidValue).is_none_or(str::is_empty) => {
                say!("{argument} lacks its value", argument = argument())
            }
            ErrorKind::InvalidValue => {
                say!("“{value}” is no value of {argument}", value = value(), argument = argument())
            }
            ErrorKind::ValueValidation => match std::error::Error::source(self.0) {
                Some(why) => say!(
                    "“{value}” is no value of {argument}: {why}",
                    value = value(),
                    argument = argument(),
                    why = said(why)
                ),
                None => say!("“{value}” is no value of {argument}", value = value(), argument = argument()),
            },
            ErrorKind::NoEquals => say!("{argument} has its value behind a “=”", argument = argument()),
            ErrorKind::TooManyValues => say!("{argument} has too many values", argument = argument()),
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
                say!("{argument} has another number of values than it takes", argument = argument())
            }
            ErrorKind::ArgumentConflict if self.0.get(ContextKind::PriorArg) == self.0.get(ContextKind::InvalidArg) => {
                say!("{argument} stands more than once", argument = argument())
            }
            ErrorKind::ArgumentConflict => say!(
                "{argument} cannot stand together with {others}",
                argument = argument(),
                others = self.names(ContextKind::PriorArg)
            ),
            ErrorKind::MissingRequiredArgument => say!("this is missing: {arguments}", arguments = argument()),
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                say!("it is not said what is to be done")
            }
            ErrorKind::InvalidUtf8 => say!("what was typed is no UTF-8 text"),
            _ => say!("what was typed is not understood: {error}", error = outside(self.0.kind())),
        }
    }

    /// What is near, what there is, and how the command is used.
    fn help(&self) -> Sentence {
        let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find(|kind| self.0.get(*kind).is_some());
        let there = [ContextKind::ValidValue, ContextKind::ValidSubcommand].into_iter().find_map(|kind| self.all(kind));
        let usage = self.usage();
        match (near, there) {
            (Some(near), _) => say!("did you mean {near}? Usage: {usage}", near = self.names(near), usage),
            (None, Some(values)) => say!("there are {values}. Usage: {usage}", values = list(values), usage),
            (None, None) => say!("usage: {usage}; --help tells more", usage),
        }
    }

    /// How the command is typed.
    fn usage(&self) -> Argument {
        let usage = self.0.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
        let usage = usage.trim().trim_start_matches("Usage:").split_whitespace().collect::<Vec<_>>().join(" ");
        name(usage)
    }

    fn text(&self, kind: ContextKind) -> Option<&str> {
        match self.0.get(kind)? {
            ContextValue::String(text) => Some(text),
            _ => None,
        }
    }

    fn all(&self, kind: ContextKind) -> Option<Vec<Argument>> {
        let shown = |text: &String| name(outside(text).to_string());
        match self.0.get(kind)? {
            ContextValue::String(text) => Some(vec![shown(text)]),
            ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.iter().map(shown).collect()),
            _ => None,
        }
    }

    fn names(&self, kind: ContextKind) -> Argument {
        any_of(self.all(kind).unwrap_or_default())
    }
}

/// Why a value is refused: our own sentence, or what the library says.
fn said(why: &(dyn std::error::Error + 'static)) -> Argument {
    why.downcast_ref::<Sentence>().map_or_else(|| outside(why).into(), Argument::from)
}
