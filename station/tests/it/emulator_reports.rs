//! Reports that the emulator takes, and their receipts, in process. Every request and answer is held against its
//! schema.

use std::collections::BTreeMap;

use quietzone_station::oms::emulator::{Call, Family, Settings, detached};
use serde_json::{Value as Json, json};

use super::emulator::Site;
use super::emulator_orders::{MILK, TAKES, order};
use super::schemas::assert_request;

fn applied(group: &str, codes: &[String]) -> Json {
    json!({ "productGroup": group, "utilisationType": "UTILISATION", "sntins": codes,
        "attributes": { "expDate": "2027-12-31" } })
}

impl Site {
    fn state(&mut self, report: &Json) -> String {
        let told = self.asked("/api/v3/report/info", &format!("reportId={}", report.as_str().unwrap()));
        told["reportStatus"].as_str().unwrap().to_owned()
    }

    /// Hands a report in that is signed well, waits, and gives its id and its state.
    fn reported(&mut self, path: &str, body: &Json) -> (Json, String) {
        let id = self.signed(path, body)["reportId"].clone();
        self.now += TAKES;
        let state = self.state(&id);
        (id, state)
    }

    fn receipt(&mut self, id: &Json) -> Json {
        let told = self.asked("/api/v3/receipts/receipt", &format!("resultDocId={}", id.as_str().unwrap()));
        assert_eq!(told["results"].as_array().unwrap().len(), 1, "{told}");
        told["results"][0].clone()
    }

    /// What is told of each code by the documents of a receipt, and the spelling of their key.
    fn codes_of(&mut self, report: &Json) -> (BTreeMap<String, u64>, String) {
        let receipt = self.receipt(report);
        let (mut codes, mut spelling) = (BTreeMap::new(), String::new());
        for operation in receipt["operations"].as_array().unwrap().iter().skip(1) {
            let Some(document) = operation["docId"].as_str() else { continue };
            let query = format!("resultDocId={}&docId={document}", report.as_str().unwrap());
            let told = self.asked("/api/v3/receipts/document", &query);
            let told: Json = serde_json::from_str(told["content"].as_str().unwrap()).unwrap();
            for (key, list) in told.as_object().unwrap() {
                spelling.clone_from(key);
                let pair = |code: &Json| (code["cis"].as_str().unwrap().to_owned(), code["code"].as_u64().unwrap());
                codes.extend(list.as_array().unwrap().iter().map(pair));
            }
        }
        (codes, spelling)
    }
}

fn unit(code: &str) -> String {
    code.split('\u{1d}').next().unwrap().to_owned()
}

/// Facts §4 and §10: states to their end; all codes are listed, good ones with 0.
#[test]
fn a_report_of_good_codes_succeeds_and_lists_them_all() {
    let mut suz = Site::suz();
    let (_, codes) = suz.ready(&order("milk", 20, 4));
    let weighed: Vec<String> = codes.iter().map(|code| format!("{code}\u{1d}3103000500")).collect();
    let id = suz.signed("/api/v3/utilisation", &applied("milk", &weighed))["reportId"].clone();
    let mut states = Vec::new();
    for _ in 0..4 {
        states.push(suz.state(&id));
        suz.now += TAKES / 3;
    }
    suz.now += TAKES;
    assert_eq!(states[..3], ["PENDING", "READY_TO_SEND", "SENT"]);
    assert_eq!(suz.state(&id), "SUCCESS");
    let (told, _) = suz.codes_of(&id);
    assert_eq!(told, codes.iter().map(|code| (unit(code), 0)).collect());
    let receipt = suz.receipt(&id);
    assert_eq!((&receipt["state"], &receipt["code"]), (&json!("SUCCESS"), &json!(0)));
    let processed = receipt["operations"].as_array().unwrap().last().unwrap();
    assert_eq!(processed["operationType"], "RNMS_GIS_PROCESSED");
    assert_eq!(processed["details"], json!({ "state": "SUCCESS", "gtin": MILK, "processed": 4, "total": 4 }));
    let counted: Vec<u32> = suz.machine.reported(Call::Utilisation).into_values().collect();
    assert_eq!(counted, [1, 1, 1, 1]);
}

