//! A program that pulls an order is killed at random moments, again and again, and goes on by its ledger. The line to
//! the system is listened to, and what is in the ledger in the end is held against what the system had.
//!
//! An order is killed up to five times, then pulled to its end. With `QUIETZONE_SOAK` in the environment there are a
//! thousand kills instead of fifty.
#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use quietzone::passed_on;
use quietzone::world::{Outside, World};
use quietzone_station::ledger::{self, Orders, Sqlite};
use quietzone_station::oms::emulator::{Call, Closing, Emulator, Family as Kind, Offered, Settings};
use quietzone_station::oms::{self, Access, Family, Held, Pace, Suz, System, Token, Tokens, Web, Wire, With, Xtrace};
use serde_json::Value;

use super::common::*;
use super::room::Dice;
use super::tap::Tap;

/// Kills of an order, at most.
const KILLS: u32 = 5;
/// Orders that are pulled at a time: most of it is waiting.
const AT_ONCE: u64 = 5;
/// Codes of a GTIN, and of a block: two blocks and the last code.
const CODES: u32 = 7;
const BLOCK: u32 = 3;
/// How long an answer is on its way.
const DELAY: Duration = Duration::from_millis(25);
/// A run that was not killed ends by then.
const LONG: Duration = Duration::from_secs(120);
/// What is told by a run that waits whether a lost answer comes.
const WAITS: &str = "it is waited whether they come";

fn often(usual: u32) -> u32 {
    if std::env::var_os("QUIETZONE_SOAK").is_some() { usual * 20 } else { usual }
}

/// When a run is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So long after it was started.
    After(Duration),
    /// So long after it asked so many times for something that ends so.
    Asked(usize, &'static str, Duration),
    /// It is not.
    Never,
}

