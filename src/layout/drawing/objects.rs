//! Objects of a drawing whose places are taken by elements.

use std::f64::consts::PI;

use usvg::{Group, Node};

use super::Svg;
use crate::document::nearest;
use crate::layout::area::ElementArea;
use crate::say;
use crate::scene::{Affine, Angle, Bounds, Point, Turn};
use crate::sentence::{Sentence, file, outside};
use crate::units::Length;

/// How far from a right angle a box is upright all the same, as a part of its side.
const UPRIGHT: f64 = 1e-4;

/// Where an object stands in a drawing, in its units: the box of its geometry, without its line.
pub(in crate::layout) struct Standing {
    rect: [f64; 4],
    transform: usvg::Transform,
}

/// Where an object stands on a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::layout) struct Stood {
    /// The corner that is the top left one before it is turned.
    pub(in crate::layout) corner: Point,
    /// Width and height before it is turned.
    pub(in crate::layout) size: (Length, Length),
    pub(in crate::layout) turn: Turn,
    /// What slants it instead.
    pub(in crate::layout) angle: Angle,
}

impl Svg {
    /// Whether an object of the file has this id.
    pub(in crate::layout) fn has(&self, id: &str) -> bool {
        self.trace.of_id(id).is_some_and(|traced| traced.id.is_some())
    }

    /// The id that is most like this one.
    pub(in crate::layout) fn like(&self, id: &str) -> Option<&str> {
        let mut ids: Vec<&str> = self.trace.ids().collect();
        ids.sort_unstable();
        nearest(id, ids.into_iter())
    }

    /// Where an object stands in a drawing of this file.
    ///
    /// # Errors
    /// It is not drawn, drawn more than once, or no area.
    pub(in crate::layout) fn standing(&self, path: &str, id: &str) -> Result<Standing, Sentence> {
        let twice = || say!("“{id}” of {file} is drawn more than once", id = outside(id), file = file(path));
        if self.trace.of_id(id).is_some_and(|traced| self.trace.is_used(traced)) {
            return Err(twice());
        }
        let mut nodes = Vec::new();
        gather(self.tree.root(), id, &mut nodes);
        let file = || file(path);
        let node = match nodes.as_slice() {
            [] => {
                let message = say!(
                    "“{id}” of {file} is not drawn there itself, so it has no place: it is hidden, or stands in defs, a mask, a clip path or a pattern",
                    id = outside(id),
                    file = file()
                );
                return Err(message);
            }
            [node] => node,
            _ => return Err(twice()),
        };
        let rect = node.bounding_box();
        if rect.width() <= 0.0 || rect.height() <= 0.0 {
            return Err(say!("“{id}” of {file} has no area", id = outside(id), file = file()));
        }
        let rect = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
        Ok(Standing { rect, transform: node.abs_transform() })
    }

    /// Where what stands in the drawing comes to stand on a label, if it is a box there: turned perhaps, not askew.
    pub(in crate::layout) fn stood(&self, standing: &Standing, area: ElementArea) -> Option<Stood> {
        let map = self.fitted(area).map(standing.transform);
        let [left, top, right, bottom] = standing.rect;
        let Affine { a, b, c, d, e, f } = map;
        let at = |x: f64, y: f64| (a * x + c * y + e, b * x + d * y + f);
        let emu = |length: f64| Length::from_emu(length.round() as i64);
        let (along, down) = (a.hypot(b), c.hypot(d));
        let level = |across: f64, of: f64| across.abs() <= UPRIGHT * of;
        let turn = if level(b, along) && level(c, down) {
            // A mirrored box is as upright as its mirror image.
            if a < 0.0 && d < 0.0 { Some(Turn::Half) } else { Some(Turn::None) }
        } else if level(a, along) && level(d, down) {
            if b > 0.0 { Some(Turn::Quarter) } else { Some(Turn::ThreeQuarters) }
        } else {
            None
        };
        let Some(turn) = turn else {
            let is_askew = (a * c + b * d).abs() > UPRIGHT * along * down || a * d - b * c < 0.0;
            let (x, y) = at(left, top);
            return (!is_askew).then(|| Stood {
                corner: Point { x: emu(x), y: emu(y) },
                size: (emu(along * (right - left)), emu(down * (bottom - top))),
                turn: Turn::None,
                angle: Angle::degrees(b.atan2(a) * 180.0 / PI),
            });
        };
        let corners = [at(left, top), at(right, bottom)].map(|(x, y)| Point { x: emu(x), y: emu(y) });
        let Bounds { left, top, right, bottom } = Bounds::around(corners)?;
        let (x, y) = match turn {
            Turn::None => (left, top),
            Turn::Quarter => (right, top),
            Turn::Half => (right, bottom),
            Turn::ThreeQuarters => (left, bottom),
        };
        let (width, height) = (right - left, bottom - top);
        let size = if turn.swaps() { (height, width) } else { (width, height) };
        Some(Stood { corner: Point { x, y }, size, turn, angle: Angle::NONE })
    }
}

fn gather<'a>(group: &'a Group, id: &str, found: &mut Vec<&'a Node>) {
    for node in group.children() {
        if node.id() == id {
            found.push(node);
        }
        if let Node::Group(group) = node {
            gather(group, id, found);
        }
    }
}
