//! Groups, with their clips and masks.

use super::definitions::Definitions;
use super::maker::SvgMaker;
use super::names::{LAYER, NAME};
use super::path::{self, Mm, Thin};
use crate::render::markup::Escaped;
use crate::render::put;
use crate::scene::{Blend, Clip, Drawing, Group, Grouped, Id, Opacity, Point};

impl SvgMaker<'_> {
    /// A group in its place: nothing where nothing of it is drawn.
    pub(super) fn group(&self, grouped: Grouped, out: &mut String, defs: &mut Definitions) {
        let group = self.stock.resources.groups.get(grouped.group);
        let mut content = String::new();
        group.items.iter().for_each(|item| self.drawing(&item.drawing, &mut content, defs));
        if content.is_empty() {
            return;
        }
        let mut attributes = self.names(group);
        let Point { x, y } = grouped.shift;
        if grouped.shift != Point::default() {
            put(&mut attributes, format_args!(" transform=\"translate({} {})\"", Mm(x), Mm(y)));
        }
        if let Some(mask) = group.mask {
            put(&mut attributes, format_args!(" mask=\"url(#{})\"", self.mask(mask, defs)));
        }
        if group.opacity != Opacity::FULL {
            put(
                &mut attributes,
                format_args!(" opacity=\"{}\"", Thin(f64::from(group.opacity.thousandths()) / 1000.0)),
            );
        }
        match (group.blend, group.isolated) {
            (Blend::Normal, false) => {}
            (Blend::Normal, true) => attributes.push_str(" style=\"isolation:isolate\""),
            // A blend mode isolates too (Compositing and Blending Level 1, 3.4).
            (blend, _) => put(&mut attributes, format_args!(" style=\"mix-blend-mode:{}\"", blend.css_name())),
        }
        // An element has one clip path: each further one stands on a group within.
        let mut clips = group.clips.iter();
        if let Some(clip) = clips.next() {
            put(&mut attributes, format_args!(" clip-path=\"url(#{})\"", define(clip, defs)));
        }
        for clip in clips {
            content = format!("<g clip-path=\"url(#{})\">\n{content}</g>\n", define(clip, defs));
        }
        if attributes.is_empty() {
            return out.push_str(&content);
        }
        put(out, format_args!("<g{attributes}>\n{content}</g>\n"));
    }

    /// What a group is called, and the layer that it is.
    fn names(&self, group: &Group) -> String {
        let mut names = String::new();
        if let Some(name) = &group.name {
            put(&mut names, format_args!("{NAME}{}\"", Escaped::xml(name)));
        }
        if let Some(layer) = group.layer {
            let label = Escaped::xml(&self.stock.resources.layers.get(layer).name).to_string();
            match self.stock.page.sheet {
                // A layer is there once, and a sheet has it with each label.
                Some(_) => put(&mut names, format_args!(" data-layer=\"{label}\"")),
                None => put(&mut names, format_args!("{LAYER} inkscape:label=\"{label}\"")),
            }
        }
        names
    }

    /// The id of a mask. White lets through, black and what is not painted does not.
    fn mask(&self, mask: Id<Group>, defs: &mut Definitions) -> String {
        let grouped = Grouped { group: mask, shift: Point::default() };
        let mut content = String::from("\n");
        self.group(grouped, &mut content, defs);
        let mut area = String::from(" maskUnits=\"userSpaceOnUse\"");
        if let Some(b) = Drawing::Group(grouped).reach(&self.stock.resources) {
            let [x, y, width, height] = [b.left, b.top, b.width(), b.height()].map(Mm);
            put(&mut area, format_args!(" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""));
        }
        defs.define("mask", &area, &content)
    }
}

/// The id of a clip path.
fn define(clip: &Clip, defs: &mut Definitions) -> String {
    let mut content = String::from("<path");
    if clip.even_odd {
        content.push_str(" clip-rule=\"evenodd\"");
    }
    content.push_str(" d=\"");
    path::segments(&clip.segments, &mut content);
    content.push_str("\"/>");
    defs.define("clipPath", "", &content)
}
