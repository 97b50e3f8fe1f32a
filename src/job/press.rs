//! The labels of a job made into files and given to an outlet, in order.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::again::Shared;
use super::earlier::Earlier;
use super::files::Files;
use super::kind::{FileKind, Forms};
use super::outlet::{Label, Outlet, Part, Refusal};
use super::target::{Target, Work};
use crate::batch::{Holds, Inputs, rules};
use crate::diagnostic::Diagnostic;
use crate::gs1::Code;
use crate::render::Format;
use crate::render::pdf::About;
use crate::scene::{Scene, Stock};
use crate::sentence::Sentence;
use crate::source::Record;
use crate::world::World;

/// A label that a thread has made.
pub(super) struct Finished<P> {
    pub(super) row: u32,
    /// What tells its unit from others.
    pub(super) unit: Option<String>,
    /// What it is made of; copies share it.
    pub(super) record: Option<Arc<Record>>,
    pub(super) made: Made<P>,
}

/// What was made of a label.
pub(super) enum Made<P> {
    /// A piece of a file.
    Piece(P),
    /// A file of its own: its name, head, label and tail.
    File(PathBuf, [Vec<u8>; 3]),
}

/// Gives finished labels to an outlet.
pub(super) struct Press<'a, F: Format> {
    format: &'a F,
    target: &'a Target,
    stock: &'a Stock,
    outlet: &'a mut dyn Outlet,
    spared: Option<(&'a World, &'a Inputs)>,
    earlier: Earlier,
    shared: Shared,
    open: Option<F::File>,
    buffer: Vec<u8>,
    pub(super) labels: u64,
    pub(super) files: u64,
    pub(super) bytes: u64,
}

/// Makes what becomes of a label: a piece, or the whole file where each label is one.
pub(super) fn made<F: Format>(
    (format, target): (&F, &Target),
    record: &Record,
    scene: Scene,
    number: u64,
    bench: &mut F::Bench,
) -> Result<Made<F::Piece>, Diagnostic> {
    let piece = format.piece(scene, &record.code, number, bench);
    if target.holds != Holds::Label {
        return Ok(Made::Piece(piece));
    }
    let name = target.name(0, Some(record));
    let whole = || {
        let [mut head, mut label, mut tail] = <[Vec<u8>; 3]>::default();
        let mut file = format.begin(&mut head)?;
        format.label(&mut file, piece, 0, &mut label)?;
        format.used(&mut file, std::mem::take(bench));
        format.end(file, &mut tail)?;
        Ok([head, label, tail])
    };
    whole().map(|parts| Made::File(name, parts)).map_err(unmade)
}

fn unmade(why: Sentence) -> Diagnostic {
    Diagnostic::error(rules::OUTPUT, why)
}

impl<'a, F: Format> Press<'a, F> {
    pub(super) fn new(format: &'a F, target: &'a Target, stock: &'a Stock, outlet: &'a mut dyn Outlet) -> Self {
        Self {
            format,
            target,
            stock,
            outlet,
            spared: None,
            earlier: Earlier::default(),
            shared: Shared::default(),
            open: None,
            buffer: Vec::new(),
            labels: 0,
            files: 0,
            bytes: 0,
        }
    }

    /// The same, sparing files that the labels are made of.
    pub(super) fn sparing(mut self, world: &'a World, inputs: &'a Inputs) -> Self {
        self.earlier = Earlier::of(self.target, world);
        self.spared = Some((world, inputs));
        self
    }

    /// The same, with what its labels share.
    pub(super) fn sharing(mut self, shared: Shared) -> Self {
        self.shared = shared;
        self
    }

    fn head(&mut self, name: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        if let (Some((world, inputs)), true) = (self.spared, self.target.has_names()) {
            inputs.spare(world, name)?;
            self.earlier.replaced(name);
        }
        self.outlet.head(&Part { number: self.files, name, shared: &self.shared }, bytes).map_err(Refusal::told)
    }

