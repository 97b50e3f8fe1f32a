//! Texts with expressions in a drawing, and what stands around them.

use usvg::tiny_skia_path::{PathSegment, Point, Rect, Transform};
use usvg::{BlendMode, ClipPath, Group, Node, Paint, Text, TextChunk};

use super::trace::Trace;
use crate::say;
use crate::sentence::Sentence;

/// What an expression begins with.
pub(super) const OPEN: &str = "{{";
/// How far corners may stand from those of an upright rectangle, beside their own place.
const EVEN: f32 = 1e-3;

/// What stands around something in a drawing.
#[derive(Clone, Default)]
pub(super) struct Around {
    /// What keeps a text from being set apart from the drawing.
    effect: Option<Sentence>,
    /// What is seen, in the drawing's units.
    clip: Option<Rect>,
    /// The line in which it begins.
    line: u32,
}

/// A text with expressions, and what keeps it from being set apart from its drawing.
pub(super) struct Filled<'a> {
    pub(super) text: &'a Text,
    pub(super) effect: Option<Sentence>,
    pub(super) line: u32,
}

/// The texts with expressions below a group.
pub(super) fn gather<'a>(trace: &Trace, group: &'a Group, around: &Around, found: &mut Vec<Filled<'a>>) {
    for node in group.children() {
        match node {
            Node::Group(group) => {
                for root in
                    [group.clip_path().map(ClipPath::root), group.mask().map(usvg::Mask::root)].into_iter().flatten()
                {
                    gather(trace, root, &around.within(say!("it stands in a mask or a clip path")), found);
                }
                gather(trace, group, &around.with(group, trace), found);
            }
            Node::Path(path) => {
                let paints = [path.fill().map(usvg::Fill::paint), path.stroke().map(usvg::Stroke::paint)];
                for paint in paints.into_iter().flatten() {
                    if let Paint::Pattern(pattern) = paint {
                        gather(trace, pattern.root(), &around.within(say!("it stands in a pattern")), found);
                    }
                }
            }
            Node::Text(text) => {
                let words: String = text.chunks().iter().map(TextChunk::text).collect();
                if words.contains(OPEN) {
                    let is_seen = around.clip.is_none_or(|clip| holds(clip, text.abs_bounding_box()));
                    let cut = (!is_seen).then(|| say!("a clip path cuts it off"));
                    let line = trace.of_id(text.id()).map_or(around.line, |traced| traced.line);
                    found.push(Filled { text, effect: around.effect.clone().or(cut), line });
                }
            }
            Node::Image(_) => {}
        }
    }
}

impl Around {
    /// The same in something that is drawn by another.
    fn within(&self, effect: Sentence) -> Self {
        Self { effect: Some(effect), clip: None, line: self.line }
    }

    /// The same within a group.
    fn with(&self, group: &Group, trace: &Trace) -> Self {
        let mut around = self.clone();
        around.line = trace.of_id(group.id()).map_or(self.line, |traced| traced.line);
        let effect = if group.mask().is_some() || !group.filters().is_empty() {
            Some(say!("it stands in a group with a mask or a filter"))
        } else if group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal {
            Some(say!("it stands in a group that is not opaque, or is blended"))
        } else {
            None
        };
        around.effect = effect.or(around.effect);
        if let Some(clip) = group.clip_path() {
            match rectangle(clip, group.abs_transform()) {
                Some(own) => around.clip = Some(around.clip.map_or(own, |clip| common(clip, own))),
                None => {
                    around.effect = Some(say!("it stands in a group with a clip path that is no upright rectangle"))
                }
            }
        }
        around
    }
}

/// The upright rectangle that a clip path is.
fn rectangle(clip: &ClipPath, transform: Transform) -> Option<Rect> {
    let [Node::Path(path)] = clip.root().children() else { return None };
    if clip.clip_path().is_some() {
        return None;
    }
    let seen =
        path.data().clone().transform(transform.pre_concat(clip.transform()).pre_concat(path.abs_transform()))?;
    let bounds = seen.bounds();
    let near = |one: f32, other: f32| (one - other).abs() <= EVEN * (1.0 + other.abs());
    let corner = |p: Point| {
        (near(p.x, bounds.left()) || near(p.x, bounds.right()))
            && (near(p.y, bounds.top()) || near(p.y, bounds.bottom()))
    };
    let straight = seen.segments().all(|segment| match segment {
        PathSegment::MoveTo(p) | PathSegment::LineTo(p) => corner(p),
        PathSegment::Close => true,
        PathSegment::QuadTo(..) | PathSegment::CubicTo(..) => false,
    });
    (straight && seen.points().len() >= 4).then_some(bounds)
}

fn common(one: Rect, other: Rect) -> Rect {
    let (left, top) = (one.left().max(other.left()), one.top().max(other.top()));
    let (right, bottom) = (one.right().min(other.right()), one.bottom().min(other.bottom()));
    // Of rectangles that have nothing in common nothing is seen.
    Rect::from_ltrb(left, top, right.max(left), bottom.max(top)).unwrap_or(one)
}

fn holds(clip: Rect, words: Rect) -> bool {
    clip.left() <= words.left()
        && clip.top() <= words.top()
        && clip.right() >= words.right()
        && clip.bottom() >= words.bottom()
}
