//! The headers of a table, and names that stand in a file, as messages list them.

use std::collections::HashSet;
use std::sync::Arc;

use super::cell::Row;
use super::limits::MAX_COLUMNS;
use crate::diagnostic::Column;
use crate::say;
use crate::sentence::{Argument, InWords, Outside, Sentence, either, list, outside};

/// The headers of a table.
#[derive(Debug, Default)]
pub(super) struct Headers(Vec<Option<Arc<str>>>);

impl Headers {
    pub(super) fn of(row: &Row) -> Self {
        Self(row.cells.iter().map(|cell| cell.as_text().map(|text| text.trim().into())).collect())
    }

    /// The headers of several rows: of the first, and where it has none, of the others in turn.
    pub(super) fn merged(rows: &[&Row]) -> Self {
        let mut merged: Vec<Option<Arc<str>>> = Vec::new();
        for headers in rows.iter().map(|row| Self::of(row).0) {
            merged.resize(merged.len().max(headers.len()), None);
            for (place, header) in merged.iter_mut().zip(headers) {
                *place = place.take().or(header);
            }
        }
        Self(merged)
    }

    /// The number of columns up to the last that is headed.
    pub(super) fn width(&self) -> usize {
        self.0.iter().rposition(Option::is_some).map_or(0, |last| last + 1)
    }

    /// The number of cells of their row, the empty ones behind included.
    pub(super) fn cells(&self) -> usize {
        self.0.len()
    }

    /// How many columns have one of these names, as [`plain`] writes them.
    pub(super) fn known(&self, names: &HashSet<String>) -> usize {
        self.0.iter().flatten().filter(|header| names.contains(&plain(header))).count()
    }

    /// The columns that have any of these names, by the names' order.
    pub(super) fn all(&self, names: &[String]) -> Vec<Column> {
        let mut found: Vec<Column> = Vec::new();
        for name in names.iter().map(|name| plain(name)) {
            let fits = |header: &Option<Arc<str>>| header.as_deref().is_some_and(|header| plain(header) == name);
            for index in self.0.iter().enumerate().filter(|(_, header)| fits(header)).map(|(index, _)| index) {
                let column = u32::try_from(index).ok().and_then(|index| self.column(index));
                found.extend(column.filter(|column| !found.contains(column)));
            }
        }
        found.sort_by_key(|column| column.index);
        found
    }

    /// The columns that are meant by any of these headers or letters.
    pub(super) fn all_typed(&self, names: &[String]) -> Vec<Column> {
        let by_header = self.all(names);
        if by_header.is_empty() {
            names.iter().find_map(|name| self.find_typed(name)).into_iter().collect()
        } else {
            by_header
        }
    }

    /// A column by the first name that fits: a header, whatever its case and spacing.
    pub(super) fn find(&self, names: &[String]) -> Option<Column> {
        let by_header =
            |name: &String| self.0.iter().position(|header| header.as_deref().is_some_and(|h| plain(h) == plain(name)));
        names.iter().find_map(by_header).and_then(|index| self.column(u32::try_from(index).ok()?))
    }

    /// A column by its header or its letters.
    pub(super) fn find_typed(&self, name: &str) -> Option<Column> {
        let by_letters =
            || (0..MAX_COLUMNS).map(|index| Column { index, header: None }).find(|column| column.letters() == name);
        self.find(&[name.to_owned()]).or_else(|| self.column(by_letters()?.index))
    }

    pub(super) fn column(&self, index: u32) -> Option<Column> {
        Some(Column { index, header: self.0.get(index as usize).cloned().flatten() })
    }

    /// What headers there are, for a message; none if there are none.
    pub(super) fn listed(&self) -> Option<Argument> {
        let names: Vec<&str> = self.0.iter().flatten().map(|header| &**header).collect();
        (!names.is_empty()).then(|| listed(&names))
    }
}

impl InWords for Headers {
    fn in_words(&self) -> Sentence {
        match self.listed() {
            Some(headers) => say!("there are {headers}", headers),
            None => say!("there are no headers"),
        }
    }
}

/// Names in quotes, for a message: the first of them, and the first letters of each.
pub(super) fn listed(names: &[impl AsRef<str>]) -> Argument {
    const MOST: usize = 30;
    let shown = names.iter().take(MOST).map(|name| quoted(outside(name.as_ref()).shortened(60)));
    let more = (names.len() > MOST).then(|| say!("and {n} more", n = names.len() - MOST));
    list(shown.chain(more))
}

/// Names in quotes, for a message, of which any would do.
pub(super) fn either_quoted(names: &[String]) -> Argument {
    either(names.iter().map(outside).map(quoted))
}

/// A name in quotes.
pub(super) fn quoted(name: Outside) -> Sentence {
    say!("“{name}”", name)
}

/// A header without case, double spaces, or a colon behind it.
pub(super) fn plain(header: &str) -> String {
    let words: Vec<&str> = header.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '.']).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::cell::Cell;
    use super::*;

    #[test]
    fn the_first_headers_are_listed_and_the_first_letters_of_each() {
        let told = |headers: &[&str]| {
            let cells = headers.iter().map(|header| Cell::text(header)).collect();
            Headers::of(&Row::new(1, cells)).in_words().to_string()
        };
        assert_eq!(told(&[]), "there are no headers");
        assert_eq!(told(&["GTIN", "", " Серия "]), "there are “GTIN”, “Серия”");
        assert_eq!(told(&[&"я".repeat(61)]), format!("there are “{}…”", "я".repeat(60)));
        assert_eq!(told(&["0104870999000116211323424679\u{1d}91EE06"]), "there are “<35 characters>”");
        assert!(told(&["a"; 32]).ends_with("“a”, “a”, and 2 more"));
    }

    #[test]
    fn any_of_several_names_would_do() {
        let names = ["GTIN".to_owned(), "Серия".to_owned()];
        assert_eq!(either_quoted(&names).to_string(), "“GTIN” or “Серия”");
    }
}
