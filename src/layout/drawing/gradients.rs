//! Areas with gradients.

use std::sync::Arc;

use usvg::tiny_skia_path::Transform;
use usvg::{LinearGradient, RadialGradient, SpreadMethod, Stop};

use super::shapes::{Area, Painting};
use super::translate::Translator;
use crate::say;
use crate::scene::{self, Affine, Drawing, Gradient, GradientShape, GradientStop, Id, Ink, Process, Segment, Shade};

/// Most times that a gradient is repeated in an area.
const MOST_TIMES: f64 = 200.0;
/// How near to the edge of its circle the focus of a gradient may stand, in parts of its radius.
const NEAREST: f64 = 0.999;

/// How far a colour may be off on its way, from 0 to 255.
const NEAR: u8 = 2;

/// Where a colour stands on its way, and how much it covers.
type Colour = (f32, usvg::Color, f32);

/// Colours on their way, with how much they cover.
struct Way<'a> {
    stops: &'a [Stop],
    spread: SpreadMethod,
    shape: GradientShape,
    /// From the space of the shape to the drawing.
    place: Transform,
}

impl Translator<'_> {
    pub(super) fn linear(&mut self, gradient: &LinearGradient, area: Area, painting: &Painting<'_>) {
        let (dx, dy) = (gradient.x2() - gradient.x1(), gradient.y2() - gradient.y1());
        let across = Transform::from_row(dx, dy, -dy, dx, gradient.x1(), gradient.y1());
        let way = Way {
            stops: gradient.stops(),
            spread: gradient.spread_method(),
            shape: GradientShape::Linear,
            place: gradient.transform().pre_concat(across),
        };
        // Without a length it has the last colour everywhere.
        if dx == 0.0 && dy == 0.0 { self.last_colour(&way, area, painting) } else { self.shade(&way, area, painting) }
    }

    pub(super) fn radial(&mut self, gradient: &RadialGradient, area: Area, painting: &Painting<'_>) {
        let (r, cx, cy) = (gradient.r().get(), gradient.cx(), gradient.cy());
        let round = Transform::from_row(r, 0.0, 0.0, r, cx, cy);
        let (mut fx, mut fy) = (f64::from((gradient.fx() - cx) / r), f64::from((gradient.fy() - cy) / r));
        let radius = f64::from(gradient.fr().get() / r);
        let far = fx.hypot(fy);
        if far > 1.0 + 1e-3 || radius > 0.0 && far + radius > NEAREST {
            return self.fail(say!("a gradient whose focus lies beyond its circle"));
        }
        if far > NEAREST {
            (fx, fy) = (fx / far * NEAREST, fy / far * NEAREST);
        }
        let way = Way {
            stops: gradient.stops(),
            spread: gradient.spread_method(),
            shape: GradientShape::Radial { focus: (fx, fy), radius },
            place: gradient.transform().pre_concat(round),
        };
        self.shade(&way, area, painting);
    }

    fn last_colour(&mut self, way: &Way<'_>, Area { segments, even_odd }: Area, painting: &Painting<'_>) {
        let Some(last) = way.stops.last() else { return };
        let ink = self.ink(last.color(), painting.declared);
        let path = scene::Path { segments, fill: Some(ink), even_odd, stroke: None };
        self.with_opacity(last.opacity().get(), |this| this.add(Drawing::Path(path)));
    }

    fn shade(&mut self, way: &Way<'_>, area: Area, painting: &Painting<'_>) {
        let transform = painting.transform.pre_concat(way.place);
        let place = self.fitting.map(transform);
        let Some(back) = inverse(place) else { return self.last_colour(way, area, painting) };
        let Some((place, times)) = self.repeated(way, place, back, &area.segments) else { return };
        self.stops = self.stops.saturating_add(way.stops.len().saturating_mul((times.end - times.start) as usize));
        if self.is_too_much() {
            return;
        }
        let colours = stops(way, &times);
        let inks: Vec<Id<Ink>> = colours.iter().map(|(_, colour, _)| self.ink(*colour, painting.declared)).collect();
        if let Some(ink) = inks.first().copied().filter(|first| inks.iter().all(|ink| ink == first)) {
            return self.even(ink, &colours, area, (way.shape, place));
        }
        let (colours, inks) = self.through(colours, inks, painting);
        let Some(inks) = self.of_one_space(inks) else {
            return self.fail(say!("a gradient between inks that no screen mixes"));
        };
        let stops = colours.iter().zip(&inks).map(|((at, ..), ink)| GradientStop { at: *at, ink: *ink });
        let gradient = Gradient { shape: way.shape, stops: stops.collect(), of_mask: self.light.is_some() };
        let gradient = self.resources.gradients.push(Arc::new(gradient));
        let Area { segments, even_odd } = area;
        let drawing = Drawing::Shade(Shade { segments: segments.clone(), even_odd, gradient, place });
        self.covering(drawing, &colours, (Area { segments, even_odd }, way.shape, place));
    }

    /// An area that has one ink everywhere, and perhaps covers differently.
    fn even(&mut self, ink: Id<Ink>, colours: &[Colour], area: Area, (shape, place): (GradientShape, Affine)) {
        let (segments, even_odd) = (area.segments.clone(), area.even_odd);
        let drawing = Drawing::Path(scene::Path { segments, fill: Some(ink), even_odd, stroke: None });
        self.covering(drawing, colours, (area, shape, place));
    }

    /// Draws what covers as much as the stops of a gradient over an area say.
    fn covering(&mut self, drawing: Drawing, colours: &[Colour], (area, shape, place): (Area, GradientShape, Affine)) {
        let least = colours.iter().map(|(.., opacity)| *opacity).fold(1.0, f32::min);
        let most = colours.iter().map(|(.., opacity)| *opacity).fold(0.0, f32::max);
        if least == most {
            return self.with_opacity(least, |this| this.add(drawing));
        }
        // What covers differently from place to place is seen through a mask of the same gradient.
        let mut cover = |opacity: f32| {
            let hidden = 1000 - scene::Opacity::of(opacity).thousandths();
            self.resources.inks.id_of(Ink::Process(Process([0, 0, 0, hidden])))
        };
        let stops =
            colours.iter().map(|(at, _, opacity)| GradientStop { at: *at, ink: cover(*opacity) }).collect::<Vec<_>>();
        let first = self.items.len();
        let gradient = self.resources.gradients.push(Arc::new(Gradient { shape, stops, of_mask: true }));
        let Area { segments, even_odd } = area;
        self.add(Drawing::Shade(Shade { segments, even_odd, gradient, place }));
        let items = self.items.split_off(first);
        let mask = self.resources.groups.push(Arc::new(scene::Group { items, ..scene::Group::default() }));
        self.add(drawing);
        self.enclose(first, scene::Group { mask: Some(mask), ..scene::Group::default() });
    }

    /// The same stops, with others between them where converted colours mix otherwise than inks do.
    fn through(
        &mut self,
        colours: Vec<Colour>,
        inks: Vec<Id<Ink>>,
        painting: &Painting<'_>,
    ) -> (Vec<Colour>, Vec<Id<Ink>>) {
        let (mut more, mut their_inks) = (Vec::new(), Vec::new());
        let mut before: Option<Colour> = None;
        for (colour, ink) in colours.into_iter().zip(inks) {
            let converted = self.is_converted(colour.1, painting.declared).then_some(colour);
            let between = before.zip(converted).map(|(from, to)| self.between(from, to));
            for between in between.into_iter().flatten() {
                let usvg::Color { red, green, blue } = between.1;
                let process = self.inks.converted([red, green, blue]);
                their_inks.push(self.resources.inks.id_of(Ink::Process(process)));
                more.push(between);
            }
            before = converted;
            more.push(colour);
            their_inks.push(ink);
        }
        (more, their_inks)
    }

    /// As many colours between two as are needed to go straight from one to the next on plates.
    fn between(&self, from: Colour, to: Colour) -> Vec<Colour> {
        let steps = |count: u8| -> Vec<Colour> { (1..count).map(|step| mixed(from, to, step, count)).collect() };
        let is_near = |[a, b]: [Colour; 2]| {
            let seen = |(_, c, _): Colour| self.inks.converted([c.red, c.green, c.blue]);
            let (a, b, middle) = (seen(a), seen(b), seen(mixed(a, b, 1, 2)));
            let straight = Process(std::array::from_fn(|at| {
                let part = |of: Process| of.0.get(at).copied().unwrap_or_default();
                u16::midpoint(part(a), part(b))
            }));
            straight.to_rgb().iter().zip(middle.to_rgb()).all(|(a, b)| a.abs_diff(b) <= NEAR)
        };
        [1, 2, 4, 8]
            .into_iter()
            .find_map(|count| {
                let steps = steps(count);
                let all: Vec<Colour> = [from].into_iter().chain(steps.iter().copied()).chain([to]).collect();
                all.array_windows::<2>().all(|pair| is_near(*pair)).then_some(steps)
            })
            .unwrap_or_else(|| steps(16))
    }

    /// The inks, if there are plates on which they can be mixed: those of the process, or one other.
    fn of_one_space(&mut self, inks: Vec<Id<Ink>>) -> Option<Vec<Id<Ink>>> {
        let known = |id: &Id<Ink>| self.resources.inks.get(*id).clone();
        let all: Vec<Ink> = inks.iter().map(known).collect();
        if all.iter().all(|ink| matches!(ink, Ink::Process(_))) {
            return Some(inks);
        }
        let spot = all.iter().find(|ink| matches!(ink, Ink::Spot { .. }))?;
        let none = spot.tinted(0)?;
        let mixed = inks.iter().zip(&all).map(|(id, ink)| match ink {
            Ink::Process(Process::NONE) => Some(self.resources.inks.id_of(none.clone())),
            Ink::Spot { .. } if ink.separation()?.name == spot.separation()?.name => Some(*id),
            _ => None,
        });
        mixed.collect()
    }

    /// Where the gradient stands so that it need not be repeated, and from which time to which it is.
    fn repeated(
        &mut self,
        way: &Way<'_>,
        place: Affine,
        back: Affine,
        segments: &[Segment],
    ) -> Option<(Affine, std::ops::Range<i64>)> {
        if way.spread == SpreadMethod::Pad {
            return Some((place, 0..1));
        }
        let points = segments.iter().flat_map(|segment| segment.points());
        let points = points.map(|point| apply(back, point.x.emu() as f64, point.y.emu() as f64));
        let (from, to) = match way.shape {
            GradientShape::Linear => {
                points.fold((f64::INFINITY, f64::NEG_INFINITY), |(from, to), (x, _)| (from.min(x), to.max(x)))
            }
            GradientShape::Radial { radius, .. } if radius > 0.0 => {
                self.fail(say!("a gradient that is repeated about a circle"));
                return None;
            }
            GradientShape::Radial { focus: (fx, fy), .. } => {
                // A circle at a time t, about the focus times 1 − t, holds what is nearer than t to its middle.
                let reach = |x: f64, y: f64| (x - fx).hypot(y - fy) / (1.0 - fx.hypot(fy));
                (0.0, points.fold(0.0, |far, (x, y)| f64::max(far, reach(x, y))))
            }
        };
        let (from, to) = (from.floor(), to.ceil().max(from.floor() + 1.0));
        if !(from.is_finite() && to - from <= MOST_TIMES && from.abs() < 1e9) {
            self.fail(say!("a gradient that is repeated more than {most} times", most = MOST_TIMES as i64));
            return None;
        }
        let times = to - from;
        let (e, f) = match way.shape {
            GradientShape::Linear => apply(place, from, 0.0),
            GradientShape::Radial { focus: (fx, fy), .. } => apply(place, fx * (1.0 - times), fy * (1.0 - times)),
        };
        let Affine { a, b, c, d, .. } = place;
        Some((Affine { a: a * times, b: b * times, c: c * times, d: d * times, e, f }, from as i64..to as i64))
    }
}

