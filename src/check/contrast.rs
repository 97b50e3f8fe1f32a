//! What stands out from what at 660 nm: the shades of a symbol's ground and ink, as far as known.

use std::fmt;

use super::reflectance::{Range, Shade};
use super::{Ground, Label, Mark};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::market::{Demanded, Grade, Market};
use crate::raster::{PixelArea, is_dark};
use crate::scene::{Bounds, Drawing, Ink, Process, SpotKind, Substrate};

/// Why no reflectance can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// A spot colour that was not measured.
    Spot(String),
    /// A metallic ink that was not measured.
    Metallic(String),
    /// White ink that was not measured on what it does not hide.
    WhiteOn(Substrate),
    /// A material that was not measured.
    Bare(Substrate),
    /// A picture.
    Picture,
}

impl Unknown {
    /// Whether CT05 tells of it where it is the ground.
    pub(super) fn is_told_by_ct05(&self) -> bool {
        matches!(self, Unknown::Metallic(_) | Unknown::Bare(Substrate::Foil | Substrate::TransparentFilm))
    }

    /// What to do about it.
    pub(super) fn help(&self) -> &'static str {
        match self {
            Unknown::Spot(_) | Unknown::Metallic(_) | Unknown::WhiteOn(_) => {
                "measure the ink on this material at 660 nm and write it into the ink, such as “660 nm = 7 %”"
            }
            Unknown::Bare(Substrate::TransparentFilm) => "put a white underlay, an ink of the kind “white”, below it",
            Unknown::Bare(_) => "measure the material at 660 nm and write it into [label], such as “reflectance = 82”",
            Unknown::Picture => "put a plain area of one ink over the picture, beneath the symbol",
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unknown::Spot(name) => {
                write!(f, "what the ink “{name}” reflects at 660 nm is not known; its process colours say little of it")
            }
            Unknown::Metallic(name) => write!(f, "the metallic ink “{name}” mirrors, and may look dark or light"),
            Unknown::WhiteOn(on) => write!(f, "white ink on {on} does not hide all of it, and how much is not known"),
            Unknown::Bare(Substrate::Foil) => f.write_str("foil mirrors, and may look dark or light"),
            Unknown::Bare(Substrate::TransparentFilm) => {
                f.write_str("what lies behind transparent film is seen through it")
            }
            Unknown::Bare(bare) => write!(f, "what {bare} reflects at 660 nm is not known"),
            Unknown::Picture => f.write_str("a picture is the ground, and its colours say little of the inks"),
        }
    }
}

impl Label<'_> {
    /// The shade of what lies under a box.
    pub(super) fn ground_shade(&self, area: &Bounds, ground: &Ground<'_>) -> Result<Shade, Unknown> {
        if ground.under.iter().any(|mark| self.is_picture_seen(mark, area)) {
            return Err(Unknown::Picture);
        }
        match ground.layers.first() {
            Some((_, ink)) => self.ink_shade(*ink, ground),
            None => self.bare(),
        }
    }

    /// The shade of an ink on a ground. Colours of the ground are left out below it; white stays.
    pub(super) fn ink_shade(&self, ink: usize, ground: &Ground<'_>) -> Result<Shade, Unknown> {
        if self.stock.device.is_some() {
            let is_black = self.stock.ink(ink).process().is_some_and(|process| is_dark(process.to_rgb()));
            return self.bare().map(|bare| if is_black { bare.under_black() } else { bare });
        }
        match self.stock.ink(ink) {
            Ink::Process(process) => Ok(self.base(ground)?.under(*process)),
            Ink::Spot { reflectance: Some(measured), .. } => Ok(Shade::measured(*measured)),
            Ink::Spot { kind: SpotKind::White, .. } => self.white(),
            Ink::Spot { kind: SpotKind::Metallic, name, .. } => Err(Unknown::Metallic(name.clone())),
            Ink::Spot { kind: SpotKind::Colour, name, .. } => Err(Unknown::Spot(name.clone())),
            Ink::Technical | Ink::Varnish => self.base(ground),
        }
    }

    /// The shade of black that is printed on a ground later. On a colour of the ground it is darker
    /// than on what the colour stands on, so this is the lightest it may be.
    pub(super) fn black(&self, ground: &Ground<'_>) -> Result<Shade, Unknown> {
        let measured = ground.layers.first().map(|(_, ink)| self.ink_shade(*ink, ground));
        let base = self.base(ground).or_else(|unknown| measured.unwrap_or(Err(unknown)))?;
        Ok(base.under_black())
    }

    /// The uppermost white ink of a ground, if there is one.
    pub(super) fn underlay(&self, ground: &Ground<'_>) -> Option<&Ink> {
        let inks = ground.layers.iter().map(|(_, ink)| self.stock.ink(*ink));
        inks.into_iter().find(|ink| matches!(ink, Ink::Spot { kind: SpotKind::White, .. }))
    }

    /// What inks stand on: white ink, or the material.
    fn base(&self, ground: &Ground<'_>) -> Result<Shade, Unknown> {
        match self.underlay(ground) {
            Some(Ink::Spot { reflectance: Some(measured), .. }) => Ok(Shade::measured(*measured)),
            Some(_) => self.white(),
            None => self.bare(),
        }
    }

    fn white(&self) -> Result<Shade, Unknown> {
        let blank = &self.stock.blank;
        match blank.substrate {
            None | Some(Substrate::WhiteBoard | Substrate::WhitePaper) => self.bare(),
            Some(other) => Err(Unknown::WhiteOn(other)),
        }
    }

    fn bare(&self) -> Result<Shade, Unknown> {
        let blank = &self.stock.blank;
        if let Some(measured) = blank.reflectance {
            return Ok(Shade::measured(measured));
        }
        Shade::of(blank.substrate).ok_or(Unknown::Bare(blank.substrate.unwrap_or(Substrate::WhiteBoard)))
    }

    /// Whether a picture has pixels in a box that are neither transparent nor white.
    fn is_picture_seen(&self, mark: &Mark<'_>, area: &Bounds) -> bool {
        const PIXELS: i64 = 500;
        let Drawing::Picture(_) = mark.item.drawing else { return false };
        let down = PIXELS * area.height().emu() / area.width().emu().max(1);
        let sides = (PIXELS as u32, u32::try_from(down.clamp(1, 10 * PIXELS)).unwrap_or(1));
        let painted = PixelArea::paint(self.stock, area, sides, [mark.item]);
        painted.is_none_or(|area| area.runs().any(|run| run.colour != [0; 4] && run.colour != [255; 4]))
    }
}

