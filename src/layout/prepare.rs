//! Making a template ready: loading fonts and pictures, laying out what is fixed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::area::{ElementArea, Over};
use super::drawing::Svg;
use super::lines::{Prepared, set_text};
use super::setting::Setting;
use super::shape::{Painted, ellipse, line, rectangle};
use super::shaper::Shaper;
use super::sheet::impose;
use super::steps::{Make, Step};
use super::text::Frame;
use super::{picture, rules};
use crate::diagnostic::{Diagnostic, Place, Rule};
use crate::say;
use crate::scene::{
    Bounds, Drawing, Face, FaceError, Ink, Item, Linear, Margins, Picture, Placed, Point, Stock, Stroke, Window,
};
use crate::sentence::{InWords, Sentence, file, list, sides};
use crate::template::{DataMatrix, Device, Element, ElementKind, Fields, Paint, Role, Text};
use crate::units::{Length, Measure};
use crate::world::fonts;

/// Builds the numbered lists of the stock.
struct Builder<'a> {
    setting: Setting<'a>,
    stock: Stock,
    shapers: Vec<Shaper>,
    faces: BTreeMap<(String, bool), Option<usize>>,
    files: BTreeMap<String, Option<Artwork>>,
    found: Vec<Diagnostic>,
}

/// What a file holds.
enum Artwork {
    /// Pixels, by their number among the pictures of the stock.
    Picture(usize),
    Drawing(Box<Svg>),
}

/// Prepares every element of a template: what all labels share, the fonts, the paint order.
pub(super) fn prepare<'a>(setting: Setting<'a>) -> Result<(Stock, Vec<Shaper>, Vec<Step<'a>>), Vec<Diagnostic>> {
    let template = setting.template;
    let (device, preview) = match setting.device {
        Device::Printer(device) => (Some(device), device),
        Device::Artwork { preview } => (None, preview),
    };
    let (sheet, margins) = impose(template, device, setting.start_at).map_err(|error| vec![error])?;
    let stock = Stock {
        width: template.width,
        height: template.height,
        device,
        preview,
        sheet,
        margins,
        fixed: Vec::new(),
        faces: Vec::new(),
        inks: template.inks.values().cloned().collect(),
        pictures: Vec::new(),
        blank: template.blank.clone(),
        windows: Vec::new(),
        linears: Vec::new(),
    };
    let mut builder = Builder {
        setting,
        stock,
        shapers: Vec::new(),
        faces: BTreeMap::new(),
        files: BTreeMap::new(),
        found: Vec::new(),
    };
    let mut steps = Vec::new();
    for element in &template.elements {
        builder.step(element, &mut steps);
    }
    let Builder { stock, shapers, found, .. } = builder;
    if found.is_empty() { Ok((stock, shapers, steps)) } else { Err(found) }
}

