//! Batches of codes that are open: read once, with each row at hand at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use quietzone::batch::{Data, Failure, Inspection, KeptBatch, Looked, Watch};
use quietzone::market::MarketId;
use quietzone::world::World;

use super::rows::{Rows, Writer};

/// Batches that stay open; two tabs may work at two.
const MOST: usize = 4;

/// All batches that are open, the latest last.
#[derive(Debug, Default)]
pub(crate) struct Batches(Mutex<Vec<(String, Arc<Batch>)>>);

/// A batch that is open.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Its rows, to make labels of.
    pub(crate) kept: KeptBatch,
    /// What was seen in it.
    pub(crate) looked: Looked,
    /// Its rows, to be listed.
    pub(crate) rows: Rows,
}

impl Batches {
    /// The batch of a key, which says all that it depends on; read if it is not open.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn open(
        &self,
        key: &str,
        (data, market): (Data, MarketId),
        world: &World,
        watch: &dyn Watch,
    ) -> Result<Arc<Batch>, Failure> {
        if let Some(batch) = self.get(key) {
            return Ok(batch);
        }
        let mut look = Inspection::new(data, market);
        look.world = world.clone();
        let kept = look.keep(watch)?;
        look.data = kept.data();
        if look.market == MarketId::Auto {
            look.market = kept.market().id.as_str().into();
        }
        let mut writer = Writer::new(world)?;
        let looked = look.run_each(&mut writer, watch)?;
        let batch = Arc::new(Batch { kept, looked, rows: writer.rows()? });
        let mut open = self.held();
        open.retain(|(known, _)| known != key);
        let surplus = (open.len() + 1).saturating_sub(MOST);
        open.drain(..surplus);
        open.push((key.to_owned(), batch.clone()));
        Ok(batch)
    }

    fn get(&self, key: &str) -> Option<Arc<Batch>> {
        let mut open = self.held();
        let at = open.iter().position(|(known, _)| known == key)?;
        let found = open.remove(at);
        let batch = found.1.clone();
        open.push(found);
        Some(batch)
    }

    fn held(&self) -> MutexGuard<'_, Vec<(String, Arc<Batch>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
