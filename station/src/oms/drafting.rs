//! From a wish to a draft in the ledger: an order, or the next part of a report of a job.

use quietzone::diagnostic::Diagnostic;
use quietzone::say;
use quietzone::sentence::outside;
use quietzone::world::World;
use serde_json::{Value as Json, json};
use siphasher::sip128::{Hasher128, SipHasher24};
use std::hash::Hasher;

use super::body::{Report, Reported, Unit, Wish, aggregation_body, order_body, report_body};
use super::read::kept;
use super::rules;
use super::system::System;
use crate::ledger::documents::{DocumentId, Draft, Handed, Kind};
use crate::ledger::orders::{Connection, is_example};
use crate::ledger::{Documents, JobId, Numbers, Operation};

/// Codes of a report where a system says no limit.
const MOST: u32 = 30_000;

/// What drafts are made with.
#[derive(Clone, Copy, Debug)]
pub struct Drafting<'a> {
    /// The connection.
    pub connection: &'a Connection,
    /// What is known of such systems.
    pub system: &'a System,
    /// The ledger.
    pub ledger: &'a dyn Documents,
    /// For marks.
    pub world: &'a World,
}

/// A draft.
#[derive(Debug)]
pub struct Drafted {
    /// Its number in the ledger.
    pub id: DocumentId,
    /// Whether it was there: the same was wished before, and what became of it is not settled.
    pub was_there: bool,
    /// Labels that it tells of.
    pub labels: u64,
    /// What may be wrong with it.
    pub told: Vec<Diagnostic>,
}

/// What of a job is reported.
#[derive(Clone, Copy, Debug)]
pub struct OfJob<'a> {
    /// The job.
    pub job: JobId,
    /// The group of goods.
    pub group: &'a str,
    /// What its codes stand on (`cisType`), where that matters.
    pub cis_type: Option<&'a str>,
    /// What is told of its codes.
    pub report: Report,
    /// What the group asks for.
    pub attributes: &'a [(String, String)],
}

impl OfJob<'_> {
    /// What its documents are.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.report {
            Report::Utilisation => Kind::Utilisation,
            Report::Dropout => Kind::Dropout,
        }
    }
}

