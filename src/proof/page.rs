//! What a page about a judged label shows beside the findings.

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
    /// Where on the picture each finding is, if anywhere.
    pub places: Vec<Option<Bounds>>,
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
            market: label.market.title.clone(),
            device,
            size: (label.stock.page.width, label.stock.page.height),
            symbols: plan.symbols(),
            picture: maker.page([(Point::default(), &label_of_page)], &svg::Fragment::default()),
            places: drawn.places,
        })
    }
}
