//! No token, password or tail in what is told of a system, whatever it answers.
//!
//! The bytes choose a family, what opens it, what is asked, and what becomes of each answer: it is right, or has
//! secrets where none belong, or refuses in any shape and quotes what it knows, or is no JSON, or half of one. The
//! fuzz target and `station/tests/it/systems.rs` share this file.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "choices.rs"]
mod choices;
#[path = "notes.rs"]
mod notes;

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt::{self, Write};
use std::io;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use choices::Choices;
use notes::Notes;
use quietzone::diagnostic::Diagnostic;
use quietzone::sentence::{Sentence, outside};
use quietzone::world::{Memory, World};
use quietzone_station::Progress;
use quietzone_station::ledger::Orders;
use quietzone_station::ledger::orders::Connection;
use quietzone_station::oms::emulator::{self, Closing, Heard, Machine, Settings};
use quietzone_station::oms::{
    self, Access, Ask, Exchange, Failed, Family, Held, Law, Login, OrderId, Pace, Reply, SignIn, Suz, System, Taken,
    Token, Tokens, Wire, With, Xtrace,
};
use serde_json::{Map, Value as Json, json};

/// Characters of a secret that nobody may be told.
const WINDOW: usize = 12;
/// Codes of a GTIN.
const CODES: u32 = 3;
/// Requests that are answered; behind them no network is there any more.
const MOST: usize = 60;
/// Where xTrace gives tokens.
const SIGN_IN: &str = "/api/users/";

/// Asks a system what the bytes choose, and looks for secrets in all that is told, shown and noted.
pub fn systems(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    let kind = choices.of(&[emulator::Family::Suz, emulator::Family::Xtrace]);
    let closing = choices.of(&[Closing::AtLastCode, Closing::After48Hours]);
    let settings = Settings { family: kind, closing, codes: Some(CODES), ..Settings::default() };
    let machine = Machine::new(settings, SystemTime::UNIX_EPOCH);
    let is_suz = kind == emulator::Family::Suz;
    let signs_in = !is_suz && choices.once_in(2);
    let secrets = Secrets::of(&mut choices, &machine);
    // Codes with long tails: of short ones no twelve characters are a secret.
    let orders: Vec<OrderId> = machine
        .orders()
        .filter(|order| ["pharma", "lp"].contains(&order.group))
        .map(|order| order.id.parse().expect("an id"))
        .collect();
    let connection = Connection {
        name: "plant-1".to_owned(),
        family: if is_suz { Suz::WORD } else { Xtrace::WORD }.to_owned(),
        url: "https://suz.example".to_owned(),
        oms_id: machine.oms_id().to_owned(),
        country: if is_suz { "ru" } else { "uz" }.to_owned(),
        ca: None,
        is_plain: false,
    };
    let order = choices.of(&orders);
    let asked: Vec<usize> = (0..1 + choices.pick(4)).map(|_| choices.pick(9)).collect();
    let odd =
        Odd { secrets, signs_in, inner: Mutex::new(Inner { machine, choices, answered: 0, is_signed_in: false }) };
    let (world, notes) = (World::of(Memory::default()), Notes::default());
    let system = System::of(&connection.family, &connection.country).expect("a system that is known");
    let login = || Login::new("operator", &odd.secrets.password).expect("a login");
    let access: Box<dyn Access + '_> =
        if signs_in { Box::new(SignIn::with(login())) } else { Box::new(Held::from(&odd)) };
    let wire = Wire::new(&connection, system, &odd, &notes, &world);
    let family: Box<dyn Family + '_> =
        if is_suz { Box::new(Suz::over(wire, &*access)) } else { Box::new(Xtrace::over(wire, &*access)) };
    let with = With { family: &*family, ledger: &notes, world: &world, connection: &connection.name };
    let mut told = Told(String::new());
    for what in asked {
        ask(with, &order, what, &mut told);
    }
    told.shown(&(with, &access, notes.requests(u32::MAX)));
    odd.secrets.assert_kept(&told.0, bytes);
}

