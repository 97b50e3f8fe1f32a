//! Answers as the operators' texts write them, with values of our own: numbers as strings, strings as numbers, what is
//! not known yet, and fields that nobody knows. They stand in `station/tests/golden/`, a file an answer.

use std::fs;
use std::io;
use std::path::Path;

use quietzone_station::oms::emulator::{Family as Kind, Settings};
use quietzone_station::oms::{
    Ask, Exchange, Failed, Family, Kind as Why, Law, Once, OrderId, Packs, Reply, SubOrder, rules,
};
use serde_json::json;

use super::oms_plant::Plant;

/// A system that answers what stands in a file.
#[derive(Debug)]
struct Golden {
    family: &'static str,
    name: &'static str,
    status: u16,
}

fn body(family: &str, name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    fs::read(folder.join(family).join(format!("{name}.json"))).unwrap()
}

impl Exchange for Golden {
    fn exchange(&self, ask: &Ask<'_>) -> io::Result<Reply> {
        let opens = ask.target.starts_with("/api/users/") && self.name != "refused-login";
        let (name, status) = if opens { ("authenticate", 200) } else { (self.name, self.status) };
        if let Some(credential) = ask.credential.filter(|_| self.family == "xtrace") {
            assert_eq!(credential.secret(), "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.q2V5");
        }
        Ok(Reply { status, retry_after: None, body: body(self.family, name) })
    }
}

/// What is read of an answer of a family.
fn read<T>(kind: Kind, name: &'static str, status: u16, work: impl FnOnce(&dyn Family) -> T) -> T {
    let mut plant = Plant::of(Settings { family: kind, ..Settings::default() });
    plant.signs_in = kind == Kind::Xtrace;
    plant.connection.oms_id = "5f1c7a52-0d7e-4a39-9c55-2d1b7e8a6f03".to_owned();
    *plant.tokens.0.lock().unwrap() = vec!["2c6f0c5e-3b7a-4d18-9e02-8f7a6b5c4d3e".to_owned()];
    let family = if kind == Kind::Suz { "suz" } else { "xtrace" };
    plant.over(&Golden { family, name, status }, &plant.ledger, |with| work(with.family))
}

fn suz<T>(name: &'static str, work: impl FnOnce(&dyn Family) -> Result<T, Failed>) -> T {
    read(Kind::Suz, name, 200, work).unwrap()
}

fn xtrace<T>(name: &'static str, work: impl FnOnce(&dyn Family) -> Result<T, Failed>) -> T {
    read(Kind::Xtrace, name, 200, work).unwrap()
}

fn once(family: &dyn Family) -> &dyn Once {
    match family.law() {
        Law::Once(system) => system,
        Law::Packs(_) => panic!("codes in packs"),
    }
}

fn packs(family: &dyn Family) -> &dyn Packs {
    match family.law() {
        Law::Packs(system) => system,
        Law::Once(_) => panic!("codes once"),
    }
}

fn of_suz() -> OrderId {
    "0b7c1f8e-51d3-4f0e-9a44-7c6f2f6a9d10".parse().unwrap()
}

fn of_xtrace() -> OrderId {
    "d1f5b8c3-4e2a-4b6d-9f70-3a8c5e7b9d21".parse().unwrap()
}

/// GTIN, state, and the counters: ordered, left, handed out.
type Counted<'a> = (&'a str, Option<&'a str>, [Option<u64>; 3]);

fn counted(part: &SubOrder) -> Counted<'_> {
    (&part.gtin, part.status.as_deref(), [part.total, part.available, part.passed])
}

#[test]
fn suz_says_whose_codes_it_gives() {
    let ping = suz("ping", |family| family.ping());
    let said = [ping.oms_id, ping.api, ping.version].map(Option::unwrap);
    assert_eq!(said, ["5f1c7a52-0d7e-4a39-9c55-2d1b7e8a6f03", "3.0.27", "4.56.0"]);
}

