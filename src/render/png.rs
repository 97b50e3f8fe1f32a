//! PNG (ISO/IEC 15948): one label a file, with its resolution in the `pHYs` chunk.

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};

use crate::raster::{Dots, Raster};

/// A label's picture as a PNG file: one bit a dot for printers, RGB for artwork.
///
/// # Errors
/// The picture is empty.
pub fn encode(raster: &Raster) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, raster.width, raster.height);
    let (colour, depth, dots) = match &raster.dots {
        Dots::OneBit(dots) => (ColorType::Grayscale, BitDepth::One, dots),
        Dots::Rgb(dots) => (ColorType::Rgb, BitDepth::Eight, dots),
    };
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::Balanced);
    let per_metre = raster.resolution.dots_per_metre();
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(dots)?;
    writer.finish()?;
    Ok(bytes)
}
