//! Parts of a label on canvases of their own.

use tiny_skia::{IntRect, Pixmap, PixmapPaint, Transform};

/// A part of a label on a canvas of its own, and where it stands, in dots.
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
