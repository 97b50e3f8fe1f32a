use super::super::linear_uses::{Use, source_of};
use super::super::{Label, SeenBars, check};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::say;
use crate::scene::Linear;
use crate::sentence::name;
use crate::symbol::linear::sizes;

check! {
    /// A scanner at a checkout has its lines in all directions, and one of them must cross all bars at once: low bars
    /// are found only when the package is turned. The GS1 symbol specification tables give a least height for the use
    /// that `application` in `[label]` says: of EAN-13 and UPC-A 22.85 mm where a module is 0.330 mm, of EAN-8 18.23
    /// mm, and in proportion; of ITF-14 and GS1-128 the same at every module, such as 31.75 mm in distribution.
    ///
    /// As the tables are known from a second hand and bars of EAN and UPC are shortened a little everywhere, these
    /// count as truncated below four fifths of that height, and below what the least module of the table needs
    /// (18.28 mm of EAN-13 at 0.264 mm): a warning. A template that does not say its use is held to points of sale for
    /// EAN and UPC, and to 12.70 mm (table 4) for the others: a note. Tables that say no height ask for none.
    ///
    /// The height is that of the bars that all stand side by side, not of guards or of the digits below, as it is
    /// seen in what the picture draws, to within two hundredths of a millimetre.
    ///
    /// To mend it, draw the bars higher, or say a use that allows less.
    CHECK = "LN03", "the bars of a linear barcode are as high as their use asks for", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let bars = label.bars();
    let pairs = label.linears().filter_map(|linear| {
        let seen = bars.iter().find(|seen| seen.part.id == linear.part.id)?;
        of_bars(label, linear, seen)
    });
    pairs.collect()
}

fn of_bars(label: &Label<'_>, linear: &Linear, seen: &SeenBars) -> Option<Diagnostic> {
    let Use { of, is_said } = Use::of(linear.kind, label.stock.blank.application);
    let table = sizes(linear.kind, of)?;
    let [narrowest, _, _] = table.x;
    let asked = table.height_at(linear.module.max(narrowest))?;
    let least = (asked * 4 / 5).max(table.height_at(narrowest)?);
    let height = seen.height();
    if height + seen.pixel >= least {
        return None;
    }
    let message = say!(
        "the bars of the {kind} are {height} high, and the table asks for {asked}: a scanner line may miss some",
        kind = name(linear.kind.to_string()),
        height,
        asked
    );
    let found = Diagnostic::error(CHECK.rule, message)
        .measured(height.to_micrometres(), least.to_micrometres(), "mm")
        .along(if seen.upright { Span::Width } else { Span::Height })
        .because(Some(source_of(table.table).as_str().into()))
        .help(if least < asked {
            say!("make the bars {asked} high, {least} at the least", asked, least)
        } else {
            say!("make the bars {asked} high", asked)
        });
    let severity = if is_said { Severity::Warning } else { Severity::Note };
    Some(label.about_place(&linear.part, &seen.bounds, found.weighing(severity)))
}
