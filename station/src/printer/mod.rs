//! Printers: where they stand, what they answer, and what they are sent.
//!
//! A [`Profile`] tells where a printer stands and how it prints; [`Profiles`] keeps them in a file that a
//! person may edit. A [`Talk`] is held with one in its language, over a [`Line`] that is handed in: one of the
//! [`Ways`] of this machine, or what a test makes of it. A [`Simulator`] is a printer of ours, for who has none.

mod address;
mod ask;
mod change;
mod condition;
mod device;
mod line;
mod named;
mod network;
mod profile;
mod profiles;
mod prove;
pub mod rules;
mod setting;
pub mod simulator;
pub mod spool;
mod spooled;
pub mod status;
mod talk;
mod told;
mod trouble;
mod tsc;
mod ways;

pub use address::{Address, PORT, Tcp};
pub use ask::{Asked, ask};
pub use change::{Change, Moved, Said};
pub use condition::{Condition, Effect};
pub use line::{Cut, Dial, Line};
pub use named::{named, named_or_before};
pub use network::Network;
pub use profile::{Confirm, Profile, Proof, Shift};
pub use profiles::{FILE, Profiles};
pub use prove::{Patience, Shown, Step, prove};
pub use setting::{CutAt, Language, Scales};
pub use simulator::Simulator;
pub use spooled::over;
pub use status::{Status, Work};
pub use talk::{Answer, Identity, Talk, Waits};
pub use trouble::{Trouble, What};
pub use ways::Ways;
