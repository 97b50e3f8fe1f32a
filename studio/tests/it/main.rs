//! The studio's server, asked as its page asks it and as others try to.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod asked;
mod attacks;
mod common;
mod label;
mod print;
mod rooms;
mod start;
