//! The stamp of codes that no goods have: nobody may take a trial for goods.

use std::sync::{Arc, OnceLock};

use super::area::Pin;
use super::bars::set_bars;
use super::lines::{Prepared, set_text};
use super::qr::set_qr;
use super::rules;
use super::shape::{Painted, rectangle};
use super::shaper::Shaper;
use super::spot::{Kind, Obstacle, spot};
use super::steps::{Make, Step, Varying};
use crate::diagnostic::{Diagnostic, Place};
use crate::market::{Market, Value};
use crate::say;
use crate::scene::{
    Angle, Bounds, Drawing, Face, Glyph, GlyphRun, Id, Ink, Item, Part, Point, Process, Resources, Role, SeamKind,
    Stock, Turn,
};
use crate::sentence::outside;
use crate::source::Record;
use crate::template::{Anchor, Engine, Fields};
use crate::units::Length;
use crate::world::fonts;

/// What it says, and what it is called in findings.
const WORDS: &str = "SAMPLE / ОБРАЗЕЦ";
/// A point of 1/72 inch.
const POINT: Length = Length::from_emu(12_700);
/// Its sizes, in half points: as large as there is room for, first down to what is read with ease (small letters of
/// 1.2 mm), then to the least that is read at all.
const SIZES: [(i64, i64); 2] = [(12, 32), (8, 11)];
/// What stays blank around it.
const RIM: Length = Length::from_emu(14_400);
/// How far it stands from quiet zones where there is room: as far as printers shift.
const APART: Length = Length::from_mm(1);
/// What it keeps off, from the best to the last resort.
const WAYS: [Kind; 4] = [Kind::Near, Kind::Drawn, Kind::Text, Kind::Reserved];

/// What the stamp is made of.
#[derive(Debug)]
pub(super) struct Stamp {
    part: Arc<Part>,
    /// A record of the widest code, by which it is told how far texts reach.
    widest: Option<Record>,
    means: Option<Means>,
}

/// What it is printed with.
#[derive(Clone, Copy, Debug)]
struct Means {
    face: Id<Face>,
    ink: Id<Ink>,
    paper: Id<Ink>,
}

/// A place that was found.
struct Found {
    run: GlyphRun,
    room: Bounds,
}

impl Stamp {
    pub(super) fn new(market: &Market, constants: &[(Arc<str>, Value)], place: Place) -> Self {
        let widest = market.worst_code().ok().map(|code| Record::of_code(1, code, market, constants));
        Self { part: Part::new(WORDS, Role::Design, place), widest, means: None }
    }

    /// Puts what it is printed with behind all else that labels have, which keeps its numbers.
    pub(super) fn equip(&mut self, resources: &mut Resources) -> Result<(), Diagnostic> {
        static FACE: OnceLock<Option<Arc<Face>>> = OnceLock::new();
        if self.means.is_none() {
            let face = FACE.get_or_init(|| Face::new(fonts::bundled("condensed", true)?).ok().map(Arc::new));
            let face = face.clone().ok_or_else(|| Diagnostic::internal("layout/stamp.rs: its font"))?;
            let (face, ink) = (resources.faces.push(face), resources.inks.push(Ink::BLACK));
            let paper = resources.inks.push(Ink::Process(Process([0; 4])));
            self.means = Some(Means { face, ink, paper });
        }
        Ok(())
    }

    /// The stamp in its place, once the symbols have theirs; on paper of its own where it stands over something.
    ///
    /// # Errors
    /// There is no room beside the symbols.
    pub(super) fn placed(&self, engine: &Engine, stock: &Stock, steps: &[Step]) -> Result<Vec<Item>, Diagnostic> {
        let means =
            self.means.ok_or_else(|| Diagnostic::internal("layout/stamp.rs: labels without means to say so"))?;
        let shaper = Shaper::new(stock.resources.faces.get(means.face).clone(), true);
        let glyphs = shaper.shape(WORDS, false).map_err(|_| Diagnostic::internal("layout/stamp.rs: its letters"))?;
        let obstacles = self.obstacles(engine, stock, steps);
        let regions = regions(stock, &obstacles);
        for least in WAYS {
            let of: Vec<&Obstacle<'_>> = obstacles.iter().filter(|one| one.kind >= least).collect();
            for (smallest, largest) in SIZES {
                for turn in [Turn::None, Turn::ThreeQuarters] {
                    let at = |size: i64| {
                        let found = found(stock, means, (&glyphs, POINT * size / 2, turn), &regions, &of);
                        found.map(|found| self.items(stock, found, (least > Kind::Drawn).then_some(means.paper)))
                    };
                    if let Some(items) = largest_of(smallest, largest, at) {
                        return Ok(items);
                    }
                }
            }
        }
        let message = say!(
            "a code of this GTIN is an example of GS1, so the label must say “{words}”, and beside its symbols there is no room for that",
            words = outside(WORDS)
        );
        let help = say!("leave a strip of 2 by 15 mm outside of the quiet zones, or take codes of goods");
        Err(Diagnostic::error(rules::STAMP, message).at(self.part.place.clone()).help(help))
    }

