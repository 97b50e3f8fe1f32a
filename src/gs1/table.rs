//! The table of AIs, read once from `ais.txt`, and what it says of each.

use std::sync::LazyLock;

use super::lint::{Linter, linter_named};
use super::{Ai, AiFormat, AiKind, AiPattern, Alphabet, Demand};

/// A part of a value: a run of characters of one set.
#[derive(Clone, Debug)]
pub struct Component {
    /// The characters allowed.
    pub alphabet: Alphabet,
    /// Its shortest length, in characters.
    pub min: usize,
    /// Its longest length, in characters.
    pub max: usize,
    /// Whether a value may end before it.
    pub optional: bool,
    /// What its text must pass.
    pub(super) linters: Box<[&'static Linter]>,
}

/// A line of the table.
#[derive(Debug)]
pub(super) struct Entry {
    first: u16,
    last: u16,
    pub format: AiFormat,
    pub components: Box<[Component]>,
    /// All must be met.
    pub demands: Box<[Demand]>,
    pub bars: Box<[AiPattern]>,
    pub title: &'static str,
}

/// The lines, and for every number which of them is its own.
struct AiTable {
    entries: Vec<Entry>,
    lines: Vec<Option<u8>>,
}

const TEXT: &str = include_str!("ais.txt");

/// AIs have up to four digits.
const NUMBERS: usize = 10_000;

static TABLE: LazyLock<AiTable> = LazyLock::new(|| {
    let mut table = AiTable { entries: Vec::new(), lines: vec![None; NUMBERS] };
    for entry in rows().filter_map(entry_of) {
        let line = u8::try_from(table.entries.len()).ok();
        if let Some(run) = table.lines.get_mut(usize::from(entry.first)..=usize::from(entry.last)) {
            run.fill(line);
        }
        table.entries.push(entry);
    }
    table
});

/// Never met: an [`Ai`] is made only when the table has it.
const FALLBACK: AiFormat =
    AiFormat { kind: AiKind::Text, min: 1, max: 90, predefined: false, alphabet: Alphabet::Cset82 };

impl Ai {
    /// The AI written so, if the table has it.
    #[must_use]
    pub fn new(digits: &str) -> Option<Self> {
        Self::from_bytes(digits.as_bytes())
    }

    /// The AI of these digits, if the table has it.
    pub(super) fn from_bytes(digits: &[u8]) -> Option<Self> {
        Self::of_digits(digits).filter(|ai| ai.entry().is_some())
    }

    /// Every AI of the table, by number.
    pub fn all() -> impl Iterator<Item = Ai> {
        numbers().map(Ai::of_number)
    }

    /// How its value looks.
    #[must_use]
    pub fn format(self) -> &'static AiFormat {
        self.entry().map_or(&FALLBACK, |entry| &entry.format)
    }

    /// The parts of its value, in order.
    #[must_use]
    pub fn components(self) -> &'static [Component] {
        self.entry().map_or(&[], |entry| &entry.components)
    }

    /// Its data title, such as `BATCH/LOT` (General Specifications, section 3.2). Coupon
    /// codes have none.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.entry().map_or("", |entry| entry.title)
    }

    /// Its line of the table.
    pub(super) fn entry(self) -> Option<&'static Entry> {
        entry(self.number())
    }
}

/// The line of the AI with this number.
fn entry(number: u16) -> Option<&'static Entry> {
    let table = LazyLock::force(&TABLE);
    table.entries.get(usize::from((*table.lines.get(usize::from(number))?)?))
}

/// The numbers of all AIs.
fn numbers() -> impl Iterator<Item = u16> {
    TABLE.entries.iter().flat_map(|entry| entry.first..=entry.last)
}

/// The lines that are not comments.
fn rows() -> impl Iterator<Item = &'static str> {
    TEXT.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn entry_of(row: &'static str) -> Option<Entry> {
    let mut columns = row.splitn(6, '|').map(str::trim);
    let (ais, length) = (columns.next()?, columns.next()?);
    let components = list(columns.next()?, ',').map(component).collect::<Option<Box<[_]>>>()?;
    let demands = list(columns.next()?, ';').map(Demand::read).collect::<Option<_>>()?;
    let bars = list(columns.next()?, '/').map(AiPattern::read).collect::<Option<_>>()?;
    let (first, last) = ais.split_once('-').unwrap_or((ais, ais));
    Some(Entry {
        first: first.parse().ok()?,
        last: last.parse().ok()?,
        format: format_of(&components, length == "p")?,
        components,
        demands,
        bars,
        title: columns.next()?,
    })
}

