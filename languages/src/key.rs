//! By what a sentence is found in a table.

/// The key of an English sentence (FNV-1a, 64 bits). Two sentences of one key end the build.
pub(crate) fn key(english: &str) -> u64 {
    english.bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
