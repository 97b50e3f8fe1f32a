//! What opens a system: it is shown nowhere.

use std::fmt;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;

use super::rules;

/// The longest token, in bytes: JWTs have some thousand.
const LONGEST: usize = 16 << 10;
/// The longest name or password, in bytes.
const LONGEST_WORD: usize = 1000;
/// Characters of a secret that tell too much of it.
const PIECE: usize = 8;

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

    /// A text in which neither the token nor a piece of it stands, whatever it quotes.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        without(text, &self.0, "<token>")
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

    /// A text in which neither the password nor a piece of it stands.
    pub(super) fn masked(&self, text: &str) -> String {
        without(text, &self.password, "<password>")
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

/// A text with a word in place of a secret and of pieces of it: systems cut what they quote.
fn without(text: &str, secret: &str, word: &str) -> String {
    let (mut shown, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(first) = rest.chars().next() {
        let piece = piece(rest, secret);
        let is_piece = !piece.is_empty();
        shown.push_str(if is_piece { word } else { rest.get(..first.len_utf8()).unwrap_or_default() });
        rest = rest.get(if is_piece { piece.len() } else { first.len_utf8() }..).unwrap_or_default();
    }
    shown
}

/// The longest piece of a secret that a text begins with, if it tells too much.
fn piece<'t>(text: &'t str, secret: &str) -> &'t str {
    let begins = |end: usize| text.get(..end).filter(|piece| secret.contains(piece));
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let least = PIECE.min(secret.chars().count());
    let mut long = ends.skip(least.saturating_sub(1)).map_while(begins);
    let first = long.next().unwrap_or_default();
    long.last().unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn neither_a_secret_nor_a_piece_of_it_is_shown() {
        for (text, shown) in [
            ("token 5b7e0f6a-9c1d-4e2b is none", "token <token> is none"),
            ("“5b7e0f6a-9c1d…” и 9c1d-4e2b", "“<token>…” и <token>"),
            ("5b7e0f6", "5b7e0f6"),
            ("", ""),
        ] {
            assert_eq!(without(text, "5b7e0f6a-9c1d-4e2b", "<token>"), shown);
        }
        assert_eq!(without("слово: тайна1", "тайна", "<password>"), "слово: <password>1");
    }
}
