//! Which rows are meant.

use std::str::FromStr;

use super::faults::refused;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{Sentence, file, list, outside};
use crate::source::Table;

/// A set of row numbers, such as `1-100,250,7313-`; of one of several files with its name before them:
/// `order.csv:1-100`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSet(Vec<Asked>);

/// A range of rows, of the file that is named, or of the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    file: Option<String>,
    first: u32,
    last: u32,
}

/// The rows of a table that are meant.
#[derive(Debug)]
pub(crate) struct Rows(Vec<Range>);

/// A range of rows of a file, by its number among the files of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) file: usize,
    pub(crate) first: u32,
    /// The highest number where the range has no end.
    pub(crate) last: u32,
}

impl RowSet {
    /// All rows of several sets; none of none.
    #[must_use]
    pub fn joined(sets: &[RowSet]) -> Option<Self> {
        (!sets.is_empty()).then(|| Self(sets.iter().flat_map(|set| set.0.clone()).collect()))
    }

    /// The rows of a table that are meant.
    ///
    /// # Errors
    /// A file that is not there; several files, and none named.
    pub(crate) fn of(&self, table: &Table) -> Result<Rows, Diagnostic> {
        let names: Vec<&str> = table.names().collect();
        let range = |asked: &Asked| {
            let fits = |name: &str, wanted: &str| {
                name == wanted || name.strip_suffix(wanted).is_some_and(|path| path.ends_with('/'))
            };
            let files: Vec<usize> = match &asked.file {
                Some(wanted) => {
                    (0..).zip(&names).filter(|(_, name)| fits(name, wanted)).map(|(file, _)| file).collect()
                }
                None => (0..names.len()).collect(),
            };
            let there = || list(names.iter().take(6).map(|name| file(*name)));
            match (files.as_slice(), &asked.file) {
                ([file], _) => Ok(Range { file: *file, first: asked.first, last: asked.last }),
                ([], wanted) => {
                    let wanted = outside(wanted.as_deref().unwrap_or_default());
                    Err(refused(say!("--rows names the file “{wanted}”, and there are {files}", wanted, files = there())))
                }
                _ => Err(refused(say!("--rows does not say of which file the rows are meant; there are {files}", files = there()))
                    .help(say!("put the file's name before its rows, such as --rows order.csv:1-100; --rows may be given for each file"))),
            }
        };
        self.0.iter().map(range).collect::<Result<_, _>>().map(Rows)
    }
}

impl Rows {
    /// Whether a row belongs to them.
    pub(crate) fn contains(&self, row: u32, table: &Table) -> bool {
        let (file, number) = table.position(row);
        self.0.iter().any(|range| range.contains(file, number))
    }

    /// Counts a row that is taken, in each range that holds it.
    pub(crate) fn count(&self, row: u32, table: &Table, taken: &mut Vec<u64>) {
        let (file, number) = table.position(row);
        taken.resize(self.0.len(), 0);
        for (range, taken) in self.0.iter().zip(taken) {
            *taken += u64::from(range.contains(file, number));
        }
    }

    /// What is asked for and is not there: ranges that hold none of the rows that were `taken` of each
    /// range, and what lies behind the last row of its file. A range without an end asks for what there is.
    pub(crate) fn missing(&self, taken: &[u64], last: impl Fn(usize) -> u32) -> Vec<Range> {
        let ranges = self.0.iter().zip(taken.iter().chain(std::iter::repeat(&0)));
        let missing = ranges.filter_map(|(range, taken)| {
            let end = last(range.file);
            match (*taken, range.last) {
                (0, _) => Some(*range),
                (_, u32::MAX) => None,
                (_, last) => (last > end).then_some(Range { first: end.saturating_add(1).max(range.first), ..*range }),
            }
        });
        missing.collect()
    }
}

impl Range {
    fn contains(&self, file: usize, number: u32) -> bool {
        self.file == file && (self.first..=self.last).contains(&number)
    }
}

