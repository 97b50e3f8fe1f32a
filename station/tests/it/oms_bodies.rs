//! Bodies of orders and reports, against bodies that were written by hand and schemas that were written from the
//! operators' texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::slice;
use std::sync::LazyLock;

use jsonschema::Validator;
use quietzone_station::oms::form::{Demand, Form, Kind};
use quietzone_station::oms::{
    Confidence, Made, Ordered, Report, Reported, System, Unit, Wish, aggregation_body, order_body, report_body,
};
use serde_json::Value as Json;

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
const GTIN: &str = "09521234000013";
const TAIL: &str = "\u{1d}91EE05\u{1d}92AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// The schemas of bodies, by name.
static SCHEMAS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let files = fs::read_dir(Path::new(TESTS).join("schemas/bodies")).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let schema: Json = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            jsonschema::meta::validate(&schema).unwrap();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), jsonschema::validator_for(&schema).unwrap())
        })
        .collect()
});

fn assert_holds(schema: &str, body: &str) {
    let body: Json = serde_json::from_str(body).unwrap();
    let wrong = SCHEMAS[schema].iter_errors(&body).map(|wrong| format!("{}: {wrong}", wrong.instance_path()));
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{schema}: {wrong:#?}\n{body}");
}

fn system(country: &str) -> &'static System {
    System::of(if country == "ru" { "suz" } else { "xtrace" }, country).unwrap()
}

