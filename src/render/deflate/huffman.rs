//! Huffman codes of bounded length.

/// The code of a symbol, its bits turned round as deflate wants them; no bits for unused symbols.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Code {
    pub(super) bits: u16,
    pub(super) length: u8,
}

/// Most bits a code may have.
const MOST: usize = 15;

/// The lengths of codes by how often each symbol is used, at most `longest` bits; 0 for symbols
/// that are not used. A symbol that is alone has one bit.
pub(super) fn lengths_of(counts: &[u32], longest: usize, lengths: &mut [u8]) {
    let mut leaves: Vec<(u32, u16)> = counts.iter().copied().zip(0..).filter(|(count, _)| *count > 0).collect();
    leaves.sort_unstable();
    let mut wanted = depths(&leaves);
    bound(&mut wanted, longest);
    // The rarest symbols have the longest codes.
    let longest_first =
        wanted.iter().rev().zip((0..=MOST as u8).rev()).flat_map(|(count, length)| (0..*count).map(move |_| length));
    for ((_, symbol), length) in leaves.iter().zip(longest_first) {
        if let Some(place) = lengths.get_mut(usize::from(*symbol)) {
            *place = length;
        }
    }
}

/// How many leaves of a Huffman tree stand at each depth; those below [`MOST`] are counted there.
fn depths(leaves: &[(u32, u16)]) -> [u32; MOST + 1] {
    let mut counts = [0; MOST + 1];
    if leaves.len() < 2 {
        let [_, one, ..] = &mut counts;
        *one = leaves.len() as u32;
        return counts;
    }
    // Leaves come first, then inner nodes in the order they are made, which is by weight too.
    let mut parents = vec![0_usize; 2 * leaves.len() - 1];
    let mut inner: Vec<u32> = Vec::with_capacity(leaves.len());
    let (mut leaf, mut node) = (0, 0);
    for made in leaves.len()..parents.len() {
        let mut sum = 0;
        for _ in 0..2 {
            let (weight, child) = match (leaves.get(leaf), inner.get(node)) {
                (Some((weight, _)), other) if other.is_none_or(|inner| weight <= inner) => {
                    leaf += 1;
                    (*weight, leaf - 1)
                }
                (_, inner) => {
                    node += 1;
                    (inner.copied().unwrap_or(0), leaves.len() + node - 1)
                }
            };
            sum += weight;
            if let Some(parent) = parents.get_mut(child) {
                *parent = made;
            }
        }
        inner.push(sum);
    }
    // From the root down; the place of a parent is taken for its depth.
    let mut depths = vec![0_usize; parents.len()];
    for (child, parent) in parents.iter().enumerate().rev().skip(1) {
        let depth = depths.get(*parent).map_or(0, |depth| depth + 1);
        if let Some(place) = depths.get_mut(child) {
            *place = depth;
        }
        if child < leaves.len()
            && let Some(count) = counts.get_mut(depth.min(MOST))
        {
            *count += 1;
        }
    }
    counts
}

/// Moves leaves up that stand too deep, and others down to make room for them.
fn bound(counts: &mut [u32; MOST + 1], longest: usize) {
    let deep: u32 = counts.iter_mut().skip(longest + 1).map(std::mem::take).sum();
    if let Some(count) = counts.get_mut(longest) {
        *count += deep;
    }
    let taken = |counts: &[u32]| -> u32 { counts.iter().zip(0..=longest).map(|(c, l)| c << (longest - l)).sum() };
    let mut over = taken(counts).saturating_sub(1 << longest);
    while over > 0 {
        let Some(length) = counts.iter().take(longest).rposition(|count| *count > 0) else { return };
        for (at, change) in [(length, -1), (length + 1, 2), (longest, -1)] {
            if let Some(count) = counts.get_mut(at) {
                *count = count.saturating_add_signed(change);
            }
        }
        over -= 1;
    }
}

/// The canonical codes of lengths (RFC 1951, 3.2.2).
pub(super) fn code_of<const N: usize>(lengths: &[u8; N]) -> [Code; N] {
    let mut next = [0_u32; MOST + 2];
    for length in lengths.iter().filter(|length| **length > 0) {
        if let Some(count) = next.get_mut(usize::from(*length) + 1) {
            *count += 1;
        }
    }
    // From how many codes are shorter by one to the first code of a length.
    let mut code = 0;
    for first in &mut next {
        code = (code + *first) << 1;
        *first = code;
    }
    lengths.map(|length| {
        let Some(next) = next.get_mut(usize::from(length)).filter(|_| length > 0) else { return Code::default() };
        let bits = next.reverse_bits() >> (32 - u32::from(length));
        *next += 1;
        Code { bits: bits as u16, length }
    })
}
