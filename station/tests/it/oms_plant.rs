//! A plant that fetches codes: a ledger, a system, and a clock that goes on by waiting alone.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use quietzone::diagnostic::Diagnostic;
use quietzone::passed_on;
use quietzone::world::{Outside, World};
use quietzone_station::ledger::orders::Connection;
use quietzone_station::ledger::{Folder, Orders, Sqlite};
use quietzone_station::oms::emulator::{self, Call, Heard, Machine, Offered, Settings, Trouble};
use quietzone_station::oms::{
    Access, Ask, Block, Exchange, Failed, Family, Held, Kind, Law, Login, OrderId, Pace, Pulled, Reply, SignIn, Suz,
    System, Token, Tokens, Wire, With, Xtrace, pull,
};

use super::common::op;
use super::schemas::{assert_answer, assert_request};

/// This machine with a clock that goes on by waiting alone.
#[derive(Debug)]
pub(crate) struct Virtual {
    machine: World,
    waited: AtomicU64,
}

impl Outside for Virtual {
    passed_on!(machine: kind identity open standard_input folder real passing create sync_folder random);

    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_800_000_000) + Duration::from_millis(self.waited.load(Ordering::SeqCst))
    }

    fn wait(&self, time: Duration) {
        self.waited.fetch_add(u64::try_from(time.as_millis()).unwrap().max(1), Ordering::SeqCst);
    }
}

/// The emulator without a network.
#[derive(Debug)]
pub(crate) struct InProcess {
    pub(crate) machine: Mutex<Machine>,
    family: emulator::Family,
    world: World,
    slow: Duration,
    /// Where a token that is made anew is written.
    written: Arc<Mutex<Vec<String>>>,
    /// How far its clock is ahead of ours.
    pub(crate) ahead: Mutex<Duration>,
    /// When each request came, in virtual time.
    pub(crate) times: Mutex<Vec<SystemTime>>,
}

impl Exchange for InProcess {
    fn exchange(&self, ask: &Ask<'_>) -> io::Result<Reply> {
        let mut machine = self.machine.lock().unwrap();
        self.times.lock().unwrap().push(self.world.now());
        let secret = ask.credential.as_ref().map(|credential| (credential.header, credential.secret()));
        let secret = secret.as_ref().map(|(header, secret)| (*header, secret.as_str()));
        let signature = ask.signature.map(|signature| ("X-Signature", signature));
        let headers: Vec<(&str, &str)> = ask.headers.iter().copied().chain(secret).chain(signature).collect();
        let body = ask.body.unwrap_or_default().as_bytes();
        let heard = Heard { method: ask.method.word(), target: ask.target, headers: &headers, body };
        let trouble = machine.trouble(&heard);
        if trouble == Some(Trouble::Before) {
            return Err(ErrorKind::ConnectionRefused.into());
        }
        let (path, query) = ask.target.split_once('?').unwrap_or((ask.target, ""));
        assert_request(self.family, ask.method.word(), path, query, body);
        let mut reply = machine.answer(&heard, self.world.now() + *self.ahead.lock().unwrap());
        let call = Call::of(self.family, ask.method.word(), path).unwrap();
        assert_answer(self.family, call, reply.status, &reply.body);
        if trouble == Some(Trouble::Token) {
            *self.written.lock().unwrap() = vec![machine.token().to_owned()];
        }
        match trouble {
            Some(Trouble::Behind) => Err(ErrorKind::TimedOut.into()),
            Some(Trouble::Reset) => Err(ErrorKind::ConnectionReset.into()),
            Some(Trouble::Half) => {
                reply.body.truncate(reply.body.len() / 2);
                Ok(reply)
            }
            Some(Trouble::Slow) => {
                self.world.wait(self.slow.min(ask.patience));
                if self.slow > ask.patience { Err(ErrorKind::TimedOut.into()) } else { Ok(reply) }
            }
            _ => Ok(reply),
        }
    }
}

/// Tokens as a file gives them that somebody writes anew.
#[derive(Debug)]
pub(crate) struct Written(pub(crate) Arc<Mutex<Vec<String>>>);

impl Tokens for Written {
    fn token(&self) -> Result<Token, Diagnostic> {
        let mut all = self.0.lock().unwrap();
        let token = if all.len() > 1 { all.remove(0) } else { all[0].clone() };
        Token::new(&token)
    }
}

