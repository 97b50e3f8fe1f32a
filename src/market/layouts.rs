//! Keyboards whose layout was another one than that of the reader that typed on them.
//!
//! A reader types a code key by key. Where the computer's keyboard is set to another layout, each key
//! writes what that layout has on it: `FCTH` becomes `АСЕР` on a Russian one. So the whole text is read
//! key by key, or not at all.

use super::escapes::stand_ins;
use crate::gs1::GS;

/// A keyboard layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// The Russian layout.
    Russian,
    /// The Kazakh layout, whose upper row has letters for digits.
    Kazakh,
    /// The Turkish Q layout.
    Turkish,
}

/// The characters of the keys, each without and with Shift, row by row, as the United States have them.
const ENGLISH: &str =
    "`~1!2@3#4$5%6^7&8*9(0)-_=+qQwWeErRtTyYuUiIoOpP[{]}aAsSdDfFgGhHjJkKlL;:'\"\\|zZxXcCvVbBnNmM,<.>/?";
const RUSSIAN: &str =
    "ёЁ1!2\"3№4;5%6:7?8*9(0)-_=+йЙцЦуУкКеЕнНгГшШщЩзЗхХъЪфФыЫвВаАпПрРоОлЛдДжЖэЭ\\/яЯчЧсСмМиИтТьЬбБюЮ.,";
const KAZAKH: &str = "()\"!әӘіІңҢғҒ,;.:үҮұҰқҚөӨһҺйЙцЦуУкКеЕнНгГшШщЩзЗхХъЪфФыЫвВаАпПрРоОлЛдДжЖэЭ\\/яЯчЧсСмМиИтТьЬбБюЮ№?";
const TURKISH: &str = "\"é1!2'3^4+5%6&7/8(9)0=*?-_qQwWeErRtTyYuUıIoOpPğĞüÜaAsSdDfFgGhHjJkKlLşŞiİ,;zZxXcCvVbBnNmMöÖçÇ.:";

impl Layout {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Layout; 3] = [Layout::Russian, Layout::Kazakh, Layout::Turkish];

    /// Its name, as keyboards are called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Layout::Russian => "Russian",
            Layout::Kazakh => "Kazakh",
            Layout::Turkish => "Turkish",
        }
    }

    fn keys(self) -> &'static str {
        match self {
            Layout::Russian => RUSSIAN,
            Layout::Kazakh => KAZAKH,
            Layout::Turkish => TURKISH,
        }
    }

    /// What the same keys write on an English keyboard; [`None`] for a text that has no letter of this
    /// layout's own, or something that none of its keys writes. Digits may come from the keys beside,
    /// and separators, also written out, from elsewhere.
    #[must_use]
    pub fn typed(self, text: &str) -> Option<String> {
        if text.is_ascii() || !text.chars().any(|c| !c.is_ascii() && c.is_alphabetic() && self.keys().contains(c)) {
            return None;
        }
        let key = |c: char| {
            let known = self.keys().chars().zip(ENGLISH.chars()).find(|(typed, _)| *typed == c);
            known.map(|(_, english)| english).or((c.is_ascii_digit() || c == GS || c == ' ').then_some(c))
        };
        let text = text.trim_start_matches(['\u{feff}', ' ']);
        stand_ins(text.strip_prefix("]d2").unwrap_or(text)).chars().map(key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_has_the_same_keys() {
        for layout in Layout::ALL {
            assert_eq!(layout.keys().chars().count(), ENGLISH.chars().count(), "{layout:?}");
        }
        assert_eq!(ENGLISH.chars().count(), 94);
    }

    #[test]
    fn keys_are_those_of_the_layouts() {
        // By the layouts ru(winkeys), kz(basic) and tr(basic) of xkeyboard-config.
        assert_eq!(Layout::Russian.typed("АСЕРО").as_deref(), Some("FCTHJ"));
        assert_eq!(Layout::Russian.typed("МКНТ\u{1d}.,Юю/").as_deref(), Some("VRYN\u{1d}/?>.|"));
        assert_eq!(Layout::Kazakh.typed("қ\"қңұФ№").as_deref(), Some("01049A/"));
        assert_eq!(Layout::Turkish.typed("ıIiİğ.-_*").as_deref(), Some("iI'\"[/=+-"));
        // Latin letters are on no key of a Cyrillic layout.
        assert_eq!(Layout::Russian.typed("АСЕРO"), None);
        assert_eq!(Layout::Turkish.typed("abc-"), None);
    }
}
