//! The blank and what must stay empty: edges, faces, folds, glue, windows, quiet zones.

use std::sync::Arc;

use super::findings::bounds;
use super::pen::{Dash, Pen, Tone, absolute, rectangle, ring, rounded};
use super::room::Room;
use crate::check::Label;
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::{Applied, Bounds, Linear, Panel, Point, Seam, SeamKind, Substrate, Window};
use crate::sentence::{Sentence, name, outside};
use crate::symbol::SymbolSize;
use crate::units::Length;

/// What lies under the print: the material, and the area of quiet zones.
pub(super) fn under(label: &Label<'_>, pen: &mut Pen<'_>) {
    let edge = label.bounds();
    let radius = label.stock.blank.corner_radius;
    pen.paper(rounded(&edge, radius));
    if !is_white(label.stock.blank.substrate) {
        return edges_and_glue(label, pen);
    }
    for seen in label.symbols() {
        pen.fill(ring(&seen.zone(), &seen.mark.bounds), Tone::Tint);
    }
    for linear in &label.stock.linears {
        pen.fill(ring(&linear.zone(), &linear.bounds), Tone::Tint);
    }
    for symbol in &label.stock.pictured {
        pen.fill(ring(&symbol.zone(), &symbol.symbol()), Tone::Tint);
    }
    for window in &label.stock.blank.windows {
        pen.fill(rectangle(&window.bounds), Tone::Tint);
    }
    edges_and_glue(label, pen);
}

fn edges_and_glue(label: &Label<'_>, pen: &mut Pen<'_>) {
    for flap in &label.stock.blank.glue {
        pen.hatch(&flap.bounds, Tone::Blank);
    }
    pen.stroke(rounded(&label.bounds(), label.stock.blank.corner_radius), Tone::Blank, pen.line);
}

/// Whether a light tint on it is seen as a tint, and not taken for print.
fn is_white(substrate: Option<Substrate>) -> bool {
    !matches!(substrate, Some(Substrate::KraftBoard | Substrate::Foil | Substrate::TransparentFilm))
}

/// What lies over the print.
pub(super) fn over(label: &Label<'_>, found: &[Diagnostic], pen: &mut Pen<'_>, room: &mut Room) {
    let blank = &label.stock.blank;
    if label.stock.page.bleed.is_some() {
        pen.frame(&label.stock.page.bled(), Dash::Dashed, Tone::Blank, pen.line);
        pen.frame(&label.bounds(), Dash::Solid, Tone::Blank, pen.line);
    }
    if let Some(safe) = blank.safe {
        pen.frame(&label.bounds().grown(-safe), Dash::Dotted, Tone::Blank, pen.line);
    }
    blank.panels.iter().for_each(|panel| face(panel, pen));
    blank.seams.iter().for_each(|line| seam(line, pen));
    for linear in &label.stock.linears {
        barcode(linear, found, pen);
        room.take(linear.zone(), 2.0);
    }
    for symbol in &label.stock.pictured {
        let zone = symbol.zone();
        pen.frame(&symbol.symbol(), Dash::Dotted, Tone::Zone, pen.line.scale(7, 10));
        pen.frame(&zone, Dash::Solid, kept(&symbol.part.id, &zone, found), pen.line);
        room.take(zone, 6.0);
    }
    for text in label.texts() {
        room.take(text.0.bounds, 1.5);
    }
    for seen in label.symbols() {
        let width = pen.line.scale(6, 5);
        pen.frame(&seen.roomy(), Dash::Dashed, Tone::Advice, pen.line.scale(7, 10));
        pen.frame(&seen.zone(), Dash::Solid, kept(&seen.mark.item.part.id, &seen.zone(), found), width);
        room.take(seen.zone(), 6.0);
    }
    // Words come last, so that no line runs through them.
    for panel in &blank.panels {
        room.take(name_of_face(panel, pen), 4.0);
    }
    for line in &blank.seams {
        for part in line.course.boxes() {
            room.take(part.grown(pen.letters(40)), 2.0);
        }
        if let Some(taken) = name_of_seam(line, pen) {
            room.take(taken, 4.0);
        }
    }
    for flap in &blank.glue {
        let word = say!("glue: {area}", area = outside(&flap.id));
        if let Some(taken) = within(&word.to_string(), &flap.bounds, pen) {
            room.take(taken, 4.0);
        }
    }
    for linear in &label.stock.linears {
        let word = say!("{barcode} with quiet zones", barcode = name(linear.kind.to_string())).to_string();
        let (width, height) = pen.plate_size(&word);
        let at = room.find(&linear.zone(), width, height, pen.line * 2);
        room.take(pen.plate(&word, at.middle(), false, Tone::Zone), 6.0);
    }
    for place in &label.stock.blank.windows {
        window(label, place, found, pen, room);
    }
}

