//! What a drawing has that a template can name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use svgtypes::LengthUnit;
use usvg::roxmltree::{Document, Node};
use usvg::{Group, Paint, Stop, TextChunk};

use super::names::{decoded, layer_of, swatch_of};
use super::trace::{Declared, Traced};
use super::{Inks, Painted, Svg, Typefaces, encoding, limits};
use crate::diagnostic::Place;
use crate::layout::area::{ElementArea, Pin};
use crate::scene::{Angle, Ink, Part, Point, Process, Resources, Role, Turn};
use crate::sentence::Sentence;
use crate::template::{Anchor, folded};
use crate::units::Length;

const INKSCAPE: &str = "http://www.inkscape.org/namespaces/inkscape";
/// EMU in an inch.
const INCH: f64 = 914_400.0;
/// The smallest side of a place.
const LEAST_SIDE: Length = Length::from_mm(3);
/// Most places and colours that are told.
const MOST: usize = 50;
/// Most objects that are looked at for places.
const MOST_LOOKED_AT: usize = 200;

/// What a drawing has that a template can name.
#[derive(Debug)]
pub struct Inventory {
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// What its size was reckoned by; `None` where it tells a length with a unit of its own.
    pub pixels: Option<Pixels>,
    /// Whether anything is drawn at its edges.
    pub reaches_edge: bool,
    /// The names of its layers in which anything is painted, in the order of the file.
    pub layers: Vec<String>,
    /// The swatches that it is painted with, with red, green and blue.
    pub swatches: Vec<(String, [u8; 3])>,
    /// Its colours beside those of places, red, green and blue, and how often they are painted, stops of gradients
    /// too; the most frequent first.
    pub colours: Vec<([u8; 3], usize)>,
    /// Those of screens, which are of no swatch and not told as parts of inks, with the layers that they stand in.
    pub screen: BTreeSet<([u8; 3], Vec<String>)>,
    /// The fonts of its texts that were given, by their names.
    pub fonts: BTreeSet<String>,
    /// Texts whose fonts were not.
    pub lacking: Vec<Sentence>,
    /// Objects that are named as places of codes.
    pub places: Vec<DrawnObject>,
    /// Texts with expressions: the id of the object, and what it says.
    pub texts: Vec<(Option<String>, String)>,
    /// Texts with expressions that cannot be filled, and the line in which each begins.
    pub ill: Vec<(Sentence, u32)>,
    /// What keeps it from being drawn beside its fonts.
    pub refused: Vec<Sentence>,
}

/// How many pixels an inch has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pixels {
    /// 96, as CSS has it.
    OfCss,
    /// 72: a pixel of Illustrator is a point.
    OfIllustrator,
}

/// An object that is named as the place of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnObject {
    /// Its id.
    pub id: String,
    /// What its name says.
    pub meant: Meant,
    /// Width before it is turned.
    pub width: Length,
    /// Height before it is turned.
    pub height: Length,
}

/// What the name of an object says of the code that is to stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meant {
    /// A Data Matrix.
    DataMatrix,
    /// A linear barcode.
    Linear,
    /// A QR symbol.
    Qr,
    /// A code of some kind.
    Code,
}

impl Meant {
    /// What a name says: words of it, or parts that are sure.
    fn by(name: &str) -> Option<Self> {
        let whole = folded(name);
        let has = |parts: &[&str]| parts.iter().any(|part| whole.contains(part));
        let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        let is = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        if has(&["datamatrix", "dmarea", "dmcode", "gs1dm", "датаматрикс"]) || is(&["dm", "2d", "dmx"]) {
            Some(Self::DataMatrix)
        } else if has(&["qrcode", "qrarea"]) || is(&["qr"]) {
            Some(Self::Qr)
        } else if has(&["ean13", "eanarea", "barcode", "штрихкод", "shtrixkod"]) || is(&["ean", "gtin", "upc"])
        {
            Some(Self::Linear)
        } else if is(&["code", "код", "kod", "marking", "маркировка"]) {
            Some(Self::Code)
        } else {
            None
        }
    }
}