#[test]
fn a_report_is_partial_where_a_code_is_unknown_was_reported_before_or_is_of_another_owner() {
    let mut suz = Site::suz();
    let wish = order("milk", 20, 10);
    let id = suz.signed("/api/v3/order", &wish)["orderId"].clone();
    suz.now += TAKES;
    let codes = suz.codes(&id, MILK, 5);
    let twin = {
        let mut twin = Site::suz();
        twin.ready(&wish).1
    };
    let (first, state) = suz.reported("/api/v3/utilisation", &applied("milk", &codes[..2]));
    assert_eq!(state, "SUCCESS");
    let foreign = "0109521234543213215AbCdE\u{1d}93Zz19".to_owned();
    let broken_tail = format!("{}\u{1d}93!!!!", unit(&codes[3]));
    // The sixth is one of the order that was never handed out.
    let mixed = [codes[0].clone(), codes[2].clone(), codes[2].clone(), twin[5].clone(), foreign.clone(), broken_tail];
    let (second, state) = suz.reported("/api/v3/utilisation", &applied("milk", &mixed));
    assert_eq!(state, "PARTIALLY");
    let receipt = suz.receipt(&second);
    assert_eq!((&receipt["state"], &receipt["code"]), (&json!("PARTIALLY"), &json!(3)));
    // Three are of the GTIN that was ordered and are bad, one is another's.
    let counted: Vec<Json> =
        receipt["operations"].as_array().unwrap()[3..].iter().map(|one| one["details"].clone()).collect();
    let [ours, others] = [("PARTIALLY", MILK, 1, 5), ("REJECTED", "09521234543213", 0, 1)].map(
        |(state, gtin, processed, total)| json!({ "state": state, "gtin": gtin, "processed": processed, "total": total }),
    );
    assert_eq!(counted, [ours, others]);
    let (told, spelling) = suz.codes_of(&second);
    let wanted = [(&codes[0], 1), (&twin[5], 2), (&foreign, 9), (&codes[3], 2)];
    for (code, reason) in wanted {
        assert_eq!(told[&unit(code)], reason, "{}", unit(code));
    }
    let (_, other) = suz.codes_of(&first);
    assert_eq!([spelling, other].concat().to_lowercase(), "cislistcislist");
    // The same again: none is good.
    let (_, state) = suz.reported("/api/v3/utilisation", &applied("milk", &codes[..2]));
    assert_eq!(state, "FAILED");
    assert_eq!(suz.machine.reported(Call::Utilisation)[unit(&codes[0]).as_str()], 3);
    // Codes of another group.
    let (id, _) = suz.reported("/api/v3/utilisation", &applied("water", &codes[3..4]));
    assert_eq!(suz.codes_of(&id).0.into_values().collect::<Vec<_>>(), [2]);
}

#[test]
fn both_spellings_of_the_list_of_codes_are_told() {
    let mut suz = Site::suz();
    let (_, codes) = suz.ready(&order("milk", 20, 2));
    let reports = [0, 1].map(|at| suz.reported("/api/v3/utilisation", &applied("milk", &codes[at..=at])).0);
    assert_eq!(reports.map(|report| suz.codes_of(&report).1), ["cislist", "cisList"]);
}

/// Facts §1: without a signature DRAFT, or PENDING; medicines need none.
#[test]
fn a_report_that_nobody_signed_waits_and_medicines_need_no_signature() {
    let mut suz = Site::suz();
    let (_, codes) = suz.ready(&order("milk", 20, 2));
    let body = applied("milk", &codes[..1]);
    let (status, told) = suz.hand_in("/api/v3/utilisation", &body, None);
    assert_eq!(status, 200);
    suz.now += TAKES;
    assert_eq!(suz.state(&told["reportId"]), "DRAFT");
    let drop = json!({ "productGroup": "milk", "dropoutReason": "DEFECT", "sntins": codes[1..], "attributes": {} });
    let (_, dropped) = suz.hand_in("/api/v3/dropout", &drop, None);
    suz.now += TAKES;
    assert_eq!(suz.state(&dropped["reportId"]), "PENDING");
    let waits = suz.asked("/api/v3/documents/search", "documentType=DROPOUT_REPORT");
    assert_eq!(waits["result"][0]["docId"], dropped["reportId"]);
    let none = format!("resultDocId={}", told["reportId"].as_str().unwrap());
    assert_eq!(suz.asked("/api/v3/receipts/receipt", &none)["results"], json!([]));
    let signed = json!({ "docId": told["reportId"], "signature": detached(body.to_string().as_bytes()) });
    assert_eq!(suz.hand_in("/api/v3/documents/sign", &signed, None).0, 200);
    let badly = json!({ "docId": dropped["reportId"], "signature": detached(b"another") });
    assert_eq!(suz.hand_in("/api/v3/documents/sign", &badly, None).0, 200);
    suz.now += TAKES;
    assert_eq!(suz.state(&told["reportId"]), "SUCCESS");
    assert_eq!(suz.state(&dropped["reportId"]), "REJECTED");
    // Medicines.
    let mut wish = order("pharma", 5, 2);
    wish["attributes"] = json!({});
    let (_, codes) = suz.ready(&wish);
    let (_, told) = suz.hand_in("/api/v3/utilisation", &applied("pharma", &codes), None);
    suz.now += TAKES / 2;
    assert_eq!(suz.state(&told["reportId"]), "CHECK");
    suz.now += TAKES / 2;
    suz.now += TAKES / 2;
    assert_eq!(suz.state(&told["reportId"]), "SUCCESS");
}

