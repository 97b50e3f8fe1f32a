//! From a message to data codewords (ISO/IEC 16022, 5.2).
//!
//! Plain ASCII encodation comes first: it is the quickest, and where the symbol is given nothing
//! can be gained. Only if it does not fit are the encodation modes planned ([`plan`]).

mod ascii;
mod charset;
mod plan;
mod write;

use plan::{Ending, Plan};
pub(super) use write::Codewords;

use super::SymbolSize;

/// The character that stands for FNC1 in a message, where anything does.
const GS: u8 = 29;

/// A message to be encoded.
#[derive(Clone, Copy)]
pub(super) struct Message<'a> {
    /// What a reader sends, without symbology identifier.
    pub(super) bytes: &'a [u8],
    /// FNC1 stands in front.
    pub(super) fnc1_in_front: bool,
    /// GS in the message means FNC1; else it is a character like others.
    pub(super) fnc1_for_gs: bool,
}

impl Message<'_> {
    /// Whether FNC1 stands for a byte of the message.
    fn is_fnc1(self, byte: u8) -> bool {
        self.fnc1_for_gs && byte == GS
    }

    /// Codewords in plain ASCII encodation.
    pub(super) fn plain_count(self) -> usize {
        usize::from(self.fnc1_in_front) + ascii::count(self)
    }

    /// The fewest data codewords by which it can be encoded. A symbol holds the message just if
    /// it has as many, or more.
    pub(super) fn least_count(self) -> usize {
        let least = plan::least(self, Ending::Symbol).map(|least| usize::from(self.fnc1_in_front) + least);
        least.unwrap_or_else(|| self.plain_count())
    }

    /// The fewest data codewords, or those of plain ASCII encodation where no smaller symbol
    /// comes of fewer: what is needed to choose a symbol.
    pub(super) fn count(self) -> usize {
        let plain = self.plain_count();
        let smaller = |count| SymbolSize::room_for(count).is_some_and(|room| room < plain);
        if smaller(self.bound()) { Some(self.least_count()).filter(|least| smaller(*least)).unwrap_or(plain) } else { plain }
    }

    /// A number of codewords that no encodation goes below: every character at the least it can
    /// cost in any mode, latches left out.
    fn bound(self) -> usize {
        let twelfths: usize = self.bytes.iter().map(|byte| charset::least_twelfths(*byte)).sum();
        usize::from(self.fnc1_in_front) + twelfths.div_ceil(12)
    }

    /// Writes the data codewords of a symbol, padding included; `None` if it does not hold them.
    pub(super) fn encode(self, codewords: &mut Codewords) -> Option<()> {
        let room = codewords.left();
        if self.fnc1_in_front {
            codewords.push(ascii::FNC1);
        }
        if self.plain_count() <= room {
            ascii::write(self, self.bytes, codewords);
        } else {
            self.plan(codewords.left())?.write(self, codewords);
        }
        codewords.pad()
    }

    /// A plan that fits. What ends with the symbol (a latch never undone) takes at most a codeword
    /// more when it does not, so one of the two endings fits exactly if anything does.
    fn plan(self, room: usize) -> Option<Plan> {
        let plan = Plan::of(self, Ending::Ascii)?;
        if plan.count() <= room {
            return Some(plan);
        }
        Plan::of(self, Ending::Symbol).filter(|plan| plan.count() == room)
    }
}
