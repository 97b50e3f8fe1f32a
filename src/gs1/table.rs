//! The table of AIs, read once from `ais.txt`.

use std::sync::LazyLock;

use super::lint::{self, Linter};
use super::pairing::{Demand, Pattern};
use super::{AiFormat, AiKind, Alphabet};

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
    pub bars: Box<[Pattern]>,
    pub title: &'static str,
}

/// The lines, and for every number which of them is its own.
struct Table {
    entries: Vec<Entry>,
    lines: Vec<Option<u8>>,
}

const TEXT: &str = include_str!("ais.txt");

/// AIs have up to four digits.
const NUMBERS: usize = 10_000;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { entries: Vec::new(), lines: vec![None; NUMBERS] };
    for entry in rows().filter_map(entry_of) {
        let line = u8::try_from(table.entries.len()).ok();
        if let Some(run) = table.lines.get_mut(usize::from(entry.first)..=usize::from(entry.last)) {
            run.fill(line);
        }
        table.entries.push(entry);
    }
    table
});

/// The line of the AI with this number.
pub(super) fn entry(number: u16) -> Option<&'static Entry> {
    let table = LazyLock::force(&TABLE);
    table.entries.get(usize::from((*table.lines.get(usize::from(number))?)?))
}

/// The numbers of all AIs.
pub(super) fn numbers() -> impl Iterator<Item = u16> {
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
    let bars = list(columns.next()?, '/').map(Pattern::read).collect::<Option<_>>()?;
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
        linters: words.map(lint::named).collect::<Option<_>>()?,
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
            let told = (digits.len(), entry(number).unwrap().format.predefined);
            assert_eq!(*seen.entry(digits[..2].to_owned()).or_insert(told), told, "{digits}");
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
}