/// Asks for one thing.
fn ask(with: With<'_>, order: &OrderId, what: usize, told: &mut Told) {
    let gtin = "09520000000042";
    match what {
        0 => told.of(with.family.ping(), |told, ping| {
            told.words([&ping.oms_id, &ping.api, &ping.version]);
        }),
        1 => told.of(with.family.orders(), |told, orders| {
            for order in orders {
                told.words([&order.group, &order.reason, &Some(order.status.clone())]);
            }
        }),
        2 => told.of(with.family.status(order, None), |told, parts| {
            for part in parts {
                told.words([&Some(part.gtin.clone()), &part.status, &part.reason]);
            }
        }),
        3 => told.of(with.family.products(order), |told, products| {
            for product in products {
                told.words([&product.name, &product.brand, &product.group]);
            }
        }),
        4 => match with.family.law() {
            Law::Once(system) => {
                told.of(system.codes(order, gtin, 2), |_, _| {});
                told.of(system.blocks(order, gtin), |told, blocks| {
                    blocks.iter().for_each(|block| told.word(&block.id))
                });
                told.of(system.again("8b7c5b4a-6e6c-4b53-9a5e-0d8f6a4c2b1e"), |_, _| {});
            }
            Law::Packs(system) => {
                told.of(system.pack(order, gtin, None, 2), |_, _| {});
                told.of(system.packs(order, gtin), |told, packs| packs.iter().for_each(|pack| told.word(&pack.id)));
            }
        },
        5 => told.of(oms::left_to_annul(with, order, None), |_, _| {}),
        6 => told.of(oms::close(with, order, None), |_, _| {}),
        _ => {
            let taken = if what == 7 { Taken::Refuse } else { Taken::Fetch };
            let pace = Pace { block: 2, patience: Duration::from_secs(60), taken, ..Pace::default() };
            let said = Said::default();
            let pulled = oms::pull(with, order, None, pace, &said);
            told.0.push_str(&said.0.into_inner());
            told.of(pulled, |told, parts| {
                for part in parts {
                    part.findings.iter().for_each(|found| told.found(found));
                    told.words([&part.product.name, &part.product.brand, &Some(part.status.clone())]);
                }
            });
        }
    }
}

/// What is told under way.
#[derive(Default)]
struct Said(RefCell<String>);

impl Progress for Said {
    fn sent(&self, _: u64, _: u64) {}

    fn told(&self, sentence: &Sentence) {
        writeln!(self.0.borrow_mut(), "{sentence} {sentence:?}").expect("memory");
    }

    fn is_stopped(&self) -> bool {
        false
    }
}

/// All that is told, shown and noted.
struct Told(String);

impl Told {
    fn of<T: fmt::Debug>(&mut self, answer: Result<T, Failed>, words: impl FnOnce(&mut Self, &T)) {
        self.shown(&answer);
        match &answer {
            Ok(answer) => words(self, answer),
            Err(failed) => self.found(&failed.found),
        }
    }

    fn shown(&mut self, what: &dyn fmt::Debug) {
        writeln!(self.0, "{what:?}").expect("memory");
    }

    fn found(&mut self, found: &Diagnostic) {
        writeln!(self.0, "{found}").expect("memory");
        found.help.iter().for_each(|help| writeln!(self.0, "{help}").expect("memory"));
    }

    /// A word of the system as it is told.
    fn word(&mut self, word: &str) {
        writeln!(self.0, "{}", outside(word).shortened(300)).expect("memory");
    }

    fn words(&mut self, words: [&Option<String>; 3]) {
        words.into_iter().flatten().for_each(|word| self.word(word));
    }
}

/// What nobody may be told.
#[derive(Debug)]
struct Secrets {
    /// The token that is given, and the two of a sign-in.
    tokens: [String; 3],
    password: String,
    codes: Vec<String>,
}

impl Secrets {
    fn of(choices: &mut Choices<'_>, machine: &Machine) -> Self {
        let tokens = [(); 3].map(|()| token(choices));
        let password = secret(choices, |choices| choices.random(20));
        let orders: Vec<_> = machine.orders().collect();
        let codes = orders.iter().flat_map(|order| order.parts.iter().flat_map(|part| part.codes())).collect();
        Self { tokens, password, codes }
    }

    fn assert_kept(&self, told: &str, bytes: &[u8]) {
        let tails = self.codes.iter().filter_map(|code| code.rsplit('\u{1d}').next());
        let all = self.tokens.iter().chain([&self.password]).map(String::as_str).chain(tails);
        let unsaid: HashSet<&[u8]> = all.flat_map(|secret| secret.as_bytes().windows(WINDOW)).collect();
        for line in told.lines() {
            let leak = line.as_bytes().windows(WINDOW).find(|window| unsaid.contains(window));
            assert!(leak.is_none(), "{:?} of {self:?} {bytes:?} stands in {line}", leak.map(String::from_utf8_lossy));
        }
        let raw = told.chars().find(|c| c.is_control() && *c != '\n');
        assert!(raw.is_none(), "{raw:?} {bytes:?} in {told}");
    }
}

/// A secret that looks random. Whether random words look so is the engine's to know; here it is whether all words
/// go its way.
fn secret(choices: &mut Choices<'_>, mut one: impl FnMut(&mut Choices<'_>) -> String) -> String {
    loop {
        let secret = one(choices);
        if outside(&secret).to_string() == format!("<{} characters>", secret.len()) {
            return secret;
        }
    }
}

