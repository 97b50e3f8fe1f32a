//! How sure a fact is.

/// How sure a fact is: what is [`Confidence::High`] is refused, of what is below is warned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Inferred.
    Low,
    /// One good witness.
    Medium,
    /// The operator's text, or two independent witnesses.
    High,
}

impl Confidence {
    /// The confidence of a letter: `H`, `M` or `L`.
    pub(super) fn of(letter: &str) -> Option<Self> {
        match letter {
            "H" => Some(Self::High),
            "M" => Some(Self::Medium),
            "L" => Some(Self::Low),
            _ => None,
        }
    }
}
