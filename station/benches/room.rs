//! How fast the label room is, and what a unit takes in the ledger.
//!
//!     cargo bench -p quietzone-station --bench room -- [print LABELS] [ledger UNITS]

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use quietzone::batch::Data;
use quietzone::job::{Own, Request, TemplateFrom};
use quietzone::sentence::Sentence;
use quietzone::world::World;
use quietzone_station::ledger::{
    Added, By, Claim, Folder, Hold, Kept, Ledger, NewJob, NewLabel, Operation, Sqlite, State,
};
use quietzone_station::printer::simulator::{OnPaper, Settings};
use quietzone_station::printer::{Address, Network, Profile, Simulator, Waits};
use quietzone_station::run::{self, OnDisk, Pace, Printer, Progress, Work};

type Done<T> = Result<T, Box<dyn Error>>;

const BY: By<'static> = By { printer: "bench", operator: "bench" };

const TEMPLATE: &str = "
market = 'kz-pharma'
[label]
width = '58 mm'
height = '40 mm'
device = '203 dpi'
[[element]]
type = 'datamatrix'
id = 'code'
x = '3 mm'
y = '3 mm'
width = '20 mm'
height = '20 mm'
[[element]]
type = 'text'
id = 'gtin'
x = '26 mm'
y = '4 mm'
size = '8 pt'
text = '(01){{ gtin }}'
[[element]]
type = 'text'
id = 'serial'
x = '26 mm'
y = '9 mm'
size = '8 pt'
text = '(21){{ serial }}'
";

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["print", labels] => print(labels.parse()?),
        ["ledger", units] => ledger(units.parse()?),
        [] => print(5_000).and_then(|()| ledger(200_000)),
        _ => Err("print LABELS, or ledger UNITS".into()),
    }
}

fn op() -> Done<Operation> {
    Operation::new(&World::default()).map_err(|trouble| trouble.told().to_string().into())
}

/// What a ledger or a run says, as an error of this bench.
fn sound<T, E: Into<quietzone::batch::Failure>>(result: Result<T, E>) -> Done<T> {
    result.map_err(|error| error.into().to_string().into())
}

struct Quiet;

