use std::sync::Arc;

use super::super::reserved::SizedSymbol;
use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::market::ContrastingArea;
use crate::say;
use crate::scene::Bounds;
use crate::sentence::{Sentence, count, length, sides};
use crate::units::{Length, Resolution};

check! {
    /// Some acts give the least area for the code (Uzbekistan: 10 × 10 mm). They leave open whether that is
    /// the symbol alone or the symbol with the blank around it. A symbol that is itself as large as the area
    /// satisfies every reading. A smaller one that stands in a blank area as large as that, with its quiet
    /// zone, satisfies one of them: a warning. A smaller one without such an area is as grave as the market
    /// says. The blank area may stand off to any side of the symbol.
    ///
    /// To mend it, take a larger module; the help says which one gives the area.
    CHECK = "SZ01", "the symbol or its blank area is as large as the market asks", Design, run;
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let Some(demand) = &label.market.symbol.area else { return Vec::new() };
    let (area, Some(severity)) = (demand.value, demand.severity()) else { return Vec::new() };
    let small =
        label.sized().filter(|symbol| symbol.bounds.width() < area.width || symbol.bounds.height() < area.height);
    let found = small.map(|seen| {
        let (width, height) = (seen.bounds.width(), seen.bounds.height());
        let (symbol, asked) = (sides(width, height), sides(area.width, area.height));
        let (severity, message) = if stands_blank(label, &seen, area) {
            let readings = say!(
                "the symbol is {symbol}, and an area of {asked} is asked for: if that means the symbol with the blank around it, it is kept; if the symbol alone, it is not",
                symbol,
                asked
            );
            (severity.min(Severity::Warning), readings)
        } else {
            let neither = say!(
                "the symbol is {symbol}, and an area of {asked} is asked for: neither the symbol nor the blank around it is so large",
                symbol,
                asked
            );
            (severity, neither)
        };
        let (least, limit, span) = match width < area.width {
            true => (width, area.width, Span::Width),
            false => (height, area.height, Span::Height),
        };
        let found = Diagnostic::error(CHECK.rule, message)
            .measured(least.to_micrometres(), limit.to_micrometres(), "mm")
            .along(span)
            .because(Some(demand.origin.reference()))
            .help(help(&seen, area, label.stock.page.device));
        label.about_place(seen.part, &seen.bounds, found.weighing(severity))
    });
    found.collect()
}

/// Whether the symbol with its quiet zone stands in a blank area of the size: in the middle of it,
/// at a side or in a corner.
fn stands_blank(label: &Label<'_>, seen: &SizedSymbol<'_>, area: ContrastingArea) -> bool {
    let zone = seen.zone;
    let (width, height) = (area.width.max(zone.width()), area.height.max(zone.height()));
    let areas = (0..9).map(|place| {
        let left = zone.left - (width - zone.width()) * (place % 3) / 2;
        let top = zone.top - (height - zone.height()) * (place / 3) / 2;
        Bounds { left, top, right: left + width, bottom: top + height }
    });
    let is_blank = |area: &Bounds| {
        let ground = label.ground(area, seen.number);
        // A picture has more marks than one.
        let mut near = ground.over.iter().chain(&ground.under);
        label.bounds().contains(area) && near.all(|mark| label.is_art(mark) && Arc::ptr_eq(&mark.item.part, seen.part))
    };
    areas.into_iter().any(|area| is_blank(&area))
}

/// The least module that makes the symbol as large as the area.
fn help(seen: &SizedSymbol<'_>, area: ContrastingArea, device: Option<Resolution>) -> Sentence {
    let step = device.map_or(Length::from_emu(36), Resolution::dot);
    let (columns, rows) = (i64::from(seen.modules.0), i64::from(seen.modules.1));
    let steps = |side: Length, modules: i64| (side.emu() + (step * modules).emu() - 1) / (step * modules).emu().max(1);
    let steps = steps(area.width, columns).max(steps(area.height, rows));
    let symbol = sides(step * steps * columns, step * steps * rows);
    match device {
        Some(device) => say!(
            "at {device}, {dots} dot a module gives a symbol of {symbol}"
                | "at {device}, {dots} dots a module give a symbol of {symbol}",
            device,
            dots = count(steps),
            symbol
        ),
        None => {
            say!("a module of {module} gives a symbol of {symbol}", module = length(step * steps, 3), symbol)
        }
    }
}
