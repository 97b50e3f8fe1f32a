//! Pictures of pixels within a drawing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use usvg::tiny_skia_path::Transform;
use usvg::{Image, ImageHrefResolver, ImageKind};

use super::clip::Window;
use super::translate::{Translator, light};
use crate::layout::picture::{decode, is_jpeg, is_png};
use crate::say;
use crate::scene::{self, Bounds, Drawing, Id, Picture, Placed, Point, Segment};
use crate::sentence::{Sentence, file};

/// Most pixels of all pictures of a drawing.
const MOST_PIXELS: u64 = 64_000_000;

/// The pictures of a drawing by their bytes, and why others cannot be read.
#[derive(Default)]
pub(super) struct Pictures {
    known: HashMap<Arc<Vec<u8>>, Option<Arc<Picture>>>,
    pixels: u64,
    /// Why some cannot be read.
    pub(super) broken: Vec<Sentence>,
}

impl Pictures {
    /// Takes in the pictures that a drawing of a file holds; what is outside is not looked at.
    pub(super) fn resolver<'a>(path: &'a str, into: &'a Mutex<Self>) -> ImageHrefResolver<'a> {
        let resolve = move |_: &str, bytes: Arc<Vec<u8>>, _: &usvg::Options<'_>| {
            let mut into = into.lock().unwrap_or_else(PoisonError::into_inner);
            into.take(path, &bytes).then(|| match is_png(&bytes) {
                true => ImageKind::PNG(bytes.clone()),
                false => ImageKind::JPEG(bytes.clone()),
            })
        };
        ImageHrefResolver { resolve_data: Box::new(resolve), resolve_string: Box::new(|_, _| None) }
    }

    /// Whether some bytes are a picture.
    fn take(&mut self, path: &str, bytes: &Arc<Vec<u8>>) -> bool {
        // Others are told by the element that shows them.
        if !(is_png(bytes) || is_jpeg(bytes)) {
            return false;
        }
        if let Some(known) = self.known.get(bytes) {
            return known.is_some();
        }
        let picture = decode(path, bytes.to_vec()).and_then(|picture| {
            let (width, height) = picture.sides();
            self.pixels += u64::from(width) * u64::from(height);
            if self.pixels <= MOST_PIXELS {
                return Ok(Arc::new(picture));
            }
            let (file, most) = (file(path), MOST_PIXELS);
            Err(say!("{file} has pictures of more than {most} pixels", file, most))
        });
        let picture = picture.map_err(|told| self.broken.push(told)).ok();
        let is_one = picture.is_some();
        self.known.insert(bytes.clone(), picture);
        is_one
    }
}

impl Translator<'_> {
    pub(super) fn image(&mut self, image: &Image, transform: Transform, windows: &[Window]) {
        if !image.is_visible() {
            return;
        }
        let bytes = match image.kind() {
            ImageKind::JPEG(bytes) | ImageKind::PNG(bytes) => bytes,
            ImageKind::GIF(_) | ImageKind::WEBP(_) | ImageKind::SVG(_) => return,
        };
        let Some(picture) = self.picture(bytes) else { return };
        let (width, height) = (image.size().width(), image.size().height());
        let at = |x, y| self.fitting.place_in(transform, x, y);
        let (Some(origin), Some(right), Some(below)) = (at(0.0, 0.0), at(width, 0.0), at(0.0, height)) else {
            return self.fail(say!("a place more than 28 km away"));
        };
        let way = |to: Point| Point { x: to.x - origin.x, y: to.y - origin.y };
        let placed = Placed { picture, origin, across: way(right), down: way(below) };
        let outline = corners(&placed.bounds());
        let first = self.items.len();
        self.add(Drawing::Picture(placed));
        let cut = windows.iter().filter(|window| !window.holds(&outline, 0.0));
        let clips: Vec<_> = cut.map(Window::as_clip).collect();
        if !clips.is_empty() {
            self.enclose(first, scene::Group { clips, ..scene::Group::default() });
        }
    }

    /// The picture of some bytes; within a mask its light.
    fn picture(&mut self, bytes: &Arc<Vec<u8>>) -> Option<Id<Picture>> {
        let key = (bytes.clone(), self.light);
        if let Some((_, known)) = self.shown.iter().find(|(known, _)| *known == key) {
            return Some(*known);
        }
        let picture = self.pictures.known.get(bytes)?.clone()?;
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

fn corners(of: &Bounds) -> [Segment; 4] {
    let at = |x, y| Point { x, y };
    [
        Segment::Move(at(of.left, of.top)),
        Segment::Line(at(of.right, of.top)),
        Segment::Line(at(of.right, of.bottom)),
        Segment::Line(at(of.left, of.bottom)),
    ]
}
