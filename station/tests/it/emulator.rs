//! The laws by which the emulator hands out codes, in process. Every answer is held against its schema.

use std::collections::HashSet;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use quietzone_station::oms::emulator::{Call, Closing, Family, Fault, Heard, Machine, Offered, Settings, Trouble};
use serde_json::{Value as Json, json};

use super::schemas::assert_answer;

/// A system without a network, and its clock.
pub struct Site {
    pub family: Family,
    pub machine: Machine,
    pub now: SystemTime,
}

impl Site {
    pub fn of(settings: Settings) -> Self {
        let now = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
        Self { family: settings.family, machine: Machine::new(settings, now), now }
    }

    fn new(family: Family, closing: Closing) -> Self {
        Self::of(Settings { family, closing, ..Settings::default() })
    }

    /// Asks with headers of its own.
    pub fn heard(&mut self, heard: &Heard<'_>) -> (u16, Json) {
        self.machine.trouble(heard);
        let reply = self.machine.answer(heard, self.now);
        if let Some(call) = Call::of(self.family, heard.method, heard.path()) {
            assert_answer(self.family, call, reply.status, &reply.body);
        }
        let waits = reply.retry_after.map(|wait| wait.as_secs());
        assert_eq!(waits.is_some(), matches!(reply.status, 429 | 500), "{}", reply.status);
        (reply.status, serde_json::from_slice(&reply.body).unwrap_or_default())
    }

    /// Asks as the family asks.
    pub fn ask(&mut self, method: &str, target: &str, body: &str) -> (u16, Json) {
        self.ask_with(method, target, body, &[])
    }

    /// Asks as the family asks, with more headers.
    pub fn ask_with(&mut self, method: &str, target: &str, body: &str, more: &[(&str, &str)]) -> (u16, Json) {
        let token = self.machine.token().to_owned();
        let bearer = format!("Bearer {token}");
        let mut headers = match self.family {
            Family::Suz => vec![("clienttoken", token.as_str()), ("content-type", "application/json")],
            Family::Xtrace => vec![("AUTHORIZATION", bearer.as_str()), ("accept", "application/json, */*")],
        };
        headers.extend(more);
        let target = match self.family {
            Family::Suz => {
                format!("{target}{}omsId={}", if target.contains('?') { '&' } else { '?' }, self.machine.oms_id())
            }
            Family::Xtrace => target.to_owned(),
        };
        self.heard(&Heard { method, target: &target, headers: &headers, body: body.as_bytes() })
    }

    /// What is got from a path, which is there.
    pub fn got(&mut self, target: &str) -> Json {
        let (status, told) = self.ask("GET", target, "");
        assert_eq!(status, 200, "{target}: {told}");
        told
    }

    /// The first order that begins so: its id, its first GTIN and the codes of that.
    fn order(&self, began: Offered) -> (String, String, Vec<String>) {
        let order = self.machine.orders().find(|order| order.parts[0].began == began).unwrap();
        (order.id.to_owned(), order.parts[0].gtin.to_owned(), order.parts[0].codes().collect())
    }

    fn login(&mut self, login: &str, password: &str) -> (u16, Json) {
        let headers = [("Accept", "*/*"), ("Content-Type", "application/json;charset=UTF-8")];
        let body = json!({ "login": login, "password": password }).to_string();
        self.heard(&Heard {
            method: "POST",
            target: "/api/users/authenticate",
            headers: &headers,
            body: body.as_bytes(),
        })
    }

    fn refresh(&mut self, token: &Json) -> (u16, Json) {
        let headers = [("Accept", "*/*"), ("Content-Type", "application/x-www-form-urlencoded")];
        let body = format!("refreshToken={}", token.as_str().unwrap());
        let target = "/api/users/tokens/refresh";
        self.heard(&Heard { method: "POST", target, headers: &headers, body: body.as_bytes() })
    }

