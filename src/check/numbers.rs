//! Numbers in a text, in one piece or in groups as GTINs are printed.

/// Digits of a text that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number<'t> {
    /// What stands before it.
    pub before: &'t str,
    /// Its digits, without the blanks between groups.
    pub digits: String,
}

/// How many digits a GTIN has.
const GTIN: [usize; 4] = [8, 12, 13, 14];

/// Every number of a text that has as many digits as a GTIN: in one piece, or where no piece has, in groups with
/// a blank between them.
pub(super) fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some((start, end)) = chain(text, rest) {
        rest = end;
        let Some((before, all)) = text.get(..start).zip(text.get(start..end)) else { break };
        let pieces: Vec<(usize, &str)> = pieces(all).filter(|(_, piece)| GTIN.contains(&piece.len())).collect();
        let joined: String = all.chars().filter(char::is_ascii_digit).collect();
        if pieces.is_empty() && GTIN.contains(&joined.len()) {
            found.push(Number { before, digits: joined });
        }
        found.extend(
            pieces
                .into_iter()
                .filter_map(|(at, piece)| Some(Number { before: text.get(..start + at)?, digits: piece.to_owned() })),
        );
    }
    found
}

/// The first groups of digits from a place on, one blank between two of them, and where they end.
fn chain(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
    let mut end = start;
    let mut blank = false;
    for (at, c) in text.get(start..)?.char_indices() {
        match c {
            _ if c.is_ascii_digit() => (end, blank) = (start + at + 1, false),
            ' ' | '\u{a0}' | '\u{2009}' if !blank => blank = true,
            _ => break,
        }
    }
    Some((start, end))
}

/// The groups of a chain, with their places.
fn pieces(chain: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    chain.split(|c: char| !c.is_ascii_digit()).map(move |piece| {
        let place = chain.get(at..).and_then(|rest| rest.find(piece)).map_or(at, |found| at + found);
        at = place + piece.len();
        (place, piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_in_one_piece_or_in_groups() {
        let found = |text| numbers(text).into_iter().map(|n| (n.before.to_owned(), n.digits)).collect::<Vec<_>>();
        let one = |before: &str, digits: &str| vec![(before.to_owned(), digits.to_owned())];
        assert_eq!(found("(01)04780999000149 500 mg"), one("(01)", "04780999000149"));
        assert_eq!(found("EAN 4 780999 000149"), one("EAN ", "4780999000149"));
        assert_eq!(found("EAN 13 4780999000149"), one("EAN 13 ", "4780999000149"));
        assert_eq!(found("9638\u{a0}5074."), one("", "96385074"));
        assert_eq!(found("12  34567890123"), []);
        assert_eq!(found("№ 1, ٤٥, 123"), []);
    }
}