#[test]
fn a_report_that_is_plainly_wrong_is_refused_and_nothing_is_done() {
    let mut suz = Site::suz();
    let code = "0109520000090005215AbCdE\u{1d}93Zz19".to_owned();
    let many = vec![code.clone(); 30_001];
    let drop = |group: &str, reason: &str| json!({ "productGroup": group, "dropoutReason": reason, "sntins": [code], "attributes": {} });
    for (path, body) in [
        ("/api/v3/utilisation", applied("lp", std::slice::from_ref(&code))),
        ("/api/v3/utilisation", applied("milk", &many)),
        ("/api/v3/utilisation", applied("milk", &[])),
        ("/api/v3/utilisation", applied("", std::slice::from_ref(&code))),
        ("/api/v3/dropout", drop("pharma", "DEFECT")),
        ("/api/v3/dropout", drop("milk", "EXPIRY")),
        ("/api/v3/dropout", drop("water", "")),
        ("/api/v3/aggregation", packed("pharma", "00046012340000000018", &[])),
        ("/api/v3/aggregation", packed("milk", "(00)046012340000000018", &[])),
    ] {
        let (status, told) = suz.hand_in(path, &body, Some(&detached(body.to_string().as_bytes())));
        assert_eq!(status, 400, "{path}: {told}");
    }
    assert!(suz.machine.reported(Call::Utilisation).is_empty() && suz.machine.reported(Call::Dropout).is_empty());
    let (status, _) = suz.hand_in("/api/v3/utilisation", &applied("milk", &many[1..]), None);
    assert_eq!((status, suz.machine.reported(Call::Utilisation)[unit(&code).as_str()]), (200, 30_000));
}

fn packed(group: &str, pack: &str, codes: &[String]) -> Json {
    let unit = json!({ "unitSerialNumber": pack, "aggregationType": "AGGREGATION",
        "aggregatedItemsCount": codes.len(), "aggregationUnitCapacity": codes.len(), "sntins": codes });
    json!({ "productGroup": group, "participantId": "7736673512", "aggregationUnits": [unit] })
}

/// Facts §10: of packs only bad codes are told, and without any there is no document.
#[test]
fn packs_are_told_by_codes_without_tails_and_only_bad_ones_are_listed() {
    let mut suz = Site::suz();
    let (_, codes) = suz.ready(&order("milk", 20, 3));
    let units: Vec<String> = codes.iter().map(|code| unit(code)).collect();
    let (id, state) = suz.reported("/api/v3/aggregation", &packed("milk", "00046012340000000018", &units[..2]));
    assert_eq!((state.as_str(), suz.codes_of(&id).0.len()), ("SUCCESS", 0));
    // One bad code spoils the report.
    let again = [units[0].clone(), units[2].clone()];
    let (id, state) = suz.reported("/api/v3/aggregation", &packed("milk", "00046012340000000025", &again));
    assert_eq!(state, "FAILED");
    assert_eq!(suz.codes_of(&id).0.into_iter().collect::<Vec<_>>(), [(units[0].clone(), 1)]);
    assert_eq!(suz.machine.reported(Call::Aggregation)[units[0].as_str()], 2);
}

