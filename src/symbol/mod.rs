//! Symbols: from a message to modules, and from modules to a size a device can print.
//!
//! ```
//! use quietzone::gs1::{Code, ElementString};
//! use quietzone::symbol::{Shape, SymbolSize, codewords, encode};
//!
//! let code = Code::Gs1(ElementString::parse("(01)08691234567890(21)ABC(17)271231(10)X2")?);
//! let size = SymbolSize::for_codewords(codewords(&code), Shape::Square).ok_or("no symbol holds it")?;
//! assert_eq!(encode(&code, size)?.columns(), size.columns());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod application;
mod datamatrix;
mod encodation;
pub mod linear;
mod matrix;
mod module_size;
mod placement;
pub mod qr;
mod reduction;
mod reed_solomon;
mod size;

pub use application::Application;
pub use datamatrix::{
    EncodeError, Encoder, Separator, codewords, encode, fits, is_sound, least_codewords, plain_codewords,
};
pub use linear::LinearKind;
pub use matrix::Matrix;
pub use module_size::{Demands, Fit, Impossible, Limit, fit};
pub use reduction::{Along, Area, Reduction};
pub use size::{Shape, SymbolSize};
