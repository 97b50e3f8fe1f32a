//! What stands out from what at 660 nm: the shades of a symbol's ground and ink, as far as known.

use super::reflectance::{Range, Shade};
use super::{Ground, Label, Mark};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::market::{Demanded, Grade, Market};
use crate::raster::{PixelArea, is_dark};
use crate::say;
use crate::scene::{Bounds, Drawing, Id, Ink, Process, SpotKind, Substrate};
use crate::sentence::{InWords, Sentence, decimal, name, outside};

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
    /// A gradient, or what is seen through other things.
    Mixed,
}

impl Unknown {
    /// Whether CT05 judges it where it is the ground.
    pub(super) fn is_left_to_ct05(&self) -> bool {
        matches!(self, Unknown::Metallic(_) | Unknown::Bare(Substrate::Foil | Substrate::TransparentFilm))
    }

    /// What to do about it.
    fn help(&self) -> Sentence {
        match self {
            Unknown::Spot(_) | Unknown::Metallic(_) | Unknown::WhiteOn(_) => {
                say!("measure the ink on this material at 660 nm and write it into the ink, such as “660 nm = 7 %”")
            }
            Unknown::Bare(Substrate::TransparentFilm) => {
                say!("put a white underlay, an ink of the kind “white”, below it")
            }
            Unknown::Bare(_) => {
                say!("measure the material at 660 nm and write it into [label], such as “reflectance = 82”")
            }
            Unknown::Picture => say!("put a plain area of one ink over the picture, beneath the symbol"),
            Unknown::Mixed => say!("put a plain area of one ink over it, beneath the symbol"),
        }
    }
}

impl InWords for Unknown {
    fn in_words(&self) -> Sentence {
        match self {
            Unknown::Spot(ink) => say!(
                "what the ink “{ink}” reflects at 660 nm is not known; its process colours say little of it",
                ink = outside(ink)
            ),
            Unknown::Metallic(ink) => {
                say!("the metallic ink “{ink}” mirrors, and may look dark or light", ink = outside(ink))
            }
            Unknown::WhiteOn(Substrate::WhiteBoard) => {
                say!("white ink on white board does not hide all of it, and how much is not known")
            }
            Unknown::WhiteOn(Substrate::WhitePaper) => {
                say!("white ink on white paper does not hide all of it, and how much is not known")
            }
            Unknown::WhiteOn(Substrate::KraftBoard) => {
                say!("white ink on kraft board does not hide all of it, and how much is not known")
            }
            Unknown::WhiteOn(Substrate::Foil) => {
                say!("white ink on foil does not hide all of it, and how much is not known")
            }
            Unknown::WhiteOn(Substrate::WhiteFilm) => {
                say!("white ink on white film does not hide all of it, and how much is not known")
            }
            Unknown::WhiteOn(Substrate::TransparentFilm) => {
                say!("white ink on transparent film does not hide all of it, and how much is not known")
            }
            Unknown::Bare(Substrate::WhiteBoard) => say!("what white board reflects at 660 nm is not known"),
            Unknown::Bare(Substrate::WhitePaper) => say!("what white paper reflects at 660 nm is not known"),
            Unknown::Bare(Substrate::KraftBoard) => say!("what kraft board reflects at 660 nm is not known"),
            Unknown::Bare(Substrate::Foil) => say!("foil mirrors, and may look dark or light"),
            Unknown::Bare(Substrate::WhiteFilm) => say!("what white film reflects at 660 nm is not known"),
            Unknown::Bare(Substrate::TransparentFilm) => say!("what lies behind transparent film is seen through it"),
            Unknown::Picture => say!("a picture is the ground, and its colours say little of the inks"),
            Unknown::Mixed => {
                say!("a gradient or transparent art is the ground, and its inks differ from place to place")
            }
        }
    }
}

/// What must stand out from its ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreground {
    /// A symbol that is printed.
    Symbol,
    /// The code that comes into a window.
    Window,
    /// The bars of a linear barcode.
    Bars,
}

