use super::super::seen_bars::is_one_product;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
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
    /// To mend it, take the picture of this product, or let one stand only on labels of its product:
    /// `when = "gtin == '04600999000171'"`.
    CHECK = "LN05", "a linear barcode shows the product of the code", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let bars = label.known_bars();
    if bars.is_empty() {
        return Vec::new();
    }
    // A GTIN of zeros stands in for any.
    let gtin = label.code.gtin().filter(|gtin| gtin.to_string().bytes().any(|digit| digit != b'0'));
    let Some(gtin) = gtin else { return Vec::new() };
    let others = bars.iter().filter_map(|seen| Some((seen, seen.gtin()?, seen.digits.as_deref()?)));
    let others = others.filter(|(seen, shown, _)| !is_one_product(shown, &gtin) && label.has(&seen.part));
    let found = others.map(|(seen, _, digits)| {
        let (kind, element) = (name(seen.kind.to_string()), outside(&seen.part.id));
        let (shown, gtin) = (name(digits.to_owned()), name(gtin.to_string()));
        let (severity, message) = if label.stands_in {
            let message = say!(
                "the {kind} “{element}” shows {shown}, and the GTIN in [data.sample] is {gtin}, another product",
                kind,
                element,
                shown,
                gtin
            );
            (Severity::Warning, message)
        } else {
            let message = say!(
                "the {kind} “{element}” shows {shown}, and the GTIN of the code is {gtin}, another product",
                kind,
                element,
                shown,
                gtin
            );
            (Severity::Error, message)
        };
        let found = Diagnostic::error(CHECK.rule, message).help(say!(
            "take the picture of this product, or write “when” so that it stands only on labels of its own"
        ));
        label.about_place(&seen.part, &seen.bounds, found.weighing(severity))
    });
    found.collect()
}
