//! Digests of what is printed into files.

use std::hash::Hasher;

use siphasher::sip::SipHasher24;

/// Length and digest of bytes as they come.
#[derive(Debug)]
pub(super) struct Digest {
    hasher: SipHasher24,
    length: u64,
}

impl Default for Digest {
    fn default() -> Self {
        Self { hasher: SipHasher24::new_with_key(b"blocks of a file"), length: 0 }
    }
}

impl Digest {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.hasher.write(bytes);
        self.length += bytes.len() as u64;
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn value(&self) -> u64 {
        self.hasher.finish()
    }
}
