//! Patches: the black dots of a part of a label, for devices that add black to black.

use tiny_skia::{Pixmap, PremultipliedColorU8};

use super::dots::sides;
use super::line::BlackLine;
use super::paint::{bits, is_dark, on_white};
use super::window::Window;
use super::{Dots, Painter, Raster};
use crate::scene::{Drawing, FixedRun, Id, Ink, Item, Scene, Symbol};
use crate::units::Length;

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

impl Patch {
    /// The same dots so many to the right and down, on a label of a size; what leaves it is cut off.
    #[must_use]
    pub fn moved(self, (right, down): (i32, i32), label: (u32, u32)) -> Option<Self> {
        let Self { left, top, width, height, bits } = self;
        let at = (i64::from(left) + i64::from(right), i64::from(top) + i64::from(down));
        Grid { width, height, bits }.trimmed(at, label)
    }

    /// The box around its dots: left, top, right, bottom.
    #[must_use]
    pub fn bounds(&self) -> [u32; 4] {
        [self.left, self.top, self.left + self.width, self.top + self.height]
    }

    /// The dots of several; nothing of none.
    #[must_use]
    pub fn united(patches: &[Patch]) -> Option<Patch> {
        let least = |side: fn(&Patch) -> u32| patches.iter().map(side).min();
        let most = |side: fn(&Patch) -> u32| patches.iter().map(side).max();
        let (left, top) = (least(|patch| patch.left)?, least(|patch| patch.top)?);
        let width = most(|patch| patch.left + patch.width)? - left;
        let height = most(|patch| patch.top + patch.height)? - top;
        let stride = width.div_ceil(8) as usize;
        let mut bits = vec![0; stride * height as usize];
        for patch in patches {
            let (first, right) = (((patch.left - left) / 8) as usize, (patch.left - left) % 8);
            let from = patch.bits.chunks(patch.width.div_ceil(8).max(1) as usize);
            let to = bits.chunks_mut(stride.max(1)).skip((patch.top - top) as usize);
            for (from, to) in from.zip(to) {
                let mut carried = 0;
                for (to, byte) in to.iter_mut().skip(first).zip(from.iter().chain([&0])) {
                    *to |= carried | byte >> right;
                    carried = if right == 0 { 0 } else { byte << (8 - right) };
                }
            }
        }
        Some(Patch { left, top, width, height, bits })
    }
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
    /// A fixed run of the stock.
    #[must_use]
    pub fn fixed_layer(&self, run: Id<FixedRun>) -> Layer {
        let items = self.stock.fixed.get(run);
        match self.fixed.get(run) {
            Some(painted) => {
                let lightens = items.iter().any(|item| self.lightens(item));
                layer(&painted.dots, (0, 0), (self.width, self.height), lightens)
            }
            None => self.painted(items, true),
        }
    }

    /// An item of a label.
    #[must_use]
    pub fn layer(&self, item: &Item) -> Layer {
        let (size, lightens) = ((self.width, self.height), self.lightens(item));
        match &item.drawing {
            Drawing::Symbol(symbol) if !lightens => self.modules(symbol).map_or_else(
                || self.painted(std::slice::from_ref(item), lightens),
                |patch| Layer { patch: Some(patch), lightens: None },
            ),
            Drawing::Text(run) if !lightens && self.stock.page.device.is_some() => {
                let patch = self.black_line(run).and_then(|BlackLine { at, size: (width, height), bits }| {
                    Grid { width, height, bits }.trimmed(at, size)
                });
                Layer { patch, lightens: None }
            }
            Drawing::Text(run) => self.set(run).map_or(Layer { patch: None, lightens: None }, |window| {
                layer(&window.dots, (window.left.into(), window.top.into()), size, lightens)
            }),
            _ => self.painted(std::slice::from_ref(item), lightens),
        }
    }

    /// Items on a canvas of the label's size. Those that mix with what lies below are shown on the bare label, all of
    /// which they lighten then: they are not what they are where something dark lies below.
    fn painted(&self, items: &[Item], lightens: bool) -> Layer {
        let Some(mut canvas) = Pixmap::new(self.width, self.height).map(Window::whole) else {
            return Layer { patch: None, lightens: None };
        };
        self.items(items, &mut canvas);
        let mut layer = layer(&canvas.dots, (0, 0), (self.width, self.height), lightens);
        if items.iter().any(|item| item.drawing.blends(&self.stock.resources)) {
            layer.lightens = Some([0, 0, self.width, self.height]);
        }
        layer
    }

