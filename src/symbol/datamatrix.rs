//! GS1 DataMatrix, ECC 200 (ISO/IEC 16022).
//!
//! The one place that knows who encodes. For now that is the `datamatrix` crate in plain ASCII
//! encodation, which is minimal in symbol size for marking codes; it writes FNC1 in first place
//! only, so later separators are the character GS, which GS1 allows as well
//! (General Specifications, section 7.8).

use datamatrix::{DataMatrixBuilder, EncodationType, SymbolList};

use super::{Matrix, SymbolSize};
use crate::gs1::Code;

/// The message does not fit, or has characters that cannot be encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the code needs {needed} codewords, a {size} symbol holds {}", size.data_codewords())]
pub struct EncodeError {
    /// Data codewords the code needs.
    pub needed: usize,
    /// The symbol it was meant for.
    pub size: SymbolSize,
}

/// Data codewords of a code in plain ASCII encodation (ISO/IEC 16022, 5.2.3): one for two
/// digits, one for another ASCII character, two for a byte above 127, one for the FNC1 in front.
#[must_use]
pub fn codewords(code: &Code) -> usize {
    let mut count = usize::from(code.is_gs1());
    let mut rest = code.message();
    loop {
        rest = match rest {
            [a, b, tail @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => tail,
            [a, tail @ ..] => {
                count += usize::from(!a.is_ascii());
                tail
            }
            [] => return count,
        };
        count += 1;
    }
}

/// Sets a code as a symbol of the given size.
///
/// # Errors
/// The code needs more codewords than the symbol holds.
pub fn encode(code: &Code, size: SymbolSize) -> Result<Matrix, EncodeError> {
    let failed = || EncodeError { needed: codewords(code), size };
    let (rows, columns) = (size.rows() as usize, size.columns() as usize);
    let sizes = SymbolList::all().enforce_width_in(columns..=columns).enforce_height_in(rows..=rows);
    let symbol = DataMatrixBuilder::new()
        .with_encodation_types(EncodationType::Ascii)
        .with_macros(false)
        .with_fnc1_start(code.is_gs1())
        .with_symbol_list(sizes)
        .encode(code.message())
        .map_err(|_| failed())?;
    Matrix::new(size, symbol.bitmap().bits()).ok_or_else(failed)
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
        assert_eq!(error.needed, 100);
    }
}
