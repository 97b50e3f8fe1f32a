//! quietzone
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod gs1;
pub mod job;
pub mod layout;
pub mod market;
pub mod raster;
pub mod render;
pub mod scene;
pub mod source;
pub mod symbol;
pub mod template;
pub mod units;
pub mod world;
