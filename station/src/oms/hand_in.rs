//! The law of handing in: no document twice for one wish.
//!
//! That a document is going to be sent is on the disk before it is, with the very bytes and a mark of ours. After a
//! doubt it is looked for at the system, for minutes, before anything is sent again. Where a system has no list to
//! look in, it is left to somebody who knows.

use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::{Sentence, name, outside};
use quietzone::world::World;
use serde_json::{Value as Json, json};

use super::desk::{Became, Desk, End, Search};
use super::failed::{Failed, Kind as Trouble};
use super::family::Family;
use super::read::kept;
use super::rules;
use crate::ledger::documents::{Document, DocumentId, Freed, Handed, Kind};
use crate::ledger::{Documents, Operation, Time, Trouble as Lost};
use crate::progress::Progress;

/// How long after it was sent a document is looked for: answers of 103 s were seen.
const LATE: [Duration; 3] = [Duration::from_secs(30), Duration::from_secs(180), Duration::from_secs(300)];
/// How often a ledger that does not answer is asked.
const TIMES: u32 = 5;
/// How long is waited until it is looked again for the first time what became of a document.
const SOON: Duration = Duration::from_secs(5);
/// How long is waited then, and at most between two looks.
const LOOKS: (Duration, Duration) = (Duration::from_secs(30), Duration::from_secs(300));
/// Codes that are told of a report at most.
const SEVERAL: usize = 1000;

/// What documents are handed in with.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    /// The system.
    pub family: &'a dyn Family,
    /// The ledger.
    pub ledger: &'a dyn Documents,
    /// The clock and the waits.
    pub world: &'a World,
}

impl At<'_> {
    fn desk(&self) -> &dyn Desk {
        self.family.desk()
    }

    fn op(&self) -> Result<Operation, Failed> {
        Ok(Operation::new(self.world)?)
    }

    /// A document.
    ///
    /// # Errors
    /// The ledger has none of this number.
    pub fn document(&self, id: DocumentId) -> Result<Document, Failed> {
        Ok(document(self.ledger, id)?)
    }
}

/// A document of a ledger.
///
/// # Errors
/// It has none of this number.
pub fn document(ledger: &dyn Documents, id: DocumentId) -> Result<Document, Diagnostic> {
    let found = ledger.documents()?.into_iter().find(|document| document.id == id);
    found.ok_or_else(|| {
        let message = say!("the ledger has no document {document}", document = id.0);
        Diagnostic::error(rules::SETTINGS, message).help(say!("quietzone oms documents tells them"))
    })
}

/// Hands a document in, or finds that the system has it; gives the system's id of it.
///
/// # Errors
/// The system refuses it, and it stays a draft; or it is not known whether the system has it, and it stays in doubt.
pub fn hand_in(at: At<'_>, id: DocumentId, watch: &dyn Progress) -> Result<String, Failed> {
    let mut late = LATE.iter();
    loop {
        let document = at.document(id)?;
        match document.handed {
            Handed::Sent | Handed::Over => {
                return document.remote.ok_or_else(|| Diagnostic::internal("oms: a document without its id").into());
            }
            Handed::Drafted => send(at, id, watch)?,
            Handed::Asked(time) => {
                let Some(paper) = at.ledger.paper(id)? else {
                    return Err(Diagnostic::internal("oms: a document in doubt without its bytes").into());
                };
                let others: Vec<String> = at.ledger.documents()?.into_iter().filter_map(|other| other.remote).collect();
                match at.desk().find(&document, &paper, &others)? {
                    Search::Found(remote) => gone(at, id, &remote)?,
                    Search::Unsearchable => return Err(in_doubt(id).into()),
                    Search::Nowhere => {
                        let age = Time::of(at.world.now()).since(time);
                        match late.find(|late| age < **late) {
                            Some(late) => {
                                watch.told(&say!(
                                    "it is not known whether the system has the document; it is looked again"
                                ));
                                at.world.wait(late.saturating_sub(age));
                            }
                            // What was sent did not come.
                            None => at.ledger.not_gone(at.op()?, id)?,
                        }
                    }
                }
            }
        }
    }
}

/// Sends a draft, once.
fn send(at: At<'_>, id: DocumentId, watch: &dyn Progress) -> Result<(), Failed> {
    let Some(paper) = at.ledger.paper(id)? else {
        return Err(Diagnostic::internal("oms: a draft without its bytes").into());
    };
    let kind = at.document(id)?.kind;
    // No wait between the two: a run that dies in it would leave a doubt that is none.
    at.family.pace();
    at.ledger.going(at.op()?, id)?;
    match at.desk().send(kind, &paper) {
        Ok(taken) => {
            gone(at, id, &taken.remote)?;
            at.world.wait(taken.wait.unwrap_or(Duration::ZERO).min(LOOKS.1));
            Ok(())
        }
        Err(failed) if failed.kind == Trouble::Unknown => {
            watch.told(&say!(
                "the answer of the system was lost ({why}); it is looked for",
                why = &failed.found.message
            ));
            at.world.wait(failed.wait);
            Ok(())
        }
        Err(failed) => {
            at.ledger.not_gone(at.op()?, id)?;
            Err(failed)
        }
    }
}

