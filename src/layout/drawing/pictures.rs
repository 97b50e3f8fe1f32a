//! The pictures of pixels that a drawing holds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use usvg::{ImageHrefResolver, ImageKind};

use crate::layout::picture::{decode, is_jpeg, is_png};
use crate::say;
use crate::scene::Picture;
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

    /// The picture of some bytes.
    pub(super) fn get(&self, bytes: &Arc<Vec<u8>>) -> Option<Arc<Picture>> {
        self.known.get(bytes)?.clone()
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
