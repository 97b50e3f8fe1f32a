//! What groups of goods ask for: everything that is missing or wrong is told at once, with what to say.

use std::collections::BTreeSet;

use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::market::Market;
use quietzone_station::oms::{
    Ordered, Report, Reported, System, Unit, Wish, aggregation_body, order_body, report_body, rules,
};

fn suz() -> &'static System {
    System::of("suz", "ru").unwrap()
}

fn pairs(said: &[(&str, &str)]) -> Vec<(String, String)> {
    said.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn told(found: &[Diagnostic]) -> Vec<(&'static str, Severity, String)> {
    found.iter().map(|one| (one.rule.code, one.severity, one.message.to_string())).collect()
}

fn applied(group: &str, said: &[(&str, &str)]) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let of = Reported { group, cis_type: None, attributes: &pairs(said) };
    report_body(suz(), Report::Utilisation, of, ["0109521234000013215Ab3xZ\u{1d}93aB1c"]).map(|(_, told)| told)
}

fn wish(market: &str, product: Ordered) -> Wish {
    Wish { market: market.to_owned(), products: vec![product], ..Wish::default() }
}

fn ordered(quantity: u32) -> Ordered {
    Ordered { gtin: "09521234000013".to_owned(), quantity, ..Ordered::default() }
}

#[test]
fn all_that_is_missing_is_told_at_once_with_what_to_say() {
    let wrong = applied("pharma", &[]).unwrap_err();
    let messages: Vec<String> = wrong.iter().map(|one| one.message.to_string()).collect();
    assert_eq!(
        messages,
        [
            "pharma asks for expirationDate, a date such as 2027-12-31: say it with --set expirationDate=2027-12-31",
            "pharma asks for seriesNumber, a text of 1 to 20 characters: say it with --set seriesNumber=A1B2",
            "pharma asks for subjectId, 14 digits or a UUID such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301: say it with --set subjectId=12345678901234",
            "pharma asks for one of orderType or packingId: say it with --set orderType=1 or --set packingId=A1B2",
        ]
    );
    assert!(wrong.iter().all(|one| one.rule == rules::MISSING && one.severity == Severity::Error));
    let milk = applied("milk", &[]).unwrap_err();
    assert!(milk[0].message.to_string().contains("one of expDate, expDate72 or expDateConditions"), "{milk:#?}");
}

#[test]
fn what_depends_on_something_else_is_asked_for_with_it_alone() {
    let said = [("expirationDate", "2027-12-31"), ("seriesNumber", "A1"), ("subjectId", "00000000123456")];
    let with = |more: &[(&'static str, &'static str)]| applied("pharma", &[&said[..], more].concat());
    assert_eq!(with(&[("orderType", "1")]), Ok(Vec::new()));
    let wrong = with(&[("orderType", "2")]).unwrap_err();
    assert!(wrong[0].message.to_string().starts_with("pharma asks for ownerId"), "{wrong:#?}");
    // It is not known from here whether a report from abroad needs one.
    let notes = with(&[("packingId", "P1")]).unwrap();
    assert_eq!((notes[0].rule, notes[0].severity), (rules::MISSING, Severity::Note));
    let both = with(&[("packingId", "P1"), ("orderType", "1")]).unwrap_err();
    assert!(both.iter().any(|one| one.message.to_string().contains("and not several")), "{both:#?}");
}

#[test]
fn codes_of_packs_of_milk_have_no_dates() {
    let report = |said: &[(&str, &str)]| {
        let of = Reported { group: "milk", cis_type: Some("GROUP"), attributes: &pairs(said) };
        report_body(suz(), Report::Utilisation, of, ["0109521234000013215Ab3xZ\u{1d}93aB1c"])
    };
    assert!(report(&[]).is_ok());
    let wrong = report(&[("expDate", "2027-12-31")]).unwrap_err();
    assert_eq!(wrong[0].message.to_string(), "milk takes no expDate with this cisType");
}

#[test]
fn unknown_names_and_wrong_values_are_told_with_the_nearest_and_with_what_they_are() {
    let wrong = applied("milk", &[("expdate", "2027-12-31"), ("productionDate", "26.11.2026"), ("zzzzzzzzzzzz", "1")]);
    let wrong = wrong.unwrap_err();
    let found = |rule| wrong.iter().filter(move |one| one.rule == rule).collect::<Vec<_>>();
    let (unknown, values) = (found(rules::UNKNOWN), found(rules::VALUE));
    assert_eq!(unknown[0].help.as_ref().unwrap().to_string(), "did you mean expDate?");
    assert!(unknown[1].help.as_ref().unwrap().to_string().starts_with("it may have expDate, "));
    assert_eq!(values[0].message.to_string(), "productionDate is a date such as 2027-12-31, and “26.11.2026” is not");
    assert_eq!(found(rules::MISSING).len(), 1);
}

