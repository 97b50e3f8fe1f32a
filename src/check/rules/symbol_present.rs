use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Place};
use crate::say;
use crate::sentence::{outside, titled};

check! {
    /// Every market here marks goods with a symbol. Artwork that has none, and no `window` for one that comes on
    /// the packing line, is printed, folded and filled before somebody misses it. A symbol within a picture is the
    /// same on every label, and so not that of its record; linear barcodes and QR codes are none either. This is a
    /// warning, as a code may be applied on another part of the package; labels of printers with dots, which may well
    /// be the second of two, are passed over.
    ///
    /// To mend it, add an element of the type `datamatrix`, or a `window` where it is applied later.
    CHECK = "PL09", "artwork has the symbol that its market asks for", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let stock = label.stock;
    if stock.page.device.is_some()
        || !stock.blank.windows.is_empty()
        || label.symbols().any(|seen| seen.symbol.size().is_some())
    {
        return Vec::new();
    }
    let market = titled(&label.market.title);
    let message = match label.pictured().next() {
        Some(symbol) => say!(
            "this artwork has no symbol but the Data Matrix in the picture “{element}”, which is the same on every label, \
             and “{market}” asks for one of its own on each",
            element = outside(&symbol.part.id),
            market
        ),
        None => say!("this artwork has no symbol, and “{market}” asks for one", market),
    };
    let found = Diagnostic::warning(CHECK.rule, message)
        .help(say!("add an element of the type “datamatrix”, or a “window” where the code is applied later"));
    vec![found.at(head(label))]
}

/// Where the template of a label begins to tell of it.
pub(in crate::check) fn head(label: &Label<'_>) -> Place {
    let places = label.marks.iter().map(|mark| &mark.item.part.place);
    let mut heads = places.filter_map(|place| match place {
        Place::Text { source, .. } => {
            let at = source.text.find("[label]").unwrap_or_default();
            Some(Place::Text { source: source.clone(), span: at..at })
        }
        _ => None,
    });
    heads.next().unwrap_or(Place::Nowhere)
}
