//! Text that stands for other characters: separators, and what spreadsheets and markup escape.

use crate::gs1::{Ai, GS};

/// What people and programs write for FNC1 or GS. Longer ones stand before their own parts.
pub(super) const STAND_INS: [&str; 19] = [
    "\\\\u001d",
    "\\\\u001D",
    "\\u001d",
    "\\u001D",
    "\\x001d",
    "\\x1d",
    "\\x1D",
    "<FNC1>",
    "<fnc1>",
    "{FNC1}",
    "[FNC1]",
    "^FNC1",
    "<GS>",
    "<gs>",
    "[GS]",
    "{GS}",
    "~029",
    "\u{241d}",
    "\u{f8}",
];

/// `_x001D_` as GS, and `_x005F_` as the underscore it protects.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let escaped = after.split_at_checked(5).and_then(|(digits, behind)| {
            let number = u32::from_str_radix(digits.strip_suffix('_')?, 16).ok()?;
            Some((char::from_u32(number)?, behind))
        });
        match escaped {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Text that stands for a separator as GS; one in front, also the character 232 of a code page,
/// is the FNC1 that the symbol begins with and is left out.
pub(super) fn stand_ins(text: &str) -> String {
    let mut out = text.to_owned();
    for stand_in in STAND_INS {
        if out.contains(stand_in) {
            out = out.replace(stand_in, "\u{1d}");
        }
    }
    // A real separator there is idle, which is told as such.
    let first = |c| c == '\u{e8}' || c == '\u{448}' || c == GS && !text.starts_with(GS);
    out.strip_prefix(first).map(str::to_owned).unwrap_or(out)
}

/// The characters that XML and HTML write with names or numbers: `&lt;`, `&amp;`, `&#29;`.
pub(super) fn without_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind))) {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ if name.len() > 8 => None,
        _ => {
            let digits = name.strip_prefix('#')?;
            digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |digits| number(digits, 16))
        }
    }
}

/// The text without blanks behind AIs in brackets and before them, as they stand in printed text: no
/// value holds a blank. Other text is left as it is.
pub(super) fn without_blanks_around_ais(text: &str) -> String {
    let (open, close) = match text.chars().next() {
        Some('(') => ('(', ')'),
        Some('[') => ('[', ']'),
        _ => return text.to_owned(),
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        rest = match after.split_once(close).filter(|(ai, _)| Ai::new(ai.trim()).is_some()) {
            Some((ai, value)) => {
                out.truncate(out.trim_end_matches(is_blank).len());
                out.extend([open]);
                out.push_str(ai.trim());
                out.extend([close]);
                value.trim_start_matches(is_blank)
            }
            None => {
                out.push(open);
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// Space that is no separator.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_control() || matches!(c, '\t' | '\n' | '\r')
}

/// The text without the quotes around it, and with one for each two within, as CSV writes them.
pub(super) fn without_quotes(text: &str) -> String {
    let Some(inside) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
        return text.to_owned();
    };
    let doubled = inside.replace("\"\"", "");
    if doubled.contains('"') { inside.to_owned() } else { inside.replace("\"\"", "\"") }
}

/// AIs in square brackets, `[01]…[21]…`, as scan data; no value holds a square bracket. A text that
/// does not begin so is left as it is.
pub(super) fn without_square_brackets(text: &str) -> String {
    let mut parts = text.split('[');
    if parts.next().is_none_or(|before| !before.is_empty()) {
        return text.to_owned();
    }
    let mut elements = Vec::new();
    for part in parts {
        match part.split_once(']').filter(|(ai, _)| Ai::new(ai).is_some()) {
            Some((ai, value)) => elements.push(format!("{ai}{}", value.trim_end_matches(GS))),
            None => return text.to_owned(),
        }
    }
    elements.join("\u{1d}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_those_of_spreadsheets() {
        assert_eq!(unescaped("a_x001D_b_x005F_x001D_c_xZZZZ_d_x00"), "a\u{1d}b_x001D_c_xZZZZ_d_x00");
    }

    #[test]
    fn entities_are_those_of_xml() {
        assert_eq!(without_entities("a&lt;b&amp;lt;&#29;&#x1D;&gs;&;&#xD800;&"), "a<b&lt;\u{1d}\u{1d}&gs;&;&#xD800;&");
    }

    #[test]
    fn blanks_around_ais_and_quotes_around_cells_are_left_out() {
        assert_eq!(without_blanks_around_ais("(01) 1 (21) A(x) B\n(10)C"), "(01)1(21)A(x) B(10)C");
        assert_eq!(without_blanks_around_ais("[01] 1 [21]A\u{1d}[ 10 ]C"), "[01]1[21]A\u{1d}[10]C");
        assert_eq!(without_blanks_around_ais("01 1 (21) A"), "01 1 (21) A");
        assert_eq!(without_quotes("\"a\"\"b\""), "a\"b");
        assert_eq!(without_quotes("\"a\"b\""), "a\"b");
        assert_eq!(without_quotes("\"a"), "\"a");
    }

    #[test]
    fn square_brackets_are_left_out_where_ais_stand_in_all_of_them() {
        assert_eq!(without_square_brackets("[01]1[21]2(10)"), "011\u{1d}212(10)");
        for other in ["[GS]01", "01[21]2", "[01]1[GS]2", "[01]1[", "", "["] {
            assert_eq!(without_square_brackets(other), other);
        }
    }
}