#[test]
fn what_is_not_sure_is_warned_of_and_goes_out_as_it_is_said() {
    let told = applied("homeware", &[("productionDate", "26.11.2026")]).unwrap();
    assert_eq!((told[0].rule, told[0].severity), (rules::UNKNOWN, Severity::Warning));
    let attributes = pairs(&[("productionDate", "26.11.2026")]);
    let of = Reported { group: "homeware", cis_type: None, attributes: &attributes };
    let (body, _) = report_body(suz(), Report::Utilisation, of, ["0109521234000013215Ab3xZ"]).unwrap();
    assert!(body.ends_with(r#""attributes":{"productionDate":"26.11.2026"}}"#), "{body}");
    // The date of production stands beside these groups, and not whether it must.
    assert_eq!(applied("radio", &[]).unwrap()[0].severity, Severity::Warning);
}

#[test]
fn groups_without_a_kind_of_report_are_refused_it() {
    for group in ["lp", "shoes", "perfumery", "tires", "electronics"] {
        let wrong = applied(group, &[]).unwrap_err();
        let message = format!("codes of {group} count as applied when they are fetched; there is no report of it");
        assert_eq!(told(&wrong), [("OMS17", Severity::Error, message)]);
    }
    let of = Reported { group: "radio", cis_type: None, attributes: &[] };
    let wrong = report_body(suz(), Report::Dropout, of, ["0109521234000013215Ab3xZ"]).unwrap_err();
    assert_eq!(wrong[0].rule, rules::KIND);
    assert_eq!(aggregation_body(suz(), "lp", &[], &[]).unwrap_err()[0].rule, rules::KIND);
    assert_eq!(applied("no-such", &[]).unwrap_err()[0].rule, rules::KIND);
    let out = |group: &str, reason: &str| {
        let attributes = pairs(&[("dropoutReason", reason)]);
        let of = Reported { group, cis_type: None, attributes: &attributes };
        report_body(suz(), Report::Dropout, of, ["0109521234000013215Ab3xZ"]).is_ok()
    };
    assert!(out("milk", "DEFECT") && out("water", "EXPIRY") && !out("milk", "EXPIRY"));
    assert!(!out("water", "OWN_USE_EXCISE"));
}

#[test]
fn limits_that_are_sure_are_refused_and_others_warned_of() {
    let order = |market: &str, products: Vec<Ordered>, said: &[(&str, &str)]| {
        let family = if market.starts_with("ru-") { "suz" } else { "xtrace" };
        let wish = Wish { market: market.to_owned(), products, attributes: pairs(said), ..Wish::default() };
        order_body(System::of(family, &market[..2]).unwrap(), &wish).map(|(_, told)| told)
    };
    let of = |digit: u8, quantity| {
        let body = format!("095212340{digit:03}0");
        let check = quietzone::gs1::check_digit(&body).unwrap();
        Ordered { gtin: format!("{body}{check}"), quantity, ..Ordered::default() }
    };
    let rule = |wrong: Vec<Diagnostic>| wrong.iter().map(|one| one.rule.code).collect::<Vec<_>>();
    assert_eq!(order("ru-milk", vec![of(1, 2_000_000)], &[]), Ok(Vec::new()));
    assert_eq!(rule(order("ru-milk", vec![of(1, 2_000_001)], &[]).unwrap_err()), ["OMS12"]);
    assert_eq!(order("ru-milk", vec![of(1, 150_000), of(2, 150_000)], &[]), Ok(Vec::new()));
    assert_eq!(rule(order("ru-milk", vec![of(1, 150_000), of(2, 150_001)], &[]).unwrap_err()), ["OMS12"]);
    assert_eq!(order("ru-milk", (0..10).map(|n| of(n, 1)).collect(), &[]), Ok(Vec::new()));
    assert_eq!(rule(order("ru-milk", (0..11).map(|n| of(n, 1)).collect(), &[]).unwrap_err()), ["OMS12"]);
    assert_eq!(rule(order("ru-pharma", vec![of(1, 1), of(2, 1)], &[]).unwrap_err()), ["OMS12"]);
    let said = [("businessPlaceId", "44")];
    let warned = order("kz-pharma", vec![of(1, 150_001), of(2, 1)], &said).unwrap();
    assert_eq!(told(&warned).iter().map(|one| (one.0, one.1)).collect::<Vec<_>>(), [("OMS12", Severity::Warning); 2]);

    let codes = |n: usize| (0..n).map(|n| format!("0109521234000013215{n:05}\u{1d}93aB1c"));
    let report = |n| {
        let attributes = pairs(&[("expDate", "2027-12-31")]);
        let of = Reported { group: "milk", cis_type: None, attributes: &attributes };
        report_body(suz(), Report::Utilisation, of, codes(n))
    };
    assert!(report(30_000).is_ok());
    assert_eq!(rule(report(30_001).unwrap_err()), ["OMS12"]);
    assert_eq!(rule(report(0).unwrap_err()), ["OMS14"]);
}

#[test]
fn own_serials_are_as_long_as_their_group_has_them() {
    let order = |market: &str, serials: &[&str]| {
        let serials = serials.iter().map(|serial| (*serial).to_owned()).collect::<Vec<_>>();
        let product = Ordered { serials, ..ordered(2) };
        order_body(suz(), &wish(market, product)).map(|(_, told)| told)
    };
    assert_eq!(order("ru-milk", &["Ab3xZ", "Ab3xY"]), Ok(Vec::new()));
    for wrong in [&["5Ab3xZ", "Ab3xY"][..], &["Ab3xZ", "Ab3xZ"], &["Ab3xZ"], &["Ab3xZ", "Ab#xY"]] {
        let found = order("ru-milk", wrong).unwrap_err();
        assert!(found.len() == 1 && found[0].rule == rules::VALUE, "{found:#?}");
    }
}

#[test]
fn ways_of_putting_goods_on_the_market_are_held_to_their_group() {
    let order = |market: &str, release: &str, product: Ordered, said: &[(&str, &str)]| {
        let wish = Wish { release: Some(release.to_owned()), attributes: pairs(said), ..wish(market, product) };
        order_body(suz(), &wish).map(|(_, told)| told)
    };
    let paid = [("paymentType", "1")];
    assert_eq!(order("ru-beer", "REAPPLY", ordered(1), &paid), Ok(Vec::new()));
    assert!(order("ru-beer", "REAPPLY", ordered(1), &[("paymentType", "2")]).is_err());
    assert!(order("ru-beer", "REAPPLY", ordered(1), &[]).is_err());
    assert!(order("ru-milk", "REAPPLY", ordered(1), &paid).is_err(), "only groups that have it");
    assert!(order("ru-titan", "IMPORT", ordered(1), &[]).is_err());
    let group = Ordered { cis_type: Some("GROUP".to_owned()), ..ordered(1) };
    assert!(order("ru-beer", "REAPPLY", group.clone(), &paid).is_err(), "only single packs");
    // Packs of beer are ordered by one witness; of clothes they are not.
    assert_eq!(order("ru-beer", "PRODUCTION", group.clone(), &[]).unwrap()[0].severity, Severity::Warning);
    assert!(order("ru-lp", "PRODUCTION", group, &[]).is_err());
    let remains = Ordered {
        gtin: format!("0290000000001{}", quietzone::gs1::check_digit("0290000000001").unwrap()),
        ..ordered(1)
    };
    assert!(order("ru-beer", "REAPPLY", remains.clone(), &paid).is_err());
    assert_eq!(order("ru-lp", "PRODUCTION", remains.clone(), &[]).unwrap()[0].severity, Severity::Warning);
    assert_eq!(order("ru-lp", "REMAINS", remains, &[]), Ok(Vec::new()));
    let owned = Ordered { attributes: pairs(&[("producer", "7701234567")]), ..ordered(1) };
    assert_eq!(order("ru-lp", "REMARK", owned.clone(), &[]), Ok(Vec::new()));
    assert!(order("ru-lp", "IMPORT", owned.clone(), &[]).is_err());
    let own = Ordered { serials: vec!["Ab3xZcDeF7gH".to_owned()], ..owned };
    assert!(order("ru-lp", "REMARK", own, &[]).is_err(), "no own serials of goods of others");
}

#[test]
fn a_contractor_is_named_where_one_prints() {
    let order = |said: &[(&str, &str)]| {
        let wish = Wish { attributes: pairs(said), ..wish("ru-milk", ordered(1)) };
        order_body(suz(), &wish)
    };
    let wrong = order(&[("createMethodType", "CEM")]).unwrap_err();
    assert!(wrong[0].message.to_string().starts_with("milk asks for serviceProviderId"), "{wrong:#?}");
}

#[test]
fn what_is_asked_of_products_may_be_said_of_all() {
    let second = Ordered { gtin: "09521234000020".to_owned(), attributes: pairs(&[("mrp", "9500")]), ..ordered(1) };
    let mut wish = wish("ru-tobacco-pack", ordered(1));
    let wrong = order_body(suz(), &wish).unwrap_err();
    assert!(wrong.iter().any(|one| one.message.to_string().ends_with("say it with --set mrp=12000")), "{wrong:#?}");
    wish.products.push(second);
    let factory =
        [("factoryId", "F1"), ("factoryCountry", "RU"), ("productCode", "10"), ("productDescription", "Blue")];
    wish.attributes = pairs(&[&factory[..], &[("mrp", "12000")]].concat());
    let (body, _) = order_body(suz(), &wish).unwrap();
    assert!(body.contains(r#""mrp":"12000"}},{"#) && body.contains(r#""mrp":"9500"}}]"#), "{body}");
}

/// Of medicines and tobacco no field is told in the list of orders; it is not to be taken for one in which the order
/// would be found.
#[test]
fn an_order_that_holds_no_number_of_ours_says_so() {
    let factory =
        [("factoryId", "F1"), ("factoryCountry", "RU"), ("productCode", "10"), ("productDescription", "Blue")];
    for (market, said) in [("ru-pharma", &[][..]), ("ru-tobacco-pack", &factory), ("ru-otp", &factory)] {
        let product = Ordered { attributes: pairs(&[("mrp", "12000")][..usize::from(!said.is_empty())]), ..ordered(1) };
        let wish = Wish { mark: Some("job-1".to_owned()), attributes: pairs(said), ..wish(market, product) };
        let (body, found) = order_body(suz(), &wish).unwrap();
        assert!(!body.contains("job-1"), "{body}");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].rule, found[0].severity), (rules::KIND, Severity::Warning));
        assert!(found[0].message.to_string().ends_with(" has no number of ours in it"));
    }
}

#[test]
fn packages_are_held_to_what_aggregation_takes() {
    let said = pairs(&[("participantId", "7701234567")]);
    let unit = |serial: &str, codes: &[&str]| {
        let codes = codes.iter().map(|code| (*code).to_owned()).collect();
        [Unit { serial: serial.to_owned(), codes, capacity: Some(2), ..Unit::default() }]
    };
    let code = "0109521234000013215Ab3xZ";
    let nested = |serials: &[&str]| {
        let one = |pair: &[&str]| unit(pair[1], &[pair[0]])[0].clone();
        aggregation_body(suz(), "milk", &serials.windows(2).map(one).collect::<Vec<_>>(), &said).is_ok()
    };
    let [box_, pallet, container, ship] = [1, 2, 3, 4].map(|n| format!("000460123456789012{n}9"));
    assert!(nested(&[code, &box_, &pallet, &container]) && !nested(&[code, &box_, &pallet, &container, &ship]));
    assert!(!nested(&[&box_, &pallet, &box_]), "none stands in itself");
    assert!(aggregation_body(suz(), "milk", &unit("00046012345678901239", &[code]), &said).is_ok());
    for wrong in [
        unit("(00)046012345678901239", &[code]),
        unit("46012345", &[code]),
        unit("00046012345678901239", &[]),
        unit("00046012345678901239", &[code, code]),
        unit("00046012345678901239", &["a", "b", "c"]),
        unit("00046012345678901239", &["0109521234000013215Ab3xZ\u{1d}93aB1c"]),
    ] {
        let found = aggregation_body(suz(), "milk", &wrong, &said).unwrap_err();
        assert!(found.len() == 1 && found[0].rule == rules::VALUE, "{found:#?}");
    }
}

#[test]
fn every_market_of_these_countries_is_ordered_as_one_group_or_is_a_structure_that_groups_share() {
    for system in System::all().unwrap() {
        let of_country = format!("{}-", system.country);
        let known: BTreeSet<&str> = Market::names().filter(|id| id.starts_with(&of_country)).collect();
        let named = system.groups().flat_map(|group| &group.markets).map(|coded| coded.market.as_str());
        let named: BTreeSet<&str> = named.chain(system.shared().iter().map(String::as_str)).collect();
        assert_eq!(known, named);
        for id in known {
            let groups = system.groups().filter(|group| group.coded(id).is_some_and(|coded| coded.is_meant)).count();
            let is_shared = system.shared().iter().any(|shared| shared == id);
            assert_eq!(groups, usize::from(!is_shared), "{id}");
        }
    }
}

/// The witness is the structure of the codes. СУЗ puts one character in front of serials, but in four groups.
#[test]
fn own_serials_are_one_shorter_than_in_the_code_but_where_nothing_is_put_in_front() {
    for group in suz().groups() {
        let in_front = usize::from(!["pharma", "tobacco", "otp", "ncp"].contains(&group.word.as_str()));
        for coded in &group.markets {
            let market = Market::load(&coded.market).unwrap();
            let length = market.field("serial").unwrap().max;
            assert_eq!(coded.serial.unwrap() + in_front, length, "{}", coded.market);
        }
    }
}
