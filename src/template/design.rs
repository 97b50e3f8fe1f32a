//! What a template says.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::art::{self, Art, ArtKey};
use super::at::At;
use super::codes::{LinearCode, QrSymbol};
use super::expression::{Condition, Engine, Phrase};
use super::inks;
use super::panels::FacePoints;
use super::sheet::Sheet;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::document::choice;
use crate::scene::{Angle, Applied, Blank, Ink, LinearKind, Margins, SeamKind, Turn};
use crate::symbol::{Application, Separator, Shape, SymbolSize};
use crate::units::{Length, Measure, Resolution};

/// A label template.
#[derive(Debug)]
pub struct Template {
    /// The file it was read from.
    pub source: Arc<SourceText>,
    /// The market it is for.
    pub market: String,
    /// Width of the label.
    pub width: Length,
    /// Height of the label.
    pub height: Length,
    /// Radius of the label's corners.
    pub corner_radius: Length,
    /// How far artwork goes on beyond its edges, where it says so.
    pub bleed: Option<Margins>,
    /// What prints it.
    pub device: Device,
    /// Inks by name; `K` is always there.
    pub inks: BTreeMap<String, Ink>,
    /// Font files by name, beside the template.
    pub fonts: BTreeMap<String, FontFile>,
    /// What drawings are printed with.
    pub art: Art,
    /// Where data comes from.
    pub data: Data,
    /// The sheet that carries the labels.
    pub sheet: Option<Sheet>,
    /// What it is printed on, how it is cut and folded.
    pub blank: Blank,
    /// The faces between cuts and folds, where drawings may add to these; others are among those of `blank`.
    pub faces: Option<FacePoints>,
    /// The seams that are drawn on artwork: their kind, and the ink.
    pub seam_inks: Vec<SeamInk>,
    /// What its symbol is read for.
    pub application: Option<Application>,
    /// Findings that may stand.
    pub allow: Vec<Allowed>,
    /// What is drawn, bottom first.
    pub elements: Vec<Element>,
    /// What is not drawn of drawings, because elements stand for it: their files, and the ids that their reader gives.
    pub taken: BTreeMap<String, BTreeSet<String>>,
    /// What texts of drawings that became elements met of [`Art::lines`].
    pub written: BTreeSet<ArtKey>,
    /// Their colours that nothing says how to print, by the element that shows the drawing.
    pub guessed: BTreeMap<Arc<str>, Vec<[u8; 3]>>,
    /// The expressions of the elements.
    pub engine: Arc<Engine>,
}

/// What seams of a kind are drawn in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeamInk {
    /// Which seams.
    pub kind: SeamKind,
    /// The name of the ink.
    pub ink: String,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// A finding that may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The rule's code.
    pub rule: String,
    /// The element it is about; any if `None`.
    pub element: Option<String>,
    /// Why.
    pub reason: String,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// What prints a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A printer with whole dots.
    Printer(Resolution),
    /// Press artwork; the resolution is for pictures to look at.
    Artwork {
        /// Of pictures to look at.
        preview: Resolution,
    },
}

/// A font file named by the template.
#[derive(Clone, Debug)]
pub struct FontFile {
    /// Its path, relative to the template.
    pub file: String,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// Where data comes from.
#[derive(Clone, Debug, Default)]
pub struct Data {
    /// Headers of the column with the whole code.
    pub code: Vec<String>,
    /// Headers of columns, by application identifier or field name.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Values for fields that a record lacks.
    pub defaults: BTreeMap<String, String>,
    /// Fields every record must have.
    pub required: Vec<String>,
    /// Fields a record may lack; expressions see nothing then.
    pub optional: Vec<String>,
    /// Fields that are dates, beside those the market knows.
    pub dates: Vec<String>,
    /// What a design is judged and drawn with before there is data, by field.
    pub sample: BTreeMap<String, Sample>,
    /// The longest that its data will have, by field: a design must hold it too.
    pub longest: BTreeMap<String, Sample>,
}

/// A value that stands in for data where none is given. No job prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The value, as a cell would have it.
    pub text: String,
    /// Where the template says so.
    pub span: Range<usize>,
}

