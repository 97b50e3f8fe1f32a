//! Documents: drafted, signed, handed in, looked for.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::report::json as told;
use quietzone::say;
use quietzone::sentence::{Sentence, file, outside, system};
use quietzone::world::read;
use quietzone_station::ledger::documents::{Document, DocumentId, Handed, Kind};
use quietzone_station::ledger::{Documents, Orders};
use quietzone_station::oms::{
    Became, Handled, Ordered, Wish, alone, document, document_json, findings, in_one_line, of_goods,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::Answer;
use super::way::{Fetching, Way, in_words, line, op, refused};
use crate::desk::{Desk, Task};

/// The largest signature, in bytes.
const LARGEST: u64 = 1 << 20;
/// How long the end of a document is waited for, and between two looks.
const PATIENCE: Duration = Duration::from_secs(600);
const LOOK: Duration = Duration::from_secs(2);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    connection: String,
    market: String,
    group: Option<String>,
    products: Vec<Product>,
    cis_type: Option<String>,
    #[serde(default)]
    set: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Product {
    gtin: String,
    quantity: u32,
}

pub(super) fn order(desk: &Desk, asked: Asked) -> Result<Answer, Failure> {
    let way = Way::to(desk, &asked.connection)?;
    let _alone = alone(&way.ledger)?;
    let product = |of: &Product| -> Result<Ordered, Diagnostic> {
        let (gtin, cis_type) = (of_goods(&of.gtin)?, asked.cis_type.clone());
        Ok(Ordered { gtin, quantity: of.quantity, cis_type, ..Ordered::default() })
    };
    let products: Vec<Ordered> = asked.products.iter().map(product).collect::<Result<_, _>>()?;
    let command = line_of_order(desk, &asked, &products)?;
    let wish = Wish { market: asked.market, group: asked.group, products, attributes: asked.set, ..Wish::default() };
    let drafted = way.handing(&(), true).drafting()?.order(wish).map_err(Failure)?;
    Ok(json!({
        "document": drafted.id.0,
        "was_there": drafted.was_there,
        "findings": drafted.told.iter().map(told::finding).collect::<Vec<_>>(),
        "command": command,
    })
    .into())
}

fn line_of_order(desk: &Desk, asked: &Asked, products: &[Ordered]) -> Result<Value, Diagnostic> {
    let mut words = vec!["order".to_owned(), "--market".to_owned(), asked.market.clone()];
    let mut say = |option: &str, value: String| words.extend([option.to_owned(), value]);
    asked.group.iter().for_each(|group| say("--group", group.clone()));
    for product in products {
        say("--gtin", product.gtin.clone());
        say("--quantity", product.quantity.to_string());
    }
    asked.cis_type.iter().for_each(|kind| say("--cis-type", kind.clone()));
    asked.set.iter().for_each(|(word, value)| say("--set", format!("{word}={value}")));
    say("--connection", asked.connection.clone());
    line(desk, &words.iter().map(String::as_str).collect::<Vec<_>>())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbered {
    document: u32,
}

pub(super) fn list(desk: &Desk) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let known: Vec<String> = ledger.connections()?.into_iter().map(|one| one.name).collect();
    let all: Vec<Value> = ledger
        .documents()?
        .iter()
        .rev()
        .map(|document| shown(desk, document, known.contains(&document.connection)))
        .collect::<Result<_, _>>()?;
    Ok(json!({ "documents": all, "command": line(desk, &["documents"])? }).into())
}

/// A document with what it is and what can be done, in words.
fn shown(desk: &Desk, document: &Document, is_connected: bool) -> Result<Value, Diagnostic> {
    let mut row = document_json(document)?;
    let status = row.get("status").and_then(Value::as_str).unwrap_or_default().to_owned();
    let waits = matches!(status.as_str(), "CREATED" | "DRAFT");
    let (state, next) = match document.handed {
        Handed::Drafted => (
            say!("a draft, nothing was sent"),
            Some(say!("hand it in; sign it before where its group wants a signature")),
        ),
        Handed::Asked(_) => (
            say!("it is not known whether the system has it"),
            Some(say!("look again; where that does not help, look in the cabinet of the system and say what is there")),
        ),
        Handed::Sent if waits => {
            (in_words(&status), Some(say!("sign it in the cabinet of the system, then look again")))
        }
        Handed::Sent => (in_words(&status), Some(say!("look again what became of it"))),
        Handed::Over => (in_words(&status), None),
    };
    let kind = match document.kind {
        Kind::Order => say!("order of codes"),
        Kind::Utilisation => say!("report: codes on goods"),
        Kind::Dropout => say!("report: codes that drop out"),
        Kind::Aggregation => say!("report: packages"),
    };
    let number = document.id.0.to_string();
    if let Value::Object(row) = &mut row {
        row.insert("words".to_owned(), kind.to_string().into());
        row.insert("state_words".to_owned(), state.to_string().into());
        row.insert("next".to_owned(), next.map(|next: Sentence| next.to_string()).into());
        row.insert("connected".to_owned(), is_connected.into());
        row.insert("sample".to_owned(), desk.systems.is_trial(&document.connection).into());
        row.insert("accepted".to_owned(), (document.handed == Handed::Over && accepted(&status)).into());
        row.insert("command".to_owned(), line(desk, &["documents", &number])?);
    }
    Ok(row)
}

fn accepted(status: &str) -> bool {
    !matches!(status, "DECLINED" | "REJECTED" | "FAILED" | "ERROR" | "PARTIALLY" | "PARTIALLY_PROCESSED")
}

pub(super) fn hand(desk: &Arc<Desk>, asked: &Numbered) -> Result<Answer, Failure> {
    let id = DocumentId(asked.document);
    let way = Way::to(desk, &document(&*desk.room.ledger()?, id)?.connection)?;
    let what = say!("document {document}", document = id.0);
    let desk_of_task = desk.clone();
    Ok(desk
        .tasks
        .begin(what, move |task| {
            let _alone = alone(&way.ledger)?;
            let handled = to_end(&way, id, task)?;
            came(&desk_of_task, &[handled])
        })?
        .into())
}

/// Hands a document in, and watches it to its end.
pub(super) fn to_end(way: &Way, id: DocumentId, task: &Task) -> Result<Handled, Failure> {
    let watch = Fetching(task);
    let handing = way.handing(&watch, false);
    let mut waited = Duration::ZERO;
    loop {
        let handled = handing.handle(id)?;
        let is_on_its_way =
            |became: &Became| became.end.is_none() && !matches!(became.word.as_str(), "CREATED" | "DRAFT");
        if waited >= PATIENCE || !handled.became.as_ref().is_some_and(is_on_its_way) || !watch.wait(LOOK) {
            return Ok(handled);
        }
        waited += LOOK;
    }
}

/// What became of documents, for the page.
pub(super) fn came(desk: &Desk, handled: &[Handled]) -> Result<Value, Failure> {
    let found: Vec<Value> = handled
        .iter()
        .flat_map(|one| one.became.iter().flat_map(|became| findings(&one.document, became)))
        .map(|found| told::finding(&found))
        .collect();
    let documents: Vec<Value> = handled.iter().map(|one| shown(desk, &one.document, true)).collect::<Result<_, _>>()?;
    Ok(json!({ "documents": documents, "findings": found }))
}

pub(super) fn withdraw(desk: &Desk, asked: &Numbered) -> Result<Answer, Failure> {
    let ledger = desk.room.ledger()?;
    let _alone = alone(&ledger)?;
    ledger.withdraw(op()?, DocumentId(asked.document))?;
    list(desk)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Looked {
    document: u32,
    arrived: Option<String>,
}

pub(super) fn looked(desk: &Desk, asked: &Looked) -> Result<Answer, Failure> {
    let (ledger, id) = (desk.room.ledger()?, DocumentId(asked.document));
    let _alone = alone(&ledger)?;
    match asked.arrived.as_deref().map(str::trim) {
        Some("") => return Err(refused(say!("type the id that the system gave the document")).into()),
        Some(remote) => ledger.gone(op()?, id, remote)?,
        None => ledger.not_gone(op()?, id)?,
    }
    list(desk)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InFile {
    document: u32,
    name: String,
}

pub(super) fn export(desk: &Desk, asked: &InFile) -> Result<Answer, Failure> {
    let path = desk.path(&asked.name)?;
    let Some(paper) = desk.room.ledger()?.paper(DocumentId(asked.document))? else {
        let message = say!("document {document} is no draft any more, or there is none", document = asked.document);
        return Err(refused(message).into());
    };
    let cannot = |error: std::io::Error| {
        refused(say!("{file} cannot be written: {error}", file = file(&path), error = system(&error)))
    };
    let mut output = desk.world().create(&path, true).map_err(cannot)?;
    output.write_all(paper.body.as_bytes()).map_err(cannot)?;
    output.finish().map_err(cannot)?;
    let words = ["sign", "export", &asked.document.to_string(), "-o", &asked.name];
    Ok(json!({
        "words": say!("the bytes to sign are in {file}", file = file(&path)).to_string(),
        "command": line(desk, &words)?,
    })
    .into())
}

pub(super) fn import(desk: &Desk, asked: &InFile) -> Result<Answer, Failure> {
    let (ledger, path) = (desk.room.ledger()?, desk.path(&asked.name)?);
    let _alone = alone(&ledger)?;
    let bytes = read(desk.world(), &path, LARGEST)
        .map_err(|error| refused(say!("the signature cannot be read: {error}", error = outside(error.to_string()))))?;
    ledger.sign(op()?, DocumentId(asked.document), &in_one_line(&bytes)?)?;
    Ok(json!({
        "words": say!("the draft is signed; hand it in").to_string(),
        "command": line(desk, &["sign", "import", &asked.document.to_string(), &asked.name])?,
    })
    .into())
}
