//! Pictures of pixels: PNG and JPEG.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::scene::Picture;
use crate::world::guarded;

/// Most pixels of a picture.
const MAX_PIXELS: u64 = 16_000_000;
/// Most pixels of a picture's side.
const MAX_SIDE: usize = 20_000;
/// Most bytes that decoding a PNG may take.
const MAX_DECODED: usize = 160 << 20;
/// Most passes over the pixels of a JPEG.
const MAX_SCANS: usize = 100;

/// Decodes a picture. Errors are in words, without the file's name.
pub(super) fn decode(name: &str, bytes: Vec<u8>) -> Result<Picture, String> {
    let decoded = guarded(|| {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            png(name, &bytes)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            jpeg(name, bytes)
        } else {
            Err("is neither PNG, JPEG nor SVG".to_owned())
        }
    });
    decoded.unwrap_or_else(|| Err("is a broken picture: it makes no sense".to_owned()))
}

fn check(width: u64, height: u64) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err("has no pixels".to_owned());
    }
    if width.saturating_mul(height) > MAX_PIXELS {
        return Err(format!("has {width}×{height} pixels, the most is {MAX_PIXELS}"));
    }
    Ok(())
}

fn png(name: &str, bytes: &[u8]) -> Result<Picture, String> {
    let wrong = |error: png::DecodingError| format!("is a broken PNG file: {error}");
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MAX_DECODED });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(wrong)?;
    let (width, height) = (reader.info().width, reader.info().height);
    check(width.into(), height.into())?;
    let size = reader.output_buffer_size().ok_or("is too large")?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(wrong)?;
    pixels.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        png::ColorType::Rgba => pixels,
        png::ColorType::GrayscaleAlpha => {
            pixels.chunks_exact(2).flat_map(|p| if let [g, a] = p { [*g, *g, *g, *a] } else { [0; 4] }).collect()
        }
        other => return Err(format!("has colours of a kind we cannot read ({other:?})")),
    };
    Ok(Picture { name: name.to_owned(), width, height, rgba, jpeg: None })
}

fn jpeg(name: &str, bytes: Vec<u8>) -> Result<Picture, String> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE)
        .set_max_height(MAX_SIDE)
        .jpeg_set_max_scans(MAX_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(&bytes), options);
    let wrong = |error| format!("is a broken JPEG file: {error:?}");
    decoder.decode_headers().map_err(wrong)?;
    let (width, height) = decoder.dimensions().ok_or("has no size")?;
    check(width as u64, height as u64)?;
    // PDF can carry the file as it is only in colours whose meaning is plain.
    let plain = matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma));
    let grey = matches!(decoder.input_colorspace(), Some(ColorSpace::Luma));
    if !plain {
        return Err("has CMYK or other special colours; save it as RGB or greyscale".to_owned());
    }
    let rgba = decoder.decode().map_err(wrong)?;
    let (width, height) =
        (u32::try_from(width).map_err(|_| "is too large")?, u32::try_from(height).map_err(|_| "is too large")?);
    Ok(Picture { name: name.to_owned(), width, height, rgba, jpeg: (!grey).then_some(bytes) })
}
