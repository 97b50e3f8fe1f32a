//! A СУЗ of ours on this machine, for tests and for who has no account: ready orders of a seed, blocks that are
//! handed out once, and every trouble. It is written from the operator's guide, and not from our client.
//!
//! Its GTINs begin with 0952: GS1 gives 952 to examples, and no goods have it. Its tails are random, and no
//! inspector takes them.
//!
//! ```
//! use quietzone_station::oms::emulator::{Emulator, Settings};
//!
//! let suz = Emulator::start(Settings::default(), 0)?;
//! assert!(suz.address().starts_with("http://127.0.0.1:"));
//! # Ok::<(), std::io::Error>(())
//! ```

mod call;
mod fault;
mod machine;
mod orders;
mod serve;

pub use call::Call;
pub use fault::{Fault, Trouble};
pub use machine::{Heard, Machine, Of, Ordered};
pub use orders::Offered;
pub use serve::Emulator;

use std::time::Duration;

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
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What its orders, ids and codes come from: the same seed gives the same.
    pub seed: u64,
    /// Codes of each GTIN; nothing means some dozens, each another number.
    pub codes: Option<u32>,
    /// When parts close.
    pub closing: Closing,
    /// What happens to requests.
    pub faults: Vec<Fault>,
}