#[test]
fn the_parts_of_an_order_of_suz_are_counted_whichever_way_numbers_are_written() {
    let parts = suz("order-status", |family| family.status(&of_suz(), None));
    assert_eq!(
        parts.iter().map(counted).collect::<Vec<_>>(),
        [
            ("09520000000318", Some("ACTIVE"), [Some(1200), Some(700), Some(500)]),
            ("09520000000325", Some("PENDING"), [None; 3]),
            ("09520000000332", Some("REJECTED"), [None; 3]),
            ("09520000000349", Some("EXHAUSTED"), [Some(20), Some(0), Some(20)]),
        ]
    );
    let reason = "Order declined: 0106: 09520000000332 not found in GTIN register";
    assert_eq!(parts[2].reason.as_deref(), Some(reason));
    // What is not read is kept as it came.
    let rest = &parts[0].rest;
    assert_eq!((&rest["expiredDate"], &rest["templateId"]), (&json!("1798675200000"), &json!("20")));
    assert_eq!((&rest["seenIn2027"], &rest["productionOrderId"]), (&json!({ "a": [1] }), &json!("job-17")));
    assert!(!rest.contains_key("gtin") && !rest.contains_key("totalPassed"));
    assert_eq!(parts[3].rest["expiredDate"], json!(0));
}

#[test]
fn one_part_may_come_without_a_list_around_it() {
    let parts = suz("order-status-one", |family| family.status(&of_suz(), Some("09520000000318")));
    assert_eq!(counted(&parts[0]), ("09520000000318", Some("ACTIVE"), [Some(20), Some(15), Some(5)]));
    assert_eq!((parts.len(), &parts[0].rest["poolInfos"][0]["registrarId"]), (1, &json!("4")));
}

#[test]
fn the_list_of_suz_lacks_what_is_not_known_yet() {
    let orders = suz("order-list", |family| family.orders());
    let said: Vec<_> = orders.iter().map(|order| (order.status.as_str(), order.group.as_deref())).collect();
    assert_eq!(said, [("READY", Some("milk")), ("DECLINED", None), ("CREATED", Some("water"))]);
    assert_eq!(orders[1].id.as_str(), "9E5D2C44-6A0B-4D1F-8B7E-1F2A3B4C5D6E");
    assert!(orders[1].reason.as_deref().unwrap().starts_with("Signature validation failed"));
    assert_eq!(counted(&orders[0].parts[0]), ("09520000000318", Some("ACTIVE"), [Some(20), None, None]));
    assert_eq!(counted(&orders[2].parts[0]), ("09520000000356", None, [None; 3]));
    let rest = &orders[0].rest;
    assert_eq!((&rest["paymentType"], &rest["createdTimestamp"]), (&json!(2), &json!(1_795_600_000_000_u64)));
}

#[test]
fn goods_of_suz_have_the_name_that_is_there() {
    let products = suz("order-product", |family| family.products(&of_suz()));
    let said: Vec<_> = products.iter().map(|of| (of.gtin.as_str(), of.name.as_deref(), of.brand.as_deref())).collect();
    let expected =
        [("09520000000318", Some("Кефир 1 %"), Some("Образец")), ("09520000000325", Some("Кефир 3,2 % 930 г"), None)];
    assert_eq!(said, expected);
    assert_eq!(products[0].group.as_deref(), Some("milk"));
    assert!(suz("order-product-none", |family| family.products(&of_suz())).is_empty());
}

#[test]
fn codes_of_suz_come_whole() {
    let expected = [
        "0109520000000318215Qm7kT\u{1d}93hW2p",
        "0109520000000318215Rb4n&\u{1d}93Zk\"8",
        "0109520000000318215-_.*(\u{1d}93+/=a",
    ];
    let block = suz("codes", |family| once(family).codes(&of_suz(), "09520000000318", 3));
    assert_eq!(
        (block.id.as_str(), block.codes.as_slice()),
        ("c3a9e6d2-7b41-4f3c-a0d9-5e2f1b8c7a64", &expected.map(str::to_owned)[..])
    );
    let again = suz("codes", |family| once(family).again("c3a9e6d2-7b41-4f3c-a0d9-5e2f1b8c7a64"));
    assert!(again.codes == block.codes);
    assert!(suz("codes-none", |family| once(family).codes(&of_suz(), "09520000000318", 3)).codes.is_empty());
}

#[test]
fn blocks_of_suz_are_listed_in_order() {
    let blocks = suz("codes-blocks", |family| once(family).blocks(&of_suz(), "09520000000318"));
    let said: Vec<_> = blocks.iter().map(|block| (block.id.as_str(), block.quantity)).collect();
    assert_eq!(said, [("c3a9e6d2-7b41-4f3c-a0d9-5e2f1b8c7a64", 3), ("41", 150_000)]);
    suz("order-close", |family| family.close(&of_suz(), None));
}

