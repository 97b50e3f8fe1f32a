//! What the page “Output” says.

use quietzone::say;

use super::{Word, slot};

pub(super) fn words() -> Vec<Word> {
    vec![
        ("output.lacks", say!("Choose codes and a template first: a label is made of both.")),
        ("output.to_start", say!("Go to “Start”")),
        ("output.format", say!("What is made")),
        ("output.pdf", say!("PDF – for press and office printers")),
        ("output.zpl", say!("ZPL – for Zebra and compatible printers")),
        ("output.tspl", say!("TSPL – for TSC and compatible printers")),
        ("output.svg", say!("SVG – a drawing of each label")),
        ("output.png", say!("PNG – a picture of each label, in the dots of the printer")),
        ("output.svg.sheet", say!("SVG – a drawing of each sheet")),
        ("output.png.sheet", say!("PNG – a picture of each sheet")),
        ("output.name", say!("File name in the folder")),
        (
            "output.name.pattern",
            say!("In braces stands what differs from label to label: {fields}.", fields = slot("fields")),
        ),
        ("output.more", say!("More settings")),
        ("output.device", say!("Printer resolution")),
        ("output.device.own", say!("as the template says")),
        ("output.sort", say!("Order of the labels")),
        ("output.sort.file", say!("as in the file")),
        ("output.sort.hint", say!("The name of a column, or gtin, serial, batch, expiry.")),
        ("output.group", say!("A new file for each value of")),
        (
            "output.group.hint",
            say!(
                "The name of a column, or gtin, serial, batch, expiry. The file name needs the same in braces, but for sheets."
            ),
        ),
        ("output.part", say!("Labels in a file")),
        (
            "output.part.hint",
            say!(
                "Leave it empty for one file with all labels; otherwise the file name needs {part}.",
                part = slot("part")
            ),
        ),
        ("output.copies", say!("Copies of each label")),
        (
            "output.copies.hint",
            say!(
                "More than one only where the market lets a code stand twice, such as an SSCC on two sides of a pallet."
            ),
        ),
        ("output.marks", say!("Crop, fold and registration marks")),
        ("output.slug", say!("Name of the job on a line below the artwork")),
        ("output.date", say!("Date on that line and on the control list")),
        ("output.technical", say!("Draw die lines and varnish in the SVG too")),
        ("output.comments", say!("Tell label and row in comments")),
        ("output.inline", say!("Send what labels share with each of them, for printers without memory")),
        ("output.manifest", say!("A list of the labels made (CSV)")),
        ("output.control", say!("A control list to tick off the labels of sheets by (PDF)")),
        ("output.skip", say!("Leave bad rows out")),
        ("output.skip.hint", say!("They are listed with their codes and reasons in a file beside the output.")),
        ("output.sheet", say!("Free places of the first sheet")),
        (
            "output.sheet.hint",
            say!(
                "Click a place that is used up, or move with the arrow keys and press the space bar. A click with Shift frees all from there on. Later sheets are whole."
            ),
        ),
        ("output.sheet.places", say!("Free: {free} of {all}", free = slot("free"), all = slot("all"))),
        (
            "output.sheet.place",
            say!(
                "Place {place}, row {row}, column {column}",
                place = slot("place"),
                row = slot("row"),
                column = slot("column")
            ),
        ),
        ("output.sheet.all", say!("All free")),
        ("output.sheet.none", say!("No place is free; free one at least.")),
        ("output.make", say!("Make labels")),
        (
            "output.replace",
            say!("These files are there already, and would be replaced: {files}", files = slot("files")),
        ),
        ("output.replace.do", say!("Replace them")),
        ("output.done", say!("Done")),
        ("output.nothing", say!("Nothing was written")),
        ("output.view", say!("Look at {file}", file = slot("file"))),
        ("output.save", say!("Save {file}", file = slot("file"))),
        ("output.allowed", say!("Let stand: {allowed}", allowed = slot("allowed"))),
        (
            "output.proves",
            say!(
                "A file proves nothing about paper: no ledger knows what is printed of it. To have each code printed once and be able to prove it, use the page “Print”."
            ),
        ),
        ("output.to_print", say!("Go to “Print”")),
    ]
}
