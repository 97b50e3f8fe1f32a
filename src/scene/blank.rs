//! The blank: what a label is printed on, how it is cut and folded, and where codes come that are
//! not printed with it.

use std::fmt;
use std::sync::Arc;

use super::outline::{as_box, enters, holds};
use super::{Bounds, Course, Outline, Part, Point};
use crate::document::{Choice, choice};
use crate::say;
use crate::sentence::{InWords, Sentence};
use crate::symbol::{Application, LinearKind, SymbolSize};
use crate::units::{Length, Resolution};

/// What a label is before anything is printed on it. Nothing of it is drawn in an output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blank {
    /// What it is made of; white paper or board where nothing is said.
    pub substrate: Option<Substrate>,
    /// Its reflectance at 660 nm as measured, in per mille.
    pub reflectance: Option<u16>,
    /// What is kept clear along the edges.
    pub safe: Option<Length>,
    /// How far the print may stand from its place on the blank.
    pub tolerance: Option<Length>,
    /// The resolution at which the plates of artwork are made.
    pub plate: Option<Resolution>,
    /// The thinnest line that the press prints, where it is stated.
    pub hairline: Option<Length>,
    /// What the press prints on takes up ink as this does; coated where nothing is said.
    pub press_stock: Option<PressStock>,
    /// The width that the head of the printer can print.
    pub head: Option<Length>,
    /// Of sheets that are sold and of which a trial page had better come first: how far apart sources put a label
    /// at most; zero where one source knows them.
    pub stock_doubt: Option<Length>,
    /// Faces of a folded box.
    pub panels: Vec<Panel>,
    /// Folds, perforations and cuts.
    pub seams: Vec<Seam>,
    /// Areas that are glued and not seen.
    pub glue: Vec<Flap>,
    /// Places kept empty for codes that come later.
    pub windows: Vec<Window>,
    /// Radius of its corners.
    pub corner_radius: Length,
    /// What its symbol is read for.
    pub application: Option<Application>,
}

choice! {
    /// What a label is printed on.
    pub enum Substrate {
        /// White coated board.
        WhiteBoard = "white board",
        /// White paper, thermal labels among it.
        WhitePaper = "white paper",
        /// Brown board.
        KraftBoard = "kraft board",
        /// Metal foil or metallised film.
        Foil = "foil",
        /// White film.
        WhiteFilm = "white film",
        /// Film that what lies under it is seen through.
        TransparentFilm = "transparent film",
    }
}

choice! {
    /// How the surface that a press prints on takes up ink.
    #[derive(Default)]
    pub enum PressStock {
        /// Coated board and paper, film.
        #[default]
        Coated = "coated",
        /// Uncoated board and paper.
        Uncoated = "uncoated",
        /// Newsprint.
        News = "news",
    }
}

/// A face of a folded box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Its name in messages.
    pub id: Arc<str>,
    /// Where it lies on the flat blank: the box around it.
    pub bounds: Bounds,
    /// Its edge, where it is no box.
    pub outline: Option<Outline>,
    /// Whether it is curved when the package stands: a bottle, a tube.
    pub curved: bool,
}

/// A line where the blank does not stay as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seam {
    /// Its name in messages.
    pub id: Arc<str>,
    /// What happens there.
    pub kind: SeamKind,
    /// Where it runs.
    pub course: Course,
}

choice! {
    /// What happens at a seam.
    pub enum SeamKind {
        /// It is creased and folded.
        Fold = "fold",
        /// It is torn.
        Perforation = "perforation",
        /// It is cut.
        Cut = "cut",
    }
}

/// An area that is glued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flap {
    /// Its name in messages.
    pub id: Arc<str>,
    /// Where it lies on the flat blank.
    pub bounds: Bounds,
}

/// A place kept empty for a code that is applied later, on the packing line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// What keeps it.
    pub part: Arc<Part>,
    /// Where it is.
    pub bounds: Bounds,
    /// The symbol that will come; the market's largest if left out.
    pub symbol: Option<SymbolSize>,
    /// The module of that symbol.
    pub module: Option<Length>,
    /// How it will be applied.
    pub applied: Applied,
}

choice! {
    /// How a code is applied on the packing line.
    #[derive(Default)]
    pub enum Applied {
        /// By ink jet.
        #[default]
        InkJet = "inkjet",
        /// By laser.
        Laser = "laser",
        /// As a sticker.
        Sticker = "sticker",
        /// By thermal transfer.
        Thermal = "thermal",
    }
}

