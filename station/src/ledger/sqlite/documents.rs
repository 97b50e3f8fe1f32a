//! Documents in the tables of the ledger.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value as Json;

use super::super::documents::{Document, DocumentId, Documents, Draft, Freed, Handed, Kind, Paper, Reportable};
use super::super::{Answer, JobId, Operation, State, Time, rules};
use super::Sqlite;
use super::base::{Change, Done, Fault, Keep};
use super::codes::wiped;

impl Documents for Sqlite {
    fn draft(&self, op: Operation, draft: &Draft) -> Answer<DocumentId> {
        self.change(op, |change| change.draft(draft))
    }

    fn paper(&self, document: DocumentId) -> Answer<Option<Paper>> {
        self.read(|sql| paper(sql, document))
    }

    fn sign(&self, op: Operation, document: DocumentId, signature: &str) -> Answer<()> {
        self.change(op, |change| change.sign(document, signature))
    }

    fn going(&self, op: Operation, document: DocumentId) -> Answer<()> {
        self.change(op, |change| change.going(document))
    }

    fn not_gone(&self, op: Operation, document: DocumentId) -> Answer<()> {
        self.change(op, |change| change.not_gone(document))
    }

    fn gone(&self, op: Operation, document: DocumentId, remote: &str) -> Answer<()> {
        self.change(op, |change| change.gone(document, remote))
    }

    fn tell(&self, op: Operation, document: DocumentId, said: &str, end: Option<Freed>) -> Answer<()> {
        self.change(op, |change| change.tell(document, said, end))
    }

    fn withdraw(&self, op: Operation, document: DocumentId) -> Answer<()> {
        self.change(op, |change| change.withdraw(document))
    }

    fn documents(&self) -> Answer<Vec<Document>> {
        self.read(documents)
    }

    fn to_report(&self, job: JobId, kind: Kind, behind: u32, most: u32) -> Answer<Vec<(u32, String)>> {
        self.read(|sql| to_report(sql, job, kind, behind, most))
    }

    fn reportable(&self, job: JobId, kind: Kind) -> Answer<Reportable> {
        self.read(|sql| reportable(sql, job, kind))
    }
}

/// How far a document is, as it is kept.
const DRAFTED: u8 = 0;
const ASKED: u8 = 1;
const SENT: u8 = 2;
const OVER: u8 = 3;

impl Keep for DocumentId {
    fn keep(&self) -> Json {
        Json::from(self.0)
    }

    fn back(kept: &Json) -> Option<Self> {
        kept.as_u64().and_then(|id| u32::try_from(id).ok()).map(Self)
    }
}

impl Change<'_> {
    fn draft(&self, draft: &Draft) -> Done<DocumentId> {
        let job = draft.labels.as_ref().map(|(job, _)| job.0);
        self.sql.execute(
            "INSERT INTO document (connection, kind, mark, handed, body, job, said, time)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![draft.connection, draft.kind as u8, draft.mark, DRAFTED, draft.body, job, draft.said, self.now.0],
        )?;
        let id = DocumentId(u32::try_from(self.sql.last_insert_rowid()).unwrap_or(u32::MAX));
        let mut insert = self
            .sql
            .prepare_cached("INSERT OR IGNORE INTO reported (kind, job, number, document) VALUES (?1, ?2, ?3, ?4)")?;
        for (job, range) in
            draft.labels.iter().flat_map(|(job, labels)| labels.ranges().iter().map(|range| (job.0, range)))
        {
            for number in range.clone() {
                if insert.execute(params![draft.kind as u8, job, number, id.0])? == 0 {
                    let message = say!("label {number} of job {job} stands in a report of this kind", number, job);
                    return Err(state(message, say!("quietzone oms documents tells the reports")));
                }
            }
        }
        Ok(id)
    }

    fn step(&self, document: DocumentId, from: u8, to: u8) -> Done<()> {
        let changed = self.sql.execute(
            "UPDATE document SET handed = ?3, asked_at = ?4 WHERE id = ?1 AND handed = ?2",
            params![document.0, from, to, self.now.0],
        )?;
        if changed == 0 { Err(no_draft(document)) } else { Ok(()) }
    }

    fn sign(&self, document: DocumentId, signature: &str) -> Done<()> {
        let changed = self.sql.execute(
            "UPDATE document SET signature = ?3 WHERE id = ?1 AND handed = ?2",
            params![document.0, DRAFTED, signature],
        )?;
        if changed == 0 { Err(no_draft(document)) } else { Ok(()) }
    }

    fn going(&self, document: DocumentId) -> Done<()> {
        self.step(document, DRAFTED, ASKED)
    }

    fn not_gone(&self, document: DocumentId) -> Done<()> {
        self.step(document, ASKED, DRAFTED)
    }

    fn gone(&self, document: DocumentId, remote: &str) -> Done<()> {
        self.step(document, ASKED, SENT)?;
        self.sql.execute(
            "UPDATE document SET remote = ?2, body = NULL, signature = NULL WHERE id = ?1",
            params![document.0, remote],
        )?;
        Ok(())
    }

    fn tell(&self, document: DocumentId, said: &str, end: Option<Freed>) -> Done<()> {
        self.sql.execute("UPDATE document SET said = ?2 WHERE id = ?1", params![document.0, said])?;
        if end.is_some() {
            self.sql.execute("UPDATE document SET handed = ?2 WHERE id = ?1", params![document.0, OVER])?;
        }
        if end == Some(Freed::Free) {
            self.sql.execute("DELETE FROM reported WHERE document = ?1", [document.0])?;
        }
        Ok(())
    }

    fn withdraw(&self, document: DocumentId) -> Done<()> {
        let gone =
            self.sql.execute("DELETE FROM document WHERE id = ?1 AND handed = ?2", params![document.0, DRAFTED])?;
        if gone == 0 {
            return Err(no_draft(document));
        }
        self.sql.execute("DELETE FROM reported WHERE document = ?1", [document.0])?;
        Ok(())
    }
}

