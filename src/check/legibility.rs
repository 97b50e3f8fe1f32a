//! How light texts and what lies under them look to people: luminance, of what the paper reflects.

use std::collections::HashMap;

use super::{Label, Mark};
use crate::raster::{PixelArea, is_dark};
use crate::scene::{Bounds, Drawing, GlyphRun, Id, Ink, Item, Page, Process, Resources, Role, Stock, Substrate};
use crate::units::Length;

/// What is seen of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Legibility {
    /// The ratio of the lighter to the darker luminance, as WCAG 2 reckons it (1 to 21), where a tenth of the box
    /// around the text has no more.
    pub contrast: f64,
    /// Whether it is lighter than the ink that most of it stands on.
    pub is_reversed: bool,
}

/// The luminance of solid cyan, magenta, yellow and black, to that of the paper: L* of 55, 48, 89 and 16 on paper
/// of 95 (Fogra 39, coated). Products of these come within a hundredth or three of the overprints' own.
const SOLIDS: [f64; 4] = [0.262, 0.192, 0.846, 0.023];
/// Dot gain at a tint of 50 % in offset (ISO 12647-2).
const GAIN: f64 = 0.14;
/// Brown board, L* of some 60.
const BROWN: f64 = 0.28;
/// Pixels along the longer and the shorter side of the box around a text, at most.
const PIXELS: (i64, i64) = (400, 40);

impl Label<'_> {
    /// What is seen of a text; `None` where that is not known: on foil and film without ink, or where nothing is
    /// printed.
    pub(super) fn legibility(&self, number: usize, mark: &Mark<'_>, run: &GlyphRun) -> Option<Legibility> {
        let bare = self.bare_luminance();
        let ink = self.stock.ink(run.ink);
        let text = if is_bare(ink) { bare? } else { self.luminance(ink)? };
        // One text over another is told by PL08.
        let is_ground = |under: &&Mark<'_>| under.may_reach(&mark.bounds) && !is_line(under);
        let under = self.marks.iter().take(number).filter(is_ground);
        let mut grounds = self.seen(&mark.bounds, under.map(|under| under.item).collect());
        grounds.retain(|(ground, _)| ground.is_some() || bare.is_some());
        let mut seen: Vec<(f64, Option<f64>, u64)> = grounds
            .into_iter()
            .filter_map(|(ground, pixels)| Some((contrast(text, ground.or(bare)?), ground, pixels)))
            .collect();
        seen.sort_by(|one, other| one.0.total_cmp(&other.0));
        let all: u64 = seen.iter().map(|(_, _, pixels)| pixels).sum();
        let mut passed = 0;
        let tenth = seen.iter().find(|(_, _, pixels)| {
            passed += pixels;
            passed * 10 >= all
        });
        let lighter = seen.iter().filter(|(_, ground, _)| ground.is_some_and(|ground| ground < text));
        let is_reversed = lighter.map(|(_, _, pixels)| pixels).sum::<u64>() * 2 > all;
        tenth.map(|(contrast, ..)| Legibility { contrast: *contrast, is_reversed })
    }

    /// The luminances of what is printed in a box, each with its pixels; `None` is the bare material.
    fn seen(&self, of: &Bounds, items: Vec<&Item>) -> Vec<(Option<f64>, u64)> {
        if items.is_empty() {
            return vec![(None, 1)];
        }
        let Some(area) = PixelArea::paint(&self.in_greys(), of, sides(of), items) else { return Vec::new() };
        let mut counts: HashMap<[u8; 4], u64> = HashMap::new();
        for run in area.runs() {
            *counts.entry(run.colour).or_default() += u64::from(run.length) * u64::from(run.rows);
        }
        let mut seen: Vec<_> = counts.into_iter().collect();
        seen.sort_unstable();
        seen.into_iter().map(|(colour, pixels)| (of_pixel(colour), pixels)).collect()
    }

    /// The luminance of the material without ink, if it does not mirror and nothing is seen through it.
    fn bare_luminance(&self) -> Option<f64> {
        match self.stock.blank.substrate {
            None | Some(Substrate::WhiteBoard | Substrate::WhitePaper | Substrate::WhiteFilm) => Some(1.0),
            Some(Substrate::KraftBoard) => Some(BROWN),
            Some(Substrate::Foil | Substrate::TransparentFilm) => None,
        }
    }

    /// The luminance of an ink; `None` of one that is not seen.
    fn luminance(&self, ink: &Ink) -> Option<f64> {
        let process = ink.process()?;
        if self.stock.page.device.is_some() {
            return Some(if is_dark(process.to_rgb()) { 0.0 } else { 1.0 });
        }
        let Process(parts) = process;
        let through = parts.into_iter().zip(SOLIDS).map(|(part, solid)| 1.0 - covered(part) * (1.0 - solid));
        Some(through.product())
    }

    /// The label with every ink as the grey of its luminance.
    fn in_greys(&self) -> Stock {
        let grey = |ink: &Ink| match self.luminance(ink) {
            Some(luminance) => Ink::Process(Process([0, 0, 0, tint_of(luminance)])),
            None => ink.clone(),
        };
        let Stock { page, resources, blank, .. } = self.stock;
        let resources = Resources { inks: resources.inks.each(grey), ..resources.clone() };
        Stock::new(Page { sheet: None, ..page.clone() }, resources, blank.clone())
    }
}

