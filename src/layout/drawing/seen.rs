//! Through what a drawing is seen: clipping paths and masks.

use std::borrow::Cow;
use std::sync::Arc;

use usvg::tiny_skia_path::{self, PathBuilder, Rect, Transform};
use usvg::{ClipPath, Group, Mask, Node};

use super::clip::Window;
use super::translate::Translator;
use crate::say;
use crate::scene::{self, Clip, Drawing, Id, Ink, Path, Process};

impl Translator<'_> {
    /// Clips a group: by windows where a rectangle is enough, by its outline, or by a mask where several
    /// shapes are seen together.
    pub(super) fn clip(
        &mut self,
        clip: &ClipPath,
        transform: Transform,
        windows: &mut Cow<'_, [Window]>,
        effects: &mut scene::Group,
    ) {
        if let Some(window) =
            viewport(clip).and_then(|(rect, own)| self.fitting.window(rect, transform.pre_concat(own)))
        {
            return windows.to_mut().push(window);
        }
        if let Some(other) = clip.clip_path() {
            self.clip(other, transform, windows, effects);
        }
        let transform = transform.pre_concat(clip.transform());
        let mut shapes = Vec::new();
        let alone = gather(clip.root(), transform, &mut self.objects, &mut shapes);
        if let (true, [(shape, place)]) = (alone, shapes.as_slice()) {
            let Some(segments) = self.translate(shape.data(), *place) else { return };
            self.segments += segments.len();
            effects.clips.push(Clip { segments, even_odd: is_even_odd(shape) });
            return;
        }
        let mask = self.within(usvg::MaskType::Alpha, |this| this.shapes(clip.root(), transform));
        // Of two masks one is seen through the other.
        let (items, other) = (mask, effects.mask.take());
        let group = scene::Group { items, mask: other, ..scene::Group::default() };
        effects.mask = Some(self.resources.groups.push(Arc::new(group)));
    }

    /// The shapes of a clipping path, as areas that let through.
    fn shapes(&mut self, group: &Group, above: Transform) {
        let transform = above.pre_concat(group.transform());
        let mut effects = scene::Group::default();
        let mut windows = Cow::from(Vec::new());
        if let Some(clip) = group.clip_path() {
            self.clip(clip, transform, &mut windows, &mut effects);
        }
        effects.clips.extend(windows.iter().map(Window::as_clip));
        let first = self.items.len();
        for node in group.children() {
            if self.is_too_much() {
                return;
            }
            self.objects += 1;
            match node {
                Node::Group(inner) => self.shapes(inner, transform),
                Node::Text(text) => {
                    self.text(text);
                    self.shapes(text.flattened(), transform);
                }
                Node::Path(shape) if shape.is_visible() => {
                    let Some(segments) = self.translate(shape.data(), transform) else { continue };
                    self.segments += segments.len();
                    let ink = self.resources.inks.id_of(Ink::Process(Process::NONE));
                    let even_odd = is_even_odd(shape);
                    self.add(Drawing::Path(Path { segments, fill: Some(ink), even_odd, stroke: None }));
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
        if !effects.is_plain() {
            self.enclose(first, effects);
        }
    }

    /// The group whose light a mask is.
    pub(super) fn mask(&mut self, mask: &Mask, transform: Transform) -> Id<scene::Group> {
        let other = mask.mask().map(|other| self.mask(other, transform));
        let rect = mask.rect();
        let window = Rect::from_xywh(rect.x(), rect.y(), rect.width(), rect.height())
            .and_then(|rect| self.fitting.window(rect, transform));
        if window.is_none() {
            self.fail(say!("a place more than 28 km away"));
        }
        let windows: Vec<Window> = window.into_iter().collect();
        let items = self.within(mask.kind(), |this| this.group(mask.root(), transform, &windows));
        self.resources.groups.push(Arc::new(scene::Group { items, mask: other, ..scene::Group::default() }))
    }

    /// What is drawn where colours stand for light.
    fn within(&mut self, kind: usvg::MaskType, draw: impl FnOnce(&mut Self)) -> Vec<scene::Item> {
        // Within a shape that covers or not, light of a mask around it is of no matter.
        let around = self.light.replace(kind);
        let first = self.items.len();
        draw(self);
        self.light = around;
        self.items.split_off(first)
    }
}

/// The shapes of a clipping path; `false` where one of them is clipped itself.
fn gather<'a>(
    group: &'a Group,
    above: Transform,
    objects: &mut usize,
    shapes: &mut Vec<(&'a usvg::Path, Transform)>,
) -> bool {
    let transform = above.pre_concat(group.transform());
    let mut alone = group.clip_path().is_none();
    *objects += group.children().len();
    for node in group.children() {
        match node {
            Node::Group(inner) => alone &= gather(inner, transform, objects, shapes),
            Node::Path(shape) if shape.is_visible() => shapes.push((shape, transform)),
            Node::Text(_) => alone = false,
            Node::Path(_) | Node::Image(_) => {}
        }
    }
    alone
}

fn is_even_odd(shape: &usvg::Path) -> bool {
    shape.fill().is_some_and(|fill| fill.rule() == usvg::FillRule::EvenOdd)
}

/// The rectangle of a clipping path that has nothing else.
fn viewport(clip: &ClipPath) -> Option<(tiny_skia_path::Rect, Transform)> {
    if clip.clip_path().is_some() {
        return None;
    }
    let (mut group, mut transform) = (clip.root(), clip.transform());
    loop {
        match group.children() {
            [Node::Group(inner)] if inner.clip_path().is_none() => {
                transform = transform.pre_concat(inner.transform());
                group = inner;
            }
            [Node::Path(path)] => {
                let rect = path.data().bounds();
                let is_rect = PathBuilder::from_rect(rect) == *path.data() && path.is_visible();
                return is_rect.then_some((rect, transform));
            }
            _ => return None,
        }
    }
}
