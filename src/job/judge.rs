//! Judgement in a job: each record by what it says, and the design once, by all that the records
//! come to. Without records the design is judged by the widest code its market allows.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::allow::Allowances;
use super::extremes::Extremes;
use super::files::Files;
use super::kind::{FileKind, Forms};
use super::outlet::{Memory, Outlet};
use super::press::One;
use super::rows::Batch;
use super::sight::{Seen, Sight};
use super::target::{no_format, title};
use crate::batch::{Watch, in_order, rules};
use crate::check::{ALL, Check, Label, Mark, Scope, SeenBars, judge};
use crate::diagnostic::{Diagnostic, Findings, Place, Severity};
use crate::gs1::{Code, PlainCode};
use crate::layout::{BarcodeSize, Plan};
use crate::market::Market;
use crate::proof::{Below, Proof, picture};
use crate::render::pdf::About;
use crate::render::svg;
use crate::scene::{Drawing, Item, Page, Role, Scene, Stock, Symbology};
use crate::source::{Record, Row};
use crate::symbol::{Fit, SymbolSize};
use crate::template::{Device, Template};
use crate::world::World;

/// Records by which it is told whether all break a rule.
const FIRST: u64 = 256;

/// What judgement in a job goes by.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) template: &'a Template,
    pub(super) market: &'a Market,
    pub(super) allow: &'a Allowances,
}

/// Judges records one by one.
pub(super) struct Clerk<'a> {
    terms: Terms<'a>,
    stock: &'a Stock,
    /// Texts, linear barcodes and QR symbols that all labels share.
    fixed: Vec<Mark<'a>>,
    /// The linear barcodes of pictures.
    bars: Arc<[SeenBars]>,
    /// What is wrong with the widest code already, and so with the design and not with a record.
    pub(super) common: Vec<Diagnostic>,
}

impl<'a> Clerk<'a> {
    /// A judge of records; the first that can be laid out of those that stand in for real ones tells
    /// what is wrong with all.
    pub(super) fn new(terms: Terms<'a>, plan: &'a Plan, stand_ins: impl IntoIterator<Item = Record>) -> Self {
        let stock = plan.stock();
        let fixed = stock.fixed.values().flatten().filter(|item| tells(item));
        let fixed = fixed.filter_map(|item| mark(item, stock)).collect();
        let bars = bars(terms.market, plan);
        let mut clerk = Self { terms, stock, fixed, bars, common: Vec::new() };
        let mut drawn = stand_ins.into_iter().filter_map(|record| Some((plan.wording(&record).ok()?, record.code)));
        if let Some((scene, code)) = drawn.next() {
            clerk.common = clerk.judge(own(&scene, stock), &code, true);
        }
        clerk
    }

    /// The template that labels are made by.
    pub(super) fn template(&self) -> &'a Template {
        self.terms.template
    }

    /// What was let stand.
    pub(super) fn allowed(&self) -> Vec<String> {
        self.terms.allow.used().iter().map(ToString::to_string).collect()
    }

    /// What a record breaks that not all records break.
    pub(super) fn record(&self, scene: &Scene, code: &Code, extremes: &mut Extremes) -> Vec<Diagnostic> {
        let marks = own(scene, self.stock);
        extremes.see(&marks, code, self.stock);
        let mut found = self.judge(marks, code, false);
        found.retain(|found| !self.common.iter().any(|known| is_like(known, found)));
        found
    }

    fn judge(&self, own: Vec<Mark<'_>>, code: &Code, stands_in: bool) -> Vec<Diagnostic> {
        let Terms { market, allow, .. } = self.terms;
        let marks = self.fixed.iter().copied().chain(own).collect();
        let mut label = Label::of_marks(market, self.stock, marks, code).with_bars(self.bars.clone());
        label.stands_in = stands_in;
        judge(&label, Scope::Record).into_iter().map(|found| allow.weigh(found)).collect()
    }
}

/// Whether an item says something that a record can be held against: a text that is no part of a picture, a linear
/// barcode or a QR symbol.
fn tells(item: &Item) -> bool {
    match &item.drawing {
        Drawing::Text(_) => item.part.role != Role::Art,
        Drawing::Symbol(symbol) => matches!(symbol.kind, Symbology::Linear { .. } | Symbology::Qr { .. }),
        Drawing::Path(_) | Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_) => false,
    }
}

/// The linear barcodes of all pictures that some label may have.
fn bars(market: &Market, plan: &Plan) -> Arc<[SeenBars]> {
    if plan.stock().linears.is_empty() {
        return Arc::default();
    }
    let code = Code::Plain(PlainCode::new(b""));
    let art = plan.art(&code);
    let mut label = Label::new(market, plan.stock(), &art, &code);
    // Those that are drawn tell what they say.
    label.linears.retain(|linear| linear.data.is_none());
    label.bars()
}

