use std::sync::Arc;

use super::super::{Label, SeenSymbol, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::Bounds;
use crate::sentence::{list, outside, sides};

check! {
    /// The second verdict on the quiet zone. QZ01 measures boxes and paths; this rule paints what the label
    /// has beside the symbol, cropped to the symbol and one module around it, and looks at every pixel:
    /// all must have one and the same colour. So it sees what geometry is blind to, such as a speck in an
    /// imported picture, and passes what only looks near, such as the blank corner of a picture's box.
    ///
    /// A pixel is 0.008 mm (3175 dpi), which is finer than four times the dots of a printer of up to 600
    /// dpi and than 1200 dpi on a press; of symbols larger than 40 mm it is a 5000th of the long side. It
    /// has the colour of what is uppermost at its middle, so that areas which only touch the zone are not
    /// in it. Colours that differ by no more than 3 of 255 parts count as one.
    ///
    /// Where QZ01 or PL01 tells of the same symbol, this rule is silent: they name the element and how far
    /// to move it. The clause is that of QZ01: one module on each side (ISO/IEC 16022 and the GS1 General
    /// Specifications).
    ///
    /// To mend it, look at the place that is told in the picture of the label (“--overlay”), and take away
    /// what stands there or lay a plain area of one ink over it, beneath the symbol.
    CHECK = "QZ02", "the quiet zone and the ground of the symbol have one colour", Design, run;
}

/// Most elements that are named.
const NAMED: usize = 3;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let judged = label.grids().filter_map(|seen| {
        let odd = label.odd(&seen).bounds()?;
        Some(label.about_place(&seen.mark.item.part, &odd, finding(label, &seen, &odd)))
    });
    judged.collect()
}

fn finding(label: &Label<'_>, seen: &SeenSymbol<'_>, odd: &Bounds) -> Diagnostic {
    let message = say!(
        "something of another colour is seen under the symbol or in its quiet zone, {left} from the left edge \
         of the label and {top} from the top, {size} large",
        left = odd.left,
        top = odd.top,
        size = sides(odd.width(), odd.height())
    );
    let mut near: Vec<&Arc<str>> = Vec::new();
    for (number, mark) in label.marks.iter().enumerate() {
        let element = &mark.item.part.id;
        if number != seen.number && mark.may_reach(odd) && !near.contains(&element) {
            near.push(element);
        }
    }
    let elements = near.iter().rev().take(NAMED).map(|element| say!("“{element}”", element = outside(element)));
    Diagnostic::error(CHECK.rule, message).help(say!(
        "look at it in the picture of the label: {elements} may reach to that place",
        elements = list(elements)
    ))
}
