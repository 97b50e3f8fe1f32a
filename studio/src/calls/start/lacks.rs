//! What a template prints and the codes do not say.

use std::sync::Arc;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, FileKind, Sight, run};
use quietzone::market::Market;
use quietzone::report::json as told;
use serde_json::{Value, json};

use super::mends::lacking;
use crate::calls::batch::batch;
use crate::calls::work::{OfWork, Work};
use crate::calls::{Answer, read};
use crate::desk::{Desk, Sort};

pub(super) fn lacks(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let OfWork { work } = read(asked)?;
    let batch = batch(desk, &work, &())?;
    let rows = batch.rows.page(&[Sort::Good, Sort::Mended], 0, 1)?;
    let first = rows.first().and_then(|row| Some((row, u32::try_from(row["row"].as_u64()?).ok()?)));
    let Some((row, number)) = first else {
        return Ok(json!({ "needed": [], "free": [], "findings": [] }).into());
    };
    // One label tells: what gives a field is settled for all rows at once.
    let mut request = work.request(desk)?;
    request.data = Some(batch.kept.row(number));
    request.rows = number.to_string().parse().ok();
    (request.sight, request.threads) = (Some(Sight::Label(FileKind::Svg, None)), Some(1));
    let found = run(&request, &()).err().map(|failure| failure.0).unwrap_or_default();
    let (lacks, others): (Vec<Diagnostic>, Vec<Diagnostic>) =
        found.into_iter().partition(|found| lacking(found).is_some());
    let needed: Vec<String> = lacks.iter().filter_map(lacking).collect();
    request.data = None;
    let free = unsaid(Design::of(request)?.fields(), batch.kept.market(), &work, &row["says"]);
    let free: Vec<String> = free.into_iter().filter(|name| !needed.contains(name)).collect();
    let findings: Vec<Value> = others.iter().map(told::finding).collect();
    Ok(json!({ "needed": needed, "free": free, "findings": findings }).into())
}

/// The fields beside the code that a template prints where somebody says them, and nobody did.
fn unsaid(printed: &[String], market: &Market, work: &Work, says: &Value) -> Vec<String> {
    if work.lookup.is_some() {
        return Vec::new();
    }
    let is_said = |name: &str| {
        let in_row = says[name].as_str().is_some_and(|value| !value.is_empty());
        in_row || work.set.iter().any(|said| said.split_once('=').is_some_and(|(known, _)| known == name))
    };
    let beside = market.companions.iter().map(|companion| companion.name.to_string());
    beside.filter(|name| printed.contains(name) && !is_said(name)).collect()
}
