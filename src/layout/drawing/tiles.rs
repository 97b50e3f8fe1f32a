//! Areas with patterns: their tiles, one by one.

use usvg::Pattern;
use usvg::tiny_skia_path::{Rect, Transform};

use super::shapes::{Area, Painting};
use super::translate::Translator;
use crate::say;
use crate::scene::{self, Clip};

/// Most tiles of an area.
const MOST_TILES: f32 = 10_000.0;

impl Translator<'_> {
    pub(super) fn tiles(&mut self, pattern: &Pattern, area: Area, painting: &Painting<'_>) {
        let place = painting.transform.pre_concat(pattern.transform());
        let (rect, bounds) = (pattern.rect(), self.reach(painting));
        let back = pattern.transform().invert();
        let Some(seen) = back.and_then(|back| bounds?.transform(back)) else {
            return self.fail(say!("a pattern whose tiles have no area"));
        };
        let times =
            |from: f32, to: f32, start: f32, side: f32| (((from - start) / side).floor(), ((to - start) / side).ceil());
        let (left, right) = times(seen.left(), seen.right(), rect.x(), rect.width());
        let (top, bottom) = times(seen.top(), seen.bottom(), rect.y(), rect.height());
        let count = (right - left) * (bottom - top);
        if !(count.is_finite() && count <= MOST_TILES) {
            return self.fail(say!("a pattern of more than {most} tiles in an area", most = MOST_TILES as i64));
        }
        let Some(tile) = Rect::from_xywh(0.0, 0.0, rect.width(), rect.height()) else { return };
        let first = self.items.len();
        let around = std::mem::replace(&mut self.in_tiles, true);
        for row in 0..(bottom - top) as i64 {
            for column in 0..(right - left) as i64 {
                if self.is_too_much() {
                    break;
                }
                let (x, y) = (left + column as f32, top + row as f32);
                let moved = Transform::from_translate(rect.x() + x * rect.width(), rect.y() + y * rect.height());
                let place = place.pre_concat(moved);
                let Some(window) = self.fitting.window(tile, place) else {
                    self.fail(say!("a place more than 28 km away"));
                    continue;
                };
                let windows: Vec<_> = painting.windows.iter().cloned().chain([window]).collect();
                self.group(pattern.root(), place, &windows);
            }
        }
        self.in_tiles = around;
        let Area { segments, even_odd } = area;
        let clips = vec![Clip { segments, even_odd }];
        self.enclose(first, scene::Group { clips, ..scene::Group::default() });
    }

    /// What an area and its line may reach, in the units of the shape.
    fn reach(&self, painting: &Painting<'_>) -> Option<Rect> {
        let bounds = painting.shape.stroke_bounding_box();
        Rect::from_ltrb(bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
    }
}
