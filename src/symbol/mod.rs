//! Symbols: from a message to modules, and from modules to a size a device can print.

mod application;
mod datamatrix;
mod encodation;
mod matrix;
mod module_size;
mod placement;
mod reed_solomon;
mod size;

pub use application::Application;
pub use datamatrix::{EncodeError, Encoder, Separator, codewords, encode, fits, least_codewords, plain_codewords};
pub use matrix::Matrix;
pub use module_size::{Demands, Fit, Impossible, Limit, fit};
pub use size::{Shape, SymbolSize};
