//! Which rows tell most.

use crate::diagnostic::Place;
use crate::gs1::Code;
use crate::scene::{Drawing, Scene};
use crate::symbol::plain_codewords;

/// The rows that tell most: the first of each, where others tell as much.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Peaks {
    /// Of the code that takes most codewords.
    pub widest: Peak,
    /// Of the texts that have most characters on a label.
    pub longest: Peak,
}

/// A row that tells most.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Peak {
    /// Its number in the batch, as a look at the batch numbers its rows.
    pub number: u32,
    /// Where it stands.
    pub place: Place,
}

/// The rows that tell most so far, each with how much.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Peaking {
    codewords: Option<(usize, u32)>,
    characters: Option<(usize, u32)>,
}

impl Peaking {
    pub(super) fn see(&mut self, row: u32, scene: &Scene, code: &Code) {
        let characters = scene.own().map(|item| match &item.drawing {
            Drawing::Text(run) => run.text.chars().count(),
            _ => 0,
        });
        self.join(Self { codewords: Some((plain_codewords(code), row)), characters: Some((characters.sum(), row)) });
    }

    pub(super) fn join(&mut self, later: Self) {
        self.codewords = more(self.codewords, later.codewords);
        self.characters = more(self.characters, later.characters);
    }

    pub(super) fn told(self, place: impl Fn(u32) -> Place) -> Option<Peaks> {
        let peak = |(_, number)| Peak { number, place: place(number) };
        Some(Peaks { widest: self.codewords.map(peak)?, longest: self.characters.map(peak)? })
    }
}

/// The greater of two, and the first where both are as great.
fn more(first: Option<(usize, u32)>, later: Option<(usize, u32)>) -> Option<(usize, u32)> {
    match (first, later) {
        (Some((most, _)), Some((other, _))) if other <= most => first,
        (_, Some(_)) => later,
        (_, None) => first,
    }
}