/// The colours over so many times.
fn stops(way: &Way<'_>, times: &std::ops::Range<i64>) -> Vec<Colour> {
    let count = (times.end - times.start) as f32;
    let one = |time: i64| {
        let is_back = way.spread == SpreadMethod::Reflect && time.rem_euclid(2) == 1;
        let first = (time - times.start) as f32;
        let all = way.stops.iter().map(move |stop| {
            let at = stop.offset().get();
            let at = if is_back { 1.0 - at } else { at };
            ((first + at) / count, stop.color(), stop.opacity().get())
        });
        let mut all: Vec<_> = all.collect();
        if is_back {
            all.reverse();
        }
        // Before the first colour and after the last there is no other within a time.
        if times.end - times.start > 1 {
            let (start, end) = (first / count, (first + 1.0) / count);
            if let Some((at, colour, opacity)) = all.first().copied().filter(|(at, ..)| *at > start) {
                all.insert(0, (start.min(at), colour, opacity));
            }
            if let Some((at, colour, opacity)) = all.last().copied().filter(|(at, ..)| *at < end) {
                all.push((end.max(at), colour, opacity));
            }
        }
        all
    };
    times.clone().flat_map(one).collect()
}

/// A colour between two, as screens mix them.
fn mixed((from, a, clear): Colour, (to, b, full): Colour, step: u8, of: u8) -> Colour {
    let part = f32::from(step) / f32::from(of);
    let mix = |a: f32, b: f32| a + (b - a) * part;
    let colour = |a: u8, b: u8| mix(a.into(), b.into()).round() as u8;
    let between = usvg::Color::new_rgb(colour(a.red, b.red), colour(a.green, b.green), colour(a.blue, b.blue));
    (mix(from, to), between, mix(clear, full))
}

fn apply(map: Affine, x: f64, y: f64) -> (f64, f64) {
    (map.a * x + map.c * y + map.e, map.b * x + map.d * y + map.f)
}

/// The map back; `None` where all comes to stand on a line.
fn inverse(map: Affine) -> Option<Affine> {
    let Affine { a, b, c, d, e, f } = map;
    let size = a * d - b * c;
    let is_flat = !size.is_finite() || size.abs() <= 1e-9 * (a * a + b * b + c * c + d * d);
    (!is_flat).then(|| {
        let (a, b, c, d) = (d / size, -b / size, -c / size, a / size);
        Affine { a, b, c, d, e: -(a * e + c * f), f: -(b * e + d * f) }
    })
}
