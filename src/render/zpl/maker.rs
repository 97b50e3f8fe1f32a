//! Labels as ZPL, and what stands before and behind them.

use std::sync::Arc;

use super::graphic;
use super::native;
use super::options::{Fixed, Options, SymbolForm, ZplError};
use super::recurring::{Alike, Recurring, choose};
use super::stored::{Held, Stored};
use crate::gs1::Code;
use crate::raster::{self, Painter, Patch};
use crate::render::{Deflater, Which};
use crate::scene::{Drawing, Each, FixedRun, Item, Layer, Likeness, Scene, Stock, stretches};
use crate::units::Resolution;

/// How a label begins.
const BEGIN: &str = "^XA";
/// Graphics larger than this, in bytes of ZPL, are stored and recalled where only what all labels share is.
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
    /// Bytes of dots that the head stores.
    memory: usize,
    recurring: Recurring,
}

/// A label, and what it recalls beside what the head stores.
#[derive(Clone, Debug)]
pub struct ZplLabel {
    text: String,
    recalls: Vec<Arc<Stored>>,
}

impl ZplLabel {
    /// Its own commands, `^XA … ^XZ`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
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
        let mut maker = Self {
            painter,
            device,
            options,
            frame,
            fixed: Each::new(),
            head: String::new(),
            tail: String::new(),
            memory: 0,
            recurring: Recurring::default(),
        };
        let mut deflater = Deflater::default();
        maker.fixed = stock.fixed.each_of(|run, _| {
            let layer = maker.painter.fixed_layer(run);
            // A run may print nothing.
            let field = layer.patch.as_ref().map_or_else(String::new, |patch| maker.share(patch, &mut deflater));
            Shared { layer, field }
        });
        Ok(maker)
    }

    /// The same, keeping in the printer what was chosen of all that recurs.
    #[must_use]
    pub fn recalling(mut self, chosen: &[Likeness]) -> Self {
        self.recurring = Recurring::of(chosen);
        self
    }

    /// Chooses what is stored of all that recurs: what saves most for the memory it takes, within what
    /// [`Options::memory`] leaves beside what all labels share.
    #[must_use]
    pub fn choose(&self, alike: &[Alike<'_>]) -> Vec<Likeness> {
        let room = self.options.memory.saturating_sub(self.memory);
        choose((&self.painter, self.options.graphics), alike, (room, &self.tail))
    }

    /// What stands at the head of every file. It may be sent again.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// What a label needs before it in a file or on a line that has come so far: the head, where it is due again, and
    /// what was not stored yet.
    #[must_use]
    pub fn before(&self, label: &ZplLabel, held: &mut Held) -> String {
        let mut out = String::new();
        if self.options.head_every > 0 && held.labels == self.options.head_every {
            held.again();
            out.push_str(&self.head);
        }
        held.labels += 1;
        label.recalls.iter().filter(|stored| held.needs(stored)).for_each(|stored| out.push_str(&stored.store));
        out
    }

    /// What stands at the end of every file: it takes out of the printer what was stored.
    #[must_use]
    pub fn tail(&self, held: &Held) -> String {
        let removes: String = [&*self.tail].into_iter().chain(held.removes()).collect();
        if removes.is_empty() { removes } else { format!("^XA\n{removes}^XZ\n") }
    }

    /// The label of a scene and its code.
    #[must_use]
    pub fn label(&self, scene: &Scene, code: &Code, deflater: &mut Deflater) -> ZplLabel {
        let (fields, recalls) = self.fields(scene, code, deflater).unwrap_or_else(|| {
            // Light over dark cannot be added up from parts: the label is sent as one graphic, if it has dots.
            let patch = self.painter.whole(scene);
            let fields =
                patch.map_or_else(String::new, |patch| graphic::fields(&patch, self.options.graphics, deflater));
            (fields, Vec::new())
        });
        ZplLabel { text: format!("{}{fields}^PQ1^XZ\n", self.frame), recalls }
    }

    /// A label with a comment that says which it is, if that is asked for.
    pub(super) fn commented(&self, label: ZplLabel, which: Which) -> ZplLabel {
        match label.text.strip_prefix(BEGIN).filter(|_| self.options.comments) {
            Some(rest) => {
                // A comment ends where the next command begins; in numbers none does.
                let text = format!("{BEGIN}^FX label {} row {}^FS{rest}", which.number, which.row);
                ZplLabel { text, ..label }
            }
            None => label,
        }
    }

    /// The fields of a label, and what they recall beside the head; [`None`] when something light lies over something
    /// dark.
    fn fields(&self, scene: &Scene, code: &Code, deflater: &mut Deflater) -> Option<(String, Vec<Arc<Stored>>)> {
        let (mut out, mut recalls) = (String::new(), Vec::new());
        let mut below: Vec<[u32; 4]> = Vec::new();
        for layer in &scene.layers {
            match layer {
                Layer::Fixed(run) => {
                    let shared = self.fixed.get(*run);
                    clear(shared.layer.lightens, &below)?;
                    out.push_str(&shared.field);
                    below.extend(shared.layer.patch.as_ref().map(Patch::bounds));
                }
                Layer::Own(items) => {
                    for items in stretches(items) {
                        if let Some(recalled) =
                            self.recurring.recall((&self.painter, self.options.graphics), items, deflater)
                        {
                            out.push_str(&recalled.stored.recall);
                            recalls.push(recalled.stored.clone());
                            below.push(recalled.bounds);
                            continue;
                        }
                        for item in items {
                            let put = self.item(item, code, &below, deflater)?;
                            out.push_str(&put.field);
                            below.push(put.bounds);
                        }
                    }
                }
            }
        }
        Some((out, recalls))
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
        Some(Put { field, bounds: patch.bounds() })
    }

    /// Stores what all labels share, if it is large enough, and gives the field that recalls it.
    fn share(&mut self, patch: &Patch, deflater: &mut Deflater) -> String {
        let inline = graphic::fields(patch, self.options.graphics, deflater);
        if self.options.fixed == Fixed::Inline {
            return inline;
        }
        let Stored { store, recall, remove, memory } = Stored::of(patch, self.options.graphics, deflater);
        let least = if self.options.stores_what_recurs() { 2 * recall.len() } else { INLINE };
        if inline.len() <= least {
            return inline;
        }
        self.head.push_str(&store);
        self.tail.push_str(&remove);
        self.memory += memory;
        recall
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
