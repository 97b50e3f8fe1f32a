//! A template made ready for its records.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::area::Area;
use super::drawing::Svg;
use super::shape::{Painted, ellipse, line, rectangle};
use super::symbol::{Settled, modules, settle};
use super::text::{Frame, Set, Shaper, TextError};
use super::{picture, rules};
use crate::diagnostic::{Diagnostic, Place};
use crate::gs1::Code;
use crate::market::{Market, Value};
use crate::scene::{Drawing, Face, GlyphRun, Ink, Item, Layer, Picture, Placed, Point, Scene, Stock, Stroke, Symbol};
use crate::source::Record;
use crate::symbol::{Fit, SymbolSize, codewords, encode};
use crate::template::{DataMatrix, Device, Element, Fields, Kind, Paint, Template, Text};
use crate::units::{Length, Measure, Resolution};
use crate::world::{Folder, fonts};

/// What a plan is made of.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The template.
    pub template: &'a Template,
    /// The folder pictures and fonts are taken from.
    pub folder: &'a Folder,
    /// The device, the template's own or another.
    pub device: Device,
    /// The market, the template's own or another.
    pub market: &'a Market,
    /// Fields that are the same for every record.
    pub constants: &'a [(Arc<str>, Value)],
}

/// A template made ready: what is fixed is laid out, what varies is prepared.
#[derive(Debug)]
pub struct Plan<'a> {
    setting: Setting<'a>,
    stock: Stock,
    shapers: Vec<Shaper>,
    steps: Vec<Step<'a>>,
}

/// A step of the paint order.
#[derive(Debug)]
enum Step<'a> {
    /// A fixed run.
    Fixed(usize),
    /// An element that depends on the record.
    Varying { element: &'a Element, make: Make<'a> },
}

#[derive(Debug)]
enum Make<'a> {
    /// Laid out already; only its condition depends on the record.
    Ready(Vec<Item>),
    Text(Prepared<'a>),
    Symbol {
        wanted: &'a DataMatrix,
        ink: usize,
        settled: Option<Settled>,
    },
}

/// A text with all that does not depend on the record.
#[derive(Debug)]
struct Prepared<'a> {
    text: &'a Text,
    shaper: usize,
    ink: usize,
    frame: Frame,
    shows_code: bool,
}

/// Builds the numbered lists of the stock.
struct Builder<'a> {
    setting: Setting<'a>,
    stock: Stock,
    shapers: Vec<Shaper>,
    faces: BTreeMap<(String, bool), Option<usize>>,
    files: BTreeMap<String, Option<File>>,
    found: Vec<Diagnostic>,
}

enum File {
    Picture(usize),
    Drawing(Box<Svg>),
}

impl<'a> Plan<'a> {
    /// Makes a template ready.
    ///
    /// # Errors
    /// Everything that is wrong with its fixed parts: fonts, pictures, text that does not fit.
    pub fn new(setting: Setting<'a>) -> Result<Self, Vec<Diagnostic>> {
        let template = setting.template;
        let (device, preview) = match setting.device {
            Device::Printer(device) => (Some(device), device),
            Device::Artwork { preview } => (None, preview),
        };
        let stock = Stock {
            width: template.width,
            height: template.height,
            device,
            preview,
            fixed: Vec::new(),
            faces: Vec::new(),
            inks: template.inks.values().cloned().collect(),
            pictures: Vec::new(),
        };
        let mut builder = Builder {
            setting,
            stock,
            shapers: Vec::new(),
            faces: BTreeMap::new(),
            files: BTreeMap::new(),
            found: Vec::new(),
        };
        let mut steps: Vec<Step<'a>> = Vec::new();
        for element in &template.elements {
            builder.step(element, &mut steps);
        }
        let Builder { stock, shapers, found, .. } = builder;
        if found.is_empty() { Ok(Self { setting, stock, shapers, steps }) } else { Err(found) }
    }

