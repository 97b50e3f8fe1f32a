//! SVG as a format of label files.

use super::maker::{Form, Fragment, SvgMaker};
use crate::gs1::Code;
use crate::render::{Format, Which};
use crate::scene::{Item, Point, Scene, Stock};
use crate::sentence::Sentence;

/// SVG files of a label, or of a sheet of labels.
pub struct Svg<'a> {
    stock: &'a Stock,
    maker: SvgMaker<'a>,
}

/// What stands on a page: the letters that its labels share stand before them.
#[derive(Default)]
pub struct SvgPage {
    /// Labels with their corners.
    labels: Vec<(Point, Fragment)>,
    margin: Fragment,
}

impl<'a> Svg<'a> {
    /// Files of labels of a stock, with how they are written.
    ///
    /// # Errors
    /// A picture cannot be written.
    pub fn new(stock: &'a Stock, form: impl Into<Form>) -> Result<Self, png::EncodingError> {
        SvgMaker::new(stock, form).map(|maker| Self { stock, maker })
    }
}

impl Format for Svg<'_> {
    type Piece = Fragment;
    type Bench = ();
    type File = SvgPage;

    fn piece(&self, scene: Scene, _: &Code, _: Which, (): &mut ()) -> Fragment {
        self.maker.label(&scene)
    }

    fn begin(&self, _: &mut Vec<u8>) -> Result<Self::File, Sentence> {
        Ok(SvgPage::default())
    }

    fn label(&self, file: &mut Self::File, piece: Fragment, number: u64, _: &mut Vec<u8>) -> Result<(), Sentence> {
        file.labels.push((self.stock.slot(number).corner, piece));
        Ok(())
    }

    fn margin(&self, file: &mut Self::File, items: Vec<Item>, _: u64, _: &mut Vec<u8>) -> Result<(), Sentence> {
        file.margin = self.maker.margin(&items);
        Ok(())
    }

    fn used(&self, _: &mut Self::File, (): ()) {}

    fn end(&self, file: Self::File, out: &mut Vec<u8>) -> Result<(), Sentence> {
        let labels = file.labels.iter().map(|(corner, fragment)| (*corner, fragment));
        out.extend_from_slice(self.maker.page(labels, &file.margin).as_bytes());
        Ok(())
    }
}
