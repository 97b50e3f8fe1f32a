//! From a template and a record to a scene.
//!
//! What is the same on every label is laid out once, as maximal runs in paint order; elements
//! never push one another, so a run stays where it is. Everything is measured here and nowhere
//! later. On a printer, symbols, straight lines and baselines are moved to whole dots.

mod area;
mod drawing;
mod lines;
mod picture;
mod plan;
mod prepare;
mod shape;
mod shaper;
mod sheet;
mod sizes;
mod symbol;
mod text;

/// The rules of this room.
pub mod rules {
    use crate::diagnostic::Rule;

    /// Text larger than its box, or over the edge of the label.
    pub const TEXT_FIT: Rule = Rule { code: "TXT01", title: "text fits its box and the label" };
    /// A character the font does not have.
    pub const GLYPH: Rule = Rule { code: "TXT02", title: "the font has every character" };
    /// A symbol that cannot be printed within its demands.
    pub const SYMBOL_SIZE: Rule =
        Rule { code: "SYM01", title: "the symbol has a size that the device can print and its place holds" };
    /// A code that does not fit the symbol's modules.
    pub const SYMBOL_DATA: Rule = Rule { code: "SYM02", title: "the code fits the symbol" };
    /// A symbol over the edge of the label.
    pub const SYMBOL_PLACE: Rule = Rule { code: "SYM03", title: "the symbol and its quiet zone stand on the label" };
    /// Something drawn where no label is.
    pub const PLACE: Rule = Rule { code: "PLC01", title: "what is drawn stands on the label" };
    /// A picture that cannot be used.
    pub const IMAGE: Rule = Rule { code: "IMG01", title: "pictures can be read and drawn" };
    /// A font file that cannot be used.
    pub const FONT: Rule = Rule { code: "FNT01", title: "font files can be read and embedded" };
    /// A sheet whose labels do not fit it.
    pub const SHEET: Rule = Rule { code: "SHT01", title: "the sheet holds its labels where the printer can print" };
    /// A length in dots on a device without dots.
    pub const DOTS: Rule = Rule { code: "DEV01", title: "lengths in dots need a device with dots" };
}

pub use plan::{Plan, Setting};
pub use sizes::{Choice, LEAST_MODULE, SizeQuestion, Verdict};
