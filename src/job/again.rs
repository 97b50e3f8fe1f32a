//! Labels made one by one, as a job made them first: without its data and its survey.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use super::design::Design;
use super::judge::Terms;
use super::kind::Forms;
use super::outlet::Label;
use super::run::{opened, read, setting};
use super::settle::settle;
use super::shared::Shared;
use crate::batch::{Failure, refused, rules};
use crate::diagnostic::{Diagnostic, Place};
use crate::layout::{Plan, Shown};
use crate::market::{Market, Value};
use crate::render::zpl::{Fixed, Held, Zpl, ZplLabel};
use crate::render::{Format, Which};
use crate::scene::Scene;
use crate::sentence::{InWords, told_in, tongue};
use crate::source::Record;
use crate::template::{Numbers, SheetNumbers};
use crate::units::Length;
use crate::world::caught;

use super::allow::Allowances;

/// What a label has of its own. Its code is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Its number in the job, from 1.
    pub number: u64,
    /// The row of its data.
    pub row: u32,
    /// Its code, as a scanner sends it.
    pub code: String,
    /// Fields that neither its code gives nor all labels share.
    pub fields: Vec<(Arc<str>, Value)>,
}

impl Design {
    /// What a label has of its own, beside what all labels share. Nothing where no record is known.
    #[must_use]
    pub fn own(&self, label: &Label<'_>, shared: &Shared) -> Option<Own> {
        let record = label.record?;
        let code = String::from_utf8(record.code.message().to_vec()).ok()?;
        let given = Record::of_code(record.row, record.code.clone(), &self.market, &shared.constants);
        let is_own = |(name, value): &&(Arc<str>, Value)| given.field(name) != Some(value);
        let fields = record.fields.iter().filter(is_own).cloned().collect();
        Some(Own { number: label.number, row: label.row, code, fields })
    }

    /// The design laid out for labels that share this.
    ///
    /// # Errors
    /// The design cannot be laid out.
    pub fn again(&self, shared: &Shared) -> Result<Again, Failure> {
        let (path, text) = read(&self.asked)?;
        let template = opened(&self.asked, &path, text)?;
        let allow = Allowances::new(&template, &self.asked.allow)?;
        let folder = self.asked.folder();
        let terms = Terms { template: &template, market: &self.market, allow: &allow };
        let mut shown = Shown::default();
        shown.add(shared.pictures.clone())?;
        let mut plan = Plan::showing(setting(&self.asked, terms, &folder, &shared.constants), &shown)?;
        settle(&mut plan, &self.market, Some(shared.longest))?;
        plan.admit_examples()?;
        let (shared, forms) = (shared.clone(), self.asked.forms);
        Ok(Again { plan, market: self.market.clone(), shared, forms })
    }
}

/// A design laid out for labels that are made one by one.
#[derive(Debug)]
pub struct Again {
    pub(super) plan: Plan,
    market: Arc<Market>,
    pub(super) shared: Shared,
    pub(super) forms: Forms,
}

impl Again {
    /// The width of a label.
    #[must_use]
    pub fn width(&self) -> Length {
        self.plan.stock().page.width
    }

    /// The record of a label; its code is whole.
    ///
    /// # Errors
    /// It cannot be made again, although it was made.
    pub fn record(&self, own: &Own) -> Result<Record, Diagnostic> {
        let changed = || Diagnostic::internal("job: a label cannot be made again as it was made first");
        let code = self.market.structure.parse(&own.code).map_err(|_| changed())?.code;
        let others: Vec<_> = own.fields.iter().chain(&self.shared.constants).cloned().collect();
        Ok(Record::of_code(own.row, code, &self.market, &others))
    }

    /// The record of a label, and the label with the numbers of its sheet.
    pub(super) fn scene(&self, own: &Own, stand: Option<SheetNumbers>) -> Result<(Record, Scene), Diagnostic> {
        let Again { plan, shared, .. } = self;
        let changed = || Diagnostic::internal("job: a label cannot be made again as it was made first");
        let record = self.record(own)?;
        let numbers = Numbers { number: own.number, row: own.row.into(), total: shared.labels, stand };
        let scene = plan.numbered(&record, numbers, &|| Place::Nowhere);
        let scene = scene.map_err(|found| found.into_iter().next().unwrap_or_else(changed))?;
        Ok((record, scene))
    }

