//! How a message is encoded: as plain ASCII, or as planned where that is shorter.

use super::plan::{self, Ending, Plan};
use super::{Codewords, Message, ascii, charset};
use crate::symbol::SymbolSize;

impl Message<'_> {
    /// Codewords in plain ASCII encodation.
    pub(in crate::symbol) fn plain_count(self) -> usize {
        usize::from(self.fnc1_in_front) + ascii::count(self)
    }

    /// The fewest data codewords by which it can be encoded. A symbol holds the message just if
    /// it has as many, or more.
    pub(in crate::symbol) fn least_count(self) -> usize {
        let least = plan::least(self, Ending::Symbol).map(|least| usize::from(self.fnc1_in_front) + least);
        least.unwrap_or_else(|| self.plain_count())
    }

    /// The fewest data codewords, or those of plain ASCII encodation where no smaller symbol
    /// comes of fewer: what is needed to choose a symbol.
    pub(in crate::symbol) fn count(self) -> usize {
        let plain = self.plain_count();
        let smaller = |count| SymbolSize::room_for(count).is_some_and(|room| room < plain);
        if smaller(self.bound()) {
            Some(self.least_count()).filter(|least| smaller(*least)).unwrap_or(plain)
        } else {
            plain
        }
    }

    /// A number of codewords that no encodation goes below: every character at the least it can
    /// cost in any mode, latches left out.
    fn bound(self) -> usize {
        let twelfths: usize = self.bytes.iter().map(|byte| charset::least_twelfths(*byte)).sum();
        usize::from(self.fnc1_in_front) + twelfths.div_ceil(12)
    }

    /// Writes the data codewords of a symbol, padding included; `None` if it does not hold them.
    pub(in crate::symbol) fn encode(self, codewords: &mut Codewords) -> Option<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The data codewords of a message, of a size with so many.
    fn codewords(bytes: &[u8], fnc1_in_front: bool, room: usize) -> Vec<u8> {
        let size = SymbolSize::all().find(|size| size.data_codewords() == room).unwrap();
        let mut codewords = Codewords::new(size);
        let message = Message { bytes, fnc1_in_front, fnc1_for_gs: fnc1_in_front };
        message.encode(&mut codewords).unwrap();
        codewords.all()[..room].to_vec()
    }

    // Worked out by hand from ISO/IEC 16022, 5.2 and annex B: in C40 the letters A, B and C are 14,
    // 15 and 16, together 14 × 1600 + 15 × 40 + 16 + 1 = 89 × 256 + 233.

    #[test]
    fn plain_ascii_is_padded() {
        assert_eq!(codewords(b"A12", true, 8), [232, 66, 142, 129, 115, 11, 161, 56]);
    }

    #[test]
    fn triplets_to_the_last_codeword_need_no_unlatch() {
        assert_eq!(codewords(b"ABCABCABC", true, 8), [232, 230, 89, 233, 89, 233, 89, 233]);
    }

    #[test]
    fn one_character_at_the_end_of_the_symbol_falls_back_to_ascii() {
        assert_eq!(codewords(b"ABCABCABC.", false, 8), [230, 89, 233, 89, 233, 89, 233, 47]);
    }

    #[test]
    fn before_the_end_of_the_symbol_a_mode_is_left() {
        assert_eq!(codewords(b"ABCABCABC..", false, 10), [230, 89, 233, 89, 233, 89, 233, 254, 47, 47]);
    }

    #[test]
    fn edifact_falls_back_to_ascii_in_the_last_two_codewords() {
        // D, A, T, A are 000100 000001 010100 000001; full stops are 101110.
        let groups = [16, 21, 1, 0b1011_1010, 0b1110_1011, 0b1010_1110, 0b1011_1010, 0b1110_1011, 0b1010_1110];
        assert_eq!(codewords(b"DATA........a", true, 12), [&[232, 240], &groups[..], &[98]].concat());
        assert_eq!(codewords(b"DATA........ab", false, 12), [&[240], &groups[..], &[98, 99]].concat());
    }

    #[test]
    fn fnc1_is_a_value_of_c40() {
        // FNC1 is 1 and 27: 1 × 1600 + 27 × 40 + 14 + 1 = 10 × 256 + 135.
        let message = b"ABCABC\x1dAABC";
        assert_eq!(codewords(message, true, 10), [232, 230, 89, 233, 89, 233, 10, 135, 89, 233]);
    }

    #[test]
    fn long_runs_of_bytes_have_a_length_of_two_codewords_before_the_end_of_the_symbol() {
        let bytes = [200; 278];
        let unrandomised = |codewords: &[u8], place: usize| {
            let random = 149 * place % 255 + 1;
            (usize::from(codewords[place - 1]) + 256 - random % 256) % 256
        };
        // 231, 0 and 278 bytes fill 280 codewords; with one byte less the length is 277 = 27 + 250.
        let full = codewords(&bytes, false, 280);
        assert_eq!((full[0], unrandomised(&full, 2), unrandomised(&full, 3)), (231, 0, 200));
        let less = codewords(&bytes[..276], false, 280);
        assert_eq!((less[0], unrandomised(&less, 2), unrandomised(&less, 3)), (231, 250, 26));
    }

    /// What a plan that ends in ASCII encodation takes more than one that ends with the symbol.
    #[test]
    fn the_two_endings_differ_by_a_codeword_at_most() {
        let alphabet = b"A5a.*\r~\xe9\x07+";
        for number in 0..20_000_usize {
            let digits = std::iter::successors(Some(number), |n| Some(n / alphabet.len())).take(6 + number % 9);
            let bytes: Vec<u8> = digits.map(|n| alphabet[(n ^ n >> 7) % alphabet.len()]).collect();
            let message = Message { bytes: &bytes, fnc1_in_front: false, fnc1_for_gs: false };
            let [ascii, symbol] = [Ending::Ascii, Ending::Symbol].map(|ending| plan::least(message, ending).unwrap());
            assert!((symbol..=symbol + 1).contains(&ascii), "{bytes:?}");
            assert!(message.bound() <= symbol, "{bytes:?}");
        }
    }
}
