//! The keys of elements, and what kinds there are.

use super::codes::Bearer;
use super::design::{Align, Anchor, Barcode, Figures, Weight};
use crate::document::{Choice, Key, Shape, ValueKind, choice};
use crate::say;
use crate::scene::{Applied, LinearKind};
use crate::symbol::qr::QrLevel;
use crate::symbol::{self, Separator};

pub(super) const LENGTH: ValueKind = ValueKind::Form(
    |key| say!("“{key}” must be a length such as \"12 mm\", \"7 pt\" or \"3 dots\", in quotes", key),
    r"^\s*[-+]?[0-9]+(\.[0-9]+)?\s*(mm|cm|[µμu]m|in|pt|dots?)\s*$",
);
pub(super) const INK_NAME: ValueKind = ValueKind::Text;

choice! {
    /// What an element is.
    pub(super) enum Type {
        DataMatrix = "datamatrix",
        Barcode = "barcode",
        Qr = "qr",
        Text = "text",
        Line = "line",
        Rectangle = "rect",
        Ellipse = "ellipse",
        Image = "image",
        Window = "window",
    }
}

impl Type {
    pub(super) fn shape(self) -> &'static Shape {
        match self {
            Type::DataMatrix => &DATAMATRIX,
            Type::Barcode => &BARCODE,
            Type::Qr => &QR,
            Type::Text => &TEXT,
            Type::Line => &LINE,
            Type::Rectangle => &RECT,
            Type::Ellipse => &ELLIPSE,
            Type::Image => &IMAGE,
            Type::Window => &WINDOW,
        }
    }
}

const TYPE: Key = Key::required("type", ValueKind::Choice(Type::WORDS), "What it is.");
const ID: Key = Key::required("id", ValueKind::Text, "Its name in messages; each is used once.");
const ANCHOR: Key = Key::optional(
    "anchor",
    ValueKind::Choice(Anchor::WORDS),
    "Which point of its box stands there; \"top-left\" if left out.",
);
const ROTATE: Key =
    Key::optional("rotate", ValueKind::Integer(0, 270), "Degrees clockwise about the anchor: 0, 90, 180 or 270.");
const WHEN: Key = Key::optional(
    "when",
    ValueKind::Text,
    "Drawn only when this holds, such as \"batch\" (there is one) or \"batch != 'X1'\".",
);

const COMMON: &[Key] = &[
    TYPE,
    ID,
    Key::optional("x", LENGTH, "Where its anchor stands, from the left edge of the label; needed without `at`."),
    Key::optional("y", LENGTH, "Where its anchor stands, from the top edge of the label; needed without `at`."),
    Key::optional(
        "at",
        ValueKind::Text,
        "Instead of x, y, anchor, rotate, width and height: the id of an object of an SVG drawing among the elements, \"#dm-area\", or \"carton.svg#dm-area\" where several drawings have it. The element fills the place of the object, turned as the object is, and the object is not drawn. A symbol is as large as the place lets it be with its quiet zone.",
    ),
    ANCHOR,
    ROTATE,
    WHEN,
];

/// A line has two ends, and no box that an object could tell.
const OF_LINES: &[Key] = &[
    TYPE,
    ID,
    Key::optional("x", LENGTH, "Where its one end stands, from the left edge of the label; needed."),
    Key::optional("y", LENGTH, "Where its one end stands, from the top edge of the label; needed."),
    ANCHOR,
    ROTATE,
    WHEN,
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

static BARCODE: Shape = Shape {
    unknown: |key| say!("a barcode element has no key “{key}”", key),
    missing: |key| say!("this barcode element has no “{key}”", key),
    doc: "A linear barcode of the GS1 system. Its box is the bars with their quiet zones, the text and what else is drawn of it.",
    keys: &[
        Key::required("symbology", ValueKind::Choice(LinearKind::WORDS), "Its symbology."),
        Key::required(
            "data",
            ValueKind::Text,
            "What it says, with expressions such as {{ gtin }}: a GTIN, of GS1-128 an element string such as \"(01){{ gtin }}(10){{ batch }}\".",
        ),
        Key::optional(
            "module",
            LENGTH,
            "The X-dimension wished for, of ITF-14 that of a narrow bar; the nearest printable one is taken. If left out, the one that the GS1 table of the label's application wishes, or the largest that `width` holds.",
        ),
        Key::optional("width", LENGTH, "Width that it must fit into with its quiet zones."),
        Key::optional(
            "height",
            LENGTH,
            "Height of the bars without longer guards; what the GS1 table of the label's application asks for if left out.",
        ),
        Key::optional(
            "text",
            ValueKind::Flag,
            "Whether the human readable interpretation stands below; true if left out.",
        ),
        Key::optional("font", ValueKind::Text, "Font of the text; \"mono\" if left out."),
        Key::optional(
            "text_size",
            LENGTH,
            "Size of the text; a digit is 7 modules wide if left out, of ITF-14 and GS1-128 at most 12 pt.",
        ),
        Key::optional(
            "light_margin",
            ValueKind::Flag,
            "Draw the marks < and > of EAN-13 and EAN-8, which keep the quiet zones clear.",
        ),
        Key::optional(
            "bearer",
            ValueKind::Choice(Bearer::WORDS),
            "Bearer bars of ITF-14: a frame of 4.83 mm on artwork, two modules above and below on printers if left out.",
        ),
        Key::optional(
            "reduce",
            LENGTH,
            "What is taken off the width of bars, half on each side, because ink spreads: \"20 µm\", or \"1 dot\" of a printer.",
        ),
        Key::optional("ink", INK_NAME, "Name of its ink; \"K\" if left out."),
    ],
    shared: COMMON,
};

static QR: Shape = Shape {
    unknown: |key| say!("a qr element has no key “{key}”", key),
    missing: |key| say!("this qr element has no “{key}”", key),
    doc: "A QR symbol (ISO/IEC 18004), for a GS1 Digital Link above all. Its box is the symbol with its quiet zone of four modules.",
    keys: &[
        Key::required(
            "data",
            ValueKind::Text,
            "What it says, with expressions: a link such as \"https://id.gs1.org/01/{{ gtin }}\", any text, or with `gs1` an element string.",
        ),
        Key::optional(
            "level",
            ValueKind::Choice(QrLevel::WORDS),
            "How much of it may be lost: L 7 %, M 15 %, Q 25 %, H 30 %; \"M\" if left out.",
        ),
        Key::optional(
            "gs1",
            ValueKind::Flag,
            "Begin with FNC1: GS1 QR Code. The list of GS1 for points of sale names it not; a Digital Link is read there.",
        ),
        Key::optional(
            "module",
            LENGTH,
            "The module wished for; the nearest printable one is taken. 0.396 mm, or the largest that `width` holds, if left out.",
        ),
        Key::optional("width", LENGTH, "Side of the place that it must fit into with its quiet zone."),
        Key::optional(
            "reduce",
            LENGTH,
            "What is taken off the width of dark areas, half on each side, because ink spreads: \"20 µm\", or \"1 dot\" of a printer.",
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
    shared: OF_LINES,
};

const WIDTH: Key = Key::optional("width", LENGTH, "Width of its box; needed without `at`.");
const HEIGHT: Key = Key::optional("height", LENGTH, "Height of its box; needed without `at`.");
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
