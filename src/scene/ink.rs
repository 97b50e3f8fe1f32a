//! Inks.

use std::fmt;

use super::ProcessingStep;

/// Parts of cyan, magenta, yellow and black, each 0 to 1000 (per mille).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Process(pub [u16; 4]);

/// A named colour of the press or printer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Process colours; black alone is `0 0 0 1000`.
    Process(Process),
    /// A spot colour with the process colours that stand for it on screens and proofs.
    Spot {
        /// Its name on the separation.
        name: String,
        /// What stands for it.
        alternate: Process,
        /// How it covers.
        kind: SpotKind,
        /// Its reflectance at 660 nm as measured on the substrate, in per mille.
        reflectance: Option<u16>,
        /// How much of it is printed, in per mille.
        tint: u16,
    },
    /// What a processing step works on, as a separation of its own: seen on artwork, and no ink of the print.
    Step {
        /// Its name on the separation.
        name: String,
        /// What stands for it.
        alternate: Process,
        /// What is done there.
        step: ProcessingStep,
    },
    /// Cutting, folding and the like, drawn nowhere.
    Technical,
    /// Varnish and other coats that have no colour: judged, and not drawn.
    Varnish,
}

/// How a spot colour covers what lies under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SpotKind {
    /// An ink like others.
    #[default]
    Colour,
    /// Opaque white, the underlay on film, foil and brown board.
    White,
    /// Metallic: it mirrors.
    Metallic,
}

/// A plate beside those of the process colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Separation<'a> {
    /// Its name.
    pub name: &'a str,
    /// What stands for it in full.
    pub alternate: Process,
    /// How much of it is printed, in per mille.
    pub tint: u16,
}

impl Process {
    /// Black alone, in full.
    pub const BLACK: Process = Process([0, 0, 0, 1000]);

    /// No ink: the bare material.
    pub const NONE: Process = Process([0; 4]);

    /// The process colours of a screen colour: neutral greys as black alone, the rest by plain
    /// complement with the common part as black.
    #[must_use]
    pub fn from_rgb(red: u8, green: u8, blue: u8) -> Self {
        let most = u32::from(red.max(green).max(blue));
        let part = |c: u8| {
            ((most - u32::from(c)) * 1000).checked_div(most).and_then(|part| u16::try_from(part).ok()).unwrap_or(0)
        };
        Self([part(red), part(green), part(blue), u16::try_from(((255 - most) * 1000 + 127) / 255).unwrap_or(1000)])
    }

    /// A tint, in per mille.
    #[must_use]
    pub fn tinted(self, part: u16) -> Self {
        Self(self.0.map(|full| scaled(full, part)))
    }

    /// A screen colour for looking at, by the plain complement.
    #[must_use]
    pub fn to_rgb(self) -> [u8; 3] {
        let [c, m, y, k] = self.0.map(|part| 1000 - u32::from(part.min(1000)));
        [c, m, y].map(|part| u8::try_from((part * k * 255 + 500_000) / 1_000_000).unwrap_or(255))
    }
}

impl Ink {
    /// Black.
    pub const BLACK: Ink = Ink::Process(Process::BLACK);

    /// What it looks like in process colours; `None` when it prints nothing.
    #[must_use]
    pub fn process(&self) -> Option<Process> {
        match self {
            Ink::Process(process) => Some(*process),
            Ink::Spot { alternate, tint, .. } => Some(alternate.tinted(*tint)),
            Ink::Step { .. } | Ink::Technical | Ink::Varnish => None,
        }
    }

    /// What stands for it where artwork is looked at; `None` when it is not drawn.
    #[must_use]
    pub fn shown(&self) -> Option<Process> {
        match self {
            Ink::Step { alternate, .. } => Some(*alternate),
            other => other.process(),
        }
    }

    /// The separation that it is printed by, if it is no process ink.
    #[must_use]
    pub fn separation(&self) -> Option<Separation<'_>> {
        match self {
            Ink::Spot { name, alternate, tint, .. } => Some(Separation { name, alternate: *alternate, tint: *tint }),
            Ink::Step { name, alternate, .. } => Some(Separation { name, alternate: *alternate, tint: 1000 }),
            Ink::Process(_) | Ink::Technical | Ink::Varnish => None,
        }
    }

    /// The processing step whose layer it is drawn on; colours are on none.
    #[must_use]
    pub fn step(&self) -> Option<ProcessingStep> {
        match self {
            Ink::Step { step, .. } => Some(*step),
            Ink::Spot { kind: SpotKind::White, .. } => Some(ProcessingStep::White),
            _ => None,
        }
    }

    /// Whether it has no colour of its own and changes what a reader sees: varnish, foil, what is raised or lowered.
    #[must_use]
    pub fn is_coat(&self) -> bool {
        match self {
            Ink::Varnish => true,
            Ink::Step { step, .. } => step.is_coat(),
            _ => false,
        }
    }

    /// A tint of it, in per mille; `None` for inks that are not screened. What was measured of the full ink says
    /// nothing of its tint.
    #[must_use]
    pub fn tinted(&self, part: u16) -> Option<Ink> {
        match self {
            Ink::Process(process) => Some(Ink::Process(process.tinted(part))),
            Ink::Spot { name, alternate, kind, tint, reflectance } => Some(Ink::Spot {
                name: name.clone(),
                alternate: *alternate,
                kind: *kind,
                reflectance: reflectance.filter(|_| part == 1000),
                tint: scaled(*tint, part),
            }),
            Ink::Step { .. } | Ink::Technical | Ink::Varnish => None,
        }
    }
}

/// A part of a part, in per mille.
fn scaled(full: u16, part: u16) -> u16 {
    u16::try_from((u32::from(full) * u32::from(part) + 500) / 1000).unwrap_or(full)
}

impl fmt::Display for Process {
    /// As it is written in templates, in per cent: `cmyk(0, 100, 12.5, 0)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [c, m, y, k] = self.0.map(|part| f64::from(part) / 10.0);
        write!(f, "cmyk({c}, {m}, {y}, {k})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn screen_colours_become_process_colours() {
        assert_eq!(Process::from_rgb(0, 0, 0), Process::BLACK);
        assert_eq!(Process::from_rgb(255, 255, 255), Process([0; 4]));
        assert_eq!(Process::from_rgb(255, 0, 0), Process([0, 1000, 1000, 0]));
        assert_eq!(Process::BLACK.to_rgb(), [0, 0, 0]);
        assert_eq!(Process([0; 4]).to_rgb(), [255, 255, 255]);
    }
}
