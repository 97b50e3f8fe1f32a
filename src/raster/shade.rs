//! Gradients in dots.

use tiny_skia::{Color, GradientStop, LinearGradient, Paint, Point, RadialGradient, Shader, SpreadMode, Transform};

use super::Painter;
use super::paint::rule;
use super::window::Window;
use crate::scene::{Affine, Gradient, GradientShape, RampStop, Shade};

impl Painter<'_> {
    /// An area with a gradient.
    pub(super) fn shade(&self, shade: &Shade, canvas: &mut Window) {
        let Some(outline) = self.outline(&shade.segments) else { return };
        let gradient = self.stock.resources.gradients.get(shade.gradient);
        let Some(shader) = self.shader(gradient, shade.place) else { return };
        let paint = Paint { shader, anti_alias: self.grid.smooth, ..Paint::default() };
        canvas.dots.fill_path(&outline, &paint, rule(shade.even_odd), canvas.way(), None);
    }

    /// The colours of a gradient on the grid. One without extent has its last colour, as in SVG.
    fn shader(&self, gradient: &Gradient, place: Affine) -> Option<Shader<'static>> {
        let ramp = gradient.ramp(|ink| self.shown(ink))?;
        let colour = |stop: &RampStop| {
            let [red, green, blue] = stop.colour;
            Color::from_rgba8(red, green, blue, 255)
        };
        let stops = || ramp.iter().map(|stop| GradientStop::new(stop.at, colour(stop))).collect();
        let (middle, edge) = (Point::from_xy(0.0, 0.0), Point::from_xy(1.0, 0.0));
        let (pad, place) = (SpreadMode::Pad, self.on_grid(place));
        let shader = match gradient.shape {
            GradientShape::Linear => LinearGradient::new(middle, edge, stops(), pad, place),
            GradientShape::Radial { focus: (x, y), radius } => {
                let focus = Point::from_xy(x as f32, y as f32);
                RadialGradient::new(focus, radius as f32, middle, 1.0, stops(), pad, place)
            }
        };
        shader.or_else(|| ramp.last().map(|stop| Shader::SolidColor(colour(stop))))
    }

    /// A map to the label as one to the grid.
    fn on_grid(&self, Affine { a, b, c, d, e, f }: Affine) -> Transform {
        let (x, y) = (self.grid.corner.x.emu() as f64, self.grid.corner.y.emu() as f64);
        let [a, b, c, d, e, f] = [a, b, c, d, e - x, f - y].map(|way| (way / self.grid.dot) as f32);
        Transform::from_row(a, b, c, d, e, f)
    }
}
