//! From the tree of a drawing to items in inks, within what is seen of it.

use std::borrow::Cow;
use std::sync::Arc;

use usvg::fontdb::ID;
use usvg::tiny_skia_path::Transform;
use usvg::{Group, Node};

use super::clip::Window;
use super::fitting::Fitting;
use super::pictures::Pictures;
use super::trace::{Declared, Trace, Traced};
use super::typefaces::Typefaces;
use super::undrawable::Found;
use crate::say;

use crate::scene::Segment;
use crate::scene::{
    self, ArtLayer, Blend, Drawing, Face, Grouped, Id, Ink, Item, Opacity, Part, Picture, Point, Process, Resources,
};
use crate::sentence::{Sentence, list, outside};
use crate::units::Length;

/// Most path steps of a drawing.
pub(super) const MAX_SEGMENTS: usize = 200_000;
/// Most path steps of lines that are drawn as areas.
pub(super) const MAX_OUTLINES: usize = 1_000_000;
/// Most elements and letters of a drawing, those of tiles counted in every tile.
pub(super) const MAX_OBJECTS: usize = 400_000;
/// Most colours of its gradients, in every area and every time that they are repeated.
pub(super) const MAX_STOPS: usize = 200_000;
/// How often what is painted apart and laid on the rest as one may cover a drawing.
pub(super) const MAX_COVERED: f64 = 500.0;

/// Says which ink something of a drawing is printed with.
pub(in crate::layout) trait Inks {
    /// The ink of a colour.
    fn ink(&mut self, painted: &Painted<'_>) -> Ink;
    /// Whether it is said which ink that is, by its name or as parts of inks: if not, its colour is converted.
    fn is_said(&mut self, painted: &Painted<'_>) -> bool;
    /// What a colour of screens is converted to.
    fn converted(&self, colour: [u8; 3]) -> Process;
}

/// Something of a drawing that has a colour.
pub(in crate::layout) struct Painted<'a> {
    /// Red, green and blue.
    pub(in crate::layout) colour: [u8; 3],
    /// Cyan, magenta, yellow and black, where the drawing tells them.
    pub(in crate::layout) process: Option<Process>,
    /// The swatch that the colour is.
    pub(in crate::layout) swatch: Option<&'a str>,
    /// The element.
    pub(super) element: Option<&'a Traced>,
}

/// How a designer calls an element, or one that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) enum Called<'a> {
    /// Its id.
    Id(&'a str),
    /// A class of it.
    Class(&'a str),
    /// The layer.
    Layer(&'a str),
}

impl<'a> Painted<'a> {
    /// All that it is called, its own names first, then those of the elements around it.
    pub(in crate::layout) fn called(&self) -> impl Iterator<Item = Called<'a>> {
        std::iter::successors(self.element, |element| element.around.as_deref()).flat_map(|element| {
            let id = element.id.as_deref().map(Called::Id);
            let classes = element.classes.iter().map(|class| Called::Class(class));
            id.into_iter().chain(classes).chain(element.layer.as_deref().map(Called::Layer))
        })
    }
}

/// The number of a picture, and in which light of a mask it is seen.
pub(super) type Lit = (u32, Option<usvg::MaskType>);

/// A line that a processing step works along, or an area that it works on, as it is drawn before it is dashed or cut.
#[derive(Clone, Debug)]
pub(in crate::layout) struct DieLine {
    /// The ink of the step.
    pub(in crate::layout) ink: Id<Ink>,
    /// The layer that it stands on.
    pub(in crate::layout) layer: Option<String>,
    /// Its way.
    pub(in crate::layout) segments: Vec<Segment>,
}

/// Gathers items and what could not be translated.
pub(super) struct Translator<'a> {
    pub(super) fitting: Fitting,
    pub(super) typefaces: &'a Typefaces,
    pub(super) trace: &'a Trace,
    pub(super) inks: &'a mut dyn Inks,
    pub(super) part: &'a Arc<Part>,
    pub(super) resources: &'a mut Resources,
    pub(super) items: Vec<Item>,
    /// What processing steps work along.
    pub(super) lines: Vec<DieLine>,
    /// The element that is translated.
    pub(super) here: Option<Arc<Traced>>,
    /// Whether it is drawn in tiles: what is drawn often has no name.
    pub(super) in_tiles: bool,
    /// What colours stand for within a mask.
    pub(super) light: Option<usvg::MaskType>,
    pub(super) pictures: &'a Pictures,
    /// Those that are shown, each in the light of a mask or not.
    pub(super) shown: Vec<(Lit, Id<Picture>)>,
    /// The fonts of texts that stay texts.
    pub(super) faces: Vec<(ID, Option<Id<Face>>)>,
    pub(super) segments: usize,
    pub(super) outlines: usize,
    pub(super) objects: usize,
    pub(super) stops: usize,
    pub(super) texts: usize,
    /// How often what is laid on the rest as one covers the drawing.
    pub(super) covered: f64,
    /// What inks cannot show.
    pub(super) cannot: Vec<Found>,
    /// What cannot be set in letters, and the words.
    pub(super) unset: Vec<(Sentence, String)>,
}

impl Translator<'_> {
    /// Whether it has more than a drawing may have of something: the rest of it is of no matter.
    pub(super) fn is_too_much(&self) -> bool {
        self.segments > MAX_SEGMENTS
            || self.outlines > MAX_OUTLINES
            || self.objects > MAX_OBJECTS
            || self.stops > MAX_STOPS
            || self.covered > MAX_COVERED
    }

