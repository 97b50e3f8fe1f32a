//! Data Matrix, ECC 200 (ISO/IEC 16022), and GS1 DataMatrix (General Specifications, section 5.6).

use std::fmt;

use super::encodation::{Codewords, Message};
use super::{Matrix, SymbolSize, placement, reed_solomon};
use crate::document::choice;
use crate::gs1::Code;
use crate::say;
use crate::sentence::{InWords, Sentence, count, errors_in_words, name};

/// The message does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    /// Data codewords the code needs.
    pub needed: usize,
    /// The symbol it was meant for.
    pub size: SymbolSize,
}

impl InWords for EncodeError {
    fn in_words(&self) -> Sentence {
        say!(
            "the code needs {needed} codeword, a {size} symbol holds {room}"
                | "the code needs {needed} codewords, a {size} symbol holds {room}",
            needed = count(self.needed),
            size = name(self.size.to_string()),
            room = self.size.data_codewords()
        )
    }
}

errors_in_words!(EncodeError);

choice! {
    /// What stands between the elements of GS1 data where a separator is due. Readers send both as
    /// GS; FNC1 in front of the data is not concerned.
    #[derive(Default)]
    pub enum Separator {
        /// The character GS (ASCII 29), which GS1 allows like FNC1 (General Specifications, section 7.8).
        #[default]
        Gs = "gs",
        /// Function 1 Symbol Character.
        Fnc1 = "fnc1",
    }
}

/// Its name, the same in every language.
impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Separator::Gs => "GS",
            Separator::Fnc1 => "FNC1",
        })
    }
}

/// Sets codes as symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoder {
    /// What stands between elements.
    pub separator: Separator,
}

impl Encoder {
    /// Sets a code as a symbol of the given size. Plain ASCII encodation is taken where it fits,
    /// else as few codewords as can be (ISO/IEC 16022, 5.2).
    ///
    /// # Errors
    /// The code needs more codewords than the symbol holds.
    pub fn encode(self, code: &Code, size: SymbolSize) -> Result<Matrix, EncodeError> {
        let mut codewords = Codewords::new(size);
        message(code, self.separator).encode(&mut codewords).ok_or_else(|| too_small(code, size))?;
        reed_solomon::correct(size, codewords.all());
        Ok(placement::place(size, codewords.all()))
    }
}

/// Sets a code as a symbol of the given size, with GS between elements: [`Encoder::encode`].
///
/// # Errors
/// The code needs more codewords than the symbol holds.
pub fn encode(code: &Code, size: SymbolSize) -> Result<Matrix, EncodeError> {
    Encoder::default().encode(code, size)
}

/// Whether a grid is a Data Matrix symbol without a fault: upright, with its finder patterns and the error
/// correction that its data asks for (ISO/IEC 16022, 5.7 and 5.8).
#[must_use]
pub fn is_sound(grid: &Matrix) -> bool {
    SymbolSize::new(grid.rows(), grid.columns()).is_some_and(|size| {
        let mut codewords = placement::lift(size, grid);
        reed_solomon::correct(size, &mut codewords);
        placement::place(size, &codewords) == *grid
    })
}

/// Data codewords a code takes, by which its symbol is chosen: those of plain ASCII encodation
/// (ISO/IEC 16022, 5.2.3), or fewer if a smaller symbol of ISO/IEC 16022 comes of them. Every
/// symbol that has as many holds the code.
#[must_use]
pub fn codewords(code: &Code) -> usize {
    plain_message(code).count()
}

/// Data codewords a code takes in plain ASCII encodation (ISO/IEC 16022, 5.2.3), which is the most:
/// one for two digits, FNC1 or another ASCII character, two for a byte above 127. Of two codes
/// alike in length and digits, other encodations may shorten one and not the other.
#[must_use]
pub fn plain_codewords(code: &Code) -> usize {
    plain_message(code).plain_count()
}

/// The fewest data codewords a code takes in any encodation, at the end of a symbol that is then
/// full. A symbol that has as many or more holds the code, others do not.
#[must_use]
pub fn least_codewords(code: &Code) -> usize {
    plain_message(code).least_count()
}

