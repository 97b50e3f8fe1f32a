//! Pictures as image XObjects.

use pdf_writer::{Chunk, Filter, Finish, Ref};

use super::deflate;
use crate::scene::Picture;

/// The objects of a picture: itself and, where it is not opaque, its mask.
pub(super) fn embed(picture: &Picture, [image_id, mask_id]: [Ref; 2]) -> Vec<Chunk> {
    let (width, height) = picture.sides();
    let (width, height) = (width as i32, height as i32);
    let rgba = picture.rgba();
    let (pixels, _) = rgba.as_chunks::<4>();
    let opaque = pixels.iter().all(|[.., opacity]| *opacity == 255);
    let mut chunk = Chunk::new();
    let data = match picture.jpeg() {
        Some(jpeg) => jpeg.to_vec(),
        None => deflate(&pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect::<Vec<u8>>()),
    };
    let mut image = chunk.image_xobject(image_id, &data);
    image.filter(if picture.jpeg().is_some() { Filter::DctDecode } else { Filter::FlateDecode });
    image.width(width).height(height).bits_per_component(8);
    image.color_space().device_rgb();
    if !opaque {
        image.s_mask(mask_id);
    }
    image.finish();
    let mut chunks = vec![chunk];
    if !opaque {
        let data = deflate(&pixels.iter().map(|[.., opacity]| *opacity).collect::<Vec<u8>>());
        let mut chunk = Chunk::new();
        let mut mask = chunk.image_xobject(mask_id, &data);
        mask.filter(Filter::FlateDecode);
        mask.width(width).height(height).bits_per_component(8).color_space().device_gray();
        mask.finish();
        chunks.push(chunk);
    }
    chunks
}
