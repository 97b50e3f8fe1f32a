//! Codes to draw with before real ones exist.

use super::definition::Market;
use super::fault::Fault;
use super::field::Field;
use crate::gs1::{Ai, Code, Pairing};

/// What letters of a placeholder say, over and over.
const WORD: &str = "PLACEHOLDER";
/// The same in small letters, which a crypto tail has.
const SMALL: &str = "placeholder";
/// The widest characters of text fonts: of those that an alphabet may have, the first is taken.
const WIDEST: [char; 2] = ['W', '0'];

impl Market {
    /// The longest code of the market with nothing in it: a GTIN of zeros, which GS1 gives to
    /// nobody, and the word PLACEHOLDER. In plain ASCII encodation it takes as many codewords
    /// as the longest real code, so a symbol for these has the size that real ones may need.
    ///
    /// # Errors
    /// A market file of one's own whose fields no such code fits.
    pub fn placeholder(&self) -> Result<Code, Vec<Fault>> {
        self.made_of(nothing)
    }

    /// The longest and widest code of the market, for a design that all codes must fit: a GTIN of
    /// zeros, and the widest letter its alphabet allows wherever a letter may stand but at the end,
    /// where a digit tells the field.
    ///
    /// # Errors
    /// As [`Market::placeholder`].
    pub fn worst_code(&self) -> Result<Code, Vec<Fault>> {
        self.worst_with(|_| None)
    }

    /// The same with values that are given for some of its fields.
    ///
    /// # Errors
    /// As [`Market::placeholder`]; every fault of what is given.
    pub fn worst_with(&self, given: impl Fn(&Field) -> Option<String>) -> Result<Code, Vec<Fault>> {
        let widest = |field: &Field| match WIDEST.iter().find(|c| field.alphabet.contains(**c)) {
            Some(widest) if !field.is_secret && !field.is_gtin() && !field.is_date() => {
                let before = self.structure.fields().iter().take_while(|other| other.name != field.name).count();
                format!("{}{}", widest.to_string().repeat(field.max.saturating_sub(1)), before % 10)
            }
            _ => nothing(field),
        };
        self.made_of(|field| given(field).unwrap_or_else(|| widest(field)))
    }

    /// The shortest code of the market: every value as short as it may be, nothing that may be left
    /// out. In letters, so that it is shorter than the longest code by its length alone.
    ///
    /// # Errors
    /// As [`Market::placeholder`].
    pub fn shortest_code(&self) -> Result<Code, Vec<Fault>> {
        let short = |field: &Field| nothing(field).chars().take(field.min).collect();
        // Where any AIs may stand, none must; the first is taken.
        let first = self.structure.fields().first().filter(|_| self.structure.is_open());
        let is_first = |field: &Field| first.is_some_and(|first| first.name == field.name);
        let part = |field: &Field| (!field.optional || is_first(field)).then(|| short(field));
        self.structure.assemble(part).map(|reading| reading.code)
    }

    /// The longest code of these values; of optional fields that GS1 bars from one another the first.
    fn made_of(&self, of: impl Fn(&Field) -> String) -> Result<Code, Vec<Fault>> {
        let mut left_out: Vec<&str> = Vec::new();
        loop {
            // What a maker puts behind codes is left out where codes as they are issued fix the size; of a
            // kind there is one.
            let is_meant = |field: &Field| {
                let Some(kind) = &field.trailing else { return true };
                let of_kind = |other: &&Field| other.trailing.as_ref().is_some_and(|other| other.family == kind.family);
                let first = self.structure.trailing().find(of_kind);
                self.symbol_size.is_none() && first.is_some_and(|first| first.name == field.name)
            };
            let is_named =
                |field: &Field| is_meant(field) && self.structure.fields().iter().any(|named| named.name == field.name);
            let value = |field: &Field| (!left_out.contains(&&*field.name) && is_named(field)).then(|| of(field));
            let code = self.structure.assemble(value)?.code;
            // Of optional fields that GS1 bars from one another only the first can be there.
            let barred = code.elements().and_then(|elements| {
                elements.pairings().into_iter().find_map(|pairing| match pairing {
                    Pairing::Barred { other, .. } => self.field_with(other).filter(|field| field.optional),
                    Pairing::Missing { .. } | Pairing::Unserialised { .. } => None,
                })
            });
            match barred.filter(|field| !self.permits.iter().any(|permit| Some(permit.ai) == field.ai)) {
                Some(field) => left_out.push(&field.name),
                None => return Ok(code),
            }
        }
    }
}

fn nothing(field: &Field) -> String {
    let zeros = "0".repeat(field.max);
    if field.ai == Some(Ai::EXPIRY) {
        return "991231".to_owned();
    }
    if field.is_secret && SMALL.chars().all(|c| field.alphabet.contains(c)) {
        return SMALL.chars().cycle().take(field.max).collect();
    }
    if WORD.chars().all(|c| field.alphabet.contains(c)) {
        WORD.chars().cycle().take(field.max).collect()
    } else {
        zeros
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::symbol::{Shape, SymbolSize, plain_codewords};

    #[test]
    fn every_market_has_a_placeholder_in_the_size_of_its_codes() {
        for id in Market::names() {
            let market = Market::load(id).unwrap();
            let code = market.placeholder().unwrap_or_else(|faults| panic!("{id}: {faults:?}"));
            let first = market.structure.value(&code, &market.structure.fields()[0]).unwrap();
            assert!(first.chars().all(|c| c == '0'), "{id}");
            let size = SymbolSize::for_codewords(plain_codewords(&code), Shape::Square).unwrap();
            assert!(market.symbol_size.is_none_or(|fixed| fixed == size), "{id}: {size}");
            let short = market.shortest_code().unwrap_or_else(|faults| panic!("{id}: {faults:?}"));
            assert!(plain_codewords(&short) <= plain_codewords(&code), "{id}");
        }
    }
}
