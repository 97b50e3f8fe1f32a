//! What the page “Label” says.

use quietzone::say;

use super::{Word, slot};

pub(super) fn words() -> Vec<Word> {
    [frame(), picture(), form()].concat()
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
        ("label.is_widest", say!("The widest code stands in row {row}.", row = slot("row"))),
        ("label.is_longest", say!("The longest text stands in row {row}.", row = slot("row"))),
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
        ("label.key.size", say!("Size")),
        ("label.key.font", say!("Font")),
        ("label.key.weight", say!("Weight")),
        ("label.key.align", say!("Alignment")),
        ("label.key.wrap", say!("Break lines")),
        ("label.key.shrink_to", say!("Shrink at most to")),
        ("label.key.module", say!("Module")),
        ("label.key.thickness", say!("Line thickness")),
        ("label.key.rotate", say!("Turned by degrees")),
        ("label.key.fill", say!("Ink of the area")),
        ("label.key.stroke", say!("Ink of the line")),
        ("label.key.ink", say!("Ink")),
        ("label.key.when", say!("Only when")),
    ]
}
