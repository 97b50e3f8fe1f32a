use super::super::{Label, check};
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::sentence::{decimal, length};

check! {
    /// Ink spreads on paper and board, so dark modules are drawn narrower on the plate (“reduce”): as much as was
    /// measured on prints of that press, some 5 to 40 µm by what printers tell. No standard names a limit. More
    /// than 15 % of a module is rare, and where the press gains less than that, dark modules are printed thinner
    /// than light ones, which costs print growth and modulation (ISO/IEC 15415). This is practice, and a warning.
    ///
    /// The bars of linear barcodes that are drawn here have the same limit; of pictures it is not known.
    ///
    /// To mend it, measure the gain on a print, take off no more than that, or take a larger module.
    CHECK = "MD04", "little is taken off the modules", Design, run;
}

/// The most that is taken off, in per cent of a module.
const MOST: i64 = 15;

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let judged = label.drawn_symbols().filter_map(|seen| {
        let (less, module) = (seen.symbol.reduction().whole(), seen.symbol.x_dimension());
        if less * 100 <= module * MOST {
            return None;
        }
        let share = less.emu() as f64 * 100.0 / module.emu().max(1) as f64;
        let message = say!(
            "{less} are taken off a module of {module}, {share} % of it; more than {most} % is rare (practice)",
            less = length(less, 3),
            module = length(module, 3),
            share = decimal(share, 1),
            most = MOST
        );
        let found = Diagnostic::warning(CHECK.rule, message)
            .measured(less.to_micrometres(), (module * MOST / 100).to_micrometres(), "mm")
            .help(say!("take off what was measured on prints, or choose a larger module"));
        Some(label.about(&seen.mark, found))
    });
    judged.collect()
}
