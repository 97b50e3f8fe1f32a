//! What files of codes hold.

use std::sync::Arc;

use quietzone::batch::{Failure, Fitting, Inspection, Looked};
use quietzone::market::{Market, MarketId};
use quietzone::report::{json as told, rows as counted};
use quietzone::say;
use quietzone::sentence::{Sentence, count, file, titled};
use serde::Deserialize;
use serde_json::{Value, json};

use super::mends::{mended_by, with_mends};
use crate::calls::batch::{batch, market};
use crate::calls::work::{OfWork, Work};
use crate::calls::{Answer, read};
use crate::desk::{Batch, Desk, Sort, Task};

/// Rows that are asked for at a time.
const MOST: usize = 1000;
/// Markets that are offered where codes fit several.
const OFFERED: usize = 8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfRows {
    work: Work,
    from: usize,
    count: usize,
    #[serde(default)]
    sorts: Vec<Sort>,
}

pub(super) fn begin(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let OfWork { work } = read(asked)?;
    let what = say!("looking at {file}", file = file(work.data.join(", ")));
    let own = desk.clone();
    Ok(desk.tasks.begin(what, move |task| look(&own, &work, task))?.into())
}

/// What keeps the codes from being read is told with what mends it, as what was found in them is.
fn look(desk: &Desk, work: &Work, task: &Task) -> Result<Value, Failure> {
    let mut work = work.clone();
    let mut is_found = false;
    if let (MarketId::Auto, Some(data)) = (market(desk, &work)?, work.codes(desk)?) {
        let mut any = Inspection::new(data, MarketId::Auto);
        any.world = desk.world().clone();
        let fitting = any.fitting()?;
        match fitting.as_slice() {
            [only] => {
                work.market = Some(only.market.clone());
                is_found = true;
            }
            [] => {
                // What keeps the file from being read at all is told before that no market fits.
                any.market = "gs1".into();
                let why = any.run(task).err().unwrap_or_else(|| no_market().into());
                return Ok(json!({ "refused": refused(desk, &work, &why), "fitting": [] }));
            }
            several => return Ok(json!({ "fitting": offered(several) })),
        }
    }
    match batch(desk, &work, task) {
        Ok(batch) => Ok(came(desk, &work, &batch, is_found)),
        Err(why) => Ok(json!({ "refused": refused(desk, &work, &why) })),
    }
}

fn no_market() -> quietzone::diagnostic::Diagnostic {
    quietzone::diagnostic::Diagnostic::error(quietzone::batch::rules::REQUEST, say!("the codes fit no market we know"))
        .help(say!("choose their market, to be told what is wrong with them"))
}

fn refused(desk: &Desk, work: &Work, why: &Failure) -> Vec<Value> {
    why.0.iter().map(|found| with_mends(told::finding(found), mended_by(desk, work, [found]))).collect()
}

fn offered(fitting: &[Fitting]) -> Value {
    let one = |fitting: &Fitting| {
        let speaks = match fitting.at_home {
            0 => say!("reads {rows} of {of} rows", rows = fitting.rows, of = fitting.of),
            at_home => say!(
                "reads {rows} of {of} rows; {at_home} GTINs begin as those of its country",
                rows = fitting.rows,
                of = fitting.of,
                at_home
            ),
        };
        json!({ "market": fitting.market, "title": titled(&fitting.title).to_string(), "told": speaks.to_string() })
    };
    fitting.iter().take(OFFERED).map(one).collect()
}

/// What a batch holds.
fn came(desk: &Desk, work: &Work, batch: &Batch, is_found: bool) -> Value {
    let Batch { kept, looked, rows } = batch;
    let findings: Vec<Value> = told::groups(&looked.findings)
        .as_array()
        .into_iter()
        .flatten()
        .zip(looked.findings.groups())
        .map(|(told, group)| with_mends(told.clone(), mended_by(desk, work, &group.first)))
        .collect();
    json!({
        "market": { "id": kept.market().id, "title": titled(&kept.market().title).to_string(), "found": is_found },
        "row_counts": counted::as_json(&looked.counts),
        "rows": looked.rows,
        "good": looked.good,
        "bad": looked.bad(),
        "mended": looked.mended,
        "sentences": sentences(looked).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "sorts": sorts(batch),
        "findings": findings,
        "listed": rows.count(&[]),
        "fields": fields(kept.market()),
    })
}

