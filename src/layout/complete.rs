//! What a template takes from its drawings: places of elements, and texts that records fill.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::area::{ElementArea, Pin};
use super::art_inks::ArtInks;
use super::drawing::Svg;
use super::drawing::objects::Stood;
use super::drawing::wording::Wording;
use super::gallery::typefaces;
use super::rules;
use super::setting::on;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::say;
use crate::scene::{Angle, Ink, Point};
use crate::sentence::{InWords, Sentence, file, list, outside};
use crate::template::{
    Anchor, Device, Element, ElementKind, Figures, MAX_ELEMENTS, Phrase, PictureFile, Template, Text, Weight,
    rules as expression,
};
use crate::units::{Measure, Resolution};
use crate::world::Folder;

/// A drawing that an element shows.
struct Shown {
    /// The element.
    number: usize,
    file: String,
    read: Read,
    /// Where it stands on the label, once that is known.
    area: Option<ElementArea>,
}

/// A drawing, and its text for messages.
#[derive(Clone)]
struct Read {
    svg: Arc<Svg>,
    source: Arc<SourceText>,
}

/// Completes a template by what stands in the drawings that all its labels show. Elements that stand `at` an object
/// get its place, size and turn, and the object is not drawn. Texts with expressions become elements behind the
/// drawing's own, each by the id of its object, and are not drawn as a part of the picture. A template without either
/// is left as it is, and its drawings are not parsed.
///
/// # Errors
/// An object that is in no drawing or in several, that is drawn nowhere or more than once, or stands askew; a text that
/// cannot be set apart from its drawing, or whose expression makes no sense, each at its place in the drawing.
pub fn complete(mut template: Template, folder: &Folder, device: Device) -> Result<Template, Vec<Diagnostic>> {
    let device = match device {
        Device::Printer(device) => Some(device),
        Device::Artwork { .. } => None,
    };
    let mut shown = drawings(&template, folder)?;
    if shown.is_empty() && template.elements.iter().all(|element| element.at.is_none()) {
        return Ok(template);
    }
    place(&mut template, &mut shown, device)?;
    fill(&mut template, &shown, folder)?;
    Ok(template)
}

/// The drawings that matter, in the order of the elements.
fn drawings(template: &Template, folder: &Folder) -> Result<Vec<Shown>, Vec<Diagnostic>> {
    let asks = template.elements.iter().any(|element| element.at.is_some());
    let mut files: BTreeMap<&str, Option<Read>> = BTreeMap::new();
    let (mut shown, mut found) = (Vec::new(), Vec::new());
    for (number, element) in template.elements.iter().enumerate() {
        let ElementKind::Image { file: PictureFile::Fixed(path), span, .. } = &element.kind else { continue };
        if !files.contains_key(path.as_str()) {
            let read = read(template, folder, path, asks);
            let refused =
                |message| Diagnostic::error(rules::IMAGE, message).at(template.place(span)).about(&element.id);
            files.insert(
                path,
                read.unwrap_or_else(|message| {
                    found.push(refused(message));
                    None
                }),
            );
        }
        if let Some(Some(read)) = files.get(path.as_str()) {
            shown.push(Shown { number, file: path.clone(), read: read.clone(), area: None });
        }
    }
    if found.is_empty() { Ok(shown) } else { Err(found) }
}

/// Reads a drawing, if it is one that matters.
fn read(template: &Template, folder: &Folder, path: &str, asks: bool) -> Result<Option<Read>, Sentence> {
    let bytes = match folder.read(path) {
        Ok(bytes) => bytes,
        Err(error) if asks => return Err(error.in_words()),
        // It is told with all else that is wrong with pictures.
        Err(_) => return Ok(None),
    };
    if !Svg::looks_like(&bytes) || !asks && !Svg::may_be_filled(path, &bytes) {
        return Ok(None);
    }
    let svg = Svg::parse(path, &bytes, &BTreeSet::new(), &mut || typefaces(template, folder))?;
    let beside = Path::new(&template.source.name).with_file_name(path).display().to_string();
    let source = SourceText { name: beside, text: Svg::text(path, &bytes)?.into_owned() };
    Ok(Some(Read { svg: Arc::new(svg), source: Arc::new(source) }))
}