/// What a label has of its own.
fn own<'s>(scene: &'s Scene, stock: &'s Stock) -> Vec<Mark<'s>> {
    scene.own().flat_map(|item| item.leaves(&stock.resources)).filter_map(|item| mark(item, stock)).collect()
}

fn mark<'s>(item: &'s Item, stock: &Stock) -> Option<Mark<'s>> {
    item.drawing.bounds(stock).map(|bounds| Mark { item, bounds })
}

/// A design with all that the records come to.
pub(super) struct Design<'a> {
    terms: Terms<'a>,
    plan: &'a Plan,
    /// What symbols show: no code that anybody paid for.
    filler: Code,
    extremes: Extremes,
    /// What some label has of the stamp of codes that no goods have.
    stamp: &'a [Item],
    /// That there is no room for it.
    unstamped: Option<Diagnostic>,
    scene: Scene,
}

impl<'a> Design<'a> {
    /// The design of a plan whose symbols are settled. Its symbols show `filler`.
    pub(super) fn new(terms: Terms<'a>, plan: &'a Plan, filler: Code, extremes: Extremes) -> Self {
        let stamp = if extremes.has_examples { plan.stamp() } else { Ok(<&[Item]>::default()) };
        let (stamp, unstamped) = stamp.map_or_else(|error| (<&[Item]>::default(), Some(error)), |stamp| (stamp, None));
        let scene = plan.outline(&filler, stamp, &|element| extremes.judged(element));
        Self { terms, plan, filler, extremes, stamp, unstamped, scene }
    }

    /// The code that the texts are about.
    fn code(&self) -> &Code {
        self.extremes.code().unwrap_or(&self.filler)
    }

