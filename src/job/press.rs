//! The labels of a job made into files and given to an outlet, in order.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::earlier::Earlier;
use super::kind::{FileKind, Forms};
use super::manifest::{Listed, Manifest, Put};
use super::margins::Margins;
use super::outlet::{Label, Outlet, Part, Refusal};
use super::paging::{Paging, Parts};
use super::shared::Shared;
use super::target::{Target, Work};
use crate::batch::{Fingerprint, Holds, Inputs, rules};
use crate::diagnostic::Diagnostic;
use crate::gs1::Code;
use crate::render::pdf::About;
use crate::render::{Format, Which};
use crate::say;
use crate::scene::{Scene, Stock};
use crate::sentence::{Sentence, file};
use crate::source::Record;
use crate::template::Numbers;
use crate::world::World;

/// A label that a thread has made.
pub(super) struct Finished<F: Format> {
    pub(super) row: u32,
    /// What tells its unit from others.
    pub(super) unit: Option<String>,
    /// What it is made of; copies share it.
    pub(super) record: Option<Arc<Record>>,
    pub(super) made: Made<F::Piece>,
    /// The name of the file that begins with it, where it is made of what the label says.
    pub(super) name: Option<PathBuf>,
    /// What a manifest lists of it.
    pub(super) listed: Option<Listed>,
    /// What the thread kept of this label and those before it, where a file ends with it.
    pub(super) bench: Option<F::Bench>,
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
    paging: &'a Paging<'a>,
    outlet: &'a mut dyn Outlet,
    spared: Option<(&'a World, &'a Inputs)>,
    earlier: Earlier,
    /// Names of files, where two may meet that did not in the survey.
    names: BTreeSet<Fingerprint>,
    /// The name of the file under way.
    name: PathBuf,
    shared: Shared,
    margins: Margins<'a>,
    open: Option<F::File>,
    manifest: Option<Manifest>,
    buffer: Vec<u8>,
    pub(super) labels: u64,
    pub(super) files: u64,
    pub(super) bytes: u64,
}

