//! Scenes as files: one module a format. They translate and decide nothing.

pub mod pdf;
pub mod png;
