//! A market and product group: what its file says.

use std::fmt;

use super::demands::{Origin, PlacementDemands, Reference, SymbolDemands, TextDemands};
use super::field::{Companion, Field};
use super::identity::{Copies, Identity, OrderLimit, unit};
use super::structure::Structure;
use crate::document::{Choice, choice};
use crate::gs1::{Ai, Code};
use crate::say;
use crate::sentence::{InWords, Sentence};
use crate::symbol::{Separator, SymbolSize};

/// A market and product group.
#[derive(Clone, Debug)]
pub struct Market {
    /// Its short name: `kz-pharma`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Whether it is only a base for others.
    pub is_family: bool,
    /// GS1 prefixes of its country. They prove nothing: goods of every country are marked everywhere.
    pub prefixes: Vec<String>,
    /// How its codes are made.
    pub structure: Structure,
    /// Data that stands beside the code on a label: batch, expiry, product.
    pub companions: Vec<Companion>,
    /// What tells a unit from others, where the act says it; see [`Market::unit`].
    pub identity: Option<Identity>,
    /// How often a label may stand on one thing, where that is more than once.
    pub copies: Option<Copies>,
    /// What an order of codes holds.
    pub order: Option<OrderLimit>,
    /// The symbol size of every code, when the structure fixes it.
    pub symbol_size: Option<SymbolSize>,
    /// What is asked of the symbol.
    pub symbol: SymbolDemands,
    /// What is asked of the human readable text.
    pub text: TextDemands,
    /// What is asked of the place of the symbol.
    pub placement: PlacementDemands,
    /// What the act allows although GS1 forbids it.
    pub permits: Vec<Permit>,
    /// What else is asked and no type fits, for people to read.
    pub demands: Vec<Demand>,
    /// Every clause of an act whose text is at hand.
    pub ledger: Vec<Clause>,
}

/// The symbol size that a structure fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedSize {
    size: SymbolSize,
    /// Whether codes may have something behind them, and may need a larger one then.
    has_trailing: bool,
}

/// An AI that GS1 forbids, or asks for more, beside another, and an act allows.
#[derive(Clone, Debug)]
pub struct Permit {
    /// The AI.
    pub ai: Ai,
    /// The AI it stands beside.
    pub beside: Ai,
    /// What stands behind it.
    pub origin: Origin,
}

/// Something that is asked of a code, its symbol or its label, in words.
#[derive(Clone, Debug)]
pub struct Demand {
    /// What it is about.
    pub about: About,
    /// What is asked.
    pub says: String,
    /// What stands behind it.
    pub origin: Origin,
}

choice! {
    /// What a demand is about.
    pub enum About {
        /// What the code holds.
        Code = "code",
        /// How it is set as a symbol.
        Symbol = "symbol",
        /// How well the symbol is printed.
        Quality = "quality",
        /// What is printed readably.
        Text = "text",
        /// Where the symbol stands.
        Placement = "placement",
    }
}

impl InWords for About {
    fn in_words(&self) -> Sentence {
        match self {
            About::Code => say!("code"),
            About::Symbol => say!("symbol"),
            About::Quality => say!("quality"),
            About::Text => say!("text"),
            About::Placement => say!("placement"),
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A clause of an act, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The act and the clause.
    pub reference: Reference,
    /// What it demands.
    pub says: String,
    /// What becomes of it.
    pub status: Status,
    /// The rules that enforce it or warn.
    pub by: Option<String>,
}

choice! {
    /// What becomes of a clause.
    pub enum Status {
        /// Breaking it is an error.
        Enforced = "enforced",
        /// Breaking it is a warning.
        Warned = "warned",
        /// Only the user can keep it.
        User = "user",
        /// It could be checked and is not yet.
        Unchecked = "unchecked",
    }
}

impl InWords for Status {
    fn in_words(&self) -> Sentence {
        match self {
            Status::Enforced => say!("enforced"),
            Status::Warned => say!("warned"),
            Status::User => say!("the user's duty"),
            Status::Unchecked => say!("not checked"),
        }
    }
}

/// Its key in JSON, the same in every language.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::Enforced => "enforced",
            Status::Warned => "warned",
            Status::User => "the user's duty",
            Status::Unchecked => "not checked",
        })
    }
}

