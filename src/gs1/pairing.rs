//! Which AIs must, and which must not, stand on the same item (General Specifications,
//! section 4.13).

use super::{Ai, Demand};
use crate::say;
use crate::sentence::{InWords, Sentence, name, shown_in_words};

/// AIs that do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// An AI needs another beside it, which is missing.
    Missing {
        /// The AI that stands there.
        ai: Ai,
        /// What it needs.
        demand: &'static Demand,
    },
    /// Two AIs that must not stand on the same item.
    Barred {
        /// The AI that bars the other.
        ai: Ai,
        /// The AI barred.
        other: Ai,
    },
    /// A key that needs its serial beside another AI, and has none.
    Unserialised {
        /// The AI of the key.
        ai: Ai,
        /// The AI beside which it needs its serial.
        beside: Ai,
    },
}

/// A digital signature, which signs one thing and not a kind of things.
const SIGNATURE: Ai = Ai::of_number(8030);
/// Keys whose last part, the serial, may be missing elsewhere.
const KEYS: [Ai; 3] = [Ai::of_number(253), Ai::of_number(255), Ai::of_number(8003)];

/// Keys without their serials beside a digital signature (GS1 Barcode Syntax Engine; General
/// Specifications, section 4.13.2, AI 8030).
pub(super) fn unserialised<'v>(elements: impl Iterator<Item = (Ai, &'v str)> + Clone) -> Vec<Pairing> {
    if !elements.clone().any(|(ai, _)| ai == SIGNATURE) {
        return Vec::new();
    }
    let lacks = |(ai, value): &(Ai, &str)| KEYS.contains(ai) && value.len() <= ai.format().min;
    let mut found: Vec<Pairing> =
        elements.filter(lacks).map(|(ai, _)| Pairing::Unserialised { ai, beside: SIGNATURE }).collect();
    found.dedup();
    found
}

/// What the AIs of an item lack and what bars what; each pair is told once.
pub(super) fn of(ais: &[Ai]) -> Vec<Pairing> {
    let mut distinct = ais.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let mut found = Vec::new();
    for ai in &distinct {
        let Some(entry) = ai.entry() else { continue };
        let unmet = entry.demands.iter().filter(|demand| !demand.is_met(&distinct));
        found.extend(unmet.map(|demand| Pairing::Missing { ai: *ai, demand }));
        for other in distinct.iter().filter(|other| *other != ai && bars(*ai, **other)) {
            if !(other < ai && bars(*other, *ai)) {
                found.push(Pairing::Barred { ai: *ai, other: *other });
            }
        }
    }
    found
}

fn bars(ai: Ai, other: Ai) -> bool {
    ai.entry().is_some_and(|entry| entry.bars.iter().any(|pattern| pattern.covers(other)))
}

impl InWords for Pairing {
    fn in_words(&self) -> Sentence {
        let digits = |ai: &Ai| name(ai.to_string());
        match self {
            Pairing::Missing { ai, demand } => {
                say!("({ai}) needs {others} on the same item", ai = digits(ai), others = demand.argument())
            }
            Pairing::Barred { ai, other } => {
                say!("({ai}) and ({other}) must not stand on the same item", ai = digits(ai), other = digits(other))
            }
            Pairing::Unserialised { ai, beside } => {
                say!(
                    "({ai}) needs its serial where ({beside}) stands beside it",
                    ai = digits(ai),
                    beside = digits(beside)
                )
            }
        }
    }
}

shown_in_words!(Pairing);

#[cfg(test)]
mod tests {
    use super::*;

    fn pairings(ais: &[&str]) -> Vec<String> {
        let ais: Vec<Ai> = ais.iter().map(|ai| Ai::new(ai).unwrap()).collect();
        of(&ais).iter().map(Pairing::to_string).collect()
    }

    #[test]
    fn what_is_missing_is_told() {
        // General Specifications, section 4.13.2, mandatory associations.
        assert_eq!(pairings(&["02"]), ["(02) needs (37) on the same item"]);
        assert_eq!(pairings(&["10"]), ["(10) needs (01), (02), (03), (8006) or (8026) on the same item"]);
        assert_eq!(pairings(&["00", "02", "37"]), [""; 0]);
        assert_eq!(pairings(&["01", "21", "17", "10"]), [""; 0]);
        assert_eq!(pairings(&["01", "3920", "3103"]), [""; 0]);
        assert_eq!(pairings(&["01", "3920"]).len(), 1);
        assert_eq!(pairings(&["01", "8040"]), ["(8040) needs (01) with (21) on the same item"]);
        assert_eq!(pairings(&["01", "21", "8040"]), [""; 0]);
        assert_eq!(pairings(&["01", "250"]), ["(250) needs (21) on the same item"]);
        // GS1's syntax dictionary of 2026-01-27, (8030): 00, 01+21, 253, 255, 8003, …
        for beside in ["00", "253", "255", "8003", "8004", "8017", "8018"] {
            assert_eq!(pairings(&[beside, "8030"]), [""; 0], "{beside}");
        }
        assert_eq!(pairings(&["01", "8030"]).len(), 1);
        assert_eq!(pairings(&["01", "21", "8030"]), [""; 0]);
    }

    #[test]
    fn what_is_barred_is_told_once() {
        // General Specifications, section 4.13.1, invalid pairs.
        assert_eq!(pairings(&["01", "255"]), ["(01) and (255) must not stand on the same item"]);
        assert_eq!(pairings(&["8017", "8018"]), ["(8017) and (8018) must not stand on the same item"]);
        assert_eq!(pairings(&["01", "3102", "3103"]), ["(3102) and (3103) must not stand on the same item"]);
        assert_eq!(pairings(&["01", "3103", "3103"]), [""; 0]);
        assert_eq!(pairings(&["01", "235", "21"]), ["(21) and (235) must not stand on the same item"]);
    }
}
