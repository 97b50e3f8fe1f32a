//! Codes as somebody typed them.

use std::io::Read;

use quietzone::batch::rules;
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::ParseError;
use quietzone::say;
use quietzone::sentence::{InWords, name, outside};

/// A text that no market reads, and that is no GS1 data either.
pub(crate) fn unknown(text: &str, error: &ParseError) -> Diagnostic {
    let message = say!("the code fits no market we know, and is no GS1 data: {error}", error = error.in_words());
    let help = match error {
        ParseError::Link => say!("give the code itself, as the symbol holds it"),
        ParseError::Value { element, flaw, .. } if *element > 1 && text.starts_with(['(', '[']) => say!(
            "({ai}) at position {element} begins an element of its own; name the market with --market if it belongs to the value before it",
            ai = name(flaw.ai.to_string()),
            element = *element
        ),
        _ => say!("name its market with --market, to be told what is wrong with it"),
    };
    Diagnostic::error(rules::REQUEST, message).help(help)
}

/// The code as typed, or from standard input.
pub(crate) fn text(code: &str) -> Result<String, Diagnostic> {
    const LONGEST: u64 = 10_000;
    if code != "-" {
        return Ok(code.to_owned());
    }
    let mut text = String::new();
    std::io::stdin().take(LONGEST).read_to_string(&mut text).map_err(|error| {
        Diagnostic::error(
            rules::REQUEST,
            say!("the code cannot be read from standard input: {error}", error = outside(error)),
        )
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