/// The colour of a zone of an element: green where it is kept, that of the finding where something else
/// is in it.
fn kept(element: &Arc<str>, zone: &Bounds, found: &[Diagnostic]) -> Tone {
    // What is told of the element itself is mostly told of its whole box; a spot of it is in the zone.
    let is_within = |finding: &&Diagnostic| {
        let is_own = finding.element.as_ref() == Some(element);
        let area = finding.area.map(bounds).filter(|area| !is_own || !area.holds(zone.middle()));
        finding.severity > Severity::Note && area.is_some_and(|area| zone.overlaps(&area))
    };
    let within = found.iter().filter(is_within);
    within.map(|finding| finding.severity).max().map_or(Tone::Zone, Tone::from)
}

fn face(panel: &Panel, pen: &mut Pen<'_>) {
    let width = pen.line.scale(8, 10);
    // Another outline is made of cuts and folds, which are drawn.
    if panel.outline.is_none() {
        pen.frame(&panel.bounds, Dash::Solid, Tone::Blank, width);
    }
}

/// The name of a face stands in its upper left corner, or where there is room for it on the left side.
fn name_of_face(panel: &Panel, pen: &mut Pen<'_>) -> Bounds {
    let face = outside(&panel.id);
    let word = if panel.curved { say!("{face} (curved)", face).to_string() } else { face.to_string() };
    let (width, height) = pen.plate_size(&word);
    let inset = pen.letters(35);
    let (across, down) = (inset + width / 2, inset + height / 2);
    let corner = Point { x: panel.bounds.left + across, y: panel.bounds.top + down };
    let (wide, high) = (panel.bounds.width() - across * 2, panel.bounds.height() - down * 2);
    let places = (0..16).flat_map(|row| (0..4).map(move |column| (column, row)));
    let mut places = places.map(|(column, row)| corner.moved(Point { x: wide * column / 4, y: high * row / 16 }));
    let is_free = |Point { x, y }: &Point| {
        panel.contains(&Bounds { left: *x - across, top: *y - down, right: *x + across, bottom: *y + down })
    };
    pen.plate(&word, places.find(is_free).unwrap_or(corner), false, Tone::Blank)
}

fn seam(seam: &Seam, pen: &mut Pen<'_>) {
    let (dash, width) = match seam.kind {
        SeamKind::Fold => (Dash::Dashed, pen.line),
        SeamKind::Perforation => (Dash::Dotted, pen.line * 2),
        SeamKind::Cut => (Dash::Solid, pen.line.scale(3, 2)),
    };
    pen.follow(&seam.course, dash, Tone::Blank, width);
}

/// The name of a seam stands on it, where it is long enough.
fn name_of_seam(seam: &Seam, pen: &mut Pen<'_>) -> Option<Bounds> {
    let id = outside(&seam.id);
    let word = match seam.kind {
        SeamKind::Fold => say!("fold {id}", id),
        SeamKind::Perforation => say!("perforation {id}", id),
        SeamKind::Cut => say!("cut {id}", id),
    }
    .to_string();
    let bounds = seam.course.bounds();
    let upright = bounds.height() > bounds.width();
    let long = bounds.height().max(bounds.width());
    let (width, height) = pen.plate_size(&word);
    // Not in the middle, where the arrows and numbers of findings come.
    let from_end = width / 2 + height;
    if !seam.course.is_square() {
        let pieces: Vec<Bounds> = seam.course.boxes().collect();
        let piece = pieces.get(pieces.len() * 4 / 5).filter(|_| width * 2 < long)?;
        return Some(pen.plate(&word, piece.middle(), false, Tone::Blank));
    }
    (width * 2 < long).then(|| {
        let middle = match upright {
            true => Point { x: bounds.left, y: bounds.bottom - from_end },
            false => Point { x: bounds.right - from_end, y: bounds.top },
        };
        pen.plate(&word, middle, upright, Tone::Blank)
    })
}

