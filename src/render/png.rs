//! PNG (ISO/IEC 15948): one label a file, with its resolution in the `pHYs` chunk.

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};

use crate::raster::{Dots, Raster};
use crate::scene::Picture;

/// A label's picture as a PNG file: one bit a dot for printers, RGB for artwork.
///
/// # Errors
/// The picture is empty.
pub fn encode(raster: &Raster) -> Result<Vec<u8>, png::EncodingError> {
    let per_metre = raster.resolution.dots_per_metre();
    let (colour, depth, dots) = match &raster.dots {
        Dots::OneBit(dots) => (ColorType::Grayscale, BitDepth::One, dots),
        Dots::Rgb(dots) => (ColorType::Rgb, BitDepth::Eight, dots),
    };
    file((raster.width, raster.height), (colour, depth), Some(per_metre), dots)
}

/// A picture of pixels as a PNG file with opacity, to be set into another file.
pub(super) fn picture(picture: &Picture) -> Result<Vec<u8>, png::EncodingError> {
    file((picture.width, picture.height), (ColorType::Rgba, BitDepth::Eight), None, &picture.rgba)
}

fn file(
    (width, height): (u32, u32),
    (colour, depth): (ColorType, BitDepth),
    dots_per_metre: Option<u32>,
    data: &[u8],
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::Balanced);
    encoder.set_pixel_dims(dots_per_metre.map(|dots| PixelDimensions { xppu: dots, yppu: dots, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(bytes)
}