/// Gives places to elements: those of drawings first, as others may stand at their objects.
fn place(template: &mut Template, shown: &mut [Shown], device: Option<Resolution>) -> Result<(), Vec<Diagnostic>> {
    let mut found = Vec::new();
    loop {
        for drawing in shown.iter_mut().filter(|drawing| drawing.area.is_none()) {
            let Some(element) = template.elements.get(drawing.number).filter(|element| element.at.is_none()) else {
                continue;
            };
            match area(element, device) {
                Ok(area) => drawing.area = Some(area),
                Err(error) => return Err(vec![error.at(template.place(&element.span)).about(&element.id)]),
            }
        }
        let mut placed = false;
        for number in 0..template.elements.len() {
            let Some(element) = template.elements.get(number) else { continue };
            match find(element, shown) {
                Ok(None) => {}
                Ok(Some((drawing, stood))) => {
                    let (file, object) = (drawing.file.clone(), element.at.as_ref().map(|at| at.object.clone()));
                    template.taken.entry(file).or_default().extend(object);
                    if let Some(element) = template.elements.get_mut(number) {
                        stand(element, stood);
                        placed = true;
                    }
                }
                Err(message) => {
                    let span = element.at.as_ref().map_or(element.span.clone(), |at| at.span.clone());
                    found.push(Diagnostic::error(rules::IMAGE, message).at(template.place(&span)).about(&element.id));
                }
            }
        }
        if !found.is_empty() {
            return Err(found);
        }
        if !placed {
            break;
        }
    }
    let circle = |element: &&Element| element.at.is_some();
    let waits: Vec<Diagnostic> = template
        .elements
        .iter()
        .filter(circle)
        .map(|element| {
            let message = say!("the drawing that tells this place stands itself at an object that waits for this one");
            let span = element.at.as_ref().map_or(element.span.clone(), |at| at.span.clone());
            Diagnostic::error(rules::IMAGE, message).at(template.place(&span)).about(&element.id)
        })
        .collect();
    if waits.is_empty() { Ok(()) } else { Err(waits) }
}

/// The box of a drawing.
fn area(element: &Element, device: Option<Resolution>) -> Result<ElementArea, Diagnostic> {
    let ElementKind::Image { size: (width, height), .. } = element.kind else {
        return Err(Diagnostic::internal("layout/complete.rs: a drawing that is no picture"));
    };
    let at = Point { x: on(element.x, device)?, y: on(element.y, device)? };
    let pin = Pin { at, anchor: element.anchor, turn: element.turn, angle: Angle::NONE };
    Ok(pin.area(on(width, device)?, on(height, device)?))
}

/// The drawing that has the object of an element, and where that stands; nothing before the drawing has a place.
fn find<'s>(element: &Element, shown: &'s [Shown]) -> Result<Option<(&'s Shown, Stood)>, Sentence> {
    let Some(at) = &element.at else { return Ok(None) };
    let id = || outside(&at.object);
    let among: Vec<&Shown> =
        shown.iter().filter(|drawing| at.file.as_ref().is_none_or(|file| *file == drawing.file)).collect();
    let has: Vec<&Shown> = among.iter().filter(|drawing| drawing.read.svg.has(&at.object)).copied().collect();
    let drawing = match has.as_slice() {
        [drawing] => *drawing,
        [] => return Err(nowhere(&at.object, at.file.as_deref(), &among)),
        several => {
            let files: BTreeSet<&str> = several.iter().map(|drawing| drawing.file.as_str()).collect();
            if files.len() == 1 {
                let file = file(several.first().map_or("", |drawing| &drawing.file));
                return Err(say!("{file} is shown more than once, so “{id}” has several places", file, id = id()));
            }
            let files = list(files.into_iter().map(outside));
            return Err(say!(
                "several drawings have “{id}”: {files}; say which, as in \"carton.svg#dm-area\"",
                id = id(),
                files
            ));
        }
    };
    let standing = drawing.read.svg.standing(&drawing.file, &at.object)?;
    let Some(area) = drawing.area else { return Ok(None) };
    let Some(stood) = drawing.read.svg.stood(&standing, area) else {
        return Err(say!("“{id}” stands askew in its drawing, which no element can", id = id()));
    };
    if !stood.angle.is_none() && !matches!(element.kind, ElementKind::Text(_)) {
        return Err(say!("“{id}” is turned by no quarter turn in its drawing, as only texts can be", id = id()));
    }
    Ok(Some((drawing, stood)))
}

