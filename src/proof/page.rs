//! What a page about a judged label shows beside the findings.

use std::sync::Arc;

use super::legend::Below;
use super::picture::picture;
use crate::check::Label;
use crate::diagnostic::Diagnostic;
use crate::layout::Plan;
use crate::render::svg::{self, SvgMaker};
use crate::scene::{Bounds, Point, Scene};
use crate::symbol::{Fit, SymbolSize};
use crate::template::Device;
use crate::units::Length;

/// A judged label, to be shown.
#[derive(Debug)]
pub struct Proof {
    /// The market's name for people.
    pub market: String,
    /// What prints it.
    pub device: Device,
    /// Width and height of the label.
    pub size: (Length, Length),
    /// Its symbols.
    pub symbols: Vec<(SymbolSize, Fit)>,
    /// The picture: an SVG file of the label with what was found.
    pub picture: String,
    /// The box of the picture, from the top left corner of the label.
    pub view: Bounds,
    /// Where on the picture each finding is, if anywhere.
    pub places: Vec<Option<Bounds>>,
    /// The boxes of elements and windows on the label by their names, bottom first.
    pub elements: Vec<(Arc<str>, Bounds)>,
}

impl Proof {
    /// The proof of a label.
    pub(crate) fn of(
        label: &Label<'_>,
        scene: &Scene,
        found: &[Diagnostic],
        plan: &Plan,
        device: Device,
    ) -> Option<Self> {
        let drawn = picture(label, scene, found, Below::Key)?;
        let maker = SvgMaker::new(&drawn.stock, svg::Form { text: svg::Text::Shared, technical: true }).ok()?;
        let label_of_page = maker.label(&drawn.scene);
        Some(Self {
            market: crate::sentence::worded(&label.market.title).into_owned(),
            device,
            size: (label.stock.page.width, label.stock.page.height),
            symbols: plan.symbols(),
            picture: maker.page([(Point::default(), &label_of_page)], &svg::Fragment::default()),
            view: drawn.view,
            places: drawn.places,
            elements: elements(label),
        })
    }
}

/// The boxes of elements and windows, each around all that is of its name.
fn elements(label: &Label<'_>) -> Vec<(Arc<str>, Bounds)> {
    let marks = label.marks.iter().map(|mark| (&mark.item.part.id, mark.bounds));
    let windows = label.stock.blank.windows.iter().map(|window| (&window.part.id, window.bounds));
    let mut all: Vec<(Arc<str>, Bounds)> = Vec::new();
    for (id, bounds) in marks.chain(windows) {
        match all.iter_mut().find(|(known, _)| known == id) {
            Some((_, around)) => *around = around.joined(&bounds),
            None => all.push((id.clone(), bounds)),
        }
    }
    all
}