/// Whether an ink leaves the material bare.
fn is_bare(ink: &Ink) -> bool {
    matches!(ink, Ink::Process(Process([0, 0, 0, 0])))
}

/// The share of paper that a tint of so many per mille covers, its dots grown.
fn covered(part: u16) -> f64 {
    let share = f64::from(part.min(1000)) / 1000.0;
    (share + 4.0 * GAIN * share * (1.0 - share)).min(1.0)
}

/// The tint of black whose colour on screens has a luminance.
fn tint_of(luminance: f64) -> u16 {
    let level = if luminance <= 0.003_130_8 { 12.92 * luminance } else { 1.055 * luminance.powf(1.0 / 2.4) - 0.055 };
    (1000.0 - level.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// The luminance of a pixel; `None` where nothing is printed.
fn of_pixel([red, green, blue, opacity]: [u8; 4]) -> Option<f64> {
    let linear = |part: u8| {
        let level = f64::from(part.saturating_add(255 - opacity)) / 255.0;
        if level <= 0.04045 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
    };
    (opacity > 0).then(|| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue))
}

/// The contrast of two luminances (WCAG 2, “contrast ratio”).
fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Pixels across and down of a box.
fn sides(of: &Bounds) -> (u32, u32) {
    let (long, short) = (of.width().max(of.height()), of.width().min(of.height()));
    let dot = (long.emu() / PIXELS.0).max(short.emu() / PIXELS.1).max(1);
    let count = |side: Length| u32::try_from((side.emu() + dot - 1) / dot).unwrap_or(1).max(1);
    (count(of.width()), count(of.height()))
}

/// Every line of text of a label that is no part of a picture, with its number in the paint order.
pub(super) fn lines<'l>(label: &'l Label<'_>) -> impl Iterator<Item = (usize, Mark<'l>, &'l GlyphRun)> {
    label.marks.iter().enumerate().filter_map(|(number, mark)| match &mark.item.drawing {
        Drawing::Text(run) if is_line(mark) => Some((number, *mark, run)),
        _ => None,
    })
}

/// Whether something is a line of text, and no part of a picture.
fn is_line(mark: &Mark<'_>) -> bool {
    matches!(mark.item.drawing, Drawing::Text(_)) && mark.item.part.role != Role::Art
}

/// Ink of an area, as rules of the press ask for it.
pub(super) fn printing(stock: &Stock, ink: Id<Ink>) -> Option<&Ink> {
    Some(stock.ink(ink)).filter(|ink| ink.process().is_some() && !is_bare(ink))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L* of overprints as Fogra 39 has them, by hand: Y = ((L + 16) / 116)³ to 0.876 of the paper.
    #[test]
    fn overprints_are_as_light_as_they_were_measured() {
        let luminance = |parts: [u16; 4]| {
            parts.into_iter().zip(SOLIDS).map(|(part, solid)| 1.0 - covered(part) * (1.0 - solid)).product::<f64>()
        };
        let measured = |lightness: f64| ((lightness + 16.0) / 116.0).powi(3) / 0.876;
        for (parts, lightness) in [([0, 1000, 1000, 0], 47.0), ([1000, 0, 1000, 0], 50.0), ([1000, 1000, 0, 0], 24.0)] {
            assert!((luminance(parts) - measured(lightness)).abs() < 0.03, "{parts:?}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast(1.0, 0.0) - 21.0).abs() < 1e-9 && (contrast(0.3, 0.3) - 1.0).abs() < 1e-9);
        for luminance in [0.0, 0.023, 0.2, 0.5, 1.0] {
            let [red, green, blue] = Process([0, 0, 0, tint_of(luminance)]).to_rgb();
            assert!((of_pixel([red, green, blue, 255]).unwrap() - luminance).abs() < 0.01, "{luminance}");
        }
        assert_eq!(of_pixel([0; 4]), None);
    }
}
