//! The sheets of labels that are sold, told to people and programs.

use serde_json::{Value, json};

use crate::say;
use crate::sentence::sides;
use crate::template::LabelStock;
use crate::units::Length;

/// A line a sheet: its names, its labels, and what is doubtful about them.
#[must_use]
pub fn text() -> String {
    let wide = LabelStock::all().iter().map(|stock| stock.names.join(", ").len()).max().unwrap_or_default();
    let lines = LabelStock::all().iter().map(|stock| {
        let names = stock.names.join(", ");
        let (across, down) = stock.grid;
        let size = say!("{across} × {down} labels of {size}", across, down, size = sides(stock.label.0, stock.label.1));
        let doubt = match (stock.differ, stock.is_sure) {
            (Length::ZERO, true) => None,
            (Length::ZERO, false) => Some(say!("known from one source")),
            (by, _) => Some(say!("sources differ by up to {by}", by)),
        };
        let told = [Some(size), doubt].into_iter().flatten().map(|said| said.to_string());
        format!("{names:wide$}  {}", told.collect::<Vec<_>>().join("; "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The same for programs; lengths are millimetres.
#[must_use]
pub fn json() -> Value {
    let mm = |length: Length| length.to_mm();
    let stocks = LabelStock::all().iter().map(|stock| {
        json!({
            "names": stock.names,
            "page": "A4",
            "width": mm(stock.label.0),
            "height": mm(stock.label.1),
            "columns": stock.grid.0,
            "rows": stock.grid.1,
            "left": mm(stock.first.0),
            "top": mm(stock.first.1),
            "pitch_x": mm(stock.pitch.0),
            "pitch_y": mm(stock.pitch.1),
            "corner_radius": stock.radius.map(mm),
            "source": stock.source,
            "confidence": if stock.is_sure { "H" } else { "M" },
            "sources_differ": mm(stock.differ),
            "note": stock.note,
        })
    });
    Value::Array(stocks.collect())
}
