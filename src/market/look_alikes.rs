//! Letters of other alphabets that look like Latin ones.

/// A Cyrillic or Greek letter that looks like a Latin one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookAlike {
    /// The letter.
    pub found: char,
    /// The Latin letter it looks like.
    pub latin: char,
    name: &'static str,
}

const fn letter(found: char, latin: char, name: &'static str) -> LookAlike {
    LookAlike { found, latin, name }
}

/// In the order of the alphabets; their names are Unicode's, without the word “letter”.
const LETTERS: [LookAlike; 38] = [
    letter('\u{410}', 'A', "CYRILLIC A"),
    letter('\u{412}', 'B', "CYRILLIC VE"),
    letter('\u{415}', 'E', "CYRILLIC IE"),
    letter('\u{41a}', 'K', "CYRILLIC KA"),
    letter('\u{41c}', 'M', "CYRILLIC EM"),
    letter('\u{41d}', 'H', "CYRILLIC EN"),
    letter('\u{41e}', 'O', "CYRILLIC O"),
    letter('\u{420}', 'P', "CYRILLIC ER"),
    letter('\u{421}', 'C', "CYRILLIC ES"),
    letter('\u{422}', 'T', "CYRILLIC TE"),
    letter('\u{423}', 'Y', "CYRILLIC U"),
    letter('\u{425}', 'X', "CYRILLIC HA"),
    letter('\u{406}', 'I', "CYRILLIC BYELORUSSIAN-UKRAINIAN I"),
    letter('\u{405}', 'S', "CYRILLIC DZE"),
    letter('\u{408}', 'J', "CYRILLIC JE"),
    letter('\u{430}', 'a', "CYRILLIC SMALL A"),
    letter('\u{435}', 'e', "CYRILLIC SMALL IE"),
    letter('\u{43e}', 'o', "CYRILLIC SMALL O"),
    letter('\u{440}', 'p', "CYRILLIC SMALL ER"),
    letter('\u{441}', 'c', "CYRILLIC SMALL ES"),
    letter('\u{443}', 'y', "CYRILLIC SMALL U"),
    letter('\u{445}', 'x', "CYRILLIC SMALL HA"),
    letter('\u{456}', 'i', "CYRILLIC SMALL BYELORUSSIAN-UKRAINIAN I"),
    letter('\u{455}', 's', "CYRILLIC SMALL DZE"),
    letter('\u{391}', 'A', "GREEK ALPHA"),
    letter('\u{392}', 'B', "GREEK BETA"),
    letter('\u{395}', 'E', "GREEK EPSILON"),
    letter('\u{396}', 'Z', "GREEK ZETA"),
    letter('\u{397}', 'H', "GREEK ETA"),
    letter('\u{399}', 'I', "GREEK IOTA"),
    letter('\u{39a}', 'K', "GREEK KAPPA"),
    letter('\u{39c}', 'M', "GREEK MU"),
    letter('\u{39d}', 'N', "GREEK NU"),
    letter('\u{39f}', 'O', "GREEK OMICRON"),
    letter('\u{3a1}', 'P', "GREEK RHO"),
    letter('\u{3a4}', 'T', "GREEK TAU"),
    letter('\u{3a7}', 'X', "GREEK CHI"),
    letter('\u{3bf}', 'o', "GREEK SMALL OMICRON"),
];

impl LookAlike {
    /// The letter, if it looks like a Latin one.
    #[must_use]
    pub fn of(c: char) -> Option<Self> {
        LETTERS.iter().find(|letter| !c.is_ascii() && letter.found == c).copied()
    }

    /// Its number and name, which are Unicode's: `U+0425 CYRILLIC HA`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("U+{:04X} {}", u32::from(self.found), self.name)
    }
}
