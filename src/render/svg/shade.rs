//! Gradients.

use super::definitions::Definitions;
use super::maker::SvgMaker;
use super::path::{self, Thin};
use crate::render::markup::Escaped;
use crate::render::put;
use crate::scene::{Affine, Gradient, GradientShape, Shade};

/// EMU of a millimetre.
const MM: f64 = 36_000.0;

impl SvgMaker<'_> {
    /// An area with a gradient.
    pub(super) fn shade(&self, shade: &Shade, out: &mut String, defs: &mut Definitions) {
        let Some(id) = self.gradient(self.stock.resources.gradients.get(shade.gradient), shade.place, defs) else {
            return;
        };
        put(out, format_args!("<path fill=\"url(#{id})\""));
        if shade.even_odd {
            out.push_str(" fill-rule=\"evenodd\"");
        }
        out.push_str(" d=\"");
        path::segments(&shade.segments, out);
        out.push_str("\"/>\n");
    }

    /// The id of a gradient in its place; `None` where it prints nothing.
    fn gradient(&self, gradient: &Gradient, place: Affine, defs: &mut Definitions) -> Option<String> {
        let mut stops = String::new();
        for stop in gradient.ramp(|ink| self.shown(ink))? {
            let [red, green, blue] = stop.colour;
            let at = Thin(stop.at.into());
            put(&mut stops, format_args!("<stop offset=\"{at}\" stop-color=\"#{red:02x}{green:02x}{blue:02x}\""));
            if let Some(separation) = self.stock.ink(stop.ink).separation() {
                put(&mut stops, format_args!(" data-ink=\"{}\"", Escaped::xml(separation.name)));
            }
            stops.push_str("/>");
        }
        let mut attributes = String::from(" gradientUnits=\"userSpaceOnUse\"");
        let element = match gradient.shape {
            GradientShape::Linear => {
                attributes.push_str(" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"0\"");
                "linearGradient"
            }
            GradientShape::Radial { focus: (x, y), radius } => {
                let (x, y) = (Thin(x), Thin(y));
                put(&mut attributes, format_args!(" cx=\"0\" cy=\"0\" r=\"1\" fx=\"{x}\" fy=\"{y}\""));
                if radius > 0.0 {
                    put(&mut attributes, format_args!(" fr=\"{}\"", Thin(radius)));
                }
                "radialGradient"
            }
        };
        let Affine { a, b, c, d, e, f } = place;
        let [a, b, c, d, e, f] = [a, b, c, d, e, f].map(|way| Thin(way / MM));
        put(&mut attributes, format_args!(" gradientTransform=\"matrix({a} {b} {c} {d} {e} {f})\""));
        Some(defs.define(element, &attributes, &stops))
    }
}
