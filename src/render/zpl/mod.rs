//! ZPL II for thermal printers: exact dots, one `^XA … ^XZ` a label.
//!
//! Everything is sent as graphics, so that no printer font, code page or rotation decides what
//! is printed; symbols may be left to the printer's own `^BX`, `^BE`, `^B8`, `^BU`, `^B2` and `^BC` on request. What all labels
//! share is sent once, at the head of every file, and deleted at its end.
//!
//! Every label says its size, its home and that it is printed once. Nothing is sent that writes
//! to flash or overrides what the operator has set: media, darkness, speed, calibration.

mod format;
mod graphic;
mod native;
mod native_bars;

use super::{Deflater, Fnv, Which, put};
use crate::gs1::Code;
use crate::raster::{self, Painter, Patch, TooManyDots};
use crate::say;
use crate::scene::{Drawing, Each, FixedRun, Item, Layer, Scene, Stock};
use crate::sentence::{InWords, Sentence, errors_in_words};
use crate::units::Resolution;

pub use format::Zpl;
pub use graphic::Graphics;

/// How labels are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How the symbol is sent.
    pub symbol: SymbolForm,
    /// How dots are sent.
    pub graphics: Graphics,
    /// Where what all labels share is kept.
    pub fixed: Fixed,
    /// Whether each label says in a comment which it is.
    pub comments: bool,
}

/// How the symbol is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SymbolForm {
    /// As a graphic of our own modules (`^GF`).
    #[default]
    Graphic,
    /// As a message that the printer encodes: Data Matrix (`^BX`), and linear barcodes of which it draws the very
    /// dots that we do (`^BE`, `^B8`, `^BU`, `^B2`, `^BC`). What all labels share stays a graphic.
    Native,
}

/// Where what all labels share is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fixed {
    /// In the printer's memory (`~DG`), recalled by every label. It is lost when the printer is
    /// switched off, so a job that was broken off is begun again from a file's head.
    #[default]
    Stored,
    /// In every label: larger, but each label prints whatever came before.
    Inline,
}

/// Why labels cannot be written as ZPL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZplError {
    /// Press artwork.
    NoDots,
    /// A sheet.
    Sheet,
    /// The label is too large.
    TooManyDots(TooManyDots),
}

impl InWords for ZplError {
    fn in_words(&self) -> Sentence {
        match self {
            ZplError::NoDots => say!(
                "ZPL is for printers with dots, and artwork has none; name the printer's with --dpi, such as --dpi 300"
            ),
            ZplError::Sheet => say!(
                "a ZPL printer prints label by label from a roll, so it cannot print sheets; write PDF, or take a template without [sheet]"
            ),
            ZplError::TooManyDots(error) => error.in_words(),
        }
    }
}

errors_in_words!(ZplError);

impl From<TooManyDots> for ZplError {
    fn from(error: TooManyDots) -> Self {
        ZplError::TooManyDots(error)
    }
}

/// How a label begins.
const BEGIN: &str = "^XA";
/// Graphics larger than this, in bytes of ZPL, are stored and recalled.
const INLINE: usize = 256;

/// Makes labels; shared between threads.
pub struct ZplMaker<'a> {
    painter: Painter<'a>,
    device: Resolution,
    options: Options,
    frame: String,
    fixed: Each<FixedRun, Shared>,
    head: String,
    tail: String,
}

/// What is the same on every label.
struct Shared {
    layer: raster::Layer,
    /// The field that puts it on a label.
    field: String,
}

/// A field of a label, and the box of its dots.
struct Put {
    field: String,
    bounds: [u32; 4],
}

impl<'a> ZplMaker<'a> {
    /// A maker for the labels of a job.
    ///
    /// # Errors
    /// The device has no dots, or the labels stand on sheets, or have too many dots.
    pub fn new(stock: &'a Stock, options: Options) -> Result<Self, ZplError> {
        let device = printer(stock)?;
        let painter = Painter::new(stock)?;
        let (width, height) = (device.nearest(stock.page.width).max(1), device.nearest(stock.page.height).max(1));
        let frame = format!("{BEGIN}^PW{width}^LL{height}^LH0,0\n");
        let mut maker =
            Self { painter, device, options, frame, fixed: Each::new(), head: String::new(), tail: String::new() };
        let mut deflater = Deflater::default();
        maker.fixed = stock.fixed.each_of(|run, _| {
            let layer = maker.painter.fixed_layer(run);
            // A run may print nothing.
            let field = layer.patch.as_ref().map_or_else(String::new, |patch| maker.share(patch, &mut deflater));
            Shared { layer, field }
        });
        if !maker.tail.is_empty() {
            maker.tail = format!("^XA\n{}^XZ\n", maker.tail);
        }
        Ok(maker)
    }

    /// What stands at the head of every file.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// What stands at the end of every file.
    #[must_use]
    pub fn tail(&self) -> &str {
        &self.tail
    }

