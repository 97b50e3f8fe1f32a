//! Markets: which there are, and what each asks.

use serde_json::{Value, json};

use super::demands;
use crate::document::Choice;
use crate::market::{Field, Market, Status};
use crate::say;
use crate::sentence::{self, Argument, InWords, Sentence, list as listed, name, outside, worded};
use crate::symbol::plain_codewords;

/// A line a market: its name and title.
#[must_use]
pub fn list(markets: &[Market]) -> String {
    let widest = markets.iter().map(|market| market.id.len()).max().unwrap_or(0);
    let line = |market: &Market| format!("{:widest$}  {}", market.id, worded(&market.title));
    markets.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a market asks: the code field by field, the symbol, and the act clause by clause.
#[must_use]
pub fn text(market: &Market) -> String {
    let mut lines = vec![
        format!("{} — {}", market.id, worded(&market.title)),
        String::new(),
        say!("The code, field by field:").to_string(),
    ];
    for field in market.structure.fields() {
        lines.push(format!("  {}", asked_of(field)));
        lines.push(source(&field.reference));
    }
    lines.push(String::new());
    let symbol = match market.structure.is_plain() {
        true => say!("The symbol: Data Matrix, ECC 200 (ISO/IEC 16022), without FNC1"),
        false => say!("The symbol: GS1 DataMatrix, ECC 200 (ISO/IEC 16022), FNC1 in front"),
    };
    lines.push(symbol.to_string());
    if let Ok(longest) = market.placeholder()
        && !market.structure.is_open()
    {
        let codewords = plain_codewords(&longest);
        lines.push(format!("  {}", say!("codewords of the longest code: {codewords}", codewords)));
    }
    if let Some(size) = market.symbol_size {
        let size = name(size.to_string());
        let says = match market.structure.trailing().next() {
            None => say!("always {size} modules", size),
            Some(_) => say!("{size} modules for codes as they are issued; what is put behind them may need more", size),
        };
        lines.push(format!("  {says}"));
    }
    if let Some((least, _)) = market.symbol.smallest() {
        let least = say!("at least {least} without quiet zone, which satisfies every reading of the area below", least);
        lines.push(format!("  {least}"));
    }
    lines.extend(of_units(market));
    for permit in &market.permits {
        let [ai, beside] = [permit.ai, permit.beside].map(|ai| name(ai.to_string()));
        let permitted = say!("({ai}) may stand beside ({beside}), although GS1 forbids it", ai, beside);
        lines.push(format!("  {permitted}"));
        lines.push(source(&permit.origin));
    }
    lines.extend(asked(market));
    if !market.ledger.is_empty() {
        lines.push(String::new());
        lines.push(say!("The act, clause by clause:").to_string());
    }
    for clause in &market.ledger {
        let by = clause.by.as_ref().map(|by| format!(" ({})", worded(by))).unwrap_or_default();
        lines.push(format!("  {}: {}", clause.reference, worded(&clause.says)));
        lines.push(format!("      {}{by}", clause.status.in_words()));
    }
    if !market.ledger.is_empty() {
        let count = |status| market.ledger.iter().filter(|clause| clause.status == status).count();
        let told = |status: &Status| say!("{clauses} {status}", clauses = count(*status), status = status.in_words());
        let clauses = say!(
            "{n} clause: {counts}" | "{n} clauses: {counts}",
            n = sentence::count(market.ledger.len()),
            counts = listed(Status::ALL.iter().map(told))
        );
        lines.push(format!("  {clauses}"));
    }
    // Somebody else may have written the file.
    let lines = lines.iter().flat_map(|line| line.split('\n')).map(|line| outside(line).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

/// What tells units apart, how often a label may stand, and what an order holds.
fn of_units(market: &Market) -> Vec<String> {
    let identity = market.identity.as_ref().map(|identity| {
        let fields = listed(identity.fields.iter().map(outside));
        (say!("one unit is told from another by {fields}", fields), &identity.origin)
    });
    let copies = market.copies.as_ref().map(|copies| {
        (say!("a label may stand {most} times on one thing", most = i64::from(copies.most)), &copies.origin)
    });
    let order = market.order.as_ref().map(|order| {
        let says = say!(
            "an order holds {gtins} GTIN at most" | "an order holds {gtins} GTINs at most",
            gtins = sentence::count(order.gtins)
        );
        (says, &order.origin)
    });
    let told = [identity, copies, order].into_iter().flatten();
    told.flat_map(|(says, origin)| [format!("  {says}"), source(origin)]).collect()
}

/// What is asked of symbol, text and place, each with its source.
fn asked(market: &Market) -> Vec<String> {
    let typed = demands::of(market);
    let typed = typed.iter().map(|told| {
        let aside = told.aside().map(|aside| format!(" {aside}")).unwrap_or_default();
        (told.about, told.says.to_string(), aside, told.origin)
    });
    let worded = market
        .demands
        .iter()
        .map(|demand| (demand.about, worded(&demand.says).into_owned(), String::new(), &demand.origin));
    let mut lines: Vec<String> = typed
        .chain(worded)
        .flat_map(|(about, says, aside, origin)| {
            let doubt = if origin.is_sure() { String::new() } else { format!(" {}", say!("(not sure)")) };
            [format!("  {}: {says}{aside}{doubt}", about.in_words()), source(origin)]
        })
        .collect();
    if !lines.is_empty() {
        lines.splice(..0, [String::new(), say!("What is asked:").to_string()]);
    }
    lines
}

/// `(21) serial: 13 characters; digits`
fn asked_of(field: &Field) -> Sentence {
    let (title, alphabet) = (Argument::from(field), Argument::from(field.alphabet.in_words()));
    let (min, max) = (field.min, field.max);
    match (field.is_fixed(), field.optional) {
        _ if field.trailing.is_some() && field.is_fixed() => {
            say!(
                "{field}: {max} characters, optional, put behind the issued code by the maker; {alphabet}",
                field = title,
                max,
                alphabet
            )
        }
        _ if field.trailing.is_some() => {
            say!(
                "{field}: {min} to {max} characters, optional, put behind the issued code by the maker; {alphabet}",
                field = title,
                min,
                max,
                alphabet
            )
        }
        (true, false) => say!("{field}: {max} characters; {alphabet}", field = title, max, alphabet),
        (true, true) => say!("{field}: {max} characters, optional; {alphabet}", field = title, max, alphabet),
        (false, false) => {
            say!("{field}: {min} to {max} characters; {alphabet}", field = title, min, max, alphabet)
        }
        (false, true) => {
            say!("{field}: {min} to {max} characters, optional; {alphabet}", field = title, min, max, alphabet)
        }
    }
}

fn source(behind: &dyn std::fmt::Display) -> String {
    format!("      {}", say!("source: {behind}", behind = outside(behind)))
}

/// The same for programs.
#[must_use]
pub fn json(market: &Market) -> Value {
    let fields = market.structure.fields().iter().map(|field| {
        json!({
            "ai": field.ai.map(|ai| ai.to_string()),
            "name": field.name.as_ref(),
            "min": field.min,
            "max": field.max,
            "alphabet": field.alphabet.to_string(),
            "optional": field.optional,
            "trailing": field.trailing.is_some(),
            "begins_with": field.begins_with.as_deref(),
            "month_end": field.month_end,
            "source": field.reference.as_ref(),
        })
    });
    let permits = market.permits.iter().map(|permit| {
        let told = [("ai", json!(permit.ai.to_string())), ("beside", json!(permit.beside.to_string()))];
        demands::object(told, &permit.origin)
    });
    let identity = market.identity.as_ref().map(|identity| {
        let fields: Vec<&str> = identity.fields.iter().map(AsRef::as_ref).collect();
        demands::object([("fields", json!(fields))], &identity.origin)
    });
    let copies = market.copies.as_ref().map(|copies| demands::object([("most", json!(copies.most))], &copies.origin));
    let order = market.order.as_ref().map(|order| demands::object([("gtins", json!(order.gtins))], &order.origin));
    let ledger = market.ledger.iter().map(|clause| {
        json!({
            "clause": clause.reference.as_ref(),
            "says": clause.says,
            "status": clause.status.to_string(),
            "by": clause.by,
        })
    });
    shown(json!({
        "id": market.id,
        "title": market.title,
        "fields": fields.collect::<Vec<_>>(),
        "symbol": market.symbol_size.map(|size| json!({ "rows": size.rows(), "columns": size.columns() })),
        "smallest_symbol_mm": market.symbol.smallest().map(|(least, _)| least.to_mm()),
        "identity": identity,
        "copies": copies,
        "order": order,
        "permits": permits.collect::<Vec<_>>(),
        "demands": demands::as_json(market),
        "ledger": ledger.collect::<Vec<_>>(),
    }))
}

/// Data whose texts are words from outside.
fn shown(data: Value) -> Value {
    match data {
        Value::String(text) => outside(text).to_string().into(),
        Value::Array(items) => items.into_iter().map(shown).collect(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, shown(value))).collect(),
        other => other,
    }
}