    fn items(&self, stock: &Stock, Found { run, room }: Found, paper: Option<Id<Ink>>) -> Vec<Item> {
        let paper = paper.map(|paper| {
            let pin = Pin {
                at: Point { x: room.left, y: room.top },
                anchor: Anchor::TopLeft,
                turn: Turn::None,
                angle: Angle::NONE,
            };
            // Quiet zones begin on whole dots, and so does no edge of the paper come into one.
            let area = pin.area(room.width(), room.height());
            rectangle(&area, Length::ZERO, Painted { fill: Some(paper), stroke: None }, stock.page.device)
        });
        let drawings = paper.into_iter().flatten().chain([Drawing::Text(run)]);
        drawings.map(|drawing| Item { part: self.part.clone(), drawing }).collect()
    }

    /// What is in its way.
    fn obstacles<'a>(&self, engine: &Engine, stock: &'a Stock, steps: &'a [Step]) -> Vec<Obstacle<'a>> {
        let mut obstacles = Vec::new();
        let boxed = |kind, bounds| Obstacle { kind, bounds, path: None };
        for step in steps {
            match step {
                Step::Fixed(run) => obstacles.extend(drawn(stock.fixed.get(*run), stock)),
                Step::Varying(varying) => match &varying.make {
                    Make::Ready(items) => obstacles.extend(drawn(items, stock)),
                    Make::Picture(of) => {
                        let shown = of.drawn.values().flatten();
                        obstacles.extend(shown.flat_map(|items| drawn(items, stock)));
                    }
                    Make::Text(text) => {
                        obstacles.push(boxed(Kind::Text, self.reach(engine, stock, varying, text)));
                    }
                    Make::Bars(phrase, bars) => {
                        obstacles.extend(
                            self.codes(stock, |fields| set_bars(engine, stock, &varying.part, (phrase, bars), fields)),
                        );
                    }
                    Make::Qr(phrase, qr) => {
                        obstacles.extend(
                            self.codes(stock, |fields| set_qr(engine, stock, &varying.part, (phrase, qr), fields)),
                        );
                    }
                    Make::Symbol(wanted, settled) => obstacles.extend(settled.iter().flat_map(|settled| {
                        let zone = settled.zone(wanted);
                        [boxed(Kind::Reserved, zone), boxed(Kind::Near, zone.grown(APART))]
                    })),
                },
            }
        }
        let blank = &stock.blank;
        let kept = blank.windows.iter().map(|window| window.bounds).chain(stock.linears.iter().map(|one| one.zone()));
        let kept = kept.chain(stock.pictured.iter().map(|one| one.zone()));
        let kept = kept.chain(blank.glue.iter().map(|flap| flap.bounds));
        obstacles.extend(kept.map(|bounds| boxed(Kind::Reserved, bounds)));
        for seam in &blank.seams {
            let kind = if seam.kind == SeamKind::Cut { Kind::Reserved } else { Kind::Drawn };
            obstacles.extend(seam.course.boxes().map(|bounds| boxed(kind, bounds)));
        }
        obstacles
    }

    /// What keeps clear of other codes: by the widest code, their quiet zones and what is drawn of them.
    fn codes<'a>(&self, stock: &Stock, set: impl Fn(Fields<'_>) -> Result<Vec<Item>, Diagnostic>) -> Vec<Obstacle<'a>> {
        let Some(record) = &self.widest else { return Vec::new() };
        let items = set(Fields::new(&record.fields)).unwrap_or_default();
        let boxes = items.iter().filter_map(|item| reserved(item, stock));
        boxes.map(|bounds| Obstacle { kind: Kind::Reserved, bounds, path: None }).collect()
    }

    /// How far a text may reach: by the widest code, if it says nothing else and does not shrink; or else as far
    /// as it is let.
    fn reach(&self, engine: &Engine, stock: &Stock, varying: &Varying, text: &Prepared) -> Bounds {
        let names = engine.names_of_phrase(&text.phrase);
        let widest = self.widest.as_ref().filter(|record| names.iter().all(|name| record.field(name).is_some()));
        let set = widest.filter(|_| !text.frame.wrap).and_then(|record| {
            let items = set_text(engine, stock, &varying.part, text, Fields::new(&record.fields)).ok()?;
            let as_wished = |item: &&Item| matches!(&item.drawing, Drawing::Text(run) if run.size == text.frame.size);
            let set: Vec<&Item> = items.iter().filter(as_wished).collect();
            let boxes = set.iter().filter_map(|item| item.drawing.bounds(stock));
            boxes.reduce(|all, one| all.joined(&one)).filter(|_| set.len() == items.len())
        });
        set.unwrap_or_else(|| text.allowed(engine, stock.page.width + stock.page.height))
    }
}