#[test]
fn refusals_of_suz_say_code_and_field() {
    for (name, status, why, rule, words) in [
        ("refused-token", 400, Why::Token, rules::TOKEN, "clientToken <token> does not match omsId (code 1140)"),
        (
            "refused-field",
            400,
            Why::Refused,
            rules::REFUSED,
            "must be less than or equal to 150000 (field quantity, code 1000)",
        ),
        ("refused-gateway", 500, Why::Unknown, rules::REFUSED, "Request timed-out (code 500)"),
        ("refused-old", 400, Why::Refused, rules::REFUSED, "No permission for operation"),
    ] {
        let failed = read(Kind::Suz, name, status, |family| family.status(&of_suz(), None)).unwrap_err();
        assert_eq!((failed.kind, failed.found.rule), (why, rule), "{name}");
        assert_eq!(failed.found.message.to_string(), format!("the system refused order/status: {words}"));
    }
}

#[test]
fn orders_of_xtrace_come_with_and_without_an_object_around_them() {
    let orders = xtrace("orders", |family| family.orders());
    let said: Vec<_> = orders.iter().map(|order| (order.status.as_str(), order.group.as_deref())).collect();
    assert_eq!(said, [("READY", Some("medicine")), ("REJECTED", Some("water"))]);
    assert_eq!((&orders[0].rest["poNumber"], orders[1].reason.as_deref()), (&json!("job-17"), Some("No contract")));
    let bare = xtrace("orders-bare", |family| family.orders());
    assert_eq!((bare.len(), bare[0].status.as_str()), (1, "CLOSED"));
    assert!(xtrace("orders-none", |family| family.orders()).is_empty());
}

#[test]
fn the_parts_of_an_order_of_xtrace_are_counted_whichever_way_numbers_are_written() {
    let parts = xtrace("sub-orders", |family| family.status(&of_xtrace(), None));
    assert_eq!(
        parts.iter().map(counted).collect::<Vec<_>>(),
        [
            // Uzbekistan writes READY for ACTIVE; how many were ordered is left and handed out.
            ("09520000001315", Some("ACTIVE"), [Some(100), Some(40), Some(60)]),
            ("09520000001322", Some("EXHAUSTED"), [Some(100), Some(0), Some(100)]),
            ("09520000001346", Some("PENDING"), [None; 3]),
        ]
    );
    assert_eq!((&parts[0].rest["lastPackId"], &parts[0].rest["zone"]), (&json!("18"), &json!("UZ")));
    let one = xtrace("sub-orders", |family| family.status(&of_xtrace(), Some("09520000001315")));
    assert_eq!(one.len(), 1);
}

#[test]
fn packs_of_xtrace_have_ids_that_are_texts_or_numbers() {
    let pack = xtrace("codes", |family| packs(family).pack(&of_xtrace(), "09520000001315", Some("17"), 2));
    let expected = ["010952000000131521aZ3kQ9mT7xP2w\u{1d}93Lq8V", "010952000000131521bY4jR8nU6yO1v\u{1d}93Mr9W"];
    assert_eq!((pack.id.as_str(), pack.codes.as_slice()), ("18", &expected.map(str::to_owned)[..]));
    let listed = xtrace("codes-packs", |family| packs(family).packs(&of_xtrace(), "09520000001315"));
    let said: Vec<_> = listed.iter().map(|pack| (pack.id.as_str(), pack.quantity)).collect();
    assert_eq!(said, [("17", 60), ("18", 2)]);
    assert!(
        xtrace("codes-none", |family| packs(family).pack(&of_xtrace(), "09520000001315", None, 2)).codes.is_empty()
    );
    xtrace("order-close", |family| family.close(&of_xtrace(), None));
}

#[test]
fn refusals_of_xtrace_say_code_and_cause() {
    for (name, status, why, words) in [
        ("refused-login", 401, Why::Token, "the system refused authenticate: code user-incorrect-login-or-password"),
        (
            "refused-token",
            401,
            Why::Token,
            "the system refused orders/sub-orders: inactive-token (code authentication-failed)",
        ),
        (
            "refused-right",
            400,
            Why::Refused,
            "the system refused orders/sub-orders: No permission for operation (code 201)",
        ),
    ] {
        let failed = read(Kind::Xtrace, name, status, |family| family.status(&of_xtrace(), None)).unwrap_err();
        assert_eq!((failed.kind, failed.found.message.to_string().as_str()), (why, words));
    }
}
