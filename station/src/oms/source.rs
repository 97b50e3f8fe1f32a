//! The codes of an order in the ledger, as rows that labels are made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use quietzone::diagnostic::{Column, Diagnostic, Place, Severity};
use quietzone::say;
use quietzone::sentence::{count, name};
use quietzone::source::{Cell, Row, RowSink, Source};
use serde_json::Value as Json;

use super::family::OrderId;
use super::pull::THROUGH;
use super::read::{kept, text, whole};
use super::rules;
use crate::ledger::orders::PartId;
use crate::ledger::{self, Orders};

/// Codes that are read at a time.
const PIECE: u32 = 10_000;
/// What the columns are called: the code, and what its GTIN is.
const HEADERS: [&str; 2] = ["Код маркировки", "Product"];

/// All codes of an order that are in the ledger, GTIN by GTIN, in the order they came, with the names of the goods.
/// Where codes were wiped, the others keep the numbers of their rows, and a note tells how many.
#[derive(Debug)]
pub struct OfOrder {
    ledger: Arc<dyn Orders>,
    order: Arc<str>,
    parts: Vec<PartOf>,
    /// The number of the first row of each block.
    blocks: BTreeMap<u32, Arc<str>>,
    headers: Row,
    expected: Option<u64>,
    /// That codes were wiped.
    notes: Vec<Diagnostic>,
}

#[derive(Debug)]
struct PartOf {
    id: PartId,
    /// The number of the row before its first.
    behind: u32,
    product: Cell,
}

impl OfOrder {
    /// The codes of an order.
    ///
    /// # Errors
    /// None of them is in the ledger, or all were wiped; it cannot be read.
    pub fn of(ledger: Arc<dyn Orders>, order: &OrderId) -> Result<Self, Diagnostic> {
        let (mut parts, mut blocks, mut expected) = (Vec::new(), BTreeMap::new(), Some(0));
        let (mut row, mut wiped) = (1_u32, 0);
        for part in ledger.parts()?.into_iter().filter(|part| part.part.order == order.as_str()) {
            let said = kept(&part.said)?;
            expected = expected.zip(whole(said.get("total"))).map(|(all, more): (u64, u64)| all.saturating_add(more));
            let (stored, behind) = (ledger.stored(part.id)?, row - 1);
            wiped += stored.wiped;
            for (_, codes) in stored.blocks {
                let number = blocks.len() + 1;
                blocks.insert(row, Arc::from(number.to_string()));
                row = row.saturating_add(codes);
            }
            let product = text(said.get("name")).map_or(Cell::Empty, |product| Cell::text(&product));
            parts.push(PartOf { id: part.id, behind, product });
        }
        if blocks.is_empty() {
            let message = say!("no code of order {order} is in the ledger", order = name(order.to_string()));
            let help = say!("fetch them first: quietzone oms pull {order}", order = name(order.to_string()));
            return Err(Diagnostic::error(rules::INCOMPLETE, message).help(help));
        }
        let note = (wiped > 0).then(|| {
            let message = say!(
                "{wiped} code of order {order} was wiped from the ledger: it is printed already, or was given up"
                    | "{wiped} codes of order {order} were wiped from the ledger: they are printed already, or were given up",
                wiped = count(wiped),
                order = name(order.to_string())
            );
            Diagnostic::error(ledger::rules::FORGOTTEN, message)
        });
        if wiped == u64::from(row - 1) {
            return Err(note.unwrap_or_else(|| Diagnostic::internal("oms: an order of blocks without codes")));
        }
        let notes: Vec<_> = note.into_iter().map(|note| note.weighing(Severity::Note)).collect();
        let expected = expected.map(|expected| expected.saturating_sub(wiped));
        let headers = Row::new(0, HEADERS.map(Cell::text).to_vec());
        Ok(Self { ledger, order: Arc::from(order.as_str()), parts, blocks, headers, expected, notes })
    }
}

/// Whether all codes of an order were fetched that can be, so that no system need be asked.
///
/// # Errors
/// The ledger cannot be read.
pub fn is_fetched(ledger: &dyn Orders, order: &OrderId) -> Result<bool, Diagnostic> {
    let parts = ledger.parts()?.into_iter().filter(|part| part.part.order == order.as_str());
    let through = parts.map(|part| Ok(kept(&part.said)?.get(THROUGH) == Some(&Json::Bool(true))));
    let through = through.collect::<Result<Vec<bool>, Diagnostic>>()?;
    Ok(!through.is_empty() && through.into_iter().all(|is_through| is_through))
}

impl Source for OfOrder {
    fn name(&self) -> &Arc<str> {
        &self.order
    }

    fn rows(&self, each: RowSink<'_>) -> Result<(), Diagnostic> {
        for part in &self.parts {
            let mut behind = 0;
            loop {
                let codes = self.ledger.left(part.id, behind, PIECE)?;
                let Some((last, _)) = codes.last() else { break };
                behind = *last;
                for (number, code) in &codes {
                    let row = part.behind.saturating_add(*number);
                    if each(Row::new(row, vec![Cell::text(code), part.product.clone()])).is_break() {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    fn place(&self, row: u32, _: Option<&Column>) -> Place {
        match self.blocks.range(..=row).next_back() {
            Some((first, block)) => {
                Place::Order { order: self.order.clone(), block: block.clone(), number: row - first + 1 }
            }
            None => Place::File(self.order.clone()),
        }
    }

    fn headers(&self) -> Option<&Row> {
        Some(&self.headers)
    }

    fn expected(&self) -> Option<u64> {
        self.expected
    }

    fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}