/// Makes what becomes of a label: a piece, or the whole file where each label is one.
pub(super) fn made<F: Format>(
    (format, target): (&F, &Target),
    record: &Record,
    (scene, numbers): (Scene, Numbers),
    position: u64,
    bench: &mut F::Bench,
) -> Result<Made<F::Piece>, Diagnostic> {
    let which = Which { position, number: numbers.number, row: numbers.row };
    let piece = format.piece(scene, &record.code, which, bench);
    if target.holds != Holds::Label {
        return Ok(Made::Piece(piece));
    }
    let name = target.name(0, Some((record, &numbers)));
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
    pub(super) fn new(format: &'a F, target: &'a Target, paging: &'a Paging<'a>, outlet: &'a mut dyn Outlet) -> Self {
        Self {
            format,
            target,
            paging,
            outlet,
            spared: None,
            earlier: Earlier::default(),
            names: BTreeSet::new(),
            name: PathBuf::new(),
            shared: Shared::default(),
            margins: Margins::default(),
            open: None,
            manifest: None,
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

    /// The same, with a list of the labels.
    pub(super) fn listing(mut self, manifest: Option<Manifest>) -> Self {
        self.manifest = manifest;
        self
    }

    /// The same, with what its labels share.
    pub(super) fn sharing(mut self, shared: Shared) -> Self {
        self.shared = shared;
        self
    }

    /// The same, with what stands in the margins of its sheets.
    pub(super) fn in_margins(mut self, margins: Margins<'a>) -> Self {
        self.margins = margins;
        self
    }

    fn head(&mut self, name: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
        if let (Some((world, inputs)), true) = (self.spared, self.target.has_names()) {
            inputs.spare(world, name)?;
            if self.target.pattern.has_numbers() && !self.names.insert(Fingerprint::of_name(name, 0)) {
                let message = say!("two labels would have the file {name}", name = file(name));
                return Err(
                    Diagnostic::error(rules::CLASH, message).help(say!("add {{row}} to the name after --output"))
                );
            }
            self.earlier.replaced(name);
        }
        self.name = name.to_path_buf();
        self.outlet.head(&Part { number: self.files, name, shared: &self.shared }, bytes).map_err(Refusal::told)
    }

    /// Takes the next label.
    pub(super) fn take(&mut self, label: Finished<F>) -> Result<(), Diagnostic> {
        let Finished { row, unit, record, made, name, bench, listed } = label;
        let (number, unit, record) = (self.labels, unit.as_deref(), record.as_deref());
        self.labels += 1;
        match made {
            Made::File(name, [head, label, tail]) => {
                self.files += 1;
                self.bytes += (head.len() + label.len() + tail.len()) as u64;
                self.head(&name, &head)?;
                let label =
                    Label { number: number + 1, row, unit, record, stand: self.paging.stand(number), bytes: &label };
                self.outlet.label(&label).map_err(Refusal::told)?;
                self.outlet.tail(&tail).map_err(Refusal::told)?;
            }
            Made::Piece(piece) => {
                let mut file = match self.open.take() {
                    Some(file) => file,
                    None => self.begin(name)?,
                };
                self.buffer.clear();
                let position = self.paging.position(number);
                if let Some(record) = record {
                    self.margin(&mut file, number, (record, row), position)?;
                }
                self.format.label(&mut file, piece, position, &mut self.buffer).map_err(unmade)?;
                self.bytes += self.buffer.len() as u64;
                let label = Label {
                    number: number + 1,
                    row,
                    unit,
                    record,
                    stand: self.paging.stand(number),
                    bytes: &self.buffer,
                };
                self.outlet.label(&label).map_err(Refusal::told)?;
                if let Some(bench) = bench {
                    self.format.used(&mut file, bench);
                }
                self.open = Some(file);
                if self.paging.ends_file(number) {
                    self.end()?;
                }
            }
        }
        match (&mut self.manifest, listed) {
            (Some(manifest), Some(listed)) => {
                let (page, place) = (self.paging.page_in_file(number), self.paging.place(number));
                manifest.label(&listed, &Put { number: number + 1, file: &self.name, page, place })
            }
            _ => Ok(()),
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
        self.outlet.finish().map_err(Refusal::told)?;
        self.manifest.take().map_or(Ok(()), Manifest::finish)
    }

    /// Draws in the margins of the sheet that a label ends.
    fn margin(
        &mut self,
        file: &mut F::File,
        number: u64,
        (record, row): (&Record, u32),
        position: u64,
    ) -> Result<(), Diagnostic> {
        let is_last = self.paging.ends_sheet(number);
        if !self.margins.asks(is_last) {
            return Ok(());
        }
        let items = self.margins.see(record, self.paging.numbers(number, row), is_last)?;
        if items.is_empty() {
            return Ok(());
        }
        self.format.margin(file, items, position, &mut self.buffer).map_err(unmade)
    }

    fn begin(&mut self, name: Option<PathBuf>) -> Result<F::File, Diagnostic> {
        self.files += 1;
        self.buffer.clear();
        let file = self.format.begin(&mut self.buffer).map_err(unmade)?;
        self.bytes += self.buffer.len() as u64;
        let name = name.unwrap_or_else(|| self.target.name(self.files, None));
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
    outlet: &'a mut dyn Outlet,
}

impl One<'_> {
    /// Gives the label to an outlet, and tells its bytes.
    pub(super) fn give(
        outlet: &mut dyn Outlet,
        (kind, forms): (FileKind, Forms),
        output: &std::path::Path,
        (stock, scene, code): (&Stock, Scene, &Code),
        about: &About,
    ) -> Result<u64, Diagnostic> {
        let target = Target::plain(kind, forms, output);
        target.with(stock, about, &[], One { target: &target, stock, scene, code, outlet })
    }
}

impl Work for One<'_> {
    type Done = u64;

    fn with<F: Format>(self, format: &F) -> Result<u64, Diagnostic> {
        let mut bench = F::Bench::default();
        let piece = format.piece(self.scene, self.code, Which { position: 0, number: 1, row: 1 }, &mut bench);
        let paging = Paging::new(self.stock, Holds::All, 1, Parts::One);
        let mut press = Press::new(format, self.target, &paging, self.outlet);
        let made = Made::Piece(piece);
        press.take(Finished { row: 0, unit: None, record: None, name: None, made, bench: None, listed: None })?;
        press.used(bench);
        press.finish()?;
        Ok(press.bytes)
    }
}
