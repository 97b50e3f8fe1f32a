//! PNG (ISO/IEC 15948): one label a file, with its resolution in the `pHYs` chunk. Artwork is shown as it is cut,
//! without its bleed.

use png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};

use super::{Format, Which};
use crate::gs1::Code;
use crate::raster::{Dots, Painter, Raster, TooManyDots};
use crate::say;
use crate::scene::{Item, Picture, Point, Scene, Stock};
use crate::sentence::{InWords, Sentence, outside};

/// PNG files of a label, or of a sheet of labels.
pub struct Png<'a> {
    stock: &'a Stock,
    painter: Painter<'a>,
}

/// What stands on a page: its dots are written in rows.
#[derive(Default)]
pub struct PngPage {
    /// Labels with their corners.
    labels: Vec<(Point, Scene)>,
    margin: Vec<Item>,
}

impl<'a> Png<'a> {
    /// Files of labels of a stock, in the dots of its device.
    ///
    /// # Errors
    /// A label has too many dots.
    pub fn new(stock: &'a Stock) -> Result<Self, TooManyDots> {
        Painter::new(stock).map(|painter| Self { stock, painter })
    }
}

impl Format for Png<'_> {
    type Piece = Scene;
    type Bench = ();
    type File = PngPage;

    fn piece(&self, scene: Scene, _: &Code, _: Which, (): &mut ()) -> Scene {
        scene
    }

    fn begin(&self, _: &mut Vec<u8>) -> Result<Self::File, Sentence> {
        Ok(PngPage::default())
    }

    fn label(&self, file: &mut Self::File, piece: Scene, number: u64, _: &mut Vec<u8>) -> Result<(), Sentence> {
        file.labels.push((self.stock.slot(number).corner, piece));
        Ok(())
    }

    fn margin(&self, file: &mut Self::File, items: Vec<Item>, _: u64, _: &mut Vec<u8>) -> Result<(), Sentence> {
        file.margin = items;
        Ok(())
    }

    fn used(&self, _: &mut Self::File, (): ()) {}

    fn end(&self, file: Self::File, out: &mut Vec<u8>) -> Result<(), Sentence> {
        let labels = file.labels.iter().map(|(corner, scene)| (*corner, scene));
        let page = self.painter.page(labels, file.margin).map_err(|error| error.in_words())?;
        out.append(&mut encode(&page).map_err(|error| say!("{error}", error = outside(error)))?);
        Ok(())
    }
}

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
    file(picture.sides(), (ColorType::Rgba, BitDepth::Eight), None, &picture.rgba())
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
