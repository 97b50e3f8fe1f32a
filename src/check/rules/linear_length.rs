use super::super::{Label, check};
use crate::diagnostic::Diagnostic;

check! {
    /// The bars of an EAN-13 are 95 modules long and those of an EAN-8 67; with their quiet zones 113 and 81.
    /// A picture whose length does not agree with the `module` that the template declares, to within one
    /// module, was scaled or declared wrongly, and whatever is judged by that module is wrong with it: an
    /// error. The digits of the GTIN count if they stand beside the bars: such a picture usually holds the
    /// quiet zones, and says so by `zoned = true`.
    ///
    /// To mend it, scale the picture or correct `module`; the help says both.
    CHECK = "LN01", "the picture of an EAN barcode agrees with its X-dimension", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let told = label.linears().filter_map(|linear| {
        let (left, right) = linear.kind.quiet();
        let modules = linear.kind.modules()? + if linear.zoned { left + right } else { 0 };
        let (length, agreed) = (linear.length(), linear.module * modules);
        if (length - agreed).emu().abs() <= linear.module.emu() {
            return None;
        }
        let what = if linear.zoned { "with its quiet zones" } else { "without quiet zones" };
        let message = format!(
            "the picture is {length} long, {:.1} modules of {:.3} mm; an {} {what} has {modules}",
            length.emu() as f64 / linear.module.emu().max(1) as f64,
            linear.module.to_mm(),
            linear.kind
        );
        let found = Diagnostic::error(CHECK.rule, message)
            .measured(length.to_micrometres(), agreed.to_micrometres(), "mm")
            .help(format!(
                "make it {agreed} long, or write module = \"{:.3} mm\" if the picture is right{}",
                (length / modules).to_mm(),
                if linear.zoned { "" } else { "; write zoned = true if it holds the quiet zones" }
            ));
        Some(label.about_place(&linear.element, &linear.bounds, found))
    });
    told.collect()
}
