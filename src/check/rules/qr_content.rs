use super::super::seen_bars::is_one_product;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::{Ai, ElementString, Gtin};
use crate::say;
use crate::scene::Symbology;
use crate::sentence::{name, outside};

check! {
    /// A QR symbol that says which product it stands on says the same as the code: the GTIN of its Digital Link
    /// (`/01/` in its path) or of its element string is held against that of every record, as LN05 holds linear
    /// barcodes. Another product is an error that names both, or a warning where the GTIN is that of `[data.sample]`.
    ///
    /// To mend it, take it from the record: `data = "https://id.gs1.org/01/{{ gtin }}"`.
    CHECK = "QR03", "a QR symbol names the product of the code", Record, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for seen in label.qr_symbols() {
        let Symbology::Qr { data, .. } = &seen.symbol.kind else { continue };
        let Some(gtin) = label.code.gtin().filter(|gtin| gtin.to_string().bytes().any(|digit| digit != b'0')) else {
            continue;
        };
        let Some(shown) = said(data).filter(|shown| !is_one_product(shown, &gtin)) else { continue };
        let (element, shown, gtin) =
            (outside(&seen.mark.item.part.id), name(shown.to_string()), name(gtin.to_string()));
        let (severity, message) = if label.stands_in {
            let message = say!(
                "the QR symbol “{element}” names {shown}, and the GTIN in [data.sample] is {gtin}, another product",
                element,
                shown,
                gtin
            );
            (Severity::Warning, message)
        } else {
            let message = say!(
                "the QR symbol “{element}” names {shown}, and the GTIN of the code is {gtin}, another product",
                element,
                shown,
                gtin
            );
            (Severity::Error, message)
        };
        let one = Diagnostic::error(CHECK.rule, message).help(say!("take the GTIN from the record, “{{{{ gtin }}}}”"));
        found.push(label.about(&seen.mark, one.weighing(severity)));
    }
    found
}

/// The GTIN in a Digital Link or an element string.
fn said(data: &str) -> Option<Gtin> {
    let in_path = |path: &str| {
        let digits = path.split(|c: char| !c.is_ascii_digit()).next()?;
        Gtin::with_leading_zeros(digits).ok()
    };
    match data.split_once("/01/") {
        Some((_, path)) => in_path(path),
        None => Gtin::new(ElementString::parse(data).ok()?.value(Ai::GTIN)?).ok(),
    }
}
