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

/// The pictures of a drawing, and why others cannot be read.
#[derive(Default)]
pub(super) struct Pictures {
    /// Those that were decoded.
    all: Vec<Arc<Picture>>,
    /// The places of these by their bytes.
    known: HashMap<Arc<Vec<u8>>, Option<u32>>,
    pixels: u64,
    /// Why some cannot be read.
    pub(super) broken: Vec<Sentence>,
}

impl Pictures {
    /// Takes in the pictures that a drawing of a file holds; what is outside is not looked at.
    pub(super) fn resolver<'a>(path: &'a str, into: &'a Mutex<Self>) -> ImageHrefResolver<'a> {
        let resolve = move |_: &str, bytes: Arc<Vec<u8>>, _: &usvg::Options<'_>| {
            let mut into = into.lock().unwrap_or_else(PoisonError::into_inner);
            into.take(path, &bytes)
        };
        ImageHrefResolver { resolve_data: Box::new(resolve), resolve_string: Box::new(|_, _| None) }
    }

    /// A picture that the reader of drawings was given another for.
    pub(super) fn get(&self, number: u32) -> Option<Arc<Picture>> {
        self.all.get(number as usize).cloned()
    }

    /// The picture that some bytes are.
    fn take(&mut self, path: &str, bytes: &Arc<Vec<u8>>) -> Option<ImageKind> {
        // Others are told by the element that shows them.
        if !(is_png(bytes) || is_jpeg(bytes)) {
            return None;
        }
        if let Some(known) = self.known.get(bytes) {
            return self.stub(*known);
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
        let number = picture.map(|picture| {
            self.all.push(picture);
            self.all.len() as u32 - 1
        });
        self.known.insert(bytes.clone(), number);
        self.stub(number)
    }

    /// What the reader of drawings is given in place of a picture: the head of a PNG of its size, and its number. The
    /// reader has its own ideas of where a size stands, and leaves out what it finds none in.
    fn stub(&self, number: Option<u32>) -> Option<ImageKind> {
        let number = number?;
        let (width, height) = self.all.get(number as usize)?.sides();
        let head = [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()];
        Some(ImageKind::PNG(Arc::new([head.concat(), number.to_be_bytes().to_vec()].concat())))
    }

    /// The number of a picture that the reader was given in its place.
    pub(super) fn number(stub: &[u8]) -> Option<u32> {
        stub.last_chunk().map(|number| u32::from_be_bytes(*number))
    }
}
