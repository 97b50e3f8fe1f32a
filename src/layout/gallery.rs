//! Pictures: their files, and what is drawn of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::area::ElementArea;
use super::art_inks::ArtInks;
use super::drawing::{DieLine, Svg, Typefaces};
use super::setting::{Setting, holds, said};
use super::{picture, rules};
use crate::diagnostic::Diagnostic;
use crate::market::Value;
use crate::say;
use crate::scene::{
    Bounds, Conversion, Drawing, Face, FaceError, Id, IdleLine, Item, Packed, Part, Picture, Placed, Resources,
    ScreenColours,
};
use crate::sentence::{InWords, Sentence, file, outside, series};
use crate::source::Record;
use crate::template::{ArtLine, ElementKind, Engine, Fields, Phrase, PictureFile, Template};
use crate::world::Folder;

/// Most different pictures that the records of a job show.
const MAX_PICTURES: usize = 2_000;
/// Most bytes of the files of these.
const MAX_BYTES: usize = 256 << 20;
/// Most bytes of their pixels that are held: those of others are made anew for every label.
const MAX_HELD: usize = 64 << 20;

/// The pictures that records show, by the element that shows them.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    by_element: BTreeMap<Arc<str>, BTreeSet<String>>,
    different: BTreeSet<String>,
}

impl Shown {
    /// The pictures that the label of a record shows, if its values can be names of files; what else
    /// is wrong with it is found when it is laid out.
    #[must_use]
    pub fn of(template: &Template, record: &Record) -> Vec<(Arc<str>, String)> {
        let fields = Fields::new(&record.fields);
        let file = |element: &crate::template::Element| {
            let ElementKind::Image { file: PictureFile::OfRecord(phrase), .. } = &element.kind else { return None };
            // A number of a label is not known yet.
            let is_drawn = holds(&template.engine, element.when.as_ref(), fields).unwrap_or(true);
            let name = is_drawn.then(|| file_of(&template.engine, phrase, &record.fields).ok()).flatten()?;
            Some((element.id.clone(), name))
        };
        template.elements.iter().filter_map(file).collect()
    }

    /// Takes in the pictures of a record.
    ///
    /// # Errors
    /// They are more different ones than a job may have.
    pub fn add(&mut self, pictures: Vec<(Arc<str>, String)>) -> Result<(), Diagnostic> {
        for (element, name) in pictures {
            self.different.insert(name.clone());
            if self.different.len() > MAX_PICTURES {
                let message = say!(
                    "the records before this one show {most} different pictures, the most of a job",
                    most = MAX_PICTURES
                );
                let help = say!("print the rows in several jobs, with --rows");
                return Err(Diagnostic::error(rules::IMAGE, message).about(&element).help(help));
            }
            self.by_element.entry(element).or_default().insert(name);
        }
        Ok(())
    }

    /// Those of an element.
    pub(super) fn named(&self, element: &Arc<str>) -> impl Iterator<Item = &String> {
        self.by_element.get(element).into_iter().flatten()
    }
}

/// A picture that differs from record to record: what is drawn of each file, or why none can be.
#[derive(Debug)]
pub(super) struct OfRecord {
    pub(super) phrase: Phrase,
    pub(super) drawn: BTreeMap<String, Result<Vec<Item>, Diagnostic>>,
}

impl OfRecord {
    /// What the label of a record shows.
    pub(super) fn items(&self, engine: &Engine, record: &Record) -> Result<Vec<Item>, Diagnostic> {
        let name = file_of(engine, &self.phrase, &record.fields)?;
        match self.drawn.get(&name) {
            Some(drawn) => drawn.clone(),
            None => Err(Diagnostic::error(
                rules::IMAGE,
                say!("{file} was not read before labels were made", file = file(&name)),
            )),
        }
    }
}

/// The file that a phrase names. What fields say in it are names: they lead to no other folder.
pub(super) fn file_of(engine: &Engine, phrase: &Phrase, fields: &[(Arc<str>, Value)]) -> Result<String, Diagnostic> {
    let names = engine.names_of_phrase(phrase);
    let leads = |value: &Value| match value {
        Value::Text(text) => text.contains(['/', '\\', ':', '\0']) || text.contains("..") || text.is_empty(),
        Value::Nothing => true,
        Value::Date(_) => false,
    };
    if let Some((name, _)) = fields.iter().find(|(name, value)| names.contains(&**name) && leads(value)) {
        let message = say!("“{field}” is no name of a file: it is empty, or leads elsewhere", field = outside(name));
        let help = say!("write the name alone, without “/”, “\\”, “:” and “..”; folders stand in the template");
        return Err(Diagnostic::error(rules::IMAGE, message).help(help));
    }
    said(engine, phrase, Fields::new(fields))
}

/// What a file holds.
enum Artwork {
    /// Pixels.
    Picture(Id<Picture>),
    Drawing(Box<Svg>),
}

