//! From a message to data codewords (ISO/IEC 16022, 5.2).
//!
//! Plain ASCII encodation comes first: it is the quickest, and where the symbol is given nothing
//! can be gained. Only if it does not fit are the encodation modes planned ([`plan`]).

mod ascii;
mod charset;
mod codewords;
mod message;
mod plan;
mod shortest;
mod write;

pub(super) use codewords::Codewords;
pub(super) use message::Message;