#[test]
fn what_dropped_out_cannot_be_applied() {
    let mut suz = Site::suz();
    let (_, codes) = suz.ready(&order("milk", 20, 2));
    let drop = json!({ "productGroup": "milk", "dropoutReason": "DEFECT", "sntins": codes[..1], "attributes": {} });
    assert_eq!(suz.reported("/api/v3/dropout", &drop).1, "SUCCESS");
    // One bad code spoils all of its GTIN.
    let mixed = json!({ "productGroup": "milk", "dropoutReason": "DEFECT", "sntins": codes, "attributes": {} });
    let (id, state) = suz.reported("/api/v3/dropout", &mixed);
    let told: Vec<u64> = codes.iter().map(|code| suz.codes_of(&id).0[&unit(code)]).collect();
    assert_eq!((state.as_str(), told), ("FAILED", vec![1, 0]));
    let (id, state) = suz.reported("/api/v3/utilisation", &applied("milk", &codes));
    assert_eq!((state.as_str(), suz.codes_of(&id).0[&unit(&codes[0])]), ("PARTIALLY", 4));
}

/// Facts §2 and §10: at least one filter; `skip` is a page from 1.
#[test]
fn receipts_of_orders_blocks_and_reports_are_found_by_a_filter() {
    let mut suz = Site::suz();
    let (order, codes) = suz.ready(&order("milk", 20, 2));
    suz.signed("/api/v3/utilisation", &applied("milk", &codes));
    let path = "/api/v3/receipts/receipt/search";
    let mut search = |filter: Json, limit: u32, page: u32| {
        suz.hand_in(path, &json!({ "filter": filter, "limit": limit, "skip": page }), None).1
    };
    let told = search(json!({ "orderIds": [order] }), 10, 1);
    assert_eq!(told["totalCount"], 2);
    assert_eq!([0, 1].map(|at| told["results"][at]["workflow"].clone()), ["CREATE_ORDER", "GET_CODES"]);
    assert_eq!(told["results"][1]["operations"][0]["details"]["products"], json!([{ "gtin": MILK, "quantity": 2 }]));
    let second = search(json!({ "orderIds": [order] }), 1, 2);
    assert_eq!(second["results"], json!([told["results"][1]]));
    assert_eq!(
        search(json!({ "productionOrderIds": ["job-17"], "workflowTypes": ["GET_CODES"] }), 10, 1)["totalCount"],
        1
    );
    let underway = search(json!({ "workflowTypes": ["REPORT_UTILIZE"], "resultCodes": [2] }), 10, 1);
    assert_eq!(underway["results"][0]["state"], "IN_PROGRESS");
    for body in [json!({}), json!({ "filter": {} }), json!({ "filter": { "orderIds": [order] }, "limit": 101 })] {
        assert_eq!(suz.ask("POST", path, &body.to_string()).0, 400);
    }
}

#[test]
fn xtrace_takes_reports_and_says_whether_all_codes_are_good() {
    let mut xtrace = Site::of(Settings { family: Family::Xtrace, ..Settings::default() });
    let (order, gtin, group) = {
        let order = xtrace.machine.orders().find(|order| order.group == "water").unwrap();
        (order.id.to_owned(), order.parts[0].gtin.to_owned(), order.group.to_owned())
    };
    let told = xtrace.got(&format!("/api/codes?orderId={order}&gtin={gtin}&quantity=3"));
    let report = json!({ "productGroup": group, "sntins": told["codes"], "businessPlaceId": 7,
        "releaseType": "PRODUCTION", "productionDate": "2026-11-26T00:00:00Z" });
    for wanted in ["SUCCESS", "ERROR"] {
        let (status, told) = xtrace.hand_in("/api/utilisation", &report, None);
        assert_eq!(status, 200, "{told}");
        let path = format!("/api/utilisation/{}", told["reportId"].as_str().unwrap());
        assert_request(Family::Xtrace, "GET", &path, "", b"");
        assert_eq!(xtrace.got(&path)["reportStatus"], "IN_PROCESS");
        xtrace.now += TAKES;
        assert_eq!(xtrace.got(&path)["reportStatus"], wanted);
    }
    let mut wrong = report.clone();
    wrong["businessPlaceId"] = Json::Null;
    assert_eq!(xtrace.hand_in("/api/utilisation", &wrong, None).0, 400);
    assert_eq!(xtrace.ask("GET", "/api/utilisation/none", "").0, 404);
    assert!(xtrace.machine.reported(Call::Utilisation).into_values().all(|times| times == 2));
}
