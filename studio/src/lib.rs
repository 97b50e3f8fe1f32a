//! The studio of quietzone: a page in the browser where the whole job is done with a mouse.
//!
//! A [`Studio`] is a small server on this machine alone. Its page asks it by calls (`calls/`), which do what the command line
//! does, by the engine and the station, in one folder and nowhere else (`desk/`). All that the page says to people
//! comes from `words/`. What can be asked is listed by [`calls`].
//!
//! ```
//! use quietzone_studio::{Settings, Studio};
//!
//! let folder = tempfile::tempdir()?;
//! let mut settings = Settings::new(folder.path());
//! settings.ledger = Some(folder.path().join("ledger"));
//! let studio = Studio::start(settings)?;
//! assert!(studio.address().starts_with("http://127.0.0.1:"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calls;
mod desk;
mod server;
mod words;

pub use calls::{Described, calls};
pub use desk::Settings;
pub use server::Studio;
