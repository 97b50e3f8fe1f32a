use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::market::Market;
use crate::say;
use crate::sentence::name;
use crate::symbol::{Shape, SymbolSize, plain_codewords};

check! {
    /// Where codes vary in length and the template does not say how many modules the symbol has, every
    /// batch gets the smallest symbol that holds its longest code. The design was proofed with another one
    /// then: its size, or its module, is different. That is a note, for artwork only: a label printer draws
    /// each batch anew.
    ///
    /// To mend it, write the size of the longest code into the template, `modules = "32x32"`.
    CHECK = "SZ03", "every batch has a symbol of the same size", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    if label.stock.page.device.is_some() {
        return Vec::new();
    }
    let found = label.symbols().filter_map(|seen| {
        let shape = seen.symbol.size()?.shape();
        let by_market = label.market.symbol_size.is_some_and(|size| size.shape() == shape);
        if seen.mark.item.part.size_fixed || by_market {
            return None;
        }
        let [small, large] = sizes(label.market, shape)?;
        (small != large).then(|| {
            let message = say!(
                "codes of this market need {small} to {large} modules, so the symbol differs from batch to batch",
                small = name(small.to_string()),
                large = name(large.to_string())
            );
            let help = say!("write modules = \"{rows}x{columns}\"", rows = large.rows(), columns = large.columns());
            let found = Diagnostic::error(CHECK.rule, message).help(help);
            label.about(&seen.mark, found.weighing(Severity::Note))
        })
    });
    found.collect()
}

/// The symbols of the shortest and of the longest code.
fn sizes(market: &Market, shape: Shape) -> Option<[SymbolSize; 2]> {
    let size = |code| SymbolSize::for_codewords(plain_codewords(&code), shape);
    Some([size(market.shortest_code().ok()?)?, size(market.worst_code().ok()?)?])
}