impl Inventory {
    /// Looks through a drawing. Its texts can have the fonts that come along and those given, by their names.
    ///
    /// # Errors
    /// It is no drawing, or one that makes no sense.
    pub fn of(path: &str, bytes: &[u8], fonts: Vec<(String, Vec<u8>)>) -> Result<Self, Sentence> {
        let typefaces = Typefaces::new(fonts.into_iter().map(|(name, data)| (name, data.into())).collect());
        let typefaces = Arc::new(typefaces);
        let svg = Svg::parse(path, bytes, &BTreeSet::new(), &mut || Ok(typefaces.clone()))?;
        let text = encoding::text(path, bytes)?;
        let document = limits::parsed(path, &text)?;
        let (width, height, pixels) = size(&document, &svg);
        let pin = Pin { at: Point::default(), anchor: Anchor::TopLeft, turn: Turn::None, angle: Angle::NONE };
        let area = pin.area(width, height);
        let places = places(&document, &svg, area);
        let taken = places.iter().map(|place| place.id.clone()).collect();
        let mut seen = Seen { taken, ..Seen::default() };
        seen.group(svg.tree.root(), &svg);
        let mut colours: Vec<_> = std::mem::take(&mut seen.colours).into_iter().collect();
        colours.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        colours.truncate(MOST);
        let (texts, ill) = match svg.wordings(area, &BTreeSet::new(), &mut AsSeen) {
            Ok(wordings) => (wordings.into_iter().map(|wording| (wording.id, wording.text)).collect(), Vec::new()),
            Err(ill) => (Vec::new(), ill),
        };
        let part = Part::new("art", Role::Art, Place::Nowhere);
        let mut resources = Resources::default();
        let refused = match svg.translated((area, &part), &mut AsSeen, &mut resources) {
            Ok(done) => svg.cannot(&done, false),
            Err(refused) => refused,
        };
        Ok(Self {
            width,
            height,
            pixels,
            reaches_edge: reaches_edge(&svg),
            layers: layers(&document, &seen.layers),
            swatches: swatches(&document, &seen.swatches),
            colours,
            screen: seen.screen,
            fonts: seen.fonts,
            lacking: seen.lacking,
            places,
            texts,
            ill,
            refused,
        })
    }
}

/// The size of a drawing, as it says, and by which pixels.
fn size(document: &Document<'_>, svg: &Svg) -> (Length, Length, Option<Pixels>) {
    let before_root = document.root().children().filter(Node::is_comment).filter_map(|node| node.text());
    let is_of_illustrator = before_root.into_iter().any(|comment| comment.contains("Adobe Illustrator"));
    let (pixels, per_inch) = if is_of_illustrator { (Pixels::OfIllustrator, 72.0) } else { (Pixels::OfCss, 96.0) };

    let side = |name: &str, units: f32| {
        let length =
            document.root_element().attribute(name).and_then(|value| value.trim().parse::<svgtypes::Length>().ok());
        let told = length.and_then(|length| {
            let inches = match length.unit {
                LengthUnit::Mm => 1.0 / 25.4,
                LengthUnit::Cm => 1.0 / 2.54,
                LengthUnit::In => 1.0,
                LengthUnit::Pt => 1.0 / 72.0,
                LengthUnit::Pc => 1.0 / 6.0,
                _ => return None,
            };
            Some(length.number * inches * INCH)
        });
        let emu = told.unwrap_or_else(|| f64::from(units) / per_inch * INCH);
        (Length::from_emu(emu.round() as i64), told.is_none())
    };
    let size = svg.tree.size();
    let ((width, by_pixels), (height, by_too)) = (side("width", size.width()), side("height", size.height()));
    (width, height, (by_pixels || by_too).then_some(pixels))
}

