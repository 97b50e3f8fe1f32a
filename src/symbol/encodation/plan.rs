//! Which mode encodes which part of a message, so that codewords are fewest.
//!
//! The plan is exact. It is found from the end of the message to its beginning: what the rest costs
//! depends only on the place, the mode, and how far a group of values is filled, so of all ways to
//! encode the rest only the cheapest is kept for each. All modes are entered from ASCII encodation
//! and left into it.

use super::charset::{Mode, WIDTHS, Widths};
use super::{Message, ascii};

/// The longest message that any symbol holds: 3116 digits.
const LONGEST: usize = 3116;
/// More than anything costs, and far enough below the limit that [`LONGEST`] characters of four
/// codewords may be added.
const NEVER: u16 = u16::MAX / 2;
/// The longest run of Base 256 whose length is one codeword.
const SHORT: usize = 249;

/// How the last codewords may be written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// In ASCII encodation: more codewords may follow.
    Ascii,
    /// As at the end of the symbol, which is then full: modes need not be left.
    Symbol,
}

/// Which mode encodes which part of a message.
pub(super) struct Plan {
    /// For each place: what is encoded next, if the place is reached in ASCII encodation.
    steps: [Step; LONGEST + 1],
    count: usize,
}

/// A run of bytes in one mode.
#[derive(Clone, Copy)]
struct Step {
    mode: Mode,
    /// The place behind it.
    end: u16,
}

/// A way to encode the rest of a message: what it costs in codewords, and where the run ends that
/// it begins with. Both are in one number, so that the least is the cheapest, and of those as cheap
/// the one with the nearest end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way(u32);

impl Way {
    const NONE: Way = Way::new(NEVER, 0);

    const fn new(cost: u16, end: u16) -> Way {
        Way((cost as u32) << 16 | end as u32)
    }

    fn plus(self, cost: u16) -> Way {
        Way(self.0 + (u32::from(cost) << 16))
    }

    fn cost(self) -> u16 {
        (self.0 >> 16) as u16
    }

    fn end(self) -> u16 {
        self.0 as u16
    }
}

/// The fewest codewords of a message, the FNC1 in front left out; `None` if it is longer than any
/// symbol holds.
pub(super) fn least(message: Message<'_>, ending: Ending) -> Option<usize> {
    search(message, ending, |_, _| {})
}

/// Tells the cheapest step from every place, last place first, and returns what it costs in all.
fn search(message: Message<'_>, ending: Ending, mut tell: impl FnMut(u16, Step)) -> Option<usize> {
    let length = u16::try_from(message.bytes.len()).ok().filter(|length| usize::from(*length) <= LONGEST)?;
    let all = &*WIDTHS;
    let mut rest = Rest::nothing(length, ending);
    let mut following = 0;
    for (place, byte) in (0..length).zip(message.bytes).rev() {
        let widths = all.get(usize::from(*byte)).filter(|_| !message.is_fnc1(*byte)).unwrap_or(&Widths::FNC1);
        tell(place, rest.prepend(place, widths, ascii::is_pair(*byte, following)));
        following = *byte;
    }
    Some(usize::from(rest.ascii))
}

impl Plan {
    /// The plan of fewest codewords, the FNC1 in front left out; `None` if the message is longer
    /// than any symbol holds.
    pub(super) fn of(message: Message<'_>, ending: Ending) -> Option<Self> {
        let mut plan = Self { steps: [Step { mode: Mode::Ascii, end: 0 }; LONGEST + 1], count: 0 };
        plan.count = search(message, ending, |place, step| {
            if let Some(slot) = plan.steps.get_mut(usize::from(place)) {
                *slot = step;
            }
        })?;
        Some(plan)
    }

    /// Codewords.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The mode of what begins at a place, and where it ends.
    pub(super) fn step(&self, place: usize) -> Option<(Mode, usize)> {
        let step = self.steps.get(place)?;
        Some((step.mode, usize::from(step.end))).filter(|(_, end)| *end > place)
    }
}

/// The cheapest ways to encode the rest of a message, for every state an encoder may be in.
struct Rest {
    ending: Ending,
    /// In ASCII encodation.
    ascii: u16,
    /// The same from the next place on.
    ascii_after: u16,
    /// In plain ASCII encodation to the end, and the same from the next place on.
    plain: u16,
    plain_after: u16,
    /// In C40, Text and X12, when so many values of a triplet are there.
    triplets: [[Way; 3]; 3],
    /// In EDIFACT, when so many values of a group of four are there.
    edifact: [Way; 4],
    /// In Base 256, as if its length took one codeword.
    base256: Way,
    /// In Base 256 to the end of the symbol.
    open: Way,
}

