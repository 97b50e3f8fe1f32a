use super::super::linear_uses::{Use, source_of};
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Linear, LinearKind};
use crate::sentence::{decimal, length, name};
use crate::symbol::Application;
use crate::symbol::linear::sizes;
use crate::units::Length;

check! {
    /// GS1 gives a least and a greatest X-dimension, the width of a module or narrow bar, for every use of a linear
    /// barcode, in its symbol specification tables (General Specifications, 5.12.3). A template says what its codes
    /// are read for, `application = "pharmacy"` in `[label]`, and its barcodes are held against that table: outside
    /// it is a warning, because the tables are known from a second hand and no act of the markets here cites them.
    ///
    /// A template that does not say it is held to practice: EAN-13, EAN-8 and UPC-A to points of sale (table 1,
    /// 0.264 to 0.660 mm, which is 0.80 to 2.00 of the nominal size), a warning; ITF-14 and GS1-128 to the widest of
    /// tables 2 and 4 (0.250 to 1.016 mm), a note. So is one that says a use whose table does not list the barcode.
    /// Where sources tell a greatest X-dimension differently (ITF-14 in table 6), it is not held against anyone.
    ///
    /// The X-dimension is the `module` that the template says of a picture; LN01 holds it against the picture.
    ///
    /// To mend it, scale the barcode to the length that is told.
    CHECK = "LN02", "the X-dimension of a linear barcode is within the GS1 table for its use", Design, run;
}

/// What an X-dimension is held to, and how much it weighs.
struct Held {
    least: Length,
    greatest: Option<Length>,
    source: String,
    severity: Severity,
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.linears().filter_map(|linear| of_linear(label, linear)).collect()
}

fn of_linear(label: &Label<'_>, linear: &Linear) -> Option<Diagnostic> {
    let Held { least, greatest, source, severity } = held(linear.kind, label.stock.blank.application)?;
    let limit = match greatest {
        _ if linear.module < least => least,
        Some(greatest) if linear.module > greatest => greatest,
        _ => return None,
    };
    let (kind, module) = (name(linear.kind.to_string()), length(linear.module, 3));
    let message = match greatest {
        Some(greatest) => say!(
            "a module of the {kind} is {module}; the table asks for {least} to {greatest}",
            kind,
            module,
            least = decimal(least.to_mm(), 3),
            greatest = length(greatest, 3)
        ),
        None => say!(
            "a module of the {kind} is {module}; the table asks for {least} at least",
            kind,
            module,
            least = length(least, 3)
        ),
    };
    let long = linear.length().scale(limit.emu(), linear.module.emu().max(1));
    let help = say!(
        "a module of {module} makes what is {now} long now {long} long",
        module = length(limit, 3),
        now = linear.length(),
        long
    );
    let found = Diagnostic::error(CHECK.rule, message)
        .measured(linear.module.to_micrometres(), limit.to_micrometres(), "mm")
        .because(Some(source.as_str().into()))
        .help(help);
    Some(label.about_place(&linear.part, &linear.bounds, found.weighing(severity)))
}

fn held(kind: LinearKind, application: Option<Application>) -> Option<Held> {
    let Use { of, is_said } = Use::of(kind, application);
    let table = sizes(kind, of)?;
    let [least, _, greatest] = table.x;
    let is_retail = of == Application::Retail;
    let severity = if is_said || is_retail && application.is_none() { Severity::Warning } else { Severity::Note };
    let greatest = match (is_said, is_retail) {
        (false, false) => sizes(kind, Application::Distribution).map(|table| table.x[2]),
        _ => (!table.disputed).then_some(greatest),
    };
    Some(Held { least, greatest, source: source_of(table.table), severity })
}
