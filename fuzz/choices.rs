//! Choices taken from bytes.

pub(super) const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Choices taken from bytes, one each; where they end, the first of what there is.
pub struct Choices<'b> {
    bytes: &'b [u8],
    random: u64,
}

impl<'b> Choices<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        let (seed, bytes) = bytes.split_at(bytes.len().min(8));
        let random = seed.iter().fold(0x2545_f491_4f6c_dd1d, |seed, byte| seed << 8 ^ seed >> 56 ^ u64::from(*byte));
        Self { bytes, random }
    }

    /// A number below `of`.
    pub fn pick(&mut self, of: usize) -> usize {
        let Some((first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        usize::from(*first) % of
    }

    /// Whether one of so many is chosen.
    pub fn once_in(&mut self, of: usize) -> bool {
        self.pick(of) == 1
    }

    pub fn of<T: Clone>(&mut self, these: &[T]) -> T {
        these[self.pick(these.len())].clone()
    }

    /// Characters of Base64 that nobody chose.
    pub fn random(&mut self, length: usize) -> String {
        (0..length)
            .map(|_| {
                self.random =
                    self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(LETTERS[(self.random >> 58) as usize])
            })
            .collect()
    }
}
