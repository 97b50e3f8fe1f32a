//! What the page “Start” asks: what files of codes hold, and templates to begin with.

mod begun;
mod lacks;
mod look;
mod mends;
mod shipped;

use super::Call;

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "start.look",
        "Looks at the codes of {work} as long work: their market, rows by sort, what was found with what mends it.",
        look::begin,
    ),
    Call::new(
        "start.rows",
        "Rows of the codes of {work}: {count} of them {from} a number on, all or those of {sorts}; no keys and tails.",
        look::rows,
    ),
    Call::new(
        "start.lacks",
        "The fields that the template of {work} prints and nothing gives, and what else keeps a label from being made.",
        lacks::lacks,
    ),
    Call::new(
        "start.templates",
        "The templates that come along: market, size in millimetres, device, sample.",
        shipped::templates,
    ),
    Call::new("start.picture", "The first label of a template that comes along, as SVG: {name}.", shipped::picture),
    Call::new(
        "start.take",
        "Puts a template that comes along into the folder, with its pictures, and its sample if that is asked for: {name, sample}.",
        shipped::take,
    ),
    Call::new(
        "start.new",
        "Begins a template by its size: {name, market, width, height} in millimetres, {device}; it breaks no rule.",
        begun::new,
    ),
    Call::new(
        "start.draw",
        "Begins a template with a drawing of the folder: {drawing, market}; tells what was found, and what is open.",
        begun::draw,
    ),
    Call::new("start.markets", "Every market by its name, with its title.", look::markets),
];
