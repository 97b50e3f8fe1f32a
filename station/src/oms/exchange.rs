//! One request and its answer, handed in.

use std::fmt::{self, Debug};
use std::io;
use std::time::Duration;

use super::token::Token;

/// How something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// It changes nothing, but for codes, which are handed out.
    Get,
    /// It changes something.
    Post,
}

impl Method {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }
}

/// What is asked.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// How.
    pub method: Method,
    /// The path and what stands behind it, from `/` on, encoded.
    pub target: &'a str,
    /// Headers without secrets.
    pub headers: &'a [(&'static str, &'static str)],
    /// What opens the system; nothing where it is asked for.
    pub credential: Option<Credential<'a>>,
    /// The signature of the body, for the header `X-Signature`.
    pub signature: Option<&'a str>,
    /// The body. It may hold secrets.
    pub body: Option<&'a str>,
    /// How long an answer may take.
    pub patience: Duration,
}

/// A token in its header.
#[derive(Clone, Copy)]
pub struct Credential<'a> {
    /// The header.
    pub header: &'static str,
    /// What stands before the token.
    pub prefix: &'static str,
    /// The token.
    pub token: &'a Token,
}

impl Credential<'_> {
    /// What the header says, for a line and nothing else.
    #[must_use]
    pub fn secret(&self) -> String {
        format!("{}{}", self.prefix, self.token.secret())
    }
}

/// What is answered.
#[derive(Clone, Default)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// How long to wait, where the system says so.
    pub retry_after: Option<Duration>,
    /// The body. It may hold codes.
    pub body: Vec<u8>,
}

/// Codes stand in answers.
impl Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {} bytes", self.status, self.body.len())
    }
}

/// What carries requests.
pub trait Exchange: Debug + Send + Sync {
    /// Asks, and gives the answer, whatever its status.
    ///
    /// # Errors
    /// No whole answer came. Whether the system did what was asked is not known.
    fn exchange(&self, ask: &Ask<'_>) -> io::Result<Reply>;
}