/// What it holds, for people.
fn sentences(looked: &Looked) -> Vec<Sentence> {
    let bad = looked.bad();
    let mut told = vec![if bad == 0 {
        say!("{n} code, and it can be printed." | "{n} codes, and all of them can be printed.", n = count(looked.rows))
    } else {
        say!(
            "{n} code, of which {good} can be printed and {bad} cannot."
                | "{n} codes, of which {good} can be printed and {bad} cannot.",
            n = count(looked.rows),
            good = looked.good,
            bad
        )
    }];
    if looked.mended > 0 {
        told.push(say!(
            "{n} row was mended as it was read; the file is not changed."
                | "{n} rows were mended as they were read; the file is not changed.",
            n = count(looked.mended)
        ));
    }
    told
}

/// The rows of the file by what they are, in the words of a table; blank ones are in no list.
fn sorts(batch: &Batch) -> Vec<Value> {
    let counts = &batch.looked.counts;
    let of = |sorts: &[Sort]| batch.rows.count(sorts) as u64;
    let (mended, twice) = (of(&[Sort::Mended]), of(&[Sort::Twice]));
    let lines: [(u64, Sentence, &[Sort]); 9] = [
        (counts.good, say!("can be printed"), &[Sort::Good, Sort::Mended]),
        (mended, say!("of these mended"), &[Sort::Mended]),
        (counts.bad, say!("cannot be printed"), &[Sort::Bad, Sort::Twice]),
        (twice, say!("of these a unit that stands in another row too"), &[Sort::Twice]),
        (counts.titles + counts.header, say!("titles and headers"), &[Sort::Title, Sort::Header]),
        (counts.totals, say!("totals"), &[Sort::Total]),
        (counts.hidden, say!("hidden, and left out"), &[Sort::Hidden]),
        (counts.left_out, say!("not asked for"), &[Sort::LeftOut]),
        (counts.blank, say!("blank"), &[]),
    ];
    let there = lines.into_iter().filter(|(count, ..)| *count > 0);
    there
        .map(|(count, what, sorts)| json!({ "count": count, "what": what.to_string(), "sorts": sorts, "listed": of_list(batch, sorts) }))
        .collect()
}

fn of_list(batch: &Batch, sorts: &[Sort]) -> usize {
    if sorts.is_empty() { 0 } else { batch.rows.count(sorts) }
}

/// The fields that lists show beside the row: those of the code, and what stands beside it.
fn fields(market: &Market) -> Vec<String> {
    let of_code = market.structure.fields().iter().filter(|field| !field.is_secret).map(|field| &field.name);
    let beside = market.companions.iter().map(|companion| &companion.name);
    let mut fields: Vec<String> = Vec::new();
    for name in of_code.chain(beside).map(ToString::to_string) {
        if !fields.contains(&name) {
            fields.push(name);
        }
    }
    fields.truncate(5);
    fields
}

pub(super) fn rows(desk: &Arc<Desk>, asked: Value) -> Result<Answer, Failure> {
    let OfRows { work, from, count, sorts } = read(asked)?;
    let batch = batch(desk, &work, &())?;
    let page = batch.rows.page(&sorts, from, count.min(MOST))?;
    Ok(json!({ "rows": page, "count": batch.rows.count(&sorts) }).into())
}

pub(super) fn markets(_: &Arc<Desk>, _: Value) -> Result<Answer, Failure> {
    let all = Market::listed().map(|market| json!({ "id": market.id, "title": titled(&market.title).to_string() }));
    Ok(json!({ "markets": all.collect::<Vec<_>>() }).into())
}
