//! What the lines of a label say of its code.

use super::dates::shows;
use super::{Label, Mark};
use crate::gs1::{Ai, Date};
use crate::market::Field;
use crate::scene::GlyphRun;

impl Label<'_> {
    /// Each line with the next one, where one element has both.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = (Mark<'_>, &GlyphRun, &GlyphRun)> {
        let pairs = self.texts().zip(self.texts().skip(1));
        let of_one = pairs.filter(|((above, _), (below, _))| above.item.part.id == below.item.part.id);
        of_one.map(|((mark, above), (_, below))| (mark, above, below))
    }

    /// The AI whose element begins on one line and ends on the next.
    pub(super) fn broken(&self, above: &str, below: &str) -> Option<Ai> {
        let elements = self.code.elements()?;
        let broken = |(ai, value): &(Ai, &str)| {
            splits(value, above, below).any(|head| above.strip_suffix(head).is_some_and(|front| ends_in(front, *ai)))
        };
        elements.iter().filter(|(ai, _)| !ai.is_secret()).find(broken).map(|(ai, _)| ai)
    }

    /// Whether a line holds an element of the code with its AI in parentheses.
    pub(super) fn is_element(&self, line: &str) -> bool {
        let known = |elements: &crate::gs1::ElementString| elements.iter().any(|(ai, _)| behind(line, ai).is_some());
        line.contains('(') && self.code.elements().is_some_and(known)
    }

    /// The date in a field of the code.
    pub(super) fn date(&self, field: &Field) -> Option<Date> {
        let value = field.is_date().then(|| self.market.structure.value(self.code, field));
        Date::from_yymmdd(value.flatten()?)
    }

    /// The fields that the act wants shown as they are encoded and that the code has, with their dates.
    pub(super) fn dates_as_encoded(&self) -> impl Iterator<Item = (&Field, Date)> {
        let names = self.market.text.as_encoded.iter().flat_map(|demand| &demand.value);
        names.filter_map(|name| self.market.field(name)).filter_map(|field| Some((field, self.date(field)?)))
    }
}

/// Whether a line shows a field's own date behind its AI, and not as it is encoded.
pub(super) fn shown_otherwise(line: &str, field: &Field, date: Date) -> bool {
    let behind = field.ai.and_then(|ai| behind(line, ai));
    behind.is_some_and(|value| shows(value, date) && !value.trim_start().starts_with(&date.to_yymmdd()))
}

/// Whether a value stands at the end of one line and goes on at the beginning of the next.
pub(super) fn is_split(value: &str, above: &str, below: &str) -> bool {
    splits(value, above, below).any(|head| !head.is_empty())
}

/// The beginnings of a value that end one line and whose rest begins the next.
fn splits<'v>(value: &'v str, above: &str, below: &str) -> impl Iterator<Item = &'v str> {
    let cut = value.char_indices().filter_map(|(at, _)| value.split_at_checked(at));
    cut.filter(|(head, rest)| above.ends_with(head) && below.starts_with(rest)).map(|(head, _)| head)
}

/// Whether a text ends in an AI in parentheses.
fn ends_in(text: &str, ai: Ai) -> bool {
    let inside = text.rfind('(').and_then(|at| text.get(at + 1..));
    inside.and_then(|inside| ai.strip_from(inside)) == Some(")")
}

/// What stands behind an AI in parentheses, up to the next parenthesis.
pub(super) fn behind(line: &str, ai: Ai) -> Option<&str> {
    let values = line.match_indices('(').filter_map(|(at, _)| ai.strip_from(line.get(at + 1..)?)?.strip_prefix(')'));
    values.map(|value| value.split('(').next().unwrap_or_default()).next()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn elements_that_go_over_two_lines_are_known() {
        sample::judged("tr-its", "", "(01)08691234567890(21)AB-C12(17)271231(10)X2", |label| {
            assert_eq!(label.broken("(21)AB-", "C12"), Some(Ai::SERIAL));
            assert_eq!(label.broken("(01)08691234567890 (21)", "AB-C12"), Some(Ai::SERIAL));
            for (above, below) in [("(21)AB-C12", "(10)X2"), ("AB-", "C12"), ("(21)AB", "C12"), ("(10)AB-", "C12")] {
                assert_eq!(label.broken(above, below), None, "{above} {below}");
            }
            assert!(label.is_element("SN (21)1") && !label.is_element("(30) 21") && !label.is_element("21"));
        });
        assert!(is_split("271231", "SKT 27", "1231") && !is_split("271231", "SKT", "271231"));
    }

    #[test]
    fn dates_behind_their_ai_may_be_shown_otherwise() {
        sample::judged("tr-its", "", "(01)08691234567890(21)ABC(17)271231(10)X2", |label| {
            let (field, date) = label.dates_as_encoded().next().unwrap();
            for line in ["(17)12.2027", "(17) 31/12/2027 (10)X2"] {
                assert!(shown_otherwise(line, field, date), "{line}");
            }
            for line in ["(17)271231", "(17)271231 12/2027", "12/2027", "(17)01/2027", "(10)12/2027"] {
                assert!(!shown_otherwise(line, field, date), "{line}");
            }
        });
    }
}