/// A linear barcode: drawn, or on an imported picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
    /// The picture that shows it.
    pub part: Arc<Part>,
    /// The box of its bars, or of bars and quiet zones (see `zoned`), as it is printed.
    pub bounds: Bounds,
    /// Whether its bars stand one below the other: the picture was turned by a quarter.
    pub upright: bool,
    /// Its symbology.
    pub kind: LinearKind,
    /// Its module (X-dimension).
    pub module: Length,
    /// Whether the picture holds the quiet zones.
    pub zoned: bool,
    /// What it says, where it is drawn and no picture.
    pub data: Option<Arc<str>>,
}

impl InWords for Substrate {
    fn in_words(&self) -> Sentence {
        match self {
            Substrate::WhiteBoard => say!("white board"),
            Substrate::WhitePaper => say!("white paper"),
            Substrate::KraftBoard => say!("kraft board"),
            Substrate::Foil => say!("foil"),
            Substrate::WhiteFilm => say!("white film"),
            Substrate::TransparentFilm => say!("transparent film"),
        }
    }
}

/// Its word in templates, the same in every language.
impl fmt::Display for Substrate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl InWords for SeamKind {
    fn in_words(&self) -> Sentence {
        match self {
            SeamKind::Fold => say!("fold"),
            SeamKind::Perforation => say!("perforation"),
            SeamKind::Cut => say!("cut"),
        }
    }
}

/// The name of its table in templates, the same in every language.
impl fmt::Display for SeamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Panel {
    /// A face of an outline, which is taken for a box where it is one to within 10 µm; `None` without any point.
    #[must_use]
    pub fn outlined(id: Arc<str>, outline: Outline, curved: bool) -> Option<Self> {
        if let Some(bounds) = as_box(&outline) {
            return Some(Self { id, bounds, outline: None, curved });
        }
        let bounds = Bounds::around(outline.iter().copied())?;
        Some(Self { id, bounds, outline: Some(outline), curved })
    }

    /// Whether a point lies on it.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        self.bounds.holds(point) && self.outline.as_ref().is_none_or(|outline| holds(outline, point))
    }

    /// Whether a box lies wholly on it.
    #[must_use]
    pub fn contains(&self, of: &Bounds) -> bool {
        let keeps = |outline: &Outline| holds(outline, of.middle()) && !enters(outline, of);
        self.bounds.contains(of) && self.outline.as_ref().is_none_or(keeps)
    }

    /// Whether a box lies on a part of it.
    #[must_use]
    pub fn overlaps(&self, of: &Bounds) -> bool {
        let meets = |outline: &Outline| holds(outline, of.middle()) || enters(outline, of);
        self.bounds.overlaps(of) && self.outline.as_ref().is_none_or(meets)
    }
}

impl Linear {
    /// How far its bars reach, along the way that a reader takes across them.
    #[must_use]
    pub fn length(&self) -> Length {
        if self.upright { self.bounds.height() } else { self.bounds.width() }
    }

    /// The box of its bars without quiet zones.
    #[must_use]
    pub fn bars(&self) -> Bounds {
        if !self.zoned {
            return self.bounds;
        }
        let (left, right) = self.kind.quiet();
        let Bounds { left: l, top: t, right: r, bottom: b } = self.bounds;
        if self.upright {
            // Which end is the left one is not known, so the narrower zone is taken off at both.
            let narrow = self.module * left.min(right);
            return Bounds { left: l, top: t + narrow, right: r, bottom: b - narrow };
        }
        Bounds { left: l + self.module * left, top: t, right: r - self.module * right, bottom: b }
    }

    /// The box of its bars with their quiet zones.
    #[must_use]
    pub fn zone(&self) -> Bounds {
        if self.zoned {
            return self.bounds;
        }
        let (left, right) = self.kind.quiet();
        let (left, right) = (self.module * left, self.module * right);
        let Bounds { left: l, top: t, right: r, bottom: b } = self.bounds;
        if self.upright {
            // Which end is the left one is not known, so the wider zone is kept at both.
            let wide = left.max(right);
            return Bounds { left: l, top: t - wide, right: r, bottom: b + wide };
        }
        Bounds { left: l - left, top: t, right: r + right, bottom: b }
    }
}
