//! Scenes as dots: what PNG files show, and what a thermal printer puts on paper.
//!
//! On a device with dots nothing is anti-aliased and a symbol's modules are whole dots.
//! Artwork has no dots of its own; its pictures are anti-aliased at the preview's resolution. Colours mix with what is
//! printed below them, and the bare label comes below all.
//!
//! ```
//! let code = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
//! let design = quietzone::job::Design::open("templates/kz-pharma-58x40-203.toml")?;
//! let png = design.label(code)?.with("batch", "A1").with("expiry", "2027-12-31").png()?;
//! // 58 mm of 8 dots a millimetre.
//! assert_eq!(png[16..20], 464_u32.to_be_bytes());
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod area;
mod dots;
mod glyphs;
mod group;
mod line;
mod page;
mod paint;
mod painter;
mod patch;
mod shade;
mod window;

pub use area::{PixelArea, Run};
pub use dots::{Dots, MAX_DOTS, Raster, TooManyDots};
pub use paint::is_dark;
pub use painter::Painter;
pub use patch::{Layer, Patch};
