//! Tokens: they are shown nowhere.

use std::fmt;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;

use super::rules;

/// The longest token, in bytes: JWTs have some thousand.
const LONGEST: usize = 16 << 10;

/// What opens an order management system. Neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token as a file, a command or a variable gives it; white space around it is left out.
    ///
    /// # Errors
    /// It is empty, too long, or has characters that no header can carry.
    pub fn new(text: &str) -> Result<Self, Diagnostic> {
        let text = text.trim().trim_start_matches('\u{feff}');
        let refused = |message| Err(Diagnostic::error(rules::SETTINGS, message));
        if text.is_empty() {
            return refused(say!("the token is empty"));
        }
        if text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return refused(say!("the token is none: it is too long, or has spaces or letters that no token has"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The token itself, for a header and nothing else.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// A text in which the token does not stand, whatever it quotes.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        text.replace(&self.0, "<token>")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<token>")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<token>")
    }
}

/// Where a token comes from, each time anew.
pub trait Tokens: fmt::Debug + Send + Sync {
    /// The token of now.
    ///
    /// # Errors
    /// There is none.
    fn token(&self) -> Result<Token, Diagnostic>;
}