    /// Takes the next label.
    pub(super) fn take(&mut self, label: Finished<F::Piece>) -> Result<(), Diagnostic> {
        let Finished { row, unit, record, made } = label;
        let (number, unit, record) = (self.labels, unit.as_deref(), record.as_deref());
        self.labels += 1;
        match made {
            Made::File(name, [head, label, tail]) => {
                self.files += 1;
                self.bytes += (head.len() + label.len() + tail.len()) as u64;
                self.head(&name, &head)?;
                let label = Label { number: number + 1, row, unit, record, bytes: &label };
                self.outlet.label(&label).map_err(Refusal::told)?;
                self.outlet.tail(&tail).map_err(Refusal::told)
            }
            Made::Piece(piece) => {
                let mut file = match self.open.take() {
                    Some(file) => file,
                    None => self.begin()?,
                };
                self.buffer.clear();
                self.format.label(&mut file, piece, number, &mut self.buffer).map_err(unmade)?;
                self.bytes += self.buffer.len() as u64;
                let label = Label { number: number + 1, row, unit, record, bytes: &self.buffer };
                self.outlet.label(&label).map_err(Refusal::told)?;
                self.open = Some(file);
                if self.target.ends_with(number, self.stock) { self.end() } else { Ok(()) }
            }
        }
    }

    /// Notes what a thread kept of labels that were taken.
    pub(super) fn used(&mut self, bench: F::Bench) {
        if let Some(file) = &mut self.open {
            self.format.used(file, bench);
        }
    }

    /// Files of an earlier run that were not made anew.
    pub(super) fn left(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.earlier).left()
    }

    /// Ends the job.
    pub(super) fn finish(&mut self) -> Result<(), Diagnostic> {
        self.end()?;
        self.outlet.finish().map_err(Refusal::told)
    }

    fn begin(&mut self) -> Result<F::File, Diagnostic> {
        self.files += 1;
        self.buffer.clear();
        let file = self.format.begin(&mut self.buffer).map_err(unmade)?;
        self.bytes += self.buffer.len() as u64;
        let name = self.target.name(self.files, None);
        let head = std::mem::take(&mut self.buffer);
        self.head(&name, &head)?;
        self.buffer = head;
        Ok(file)
    }

    fn end(&mut self) -> Result<(), Diagnostic> {
        let Some(file) = self.open.take() else { return Ok(()) };
        self.buffer.clear();
        self.format.end(file, &mut self.buffer).map_err(unmade)?;
        self.bytes += self.buffer.len() as u64;
        self.outlet.tail(&self.buffer).map_err(Refusal::told)
    }
}

/// A file with one label.
pub(super) struct One<'a> {
    pub(super) target: &'a Target,
    pub(super) stock: &'a Stock,
    pub(super) scene: Scene,
    pub(super) code: &'a Code,
    world: &'a World,
}

impl One<'_> {
    /// Writes the label, and gives the bytes.
    pub(super) fn write(
        world: &World,
        (kind, forms): (FileKind, Forms),
        output: &std::path::Path,
        (stock, scene, code): (&Stock, Scene, &Code),
        about: &About,
    ) -> Result<u64, Diagnostic> {
        let target = Target::plain(kind, forms, output);
        target.with(stock, about, One { target: &target, stock, scene, code, world })
    }
}

impl Work for One<'_> {
    type Done = u64;

    fn with<F: Format>(self, format: &F) -> Result<u64, Diagnostic> {
        let mut bench = F::Bench::default();
        let piece = format.piece(self.scene, self.code, 0, &mut bench);
        let mut files = Files::within(self.world);
        let mut press = Press::new(format, self.target, self.stock, &mut files);
        press.take(Finished { row: 0, unit: None, record: None, made: Made::Piece(piece) })?;
        press.used(bench);
        press.finish()?;
        Ok(press.bytes)
    }
}
