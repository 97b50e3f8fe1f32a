//! GS1 Digital Links: element strings written as addresses of the web (GS1 Digital Link, URI syntax).

use super::Ai;
use super::value::form;

/// Whether a text is such a link: an address with an AI and a value of it in its path.
#[must_use]
pub fn is_digital_link(text: &str) -> bool {
    let text = text.trim();
    let scheme = text.get(..8).map(str::to_ascii_lowercase).unwrap_or_default();
    let is_address = scheme.starts_with("http://") || scheme == "https://";
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.split('/');
    if !is_address && !segments.next().is_some_and(is_domain) {
        return false;
    }
    let mut before = segments.next().unwrap_or_default();
    for segment in segments {
        if let Some(ai) = Ai::new(before).filter(|ai| is_address || *ai == Ai::GTIN)
            && (form(ai, segment).is_ok() || segment.contains('%'))
        {
            return true;
        }
        before = segment;
    }
    false
}

/// `id.gs1.org`
fn is_domain(text: &str) -> bool {
    let top = text.rsplit_once('.').map(|(_, top)| top);
    let is_top = top.is_some_and(|top| top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()));
    is_top
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_alphanumeric() || "-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_an_ai_and_its_value_are_links() {
        for link in [
            "https://id.gs1.org/01/09506000134352/10/ABC123?17=271231",
            "HTTPS://EXAMPLE.COM/shop/01/09506000134352",
            "http://example.com/00/106141412345678908",
            "id.gs1.org/01/09506000134352",
        ] {
            assert!(is_digital_link(link), "{link}");
        }
        for other in ["https://example.com/", "0109506000134352", "a/01/2", "(01)09506000134352(21)A/01/B", ""] {
            assert!(!is_digital_link(other), "{other}");
        }
    }
}