/// Notes the system's id. Where the ledger does not answer it is asked again, with the same id.
fn gone(at: At<'_>, id: DocumentId, remote: &str) -> Result<(), Failed> {
    let op = at.op()?;
    let mut times = 1;
    loop {
        match at.ledger.gone(op, id, remote) {
            Err(Lost::Lost(_)) if times < TIMES => {
                times += 1;
                at.world.wait(Duration::from_secs(1));
            }
            done => return Ok(done?),
        }
    }
}

fn in_doubt(id: DocumentId) -> Diagnostic {
    let message = say!(
        "it is not known whether the system has document {document}, and it has no list to look in",
        document = id.0
    );
    Diagnostic::error(rules::DOUBT, message).help(say!(
        "look in the cabinet of the system; then say quietzone oms documents {document} --arrived ID, or --lost",
        document = id.0
    ))
}

/// Watches a document that was handed in until it comes to its end, for so long, or until who watches stops it.
///
/// # Errors
/// The system does not answer.
pub fn watch(at: At<'_>, id: DocumentId, patience: Duration, watch: &dyn Progress) -> Result<Became, Failed> {
    let (mut next, longest) = LOOKS;
    let (mut wait, mut waited) = (SOON, Duration::ZERO);
    loop {
        let document = at.document(id)?;
        let Some(remote) = document.remote.as_deref().filter(|_| document.handed != Handed::Drafted) else {
            let message = say!("document {document} was not handed in", document = id.0);
            return Err(Diagnostic::error(rules::SETTINGS, message).into());
        };
        let became = at.desk().became(document.kind, remote)?;
        keep(at, &document, &became)?;
        // What waits for a signature waits for somebody.
        let waits = matches!(became.word.as_str(), "CREATED" | "DRAFT");
        if became.end.is_some() || waits || waited >= patience || watch.is_stopped() {
            return Ok(became);
        }
        watch.told(&say!("the system says {word}; it is looked again", word = outside(&became.word)));
        at.world.wait(wait);
        waited += wait;
        wait = next;
        next = (next * 3 / 2).min(longest);
    }
}

/// Keeps what became of a document.
fn keep(at: At<'_>, document: &Document, became: &Became) -> Result<(), Failed> {
    let mut said = kept(&document.said)?;
    if let Some(said) = said.as_object_mut() {
        let codes = became.codes.iter().take(SEVERAL);
        let codes: Vec<Json> =
            codes.map(|fault| json!({ "unit": fault.unit, "code": fault.code, "reason": fault.reason })).collect();
        said.insert("status".to_owned(), became.word.clone().into());
        said.insert("reason".to_owned(), became.reason.clone().into());
        said.insert("refused".to_owned(), codes.into());
    }
    let end = became.end.map(|end| if end == End::Refused { Freed::Free } else { Freed::Told });
    Ok(at.ledger.tell(at.op()?, document.id, &said.to_string(), end)?)
}

/// What is told of a document that did not end well.
#[must_use]
pub fn findings(document: &Document, became: &Became) -> Vec<Diagnostic> {
    let kind = name(document.kind.key());
    let reason = became.reason.as_ref().map(|reason| outside(reason).shortened(300));
    let mut found = Vec::new();
    if became.end == Some(End::Refused) {
        let message = match reason.clone() {
            Some(reason) => say!("the system declined the {kind}: {reason}", kind, reason),
            None => say!("the system declined the {kind}, and says no reason", kind),
        };
        let help = match document.kind {
            Kind::Order => say!("nothing was ordered; when the reason is gone, order anew"),
            _ => say!("nothing was reported; when the reason is gone, report anew"),
        };
        found.push(Diagnostic::error(rules::DECLINED, message).help(help));
    } else if let Some(reason) = reason.filter(|_| became.end == Some(End::Partly)) {
        let message = say!("the system declined a part of the {kind}: {reason}", kind, reason);
        found.push(Diagnostic::error(rules::DECLINED, message));
    }
    found.extend(became.codes.iter().map(|fault| {
        let unit = outside(&fault.unit).shortened(100);
        let message = match (&fault.reason, why(fault.code)) {
            (Some(reason), _) => {
                let reason = outside(reason).shortened(200);
                say!("the system does not accept {unit}: {reason} (code {code})", unit, reason, code = fault.code)
            }
            (None, Some(why)) => {
                say!("the system does not accept {unit}: {why} (code {code})", unit, why, code = fault.code)
            }
            (None, None) => say!("the system does not accept {unit}, with code {code}", unit, code = fault.code),
        };
        Diagnostic::error(rules::DECLINED, message)
    }));
    found
}

/// What a number of СУЗ means in receipts of utilisations (guide, table 255).
fn why(code: u64) -> Option<Sentence> {
    Some(match code {
        1 => say!("it was reported before, or is applied already"),
        2 => say!("the system does not know the code, or it is of another group"),
        3 => say!("its parts are wrong"),
        4 => say!("it was written off"),
        6 => say!("there is no money on the account"),
        7 => say!("there is no contract"),
        9 => say!("it is another's"),
        11 => say!("its weight is missing"),
        12 => say!("its GTIN has no card"),
        13 => say!("it has a weight, and should have none"),
        14 => say!("its volume is missing"),
        31 => say!("its expiry is wrong"),
        34 => say!("its production date is wrong"),
        101 => say!("its structure is wrong"),
        102 => say!("it is not found"),
        103 => say!("its crypto code is wrong"),
        _ => return None,
    })
}
