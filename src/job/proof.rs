//! What a page about a judged label shows beside the findings.

use super::outlet::{Format, in_memory};
use super::overlay::{Below, picture};
use crate::check::Label;
use crate::diagnostic::Diagnostic;
use crate::layout::Plan;
use crate::render::svg;
use crate::scene::{Bounds, Scene};
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
    pub(super) fn of(
        label: &Label<'_>,
        scene: &Scene,
        found: &[Diagnostic],
        plan: &Plan<'_>,
        device: Device,
    ) -> Result<Option<Self>, Diagnostic> {
        let Some(drawn) = picture(label, scene, found, Below::Key) else { return Ok(None) };
        let file = in_memory(Format::Svg(svg::Text::Shared), &drawn.stock, drawn.scene, label.code)?;
        Ok(Some(Self {
            market: label.market.title.clone(),
            device,
            size: (label.stock.width, label.stock.height),
            symbols: plan.symbols(),
            picture: String::from_utf8(file).unwrap_or_default(),
            places: drawn.places,
        }))
    }
}
