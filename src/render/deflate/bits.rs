//! Bits, the lowest first.

use super::huffman::Code;

/// Bytes being put together from bits.
pub(super) struct Bits {
    out: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Bits behind the bytes there are.
    pub(super) fn new(out: Vec<u8>) -> Self {
        Self { out, held: 0, count: 0 }
    }

    /// Whole bytes, in front of all bits.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// The lowest `count` bits of a value, at most 16.
    pub(super) fn put(&mut self, value: u32, count: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += count;
        if self.count >= 32 {
            self.out.extend_from_slice(&(self.held as u32).to_le_bytes());
            self.held >>= 32;
            self.count -= 32;
        }
    }

    pub(super) fn code(&mut self, code: Code) {
        self.put(code.bits.into(), code.length.into());
    }

    /// The bytes; the last is filled up with zeros.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let rest = self.held.to_le_bytes();
        self.out.extend(rest.iter().take(self.count.div_ceil(8) as usize));
        self.out
    }
}
