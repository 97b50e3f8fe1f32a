//! The tables of a ledger, and how older ones become newer.

use rusqlite::Connection;

/// The form that is written now.
pub(super) const VERSION: u32 = 7;

/// What makes each form of the one before it.
const STEPS: [&str; VERSION as usize] = [FIRST, ORDERS, COUNTRIES, DOCUMENTS, PICTURES, SHEETS, GRAPHICS];

const FIRST: &str = "
-- The key of hashes, the counter of operations, the latest time.
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
-- Printers and operators, said once.
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT, status INTEGER NOT NULL, template TEXT NOT NULL, data TEXT NOT NULL,
    market TEXT NOT NULL, printer TEXT NOT NULL, operator TEXT NOT NULL, begun INTEGER NOT NULL,
    labels INTEGER NOT NULL, settings TEXT NOT NULL, longest INTEGER NOT NULL, constants TEXT NOT NULL,
    -- What was sent until this time, the printer has done with.
    idle INTEGER NOT NULL DEFAULT 0,
    stop INTEGER NOT NULL DEFAULT 0, forgotten INTEGER NOT NULL DEFAULT 0);
-- How many labels of a job are in a state; of 100 and above: reprinted, applied.
CREATE TABLE tally (job INTEGER, state INTEGER, labels INTEGER NOT NULL, PRIMARY KEY (job, state)) WITHOUT ROWID;
CREATE TABLE label (
    job INTEGER, number INTEGER, row INTEGER NOT NULL, state INTEGER NOT NULL, copy INTEGER NOT NULL,
    applied INTEGER NOT NULL,
    -- Whether the printer has done with it, so that it is not lost with a line.
    settled INTEGER NOT NULL DEFAULT 0,
    unit TEXT, code_hash BLOB NOT NULL, time INTEGER NOT NULL,
    printer INTEGER, operator INTEGER,
    -- A hash of the serial, or of what else stands last in the unit; nothing where the label is freed.
    key INTEGER,
    PRIMARY KEY (job, number)) WITHOUT ROWID;
CREATE INDEX label_key ON label (key) WHERE key IS NOT NULL;
-- What labels are made of: whole codes. Wiped when a job is forgotten.
CREATE TABLE secret (
    job INTEGER, number INTEGER, code TEXT NOT NULL, fields TEXT NOT NULL, PRIMARY KEY (job, number)) WITHOUT ROWID;
