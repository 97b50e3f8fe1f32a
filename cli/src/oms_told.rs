//! What systems and pulls said, as it is told.

use std::io::Write;
use std::path::Path;

use quietzone::batch::{Failure, rules as batch};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{count, file, name, outside, system};
use quietzone::world::{World, folder_of};
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Orders, Sqlite};
use quietzone_station::oms::{Order, OrderId, Ping, Product, Pulled, SubOrder, order_json, part_json, shown};
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};

/// Codes that are read from the ledger at a time.
const PIECE: u32 = 10_000;

pub(super) fn connected(new: &Connection, format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console
            .print_json(&json!({ "connection": new.name, "family": new.family, "country": new.country, "url": new.url,
                "oms_id": new.oms_id, "ca": new.ca, "plain_http": new.is_plain })),
        Format::Text => {
            let mut facts = Facts::default();
            facts.fact(&say!("connection"), outside(&new.name));
            facts.fact(&say!("address"), outside(&new.url));
            if !new.oms_id.is_empty() {
                facts.fact(&say!("omsId"), name(new.oms_id.clone()));
            }
            if let Some(ca) = &new.ca {
                facts.fact(&say!("certificates"), file(Path::new(ca)));
            }
            console.print(&facts.to_string())
        }
    }
}

pub(super) fn ping(ping: &Ping, format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console.print_json(&json!({ "answers": true, "api": ping.api, "version": ping.version })),
        Format::Text => {
            let mut facts = Facts::default();
            facts.line(say!("the system answers, and takes the token"));
            if let Some(api) = &ping.api {
                facts.fact(&say!("interface"), outside(api));
            }
            if let Some(version) = &ping.version {
                facts.fact(&say!("version"), outside(version));
            }
            console.print(&facts.to_string())
        }
    }
}

pub(super) fn orders(all: &[Order], format: Format, console: &Console) -> Result<(), Failure> {
    if format == Format::Json {
        return console.print_json(&json!({ "orders": all.iter().map(order_json).collect::<Vec<_>>() }));
    }
    if all.is_empty() {
        return console.print(&say!("the system has no orders").to_string());
    }
    let mut lines = Vec::new();
    for order in all {
        let group = order.group.as_deref().map(shown).unwrap_or_default();
        lines.push(format!("{}  {}  {group}", order.id, shown(&order.status)));
        lines.extend(order.parts.iter().map(|part| format!("  {}", in_line(part))));
    }
    console.print(&lines.join("\n"))
}

fn in_line(part: &SubOrder) -> String {
    let status = part.status.as_deref().map(shown).unwrap_or_default();
    let counters = match (part.available, part.total) {
        (Some(available), Some(total)) => say!("{available} of {total} can be fetched", available, total).to_string(),
        _ => String::new(),
    };
    format!("{}  {status}  {counters}", shown(&part.gtin)).trim_end().to_owned()
}

pub(super) fn status(order: &OrderId, parts: &[SubOrder], format: Format, console: &Console) -> Result<(), Failure> {
    match format {
        Format::Json => console
            .print_json(&json!({ "order": order.as_str(), "parts": parts.iter().map(part_json).collect::<Vec<_>>() })),
        Format::Text => {
            let lines = parts.iter().map(|part| match &part.reason {
                Some(reason) => format!("{}  {}", in_line(part), shown(reason)),
                None => in_line(part),
            });
            console.print(&lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Writes the codes of an order, one a line, as they came.
pub(super) fn write(ledger: &Sqlite, pulled: &[Pulled], path: &Path, world: &World) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        let message = say!("{file} cannot be written: {error}", file = file(path), error = system(&error));
        Diagnostic::error(batch::OUTPUT, message)
            .help(say!("the codes are in the ledger; pull the order again with another file"))
    };
    let mut output = world.create(path, true).map_err(cannot)?;
    for part in pulled {
        let mut behind = 0;
        loop {
            let codes = ledger.codes(part.id, behind, PIECE)?;
            if codes.is_empty() {
                break;
            }
            behind += u32::try_from(codes.len()).unwrap_or(PIECE);
            for code in codes {
                writeln!(output, "{code}").map_err(cannot)?;
            }
        }
    }
    output.finish().map_err(cannot)?;
    world.sync_folder(folder_of(path)).map_err(cannot)?;
    Ok(())
}

/// What became of a pull, for people.
pub(super) fn pulled(
    order: &OrderId,
    pulled: &[Pulled],
    output: Option<&Path>,
    console: &Console,
) -> Result<(), Failure> {
    let mut facts = Facts::default();
    facts.fact(&say!("order"), name(order.to_string()));
    for part in pulled {
        facts.fact(&say!("GTIN"), outside(&part.part.gtin));
        if let Some(product) = &part.product.name {
            facts.fact(&say!("product"), outside(product).shortened(100));
        }
        facts.fact(
            &say!("in the ledger"),
            say!(
                "{n} code, {fetched} of now" | "{n} codes, {fetched} of now",
                n = count(part.codes),
                fetched = part.fetched
            ),
        );
    }
    if let Some(path) = output {
        facts.fact(&say!("codes"), file(path));
    }
    console.print(&facts.to_string())?;
    console.each(pulled.iter().flat_map(|part| &part.findings));
    Ok(())
}

/// How a pull ended.
pub(super) fn ended(pulled: &[Pulled]) -> Ended {
    let mut found = pulled.iter().flat_map(|part| &part.findings);
    if found.any(|found| found.severity == Severity::Error) { Ended::Findings } else { Ended::Clean }
}

/// What the GTINs of an order are.
pub(super) fn products(order: &OrderId, all: &[Product], format: Format, console: &Console) -> Result<(), Failure> {
    if format == Format::Json {
        let product = |product: &Product| {
            json!({ "gtin": shown(&product.gtin), "name": product.name.as_deref().map(shown),
                "brand": product.brand.as_deref().map(shown), "group": product.group.as_deref().map(shown) })
        };
        return console
            .print_json(&json!({ "order": order.as_str(), "products": all.iter().map(product).collect::<Vec<_>>() }));
    }
    if all.is_empty() {
        return console.print(&say!("the system tells no names of goods").to_string());
    }
    let lines = all.iter().map(|product| {
        let words = [&product.name, &product.brand, &product.group].into_iter().flatten().map(|words| shown(words));
        format!("{}  {}", shown(&product.gtin), words.collect::<Vec<_>>().join("  "))
    });
    console.print(&lines.collect::<Vec<_>>().join("\n"))
}