impl Moment {
    fn of(dice: &mut Dice) -> Self {
        let micros = |dice: &mut Dice, most: u64| Duration::from_micros(dice.below(most));
        let times = |dice: &mut Dice, most: u64| 1 + usize::try_from(dice.below(most)).unwrap();
        match dice.below(6) {
            0 => Moment::After(micros(dice, 3_000_000)),
            1 => Moment::Asked(times(dice, 16), "", micros(dice, 250_000)),
            // While codes are under way, are stored, or behind that.
            2 | 3 => Moment::Asked(times(dice, 3), "quantity=3", micros(dice, 70_000)),
            // The same of the last code.
            4 => Moment::Asked(times(dice, 2), "quantity=1", micros(dice, 70_000)),
            _ => Moment::Asked(1, "quantity=1", micros(dice, 20_000)),
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Itself,
    Killed,
    /// Killed as it waited for an answer that was lost.
    Waiting,
}

/// What is pulled.
#[derive(Clone, Copy, Debug)]
struct Trial {
    kind: Kind,
    closing: Closing,
    country: &'static str,
    seed: u64,
}

/// A ledger, a system, and the line between them.
struct Plant {
    trial: Trial,
    folder: Folder,
    system: Emulator,
    tap: Tap,
    order: String,
    /// The codes of each part.
    expected: Vec<(String, Vec<String>)>,
}

impl Plant {
    fn of(trial: Trial) -> Self {
        let Trial { kind, closing, country, seed } = trial;
        let settings =
            Settings { family: kind, closing, seed, codes: Some(CODES), delay: DELAY, ..Settings::default() };
        let system = Emulator::start(settings, 0).unwrap();
        let tap = Tap::to(&system.address());
        let (family, is_signed_in) = (if kind == Kind::Suz { "suz" } else { "xtrace" }, seed.is_multiple_of(2));
        let (order, expected, oms_id, opens) = {
            let machine = system.machine();
            let order = machine.orders().find(|order| order.parts.len() == 2).unwrap();
            assert!(order.parts.iter().all(|part| part.began == Offered::Ready));
            let parts = order.parts.iter().map(|part| (part.gtin.to_owned(), part.codes().collect())).collect();
            let opens = if kind == Kind::Xtrace && is_signed_in {
                ("login", format!("{}\n{}\n", machine.login(), machine.password()))
            } else {
                ("token", machine.token().to_owned())
            };
            (order.id.to_owned(), parts, machine.oms_id().to_owned(), opens)
        };
        let plant = Self { trial, folder: Folder::new(), system, tap, order, expected };
        plant.folder.write(opens.0, opens.1);
        let (address, ledger) = (plant.tap.address(), plant.folder.file("ledger"));
        let connect = ["oms", "connect", "ours", "--family", family, "--url", &address, "--country", country];
        let oms_id: &[&str] = if kind == Kind::Suz { &["--oms-id", &oms_id] } else { &[] };
        assert_eq!(quietzone(&[&connect, oms_id, &["--ledger", &ledger]].concat()).code, 0);
        plant
    }

    fn pull(&self) -> Vec<String> {
        let opens = if self.folder.path().join("login").is_file() { "login" } else { "token" };
        let (option, opens) = (format!("--{opens}-file"), self.folder.file(opens));
        let (ledger, codes, block) = (self.folder.file("ledger"), self.folder.file("codes.txt"), BLOCK.to_string());
        let pull = ["oms", "pull", &self.order, "--block", &block, "-o", &codes, "--ledger", &ledger];
        pull.iter().chain(&[&option, &opens, "--format", "json"]).map(|word| (*word).to_owned()).collect()
    }

    /// Pulls the order, and kills that.
    fn run(&self, moment: Moment) -> Ended {
        let before = self.tap.asked().len();
        let told = self.folder.path().join("told");
        let mut program = program();
        program.args(self.pull()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&told).unwrap());
        let (mut child, begun) = (program.spawn().unwrap(), Instant::now());
        let (mut left, mut waits) = (None, false);
        loop {
            if let Some(ended) = child.try_wait().unwrap() {
                let code = ended.code().unwrap();
                assert!(code < 2, "{:?}: {}", self.trial, fs::read_to_string(&told).unwrap());
                return Ended::Itself;
            }
            waits |= fs::read_to_string(&told).unwrap().contains(WAITS);
            let (due, time) = match moment {
                Moment::After(time) => (true, time),
                Moment::Asked(times, what, time) => {
                    let asked = self.tap.asked();
                    let all = asked[before..].iter().filter(|asked| asked.what.ends_with(what));
                    (all.count() >= times, time)
                }
                Moment::Never => (false, Duration::ZERO),
            };
            if due && left.is_none() {
                left = Some(Instant::now() + time);
            }
            if waits || left.is_some_and(|left| Instant::now() >= left) {
                child.kill().unwrap();
                let is_killed = child.wait().unwrap().signal() == Some(9);
                return match (is_killed, waits) {
                    (true, true) => Ended::Waiting,
                    (true, false) => Ended::Killed,
                    (false, _) => Ended::Itself,
                };
            }
            assert!(begun.elapsed() < LONG, "{:?} does not end", self.trial);
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn ledger(&self) -> Sqlite {
        let folder = ledger::Folder::open(Some(&self.folder.path().join("ledger"))).unwrap();
        Sqlite::open(&World::default(), &folder).unwrap()
    }

    /// What is in the ledger are the first codes of each part, once and in order.
    fn agree(&self, what: &str) {
        let ledger = self.ledger();
        for known in ledger.parts().unwrap() {
            let (_, codes) = self.expected.iter().find(|(gtin, _)| *gtin == known.part.gtin).unwrap();
            let stored = ledger.codes(known.id, 0, u32::MAX).unwrap();
            assert!(codes.starts_with(&stored), "{what}: {} codes of {}", stored.len(), known.part.gtin);
        }
    }

    /// Pulls the order here, by a clock that jumps over long waits.
    fn patiently(&self) {
        let (ledger, world) = (self.ledger(), World::of(Jumping::default()));
        let connection = ledger.connections().unwrap().remove(0);
        let (system, web) =
            (System::of(&connection.family, &connection.country).unwrap(), Web::of(&connection).unwrap());
        let wire = Wire::new(&connection, system, &web, &ledger, &world);
        let given = Given(self.system.machine().token().to_owned());
        let access: Box<dyn Access + '_> = Box::new(Held::from(&given));
        let family: Box<dyn Family + '_> = match self.trial.kind {
            Kind::Suz => Box::new(Suz::over(wire, &*access)),
            Kind::Xtrace => Box::new(Xtrace::over(wire, &*access)),
        };
        let with = With { family: &*family, ledger: &ledger, world: &world, connection: &connection.name };
        let pace = Pace { block: BLOCK, ..Pace::default() };
        oms::pull(with, &self.order.parse().unwrap(), None, pace, &()).unwrap();
    }

    /// Each code stands in the file once and in order, but for the last one of a part that is told.
    fn judged(&self, what: &str) -> usize {
        let pull = self.pull();
        let told = quietzone(&pull.iter().map(String::as_str).collect::<Vec<_>>());
        let found = told.json()["findings"].clone();
        let gone: Vec<&Value> = found.as_array().unwrap().iter().filter(|found| found["rule"] == "OMS08").collect();
        assert_eq!((told.code, found.as_array().unwrap().len()), (i32::from(!gone.is_empty()), gone.len()), "{what}");
        assert!(gone.is_empty() || self.trial.closing == Closing::AtLastCode, "{what}: {found}");
        let mut expected = String::new();
        for (gtin, codes) in &self.expected {
            let is_gone = gone.iter().any(|found| found["message"].to_string().contains(&format!("1 code of {gtin}")));
            let there = &codes[..codes.len() - usize::from(is_gone)];
            expected.extend(there.iter().map(|code| format!("{code}\n")));
        }
        assert!(fs::read_to_string(self.folder.file("codes.txt")).unwrap() == expected, "{what}: {gone:?}");
        self.agree(what);
        self.mannered(what);
        gone.len()
    }

    /// No request was wrong, and none came before its time.
    fn mannered(&self, what: &str) {
        let asked = self.tap.asked();
        let wrong: Vec<_> = asked.iter().filter(|asked| asked.status.is_some_and(|status| status != 200)).collect();
        assert!(wrong.is_empty(), "{what}: {wrong:?}");
        let family = if self.trial.kind == Kind::Suz { Suz::WORD } else { Xtrace::WORD };
        let between = System::of(family, self.trial.country).unwrap().between;
        for eleven in asked.windows(11) {
            let gaps: Vec<_> = eleven.windows(2).map(|two| two[1].time - two[0].time).collect();
            // They are heard a little later than they are sent, now more, now less.
            assert!(gaps.iter().sum::<Duration>() + between >= between * 10, "{what}: {gaps:?}, {eleven:?}");
        }
    }
}

/// This machine, with a clock that jumps over long waits.
#[derive(Debug, Default)]
struct Jumping {
    machine: World,
    jumped: AtomicU64,
}

impl Outside for Jumping {
    passed_on!(machine: kind identity open standard_input folder real passing create sync_folder random);

    fn now(&self) -> SystemTime {
        self.machine.now() + Duration::from_millis(self.jumped.load(Ordering::SeqCst))
    }

    fn wait(&self, time: Duration) {
        // Requests stay apart.
        let waited = time.min(Duration::from_secs(1));
        self.machine.wait(waited);
        self.jumped.fetch_add(u64::try_from((time - waited).as_millis()).unwrap(), Ordering::SeqCst);
    }
}

#[derive(Debug)]
struct Given(String);

impl Tokens for Given {
    fn token(&self) -> Result<Token, quietzone::diagnostic::Diagnostic> {
        Token::new(&self.0)
    }
}

/// What became of all orders.
#[derive(Debug, Default)]
struct Sum {
    orders: AtomicU32,
    kills: AtomicU32,
    /// Blocks that were fetched again.
    again: AtomicU32,
    /// Runs that waited whether a lost answer comes.
    waited: AtomicU32,
    /// Codes that were lost with the last answer, and told.
    gone: AtomicU32,
}

/// Pulls one order, which is killed until its kills are used up.
fn order(trial: Trial, most: u32, sum: &Sum) {
    let (plant, mut dice) = (Plant::of(trial), Dice::new(trial.seed));
    let mut kills = 0;
    loop {
        let moment = if kills < KILLS && sum.kills.load(Ordering::SeqCst) < most {
            Moment::of(&mut dice)
        } else {
            Moment::Never
        };
        let what = format!("{trial:?}, kill {kills}, {moment:?}");
        let ended = plant.run(moment);
        plant.agree(&what);
        if ended == Ended::Itself {
            break;
        }
        kills += 1;
        sum.kills.fetch_add(1, Ordering::SeqCst);
        if ended == Ended::Waiting {
            sum.waited.fetch_add(1, Ordering::SeqCst);
            plant.patiently();
            break;
        }
    }
    let gone = plant.judged(&format!("{trial:?}, {kills} kills"));
    sum.orders.fetch_add(1, Ordering::SeqCst);
    sum.gone.fetch_add(u32::try_from(gone).unwrap(), Ordering::SeqCst);
    sum.again.fetch_add(plant.system.machine().asked(Call::Retry), Ordering::SeqCst);
}

/// Orders until they were killed often enough, some at once.
fn killed(kind: Kind, closing: Closing, country: &'static str, most: u32) -> Sum {
    let sum = Sum::default();
    root();
    thread::scope(|scope| {
        for first in 0..AT_ONCE {
            let sum = &sum;
            scope.spawn(move || {
                for seed in (first..).step_by(usize::try_from(AT_ONCE).unwrap()) {
                    if sum.kills.load(Ordering::SeqCst) >= most {
                        break;
                    }
                    order(Trial { kind, closing, country, seed }, most, sum);
                }
            });
        }
    });
    println!("{kind:?}, {closing:?}, {country}: {sum:?}");
    sum
}

#[test]
fn whenever_a_pull_is_killed_each_code_is_stored_once_and_only_the_last_of_a_part_can_be_lost() {
    let sum = killed(Kind::Suz, Closing::AtLastCode, "ru", often(18));
    assert!(sum.gone.into_inner() > 0);
}

#[test]
fn whenever_a_pull_is_killed_blocks_of_an_open_order_are_fetched_again() {
    let sum = killed(Kind::Suz, Closing::After48Hours, "ru", often(16));
    assert!(sum.again.into_inner() > 0);
}

#[test]
fn whenever_a_pull_is_killed_packs_follow_one_another() {
    // Kazakhstan is asked as often as Russia, Uzbekistan hardly more than once a second.
    thread::scope(|scope| {
        scope.spawn(|| killed(Kind::Xtrace, Closing::AtLastCode, "kz", often(12)));
        scope.spawn(|| killed(Kind::Xtrace, Closing::After48Hours, "uz", often(4)));
    });
}