/// One thing on the label.
#[derive(Debug)]
pub struct Element {
    /// Its id.
    pub id: Arc<str>,
    /// Its table in the file.
    pub span: Range<usize>,
    /// The drawing in which it stands, if it is a text of one: its spans are places there.
    pub drawing: Option<Arc<SourceText>>,
    /// The object of a drawing whose place it takes, until that is known.
    pub at: Option<At>,
    /// Where its anchor stands, from the left edge.
    pub x: Measure,
    /// Where its anchor stands, from the top edge.
    pub y: Measure,
    /// Which point of its box that is.
    pub anchor: Anchor,
    /// Turned about the anchor.
    pub turn: Turn,
    /// Drawn only when this holds.
    pub when: Option<Condition>,
    /// What it is.
    pub kind: ElementKind,
}

choice! {
    /// A point of a box.
    #[derive(Default)]
    pub enum Anchor {
        /// Its top left corner.
        #[default]
        TopLeft = "top-left",
        /// The middle of its top edge.
        Top = "top",
        /// Its top right corner.
        TopRight = "top-right",
        /// The middle of its left edge.
        Left = "left",
        /// Its middle.
        Center = "center",
        /// The middle of its right edge.
        Right = "right",
        /// Its bottom left corner.
        BottomLeft = "bottom-left",
        /// The middle of its bottom edge.
        Bottom = "bottom",
        /// Its bottom right corner.
        BottomRight = "bottom-right",
    }
}

choice! {
    /// How bold letters are.
    #[derive(Default)]
    pub enum Weight {
        /// As they are.
        #[default]
        Regular = "regular",
        /// Bold.
        Bold = "bold",
    }
}

choice! {
    /// Where lines stand in their box.
    #[derive(Default)]
    pub enum Align {
        /// On its left.
        #[default]
        Left = "left",
        /// In its middle.
        Center = "center",
        /// On its right.
        Right = "right",
        /// From its left to its right, by wider spaces; the last of a paragraph on its left.
        Justify = "justify",
    }
}

choice! {
    /// How figures stand.
    #[derive(Default)]
    pub enum Figures {
        /// As the font has them.
        #[default]
        Normal = "normal",
        /// All as wide, so that they stand below one another.
        Tabular = "tabular",
    }
}

/// What an element is.
#[derive(Debug)]
pub enum ElementKind {
    /// The record's code as a GS1 DataMatrix.
    DataMatrix(DataMatrix),
    /// A linear barcode.
    Linear(LinearCode),
    /// A QR symbol.
    Qr(QrSymbol),
    /// Text.
    Text(Text),
    /// A straight line.
    Line {
        /// The other end.
        to: (Measure, Measure),
        /// Its width.
        thickness: Measure,
        /// Its ink.
        ink: String,
    },
    /// A rectangle.
    Rectangle {
        /// Its box.
        size: (Measure, Measure),
        /// Radius of its corners.
        radius: Measure,
        /// Its paint.
        paint: Paint,
    },
    /// An ellipse.
    Ellipse {
        /// Its box.
        size: (Measure, Measure),
        /// Its paint.
        paint: Paint,
    },
    /// A picture from a file beside the template.
    Image {
        /// The file, PNG, JPEG or SVG.
        file: PictureFile,
        /// Where the template names it.
        span: Range<usize>,
        /// The box it is fitted into, keeping its proportions.
        size: (Measure, Measure),
        /// The barcode it shows.
        role: Option<Role>,
    },
    /// A place kept empty for a code that comes later.
    Window {
        /// Its box.
        size: (Measure, Measure),
        /// Rows and columns of the symbol that will come.
        symbol: Option<SymbolSize>,
        /// The module of that symbol.
        module: Option<Measure>,
        /// How it will be applied.
        applied: Applied,
    },
}

/// The file of a picture, relative to the template's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFile {
    /// The same on every label.
    Fixed(String),
    /// What its record says: the values are names of files, and lead nowhere.
    OfRecord(Phrase),
}

