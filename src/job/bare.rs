//! One symbol with its quiet zone and nothing else, or one barcode, to place in a drawing.

use std::path::{Path, PathBuf};

use super::files::Files;
use super::kind::{FileKind, Forms};
use super::press::One;
use super::target::{no_format, title};
use crate::batch::rules;
use crate::diagnostic::{Diagnostic, Place};
use crate::gs1::{Code, PlainCode};
use crate::layout::{CodeQuestion, LoneCode};
use crate::render::pdf::About;
use crate::scene::{
    Blank, Drawing, Ids, Ink, Item, Page, Part, Point, Resources, Role, Scene, Stand, Stock, Symbol, Turn,
};
use crate::sentence::InWords;
use crate::symbol::{Encoder, Fit, Separator, SymbolSize};
use crate::units::Resolution;
use crate::world::World;

/// A symbol to draw.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BareSymbol {
    /// What it says.
    pub code: Code,
    /// What stands between its fields.
    pub separator: Separator,
    /// Rows and columns.
    pub size: SymbolSize,
    /// Its size on the device, as the solver gave it.
    pub fit: Fit,
    /// The device; `None` for press artwork.
    pub device: Option<Resolution>,
    /// The resolution of a PNG picture of artwork.
    pub preview: Resolution,
    /// The output, by its ending: `.svg`, `.pdf`, `.png`, or `.zpl` for a device.
    pub output: PathBuf,
    /// The world that the output goes to.
    pub world: World,
}

impl BareSymbol {
    /// A symbol for press artwork; a picture has the dots of `preview`.
    #[must_use]
    pub fn new(code: Code, (size, fit): (SymbolSize, Fit), preview: Resolution, output: impl Into<PathBuf>) -> Self {
        let (separator, output, world) = (Separator::Gs, output.into(), World::default());
        Self { code, separator, size, fit, device: None, preview, output, world }
    }

    /// Draws it, and gives the bytes written.
    ///
    /// # Errors
    /// A code that the symbol does not hold, an ending that names no format, an output that
    /// cannot be written.
    pub fn draw(&self) -> Result<u64, Diagnostic> {
        let Fit { module, width, height, quiet, reduction, .. } = self.fit;
        let separator = self.separator;
        let matrix = Encoder { separator }
            .encode(&self.code, self.size)
            .map_err(|error| Diagnostic::error(crate::layout::rules::SYMBOL_DATA, error.in_words()))?;
        let mut inks = Ids::new();
        let ink = inks.push(Ink::BLACK);
        let (width, height) = (width + quiet * 2, height + quiet * 2);
        let page = Page { device: self.device, ..Page::artwork(width, height, self.preview) };
        let stock = Stock::new(page, Resources { inks, ..Resources::default() }, Blank::default());
        let origin = Point { x: quiet, y: quiet };
        let stand = Stand { origin, module, reduction, turn: Turn::None, ink };
        let symbol = Symbol::data_matrix(matrix, self.size, separator, stand);
        let item = Item { part: Part::new("code", Role::Data, Place::Nowhere), drawing: Drawing::Symbol(symbol) };
        let scene = Scene::of(vec![item]);
        write(&self.world, &self.output, (&stock, scene), &self.code)
    }
}

/// A linear barcode or a QR symbol to draw.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BareCode {
    /// What it is to be.
    pub question: CodeQuestion,
    /// What it says.
    pub data: String,
    /// The resolution of a PNG picture of artwork.
    pub preview: Resolution,
    /// The output, by its ending: `.svg`, `.pdf`, `.png`, or `.zpl` for a device.
    pub output: PathBuf,
    /// The world that the output goes to.
    pub world: World,
}

impl BareCode {
    /// A code that says this.
    #[must_use]
    pub fn new(question: CodeQuestion, data: String, preview: Resolution, output: impl Into<PathBuf>) -> Self {
        Self { question, data, preview, output: output.into(), world: World::default() }
    }

    /// Draws it, and gives it with the bytes written.
    ///
    /// # Errors
    /// What the data lacks, why it has no size, an ending that names no format, an output that cannot be written.
    pub fn draw(&self) -> Result<(LoneCode, u64), Diagnostic> {
        let code = self.question.set(&self.data, self.preview)?;
        let none = Code::Plain(PlainCode::new(&[]));
        let bytes = write(&self.world, &self.output, (&code.stock, code.scene.clone()), &none)?;
        Ok((code, bytes))
    }
}

fn write(world: &World, output: &Path, (stock, scene): (&Stock, Scene), code: &Code) -> Result<u64, Diagnostic> {
    let kind = FileKind::of(output).ok_or_else(|| Diagnostic::error(rules::REQUEST, no_format(output)))?;
    let about = About { title: title(output), ..About::default() };
    One::give(&mut Files::within(world), (kind, Forms::default()), output, (stock, scene, code), &about)
}
