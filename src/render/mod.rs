//! Scenes as files: one module a format. They translate and decide nothing.
//!
//! ```
//! let code = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
//! let design = quietzone::job::Design::open("templates/kz-pharma-58x40-203.toml")?;
//! let label = design.label(code)?.with("batch", "A1").with("expiry", "2027-12-31");
//! assert!(label.svg()?.starts_with(b"<?xml") && label.zpl()?.ends_with(b"^XZ\n"));
//! # Ok::<(), quietzone::batch::Failure>(())
//! ```

mod deflate;
mod format;
pub mod markup;
pub mod pdf;
pub mod png;
pub mod svg;
pub mod tspl;
pub mod zpl;

pub use deflate::Deflater;
use deflate::deflate;
pub use format::{Format, Which};

/// A 64-bit FNV-1a hash: the same on every machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    pub(crate) fn value(self) -> u64 {
        self.0
    }
}

/// Writes into a string, which does not fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = std::fmt::Write::write_fmt(out, text);
}