    /// What all labels share.
    #[must_use]
    pub fn stock(&self) -> &Stock {
        &self.stock
    }

    /// Solves the size of the symbols, once the longest code of the batch is known (in
    /// codewords; [`None`] before the batch is read, when only fixed sizes can be solved).
    ///
    /// # Errors
    /// A symbol that cannot be printed.
    pub fn settle(&mut self, longest: Option<usize>) -> Result<(), Vec<Diagnostic>> {
        let mut found = Vec::new();
        let (setting, stock) = (self.setting, &self.stock);
        for step in &mut self.steps {
            let Step::Varying { element, make: Make::Symbol { wanted, settled, .. } } = step else { continue };
            let Some(size) = modules(wanted, setting.market, longest) else { continue };
            let area = |width, height| area(element, stock.device, width, height);
            match size.and_then(|size| settle(wanted, size, area, stock, setting.market)) {
                Ok(solved) => *settled = Some(solved),
                Err(error) => found.push(error.at(setting.template.place(&element.span)).about(&element.id)),
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// The sizes of the symbols, in modules and on the device, for the summary.
    #[must_use]
    pub fn symbols(&self) -> Vec<(SymbolSize, Fit)> {
        let settled = self.steps.iter().filter_map(|step| match step {
            Step::Varying { make: Make::Symbol { settled, .. }, .. } => settled.as_ref(),
            _ => None,
        });
        settled.map(|settled| (settled.size, settled.fit)).collect()
    }

    /// What is wrong with a record on this label: text that does not fit, characters that no
    /// font has, a code too long for the symbol. Nothing is encoded.
    #[must_use]
    pub fn check(&self, record: &Record, place: &dyn Fn() -> Place) -> Vec<Diagnostic> {
        self.lay(record, place, false).err().unwrap_or_default()
    }

    /// The label of a record.
    ///
    /// # Errors
    /// As [`Plan::check`] tells.
    pub fn scene(&self, record: &Record, place: &dyn Fn() -> Place) -> Result<Scene, Vec<Diagnostic>> {
        self.lay(record, place, true)
    }

    fn lay(&self, record: &Record, place: &dyn Fn() -> Place, draw: bool) -> Result<Scene, Vec<Diagnostic>> {
        let fields = Fields::new(record.fields.clone());
        let mut scene = Scene::default();
        let mut found = Vec::new();
        for step in &self.steps {
            match step {
                Step::Fixed(number) => scene.layers.push(Layer::Fixed(*number)),
                Step::Varying { element, make } => match self.vary(element, make, record, &fields, draw) {
                    Ok(items) => match scene.layers.last_mut() {
                        Some(Layer::Own(own)) => own.extend(items),
                        _ if items.is_empty() => {}
                        _ => scene.layers.push(Layer::Own(items)),
                    },
                    Err(error) => found.push(error.at(place()).about(&element.id)),
                },
            }
        }
        if found.is_empty() { Ok(scene) } else { Err(found) }
    }

    fn vary(
        &self,
        element: &Element,
        make: &Make<'_>,
        record: &Record,
        fields: &Fields,
        draw: bool,
    ) -> Result<Vec<Item>, Diagnostic> {
        if !holds(self.setting.template, element, fields)? {
            return Ok(Vec::new());
        }
        match make {
            Make::Ready(items) => Ok(items.clone()),
            Make::Text(prepared) => {
                set_text(&self.setting, &self.stock, self.shapers.get(prepared.shaper), element, prepared, fields)
            }
            Make::Symbol { settled: None, .. } => Ok(Vec::new()),
            Make::Symbol { settled: Some(settled), .. } if !draw => {
                fits(&record.code, settled.size).map(|()| Vec::new())
            }
            Make::Symbol { settled: Some(settled), ink, .. } => {
                let matrix = encode(&record.code, settled.size)
                    .map_err(|error| Diagnostic::error(rules::SYMBOL_DATA, error.to_string()))?;
                let Settled { fit, origin, .. } = *settled;
                let symbol =
                    Symbol { matrix, module: fit.module, origin, quiet: fit.quiet, turn: element.turn, ink: *ink };
                Ok(vec![item(element, Drawing::Symbol(symbol))])
            }
        }
    }
}

impl<'a> Builder<'a> {
    /// Prepares an element and puts it into the paint order.
    fn step(&mut self, element: &'a Element, steps: &mut Vec<Step<'a>>) {
        let Setting { template, constants, .. } = self.setting;
        let constant = |names: std::collections::BTreeSet<String>| {
            names.iter().all(|name| constants.iter().any(|(known, _)| **known == **name))
        };
        let fixed_when = element.when.as_ref().is_none_or(|when| constant(template.engine.names_of_condition(when)));
        let fields = Fields::new(constants.to_vec());
        if fixed_when {
            match holds(template, element, &fields) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => return self.found.push(error.at(template.place(&element.span)).about(&element.id)),
            }
        }
        let before = self.found.len();
        let made = match &element.kind {
            Kind::DataMatrix(wanted) => self.symbol(element, wanted),
            Kind::Text(text) => {
                self.text(element, text, constant(template.engine.names_of_phrase(&text.phrase)).then_some(&fields))
            }
            _ => self
                .drawings(element)
                .map(|drawings| Make::Ready(drawings.into_iter().map(|drawing| item(element, drawing)).collect())),
        };
        for error in self.found.iter_mut().skip(before) {
            if error.place == Place::Nowhere {
                error.place = template.place(&element.span);
            }
            error.element = Some(element.id.clone());
        }
        match made {
            None => {}
            Some(Make::Ready(items)) if fixed_when => match (steps.last(), self.stock.fixed.last_mut()) {
                (Some(Step::Fixed(_)), Some(run)) => run.extend(items),
                _ => {
                    self.stock.fixed.push(items);
                    steps.push(Step::Fixed(self.stock.fixed.len() - 1));
                }
            },
            Some(make) => steps.push(Step::Varying { element, make }),
        }
    }

    fn symbol(&mut self, _element: &Element, wanted: &'a DataMatrix) -> Option<Make<'a>> {
        for measure in [wanted.wished, wanted.smallest, wanted.module_min, wanted.module_max].into_iter().flatten() {
            self.on(measure)?;
        }
        if let Some((width, height)) = wanted.place {
            self.on(width)?;
            self.on(height)?;
        }
        Some(Make::Symbol { wanted, ink: self.ink(&wanted.ink), settled: None })
    }

    /// Prepares a text; one that uses no record field (`fixed` then has the constants) is set.
    fn text(&mut self, element: &'a Element, text: &'a Text, fixed: Option<&Fields>) -> Option<Make<'a>> {
        let shaper = self.shaper(&text.font, text.bold)?;
        let size = self.on(text.size)?;
        if size <= Length::ZERO {
            self.found.push(Diagnostic::error(rules::TEXT_FIT, "text needs a size above zero"));
            return None;
        }
        let mut optional = |measure: Option<Measure>| match measure {
            Some(measure) => self.on(measure).map(Some),
            None => Some(None),
        };
        let frame = Frame {
            size,
            smallest: optional(text.shrink_to)?.unwrap_or(size).min(size).max(Length::from_emu(12_700)),
            width: optional(text.width)?,
            height: optional(text.height)?,
            wrap: text.wrap,
            line_height: optional(text.line_height)?,
            letter_spacing: optional(text.letter_spacing)?.unwrap_or_default(),
        };
        let Setting { template, market, .. } = self.setting;
        let names = template.engine.names_of_phrase(&text.phrase);
        let shows_code = names.iter().any(|name| market.field(name).is_some() || name.starts_with("ai"));
        let prepared = Prepared { text, shaper, ink: self.ink(&text.ink), frame, shows_code };
        let Some(constants) = fixed else { return Some(Make::Text(prepared)) };
        match set_text(&self.setting, &self.stock, self.shapers.get(shaper), element, &prepared, constants) {
            Ok(items) => Some(Make::Ready(items)),
            Err(error) => {
                self.found.push(error.at(template.place(&text.span)));
                None
            }
        }
    }

    fn drawings(&mut self, element: &'a Element) -> Option<Vec<Drawing>> {
        let device = self.stock.device;
        let (x, y) = (self.on(element.x)?, self.on(element.y)?);
        match &element.kind {
            Kind::Line { to, thickness, ink } => {
                let (to_x, to_y, thickness) = (self.on(to.0)?, self.on(to.1)?, self.on(*thickness)?);
                let (dx, dy) = element.turn.apply(to_x - x, to_y - y);
                Some(vec![line(Point { x, y }, Point { x: x + dx, y: y + dy }, thickness, self.ink(ink), device)])
            }
            Kind::Rectangle { size, radius, paint } => {
                let area = area(element, device, self.on(size.0)?, self.on(size.1)?);
                let radius = self.on(*radius)?;
                Some(rectangle(&area, radius, self.paint(paint)?, device))
            }
            Kind::Ellipse { size, paint } => {
                let area = area(element, device, self.on(size.0)?, self.on(size.1)?);
                Some(vec![ellipse(&area, self.paint(paint)?)])
            }
            Kind::Image { file, span, size } => {
                let area = area(element, device, self.on(size.0)?, self.on(size.1)?);
                self.image(file, span, area)
            }
            Kind::DataMatrix(_) | Kind::Text(_) => None,
        }
    }

    fn image(&mut self, file: &str, span: &std::ops::Range<usize>, area: Area) -> Option<Vec<Drawing>> {
        if !self.files.contains_key(file) {
            let loaded =
                self.load(file).map_err(|message| self.found.push(self.refused(rules::IMAGE, span, message))).ok();
            self.files.insert(file.to_owned(), loaded);
        }
        match self.files.get(file)?.as_ref()? {
            File::Picture(number) => {
                let picture = self.stock.pictures.get(*number)?;
                let (across, down) = (i64::from(picture.width), i64::from(picture.height));
                let by_width = area.width.scale(down, across);
                let (width, height) = if by_width <= area.height {
                    (area.width, by_width)
                } else {
                    (area.height.scale(across, down), area.height)
                };
                let origin = area.point((area.width - width) / 2, (area.height - height) / 2);
                Some(vec![Drawing::Picture(Placed { picture: *number, origin, width, height, turn: area.turn })])
            }
            File::Drawing(svg) => {
                let inks = &mut self.stock.inks;
                match svg.place(area, &mut |ink| number_of(inks, &ink)) {
                    Ok(drawings) => Some(drawings),
                    Err(cannot) => {
                        let list = cannot.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
                        let message = format!("{file} has what cannot be drawn with inks yet: {list}");
                        self.found.push(
                            self.refused(rules::IMAGE, span, message)
                                .help("convert it to plain filled and stroked paths"),
                        );
                        None
                    }
                }
            }
        }
    }

    fn load(&mut self, file: &str) -> Result<File, String> {
        let bytes = self.setting.folder.read(file).map_err(|error| error.to_string())?;
        if Svg::looks_like(&bytes) {
            return Svg::parse(&bytes).map(|svg| File::Drawing(Box::new(svg))).map_err(|error| format!("{file} {error}"));
        }
        let picture: Picture = picture::decode(file, bytes).map_err(|error| format!("{file} {error}"))?;
        self.stock.pictures.push(Arc::new(picture));
        Ok(File::Picture(self.stock.pictures.len() - 1))
    }

    fn shaper(&mut self, font: &str, bold: bool) -> Option<usize> {
        let key = (font.to_owned(), bold);
        if !self.faces.contains_key(&key) {
            let loaded = self.load_face(font, bold);
            self.faces.insert(key.clone(), loaded);
        }
        *self.faces.get(&key)?
    }

    fn load_face(&mut self, font: &str, bold: bool) -> Option<usize> {
        let Setting { template, folder, .. } = self.setting;
        let face = match template.fonts.get(font) {
            None => Face::new(fonts::bundled(font, bold)?)
                .map_err(|error| Diagnostic::error(rules::FONT, format!("the font “{font}” {error}"))),
            Some(named) => folder
                .read(&named.file)
                .map_err(|error| self.refused(rules::FONT, &named.span, error.to_string()))
                .and_then(|data| {
                    Face::new(data)
                        .map_err(|error| self.refused(rules::FONT, &named.span, format!("{} {error}", named.file)))
                }),
        };
        match face {
            Ok(face) => {
                let face = Arc::new(face);
                self.stock.faces.push(face.clone());
                self.shapers.push(Shaper::new(face));
                Some(self.shapers.len() - 1)
            }
            Err(error) => {
                self.found.push(error);
                None
            }
        }
    }

    fn refused(&self, rule: crate::diagnostic::Rule, span: &std::ops::Range<usize>, message: String) -> Diagnostic {
        Diagnostic::error(rule, message).at(self.setting.template.place(span))
    }

    fn paint(&mut self, paint: &Paint) -> Option<Painted> {
        let stroke = match &paint.stroke {
            Some((ink, width)) => Some(Stroke { ink: self.ink(ink), width: self.on(*width)? }),
            None => None,
        };
        Some(Painted { fill: paint.fill.as_ref().map(|ink| self.ink(ink)), stroke })
    }

    fn ink(&self, name: &str) -> usize {
        self.setting.template.inks.keys().position(|known| known == name).unwrap_or(0)
    }

    /// A length on the device; dots on a device without dots are noted.
    fn on(&mut self, measure: Measure) -> Option<Length> {
        let length = measure.on(self.stock.device);
        if length.is_none() {
            self.found.push(
                Diagnostic::error(rules::DOTS, "a length is in dots, and artwork has none")
                    .help("write it in mm or pt, or name a device"),
            );
        }
        length
    }
}

/// The box of an element. Its position was checked when the plan was made.
fn area(element: &Element, device: Option<Resolution>, width: Length, height: Length) -> Area {
    let at = |measure: Measure| measure.on(device).unwrap_or_default();
    Area::new(Point { x: at(element.x), y: at(element.y) }, element.anchor, element.turn, width, height)
}

fn item(element: &Element, drawing: Drawing) -> Item {
    Item { element: element.id.clone(), drawing }
}

fn number_of(inks: &mut Vec<Ink>, ink: &Ink) -> usize {
    inks.iter().position(|known| known == ink).unwrap_or_else(|| {
        inks.push(ink.clone());
        inks.len() - 1
    })
}

fn holds(template: &Template, element: &Element, fields: &Fields) -> Result<bool, Diagnostic> {
    let Some(when) = &element.when else { return Ok(true) };
    template
        .engine
        .holds(when, fields)
        .map_err(|error| Diagnostic::error(crate::template::rules::EXPRESSION, error.to_string()))
}

fn fits(code: &Code, size: SymbolSize) -> Result<(), Diagnostic> {
    let needed = codewords(code);
    if needed <= size.data_codewords() {
        return Ok(());
    }
    Err(Diagnostic::error(
        rules::SYMBOL_DATA,
        format!("the code needs {needed} codewords, a {size} symbol holds {}", size.data_codewords()),
    ))
}

/// Sets a text and places its lines.
fn set_text(
    setting: &Setting<'_>,
    stock: &Stock,
    shaper: Option<&Shaper>,
    element: &Element,
    prepared: &Prepared<'_>,
    fields: &Fields,
) -> Result<Vec<Item>, Diagnostic> {
    let Some(shaper) = shaper else { return Ok(Vec::new()) };
    let said = setting.template.engine.say(&prepared.text.phrase, fields);
    let said = said.map_err(|error| Diagnostic::error(crate::template::rules::EXPRESSION, error.to_string()))?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let set = shaper.set(&said, &prepared.frame, prepared.shows_code).map_err(|error| explain(&error, prepared))?;
    place_lines(stock, shaper, element, prepared, set)
}

fn place_lines(
    stock: &Stock,
    shaper: &Shaper,
    element: &Element,
    prepared: &Prepared<'_>,
    set: Set,
) -> Result<Vec<Item>, Diagnostic> {
    let widths: Vec<Length> =
        set.lines.iter().map(|line| shaper.width(&line.glyphs, set.size, set.letter_spacing)).collect();
    let widest = widths.iter().copied().max().unwrap_or_default();
    let count = i64::try_from(set.lines.len()).unwrap_or(0);
    let width = prepared.frame.width.unwrap_or(widest);
    let height = prepared.frame.height.unwrap_or(set.line_height * count);
    let area = area(element, stock.device, width, height);
    let em = |units: i32| set.size.scale(units.into(), i64::from(shaper.face.units_per_em));
    let (ascent, descent) = (em(shaper.face.ascent), em(shaper.face.descent));
    let first_baseline = (set.line_height - ascent - descent) / 2 + ascent;
    let mut items = Vec::with_capacity(set.lines.len());
    for ((line, line_width), index) in set.lines.into_iter().zip(widths).zip(0_i64..) {
        let x = (width - line_width) * i64::from(prepared.text.align) / 2;
        let y = first_baseline + set.line_height * index;
        let inked = area.bounds_of(x, y - em(shaper.face.cap_height), x + line_width, y);
        if let Some(over) = inked.over(stock) {
            return Err(Diagnostic::error(
                rules::TEXT_FIT,
                format!("the text reaches {over} over the edge of the label"),
            )
            .help("move it, or give it a “width” to fit and a “shrink_to” size"));
        }
        let origin = area.point(x, y);
        let snap = |length: Length| stock.device.map_or(length, |device| device.snap(length));
        let run = GlyphRun {
            face: prepared.shaper,
            size: set.size,
            letter_spacing: set.letter_spacing,
            origin: Point { x: snap(origin.x), y: snap(origin.y) },
            turn: element.turn,
            ink: prepared.ink,
            text: line.text.into(),
            glyphs: line.glyphs,
        };
        items.push(item(element, Drawing::Text(run)));
    }
    Ok(items)
}

fn explain(error: &TextError, prepared: &Prepared<'_>) -> Diagnostic {
    let text = prepared.text;
    match error {
        TextError::Missing(c) => {
            let shown = if c.is_control() { String::new() } else { format!(" “{c}”") };
            Diagnostic::error(
                rules::GLYPH,
                format!("the font “{}” has no character{shown} (U+{:04X})", text.font, u32::from(*c)),
            )
        }
        TextError::RightToLeft(c) => Diagnostic::error(
            rules::GLYPH,
            format!("“{c}” is written from right to left, which labels here cannot be yet"),
        ),
        TextError::Unembeddable(glyph) => Diagnostic::error(
            rules::GLYPH,
            format!("glyph {glyph} of the font “{}” cannot be embedded: the font has too many", text.font),
        ),
        TextError::TooLarge { width, height } => {
            let frame = &prepared.frame;
            let shrunk = if text.shrink_to.is_some() { " even when shrunk as far as allowed" } else { "" };
            let limit = match (frame.width, frame.height) {
                (Some(w), Some(h)) => format!("{:.2} × {h}", w.to_mm()),
                (Some(w), None) => format!("{w} wide"),
                (None, Some(h)) => format!("{h} high"),
                (None, None) => "unbounded".to_owned(),
            };
            Diagnostic::error(
                rules::TEXT_FIT,
                format!("the text is {:.2} × {height}{shrunk}, its box is {limit}", width.to_mm()),
            )
            .help("give the element a larger box, a smaller “size”, “wrap = true” or a smaller “shrink_to”")
        }
    }
}