impl FromStr for RowSet {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let wrong = || {
            say!(
                "“{text}” is not a list of rows; write numbers and ranges, such as 1-100,250, or 7313- for all from there, of one of several files order.csv:1-100",
                text = outside(text)
            )
        };
        let (named, rows) = text.rsplit_once(':').map_or((None, text), |(named, rows)| (Some(named), rows));
        if named.is_some_and(|named| named.trim().is_empty()) {
            return Err(wrong());
        }
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|n| *n > 0);
        let range = |part: &str| match part.split_once('-') {
            Some((first, last)) if last.trim().is_empty() => number(first).map(|first| (first, u32::MAX)),
            Some((first, last)) => number(first).zip(number(last)).filter(|(first, last)| first <= last),
            None => number(part).map(|n| (n, n)),
        };
        let asked = rows.split(',').map(|part| {
            let (first, last) = range(part).ok_or_else(wrong)?;
            Ok(Asked { file: named.map(str::to_owned), first, last })
        });
        asked.collect::<Result<Vec<_>, _>>().map(RowSet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::Market;
    use crate::source::Input;

    /// Lines, of one file or of two.
    fn table(files: usize) -> Table {
        let market = Market::load("gs1").unwrap();
        let text = |first: u64| (first..first + 12).map(|n| format!("(00)00000000000000000{n}\n")).collect::<String>();
        let inputs =
            (0..files as u64).map(|n| (Input::from_bytes(&format!("f{n}.txt"), text(10 + 20 * n).as_bytes()), true));
        Table::open_all(inputs.collect(), Vec::new(), None, &market.structure, false).unwrap()
    }

    #[test]
    fn ranges() {
        let one = table(1);
        let of = |text: &str| text.parse::<RowSet>().unwrap().of(&one).unwrap();
        let rows = of("2-4, 9");
        assert_eq!((1..=10).filter(|n| rows.contains(*n, &one)).collect::<Vec<_>>(), [2, 3, 4, 9]);
        let open = of("2,7313-");
        assert!(
            open.contains(2, &one)
                && !open.contains(7312, &one)
                && open.contains(7313, &one)
                && open.contains(u32::MAX, &one)
        );
        for bad in ["", "0", "4-2", "a", "-", "0-", "1,,2", "-3", ":1", "a:", "a:b"] {
            assert!(bad.parse::<RowSet>().is_err(), "{bad}");
        }
    }

    #[test]
    fn rows_of_several_files_are_those_of_the_file_that_is_named() {
        let two = table(2);
        let rows =
            RowSet::joined(&["f0.txt:12".parse().unwrap(), "f1.txt:1,11-".parse().unwrap()]).unwrap().of(&two).unwrap();
        assert_eq!((1..=24).filter(|n| rows.contains(*n, &two)).collect::<Vec<_>>(), [12, 13, 23, 24]);
        assert!("1".parse::<RowSet>().unwrap().of(&two).is_err(), "of which file");
        assert!("f2.txt:1".parse::<RowSet>().unwrap().of(&two).is_err(), "no such file");
    }

    #[test]
    fn what_is_asked_for_and_not_there_is_known() {
        let one = table(1);
        let missing = |text: &str, last: u32| {
            let rows = text.parse::<RowSet>().unwrap().of(&one).unwrap();
            let mut taken = Vec::new();
            (2..=last).filter(|row| rows.contains(*row, &one)).for_each(|row| rows.count(row, &one, &mut taken));
            rows.missing(&taken, |_| last).iter().map(|range| (range.first, range.last)).collect::<Vec<_>>()
        };
        assert_eq!(missing("60-70", 62), [(63, 70)]);
        assert_eq!(missing("2-62", 62), []);
        assert_eq!(missing("60-", 62), []);
        assert_eq!(missing("63-", 62), [(63, u32::MAX)]);
        assert_eq!(missing("1,5,70-80", 62), [(1, 1), (70, 80)]);
    }
}
