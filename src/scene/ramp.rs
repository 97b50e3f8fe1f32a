//! The colours of a gradient on screens.

use super::{Gradient, GradientStop, Id, Ink, Process};

/// A colour on the way of a gradient, as screens show it. Between two of them red, green and blue are mixed in
/// proportion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RampStop {
    /// Where, from 0 to 1.
    pub at: f32,
    /// The ink that it is a tint or a mixture of.
    pub ink: Id<Ink>,
    /// Red, green and blue.
    pub colour: [u8; 3],
}

impl Gradient {
    /// Its stops in the colours of their inks. Black lies over the other inks, so that a mixture of inks is none of
    /// red, green and blue; there stand so many more stops that both are the same to half a level of 255. `None` where
    /// an ink is not seen.
    #[must_use]
    pub fn ramp(&self, seen: impl Fn(Id<Ink>) -> Option<Process>) -> Option<Vec<RampStop>> {
        let stops: Vec<_> = self.stops.iter().map(|stop| Some((*stop, seen(stop.ink)?))).collect::<Option<Vec<_>>>()?;
        let first = stops.first()?;
        let mut ramp = vec![first.0.shown(first.1)];
        for ((before, from), (after, to)) in stops.iter().zip(stops.iter().skip(1)) {
            let steps = if after.at > before.at { steps(*from, *to) } else { 1 };
            // An added stop is of the ink there is more of; where one of them is bare, of the other.
            let ink = if *to == Process::NONE { before.ink } else { after.ink };
            ramp.extend((1..steps).map(|step| {
                let way = f32::from(step) / f32::from(steps);
                GradientStop { at: before.at + (after.at - before.at) * way, ink }.shown(from.mixed(*to, step, steps))
            }));
            ramp.push(after.shown(*to));
        }
        Some(ramp)
    }
}

impl GradientStop {
    fn shown(self, process: Process) -> RampStop {
        RampStop { at: self.at, ink: self.ink, colour: process.to_rgb() }
    }
}

impl Process {
    /// What stands after so many of so many steps on the way to another mixture.
    fn mixed(self, to: Process, step: u16, steps: u16) -> Process {
        let (Process(from), Process(to)) = (self, to);
        let (step, steps) = (u32::from(step), u32::from(steps.max(1)));
        let mut parts = from;
        for (part, (a, b)) in parts.iter_mut().zip(from.into_iter().zip(to)) {
            let mixed = (u32::from(a) * (steps - step) + u32::from(b) * step + steps / 2) / steps;
            *part = u16::try_from(mixed).unwrap_or(a);
        }
        Process(parts)
    }
}

/// The steps between two mixtures in which a straight way of the colour keeps to that of the inks. Where black changes
/// by k and another ink by c, the colour is off by c·k/4 in the middle of one step, and by c·k/4n² in each of n.
fn steps(Process([c, m, y, k]): Process, Process([to_c, to_m, to_y, to_k]): Process) -> u16 {
    let other = c.abs_diff(to_c).max(m.abs_diff(to_m)).max(y.abs_diff(to_y));
    let off = f64::from(other) * f64::from(k.abs_diff(to_k)) * 255.0 / 4e6;
    ((off / 0.5).sqrt().ceil() as u16).clamp(1, 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{GradientShape, Ids};

    fn ramp(colours: &[Process]) -> Vec<RampStop> {
        let mut inks = Ids::new();
        let last = (colours.len() - 1) as f32;
        let stop = |(colour, at): (&Process, u8)| GradientStop {
            at: f32::from(at) / last,
            ink: inks.push(Ink::Process(*colour)),
        };
        let stops = colours.iter().zip(0..).map(stop).collect();
        let gradient = Gradient { shape: GradientShape::Linear, stops, of_mask: false };
        gradient.ramp(|ink| inks.get(ink).process()).unwrap()
    }

    #[test]
    fn inks_of_which_black_is_the_same_need_no_more_stops() {
        let told = ramp(&[Process([1000, 0, 0, 0]), Process([0, 0, 1000, 0]), Process([0, 0, 1000, 0])]);
        assert_eq!(
            told.iter().map(|stop| stop.colour).collect::<Vec<_>>(),
            [[0, 255, 255], [255, 255, 0], [255, 255, 0]]
        );
        assert_eq!(ramp(&[Process::NONE, Process::BLACK]).len(), 2);
    }

    #[test]
    fn between_yellow_and_black_the_inks_are_mixed_and_not_the_lights() {
        let told = ramp(&[Process([0, 0, 1000, 0]), Process::BLACK]);
        // Half of both: red is 255 of which half black takes half, of blue half the yellow takes half once more.
        let middle = told.iter().find(|stop| stop.at == 0.5).unwrap();
        assert_eq!(middle.colour, [128, 128, 64]);
        assert!(told.is_sorted_by_key(|stop| (stop.at * 1000.0) as u32) && told.len() == 13, "{}", told.len());
    }
}
