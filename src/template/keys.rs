//! The keys of template files: the one list that reading, messages and the schema share.

use super::design::{Align, Anchor, Barcode, Figures, Weight};
use super::sheet::{Order, Page};
use crate::document::{Choice, Key, Shape, ValueKind, choice};
use crate::say;
use crate::scene::{Applied, Hand, PressStock, Substrate};
use crate::symbol::{self, Application, Separator};

const LENGTH: ValueKind = ValueKind::Form(
    |key| say!("“{key}” must be a length such as \"12 mm\", \"7 pt\" or \"3 dots\", in quotes", key),
    r"^\s*[-+]?[0-9]+(\.[0-9]+)?\s*(mm|cm|[µμu]m|in|pt|dots?)\s*$",
);
const INK_NAME: ValueKind = ValueKind::Text;

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
        Key::required("width", LENGTH, "Width."),
        Key::required("height", LENGTH, "Height."),
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
    doc: "A line from x, y to to_x, to_y: straight at any angle, or an arc.",
    keys: &[
        ID,
        X,
        Y,
        Key::required("to_x", LENGTH, "The other end, from the left edge of the label."),
        Key::required("to_y", LENGTH, "The other end, from the top edge of the label."),
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

static SHEET: Shape = Shape {
    unknown: |key| say!("a sheet has no key “{key}”", key),
    missing: |key| say!("this sheet has no “{key}”", key),
    doc: "A page that carries the labels in columns and rows.",
    keys: &[
        Key::optional("page", ValueKind::Choice(Page::WORDS), "The page, upright. Or give width and height."),
        Key::optional("width", LENGTH, "Width of the page."),
        Key::optional("height", LENGTH, "Height of the page."),
        Key::required("columns", ValueKind::Integer(1, 1000), "Labels across."),
        Key::required("rows", ValueKind::Integer(1, 1000), "Labels down."),
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

choice! {
    /// What an element is.
    pub(super) enum Type {
        DataMatrix = "datamatrix",
        Text = "text",
        Line = "line",
        Rectangle = "rect",
        Ellipse = "ellipse",
        Image = "image",
        Window = "window",
    }
}

impl Type {
    fn shape(self) -> &'static Shape {
        match self {
            Type::DataMatrix => &DATAMATRIX,
            Type::Text => &TEXT,
            Type::Line => &LINE,
            Type::Rectangle => &RECT,
            Type::Ellipse => &ELLIPSE,
            Type::Image => &IMAGE,
            Type::Window => &WINDOW,
        }
    }
}

const COMMON: &[Key] = &[
    Key::required("type", ValueKind::Choice(Type::WORDS), "What it is."),
    Key::required("id", ValueKind::Text, "Its name in messages; each is used once."),
    Key::required("x", LENGTH, "Where its anchor stands, from the left edge of the label."),
    Key::required("y", LENGTH, "Where its anchor stands, from the top edge of the label."),
    Key::optional(
        "anchor",
        ValueKind::Choice(Anchor::WORDS),
        "Which point of its box stands there; \"top-left\" if left out.",
    ),
    Key::optional("rotate", ValueKind::Integer(0, 270), "Degrees clockwise about the anchor: 0, 90, 180 or 270."),
    Key::optional(
        "when",
        ValueKind::Text,
        "Drawn only when this holds, such as \"batch\" (there is one) or \"batch != 'X1'\".",
    ),
];

static DATAMATRIX: Shape = Shape {
    unknown: |key| say!("a datamatrix element has no key “{key}”", key),
    missing: |key| say!("this datamatrix element has no “{key}”", key),
    doc: "The code as a GS1 DataMatrix. Its box is the symbol with its quiet zone.",
    keys: &[
        Key::optional("width", LENGTH, "Width of the place it must fit into, quiet zone included."),
        Key::optional("height", LENGTH, "Height of that place; the width if left out."),
        Key::optional(
            "size",
            LENGTH,
            "Size wished for its long side without quiet zone; the nearest printable one is taken.",
        ),
        Key::optional(
            "modules",
            ValueKind::Text,
            "Rows x columns, such as \"36x36\"; the smallest that fits the batch if left out.",
        ),
        Key::optional("shape", ValueKind::Choice(symbol::Shape::WORDS), "\"square\" if left out."),
        Key::optional(
            "separator",
            ValueKind::Choice(Separator::WORDS),
            "Between the fields of GS1 data: the character GS (ASCII 29), or FNC1; as the market has it if left out (FNC1 in Turkey, GS in most). Readers send both as GS.",
        ),
        Key::optional(
            "smallest",
            LENGTH,
            "Smallest long side without quiet zone; what the market demands, or 10 mm, if left out. Less than the market demands is judged by rule SZ01.",
        ),
        Key::optional("module_min", LENGTH, "Smallest module; 3 dots (0.255 mm on artwork) if left out."),
        Key::optional("module_max", LENGTH, "Largest module."),
        Key::optional("quiet_zone", ValueKind::Integer(1, 20), "Modules of quiet zone on each side; 1 if left out."),
        Key::optional(
            "patch",
            ValueKind::Flag,
            "Knock the symbol with its quiet zone out of what lies below: it stands on the bare material, or on white ink. If left out, this is done on artwork for a symbol of “K” alone whose ground is not known to be light enough, and told by rule CT07.",
        ),
        Key::optional(
            "reduce",
            LENGTH,
            "What is taken off the width of dark areas, half on each side, because ink spreads: \"20 µm\", or \"1 dot\" of a printer. It is taken to whole dots or pixels of the `plate`, and less than half a module.",
        ),
        Key::optional("ink", INK_NAME, "Name of its ink; \"K\" if left out."),
    ],
    shared: COMMON,
};

static TEXT: Shape = Shape {
    unknown: |key| say!("a text element has no key “{key}”", key),
    missing: |key| say!("this text element has no “{key}”", key),
    doc: "Text, with {{ expressions }} over the record's fields and the numbers of the label in its job: number, row, total, and on sheets sheet, sheets, place. They are judged at their widest; a field that [data], --column or --set names so is the field.",
    keys: &[
        Key::required(
            "text",
            ValueKind::Text,
            "What it says: \"(21){{ serial }}\", \"{{ expiry | date(\\\"MM.YYYY\\\") }}\".",
        ),
        Key::required("size", LENGTH, "Font size."),
        Key::optional(
            "font",
            ValueKind::Text,
            "\"sans\" (if left out), \"condensed\", \"mono\", or a name from [fonts].",
        ),
        Key::optional("weight", ValueKind::Choice(Weight::WORDS), "\"regular\" if left out."),
        Key::optional("width", LENGTH, "Width of its box; text must fit in it."),
        Key::optional("height", LENGTH, "Height of its box; text must fit in it."),
        Key::optional("wrap", ValueKind::Flag, "Break long lines to fit the width."),
        Key::optional("shrink_to", LENGTH, "Smallest size it may be shrunk to, to fit its box."),
        Key::optional("align", ValueKind::Choice(Align::WORDS), "\"left\" if left out."),
        Key::optional("line_height", LENGTH, "Distance of baselines; 1.2 times the size if left out."),
        Key::optional("letter_spacing", LENGTH, "Space added behind every character."),
        Key::optional(
            "angle",
            ValueKind::Number(-360, 360),
            "Degrees clockwise that turn its box about its anchor (its top left corner if that is left out), instead of “rotate”. Rules judge it by the upright box around its letters, and by its ink in quiet zones where it is the same on every label.",
        ),
        Key::optional(
            "figures",
            ValueKind::Choice(Figures::WORDS),
            "\"tabular\": all figures as wide (OpenType tnum), without kerning; \"normal\" if left out.",
        ),
        Key::optional("ink", INK_NAME, "Name of its ink; \"K\" if left out."),
    ],
    shared: COMMON,
};

static LINE: Shape = Shape {
    unknown: |key| say!("a line element has no key “{key}”", key),
    missing: |key| say!("this line element has no “{key}”", key),
    doc: "A straight line from x, y to to_x, to_y.",
    keys: &[
        Key::required("to_x", LENGTH, "The other end, from the left edge."),
        Key::required("to_y", LENGTH, "The other end, from the top edge."),
        Key::required("thickness", LENGTH, "Its width."),
        Key::optional("ink", INK_NAME, "Name of its ink; \"K\" if left out."),
    ],
    shared: COMMON,
};

const WIDTH: Key = Key::required("width", LENGTH, "Width of its box.");
const HEIGHT: Key = Key::required("height", LENGTH, "Height of its box.");
const FILL: Key = Key::optional("fill", INK_NAME, "Ink of its area.");
const STROKE: Key = Key::optional("stroke", INK_NAME, "Ink of its outline.");
const THICKNESS: Key = Key::optional("thickness", LENGTH, "Width of its outline, centred on the edge.");

static RECT: Shape = Shape {
    unknown: |key| say!("a rect element has no key “{key}”", key),
    missing: |key| say!("this rect element has no “{key}”", key),
    doc: "A rectangle.",
    keys: &[WIDTH, HEIGHT, FILL, STROKE, THICKNESS, Key::optional("radius", LENGTH, "Radius of its corners.")],
    shared: COMMON,
};

static ELLIPSE: Shape = Shape {
    unknown: |key| say!("an ellipse element has no key “{key}”", key),
    missing: |key| say!("this ellipse element has no “{key}”", key),
    doc: "An ellipse that fills its box.",
    keys: &[WIDTH, HEIGHT, FILL, STROKE, THICKNESS],
    shared: COMMON,
};

static IMAGE: Shape = Shape {
    unknown: |key| say!("an image element has no key “{key}”", key),
    missing: |key| say!("this image element has no “{key}”", key),
    doc: "A picture (PNG, JPEG or SVG), fitted into its box with its proportions kept.",
    keys: &[
        Key::required(
            "file",
            ValueKind::Text,
            "Its file, in the template's folder or below it: \"logo.svg\", or one for each record: \"models/{{ model }}.png\".",
        ),
        WIDTH,
        HEIGHT,
        Key::optional(
            "role",
            ValueKind::Choice(Barcode::WORDS),
            "The barcode it shows, whose quiet zones and distance are judged then.",
        ),
        Key::optional("module", LENGTH, "The X-dimension of a linear barcode as it is printed; needed with its role."),
        Key::optional(
            "modules",
            ValueKind::Text,
            "Rows x columns of a Data Matrix before it is turned, such as \"36x36\"; needed with its role.",
        ),
        Key::optional(
            "zoned",
            ValueKind::Flag,
            "Whether the picture holds the barcode's quiet zones; only bars if left out.",
        ),
    ],
    shared: COMMON,
};

static WINDOW: Shape = Shape {
    unknown: |key| say!("a window element has no key “{key}”", key),
    missing: |key| say!("this window element has no “{key}”", key),
    doc: "A place kept empty for a code that is applied on the packing line. Nothing is drawn.",
    keys: &[
        WIDTH,
        HEIGHT,
        Key::optional(
            "modules",
            ValueKind::Text,
            "Rows x columns of the symbol that will come; the market's largest if left out.",
        ),
        Key::optional("module", LENGTH, "The module of that symbol."),
        Key::optional(
            "applied",
            ValueKind::Choice(Applied::WORDS),
            "How the code will be applied; \"inkjet\" if left out.",
        ),
    ],
    shared: COMMON,
};