/// A place for letters of a size.
fn found(
    stock: &Stock,
    means: Means,
    (glyphs, size, turn): (&[Glyph], Length, Turn),
    regions: &[Bounds],
    of: &[&Obstacle<'_>],
) -> Option<Found> {
    let run = GlyphRun {
        face: means.face,
        size,
        letter_spacing: Length::ZERO,
        origin: Point::default(),
        turn,
        angle: Angle::NONE,
        ink: means.ink,
        text: WORDS.into(),
        glyphs: glyphs.to_vec(),
    };
    let mut around = run.bounds(&stock.resources)?.grown(RIM);
    // Along the line a little more, so that it is not read as the end of another.
    let (before, behind) =
        if turn.swaps() { (&mut around.top, &mut around.bottom) } else { (&mut around.left, &mut around.right) };
    *before -= size / 4;
    *behind += size / 4;
    let room = regions.iter().find_map(|region| spot(region, (around.width(), around.height()), of))?;
    let snap = |length: Length| stock.page.device.map_or(length, |device| device.snap(length));
    let origin = Point { x: snap(room.left - around.left), y: snap(room.top - around.top) };
    Some(Found { run: GlyphRun { origin, ..run }, room })
}

/// What stands drawn: pictures as one box, all else as it is.
fn drawn<'a>(items: &'a [Item], stock: &'a Stock) -> impl Iterator<Item = Obstacle<'a>> {
    let boxed = |items: &'a [Item]| {
        let boxes = items.iter().filter_map(|item| reserved(item, stock));
        boxes.reduce(|all, one| all.joined(&one))
    };
    items.chunk_by(|one, other| one.part.role == Role::Art && one.part.id == other.part.id).filter_map(move |items| {
        let first = items.first().filter(|first| first.part.role != Role::Art);
        let (kind, path) = match first.map(|first| &first.drawing) {
            Some(Drawing::Text(_)) => (Kind::Text, None),
            Some(Drawing::Symbol(_)) => (Kind::Reserved, None),
            Some(Drawing::Path(path)) => (Kind::Drawn, Some(path)),
            Some(Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_)) | None => (Kind::Drawn, None),
        };
        boxed(items).map(|bounds| Obstacle { kind, bounds, path })
    })
}

/// The box around what is drawn, of a symbol with its quiet zone.
fn reserved(item: &Item, stock: &Stock) -> Option<Bounds> {
    match &item.drawing {
        Drawing::Symbol(symbol) => Some(symbol.zone()),
        drawing => drawing.bounds(stock),
    }
}

/// Where it may stand: on a face, first on one with a symbol, or on the whole label; within what can be printed,
/// the safe margin and round corners.
fn regions(stock: &Stock, obstacles: &[Obstacle<'_>]) -> Vec<Bounds> {
    let (page, blank) = (&stock.page, &stock.blank);
    let inset = blank.safe.unwrap_or_default().max(blank.corner_radius * 3 / 10);
    let margins = page.margins;
    let mut whole = Bounds {
        left: margins.left.max(inset),
        top: margins.top.max(inset),
        right: page.width - margins.right.max(inset),
        bottom: page.height - margins.bottom.max(inset),
    };
    let symbols = obstacles.iter().filter(|one| one.kind == Kind::Reserved).map(|one| one.bounds);
    if let (Some(head), Some(symbols)) = (blank.head, symbols.reduce(|all, one| all.joined(&one))) {
        whole.left = whole.left.max(symbols.right - head);
        whole.right = whole.right.min(symbols.left + head);
    }
    if blank.panels.is_empty() {
        return vec![whole];
    }
    let (with, without): (Vec<Bounds>, Vec<Bounds>) = blank
        .panels
        .iter()
        .map(|panel| panel.bounds)
        .partition(|panel| obstacles.iter().any(|one| one.kind == Kind::Reserved && panel.contains(&one.bounds)));
    let faces = with.into_iter().chain(without).map(|panel| panel.grown(-inset));
    let within = |face: Bounds| Bounds {
        left: face.left.max(whole.left),
        top: face.top.max(whole.top),
        right: face.right.min(whole.right),
        bottom: face.bottom.min(whole.bottom),
    };
    faces.map(within).collect()
}

/// What the largest of these numbers gives that gives anything: what a number gives, all smaller ones do.
fn largest_of<T>(least: i64, most: i64, of: impl Fn(i64) -> Option<T>) -> Option<T> {
    let mut best = of(least)?;
    let (mut fits, mut too_large) = (least, most + 1);
    while too_large - fits > 1 {
        let middle = fits.midpoint(too_large);
        match of(middle) {
            Some(found) => (best, fits) = (found, middle),
            None => too_large = middle,
        }
    }
    Some(best)
}
