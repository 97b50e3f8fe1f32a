//! The label as it is seen, its text, and a form that edits the same text.

mod form;
mod preview;
mod text;

use super::Call;

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "label.preview",
        "A picture of one label of {work} with what was found, of {text} instead of the saved template, of {row} or the design alone, as {view}, with some {plates}.",
        preview::preview,
    ),
    Call::new(
        "label.overlay",
        "The picture that check draws of the same, with the findings listed below it, as SVG.",
        preview::overlay,
    ),
    Call::new(
        "label.rows",
        "The rows of the codes that labels are made of: {count} of them after the first {from}, and how many there are.",
        preview::rows,
    ),
    Call::new(
        "label.peaks",
        "The records of the widest code and of the longest texts, by how many stand before them, as long work.",
        preview::peaks,
    ),
    Call::new("label.fields", "The fields beside the code that {text} prints.", preview::fields),
    Call::new("label.text", "The text of {template}.", text::text),
    Call::new("label.save", "Saves {text} as {template}, if that still says what it {was}.", text::save),
    Call::new("label.form", "The elements of {text} with their usual values, and the lines of both.", form::form),
    Call::new(
        "label.set",
        "{text} with another {value} of a {key} of an {element}; without a value the key goes.",
        form::set,
    ),
    Call::new("label.add", "{text} with a new element of {kind}; a picture is that of {file}.", form::add),
    Call::new("label.copy", "{text} with an {element} twice.", form::copy),
    Call::new("label.remove", "{text} without an {element}.", form::remove),
];
