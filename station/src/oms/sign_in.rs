//! Signing in with a name and a password (xTrace): a token of half an hour, and one that renews it.
//!
//! Neither is kept anywhere but in memory. A token that is about to die is renewed before it is used.

use std::iter;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use serde_json::{Value as Json, json};

use super::access::Access;
use super::exchange::Method;
use super::failed::{Failed, Kind};
use super::line::read;
use super::read::{query, text, whole};
use super::token::{Login, Token};
use super::wire::{Request, Wire};

/// How long before its end a token is renewed.
const BEFORE_END: Duration = Duration::from_secs(60);
/// How long a token lives of which nothing is said.
const LIFE: Duration = Duration::from_secs(30 * 60);

const JSON: &[(&str, &str)] = &[("Accept", "*/*"), ("Content-Type", "application/json")];
const FORM: &[(&str, &str)] = &[("Accept", "*/*"), ("Content-Type", "application/x-www-form-urlencoded")];

/// Tokens by a name and a password.
#[derive(Debug)]
pub struct SignIn {
    login: Login,
    signed: Mutex<Option<Signed>>,
}

#[derive(Clone, Debug)]
struct Signed {
    token: Token,
    /// When it is to be renewed.
    until: SystemTime,
    renews: Option<Token>,
}

impl SignIn {
    /// Signs in when it is first asked for a token.
    #[must_use]
    pub fn with(login: Login) -> Self {
        Self { login, signed: Mutex::default() }
    }

    fn signed(&self) -> MutexGuard<'_, Option<Signed>> {
        self.signed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new token: by what renews, or by the name and the password where that is refused.
    fn fresh(&self, wire: &Wire<'_>, before: Option<&Signed>) -> Result<Signed, Failed> {
        let masked = |text: &str| self.without(before, text);
        if let Some(renews) = before.and_then(|before| before.renews.as_ref()) {
            match self.renew(wire, renews, &masked) {
                Err(failed) if failed.kind != Kind::Unknown => {}
                renewed => return renewed,
            }
        }
        let body = json!({ "login": self.login.name(), "password": self.login.secret() }).to_string();
        self.ask(wire, "authenticate", "/api/users/authenticate", body, JSON, &masked)
    }

    fn renew(&self, wire: &Wire<'_>, renews: &Token, masked: &dyn Fn(&str) -> String) -> Result<Signed, Failed> {
        let form = query(&[("refreshToken", renews.secret())]).trim_start_matches('?').to_owned();
        self.ask(wire, "tokens/refresh", "/api/users/tokens/refresh", form, FORM, masked)
    }

    /// A text without the password, and without what a sign-in gave.
    fn without(&self, signed: Option<&Signed>, text: &str) -> String {
        let tokens = signed.into_iter().flat_map(|signed| iter::once(&signed.token).chain(&signed.renews));
        tokens.fold(self.login.masked(text), |text, token| token.masked(&text))
    }

    fn ask(
        &self,
        wire: &Wire<'_>,
        what: &'static str,
        path: &'static str,
        body: String,
        headers: &'static [(&'static str, &'static str)],
        masked: &dyn Fn(&str) -> String,
    ) -> Result<Signed, Failed> {
        let (method, body) = (Method::Post, Some(body.as_str()));
        let request = Request { what, method, path, query: &[], body, signature: None, repeats: false, headers };
        let answered = wire.send(&request, None);
        let answer = read(what, answered.reply, masked, || answered.noted)?;
        signed(&answer, wire.world.now()).ok_or_else(|| Failed::unreadable(what))
    }
}

/// What a sign-in answers.
fn signed(answer: &Json, now: SystemTime) -> Option<Signed> {
    let token = |key: &str| Token::new(&text(answer.get(key))?).ok();
    let life = whole(answer.get("accessTokenExpiresIn")).map_or(LIFE, Duration::from_millis);
    let until = now.checked_add(life.saturating_sub(BEFORE_END))?;
    Some(Signed { token: token("accessToken")?, until, renews: token("refreshToken") })
}

impl Access for SignIn {
    fn token(&self, wire: &Wire<'_>) -> Result<Token, Failed> {
        let mut signed = self.signed();
        if let Some(signed) = signed.as_ref().filter(|signed| wire.world.now() < signed.until) {
            return Ok(signed.token.clone());
        }
        let fresh = self.fresh(wire, signed.as_ref())?;
        Ok(signed.insert(fresh).token.clone())
    }

    fn renewed(&self, wire: &Wire<'_>, dead: &Token) -> Result<Option<Token>, Failed> {
        let mut signed = self.signed();
        let fresh = self.fresh(wire, signed.as_ref())?;
        let fresh = signed.insert(fresh).token.clone();
        Ok(Some(fresh).filter(|fresh| fresh != dead))
    }

    fn masked(&self, text: &str) -> String {
        self.without(self.signed().as_ref(), text)
    }
}
