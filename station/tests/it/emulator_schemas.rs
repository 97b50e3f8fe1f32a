//! Every answer of the emulator holds to its schema: all orders, calls, states and refusals.

use std::collections::BTreeSet;
use std::time::Duration;

use quietzone_station::oms::emulator::{Call, Closing, Family, Fault, Heard, Settings, Trouble};
use serde_json::{Value as Json, json};

use super::emulator::Site;
use super::schemas::assert_request;

/// What is asked of a part: method, path, query, body.
type Asked = (&'static str, &'static str, String, String);

/// Everything that can be asked of a part, once its packs are known.
fn all(family: Family, order: &str, gtin: &str, pack: Option<&str>) -> Vec<Asked> {
    let (of_order, of_part) = (format!("orderId={order}"), format!("orderId={order}&gtin={gtin}"));
    let get = |path, query: &str| ("GET", path, query.to_owned(), String::new());
    match family {
        Family::Suz => {
            let mut all = vec![
                get("/api/v3/ping", ""),
                get("/api/v3/order/list", ""),
                get("/api/v3/order/status", &of_order),
                get("/api/v3/order/status", &of_part),
                get("/api/v3/order/product", &of_order),
                get("/api/v3/codes", &format!("{of_part}&quantity=4")),
                get("/api/v3/order/codes/blocks", &of_part),
            ];
            all.extend(pack.map(|pack| get("/api/v3/order/codes/retry", &format!("blockId={pack}"))));
            all
        }
        Family::Xtrace => {
            let mut all = vec![
                get("/api/orders", ""),
                get("/api/orders", "limit=2"),
                get("/api/orders/sub-orders", &of_order),
                get("/api/orders/sub-orders", &of_part),
                get("/api/codes", &format!("{of_part}&quantity=4")),
                get("/api/codes/packs", &of_part),
            ];
            all.extend(pack.map(|pack| get("/api/codes", &format!("{of_part}&quantity=150000&lastPackId={pack}"))));
            all
        }
    }
}

fn close(family: Family, order: &str, gtin: &str) -> Asked {
    match family {
        Family::Suz => {
            ("POST", "/api/v3/order/close", String::new(), json!({ "orderId": order, "gtin": gtin }).to_string())
        }
        Family::Xtrace => ("POST", "/api/order/close", format!("orderId={order}&gtin={gtin}"), String::new()),
    }
}

/// Asks what is held against its schema on both ways.
fn ask(site: &mut Site, (method, path, query, body): &Asked) -> (u16, Json) {
    let own = match site.family {
        Family::Suz if query.is_empty() => format!("omsId={}", site.machine.oms_id()),
        Family::Suz => format!("omsId={}&{query}", site.machine.oms_id()),
        Family::Xtrace => query.clone(),
    };
    assert_request(site.family, method, path, &own, body.as_bytes());
    site.ask(method, &if query.is_empty() { (*path).to_owned() } else { format!("{path}?{query}") }, body)
}

/// The words of states and the statuses that were seen.
#[derive(Default)]
struct Seen(BTreeSet<String>);

impl Seen {
    fn note(&mut self, status: u16, told: &Json) {
        self.0.insert(status.to_string());
        self.words(told);
    }

    fn words(&mut self, told: &Json) {
        match told {
            Json::Object(pairs) => {
                let words = ["orderStatus", "bufferStatus"].into_iter().filter_map(|key| pairs.get(key)?.as_str());
                self.0.extend(words.map(str::to_owned));
                pairs.values().for_each(|told| self.words(told));
            }
            Json::Array(all) => all.iter().for_each(|told| self.words(told)),
            _ => {}
        }
    }
}

