//! What a lookup file lacks: each key once, with how many rows miss it.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{count, outside};
use crate::source::{Table, rules};

/// Keys that are told apart; rows of others are only counted.
const MOST: usize = 1000;

/// Keys that rows look up and no row of the lookup file has.
#[derive(Debug, Default)]
pub(crate) struct Misses {
    /// How many rows have each, and the first of them.
    keys: BTreeMap<String, (u64, u32)>,
    /// Rows of other keys.
    others: u64,
}

impl Misses {
    /// Notes a row that misses.
    pub(crate) fn note(&mut self, key: String, row: u32) {
        self.add(key, 1, row);
    }

    /// Notes those of rows behind.
    pub(crate) fn join(&mut self, behind: Self) {
        behind.keys.into_iter().for_each(|(key, (rows, first))| self.add(key, rows, first));
        self.others += behind.others;
    }

    fn add(&mut self, key: String, rows: u64, first: u32) {
        if self.keys.len() < MOST || self.keys.contains_key(&key) {
            self.keys.entry(key).or_insert((0, first)).0 += rows;
        } else {
            self.others += rows;
        }
    }

    /// What is to be told of them, in the order of the first rows.
    pub(crate) fn findings(self, field: &str, table: &Table) -> Vec<Diagnostic> {
        let mut keys: Vec<(String, (u64, u32))> = self.keys.into_iter().collect();
        keys.sort_by_key(|(_, (_, first))| *first);
        let help = || say!("add it to the lookup file, or name another file with --lookup");
        let found = keys.iter().map(|(key, (rows, first))| {
            let message = say!(
                "the lookup file has no row for {field} {key}, which {rows} row has"
                    | "the lookup file has no row for {field} {key}, which {rows} rows have",
                field = outside(field),
                key = outside(key),
                rows = count(*rows)
            );
            Diagnostic::error(rules::LOOKUP, message).at(table.place(*first, None)).help(help())
        });
        let mut found: Vec<Diagnostic> = found.collect();
        if self.others > 0 {
            let message = say!(
                "the lookup file has no row for {rows} more row of other keys"
                    | "the lookup file has no row for {rows} more rows of other keys",
                rows = count(self.others)
            );
            found.push(Diagnostic { rule: rules::LOOKUP, ..table.error(message) }.help(help()));
        }
        found
    }
}
