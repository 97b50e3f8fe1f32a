//! What the page “Start” says.

use quietzone::say;

use super::{Word, slot};

pub(super) fn words() -> Vec<Word> {
    let mut words = vec![
        ("start.codes", say!("Your codes")),
        (
            "start.drop",
            say!(
                "Drop a file of codes, a folder, or the ZIP of a portal here. It is copied into the folder of the studio and stays as it is."
            ),
        ),
        ("start.choose", say!("Choose a file")),
        ("start.choose.folder", say!("Choose a folder")),
        ("start.sample", say!("Try it with a sample")),
        ("start.copying", say!("Copying…")),
        ("start.copied", say!("Copied into the folder: {files}", files = slot("files"))),
        ("start.there", say!("Files of codes in the folder")),
        ("start.next", say!("Next: look at the label")),
        ("start.holds", say!("What {files} holds", files = slot("files"))),
        ("start.holds.order", say!("What order {order} holds", order = slot("order"))),
        ("start.found", say!("found by the codes")),
        ("start.several", say!("The codes fit several markets. Which is theirs?")),
        ("start.market", say!("Market")),
        ("start.market.other", say!("Another market")),
        ("start.market.found", say!("as the codes or the template say")),
        ("start.template", say!("Template of the label")),
        ("start.template.chosen", say!("Chosen: {template}", template = slot("template"))),
        ("start.template.there", say!("Templates in the folder")),
        ("start.template.fits", say!("Templates for these codes")),
        ("start.template.others", say!("Templates for other codes")),
        ("start.template.all", say!("All templates that come along")),
        (
            "start.template.size",
            say!(
                "{width} × {height} mm, {device}",
                width = slot("width"),
                height = slot("height"),
                device = slot("device")
            ),
        ),
        ("start.begin", say!("Or begin one of your own")),
        ("start.new", say!("By its size")),
        ("start.new.label", say!("label")),
        ("start.new.name", say!("Name")),
        ("start.new.width", say!("Width in mm")),
        ("start.new.height", say!("Height in mm")),
        ("start.new.device", say!("Printer")),
        ("start.new.artwork", say!("press artwork")),
        ("start.new.do", say!("Begin")),
        ("start.draw", say!("With a drawing")),
        ("start.draw.none", say!("With a designer’s drawing: drop its SVG above.")),
        ("start.draw.drawing", say!("Drawing")),
        ("start.draw.do", say!("Begin with the drawing")),
        ("start.draw.done", say!("Begun: {template}", template = slot("template"))),
        ("start.draw.open", say!("Left for you to decide")),
        ("start.draw.use", say!("Go on with it")),
    ];
    words.extend(of_rows());
    words.extend(of_what_lacks());
    words
}

/// The list of rows, and how a file is read.
fn of_rows() -> Vec<Word> {
    vec![
        ("start.rows.all", say!("All rows")),
        ("start.rows.show", say!("Show them")),
        ("start.rows.row", say!("Row")),
        ("start.rows.what", say!("What it is")),
        ("start.rows.found", say!("What was found")),
        ("start.sort.good", say!("good")),
        ("start.sort.mended", say!("mended")),
        ("start.sort.bad", say!("bad")),
        ("start.sort.twice", say!("twice")),
        ("start.sort.header", say!("header")),
        ("start.sort.title", say!("title")),
        ("start.sort.total", say!("total")),
        ("start.sort.hidden", say!("hidden")),
        ("start.sort.left_out", say!("not asked for")),
        ("start.set.lookalikes", say!("letters that look alike are mended")),
        ("start.set.layout", say!("keyboard layout is mended")),
        ("start.set.no_header", say!("no headers")),
        ("start.set.header_row", say!("row of the headers")),
        ("start.set.hidden", say!("hidden rows")),
        ("start.set.sheet", say!("sheet")),
        ("start.set.encoding", say!("encoding")),
        ("start.set.column", say!("column")),
        ("start.set.width", say!("length")),
        ("start.set.where", say!("only rows with")),
        ("start.set.rows", say!("only rows")),
    ]
}

/// What the template prints and the codes do not say.
fn of_what_lacks() -> Vec<Word> {
    vec![
        ("lacks.title", say!("The codes do not say: {fields}", fields = slot("fields"))),
        ("lacks.about", say!("The template prints all of this, and no label can be made without what is needed.")),
        (
            "lacks.about.free",
            say!("The template prints this where it is said; as it is, the labels are left without it."),
        ),
        (
            "lacks.how",
            say!(
                "Type what is the same for every label, with dates as 2027-12-31; or take it from a list of products: a table with the GTIN in one column and the rest beside it."
            ),
        ),
        ("lacks.needed", say!("{field} (needed)", field = slot("field"))),
        ("lacks.list", say!("List of products")),
        ("lacks.list.none", say!("none")),
        ("lacks.list.other", say!("Another list…")),
        ("lacks.said", say!("Said for the labels")),
        ("lacks.said.back", say!("Take back: {said}", said = slot("said"))),
        ("lacks.use", say!("Use this")),
    ]
}
