//! What is known of the systems of each country: their limits, and what each group of goods asks for.
//!
//! It stands in data files, one for each family and country, with the confidence of each fact: what is of
//! confidence H is refused, what is below is warned of. A new country is a new file.

mod all;
mod file;
mod group;
mod keys;
mod known;
mod limits;

pub use group::{Coded, Group};
pub use known::System;
pub use limits::{Limit, Limits, Release};
