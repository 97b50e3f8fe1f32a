//! PDF 1.7 (ISO 32000-1), streamed: a page a label, or a page a sheet.
//!
//! The content of labels is made in parallel by [`ContentMaker`]; [`PdfWriter`] writes it in
//! order and numbers objects as they come, so bytes do not depend on threads. A page's content is
//! the streams of its labels. Pages stand in object streams, one for each node of the page tree.
//! What all pages share (forms of fixed content and of groups, fonts, pictures, gradients) is named by a dictionary of
//! resources, which is written last with the fonts, from the glyphs that were used. Only the
//! length of each object is kept in memory.

mod boxes;
mod content;
mod fit;
mod font;
mod format;
mod group;
mod layer;
mod operators;
mod picture;
mod plates;
mod shading;
mod shared;
mod symbol;
mod table;
mod writer;

use crate::scene::Process;

pub use content::{Content, ContentMaker};
pub use fit::Fit;
pub use font::UsedGlyphs;
pub use format::{Pdf, PdfBench};
pub use symbol::SymbolForm;
pub use writer::PdfWriter;

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Findings that were let stand: rule, element and reason. They become its keywords.
    pub allowed: Vec<String>,
}

/// The name under which pages refer to a shared thing: `F0`, `X3`.
fn name(letter: char, number: usize) -> String {
    format!("{letter}{number}")
}

/// Parts of cyan, magenta, yellow and black, 0 to 1.
fn parts(process: Process) -> [f32; 4] {
    process.0.map(|part| f32::from(part) / 1000.0)
}

/// How light a tint of black is, 0 to 1.
fn light(Process([.., black]): Process) -> f32 {
    f32::from(1000_u16.saturating_sub(black)) / 1000.0
}

/// Deflates a stream.
fn deflate(data: &[u8]) -> Vec<u8> {
    super::deflate(data, 6)
}