    /// The label of a scene and its code.
    #[must_use]
    pub fn label(&self, scene: &Scene, code: &Code, deflater: &mut Deflater) -> String {
        let fields = self.fields(scene, code, deflater).unwrap_or_else(|| {
            // Light over dark cannot be added up from parts: the label is sent as one graphic, if it has dots.
            let patch = self.painter.whole(scene);
            patch.map_or_else(String::new, |patch| graphic::fields(&patch, self.options.graphics, deflater))
        });
        format!("{}{fields}^PQ1^XZ\n", self.frame)
    }

    /// A label with a comment that says which it is, if that is asked for.
    fn commented(&self, label: String, which: Which) -> String {
        match label.strip_prefix(BEGIN).filter(|_| self.options.comments) {
            // A comment ends where the next command begins; in numbers none does.
            Some(rest) => format!("{BEGIN}^FX label {} row {}^FS{rest}", which.number, which.row),
            None => label,
        }
    }

    /// The fields of a label; [`None`] when something light lies over something dark.
    fn fields(&self, scene: &Scene, code: &Code, deflater: &mut Deflater) -> Option<String> {
        let mut out = String::new();
        let mut below: Vec<[u32; 4]> = Vec::new();
        for layer in &scene.layers {
            match layer {
                Layer::Fixed(run) => {
                    let shared = self.fixed.get(*run);
                    clear(shared.layer.lightens, &below)?;
                    out.push_str(&shared.field);
                    below.extend(shared.layer.patch.as_ref().map(bounds));
                }
                Layer::Own(items) => {
                    for item in items {
                        let put = self.item(item, code, &below, deflater)?;
                        out.push_str(&put.field);
                        below.push(put.bounds);
                    }
                }
            }
        }
        Some(out)
    }

    fn item(&self, item: &Item, code: &Code, below: &[[u32; 4]], deflater: &mut Deflater) -> Option<Put> {
        let layer = self.painter.layer(item);
        clear(layer.lightens, below)?;
        let Some(patch) = &layer.patch else { return Some(Put { field: String::new(), bounds: [0; 4] }) };
        let native = match &item.drawing {
            Drawing::Symbol(symbol) if self.options.symbol == SymbolForm::Native => {
                native::field(symbol, patch, code, self.device)
            }
            _ => None,
        };
        let field = native.unwrap_or_else(|| graphic::fields(patch, self.options.graphics, deflater));
        Some(Put { field, bounds: bounds(patch) })
    }

    /// Stores what all labels share, if it is large enough, and gives the field that recalls it.
    fn share(&mut self, patch: &Patch, deflater: &mut Deflater) -> String {
        let inline = graphic::fields(patch, self.options.graphics, deflater);
        if self.options.fixed == Fixed::Inline || inline.len() <= INLINE {
            return inline;
        }
        let mut field = String::new();
        for stripe in graphic::stripes(patch) {
            let name = name_of(&stripe);
            put(
                &mut self.head,
                format_args!("~DGR:{name}.GRF,{}\n", graphic::stored(&stripe, self.options.graphics, deflater)),
            );
            put(&mut field, format_args!("^FO{},{}^XGR:{name}.GRF,1,1^FS\n", stripe.left, stripe.top));
            put(&mut self.tail, format_args!("^IDR:{name}.GRF^FS\n"));
        }
        field
    }
}

/// The dots of the printer that is to print labels from ZPL.
///
/// # Errors
/// There are no dots, or the labels stand on sheets.
pub fn printer(stock: &Stock) -> Result<Resolution, ZplError> {
    match stock.page.sheet {
        None => stock.page.device.ok_or(ZplError::NoDots),
        Some(_) if stock.page.device.is_none() => Err(ZplError::NoDots),
        Some(_) => Err(ZplError::Sheet),
    }
}

/// Whether a light box lies over nothing dark.
fn clear(light: Option<[u32; 4]>, below: &[[u32; 4]]) -> Option<()> {
    let Some([left, top, right, bottom]) = light else { return Some(()) };
    let meets = |[l, t, r, b]: &[u32; 4]| left < *r && *l < right && top < *b && *t < bottom;
    (!below.iter().any(meets)).then_some(())
}

fn bounds(patch: &Patch) -> [u32; 4] {
    [patch.left, patch.top, patch.left + patch.width, patch.top + patch.height]
}

/// The name of a stored graphic: eight letters and digits made from its dots, so that another
/// job's graphic never answers to it.
fn name_of(patch: &Patch) -> String {
    const LETTERS: [char; 32] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V',
        'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
    ];
    let mut hash = Fnv::default();
    for side in bounds(patch) {
        hash.write(&side.to_le_bytes());
    }
    hash.write(&patch.bits);
    let value = hash.value();
    let letter = |at: u32| LETTERS.get((value >> (5 * at) & 31) as usize).copied().unwrap_or('A');
    ['Q', 'Z'].into_iter().chain((0..6).map(letter)).collect()
}
