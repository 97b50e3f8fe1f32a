//! The list for ITS of Turkey: applied labels, with what their codes and the ledger hold.

use quietzone::batch::{Data, RowSet};
use quietzone::job::Request;
use quietzone::world::World;
use quietzone_station::its::{its, read_day};
use quietzone_station::ledger::{Claim, Decision, JobId, Ledger, Numbers, Sqlite, State};
use quietzone_station::run::begin;

use super::common::{BY, Place, at, op};

/// A job of labels, of which some are on paper and on goods.
fn job(ledger: &Sqlite, applied: &str) -> JobId {
    let mut request = Request::new(at("templates/tr-its-vial-38x15.toml"));
    request.data = Some(Data::of(at("samples/tr-its.xlsx")));
    request.rows = RowSet::joined(&["1-5".parse::<RowSet>().unwrap()]);
    let begun = begin(ledger, &World::default(), request, &BY, "samples", &()).unwrap();
    let hold = begun.hold.unwrap();
    assert_eq!(ledger.claim(op(), &hold, &BY, &[1, 2, 3], None).unwrap(), Claim::Taken);
    ledger.mark(op(), &hold, &[1, 2, 3], State::Sent).unwrap();
    ledger.release(op(), &hold).unwrap();
    let confirmed = Decision::Confirm { labels: "1-3".parse().unwrap(), spoiled: Numbers::default(), all: false };
    ledger.decide(op(), hold.job, "anna", &confirmed).unwrap();
    if !applied.is_empty() {
        let decision = Decision::Apply { labels: applied.parse().unwrap(), all: true };
        ledger.decide(op(), hold.job, "anna", &decision).unwrap();
    }
    hold.job
}

fn list(ledger: &Sqlite, job: JobId, production: Option<&str>) -> Result<String, Vec<String>> {
    let mut out = Vec::new();
    let production = production.map(|text| read_day(text).unwrap());
    match its(ledger, job, production, &mut out).unwrap() {
        Ok(_) => Ok(String::from_utf8(out).unwrap()),
        Err(failure) => Err(failure.0.iter().map(|one| one.message.to_string()).collect()),
    }
}

/// The witness is the ledger: each unit by GTIN and serial.
#[test]
fn applied_labels_stand_in_the_list_with_what_their_codes_hold() {
    let place = Place::new();
    let ledger = place.ledger();
    let job = job(&ledger, "1-2");
    let told = list(&ledger, job, Some("2026-11-26")).unwrap();
    let mut lines = told.split_terminator("\r\n");
    assert_eq!(lines.next(), Some("GTIN;SN;BN;XD;MD"));
    let labels = ledger.labels(job, 0, 10).unwrap();
    let applied: Vec<_> = labels.iter().filter(|label| label.applied).collect();
    assert_eq!(applied.len(), 2);
    for (label, line) in applied.iter().zip(lines.by_ref()) {
        let cells: Vec<&str> = line.split(';').collect();
        let unit: Vec<&str> = label.unit.as_deref().unwrap().split('\u{1d}').collect();
        assert_eq!(&cells[..2], &unit[..2]);
        let code = ledger.owns(job, label.state, label.number - 1, 1).unwrap().remove(0).code;
        assert!(code.contains(&format!("17{}10{}", cells[3], cells[2])), "a code holds expiry and batch in this order");
        assert_eq!(cells[4], "261126");
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn what_labels_lack_is_told_by_its_column() {
    let place = Place::new();
    let ledger = place.ledger();
    let first = job(&ledger, "1-2");
    let lacks = "2 applied labels of job 1 have no MD, of which label 1 is the first";
    assert_eq!(list(&ledger, first, None), Err(vec![lacks.to_owned()]));
}

#[test]
fn a_job_of_which_nothing_is_on_goods_has_no_list() {
    let place = Place::new();
    let ledger = place.ledger();
    let job = job(&ledger, "");
    assert_eq!(list(&ledger, job, Some("2026-11-26")), Err(vec!["no label of job 1 is applied".to_owned()]));
}

#[test]
fn codes_that_were_wiped_are_asked_for() {
    let place = Place::new();
    let ledger = place.ledger();
    let job = job(&ledger, "1-2");
    ledger.decide(op(), job, "anna", &Decision::Cancel).unwrap();
    ledger.forget(op(), job, "anna").unwrap();
    let told = list(&ledger, job, Some("2026-11-26")).unwrap_err();
    assert_eq!(told, ["the code of label 1 of job 1 was wiped from the ledger"]);
}
