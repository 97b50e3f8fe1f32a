use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::scene::Linear;
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
    let Some(device) = label.stock.device else { return Vec::new() };
    let uneven = label.linears().filter(|linear| drift(linear, device) * 2 >= device.dot());
    let told = uneven.map(|linear| {
        let (module, dot) = (linear.module, device.dot());
        let message = format!(
            "a module of the {} is {:.3} mm, {:.2} dots at {device}: bars come out uneven",
            linear.kind,
            module.to_mm(),
            module.emu() as f64 / dot.emu() as f64
        );
        let found = Diagnostic::error(CHECK.rule, message).help(help(linear, device));
        label.about_place(&linear.element, &linear.bounds, found.weighing(Severity::Warning))
    });
    told.collect()
}

/// How far the last bar stands from where whole dots would put it.
fn drift(linear: &Linear, device: Resolution) -> Length {
    let off = (device.snap(linear.module) - linear.module).emu().abs();
    Length::from_emu(linear.length().emu() / linear.module.emu().max(1) * off)
}

/// What the whole numbers of dots on both sides give.
fn help(linear: &Linear, device: Resolution) -> String {
    let fewer = linear.module.emu() / device.dot().emu();
    let told = (fewer.max(1)..=fewer + 1).map(|dots| {
        let module = device.dot() * dots;
        let wide = linear.length().scale(module.emu(), linear.module.emu());
        format!("{dots} dots give a module of {:.3} mm and a picture {wide} long", module.to_mm())
    });
    told.collect::<Vec<_>>().join(", ")
}
