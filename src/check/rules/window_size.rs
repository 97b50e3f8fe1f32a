use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Span};
use crate::layout::LEAST_MODULE;
use crate::say;
use crate::scene::Window;
use crate::sentence::{decimal, length, name};
use crate::symbol::{Shape, SymbolSize, plain_codewords};
use crate::units::Length;

check! {
    /// A window is as large as the symbol that will come with its quiet zone of one module. The template may
    /// say which symbol that is, `modules = "36x36"`, and its `module`; else the smallest square is taken that
    /// holds the longest code of the market, at a module of 0.255 mm, the floor of the Russian
    /// recommendations, and at least as large as the market asks. A rectangle may be turned.
    ///
    /// How far the applying machine may miss its place comes on top and is not known here.
    CHECK = "WN03", "a window holds the symbol that will come", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    label.stock.blank.windows.iter().filter_map(|window| of_window(label, window)).collect()
}

fn of_window(label: &Label<'_>, window: &Window) -> Option<Diagnostic> {
    let size = window.symbol.or_else(|| largest(label))?;
    let (columns, rows) = (i64::from(size.columns()), i64::from(size.rows()));
    let by_market = label.market.symbol.smallest();
    let wanted = window.module.unwrap_or(LEAST_MODULE);
    let (module, reference) = match by_market {
        Some((least, reference)) if wanted * columns.max(rows) < least => {
            (up(least, columns.max(rows)), Some(reference))
        }
        _ => (wanted, None),
    };
    let (width, height) = (module * (columns + 2), module * (rows + 2));
    let (wide, high) = (window.bounds.width(), window.bounds.height());
    if wide >= width && high >= height || wide >= height && high >= width {
        return None;
    }
    // In micrometres, so that what is asked is never rounded down.
    let (asked_wide, asked_high) = (decimal(width.to_mm(), 3), length(height, 3));
    let message = say!(
        "the window is {wide} × {high}; a {size} symbol with modules of {module} needs {asked_wide} × {asked_high} \
         with its quiet zone",
        wide = decimal(wide.to_mm(), 3),
        high = length(high, 3),
        size = name(size.to_string()),
        module = length(module, 3),
        asked_wide,
        asked_high = asked_high.clone()
    );
    let (short, limit, span) = if wide < width { (wide, width, Span::Width) } else { (high, height, Span::Height) };
    let found = Diagnostic::error(CHECK.rule, message)
        .measured(short.to_micrometres(), limit.to_micrometres(), "mm")
        .along(span)
        .because(reference)
        .help(say!("make it {wide} × {high}", wide = asked_wide, high = asked_high));
    Some(label.about_place(&window.part, &window.bounds, found))
}

/// The symbol of the market's longest code.
fn largest(label: &Label<'_>) -> Option<SymbolSize> {
    let longest = || SymbolSize::for_codewords(plain_codewords(&label.market.worst_code().ok()?), Shape::Square);
    label.market.symbol_size.or_else(longest)
}

/// The least module in whole micrometres that makes so many of them as long as a side.
fn up(side: Length, modules: i64) -> Length {
    let micrometre = Length::from_mm(1) / 1_000;
    let unit = (micrometre * modules).emu().max(1);
    micrometre * ((side.emu() + unit - 1) / unit)
}
