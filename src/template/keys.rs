//! The keys of template files: the one list that reading, messages and the schema share.

use super::element_keys::{INK_NAME, LENGTH, Type};
use super::margin::{Edge, Side};
use super::sheet::{Order, Page};
use crate::document::{Choice, Key, Shape, ValueKind};
use crate::say;
use crate::scene::{Hand, PressStock, Substrate};
use crate::symbol::Application;

pub(super) static TEMPLATE: Shape = Shape {
    unknown: |key| say!("a template has no key “{key}”", key),
    missing: |key| say!("this template has no “{key}”", key),
    doc: "A label: its size, its device, where the data comes from, and what is drawn.",
    keys: &[
        Key::required("market", ValueKind::Text, "The market whose codes it carries, such as \"kz-pharma\"."),
        Key::required("label", ValueKind::Table(&LABEL), "The blank label."),
        Key::optional("inks", ValueKind::Map, "Inks by name. \"K\" (black alone) is always there."),
        Key::optional(
            "fonts",
            ValueKind::Map,
            "Font files by name, beside the template, for texts and for drawings. \"sans\", \"condensed\" and \"mono\" are built in.",
        ),
        Key::optional("art", ValueKind::Table(&ART), "What the colours of drawings (SVG) are printed with."),
        Key::optional("data", ValueKind::Table(&DATA), "Where the data comes from."),
        Key::optional(
            "sheet",
            ValueKind::Table(&SHEET),
            "The sheet that carries several labels; a page is a label if left out.",
        ),
        Key::optional("panel", ValueKind::Tables(&PANEL), "A face of a folded box, on the flat blank."),
        Key::optional("fold", ValueKind::Tables(&SEAM), "A line that is creased and folded."),
        Key::optional("perforation", ValueKind::Tables(&SEAM), "A line that is torn."),
        Key::optional("cut", ValueKind::Tables(&SEAM), "A line that is cut, beside the edges of the label."),
        Key::optional("glue", ValueKind::Tables(&FLAP), "An area that is glued and not seen."),
        Key::optional("allow", ValueKind::Tables(&ALLOW), "A finding that may stand, and why."),
        Key::required(
            "element",
            ValueKind::Tagged(Type::WORDS, |word| Type::of(word).map(Type::shape)),
            "What is drawn, bottom first.",
        ),
    ],
    shared: &[],
};

static LABEL: Shape = Shape {
    unknown: |key| say!("a label has no key “{key}”", key),
    missing: |key| say!("this label has no “{key}”", key),
    doc: "The blank label.",
    keys: &[
        Key::optional("width", LENGTH, "Width; that of the labels of the sheet's stock if left out."),
        Key::optional("height", LENGTH, "Height; that of the labels of the sheet's stock if left out."),
        Key::optional("corner_radius", LENGTH, "Radius of its corners."),
        Key::optional(
            "bleed",
            LENGTH,
            "How far artwork goes on beyond each edge, to be trimmed off: at most 20 mm. The label's size is that after trimming. PDF and SVG have the bleed; PNG shows the label as it is cut.",
        ),
        Key::optional("bleed_left", LENGTH, "The same beyond the left edge alone."),
        Key::optional("bleed_top", LENGTH, "The same beyond the top edge alone."),
        Key::optional("bleed_right", LENGTH, "The same beyond the right edge alone."),
        Key::optional("bleed_bottom", LENGTH, "The same beyond the bottom edge alone."),
        Key::required(
            "device",
            ValueKind::Text,
            "What prints it: \"203 dpi\" (8 dots/mm), \"300 dpi\", \"600 dpi\", \"12 dots/mm\", or \"artwork\" for a press.",
        ),
        Key::optional("preview", ValueKind::Text, "Resolution of PNG pictures of artwork; \"600 dpi\" if left out."),
        Key::optional(
            "substrate",
            ValueKind::Choice(Substrate::WORDS),
            "What it is printed on; white paper or board if left out.",
        ),
        Key::optional(
            "reflectance",
            ValueKind::Integer(0, 100),
            "Per cent of light of 660 nm that the blank reflects, where it was measured.",
        ),
        Key::optional("safe", LENGTH, "Margin along the edges that is kept clear."),
        Key::optional("tolerance", LENGTH, "How far the print may stand from its place on the blank, to any side."),
        Key::optional(
            "plate",
            ValueKind::Text,
            "The resolution at which plates of artwork are made, such as \"2540 dpi\": modules of symbols, and their places, are whole pixels of it.",
        ),
        Key::optional("hairline", LENGTH, "The thinnest line that the press prints; 0.08 mm if left out."),
        Key::optional(
            "press_stock",
            ValueKind::Choice(PressStock::WORDS),
            "How what the press prints on takes up ink; \"coated\" if left out.",
        ),
        Key::optional("head", LENGTH, "The width that the print head can print."),
        Key::optional(
            "cut_ink",
            INK_NAME,
            "Ink of the lines of all [[cut]] on artwork; they are not drawn if left out.",
        ),
        Key::optional("fold_ink", INK_NAME, "The same of all [[fold]]."),
        Key::optional("perforation_ink", INK_NAME, "The same of all [[perforation]]."),
        Key::optional(
            "application",
            ValueKind::Choice(Application::WORDS),
            "What the symbol is read for, which picks the GS1 table of X-dimensions it is held against.",
        ),
    ],
    shared: &[],
};

