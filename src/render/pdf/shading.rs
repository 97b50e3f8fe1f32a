//! Gradients as shadings (ISO 32000-1, 8.7.4.5.3 and 8.7.4.5.4).

use pdf_writer::types::FunctionShadingType;
use pdf_writer::writers::{ExponentialFunction, StitchingFunction};
use pdf_writer::{Chunk, Finish, Name, Obj, Ref};

use super::{light, parts};
use crate::scene::{Gradient, GradientShape, Id, Ids, Ink, Process};

/// A stop at the place of another one at the end of a gradient stands so far from it: what is beyond the end has
/// the colour of the outer one.
const HAIR: f32 = 1e-5;

/// The ink that tells on which plates and on which layer a gradient is.
pub(super) fn ink_of(gradient: &Gradient, inks: &Ids<Ink>) -> Option<Id<Ink>> {
    let own = || gradient.stops.iter().map(|stop| stop.ink);
    own().find(|ink| inks.get(*ink).separation().is_some()).or(own().next())
}

/// The shading of a gradient, with the colour space of the separation that it has tints of. `None` where inks
/// cannot be mixed, stops do not follow one another, or a number is none.
pub(super) fn embed(id: Ref, gradient: &Gradient, inks: &Ids<Ink>, separation: Option<Ref>) -> Option<Chunk> {
    let stretches = stretches(&colours(gradient, inks)?)?;
    let coordinates: Vec<f64> = match gradient.shape {
        GradientShape::Linear => vec![0.0, 0.0, 1.0, 0.0],
        GradientShape::Radial { focus: (x, y), radius } => vec![x, y, radius, 0.0, 0.0, 1.0],
    };
    if !coordinates.iter().all(|number| number.is_finite()) {
        return None;
    }
    let mut chunk = Chunk::new();
    let mut shading = chunk.function_shading(id);
    shading.shading_type(match gradient.shape {
        GradientShape::Linear => FunctionShadingType::Axial,
        GradientShape::Radial { .. } => FunctionShadingType::Radial,
    });
    match separation {
        _ if gradient.of_mask => shading.color_space().device_gray(),
        Some(separation) => drop(shading.pair(Name(b"ColorSpace"), separation)),
        None => shading.color_space().device_cmyk(),
    }
    shading.coords(coordinates.into_iter().map(|number| number as f32)).extend([true, true]);
    function(shading.insert(Name(b"Function")), &stretches);
    shading.finish();
    Some(chunk)
}

/// Where each stop stands, and its parts in the colour space of the gradient.
fn colours(gradient: &Gradient, inks: &Ids<Ink>) -> Option<Vec<(f32, Vec<f32>)>> {
    let of_all = ink_of(gradient, inks).and_then(|ink| inks.get(ink).separation());
    let parts_of = |ink: &Ink| match (of_all, ink, ink.separation()) {
        (None, Ink::Process(process @ Process([0, 0, 0, _])), _) if gradient.of_mask => Some(vec![light(*process)]),
        (None, Ink::Process(process), _) if !gradient.of_mask => Some(parts(*process).to_vec()),
        (Some(all), _, Some(own)) if all.name == own.name => Some(vec![f32::from(own.tint) / 1000.0]),
        (Some(_), Ink::Process(Process::NONE), _) => Some(vec![0.0]),
        _ => None,
    };
    gradient.stops.iter().map(|stop| Some((stop.at, parts_of(inks.get(stop.ink))?))).collect()
}

/// A way from a colour to another, and where it begins.
struct Stretch {
    begins: f32,
    from: Vec<f32>,
    to: Vec<f32>,
}

/// The ways from stop to stop, from 0 to 1, none without a length.
fn stretches(stops: &[(f32, Vec<f32>)]) -> Option<Vec<Stretch>> {
    let (first, last) = (stops.first()?, stops.last()?);
    let within = stops.iter().all(|(at, _)| (0.0..=1.0).contains(at));
    if stops.len() < 2 || !within || !stops.is_sorted_by(|(a, _), (b, _)| a <= b) {
        return None;
    }
    let before = (first.0 > 0.0).then_some((0.0, &first.1));
    let after = (last.0 < 1.0).then_some((1.0, &last.1));
    let all: Vec<_> = before.into_iter().chain(stops.iter().map(|(at, parts)| (*at, parts))).chain(after).collect();
    let end = all.len() - 1;
    let apart = |number: usize, at: f32| match number {
        0 => 0.0,
        number if number == end => 1.0,
        _ => at.clamp(HAIR, 1.0 - HAIR),
    };
    let all: Vec<_> = all.into_iter().enumerate().map(|(number, (at, parts))| (apart(number, at), parts)).collect();
    let pairs = all.iter().zip(all.iter().skip(1)).filter(|((from, _), (to, _))| from < to);
    Some(pairs.map(|((at, from), (_, to))| Stretch { begins: *at, from: (*from).clone(), to: (*to).clone() }).collect())
}

/// Writes the function of the ways (ISO 32000-1, 7.10.3 and 7.10.4).
fn function(object: Obj<'_>, stretches: &[Stretch]) {
    let one = |object: Obj<'_>, Stretch { from, to, .. }: &Stretch| {
        let mut function: ExponentialFunction<'_> = object.start();
        function.domain([0.0, 1.0]).c0(from.iter().copied()).c1(to.iter().copied()).n(1.0);
    };
    if let [alone] = stretches {
        return one(object, alone);
    }
    let mut function: StitchingFunction<'_> = object.start();
    let mut each = function.insert(Name(b"Functions")).array();
    stretches.iter().for_each(|stretch| one(each.push(), stretch));
    each.finish();
    function.domain([0.0, 1.0]).bounds(stretches.iter().skip(1).map(|stretch| stretch.begins));
    function.encode(stretches.iter().flat_map(|_| [0.0, 1.0]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(places: &[f32]) -> Option<Vec<(f32, f32, f32)>> {
        let stops: Vec<_> = places.iter().zip(1_u8..).map(|(at, number)| (*at, vec![number.into()])).collect();
        Some(stretches(&stops)?.iter().map(|s| (s.begins, s.from[0], s.to[0])).collect())
    }

    #[test]
    fn stops_cut_a_gradient_into_stretches_of_some_length() {
        assert_eq!(begins(&[0.0, 1.0]), Some(vec![(0.0, 1.0, 2.0)]));
        assert_eq!(begins(&[0.25, 0.75]), Some(vec![(0.0, 1.0, 1.0), (0.25, 1.0, 2.0), (0.75, 2.0, 2.0)]));
        assert_eq!(begins(&[0.0, 0.5, 0.5, 1.0]), Some(vec![(0.0, 1.0, 2.0), (0.5, 3.0, 4.0)]));
        // What lies before the beginning has the first colour, and what lies after the end the last.
        assert_eq!(
            begins(&[0.0, 0.0, 1.0, 1.0]),
            Some(vec![(0.0, 1.0, 2.0), (HAIR, 2.0, 3.0), (1.0 - HAIR, 3.0, 4.0)])
        );
        assert_eq!(begins(&[0.0, 0.0]), Some(vec![(0.0, 1.0, 2.0), (HAIR, 2.0, 2.0)]));
        assert_eq!(begins(&[1.0, 1.0]).map(|all| all.len()), Some(2));
        for broken in [&[0.5][..], &[], &[0.5, 0.4], &[0.0, 1.5], &[f32::NAN, 1.0]] {
            assert_eq!(begins(broken), None, "{broken:?}");
        }
    }
}