/// The pictures of a template.
pub(super) struct Gallery<'a> {
    setting: Setting<'a>,
    files: BTreeMap<String, Result<Artwork, Sentence>>,
    /// The fonts for texts of drawings.
    typefaces: Option<Arc<Typefaces>>,
    inks: ArtInks<'a>,
    /// The colours of drawings that nothing says how to print, by their files.
    guessed: BTreeMap<String, ScreenColours>,
    /// The die lines of drawings that all labels have.
    pub(super) lines: Vec<DieLine>,
    /// Bytes of the files that records show.
    read: usize,
    /// Bytes of their pixels.
    held: usize,
}

impl<'a> Gallery<'a> {
    /// The pictures of a template.
    ///
    /// # Errors
    /// Its colour profile cannot be used.
    pub(super) fn new(setting: Setting<'a>) -> Result<Self, Diagnostic> {
        let inks = ArtInks::new(setting.template, setting.folder)?;
        let (files, guessed) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { setting, files, typefaces: None, inks, guessed, lines: Vec::new(), read: 0, held: 0 })
    }

    /// How colours of pictures are printed.
    pub(super) fn press(&self) -> Option<Arc<dyn Conversion>> {
        self.inks.press()
    }

    /// What is drawn of a file in a box.
    pub(super) fn draw(
        &mut self,
        path: &str,
        (area, part): (ElementArea, &Arc<Part>),
        resources: &mut Resources,
    ) -> Result<Vec<Item>, Diagnostic> {
        self.drawn(path, (area, part), resources, false)
    }

    /// The same of a file that some records show, which is counted in what these may take.
    pub(super) fn draw_of_record(
        &mut self,
        path: &str,
        (area, part): (ElementArea, &Arc<Part>),
        resources: &mut Resources,
    ) -> Result<Vec<Item>, Diagnostic> {
        self.drawn(path, (area, part), resources, true)
    }

    fn drawn(
        &mut self,
        path: &str,
        (area, part): (ElementArea, &Arc<Part>),
        resources: &mut Resources,
        is_of_record: bool,
    ) -> Result<Vec<Item>, Diagnostic> {
        if !self.files.contains_key(path) {
            let loaded = self.load(path, resources, is_of_record);
            self.files.insert(path.to_owned(), loaded);
        }
        let refused = |message: Sentence| Diagnostic::error(rules::IMAGE, message);
        let Some(loaded) = self.files.get(path) else { return Err(Diagnostic::internal("layout/gallery.rs: a file")) };
        match loaded.as_ref().map_err(|message| refused(message.clone()))? {
            Artwork::Picture(number) => {
                let (across, down) = resources.pictures.get(*number).sides();
                let drawing = fitted(*number, (across.into(), down.into()), area);
                Ok(vec![Item { part: part.clone(), drawing }])
            }
            Artwork::Drawing(svg) => {
                let (items, lines) = svg.place(area, part, &mut self.inks, resources).map_err(|cannot| {
                    let message = say!(
                        "{file} has what cannot be drawn with inks yet: {what}",
                        file = file(path),
                        what = series(cannot)
                    );
                    let help = say!(
                        "convert it to plain filled and stroked paths; a font for its texts can be named in [fonts]"
                    );
                    refused(message).help(help)
                })?;
                if !is_of_record {
                    self.lines.extend(lines);
                }
                let mut colours = self.inks.take_guessed();
                let written = self.setting.template.guessed.get(&part.id).into_iter().flatten();
                colours.extend(written.filter(|colour| !colours.contains(colour)).copied().collect::<Vec<_>>());
                if !colours.is_empty() {
                    let of = ScreenColours { part: part.clone(), file: path.to_owned(), colours };
                    self.guessed.entry(path.to_owned()).or_insert(of);
                }
                Ok(items)
            }
        }
    }

    /// The colours of drawings that nothing says how to print, and what is said of colours that none has; that
    /// is not known where some drawings were not looked at.
    pub(super) fn told(self, has_unseen: bool) -> (Vec<ScreenColours>, Vec<IdleLine>) {
        let idle =
            |line: &ArtLine| IdleLine { written: line.written.clone(), place: self.setting.template.place(&line.span) };
        let idle = if has_unseen { Vec::new() } else { self.inks.unmet().map(idle).collect() };
        (self.guessed.into_values().collect(), idle)
    }

    /// Where the whole of an SVG picture stands, its blank parts included.
    pub(super) fn viewport(&self, path: &str, area: ElementArea) -> Option<Bounds> {
        match self.files.get(path)? {
            Ok(Artwork::Drawing(svg)) => Some(svg.viewport(area)),
            _ => None,
        }
    }

    fn load(&mut self, path: &str, resources: &mut Resources, is_of_record: bool) -> Result<Artwork, Sentence> {
        let bytes = self.setting.folder.read(path).map_err(|error| error.in_words())?;
        if is_of_record {
            self.read += bytes.len();
            if self.read > MAX_BYTES {
                return Err(say!("the pictures of the records take more than {most} MB", most = MAX_BYTES >> 20));
            }
        }
        if Svg::looks_like(&bytes) {
            let none = BTreeSet::new();
            let taken = self.setting.template.taken.get(path).filter(|_| !is_of_record).unwrap_or(&none);
            let svg = Svg::parse(path, &bytes, taken, &mut || self.typefaces())?;
            return match svg.unfilled() {
                Some(line) => Err(unfilled(path, line, is_of_record)),
                None => Ok(Artwork::Drawing(Box::new(svg))),
            };
        }
        if !is_of_record {
            return Ok(Artwork::Picture(resources.pictures.push(Arc::new(picture::decode(path, bytes)?))));
        }
        let decoded = picture::decode(path, bytes.clone())?;
        let (across, down) = decoded.sides();
        let size = across as usize * down as usize * 4;
        let is_held = self.held + size <= MAX_HELD;
        self.held += if is_held { size } else { 0 };
        let packed = || Arc::new(Kept { path: path.to_owned(), bytes });
        let picture = if is_held { decoded } else { decoded.packed(packed()) };
        Ok(Artwork::Picture(resources.pictures.push(Arc::new(picture))))
    }

    /// The fonts for texts of drawings.
    fn typefaces(&mut self) -> Result<Arc<Typefaces>, Sentence> {
        match &self.typefaces {
            Some(typefaces) => Ok(typefaces.clone()),
            None => Ok(self.typefaces.insert(typefaces(self.setting.template, self.setting.folder)?).clone()),
        }
    }
}