fn pairs(said: &[(&str, &str)]) -> Vec<(String, String)> {
    said.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn ordered(quantity: u32) -> Ordered {
    Ordered { gtin: GTIN.to_owned(), quantity, ..Ordered::default() }
}

fn own(serials: &[&str]) -> Ordered {
    Ordered { serials: words(serials), ..ordered(u32::try_from(serials.len()).unwrap()) }
}

fn wish(market: &str, mark: &str, products: Vec<Ordered>, attributes: &[(&str, &str)]) -> Wish {
    let mark = Some(mark.to_owned());
    Wish { market: market.to_owned(), products, mark, attributes: pairs(attributes), ..Wish::default() }
}

/// Holds a body against the file that was written by hand, byte for byte, and against its schema.
fn assert_golden(name: &str, made: Made) {
    let (body, _) = made.unwrap_or_else(|wrong| panic!("{name}: {wrong:#?}"));
    let golden = fs::read_to_string(Path::new(TESTS).join("golden").join(name).with_extension("json")).unwrap();
    assert_eq!(body, golden.trim_end(), "{name}");
    let (of, kind) = (name.split('-').next().unwrap(), name.rsplit('-').next().unwrap());
    match (of, kind) {
        ("suz", kind) => assert_holds(&format!("suz-{kind}"), &body),
        (_, "aggregation") => assert_holds("xtrace-document", &body),
        (_, kind) => assert_holds(&format!("xtrace-{kind}"), &body),
    }
}

#[test]
fn orders_are_what_the_operators_texts_ask_for() {
    let order = |wish: &Wish| order_body(system(&wish.market[..2]), wish);
    let mut milk = own(&["Ab3xZ", "Ab3xY", "Ab3xW"]);
    let more = Ordered { gtin: "09521234000020".to_owned(), ..ordered(5000) };
    let said = [("paymentType", "2"), ("contactPerson", "Анна")];
    assert_golden("suz-milk-order", order(&wish("ru-milk", "job-17", vec![milk.clone(), more], &said)));

    let water = Ordered { attributes: pairs(&[("producer", "7701234567")]), ..ordered(150) };
    let water = Wish { release: Some("REMARK".to_owned()), ..wish("ru-water", "job-18", vec![water], &[]) };
    assert_golden("suz-water-order", order(&water));

    milk.serials = words(&["Ab3xZ9", "Ab3xY9"]);
    let beer = wish("ru-beer", "job-19", vec![own(&["Ab3xZ9", "Ab3xY9"])], &[("paymentType", "1")]);
    assert_golden("suz-beer-order", order(&Wish { release: Some("REAPPLY".to_owned()), ..beer }));

    let tobacco = Ordered { attributes: pairs(&[("mrp", "12000")]), ..ordered(1000) };
    let said = [
        ("factoryId", "F1"),
        ("factoryCountry", "RU"),
        ("productCode", "10"),
        ("productDescription", "Blue"),
        ("poNumber", "PO-7"),
    ];
    assert_golden("suz-tobacco-order", order(&wish("ru-tobacco-pack", "job-20", vec![tobacco], &said)));

    let pharma = wish("ru-pharma", "job-2", vec![own(&["Ab3xZcDeF7gHi"])], &[("paymentType", "2")]);
    assert_golden("suz-pharma-order", order(&pharma));

    let bundle = Ordered { cis_type: Some("BUNDLE".to_owned()), ..ordered(10) };
    let said = [("createMethodType", "CEM"), ("serviceProviderId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301")];
    let lp = Wish { release: Some("IMPORT".to_owned()), ..wish("ru-lp", "job-21", vec![bundle], &said) };
    assert_golden("suz-lp-order", order(&lp));

    assert_golden("suz-radio-order", order(&wish("ru-radio-short", "job-22", vec![own(&["Ab3xZcDeF7gH"])], &[])));
    assert_golden("suz-chemistry-order", order(&wish("ru-chemistry", "job-23", vec![ordered(2_000_000)], &[])));

    let said = [
        ("isPaid", "false"),
        ("businessPlaceId", "44"),
        ("contractorCountryCode", "KZ"),
        ("contractorTin", "123456789012"),
    ];
    assert_golden("kz-pharma-order", order(&wish("kz-pharma", "job-24", vec![ordered(5000)], &said)));
    let group = Ordered { cis_type: Some("GROUP".to_owned()), ..ordered(600) };
    assert_golden("uz-water-order", order(&wish("uz-water", "job-25", vec![group], &[("businessPlaceId", "7")])));
}

#[test]
fn reports_are_what_the_operators_texts_ask_for() {
    let report = |name: &str, report, codes: &[&str], said: &[(&str, &str)]| {
        let mut parts = name.split('-');
        let country = parts.next().map(|of| if of == "suz" { "ru" } else { of }).unwrap();
        let of = Reported { group: parts.next().unwrap(), cis_type: None, attributes: &pairs(said) };
        assert_golden(name, report_body(system(country), report, of, codes.iter().copied()));
    };
    let applied = |name: &str, codes: &[&str], said: &[(&str, &str)]| report(name, Report::Utilisation, codes, said);
    let first = "0109521234000013215Ab3xZ\u{1d}93aB1c";
    let weighed = "0109521234000013215Ab3xY\u{1d}93d\"2e\u{1d}3103000525";
    applied("suz-milk-utilisation", &[first, weighed], &[("batchNumber", "B7"), ("expDate", "2027-12-31")]);
    let said = [("usedInProduction", "0"), ("productionDate", "2026-11-26"), ("expirationDate", "2027-12-31")];
    applied("suz-water-utilisation", &["0109521234000013215Ab3xZcDeF7gH\u{1d}93aB1c"], &said);
    let said = [
        ("kpp", "770101001"),
        ("participantId", "7701234567"),
        ("alcoholVolume", "4.5"),
        ("documentDate", "2026-11-26"),
        ("documentNumber", "17"),
        ("expirationDate", "2027-05-26"),
        ("productionDate", "2026-11-26"),
    ];
    applied("suz-beer-utilisation", &["0109521234000013215Ab3xZ9\u{1d}93aB1c\u{1d}3350000500"], &said);
    let pack = "09521234000013Ab3xZ7qABm8aB1c";
    applied(
        "suz-tobacco-utilisation",
        &[pack],
        &[("brandcode", "blue"), ("productionDate", "2026-11-26T08:30:00+0300")],
    );
    let medicine = format!("010952123400001321Ab3xZcDeF7gHi{TAIL}");
    let said = [
        ("seriesNumber", "A1"),
        ("expirationDate", "2027-12-31"),
        ("subjectId", "00000000123456"),
        ("orderType", "2"),
        ("ownerId", "00000000654321"),
        ("productionDate", "2026-11-26T08:30:00+0300"),
    ];
    applied("suz-pharma-utilisation", &[&medicine], &said);
    let radio = "0109521234000013215Ab3xZcDeF7gH\u{1d}93aB1c\u{1d}3111000250";
    applied("suz-radio-utilisation", &[radio], &[("productionDate", "2026-11-26")]);
    let said = [("alcoholVolume", "0"), ("productionDate", "2026-11-26"), ("expirationDate", "2028-11-26")];
    applied("suz-chemistry-utilisation", &[first], &said);
    let said = [
        ("releaseType", "PRODUCTION"),
        ("businessPlaceId", "44"),
        ("manufacturerCountry", "KZ"),
        ("productionDate", "2026-11-26"),
        ("expirationDate", "2028-11-26"),
        ("productionOrderId", "job-24"),
        ("seriesNumber", "A1"),
    ];
    applied("kz-pharma-utilisation", &[&medicine], &said);
    let said = [
        ("releaseType", "PRODUCTION"),
        ("businessPlaceId", "7"),
        ("manufacturerCountry", "UZ"),
        ("productionDate", "2026-11-26T00:00:00+05:00"),
        ("expirationDate", "2027-11-26T00:00:00+05:00"),
    ];
    applied("uz-water-utilisation", &["010952123400001321Ab3xZcDeF7gHi\u{1d}93aB1c"], &said);

    report("suz-milk-dropout", Report::Dropout, &[first], &[("dropoutReason", "DEFECT")]);
    let said = [
        ("withChild", "false"),
        ("address", "Москва, 1"),
        ("participantId", "7701234567"),
        ("dropoutReason", "OWN_USE_EXCISE"),
    ];
    report("suz-tobacco-dropout", Report::Dropout, &[pack], &said);
}

#[test]
fn aggregations_are_what_the_operators_texts_ask_for() {
    let codes = words(&["0109521234000013215Ab3xZ", "0109521234000013215Ab3xY"]);
    let unit = Unit { serial: "00046012345678901239".to_owned(), codes, capacity: Some(12), unbundles: None };
    let said = pairs(&[("participantId", "7701234567")]);
    assert_golden("suz-milk-aggregation", aggregation_body(system("ru"), "milk", slice::from_ref(&unit), &said));

    let codes = words(&["010952123400001321Ab3xZcDeF7gHi", "010952123400001321Ab3xZcDeF7gHj"]);
    let unit = Unit { codes, capacity: None, unbundles: Some(true), ..unit };
    let said = pairs(&[("documentDate", "2026-11-26T08:30:00Z"), ("businessPlaceId", "44")]);
    assert_golden("kz-pharma-aggregation", aggregation_body(system("kz"), "pharma", &[unit], &said));
    let document = fs::read_to_string(Path::new(TESTS).join("golden/kz-pharma-aggregation.document.json")).unwrap();
    assert_holds("xtrace-aggregation", &document);
}

/// A value for everything that a form asks for in any case, or for all it knows.
fn filled(form: &Form, is_full: bool) -> Vec<(String, String)> {
    let asked = form.asks.iter().filter(|ask| ask.demand == Demand::Must || is_full);
    asked
        .map(|ask| &ask.any[0])
        .map(|one| (one.name.clone(), one.kinds.first().map(Kind::example).unwrap()))
        .filter(|(name, _)| !["releaseMethodType", "createMethodType"].contains(&name.as_str()))
        .collect()
}

#[test]
fn the_bodies_of_every_group_hold_to_the_schemas() {
    let mut bodies = 0;
    let mut assert_made = |schema: &str, what: &str, made: Made| {
        let (body, _) = made.unwrap_or_else(|wrong| panic!("{what}: {wrong:#?}"));
        assert_holds(schema, &body);
        bodies += 1;
    };
    for system in System::all().unwrap() {
        let family = &system.family;
        for (group, is_full) in system.groups().flat_map(|group| [(group, false), (group, true)]) {
            for coded in &group.markets {
                let known: &[(&str, &str)] = &[];
                let product = filled(&group.product, is_full).into_iter().filter(|(name, _)| name != "producer");
                let product = Ordered { attributes: product.collect(), ..ordered(100) };
                let wish =
                    Wish { group: Some(group.word.clone()), ..wish(&coded.market, "job-1", vec![product], known) };
                let mut attributes = filled(&group.order, is_full);
                // The mark stands there already.
                attributes.retain(|(name, _)| !["productionOrderId", "poNumber"].contains(&name.as_str()));
                let wish = Wish { attributes, ..wish };
                assert_made(&format!("{family}-order"), &coded.market, order_body(system, &wish));
            }
            for (report, name, form) in
                [(Report::Utilisation, "utilisation", &group.utilisation), (Report::Dropout, "dropout", &group.dropout)]
            {
                let Some(form) = form else { continue };
                let attributes = filled(form, is_full);
                let of = Reported { group: &group.word, cis_type: None, attributes: &attributes };
                let code = "0109521234000013215Ab3xZ\u{1d}93aB1c";
                assert_made(&format!("{family}-{name}"), &group.word, report_body(system, report, of, [code]));
            }
            let Some(form) = &group.aggregation else { continue };
            let codes = words(&["0109521234000013215Ab3xZ"]);
            let unit = Unit { serial: "00046012345678901239".to_owned(), codes, ..Unit::default() };
            let made = aggregation_body(system, &group.word, &[unit], &filled(form, is_full));
            assert_made(if family == "suz" { "suz-aggregation" } else { "xtrace-document" }, &group.word, made);
        }
    }
    assert!(bodies > 250, "{bodies}");
}

/// The schemas were written apart from the data: what a group is sure to ask for is asked for by them too.
#[test]
fn a_body_without_what_a_group_is_sure_to_ask_for_does_not_hold_to_its_schema() {
    let mut asked = 0;
    for system in System::all().unwrap() {
        for group in system.groups() {
            for (report, name, form) in
                [(Report::Utilisation, "utilisation", &group.utilisation), (Report::Dropout, "dropout", &group.dropout)]
            {
                let Some(form) = form else { continue };
                let attributes = filled(form, false);
                let of = Reported { group: &group.word, cis_type: None, attributes: &attributes };
                let (body, _) = report_body(system, report, of, ["0109521234000013215Ab3xZ\u{1d}93aB1c"]).unwrap();
                asked += assert_asked(&format!("{}-{name}", system.family), form, &body);
            }
            for coded in &group.markets {
                let attributes = filled(&group.order, false);
                let product = Ordered { attributes: filled(&group.product, false), ..ordered(1) };
                let wish = Wish {
                    attributes,
                    group: Some(group.word.clone()),
                    ..wish(&coded.market, "1", vec![product], &[])
                };
                let (body, _) = order_body(system, &Wish { mark: None, ..wish }).unwrap();
                asked += assert_asked(&format!("{}-order", system.family), &group.order, &body);
            }
        }
    }
    assert!(asked > 150, "{asked}");
}

/// Takes out of a body what is sure to be asked for, one by one. Tells how many things these are.
fn assert_asked(schema: &str, form: &Form, body: &str) -> usize {
    let sure = form.asks.iter().filter(|ask| {
        ask.demand == Demand::Must
            && ask.confidence == Confidence::High
            && ask.when.as_ref().is_none_or(|when| when.unless)
    });
    sure.map(|ask| {
        let mut without: Json = serde_json::from_str(body).unwrap();
        let name = &ask.any[0].name;
        let is_here = without.as_object_mut().unwrap().remove(name).is_some()
            || without["attributes"].as_object_mut().unwrap().remove(name).is_some();
        assert!(is_here, "{name} of {}", form.group);
        // Of milk, packs of packs have no date at all.
        let is_open = form.group == "milk" && name == "expDate";
        assert!(is_open || !SCHEMAS[schema].is_valid(&without), "{schema} of {} needs no {name}", form.group);
    })
    .count()
}