/// The least symbol contrast of a grade, in per cent (ISO/IEC 15415).
fn least_contrast(grade: Grade) -> f64 {
    match grade.letter() {
        'A' => 70.0,
        'B' => 55.0,
        'C' => 40.0,
        'D' => 20.0,
        _ => 0.0,
    }
}

/// The least contrast that is asked for, and what stands behind it.
pub(super) struct Asked<'a> {
    grade: Grade,
    demand: Option<&'a Demanded<Grade>>,
}

/// What differences of decimals may be off.
const EXACT: f64 = 1e-9;

/// The grade that readers and their makers ask for where no act does.
const PRACTICE: &str = "C";

impl<'a> Asked<'a> {
    /// What a market asks for; practice where it is silent.
    pub(super) fn of(market: &'a Market) -> Option<Self> {
        let demand = market.symbol.grade.as_ref().filter(|demand| demand.severity().is_some());
        let grade = demand.map_or_else(|| PRACTICE.parse().ok(), |demand| Some(demand.value))?;
        Some(Self { grade, demand })
    }

    /// What is found of two shades that must stand out from one another.
    pub(super) fn judge(&self, rule: Rule, what: &str, ground: &Shade, symbol: &Shade) -> Option<Diagnostic> {
        let (contrast, least) = (ground.lighter_than(symbol).size(), least_contrast(self.grade));
        let Range { least: from, greatest: to } = contrast;
        if from >= least - EXACT {
            return None;
        }
        let by = if self.demand.is_some() { "" } else { ", as practice asks where no act does" };
        let asked = format!("grade {} needs {least} % (ISO/IEC 15415){by}", self.grade.letter());
        let is_broken = to < least - EXACT;
        let (severity, message) = if is_broken {
            let severity = match self.demand.and_then(Demanded::severity) {
                Some(severity) if ground.is_sure() && symbol.is_sure() => severity,
                _ => Severity::Warning,
            };
            (severity, format!("{what} has a contrast of {} at 660 nm, and {asked}", at_most(from, to)))
        } else {
            let (from, to) = (from.floor(), to.ceil());
            (Severity::Unjudged, format!("{what} has a contrast of {from} to {to} % at 660 nm, and {asked}"))
        };
        let help = "take black on white, or measure ink and ground at 660 nm: “reflectance = 82” in [label], “660 nm = 7 %” in an ink";
        let found = Diagnostic::error(rule, message)
            .measured(thousandths(if is_broken { to } else { from }), thousandths(least), "%")
            .because(self.demand.map(|demand| demand.origin.reference()))
            .help(help);
        Some(found.weighing(severity))
    }
}

fn at_most(from: f64, to: f64) -> String {
    if from == to { format!("{to:.1} %") } else { format!("at most {} %", to.ceil()) }
}

fn thousandths(of: f64) -> i64 {
    (of * 1000.0).round() as i64
}

/// That something cannot be judged, why, and what to do.
pub(super) fn unjudged(rule: Rule, what: &str, unknown: &Unknown) -> Diagnostic {
    let found = Diagnostic::error(rule, format!("{what} cannot be judged: {unknown}"));
    found.help(unknown.help()).weighing(Severity::Unjudged)
}

/// Whether an ink is screened: a tint of a process ink.
pub(super) fn is_screened(ink: &Ink) -> bool {
    matches!(ink, Ink::Process(Process(parts)) if parts.iter().any(|part| (1..1000).contains(part)))
}

/// How many plates print an ink.
pub(super) fn plates(ink: &Ink) -> usize {
    match ink {
        Ink::Process(Process(parts)) => parts.iter().filter(|part| **part > 0).count(),
        Ink::Spot { .. } => 1,
        Ink::Technical | Ink::Varnish => 0,
    }
}
