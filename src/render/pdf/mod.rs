//! PDF 1.7 (ISO 32000-1), streamed: a page a label.
//!
//! Page content is made in parallel by [`PageMaker`]; [`PdfWriter`] writes it in order. Object
//! numbers follow from the page's number alone, so bytes do not depend on threads. What all
//! pages share (forms of fixed content, fonts, pictures) is referred to by numbers fixed before
//! the first page; fonts are written last, from the glyphs that were used. Only the offset of
//! each object is kept in memory.

mod content;
mod font;
mod picture;
mod writer;

pub use content::{Page, PageMaker};
pub use font::UsedGlyphs;
pub use writer::PdfWriter;

/// Numbers of the objects that all pages share.
#[derive(Clone, Copy, Debug)]
struct Ids {
    faces: i32,
    fixed: i32,
    pictures: i32,
    inks: i32,
}

const CATALOG: i32 = 1;
const PAGES: i32 = 2;
const INFO: i32 = 3;
const RESOURCES: i32 = 4;
const FIRST_SHARED: i32 = 5;
/// Pages under one node of the page tree.
const FAN_OUT: i32 = 256;

impl Ids {
    fn new(stock: &crate::scene::Stock) -> Self {
        let count = |length: usize| i32::try_from(length).unwrap_or(i32::MAX / 64);
        Self {
            faces: count(stock.faces.len()),
            fixed: count(stock.fixed.len()),
            pictures: count(stock.pictures.len()),
            inks: count(stock.inks.len()),
        }
    }

    /// The six objects of a face.
    fn face(self, number: usize) -> [pdf_writer::Ref; 6] {
        let first = FIRST_SHARED + 6 * i32::try_from(number).unwrap_or(0);
        [0, 1, 2, 3, 4, 5].map(|offset| pdf_writer::Ref::new(first + offset))
    }

    fn fixed(self, number: usize) -> pdf_writer::Ref {
        pdf_writer::Ref::new(FIRST_SHARED + 6 * self.faces + i32::try_from(number).unwrap_or(0))
    }

    /// A picture and its mask.
    fn picture(self, number: usize) -> [pdf_writer::Ref; 2] {
        let first = FIRST_SHARED + 6 * self.faces + self.fixed + 2 * i32::try_from(number).unwrap_or(0);
        [pdf_writer::Ref::new(first), pdf_writer::Ref::new(first + 1)]
    }

    /// An ink's colour space and its function.
    fn ink(self, number: usize) -> [pdf_writer::Ref; 2] {
        let first =
            FIRST_SHARED + 6 * self.faces + self.fixed + 2 * self.pictures + 2 * i32::try_from(number).unwrap_or(0);
        [pdf_writer::Ref::new(first), pdf_writer::Ref::new(first + 1)]
    }

    /// The first number of the page tree.
    fn first_page_object(self) -> i32 {
        FIRST_SHARED + 6 * self.faces + self.fixed + 2 * self.pictures + 2 * self.inks
    }

    /// The numbers of a page: its tree node, itself, its content.
    fn page(self, index: u64) -> Option<[i32; 3]> {
        let index = i32::try_from(index).ok()?;
        let node = self.first_page_object().checked_add((index / FAN_OUT).checked_mul(2 * FAN_OUT + 1)?)?;
        let page = node.checked_add(1 + 2 * (index % FAN_OUT))?;
        Some([node, page, page.checked_add(1)?])
    }
}

/// The name under which pages refer to a shared thing: `F0`, `X3`.
fn name(letter: char, number: usize) -> String {
    format!("{letter}{number}")
}

/// Deflates a stream (zlib format, level 6).
fn deflate(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::with_capacity(data.len() / 3), flate2::Compression::new(6));
    // Writing into memory does not fail; if it did, the empty stream would show in every reader.
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}