    /// Lists orders with an access token.
    fn list(&mut self, token: &Json) -> (u16, Json) {
        let bearer = format!("Bearer {}", token.as_str().unwrap());
        let headers = [("Accept", "*/*"), ("Authorization", bearer.as_str())];
        self.heard(&Heard { method: "GET", target: "/api/orders", headers: &headers, body: b"" })
    }
}

/// Facts §2: codes are consumed; blocks are listed and given again while their part is open.
#[test]
fn suz_hands_codes_out_once_and_gives_blocks_again_while_they_are_open() {
    for closing in [Closing::AtLastCode, Closing::After48Hours] {
        let mut suz = Site::new(Family::Suz, closing);
        let (id, gtin, codes) = suz.order(Offered::Ready);
        let part = format!("orderId={id}&gtin={gtin}");
        let first = suz.got(&format!("/api/v3/codes?{part}&quantity=30"));
        let blocks = suz.got(&format!("/api/v3/order/codes/blocks?{part}"));
        assert_eq!(
            (&blocks["blocks"][0]["blockId"], &blocks["blocks"][0]["quantity"]),
            (&first["blockId"], &json!(30))
        );
        assert_eq!(blocks["blocks"][0]["blockDateTime"], 1_800_000_000);
        let second = suz.got(&format!("/api/v3/codes?{part}&quantity=150000"));
        let both = [&first["codes"], &second["codes"]].map(|codes| codes.as_array().unwrap().clone()).concat();
        assert_eq!(json!(both), json!(codes));
        let again = format!("/api/v3/order/codes/retry?blockId={}", first["blockId"].as_str().unwrap());
        assert_eq!(suz.ask("GET", &format!("/api/v3/codes?{part}&quantity=1"), "").0, 400);
        // The other part of the order is open, so the block is given; the list is that of the part.
        assert_eq!(suz.got(&again), first);
        let (status, listed) = suz.ask("GET", &format!("/api/v3/order/codes/blocks?{part}"), "");
        assert_eq!(status, if closing == Closing::AtLastCode { 400 } else { 200 }, "{listed}");
        suz.now += Duration::from_secs(48 * 3600);
        assert_eq!(suz.ask("GET", &format!("/api/v3/order/codes/blocks?{part}"), "").0, 400);
        let (status, told) = suz.ask("POST", "/api/v3/order/close", &json!({ "orderId": id }).to_string());
        assert_eq!(status, 200, "{told}");
        assert_eq!(suz.ask("GET", &again, "").0, 400);
    }
}

/// Facts §1, §2 and §8: unsigned orders are CREATED, badly signed ones are DECLINED later, and say why.
#[test]
fn suz_tells_orders_that_nobody_signed_or_signed_badly() {
    let mut suz = Site::new(Family::Suz, Closing::default());
    let list = suz.got("/api/v3/order/list");
    for (began, status) in [(Offered::Unsigned, "CREATED"), (Offered::BadSignature, "DECLINED")] {
        let (id, gtin, _) = suz.order(began);
        let listed = list["orderInfos"].as_array().unwrap().iter().find(|order| order["orderId"] == *id).unwrap();
        assert_eq!(listed["orderStatus"], status);
        let buffer = listed["buffers"][0].as_object().unwrap();
        assert_eq!(buffer["totalCodes"], -1);
        assert_eq!(buffer.contains_key("bufferStatus") || buffer.contains_key("templateId"), status == "DECLINED");
        let reason = listed["declineReason"].as_str().unwrap_or_default();
        assert_eq!(reason.starts_with("Signature validation failed: message-digest"), status == "DECLINED");
        assert_eq!(suz.ask("GET", &format!("/api/v3/codes?orderId={id}&gtin={gtin}&quantity=1"), "").0, 400);
        assert_eq!(suz.ask("POST", "/api/v3/order/close", &json!({ "orderId": id }).to_string()).0, 400);
    }
}