/// What a picture shows.
#[derive(Clone, Copy, Debug)]
pub struct Role {
    /// The barcode.
    pub barcode: Barcode,
    /// Whether the picture holds its quiet zones.
    pub zoned: bool,
}

/// A barcode in a picture.
#[derive(Clone, Copy, Debug)]
pub enum Barcode {
    /// A linear one.
    Linear {
        /// The symbology.
        kind: LinearKind,
        /// Its module (X-dimension).
        module: Measure,
    },
    /// A Data Matrix symbol.
    DataMatrix {
        /// Its rows and columns.
        modules: SymbolSize,
    },
}

impl Barcode {
    /// The word of Data Matrix in templates.
    pub(super) const DATA_MATRIX: &'static str = "datamatrix";
    /// Their words in templates.
    pub(super) const WORDS: &'static [&'static str] = &["ean13", "ean8", "upca", "itf14", "gs1-128", Self::DATA_MATRIX];
}

/// Fill and stroke of a shape.
#[derive(Debug)]
pub struct Paint {
    /// Ink of the area.
    pub fill: Option<String>,
    /// Ink and width of the outline.
    pub stroke: Option<(String, Measure)>,
}

/// How the symbol is to be.
#[derive(Debug)]
pub struct DataMatrix {
    /// The place it must fit into with its quiet zone.
    pub place: Option<(Measure, Measure)>,
    /// The size wished for its long side, without quiet zone.
    pub wished: Option<Measure>,
    /// Rows and columns, when fixed by the template.
    pub modules: Option<SymbolSize>,
    /// Square or rectangle.
    pub shape: Shape,
    /// What stands between the fields of GS1 data; as the market has it if left out.
    pub separator: Option<Separator>,
    /// The smallest long side, without quiet zone.
    pub smallest: Option<Measure>,
    /// The smallest module.
    pub module_min: Option<Measure>,
    /// The largest module.
    pub module_max: Option<Measure>,
    /// Modules of quiet zone on each side.
    pub quiet: u32,
    /// Whether it is knocked out of what lies below, with its quiet zone; where the ground asks for it if left out.
    pub patch: Option<bool>,
    /// What is taken off the width of its dark areas.
    pub reduce: Option<Measure>,
    /// Its ink.
    pub ink: String,
}

/// How a text is to be.
#[derive(Debug)]
pub struct Text {
    /// What it says.
    pub phrase: Phrase,
    /// Where the template says so.
    pub span: Range<usize>,
    /// Font name.
    pub font: String,
    /// How bold it is.
    pub weight: Weight,
    /// Font size.
    pub size: Measure,
    /// The smallest size it may be shrunk to.
    pub shrink_to: Option<Measure>,
    /// Width of its box.
    pub width: Option<Measure>,
    /// Height of its box.
    pub height: Option<Measure>,
    /// Whether long lines are broken.
    pub wrap: bool,
    /// Where its lines stand.
    pub align: Align,
    /// Distance of baselines; 1.2 times the size if left out.
    pub line_height: Option<Measure>,
    /// Space added behind every character.
    pub letter_spacing: Option<Measure>,
    /// What turns its box about its anchor, instead of quarter turns.
    pub angle: Angle,
    /// Whether its anchor stands on the baseline of its first line, and not at the top of its box.
    pub on_baseline: bool,
    /// How its figures stand.
    pub figures: Figures,
    /// Its ink.
    pub ink: String,
}

impl ElementKind {
    /// The text with expressions that it is made by.
    #[must_use]
    pub fn phrase(&self) -> Option<&Phrase> {
        self.said().map(|(phrase, _)| phrase)
    }

    /// The same with its place in the file.
    fn said(&self) -> Option<(&Phrase, &Range<usize>)> {
        match self {
            ElementKind::Text(text) => Some((&text.phrase, &text.span)),
            ElementKind::Linear(linear) => Some((&linear.phrase, &linear.span)),
            ElementKind::Qr(qr) => Some((&qr.phrase, &qr.span)),
            ElementKind::Image { file: PictureFile::OfRecord(phrase), span, .. } => Some((phrase, span)),
            _ => None,
        }
    }
}

