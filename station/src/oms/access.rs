//! What opens a system over a wire: a token that is given, or one that a sign-in gives.

use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failed::Failed;
use super::token::{Token, Tokens};
use super::wire::Wire;

/// What opens a system.
pub trait Access: Debug + Send + Sync {
    /// The token of now.
    ///
    /// # Errors
    /// There is none; the system does not give one.
    fn token(&self, wire: &Wire<'_>) -> Result<Token, Failed>;

    /// Another token, since one is dead; nothing where there is no other.
    ///
    /// # Errors
    /// As [`Access::token`].
    fn renewed(&self, wire: &Wire<'_>, dead: &Token) -> Result<Option<Token>, Failed>;

    /// A text in which nothing of what opens the system stands, whatever it quotes.
    fn masked(&self, text: &str) -> String;
}

/// A token that somebody gives. It is asked for once, and once more when it is dead.
#[derive(Debug)]
pub struct Held<'a> {
    from: &'a dyn Tokens,
    token: Mutex<Option<Token>>,
}

impl<'a> Held<'a> {
    /// Tokens from where they are given.
    #[must_use]
    pub fn from(from: &'a dyn Tokens) -> Self {
        Self { from, token: Mutex::default() }
    }

    fn held(&self) -> MutexGuard<'_, Option<Token>> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Access for Held<'_> {
    fn token(&self, _: &Wire<'_>) -> Result<Token, Failed> {
        let mut held = self.held();
        match &*held {
            Some(token) => Ok(token.clone()),
            None => Ok(held.insert(self.from.token()?).clone()),
        }
    }

    fn renewed(&self, _: &Wire<'_>, dead: &Token) -> Result<Option<Token>, Failed> {
        let fresh = self.from.token()?;
        if fresh == *dead {
            return Ok(None);
        }
        Ok(Some(self.held().insert(fresh).clone()))
    }

    fn masked(&self, text: &str) -> String {
        self.held().as_ref().map_or_else(|| text.to_owned(), |token| token.masked(text))
    }
}
