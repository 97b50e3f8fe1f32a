//! Error correction (ISO/IEC 16022, 5.7 and annex E).
//!
//! Codewords are elements of GF(256) with the polynomial x⁸ + x⁵ + x³ + x² + 1; the generator of
//! `n` correction codewords has the roots 2¹ to 2ⁿ. A remainder is kept in words of eight
//! codewords, the first codeword in the highest byte, so that a division step is a shift and a
//! look-up: the table of a generator has its product with each of the 256 elements.

use std::sync::OnceLock;

use super::SymbolSize;

/// x⁸ + x⁵ + x³ + x² + 1.
const POLYNOMIAL: u16 = 0b1_0010_1101;
/// The most correction codewords of a block (48×48).
const MOST: usize = 68;
/// Words that hold as many.
const WORDS: usize = MOST.div_ceil(8);

type Row = [u64; WORDS];

/// Writes the correction codewords of a symbol behind its data codewords.
///
/// Codewords are dealt out to the blocks in turn, and the turn begins anew behind the data. That
/// matters in 144×144 only, whose last two blocks have a data codeword less than the others: some
/// programs let the turn go on there, which is not what the standard says, and not all readers
/// read both.
pub(super) fn correct(size: SymbolSize, codewords: &mut [u8]) {
    let (blocks, each) = (size.blocks(), size.correction_codewords() / size.blocks());
    let Some((data, correction)) = codewords.split_at_mut_checked(size.data_codewords()) else { return };
    for block in 0..blocks {
        let remainder = remainder(data.iter().skip(block).step_by(blocks), each);
        let bytes = remainder.iter().flat_map(|word| word.to_be_bytes());
        correction.iter_mut().skip(block).step_by(blocks).zip(bytes).for_each(|(slot, byte)| *slot = byte);
    }
}

/// The correction codewords of a block.
fn remainder<'a>(data: impl Iterator<Item = &'a u8>, count: usize) -> Row {
    let table = table(count);
    match count.div_ceil(8) {
        1 => divide::<1>(data, table),
        2 => divide::<2>(data, table),
        3 => divide::<3>(data, table),
        4 => divide::<4>(data, table),
        5 => divide::<5>(data, table),
        6 => divide::<6>(data, table),
        7 => divide::<7>(data, table),
        _ => divide::<WORDS>(data, table),
    }
}

/// The remainder of a division, in the first `N` words.
fn divide<'a, const N: usize>(data: impl Iterator<Item = &'a u8>, table: &[Row]) -> Row {
    let mut remainder = [0_u64; N];
    for codeword in data {
        let lead = remainder.first().map_or(0, |word| word.to_be_bytes()[0]);
        let product = table.get(usize::from(lead ^ codeword)).and_then(|row| row.first_chunk::<N>());
        let mut carry = 0;
        for (word, product) in remainder.iter_mut().zip(product.unwrap_or(&[0; N])).rev() {
            (*word, carry) = (*word << 8 | carry, *word >> 56);
            *word ^= product;
        }
    }
    let mut row = [0; WORDS];
    row.iter_mut().zip(remainder).for_each(|(slot, word)| *slot = word);
    row
}

/// The products of the generator of `count` correction codewords, made when first asked for.
fn table(count: usize) -> &'static [Row] {
    static TABLES: [OnceLock<Box<[Row]>>; MOST + 1] = [const { OnceLock::new() }; MOST + 1];
    TABLES.get(count).map_or(&[], |table| table.get_or_init(|| products(&generator(count))))
}

/// A polynomial's product with every element. Products of sums are sums of products, so only those
/// with a single bit are multiplied out.
fn products(polynomial: &[u8]) -> Box<[Row]> {
    let mut rows = vec![[0; WORDS]];
    for bit in 0..8 {
        let product = pack(polynomial.iter().map(|coefficient| multiply(*coefficient, 1 << bit)));
        let sums: Vec<Row> = rows.iter().map(|row| std::array::from_fn(|n| sum(row, &product, n))).collect();
        rows.extend(sums);
    }
    rows.into()
}

fn sum(a: &Row, b: &Row, word: usize) -> u64 {
    a.get(word).zip(b.get(word)).map_or(0, |(a, b)| a ^ b)
}

fn pack(codewords: impl Iterator<Item = u8>) -> Row {
    let mut row = [0; WORDS];
    for (n, codeword) in codewords.enumerate() {
        if let Some(word) = row.get_mut(n / 8) {
            *word |= u64::from(codeword) << (56 - n % 8 * 8);
        }
    }
    row
}

/// The product of (x - 2¹) to (x - 2ⁿ), highest power first, without the leading 1.
fn generator(count: usize) -> Vec<u8> {
    let mut coefficients = vec![0; count];
    let mut root = 1;
    for degree in 1..=count {
        root = multiply(root, 2);
        // Times x, less the root times itself; subtraction is addition here.
        let mut left = 1;
        for coefficient in coefficients.iter_mut().take(degree) {
            let below = *coefficient;
            *coefficient = below ^ multiply(left, root);
            left = below;
        }
    }
    coefficients
}

/// The product of two elements.
fn multiply(a: u8, b: u8) -> u8 {
    let doubled = |a: u16| if a < 128 { a << 1 } else { a << 1 ^ POLYNOMIAL };
    let powers = std::iter::successors(Some(u16::from(a)), |a| Some(doubled(*a)));
    let product = powers.zip(0..8).filter(|(_, bit)| b >> bit & 1 == 1).fold(0, |sum, (power, _)| sum ^ power);
    product.to_be_bytes()[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_multiply_as_annex_e_has_them() {
        // 2⁸ = x⁵ + x³ + x² + 1.
        assert_eq!(multiply(128, 2), 0b10_1101);
        let powers: std::collections::HashSet<u8> =
            std::iter::successors(Some(1), |a| Some(multiply(*a, 2))).take(255).collect();
        assert_eq!(powers.len(), 255);
    }

    /// ISO/IEC 16022, annex E.3 lists the generator polynomials; of five correction codewords:
    /// x⁵ + 62x⁴ + 111x³ + 15x² + 48x + 228.
    #[test]
    fn the_smallest_generator_is_that_of_the_standard() {
        assert_eq!(generator(5), [62, 111, 15, 48, 228]);
    }

    /// ISO/IEC 16022, annex O: “123456” in a 10×10 symbol.
    #[test]
    fn the_example_of_the_standard_has_its_correction() {
        let mut codewords = [142, 164, 186, 0, 0, 0, 0, 0];
        correct(SymbolSize::new(10, 10).unwrap(), &mut codewords);
        assert_eq!(codewords, [142, 164, 186, 114, 25, 5, 88, 102]);
    }
}
