//! What is handed in: no order and no report twice for one wish, whatever happens around its request.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use quietzone_station::ledger::documents::{Document, DocumentId, Draft, Freed, Handed, Kind, Paper, Reportable};
use quietzone_station::ledger::{Answer, Documents, JobId, Operation, Sqlite};
use quietzone_station::oms::emulator::{Call, Family, Fault, Offered, Settings, Trouble, detached};
use quietzone_station::oms::{
    At, Drafting, End, Failed, Kind as Failure, Ordered, Report, Reported, System, Wish, findings, hand_in,
    report_body, rules, watch,
};

use super::common::op;
use super::oms::Dying;
use super::oms_plant::Plant;

impl Documents for Dying<'_> {
    fn draft(&self, op: Operation, draft: &Draft) -> Answer<DocumentId> {
        self.change(|| self.ledger.draft(op, draft))
    }
    fn paper(&self, document: DocumentId) -> Answer<Option<Paper>> {
        self.ledger.paper(document)
    }
    fn sign(&self, op: Operation, document: DocumentId, signature: &str) -> Answer<()> {
        self.change(|| self.ledger.sign(op, document, signature))
    }
    fn going(&self, op: Operation, document: DocumentId) -> Answer<()> {
        self.change(|| self.ledger.going(op, document))
    }
    fn not_gone(&self, op: Operation, document: DocumentId) -> Answer<()> {
        self.change(|| self.ledger.not_gone(op, document))
    }
    fn gone(&self, op: Operation, document: DocumentId, remote: &str) -> Answer<()> {
        self.change(|| self.ledger.gone(op, document, remote))
    }
    fn tell(&self, op: Operation, document: DocumentId, said: &str, end: Option<Freed>) -> Answer<()> {
        self.change(|| self.ledger.tell(op, document, said, end))
    }
    fn withdraw(&self, op: Operation, document: DocumentId) -> Answer<()> {
        self.change(|| self.ledger.withdraw(op, document))
    }
    fn documents(&self) -> Answer<Vec<Document>> {
        self.ledger.documents()
    }
    fn to_report(&self, job: JobId, kind: Kind, behind: u32, most: u32) -> Answer<Vec<(u32, String)>> {
        self.ledger.to_report(job, kind, behind, most)
    }
    fn reportable(&self, job: JobId, kind: Kind) -> Answer<Reportable> {
        self.ledger.reportable(job, kind)
    }
}

/// One that does not die.
fn never(ledger: &Sqlite) -> Dying<'_> {
    Dying { ledger, left: AtomicU64::new(u64::MAX), behind: false }
}

fn plant(family: Family, faults: Vec<Fault>) -> Plant {
    Plant::of(Settings { family, faults, ..Settings::default() })
}

fn wish(family: Family) -> Wish {
    let (market, attributes) = match family {
        Family::Suz => ("ru-milk", Vec::new()),
        Family::Xtrace => ("uz-water", vec![("businessPlaceId".to_owned(), "7".to_owned())]),
    };
    let gtin = "09520000900014".to_owned();
    let products = vec![Ordered { gtin, quantity: 5, ..Ordered::default() }];
    Wish { market: market.to_owned(), products, attributes, ..Wish::default() }
}

/// Orders, as somebody does who runs the command again until it is through.
fn ordered(plant: &Plant, ledger: &dyn Documents, sign: Option<&str>) -> Result<DocumentId, Failed> {
    let family = if plant.connection.family == "suz" { Family::Suz } else { Family::Xtrace };
    let system = System::of(&plant.connection.family, &plant.connection.country).unwrap();
    let drafting = Drafting { connection: &plant.connection, system, ledger, world: &plant.world };
    let drafted = drafting.order(wish(family)).map_err(|found| Failed::from(found[0].clone()))?;
    if let Some(paper) = ledger.paper(drafted.id)?.filter(|paper| paper.signature.is_none()) {
        match sign {
            Some("good") => ledger.sign(op(), drafted.id, &detached(paper.body.as_bytes()))?,
            Some(bad) => ledger.sign(op(), drafted.id, bad)?,
            None => {}
        }
    }
    plant.with(|with| hand_in(At { family: with.family, ledger, world: with.world }, drafted.id, &()))?;
    Ok(drafted.id)
}

