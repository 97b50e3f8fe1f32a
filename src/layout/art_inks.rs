//! The inks of drawings, by what their template says of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::drawing::{Called, Inks, Painted};
use super::icc::Press;
use super::rules;
use crate::diagnostic::Diagnostic;
use crate::scene::{Conversion, Ink, Process};
use crate::sentence::InWords;
use crate::template::{ArtKey, ArtLine, Template, folded};
use crate::world::Folder;

/// The inks of drawings.
pub(super) struct ArtInks<'a> {
    template: &'a Template,
    lines: HashMap<&'a ArtKey, &'a ArtLine>,
    press: Option<Arc<Press>>,
    /// The lines that something painted is what they mean.
    met: Vec<&'a ArtKey>,
    /// The colours of screens that nothing said how to print, and how often they are painted.
    guessed: BTreeMap<[u8; 3], usize>,
}

impl<'a> ArtInks<'a> {
    /// Those of a template.
    ///
    /// # Errors
    /// Its profile cannot be used, at its place.
    pub(super) fn new(template: &'a Template, folder: &Folder) -> Result<Self, Diagnostic> {
        let press = template.art.profile.as_ref().map(|profile| {
            let bytes = folder.read(&profile.file).map_err(|error| error.in_words());
            let press = bytes.and_then(|bytes| Press::read(&profile.file, &bytes));
            press.map_err(|told| Diagnostic::error(rules::PROFILE, told).at(template.place(&profile.span)))
        });
        let lines = template.art.lines.iter().map(|line| (&line.key, line)).collect();
        Ok(Self { template, lines, press: press.transpose()?.map(Arc::new), met: Vec::new(), guessed: BTreeMap::new() })
    }

    /// The press, by its profile.
    pub(super) fn press(&self) -> Option<Arc<dyn Conversion>> {
        self.press.clone().map(|press| press as Arc<dyn Conversion>)
    }

    /// The colours that were guessed since this was asked before, the most frequent first.
    pub(super) fn take_guessed(&mut self) -> Vec<[u8; 3]> {
        let mut colours: Vec<_> = std::mem::take(&mut self.guessed).into_iter().collect();
        colours.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        colours.into_iter().map(|(colour, _)| colour).collect()
    }

    /// What was painted of the lines.
    pub(super) fn met(&self) -> BTreeSet<ArtKey> {
        self.met.iter().map(|key| (*key).clone()).collect()
    }

    /// The lines that nothing was painted of, nor written in texts that are filled.
    pub(super) fn unmet(&self) -> impl Iterator<Item = &'a ArtLine> {
        let is_written = |line: &ArtLine| self.template.written.contains(&line.key);
        self.template.art.lines.iter().filter(move |line| !self.met.contains(&&line.key) && !is_written(line))
    }

    /// The line of a name or colour.
    fn line(&mut self, key: ArtKey) -> Option<&'a ArtLine> {
        let line = *self.lines.get(&key)?;
        if !self.met.contains(&&line.key) {
            self.met.push(&line.key);
        }
        Some(line)
    }

    /// The ink that the template says. Weaker lines are asked too: they are met.
    fn said(&mut self, painted: &Painted<'_>) -> Option<Ink> {
        let called = if self.lines.is_empty() { None } else { self.called(painted) };
        let swatch = painted.swatch.and_then(|name| {
            let line = self.line(ArtKey::Swatch(folded(name))).map(|line| &line.ink);
            line.or_else(|| self.template.ink_of_swatch(name))
        });
        let colour = self.line(ArtKey::Colour(painted.colour)).map(|line| &line.ink);
        called.or(swatch).or(colour).cloned()
    }

    /// The ink of the strongest name.
    fn called(&mut self, painted: &Painted<'_>) -> Option<&'a Ink> {
        let lines = painted.called().filter_map(|called| {
            self.line(match called {
                Called::Id(id) => ArtKey::Id(id.to_owned()),
                Called::Class(class) => ArtKey::Class(class.to_owned()),
                Called::Layer(layer) => ArtKey::Layer(folded(layer)),
            })
        });
        lines.map(|line| &line.ink).reduce(|strongest, _| strongest)
    }
}

impl Inks for ArtInks<'_> {
    fn ink(&mut self, painted: &Painted<'_>) -> Ink {
        if let Some(ink) = self.said(painted) {
            return ink;
        }
        if let Some(process) = painted.process {
            return Ink::Process(process);
        }
        let [red, green, blue] = painted.colour;
        if self.press.is_none() && (red != green || green != blue) {
            *self.guessed.entry(painted.colour).or_default() += 1;
        }
        Ink::Process(self.converted(painted.colour))
    }

    fn is_said(&mut self, painted: &Painted<'_>) -> bool {
        painted.process.is_some() || self.said(painted).is_some()
    }

    fn converted(&self, colour: [u8; 3]) -> Process {
        let [red, green, blue] = colour;
        let by_profile = self.press.as_ref().and_then(|press| press.process(colour));
        by_profile.unwrap_or_else(|| Process::from_rgb(red, green, blue))
    }
}