/// Whether anything is drawn at the edges of a drawing, or beyond.
fn reaches_edge(svg: &Svg) -> bool {
    let (size, all) = (svg.tree.size(), svg.tree.root().abs_stroke_bounding_box());
    let near = 0.002 * size.width().max(size.height());
    all.left() < near || all.top() < near || all.right() > size.width() - near || all.bottom() > size.height() - near
}

fn layers(document: &Document<'_>, seen: &BTreeSet<String>) -> Vec<String> {
    let mut layers: Vec<String> = Vec::new();
    for name in document.descendants().filter_map(|node| layer_of(node, node.attribute("id"))) {
        if seen.contains(&name) && !layers.contains(&name) && layers.len() < MOST {
            layers.push(name);
        }
    }
    layers
}

fn swatches(document: &Document<'_>, seen: &BTreeSet<String>) -> Vec<(String, [u8; 3])> {
    let ids: HashMap<&str, Node<'_, '_>> =
        document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut swatches: Vec<(String, [u8; 3])> = Vec::new();
    for gradient in document.descendants().filter(|node| node.tag_name().name() == "linearGradient") {
        let Some(stop) = gradient.children().find(|node| node.tag_name().name() == "stop") else { continue };
        let style = stop.attribute("style").into_iter().flat_map(|style| style.split(';'));
        let styled = style.filter_map(|one| one.split_once(':')).find(|(name, _)| name.trim() == "stop-color");
        let colour = styled.map(|(_, value)| value).or_else(|| stop.attribute("stop-color"));
        let Some(colour) = colour.and_then(|colour| colour.trim().parse::<svgtypes::Color>().ok()) else { continue };
        if let Some(name) = swatch_of(gradient, &ids).map(|(name, _)| name).filter(|name| {
            seen.contains(name) && swatches.len() < MOST && !swatches.iter().any(|(known, _)| known == name)
        }) {
            swatches.push((name, [colour.red, colour.green, colour.blue]));
        }
    }
    swatches
}

/// Objects that are named as places of codes, those around others left out.
fn places(document: &Document<'_>, svg: &Svg, area: ElementArea) -> Vec<DrawnObject> {
    const OBJECTS: [&str; 7] = ["rect", "path", "polygon", "g", "image", "circle", "use"];
    let mut found: Vec<(Node<'_, '_>, DrawnObject)> = Vec::new();
    let mut looked_at = 0;
    for node in document.descendants().filter(|node| OBJECTS.contains(&node.tag_name().name())) {
        let Some(id) = node.attribute("id") else { continue };
        let label = node.attribute((INKSCAPE, "label")).or_else(|| node.attribute("data-name"));
        let title = node.children().find(|child| child.tag_name().name() == "title").and_then(|title| title.text());
        let own = decoded(id);
        let meant = [Some(own.as_str()), label, title].into_iter().flatten().find_map(Meant::by);
        looked_at += usize::from(meant.is_some());
        let stood = meant.filter(|_| looked_at <= MOST_LOOKED_AT).and_then(|meant| {
            let stood = svg.standing("", id).ok().and_then(|standing| svg.stood(&standing, area))?;
            let is_place = stood.angle.is_none() && stood.size.0 >= LEAST_SIDE && stood.size.1 >= LEAST_SIDE;
            is_place.then(|| DrawnObject { id: id.to_owned(), meant, width: stood.size.0, height: stood.size.1 })
        });
        if let Some(object) = stood.filter(|_| found.len() < MOST) {
            // What is around another place of the kind only holds it.
            found
                .retain(|(other, known)| known.meant != object.meant || !node.ancestors().any(|above| above == *other));
            found.push((node, object));
        }
    }
    found.into_iter().map(|(_, object)| object).collect()
}

/// Inks for a drawing of which nothing is said yet.
struct AsSeen;

impl Inks for AsSeen {
    fn is_said(&mut self, _: &Painted<'_>) -> bool {
        false
    }

    fn converted(&self, [red, green, blue]: [u8; 3]) -> Process {
        Process::from_rgb(red, green, blue)
    }

    fn ink(&mut self, painted: &Painted<'_>) -> Ink {
        Ink::Process(self.converted(painted.colour))
    }
}

