//! Judgement: what would be printed, held against market, device and practice.
//!
//! A rule is a file of its own in `rules/`, named by what it judges; its doc comment is its manual page,
//! and [`ALL`] lists it. Rules look at a [`Label`] – the scene that is rendered – and never at how the
//! template came to it, so that the PDF, the SVG and the ZPL of one label have one verdict.
//!
//! ```
//! use quietzone::check::Check;
//! use quietzone::job::Design;
//!
//! assert!(Check::of("QZ01").is_some_and(|check| check.manual().contains("quiet zone")));
//! let found = Design::open("templates/kz-pharma-carton.toml")?.judge()?;
//! assert!(found.iter().all(|found| found.rule.code != "QZ01"), "nothing stands in the quiet zone");
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod advice;
mod bars;
mod beyond;
mod coats;
mod contrast;
mod dates;
mod ground;
mod judge;
mod label;
mod legibility;
mod linear_contrast;
mod linear_uses;
mod numbers;
mod patch;
mod pixels;
mod reflectance;
mod reserved;
mod rule;
mod rules;
mod said;
#[cfg(test)]
mod sample;
mod seen_bars;

use rule::check;

pub use ground::Ground;
pub use judge::judge;
pub use label::{Label, Mark, SeenSymbol};
pub use reserved::{Parting, PartingKind, Reserved};
pub use rule::{Check, Scope};
pub use rules::ALL;
pub use seen_bars::SeenBars;