impl Anchor {
    /// How many halves of the box's width and height it stands from the top left corner.
    #[must_use]
    pub const fn halves(self) -> (i64, i64) {
        match self {
            Anchor::TopLeft => (0, 0),
            Anchor::Top => (1, 0),
            Anchor::TopRight => (2, 0),
            Anchor::Left => (0, 1),
            Anchor::Center => (1, 1),
            Anchor::Right => (2, 1),
            Anchor::BottomLeft => (0, 2),
            Anchor::Bottom => (1, 2),
            Anchor::BottomRight => (2, 2),
        }
    }
}

impl Align {
    /// How many halves of the room beside a line stand to its left.
    #[must_use]
    pub const fn halves(self) -> i64 {
        match self {
            Align::Left | Align::Justify => 0,
            Align::Center => 1,
            Align::Right => 2,
        }
    }
}

impl Data {
    /// Whether it says of a field where it comes from or how it is read.
    #[must_use]
    pub fn names(&self, field: &str) -> bool {
        let lists = [&self.required, &self.optional, &self.dates];
        self.columns.contains_key(field)
            || self.defaults.contains_key(field)
            || lists.into_iter().flatten().any(|name| name == field)
    }
}

impl Template {
    /// An ink by its name in elements, or a tint of it such as `brand 50%`.
    #[must_use]
    pub fn ink(&self, name: &str) -> Option<Cow<'_, Ink>> {
        inks::find(&self.inks, name)
    }

    /// The ink that a swatch of a drawing is by its name alone: that of an ink, or of its separation.
    #[must_use]
    pub fn ink_of_swatch(&self, swatch: &str) -> Option<&Ink> {
        art::ink_of_swatch(&self.inks, swatch)
    }

    /// A place in the template.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::Text { source: self.source.clone(), span: span.clone() }
    }

    /// A place in the file that says an element: the template, or a drawing.
    #[must_use]
    pub fn place_in(&self, element: &Element, span: &Range<usize>) -> Place {
        let source = element.drawing.as_ref().unwrap_or(&self.source);
        Place::Text { source: source.clone(), span: span.clone() }
    }

    /// A finding about an element, at its place in the template.
    #[must_use]
    pub fn located(&self, finding: Diagnostic) -> Diagnostic {
        match finding.element.as_ref().and_then(|id| self.element(id)) {
            Some(element) => finding.at(self.place_in(element, &element.span)),
            None => finding,
        }
    }

    /// The first element that uses a field of the record, and where it does.
    #[must_use]
    pub fn first_use(&self, field: &str) -> Option<(Arc<str>, Place)> {
        self.elements.iter().find_map(|element| {
            let in_phrase = element.kind.said().filter(|(said, _)| self.engine.names_of_phrase(said).contains(field));
            let in_when = || element.when.as_ref().filter(|when| self.engine.names_of_condition(when).contains(field));
            let span = in_phrase.map(|(_, span)| span).or_else(|| in_when().map(|_| &element.span))?;
            Some((element.id.clone(), self.place_in(element, span)))
        })
    }

    /// An element by its id.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<&Element> {
        self.elements.iter().find(|element| &*element.id == id)
    }

    /// The element of its first symbol.
    #[must_use]
    pub fn symbol(&self) -> Option<&Element> {
        self.elements.iter().find(|element| matches!(element.kind, ElementKind::DataMatrix(_)))
    }

    /// The names of record fields that the elements use, and the lines in the margins of a sheet.
    #[must_use]
    pub fn names_used(&self) -> BTreeSet<String> {
        let of = |element: &Element| {
            let mut names = element.when.as_ref().map(|when| self.engine.names_of_condition(when)).unwrap_or_default();
            names.extend(element.kind.phrase().map(|phrase| self.engine.names_of_phrase(phrase)).unwrap_or_default());
            names
        };
        let lines = self.sheet.iter().flat_map(|sheet| &sheet.margin);
        self.elements.iter().flat_map(of).chain(lines.flat_map(|line| line.names_used(&self.engine))).collect()
    }
}
