//! The codewords of a symbol, one behind the other.

use crate::symbol::SymbolSize;

/// The longest symbol, 144×144, with its error correction.
const MOST: usize = 1558 + 620;
/// The first pad codeword; those behind it are randomised.
const PAD: u8 = 129;

/// The codewords of a symbol, as far as they are written.
pub(in crate::symbol) struct Codewords {
    list: [u8; MOST],
    count: usize,
    /// How many data codewords the symbol holds.
    room: usize,
}

impl Codewords {
    /// None so far.
    pub(in crate::symbol) fn new(size: SymbolSize) -> Self {
        Self { list: [0; MOST], count: 0, room: size.data_codewords() }
    }

    /// All codewords of a symbol, those of error correction still 0.
    pub(in crate::symbol) fn all(&mut self) -> &mut [u8] {
        &mut self.list
    }

    pub(super) fn push(&mut self, codeword: u8) {
        if let Some(slot) = self.list.get_mut(self.count) {
            *slot = codeword;
        }
        self.count += 1;
    }

    /// Data codewords that may still be written.
    pub(super) fn left(&self) -> usize {
        self.room.saturating_sub(self.count)
    }

    /// Fills the symbol up (5.2.3 and annex B.1); `None` if it was too small.
    pub(super) fn pad(&mut self) -> Option<()> {
        if self.count > self.room {
            return None;
        }
        if self.left() > 0 {
            self.push(PAD);
        }
        while self.left() > 0 {
            let pad = usize::from(PAD) + self.random(253);
            self.push(if pad > 254 { pad - 254 } else { pad } as u8);
        }
        Some(())
    }

    /// A byte of Base 256 encodation (annex B.2).
    pub(super) fn push_byte(&mut self, byte: usize) {
        self.push(((byte + self.random(255)) % 256) as u8);
    }

    /// The pseudo-random number of the next place, 1 to `states`.
    fn random(&self, states: usize) -> usize {
        149 * (self.count + 1) % states + 1
    }
}
