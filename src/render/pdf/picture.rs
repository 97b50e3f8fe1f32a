//! Pictures as image XObjects.

use pdf_writer::{Chunk, Filter, Finish, Ref};

use super::deflate;
use crate::scene::Picture;

/// The objects of a picture: itself and, where it is not opaque, its mask.
pub(super) fn embed(picture: &Picture, [image_id, mask_id]: [Ref; 2]) -> Vec<Chunk> {
    let (width, height) = (i32::try_from(picture.width).unwrap_or(0), i32::try_from(picture.height).unwrap_or(0));
    let opaque = picture.rgba.chunks_exact(4).all(|pixel| pixel.last() == Some(&255));
    let mut chunk = Chunk::new();
    let data = match &picture.jpeg {
        Some(jpeg) => jpeg.clone(),
        None => {
            deflate(&picture.rgba.chunks_exact(4).flat_map(|pixel| pixel.iter().take(3).copied()).collect::<Vec<u8>>())
        }
    };
    let mut image = chunk.image_xobject(image_id, &data);
    image.filter(if picture.jpeg.is_some() { Filter::DctDecode } else { Filter::FlateDecode });
    image.width(width).height(height).bits_per_component(8);
    image.color_space().device_rgb();
    if !opaque {
        image.s_mask(mask_id);
    }
    image.finish();
    let mut chunks = vec![chunk];
    if !opaque {
        let data =
            deflate(&picture.rgba.chunks_exact(4).filter_map(|pixel| pixel.last().copied()).collect::<Vec<u8>>());
        let mut chunk = Chunk::new();
        let mut mask = chunk.image_xobject(mask_id, &data);
        mask.filter(Filter::FlateDecode);
        mask.width(width).height(height).bits_per_component(8).color_space().device_gray();
        mask.finish();
        chunks.push(chunk);
    }
    chunks
}
