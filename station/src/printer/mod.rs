//! Printers: where they stand, what they answer, and what they are sent.
//!
//! A [`Profile`] tells where a printer stands and how it prints; [`Profiles`] keeps them in a file that a
//! person may edit. A [`Zebra`] is one that is spoken to, over a [`Line`] that is handed in: the [`Network`],
//! or what a test makes of it. A [`Simulator`] is a printer of ours, for who has none.

mod address;
mod condition;
mod line;
mod network;
mod profile;
mod profiles;
mod prove;
pub mod rules;
pub mod simulator;
pub mod spool;
pub mod status;
mod trouble;
mod zebra;

pub use address::{Address, PORT, Tcp};
pub use condition::{Condition, Effect};
pub use line::{Cut, Dial, Line};
pub use network::Network;
pub use profile::{Confirm, Profile, Proof, Shift};
pub use profiles::{FILE, Profiles};
pub use prove::{Patience, Shown, Step, prove};
pub use simulator::Simulator;
pub use status::{Status, Work};
pub use trouble::{Trouble, What};
pub use zebra::{Answer, Identity, Waits, Zebra};
