//! The labels of a unit, by whatever somebody has of it: its serial, or its code as a scanner reads it.

use quietzone::diagnostic::Diagnostic;
use quietzone::market::{Fixing, Market, rules};
use quietzone::say;

use crate::ledger::{Answer, Known, Ledger};

/// The labels of a unit in all jobs, by its serial or its code.
///
/// # Errors
/// The ledger cannot be read.
pub fn find(ledger: &dyn Ledger, what: &str) -> Answer<Vec<Known>> {
    match ledger.find_serial(what)? {
        found if found.is_empty() => of_code(ledger, what, Fixing::default()),
        found => Ok(found),
    }
}

/// The labels of a code, read by each market that the ledger has jobs of.
pub(super) fn of_code(ledger: &dyn Ledger, code: &str, fixing: Fixing) -> Answer<Vec<Known>> {
    let mut markets: Vec<String> = ledger.jobs()?.into_iter().map(|job| job.market).collect();
    markets.sort();
    markets.dedup();
    for id in markets {
        let Ok(market) = Market::load(&id) else { continue };
        let Ok(unit) = unit_of(&market, code, fixing) else { continue };
        let found = ledger.find(&unit)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// What tells the unit of a code from others, as a market reads it.
pub(super) fn unit_of(market: &Market, text: &str, fixing: Fixing) -> Result<String, Vec<Diagnostic>> {
    let (reading, _) = market
        .structure
        .read_fixing(text, fixing)
        .map_err(|faults| faults.into_iter().map(Diagnostic::from).collect::<Vec<_>>())?;
    let unit = market.unit(&reading.code).map(|unit| unit.join("\u{1d}").trim_end_matches('\u{1d}').to_owned());
    unit.ok_or_else(|| {
        let message = say!("the code tells no unit from others, so its label cannot be ticked off");
        vec![Diagnostic::error(rules::STRUCTURE, message)]
    })
}
