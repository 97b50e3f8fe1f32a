//! A batch that is looked at over and over.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::data::Data;
use super::faults::Failure;
use super::inspect::Inspection;
use super::watch::{Stage, Watch, stop_if_cancelled};
use crate::market::{Market, MarketId};
use crate::source::Kept;

/// Rows between two words of how far it is.
const OFTEN: u64 = 1000;

/// A batch whose files were read once: its rows are in a passing file, and each is at hand at once.
#[derive(Clone, Debug)]
pub struct KeptBatch {
    data: Data,
    market: Market,
    rows: Arc<Kept>,
}

impl KeptBatch {
    /// The market.
    #[must_use]
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// All rows, to be asked for in place of the files.
    #[must_use]
    pub fn data(&self) -> Data {
        self.data.read_from(self.rows.clone())
    }

    /// The first rows and this one, by its number among all rows, where those of several files follow one another.
    /// A job that is asked for this row alone makes the label of it that it has beside all others.
    #[must_use]
    pub fn row(&self, number: u32) -> Data {
        self.data.read_from(self.rows.with(number, self.data.header_row))
    }
}

impl Inspection {
    /// Reads the rows once and keeps them.
    ///
    /// # Errors
    /// The market is not found, the files cannot be read, there is no room for the passing file.
    pub fn keep(&self, watch: &dyn Watch) -> Result<KeptBatch, Failure> {
        let market = match &self.market {
            MarketId::Auto => self.market_of_data()?,
            MarketId::Named(id) => Market::load_in(&self.world, id)?,
        };
        let table = self.data.open(&self.world, &market)?;
        let mut kept = 0;
        let rows = Kept::of(table, &self.world, &mut |_| {
            kept += 1;
            if kept % OFTEN == 0 {
                watch.progress(Stage::Survey, kept, None);
                stop_if_cancelled(watch)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(KeptBatch { data: self.data.clone(), market, rows: Arc::new(rows) })
    }
}