/// A word in the middle of a box, if the box is large enough; upright in a narrow one.
fn within(word: &str, bounds: &Bounds, pen: &mut Pen<'_>) -> Option<Bounds> {
    let (width, height) = pen.plate_size(word);
    let fits = |across: Length, down: Length| width < across && height < down;
    if fits(bounds.width(), bounds.height()) {
        return Some(pen.plate(word, bounds.middle(), false, Tone::Blank));
    }
    fits(bounds.height(), bounds.width()).then(|| pen.plate(word, bounds.middle(), true, Tone::Blank))
}

/// A linear barcode: the box of its bars and its quiet zones.
fn barcode(linear: &Linear, found: &[Diagnostic], pen: &mut Pen<'_>) {
    pen.frame(&linear.bounds, Dash::Dotted, Tone::Zone, pen.line.scale(7, 10));
    pen.frame(&linear.zone(), Dash::Solid, kept(&linear.part.id, &linear.zone(), found), pen.line);
}

/// A window: its edge, and the symbol that will come, in its middle.
fn window(label: &Label<'_>, window: &Window, found: &[Diagnostic], pen: &mut Pen<'_>, room: &mut Room) {
    let tone = kept(&window.part.id, &window.bounds, found);
    pen.frame(&window.bounds, Dash::Solid, tone, pen.line.scale(6, 5));
    room.take(window.bounds, 6.0);
    let size = window.symbol.or(label.market.symbol_size);
    let (element, code) = (outside(&window.part.id), to_come(window.applied, size));
    let word = match (size, window.module) {
        (Some(size), Some(module)) => {
            symbol_to_come(window, size, module, pen);
            say!("{element}: {code}, {side}", element, code, side = module * i64::from(size.columns()))
        }
        _ => say!("{element}: {code}", element, code),
    }
    .to_string();
    let (width, height) = pen.plate_size(&word);
    let at = room.find(&window.bounds, width, height, pen.line * 2);
    room.take(pen.plate(&word, at.middle(), false, Tone::Zone), 6.0);
}

/// Which symbol will come, if that is known, and how.
fn to_come(applied: Applied, size: Option<SymbolSize>) -> Sentence {
    let Some(size) = size else {
        return match applied {
            Applied::InkJet => say!("by ink jet"),
            Applied::Laser => say!("by laser"),
            Applied::Sticker => say!("by sticker"),
            Applied::Thermal => say!("by thermal transfer"),
        };
    };
    let size = name(size.to_string());
    match applied {
        Applied::InkJet => say!("{size} by ink jet", size),
        Applied::Laser => say!("{size} by laser", size),
        Applied::Sticker => say!("{size} by sticker", size),
        Applied::Thermal => say!("{size} by thermal transfer", size),
    }
}

/// The finder of a symbol that is not there yet, with its quiet zone.
fn symbol_to_come(window: &Window, size: SymbolSize, module: Length, pen: &mut Pen<'_>) {
    let middle = window.bounds.middle();
    let (across, down) = (module * i64::from(size.columns()), module * i64::from(size.rows()));
    let symbol = Bounds {
        left: middle.x - across / 2,
        top: middle.y - down / 2,
        right: middle.x - across / 2 + across,
        bottom: middle.y - down / 2 + down,
    };
    pen.frame(&symbol.grown(module), Dash::Dashed, Tone::Advice, pen.line.scale(7, 10));
    pen.fill(rectangle(&Bounds { right: symbol.left + module, ..symbol }), Tone::Zone);
    pen.fill(rectangle(&Bounds { top: symbol.bottom - module, ..symbol }), Tone::Zone);
    let modules = |side: Length| side.emu() / module.emu().max(1);
    for number in (0..modules(absolute(across))).step_by(2) {
        let left = symbol.left + module * number;
        let bounds = Bounds { left, right: left + module, bottom: symbol.top + module, ..symbol };
        pen.fill(rectangle(&bounds), Tone::Zone);
    }
    for number in (1..modules(absolute(down))).step_by(2) {
        let top = symbol.top + module * number;
        let bounds = Bounds { top, bottom: top + module, left: symbol.right - module, ..symbol };
        pen.fill(rectangle(&bounds), Tone::Zone);
    }
}
