//! Processing steps (ISO 19593-1): what is done to a print beside printing it in colours.

use crate::document::choice;

choice! {
    /// What a technical ink stands for. Its word stands in templates.
    pub enum ProcessingStep {
        /// Cut through.
        Cutting = "cutting",
        /// Cut to a depth: a kiss cut.
        PartialCutting = "partial cutting",
        /// Creased.
        Creasing = "creasing",
        /// Perforated.
        Perforating = "perforating",
        /// Folded without a crease.
        Folding = "folding",
        /// Glued.
        Gluing = "gluing",
        /// Drilled.
        Drilling = "drilling",
        /// Punched.
        Punching = "punching",
        /// Hot foil.
        Foil = "foil",
        /// Cold foil.
        ColdFoil = "cold foil",
        /// Raised.
        Embossing = "embossing",
        /// Lowered.
        Debossing = "debossing",
        /// Raised dots for the blind.
        Braille = "braille",
        /// Varnished.
        Varnish = "varnish",
        /// Printed white beneath colours.
        White = "white",
    }
}

impl ProcessingStep {
    /// Its group and, in the group that has types, its type: `GTS_ProcStepsGroup` and `GTS_ProcStepsType` of
    /// ISO 19593-1. White, varnish and Braille are groups; a type there would be an error.
    #[must_use]
    pub const fn metadata(self) -> (&'static str, Option<&'static str>) {
        let kind = match self {
            ProcessingStep::White => return ("White", None),
            ProcessingStep::Varnish => return ("Varnish", None),
            ProcessingStep::Braille => return ("Braille", None),
            ProcessingStep::Cutting => "Cutting",
            ProcessingStep::PartialCutting => "PartialCutting",
            ProcessingStep::Creasing => "Creasing",
            ProcessingStep::Perforating => "Perforating",
            ProcessingStep::Folding => "Folding",
            ProcessingStep::Gluing => "Gluing",
            ProcessingStep::Drilling => "Drilling",
            ProcessingStep::Punching => "Punching",
            ProcessingStep::Foil => "FoilStamping",
            ProcessingStep::ColdFoil => "ColdFoilStamping",
            ProcessingStep::Embossing => "Embossing",
            ProcessingStep::Debossing => "Debossing",
        };
        ("Structural", Some(kind))
    }

    /// Whether it changes what a reader sees of what lies below: varnish, foil, what is raised or lowered.
    #[must_use]
    pub const fn is_coat(self) -> bool {
        matches!(
            self,
            ProcessingStep::Varnish
                | ProcessingStep::Foil
                | ProcessingStep::ColdFoil
                | ProcessingStep::Embossing
                | ProcessingStep::Debossing
                | ProcessingStep::Braille
        )
    }
}