    /// All black dots of a label.
    #[must_use]
    pub fn whole(&self, scene: &Scene) -> Option<Patch> {
        let Raster { width, height, dots: Dots::OneBit(light), .. } = self.paint(scene) else { return None };
        let bits = light.iter().map(|byte| !byte).collect();
        Grid { width, height, bits }.trimmed((0, 0), (width, height))
    }

    /// Whether an item paints anything light.
    fn lightens(&self, item: &Item) -> bool {
        let light = |ink: Id<Ink>| self.stock.ink(ink).process().is_some_and(|process| !is_dark(process.to_rgb()));
        match &item.drawing {
            Drawing::Path(_) | Drawing::Text(_) | Drawing::Symbol(_) => {
                item.drawing.inks(&self.stock.resources).into_iter().any(light)
            }
            Drawing::Picture(_) | Drawing::Shade(_) => true,
            Drawing::Group(grouped) => {
                let group = self.stock.resources.groups.get(grouped.group);
                group.is_mixed() || group.items.iter().any(|item| self.lightens(item))
            }
        }
    }

    /// The modules of a symbol, each of as many whole dots as the solver gave it; `None` where it does not
    /// print, is not whole on the label, or has more than plain modules.
    fn modules(&self, symbol: &Symbol) -> Option<Patch> {
        self.stock.ink(symbol.ink()).process().filter(|_| symbol.is_plain())?;
        let dots = |length: Length| u32::try_from(self.resolution.nearest(length)).ok();
        let ((across, down), origin) = (symbol.cell(), symbol.origin());
        let (across, down) = (dots(across).filter(|n| *n > 0)?, dots(down).filter(|n| *n > 0)? as usize);
        let (left, top) = (dots(origin.x)?, dots(origin.y)?);
        let bounds = symbol.bounds();
        sides((bounds.width(), bounds.height()), self.resolution).ok()?;
        let modules = symbol.modules();
        let (width, height) =
            (modules.columns().checked_mul(across)?, modules.rows().checked_mul(u32::try_from(down).ok()?)?);
        let stride = width.div_ceil(8) as usize;
        let mut bits = vec![0; stride * height as usize];
        for (row, column, length) in modules.runs() {
            let first = row as usize * down * stride;
            let line = bits.get_mut(first..first + stride)?;
            blacken(line, column * across, (column + length) * across);
        }
        for row in 0..modules.rows() as usize {
            let first = row * down * stride;
            for copy in 1..down {
                bits.copy_within(first..first + stride, first + copy * stride);
            }
        }
        Some(Patch { left, top, width, height, bits })
    }
}

/// Sets the bits of a row from one column to before another.
fn blacken(line: &mut [u8], from: u32, to: u32) {
    if from >= to {
        return;
    }
    let (first, last) = (from as usize / 8, (to - 1) as usize / 8);
    let bytes = line.get_mut(first..).unwrap_or_default();
    for (byte, at) in bytes.iter_mut().zip(first..=last) {
        let behind = if at == first { 0xFF >> (from % 8) } else { 0xFF };
        let before = if at == last { 0xFF << (7 - (to - 1) % 8) } else { 0xFF };
        *byte |= behind & before;
    }
}

/// What a canvas at a place of a label of a size has painted.
fn layer(canvas: &Pixmap, at: (i64, i64), size: (u32, u32), lightens: bool) -> Layer {
    let patch = Grid::new(canvas, |p| is_dark(on_white(p))).trimmed(at, size);
    let painted = if lightens { Grid::new(canvas, |p| p.alpha() > 0).trimmed(at, size) } else { None };
    Layer { patch, lightens: painted.map(|p| [p.left, p.top, p.left + p.width, p.top + p.height]) }
}

/// Dots as bits, rows padded with zeros (or anything) to whole bytes.
struct Grid {
    width: u32,
    height: u32,
    bits: Vec<u8>,
}

impl Grid {
    /// The pixels of a canvas for which something holds.
    fn new(canvas: &Pixmap, holds: impl Fn(&PremultipliedColorU8) -> bool) -> Self {
        Self { width: canvas.width(), height: canvas.height(), bits: bits(canvas, holds) }
    }

