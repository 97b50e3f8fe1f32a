//! Lines in the margins of sheets: what is said of each sheet as a whole.

use std::collections::BTreeSet;
use std::ops::Range;

use super::expression::{Engine, ExpressionError, Phrase, rules::EXPRESSION};
use super::measure::length;
use crate::document::{TomlTable, choice, rules};
use crate::say;
use crate::sentence::InWords;
use crate::units::Measure;

/// Most lines in the margins of a sheet.
pub(super) const MAX_LINES: usize = 20;

/// A line in a margin of a sheet, between the labels and what the printer cannot print.
#[derive(Clone, Debug)]
pub struct MarginLine {
    /// Its table in the file.
    pub span: Range<usize>,
    /// The margin.
    pub edge: Edge,
    /// Where it stands in it; lines of one margin that are aligned alike stand below one another.
    pub align: Side,
    /// What it says.
    pub phrase: Phrase,
    /// Whether a rule to sign on stands behind the words.
    pub is_signed: bool,
    /// Name of the font.
    pub font: String,
    /// Font size.
    pub size: Option<Measure>,
    /// The size it may be shrunk to.
    pub shrink_to: Option<Measure>,
}

choice! {
    /// A margin of a sheet.
    #[derive(Default)]
    pub enum Edge {
        /// Above the labels.
        Top = "top",
        /// Below the labels.
        #[default]
        Bottom = "bottom",
    }
}

choice! {
    /// Where a line stands in its margin.
    #[derive(Default)]
    pub enum Side {
        /// On its left.
        #[default]
        Left = "left",
        /// In its middle.
        Center = "center",
        /// On its right.
        Right = "right",
    }
}

/// What lines in margins call the first and the last label of their sheet.
pub const ENDS: [&str; 2] = ["first", "last"];
/// What lines in margins call the job, the number of their sheet, all sheets and all labels.
pub const OF_SHEET: [&str; 4] = ["job", "sheet", "sheets", "total"];

/// Reads the lines of a sheet; `font` reads the name of a font that is there.
pub(super) fn read(
    sheet: &TomlTable<'_>,
    engine: &mut Engine,
    font: impl Fn(&TomlTable<'_>) -> Option<String>,
) -> Vec<MarginLine> {
    let tables = sheet.tables("margin");
    if tables.len() > MAX_LINES {
        let message = say!("a sheet has at most {most} lines in its margins", most = MAX_LINES);
        sheet.reader().error(rules::VALUE, sheet.span(), message);
    }
    tables.into_iter().take(MAX_LINES).filter_map(|table| line(&table, engine, font(&table))).collect()
}

fn line(table: &TomlTable<'_>, engine: &mut Engine, font: Option<String>) -> Option<MarginLine> {
    let (text, signature) = (table.text("text"), table.text("signature"));
    let is_signed = signature.is_some();
    let said = match (text, signature) {
        (Some(said), None) | (None, Some(said)) => said,
        _ => {
            let message = say!("a line in the margin has either a “text” or a “signature”");
            table.reader().error(rules::VALUE, table.span(), message);
            return None;
        }
    };
    let refused = |error: ExpressionError| {
        table.reader().error(EXPRESSION, said.span.clone(), error.in_words());
    };
    Some(MarginLine {
        span: table.span(),
        edge: table.choice("edge").unwrap_or_default(),
        align: table.choice("align").unwrap_or_default(),
        phrase: engine.phrase(said.value).map_err(refused).ok()?,
        is_signed,
        font: font.unwrap_or_else(|| "condensed".to_owned()),
        size: length(table, "size"),
        shrink_to: length(table, "shrink_to"),
    })
}

impl MarginLine {
    /// The names of fields that it shows: those that all labels share, and those of the first and the last label.
    #[must_use]
    pub fn names_used(&self, engine: &Engine) -> BTreeSet<String> {
        let own = |path: String| match path.split_once('.') {
            Some((end, field)) if ENDS.contains(&end) => Some(field.split('.').next().unwrap_or(field).to_owned()),
            _ if ENDS.contains(&path.as_str()) => None,
            _ => Some(path).filter(|name| !OF_SHEET.contains(&name.as_str())),
        };
        engine.paths_of_phrase(&self.phrase).into_iter().filter_map(own).collect()
    }
}
