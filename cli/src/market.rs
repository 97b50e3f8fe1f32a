//! `quietzone market`: which markets there are, and what each asks.

use clap::Subcommand;
use serde_json::{Value, json};

use super::{Console, Ended, Format};
use quietzone::batch::Failure;
use quietzone::market::{Field, Market, Status};
use quietzone::report::demands;
use quietzone::symbol::plain_codewords;

const EXAMPLES: &str = "\
Examples:
  quietzone market list
  quietzone market show uz-pharma";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell all markets that are built in.
    List,
    /// Tell the structure, limits and clauses of a market.
    Show {
        /// Its name, or the path of a market file.
        id: String,
    },
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, tell(arguments, console).map(|()| Ended::Clean))
}

fn tell(arguments: &Arguments, console: &Console) -> Result<(), Failure> {
    match (&arguments.command, arguments.format) {
        (Command::List, Format::Text) => {
            let markets: Vec<Market> = Market::all().collect();
            let widest = markets.iter().map(|market| market.id.len()).max().unwrap_or(0);
            let line = |market: &Market| format!("{:widest$}  {}", market.id, market.title);
            console.print(&markets.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        (Command::List, Format::Json) => {
            console.print_json(&Market::all().map(|market| json!({ "id": market.id, "title": market.title })).collect())
        }
        (Command::Show { id }, Format::Text) => console.print(&as_text(&Market::load(id)?)),
        (Command::Show { id }, Format::Json) => console.print_json(&as_json(&Market::load(id)?)),
    }
}

fn as_text(market: &Market) -> String {
    let mut lines =
        vec![format!("{} — {}", market.id, market.title), String::new(), "The code, field by field:".to_owned()];
    for field in market.structure.fields() {
        let optional = if field.optional { ", optional" } else { "" };
        lines.push(format!("  {field}: {}{optional}; {}", length(field), field.alphabet));
        lines.push(format!("      source: {}", field.reference));
    }
    lines.push(String::new());
    lines.push(if market.structure.is_plain() {
        "The symbol: Data Matrix, ECC 200 (ISO/IEC 16022), without FNC1".to_owned()
    } else {
        "The symbol: GS1 DataMatrix, ECC 200 (ISO/IEC 16022), FNC1 in front".to_owned()
    });
    if let Ok(longest) = market.placeholder() {
        lines.push(format!("  codewords of the longest code: {}", plain_codewords(&longest)));
    }
    if let Some(size) = market.symbol_size {
        lines.push(format!("  always {size} modules"));
    }
    if let Some((least, _)) = market.symbol.smallest() {
        lines.push(format!("  at least {least} without quiet zone, which satisfies every reading of the area below"));
    }
    for permit in &market.permits {
        lines.push(format!("  ({}) may stand beside ({}), although GS1 forbids it", permit.ai, permit.beside));
        lines.push(format!("      source: {}", permit.origin));
    }
    lines.extend(asked(market));
    if !market.ledger.is_empty() {
        lines.push(String::new());
        lines.push("The act, clause by clause:".to_owned());
    }
    for clause in &market.ledger {
        let by = clause.by.as_ref().map(|by| format!(" ({by})")).unwrap_or_default();
        lines.push(format!("  {}: {}", clause.reference, clause.says));
        lines.push(format!("      {}{by}", clause.status));
    }
    if !market.ledger.is_empty() {
        let count = |status| market.ledger.iter().filter(|clause| clause.status == status).count();
        let counts = Status::ALL.map(|status| format!("{} {status}", count(status)));
        lines.push(format!("  {} clauses: {}", market.ledger.len(), counts.join(", ")));
    }
    lines.join("\n")
}

/// What is asked of symbol, text and place, each with its source.
fn asked(market: &Market) -> Vec<String> {
    let typed = demands::of(market);
    let typed = typed.iter().map(|told| (told.about, told.says.as_str(), told.aside(), told.origin));
    let worded = market.demands.iter().map(|demand| (demand.about, demand.says.as_str(), "", &demand.origin));
    let mut lines: Vec<String> = typed
        .chain(worded)
        .flat_map(|(about, says, aside, origin)| {
            let doubt = if origin.is_sure() { "" } else { " (not sure)" };
            [format!("  {about}: {says}{aside}{doubt}"), format!("      source: {origin}")]
        })
        .collect();
    if !lines.is_empty() {
        lines.splice(..0, [String::new(), "What is asked:".to_owned()]);
    }
    lines
}

fn length(field: &Field) -> String {
    if field.is_fixed() {
        format!("{} characters", field.max)
    } else {
        format!("{} to {} characters", field.min, field.max)
    }
}

fn as_json(market: &Market) -> Value {
    let fields = market.structure.fields().iter().map(|field| {
        json!({
            "ai": field.ai.map(|ai| ai.to_string()),
            "name": field.name.as_ref(),
            "min": field.min,
            "max": field.max,
            "alphabet": field.alphabet.to_string(),
            "optional": field.optional,
            "source": field.reference.as_ref(),
        })
    });
    let permits = market.permits.iter().map(|permit| {
        let told = [("ai", json!(permit.ai.to_string())), ("beside", json!(permit.beside.to_string()))];
        demands::object(told, &permit.origin)
    });
    let ledger = market.ledger.iter().map(|clause| {
        json!({
            "clause": clause.reference.as_ref(),
            "says": clause.says,
            "status": clause.status.to_string(),
            "by": clause.by,
        })
    });
    json!({
        "id": market.id,
        "title": market.title,
        "fields": fields.collect::<Vec<_>>(),
        "symbol": market.symbol_size.map(|size| json!({ "rows": size.rows(), "columns": size.columns() })),
        "smallest_symbol_mm": market.symbol.smallest().map(|(least, _)| least.to_mm()),
        "permits": permits.collect::<Vec<_>>(),
        "demands": demands::as_json(market),
        "ledger": ledger.collect::<Vec<_>>(),
    })
}
