//! The inks of a template, and tints of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::document::{Spanned, TomlTable, rules};
use crate::say;
use crate::scene::Ink;
use crate::sentence::{InWords, Sentence, list, outside};

/// Reads `[inks]`. Black is always there.
pub(super) fn read(root: &TomlTable<'_>) -> BTreeMap<String, Ink> {
    let mut inks = BTreeMap::from([("K".to_owned(), Ink::BLACK)]);
    for (name, (span, values)) in root.map("inks") {
        if name == "K" {
            root.reader().error(rules::VALUE, span, say!("“K” is black alone and cannot be another ink"));
            continue;
        }
        for Spanned { value, span } in values.into_iter().take(1) {
            match value.parse::<Ink>() {
                Ok(ink) => {
                    if let Some((other, _)) = inks.iter().find(|(_, known)| quarrel(known, &ink)) {
                        root.reader().error(rules::VALUE, span, two_looks(other, &ink));
                    }
                    inks.insert(name.to_owned(), ink);
                }
                Err(error) => root.reader().error(rules::VALUE, span, error.in_words()),
            }
        }
    }
    inks
}

/// Whether two inks are one separation and say different things of it: a plate has one look.
fn quarrel(one: &Ink, other: &Ink) -> bool {
    let same = one.separation().zip(other.separation()).is_some_and(|(one, other)| one.name == other.name);
    same && one != other
}

fn two_looks(other: &str, ink: &Ink) -> Sentence {
    let name = outside(ink.separation().map_or("", |separation| separation.name));
    say!(
        "the separation “{name}” is said in another way by the ink “{other}”; a plate has one kind and one “cmyk(…)” that stands for it, and tints are written as in “{other} 50%”",
        name,
        other = outside(other)
    )
}

/// An ink by its name, or a tint of it: `brand 50%`. `None` where there is no such ink, or none that has tints.
pub(super) fn find<'i>(inks: &'i BTreeMap<String, Ink>, name: &str) -> Option<Cow<'i, Ink>> {
    if let Some(ink) = inks.get(name) {
        return Some(Cow::Borrowed(ink));
    }
    let (of, per_cent) = name.trim().strip_suffix('%')?.rsplit_once(' ')?;
    let per_cent: f64 = per_cent.parse().ok()?;
    let is_tint = (0.0..=100.0).contains(&per_cent);
    let tint = inks.get(of.trim()).filter(|_| is_tint)?.tinted((per_cent * 10.0).round() as u16)?;
    Some(Cow::Owned(tint))
}

/// That there is no such ink.
pub(super) fn unknown(inks: &BTreeMap<String, Ink>, name: &str) -> Sentence {
    say!(
        "there is no ink “{ink}”; there are {known}. Define others in [inks]",
        ink = outside(name),
        known = list(inks.keys().map(outside))
    )
}
