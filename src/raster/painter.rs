//! What paints: the stock, the dots, and what is kept from one label to the next.

use tiny_skia::{FilterQuality, Paint};

use super::glyphs::Glyphs;
use super::window::Window;
use crate::scene::{Each, FixedRun, Id, Ink, Point, Process, Stock};
use crate::units::{Length, Resolution};

/// Paints the labels of a job. Fixed runs are painted once, but for those that mix with what lies below.
pub struct Painter<'a> {
    pub(super) stock: &'a Stock,
    pub(super) resolution: Resolution,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) fixed: Each<FixedRun, Option<Window>>,
    pub(super) glyphs: Glyphs,
    pub(super) grid: Grid,
}

/// Where the dots lie, and how they are made.
pub(super) struct Grid {
    /// The top left corner of the first dot.
    pub(super) corner: Point,
    /// The side of a dot in EMU.
    pub(super) dot: f64,
    /// Whether dots on an edge are mixed.
    pub(super) smooth: bool,
    /// Whether what processing steps work on is shown: where artwork is looked at, and neither on printers nor where
    /// the print is judged.
    pub(super) shows_steps: bool,
    /// The least width of a stroke, in dots.
    pub(super) hair: f32,
    /// Whether a line of text stands on whole dots, wherever it is drawn.
    pub(super) sets_lines: bool,
    /// How a picture's pixels become dots.
    pub(super) quality: FilterQuality,
}

impl Painter<'_> {
    /// Dots from the edge, exactly where the length is whole dots.
    pub(super) fn dots(&self, length: Length) -> f32 {
        (length.emu() as f64 / self.grid.dot) as f32
    }

    /// Where a point lies on the grid.
    pub(super) fn at(&self, point: Point) -> (f32, f32) {
        (self.dots(point.x - self.grid.corner.x), self.dots(point.y - self.grid.corner.y))
    }

    /// The paint of lines, symbols and letters in an ink.
    pub(super) fn ink(&self, ink: Id<Ink>) -> Option<Paint<'static>> {
        self.paint_of(ink, 255)
    }

    /// The paint of areas in an ink; through those of processing steps is seen what lies below.
    pub(super) fn area_ink(&self, ink: Id<Ink>) -> Option<Paint<'static>> {
        let is_step = matches!(self.stock.ink(ink), Ink::Step { .. });
        self.paint_of(ink, if is_step { 102 } else { 255 })
    }

    /// What stands for an ink on the canvas.
    pub(super) fn shown(&self, ink: Id<Ink>) -> Option<Process> {
        let ink = self.stock.ink(ink);
        if self.grid.shows_steps { ink.shown() } else { ink.process() }
    }

    fn paint_of(&self, ink: Id<Ink>, opacity: u8) -> Option<Paint<'static>> {
        let [red, green, blue] = self.shown(ink)?.to_rgb();
        let mut paint = Paint { anti_alias: self.grid.smooth, ..Paint::default() };
        paint.set_color_rgba8(red, green, blue, opacity);
        Some(paint)
    }
}