    /// Notes what cannot be kept of the element under way.
    pub(super) fn fail(&mut self, what: Sentence) {
        let line = self.here.as_ref().map(|here| here.line);
        self.cannot.push((what, line));
    }

    /// The group of all.
    pub(super) fn root(&mut self, group: &Group, window: Window) {
        self.group(group, Transform::identity(), &[window]);
        if self.blends(0) {
            // Colours of a drawing mix with one another, and with nothing that the drawing lies on.
            self.enclose(0, scene::Group { isolated: true, ..scene::Group::default() });
        }
    }

    pub(super) fn group(&mut self, group: &Group, above: Transform, windows: &[Window]) {
        self.objects += 1;
        if self.is_too_much() {
            return;
        }
        let own = self.trace.of_id(group.id()).cloned();
        let around = self.here.clone();
        if own.is_some() {
            self.here.clone_from(&own);
        }
        self.group_of(group, own.as_deref(), above, windows);
        self.here = around;
    }

    fn group_of(&mut self, group: &Group, own: Option<&Traced>, above: Transform, windows: &[Window]) {
        let transform = above.pre_concat(group.transform());
        if !group.filters().is_empty() {
            self.fail(say!("a filter"));
        }
        let mut effects = scene::Group {
            name: self.name(own),
            opacity: Opacity::of(group.opacity().get()),
            ..scene::Group::default()
        };
        match blend(group.blend_mode()) {
            Some(blend) => effects.blend = blend,
            None => self.fail(say!("the blend mode “{mode}”", mode = outside(group.blend_mode().to_string()))),
        }
        effects.layer = own.and_then(|own| own.layer.as_deref()).map(|name| {
            let name = name.to_owned();
            self.resources.layers.id_of(ArtLayer { name })
        });
        let mut windows = Cow::from(windows);
        if let Some(clip) = group.clip_path() {
            self.clip(clip, transform, &mut windows, &mut effects);
        }
        if let Some(mask) = group.mask() {
            effects.mask = Some(self.mask(mask, transform));
        }
        let first = self.items.len();
        for node in group.children() {
            self.node(node, transform, &windows);
        }
        let is_apart = effects.is_mixed() || group.clip_path().is_some() || group.isolate();
        effects.isolated = is_apart && self.blends(first);
        if !effects.is_plain() || effects.name.is_some() || effects.layer.is_some() {
            self.enclose(first, effects);
        }
    }

