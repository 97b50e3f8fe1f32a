//! Pictures as image XObjects.

use pdf_writer::{Chunk, Filter, Finish, Ref};

use super::deflate;
use crate::scene::{Conversion, Jpeg, JpegColours, Picture};

/// The objects of a picture: itself and, where it is not opaque, its mask. `None` if the press cannot show it.
pub(super) fn embed(
    picture: &Picture,
    [image_id, mask_id]: [Ref; 2],
    press: Option<&dyn Conversion>,
) -> Option<Vec<Chunk>> {
    let (width, height) = picture.sides();
    let sides = (width as i32, height as i32);
    match picture.jpeg() {
        Some(jpeg) if press.is_none() || jpeg.colours != JpegColours::Rgb => Some(vec![of_jpeg(jpeg, sides, image_id)]),
        _ => of_pixels(&picture.rgba(), sides, [image_id, mask_id], press),
    }
}

/// A file as it is (ISO 32000-1, 7.4.8): it is opaque.
fn of_jpeg(jpeg: &Jpeg, (width, height): (i32, i32), id: Ref) -> Chunk {
    let mut chunk = Chunk::new();
    let mut image = chunk.image_xobject(id, &jpeg.bytes);
    image.filter(Filter::DctDecode);
    image.width(width).height(height).bits_per_component(8);
    match jpeg.colours {
        JpegColours::Grey => image.color_space().device_gray(),
        JpegColours::Rgb => image.color_space().device_rgb(),
        JpegColours::Cmyk { .. } => image.color_space().device_cmyk(),
    }
    if jpeg.colours == (JpegColours::Cmyk { inverted: true }) {
        image.decode([1.0, 0.0].repeat(4));
    }
    image.finish();
    chunk
}

fn of_pixels(
    rgba: &[u8],
    (width, height): (i32, i32),
    [image_id, mask_id]: [Ref; 2],
    press: Option<&dyn Conversion>,
) -> Option<Vec<Chunk>> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let opaque = pixels.iter().all(|[.., opacity]| *opacity == 255);
    let data = match press {
        Some(press) => press.cmyk(pixels)?,
        None => pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect::<Vec<u8>>(),
    };
    let data = deflate(&data);
    let mut chunk = Chunk::new();
    let mut image = chunk.image_xobject(image_id, &data);
    image.filter(Filter::FlateDecode);
    image.width(width).height(height).bits_per_component(8);
    match press {
        Some(_) => image.color_space().device_cmyk(),
        None => image.color_space().device_rgb(),
    }
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
    Some(chunks)
}
