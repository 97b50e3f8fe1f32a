//! What is asked of symbol, text and place.

use std::fmt;
use std::sync::Arc;

use super::grade::Grade;
use super::origin::{Demanded, Reference};
use crate::diagnostic::Severity;
use crate::document::choice;
use crate::say;
use crate::sentence::{InWords, Sentence};
use crate::symbol::LinearKind;
use crate::symbol::{Separator, Shape};
use crate::units::Length;

/// What is asked of the symbol. What an act leaves open is `None`.
#[derive(Clone, Debug, Default)]
pub struct SymbolDemands {
    /// Errors are corrected by ECC 200 (ISO/IEC 16022).
    pub ecc200: Option<Demanded>,
    /// The symbol begins with FNC1, codeword 232.
    pub fnc1: Option<Demanded>,
    /// What may end a field of varying length; never empty.
    pub separators: Option<Demanded<Vec<Separator>>>,
    /// What ends such a field in the symbols we make, where neither template nor user says otherwise;
    /// GS, as codes are issued, if left out.
    pub separator: Option<Demanded<Separator>>,
    /// The shapes of ISO/IEC 16022 that are allowed; never empty. An act that names shapes by
    /// that standard leaves no room for the rectangular extension, ISO/IEC 21471.
    pub shapes: Option<Demanded<Vec<Shape>>>,
    /// The least contrasting area set aside for the symbol.
    pub area: Option<Demanded<ContrastingArea>>,
    /// The least and greatest module (X-dimension).
    pub module: Option<Demanded<ModuleRange>>,
    /// The least print quality.
    pub grade: Option<Demanded<Grade>>,
}

/// The sides of an area; both above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContrastingArea {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

/// The least and greatest side of a module; `min` is above zero and not above `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModuleRange {
    /// The least side.
    pub min: Length,
    /// The greatest side.
    pub max: Length,
}

/// What is asked of the human readable text. Fields are called by their names in the market.
#[derive(Clone, Debug, Default)]
pub struct TextDemands {
    /// Fields whose values are printed readably; never empty.
    pub content: Option<Demanded<Vec<Arc<str>>>>,
    /// Fields that always stand next to the symbol, even where others stand elsewhere.
    pub beside: Option<Demanded<Vec<Arc<str>>>>,
    /// AIs are shown in parentheses, which are not encoded.
    pub parentheses: Option<Demanded>,
    /// Fields that the readable text shows as they are encoded (dates YYMMDD).
    pub as_encoded: Option<Demanded<Vec<Arc<str>>>>,
    /// Fields that are printed a second time, apart from the readable text.
    pub repeated: Option<Demanded<Vec<Arc<str>>>>,
}

/// What is asked of the place of the symbol.
#[derive(Clone, Debug, Default)]
pub struct PlacementDemands {
    /// The least distance of a linear barcode from the symbol where both stand on one face.
    pub apart: Option<Demanded<Length>>,
    /// The shape asked for where the face is curved or inclined.
    pub curved: Option<Demanded<Shape>>,
    /// The linear barcode that shows the GTIN.
    pub linear: Option<Demanded<LinearKind>>,
    /// What else is asked, each once.
    pub rules: Vec<Demanded<PlacementRule>>,
}

choice! {
    /// Something that is asked of the place.
    pub enum PlacementRule {
        /// Nothing printed covers the symbol.
        Uncovered = "uncovered",
        /// The symbol does not break into other printed information.
        TextWhole = "text-whole",
        /// The symbol is not printed on transparent film or other outer wrapping.
        NoFilm = "no-film",
        /// The symbol stands where nothing creases or folds.
        NoCrease = "no-crease",
        /// The code, or the label that carries it, does not come off undamaged.
        Inseparable = "inseparable",
        /// The symbol is found and read without opening the package.
        ClosedPack = "closed-pack",
        /// The code stands as Data Matrix or as GS1-128.
        Encoded = "encoded",
        /// The secondary package carries the symbol, the primary one where there is none.
        OuterPack = "outer-pack",
    }
}

impl SymbolDemands {
    /// These demands, and a base's where they say nothing.
    pub(in crate::market) fn or(self, base: Self) -> Self {
        Self {
            ecc200: self.ecc200.or(base.ecc200),
            fnc1: self.fnc1.or(base.fnc1),
            separators: self.separators.or(base.separators),
            separator: self.separator.or(base.separator),
            shapes: self.shapes.or(base.shapes),
            area: self.area.or(base.area),
            module: self.module.or(base.module),
            grade: self.grade.or(base.grade),
        }
    }

    /// The least long side of a symbol without quiet zone that satisfies every reading of the
    /// area, with the area's source; nothing where the area is not surely required.
    #[must_use]
    pub fn smallest(&self) -> Option<(Length, Reference)> {
        let area = self.area.as_ref().filter(|area| area.severity() == Some(Severity::Error))?;
        Some((area.value.width.max(area.value.height), area.origin.reference()))
    }
}

impl TextDemands {
    /// These demands, and a base's where they say nothing.
    pub(in crate::market) fn or(self, base: Self) -> Self {
        Self {
            content: self.content.or(base.content),
            beside: self.beside.or(base.beside),
            parentheses: self.parentheses.or(base.parentheses),
            as_encoded: self.as_encoded.or(base.as_encoded),
            repeated: self.repeated.or(base.repeated),
        }
    }
}

impl PlacementDemands {
    /// These demands, and a base's where they say nothing.
    pub(in crate::market) fn or(self, base: Self) -> Self {
        let inherited = base.rules.into_iter().filter(|rule| self.rules.iter().all(|own| own.value != rule.value));
        let rules = inherited.chain(self.rules.iter().cloned()).collect();
        let linear = self.linear.or(base.linear);
        Self { apart: self.apart.or(base.apart), curved: self.curved.or(base.curved), linear, rules }
    }
}

impl InWords for PlacementRule {
    fn in_words(&self) -> Sentence {
        match self {
            PlacementRule::Uncovered => say!("nothing printed covers the symbol"),
            PlacementRule::TextWhole => say!("the symbol does not break into other printed information"),
            PlacementRule::NoFilm => say!("not on transparent film or other outer wrapping"),
            PlacementRule::NoCrease => say!("where nothing creases or folds"),
            PlacementRule::Inseparable => {
                say!("the code, or the label that carries it, does not come off undamaged")
            }
            PlacementRule::ClosedPack => say!("found and read without opening the package"),
            PlacementRule::Encoded => say!("the code as Data Matrix or GS1-128"),
            PlacementRule::OuterPack => {
                say!("on the secondary package, or on the primary one where there is none")
            }
        }
    }
}

impl fmt::Display for PlacementRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.in_words(), f)
    }
}
