//! Order management systems of ours on this machine, for tests and for who has no account: ready orders of a seed,
//! codes that are handed out by the law of the family, and every trouble. They are written from the operators'
//! texts, and not from our client.
//!
//! Orders and reports are taken in too. What is to be signed is signed in a way of its own, [`detached`] and
//! [`attached`]: no key of a state is there, and no state takes such a signature.
//!
//! Their GTINs begin with 0952: GS1 gives 952 to examples, and no goods have it. Their tails are random, and no
//! inspector takes them.
//!
//! ```
//! # #[cfg(feature = "oms")] {
//! use quietzone_station::oms::emulator::{Emulator, Settings};
//!
//! let suz = Emulator::start(Settings::default(), 0)?;
//! assert!(suz.address().starts_with("http://127.0.0.1:"));
//! # }
//! # Ok::<(), std::io::Error>(())
//! ```

#[cfg(feature = "oms")]
mod answer;
mod call;
mod dice;
mod family;
mod fault;
mod heard;
mod machine;
mod order;
mod reports;
mod seed;
#[cfg(feature = "oms")]
mod serve;
mod settings;
mod signature;
mod structure;
mod suz;
mod xtrace;

pub use call::Call;
pub use family::Family;
pub use fault::{Fault, Trouble};
pub use heard::Heard;
pub use machine::{Machine, Of, Ordered};
pub use seed::Offered;
#[cfg(feature = "oms")]
pub use serve::Emulator;
pub use settings::{Closing, Settings};
pub use signature::{SIGN_ATTACHED, SIGN_DETACHED, attached, detached};
