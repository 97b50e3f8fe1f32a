//! Drawings: SVG, translated to paths in inks.

use std::collections::HashSet;
use std::sync::Arc;

use usvg::tiny_skia_path::{Rect, Transform};
use usvg::{FontResolver, ImageHrefResolver, Options, Tree};

use super::area::ElementArea;
use crate::say;
use crate::scene::{Bounds, Drawing, Id, Ink};
use crate::sentence::{Sentence, file};
use crate::units::Length;
use crate::world::guarded;

mod clip;
mod encoding;
mod limits;
mod properties;
mod styles;
mod texts;
mod translate;
mod typefaces;
mod undrawable;
mod unread;

use styles::Styles;
use translate::{Fitting, MAX_OUTLINES, MAX_SEGMENTS, Translator};
pub(super) use typefaces::Typefaces;
use undrawable::{Lines, told};
use unread::{Unread, look};

/// Where fonts come from.
type Fonts<'a> = &'a mut dyn FnMut() -> Result<Arc<Typefaces>, Sentence>;

/// A drawing in its own units.
pub(super) struct Svg {
    tree: Tree,
    typefaces: Arc<Typefaces>,
    unread: Unread,
}

impl Svg {
    /// Whether a file is XML, of which SVG is the only kind that is a picture.
    pub(super) fn looks_like(bytes: &[u8]) -> bool {
        encoding::is_xml(bytes)
    }

    /// Parses a drawing of a file that is within its limits. Nothing outside it is looked at: no files,
    /// no links, no system fonts; fonts are asked for where there are words.
    pub(super) fn parse(path: &str, bytes: &[u8], fonts: Fonts<'_>) -> Result<Self, Sentence> {
        let broken = || say!("{file} is a broken SVG file: it makes no sense", file = file(path));
        guarded(|| Self::parsed(path, bytes, fonts)).unwrap_or_else(|| Err(broken()))
    }

    fn parsed(path: &str, bytes: &[u8], fonts: Fonts<'_>) -> Result<Self, Sentence> {
        let text = encoding::text(path, bytes)?;
        let document = limits::parsed(path, &text)?;
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
        let nothing =
            ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
        let options = Options {
            fontdb: typefaces.database(),
            font_family: "DejaVu Sans".to_owned(),
            font_resolver: resolver,
            image_href_resolver: nothing,
            ..Options::default()
        };
        let tree = Tree::from_xmltree(&document, &options).map_err(|error| limits::broken(path, &error))?;
        Ok(Self { tree, typefaces, unread })
    }

    /// Its paths, fitted into a box with their proportions kept; what lies outside its view box is not seen.
    pub(super) fn place(
        &self,
        area: ElementArea,
        ink: &mut dyn FnMut(Ink) -> Id<Ink>,
    ) -> Result<Vec<Drawing>, Vec<Sentence>> {
        let fitting = self.fitted(area);
        let mut translator = Translator {
            fitting,
            typefaces: &self.typefaces,
            ink,
            drawings: Vec::new(),
            segments: 0,
            outlines: 0,
            texts: 0,
            cannot: Vec::new(),
            unset: Vec::new(),
        };
        let size = self.tree.size();
        let view = Rect::from_xywh(0.0, 0.0, size.width(), size.height());
        let Some(window) = view.and_then(|view| fitting.window(view, Transform::identity())) else {
            return Err(vec![undrawable::Undrawable::TooFar.told()]);
        };
        translator.group(self.tree.root(), Transform::identity(), &[window]);
        let cannot = self.cannot(&translator);
        if cannot.is_empty() { Ok(translator.drawings) } else { Err(cannot) }
    }

    /// All that keeps it from being drawn.
    fn cannot(&self, done: &Translator<'_>) -> Vec<Sentence> {
        let mut found = self.unread.found.clone();
        for what in &done.cannot {
            if found.iter().any(|(known, _)| *known == what.told()) {
                continue;
            }
            let places = self.unread.suspected.iter().filter(|(suspected, _)| suspected == what);
            found.extend(places.map(|(_, line)| (what.told(), Some(*line))));
            if !self.unread.suspected.iter().any(|(suspected, _)| suspected == what) {
                found.push((what.told(), None));
            }
        }
        let mut known: HashSet<&Sentence> = HashSet::new();
        for (unset, words) in &done.unset {
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