impl Rest {
    /// What the end of the message costs.
    fn nothing(length: u16, ending: Ending) -> Self {
        let mut rest = Self {
            ending,
            ascii: 0,
            ascii_after: NEVER,
            plain: 0,
            plain_after: NEVER,
            triplets: [[Way::NONE; 3]; 3],
            edifact: [Way::NONE; 4],
            base256: Way::NONE,
            open: Way::NONE,
        };
        rest.leave(length);
        if ending == Ending::Symbol {
            let padded = Way::new(2, length);
            let [[_, _, c40], [_, _, text], _] = &mut rest.triplets;
            (*c40, *text) = (padded, padded);
            rest.open = Way::new(0, length);
        }
        rest
    }

    /// Puts a character in front of the rest: the step by which ASCII encodation goes on.
    fn prepend(&mut self, place: u16, widths: &Widths, is_pair: bool) -> Step {
        self.stay(widths);
        let next = |mode, end, cost| (Step { mode, end }, cost);
        let mut best = next(Mode::Ascii, place + 1, self.ascii + widths.ascii);
        if is_pair {
            let pair = next(Mode::Ascii, place + 2, self.ascii_after + 1);
            best = if pair.1 <= best.1 { pair } else { best };
        }
        let [c40, text, x12] = self.triplets.map(|[fresh, ..]| fresh.plus(1));
        let [edifact, ..] = self.edifact.map(|way| way.plus(1));
        let modes = [Mode::C40, Mode::Text, Mode::X12, Mode::Edifact, Mode::Base256];
        for (mode, way) in modes.into_iter().zip([c40, text, x12, edifact, self.base256_from(place)]) {
            best = if way.cost() < best.1 { next(mode, way.end(), way.cost()) } else { best };
        }
        let plain = if is_pair { self.plain_after + 1 } else { self.plain + widths.ascii };
        (self.plain, self.plain_after) = (plain, self.plain);
        (self.ascii, self.ascii_after) = (best.1, self.ascii);
        self.leave(place);
        best.0
    }

    /// Puts a character in front of what goes on in each mode.
    fn stay(&mut self, widths: &Widths) {
        for (ways, values) in self.triplets.iter_mut().zip(widths.triplets) {
            let [none, one, two] = *ways;
            *ways = match values {
                1 => [one, two, none.plus(2)],
                2 => [two, none.plus(2), one.plus(2)],
                3 => [none.plus(2), one.plus(2), two.plus(2)],
                4 => [one.plus(2), two.plus(2), none.plus(4)],
                _ => [Way::NONE; 3],
            };
        }
        let [none, one, two, three] = self.edifact;
        self.edifact = if widths.edifact { [one, two, three, none.plus(3)] } else { [Way::NONE; 4] };
        let stays = |way: Way| if widths.base256 { way.plus(1) } else { Way::NONE };
        (self.base256, self.open) = (stays(self.base256), stays(self.open));
    }

    /// The ways that leave a mode at a place, behind which the rest is as known in ASCII encodation.
    fn leave(&mut self, place: u16) {
        let left = Way::new(self.ascii, place);
        for [fresh, ..] in &mut self.triplets {
            *fresh = left.plus(1).min(*fresh);
        }
        // The value that unlatches fills its codeword up: 6, 12, 18 or 24 bits.
        for (way, codewords) in self.edifact.iter_mut().zip([1, 2, 3, 3]) {
            *way = left.plus(codewords).min(*way);
        }
        // Of two ends as cheap, the nearer gives the shorter length.
        self.base256 = left.min(self.base256);
        if self.ending == Ending::Symbol {
            self.fall_back(place);
        }
    }

    /// Modes that the end of the symbol ends: when nothing is left, or one codeword of ASCII
    /// encodation behind whole triplets, or up to two behind whole groups of EDIFACT.
    fn fall_back(&mut self, place: u16) {
        let back = Way::new(self.plain, place);
        let [[c40, ..], [text, ..], [x12, ..]] = &mut self.triplets;
        if self.plain <= 1 {
            [c40, text, x12].into_iter().for_each(|fresh| *fresh = back.min(*fresh));
        }
        let [edifact, ..] = &mut self.edifact;
        if self.plain <= 2 {
            *edifact = back.min(*edifact);
        }
    }

    /// A fresh run of Base 256 from a place, with latch and length.
    ///
    /// Only the nearest of the cheapest ends is known, and that is enough: where it is too far for
    /// a length of one codeword, nearer ends cost at least one codeword more.
    fn base256_from(&self, place: u16) -> Way {
        let long = usize::from(self.base256.end().saturating_sub(place)) > SHORT;
        self.base256.plus(2 + u16::from(long)).min(self.open.plus(2))
    }
}
