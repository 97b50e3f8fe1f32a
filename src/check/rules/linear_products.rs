use super::super::seen_bars::is_one_product;
use super::super::{Label, SeenBars, check};
use super::gtin_typed;
use crate::diagnostic::Diagnostic;
use crate::gs1::Gtin;
use crate::say;
use crate::scene::Bounds;
use crate::sentence::{name, outside};

check! {
    /// Two codes of different products on one face are read in turns, and one of them is wrong. The digits that are
    /// read off pictures of EAN-13, EAN-8, UPC-A and ITF-14 are held against one another, and against a GTIN that is
    /// typed beside them, as TX13 knows it, where both stand on one face; without `[[panel]]` the label is one face.
    /// Packaging levels of one product (another indicator) are one, and two that each have a condition, `when`, may never
    /// stand on one label. It is practice, and a warning: a pack of several
    /// products may mean it.
    ///
    /// What the code itself says is held against them by LN05.
    ///
    /// To mend it, take out what belongs to the other product.
    CHECK = "LN06", "linear barcodes and GTINs of one face are of one product", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let bars = label.bars();
    let seen: Vec<_> = bars.iter().filter_map(|seen| Some((seen, seen.gtin()?, seen.digits.as_deref()?))).collect();
    let differ = |(at, gtin): (&Bounds, &Gtin), (other_at, other): (&Bounds, &Gtin)| {
        let face = |of| label.face(of).map(|panel| &panel.id);
        !is_one_product(gtin, other) && face(at) == face(other_at)
    };
    // What two conditions let stand may never stand on one label.
    let meet = |one: &SeenBars, other: &SeenBars| !(one.part.conditional && other.part.conditional);
    let mut found = Vec::new();
    for (number, (it, gtin, digits)) in seen.iter().enumerate() {
        let mut before = seen.iter().take(number);
        if let Some((other, _, others)) =
            before.find(|(other, of, _)| meet(it, other) && differ((&it.bounds, gtin), (&other.bounds, of)))
        {
            let message = say!(
                "this {kind} shows {digits}, and “{other}” on the same face {others}: two products",
                kind = name(it.kind.to_string()),
                digits = name((*digits).to_owned()),
                other = outside(&other.part.id),
                others = name((*others).to_owned())
            );
            found.push(label.about_place(&it.part, &it.bounds, told(Diagnostic::warning(CHECK.rule, message))));
        }
        for (mark, typed) in gtin_typed::typed(label) {
            let Ok(text) = Gtin::with_leading_zeros(&typed) else { continue };
            if differ((&it.bounds, gtin), (&mark.bounds, &text)) {
                let message = say!(
                    "the GTIN {typed} is typed here, and the {kind} “{element}” on the same face shows {digits}: two products",
                    typed = name(typed),
                    kind = name(it.kind.to_string()),
                    element = outside(&it.part.id),
                    digits = name((*digits).to_owned())
                );
                found.push(label.about(&mark, told(Diagnostic::warning(CHECK.rule, message))));
            }
        }
    }
    found
}

fn told(found: Diagnostic) -> Diagnostic {
    found.help(say!("take out what belongs to another product, or move it to another face"))
}