    /// The dots there are, given where the grid stands on a label; what is over the label's edge
    /// is left out.
    fn trimmed(&self, (left, top): (i64, i64), label: (u32, u32)) -> Option<Patch> {
        let range = |at: i64, side: u32, label: u32| {
            let from = u32::try_from((-at).max(0)).unwrap_or(u32::MAX);
            let to = (i64::from(label) - at).clamp(0, i64::from(side)) as u32;
            from..to
        };
        let (columns, rows) = (range(left, self.width, label.0), range(top, self.height, label.1));
        let stride = self.width.div_ceil(8) as usize;
        let row = |y: u32| self.bits.get(y as usize * stride..(y as usize + 1) * stride).unwrap_or_default();
        let mut wanted = vec![0_u8; stride];
        blacken(&mut wanted, columns.start, columns.end);
        // The columns in which any row has a dot, all rows laid over one another.
        let mut united = vec![0_u8; stride];
        let (mut first, mut last) = (None, 0);
        for y in rows {
            let mut any = 0;
            for ((all, byte), wanted) in united.iter_mut().zip(row(y)).zip(&wanted) {
                *all |= byte & wanted;
                any |= byte & wanted;
            }
            if any != 0 {
                first = first.or(Some(y));
                last = y;
            }
        }
        let first = first?;
        let mut dark = united.iter().copied().enumerate().filter(|(_, byte)| *byte != 0);
        let start = dark.next()?;
        let end = dark.next_back().unwrap_or(start);
        let from = start.0 as u32 * 8 + start.1.leading_zeros();
        let to = end.0 as u32 * 8 + 7 - end.1.trailing_zeros();
        let (across, down) = (to - from + 1, last - first + 1);
        let mut bits = Vec::with_capacity(across.div_ceil(8) as usize * down as usize);
        (first..=last).for_each(|y| shift(row(y), from, across, &mut bits));
        let at = |origin: i64, offset: u32| u32::try_from(origin + i64::from(offset)).ok();
        Some(Patch { left: at(left, from)?, top: at(top, first)?, width: across, height: down, bits })
    }
}

/// Adds so many bits of a line from one on, padded with zeros.
fn shift(line: &[u8], from: u32, count: u32, bits: &mut Vec<u8>) {
    let line = line.get(from as usize / 8..).unwrap_or_default();
    let next = line.iter().skip(1).chain(std::iter::repeat(&0));
    let bytes = line.iter().zip(next).map(|(byte, next)| {
        let [byte, _] = (u16::from_be_bytes([*byte, *next]) << (from % 8)).to_be_bytes();
        byte
    });
    bits.extend(bytes.take(count.div_ceil(8) as usize));
    if let Some(last) = bits.last_mut().filter(|_| !count.is_multiple_of(8)) {
        *last &= 0xFF << (8 - count % 8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_off_the_label_is_cut_off() {
        let patch = Patch { left: 1, top: 0, width: 3, height: 1, bits: vec![0b1010_0000] };
        let moved = patch.clone().moved((-2, 1), (9, 9)).unwrap();
        assert_eq!((moved.left, moved.top, moved.width, moved.bits), (1, 1, 1, vec![0x80]));
        assert_eq!(patch.moved((0, 9), (9, 9)), None);
    }

    /// A grid of rows written as text.
    fn grid(rows: &[&str]) -> Grid {
        let width = rows[0].len() as u32;
        let bytes = |row: &&str| {
            row.as_bytes()
                .chunks(8)
                .map(|c| c.iter().zip(0..).fold(0, |b, (c, n)| b | u8::from(*c == b'#') << (7 - n)))
                .collect::<Vec<u8>>()
        };
        Grid { width, height: rows.len() as u32, bits: rows.iter().flat_map(bytes).collect() }
    }

    #[test]
    fn several_patches_are_one_with_the_dots_of_all() {
        let at = |rows: &[&str], at| grid(rows).trimmed(at, (100, 100)).unwrap();
        let dots = ["#........#", "..........", "...#......"];
        for (left, top) in [(0, 0), (3, 1), (9, 4)] {
            let one = at(&dots, (left, top));
            let other = at(&["#"], (left + 14, top + 1));
            let all = at(&["#........#.....", "..............#", "...#..........."], (left, top));
            assert_eq!(Patch::united(&[one.clone(), other.clone()]), Some(all.clone()));
            assert_eq!(Patch::united(&[other, one]), Some(all));
        }
        assert_eq!(Patch::united(&[]), None);
    }

    #[test]
    fn patches_are_the_dots_there_are() {
        let dots = grid(&["..............", "...#.....##...", "..........#...", ".............."]);
        let patch = dots.trimmed((5, 7), (100, 100)).unwrap();
        assert_eq!((patch.left, patch.top, patch.width, patch.height), (8, 8, 8, 2));
        assert_eq!(patch.bits, [0b1000_0011, 0b0000_0001]);
        // What hangs over the label is cut off.
        let patch = dots.trimmed((-4, 0), (6, 100)).unwrap();
        assert_eq!((patch.left, patch.top, patch.width, patch.bits), (5, 1, 1, vec![0x80]));
        assert_eq!(grid(&["...."]).trimmed((0, 0), (9, 9)), None);
        assert_eq!(dots.trimmed((200, 0), (100, 100)), None);
    }
}
