//! Making a template ready: loading fonts and pictures, laying out what is fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::area::{ElementArea, Pin};
use super::bar_sizes::AskedBars;
use super::bars::{BarText, PreparedBars, bearer, bearer_of, beside_bars, set_bars};
use super::die_line::complete;
use super::gallery::{Gallery, OfRecord, Shown, file_of};
use super::kept::Kept;
use super::letters::{Letters, Loaded};
use super::lines::{Prepared, set_text};
use super::margin::SheetMargin;
use super::parts::{counted, part};
use super::qr::{PreparedQr, set_qr};
use super::rules;
use super::setting::{Setting, holds, on};
use super::shape::{Painted, ellipse, line, rectangle};
use super::shaper::Shaper;
use super::sheet::impose;
use super::sizes::{least_module, smallest_symbol};
use super::stand::stand;
use super::steps::{Make, Step, Varying};
use super::symbol::Wanted;
use super::text::Frame;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::Choice;
use crate::say;
use crate::scene::{
    self, Angle, Blank, Bounds, Drawing, Id, Ids, Ink, Item, Linear, Page, Part, Path, Pictured, Point, Resources,
    Seam, Stock, Stroke, Window,
};
use crate::sentence::outside;
use crate::template::{
    Barcode, Bearer, DataMatrix, Device, Element, ElementKind, Fields, Figures, LinearCode, Paint, Phrase, PictureFile,
    QrSymbol, Role, SeamInk, Template, Text, Weight,
};
use crate::units::{Length, Measure};

/// Builds the numbered lists of the stock.
struct Builder<'a> {
    setting: Setting<'a>,
    stock: Stock,
    inks: BTreeMap<&'a str, Id<Ink>>,
    letters: Letters,
    gallery: Gallery<'a>,
    /// The pictures of records.
    shown: &'a Shown,
    /// Whether there are drawings that were not looked at.
    has_unseen: bool,
    found: Vec<Diagnostic>,
}

/// Resolves every element of a template: what all labels share, the fonts, the paint order; the margins of its sheet.
pub(super) fn prepare<'a>(
    setting: Setting<'a>,
    shown: &'a Shown,
) -> Result<(Stock, Vec<Step>, Option<SheetMargin>), Vec<Diagnostic>> {
    let template = setting.template;
    let (device, preview) = match setting.device {
        Device::Printer(device) => (Some(device), device),
        Device::Artwork { preview } => (None, preview),
    };
    let (sheet, margins) = impose(template, device, setting.free).map_err(|error| vec![error])?;
    let mut inks = Ids::new();
    let by_name = template.inks.iter().map(|(name, ink)| (name.as_str(), inks.push(ink.clone()))).collect();
    let bleed = template.bleed.filter(|_| device.is_none());
    let (width, height) = (template.width, template.height);
    let page = Page { device, sheet, margins, bleed, ..Page::artwork(width, height, preview) };
    let Template { corner_radius, application, .. } = *template;
    let blank = Blank { corner_radius, application, ..template.blank.clone() };
    let gallery = Gallery::new(setting).map_err(|error| vec![error])?;
    let mut stock = Stock::new(page, Resources { inks, press: gallery.press(), ..Resources::default() }, blank);
    stock.code = template.symbol().map(|element| part(setting, element));
    let letters = Letters::default();
    let mut builder =
        Builder { setting, stock, inks: by_name, letters, gallery, shown, has_unseen: false, found: Vec::new() };
    let mut steps = Vec::new();
    for element in &template.elements {
        match &element.at {
            Some(at) => builder.found.push(unplaced(&at.span, template)),
            None => builder.step(element, &mut steps),
        }
    }
    for drawn in &template.seam_inks {
        builder.seams(drawn, &mut steps);
    }
    let Builder { mut stock, mut letters, gallery, has_unseen, mut found, .. } = builder;
    let margin = SheetMargin::prepare(setting, &mut stock, &mut letters, &mut found);
    found.extend(complete(&mut stock.blank, &gallery.lines, &stock.resources, template));
    (stock.screen_colours, stock.idle_lines) = gallery.told(has_unseen);
    if found.is_empty() { Ok((stock, steps, margin)) } else { Err(found) }
}