static ART: Shape = Shape {
    unknown: |key| say!("an art has no key “{key}”", key),
    missing: |key| say!("this art has no “{key}”", key),
    doc: "What the colours of drawings (SVG) are printed with: inks by lines, others by a colour profile. Cyan, magenta, yellow and black that a drawing tells itself stay; black and pure greys are black alone.",
    keys: &[
        Key::optional(
            "inks",
            ValueKind::Map,
            "Inks, or tints of them, by what a drawing paints: a colour (\"#0055a4\"), a layer (\"layer:Dieline\"), an id (\"id:logo\"), a class (\"class:st3\"), a swatch (\"swatch:PANTONE 286 C\"). An id goes before a class, a class before a layer, those of an element before those of what is around it, all these before a swatch, and a swatch before a colour. Layers and swatches are compared without case, blanks, \"-\" and \"_\". A swatch that has the name of an ink, or of its separation, needs no line.",
        ),
        Key::optional(
            "profile",
            ValueKind::Text,
            "A colour profile (ICC) of the press, a file beside the template: CMYK output with tables from colours to inks, at most 8 MB. Colours that no line is about are taken as sRGB and become process inks by it, perceptually, and so do pixels of pictures in PDF. The same program gives the same inks each time; programs built for other processors may differ by a thousandth.",
        ),
    ],
    shared: &[],
};

static PANEL: Shape = Shape {
    unknown: |key| say!("a panel has no key “{key}”", key),
    missing: |key| say!("this panel has no “{key}”", key),
    doc: "A face of a folded box, as it lies on the flat blank: a box (x, y, width, height), or what lies between cuts and folds at a point (at_x, at_y). Without any, all regions between cuts and folds that a fold bounds are faces, by numbers.",
    keys: &[
        ID,
        Key::optional("x", LENGTH, "Its left edge, from the left edge of the label."),
        Key::optional("y", LENGTH, "Its top edge, from the top edge of the label."),
        Key::optional("width", LENGTH, "Width of its box."),
        Key::optional("height", LENGTH, "Height of its box."),
        Key::optional("at_x", LENGTH, "A point of it, from the left edge of the label, where cuts and folds bound it."),
        Key::optional("at_y", LENGTH, "The same point, from the top edge of the label."),
        Key::optional("curved", ValueKind::Flag, "Whether it is curved: a bottle, a tube."),
    ],
    shared: &[],
};

static FLAP: Shape = Shape {
    unknown: |key| say!("a glue area has no key “{key}”", key),
    missing: |key| say!("this glue area has no “{key}”", key),
    doc: "An area that is glued and not seen.",
    keys: &[ID, X, Y, WIDTH, HEIGHT],
    shared: &[],
};

static SEAM: Shape = Shape {
    unknown: |key| say!("a fold, perforation or cut has no key “{key}”", key),
    missing: |key| say!("this fold, perforation or cut has no “{key}”", key),
    doc: "A line from x, y to to_x, to_y: straight at any angle, or an arc. Or straight lines from point to point.",
    keys: &[
        Key::required(
            "id",
            ValueKind::Text,
            "Its name in messages; lines by points are called by it and their number: \"lid 1\".",
        ),
        Key::optional("x", LENGTH, "Its one end, from the left edge of the label."),
        Key::optional("y", LENGTH, "Its one end, from the top edge of the label."),
        Key::optional("to_x", LENGTH, "The other end, from the left edge of the label."),
        Key::optional("to_y", LENGTH, "The other end, from the top edge of the label."),
        Key::optional(
            "points",
            ValueKind::Points,
            "Instead of two ends: points that straight lines run between, [[\"4 mm\", \"38 mm\"], …].",
        ),
        Key::optional("closed", ValueKind::Flag, "Whether a line runs from the last of the points to the first too."),
        Key::optional(
            "radius",
            LENGTH,
            "Radius of an arc, from half the distance of its ends to 2000 mm; of the two arcs it is the shorter one. Straight if left out.",
        ),
        Key::optional(
            "turn",
            ValueKind::Choice(Hand::WORDS),
            "The side to which an arc turns, seen along the way from x, y: \"right\" is clockwise. Needed with a radius.",
        ),
    ],
    shared: &[],
};

static ALLOW: Shape = Shape {
    unknown: |key| say!("an allow has no key “{key}”", key),
    missing: |key| say!("this allow has no “{key}”", key),
    doc: "A finding that may stand.",
    keys: &[
        Key::required("rule", ValueKind::Text, "The rule's code, such as \"QZ03\"."),
        Key::optional("element", ValueKind::Text, "The element it is about; any if left out."),
        Key::required("reason", ValueKind::Text, "Why it may stand; it is told in the summary and in the PDF."),
    ],
    shared: &[],
};