/// A token in one of the shapes that systems give.
fn token(choices: &mut Choices<'_>) -> String {
    match choices.pick(3) {
        0 => secret(choices, |choices| {
            let digits: Vec<char> = choices
                .random(32)
                .bytes()
                .map(|byte| char::from(b"0123456789abcdef"[usize::from(byte % 16)]))
                .collect();
            let part = |from: usize, to: usize| digits[from..to].iter().collect::<String>();
            [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
        }),
        1 => secret(choices, |choices| {
            let random = choices.random(90).replace('+', "-").replace('/', "_");
            format!("eyJ{}.eyJ{}.{}", &random[..20], &random[20..50], &random[50..])
        }),
        _ => secret(choices, |choices| choices.random(40)),
    }
}

/// A system that answers oddly.
struct Odd<'b> {
    secrets: Secrets,
    signs_in: bool,
    inner: Mutex<Inner<'b>>,
}

impl fmt::Debug for Odd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a system")
    }
}

struct Inner<'b> {
    machine: Machine,
    choices: Choices<'b>,
    answered: usize,
    /// Whether it gave tokens for a name and a password.
    is_signed_in: bool,
}

impl Tokens for Odd<'_> {
    fn token(&self) -> Result<Token, Diagnostic> {
        Token::new(&self.secrets.tokens[0])
    }
}

impl Exchange for Odd<'_> {
    fn exchange(&self, ask: &Ask<'_>) -> io::Result<Reply> {
        let mut inner = self.inner.lock().expect("no panic in an answer");
        let Inner { machine, choices, answered, is_signed_in } = &mut *inner;
        *answered += 1;
        // It quotes what it knows.
        let known: Vec<&str> = match (self.signs_in, *is_signed_in) {
            (false, _) => vec![&self.secrets.tokens[0]],
            (true, false) => vec![&self.secrets.password],
            (true, true) => vec![&self.secrets.password, &self.secrets.tokens[1], &self.secrets.tokens[2]],
        };
        let quotes = Quotes { known, codes: &self.secrets.codes };
        if *answered > MOST {
            return Err(io::ErrorKind::ConnectionRefused.into());
        }
        let retry_after = choices.once_in(8).then_some(Duration::from_secs(1));
        let kind = choices.pick(8);
        // Who is given half a sign-in forgets the one before.
        if ask.target.starts_with(SIGN_IN) && kind <= 4 {
            *is_signed_in = kind <= 2;
        }
        let (status, body) = match kind {
            0..=2 => (200, self.right(machine, ask).to_string()),
            3 => (200, quotes.damaged(self.right(machine, ask), choices).to_string()),
            4 => {
                let mut body = quotes.damaged(self.right(machine, ask), choices).to_string().into_bytes();
                body.truncate(body.len() * choices.pick(100) / 100);
                (200, String::from_utf8_lossy(&body).into_owned())
            }
            5 | 6 => {
                let status = choices.of(&[400, 401, 403, 404, 406, 408, 413, 429, 500, 502, 302, 299]);
                (status, quotes.refused(choices))
            }
            _ => {
                let words = quotes.quote(choices);
                let kind = choices.of(&[io::ErrorKind::TimedOut, io::ErrorKind::Other, io::ErrorKind::InvalidData]);
                return Err(io::Error::new(kind, words));
            }
        };
        Ok(Reply { status, retry_after, body: body.into_bytes() })
    }
}

impl Odd<'_> {
    /// What it should answer.
    fn right(&self, machine: &mut Machine, ask: &Ask<'_>) -> Json {
        let [_, access, refresh] = &self.secrets.tokens;
        if ask.target.starts_with(SIGN_IN) {
            return json!({ "accessToken": access, "refreshToken": refresh, "accessTokenExpiresIn": 1_800_000 });
        }
        let (key, bearer) = (machine.token().to_owned(), format!("Bearer {}", machine.token()));
        let opens = [("clientToken", key.as_str()), ("Authorization", bearer.as_str())];
        let headers: Vec<(&str, &str)> = ask.headers.iter().copied().chain(opens).collect();
        let body = ask.body.unwrap_or_default().as_bytes();
        let heard = Heard { method: ask.method.word(), target: ask.target, headers: &headers, body };
        machine.trouble(&heard);
        let reply = machine.answer(&heard, SystemTime::UNIX_EPOCH + Duration::from_secs(3600));
        serde_json::from_slice(&reply.body).unwrap_or(Json::Null)
    }
}

