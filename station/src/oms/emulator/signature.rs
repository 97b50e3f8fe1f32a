//! Signatures of the emulator's own kind, for want of a key that a state would take: Base64 in one line of
//! `QZ-SIGNED:` and the SHA-256 of the bytes in hex, or of `QZ-ATTACHED:` and the bytes themselves. They stand for a
//! CMS that is detached or attached, and prove nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

const DETACHED: &str = "QZ-SIGNED:";
const ATTACHED: &str = "QZ-ATTACHED:";

/// A script of a shell with what Linux has, which signs the file `$1` detached into the file `$2`.
pub const SIGN_DETACHED: &str = r#"printf QZ-SIGNED:%s $(sha256sum <"$1" | cut -c1-64) | base64 -w0 >"$2""#;
/// The same, attached.
pub const SIGN_ATTACHED: &str = r#"{ printf QZ-ATTACHED:; cat "$1"; } | base64 -w0 >"$2""#;

/// What a signature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signed {
    Not,
    Well,
    /// It is another one than that of the bytes, or none at all. Nobody is told at once.
    Badly,
}

/// What is refused at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It has line breaks or blanks.
    Lines,
    /// It contains what is signed.
    Attached,
}

/// The detached signature of bytes that an emulator takes, in Base64.
#[must_use]
pub fn detached(bytes: &[u8]) -> String {
    STANDARD.encode(expected(bytes))
}

/// The attached signature of bytes that an emulator takes, in Base64.
#[must_use]
pub fn attached(bytes: &[u8]) -> String {
    STANDARD.encode([ATTACHED.as_bytes(), bytes].concat())
}

/// Judges a detached signature of bytes.
pub(super) fn judged(signature: Option<&str>, bytes: &[u8]) -> Result<Signed, Unfit> {
    let Some(signature) = signature else { return Ok(Signed::Not) };
    if signature.contains(char::is_whitespace) {
        return Err(Unfit::Lines);
    }
    let Ok(said) = STANDARD.decode(signature) else { return Ok(Signed::Badly) };
    let holds = !bytes.is_empty() && said.windows(bytes.len()).any(|window| window == bytes);
    if holds || said.starts_with(ATTACHED.as_bytes()) {
        return Err(Unfit::Attached);
    }
    Ok(if said == expected(bytes) { Signed::Well } else { Signed::Badly })
}

/// Whether an attached signature is one of a text.
pub(super) fn is_attached(signature: &str, text: &str) -> bool {
    signature == attached(text.as_bytes())
}

fn expected(bytes: &[u8]) -> Vec<u8> {
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    [DETACHED.as_bytes(), hex.as_bytes()].concat()
}
