//! One label as it is seen, whatever its design breaks.

use super::kind::FileKind;
use crate::scene::Bounds;

/// How one label is to be seen: the first of the data, or where there is none what the design is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// As it is made, with all its plates or with those that are named, in the bytes of a label that is made alone.
    Label(FileKind, Option<Vec<String>>),
    /// With what was found on it, in the bytes of [`Request::overlay`](super::Request::overlay).
    Found(FileKind),
}

/// One label as it is seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it shows, from the top left corner of the label.
    pub view: Bounds,
    /// The names of all its plates.
    pub plates: Vec<String>,
}