    fn node(&mut self, node: &Node, transform: Transform, windows: &[Window]) {
        if let Node::Group(group) = node {
            return self.group(group, transform, windows);
        }
        self.objects += 1;
        let around = self.here.clone();
        let own = self.trace.of_id(node.id()).cloned();
        let name = self.name(own.as_deref());
        self.here = own.or(around.clone());
        let first = self.items.len();
        match node {
            Node::Group(_) => {}
            Node::Path(path) => self.path(path, transform, windows),
            Node::Text(text) => {
                self.text(text);
                if !self.letters(text, transform, windows) {
                    self.group(text.flattened(), transform, windows);
                }
            }
            Node::Image(image) => self.image(image, transform, windows),
        }
        if name.is_some() {
            self.enclose(first, scene::Group { name, ..scene::Group::default() });
        }
        self.here = around;
    }

    fn name(&self, own: Option<&Traced>) -> Option<Box<str>> {
        own.filter(|_| !self.in_tiles).and_then(|own| own.id.as_deref()).map(Into::into)
    }

    /// Makes a group of all items from one on.
    pub(super) fn enclose(&mut self, first: usize, effects: scene::Group) {
        if first >= self.items.len() {
            return;
        }
        let items = self.items.split_off(first);
        if effects.is_mixed() {
            let boxes = items.iter().filter_map(|item| item.drawing.reach(self.resources));
            let around = boxes.reduce(|all, one| all.joined(&one));
            let area = |width: Length, height: Length| width.emu() as f64 * height.emu() as f64;
            let whole = area(self.fitting.area.width, self.fitting.area.height).max(1.0);
            self.covered += around.map_or(0.0, |bounds| area(bounds.width(), bounds.height()) / whole);
        }
        let group = self.resources.groups.push(Arc::new(scene::Group { items, ..effects }));
        self.add(Drawing::Group(Grouped { group, shift: Point::default() }));
    }

    pub(super) fn add(&mut self, drawing: Drawing) {
        self.items.push(Item { part: self.part.clone(), drawing });
    }

    /// Whether colours of items from one on mix with what lies below them.
    fn blends(&self, first: usize) -> bool {
        self.items.iter().skip(first).any(|item| item.drawing.blends(self.resources))
    }