impl Progress for Quiet {
    fn sent(&self, _: u64, _: u64) {}
    fn told(&self, sentence: &Sentence) {
        eprintln!("{sentence}");
    }
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Codes of a market, so many.
fn codes(folder: &Path, labels: u32) -> Done<std::path::PathBuf> {
    let mut text = String::new();
    for number in 0..labels {
        let mut serial = format!("{:013x}", u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 12);
        serial.truncate(13);
        writeln!(text, "010487099900011621{serial}\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=")?;
    }
    let path = folder.join("codes.txt");
    std::fs::write(&path, text)?;
    Ok(path)
}

fn begun(ledger: &Sqlite, codes: &Path) -> Done<(Hold, Duration)> {
    let mut request = Request::new(TemplateFrom::Text { path: "bench.toml".into(), text: TEMPLATE.to_owned() });
    request.data = Some(Data::of(codes));
    let started = Instant::now();
    let begun = sound(run::begin(ledger, &World::default(), request, &BY, "bench", &()))?;
    let hold = begun.hold.ok_or_else(|| format!("{:?} {:?}", begun.outcome.design, begun.known))?;
    Ok((hold, started.elapsed()))
}

/// Prints so many labels into a file, and a tenth of them on a printer that is not the limit.
fn print(labels: u32) -> Done<()> {
    let folder = tempfile::tempdir()?;
    let world = World::default();
    let ledger = sound(Sqlite::open(&world, &sound(Folder::open(Some(folder.path())))?))?;
    let (hold, taken) = begun(&ledger, &codes(folder.path(), labels)?)?;
    println!("begun: {labels} labels taken down in {:.2} s, {:.0}/s", taken.as_secs_f64(), rate(labels, taken));
    let out = folder.path().join("out.zpl");
    let work = Work { ledger: &ledger, world: &world, hold: &hold, by: BY, only: None, progress: &Quiet };
    let started = Instant::now();
    let file = Profile::new("file", Address::File(out.clone())).map_err(|wrong| wrong.to_string())?;
    let ended = sound(run::print_file(work, (&file, &out), &mut OnDisk::at(&out)))?;
    let taken = started.elapsed();
    println!("file: {} labels in {:.2} s, {:.0}/s", ended.sent, taken.as_secs_f64(), rate(labels, taken));

    let few = (labels / 10).max(100);
    let other = tempfile::tempdir()?;
    let ledger = sound(Sqlite::open(&world, &sound(Folder::open(Some(other.path())))?))?;
    let (hold, _) = begun(&ledger, &codes(other.path(), few)?)?;
    let simulator = Simulator::start(Settings { on_paper: Some(OnPaper(Box::new(|_| {}))), ..Settings::default() })?;
    let profile = Profile::new("bench", Address::Tcp(simulator.address())).map_err(|wrong| wrong.to_string())?;
    let work = Work { ledger: &ledger, world: &world, hold: &hold, by: BY, only: None, progress: &Quiet };
    let printer = Printer {
        profile: &profile,
        dial: &Network,
        waits: Waits::default(),
        pace: Pace::default(),
        others_print: false,
    };
    let started = Instant::now();
    let ended = sound(run::print_line(work, printer))?;
    let taken = started.elapsed();
    println!("line: {} labels, 5 under way, in {:.2} s, {:.0}/s", ended.sent, taken.as_secs_f64(), rate(few, taken));
    Ok(())
}

fn rate(labels: u32, taken: Duration) -> f64 {
    f64::from(labels) / taken.as_secs_f64()
}

/// Claims and looks up labels in a ledger that knows so many units.
fn ledger(units: u32) -> Done<()> {
    const JOB: u32 = 150_000;
    let folder = tempfile::tempdir()?;
    let ledger = sound(Sqlite::open(&World::default(), &sound(Folder::open(Some(folder.path())))?))?;
    // Old jobs whose codes are wiped, put there without the trait: it would take an hour.
    let started = Instant::now();
    let jobs = units.div_ceil(JOB);
    for _ in 0..jobs {
        let hold = sound(ledger.begin(op()?, &new(0)))?;
        sound(ledger.open(op()?, &hold))?;
        sound(ledger.release(op()?, &hold))?;
    }
    let path = folder.path().join("ledger.sqlite");
    let mut sql = rusqlite::Connection::open(&path)?;
    sql.execute_batch("PRAGMA synchronous = OFF; DROP INDEX label_key;")?;
    let change = sql.transaction()?;
    let mut random = 1_u64;
    {
        let mut row = change.prepare(
            "INSERT INTO label (job, number, row, state, copy, applied, settled, unit, code_hash, time, printer, operator, key)
             VALUES (?1, ?2, ?2, 4, 1, 1, 1, ?3, ?4, 1764000000000000, 1, 1, ?5)",
        )?;
        for unit in 0..units {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let text = format!("04870999000116\u{1d}{random:013x}").chars().take(28).collect::<String>();
            let hash = [random.to_le_bytes(), random.to_be_bytes()].concat();
            row.execute(rusqlite::params![unit / JOB + 1, unit % JOB + 1, text, hash, random.cast_signed()])?;
        }
    }
    change.commit()?;
    sql.execute_batch("CREATE INDEX label_key ON label (key) WHERE key IS NOT NULL; PRAGMA wal_checkpoint(TRUNCATE);")?;
    drop(sql);
    let bytes = std::fs::metadata(&path)?.len();
    println!(
        "ledger: {units} units of {jobs} jobs in {:.0} s; {bytes} bytes, {:.0} a unit",
        started.elapsed().as_secs_f64(),
        bytes as f64 / f64::from(units)
    );

    const NEW: u32 = 20_000;
    let hold = sound(ledger.begin(op()?, &new(NEW)))?;
    let labels: Vec<NewLabel> = (1..=NEW).map(label).collect();
    let started = Instant::now();
    for chunk in labels.chunks(2000) {
        if sound(ledger.add(op()?, &hold, chunk))? != Added::Taken {
            return Err("a unit is known".into());
        }
    }
    sound(ledger.open(op()?, &hold))?;
    told("taken down", NEW, started);

    let started = Instant::now();
    for label in labels.iter().step_by(10) {
        let unit = label.unit.as_deref().unwrap_or_default();
        if sound(ledger.find(unit))?.len() != 1 {
            return Err("a unit is not found".into());
        }
    }
    told("looked up", NEW / 10, started);

    let started = Instant::now();
    let claims: Vec<Vec<u32>> = (0..400).map(|at| (at * 5 + 1..=at * 5 + 5).collect()).collect();
    for claim in &claims {
        if sound(ledger.claim(op()?, &hold, &BY, claim, None))? != Claim::Taken {
            return Err("a label does not wait".into());
        }
        sound(ledger.mark(op()?, &hold, claim, State::Sent))?;
    }
    told("claims of 5 labels, and told as sent", 400, started);

    let started = Instant::now();
    sound(ledger.jobs())?;
    told("list of all jobs", 1, started);
    Ok(())
}

fn told(what: &str, times: u32, started: Instant) {
    let taken = started.elapsed();
    println!(
        "{what}: {times} in {:.3} s, {:.1} µs each",
        taken.as_secs_f64(),
        taken.as_secs_f64() * 1e6 / f64::from(times)
    );
}

fn new(labels: u32) -> NewJob {
    NewJob {
        template: "bench.toml".to_owned(),
        printer: "bench".to_owned(),
        labels,
        kept: Kept::default(),
        ..NewJob::default()
    }
}

fn label(number: u32) -> NewLabel {
    let serial = format!("n{number:012}");
    let code = format!("010487099900011621{serial}\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=");
    NewLabel {
        unit: Some(format!("04870999000116\u{1d}{serial}")),
        own: Own { number: u64::from(number), row: number, code, fields: Vec::new() },
    }
}
