//! Pictures of pixels: PNG and JPEG.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::jpeg;
use crate::say;
use crate::scene::{Jpeg, JpegColours, Picture};
use crate::sentence::{Sentence, file, name, outside};
use crate::world::guarded;

/// Most pixels of a picture.
const MAX_PIXELS: u64 = 16_000_000;
/// Most pixels of a picture's side.
const MAX_SIDE: usize = 20_000;
/// Most bytes that decoding a PNG may take.
const MAX_DECODED: usize = 160 << 20;
/// Most passes over the pixels of a JPEG.
const MAX_SCANS: usize = 100;

/// Decodes a picture that stands in a file.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> Result<Picture, Sentence> {
    let decoded = guarded(|| {
        if is_png(&bytes) {
            png(path, &bytes)
        } else if is_jpeg(&bytes) {
            jpeg(path, bytes)
        } else {
            Err(say!("{file} is neither PNG, JPEG nor SVG", file = file(path)))
        }
    });
    decoded.unwrap_or_else(|| Err(broken(path)))
}

/// Whether a file begins as a PNG does.
pub(super) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n")
}

/// Whether a file begins as a JPEG does.
pub(super) fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xD8, 0xFF])
}

fn check(path: &str, width: u64, height: u64) -> Result<(), Sentence> {
    if width == 0 || height == 0 {
        return Err(say!("{file} has no pixels", file = file(path)));
    }
    if width.saturating_mul(height) > MAX_PIXELS {
        return Err(say!(
            "{file} has {width}×{height} pixels, the most is {most}",
            file = file(path),
            width,
            height,
            most = MAX_PIXELS
        ));
    }
    Ok(())
}

fn png(path: &str, bytes: &[u8]) -> Result<Picture, Sentence> {
    let wrong = |error: png::DecodingError| {
        say!("{file} is a broken PNG file: {error}", file = file(path), error = outside(error))
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MAX_DECODED });
    decoder.set_ignore_text_chunk(true);
    decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(wrong)?;
    let (width, height) = (reader.info().width, reader.info().height);
    check(path, width.into(), height.into())?;
    let size = reader.output_buffer_size().ok_or_else(|| too_large(path))?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(wrong)?;
    pixels.truncate(frame.buffer_size());
    let rgba = match frame.color_type {
        png::ColorType::Rgba => pixels,
        png::ColorType::GrayscaleAlpha => {
            pixels.chunks_exact(2).flat_map(|p| if let [g, a] = p { [*g, *g, *g, *a] } else { [0; 4] }).collect()
        }
        other => {
            return Err(say!(
                "{file} has colours of a kind we cannot read ({colours})",
                file = file(path),
                colours = name(format!("{other:?}"))
            ));
        }
    };
    Picture::new(path.to_owned(), (width, height), rgba, None).ok_or_else(|| broken(path))
}

fn jpeg(path: &str, bytes: Vec<u8>) -> Result<Picture, Sentence> {
    let options = DecoderOptions::default()
        .set_max_width(MAX_SIDE)
        .set_max_height(MAX_SIDE)
        .jpeg_set_max_scans(MAX_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::RGBA);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(&bytes), options);
    let wrong = |error: DecodeErrors| {
        say!(
            "{file} is a broken JPEG file: {error}",
            file = file(path),
            error = outside(format!("{error:?}").trim_end())
        )
    };
    decoder.decode_headers().map_err(wrong)?;
    let (width, height) = decoder.dimensions().ok_or_else(|| say!("{file} has no size", file = file(path)))?;
    check(path, width as u64, height as u64)?;
    // Only what all readers take for the same colours can be carried as it is.
    let (colours, decoded) = match (decoder.input_colorspace(), jpeg::adobe_transform(&bytes)) {
        (Some(ColorSpace::Luma), _) => (JpegColours::Grey, ColorSpace::RGBA),
        (Some(ColorSpace::YCbCr), _) => (JpegColours::Rgb, ColorSpace::RGBA),
        (Some(ColorSpace::RGB), Some(0)) => (JpegColours::Rgb, ColorSpace::RGB),
        (Some(ColorSpace::CMYK), None) => (JpegColours::Cmyk { inverted: false }, ColorSpace::CMYK),
        (Some(ColorSpace::CMYK), Some(0)) => (JpegColours::Cmyk { inverted: true }, ColorSpace::CMYK),
        (Some(ColorSpace::YCCK), Some(2)) => (JpegColours::Cmyk { inverted: true }, ColorSpace::YCCK),
        _ => {
            let file = file(path);
            return Err(say!(
                "{file} has JPEG colours of a kind we cannot read; save it as RGB, CMYK or greyscale",
                file
            ));
        }
    };
    decoder.set_options(options.jpeg_set_out_colorspace(decoded));
    let rgba = jpeg::rgba(decoder.decode().map_err(wrong)?, decoded, colours);
    let side = |pixels: usize| u32::try_from(pixels).map_err(|_| too_large(path));
    let sides = (side(width)?, side(height)?);
    Picture::new(path.to_owned(), sides, rgba, Some(Jpeg { bytes, colours })).ok_or_else(|| broken(path))
}

fn broken(path: &str) -> Sentence {
    say!("{file} is a broken picture: it makes no sense", file = file(path))
}

fn too_large(path: &str) -> Sentence {
    say!("{file} is too large", file = file(path))
}
