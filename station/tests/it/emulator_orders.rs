//! Orders that the emulator takes, and signatures, in process. Every request and answer is held against its schema.

use std::fs;
use std::process::Command;
use std::time::Duration;

use quietzone_station::oms::emulator::{
    Call, Family, Fault, Heard, SIGN_ATTACHED, SIGN_DETACHED, Settings, Trouble, attached, detached,
};
use serde_json::{Value as Json, json};

use super::emulator::Site;
use super::schemas::assert_request;

/// Until what was handed in is judged.
pub const TAKES: Duration = Duration::from_millis(5100);
/// A GTIN of the range that GS1 gives to examples, and another one.
pub const MILK: &str = "09520000090005";
const OTHER: &str = "09521234543213";

impl Site {
    pub fn suz() -> Self {
        Self::of(Settings::default())
    }

    /// Hands something in, signed or not.
    pub fn hand_in(&mut self, path: &str, body: &Json, signature: Option<&str>) -> (u16, Json) {
        let (body, query) = (body.to_string(), format!("omsId={}", self.machine.oms_id()));
        let query = if self.family == Family::Suz { query } else { String::new() };
        assert_request(self.family, "POST", path, &query, body.as_bytes());
        let headers: Vec<_> = signature.into_iter().map(|signature| ("X-Signature", signature)).collect();
        match self.family {
            Family::Suz => self.ask_with("POST", path, &body, &headers),
            Family::Xtrace => self.ask_with("POST", path, &body, &[("Content-Type", "application/json")]),
        }
    }

    /// Hands something in that is signed well.
    pub fn signed(&mut self, path: &str, body: &Json) -> Json {
        let (status, told) = self.hand_in(path, body, Some(&detached(body.to_string().as_bytes())));
        assert_eq!(status, 200, "{told}");
        told
    }