/// What is painted and written.
#[derive(Default)]
struct Seen {
    /// Objects that codes will stand for.
    taken: BTreeSet<String>,
    colours: BTreeMap<[u8; 3], usize>,
    screen: BTreeSet<([u8; 3], Vec<String>)>,
    layers: BTreeSet<String>,
    swatches: BTreeSet<String>,
    fonts: BTreeSet<String>,
    lacking: Vec<Sentence>,
}

/// An element, and the layers around it.
struct Within<'a> {
    element: Option<&'a Traced>,
    layers: Vec<String>,
}

impl Seen {
    fn group(&mut self, group: &Group, svg: &Svg) {
        for node in group.children() {
            if let usvg::Node::Group(group) = node {
                self.group(group, svg);
                continue;
            }
            let element = svg.trace.of_id(node.id()).map(|traced| &**traced);
            let around = || std::iter::successors(element, |traced| traced.around.as_deref());
            if around().filter_map(|traced| traced.id.as_ref()).any(|id| self.taken.contains(id)) {
                continue;
            }
            let within = Within { element, layers: around().filter_map(|traced| traced.layer.clone()).collect() };
            self.layers.extend(within.layers.iter().cloned());
            match node {
                usvg::Node::Path(path) if path.is_visible() => {
                    self.paint(path.fill().map(usvg::Fill::paint), &within, |traced| &traced.fill);
                    self.paint(path.stroke().map(usvg::Stroke::paint), &within, |traced| &traced.stroke);
                }
                usvg::Node::Text(text) => text.chunks().iter().for_each(|chunk| self.chunk(chunk, &within, svg)),
                _ => {}
            }
        }
    }

    fn paint(&mut self, paint: Option<&Paint>, within: &Within<'_>, of: fn(&Traced) -> &Option<Declared>) {
        let stops = |stops: &[Stop]| stops.iter().map(Stop::color).collect();
        let colours: Vec<usvg::Color> = match paint {
            Some(Paint::Color(colour)) => vec![*colour],
            Some(Paint::LinearGradient(gradient)) => stops(gradient.stops()),
            Some(Paint::RadialGradient(gradient)) => stops(gradient.stops()),
            Some(Paint::Pattern(_)) | None => return,
        };
        for colour in colours.into_iter().map(|colour| [colour.red, colour.green, colour.blue]) {
            *self.colours.entry(colour).or_default() += 1;
            match within.element.and_then(|element| element.declared(of, colour)) {
                Some(declared) => self.swatches.extend(declared.swatch().map(str::to_owned)),
                None => drop(self.screen.insert((colour, within.layers.clone()))),
            }
        }
    }

    fn chunk(&mut self, chunk: &TextChunk, within: &Within<'_>, svg: &Svg) {
        for span in chunk.spans().iter().filter(|span| span.is_visible()) {
            self.paint(span.fill().map(usvg::Fill::paint), within, |traced| &traced.fill);
            let words = chunk.text().get(span.start()..span.end()).unwrap_or_default();
            match svg.typefaces.lacking(span.font(), words).filter(|_| !words.trim().is_empty()) {
                Some(lacking) if self.lacking.len() < MOST => self.lacking.push(lacking),
                Some(_) => {}
                None => self.fonts.extend(svg.typefaces.called(span.font()).map(|(name, _)| name)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_to_stand_there() {
        for (name, meant) in [
            ("dm-area", Some(Meant::DataMatrix)),
            ("DataMatrix", Some(Meant::DataMatrix)),
            ("EAN_13 place", Some(Meant::Linear)),
            ("barcode", Some(Meant::Linear)),
            ("Штрих-код", Some(Meant::Linear)),
            ("gtin", Some(Meant::Linear)),
            ("qr", Some(Meant::Qr)),
            ("code", Some(Meant::Code)),
            ("admin", None),
            ("decoder", None),
            ("ocean", None),
        ] {
            assert_eq!(Meant::by(name), meant, "{name}");
        }
    }
}