fn through(plant: &Plant, what: &str) -> DocumentId {
    for _ in 0..5 {
        // An order that is through is not ordered again.
        if let Some(done) = plant.ledger.documents().unwrap().iter().find(|document| document.remote.is_some()) {
            return done.id;
        }
        match ordered(plant, &plant.ledger, Some("good")) {
            Ok(id) => return id,
            Err(failed) => assert!(failed.kind == Failure::Unknown, "{what}: {}", failed.found),
        }
    }
    panic!("{what}: it never comes through")
}

fn is_once(plant: &Plant, what: &str) {
    let machine = plant.outside.machine.lock().unwrap();
    let ordered = machine.ordered();
    assert!(ordered.len() == 1 && ordered.values().all(|times| *times == 1), "{what}: {ordered:?}");
    drop(machine);
    let documents = plant.ledger.documents().unwrap();
    assert!(documents.len() == 1 && documents[0].handed == Handed::Sent, "{what}: {documents:?}");
    assert_eq!(plant.ledger.paper(documents[0].id).unwrap(), None, "{what}");
}

#[test]
fn no_wish_is_ordered_twice_whatever_happens_to_a_request() {
    let mut cuts = 0;
    for family in [Family::Suz, Family::Xtrace] {
        for at in [Call::Order, Call::List, Call::Status] {
            for (word, what) in Trouble::ALL {
                for number in 1..=3 {
                    // The first answer is lost, so that the list is looked at; and then something else happens.
                    for first in [None, Some(Trouble::Behind), Some(Trouble::Before)] {
                        let lost = first.map(|what| Fault { what, at: Call::Order, number: 1 });
                        let faults = lost.into_iter().chain([Fault { what, at, number }]).collect();
                        let plant = plant(family, faults);
                        let name = format!("{family:?} {first:?}, {word}@{at:?}:{number}");
                        through(&plant, &name);
                        is_once(&plant, &name);
                        cuts += 1;
                    }
                }
            }
        }
    }
    assert!(cuts >= 500, "{cuts}");
}

#[test]
fn no_wish_is_ordered_twice_whatever_change_of_the_ledger_a_run_dies_at() {
    for family in [Family::Suz, Family::Xtrace] {
        for trouble in [None, Some(Trouble::Before), Some(Trouble::Behind), Some(Trouble::Fail)] {
            for behind in [false, true] {
                for left in 0..20 {
                    let fault = trouble.map(|what| Fault { what, at: Call::Order, number: 1 });
                    let plant = plant(family, fault.into_iter().collect());
                    let dying = Dying { ledger: &plant.ledger, left: AtomicU64::new(left), behind };
                    let name = format!("{family:?}, {trouble:?}, {left} changes, behind: {behind}");
                    let ended = ordered(&plant, &dying, Some("good"));
                    through(&plant, &name);
                    is_once(&plant, &name);
                    if ended.is_ok() && dying.left.load(Ordering::SeqCst) > 0 {
                        break;
                    }
                    assert!(left < 19, "{name}");
                }
            }
        }
    }
}

#[test]
fn an_order_without_a_signature_waits_and_one_with_a_bad_one_is_declined_later() {
    let watched = |sign: Option<&str>| {
        let plant = plant(Family::Suz, Vec::new());
        let id = ordered(&plant, &never(&plant.ledger), sign).unwrap();
        let became = plant.with(|with| {
            let at = At { family: with.family, ledger: &plant.ledger, world: with.world };
            watch(at, id, Duration::from_secs(600), &()).unwrap()
        });
        (plant.ledger.documents().unwrap().remove(0), became)
    };
    let (document, became) = watched(None);
    assert_eq!((became.word.as_str(), became.end, document.handed), ("CREATED", None, Handed::Sent));
    let (document, became) = watched(Some("good"));
    assert_eq!((became.end, document.handed), (Some(End::Done), Handed::Over));
    assert!(findings(&document, &became).is_empty());
    // A signature of something else.
    let (document, became) = watched(Some(&detached(b"something else")));
    assert_eq!(became.end, Some(End::Refused));
    let found = findings(&document, &became);
    assert!(found[0].rule == rules::DECLINED && found[0].message.to_string().contains("ignature"), "{}", found[0]);
}

