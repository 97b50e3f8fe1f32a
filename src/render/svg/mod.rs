//! SVG 1.1, one file a label or a sheet: millimetres, a symbol as one path.
//!
//! Text is drawn as outlines, because a drawing program would put another font in place of one
//! it lacks; live text is there for those who want to edit it. Inks are shown in the colours of
//! their process parts; a spot colour's name stands in `data-ink`. A drawing is as large as the label with its
//! bleed, and `data-trim` is the view box that shows it as it is cut. Names and layers of groups are ids and layers of
//! Inkscape where a label stands alone, and `data-name` and `data-layer` on sheets.

mod definitions;
mod format;
mod group;
mod maker;
mod names;
mod path;
mod shade;

pub use format::Svg;
pub use maker::{Form, Fragment, SvgMaker, Text};
