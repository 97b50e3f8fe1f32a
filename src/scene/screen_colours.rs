//! What is known of the colours of drawings.

use std::sync::Arc;

use super::Part;
use crate::diagnostic::Place;

/// Colours of screens in a drawing, of which nothing says how a press shows them.
#[derive(Clone, Debug)]
pub struct ScreenColours {
    /// What shows the drawing first.
    pub part: Arc<Part>,
    /// The file of the drawing.
    pub file: String,
    /// Red, green and blue: the most frequent first, and no greys.
    pub colours: Vec<[u8; 3]>,
}

/// A line of a template that tells inks of drawings, and is of nothing that they paint.
#[derive(Clone, Debug)]
pub struct IdleLine {
    /// What the line is about, as it is written.
    pub written: String,
    /// Where the template says so.
    pub place: Place,
}
