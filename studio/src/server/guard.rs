//! Who is answered: this page, opened by who started the studio, and no other site's.

use hyper::HeaderMap;
use hyper::header::{HOST, ORIGIN};

/// The header that the secret stands in. Another site’s page cannot send it without being asked for leave, which
/// nobody gives.
const KEY: &str = "x-quietzone-key";

/// The addresses and the secret of a studio.
#[derive(Debug)]
pub(super) struct Guard {
    hosts: [String; 2],
    key: String,
}

impl Guard {
    pub(super) fn new(port: u16, key: String) -> Self {
        Self { hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")], key }
    }

    /// Whether a request is for this machine by its own name, and not by that of a site whose name was made to lead
    /// here, and from no other site's page.
    pub(super) fn is_at_home(&self, headers: &HeaderMap) -> bool {
        let Some(host) = only(headers, HOST.as_str()) else { return false };
        if !self.hosts.iter().any(|own| own == host) {
            return false;
        }
        if !headers.contains_key(ORIGIN) {
            return true;
        }
        only(headers, ORIGIN.as_str()).and_then(|origin| origin.strip_prefix("http://")) == Some(host)
    }

    /// Whether a request has the secret.
    pub(super) fn has_key(&self, headers: &HeaderMap) -> bool {
        let Some(key) = only(headers, KEY) else { return false };
        // As long for each wrong key of this length.
        key.len() == self.key.len() && key.bytes().zip(self.key.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
    }
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use hyper::header::HeaderName;

    use super::*;

    fn headers(all: &[(&str, &str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse().unwrap())).fold(
            HeaderMap::new(),
            |mut map, (name, value)| {
                map.append(name, value);
                map
            },
        )
    }

    #[test]
    fn only_the_own_page_is_at_home() {
        let guard = Guard::new(8080, "ab".to_owned());
        for good in [
            &[("host", "127.0.0.1:8080")][..],
            &[("host", "localhost:8080")],
            &[("host", "localhost:8080"), ("origin", "http://localhost:8080")],
        ] {
            assert!(guard.is_at_home(&headers(good)), "{good:?}");
        }
        for bad in [
            &[][..],
            &[("host", "127.0.0.1")],
            &[("host", "127.0.0.1:80")],
            &[("host", "evil.example:8080")],
            &[("host", "127.0.0.1:8080"), ("host", "evil.example")],
            &[("host", "127.0.0.1:8080"), ("origin", "http://evil.example")],
            &[("host", "127.0.0.1:8080"), ("origin", "null")],
            &[("host", "127.0.0.1:8080"), ("origin", "http://localhost:8080")],
            &[("host", "127.0.0.1:8080"), ("origin", "https://127.0.0.1:8080")],
        ] {
            assert!(!guard.is_at_home(&headers(bad)), "{bad:?}");
        }
    }

    #[test]
    fn only_the_very_key_opens() {
        let guard = Guard::new(8080, "abcd".to_owned());
        assert!(guard.has_key(&headers(&[(KEY, "abcd")])));
        for bad in ["", "abc", "abcde", "abce", "ABCD"] {
            assert!(!guard.has_key(&headers(&[(KEY, bad)])));
        }
        assert!(!guard.has_key(&headers(&[(KEY, "abcd"), (KEY, "abcd")])) && !guard.has_key(&headers(&[])));
    }
}