/// What a system can quote.
struct Quotes<'s> {
    known: Vec<&'s str>,
    codes: &'s [String],
}

impl<'s> Quotes<'s> {
    fn secret(&self, choices: &mut Choices<'_>) -> &'s str {
        let code = &self.codes[choices.pick(self.codes.len())];
        match choices.pick(5) {
            0..=2 => choices.of(&self.known),
            3 => code,
            _ => code.rsplit('\u{1d}').next().expect("a tail"),
        }
    }

    /// Words that quote a secret.
    fn quote(&self, choices: &mut Choices<'_>) -> String {
        let secret = self.secret(choices);
        match choices.pick(10) {
            0 | 1 => secret.to_owned(),
            2 => format!("clientToken {secret} does not match omsId"),
            3 => format!("Authorization: Bearer {secret}"),
            // As gateways cut what they log. A short piece of a tail may look like a word; nobody can mask that.
            4 => {
                let cut: String = choices.of(&self.known).chars().take(8 + choices.pick(24)).collect();
                format!("token {cut}… is not known")
            }
            5 => json!({ "token": secret, "again": [secret] }).to_string(),
            6 => format!("не найден: «{secret}», попробуйте ещё раз"),
            7 => format!("http://suz.example/?token={secret}&x=1"),
            8 => format!("{secret},{}", self.secret(choices)),
            _ => format!("\u{1b}[31m{secret}\u{202e}"),
        }
    }

    /// A refusal of any shape.
    fn refused(&self, choices: &mut Choices<'_>) -> String {
        let code = choices.of(&[json!(1140), json!("1140"), json!(3370), json!(null), json!("user-blocked")]);
        let [first, second] = [(); 2].map(|()| self.quote(choices));
        let body = match choices.pick(12) {
            0 => {
                json!({ "fieldErrors": [{ "fieldName": "gtin", "fieldError": first, "errorCode": code }], "success": false })
            }
            1 => json!({ "globalErrors": [{ "error": first, "errorCode": code }, { "error": second }] }),
            2 => json!({ "globalErrors": [first, second] }),
            3 => json!({ "code": code, "description": second, "error_message": first }),
            4 => json!([{ "code": first }, { "code": code }]),
            5 => json!({ "code": code, "context": { "_cause": first } }),
            6 => json!({ "fieldErrors": [{ "fieldName": first, "fieldError": second, "errorCode": first }] }),
            7 => json!({ "message": first, "code": second }),
            8 => json!(first),
            9 => return format!("<html><body>{first}</body></html>"),
            10 => return String::new(),
            _ => return json!({ "error": first }).to_string().chars().take(5 + choices.pick(60)).collect(),
        };
        let body = if choices.once_in(4) { self.damaged(body, choices) } else { body };
        body.to_string()
    }

    /// JSON with something else somewhere.
    fn damaged(&self, mut body: Json, choices: &mut Choices<'_>) -> Json {
        for _ in 0..1 + choices.pick(3) {
            self.damage(&mut body, choices);
        }
        body
    }

    fn damage(&self, at: &mut Json, choices: &mut Choices<'_>) {
        if !choices.once_in(5) {
            match at {
                Json::Array(items) if !items.is_empty() => {
                    let item = choices.pick(items.len());
                    return self.damage(&mut items[item], choices);
                }
                Json::Object(pairs) if !pairs.is_empty() => {
                    let key = choices.pick(pairs.len());
                    let (key, value) = pairs.iter_mut().nth(key).expect("a pair");
                    // The ids of orders are shown by right.
                    if !key.to_ascii_lowercase().ends_with("orderid") {
                        return self.damage(value, choices);
                    }
                }
                _ => {}
            }
        }
        match (choices.pick(10), &mut *at) {
            (0, Json::Object(pairs)) => {
                drop(pairs.insert("newField".to_owned(), json!({ "a": [self.plain(choices)] })))
            }
            (1, Json::Object(pairs)) => drop(pairs.insert(self.plain(choices), json!(1))),
            (2, Json::Object(pairs)) => *pairs = Map::new(),
            (3, Json::Array(items)) => items.extend_from_within(..),
            (4, Json::Array(items)) => items.clear(),
            (5, other) => *other = json!(-1),
            (6, Json::String(text)) => *at = text.parse().map_or(Json::Null, |number: u64| json!(number)),
            (6, Json::Number(number)) => *at = json!(number.to_string()),
            (7, other) => *other = Json::Null,
            (8, other) => *other = json!(u64::MAX),
            (_, other) => *other = json!(self.plain(choices)),
        }
    }

    /// A secret where another word stands.
    fn plain(&self, choices: &mut Choices<'_>) -> String {
        self.secret(choices).to_owned()
    }
}
