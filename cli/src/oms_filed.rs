//! What was handed in, as it is told.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::report::{Facts, json as findings};
use quietzone::say;
use quietzone::sentence::{count, name, outside};
use quietzone_station::ledger::documents::{Document, Handed, Kind, Reportable};
use quietzone_station::oms::{Handled, OrderId, document_json, findings as told_of, kept, left_json};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};

/// What became of documents that were handed in.
pub(super) fn tell(
    all: &[Handled],
    left: Option<Reportable>,
    format: Format,
    console: &Console,
) -> Result<Ended, Failure> {
    let found: Vec<Diagnostic> =
        all.iter().flat_map(|one| one.became.iter().flat_map(|became| told_of(&one.document, became))).collect();
    if format == Format::Json {
        let documents: Vec<Value> = all.iter().map(|one| document_json(&one.document)).collect::<Result<_, _>>()?;
        console.print_json(&json!({ "ran": true, "documents": documents,
                "left": left.as_ref().map(left_json),
                "findings": found.iter().map(findings::finding).collect::<Vec<_>>() }))?;
    } else {
        for one in all {
            console.print(&facts(&one.document)?.to_string())?;
        }
        if let Some(left) = left {
            let line = say!(
                "{reported} labels are reported; left out: {others} that are not on goods, {uncertain} that are in doubt, spoiled or void",
                reported = left.reported,
                others = left.others,
                uncertain = left.uncertain
            );
            console.plain(&line.to_string());
        }
        console.each(&found);
    }
    Ok(if found.is_empty() { Ended::Clean } else { Ended::Findings })
}

pub(super) fn facts(document: &Document) -> Result<Facts, Diagnostic> {
    let said = kept(&document.said)?;
    let mut facts = Facts::default();
    facts.fact(&say!("document"), document.id.0);
    facts.fact(&say!("kind"), name(document.kind.key()));
    facts.fact(&say!("state"), name(document.handed.key()));
    if let Some(remote) = &document.remote {
        // An id is no code, whatever it looks like.
        match remote.parse::<OrderId>() {
            Ok(id) => facts.fact(&say!("id"), name(id.to_string())),
            Err(_) => facts.fact(&say!("id"), outside(remote)),
        }
    }
    if let Some(status) = said.get("status").and_then(Value::as_str) {
        facts.fact(&say!("the system says"), outside(status));
    }
    for product in said.get("products").and_then(Value::as_array).into_iter().flatten() {
        let gtin = product.get("gtin").and_then(Value::as_str).unwrap_or_default();
        let codes = product.get("quantity").and_then(Value::as_u64).unwrap_or_default();
        facts.fact(
            &say!("GTIN"),
            say!("{gtin}, {n} code" | "{gtin}, {n} codes", n = count(codes), gtin = outside(gtin)),
        );
    }
    if let Some((job, labels)) = document.labels {
        facts.fact(&say!("job"), job.0);
        facts.fact(&say!("labels"), labels);
    }
    let waits = said.get("status").and_then(Value::as_str).is_some_and(|word| matches!(word, "CREATED" | "DRAFT"));
    if let (Kind::Order, Handed::Over, Some(Ok(id))) =
        (document.kind, document.handed, document.remote.as_ref().map(|remote| remote.parse::<OrderId>()))
    {
        facts.line(say!("its codes are fetched with quietzone oms pull {order}", order = name(id.to_string())));
    }
    if waits {
        facts.line(say!("it waits in the portal to be signed"));
    }
    Ok(facts)
}
