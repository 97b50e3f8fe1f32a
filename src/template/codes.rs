//! Linear barcodes and QR symbols that templates ask for.

use std::ops::Range;

use super::expression::{Engine, Phrase, rules as expression};
use super::measure::{above_zero, length};
use crate::document::{TomlTable, choice, rules};
use crate::say;
use crate::scene::LinearKind;
use crate::sentence::InWords;
use crate::symbol::qr::QrLevel;
use crate::units::Measure;

/// A linear barcode as it is to be.
#[derive(Debug)]
pub struct LinearCode {
    /// Its symbology.
    pub kind: LinearKind,
    /// What it says.
    pub phrase: Phrase,
    /// Where the template says so.
    pub span: Range<usize>,
    /// The X-dimension wished for.
    pub module: Option<Measure>,
    /// The width that it must fit into with its quiet zones.
    pub width: Option<Measure>,
    /// The height of its bars; by the table of its use if left out.
    pub height: Option<Measure>,
    /// The height of the place that bars fill with all that is drawn beside them, if `height` is left out.
    pub room: Option<Measure>,
    /// Whether its text stands below it.
    pub text: bool,
    /// The font of the text.
    pub font: String,
    /// The size of the text; as the symbology has it if left out.
    pub text_size: Option<Measure>,
    /// Whether the marks are there that keep quiet zones clear.
    pub light_margin: bool,
    /// Bars above and below; as the device asks if left out.
    pub bearer: Option<Bearer>,
    /// What is taken off the width of its bars.
    pub reduce: Option<Measure>,
    /// Its ink.
    pub ink: String,
}

choice! {
    /// Bars that press the plate evenly and keep partial scans of ITF-14 from being read.
    pub enum Bearer {
        /// None.
        None = "none",
        /// Above and below.
        Bars = "bars",
        /// All around bars and quiet zones.
        Frame = "frame",
    }
}

/// A QR symbol as it is to be.
#[derive(Debug)]
pub struct QrSymbol {
    /// What it says.
    pub phrase: Phrase,
    /// Where the template says so.
    pub span: Range<usize>,
    /// How much of it may be lost.
    pub level: QrLevel,
    /// Whether it begins with FNC1 and holds an element string.
    pub gs1: bool,
    /// The module wished for.
    pub module: Option<Measure>,
    /// The width and height that it must fit into with its quiet zone.
    pub width: Option<Measure>,
    /// What is taken off the width of dark areas.
    pub reduce: Option<Measure>,
    /// Its ink.
    pub ink: String,
}

/// Reads a linear barcode; its ink and its font were looked up.
pub(super) fn linear(
    table: &TomlTable<'_>,
    engine: &mut Engine,
    ink: Option<String>,
    font: Option<String>,
) -> Option<LinearCode> {
    let (kind, said) = (table.choice("symbology"), data(table, engine));
    let (phrase, span) = said?;
    let without = |key: &str, kinds: &[LinearKind], message| {
        if kind.is_some_and(|kind| !kinds.contains(&kind)) && table.has(key) {
            table.reader().error(rules::VALUE, table.span(), message);
        }
    };
    without("bearer", &[LinearKind::Itf14], say!("only ITF-14 has bearer bars"));
    let ean = [LinearKind::Ean13, LinearKind::Ean8];
    without("light_margin", &ean, say!("only EAN-13 and EAN-8 have marks of their light margins"));
    Some(LinearCode {
        kind: kind?,
        phrase,
        span,
        module: above_zero(table, "module"),
        width: above_zero(table, "width"),
        height: above_zero(table, "height"),
        room: None,
        text: !table.has("text") || table.flag("text"),
        font: font.unwrap_or_else(|| "mono".to_owned()),
        text_size: above_zero(table, "text_size"),
        light_margin: table.flag("light_margin"),
        bearer: table.choice("bearer"),
        reduce: length(table, "reduce"),
        ink: ink.unwrap_or_else(|| "K".to_owned()),
    })
}

/// Reads a QR symbol.
pub(super) fn qr(table: &TomlTable<'_>, engine: &mut Engine, ink: Option<String>) -> Option<QrSymbol> {
    let (phrase, span) = data(table, engine)?;
    Some(QrSymbol {
        phrase,
        span,
        level: table.choice("level").unwrap_or_default(),
        gs1: table.flag("gs1"),
        module: above_zero(table, "module"),
        width: above_zero(table, "width"),
        reduce: length(table, "reduce"),
        ink: ink.unwrap_or_else(|| "K".to_owned()),
    })
}

fn data(table: &TomlTable<'_>, engine: &mut Engine) -> Option<(Phrase, Range<usize>)> {
    let said = table.text("data")?;
    let phrase = engine.phrase(said.value);
    let phrase =
        phrase.map_err(|error| table.reader().error(expression::EXPRESSION, said.span.clone(), error.in_words()));
    Some((phrase.ok()?, said.span))
}