impl Builder<'_> {
    /// Puts what all labels have on top of the paint order.
    fn fix(&mut self, items: Vec<Item>, steps: &mut Vec<Step>) {
        match (steps.last(), self.stock.fixed.last_mut()) {
            (Some(Step::Fixed(_)), Some(run)) => run.extend(items),
            _ => steps.push(Step::Fixed(self.stock.fixed.push(items))),
        }
    }

    /// Draws the seams of a kind, on artwork: whoever cuts and folds sees them there.
    fn seams(&mut self, drawn: &SeamInk, steps: &mut Vec<Step>) {
        let Some(ink) = self.ink(&drawn.ink).filter(|_| self.stock.page.device.is_none()) else { return };
        let place = self.setting.template.place(&drawn.span);
        let part = Part::new(drawn.kind.word(), scene::Role::Design, place);
        let seams = self.stock.blank.seams.iter().filter(|seam| seam.kind == drawn.kind);
        let item = |seam: &Seam| {
            let path =
                Path { segments: seam.course.path(), stroke: Some(Stroke { ink, width: SEAM }), ..Path::default() };
            Item { part: part.clone(), drawing: Drawing::Path(path) }
        };
        let items: Vec<Item> = seams.map(item).collect();
        self.fix(items, steps);
    }

    /// Prepares an element and puts it into the paint order.
    fn step(&mut self, element: &Element, steps: &mut Vec<Step>) {
        let Setting { template, constants, .. } = self.setting;
        let constant =
            |names: BTreeSet<String>| names.iter().all(|name| constants.iter().any(|(known, _)| **known == **name));
        let fixed_when = element.when.as_ref().is_none_or(|when| constant(template.engine.names_of_condition(when)));
        let fields = Fields::new(constants);
        if fixed_when {
            match holds(&template.engine, element.when.as_ref(), fields) {
                Ok(true) => {}
                Ok(false) => {
                    self.has_unseen |= matches!(element.kind, ElementKind::Image { .. });
                    return;
                }
                Err(error) => {
                    return self.found.push(error.at(template.place_in(element, &element.span)).about(&element.id));
                }
            }
        }
        let before = self.found.len();
        let part = part(self.setting, element);
        let made = match &element.kind {
            ElementKind::DataMatrix(wanted) => self.symbol(element, wanted),
            ElementKind::Window { .. } => {
                let window = self.window(element, &part);
                self.stock.blank.windows.extend(window);
                None
            }
            ElementKind::Linear(linear) => self.bars(element, linear).and_then(|prepared| {
                if !constant(template.engine.names_of_phrase(&linear.phrase)) {
                    return Some(Make::Bars(linear.phrase.clone(), prepared));
                }
                let made = set_bars(&template.engine, &self.stock, &part, (&linear.phrase, &prepared), fields);
                made.map_err(|error| self.found.push(error.at(template.place_in(element, &linear.span))))
                    .ok()
                    .map(Make::Ready)
            }),
            ElementKind::Qr(qr) => self.qr(element, qr).and_then(|prepared| {
                if !constant(template.engine.names_of_phrase(&qr.phrase)) {
                    return Some(Make::Qr(qr.phrase.clone(), prepared));
                }
                let made = set_qr(&template.engine, &self.stock, &part, (&qr.phrase, &prepared), fields);
                made.map_err(|error| self.found.push(error.at(template.place_in(element, &qr.span))))
                    .ok()
                    .map(Make::Ready)
            }),
            ElementKind::Text(text) => self.text(
                (element, &part),
                text,
                constant(template.engine.names_of_phrase(&text.phrase)).then_some(fields),
            ),
            ElementKind::Image { file: PictureFile::OfRecord(phrase), size, .. }
                if !constant(template.engine.names_of_phrase(phrase)) =>
            {
                self.pictures(element, phrase, *size)
            }
            _ => self.drawings(element, &part).filter(|drawings| self.printable(drawings)).map(|drawings| {
                let item = |drawing| Item { part: part.clone(), drawing };
                Make::Ready(drawings.into_iter().map(item).collect())
            }),
        };
        for error in self.found.iter_mut().skip(before) {
            if error.place == Place::Nowhere {
                error.place = template.place_in(element, &element.span);
            }
            error.element = Some(element.id.clone());
        }
        match made {
            None => {}
            Some(Make::Ready(items)) if fixed_when => self.fix(items, steps),
            Some(make) => {
                let (when, counts) = (element.when.clone(), element.when.as_ref());
                let counts = counts.map_or(Vec::new(), |when| counted(&template.engine.names_of_condition(when)));
                steps.push(Step::Varying(Box::new(Varying { part, when, counts, make })));
            }
        }
    }

    fn symbol(&mut self, element: &Element, wanted: &DataMatrix) -> Option<Make> {
        let market = self.setting.market;
        let (wished, smallest) = (self.on_if(wanted.wished)?, self.on_if(wanted.smallest)?);
        let (module_min, module_max) = (self.on_if(wanted.module_min)?, self.on_if(wanted.module_max)?);
        let place = match wanted.place {
            Some((width, height)) => Some((self.on(width)?, self.on(height)?)),
            None => None,
        };
        let wanted = Wanted {
            pin: self.pin(element)?,
            place,
            wished,
            modules: wanted.modules,
            by_market: market.fixed(),
            shape: wanted.shape,
            separator: wanted.separator.unwrap_or_else(|| market.separator()),
            smallest: smallest_symbol(smallest, Some(market)),
            demanded: market.symbol.smallest(),
            module_min: module_min.unwrap_or_else(|| least_module(self.stock.page.device)),
            module_max,
            quiet: wanted.quiet,
            reduce: self.on_grid(wanted.reduce)?.unwrap_or_default(),
            patch: wanted.patch,
            ink: self.ink(&wanted.ink)?,
        };
        Some(Make::Symbol(wanted, None))
    }

    fn bars(&mut self, element: &Element, linear: &LinearCode) -> Option<PreparedBars> {
        let mut asked = AskedBars {
            kind: linear.kind,
            modules: linear.kind.modules(),
            application: self.stock.blank.application,
            module: self.on_if(linear.module)?,
            width: self.on_if(linear.width)?,
            height: self.on_if(linear.height)?,
            reduce: self.on_grid(linear.reduce)?.unwrap_or_default(),
            device: self.stock.page.device,
            grid: self.stock.grid(),
        };
        let bearer = bearer(linear.kind, linear.bearer, asked.device);
        if linear.room.is_some() && bearer == Bearer::Frame {
            let frame = bearer_of(bearer, Length::ZERO, &self.stock);
            asked.width = asked.width.map(|width| width - frame * 2);
        }
        let mut solved = asked.solve().map_err(|error| self.found.push(error)).ok()?;
        let text = if linear.text {
            let (Loaded { face, shaper }, size) = (self.shaper(&linear.font, false)?, self.on_if(linear.text_size)?);
            Some(BarText { shaper, face, size })
        } else {
            None
        };
        if let Some(room) = self.on_if(linear.room)?.filter(|_| linear.height.is_none()) {
            // Bars fill what the rest leaves of their place.
            let left = room - beside_bars(&asked, solved.x, bearer, text.as_ref(), &self.stock);
            asked.height = Some(asked.grid.map_or(left, |grid| grid.length(grid.whole_dots_in(left))));
            solved = asked.solve().map_err(|error| self.found.push(error)).ok()?;
        }
        Some(PreparedBars {
            pin: self.pin(element)?,
            asked,
            solved,
            bearer,
            text,
            light_margin: linear.light_margin,
            ink: self.ink(&linear.ink)?,
        })
    }

    fn qr(&mut self, element: &Element, qr: &QrSymbol) -> Option<PreparedQr> {
        Some(PreparedQr {
            pin: self.pin(element)?,
            level: qr.level,
            gs1: qr.gs1,
            module: self.on_if(qr.module)?,
            width: self.on_if(qr.width)?,
            reduce: self.on_grid(qr.reduce)?.unwrap_or_default(),
            ink: self.ink(&qr.ink)?,
        })
    }

    /// Prepares a text; one that uses no record field (`fixed` then has the constants) is set.
    fn text(
        &mut self,
        (element, part): (&Element, &Arc<Part>),
        text: &Text,
        fixed: Option<Fields<'_>>,
    ) -> Option<Make> {
        let Loaded { face, mut shaper } = self.shaper(&text.font, text.weight == Weight::Bold)?;
        if text.figures == Figures::Tabular {
            let tabular = self.letters.tabular(&self.setting, &text.font, &shaper);
            shaper = self.noted(tabular)?;
        }
        let size = self.on(text.size)?;
        if size <= Length::ZERO {
            self.found.push(Diagnostic::error(rules::TEXT_FIT, say!("text needs a size above zero")));
            return None;
        }
        let frame = Frame {
            size,
            smallest: self.on_if(text.shrink_to)?.unwrap_or(size).min(size).max(Length::from_emu(12_700)),
            width: self.on_if(text.width)?,
            height: self.on_if(text.height)?,
            wrap: text.wrap,
            line_height: self.on_if(text.line_height)?,
            letter_spacing: self.on_if(text.letter_spacing)?.unwrap_or_default(),
        };
        let Setting { template, market, .. } = self.setting;
        let names = template.engine.names_of_phrase(&text.phrase);
        let shows_code = names.iter().any(|name| market.field(name).is_some() || name.starts_with("ai"));
        let prepared = Prepared {
            phrase: text.phrase.clone(),
            pin: self.pin(element)?,
            font: text.font.clone(),
            shrinks: text.shrink_to.is_some(),
            align: text.align,
            on_baseline: text.on_baseline,
            digits: widest_digits(&shaper),
            counts: counted(&names),
            kept: Kept::default(),
            shaper,
            face,
            ink: self.ink(&text.ink)?,
            frame,
            shows_code,
        };
        let Some(constants) = fixed else { return Some(Make::Text(prepared)) };
        match set_text(&template.engine, &self.stock, part, &prepared, constants) {
            Ok(items) => Some(Make::Ready(items)),
            Err(error) => {
                self.found.push(error.at(template.place_in(element, &text.span)));
                None
            }
        }
    }

    fn drawings(&mut self, element: &Element, part: &Arc<Part>) -> Option<Vec<Drawing>> {
        let device = self.stock.page.device;
        let pin = self.pin(element)?;
        match &element.kind {
            ElementKind::Line { to, thickness, ink } => {
                let (to_x, to_y, thickness) = (self.on(to.0)?, self.on(to.1)?, self.on(*thickness)?);
                let from = pin.at;
                let (dx, dy) = pin.turn.apply(to_x - from.x, to_y - from.y);
                Some(vec![line(from, Point { x: from.x + dx, y: from.y + dy }, thickness, self.ink(ink)?, device)])
            }
            ElementKind::Rectangle { size, radius, paint } => {
                let area = pin.area(self.on(size.0)?, self.on(size.1)?);
                let radius = self.on(*radius)?;
                Some(rectangle(&area, radius, self.paint(paint)?, device))
            }
            ElementKind::Ellipse { size, paint } => {
                let area = pin.area(self.on(size.0)?, self.on(size.1)?);
                Some(vec![ellipse(&area, self.paint(paint)?)])
            }
            ElementKind::Image { file, span, size, role } => {
                let area = pin.area(self.on(size.0)?, self.on(size.1)?);
                let file = self.constant(file, span)?;
                let drawings = self.image(&file, span, (area, part))?;
                if let Some(role) = role {
                    let whole = self.gallery.viewport(&file, area).filter(|_| role.zoned);
                    self.barcode((element, part), role, whole, &drawings);
                }
                Some(drawings)
            }
            ElementKind::DataMatrix(_)
            | ElementKind::Linear(_)
            | ElementKind::Qr(_)
            | ElementKind::Text(_)
            | ElementKind::Window { .. } => None,
        }
    }

    /// Notes the barcode that drawings show: the box around them, or the whole picture with the blank in it.
    fn barcode(
        &mut self,
        (element, part): (&Element, &Arc<Part>),
        role: &Role,
        whole: Option<Bounds>,
        drawings: &[Drawing],
    ) {
        let boxes = drawings.iter().filter_map(|drawing| drawing.bounds(&self.stock));
        let Some(bounds) = whole.or_else(|| boxes.reduce(|all, one| all.joined(&one))) else { return };
        let (part, zoned, upright) = (part.clone(), role.zoned, element.turn.swaps());
        match role.barcode {
            Barcode::Linear { kind, module } => {
                let linear =
                    self.on(module).map(|module| Linear { part, bounds, upright, kind, module, zoned, data: None });
                self.stock.linears.extend(linear);
            }
            Barcode::DataMatrix { modules } => {
                let (rows, columns) = (modules.rows(), modules.columns());
                let (rows, columns) = if upright { (columns, rows) } else { (rows, columns) };
                self.stock.pictured.push(Pictured { part, bounds, columns, rows, zoned });
            }
        }
    }

    /// The file of a picture that all labels have.
    fn constant(&mut self, file: &PictureFile, span: &Range<usize>) -> Option<String> {
        let Setting { template, constants, .. } = self.setting;
        let name = match file {
            PictureFile::Fixed(file) => Ok(file.clone()),
            PictureFile::OfRecord(phrase) => file_of(&template.engine, phrase, constants),
        };
        name.map_err(|error| self.found.push(error.at(template.place(span)))).ok()
    }

    /// A place kept empty.
    fn window(&mut self, element: &Element, part: &Arc<Part>) -> Option<Window> {
        let ElementKind::Window { size, symbol, module, applied } = &element.kind else { return None };
        let (width, height, module) = (self.on(size.0)?, self.on(size.1)?, self.on_if(*module)?);
        let bounds = self.pin(element)?.area(width, height).bounds();
        Some(Window { part: part.clone(), bounds, symbol: *symbol, module, applied: *applied })
    }

    /// Whether drawings stand where they can be printed; what is wrong with that is noted.
    fn printable(&mut self, drawings: &[Drawing]) -> bool {
        let boxes: Vec<Bounds> = drawings.iter().filter_map(|drawing| drawing.bounds(&self.stock)).collect();
        let error = stand(&boxes, &self.stock).err();
        self.found.extend(error.clone());
        error.is_none()
    }

    /// A picture that all labels have. A file that cannot be used is told once.
    fn image(&mut self, path: &str, span: &Range<usize>, place: (ElementArea, &Arc<Part>)) -> Option<Vec<Drawing>> {
        match self.gallery.draw(path, place, &mut self.stock.resources) {
            Ok(items) => Some(items.into_iter().map(|item| item.drawing).collect()),
            Err(error) => {
                if !self.found.iter().any(|found| found.rule == error.rule && found.message == error.message) {
                    self.found.push(error.at(self.setting.template.place(span)));
                }
                None
            }
        }
    }

    /// A picture that differs from record to record.
    fn pictures(&mut self, element: &Element, phrase: &Phrase, size: (Measure, Measure)) -> Option<Make> {
        let area = self.pin(element)?.area(self.on(size.0)?, self.on(size.1)?);
        let Setting { template, market, .. } = self.setting;
        // Messages name files, and no value of a code may stand in one.
        let is_of_code = |name: &String| match market.field(name) {
            Some(field) => !field.is_gtin(),
            None => name.starts_with("ai") && name != "ai01",
        };
        if let Some(name) = template.engine.names_of_phrase(phrase).iter().find(|name| is_of_code(name)) {
            let message =
                say!("“{field}” differs from code to code, so no picture is named by it", field = outside(name));
            let help = say!("name pictures by a column beside the code, or by the GTIN");
            self.found.push(Diagnostic::error(rules::IMAGE, message).help(help));
            return None;
        }
        let part = part(self.setting, element);
        self.has_unseen = true;
        let (shown, mut drawn) = (self.shown, BTreeMap::new());
        for name in shown.named(&element.id) {
            let items = self.gallery.draw_of_record(name, (area, &part), &mut self.stock.resources);
            drawn.insert(name.clone(), items);
        }
        Some(Make::Picture(OfRecord { phrase: phrase.clone(), drawn }))
    }

    /// A font to set with; what is wrong with it is noted.
    fn shaper(&mut self, font: &str, bold: bool) -> Option<Loaded> {
        let loaded = self.letters.load(&self.setting, font, bold, &mut self.stock.resources);
        self.noted(loaded)
    }

    /// What there is, or nothing where something is wrong, which is noted once.
    fn noted<T>(&mut self, result: Result<T, Option<Diagnostic>>) -> Option<T> {
        result.map_err(|error| self.found.extend(error)).ok()
    }

    fn paint(&mut self, paint: &Paint) -> Option<Painted> {
        let stroke = match &paint.stroke {
            Some((ink, width)) => Some(Stroke { ink: self.ink(ink)?, width: self.on(*width)? }),
            None => None,
        };
        let fill = match &paint.fill {
            Some(ink) => Some(self.ink(ink)?),
            None => None,
        };
        Some(Painted { fill, stroke })
    }

    /// An ink of the template, or a tint of one; the template knows those that its elements name.
    fn ink(&mut self, name: &str) -> Option<Id<Ink>> {
        if let Some(ink) = self.inks.get(name) {
            return Some(*ink);
        }
        let tint = self.setting.template.ink(name).map(|ink| self.stock.resources.inks.id_of(ink.into_owned()));
        if tint.is_none() {
            self.found.push(Diagnostic::internal("layout: ink"));
        }
        tint
    }

    /// Where the anchor of an element stands.
    fn pin(&mut self, element: &Element) -> Option<Pin> {
        let at = Point { x: self.on(element.x)?, y: self.on(element.y)? };
        let angle = if let ElementKind::Text(text) = &element.kind { text.angle } else { Angle::NONE };
        Some(Pin { at, anchor: element.anchor, turn: element.turn, angle })
    }

    /// A length that may be left out.
    fn on_if(&mut self, measure: Option<Measure>) -> Option<Option<Length>> {
        measure.map_or(Some(None), |measure| self.on(measure).map(Some))
    }

    /// A length that may be left out, and on artwork be in pixels of its plate.
    fn on_grid(&mut self, measure: Option<Measure>) -> Option<Option<Length>> {
        match (measure, self.stock.grid()) {
            (Some(measure), Some(grid)) => Some(measure.on(Some(grid))),
            _ => self.on_if(measure),
        }
    }

    /// A length on the device; dots on a device without dots are noted.
    fn on(&mut self, measure: Measure) -> Option<Length> {
        on(measure, self.stock.page.device).map_err(|error| self.found.push(error)).ok()
    }
}

/// The width of drawn seams: a quarter of a point.
const SEAM: Length = Length::from_emu(12_700 / 4);

/// That nobody looked into the drawings of a template ([`complete`](super::complete)).
fn unplaced(span: &Range<usize>, template: &Template) -> Diagnostic {
    Diagnostic::error(rules::IMAGE, say!("the drawing was not read that tells this place")).at(template.place(span))
}

/// The widest digit that a number may begin with, and the widest of all.
fn widest_digits(shaper: &Shaper) -> (u64, u64) {
    let width = |digit: &u64| {
        let c = char::from_digit(u32::try_from(*digit).unwrap_or(0), 10);
        c.and_then(|c| shaper.face.nominal(c)).map(|glyph| shaper.face.advance(glyph))
    };
    let first = (1..10).max_by_key(width).unwrap_or(8);
    (first, (0..10).max_by_key(width).unwrap_or(8))
}
