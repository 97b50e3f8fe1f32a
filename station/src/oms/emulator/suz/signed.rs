//! Signatures as СУЗ takes them.

use super::super::heard::{Heard, reply};
use super::super::signature::{Signed, Unfit, judged};
use super::refused::{field, global};
use crate::oms::exchange::Reply;

/// What a bad signature is told as, later.
pub(super) const BAD_SIGNATURE: &str =
    "Signature validation failed: message-digest attribute value does not match calculated value";

/// Whether a group's documents need no signature.
pub(super) fn is_signed_by_itself(group: &str) -> bool {
    group == "pharma"
}

/// What the header says of the body.
pub(super) fn of_header(heard: &Heard<'_>) -> Result<Signed, Reply> {
    of(heard.header("X-Signature"), heard.body)
}

/// What a signature is of bytes. A wrong one is not refused at once.
pub(super) fn of(signature: Option<&str>, bytes: &[u8]) -> Result<Signed, Reply> {
    judged(signature, bytes).map_err(|unfit| match unfit {
        Unfit::Lines => field("X-Signature", "must be Base64 in one line"),
        Unfit::Attached => reply(413, &global(413, "The signature must be detached")),
    })
}
