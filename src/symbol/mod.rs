//! Symbols: from a message to modules, and from modules to a size a device can print.

mod datamatrix;
mod matrix;
mod module_size;
mod size;

pub use datamatrix::{EncodeError, codewords, encode};
pub use matrix::Matrix;
pub use module_size::{Demands, Fit, Impossible, Limit, fit};
pub use size::{Shape, SymbolSize};
