//! The fonts that texts are set with, each loaded once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::gallery::no_font;
use super::rules;
use super::setting::Setting;
use super::shaper::Shaper;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::scene::{Face, Id, Resources};
use crate::sentence::{InWords, outside};
use crate::world::fonts;

/// A font that labels are set with.
#[derive(Clone)]
pub(super) struct Loaded {
    pub(super) face: Id<Face>,
    pub(super) shaper: Arc<Shaper>,
}

/// The fonts that were loaded, and those that could not be.
#[derive(Default)]
pub(super) struct Letters {
    faces: BTreeMap<(String, bool), Option<Loaded>>,
}

impl Letters {
    /// A font of the template or one that came along.
    ///
    /// # Errors
    /// What is wrong with it, when it is asked for first; nothing later.
    pub(super) fn load(
        &mut self,
        setting: &Setting<'_>,
        font: &str,
        bold: bool,
        resources: &mut Resources,
    ) -> Result<Loaded, Option<Diagnostic>> {
        if let Some(known) = self.faces.get(&(font.to_owned(), bold)) {
            return known.clone().ok_or(None);
        }
        let loaded = face(setting, font, bold).map(|face| {
            let face = Arc::new(face);
            let shaper = Arc::new(Shaper::new(face.clone(), !setting.template.fonts.contains_key(font)));
            Loaded { face: resources.faces.push(face), shaper }
        });
        self.faces.insert((font.to_owned(), bold), loaded.as_ref().ok().cloned());
        loaded
    }

    /// The same font with figures that are all as wide.
    ///
    /// # Errors
    /// It has none.
    pub(super) fn tabular(
        &self,
        setting: &Setting<'_>,
        font: &str,
        shaper: &Shaper,
    ) -> Result<Arc<Shaper>, Option<Diagnostic>> {
        let is_bundled = !setting.template.fonts.contains_key(font);
        Shaper::tabular(shaper.face.clone(), is_bundled).map(Arc::new).ok_or_else(|| {
            let message =
                say!("the font “{font}” has no figures that are all as wide (OpenType tnum)", font = outside(font));
            let help = say!("take another font, or leave “figures” out");
            Some(Diagnostic::error(rules::FONT, message).help(help))
        })
    }
}

/// Reads a font; one that did not come along is not told, since templates name none such.
fn face(setting: &Setting<'_>, font: &str, bold: bool) -> Result<Face, Option<Diagnostic>> {
    let Setting { template, folder, .. } = setting;
    let Some(named) = template.fonts.get(font) else {
        let data = fonts::bundled(font, bold).ok_or(None)?;
        return Face::new(data).map_err(|error| Some(Diagnostic::error(rules::FONT, no_font(font, &error))));
    };
    let face = folder
        .read(&named.file)
        .map_err(|error| error.in_words())
        .and_then(|data| Face::new(data).map_err(|error| no_font(&named.file, &error)));
    face.map_err(|message| Some(Diagnostic::error(rules::FONT, message).at(template.place(&named.span))))
}
