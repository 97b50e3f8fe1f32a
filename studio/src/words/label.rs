//! What the page “Label” says.

use quietzone::say;

use super::{Word, slot};

pub(super) fn words() -> Vec<Word> {
    [frame(), picture(), form(), hints()].concat()
}

fn frame() -> Vec<Word> {
    vec![
        ("label.lacks", say!("Choose a template first: the page “Start” shows all there are.")),
        ("label.to_start", say!("Go to “Start”")),
        (
            "label.old",
            say!(
                "This is the label before the last change: what the text says now cannot be drawn. See what is wrong below."
            ),
        ),
        ("label.undrawn", say!("This record cannot be drawn: this is the design alone. See what is wrong below.")),
        ("label.records", say!("In this record")),
        ("label.found", say!("Findings: {count}", count = slot("count"))),
        ("label.size", say!("The label is {width} × {height} mm.", width = slot("width"), height = slot("height"))),
        ("label.frame", say!("Show frame {number}", number = slot("number"))),
        ("label.line", say!("Go to line {line}", line = slot("line"))),
        ("label.undo", say!("Undo")),
        ("label.save", say!("Save")),
        ("label.saved", say!("{template} is saved.", template = slot("template"))),
        ("label.unsaved", say!("{template} has changes that are not saved.", template = slot("template"))),
        ("label.form", say!("Form")),
        ("label.text", say!("Text")),
        ("label.design_as", say!("The design")),
        ("label.text.of", say!("Text of the template")),
        ("label.wrong", say!("Line {line}: {message}", line = slot("line"), message = slot("message"))),
        ("label.steps", say!("Which record")),
        ("label.first", say!("First")),
        ("label.before", say!("Previous")),
        ("label.number", say!("Record")),
        ("label.next", say!("Next")),
        ("label.last", say!("Last")),
        ("label.widest", say!("Widest code")),
        ("label.longest", say!("Longest text")),
        ("label.design", say!("No record")),
        (
            "label.record",
            say!(
                "Record {number} of {all}: {place}",
                number = slot("number"),
                all = slot("all"),
                place = slot("place")
            ),
        ),
        ("label.alone", say!("The design alone, with the widest code that its market allows.")),
        ("label.looking", say!("Looking through all records …")),
        ("label.is_widest", say!("It has the widest code.")),
        ("label.is_longest", say!("It has the longest text.")),
        ("label.values", say!("Values for every label")),
        (
            "label.values.hint",
            say!("What the codes lack can be said here, such as the batch. It stands on every label."),
        ),
        ("label.from_data", say!("as in the codes")),
    ]
}

fn picture() -> Vec<Word> {
    vec![
        ("label.picture", say!("Picture of the label")),
        ("label.view", say!("What is shown")),
        ("label.view.proof", say!("With findings")),
        ("label.view.plain", say!("As printed")),
        ("label.view.dots", say!("In dots")),
        ("label.plates", say!("Plates")),
        ("label.keep", say!("Save this picture with its findings (SVG)")),
        ("label.zoom", say!("Zoom")),
        ("label.zoom.fit", say!("Whole label")),
        ("label.zoom.actual", say!("Actual size")),
        ("label.zoom.dots", say!("Each dot")),
        ("label.zoom.out", say!("Smaller")),
        ("label.zoom.in", say!("Larger")),
        ("label.element", say!("Element {id}", id = slot("id"))),
        ("label.frame_of", say!("Frame {number}: {message}", number = slot("number"), message = slot("message"))),
    ]
}

fn form() -> Vec<Word> {
    vec![
        ("label.elements", say!("Elements, the lowest first")),
        ("label.entry", say!("{id} – {kind}", id = slot("id"), kind = slot("kind"))),
        ("label.entry.wrong", say!("{id} – {kind} – something is wrong", id = slot("id"), kind = slot("kind"))),
        ("label.add.kind", say!("What is added")),
        ("label.add", say!("Add")),
        ("label.copy", say!("Duplicate")),
        ("label.remove", say!("Remove")),
        ("label.usual", say!("as usual")),
        ("label.kind.text", say!("text")),
        ("label.kind.datamatrix", say!("DataMatrix")),
        ("label.kind.barcode", say!("linear barcode")),
        ("label.kind.qr", say!("QR code")),
        ("label.kind.line", say!("line")),
        ("label.kind.rect", say!("rectangle")),
        ("label.kind.ellipse", say!("ellipse")),
        ("label.kind.image", say!("picture")),
        ("label.kind.window", say!("window for codes that come later")),
        ("label.key.text", say!("Text")),
        ("label.key.data", say!("What it says")),
        ("label.key.file", say!("File of the picture")),
        ("label.key.symbology", say!("Kind of barcode")),
        ("label.key.x", say!("From the left")),
        ("label.key.y", say!("From the top")),
        ("label.key.to_x", say!("End from the left")),
        ("label.key.to_y", say!("End from the top")),
        ("label.key.width", say!("Width")),
        ("label.key.height", say!("Height")),
        ("label.key.size", say!("Side of the symbol")),
        ("label.key.letters", say!("Size of the letters")),
        ("label.key.bars", say!("Height of the bars")),
        ("label.key.digits", say!("Digits below the bars")),
        ("label.key.font", say!("Font")),
        ("label.key.weight", say!("Weight")),
        ("label.key.align", say!("Alignment")),
        ("label.key.wrap", say!("Break lines")),
        ("label.key.shrink_to", say!("Shrink at most to")),
        ("label.key.module", say!("Width of a module")),
        ("label.key.thickness", say!("Line thickness")),
        ("label.key.rotate", say!("Turned by degrees")),
        ("label.key.fill", say!("Ink of the area")),
        ("label.key.stroke", say!("Ink of the line")),
        ("label.key.ink", say!("Ink")),
        ("label.key.when", say!("Only when")),
    ]
}

/// What the values of the form are, each with an example.
fn hints() -> Vec<Word> {
    vec![
        ("label.hint.text", say!("As it is printed. What the codes say stands in double braces: {{{{ serial }}}}")),
        ("label.hint.data", say!("A GTIN such as {{{{ gtin }}}}, a link, or what the codes say in double braces")),
        ("label.hint.file", say!("PNG, JPEG or SVG beside the template, such as logo.svg")),
        ("label.hint.symbology", say!("ean13 on goods, itf14 on cases, gs1-128 for more than a GTIN")),
        ("label.hint.x", say!("mm from the left edge of the label, such as 12.5")),
        ("label.hint.y", say!("mm from the top edge of the label, such as 8")),
        ("label.hint.width", say!("mm of the place that it must fit into, such as 30")),
        ("label.hint.height", say!("mm, such as 12")),
        ("label.hint.size", say!("mm without the quiet zone, such as 16; as large as fits if left empty")),
        ("label.hint.letters", say!("With its unit: 8 pt, or 2.8 mm")),
        ("label.hint.font", say!("sans, condensed, mono, or a font that the template names")),
        ("label.hint.wrap", say!("A long text goes on in the next line")),
        ("label.hint.shrink_to", say!("A long text may get as small as this, such as 6 pt")),
        ("label.hint.module", say!("mm of the thinnest bar or one square, such as 0.33")),
        ("label.hint.digits", say!("The number to be read by people")),
        ("label.hint.thickness", say!("mm, such as 0.25")),
        ("label.hint.rotate", say!("Clockwise: 0, 90, 180 or 270")),
        ("label.hint.when", say!("Printed on such labels alone: batch (there is one), batch != 'X1'")),
    ]
}
