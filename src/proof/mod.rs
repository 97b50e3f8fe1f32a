//! A label with what was found on it: the picture that people look at.
//!
//! The label lies on a page with room around it. Under the print is the blank, over it are the zones
//! that must stay empty, what the blank is cut and folded along, and every finding as a numbered frame,
//! in the order in which findings are told; distances that were measured are drawn. Below the label
//! the lines are explained and, if asked for, the findings listed.
//!
//! ```
//! use quietzone::job::{Request, run};
//!
//! let mut request = Request::new("templates/kz-pharma-carton.toml");
//! request.proof = true;
//! assert!(run(&request, &())?.proof.is_some());
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod blank;
mod findings;
mod legend;
mod page;
mod pen;
mod picture;
mod room;

pub(crate) use legend::Below;
pub use page::Proof;
pub(crate) use picture::picture;