#[test]
fn suz_counts_codes_of_the_portal_and_does_not_list_them() {
    let mut suz = Site::new(Family::Suz, Closing::default());
    let (id, gtin, codes) = suz.order(Offered::PartlyInPortal);
    assert_eq!(suz.got(&format!("/api/v3/order/status?orderId={id}"))[0]["totalPassed"], 5);
    assert_eq!(suz.got(&format!("/api/v3/order/codes/blocks?orderId={id}&gtin={gtin}"))["blocks"], json!([]));
    let next = suz.got(&format!("/api/v3/codes?orderId={id}&gtin={gtin}&quantity=1"));
    assert_eq!(next["codes"], json!([codes[5]]));
}

/// Facts §5: no cursor gives the first pack, a cursor the pack behind it, the newest a new one.
#[test]
fn xtrace_gives_the_pack_behind_the_cursor_again_and_a_new_one_behind_the_newest() {
    for closing in [Closing::AtLastCode, Closing::After48Hours] {
        let mut xtrace = Site::new(Family::Xtrace, closing);
        let (id, gtin, codes) = xtrace.order(Offered::Ready);
        let part = format!("/api/codes?orderId={id}&gtin={gtin}");
        let first = xtrace.got(&format!("{part}&quantity=25"));
        assert_eq!(xtrace.got(&format!("{part}&quantity=7")), first);
        let behind = format!("&lastPackId={}", first["packId"].as_str().unwrap());
        let second = xtrace.got(&format!("{part}&quantity=150000{behind}"));
        assert_eq!(xtrace.got(&format!("{part}&quantity=1{behind}")), second);
        assert_ne!(first["packId"], second["packId"]);
        let both = [&first["codes"], &second["codes"]].map(|codes| codes.as_array().unwrap().clone()).concat();
        assert_eq!(json!(both), json!(codes));
        let status = xtrace.got(&format!("/api/orders/sub-orders?orderId={id}"));
        assert_eq!(status["subOrderInfos"][0]["lastPackId"], second["packId"]);
        let word = if closing == Closing::AtLastCode { "CLOSED" } else { "EXHAUSTED" };
        assert_eq!(status["subOrderInfos"][0]["bufferStatus"], word);
        // There is nothing behind the last, and what was given is given, even when it is closed.
        let end = format!("&lastPackId={}", second["packId"].as_str().unwrap());
        assert_eq!(xtrace.ask("GET", &format!("{part}&quantity=1{end}"), "").0, 400);
        xtrace.now += Duration::from_secs(48 * 3600);
        assert_eq!(xtrace.got(&format!("{part}&quantity=1{behind}")), second);
        let packs = xtrace.got(&format!("/api/codes/packs?orderId={id}&gtin={gtin}"));
        let quantities: Vec<&Json> = packs["packs"].as_array().unwrap().iter().map(|pack| &pack["quantity"]).collect();
        assert_eq!(quantities, [25, 35]);
    }
}

#[test]
fn xtrace_asks_for_order_gtin_and_quantity_and_knows_its_packs() {
    let mut xtrace = Site::new(Family::Xtrace, Closing::default());
    let (id, gtin, _) = xtrace.order(Offered::Ready);
    for query in [
        format!("orderId={id}&gtin={gtin}"),
        format!("orderId={id}&quantity=1"),
        format!("gtin={gtin}&quantity=1"),
        format!("orderId={id}&gtin={gtin}&quantity=0"),
        format!("orderId={id}&gtin={gtin}&quantity=1&lastPackId=0"),
        format!("orderId={id}&gtin={gtin}&quantity=1&lastPackId="),
    ] {
        assert_eq!(xtrace.ask("GET", &format!("/api/codes?{query}"), "").0, 400, "{query}");
    }
}

#[test]
fn xtrace_gives_packs_that_were_taken_elsewhere_first() {
    let mut xtrace = Site::new(Family::Xtrace, Closing::default());
    let (id, gtin, codes) = xtrace.order(Offered::PartlyElsewhere);
    let packs = xtrace.got(&format!("/api/codes/packs?orderId={id}&gtin={gtin}"));
    assert_eq!(packs["packs"].as_array().unwrap().len(), 2);
    let first = xtrace.got(&format!("/api/codes?orderId={id}&gtin={gtin}&quantity=20"));
    assert_eq!(first["packId"], packs["packs"][0]["packId"]);
    let quantity = usize::try_from(packs["packs"][0]["quantity"].as_u64().unwrap()).unwrap();
    assert_eq!(first["codes"], json!(codes[..quantity]));
}