/// That no drawing has an object.
fn nowhere(id: &str, file: Option<&str>, among: &[&Shown]) -> Sentence {
    let id_ = outside(id);
    if among.is_empty() {
        return match file {
            Some(path) => say!("no element shows the drawing {file}", file = crate::sentence::file(path)),
            None => say!("no element shows an SVG drawing that could have “{id}”", id = id_),
        };
    }
    let files = list(among.iter().map(|drawing| outside(&drawing.file)));
    match among.iter().find_map(|drawing| drawing.read.svg.like(id)) {
        Some(near) => {
            say!("there is no “{id}” in {files}; did you mean “{near}”?", id = id_, files, near = outside(near))
        }
        None => say!("there is no “{id}” in {files}", id = id_, files),
    }
}

/// Puts an element where an object stands: one that has a size of its own into its middle.
fn stand(element: &mut Element, stood: Stood) {
    let Stood { corner, size: (width, height), turn, angle } = stood;
    let measure = Measure::Absolute;
    let size = (measure(width), measure(height));
    let mut anchor = Anchor::TopLeft;
    match &mut element.kind {
        ElementKind::DataMatrix(wanted) => wanted.place = Some(size),
        ElementKind::Linear(linear) => {
            (linear.width, linear.room) = (Some(size.0), Some(size.1));
            anchor = Anchor::Center;
        }
        ElementKind::Qr(qr) => {
            qr.width = Some(measure(width.min(height)));
            anchor = Anchor::Center;
        }
        ElementKind::Text(text) => (text.width, text.height, text.angle) = (Some(size.0), Some(size.1), angle),
        ElementKind::Rectangle { size: own, .. }
        | ElementKind::Ellipse { size: own, .. }
        | ElementKind::Image { size: own, .. }
        | ElementKind::Window { size: own, .. } => *own = size,
        ElementKind::Line { .. } => {}
    }
    let (across, down) = anchor.halves();
    let (x, y) = turn.apply(width * across / 2, height * down / 2);
    (element.x, element.y) = (measure(corner.x + x), measure(corner.y + y));
    (element.anchor, element.turn, element.at) = (anchor, turn, None);
}

/// Makes elements of the texts of drawings that records fill.
fn fill(template: &mut Template, shown: &[Shown], folder: &Folder) -> Result<(), Vec<Diagnostic>> {
    let wordings = wordings(template, shown, folder)?;
    let all = template.elements.len() + wordings.iter().map(|(_, own)| own.len()).sum::<usize>();
    if all > MAX_ELEMENTS {
        let message = say!(
            "with the texts of its drawings the template has {all} elements, and at most {most} are allowed",
            all,
            most = MAX_ELEMENTS
        );
        return Err(vec![
            Diagnostic::error(rules::IMAGE, message).at(Place::File(template.source.name.as_str().into())),
        ]);
    }
    let mut found = Vec::new();
    let mut ids: BTreeSet<Arc<str>> = template.elements.iter().map(|element| element.id.clone()).collect();
    let mut filled: Vec<(usize, Vec<Element>)> = Vec::new();
    for (drawing, wordings) in wordings {
        let own = wordings
            .into_iter()
            .filter_map(|wording| text(template, drawing, wording, &mut ids).map_err(|error| found.push(error)).ok());
        filled.push((drawing.number, own.collect()));
    }
    if !found.is_empty() {
        return Err(found);
    }
    // From the last on, so that numbers of those before them stay.
    for (number, own) in filled.into_iter().rev() {
        let behind = (number + 1).min(template.elements.len());
        template.elements.splice(behind..behind, own);
    }
    Ok(())
}

/// The texts of drawings that records fill, in inks of the template; what it says of their colours is noted there.
fn wordings<'s>(
    template: &mut Template,
    shown: &'s [Shown],
    folder: &Folder,
) -> Result<Vec<(&'s Shown, Vec<Wording>)>, Vec<Diagnostic>> {
    let mut inks = ArtInks::new(template, folder).map_err(|error| vec![error])?;
    let (mut wordings, mut guessed, mut found) = (Vec::new(), BTreeMap::new(), Vec::new());
    let none = BTreeSet::new();
    for drawing in shown {
        let Some(area) = drawing.area else { continue };
        let taken = template.taken.get(&drawing.file).unwrap_or(&none);
        match drawing.read.svg.wordings(area, taken, &mut inks) {
            Ok(own) => wordings.push((drawing, own)),
            Err(ill) => found.extend(ill.into_iter().map(|(why, line)| unfit(why, line, drawing))),
        }
        if let Some(element) = template.elements.get(drawing.number) {
            guessed.insert(element.id.clone(), inks.take_guessed());
        }
    }
    let written = inks.met();
    (template.written, template.guessed) = (written, guessed);
    if found.is_empty() { Ok(wordings) } else { Err(found) }
}