fn state(message: quietzone::sentence::Sentence, help: quietzone::sentence::Sentence) -> Fault {
    Diagnostic::error(rules::STATE, message).help(help).into()
}

fn no_draft(document: DocumentId) -> Fault {
    state(
        say!("document {document} is no draft any more, or there is none", document = document.0),
        say!("quietzone oms documents tells what became of it"),
    )
}

fn paper(sql: &Connection, document: DocumentId) -> Done<Option<Paper>> {
    let found = sql
        .query_row("SELECT body, signature FROM document WHERE id = ?1", [document.0], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))
        })
        .optional()?;
    Ok(found.and_then(|(body, signature)| Some(Paper { body: body?, signature })))
}

fn documents(sql: &Connection) -> Done<Vec<Document>> {
    let mut rows = sql.prepare_cached(
        "SELECT id, connection, kind, mark, handed, asked_at, remote, job, said, time,
         (SELECT count(*) FROM reported WHERE document = document.id) FROM document ORDER BY id",
    )?;
    let mut rows = rows.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: usize = row.get(2)?;
        let asked: Option<i64> = row.get(5)?;
        found.push(Document {
            id: DocumentId(row.get(0)?),
            connection: row.get(1)?,
            kind: *Kind::ALL.get(kind).ok_or_else(|| Diagnostic::internal("ledger: kind of a document"))?,
            mark: row.get(3)?,
            handed: match row.get(4)? {
                DRAFTED => Handed::Drafted,
                ASKED => Handed::Asked(Time(asked.unwrap_or(0))),
                SENT => Handed::Sent,
                _ => Handed::Over,
            },
            remote: row.get(6)?,
            labels: row.get::<_, Option<u32>>(7)?.map(JobId).zip(row.get(10)?),
            said: row.get(8)?,
            time: Time(row.get(9)?),
        });
    }
    Ok(found)
}

/// What makes a label one that a kind tells of, and one whose paper is not certain.
fn conditions(kind: Kind) -> (String, String) {
    let uncertain = [State::Waiting, State::Claimed, State::InDoubt, State::Spoiled, State::Void];
    let uncertain = uncertain.map(|state| (state as u8).to_string()).join(", ");
    match kind {
        Kind::Dropout => (format!("state = {}", State::Void as u8), "0".to_owned()),
        _ => (format!("applied = 1 AND state NOT IN ({uncertain})"), format!("applied = 1 AND state IN ({uncertain})")),
    }
}

fn to_report(sql: &Connection, job: JobId, kind: Kind, behind: u32, most: u32) -> Done<Vec<(u32, String)>> {
    let (ready, _) = conditions(kind);
    let mut rows = sql.prepare_cached(&format!(
        "SELECT label.number, code FROM label
         LEFT JOIN secret ON secret.job = label.job AND secret.number = label.number
         WHERE label.job = ?1 AND label.number > ?2 AND {ready}
         AND NOT EXISTS (SELECT 1 FROM reported WHERE kind = ?4 AND reported.job = ?1 AND reported.number = label.number)
         ORDER BY label.number LIMIT ?3"
    ))?;
    let mut rows = rows.query(params![job.0, behind, most, kind as u8])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let number: u32 = row.get(0)?;
        let Some(code) = row.get::<_, Option<String>>(1)? else {
            return Err(wiped(job, number).into());
        };
        found.push((number, code));
    }
    Ok(found)
}

fn reportable(sql: &Connection, job: JobId, kind: Kind) -> Done<Reportable> {
    let (ready, uncertain) = conditions(kind);
    let reported =
        "EXISTS (SELECT 1 FROM reported WHERE kind = ?2 AND reported.job = ?1 AND reported.number = label.number)";
    Ok(sql.query_row(
        &format!(
            "SELECT coalesce(sum({ready} AND NOT {reported}), 0), coalesce(sum({reported}), 0),
             coalesce(sum({uncertain} AND NOT {reported}), 0), count(*) FROM label WHERE job = ?1"
        ),
        params![job.0, kind as u8],
        |row| {
            let [ready, reported, uncertain, all] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, u64>(3)?];
            let others = all.saturating_sub(ready + reported + uncertain);
            Ok(Reportable { ready, reported, others, uncertain })
        },
    )?)
}