/// A ledger and a system.
pub(crate) struct Plant {
    pub(crate) world: World,
    pub(crate) ledger: Sqlite,
    pub(crate) outside: InProcess,
    pub(crate) tokens: Written,
    pub(crate) connection: Connection,
    /// Whether a name and a password open the system, and no key.
    pub(crate) signs_in: bool,
    _place: tempfile::TempDir,
}

impl Plant {
    pub(crate) fn of(settings: Settings) -> Self {
        // In memory where there is such a folder: thousands of changes are synced.
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let world = World::of(Virtual { machine: World::default(), waited: AtomicU64::new(0) });
        let ledger = Sqlite::open(&world, &Folder::open(Some(place.path())).unwrap()).unwrap();
        let (family, country) = match settings.family {
            emulator::Family::Suz => (Suz::WORD, "ru"),
            emulator::Family::Xtrace => (Xtrace::WORD, "uz"),
        };
        let (slow, family_of) = (settings.slow, settings.family);
        let machine = Machine::new(Settings { seed: 7, ..settings }, world.now());
        let connection = Connection {
            name: "plant-1".into(),
            family: family.into(),
            url: "http://127.0.0.1".into(),
            oms_id: machine.oms_id().to_owned(),
            country: country.into(),
            ca: None,
            is_plain: false,
        };
        ledger.connect(op(), &connection).unwrap();
        let tokens = Written(Arc::new(Mutex::new(vec![machine.token().to_owned()])));
        let outside = InProcess {
            machine: Mutex::new(machine),
            family: family_of,
            world: world.clone(),
            slow,
            written: tokens.0.clone(),
            ahead: Mutex::default(),
            times: Mutex::default(),
        };
        Self { world, ledger, outside, tokens, connection, signs_in: false, _place: place }
    }

    pub(crate) fn with<T>(&self, work: impl FnOnce(With<'_>) -> T) -> T {
        self.over(&self.outside, &self.ledger, work)
    }

    /// Asks over another network, or notes in another ledger.
    pub(crate) fn over<T>(&self, outside: &dyn Exchange, ledger: &dyn Orders, work: impl FnOnce(With<'_>) -> T) -> T {
        let system = System::of(&self.connection.family, &self.connection.country).unwrap();
        let wire = Wire::new(&self.connection, system, outside, ledger, &self.world);
        let access: Box<dyn Access + '_> = if self.signs_in {
            let machine = self.outside.machine.lock().unwrap();
            Box::new(SignIn::with(Login::new(machine.login(), machine.password()).unwrap()))
        } else {
            Box::new(Held::from(&self.tokens))
        };
        let family: Box<dyn Family + '_> = if self.connection.family == Suz::WORD {
            Box::new(Suz::over(wire, &*access))
        } else {
            Box::new(Xtrace::over(wire, &*access))
        };
        work(With { family: &*family, ledger, world: &self.world, connection: "plant-1" })
    }

    /// An order of a group that begins so.
    pub(crate) fn order(&self, group: &str, began: Offered) -> (OrderId, Vec<(String, Vec<String>)>) {
        let machine = self.outside.machine.lock().unwrap();
        let found = machine.orders().find(|order| order.group == group && order.parts[0].began == began).unwrap();
        let parts = found.parts.iter().map(|part| (part.gtin.to_owned(), part.codes().collect())).collect();
        (found.id.parse().unwrap(), parts)
    }

    pub(crate) fn pull(&self, order: &OrderId) -> Result<Vec<Pulled>, Failed> {
        let pace = Pace { block: 7, ..Pace::default() };
        self.with(|with| pull(with, order, None, pace, &()))
    }

    pub(crate) fn codes(&self, pulled: &Pulled) -> Vec<String> {
        self.ledger.codes(pulled.id, 0, 1_000_000).unwrap()
    }
}

/// Codes that are taken past the law of fetching.
pub(crate) fn taken(with: With<'_>, order: &OrderId, gtin: &str, most: u32) -> Result<Block, Failed> {
    match with.family.law() {
        Law::Once(system) => system.codes(order, gtin, most),
        Law::Packs(system) => system.pack(order, gtin, None, most),
    }
}

/// Pulls until it is through, as somebody would who reads what is told.
pub(crate) fn pulled(plant: &Plant, order: &OrderId, what: &str) -> Vec<Pulled> {
    for _ in 0..4 {
        match plant.pull(order) {
            Ok(pulled) => return pulled,
            Err(failed) => assert!(failed.kind == Kind::Unknown, "{what}: {}", failed.found),
        }
    }
    panic!("{what}: it never comes through")
}
