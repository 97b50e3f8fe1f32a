//! Parts of a label on canvases of their own.

use tiny_skia::{BlendMode, IntRect, Pixmap, PixmapPaint, Transform};

/// A part of a label on a canvas of its own, and where it stands, in dots.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) dots: Pixmap,
}

impl Window {
    /// A label from its corner.
    pub(super) fn whole(dots: Pixmap) -> Self {
        Self { left: 0, top: 0, dots }
    }

    /// A part of a label on which nothing is painted.
    pub(super) fn clear(at: IntRect) -> Option<Self> {
        let dots = Pixmap::new(at.width(), at.height())?;
        Some(Self { left: at.left(), top: at.top(), dots })
    }

    /// A part of it with what is painted there; `None` if it is not within it.
    pub(super) fn part(&self, at: IntRect) -> Option<Self> {
        let within = IntRect::from_xywh(at.left() - self.left, at.top() - self.top, at.width(), at.height())?;
        Some(Self { left: at.left(), top: at.top(), dots: self.dots.clone_rect(within)? })
    }

    /// Where it stands on the label.
    pub(super) fn place(&self) -> Option<IntRect> {
        IntRect::from_xywh(self.left, self.top, self.dots.width(), self.dots.height())
    }

    /// What brings a point of the label to its place on the canvas.
    pub(super) fn way(&self) -> Transform {
        Transform::from_translate(-self.left as f32, -self.top as f32)
    }

    /// Lays another part of the label on it.
    pub(super) fn lay(&mut self, other: &Window, paint: &PixmapPaint) {
        if paint.opacity >= 1.0 && paint.blend_mode == BlendMode::SourceOver {
            return self.cover(other);
        }
        self.mix(other, paint);
    }

    /// Lays a part on it as it is. Most of it is bare, and most of the rest is seen alone.
    fn cover(&mut self, other: &Window) {
        let Some(common) = self.place().zip(other.place()).and_then(|(own, other)| own.intersect(&other)) else {
            return;
        };
        let begins = |window: &Window| {
            let row = common.top().abs_diff(window.top) as usize * window.dots.width() as usize;
            (row + common.left().abs_diff(window.left) as usize) * 4
        };
        let ((to, to_row), (from, from_row)) =
            ((begins(self), self.dots.width() as usize * 4), (begins(other), other.dots.width() as usize * 4));
        let to = self.dots.data_mut().get_mut(to..).unwrap_or_default().chunks_mut(to_row);
        let from = other.dots.data().get(from..).unwrap_or_default().chunks(from_row);
        for (to, from) in to.zip(from).take(common.height() as usize) {
            let (to, from) = (to.as_chunks_mut::<4>().0, from.as_chunks::<4>().0);
            for (to, from) in to.iter_mut().zip(from).take(common.width() as usize) {
                match from {
                    [.., 0] => {}
                    [.., 255] => *to = *from,
                    [.., alpha] => to.iter_mut().zip(from).for_each(|(to, from)| *to = over(*from, *to, *alpha)),
                }
            }
        }
    }

    /// Lays a part on it in any way.
    fn mix(&mut self, other: &Window, paint: &PixmapPaint) {
        let (left, top) = (other.left.saturating_sub(self.left), other.top.saturating_sub(self.top));
        self.dots.draw_pixmap(left, top, other.dots.as_ref(), paint, Transform::identity(), None);
    }

    /// Puts another part of the label, which lies within it, in place of what is there: as much of each dot as
    /// is told of it, of 255.
    pub(super) fn replace(&mut self, other: &Window, parts: &[u8]) {
        let Ok(left) = usize::try_from(other.left - self.left) else { return };
        let Ok(top) = usize::try_from(other.top - self.top) else { return };
        let (stride, across) = (self.dots.width() as usize * 4, other.dots.width() as usize);
        let rows = self.dots.data_mut().chunks_mut(stride).skip(top);
        let parts = parts.chunks(across);
        for ((to, from), parts) in rows.zip(other.dots.data().chunks(across * 4)).zip(parts) {
            let (to, _) = to.get_mut(left * 4..).unwrap_or_default().as_chunks_mut::<4>();
            for ((to, from), part) in to.iter_mut().zip(from.as_chunks::<4>().0).zip(parts) {
                for (to, from) in to.iter_mut().zip(from) {
                    let mixed = u32::from(*to) * u32::from(255 - part) + u32::from(*from) * u32::from(*part);
                    *to = u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX);
                }
            }
        }
    }
}

/// A premultiplied value of so much opacity over another (Porter and Duff's “over”), rounded to the nearest.
fn over(from: u8, to: u8, alpha: u8) -> u8 {
    let below = (u16::from(to) * u16::from(255 - alpha) + 127) / 255;
    u8::try_from(u16::from(from) + below).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;
    use tiny_skia::IntSize;

    use super::*;

    /// A window of premultiplied pixels; many are bare, and many are opaque.
    fn window() -> impl Strategy<Value = Window> {
        let alpha = prop_oneof![Just(0_u8), Just(255_u8), any::<u8>()];
        let pixel = (alpha, any::<[u8; 3]>()).prop_map(|(alpha, colours)| {
            let [red, green, blue] = colours.map(|colour| colour.min(alpha));
            [red, green, blue, alpha]
        });
        (-4..5_i32, -4..5_i32, 1..9_u32, 1..9_u32).prop_flat_map(move |(left, top, width, height)| {
            prop::collection::vec(pixel.clone(), (width * height) as usize).prop_map(move |pixels| {
                let size = IntSize::from_wh(width, height).unwrap();
                Window { left, top, dots: Pixmap::from_vec(pixels.concat(), size).unwrap() }
            })
        })
    }

    proptest! {
        #[test]
        fn what_covers_shows_what_tiny_skia_lays(below in window(), above in window()) {
            let mut laid = Window { left: below.left, top: below.top, dots: below.dots.clone() };
            // Of what lies wholly outside, tiny-skia may lay a dot in the corner.
            let apart = below.place().unwrap().intersect(&above.place().unwrap()).is_none();
            if !apart {
                laid.mix(&above, &PixmapPaint::default());
            }
            let mut covered = below;
            covered.lay(&above, &PixmapPaint::default());
            prop_assert_eq!(covered.dots.data(), laid.dots.data());
        }
    }
}
