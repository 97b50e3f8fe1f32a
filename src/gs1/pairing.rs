//! Which AIs must, and which must not, stand on the same item (General Specifications,
//! section 4.13).

use std::fmt;

use super::Ai;

/// AIs written with `n` for any digit, such as `310n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern(&'static str);

/// One way, at least, must be met: each way is a group of AIs that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    ways: Box<[Box<[Pattern]>]>,
}

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
}

impl Pattern {
    /// A pattern of the table.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        let is_ai = (2..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit() || b == b'n');
        is_ai.then_some(Self(text))
    }

    /// Whether an AI fits the pattern.
    #[must_use]
    pub fn covers(&self, ai: Ai) -> bool {
        let mut number = ai.number();
        for wanted in self.0.bytes().rev() {
            let digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            if wanted != b'n' && wanted != digit {
                return false;
            }
            number /= 10;
        }
        number == 0
    }
}

impl Demand {
    /// A demand of the table: ways with slashes between them, their AIs joined by `+`.
    pub(super) fn read(text: &'static str) -> Option<Self> {
        let way = |way: &'static str| way.split('+').map(|ai| Pattern::read(ai.trim())).collect::<Option<_>>();
        Some(Self { ways: text.split('/').map(way).collect::<Option<_>>()? })
    }

    /// Whether these AIs meet it.
    #[must_use]
    pub fn is_met(&self, ais: &[Ai]) -> bool {
        self.ways.iter().any(|way| way.iter().all(|pattern| ais.iter().any(|ai| pattern.covers(*ai))))
    }
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

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({})", self.0)
    }
}

impl fmt::Display for Demand {
    /// `(01) with (21), or (02)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, way) in self.ways.iter().enumerate() {
            if index > 0 {
                f.write_str(if index + 1 == self.ways.len() { " or " } else { ", " })?;
            }
            for (index, pattern) in way.iter().enumerate() {
                write!(f, "{}{pattern}", if index > 0 { " with " } else { "" })?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Pairing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pairing::Missing { ai, demand } => write!(f, "({ai}) needs {demand} on the same item"),
            Pairing::Barred { ai, other } => write!(f, "({ai}) and ({other}) must not stand on the same item"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ais: &[&str]) -> Vec<String> {
        let ais: Vec<Ai> = ais.iter().map(|ai| Ai::new(ai).unwrap()).collect();
        of(&ais).iter().map(Pairing::to_string).collect()
    }

    #[test]
    fn what_is_missing_is_told() {
        // General Specifications, section 4.13.2, mandatory associations.
        assert_eq!(told(&["02"]), ["(02) needs (37) on the same item"]);
        assert_eq!(told(&["10"]), ["(10) needs (01), (02), (03), (8006) or (8026) on the same item"]);
        assert_eq!(told(&["00", "02", "37"]), [""; 0]);
        assert_eq!(told(&["01", "21", "17", "10"]), [""; 0]);
        assert_eq!(told(&["01", "3920", "3103"]), [""; 0]);
        assert_eq!(told(&["01", "3920"]).len(), 1);
        assert_eq!(told(&["01", "8040"]), ["(8040) needs (01) with (21) on the same item"]);
        assert_eq!(told(&["01", "21", "8040"]), [""; 0]);
        assert_eq!(told(&["01", "250"]), ["(250) needs (21) on the same item"]);
    }

    #[test]
    fn what_is_barred_is_told_once() {
        // General Specifications, section 4.13.1, invalid pairs.
        assert_eq!(told(&["01", "255"]), ["(01) and (255) must not stand on the same item"]);
        assert_eq!(told(&["8017", "8018"]), ["(8017) and (8018) must not stand on the same item"]);
        assert_eq!(told(&["01", "3102", "3103"]), ["(3102) and (3103) must not stand on the same item"]);
        assert_eq!(told(&["01", "3103", "3103"]), [""; 0]);
        assert_eq!(told(&["01", "235", "21"]), ["(21) and (235) must not stand on the same item"]);
    }

    #[test]
    fn patterns_count_the_digits() {
        let covers = |pattern, ai| Pattern::read(pattern).unwrap().covers(Ai::new(ai).unwrap());
        assert!(covers("310n", "3105") && covers("31nn", "3105") && covers("01", "01") && covers("00", "00"));
        assert!(!covers("310n", "3115") && !covers("30", "3100") && !covers("01", "10") && !covers("31nn", "30"));
    }
}
