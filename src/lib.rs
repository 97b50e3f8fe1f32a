//! quietzone
pub mod diagnostic;
pub mod document;
pub mod gs1;
pub mod market;
pub mod symbol;
pub mod units;
pub mod world;
