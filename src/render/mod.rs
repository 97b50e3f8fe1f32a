//! Scenes as files: one module a format. They translate and decide nothing.

pub mod pdf;
pub mod png;
pub mod svg;
pub mod zpl;

/// A 64-bit FNV-1a hash: the same on every machine.
#[derive(Clone, Copy, Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    fn value(self) -> u64 {
        self.0
    }
}

/// Writes into a string, which does not fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = std::fmt::Write::write_fmt(out, text);
}

/// Deflates data (zlib format, RFC 1950).
fn deflate(data: &[u8], level: u32) -> Vec<u8> {
    use std::io::Write;
    let room = Vec::with_capacity(data.len() / 3 + 64);
    let mut encoder = flate2::write::ZlibEncoder::new(room, flate2::Compression::new(level));
    // Writing into memory does not fail; if it did, the empty stream would show in every reader.
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}