#[test]
fn xtrace_closes_a_part_or_an_order_and_what_was_taken_can_still_be_had() {
    let mut xtrace = Site::new(Family::Xtrace, Closing::default());
    let (id, gtin, _) = xtrace.order(Offered::Ready);
    let codes = format!("/api/codes?orderId={id}&gtin={gtin}&quantity=3");
    let first = xtrace.got(&codes);
    assert_eq!(xtrace.ask("POST", &format!("/api/order/close?orderId={id}"), "").0, 200);
    assert_eq!(xtrace.got("/api/orders")["orderInfos"][0]["orderStatus"], "CLOSED");
    assert_eq!(xtrace.got(&codes), first);
    let behind = format!("{codes}&lastPackId={}", first["packId"].as_str().unwrap());
    assert_eq!(xtrace.ask("GET", &behind, "").0, 400);
    assert_eq!(xtrace.ask("POST", &format!("/api/order/close?orderId={id}"), "").0, 400);
}

/// Marking facts §4.7: half an hour, a form for another, and the ones before are dead.
#[test]
fn xtrace_takes_an_access_token_for_half_an_hour_and_refreshes_it() {
    let mut xtrace = Site::new(Family::Xtrace, Closing::default());
    let (login, password) = (xtrace.machine.login(), xtrace.machine.password().to_owned());
    let (status, told) = xtrace.login(login, "another");
    assert_eq!((status, told), (401, json!([{ "code": "user-incorrect-login-or-password" }])));
    let (status, first) = xtrace.login(login, &password);
    assert_eq!((status, &first["accessTokenExpiresIn"]), (200, &json!("1800000")));
    assert_eq!(xtrace.list(&first["accessToken"]).0, 200);
    xtrace.now += Duration::from_secs(30 * 60);
    let (status, told) = xtrace.list(&first["accessToken"]);
    let dead = json!({ "code": "authentication-failed", "context": { "_cause": "inactive-token" } });
    assert_eq!((status, &told), (401, &dead));
    let (status, second) = xtrace.refresh(&first["refreshToken"]);
    assert_eq!(status, 200);
    assert_eq!(xtrace.list(&second["accessToken"]).0, 200);
    assert_eq!(xtrace.refresh(&first["refreshToken"]).0, 401);
    let (_, third) = xtrace.refresh(&second["refreshToken"]);
    assert_eq!(xtrace.list(&second["accessToken"]), (401, dead));
    assert_eq!(xtrace.list(&third["accessToken"]).0, 200);
    // Another sign-in.
    xtrace.login(login, &password);
    assert_eq!((xtrace.list(&third["accessToken"]).0, xtrace.refresh(&third["refreshToken"]).0), (401, 401));
}

#[test]
fn xtrace_gives_nothing_to_who_does_not_take_everything() {
    let mut xtrace = Site::new(Family::Xtrace, Closing::default());
    let bearer = format!("Bearer {}", xtrace.machine.token());
    for (accept, status) in [("*/*", 200), ("application/json,*/*;q=0.8", 200), ("application/json", 406)] {
        let headers = [("Accept", accept), ("Authorization", bearer.as_str())];
        assert_eq!(
            xtrace.heard(&Heard { method: "GET", target: "/api/orders", headers: &headers, body: b"" }).0,
            status
        );
    }
    assert_eq!(xtrace.heard(&Heard { method: "GET", target: "/api/orders", headers: &[], body: b"" }).0, 406);
    assert_eq!(xtrace.ask("POST", "/api/codes", "").0, 405);
    assert_eq!(xtrace.ask("GET", "/api/facade/codes", "").0, 404);
}