#[test]
fn an_order_that_bears_no_mark_is_found_by_its_gtin_and_its_time() {
    for what in [Trouble::Behind, Trouble::Before, Trouble::Fail, Trouble::Half] {
        let plant = plant(Family::Suz, vec![Fault { what, at: Call::Order, number: 2 }]);
        let system = System::of("suz", "ru").unwrap();
        let ledger: &dyn Documents = &plant.ledger;
        let drafting = Drafting { connection: &plant.connection, system, ledger, world: &plant.world };
        // The same is wished twice, and both are meant.
        for number in 1..=2 {
            let drafted = drafting.order(Wish { market: "ru-pharma".to_owned(), ..wish(Family::Suz) }).unwrap();
            let at = |with: quietzone_station::oms::With<'_>| {
                hand_in(At { family: with.family, ledger, world: &plant.world }, drafted.id, &())
            };
            plant.with(at).unwrap();
            let machine = plant.outside.machine.lock().unwrap();
            let of_ours = machine.orders().filter(|order| order.parts[0].gtin == "09520000900014").count();
            assert_eq!(of_ours, number, "{what:?}");
        }
    }
}

/// Codes of medicines are on goods, and that is reported.
fn report(plant: &Plant, codes: &[String]) -> DocumentId {
    let system = System::of("suz", "ru").unwrap();
    let attributes = [("expirationDate", "2027-12-31"), ("seriesNumber", "A1"), ("subjectId", "00000000000001")];
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut all = attributes.to_vec();
    all.extend([("orderType".to_owned(), "1".to_owned())]);
    let of = Reported { group: "pharma", cis_type: None, attributes: &all };
    let (body, _) = report_body(system, Report::Utilisation, of, codes.iter().cloned()).unwrap();
    let draft = Draft {
        connection: plant.connection.name.clone(),
        kind: Kind::Utilisation,
        mark: "qz-1".to_owned(),
        body,
        labels: None,
        said: "{}".to_owned(),
    };
    plant.ledger.draft(op(), &draft).unwrap()
}

#[test]
fn no_code_is_reported_twice_whatever_happens_to_a_request() {
    let mut cuts = 0;
    for at in [Call::Utilisation, Call::Documents, Call::Receipts, Call::ReceiptDocument] {
        for (word, what) in Trouble::ALL {
            for (first, number) in [None, Some(Trouble::Behind), Some(Trouble::Before)]
                .into_iter()
                .flat_map(|first| (1..=3).map(move |number| (first, number)))
            {
                let lost = first.map(|what| Fault { what, at: Call::Utilisation, number: 1 });
                let faults = lost.into_iter().chain([Fault { what, at, number }]).collect();
                let plant = plant(Family::Suz, faults);
                let (order, _) = plant.order("pharma", Offered::Ready);
                let codes = plant.codes(&plant.pull(&order).unwrap()[0]);
                let id = report(&plant, &codes[..10]);
                let name = format!("{first:?}, {word}@{at:?}:{number}");
                let mut tries = 0;
                loop {
                    let at = |with: quietzone_station::oms::With<'_>| {
                        hand_in(At { family: with.family, ledger: &plant.ledger, world: &plant.world }, id, &())
                    };
                    match plant.with(at) {
                        Ok(_) => break,
                        Err(failed) => {
                            assert!(failed.kind == Failure::Unknown && tries < 5, "{name}: {}", failed.found)
                        }
                    }
                    tries += 1;
                }
                let machine = plant.outside.machine.lock().unwrap();
                let reported = machine.reported(Call::Utilisation);
                assert!(reported.len() == 10 && reported.values().all(|times| *times == 1), "{name}: {reported:?}");
                cuts += 1;
            }
        }
    }
    assert!(cuts >= 300, "{cuts}");
}

#[test]
fn codes_that_a_report_was_not_accepted_for_are_told_with_the_reason() {
    let plant = plant(Family::Suz, Vec::new());
    let (order, _) = plant.order("pharma", Offered::Ready);
    let codes = plant.codes(&plant.pull(&order).unwrap()[0]);
    let done = |codes: &[String]| {
        let id = report(&plant, codes);
        plant.with(|with| {
            let at = At { family: with.family, ledger: &plant.ledger, world: with.world };
            hand_in(at, id, &()).unwrap();
            let became = watch(at, id, Duration::from_secs(3600), &()).unwrap();
            (at.document(id).unwrap(), became)
        })
    };
    let (document, became) = done(&codes[..5]);
    assert_eq!((became.end, findings(&document, &became).len()), (Some(End::Done), 0), "{became:?}");
    // Two of them again, beside three others.
    let (document, became) = done(&codes[3..8]);
    assert_eq!((became.end, became.codes.len()), (Some(End::Partly), 2), "{became:?}");
    let found = findings(&document, &became);
    assert!(found[0].message.to_string().contains("code 1"), "{}", found[0]);
    let tail = codes[3].rsplit('\u{1d}').next().unwrap();
    assert!(found.iter().all(|found| !found.to_string().contains(tail)));
}