/// The fonts for texts of drawings: all that texts of the template can have.
pub(super) fn typefaces(template: &Template, folder: &Folder) -> Result<Arc<Typefaces>, Sentence> {
    let mut named = Vec::new();
    for (name, font) in &template.fonts {
        let data = folder.read(&font.file).map_err(|error| error.in_words())?;
        let face = Face::new(data).map_err(|error| no_font(&font.file, &error))?;
        if let Some(glyph) = face.broken_glyph() {
            let file = file(&font.file);
            return Err(say!("{file} is broken: glyph {glyph} makes no sense", file, glyph));
        }
        named.push((name.clone(), face.into_data()));
    }
    Ok(Arc::new(Typefaces::new(named)))
}

/// A picture of so many pixels as large as a box lets it be, in its middle.
fn fitted(picture: Id<Picture>, (across, down): (i64, i64), area: ElementArea) -> Drawing {
    let by_width = area.width.scale(down, across);
    let (width, height) =
        if by_width <= area.height { (area.width, by_width) } else { (area.height.scale(across, down), area.height) };
    let origin = area.point((area.width - width) / 2, (area.height - height) / 2);
    Drawing::Picture(Placed::turned(picture, origin, (width, height), area.turn))
}

/// A file that was decoded once, of which only its bytes are held.
#[derive(Debug)]
struct Kept {
    path: String,
    bytes: Vec<u8>,
}

impl Packed for Kept {
    fn rgba(&self) -> Option<Vec<u8>> {
        picture::decode(&self.path, self.bytes.clone()).ok().map(|picture| picture.rgba().into_owned())
    }
}

/// Why a file is not a font that labels can have.
pub(super) fn no_font(path: &str, error: &FaceError) -> Sentence {
    let file = file(path);
    match error {
        FaceError::NotAFont => say!("{file} is not a TrueType or OpenType font", file),
        FaceError::NoOutlines => say!("{file} has no outlines (it may be a bitmap or colour font)", file),
        FaceError::Restricted => {
            say!("{file} does not allow embedding in documents (its fsType says “restricted”)", file)
        }
    }
}

/// That a text with an expression would be drawn as it is written.
fn unfilled(path: &str, line: u32, is_of_record: bool) -> Sentence {
    let file = file(path);
    if is_of_record {
        say!(
            "{file} has a text with an expression (line {line}), and is shown by some records only; texts are filled in drawings that all labels have",
            file,
            line
        )
    } else {
        say!(
            "{file} has a text with an expression (line {line}) that was not looked for; write its brackets as they are, not as entities",
            file,
            line
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_that_are_not_held_are_those_that_were_decoded() {
        let path = "tests/fixtures/photo.jpg";
        let bytes = std::fs::read(path).unwrap();
        let decoded = || picture::decode(path, bytes.clone()).unwrap();
        let packed = decoded().packed(Arc::new(Kept { path: path.to_owned(), bytes: bytes.clone() }));
        assert_eq!(packed.rgba(), decoded().rgba());
        assert_eq!(packed.jpeg(), decoded().jpeg());
    }
}
