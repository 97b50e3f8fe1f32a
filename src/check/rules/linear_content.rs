use super::super::seen_bars::is_one_product;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::{Ai, ElementString, Gtin};
use crate::say;
use crate::scene::{Bounds, LinearKind, Part};
use crate::sentence::{name, outside};

check! {
    /// A pack that shows one product to the cash desk and another in its code is sold as the wrong one. So the digits
    /// that are read off a picture of EAN-13, EAN-8, UPC-A or ITF-14 are held against the GTIN of every record: another
    /// product is an error that names both. Packaging levels of one product (another indicator, as ITF-14 has it on
    /// cases) are one. Labels that lack the picture, by its `when`, are not held against it, and neither are records
    /// without a GTIN of their own, such as an SSCC.
    ///
    /// A design without data is held against the GTIN that `[data.sample]` gives: a warning, since a sample stands in
    /// for goods. Without one there is nothing to hold it against.
    ///
    /// What is drawn here, an element of the type `barcode`, is held against it by what it says, GS1-128 by its (01).
    ///
    /// To mend it, take the picture of this product, or let one stand only on labels of its product:
    /// `when = "gtin == '04600999000171'"`.
    CHECK = "LN05", "a linear barcode shows the product of the code", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let bars = label.known_bars();
    if bars.is_empty() && label.linears.is_empty() {
        return Vec::new();
    }
    // A GTIN of zeros stands in for any.
    let gtin = label.code.gtin().filter(|gtin| gtin.to_string().bytes().any(|digit| digit != b'0'));
    let Some(gtin) = gtin else { return Vec::new() };
    let pictured = bars.iter().filter(|seen| label.has(&seen.part));
    let pictured = pictured
        .filter_map(|seen| Some(Shown { part: &seen.part, at: seen.bounds, kind: seen.kind, gtin: seen.gtin()? }));
    let drawn = label.linears().filter_map(|linear| {
        let gtin = said(linear.kind, linear.data.as_deref()?)?;
        Some(Shown { part: &linear.part, at: linear.bounds, kind: linear.kind, gtin })
    });
    let others = pictured.chain(drawn).filter(|shown| !is_one_product(&shown.gtin, &gtin));
    others.map(|shown| told(label, &shown, &gtin)).collect()
}

/// A barcode and the GTIN that it shows.
struct Shown<'a> {
    part: &'a Part,
    at: Bounds,
    kind: LinearKind,
    gtin: Gtin,
}

/// The GTIN in what a drawn barcode says.
fn said(kind: LinearKind, data: &str) -> Option<Gtin> {
    match kind {
        LinearKind::Gs1128 => Gtin::new(ElementString::parse(data).ok()?.value(Ai::GTIN)?).ok(),
        _ => Gtin::with_leading_zeros(data).ok(),
    }
}

fn told(label: &Label<'_>, shown: &Shown<'_>, gtin: &Gtin) -> Diagnostic {
    let (kind, element) = (name(shown.kind.to_string()), outside(&shown.part.id));
    let (digits, gtin) = (name(shown.gtin.to_string()), name(gtin.to_string()));
    let (severity, message) = if label.stands_in {
        let message = say!(
            "the {kind} “{element}” shows {shown}, and the GTIN in [data.sample] is {gtin}, another product",
            kind,
            element,
            shown = digits,
            gtin
        );
        (Severity::Warning, message)
    } else {
        let message = say!(
            "the {kind} “{element}” shows {shown}, and the GTIN of the code is {gtin}, another product",
            kind,
            element,
            shown = digits,
            gtin
        );
        (Severity::Error, message)
    };
    let found = Diagnostic::error(CHECK.rule, message)
        .help(say!("take that of this product, or write “when” so that it stands only on labels of its own"));
    label.about_place(shown.part, &shown.at, found.weighing(severity))
}