impl<'a> Builder<'a> {
    /// Prepares an element and puts it into the paint order.
    fn step(&mut self, element: &'a Element, steps: &mut Vec<Step<'a>>) {
        let Setting { template, constants, .. } = self.setting;
        let constant =
            |names: BTreeSet<String>| names.iter().all(|name| constants.iter().any(|(known, _)| **known == **name));
        let fixed_when = element.when.as_ref().is_none_or(|when| constant(template.engine.names_of_condition(when)));
        let fields = Fields::new(constants.to_vec());
        if fixed_when {
            match self.setting.holds(element, &fields) {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => return self.found.push(error.at(template.place(&element.span)).about(&element.id)),
            }
        }
        let before = self.found.len();
        let made = match &element.kind {
            ElementKind::DataMatrix(wanted) => self.symbol(wanted),
            ElementKind::Window { .. } => {
                let window = self.window(element);
                self.stock.windows.extend(window);
                None
            }
            ElementKind::Text(text) => {
                self.text(element, text, constant(template.engine.names_of_phrase(&text.phrase)).then_some(&fields))
            }
            _ => self.drawings(element).filter(|drawings| self.printable(drawings)).map(|drawings| {
                let item = |drawing| Item { element: element.id.clone(), drawing };
                Make::Ready(drawings.into_iter().map(item).collect())
            }),
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

    fn symbol(&mut self, wanted: &'a DataMatrix) -> Option<Make<'a>> {
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
            self.found.push(Diagnostic::error(rules::TEXT_FIT, say!("text needs a size above zero")));
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
            ElementKind::Line { to, thickness, ink } => {
                let (to_x, to_y, thickness) = (self.on(to.0)?, self.on(to.1)?, self.on(*thickness)?);
                let (dx, dy) = element.turn.apply(to_x - x, to_y - y);
                Some(vec![line(Point { x, y }, Point { x: x + dx, y: y + dy }, thickness, self.ink(ink), device)])
            }
            ElementKind::Rectangle { size, radius, paint } => {
                let area = ElementArea::of(element, device, self.on(size.0)?, self.on(size.1)?);
                let radius = self.on(*radius)?;
                Some(rectangle(&area, radius, self.paint(paint)?, device))
            }
            ElementKind::Ellipse { size, paint } => {
                let area = ElementArea::of(element, device, self.on(size.0)?, self.on(size.1)?);
                Some(vec![ellipse(&area, self.paint(paint)?)])
            }
            ElementKind::Image { file, span, size, role } => {
                let area = ElementArea::of(element, device, self.on(size.0)?, self.on(size.1)?);
                let drawings = self.image(file, span, area)?;
                if let Some(role) = role {
                    let whole = self.viewport(file, area).filter(|_| role.zoned);
                    let linear = self.linear(element, role, whole, &drawings);
                    self.stock.linears.extend(linear);
                }
                Some(drawings)
            }
            ElementKind::DataMatrix(_) | ElementKind::Text(_) | ElementKind::Window { .. } => None,
        }
    }

    /// The linear barcode that drawings show: the box around them, or the whole picture with the
    /// blank in it.
    fn linear(
        &mut self,
        element: &Element,
        role: &Role,
        whole: Option<Bounds>,
        drawings: &[Drawing],
    ) -> Option<Linear> {
        let module = self.on(role.module)?;
        let boxes = drawings.iter().filter_map(|drawing| drawing.bounds(&self.stock));
        let corners = boxes.flat_map(|b| [Point { x: b.left, y: b.top }, Point { x: b.right, y: b.bottom }]);
        let bounds = whole.or_else(|| Bounds::around(corners))?;
        let upright = element.turn.swaps();
        Some(Linear { element: element.id.clone(), bounds, upright, kind: role.kind, module, zoned: role.zoned })
    }

    /// Where the whole of an SVG picture stands, its blank parts included.
    fn viewport(&self, file: &str, area: ElementArea) -> Option<Bounds> {
        match self.files.get(file)? {
            Some(Artwork::Drawing(svg)) => Some(svg.viewport(area)),
            _ => None,
        }
    }

    /// A place kept empty.
    fn window(&mut self, element: &Element) -> Option<Window> {
        let ElementKind::Window { size, symbol, module, applied } = &element.kind else { return None };
        let bounds = ElementArea::of(element, self.stock.device, self.on(size.0)?, self.on(size.1)?).bounds();
        let module = match module {
            Some(module) => Some(self.on(*module)?),
            None => None,
        };
        Some(Window { element: element.id.clone(), bounds, symbol: *symbol, module, applied: *applied })
    }

    /// Whether drawings stand on the label and keep off the strips that the printer of a sheet
    /// cannot print. That they reach over the edge is nothing bad: artwork has bleed.
    fn printable(&mut self, drawings: &[Drawing]) -> bool {
        let boxes: Vec<Bounds> = drawings.iter().filter_map(|drawing| drawing.bounds(&self.stock)).collect();
        let (width, height) = (self.stock.width, self.stock.height);
        let off =
            |b: &Bounds| b.left >= width || b.top >= height || b.right <= Length::ZERO || b.bottom <= Length::ZERO;
        if !boxes.is_empty() && boxes.iter().all(off) {
            let error = Diagnostic::error(rules::PLACE, say!("this element stands wholly off the label"));
            self.found.push(error.help(say!("the label is {size}", size = sides(width, height))));
            return false;
        }
        if self.stock.margins == Margins::default() {
            return true;
        }
        let Some(over) = boxes.iter().find_map(|bounds| bounds.over(&self.stock)) else { return true };
        let message = match over {
            Over::Edge(by) => say!("this element reaches {by} over the edge of the label", by),
            Over::Unprintable(by) => say!(
                "this element reaches {by} into the strip that the printer cannot print on the outer labels of the sheet",
                by
            ),
        };
        let help = say!("move it inwards, or change “unprintable” in [sheet] if the printer can print there");
        self.found.push(Diagnostic::error(rules::SHEET, message).help(help));
        false
    }

    fn image(&mut self, path: &str, span: &Range<usize>, area: ElementArea) -> Option<Vec<Drawing>> {
        if !self.files.contains_key(path) {
            let loaded =
                self.load(path).map_err(|message| self.found.push(self.refused(rules::IMAGE, span, message))).ok();
            self.files.insert(path.to_owned(), loaded);
        }
        match self.files.get(path)?.as_ref()? {
            Artwork::Picture(number) => {
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
            Artwork::Drawing(svg) => {
                let inks = &mut self.stock.inks;
                match svg.place(area, &mut |ink| number_of(inks, &ink)) {
                    Ok(drawings) => Some(drawings),
                    Err(cannot) => {
                        let message = say!(
                            "{file} has what cannot be drawn with inks yet: {what}",
                            file = file(path),
                            what = list(cannot.into_iter().take(5))
                        );
                        let help = say!("convert it to plain filled and stroked paths");
                        self.found.push(self.refused(rules::IMAGE, span, message).help(help));
                        None
                    }
                }
            }
        }
    }

    fn load(&mut self, path: &str) -> Result<Artwork, Sentence> {
        let bytes = self.setting.folder.read(path).map_err(|error| error.in_words())?;
        if Svg::looks_like(&bytes) {
            return Svg::parse(path, &bytes).map(|svg| Artwork::Drawing(Box::new(svg)));
        }
        let picture: Picture = picture::decode(path, bytes)?;
        self.stock.pictures.push(Arc::new(picture));
        Ok(Artwork::Picture(self.stock.pictures.len() - 1))
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
                .map_err(|error| Diagnostic::error(rules::FONT, no_font(font, &error))),
            Some(named) => folder
                .read(&named.file)
                .map_err(|error| error.in_words())
                .and_then(|data| Face::new(data).map_err(|error| no_font(&named.file, &error)))
                .map_err(|message| self.refused(rules::FONT, &named.span, message)),
        };
        match face {
            Ok(face) => {
                let face = Arc::new(face);
                self.stock.faces.push(face.clone());
                self.shapers.push(Shaper::new(face, !template.fonts.contains_key(font)));
                Some(self.shapers.len() - 1)
            }
            Err(error) => {
                self.found.push(error);
                None
            }
        }
    }

    fn refused(&self, rule: Rule, span: &Range<usize>, message: Sentence) -> Diagnostic {
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
                Diagnostic::error(rules::DOTS, say!("a length is in dots, and artwork has none"))
                    .help(say!("write it in mm or pt, or name a device")),
            );
        }
        length
    }
}

/// Why a file is not a font that labels can have.
fn no_font(path: &str, error: &FaceError) -> Sentence {
    let file = file(path);
    match error {
        FaceError::NotAFont => say!("{file} is not a TrueType or OpenType font", file),
        FaceError::NoOutlines => say!("{file} has no outlines (it may be a bitmap or colour font)", file),
        FaceError::Restricted => {
            say!("{file} does not allow embedding in documents (its fsType says “restricted”)", file)
        }
    }
}

fn number_of(inks: &mut Vec<Ink>, ink: &Ink) -> usize {
    inks.iter().position(|known| known == ink).unwrap_or_else(|| {
        inks.push(ink.clone());
        inks.len() - 1
    })
}
