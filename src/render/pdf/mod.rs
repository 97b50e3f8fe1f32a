//! PDF 1.7 (ISO 32000-1), streamed: a page a label, or a page a sheet.
//!
//! The content of labels is made in parallel by [`ContentMaker`]; [`PdfWriter`] writes it in
//! order. A page's content is the streams of its labels. Object numbers follow from the label's
//! number alone, so bytes do not depend on threads. What all
//! pages share (forms of fixed content, fonts, pictures) is referred to by numbers fixed before
//! the first page; fonts are written last, from the glyphs that were used. Only the offset of
//! each object is kept in memory.

mod content;
mod font;
mod picture;
mod writer;

pub use content::{Content, ContentMaker};
pub use font::UsedGlyphs;
pub use writer::PdfWriter;

/// Numbers of the objects that all pages share.
#[derive(Clone, Copy, Debug)]
struct Ids {
    faces: i32,
    fixed: i32,
    pictures: i32,
    inks: i32,
    places: i32,
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
            places: count(stock.places()),
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

    /// The crop marks of sheets.
    fn marks(self) -> pdf_writer::Ref {
        pdf_writer::Ref::new(FIRST_SHARED + 6 * self.faces + self.fixed + 2 * self.pictures + 2 * self.inks)
    }

    /// The numbers of a page: its tree node, itself. The contents of its labels follow it.
    fn page(self, index: u64) -> Option<[i32; 2]> {
        let index = i32::try_from(index).ok()?;
        let objects = self.places.checked_add(1)?;
        let node_objects = objects.checked_mul(FAN_OUT)?.checked_add(1)?;
        let node = self.marks().get().checked_add(1)?.checked_add((index / FAN_OUT).checked_mul(node_objects)?)?;
        let page = node.checked_add(1 + objects * (index % FAN_OUT))?;
        page.checked_add(objects)?;
        Some([node, page])
    }

    /// The number of a page below the same node.
    fn sibling(self, node: i32, place: i32) -> pdf_writer::Ref {
        pdf_writer::Ref::new(node + 1 + (self.places + 1) * place)
    }
}

/// The name under which pages refer to a shared thing: `F0`, `X3`.
fn name(letter: char, number: usize) -> String {
    format!("{letter}{number}")
}

/// Deflates a stream.
fn deflate(data: &[u8]) -> Vec<u8> {
    super::deflate(data, 6)
}