#[test]
fn xtrace_lists_so_many_orders_behind_a_cursor() {
    let mut xtrace = Site::new(Family::Xtrace, Closing::default());
    let all = xtrace.got("/api/orders")["orderInfos"].as_array().unwrap().clone();
    let second = all[1]["orderId"].as_str().unwrap();
    assert_eq!(xtrace.got(&format!("/api/orders?limit=2&cursor={second}"))["orderInfos"], json!(all[2..4]));
    assert_eq!(xtrace.ask("GET", "/api/orders?cursor=abc", "").0, 400);
    assert_eq!(xtrace.ask("GET", "/api/orders?limit=0", "").0, 400);
}

/// Marking facts §1.1 to §1.3: characters of serials, keys and tails.
#[test]
fn codes_have_the_structures_of_their_markets_and_no_two_are_alike() {
    let pharma: (usize, &[usize]) = (13, &[2 + 4, 2 + 44]);
    let of = |family, group: &str| match (family, group) {
        (_, "pharma" | "lp") => pharma,
        (_, "milk") => (6, &[2 + 4][..]),
        (_, "water") => (13, &[2 + 4][..]),
        (Family::Xtrace, "beer") => (7, &[2 + 4][..]),
        other => panic!("{other:?}"),
    };
    for family in [Family::Suz, Family::Xtrace] {
        let settings = Settings { family, codes: Some(2_000_000), ..Settings::default() };
        let machine = Site::of(settings.clone()).machine;
        let again = Site::of(settings).machine;
        let mut seen = HashSet::new();
        for (order, same) in machine.orders().zip(again.orders()) {
            for (part, same) in order.parts.iter().zip(&same.parts) {
                assert!(part.gtin.starts_with("0952") && part.quantity == 2_000_000);
                for index in [0, 1, 56, 57, 149_999, 1_999_999] {
                    let code = part.code(index);
                    assert_eq!(code, same.code(index));
                    let fields: Vec<&str> = code.split('\u{1d}').collect();
                    let (serial, tail) = of(family, order.group);
                    assert!(fields[0].starts_with(&format!("01{}21", part.gtin)));
                    assert_eq!(fields[0].len(), 18 + serial, "{}", order.group);
                    assert_eq!(fields[1..].iter().map(|field| field.len()).collect::<Vec<_>>(), tail);
                    assert!(seen.insert(fields[0].to_owned()));
                }
            }
        }
    }
}

#[test]
fn what_a_system_says_in_trouble_comes_from_the_machine() {
    for family in [Family::Suz, Family::Xtrace] {
        let at = |what, number| Fault { what, at: Call::Codes, number };
        let faults = vec![
            at(Trouble::Refuse, 1),
            at(Trouble::Many, 2),
            at(Trouble::Empty, 3),
            at(Trouble::Fail, 4),
            at(Trouble::Token, 6),
        ];
        let mut site = Site::of(Settings { family, faults, ..Settings::default() });
        let (id, gtin, codes) = site.order(Offered::Ready);
        let path = if family == Family::Suz { "/api/v3/codes" } else { "/api/codes" };
        let mut ask = || site.ask("GET", &format!("{path}?orderId={id}&gtin={gtin}&quantity=3"), "");
        assert_eq!([ask().0, ask().0], [500, 429]);
        let (status, told) = ask();
        assert_eq!((status, &told["codes"]), (200, &json!([])));
        // It is done, though nothing of it is told: СУЗ goes on, and xTrace gives the same.
        assert_eq!(ask().0, 500);
        let next = if family == Family::Suz { &codes[3..6] } else { &codes[..3] };
        assert_eq!(ask().1["codes"], json!(next));
        let (status, told) = ask();
        match family {
            Family::Suz => assert_eq!((status, &told["globalErrors"][0]["errorCode"]), (400, &json!(1140))),
            Family::Xtrace => assert_eq!((status, &told["context"]["_cause"]), (401, &json!("inactive-token"))),
        }
        // With the new token.
        assert_eq!(ask().0, 200);
    }
}
