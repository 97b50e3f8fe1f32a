use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Linear;
use crate::sentence::{Sentence, count, decimal, length, list, name};
use crate::units::{Length, Resolution};

check! {
    /// A printer draws whole dots. Bars of a linear barcode whose module (X-dimension) is not a whole number
    /// of dots come out one dot wider here and there, so that wide and narrow ones are no longer told apart
    /// surely. This is practice: a warning. A picture that is off by less than half a dot over its whole
    /// length is taken as whole. Artwork has no dots.
    ///
    /// To mend it, scale the picture to the module that is told, and write that into `module`.
    CHECK = "MD03", "the module of a linear barcode is whole dots", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(device) = label.stock.page.device else { return Vec::new() };
    let uneven = label.linears().filter(|linear| drift(linear, device) * 2 >= device.dot());
    let found = uneven.map(|linear| {
        let message = say!(
            "a module of the {kind} is {module}, {dots} dots at {device}: bars come out uneven",
            kind = name(linear.kind.to_string()),
            module = length(linear.module, 3),
            dots = decimal(linear.module.emu() as f64 / device.dot().emu() as f64, 2),
            device
        );
        let found = Diagnostic::error(CHECK.rule, message).help(say!("{sizes}", sizes = list(sizes(linear, device))));
        label.about_place(&linear.part, &linear.bounds, found.weighing(Severity::Warning))
    });
    found.collect()
}

/// How far the last bar stands from where whole dots would put it.
fn drift(linear: &Linear, device: Resolution) -> Length {
    let off = (device.snap(linear.module) - linear.module).emu().abs();
    Length::from_emu(linear.length().emu() / linear.module.emu().max(1) * off)
}

/// What the whole numbers of dots on both sides give.
fn sizes(linear: &Linear, device: Resolution) -> impl Iterator<Item = Sentence> {
    let fewer = linear.module.emu() / device.dot().emu();
    (fewer.max(1)..=fewer + 1).map(move |dots| {
        let module = device.dot() * dots;
        say!(
            "{dots} dot gives a module of {module} and a picture {long} long"
                | "{dots} dots give a module of {module} and a picture {long} long",
            dots = count(dots),
            module = length(module, 3),
            long = linear.length().scale(module.emu(), linear.module.emu())
        )
    })
}
