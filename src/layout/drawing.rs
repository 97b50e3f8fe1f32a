//! Drawings: SVG, translated to paths in inks.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use usvg::tiny_skia_path::{Rect, Transform};
use usvg::{FontResolver, Options, Tree};

use super::area::ElementArea;
use crate::say;
use crate::scene::{Bounds, Item, Part, Resources};
use crate::sentence::{Sentence, file};
use crate::units::Length;
use crate::world::guarded;

mod around;
mod clip;
mod encoding;
mod fitting;
mod gradients;
mod images;
pub mod inventory;
mod letters;
mod limits;
mod names;
pub(super) mod objects;
mod pictures;
mod properties;
mod seen;
mod shapes;
mod styles;
mod taken;
mod texts;
mod tiles;
mod trace;
mod translate;
mod typefaces;
mod undrawable;
mod unread;
mod vocabulary;
pub(super) mod wording;

use fitting::Fitting;
use pictures::Pictures;
use styles::Styles;
use trace::{Trace, traceable, without_profiles};
pub(super) use translate::{Called, DieLine, Inks, Painted};
use translate::{MAX_COVERED, MAX_OBJECTS, MAX_OUTLINES, MAX_SEGMENTS, MAX_STOPS, Translator};
pub(super) use typefaces::Typefaces;
use undrawable::{Lines, told};
use unread::{Unread, look};

/// Where fonts come from.
type Fonts<'a> = &'a mut dyn FnMut() -> Result<Arc<Typefaces>, Sentence>;

/// A drawing in its own units.
pub(super) struct Svg {
    tree: Tree,
    typefaces: Arc<Typefaces>,
    pictures: Pictures,
    trace: Trace,
    unread: Unread,
}

impl Svg {
    /// Whether a file is XML, of which SVG is the only kind that is a picture.
    pub(super) fn looks_like(bytes: &[u8]) -> bool {
        encoding::is_xml(bytes)
    }

    /// Parses a drawing of a file that is within its limits. Nothing outside it is looked at: no files,
    /// no links, no system fonts; fonts are asked for where there are words.
    /// Objects that are `taken` are not there.
    pub(super) fn parse(
        path: &str,
        bytes: &[u8],
        taken: &BTreeSet<String>,
        fonts: Fonts<'_>,
    ) -> Result<Self, Sentence> {
        let broken = || say!("{file} is a broken SVG file: it makes no sense", file = file(path));
        guarded(|| Self::parsed(path, bytes, taken, fonts)).unwrap_or_else(|| Err(broken()))
    }

