//! A message to be encoded.

/// The character that stands for FNC1 in a message, where anything does.
const GS: u8 = 29;

/// A message to be encoded.
#[derive(Clone, Copy)]
pub(in crate::symbol) struct Message<'a> {
    /// What a reader sends, without symbology identifier.
    pub(in crate::symbol) bytes: &'a [u8],
    /// FNC1 stands in front.
    pub(in crate::symbol) fnc1_in_front: bool,
    /// GS in the message means FNC1; else it is a character like others.
    pub(in crate::symbol) fnc1_for_gs: bool,
}

impl Message<'_> {
    /// Whether FNC1 stands for a byte of the message.
    pub(super) fn is_fnc1(self, byte: u8) -> bool {
        self.fnc1_for_gs && byte == GS
    }
}