    /// Gets what is held against its schema.
    pub fn asked(&mut self, path: &str, query: &str) -> Json {
        let whole = format!("omsId={}&{query}", self.machine.oms_id());
        assert_request(self.family, "GET", path, whole.trim_end_matches('&'), b"");
        self.got(&if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") })
    }

    fn order_status(&mut self, id: &Json) -> Json {
        let list = self.asked("/api/v3/order/list", "");
        list["orderInfos"].as_array().unwrap().iter().find(|order| order["orderId"] == *id).unwrap().clone()
    }

    pub fn codes(&mut self, order: &Json, gtin: &str, quantity: usize) -> Vec<String> {
        let query = format!("orderId={}&gtin={gtin}&quantity={quantity}", order.as_str().unwrap());
        let told = self.asked("/api/v3/codes", &query);
        told["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
    }

    /// An order of the system's own serials that is ready, and all its codes.
    pub fn ready(&mut self, order: &Json) -> (Json, Vec<String>) {
        let id = self.signed("/api/v3/order", order)["orderId"].clone();
        self.now += TAKES;
        let product = &order["products"][0];
        let quantity = usize::try_from(product["quantity"].as_u64().unwrap()).unwrap();
        let codes = self.codes(&id, product["gtin"].as_str().unwrap(), quantity);
        (id, codes)
    }
}

pub fn order(group: &str, template: u32, quantity: usize) -> Json {
    let product = json!({ "gtin": MILK, "quantity": quantity, "serialNumberType": "OPERATOR", "templateId": template,
        "cisType": "UNIT", "attributes": {} });
    json!({ "productGroup": group, "products": [product], "attributes": { "releaseMethodType": "PRODUCTION",
        "createMethodType": "SELF_MADE", "productionOrderId": "job-17" } })
}

fn with_serials(mut order: Json, serials: &[&str]) -> Json {
    order["products"][0]["serialNumberType"] = json!("SELF_MADE");
    order["products"][0]["serialNumbers"] = json!(serials);
    order["products"][0]["quantity"] = json!(serials.len());
    order
}

/// Facts §3: the system puts 5 in front, except of medicines and tobacco.
#[test]
fn codes_of_an_order_have_the_serials_that_were_given() {
    for (group, template, serials, whole) in [
        ("milk", 20, ["Ab3xZ", "Ab3xY"], ["5Ab3xZ", "5Ab3xY"]),
        ("water", 16, ["Ab3xZAb3xZ12", "Ab3xZAb3xZ13"], ["5Ab3xZAb3xZ12", "5Ab3xZAb3xZ13"]),
        ("pharma", 5, ["Ab3xZAb3xZ123", "Ab3xZAb3xZ124"], ["Ab3xZAb3xZ123", "Ab3xZAb3xZ124"]),
    ] {
        let mut suz = Site::suz();
        let (_, codes) = suz.ready(&with_serials(order(group, template, 2), &serials));
        let units: Vec<&str> = codes.iter().map(|code| code.split('\u{1d}').next().unwrap()).collect();
        assert_eq!(units, whole.map(|serial| format!("01{MILK}21{serial}")), "{group}");
    }
    let mut suz = Site::suz();
    let (_, codes) = suz.ready(&with_serials(order("tobacco", 4, 1), &["Ab3xZ12"]));
    assert!(codes[0].starts_with(&format!("{MILK}Ab3xZ12")) && codes[0].len() == 29);
}

#[test]
fn a_signed_order_is_ready_after_a_while() {
    let mut suz = Site::suz();
    let told = suz.signed("/api/v3/order", &order("milk", 20, 3));
    assert_eq!((&told["omsId"], &told["expectedCompleteTimestamp"]), (&json!(suz.machine.oms_id()), &json!(5100)));
    let id = &told["orderId"];
    let listed = suz.order_status(id);
    assert_eq!((&listed["orderStatus"], &listed["productionOrderId"]), (&json!("PENDING"), &json!("job-17")));
    assert_eq!(listed["buffers"][0]["totalCodes"], -1);
    suz.now += TAKES - Duration::from_millis(1);
    assert_eq!(suz.order_status(id)["orderStatus"], "PENDING");
    suz.now += Duration::from_millis(1);
    assert_eq!(suz.order_status(id)["orderStatus"], "READY");
    let status = suz.asked("/api/v3/order/status", &format!("orderId={}", id.as_str().unwrap()));
    assert_eq!((&status[0]["totalCodes"], &status[0]["productionOrderId"]), (&json!(3), &json!("job-17")));
}

/// Facts §1: no signature is legal, and the order waits; §10: a document is the exact bytes.
#[test]
fn an_order_that_nobody_signed_waits_for_the_signature_of_its_exact_bytes() {
    let mut suz = Site::suz();
    let wish = order("milk", 20, 3);
    let (status, told) = suz.hand_in("/api/v3/order", &wish, None);
    assert_eq!(status, 200);
    let id = told["orderId"].as_str().unwrap().to_owned();
    suz.now += TAKES;
    assert_eq!(suz.order_status(&told["orderId"])["orderStatus"], "CREATED");
    let waiting = suz.asked("/api/v3/documents/search", "documentType=order&limit=10&skip=0");
    assert_eq!((&waiting["totalCount"], &waiting["result"][0]["docId"]), (&json!(1), &json!(id)));
    assert_eq!(suz.asked("/api/v3/documents/search", "documentType=ORDER&skip=1")["result"], json!([]));
    let content = suz.asked("/api/v3/documents/content", &format!("docId={id}"));
    assert_eq!(content["content"].as_str().unwrap(), in_base64(wish.to_string().as_bytes()));
    let body = json!({ "docId": id, "signature": detached(wish.to_string().as_bytes()) });
    assert_eq!(suz.hand_in("/api/v3/documents/sign", &body, None), (200, json!({ "success": true })));
    assert_eq!(suz.order_status(&json!(id))["orderStatus"], "PENDING");
    assert_eq!(suz.asked("/api/v3/documents/search", "documentType=ORDER")["totalCount"], 0);
    assert_eq!(suz.hand_in("/api/v3/documents/sign", &body, None).0, 404);
    suz.now += TAKES;
    assert_eq!(suz.codes(&json!(id), MILK, 3).len(), 3);
}

/// What RFC 4648 makes of bytes.
fn in_base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let of_three = |three: &[u8]| {
        let whole = three.iter().fold(0_u32, |whole, byte| whole << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        let place = |at: usize| usize::try_from(whole >> (18 - 6 * at) & 63).unwrap();
        let digit = |at: usize| if at <= three.len() { char::from(ALPHABET[place(at)]) } else { '=' };
        (0..4).map(digit).collect::<String>()
    };
    bytes.chunks(3).map(of_three).collect()
}

/// Facts §1: a wrong signature is found out later; an attached one and line breaks are refused at once.
#[test]
fn a_bad_signature_is_taken_and_declined_later() {
    let mut suz = Site::suz();
    let wish = order("milk", 20, 3);
    let body = wish.to_string();
    for bad in [detached(b"another"), "YWJj".to_owned(), "no Base64".replace(' ', "")] {
        let (status, told) = suz.hand_in("/api/v3/order", &wish, Some(&bad));
        assert_eq!(status, 200);
        assert_eq!(suz.order_status(&told["orderId"])["orderStatus"], "PENDING");
        suz.now += TAKES;
        let listed = suz.order_status(&told["orderId"]);
        assert_eq!(listed["orderStatus"], "DECLINED");
        assert!(listed["declineReason"].as_str().unwrap().starts_with("Signature validation failed"));
    }
    let good = detached(body.as_bytes());
    let (first, second) = good.split_at(20);
    let broken = format!("{first}\r\n{second}");
    for (unfit, wanted) in [(attached(body.as_bytes()), 413), (in_base64(body.as_bytes()), 413), (broken, 400)] {
        assert_eq!(suz.hand_in("/api/v3/order", &wish, Some(&unfit)).0, wanted);
    }
    assert_eq!(suz.machine.ordered()["job-17"], 3);
}

#[test]
fn what_waits_for_a_signature_can_be_thrown_away() {
    let mut suz = Site::suz();
    let (_, told) = suz.hand_in("/api/v3/order", &order("milk", 20, 3), None);
    let target = format!("/api/v3/documents/delete?docId={}", told["orderId"].as_str().unwrap());
    assert_eq!(suz.ask("DELETE", &target, ""), (200, json!({ "success": true })));
    assert_eq!(suz.ask("DELETE", &target, "").0, 404);
    assert!(suz.machine.ordered().is_empty());
    // What is signed stays.
    let id = suz.signed("/api/v3/order", &order("milk", 20, 3))["orderId"].clone();
    assert_eq!(suz.ask("DELETE", &format!("/api/v3/documents/delete?docId={}", id.as_str().unwrap()), "").0, 404);
}

#[test]
fn an_order_that_is_plainly_wrong_is_refused_and_nothing_is_done() {
    let mut suz = Site::suz();
    let good = with_serials(order("milk", 20, 2), &["Ab3xZ", "Ab3xY"]);
    for (place, value) in [
        ("/productGroup", json!("")),
        ("/products", json!([])),
        ("/products/0/gtin", json!("04601234000109")),
        ("/products/0/gtin", json!("09521234543214")),
        ("/products/0/quantity", json!(0)),
        ("/products/0/quantity", json!(3)),
        ("/products/0/quantity", json!("2")),
        ("/products/0/templateId", Json::Null),
        ("/products/0/templateId", json!(999)),
        ("/products/0/cisType", json!("BOX")),
        ("/products/0/serialNumbers", Json::Null),
        ("/products/0/serialNumbers", json!(["Ab3xZ", "Ab3xZ"])),
        ("/products/0/serialNumbers", json!(["5Ab3xZ", "5Ab3xY"])),
        ("/products/0/serialNumberType", json!("OPERATOR")),
        ("/products/0/serialNumberType", json!("CEM")),
        ("/attributes/releaseMethodType", Json::Null),
        ("/attributes/productionOrderId", json!("a\nb")),
        ("/attributes/productionOrderId", json!("x".repeat(257))),
    ] {
        let mut wrong = good.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        let (status, told) = suz.hand_in("/api/v3/order", &wrong, Some(&detached(wrong.to_string().as_bytes())));
        assert_eq!(status, 400, "{place}");
        assert!(told["fieldErrors"][0]["fieldName"].is_string(), "{place}: {told}");
    }
    let mut twice = good.clone();
    twice["products"] = json!([good["products"][0], good["products"][0]]);
    assert_eq!(suz.hand_in("/api/v3/order", &twice, None).0, 400);
    assert_eq!(suz.ask("POST", "/api/v3/order", "no JSON").0, 400);
    assert!(suz.machine.ordered().is_empty());
    suz.signed("/api/v3/order", &good);
    assert_eq!(suz.machine.ordered()["job-17"], 1);
}

#[test]
fn the_same_number_twice_makes_two_orders_and_no_code_is_alike() {
    let mut suz = Site::suz();
    let wish = order("milk", 20, 500);
    let mut all: Vec<String> = (0..3).flat_map(|_| suz.ready(&wish).1).collect();
    assert_eq!(suz.machine.ordered()["job-17"], 3);
    all.iter_mut().for_each(|code| code.truncate(24));
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 1500);
}

#[test]
fn medicines_need_no_signature() {
    let mut suz = Site::suz();
    let mut wish = order("pharma", 5, 2);
    wish["attributes"] = json!({});
    let (status, told) = suz.hand_in("/api/v3/order", &wish, None);
    assert_eq!(status, 200);
    suz.now += TAKES;
    assert_eq!(suz.codes(&told["orderId"], MILK, 2).len(), 2);
    // They have one GTIN.
    let mut other = wish["products"][0].clone();
    other["gtin"] = json!(OTHER);
    wish["products"] = json!([wish["products"][0], other]);
    assert_eq!(suz.hand_in("/api/v3/order", &wish, None).0, 400);
}

/// Facts §1: one token a connection; a new one kills the old.
#[test]
fn a_sign_in_gives_a_token_that_kills_the_one_before() {
    let mut suz = Site::suz();
    let key = |suz: &mut Site| {
        assert_request(Family::Suz, "GET", "/api/v3/true-api/auth/key", "", b"");
        suz.heard(&Heard { method: "GET", target: "/api/v3/true-api/auth/key", headers: &[], body: b"" }).1
    };
    let sign_in = |suz: &mut Site, connection: &str, key: &Json, data: String| {
        let target = format!("/api/v3/true-api/auth/simpleSignIn/{connection}");
        let body = json!({ "uuid": key["uuid"], "data": data }).to_string();
        assert_request(Family::Suz, "POST", &target, "", body.as_bytes());
        let headers = [("Content-Type", "application/json")];
        suz.heard(&Heard { method: "POST", target: &target, headers: &headers, body: body.as_bytes() })
    };
    let (connection, dead) = (suz.machine.connection().to_owned(), suz.machine.token().to_owned());
    let given = key(&mut suz);
    let text = given["data"].as_str().unwrap().as_bytes();
    let (status, told) = sign_in(&mut suz, &connection, &given, attached(text));
    assert_eq!((status, told["token"].as_str().unwrap()), (200, suz.machine.token()));
    assert_ne!(suz.machine.token(), dead);
    let target = format!("/api/v3/ping?omsId={}", suz.machine.oms_id());
    let headers = [("clientToken", dead.as_str())];
    let (status, told) = suz.heard(&Heard { method: "GET", target: &target, headers: &headers, body: b"" });
    assert_eq!((status, &told["globalErrors"][0]["errorCode"]), (400, &json!(1140)));
    assert_eq!(suz.ask("GET", "/api/v3/ping", "").0, 200);
    // What was signed once, what was signed badly, and another connection.
    assert_eq!(sign_in(&mut suz, &connection, &given, attached(text)).0, 400);
    let given = key(&mut suz);
    let text = given["data"].as_str().unwrap();
    let with_newline = attached(format!("{text}\n").as_bytes());
    assert_eq!(sign_in(&mut suz, "00000000-0000-4000-8000-000000000000", &given, attached(text.as_bytes())).0, 400);
    assert_eq!(sign_in(&mut suz, &connection, &given, with_newline).0, 400);
}

/// The commands that the program shows, with what Linux has.
#[test]
fn a_shell_makes_the_signatures_that_the_emulator_takes() {
    if Command::new("sh")
        .args(["-c", "command -v sha256sum base64"])
        .output()
        .is_ok_and(|tried| !tried.status.success())
    {
        eprintln!("skipped: no sh with sha256sum and base64");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let [file, made] = ["what is signed", "signature"].map(|name| place.path().join(name));
    for bytes in [&b""[..], b"{}", &[0, 255, 10], &[b'x'; 70_000]] {
        fs::write(&file, bytes).unwrap();
        for (script, wanted) in [(SIGN_DETACHED, detached(bytes)), (SIGN_ATTACHED, attached(bytes))] {
            assert!(Command::new("sh").args(["-c", script, "sign"]).args([&file, &made]).status().unwrap().success());
            assert_eq!(fs::read_to_string(&made).unwrap(), wanted);
        }
    }
}

#[test]
fn trouble_meets_each_call_of_orders_and_reports() {
    let calls = [
        ("POST", "/api/v3/order", Call::Order),
        ("POST", "/api/v3/documents/sign", Call::Sign),
        ("GET", "/api/v3/documents/search", Call::Documents),
        ("GET", "/api/v3/documents/content", Call::Content),
        ("DELETE", "/api/v3/documents/delete", Call::Delete),
        ("POST", "/api/v3/utilisation", Call::Utilisation),
        ("POST", "/api/v3/dropout", Call::Dropout),
        ("POST", "/api/v3/aggregation", Call::Aggregation),
        ("GET", "/api/v3/report/info", Call::Report),
        ("GET", "/api/v3/receipts/receipt", Call::Receipt),
        ("POST", "/api/v3/receipts/receipt/search", Call::Receipts),
        ("GET", "/api/v3/receipts/document", Call::ReceiptDocument),
        ("GET", "/api/v3/true-api/auth/key", Call::AuthKey),
        ("POST", "/api/v3/true-api/auth/simpleSignIn/abc", Call::SignIn),
    ];
    for (method, path, at) in calls {
        let word = Call::ALL.into_iter().find(|(_, call)| *call == at).unwrap().0;
        let faults = ["refuse", "many", "fail"].iter().zip(1..);
        let faults = faults.map(|(what, number)| format!("{what}@{word}:{number}").parse::<Fault>().unwrap());
        let mut suz = Site::of(Settings { faults: faults.collect(), ..Settings::default() });
        assert_eq!([500, 429, 500].map(|_| suz.ask(method, path, "").0), [500, 429, 500], "{word}");
        assert_ne!(suz.ask(method, path, "").0, 500);
        assert_eq!(suz.machine.asked(at), 4);
    }
    // It is done, and its answer is not told.
    let faults = vec![Fault { what: Trouble::Fail, at: Call::Order, number: 1 }];
    let mut suz = Site::of(Settings { faults, ..Settings::default() });
    assert_eq!(suz.hand_in("/api/v3/order", &order("milk", 20, 3), None).0, 500);
    assert_eq!(suz.machine.ordered()["job-17"], 1);
}

/// Facts §5: nobody signs; the number is told in the list.
#[test]
fn xtrace_takes_an_order_at_once() {
    let mut xtrace = Site::of(Settings { family: Family::Xtrace, ..Settings::default() });
    let product = json!({ "gtin": MILK, "quantity": 3, "serialNumberType": "OPERATOR", "cisType": "UNIT" });
    let wish = json!({ "productGroup": "water", "products": [product], "businessPlaceId": 7,
        "releaseMethodType": "PRIMARY", "poNumber": "job-4" });
    let (status, told) = xtrace.hand_in("/api/orders", &wish, None);
    assert_eq!(status, 200, "{told}");
    let listed =
        |xtrace: &mut Site| xtrace.got("/api/orders")["orderInfos"].as_array().unwrap().last().unwrap().clone();
    let order = listed(&mut xtrace);
    assert_eq!((&order["orderId"], &order["poNumber"]), (&told["orderId"], &json!("job-4")));
    assert_eq!(order["orderStatus"], "PENDING");
    xtrace.now += TAKES;
    assert_eq!(listed(&mut xtrace)["orderStatus"], "READY");
    let id = told["orderId"].as_str().unwrap();
    let codes = xtrace.got(&format!("/api/codes?orderId={id}&gtin={MILK}&quantity=3"));
    assert_eq!(codes["codes"].as_array().unwrap().len(), 3);
    for (place, value) in [
        ("/businessPlaceId", Json::Null),
        ("/businessPlaceId", json!("7")),
        ("/productGroup", json!("")),
        ("/releaseMethodType", json!("PRODUCTION")),
        ("/products/0/gtin", json!("04601234000109")),
        ("/products/0/quantity", json!(150_001)),
        ("/products/0/serialNumberType", json!("SELF_MADE")),
    ] {
        let mut wrong = wish.clone();
        *wrong.pointer_mut(place).unwrap() = value;
        assert_eq!(xtrace.hand_in("/api/orders", &wrong, None).0, 400, "{place}");
    }
    assert_eq!(xtrace.machine.ordered().into_iter().collect::<Vec<_>>(), [("job-4", 1)]);
}
