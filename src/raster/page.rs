//! Pages: the picture of one label, or of a sheet with many.

use super::dots::sides;
use super::glyphs::Glyphs;
use super::painter::Grid;
use super::{Dots, Painter, Raster, TooManyDots};
use crate::scene::{Each, Item, Layer, Point, Scene};
use crate::units::{Length, Resolution};

impl Painter<'_> {
    /// The picture of a page with labels on it, each with its top left corner, and what stands in its margins. On a
    /// device whose dots are its own, corners are whole dots.
    ///
    /// # Errors
    /// The page has too many dots.
    pub fn page<'s>(
        &self,
        labels: impl IntoIterator<Item = (Point, &'s Scene)>,
        margin: Vec<Item>,
    ) -> Result<Raster, TooManyDots> {
        let Some(sheet) = &self.stock.page.sheet else {
            let mut labels = labels.into_iter();
            return Ok(labels.next().map_or_else(|| self.paint(&Scene::default()), |(_, scene)| self.paint(scene)));
        };
        let device = self.resolution;
        let mut page = Raster::blank(self.stock.page.size(), device, self.stock.page.device.is_some())?;
        let at = |point: Point| (device.nearest(point.x), device.nearest(point.y));
        let (above, below): (Vec<_>, Vec<_>) = margin
            .into_iter()
            .partition(|item| item.drawing.bounds(self.stock).is_none_or(|bounds| bounds.bottom < sheet.height / 2));
        for strip in [above, below] {
            self.in_margin(strip, &mut page);
        }
        for (corner, scene) in labels {
            page.place(&self.paint(scene), at(corner));
        }
        for bar in &sheet.marks {
            let size = (device.nearest(bar.width).max(1), device.nearest(bar.height).max(1));
            page.blacken(at(bar.corner), size);
        }
        Ok(page)
    }

    /// Paints what stands in a margin of a page, on a canvas as high as it is.
    fn in_margin(&self, items: Vec<Item>, page: &mut Raster) {
        let boxes = items.iter().filter_map(|item| item.drawing.bounds(self.stock));
        let Some(bounds) = boxes.reduce(|all, one| all.joined(&one)) else { return };
        let device = self.resolution;
        let row = |y: Length| device.nearest(y).clamp(0, page.height.into());
        // Letters may reach a little beyond their box.
        let (top, bottom) = (row(bounds.top - Length::from_mm(1)), row(bounds.bottom + Length::from_mm(1)));
        let corner = Point { x: Length::ZERO, y: device.dot() * top };
        let painter = Painter {
            stock: self.stock,
            resolution: device,
            width: page.width,
            height: u32::try_from(bottom - top).unwrap_or(0),
            fixed: Each::new(),
            glyphs: Glyphs::default(),
            grid: Grid { corner, sets_lines: false, ..self.grid },
        };
        page.place(&painter.paint(&Scene { layers: vec![Layer::Own(items)] }), (0, top));
    }
}

impl Raster {
    fn blank(size: (Length, Length), resolution: Resolution, one_bit: bool) -> Result<Self, TooManyDots> {
        let (across, down) = sides(size, resolution)?;
        let rows = down as usize;
        let dots = if one_bit {
            Dots::OneBit(vec![0xFF; across.div_ceil(8) as usize * rows])
        } else {
            Dots::Rgb(vec![0xFF; across as usize * 3 * rows])
        };
        Ok(Self { width: across, height: down, resolution, dots })
    }

    /// Copies a smaller picture of the same kind to a place; what stands outside is left out.
    fn place(&mut self, label: &Raster, (left, top): (i64, i64)) {
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        for row in 0..label.height {
            let y = top + i64::from(row);
            if !(0..height).contains(&y) {
                continue;
            }
            for column in 0..label.width {
                let x = left + i64::from(column);
                if (0..width).contains(&x) {
                    self.copy((x as usize, y as usize), label, (column as usize, row as usize));
                }
            }
        }
    }

    fn copy(&mut self, (x, y): (usize, usize), from: &Raster, (column, row): (usize, usize)) {
        let (width, other) = (self.width as usize, from.width as usize);
        match (&mut self.dots, &from.dots) {
            (Dots::OneBit(page), Dots::OneBit(label)) => {
                let light = label
                    .get(row * other.div_ceil(8) + column / 8)
                    .is_none_or(|byte| byte & (0x80 >> (column % 8)) != 0);
                if let Some(byte) = page.get_mut(y * width.div_ceil(8) + x / 8).filter(|_| !light) {
                    *byte &= !(0x80 >> (x % 8));
                }
            }
            (Dots::Rgb(page), Dots::Rgb(label)) => {
                let (to, at) = ((y * width + x) * 3, (row * other + column) * 3);
                if let (Some(to), Some(from)) = (page.get_mut(to..to + 3), label.get(at..at + 3)) {
                    to.copy_from_slice(from);
                }
            }
            _ => {}
        }
    }

    fn blacken(&mut self, (left, top): (i64, i64), (width, height): (i64, i64)) {
        let black = Raster {
            width: 1,
            height: 1,
            resolution: self.resolution,
            dots: match self.dots {
                Dots::OneBit(_) => Dots::OneBit(vec![0]),
                Dots::Rgb(_) => Dots::Rgb(vec![0; 3]),
            },
        };
        for y in top..top + height {
            for x in left..left + width {
                self.place(&black, (x, y));
            }
        }
    }
}
