//! What opens a system: it is shown nowhere.

use std::fmt;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;

use super::rules;

/// The longest token, in bytes: JWTs have some thousand.
const LONGEST: usize = 16 << 10;
/// The longest name or password, in bytes.
const LONGEST_WORD: usize = 1000;

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

/// A name and a password, which give tokens. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    name: String,
    password: String,
}

impl Login {
    /// A name and a password.
    ///
    /// # Errors
    /// One of them is empty or too long.
    pub fn new(name: &str, password: &str) -> Result<Self, Diagnostic> {
        let name = name.trim().trim_start_matches('\u{feff}');
        for text in [name, password] {
            if text.is_empty() || text.len() > LONGEST_WORD {
                let message = say!("the name or the password is empty or too long");
                return Err(Diagnostic::error(rules::SETTINGS, message));
            }
        }
        Ok(Self { name: name.to_owned(), password: password.to_owned() })
    }

    /// The name, for a sign-in and nothing else.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The password, for a sign-in and nothing else.
    pub(super) fn secret(&self) -> &str {
        &self.password
    }

    /// A text in which the password does not stand.
    pub(super) fn masked(&self, text: &str) -> String {
        text.replace(&self.password, "<password>")
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<login>")
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
