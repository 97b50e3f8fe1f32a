//! Patches: the black dots of a part of a label, for devices that add black to black.

use tiny_skia::{Pixmap, PremultipliedColorU8};

use super::paint::is_dark;
use super::{Dots, Painter, Raster};
use crate::scene::{Drawing, Item, Scene, Symbol};

/// Black dots on a part of a label, trimmed to the dots there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Dots from the left edge of the label.
    pub left: u32,
    /// Dots from the top edge of the label.
    pub top: u32,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
    /// Eight dots to a byte, the leftmost highest, rows padded with zeros to whole bytes;
    /// 1 is black.
    pub bits: Vec<u8>,
}

/// A part of a label in dots, and what it does to the dots below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Its black dots; `None` if it has none.
    pub patch: Option<Patch>,
    /// The box (left, top, right, bottom, in dots) in which it paints light over what is below;
    /// `None` if it only adds black.
    pub lightens: Option<[u32; 4]>,
}

impl Painter<'_> {
    /// A fixed run of the stock, by its number.
    #[must_use]
    pub fn fixed_layer(&self, number: usize) -> Layer {
        let lightens = self.stock.fixed.get(number).is_some_and(|items| items.iter().any(|item| self.lightens(item)));
        self.fixed.get(number).map_or(Layer { patch: None, lightens: None }, |canvas| {
            layer(canvas, (0, 0), (self.width, self.height), lightens)
        })
    }

    /// An item of a label.
    #[must_use]
    pub fn layer(&self, item: &Item) -> Layer {
        let (size, lightens) = ((self.width, self.height), self.lightens(item));
        match &item.drawing {
            Drawing::Symbol(symbol) if !lightens => Layer { patch: self.modules(symbol), lightens: None },
            Drawing::Text(run) => self.set(run).map_or(Layer { patch: None, lightens: None }, |window| {
                layer(&window.dots, (window.left.into(), window.top.into()), size, lightens)
            }),
            _ => {
                let Some(mut canvas) = Pixmap::new(self.width, self.height) else {
                    return Layer { patch: None, lightens: None };
                };
                self.items(std::slice::from_ref(item), &mut canvas);
                layer(&canvas, (0, 0), size, lightens)
            }
        }
    }

    /// All black dots of a label.
    #[must_use]
    pub fn whole(&self, scene: &Scene) -> Option<Patch> {
        let Raster { width, height, dots: Dots::OneBit(bits), .. } = self.paint(scene) else { return None };
        let black = |x: u32, y: u32| {
            let byte = bits.get(y as usize * width.div_ceil(8) as usize + x as usize / 8);
            byte.is_some_and(|byte| byte & (0x80 >> (x % 8)) == 0)
        };
        trim((0, 0), (width, height), (width, height), &black)
    }

    /// Whether an item paints anything light.
    fn lightens(&self, item: &Item) -> bool {
        let light = |ink: usize| self.stock.ink(ink).process().is_some_and(|process| !is_dark(process.to_rgb()));
        match &item.drawing {
            Drawing::Path(path) => path.fill.is_some_and(light) || path.stroke.is_some_and(|stroke| light(stroke.ink)),
            Drawing::Text(run) => light(run.ink),
            Drawing::Symbol(symbol) => light(symbol.ink),
            Drawing::Picture(_) => true,
        }
    }

    /// The modules of a symbol, each of as many whole dots as the solver gave it.
    fn modules(&self, symbol: &Symbol) -> Option<Patch> {
        self.stock.ink(symbol.ink).process()?;
        let dots = u32::try_from(self.resolution.nearest(symbol.module)).ok().filter(|dots| *dots > 0)?;
        let left = u32::try_from(self.resolution.nearest(symbol.origin.x)).ok()?;
        let top = u32::try_from(self.resolution.nearest(symbol.origin.y)).ok()?;
        let (width, height) = (symbol.columns() * dots, symbol.rows() * dots);
        let stride = width.div_ceil(8) as usize;
        let mut bits = vec![0; stride * height as usize];
        for (row, column, length) in symbol.runs() {
            let first = row as usize * dots as usize * stride;
            let Some(line) = bits.get_mut(first..first + stride) else { continue };
            blacken(line, column * dots, (column + length) * dots);
        }
        for row in 0..symbol.rows() as usize {
            let first = row * dots as usize * stride;
            for copy in 1..dots as usize {
                bits.copy_within(first..first + stride, first + copy * stride);
            }
        }
        Some(Patch { left, top, width, height, bits })
    }
}

/// Sets the bits of a row from one column to before another.
fn blacken(line: &mut [u8], from: u32, to: u32) {
    for x in from..to {
        if let Some(byte) = line.get_mut(x as usize / 8) {
            *byte |= 0x80 >> (x % 8);
        }
    }
}

/// What a canvas at a place of a label of a size has painted.
fn layer(canvas: &Pixmap, at: (i64, i64), size: (u32, u32), lightens: bool) -> Layer {
    let pixel = |x: u32, y: u32| canvas.pixel(x, y).unwrap_or(PremultipliedColorU8::TRANSPARENT);
    let on_white = |p: PremultipliedColorU8| [p.red(), p.green(), p.blue()].map(|c| c.saturating_add(255 - p.alpha()));
    let within = (canvas.width(), canvas.height());
    let patch = trim(at, within, size, &|x, y| is_dark(on_white(pixel(x, y))));
    let painted = lightens.then(|| trim(at, within, size, &|x, y| pixel(x, y).alpha() > 0)).flatten();
    Layer { patch, lightens: painted.map(|p| [p.left, p.top, p.left + p.width, p.top + p.height]) }
}

/// The black dots of a canvas, given where it stands on a label; what is over the label's edge
/// is left out.
fn trim(
    (left, top): (i64, i64),
    (width, height): (u32, u32),
    label: (u32, u32),
    black: &dyn Fn(u32, u32) -> bool,
) -> Option<Patch> {
    let range = |at: i64, side: u32, label: u32| {
        let from = u32::try_from((-at).max(0)).unwrap_or(u32::MAX);
        let to = u32::try_from((i64::from(label) - at).clamp(0, i64::from(side))).unwrap_or(0);
        from..to
    };
    let (columns, rows) = (range(left, width, label.0), range(top, height, label.1));
    let first = rows.clone().find(|y| columns.clone().any(|x| black(x, *y)))?;
    let last = rows.rev().find(|y| columns.clone().any(|x| black(x, *y)))?;
    let from = columns.clone().find(|x| (first..=last).any(|y| black(*x, y)))?;
    let to = columns.rev().find(|x| (first..=last).any(|y| black(*x, y)))?;
    let (across, down) = (to - from + 1, last - first + 1);
    let stride = across.div_ceil(8) as usize;
    let mut bits = vec![0; stride * down as usize];
    for (line, y) in bits.chunks_mut(stride).zip(first..) {
        for x in (0..across).filter(|x| black(from + x, y)) {
            blacken(line, x, x + 1);
        }
    }
    let at = |origin: i64, offset: u32| u32::try_from(origin + i64::from(offset)).ok();
    Some(Patch { left: at(left, from)?, top: at(top, first)?, width: across, height: down, bits })
}
