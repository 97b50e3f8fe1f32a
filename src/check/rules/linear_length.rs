use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Span};
use crate::say;
use crate::sentence::{decimal, length, name};

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
    let found = label.linears().filter_map(|linear| {
        let (left, right) = linear.kind.quiet();
        let modules = linear.kind.modules()? + if linear.zoned { left + right } else { 0 };
        let (long, agreed) = (linear.length(), linear.module * modules);
        if (long - agreed).emu().abs() <= linear.module.emu() {
            return None;
        }
        let times = decimal(long.emu() as f64 / linear.module.emu().max(1) as f64, 1);
        let (module, kind) = (length(linear.module, 3), name(linear.kind.to_string()));
        // As a template writes it.
        let other = name(length(long / modules, 3).in_english());
        let (message, help) = if linear.zoned {
            (
                say!(
                    "the picture is {long} long, {times} modules of {module}; an {kind} with its quiet zones has {modules}",
                    long,
                    times,
                    module,
                    kind,
                    modules
                ),
                say!("make it {agreed} long, or write module = \"{other}\" if the picture is right", agreed, other),
            )
        } else {
            (
                say!(
                    "the picture is {long} long, {times} modules of {module}; an {kind} without quiet zones has {modules}",
                    long,
                    times,
                    module,
                    kind,
                    modules
                ),
                say!(
                    "make it {agreed} long, or write module = \"{other}\" if the picture is right; \
                     write zoned = true if it holds the quiet zones",
                    agreed,
                    other
                ),
            )
        };
        let found = Diagnostic::error(CHECK.rule, message)
            .measured(long.to_micrometres(), agreed.to_micrometres(), "mm")
            .along(if linear.upright { Span::Height } else { Span::Width })
            .help(help);
        Some(label.about_place(&linear.part, &linear.bounds, found))
    });
    found.collect()
}