impl FixedSize {
    /// The size of codes that take so many codewords at most.
    #[must_use]
    pub fn of(self, codewords: Option<usize>) -> Option<SymbolSize> {
        let holds = |longest| longest <= self.size.data_codewords();
        (!self.has_trailing || codewords.is_some_and(holds)).then_some(self.size)
    }
}

impl Market {
    /// Whether the GTIN of a code begins as those of the market's country do.
    #[must_use]
    pub fn is_home_of(&self, code: &Code) -> bool {
        let gtin = self.structure.fields().iter().find(|field| field.is_gtin());
        let company = gtin.and_then(|field| self.structure.value(code, field)?.get(1..));
        company.is_some_and(|company| self.prefixes.iter().any(|prefix| company.starts_with(prefix.as_str())))
    }

    /// How many of its fields rest on sources of high confidence. Of markets that read codes alike those
    /// that are better known are named first.
    #[must_use]
    pub fn sure_fields(&self) -> usize {
        self.structure.fields().iter().filter(|field| field.strict && field.trailing.is_none()).count()
    }

    /// What tells the unit of a code from all others, to be compared as a whole; `None` of a code that
    /// has no serial. What the market does not name as its identity may differ, and the unit is the
    /// same: tail, price, expiry, batch.
    #[must_use]
    pub fn unit<'c>(&self, code: &'c Code) -> Option<[&'c str; 3]> {
        unit(self.identity.as_ref(), &self.structure, code)
    }

    /// The symbol size of codes that take so many codewords at most, if the structure fixes it. Codes
    /// with something behind them that was not issued with them may need a larger one; none is fixed for
    /// those, nor before it is known how long they are.
    #[must_use]
    pub fn fixed_size(&self, codewords: Option<usize>) -> Option<SymbolSize> {
        self.fixed().and_then(|fixed| fixed.of(codewords))
    }

    /// The same before it is known how long codes are.
    #[must_use]
    pub fn fixed(&self) -> Option<FixedSize> {
        let has_trailing = self.structure.trailing().next().is_some();
        self.symbol_size.map(|size| FixedSize { size, has_trailing })
    }

    /// What stands between fields in its symbols, where neither template nor user says otherwise.
    #[must_use]
    pub fn separator(&self) -> Separator {
        self.symbol.separator.as_ref().map_or(Separator::Gs, |demanded| demanded.value)
    }

    /// The field with a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.structure.all_fields().find(|field| &*field.name == name)
    }

    /// The field with an application identifier.
    #[must_use]
    pub fn field_with(&self, ai: Ai) -> Option<&Field> {
        self.structure.all_fields().find(|field| field.ai == Some(ai))
    }

    /// The field that a key means: its name, or its application identifier.
    #[must_use]
    pub fn part(&self, key: &str) -> Option<&Field> {
        self.field(key).or_else(|| self.field_with(Ai::new(key)?))
    }

    /// Whether what a template calls so may be the same of many units: what stands beside the code, and of the code
    /// what tells trade items, batches, dates and measures. A serial number, a key, a tail are one unit's own.
    #[must_use]
    pub fn is_shared(&self, name: &str) -> bool {
        if self.identity.as_ref().is_some_and(|identity| identity.fields.iter().any(|field| **field == *name))
            && !self.field(name).is_some_and(Field::is_gtin)
        {
            return false;
        }
        match (self.field(name), name.strip_prefix("ai").and_then(Ai::new)) {
            (Some(Field { is_secret: true, .. }), _) => false,
            (Some(Field { ai, .. }), known) if ai.or(known).is_some() => ai.or(known).is_some_and(Ai::is_shared),
            (None, Some(ai)) => ai.is_shared(),
            (Some(field), _) => &*field.name != "serial",
            (None, None) => true,
        }
    }

    /// The companion with a name.
    #[must_use]
    pub fn companion(&self, name: &str) -> Option<&Companion> {
        self.companions.iter().find(|companion| &*companion.name == name)
    }
}
