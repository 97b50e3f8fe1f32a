//! Drawings put elsewhere.

use super::{Bounds, Drawing, Point};

impl Point {
    /// The point, moved.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { x: self.x + by.x, y: self.y + by.y }
    }
}

impl Bounds {
    /// The box, moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let Bounds { left, top, right, bottom } = *self;
        Self { left: left + by.x, top: top + by.y, right: right + by.x, bottom: bottom + by.y }
    }
}

impl Drawing {
    /// The same drawing, moved.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let mut drawing = self.clone();
        match &mut drawing {
            Drawing::Path(path) => {
                path.segments.iter_mut().for_each(|segment| *segment = segment.map(|point| point.moved(by)));
            }
            Drawing::Text(run) => run.origin = run.origin.moved(by),
            Drawing::Symbol(symbol) => symbol.origin = symbol.origin.moved(by),
            Drawing::Picture(placed) => placed.origin = placed.origin.moved(by),
        }
        drawing
    }
}