CREATE TABLE content (digest BLOB PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE file (job INTEGER, path TEXT, content BLOB NOT NULL, PRIMARY KEY (job, path)) WITHOUT ROWID;
CREATE TABLE lease (job INTEGER PRIMARY KEY, fence INTEGER NOT NULL, holder TEXT, until INTEGER NOT NULL);
CREATE TABLE block (
    job INTEGER, first INTEGER, last INTEGER, start INTEGER NOT NULL, length INTEGER NOT NULL,
    digest INTEGER NOT NULL, sent INTEGER NOT NULL, PRIMARY KEY (job, start)) WITHOUT ROWID;
CREATE TABLE event (
    id INTEGER PRIMARY KEY, job INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, first INTEGER,
    last INTEGER, operator INTEGER, printer INTEGER, reason TEXT);
CREATE INDEX event_job ON event (job, id);
-- Answers, for who asks again because one was lost.
CREATE TABLE operation (id BLOB PRIMARY KEY, time INTEGER NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE printer (
    name TEXT PRIMARY KEY, identity TEXT NOT NULL, odometer INTEGER NOT NULL, time INTEGER NOT NULL) WITHOUT ROWID;
";

const ORDERS: &str = "
-- Ways to order management systems. Tokens are kept nowhere.
CREATE TABLE connection (
    name TEXT PRIMARY KEY, family TEXT NOT NULL, url TEXT NOT NULL, oms_id TEXT NOT NULL) WITHOUT ROWID;
-- Orders by GTIN. Of a part at most one block is asked for and not stored.
CREATE TABLE part (
    id INTEGER PRIMARY KEY AUTOINCREMENT, connection TEXT NOT NULL, oms_order TEXT NOT NULL, gtin TEXT NOT NULL,
    said TEXT NOT NULL, asked INTEGER, asked_at INTEGER, time INTEGER NOT NULL, UNIQUE (connection, oms_order, gtin));
CREATE TABLE code_block (
    part INTEGER, first INTEGER, quantity INTEGER NOT NULL, block TEXT NOT NULL, checksum BLOB NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY (part, first), UNIQUE (part, block)) WITHOUT ROWID;
CREATE TABLE code (
    part INTEGER, number INTEGER, code TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, PRIMARY KEY (part, number)) WITHOUT ROWID;
-- What was asked of them: no tokens, no bodies.
CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, connection TEXT NOT NULL, what TEXT NOT NULL,
    status INTEGER, bytes INTEGER NOT NULL);
";

const COUNTRIES: &str = "
ALTER TABLE connection ADD COLUMN country TEXT NOT NULL DEFAULT 'ru';
-- A file of certificates; whether it may be talked to without TLS.
ALTER TABLE connection ADD COLUMN ca TEXT;
ALTER TABLE connection ADD COLUMN is_plain INTEGER NOT NULL DEFAULT 0;
";

const DOCUMENTS: &str = "
-- What is handed in. Bytes and signature are wiped when the system has them.
CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT, connection TEXT NOT NULL, kind INTEGER NOT NULL, mark TEXT NOT NULL,
    handed INTEGER NOT NULL, asked_at INTEGER, body TEXT, signature TEXT, remote TEXT, job INTEGER,
    said TEXT NOT NULL, time INTEGER NOT NULL);
-- A label stands in one document of a kind.
CREATE TABLE reported (
    kind INTEGER, job INTEGER, number INTEGER, document INTEGER NOT NULL,
    PRIMARY KEY (kind, job, number)) WITHOUT ROWID;
CREATE INDEX reported_document ON reported (document);
";

const PICTURES: &str = "
-- Pictures that differ from label to label: element and file.
ALTER TABLE job ADD COLUMN pictures TEXT NOT NULL DEFAULT '[]';
";

const SHEETS: &str = "
-- Labels on a sheet, of jobs on sheets; the first label of each group that begins one.
ALTER TABLE job ADD COLUMN places INTEGER;
ALTER TABLE job ADD COLUMN group_begins TEXT NOT NULL DEFAULT '[]';
-- Where the latest paper of a label is.
ALTER TABLE label ADD COLUMN sheet INTEGER;
ALTER TABLE label ADD COLUMN place INTEGER;
-- Sheets that leave as one; fate 0: not known yet, 1: there, 2: nobody can tell.
CREATE TABLE stack (
    job INTEGER, first INTEGER, last INTEGER NOT NULL, target TEXT NOT NULL, length INTEGER NOT NULL,
    digest INTEGER NOT NULL, fate INTEGER NOT NULL, PRIMARY KEY (job, first)) WITHOUT ROWID;
";

const GRAPHICS: &str = "
-- What labels recall from a printer's memory: hashes of what is drawn, with a space between.
ALTER TABLE job ADD COLUMN recalled TEXT NOT NULL DEFAULT '';
";

/// Makes the tables, or brings older ones to the form that is written now. Tells the form that was found: one
/// that is newer is left as it is.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<u32> {
    let version = |connection: &Connection| connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0));
    if version(connection)? < VERSION {
        let change = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Another process may have done it in the meantime.
        let from = version(&change)?;
        for step in STEPS.iter().skip(from as usize) {
            change.execute_batch(step)?;
        }
        if from < VERSION {
            change.pragma_update(None, "user_version", VERSION)?;
        }
        change.commit()?;
    }
    version(connection)
}