#[test]
fn every_answer_holds_to_its_schema_whatever_the_order_the_call_and_the_state() {
    for (family, statuses) in [(Family::Suz, "200 400 404"), (Family::Xtrace, "200 400")] {
        let mut seen = Seen::default();
        for closing in [Closing::AtLastCode, Closing::After48Hours] {
            let mut site = Site::of(Settings { family, closing, ..Settings::default() });
            let parts: Vec<(String, String)> = site
                .machine
                .orders()
                .flat_map(|order| {
                    let id = order.id.to_owned();
                    order.parts.into_iter().map(move |part| (id.clone(), part.gtin.to_owned()))
                })
                .collect();
            // At once, when all are ready, when the emptied are closed.
            for later in [0, 61, 49 * 3600] {
                site.now += Duration::from_secs(later);
                for (order, gtin) in &parts {
                    let mut pack = None;
                    for _ in 0..2 {
                        for asked in all(family, order, gtin, pack.as_deref()) {
                            let (status, told) = ask(&mut site, &asked);
                            seen.note(status, &told);
                            let id = told.get("blockId").or(told.get("packId")).and_then(Json::as_str);
                            pack = id.map(str::to_owned).or(pack);
                        }
                    }
                }
            }
            for (order, gtin) in &parts {
                let (status, told) = ask(&mut site, &close(family, order, gtin));
                seen.note(status, &told);
                let (status, told) = ask(&mut site, &all(family, order, gtin, None)[2]);
                seen.note(status, &told);
            }
            let unknown = "00000000-0000-4000-8000-000000000000";
            for asked in all(family, unknown, &parts[0].1, Some(unknown)) {
                let (status, told) = ask(&mut site, &asked);
                seen.note(status, &told);
            }
        }
        let states = "PENDING ACTIVE EXHAUSTED REJECTED CLOSED READY";
        let more = if family == Family::Suz { "CREATED DECLINED" } else { "" };
        for word in [states, more, statuses].join(" ").split_whitespace() {
            assert!(seen.0.contains(word), "{family:?} {word}: {:?}", seen.0);
        }
    }
}

#[test]
fn every_refusal_holds_to_its_schema() {
    for family in [Family::Suz, Family::Xtrace] {
        let mut site = Site::of(Settings { family, ..Settings::default() });
        let (order, gtin) = {
            let order = site.machine.orders().next().unwrap();
            (order.id.to_owned(), order.parts[0].gtin.to_owned())
        };
        let mut statuses = BTreeSet::new();
        for (method, path, query, body) in
            all(family, &order, &gtin, Some("none")).into_iter().chain([close(family, &order, &gtin)])
        {
            let target = format!("{path}?{query}");
            // Without a token, without what is asked for, with a body that is none, by another method.
            let other = if method == "GET" { "POST" } else { "GET" };
            for (method, target, headers, body) in [
                (method, target.as_str(), &[("Accept", "*/*")][..], body.as_str()),
                (method, target.as_str(), &[][..], body.as_str()),
                (other, target.as_str(), &[("Accept", "*/*")][..], body.as_str()),
            ] {
                statuses.insert(site.heard(&Heard { method, target, headers, body: body.as_bytes() }).0);
            }
            for (target, body) in
                [(path, ""), (path, "{}"), (path, "no JSON"), (target.replace("gtin=", "gtin=1").as_str(), &body)]
            {
                statuses.insert(site.ask(method, target, body).0);
            }
        }
        let wanted: &[u16] = if family == Family::Suz { &[400] } else { &[400, 401, 404, 406] };
        assert!(wanted.iter().all(|status| statuses.contains(status)), "{family:?}: {statuses:?}");
        for (what, status) in [(Trouble::Refuse, 500), (Trouble::Fail, 500), (Trouble::Many, 429)] {
            for (_, at) in Call::ALL {
                let faults = vec![Fault { what, at, number: 1 }];
                let mut site = Site::of(Settings { family, faults, ..Settings::default() });
                for (method, path, query, _) in all(family, &order, &gtin, Some("none")) {
                    if Call::of(family, method, path) == Some(at) && site.machine.asked(at) == 0 {
                        assert_eq!(site.ask(method, &format!("{path}?{query}"), "").0, status, "{what:?} {at:?}");
                    }
                }
            }
        }
    }
}
