//! The ledger of one machine, in a file of SQLite. Many processes may use it at once.

mod alive;
mod base;
mod change;
mod codes;
mod counter;
mod decide;
mod documents;
mod holds;
mod load;
mod look;
mod orders;
mod print;
mod schema;
mod sheets;

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use quietzone::diagnostic::Diagnostic;
use quietzone::job::Own;
use quietzone::say;
use quietzone::sentence::{file, outside};
use quietzone::world::World;
use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};

use super::orders::{Connection as Way, Fetched, Orders, Part, PartId, Requested, Stored};
use super::{
    About, Added, Answer, Block, By, Claim, Decision, Event, Fate, Folder, Hold, Job, JobId, Kept, Known, Ledger,
    NewJob, NewLabel, Numbers, Odometer, Operation, Stack, State, Stood, Time, Trouble, folder, rules,
};
use alive::Alive;
use base::{Change, Done, Fault, Keep, meta, no_job, serial, set_meta, short_hash};
use counter::Counter;

/// The file in the folder of a ledger.
const FILE: &str = "ledger.sqlite";
/// How long another process may write, until it is said that the ledger is busy.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long answers are kept.
const KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

/// A ledger in a file of SQLite.
pub struct Sqlite {
    connection: Mutex<Connection>,
    world: World,
    folder: Folder,
    counter: Counter,
    alive: Alive,
    key: [u8; 16],
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Sqlite {
    /// Opens the ledger in a folder, and makes it if there is none.
    ///
    /// # Errors
    /// It cannot be opened or written; a newer program made it; it was put back to an earlier state, and its
    /// open jobs could not be put in doubt.
    pub fn open(world: &World, folder: &Folder) -> Answer<Self> {
        Self::found(world, folder).map(|(ledger, _)| ledger)
    }

    /// The same, and the jobs that are in doubt now because the ledger was found to be put back to an earlier
    /// state.
    ///
    /// # Errors
    /// As [`Sqlite::open`].
    pub fn found(world: &World, folder: &Folder) -> Answer<(Self, Option<Vec<JobId>>)> {
        let path = folder.path().join(FILE);
        let wrong = |error: rusqlite::Error| unusable(folder, &error);
        let mut connection = Connection::open(&path).map_err(wrong)?;
        let version = prepared(&mut connection, world).map_err(wrong)?;
        if version > schema::VERSION {
            let message = say!("the ledger in {folder} was made by a newer quietzone", folder = file(folder.path()));
            return Err(Diagnostic::error(rules::LEDGER, message)
                .help(say!("update quietzone on this machine"))
                .into());
        }
        for ending in ["", "-wal", "-shm"] {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            folder::share(std::path::Path::new(&name));
        }
        let key = key(&connection, world).map_err(|fault| told(folder, fault))?;
        let counter = Counter::beside(&path);
        let alive = Alive::new(world, folder.path())?;
        let ledger = Self {
            connection: Mutex::new(connection),
            world: world.clone(),
            folder: folder.clone(),
            counter,
            alive,
            key,
        };
        // In this order: a change is in the ledger before it is counted beside.
        let beside = ledger.counter.read();
        let kept = ledger.read(|sql| meta(sql, "counter"))?.unwrap_or(0);
        let in_doubt = match beside {
            Some(beside) if beside > u64::try_from(kept).unwrap_or_default() => {
                Some(ledger.restored(Operation::new(world)?)?)
            }
            _ => None,
        };
        Ok((ledger, in_doubt))
    }

    /// Copies the ledger as it stands, while others use it, into a file that must not exist.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn backup(&self, to: &std::path::Path) -> Answer<()> {
        let refused = |error: &dyn fmt::Display| {
            let message = say!(
                "the ledger cannot be copied to {path}: {error}",
                path = file(to),
                error = outside(error.to_string())
            );
            Trouble::from(Diagnostic::error(rules::LEDGER, message))
        };
        if to.exists() {
            return Err(refused(&std::io::Error::from(std::io::ErrorKind::AlreadyExists)));
        }
        let connection = self.held();
        connection.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map_err(|error| refused(&error))?;
        owner_only(to);
        std::fs::File::open(to).and_then(|copy| copy.sync_all()).map_err(|error| refused(&error))
    }

    /// The folder it stands in.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Reads.
    fn read<T>(&self, look: impl FnOnce(&Connection) -> Done<T>) -> Answer<T> {
        look(&self.held()).map_err(|fault| told(&self.folder, fault))
    }