/// Whether a symbol holds a code; nothing is encoded.
///
/// # Errors
/// The code needs more codewords than the symbol holds.
pub fn fits(code: &Code, size: SymbolSize) -> Result<(), EncodeError> {
    let (message, room) = (plain_message(code), size.data_codewords());
    let fits = message.plain_count() <= room || message.least_count() <= room;
    if fits { Ok(()) } else { Err(too_small(code, size)) }
}

fn too_small(code: &Code, size: SymbolSize) -> EncodeError {
    EncodeError { needed: codewords(code), size }
}

/// A message to count codewords of. FNC1 takes as many as GS wherever GS1 data is: one in ASCII
/// encodation, two values in C40 and Text, none of the other modes is for it or has it. (Base 256
/// has GS, but is never the cheapest for ASCII characters.)
fn plain_message(code: &Code) -> Message<'_> {
    message(code, Separator::Gs)
}

fn message(code: &Code, separator: Separator) -> Message<'_> {
    Message {
        bytes: code.message(),
        fnc1_in_front: code.is_gs1(),
        fnc1_for_gs: code.is_gs1() && separator == Separator::Fnc1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gs1::{Ai, Elements, PlainCode};
    use crate::symbol::Shape;

    fn size_of(elements: &[(&str, &str)]) -> (usize, String) {
        let mut list = Elements::default();
        elements.iter().for_each(|(ai, value)| list.push(Ai::new(ai).unwrap(), *value));
        let code = Code::Gs1(list.build().unwrap());
        let count = codewords(&code);
        let size = SymbolSize::for_codewords(count, Shape::Square).unwrap();
        assert!(encode(&code, size).is_ok());
        (count, size.to_string())
    }

    #[test]
    fn the_turkish_examples_have_the_sizes_worked_out_for_them() {
        // Guidance v1.2, article 5(3) and 7(3).
        let unit = [("01", "08691234567890"), ("21", "1323424679"), ("17", "070119"), ("10", "X2512061322")];
        assert_eq!(size_of(&unit), (27, "22×22".into()));
        assert_eq!(size_of(&[("01", "18691234567897"), ("21", "5132342412")]), (15, "18×18".into()));
    }

    #[test]
    fn bytes_above_127_count_twice() {
        assert_eq!(codewords(&Code::Plain(PlainCode::new(b"12a\xe9"))), 4);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let code = Code::Plain(PlainCode::new(&[b'a'; 100]));
        let error = encode(&code, SymbolSize::new(10, 10).unwrap()).unwrap_err();
        // Text encodation: a latch, 33 triplets, the last letter in ASCII.
        assert_eq!(error.needed, 68);
    }

    #[test]
    fn a_sound_symbol_is_told_from_one_with_a_fault() {
        // “THE SAME ON EVERY ONE”, by zxing-cpp.
        let rows = [
            "#.#.#.#.#.#.#.#.#.#.#.#.#.",
            "###.##.#...#####....###.##",
            "#.#.#####..##.#..#....##..",
            "#..#..#.#.####..###.#.####",
            "#.#.#####..#.###..##.#.#..",
            "#.#....##...##..######.###",
            "###.######.##.#.###.###...",
            "##.#.#..###...#..#.##.##.#",
            "#..##.#.##..#..##.#.#.###.",
            "##..####.####.##...#..#..#",
            "#.##...##...#.##....####..",
            "##########################",
        ];
        let mut dark: Vec<bool> = rows.concat().bytes().map(|module| module == b'#').collect();
        let sound = |dark: &[bool]| is_sound(&Matrix::new(12, 26, dark).unwrap());
        assert!(sound(&dark));
        for module in 0..dark.len() {
            dark[module] ^= true;
            assert!(!sound(&dark), "module {module}");
            dark[module] ^= true;
        }
        assert!(!is_sound(&Matrix::new(12, 26, &dark).unwrap().turned()), "there is no such size");
    }
}
