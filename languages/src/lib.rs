//! quietzone in the languages of its users.
//!
//! `po/` has a catalogue a language, which translators open with their own tools; the build makes tables of
//! them. A sentence that a catalogue lacks is told in English.
//!
//! ```
//! use quietzone::say;
//! use quietzone::sentence::{count, told_in};
//! use quietzone_languages::Language;
//!
//! let errors = say!("{n} error" | "{n} errors", n = count(3));
//! let russian = Language::of("ru_RU.UTF-8").expect("Russian is spoken");
//! assert_eq!(told_in(russian.tongue(), || errors.to_string()), "3 ошибки");
//! ```

mod key;
mod table;

use quietzone::sentence::Tongue;
use table::Table;

/// A language that quietzone speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, in which sentences are written.
    English,
    /// Russian.
    Russian,
    /// Kazakh, in Cyrillic letters.
    Kazakh,
    /// Uzbek, in Latin letters.
    Uzbek,
    /// Turkish.
    Turkish,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::English, Self::Russian, Self::Kazakh, Self::Uzbek, Self::Turkish];

    /// The language of a tag or locale, whatever its country and letters: `ru`, `ru-RU`, `ru_RU.UTF-8`.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The language of this user, by what the system says; English if it is none of these.
    #[must_use]
    pub fn of_system() -> Self {
        sys_locale::get_locales().find_map(|locale| Self::of(&locale)).unwrap_or(Self::English)
    }

    /// The first of the languages of an `Accept-Language` header that is spoken here, the best liked first.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let liked = |part: &str| {
            let (tag, rest) = part.split_once(';').unwrap_or((part, "q=1"));
            let weight = rest.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f64>().ok()).unwrap_or(0.0);
            Self::of(tag.trim()).map(|language| (language, weight))
        };
        let mut all: Vec<_> = header.split(',').filter_map(liked).filter(|(_, weight)| *weight > 0.0).collect();
        all.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        all.first().map(|(language, _)| *language)
    }

    /// Its tag by BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Kazakh => "kk",
            Self::Uzbek => "uz",
            Self::Turkish => "tr",
        }
    }

    /// Its own name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::Kazakh => "Қазақша",
            Self::Uzbek => "Oʻzbekcha",
            Self::Turkish => "Türkçe",
        }
    }

    /// What sentences are told in; nothing for English.
    #[must_use]
    pub fn tongue(self) -> Option<&'static dyn Tongue> {
        self.spoken().map(|spoken| spoken as &dyn Tongue)
    }

    /// Which of the forms of a sentence goes with a count, from 0, by the rules of the language.
    #[must_use]
    pub fn form_of(self, count: u64) -> usize {
        self.spoken().map_or(one_other(count), |spoken| (spoken.form)(count))
    }

    fn spoken(self) -> Option<&'static Spoken> {
        match self {
            Self::English => None,
            Self::Russian => Some(&RUSSIAN),
            Self::Kazakh => Some(&KAZAKH),
            Self::Uzbek => Some(&UZBEK),
            Self::Turkish => Some(&TURKISH),
        }
    }
}

/// A language with its table.
#[derive(Debug)]
struct Spoken {
    tag: &'static str,
    table: Table,
    /// The number of the form for a count, as `Plural-Forms` of the catalogue says.
    form: fn(u64) -> usize,
}

macro_rules! spoken {
    ($($name:ident = $tag:literal, $form:expr;)+) => {
        $(static $name: Spoken = Spoken {
            tag: $tag,
            table: Table(include_bytes!(concat!(env!("OUT_DIR"), "/", $tag, ".table"))),
            form: $form,
        };)+
    };
}

spoken! {
    RUSSIAN = "ru", one_few_many;
    KAZAKH = "kk", one_other;
    UZBEK = "uz", one_other;
    TURKISH = "tr", one_other;
}

/// 1, 21, 31 …; 2 to 4, 22 to 24 …; 0, 5 to 20, 25 to 30 ….
fn one_few_many(count: u64) -> usize {
    match (count % 10, count % 100) {
        (1, tens) if tens != 11 => 0,
        (2..=4, tens) if !(12..=14).contains(&tens) => 1,
        _ => 2,
    }
}

/// 1; all others.
fn one_other(count: u64) -> usize {
    usize::from(count != 1)
}

impl Tongue for Spoken {
    fn tag(&self) -> &'static str {
        self.tag
    }

    fn form(&self, english: &str, count: Option<u64>) -> Option<&str> {
        self.table.form(english, count.map_or(0, self.form))
    }

    fn decimal_sign(&self) -> char {
        ','
    }

    fn date(&self) -> &'static str {
        "%d.%m.%Y"
    }
}