const ID: Key = Key::required("id", ValueKind::Text, "Its name in messages.");
const X: Key = Key::required("x", LENGTH, "Its left edge or its one end, from the left edge of the label.");
const Y: Key = Key::required("y", LENGTH, "Its top edge or its one end, from the top edge of the label.");
const WIDTH: Key = Key::required("width", LENGTH, "Width of its box.");
const HEIGHT: Key = Key::required("height", LENGTH, "Height of its box.");

static SHEET: Shape = Shape {
    unknown: |key| say!("a sheet has no key “{key}”", key),
    missing: |key| say!("this sheet has no “{key}”", key),
    doc: "A page that carries the labels in columns and rows.",
    keys: &[
        Key::optional(
            "stock",
            ValueKind::Text,
            "A sheet that is sold, such as \"herma-4201\"; quietzone sheet list tells all. It says the page, the columns and rows, and where they stand; width and height of the label may be left out.",
        ),
        Key::optional("page", ValueKind::Choice(Page::WORDS), "The page, upright. Or give width and height."),
        Key::optional("width", LENGTH, "Width of the page."),
        Key::optional("height", LENGTH, "Height of the page."),
        Key::optional("columns", ValueKind::Integer(1, 1000), "Labels across; the stock says it, if one is named."),
        Key::optional("rows", ValueKind::Integer(1, 1000), "Labels down; the stock says it, if one is named."),
        Key::optional(
            "left",
            LENGTH,
            "From the page's left edge to the first column; the middle of the page if left out.",
        ),
        Key::optional("top", LENGTH, "From the page's top edge to the first row; the middle of the page if left out."),
        Key::optional("gap_x", LENGTH, "Space between columns; none if left out."),
        Key::optional("gap_y", LENGTH, "Space between rows; none if left out."),
        Key::optional("pitch_x", LENGTH, "From the left edge of a label to that of the next, instead of gap_x."),
        Key::optional("pitch_y", LENGTH, "From the top edge of a label to that of the next, instead of gap_y."),
        Key::optional("order", ValueKind::Choice(Order::WORDS), "Fill row by row (if left out) or column by column."),
        Key::optional("crop_marks", ValueKind::Flag, "Draw marks to cut by, outside the labels."),
        Key::optional(
            "unprintable",
            LENGTH,
            "What the printer cannot print along each edge of the page; 0 mm if left out.",
        ),
        Key::optional(
            "margin",
            ValueKind::Tables(&MARGIN),
            "A line in a margin of the page, between the labels and what the printer cannot print.",
        ),
    ],
    shared: &[],
};

static MARGIN: Shape = Shape {
    unknown: |key| say!("a line in the margin has no key “{key}”", key),
    missing: |key| say!("this line in the margin has no “{key}”", key),
    doc: "A line in a margin of each sheet. Its text knows sheet, sheets and total, job (its title), the fields of the first and the last label of the sheet (first.serial, last.serial, first.number), and fields that all labels share.",
    keys: &[
        Key::optional("text", ValueKind::Text, "What it says, with expressions. Or give a signature."),
        Key::optional("signature", ValueKind::Text, "Words with a rule of up to 60 mm behind them, to sign on."),
        Key::optional("edge", ValueKind::Choice(Edge::WORDS), "The margin; \"bottom\" if left out."),
        Key::optional(
            "align",
            ValueKind::Choice(Side::WORDS),
            "Where it stands, \"left\" if left out, \"center\" or \"right\". Lines that are aligned alike stand below one another, others beside one another.",
        ),
        Key::optional("font", ValueKind::Text, "Name of the font; \"condensed\" if left out."),
        Key::optional("size", LENGTH, "Font size; 7 pt if left out."),
        Key::optional("shrink_to", LENGTH, "The size it may be shrunk to where it does not fit; 5 pt if left out."),
    ],
    shared: &[],
};

static DATA: Shape = Shape {
    unknown: |key| say!("a data has no key “{key}”", key),
    missing: |key| say!("this data has no “{key}”", key),
    doc: "Where the data comes from. Without it the columns are found by their content and by the headers the market knows.",
    keys: &[
        Key::optional(
            "code",
            ValueKind::Texts,
            "Header of the column that holds the whole code; several are tried in order.",
        ),
        Key::optional(
            "columns",
            ValueKind::Map,
            "Headers of columns by application identifier (\"21\") or field name (batch).",
        ),
        Key::optional("defaults", ValueKind::Map, "Values for fields that a record lacks."),
        Key::optional(
            "required",
            ValueKind::Texts,
            "Fields that every record must have; a row without one is rejected.",
        ),
        Key::optional(
            "optional",
            ValueKind::Texts,
            "Fields that a record may lack; text and conditions see nothing then.",
        ),
        Key::optional("dates", ValueKind::Texts, "Fields that are dates, beside those the market knows."),
        Key::optional(
            "sample",
            ValueKind::Map,
            "What stands in for a field, by its name or application identifier, where a design is judged and drawn without data: a usual value. No job prints it.",
        ),
        Key::optional(
            "longest",
            ValueKind::Map,
            "The longest value that a field will have: a design without data is judged with it too.",
        ),
    ],
    shared: &[],
};