    /// The same design with all that a label needs in each label, and nothing in the printer's memory.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.forms.zpl.fixed = Fixed::Inline;
        self
    }

    /// What makes commands of thermal printers.
    ///
    /// # Errors
    /// The design is for no such printer.
    pub fn zpl(&self) -> Result<Maker<'_>, Failure> {
        let zpl = Zpl::new(self.plan.stock(), self.forms.zpl).map_err(|error| refused(error.in_words()))?;
        let recalled = match self.forms.zpl.fixed {
            Fixed::Stored => self.shared.recalled.as_slice(),
            Fixed::Inline => &[],
        };
        Ok(Maker { zpl: zpl.recalling(recalled), again: self })
    }
}

/// Makes labels for a thermal printer, each of which stands alone behind the head and what it recalls.
pub struct Maker<'a> {
    zpl: Zpl<'a>,
    again: &'a Again,
}

impl Maker<'_> {
    /// What the labels need in the printer. It may be sent again; then begin anew with [`Held`] too.
    ///
    /// # Errors
    /// None is known of this format.
    pub fn head(&self) -> Result<Vec<u8>, Diagnostic> {
        let mut head = Vec::new();
        self.zpl.begin(&mut head).map_err(|why| Diagnostic::error(rules::OUTPUT, why))?;
        Ok(head)
    }

    /// What a label needs before it in a file or on a line that has come so far: the head, where it is due again,
    /// and what was not stored yet.
    #[must_use]
    pub fn before(&self, label: &ZplLabel, held: &mut Held) -> Vec<u8> {
        self.zpl.before(label, held).into_bytes()
    }

    /// What takes out of the printer what was held there.
    ///
    /// # Errors
    /// None is known of this format.
    pub fn tail(&self, held: &Held) -> Result<Vec<u8>, Diagnostic> {
        let mut tail = Vec::new();
        self.zpl.end(held.clone(), &mut tail).map_err(|why| Diagnostic::error(rules::OUTPUT, why))?;
        Ok(tail)
    }

    /// The labels, on as many threads as the machine has cores if they are many.
    ///
    /// # Errors
    /// A label cannot be made, although it was.
    pub fn labels(&self, owns: &[Own]) -> Result<Vec<ZplLabel>, Diagnostic> {
        let made = on_all_cores(owns, |_, owns| self.some(owns))?;
        Ok(made.into_iter().flatten().collect())
    }

    fn some(&self, owns: &[Own]) -> Result<Vec<ZplLabel>, Diagnostic> {
        let mut bench = <Zpl<'_> as Format>::Bench::default();
        owns.iter().map(|own| self.label(own, &mut bench)).collect()
    }

    fn label(&self, own: &Own, bench: &mut <Zpl<'_> as Format>::Bench) -> Result<ZplLabel, Diagnostic> {
        let (record, scene) = self.again.scene(own, None)?;
        let position = own.number.saturating_sub(1);
        let which = Which { position, number: own.number, row: own.row.into() };
        Ok(self.zpl.piece(scene, &record.code, which, bench))
    }
}

/// Shares labels out to as many threads as the machine has cores, if they are many. The work is told how many come
/// before those it gets; what it gives comes in order.
pub(super) fn on_all_cores<R: Send>(
    owns: &[Own],
    work: impl Fn(usize, &[Own]) -> Result<R, Diagnostic> + Sync,
) -> Result<Vec<R>, Diagnostic> {
    /// Fewer are made before a thread has begun.
    const MANY: usize = 32;
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if owns.len() < MANY || threads < 2 {
        return Ok(vec![work(0, owns)?]);
    }
    let (size, work, tongue) = (owns.len().div_ceil(threads), &work, tongue());
    thread::scope(|scope| {
        let shares = owns.chunks(size).enumerate();
        let started: Vec<_> = shares
            .map(|(share, owns)| scope.spawn(move || told_in(tongue, || caught(|| work(share * size, owns)))))
            .collect();
        let mut done = Vec::with_capacity(started.len());
        for thread in started {
            let made = thread.join().map_err(|_| Diagnostic::internal("job: a thread that makes labels"))?;
            done.push(made.map_err(|place| Diagnostic::internal(&place))??);
        }
        Ok(done)
    })
}