    /// Whether there are fonts and glyphs for a text.
    pub(super) fn text(&mut self, text: &usvg::Text) {
        self.texts += 1;
        self.objects += text.layouted().iter().map(|span| span.positioned_glyphs.len()).sum::<usize>();
        let mut has_fonts = true;
        for chunk in text.chunks() {
            for span in chunk.spans().iter().filter(|span| span.is_visible()) {
                let words = chunk.text().get(span.start()..span.end()).unwrap_or_default();
                if let Some(lacking) = self.typefaces.lacking(span.font(), words).filter(|_| !words.trim().is_empty()) {
                    self.unset.push((lacking, words.to_owned()));
                    has_fonts = false;
                }
            }
        }
        let spaced = text.chunks().iter().flat_map(|chunk| chunk.spans()).any(|span| span.letter_spacing() != 0.0);
        let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
        let ligature =
            glyphs.map(|glyph| &glyph.text).find(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if let Some(letters) = ligature.filter(|_| spaced && has_fonts) {
            let told = say!(
                "letters with space between them that are one sign in their font: “{letters}”",
                letters = outside(letters)
            );
            self.unset.push((told, letters.clone()));
        }
        let glyphs = text.layouted().iter().filter(|span| span.visible).flat_map(|span| &span.positioned_glyphs);
        let mut missing: Vec<&str> = glyphs.filter(|glyph| glyph.id.0 == 0).map(|glyph| glyph.text.as_str()).collect();
        missing.sort_unstable();
        missing.dedup();
        if has_fonts && !missing.is_empty() {
            let first = missing.first().map(|first| (*first).to_owned()).unwrap_or_default();
            let characters = list(missing.into_iter().take(20).map(outside));
            self.unset
                .push((say!("characters that the font of a text does not have: {characters}", characters), first));
        }
    }

    /// The ink of a colour of the element under way, of its area or of its line.
    pub(super) fn ink(&mut self, colour: usvg::Color, of: fn(&Traced) -> &Option<Declared>) -> Id<Ink> {
        let usvg::Color { red, green, blue } = colour;
        if let Some(kind) = self.light {
            let hidden = 1000 - light(kind, [red, green, blue]);
            return self.resources.inks.id_of(Ink::Process(Process([0, 0, 0, hidden])));
        }
        let here = self.here.clone();
        let ink = self.inks.ink(&painted(here.as_deref(), [red, green, blue], of));
        self.resources.inks.id_of(ink)
    }

    /// Notes what a processing step works along, if that is what a colour means.
    pub(super) fn note_line(
        &mut self,
        colour: usvg::Color,
        of: fn(&Traced) -> &Option<Declared>,
        segments: &[Segment],
    ) {
        if self.light.is_some() || self.is_converted(colour, of) {
            return;
        }
        let ink = self.ink(colour, of);
        if matches!(self.resources.inks.get(ink), Ink::Step { .. }) {
            let mut around = std::iter::successors(self.here.as_deref(), |element| element.around.as_deref());
            let layer = around.find_map(|element| element.layer.clone());
            self.lines.push(DieLine { ink, layer, segments: segments.to_vec() });
        }
    }

    /// Whether a colour is converted, and those between it and others too.
    pub(super) fn is_converted(&mut self, colour: usvg::Color, of: fn(&Traced) -> &Option<Declared>) -> bool {
        let (here, usvg::Color { red, green, blue }) = (self.here.clone(), colour);
        self.light.is_none() && !self.inks.is_said(&painted(here.as_deref(), [red, green, blue], of))
    }
}

/// What has a colour, with what its element says of it.
pub(super) fn painted(here: Option<&Traced>, colour: [u8; 3], of: fn(&Traced) -> &Option<Declared>) -> Painted<'_> {
    let declared = here.and_then(|here| here.declared(of, colour));
    let (process, swatch) = (declared.and_then(Declared::process), declared.and_then(Declared::swatch));
    Painted { colour, process, swatch, element: here }
}

/// How much light a colour of a mask lets through, in per mille.
pub(super) fn light(kind: usvg::MaskType, [red, green, blue]: [u8; 3]) -> u16 {
    match kind {
        // The weights of linear light, on values as they are: as SVG has it where no other space is asked for.
        usvg::MaskType::Luminance => {
            let sum = u32::from(red) * 2125 + u32::from(green) * 7154 + u32::from(blue) * 721;
            u16::try_from((sum + 1275) / 2550).unwrap_or(1000)
        }
        usvg::MaskType::Alpha => 1000,
    }
}

fn blend(mode: usvg::BlendMode) -> Option<Blend> {
    Some(match mode {
        usvg::BlendMode::Normal => Blend::Normal,
        usvg::BlendMode::Multiply => Blend::Multiply,
        usvg::BlendMode::Screen => Blend::Screen,
        usvg::BlendMode::Overlay => Blend::Overlay,
        usvg::BlendMode::Darken => Blend::Darken,
        usvg::BlendMode::Lighten => Blend::Lighten,
        usvg::BlendMode::ColorDodge => Blend::ColorDodge,
        usvg::BlendMode::ColorBurn => Blend::ColorBurn,
        usvg::BlendMode::HardLight => Blend::HardLight,
        usvg::BlendMode::SoftLight => Blend::SoftLight,
        usvg::BlendMode::Difference => Blend::Difference,
        usvg::BlendMode::Exclusion => Blend::Exclusion,
        usvg::BlendMode::Hue => Blend::Hue,
        usvg::BlendMode::Saturation => Blend::Saturation,
        usvg::BlendMode::Color => Blend::Color,
        usvg::BlendMode::Luminosity => Blend::Luminosity,
        usvg::BlendMode::PlusLighter => return None,
    })
}