impl Label<'_> {
    /// The shade of what lies under a box.
    pub(super) fn ground_shade(&self, area: &Bounds, ground: &Ground<'_>) -> Result<Shade, Unknown> {
        if let Some(mark) = ground.under.iter().find(|mark| self.is_picture_seen(mark, area)) {
            let is_picture = matches!(mark.item.drawing, Drawing::Picture(_));
            return Err(if is_picture { Unknown::Picture } else { Unknown::Mixed });
        }
        match ground.layers.first() {
            Some((_, ink)) => self.ink_shade(*ink, ground),
            None => self.bare(),
        }
    }

    /// The shade of an ink on a ground. Colours of the ground are left out below it; white stays.
    pub(super) fn ink_shade(&self, ink: Id<Ink>, ground: &Ground<'_>) -> Result<Shade, Unknown> {
        if self.stock.page.device.is_some() {
            let is_black = self.stock.ink(ink).process().is_some_and(|process| is_dark(process.to_rgb()));
            return self.bare().map(|bare| if is_black { bare.under_black() } else { bare });
        }
        match self.stock.ink(ink) {
            Ink::Process(process) => Ok(self.base(ground)?.under(*process)),
            Ink::Spot { reflectance: Some(measured), .. } => Ok(Shade::measured(*measured)),
            Ink::Spot { kind: SpotKind::White, .. } => self.white(),
            Ink::Spot { kind: SpotKind::Metallic, name, .. } => Err(Unknown::Metallic(name.clone())),
            Ink::Spot { kind: SpotKind::Colour, name, .. } => Err(Unknown::Spot(name.clone())),
            Ink::Step { .. } | Ink::Technical | Ink::Varnish => self.base(ground),
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
        if !matches!(mark.item.drawing, Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_)) {
            return false;
        }
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
pub(super) const EXACT: f64 = 1e-9;

/// The grade that readers and their makers ask for where no act does.
const PRACTICE: &str = "C";

impl<'a> Asked<'a> {
    /// What a market asks for; practice where it is silent.
    pub(super) fn of(market: &'a Market) -> Option<Self> {
        let demand = market.symbol.grade.as_ref().filter(|demand| demand.severity().is_some());
        let grade = demand.map_or_else(|| PRACTICE.parse().ok(), |demand| Some(demand.value))?;
        Some(Self { grade, demand })
    }

    /// What practice asks for.
    pub(super) fn by_practice() -> Option<Self> {
        Some(Self { grade: PRACTICE.parse().ok()?, demand: None })
    }

    /// Whether two shades surely stand out from one another.
    pub(super) fn is_met(&self, ground: &Shade, symbol: &Shade) -> bool {
        ground.lighter_than(symbol).size().least >= least_contrast(self.grade) - EXACT
    }

    /// What is found of two shades that must stand out from one another.
    pub(super) fn judge(&self, rule: Rule, what: Foreground, ground: &Shade, symbol: &Shade) -> Option<Diagnostic> {
        if self.is_met(ground, symbol) {
            return None;
        }
        let (contrast, least) = (ground.lighter_than(symbol).size(), least_contrast(self.grade));
        let is_broken = contrast.greatest < least - EXACT;
        let severity = match self.demand.and_then(Demanded::severity) {
            _ if !is_broken => Severity::Unjudged,
            Some(severity) if ground.is_sure() && symbol.is_sure() => severity,
            _ => Severity::Warning,
        };
        let measured = if is_broken { contrast.greatest } else { contrast.least };
        let contrast = if is_broken { too_little(what, contrast) } else { perhaps_enough(what, contrast) };
        let (grade, percent) = (name(String::from(self.grade.letter())), decimal(least, None));
        let message = match self.demand {
            Some(_) => {
                say!("{contrast}, and grade {grade} needs {percent} % (ISO/IEC 15415)", contrast, grade, percent)
            }
            None => say!(
                "{contrast}, and grade {grade} needs {percent} % (ISO/IEC 15415), as practice asks where no act does",
                contrast,
                grade,
                percent
            ),
        };
        let found = Diagnostic::error(rule, message)
            .measured(thousandths(measured), thousandths(least), "%")
            .because(self.demand.map(|demand| demand.origin.reference()))
            .help(measure());
        Some(found.weighing(severity))
    }
}

pub(super) fn measure() -> Sentence {
    say!(
        "take black on white, or measure ink and ground at 660 nm: “reflectance = 82” in [label], “660 nm = 7 %” in an ink"
    )
}

/// What contrast there is, where all of the range is too little.
pub(super) fn too_little(of: Foreground, Range { least, greatest }: Range) -> Sentence {
    let (exact, most) = (decimal(greatest, 1), decimal(greatest.ceil(), None));
    match (of, least == greatest) {
        (Foreground::Symbol, true) => say!("the symbol has a contrast of {exact} % at 660 nm", exact),
        (Foreground::Symbol, false) => say!("the symbol has a contrast of at most {most} % at 660 nm", most),
        (Foreground::Window, true) => say!("black in this window has a contrast of {exact} % at 660 nm", exact),
        (Foreground::Window, false) => say!("black in this window has a contrast of at most {most} % at 660 nm", most),
        (Foreground::Bars, true) => say!("the bars have a contrast of {exact} % at 660 nm", exact),
        (Foreground::Bars, false) => say!("the bars have a contrast of at most {most} % at 660 nm", most),
    }
}

/// What contrast there is, where the range holds what is asked for.
pub(super) fn perhaps_enough(of: Foreground, Range { least, greatest }: Range) -> Sentence {
    let (least, most) = (decimal(least.floor(), None), decimal(greatest.ceil(), None));
    match of {
        Foreground::Symbol => say!("the symbol has a contrast of {least} to {most} % at 660 nm", least, most),
        Foreground::Window => say!("black in this window has a contrast of {least} to {most} % at 660 nm", least, most),
        Foreground::Bars => say!("the bars have a contrast of {least} to {most} % at 660 nm", least, most),
    }
}

pub(super) fn thousandths(of: f64) -> i64 {
    (of * 1000.0).round() as i64
}

/// That something cannot be judged, why, and what to do.
pub(super) fn unjudged(rule: Rule, what: Foreground, unknown: &Unknown) -> Diagnostic {
    let why = unknown.in_words();
    let message = match what {
        Foreground::Symbol => say!("the contrast of the symbol cannot be judged: {why}", why),
        Foreground::Window => say!("whether this window is light enough cannot be judged: {why}", why),
        Foreground::Bars => say!("the contrast of the bars cannot be judged: {why}", why),
    };
    Diagnostic::error(rule, message).help(unknown.help()).weighing(Severity::Unjudged)
}

/// Whether an ink is screened: a tint.
pub(super) fn is_screened(ink: &Ink) -> bool {
    match ink {
        Ink::Process(Process(parts)) => parts.iter().any(|part| (1..1000).contains(part)),
        Ink::Spot { tint, .. } => *tint < 1000,
        Ink::Step { .. } | Ink::Technical | Ink::Varnish => false,
    }
}

/// How many plates print an ink.
pub(super) fn plates(ink: &Ink) -> usize {
    match ink {
        Ink::Process(Process(parts)) => parts.iter().filter(|part| **part > 0).count(),
        Ink::Spot { .. } => 1,
        Ink::Step { .. } | Ink::Technical | Ink::Varnish => 0,
    }
}