/// The parts of a column, or nothing when it is empty.
fn list(column: &'static str, between: char) -> impl Iterator<Item = &'static str> {
    column.split(between).map(str::trim).filter(|part| !part.is_empty())
}

/// A part such as `N13 csum gcppos1` or `[X1-17]`.
fn component(text: &str) -> Option<Component> {
    let mut words = text.split_whitespace();
    let form = words.next()?;
    let inner = form.strip_prefix('[').and_then(|form| form.strip_suffix(']'));
    let (letter, length) = inner.unwrap_or(form).split_at_checked(1)?;
    let (min, max) = length.split_once('-').unwrap_or((length, length));
    Some(Component {
        alphabet: match letter {
            "N" => Alphabet::Digits,
            "X" => Alphabet::Cset82,
            "Y" => Alphabet::Cset39,
            "Z" => Alphabet::Base64Url,
            _ => return None,
        },
        min: min.parse().ok()?,
        max: max.parse().ok()?,
        optional: inner.is_some(),
        linters: words.map(linter_named).collect::<Option<_>>()?,
    })
}

/// How a value of these parts looks as a whole.
fn format_of(components: &[Component], predefined: bool) -> Option<AiFormat> {
    let first = components.first()?;
    let last_letters = components.iter().rev().find(|part| part.alphabet != Alphabet::Digits);
    let alphabet = last_letters.map_or(Alphabet::Digits, |part| part.alphabet);
    let passes = |name: &str| components.len() == 1 && first.linters.iter().any(|linter| linter.name == name);
    let kind = match alphabet {
        Alphabet::Digits if passes("csum") => AiKind::Checked,
        Alphabet::Digits if passes("yymmd0") || passes("yymmdd") => AiKind::Date,
        Alphabet::Digits => AiKind::Numeric,
        _ => AiKind::Text,
    };
    let needed = components.iter().filter(|part| !part.optional);
    Some(AiFormat {
        kind,
        min: needed.map(|part| part.min).sum(),
        max: components.iter().map(|part| part.max).sum(),
        predefined,
        alphabet,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_is_too_long_to_be_asked_about() {
        assert_eq!(Ai::new("99999"), None);
        assert_eq!(Ai::new(&"9".repeat(100)), None);
    }

    #[test]
    fn every_line_reads_and_the_counts_are_those_of_the_dictionary() {
        // Counted in the GS1 Barcode Syntax Dictionary, release of 2026-01-27.
        for row in rows() {
            assert!(entry_of(row).is_some(), "{row}");
        }
        let entries = &TABLE.entries;
        assert_eq!(entries.len(), 224);
        assert_eq!(numbers().count(), 541);
        assert_eq!(entries.iter().filter(|entry| entry.format.predefined).count(), 72);
        assert_eq!(entries.iter().map(|entry| entry.components.len()).sum::<usize>(), 283);
        assert_eq!(entries.iter().filter(|entry| !entry.demands.is_empty()).count(), 193);
        assert_eq!(entries.iter().filter(|entry| !entry.bars.is_empty()).count(), 84);
        assert_eq!(
            entries.iter().flat_map(|entry| &entry.components).map(|part| part.linters.len()).sum::<usize>(),
            147
        );
    }

    #[test]
    fn the_first_two_digits_tell_the_number_of_digits_and_whether_the_length_is_predefined() {
        // General Specifications, section 7.8, and the way scan data is read.
        let mut seen = std::collections::BTreeMap::new();
        for number in numbers() {
            let digits = format!("{number:02}");
            let form = (digits.len(), entry(number).unwrap().format.predefined);
            assert_eq!(*seen.entry(digits[..2].to_owned()).or_insert(form), form, "{digits}");
        }
    }

    #[test]
    fn only_the_last_part_varies_and_nothing_mandatory_follows_an_optional_part() {
        for entry in &TABLE.entries {
            let parts = &entry.components;
            assert!(parts.iter().rev().skip(1).all(|part| part.min == part.max), "{}", entry.first);
            assert!(parts.windows(2).all(|pair| !pair[0].optional || pair[1].optional), "{}", entry.first);
        }
    }

    #[test]
    fn ais_round_trip_and_unknown_ones_are_refused() {
        for text in ["00", "01", "10", "240", "3103", "3350", "8005", "92"] {
            let ai = Ai::new(text).unwrap();
            let mut written = String::new();
            ai.write_digits(&mut written);
            assert_eq!((ai.to_string().as_str(), written.as_str()), (text, text));
        }
        for text in ["", "1", "001", "0001", "04", "31", "31030", "9a", "12345", "99999", "123456789", "3106", "٣١٠٣"]
        {
            assert_eq!(Ai::new(text), None, "{text}");
        }
        assert!(Ai::GTIN.format().predefined && !Ai::SERIAL.format().predefined);
    }

    #[test]
    fn formats_are_those_of_the_general_specifications() {
        // Section 3.2, table of AIs.
        let format = |ai: &str| {
            let format = Ai::new(ai).unwrap().format();
            (format.kind, format.min, format.max, format.predefined)
        };
        assert_eq!(format("00"), (AiKind::Checked, 18, 18, true));
        assert_eq!(format("17"), (AiKind::Date, 6, 6, true));
        assert_eq!(format("253"), (AiKind::Text, 13, 30, false));
        assert_eq!(format("255"), (AiKind::Numeric, 13, 25, false));
        assert_eq!(format("3103"), (AiKind::Numeric, 6, 6, true));
        assert_eq!(format("421"), (AiKind::Text, 4, 12, false));
        assert_eq!(format("7003"), (AiKind::Numeric, 10, 10, false));
        assert_eq!(format("8008"), (AiKind::Numeric, 8, 12, false));
        assert_eq!(format("92"), (AiKind::Text, 1, 90, false));
        assert_eq!(Ai::new("8010").unwrap().format().alphabet(), Alphabet::Cset39);
        assert_eq!(Ai::new("8030").unwrap().format().alphabet(), Alphabet::Base64Url);
        assert_eq!(Ai::BATCH.title(), "BATCH/LOT");
    }
}
