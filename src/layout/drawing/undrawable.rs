//! What a drawing has that cannot be drawn with inks, told once each.

use usvg::roxmltree::Node;

use crate::say;
use crate::sentence::{Sentence, count};

/// Most kinds of things that are told of a drawing.
pub(super) const MOST: usize = 20;

/// What was found, and the line of the file in which it stands.
pub(super) type Found = (Sentence, Option<u32>);

/// All that was found, each thing once with how often and where first.
pub(super) fn told(found: Vec<Found>) -> Vec<Sentence> {
    let mut kinds: Vec<(Sentence, u64, Option<u32>)> = Vec::new();
    for (what, line) in found {
        if let Some((_, times, first)) = kinds.iter_mut().find(|(known, ..)| *known == what) {
            *times += 1;
            *first = first.or(line);
        } else if kinds.len() <= MOST {
            kinds.push((what, 1, line));
        }
    }
    let more = kinds.len() > MOST;
    kinds.truncate(MOST);
    let tell = |(what, times, line)| match (times, line) {
        (1, None) => what,
        (1, Some(line)) => say!("{what} (line {line})", what, line),
        (times, None) => say!("{what} (once)" | "{what} ({n} times)", what, n = count(times)),
        (times, Some(line)) => say!(
            "{what} (once, in line {line})" | "{what} ({n} times, first in line {line})",
            what,
            n = count(times),
            line
        ),
    };
    kinds.into_iter().map(tell).chain(more.then(|| say!("and more"))).collect()
}

/// The lines of a text.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line, from 1, in which a byte stands.
    pub(super) fn line(&self, at: usize) -> u32 {
        self.0.partition_point(|end| *end < at) as u32 + 1
    }

    /// The line in which an element begins.
    pub(super) fn of_node(&self, node: &Node<'_, '_>) -> u32 {
        self.line(node.range().start)
    }
}
