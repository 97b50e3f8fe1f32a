//! A box of a label in pixels as fine as one likes, to see what comes out there.
//!
//! A pixel has the colour of what is uppermost at its middle, and nothing is mixed: areas that only
//! touch leave no seam, and what ends at an edge of the box is not seen in it.

use tiny_skia::{FilterQuality, Pixmap};

use super::Painter;
use super::glyphs::Glyphs;
use super::painter::Grid;
use super::window::Window;
use crate::scene::{Bounds, Each, Item, Point, Stock};

/// A box of a label in pixels.
#[derive(Debug)]
pub struct PixelArea {
    canvas: Pixmap,
}

/// A rectangle of pixels of one colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first row.
    pub row: u32,
    /// How many rows there are.
    pub rows: u32,
    /// The first column.
    pub first: u32,
    /// How many columns there are.
    pub length: u32,
    /// Red, green and blue multiplied by the opacity, and the opacity. What nothing is printed on
    /// is 0, 0, 0, 0.
    pub colour: [u8; 4],
}

impl PixelArea {
    /// Paints items in a box whose width and height are so many square pixels. The stock gives
    /// inks, fonts and pictures, and the dots of the device, thinner than which no stroke is.
    #[must_use]
    pub fn paint<'i>(
        stock: &Stock,
        of: &Bounds,
        (columns, rows): (u32, u32),
        items: impl IntoIterator<Item = &'i Item>,
    ) -> Option<Self> {
        let dot = of.width().emu() as f64 / f64::from(columns);
        let least = stock.page.device.map_or(0.0, |device| device.dot().emu() as f64);
        let grid = Grid {
            corner: Point { x: of.left, y: of.top },
            dot,
            smooth: false,
            shows_steps: false,
            hair: ((least / dot) as f32).max(1.0),
            sets_lines: false,
            quality: FilterQuality::Nearest,
        };
        let (width, height, resolution) = (columns, rows, stock.page.dots());
        let painter = Painter { stock, resolution, width, height, fixed: Each::new(), glyphs: Glyphs::default(), grid };
        let mut canvas = Window::whole(Pixmap::new(columns, rows)?);
        painter.items(items, &mut canvas);
        Some(Self { canvas: canvas.dots })
    }

    /// Its pixels, from the top; rows that are alike are taken together.
    pub fn runs(&self) -> impl Iterator<Item = Run> {
        let rows: Vec<&[u8]> = self.canvas.data().chunks(self.canvas.width() as usize * 4).collect();
        let alike: Vec<(u32, &[u8])> = rows
            .chunk_by(|a, b| a == b)
            .filter_map(|alike| Some((u32::try_from(alike.len()).ok()?, *alike.first()?)))
            .collect();
        let mut next = 0;
        alike.into_iter().flat_map(move |(rows, pixels)| {
            let row = next;
            next += rows;
            let (pixels, _) = pixels.as_chunks::<4>();
            let mut first = 0;
            pixels.chunk_by(|a, b| a == b).filter_map(move |alike| {
                let length = u32::try_from(alike.len()).ok()?;
                let run = Run { row, rows, first, length, colour: *alike.first()? };
                first += length;
                Some(run)
            })
        })
    }
}
