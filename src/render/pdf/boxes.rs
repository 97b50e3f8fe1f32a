//! The boxes of pages (ISO 32000-1, 14.11.2).

use pdf_writer::Rect;

use crate::scene::{Bounds, Page};
use crate::units::Length;

/// The boxes of every page, as keys of its dictionary. A page is trimmed at its own edges where nothing is said
/// of bleed and nothing stands around the label.
pub(super) fn of_pages(page: &Page) -> String {
    let (width, height) = page.size();
    let whole = format!("0 0 {} {}", width.to_pt(), height.to_pt());
    if page.sheet.is_some() || !is_trimmed(page) {
        return format!("/MediaBox[{whole}]/TrimBox[{whole}]");
    }
    let media = page.media();
    let within = |bounds: Bounds| {
        let [left, bottom] = [bounds.left - media.left, media.bottom - bounds.bottom].map(Length::to_pt);
        let [right, top] = [bounds.right - media.left, media.bottom - bounds.top].map(Length::to_pt);
        format!("{left} {bottom} {right} {top}")
    };
    format!("/MediaBox[{whole}]/BleedBox[{}]/TrimBox[{}]", within(page.bled()), within(page.trim()))
}

/// Whether pages are larger than the label they carry.
pub(super) fn is_trimmed(page: &Page) -> bool {
    page.sheet.is_some() || page.media() != page.trim()
}

/// The box of a label's content, with its origin at the label's bottom left corner.
pub(super) fn of_content(page: &Page) -> Rect {
    rectangle(page.bled(), page.height)
}

/// A box on a label of a height, with the origin at the label's bottom left corner.
pub(super) fn rectangle(Bounds { left, top, right, bottom }: Bounds, height: Length) -> Rect {
    let [bottom, top] = [bottom, top].map(|y| height - y);
    let [left, bottom, right, top] = [left, bottom, right, top].map(Length::to_pt);
    Rect::new(left, bottom, right, top)
}