    /// Does an operation in one transaction, or gives the answer it gave before.
    fn change<T: Keep>(&self, op: Operation, work: impl FnOnce(&Change<'_>) -> Done<T>) -> Answer<T> {
        let mut connection = self.held();
        let result = self.transact(&mut connection, op, work);
        drop(connection);
        result.map_err(|fault| told(&self.folder, fault))
    }

    fn transact<T: Keep>(
        &self,
        connection: &mut Connection,
        op: Operation,
        work: impl FnOnce(&Change<'_>) -> Done<T>,
    ) -> Done<T> {
        let sql = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before: Option<String> = sql
            .prepare_cached("SELECT answer FROM operation WHERE id = ?1")?
            .query_row([op.0], |row| row.get(0))
            .optional()?;
        if let Some(before) = before {
            let answer = serde_json::from_str(&before).ok().and_then(|kept| T::back(&kept));
            return answer.ok_or_else(|| Diagnostic::internal("ledger: an id of another operation").into());
        }
        let latest = Time(meta(&sql, "time")?.unwrap_or(0));
        // Each operation has a time of its own, and none is earlier than one before it.
        let now = Time::of(self.world.now()).max(Time(latest.0 + 1));
        let change = Change { sql, now, key: &self.key, alive: &self.alive };
        let answer = work(&change)?;
        let counter = meta(&change.sql, "counter")?.unwrap_or(0) + 1;
        set_meta(&change.sql, "time", now.0)?;
        set_meta(&change.sql, "counter", counter)?;
        change.sql.prepare_cached("INSERT INTO operation (id, time, answer) VALUES (?1, ?2, ?3)")?.execute(params![
            op.0,
            now.0,
            answer.keep().to_string()
        ])?;
        if counter % 1024 == 0 {
            let old = now.0 - i64::try_from(KEPT.as_micros()).unwrap_or(i64::MAX);
            change.sql.execute("DELETE FROM operation WHERE time < ?1", [old])?;
        }
        change.sql.commit()?;
        self.counter.write(u64::try_from(counter).unwrap_or_default());
        Ok(answer)
    }

    /// Empties the log, in which what was wiped stands until then.
    fn checkpoint(&self, is_read: impl FnOnce() -> Diagnostic) -> Answer<()> {
        let by_others: bool =
            self.read(|sql| Ok(sql.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?))?;
        if by_others { Err(is_read().into()) } else { Ok(()) }
    }

    fn held(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Sets a connection up, and makes or migrates the tables; tells their form. A ledger that others make at the
/// same moment is waited for: SQLite does not wait by itself where a file becomes one with a log.
fn prepared(connection: &mut Connection, world: &World) -> rusqlite::Result<u32> {
    const A_MOMENT: Duration = Duration::from_millis(20);
    let set_up = |connection: &mut Connection| {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(128);
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", "OFF")?;
        // Codes that were moved or taken back leave nothing behind that a wipe would miss.
        connection.pragma_update(None, "secure_delete", "ON")?;
        connection.pragma_update(None, "cache_size", -16_000)?;
        schema::migrate(connection)
    };
    let mut left = PATIENCE;
    loop {
        match set_up(connection) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && !left.is_zero() => {
                left = left.saturating_sub(A_MOMENT);
                world.wait(A_MOMENT);
            }
            done => return done,
        }
    }
}

/// The key of hashes, made with the ledger.
fn key(connection: &Connection, world: &World) -> Done<[u8; 16]> {
    let mut fresh = [0; 16];
    world.random(&mut fresh).map_err(|_| Diagnostic::internal("ledger: no randomness"))?;
    connection.execute("INSERT OR IGNORE INTO meta (name, value) VALUES ('key', ?1)", [fresh])?;
    Ok(connection.query_row("SELECT value FROM meta WHERE name = 'key'", [], |row| row.get(0))?)
}

/// What is told of a fault. What SQLite says of a disk leaves open whether a change was made.
fn told(folder: &Folder, fault: Fault) -> Trouble {
    match fault {
        Fault::Refused(why) => Trouble::Refused(why),
        Fault::Sql(error) => unusable(folder, &error),
    }
}

fn unusable(folder: &Folder, error: &rusqlite::Error) -> Trouble {
    let at = || file(folder.path());
    let (message, help) = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (
            say!("the disk of the ledger in {folder} is full", folder = at()),
            Some(say!("make room; nothing was printed that the ledger does not know of")),
        ),
        Some(ErrorCode::SystemIoFailure) => (
            say!(
                "the disk of the ledger in {folder} failed: {error}",
                folder = at(),
                error = outside(error.to_string())
            ),
            Some(say!(
                "see whether a quota or a limit is reached, or the disk is broken; nothing was printed that the ledger does not know of"
            )),
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => (
            say!("the ledger in {folder} cannot be written", folder = at()),
            Some(say!("become a member of the folder's group, or name another ledger with --ledger FOLDER")),
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            (say!("the ledger in {folder} is busy: another program has been writing for a minute", folder = at()), None)
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => (
            say!("the ledger in {folder} is damaged", folder = at()),
            Some(say!("put back the latest backup; open jobs will be in doubt")),
        ),
        _ => (say!("the ledger in {folder} failed: {error}", folder = at(), error = outside(error.to_string())), None),
    };
    let told = Diagnostic::error(rules::LEDGER, message);
    Trouble::Lost(help.into_iter().fold(told, Diagnostic::help).into())
}

#[cfg(unix)]
fn owner_only(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
}

#[cfg(not(unix))]
fn owner_only(_: &std::path::Path) {}

impl Ledger for Sqlite {
    fn begin(&self, op: Operation, new: &NewJob) -> Answer<Hold> {
        self.change(op, |change| change.begin(new))
    }

    fn add(&self, op: Operation, hold: &Hold, labels: &[NewLabel]) -> Answer<Added> {
        self.change(op, |change| change.add(hold, labels))
    }

    fn open(&self, op: Operation, hold: &Hold) -> Answer<()> {
        self.change(op, |change| change.open(hold))
    }

    fn discard(&self, op: Operation, hold: &Hold) -> Answer<()> {
        self.change(op, |change| change.discard(hold))
    }

    fn hold(&self, op: Operation, job: JobId) -> Answer<Hold> {
        self.change(op, |change| change.hold(job))
    }

    fn release(&self, op: Operation, hold: &Hold) -> Answer<()> {
        self.change(op, |change| change.release(hold))
    }

    fn claim(&self, op: Operation, hold: &Hold, by: &By<'_>, labels: &[u32], block: Option<&Block>) -> Answer<Claim> {
        self.change(op, |change| change.claim(hold, by, labels, block))
    }

    fn claim_sheets(&self, op: Operation, hold: &Hold, by: &By<'_>, labels: &[Stood], stack: &Stack) -> Answer<Claim> {
        self.change(op, |change| change.claim_sheets(hold, by, labels, stack))
    }

    fn fate(&self, op: Operation, hold: &Hold, first: u32, fate: Fate) -> Answer<u64> {
        self.change(op, |change| change.fate(hold, first, fate))
    }

    fn mark(&self, op: Operation, hold: &Hold, labels: &[u32], to: State) -> Answer<()> {
        self.change(op, |change| change.mark(hold, labels, to))
    }

    fn idle(&self, op: Operation, hold: &Hold) -> Answer<()> {
        self.change(op, |change| change.idle(hold))
    }

    fn settle(&self, op: Operation, hold: &Hold, labels: &[u32]) -> Answer<()> {
        self.change(op, |change| change.settle(hold, labels))
    }

    fn doubt(&self, op: Operation, hold: &Hold) -> Answer<u64> {
        self.change(op, |change| change.doubt(hold))
    }

    fn decide(&self, op: Operation, job: JobId, operator: &str, decision: &Decision) -> Answer<u64> {
        self.change(op, |change| change.decide(job, operator, decision))
    }

    fn restored(&self, op: Operation) -> Answer<Vec<JobId>> {
        // The counter goes on from where it was, so that this is told once.
        let beside = self.counter.read().unwrap_or(0);
        self.change(op, |change| change.restored(beside))
    }

    fn forget(&self, op: Operation, job: JobId, operator: &str) -> Answer<u64> {
        let wiped = self.change(op, |change| change.forget(job, operator))?;
        self.checkpoint(|| {
            let message = say!(
                "the codes of job {job} are wiped, but stand in the log of the ledger yet, which another program reads",
                job = job.0
            );
            let help = say!("say quietzone ledger forget {job} again when nobody uses the ledger", job = job.0);
            Diagnostic::error(rules::LEDGER, message).help(help)
        })?;
        Ok(wiped)
    }

    fn remember(&self, op: Operation, job: JobId, owns: &[Own]) -> Answer<u64> {
        self.change(op, |change| change.remember(job, owns))
    }

    fn keep_odometer(&self, op: Operation, printer: &str, identity: &str, labels: u64) -> Answer<()> {
        self.change(op, |change| change.keep_odometer(printer, identity, labels))
    }

    fn odometer(&self, printer: &str) -> Answer<Option<Odometer>> {
        self.read(|sql| look::odometer(sql, printer))
    }

    fn jobs(&self) -> Answer<Vec<Job>> {
        self.read(|sql| look::jobs(sql, &self.alive, Time::of(self.world.now()), None))
    }

    fn job(&self, job: JobId) -> Answer<Job> {
        let found = self.read(|sql| look::jobs(sql, &self.alive, Time::of(self.world.now()), Some(job)))?;
        found.into_iter().next().ok_or_else(|| no_job(job).into())
    }

    fn is_to_stop(&self, job: JobId) -> Answer<bool> {
        self.read(|sql| look::is_to_stop(sql, job))
    }

    fn kept(&self, job: JobId) -> Answer<Kept> {
        self.read(|sql| codes::kept(sql, job))
    }

    fn owns(&self, job: JobId, state: State, behind: u32, most: u32) -> Answer<Vec<Own>> {
        self.read(|sql| codes::owns(sql, job, state, behind, most))
    }

    fn labels(&self, job: JobId, behind: u32, most: u32) -> Answer<Vec<Known>> {
        self.read(|sql| look::labels(sql, job, behind, most))
    }

    fn labels_in(&self, job: JobId, state: State, skip: u32, most: u32) -> Answer<Vec<Known>> {
        self.read(|sql| look::labels_in(sql, (job, state), skip, most))
    }

    fn numbers(&self, job: JobId, state: State) -> Answer<Numbers> {
        self.read(|sql| look::numbers(sql, job, state))
    }

    fn find(&self, unit: &str) -> Answer<Vec<Known>> {
        let key = short_hash(&self.key, serial(unit));
        self.read(|sql| look::found(sql, key, |known| known == unit))
    }

    fn find_serial(&self, text: &str) -> Answer<Vec<Known>> {
        let key = short_hash(&self.key, text);
        self.read(|sql| look::found(sql, key, |known| serial(known) == text))
    }

    fn blocks(&self, job: JobId) -> Answer<Vec<Block>> {
        self.read(|sql| look::blocks(sql, job))
    }

    fn stacks(&self, job: JobId) -> Answer<Vec<Stack>> {
        self.read(|sql| sheets::stacks(sql, job))
    }

    fn on_sheets(&self, job: JobId, sheets: &Numbers, places: Option<&Numbers>) -> Answer<Numbers> {
        self.read(|sql| sheets::on_sheets(sql, job, sheets, places))
    }

    fn file_gone(&self, op: Operation, hold: &Hold) -> Answer<()> {
        self.change(op, |change| change.file_gone(hold))
    }

    fn events(&self, job: JobId) -> Answer<Vec<Event>> {
        self.read(|sql| look::events(sql, job))
    }

    fn about(&self) -> Answer<About> {
        self.read(|sql| look::about(sql, self.folder.path()))
    }
}

impl Orders for Sqlite {
    fn disconnect(&self, op: Operation, name: &str) -> Answer<()> {
        self.change(op, |change| change.disconnect(name))
    }

    fn connect(&self, op: Operation, connection: &Way) -> Answer<()> {
        self.change(op, |change| change.connect(connection))
    }

    fn connections(&self) -> Answer<Vec<Way>> {
        self.read(orders::connections)
    }

    fn part(&self, op: Operation, part: &Part, said: &str) -> Answer<PartId> {
        self.change(op, |change| change.part(part, said))
    }

    fn ask(&self, op: Operation, part: PartId, codes: u32) -> Answer<()> {
        self.change(op, |change| change.ask(part, Some(codes)))
    }

    fn settled(&self, op: Operation, part: PartId) -> Answer<()> {
        self.change(op, |change| change.ask(part, None))
    }

    fn store(&self, op: Operation, part: PartId, block: &str, codes: &[String]) -> Answer<u64> {
        self.change(op, |change| change.store(part, block, codes))
    }

    fn stored(&self, part: PartId) -> Answer<Stored> {
        self.read(|sql| orders::stored(sql, part))
    }

    fn codes(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<String>> {
        self.read(|sql| orders::codes(sql, part, behind, most))
    }

    fn left(&self, part: PartId, behind: u32, most: u32) -> Answer<Vec<(u32, String)>> {
        self.read(|sql| orders::left(sql, part, behind, most))
    }

    fn forget_order(&self, op: Operation, order: &str, unprinted: bool) -> Answer<u64> {
        let wiped = self.change(op, |change| change.forget_order(order, unprinted))?;
        self.checkpoint(|| {
            let message = say!(
                "the codes of order {order} are wiped, but stand in the log of the ledger yet, which another program reads",
                order = outside(order)
            );
            let help = say!("say the same again when nobody uses the ledger");
            Diagnostic::error(rules::LEDGER, message).help(help)
        })?;
        Ok(wiped)
    }

    fn parts(&self) -> Answer<Vec<Fetched>> {
        self.read(orders::parts)
    }

    fn requested(&self, op: Operation, request: &Requested) -> Answer<()> {
        self.change(op, |change| change.requested(request))
    }

    fn requests(&self, most: u32) -> Answer<Vec<(Time, Requested)>> {
        self.read(|sql| orders::requests(sql, most))
    }
}
