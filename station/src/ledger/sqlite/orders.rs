//! Orders of codes in the tables of the ledger.

use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::GS;
use quietzone::say;
use quietzone::sentence::{count, outside};
use rusqlite::{Connection as Sql, OptionalExtension, params};
use serde_json::Value as Json;

use super::super::orders::{self, Connection, Fetched, Part, PartId, Requested, Stored};
use super::super::{JobId, State, Status, Time, rules};
use super::base::{Change, Done, Keep, long_hash};

/// What is kept of a connection.
const CONNECTION: &str = "name, family, url, oms_id, country, ca, is_plain";
/// Labels that have their codes: a cancelled job (`?1`) has freed those that waited (`?2`) and were never printed.
const TAKEN: &str = "label JOIN job ON job.id = label.job WHERE NOT (job.status = ?1 AND state = ?2 AND copy = 1)";
/// Requests that the journal keeps.
const JOURNAL: i64 = 100_000;

impl Keep for PartId {
    fn keep(&self) -> Json {
        Json::from(self.0)
    }

    fn back(kept: &Json) -> Option<Self> {
        kept.as_u64().and_then(|id| u32::try_from(id).ok()).map(Self)
    }
}

impl Change<'_> {
    pub(super) fn connect(&self, new: &Connection) -> Done<()> {
        let before = self
            .sql
            .query_row(&format!("SELECT {CONNECTION} FROM connection WHERE name = ?1"), [&new.name], read_connection)
            .optional()?;
        let has_codes = || {
            self.sql.query_row("SELECT EXISTS (SELECT 1 FROM part WHERE connection = ?1)", [&new.name], |row| {
                row.get::<_, bool>(0)
            })
        };
        if before.is_some_and(|before| {
            before.family != new.family || before.country != new.country || before.oms_id != new.oms_id
        }) && has_codes()?
        {
            let message = say!(
                "the connection “{connection}” is of another owner, and codes of it are in the ledger",
                connection = outside(&new.name)
            );
            return Err(Diagnostic::error(rules::STATE, message).help(say!("give the new one another name")).into());
        }
        self.sql.execute(
            &format!("INSERT OR REPLACE INTO connection ({CONNECTION}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
            params![new.name, new.family, new.url, new.oms_id, new.country, new.ca, new.is_plain],
        )?;
        Ok(())
    }

    pub(super) fn disconnect(&self, name: &str) -> Done<()> {
        let is_used: bool = self.sql.query_row(
            "SELECT EXISTS (SELECT 1 FROM part WHERE connection = ?1)
                 OR EXISTS (SELECT 1 FROM document WHERE connection = ?1)",
            [name],
            |row| row.get(0),
        )?;
        if is_used {
            let message = say!(
                "codes or documents of the connection “{connection}” are in the ledger",
                connection = outside(name)
            );
            return Err(Diagnostic::error(rules::STATE, message)
                .help(say!("it stays, so that it is known where they come from"))
                .into());
        }
        if self.sql.execute("DELETE FROM connection WHERE name = ?1", [name])? == 0 {
            let message = say!("no connection is called “{named}”", named = outside(name));
            return Err(Diagnostic::error(rules::STATE, message).into());
        }
        Ok(())
    }

    pub(super) fn part(&self, part: &Part, said: &str) -> Done<PartId> {
        self.keep_apart(&part.gtin)?;
        self.sql.execute(
            "INSERT INTO part (connection, oms_order, gtin, said, time) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (connection, oms_order, gtin) DO UPDATE SET said = ?4",
            params![part.connection, part.order, part.gtin, said, self.now.0],
        )?;
        Ok(self.sql.query_row(
            "SELECT id FROM part WHERE connection = ?1 AND oms_order = ?2 AND gtin = ?3",
            params![part.connection, part.order, part.gtin],
            |row| row.get(0).map(PartId),
        )?)
    }

    /// That codes of examples and of goods are not in one ledger.
    fn keep_apart(&self, gtin: &str) -> Done<()> {
        let is_example = orders::is_example(gtin);
        let mut known = self.sql.prepare_cached("SELECT DISTINCT gtin FROM part")?;
        let known: Vec<String> = known.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let other = known.iter().find(|known| orders::is_example(known) != is_example);
        let away = connections(&self.sql)?.into_iter().find(|one| is_example && !one.is_of_this_machine());
        let gtin = || outside(gtin);
        let message = match (other, away) {
            (None, None) => return Ok(()),
            (Some(other), _) if is_example => say!(
                "{gtin} is an example of GS1, and the ledger holds codes of goods, of {other}: they are kept apart",
                gtin = gtin(),
                other = outside(other)
            ),
            (Some(other), _) => say!(
                "{gtin} is of goods, and the ledger holds codes of an example of GS1, of {other}: they are kept apart",
                gtin = gtin(),
                other = outside(other)
            ),
            (None, Some(away)) => say!(
                "{gtin} is an example of GS1, and the ledger has a connection to a system of goods, “{connection}”: they are kept apart",
                gtin = gtin(),
                connection = outside(away.name)
            ),
        };
        Err(Diagnostic::error(rules::STATE, message).help(say!("name another ledger with --ledger FOLDER")).into())
    }

    pub(super) fn ask(&self, part: PartId, codes: Option<u32>) -> Done<()> {
        self.sql
            .execute("UPDATE part SET asked = ?2, asked_at = ?3 WHERE id = ?1", params![part.0, codes, self.now.0])?;
        Ok(())
    }

    /// Stores a block, in the numbers behind those that are stored.
    pub(super) fn store(&self, part: PartId, block: &str, codes: &[String]) -> Done<u64> {
        let checksum = long_hash(self.key, codes.join("\n").as_bytes());
        let known: Option<[u8; 16]> = self
            .sql
            .query_row(
                "SELECT checksum FROM code_block WHERE part = ?1 AND block = ?2",
                params![part.0, block],
                |row| row.get(0),
            )
            .optional()?;
        let stored: u32 = self.sql.query_row(
            "SELECT coalesce(sum(quantity), 0) FROM code_block WHERE part = ?1",
            [part.0],
            |row| row.get(0),
        )?;
        match known {
            Some(known) if known == checksum => return Ok(u64::from(stored)),
            Some(_) => return Err(differs(say!("a block of codes came again with other codes")).into()),
            None => {}
        }
        let mut insert =
            self.sql.prepare_cached("INSERT OR IGNORE INTO code (part, number, code, hash) VALUES (?1, ?2, ?3, ?4)")?;
        let mut number = stored;
        for code in codes {
            number = number.saturating_add(1);
            let hash = long_hash(self.key, code.as_bytes());
            if insert.execute(params![part.0, number, code, hash])? == 0 {
                return Err(differs(say!("a block holds a code that the ledger has already")).into());
            }
        }
        self.sql.execute(
            "INSERT INTO code_block (part, first, quantity, block, checksum, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![part.0, stored.saturating_add(1), number - stored, block, checksum, self.now.0],
        )?;
        self.sql.execute("UPDATE part SET asked = NULL, time = ?2 WHERE id = ?1", params![part.0, self.now.0])?;
        Ok(u64::from(number))
    }

    /// Wipes the codes of an order that labels of a job have, before those of the job. A code that a cancelled job has
    /// freed stays: it is yet to be printed.
    pub(super) fn forget_codes_of(&self, job: JobId) -> Done<()> {
        let taken = format!("{TAKEN} AND label.job = ?3");
        let of_job = params![Status::Cancelled as u8, State::Waiting as u8, job.0];
        self.sql
            .execute(&format!("UPDATE code SET code = '' WHERE hash IN (SELECT code_hash FROM {taken})"), of_job)?;
        // A maker may have put something behind a code, such as a weight: what stands before it was handed out.
        let mut longer = self.sql.prepare(&format!(
            "SELECT code FROM secret JOIN {taken} AND secret.job = label.job AND secret.number = label.number
             AND code_hash NOT IN (SELECT hash FROM code) AND EXISTS (SELECT 1 FROM code)"
        ))?;
        let mut wipe = self.sql.prepare("UPDATE code SET code = '' WHERE hash = ?1")?;
        let mut longer = longer.query(of_job)?;
        while let Some(row) = longer.next()? {
            let code: String = row.get(0)?;
            for (end, _) in code.match_indices(GS) {
                let handed_out = code.get(..end).unwrap_or_default();
                wipe.execute([long_hash(self.key, handed_out.as_bytes())])?;
            }
        }
        Ok(())
    }

    /// Wipes what is left of an order.
    pub(super) fn forget_order(&self, order: &str, unprinted: bool) -> Done<u64> {
        let parts: u32 =
            self.sql.query_row("SELECT count(*) FROM part WHERE oms_order = ?1", [order], |row| row.get(0))?;
        if parts == 0 {
            let message = say!("the ledger has no order {order}", order = outside(order));
            return Err(Diagnostic::error(rules::JOB, message)
                .help(say!("quietzone oms orders tells the orders"))
                .into());
        }
        let left = "FROM code JOIN part ON part.id = code.part WHERE oms_order = ?3 AND code <> ''";
        let open: Option<(u32, u32)> = self
            .sql
            .query_row(
                &format!(
                    "SELECT label.job, count(*) FROM {TAKEN} AND job.status NOT IN (?1, ?4)
                     AND code_hash IN (SELECT hash {left}) GROUP BY label.job ORDER BY label.job LIMIT 1"
                ),
                params![Status::Cancelled as u8, State::Waiting as u8, order, Status::Done as u8],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        if let Some((job, codes)) = open {
            let message = say!(
                "{codes} code of order {order} is in job {job}, which is not over"
                    | "{codes} codes of order {order} are in job {job}, which is not over",
                codes = count(codes),
                order = outside(order),
                job
            );
            let help = say!("say that it is over with quietzone job done {job}", job);
            return Err(Diagnostic::error(rules::STATE, message).help(help).into());
        }
        let free: u64 = self.sql.query_row(
            &format!("SELECT count(*) {left} AND hash NOT IN (SELECT code_hash FROM {TAKEN})"),
            params![Status::Cancelled as u8, State::Waiting as u8, order],
            |row| row.get(0),
        )?;
        if free > 0 && !unprinted {
            let message = say!(
                "{codes} code of order {order} is in no job: it is not printed"
                    | "{codes} codes of order {order} are in no job: they are not printed",
                codes = count(free),
                order = outside(order)
            );
            let help = say!("print them with quietzone print --order, or give them up with --unprinted");
            return Err(Diagnostic::error(rules::STATE, message).help(help).into());
        }
        let wiped = self.sql.execute(
            "UPDATE code SET code = '' WHERE code <> '' AND part IN (SELECT id FROM part WHERE oms_order = ?1)",
            [order],
        )?;
        Ok(wiped as u64)
    }

    pub(super) fn requested(&self, request: &Requested) -> Done<()> {
        self.sql
            .prepare_cached("INSERT INTO request (time, connection, what, status, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![self.now.0, request.connection, request.what, request.status, request.bytes])?;
        let last = self.sql.last_insert_rowid();
        self.sql.prepare_cached("DELETE FROM request WHERE id <= ?1")?.execute([last.saturating_sub(JOURNAL)])?;
        Ok(())
    }
}

fn differs(message: quietzone::sentence::Sentence) -> Diagnostic {
    Diagnostic::error(rules::STATE, message)
        .help(say!("nothing of it was stored; ask the support of the system, and tell the time of the request"))
}

fn read_connection(row: &rusqlite::Row<'_>) -> rusqlite::Result<Connection> {
    Ok(Connection {
        name: row.get(0)?,
        family: row.get(1)?,
        url: row.get(2)?,
        oms_id: row.get(3)?,
        country: row.get(4)?,
        ca: row.get(5)?,
        is_plain: row.get(6)?,
    })
}

pub(super) fn connections(sql: &Sql) -> Done<Vec<Connection>> {
    let mut rows = sql.prepare_cached(&format!("SELECT {CONNECTION} FROM connection ORDER BY name"))?;
    Ok(rows.query_map([], read_connection)?.collect::<Result<_, _>>()?)
}

pub(super) fn stored(sql: &Sql, part: PartId) -> Done<Stored> {
    let asked = sql
        .query_row("SELECT asked, asked_at FROM part WHERE id = ?1", [part.0], |row| {
            Ok(row.get::<_, Option<u32>>(0)?.zip(row.get::<_, Option<i64>>(1)?.map(Time)))
        })
        .optional()?;
    let Some(asked) = asked else {
        return Err(Diagnostic::internal(&format!("ledger: no part {}", part.0)).into());
    };
    let mut rows = sql.prepare_cached("SELECT block, quantity FROM code_block WHERE part = ?1 ORDER BY first")?;
    let blocks: Vec<(String, u32)> =
        rows.query_map([part.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let codes = blocks.iter().map(|(_, quantity)| u64::from(*quantity)).sum();
    let wiped = sql.query_row("SELECT count(*) FROM code WHERE part = ?1 AND code = ''", [part.0], |row| row.get(0))?;
    Ok(Stored { blocks, codes, wiped, asked })
}

pub(super) fn codes(sql: &Sql, part: PartId, behind: u32, most: u32) -> Done<Vec<String>> {
    let mut rows =
        sql.prepare_cached("SELECT code FROM code WHERE part = ?1 AND number > ?2 ORDER BY number LIMIT ?3")?;
    let codes: Vec<String> =
        rows.query_map(params![part.0, behind, most], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if codes.iter().any(String::is_empty) {
        let wiped = stored(sql, part)?.wiped;
        let message = say!(
            "{wiped} code that is asked for was wiped from the ledger: it was printed, or given up"
                | "{wiped} codes that are asked for were wiped from the ledger: they were printed, or given up",
            wiped = count(wiped)
        );
        return Err(Diagnostic::error(rules::FORGOTTEN, message).into());
    }
    Ok(codes)
}

pub(super) fn left(sql: &Sql, part: PartId, behind: u32, most: u32) -> Done<Vec<(u32, String)>> {
    let mut rows = sql.prepare_cached(
        "SELECT number, code FROM code WHERE part = ?1 AND number > ?2 AND code <> '' ORDER BY number LIMIT ?3",
    )?;
    Ok(rows
        .query_map(params![part.0, behind, most], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?)
}

pub(super) fn parts(sql: &Sql) -> Done<Vec<Fetched>> {
    let mut rows = sql.prepare_cached(
        "SELECT id, connection, oms_order, gtin, said, time,
         (SELECT coalesce(sum(quantity), 0) FROM code_block WHERE code_block.part = part.id) FROM part ORDER BY id",
    )?;
    let read = |row: &rusqlite::Row<'_>| {
        let part = Part { connection: row.get(1)?, order: row.get(2)?, gtin: row.get(3)? };
        Ok(Fetched { id: PartId(row.get(0)?), part, said: row.get(4)?, time: Time(row.get(5)?), codes: row.get(6)? })
    };
    Ok(rows.query_map([], read)?.collect::<Result<_, _>>()?)
}

pub(super) fn requests(sql: &Sql, most: u32) -> Done<Vec<(Time, Requested)>> {
    let mut rows =
        sql.prepare_cached("SELECT time, connection, what, status, bytes FROM request ORDER BY id DESC LIMIT ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        let request = Requested { connection: row.get(1)?, what: row.get(2)?, status: row.get(3)?, bytes: row.get(4)? };
        Ok((Time(row.get(0)?), request))
    };
    Ok(rows.query_map([most], read)?.collect::<Result<_, _>>()?)
}