fn unfit(why: Sentence, line: u32, drawing: &Shown) -> Diagnostic {
    let message = say!("this text has an expression, and cannot be filled from record to record: {why}", why);
    let place = Place::Text { source: drawing.read.source.clone(), span: line_of(&drawing.read.source.text, line) };
    Diagnostic::error(rules::IMAGE, message).at(place).help(say!(
        "give the text one place, one style a line and an opaque colour; or make it an element of the template"
    ))
}

/// The bytes of a line.
fn line_of(text: &str, line: u32) -> Range<usize> {
    let mut start = 0;
    for (own, number) in text.split_inclusive('\n').zip(1..) {
        if number == line {
            return start + own.len() - own.trim_start().len()..start + own.trim_end().len();
        }
        start += own.len();
    }
    0..0
}

/// The element of a text of a drawing.
fn text(
    template: &mut Template,
    drawing: &Shown,
    wording: Wording,
    ids: &mut BTreeSet<Arc<str>>,
) -> Result<Element, Diagnostic> {
    let span = line_of(&drawing.read.source.text, wording.line);
    let place = || Place::Text { source: drawing.read.source.clone(), span: span.clone() };
    let phrase = phrase(template, &wording.text).map_err(|error| error.at(place()))?;
    let ink = ink(template, &wording.ink, &drawing.file);
    template.taken.entry(drawing.file.clone()).or_default().insert(wording.object);
    let shows = template.elements.get(drawing.number);
    let id = free(wording.id.as_deref(), &drawing.file, ids);
    let measure = Measure::Absolute;
    let (font, bold) = wording.font;
    let kind = ElementKind::Text(Text {
        phrase,
        span: span.clone(),
        font,
        weight: if bold { Weight::Bold } else { Weight::Regular },
        size: measure(wording.size),
        shrink_to: None,
        width: None,
        height: None,
        wrap: false,
        align: wording.align,
        line_height: wording.line_height.map(measure),
        letter_spacing: wording.letter_spacing.map(measure),
        angle: wording.angle,
        on_baseline: true,
        figures: Figures::Normal,
        ink,
    });
    Ok(Element {
        id,
        span,
        drawing: Some(drawing.read.source.clone()),
        at: None,
        x: measure(wording.at.x),
        y: measure(wording.at.y),
        anchor: match wording.align.halves() {
            0 => Anchor::TopLeft,
            1 => Anchor::Top,
            _ => Anchor::TopRight,
        },
        turn: wording.turn,
        when: shows.and_then(|element| element.when.clone()),
        kind,
    })
}

fn phrase(template: &mut Template, text: &str) -> Result<Phrase, Diagnostic> {
    let Some(engine) = Arc::get_mut(&mut template.engine) else {
        return Err(Diagnostic::internal("layout/complete.rs: expressions that are in use already"));
    };
    engine.phrase(text).map_err(|error| Diagnostic::error(expression::EXPRESSION, error.in_words()))
}

/// An id that no element has: that of the object, the same with its file, or with a number.
fn free(id: Option<&str>, file: &str, ids: &mut BTreeSet<Arc<str>>) -> Arc<str> {
    let named = id.map(str::to_owned).into_iter().chain(id.map(|id| format!("{file}#{id}")));
    let numbered = (1..).map(|number| match id {
        Some(id) => format!("{file}#{id}-{}", number + 1),
        None => format!("{file}#text-{number}"),
    });
    let free = named.chain(numbered).map(Arc::<str>::from).find(|id| !ids.contains(id));
    let free = free.unwrap_or_else(|| file.into());
    ids.insert(free.clone());
    free
}

/// The name by which elements call an ink; one that the template does not name gets a name.
fn ink(template: &mut Template, ink: &Ink, file: &str) -> String {
    let known = template.inks.iter().find(|(_, known)| *known == ink).map(|(name, _)| name.clone());
    known.unwrap_or_else(|| {
        let name = match ink {
            Ink::Process(process) => process.to_string(),
            _ => format!("{file} {}", template.inks.len()),
        };
        template.inks.insert(name.clone(), ink.clone());
        name
    })
}