    fn parsed(path: &str, bytes: &[u8], taken: &BTreeSet<String>, fonts: Fonts<'_>) -> Result<Self, Sentence> {
        let text = encoding::text(path, bytes)?;
        let (mut text, mark) = traceable(&text, &limits::parsed(path, &text)?);
        if !taken.is_empty() {
            text = taken::without(path, taken, &text)?.into();
        }
        let document = limits::again(path, &text)?;
        let depth = limits::depth(path, &document)?;
        let lines = Lines::of(&text);
        let styles = Styles::of(&document, &lines, depth);
        limits::reckon(path, &document, &styles, &lines)?;
        let unread = look(&document, &styles, &lines);
        let typefaces = if unread.has_text() { fonts()? } else { Arc::default() };
        let resolver = FontResolver {
            select_font: Box::new({
                let typefaces = typefaces.clone();
                move |font, _| typefaces.select(font)
            }),
            select_fallback: Box::new(|_, _, _| None),
        };
        let pictures = Mutex::default();
        let options = Options {
            fontdb: typefaces.database(),
            font_family: "DejaVu Sans".to_owned(),
            font_resolver: resolver,
            image_href_resolver: Pictures::resolver(path, &pictures),
            ..Options::default()
        };
        let plain = without_profiles(path, &text, &document)?;
        let tree = match &plain {
            Cow::Borrowed(_) => Tree::from_xmltree(&document, &options),
            Cow::Owned(plain) => Tree::from_xmltree(&limits::again(path, plain)?, &options),
        };
        let tree = tree.map_err(|error| limits::broken(path, &error))?;
        drop(options);
        let trace = Trace::of(&document, &styles, &lines, &mark);
        let pictures = pictures.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Self { tree, typefaces, pictures, trace, unread })
    }

    /// Its items, fitted into a box with their proportions kept, and its die line; what lies outside its view box is
    /// not seen.
    pub(super) fn place(
        &self,
        area: ElementArea,
        part: &Arc<Part>,
        inks: &mut dyn Inks,
        resources: &mut Resources,
    ) -> Result<(Vec<Item>, Vec<DieLine>), Vec<Sentence>> {
        let translator = self.translated((area, part), inks, resources)?;
        let cannot = self.cannot(&translator, true);
        if cannot.is_empty() { Ok((translator.items, translator.lines)) } else { Err(cannot) }
    }

    fn translated<'s>(
        &'s self,
        (area, part): (ElementArea, &'s Arc<Part>),
        inks: &'s mut dyn Inks,
        resources: &'s mut Resources,
    ) -> Result<Translator<'s>, Vec<Sentence>> {
        let fitting = self.fitted(area);
        let mut translator = Translator {
            fitting,
            typefaces: &self.typefaces,
            trace: &self.trace,
            inks,
            part,
            resources,
            items: Vec::new(),
            lines: Vec::new(),
            here: None,
            in_tiles: false,
            light: None,
            pictures: &self.pictures,
            shown: Vec::new(),
            faces: Vec::new(),
            segments: 0,
            outlines: 0,
            objects: 0,
            stops: 0,
            texts: 0,
            covered: 0.0,
            cannot: Vec::new(),
            unset: Vec::new(),
        };
        let size = self.tree.size();
        let view = Rect::from_xywh(0.0, 0.0, size.width(), size.height());
        let Some(window) = view.and_then(|view| fitting.window(view, Transform::identity())) else {
            return Err(vec![say!("a place more than 28 km away")]);
        };
        translator.root(self.tree.root(), window);
        Ok(translator)
    }

    /// All that keeps it from being drawn, with texts that lack a font or without.
    fn cannot(&self, done: &Translator<'_>, with_fonts: bool) -> Vec<Sentence> {
        let mut found = self.unread.found.clone();
        let known: HashSet<&Sentence> = self.unread.found.iter().map(|(what, _)| what).collect();
        found.extend(done.cannot.iter().filter(|(what, _)| !known.contains(what)).cloned());
        found.extend(self.pictures.broken.iter().map(|told| (told.clone(), None)));
        let mut known: HashSet<&Sentence> = HashSet::new();
        for (unset, words) in done.unset.iter().filter(|_| with_fonts) {
            let is_new = known.len() <= undrawable::MOST && known.insert(unset);
            found.push((unset.clone(), if is_new { self.unread.line_with(words) } else { None }));
        }
        if self.unread.has_text() && done.texts == 0 && found.is_empty() {
            found.push((say!("text without a size or a place"), None));
        }
        let mut cannot = told(found);
        if done.segments > MAX_SEGMENTS {
            cannot.push(say!("it has more than {most} path steps", most = MAX_SEGMENTS));
        }
        if done.outlines > MAX_OUTLINES {
            cannot
                .push(say!("its lines with round ends or joins have more than {most} path steps", most = MAX_OUTLINES));
        }
        if done.objects > MAX_OBJECTS {
            cannot.push(say!(
                "it has more than {most} elements and letters, those of tiles included",
                most = MAX_OBJECTS
            ));
        }
        if done.stops > MAX_STOPS {
            cannot.push(say!("its gradients have more than {most} colours", most = MAX_STOPS));
        }
        if done.covered > MAX_COVERED {
            cannot.push(say!("its half-transparent groups cover it more than {most} times", most = MAX_COVERED as i64));
        }
        cannot
    }

    /// Its scale and where its top left corner comes to stand in a box, fitted with its proportions.
    fn fitted(&self, area: ElementArea) -> Fitting {
        let size = self.tree.size();
        let (width, height) = (area.width.emu() as f32, area.height.emu() as f32);
        let scale = (width / size.width()).min(height / size.height());
        let shift = ((width - size.width() * scale) / 2.0, (height - size.height() * scale) / 2.0);
        Fitting { area, scale, shift }
    }

    /// Where the whole drawing stands in a box, its blank parts included.
    pub(super) fn viewport(&self, area: ElementArea) -> Bounds {
        let Fitting { scale, shift: (left, top), .. } = self.fitted(area);
        let emu = |units: f32| Length::from_emu(units.round() as i64);
        let size = self.tree.size();
        area.bounds_of(emu(left), emu(top), emu(left + size.width() * scale), emu(top + size.height() * scale))
    }
}