impl Drafting<'_> {
    /// Drafts an order. A wish like it that is not settled is gone on with, in place of another.
    ///
    /// # Errors
    /// All that is missing, wrong or more than the system allows; the ledger cannot be written.
    pub fn order(&self, mut wish: Wish) -> Result<Drafted, Vec<Diagnostic>> {
        let mut gtins = wish.products.iter().map(|of| of.gtin.as_str());
        self.is_fit(gtins.any(is_example)).map_err(|why| vec![why])?;
        wish.mark = None;
        let (unmarked, _) = order_body(self.system, &wish)?;
        let digest = digest(&unmarked);
        let documents = self.ledger.documents().map_err(|trouble| vec![trouble.told()])?;
        for open in documents {
            let is_open = matches!(open.handed, Handed::Drafted | Handed::Asked(_));
            if open.connection != self.connection.name || open.kind != Kind::Order || !is_open {
                continue;
            }
            let said = kept(&open.said).map_err(|why| vec![why])?;
            if said.get("wish").and_then(Json::as_str) == Some(&digest) {
                return Ok(Drafted { id: open.id, was_there: true, labels: 0, told: Vec::new() });
            }
        }
        let mark = self.mark().map_err(|why| vec![why])?;
        wish.mark = Some(mark.clone());
        let (body, told) = order_body(self.system, &wish)?;
        let products: Vec<Json> =
            wish.products.iter().map(|of| json!({ "gtin": of.gtin, "quantity": of.quantity })).collect();
        let said = json!({ "market": wish.market, "products": products, "wish": digest }).to_string();
        let id = self.draft(Kind::Order, mark, body, None, said)?;
        Ok(Drafted { id, was_there: false, labels: 0, told })
    }

    /// Drafts the next part of a report of a job; nothing where all is reported.
    ///
    /// # Errors
    /// All that is missing, wrong or more than the system allows; a code was wiped; the ledger cannot be written.
    pub fn report(&self, of: OfJob<'_>) -> Result<Option<Drafted>, Vec<Diagnostic>> {
        let kind = of.kind();
        let most = self.system.limits.report.map_or(MOST, |limit| limit.most);
        let found = self.ledger.to_report(of.job, kind, 0, most).map_err(|trouble| vec![trouble.told()])?;
        if found.is_empty() {
            return Ok(None);
        }
        let (numbers, codes): (Vec<u32>, Vec<String>) = found.into_iter().unzip();
        let mut gtins = codes.iter().filter_map(|code| code.strip_prefix("01")?.get(..14));
        self.is_fit(gtins.any(is_example)).map_err(|why| vec![why])?;
        let reported = Reported { group: of.group, cis_type: of.cis_type, attributes: of.attributes };
        let (body, told) = report_body(self.system, of.report, reported, codes)?;
        let said = json!({ "job": of.job.0, "group": of.group, "labels": numbers.len() }).to_string();
        let labels = numbers.len() as u64;
        let mark = self.mark().map_err(|why| vec![why])?;
        let id = self.draft(kind, mark, body, Some((of.job, Numbers::list(&numbers))), said)?;
        Ok(Some(Drafted { id, was_there: false, labels, told }))
    }

    /// Drafts a report of what stands in which package.
    ///
    /// # Errors
    /// As [`Drafting::report`].
    pub fn aggregation(
        &self,
        group: &str,
        units: &[Unit],
        attributes: &[(String, String)],
    ) -> Result<Drafted, Vec<Diagnostic>> {
        let mut gtins = units.iter().flat_map(|unit| &unit.codes).filter_map(|code| code.strip_prefix("01")?.get(..14));
        self.is_fit(gtins.any(is_example)).map_err(|why| vec![why])?;
        let (body, told) = aggregation_body(self.system, group, units, attributes)?;
        let codes: usize = units.iter().map(|unit| unit.codes.len()).sum();
        let said = json!({ "group": group, "packages": units.len(), "codes": codes }).to_string();
        let mark = self.mark().map_err(|why| vec![why])?;
        let id = self.draft(Kind::Aggregation, mark, body, None, said)?;
        Ok(Drafted { id, was_there: false, labels: 0, told })
    }

    /// Nothing of a trial goes to a system that is none.
    fn is_fit(&self, has_examples: bool) -> Result<(), Diagnostic> {
        if has_examples && !self.connection.is_of_this_machine() {
            let message = say!("GTINs that begin with 0952 are examples, and no goods have them");
            return Err(Diagnostic::error(rules::SETTINGS, message)
                .help(say!("nothing of a trial is handed in to a real system")));
        }
        Ok(())
    }

    fn draft(
        &self,
        kind: Kind,
        mark: String,
        body: String,
        labels: Option<(JobId, Numbers)>,
        said: String,
    ) -> Result<DocumentId, Vec<Diagnostic>> {
        let connection = self.connection.name.clone();
        let op = Operation::new(self.world).map_err(|trouble| vec![trouble.told()])?;
        let draft = Draft { connection, kind, mark, body, labels, said };
        self.ledger.draft(op, &draft).map_err(|trouble| vec![trouble.told()])
    }

    /// A mark that no other document has.
    fn mark(&self) -> Result<String, Diagnostic> {
        let mut bytes = [0; 8];
        self.world.random(&mut bytes).map_err(|_| Diagnostic::internal("oms: no randomness"))?;
        Ok(format!("qz-{:016x}", u64::from_be_bytes(bytes)))
    }
}

fn digest(body: &str) -> String {
    let mut hasher = SipHasher24::new();
    hasher.write(body.as_bytes());
    format!("{:032x}", hasher.finish128().as_u128())
}

/// The group of goods that codes of a job are reported as.
///
/// # Errors
/// None is known.
pub fn group_of<'s>(system: &'s System, market: &str, named: Option<&str>) -> Result<&'s str, Diagnostic> {
    if let Some(named) = named {
        return system.group(named).map(|group| group.word.as_str()).ok_or_else(|| {
            Diagnostic::error(rules::KIND, say!("no group of goods is called “{group}”", group = outside(named)))
        });
    }
    system.ordered_as(market, None).map(|(group, _)| group.word.as_str())
}
