//! The language that a page is told in: what is chosen on it, else what the browser likes best.

use hyper::HeaderMap;
use hyper::header::ACCEPT_LANGUAGE;
use quietzone_languages::Language;

/// The header that holds what is chosen.
const CHOSEN: &str = "x-quietzone-language";

/// The language that a request is answered in.
pub(super) fn of(headers: &HeaderMap) -> Language {
    let said = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let chosen = said(CHOSEN).and_then(Language::of);
    chosen.or_else(|| said(ACCEPT_LANGUAGE.as_str()).and_then(Language::accepted)).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_chosen_goes_before_what_the_browser_likes() {
        let of = |chosen: Option<&str>, liked: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, liked.parse().unwrap());
            if let Some(chosen) = chosen {
                headers.insert(CHOSEN, chosen.parse().unwrap());
            }
            of(&headers).tag()
        };
        assert_eq!(of(None, "de-DE,de;q=0.9,uz;q=0.4,tr-TR;q=0.8"), "tr");
        assert_eq!(of(None, "de, *;q=0.1"), "en");
        assert_eq!(of(None, "ru;q=0, kk;q=0.2"), "kk");
        assert_eq!(of(Some("ru"), "tr"), "ru");
        assert_eq!(of(Some("xx"), "tr"), "tr");
    }
}
