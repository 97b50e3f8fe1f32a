//! One code of 85 characters as a 36×36 symbol: `cargo bench --bench symbol`.
//!
//! Beside our encoder stands that of the `datamatrix` crate, in plain ASCII encodation and by its
//! own plan, each with its bitmap.
#![allow(clippy::unwrap_used)]

use datamatrix::{DataMatrixBuilder, EncodationType, SymbolList};
use divan::{Bencher, black_box};
use quietzone::gs1::{Ai, Code, Elements};
use quietzone::symbol::{Matrix, SymbolSize, codewords, encode, least_codewords};

fn main() {
    divan::main();
}

/// A pack of medicines: GTIN, serial number of 13 characters, key of 4 and crypto tail of 44.
fn code() -> Code {
    let mut elements = Elements::default();
    for (ai, value) in [
        ("01", "04870499000117"),
        ("21", "5Kd'8Tz%fQ2aX"),
        ("91", "EE05"),
        ("92", "mV7yS0q/Lr3PbYw+9Hc1DkTgZx4NfUe6JaOi8CsMvR0="),
    ] {
        elements.push(Ai::new(ai).unwrap(), value);
    }
    Code::Gs1(elements.build().unwrap())
}

fn size() -> SymbolSize {
    SymbolSize::new(36, 36).unwrap()
}

#[divan::bench]
fn ours(bencher: Bencher) {
    let (code, size) = (code(), size());
    bencher.bench(|| encode(black_box(&code), size).unwrap());
}

#[divan::bench]
fn ours_planned(bencher: Bencher) {
    let code = code();
    bencher.bench(|| least_codewords(black_box(&code)));
}

#[divan::bench]
fn ours_choosing_the_size(bencher: Bencher) {
    let code = code();
    bencher.bench(|| codewords(black_box(&code)));
}

#[divan::bench]
fn ours_runs(bencher: Bencher) {
    let matrix: Matrix = encode(&code(), size()).unwrap();
    bencher.bench(|| black_box(&matrix).runs().into_iter().map(|(.., length)| length).sum::<u32>());
}

#[divan::bench]
fn crate_in_ascii(bencher: Bencher) {
    let code = code();
    bencher.bench(|| {
        let builder = DataMatrixBuilder::new().with_encodation_types(EncodationType::Ascii);
        let builder = builder.with_fnc1_start(true).with_symbol_list(SymbolList::default().enforce_square());
        builder.encode(black_box(code.message())).unwrap().bitmap()
    });
}

#[divan::bench]
fn crate_by_plan(bencher: Bencher) {
    let code = code();
    bencher.bench(|| {
        let builder = DataMatrixBuilder::new().with_fnc1_start(true);
        let builder = builder.with_symbol_list(SymbolList::default().enforce_square());
        builder.encode(black_box(code.message())).unwrap().bitmap()
    });
}
