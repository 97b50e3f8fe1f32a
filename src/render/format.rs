//! What every format of files with labels can do.

use crate::gs1::Code;
use crate::say;
use crate::scene::{Item, Scene};
use crate::sentence::Sentence;

/// Which label of a job one is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// Its number among the places that labels are put in, from 0: it tells its place on a sheet.
    pub position: u64,
    /// Its number in the job, from 1.
    pub number: u64,
    /// The row of its data.
    pub row: u64,
}

/// A format of files with labels. A scene becomes a piece, on many threads; pieces become bytes of a file,
/// in order. Heads, labels and tails of a file are given one after the other, so that they can go to
/// wherever bytes go; a format that can only be written whole gives all bytes with the tail.
pub trait Format: Sync {
    /// A label that a thread has made.
    type Piece: Send;
    /// What a thread keeps from label to label, and the file must know of them.
    type Bench: Default + Send;
    /// A file under way.
    type File;

    /// Makes the label of a scene and its code.
    fn piece(&self, scene: Scene, code: &Code, which: Which, bench: &mut Self::Bench) -> Self::Piece;

    /// Begins a file and writes its head. It may be begun again, and the head is the same.
    ///
    /// # Errors
    /// Why there is no such file.
    fn begin(&self, out: &mut Vec<u8>) -> Result<Self::File, Sentence>;

    /// Writes the next label, with the position that it was made with. A file may begin with any,
    /// and some are left out where places of a sheet stay empty.
    ///
    /// # Errors
    /// The file has no room for it.
    fn label(
        &self,
        file: &mut Self::File,
        piece: Self::Piece,
        position: u64,
        out: &mut Vec<u8>,
    ) -> Result<(), Sentence>;

    /// Draws in the margins of a sheet, from the top left corner of its page; its last label is written next, and
    /// was made with this position.
    ///
    /// # Errors
    /// Pages of the format have no margins.
    fn margin(
        &self,
        _file: &mut Self::File,
        _items: Vec<Item>,
        _position: u64,
        _out: &mut Vec<u8>,
    ) -> Result<(), Sentence> {
        Err(say!("a [[sheet.margin]] is for sheets as PDF, SVG or PNG"))
    }

    /// Notes what a thread kept of labels that the file has.
    fn used(&self, file: &mut Self::File, bench: Self::Bench);

    /// Ends a file and writes its tail.
    ///
    /// # Errors
    /// Why the file cannot be ended.
    fn end(&self, file: Self::File, out: &mut Vec<u8>) -> Result<(), Sentence>;
}
