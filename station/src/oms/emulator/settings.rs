//! What an emulator is.

use std::time::Duration;

use super::family::Family;
use super::fault::Fault;

/// When a part closes of which all codes were handed out. Witnesses differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// With its last code: its blocks cannot be had again.
    AtLastCode,
    /// 48 hours later.
    #[default]
    After48Hours,
}

impl Closing {
    /// How long it takes.
    pub(super) fn after(self) -> Duration {
        match self {
            Closing::AtLastCode => Duration::ZERO,
            Closing::After48Hours => Duration::from_secs(48 * 3600),
        }
    }
}

/// What an emulator is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What it speaks.
    pub family: Family,
    /// What its orders, ids and codes come from: the same seed gives the same.
    pub seed: u64,
    /// Codes of each GTIN; nothing means some dozens, each another number.
    pub codes: Option<u32>,
    /// When parts close.
    pub closing: Closing,
    /// How long an order takes until its codes are ready, and a report until it is judged, once they are signed.
    pub takes: Duration,
    /// What happens to requests.
    pub faults: Vec<Fault>,
    /// How long each answer is on its way; what was asked is done at once.
    pub delay: Duration,
    /// How long an answer with [`Trouble::Slow`](super::Trouble::Slow) is on its way.
    pub slow: Duration,
}

impl Default for Settings {
    /// СУЗ without trouble; what is slow takes 100 seconds, as it did in the sandbox of СУЗ.
    fn default() -> Self {
        Self {
            family: Family::default(),
            seed: 0,
            codes: None,
            closing: Closing::default(),
            takes: Duration::from_millis(5100),
            faults: Vec::new(),
            delay: Duration::ZERO,
            slow: Duration::from_secs(100),
        }
    }
}