    fn label(&self) -> Label<'_> {
        let Terms { market, .. } = self.terms;
        let mut label = Label::new(market, self.plan.stock(), &self.scene, self.code());
        for mark in &mut label.marks {
            // The texts of a barcode may reach further; its bars are where they are.
            if !matches!(mark.item.drawing, Drawing::Symbol(_)) {
                mark.bounds = self.extremes.around(&mark.item.part.id).unwrap_or(mark.bounds);
            }
        }
        label
    }

    /// Everything that the design breaks.
    pub(super) fn judge(&self) -> Vec<Diagnostic> {
        let found = judge(&self.label(), Scope::Design).into_iter().map(|found| self.terms.allow.weigh(found));
        found.chain(self.unstamped.clone()).collect()
    }

    /// Whether a finding is about what differs from record to record, and weighs enough to ask on
    /// which of them.
    fn varies(&self, found: &Diagnostic) -> bool {
        let text = found.element.as_ref().and_then(|element| self.extremes.around(element));
        text.is_some() && found.severity > Severity::Note
    }

    /// Everything that the design breaks. Findings on texts that differ from record to record are
    /// looked for on every record, since the box around all of them is larger than each: what the first
    /// records all break is the design's, what only some break goes to `findings` with their rows.
    pub(super) fn judge_with(
        &self,
        batch: &Batch<'_>,
        findings: &mut Findings,
        watch: &dyn Watch,
    ) -> Result<Vec<Diagnostic>, Diagnostic> {
        let (suspects, mut design): (Vec<_>, Vec<_>) = self.judge().into_iter().partition(|found| self.varies(found));
        if suspects.is_empty() {
            return Ok(design);
        }
        let mut records = 0_u64;
        let mut broken = vec![0_u64; suspects.len()];
        self.each_record(batch, &suspects, watch, |found| {
            records += 1;
            for (suspect, broken) in suspects.iter().zip(&mut broken) {
                *broken += u64::from(found.iter().any(|found| is_like(found, suspect)));
            }
            records < FIRST
        })?;
        let mut some = Vec::new();
        for (suspect, broken) in suspects.into_iter().zip(broken) {
            if broken == records { design.push(suspect) } else { some.push(suspect) }
        }
        if !some.is_empty() {
            self.each_record(batch, &some, watch, |found| {
                for found in found {
                    watch.found(&found);
                    findings.add(found);
                }
                true
            })?;
        }
        Ok(design)
    }

    /// What each record breaks of what is suspected, in the order of the rows, for as long as `take`
    /// wants more.
    fn each_record(
        &self,
        batch: &Batch<'_>,
        suspects: &[Diagnostic],
        watch: &dyn Watch,
        mut take: impl FnMut(Vec<Diagnostic>) -> bool,
    ) -> Result<(), Diagnostic> {
        let checks: Vec<&Check> =
            ALL.iter().filter(|check| suspects.iter().any(|found| found.rule == check.rule)).collect();
        let look = |row: &Row| {
            let (record, _) = batch.record(row).ok()?;
            let scene = self.plan.texts(&record, &|| Place::Nowhere).ok()?;
            let stamp = if record.code.is_example() { self.stamp } else { &[] };
            let scene = self.plan.outline(&self.filler, stamp, &|element| items_of(&scene, element));
            let Terms { market, allow, .. } = self.terms;
            let label = Label::new(market, self.plan.stock(), &scene, &record.code);
            let found = checks.iter().flat_map(|check| check.judge(&label));
            let found = found.filter(|found| suspects.iter().any(|suspect| is_like(found, suspect)));
            let place = batch.table.place(row.number, None);
            Some(found.map(|found| allow.weigh(found).at(place.clone())).collect::<Vec<_>>())
        };
        in_order(
            batch.table,
            batch.threads,
            watch,
            |_, rows| rows.iter().filter(|row| batch.takes(row)).filter_map(look).collect::<Vec<_>>(),
            |rows| {
                let goes_on = rows.into_iter().all(&mut take);
                Ok(if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
            },
        )
    }

    /// The sizes of its symbols.
    pub(super) fn symbols(&self) -> Vec<(SymbolSize, Fit)> {
        self.plan.symbols()
    }

    /// The sizes of its linear barcodes.
    pub(super) fn barcodes(&self) -> Vec<BarcodeSize> {
        self.plan.barcodes()
    }

    /// The label with its texts as they are printed, for pictures.
    fn drawn(&self) -> Scene {
        self.plan.outline(&self.filler, self.stamp, &|element| self.extremes.items(element))
    }

    /// Draws the label with what was found on it into a file.
    pub(super) fn draw(&self, found: &[Diagnostic], world: &World, output: &Path) -> Result<(), Diagnostic> {
        let kind = FileKind::of(output)
            .filter(|kind| !kind.is_commands())
            .ok_or_else(|| Diagnostic::error(rules::REQUEST, no_format(output)))?;
        self.draw_to(&mut Files::within(world), found, kind, output)
    }

    fn draw_to(
        &self,
        outlet: &mut dyn Outlet,
        found: &[Diagnostic],
        kind: FileKind,
        output: &Path,
    ) -> Result<(), Diagnostic> {
        let forms = Forms { svg: svg::Text::Shared.into(), ..Forms::default() };
        let Some(drawn) = picture(&self.label(), &self.drawn(), found, Below::List) else { return Ok(()) };
        let about = About { title: title(output), ..About::default() };
        One::give(outlet, (kind, forms), output, (&drawn.stock, drawn.scene, &self.filler), &about).map(drop)
    }

    /// A picture of the label: of `record`, or where there is none that can be laid out, of what the design is
    /// judged by.
    pub(super) fn seen(
        &self,
        (sight, forms): (&Sight, Forms),
        record: Option<&Record>,
        found: &[Diagnostic],
    ) -> Result<Seen, Diagnostic> {
        let of_record =
            record.and_then(|record| Some((self.plan.scene(record, &|| Place::Nowhere).ok()?, &record.code)));
        let (scene, code) = of_record.unwrap_or_else(|| (self.drawn(), &self.filler));
        let plates = self.plan.stock().plates(&scene);
        let (mut memory, nowhere) = (Memory::default(), Path::new(""));
        let page = &self.plan.stock().page;
        // Pictures of dots show the label as it is cut.
        let view = if matches!(sight, Sight::Label(FileKind::Png, _)) { page.trim() } else { page.media() };
        match sight {
            Sight::Found(kind) => self.draw_to(&mut memory, found, *kind, nowhere)?,
            Sight::Label(kind, few) => {
                // Alone, whatever sheet it comes to stand on.
                let stock = self.plan.stock();
                let stock = Stock { page: Page { sheet: None, ..stock.page.clone() }, ..stock.clone() };
                let (stock, scene) = match few {
                    Some(few) => stock.separated(&scene, few),
                    None => (stock, scene),
                };
                One::give(&mut memory, (*kind, forms), nowhere, (&stock, scene, code), &About::default())?;
            }
        }
        Ok(Seen { bytes: memory.files.pop().unwrap_or_default(), view, plates })
    }

    /// What a page about the design shows.
    pub(super) fn proof(&self, found: &[Diagnostic], device: Device) -> Option<Proof> {
        Proof::of(&self.label(), &self.drawn(), found, self.plan, device)
    }
}

/// Whether two findings are of one rule about one element.
fn is_like(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.rule == other.rule && one.element == other.element
}

fn items_of(scene: &Scene, element: &Arc<str>) -> Vec<Item> {
    scene.own().filter(|item| Arc::ptr_eq(&item.part.id, element)).cloned().collect()
}
