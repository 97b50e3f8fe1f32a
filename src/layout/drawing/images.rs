//! Pictures of pixels in their places in a drawing.

use std::sync::Arc;

use usvg::tiny_skia_path::Transform;
use usvg::{Image, ImageKind};

use super::clip::Window;
use super::pictures::Pictures;
use super::translate::{Translator, light};
use crate::say;
use crate::scene::{self, Drawing, Id, Picture, Placed, Point};

impl Translator<'_> {
    pub(super) fn image(&mut self, image: &Image, transform: Transform, windows: &[Window]) {
        if !image.is_visible() {
            return;
        }
        let ImageKind::PNG(stub) = image.kind() else { return };
        let Some(picture) = Pictures::number(stub).and_then(|number| self.picture(number)) else { return };
        let (width, height) = (image.size().width(), image.size().height());
        let at = |x, y| self.fitting.place_in(transform, x, y);
        let (Some(origin), Some(right), Some(below)) = (at(0.0, 0.0), at(width, 0.0), at(0.0, height)) else {
            return self.fail(say!("a place more than 28 km away"));
        };
        let way = |to: Point| Point { x: to.x - origin.x, y: to.y - origin.y };
        let placed = Placed { picture, origin, across: way(right), down: way(below) };
        let bounds = placed.bounds();
        let first = self.items.len();
        self.add(Drawing::Picture(placed));
        let cut = windows.iter().filter(|window| !window.holds_box(&bounds));
        let clips: Vec<_> = cut.map(Window::as_clip).collect();
        if !clips.is_empty() {
            self.enclose(first, scene::Group { clips, ..scene::Group::default() });
        }
    }

    /// A picture by its number; within a mask its light.
    fn picture(&mut self, number: u32) -> Option<Id<Picture>> {
        let key = (number, self.light);
        if let Some((_, known)) = self.shown.iter().find(|(known, _)| *known == key) {
            return Some(*known);
        }
        let picture = self.pictures.get(number)?;
        let picture = match self.light {
            Some(kind) => lit(&picture, kind)?,
            None => picture,
        };
        let id = self.resources.pictures.push(picture);
        self.shown.push((key, id));
        Some(id)
    }
}

/// What a picture lets through, as greys.
fn lit(picture: &Picture, kind: usvg::MaskType) -> Option<Arc<Picture>> {
    let rgba = picture.rgba();
    let (pixels, _) = rgba.as_chunks::<4>();
    let grey = pixels.iter().flat_map(|[red, green, blue, opacity]| {
        let grey = (u32::from(light(kind, [*red, *green, *blue])) * 255 + 500) / 1000;
        let grey = u8::try_from(grey).unwrap_or(u8::MAX);
        [grey, grey, grey, *opacity]
    });
    Picture::new(picture.name().to_owned(), picture.sides(), grey.collect(), None).map(Arc::new)
}
