//! How something is seen: clipped, with an opacity or a blend mode, on a layer.

use super::{Bounds, Segment};

/// A layer of a drawing, by the name that its designer gave it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArtLayer {
    /// Its name.
    pub name: String,
}

/// An area through which something is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clip {
    /// Its outline; open parts count as closed.
    pub segments: Vec<Segment>,
    /// Whether it follows the even-odd rule instead of the non-zero one.
    pub even_odd: bool,
}

/// How much something covers, in per mille.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opacity(u16);

/// How colours mix with those below (ISO 32000-1, 11.3.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blend {
    /// They cover them.
    #[default]
    Normal,
    /// Both darken.
    Multiply,
    /// Both lighten.
    Screen,
    /// Multiply or screen, as what is below asks for.
    Overlay,
    /// The darker of both.
    Darken,
    /// The lighter of both.
    Lighten,
    /// What is below is brightened.
    ColorDodge,
    /// What is below is darkened.
    ColorBurn,
    /// Multiply or screen, as what is above asks for.
    HardLight,
    /// Darken or lighten, as what is above asks for.
    SoftLight,
    /// What one has more than the other.
    Difference,
    /// The same, with less contrast.
    Exclusion,
    /// The hue of what is above.
    Hue,
    /// The saturation of what is above.
    Saturation,
    /// Hue and saturation of what is above.
    Color,
    /// The luminosity of what is above.
    Luminosity,
}

impl Opacity {
    /// All is covered.
    pub const FULL: Opacity = Opacity(1000);

    /// An opacity in per mille, at most 1000.
    #[must_use]
    pub fn per_mille(part: u16) -> Self {
        Self(part.min(1000))
    }

    /// The same, from a part of 1.
    #[must_use]
    pub fn of(part: f32) -> Self {
        Self((part.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// In per mille.
    #[must_use]
    pub fn thousandths(self) -> u16 {
        self.0
    }

    /// As a part of 1.
    #[must_use]
    pub fn part(self) -> f32 {
        f32::from(self.0) / 1000.0
    }
}

impl Default for Opacity {
    fn default() -> Self {
        Self::FULL
    }
}

impl Blend {
    /// Its name in PDF (ISO 32000-1, table 136).
    #[must_use]
    pub fn pdf_name(self) -> &'static str {
        match self {
            Blend::Normal => "Normal",
            Blend::Multiply => "Multiply",
            Blend::Screen => "Screen",
            Blend::Overlay => "Overlay",
            Blend::Darken => "Darken",
            Blend::Lighten => "Lighten",
            Blend::ColorDodge => "ColorDodge",
            Blend::ColorBurn => "ColorBurn",
            Blend::HardLight => "HardLight",
            Blend::SoftLight => "SoftLight",
            Blend::Difference => "Difference",
            Blend::Exclusion => "Exclusion",
            Blend::Hue => "Hue",
            Blend::Saturation => "Saturation",
            Blend::Color => "Color",
            Blend::Luminosity => "Luminosity",
        }
    }

    /// Its name in CSS and SVG (`mix-blend-mode`).
    #[must_use]
    pub fn css_name(self) -> &'static str {
        match self {
            Blend::Normal => "normal",
            Blend::Multiply => "multiply",
            Blend::Screen => "screen",
            Blend::Overlay => "overlay",
            Blend::Darken => "darken",
            Blend::Lighten => "lighten",
            Blend::ColorDodge => "color-dodge",
            Blend::ColorBurn => "color-burn",
            Blend::HardLight => "hard-light",
            Blend::SoftLight => "soft-light",
            Blend::Difference => "difference",
            Blend::Exclusion => "exclusion",
            Blend::Hue => "hue",
            Blend::Saturation => "saturation",
            Blend::Color => "color",
            Blend::Luminosity => "luminosity",
        }
    }
}

impl Clip {
    /// The box around it; `None` where it is nothing.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.segments.iter().flat_map(|segment| segment.points()))
    }
}
