//! Groups in dots: what is seen through clips and masks, with an opacity or a blend mode.

use std::borrow::Cow;

use tiny_skia::{BlendMode, FilterQuality, IntRect, Mask, PixmapPaint, PremultipliedColorU8, Transform};

use super::Painter;
use super::paint::rule;
use super::window::Window;
use crate::scene::{Blend, Bounds, Drawing, Group, Grouped, Point};

/// Most dots of the canvases on which a group and those in it are painted, one in the other: of large labels a
/// group is painted strip by strip.
const MOST_DOTS: u32 = 1 << 24;

impl Painter<'_> {
    /// A group in its place.
    pub(super) fn group(&self, grouped: Grouped, canvas: &mut Window) {
        let group = self.stock.resources.groups.get(grouped.group);
        if group.is_plain() {
            return self.members(group, grouped.shift, canvas);
        }
        let Some(seen) = self.seen(grouped, canvas) else { return };
        let rows = (MOST_DOTS / self.depth(group) / seen.width()).max(1);
        let mut top = 0;
        while top < seen.height() {
            let rows = rows.min(seen.height() - top);
            let strip = IntRect::from_xywh(seen.x(), seen.y().saturating_add_unsigned(top), seen.width(), rows);
            let _ = strip.and_then(|strip| self.strip(group, grouped.shift, strip, canvas));
            top += rows;
        }
    }

    /// What a strip of the canvas shows of a group. What is in a group that is only clipped mixes with what lies below;
    /// else the group does so as one.
    fn strip(&self, group: &Group, shift: Point, strip: IntRect, canvas: &mut Window) -> Option<()> {
        let mut window = if group.is_mixed() { Window::clear(strip)? } else { canvas.part(strip)? };
        self.members(group, shift, &mut window);
        let through = self.through(group, shift, strip)?;
        if !group.is_mixed() {
            canvas.replace(&window, through.data());
            return Some(());
        }
        window.dots.apply_mask(&through);
        let (opacity, blend_mode) = (group.opacity.part(), blend_mode(group.blend));
        canvas.lay(&window, &PixmapPaint { opacity, blend_mode, quality: FilterQuality::Nearest });
        Some(())
    }

    fn members(&self, group: &Group, shift: Point, canvas: &mut Window) {
        for item in &group.items {
            let drawing = match shift == Point::default() {
                true => Cow::Borrowed(&item.drawing),
                false => Cow::Owned(item.drawing.moved(shift)),
            };
            self.drawing(&drawing, canvas);
        }
    }

    /// How much of each dot clips and the mask of a group let through.
    fn through(&self, group: &Group, shift: Point, strip: IntRect) -> Option<Mask> {
        let (width, height) = (strip.width(), strip.height());
        let mut through = Mask::from_vec(vec![255; width as usize * height as usize], strip.size())?;
        let way = Transform::from_translate(-strip.x() as f32, -strip.y() as f32);
        for clip in &group.clips {
            let mut area = Mask::new(width, height)?;
            let segments: Vec<_> =
                clip.segments.iter().map(|segment| segment.map(|point| point.moved(shift))).collect();
            if let Some(outline) = self.outline(&segments) {
                area.fill_path(&outline, rule(clip.even_odd), self.grid.smooth, way);
            }
            narrow(&mut through, &area);
        }
        if let Some(mask) = group.mask {
            narrow(&mut through, &self.light(Grouped { group: mask, shift }, strip)?);
        }
        Some(through)
    }

    /// How light each dot of a mask is, and nothing where nothing is painted.
    fn light(&self, mask: Grouped, strip: IntRect) -> Option<Mask> {
        let mut window = Window::clear(strip)?;
        self.group(mask, &mut window);
        let mut light = Mask::new(strip.width(), strip.height())?;
        light.data_mut().iter_mut().zip(window.dots.pixels()).for_each(|(light, pixel)| *light = luminance(pixel));
        Some(light)
    }

    /// The dots of a canvas on which something of a group may be seen.
    fn seen(&self, grouped: Grouped, canvas: &Window) -> Option<IntRect> {
        let resources = &self.stock.resources;
        let mut reach = Drawing::Group(grouped).reach(resources)?;
        if let Some(mask) = resources.groups.get(grouped.group).mask {
            let light = Drawing::Group(Grouped { group: mask, shift: grouped.shift }).reach(resources)?;
            reach = reach.common(&light)?;
        }
        self.around(&reach)?.intersect(&canvas.place()?)
    }

    /// The dots around a box, with those that smooth edges and the least stroke touch.
    pub(super) fn around(&self, bounds: &Bounds) -> Option<IntRect> {
        let (left, top) = self.at(Point { x: bounds.left, y: bounds.top });
        let (right, bottom) = self.at(Point { x: bounds.right, y: bounds.bottom });
        let more = 2.0 + self.grid.hair.ceil();
        // Far beyond any canvas, and sides that are numbers still.
        let [left, top] = [left, top].map(|edge| (edge.floor() - more).clamp(-1e9, 1e9) as i32);
        let [right, bottom] = [right, bottom].map(|edge| (edge.ceil() + more).clamp(-1e9, 1e9) as i32);
        IntRect::from_ltrb(left, top, right, bottom)
    }

    /// How many canvases a group is painted on, at most: one in the other.
    fn depth(&self, group: &Group) -> u32 {
        let groups = &self.stock.resources.groups;
        let inner = group.items.iter().filter_map(|item| match &item.drawing {
            Drawing::Group(inner) => Some(self.depth(groups.get(inner.group))),
            _ => None,
        });
        let mask = group.mask.map(|mask| self.depth(groups.get(mask)) + 1);
        inner.chain(mask).max().unwrap_or(0) + u32::from(!group.is_plain())
    }

    /// Whether a drawing mixes with what lies below it.
    pub(super) fn blends(&self, drawing: &Drawing) -> bool {
        let Drawing::Group(grouped) = drawing else { return false };
        let group = self.stock.resources.groups.get(grouped.group);
        group.blend != Blend::Normal || (!group.is_mixed() && group.items.iter().any(|item| self.blends(&item.drawing)))
    }
}

/// Lets through as much as another mask does of what one lets through.
fn narrow(through: &mut Mask, other: &Mask) {
    for (part, other) in through.data_mut().iter_mut().zip(other.data()) {
        *part = u8::try_from((u32::from(*part) * u32::from(*other) + 127) / 255).unwrap_or(u8::MAX);
    }
}

/// Luminance times opacity, with the weights of SVG 1.1, 14.4.
fn luminance(pixel: &PremultipliedColorU8) -> u8 {
    let [red, green, blue] = [pixel.red(), pixel.green(), pixel.blue()].map(u32::from);
    u8::try_from((red * 2126 + green * 7152 + blue * 722 + 5000) / 10_000).unwrap_or(u8::MAX)
}

fn blend_mode(blend: Blend) -> BlendMode {
    match blend {
        Blend::Normal => BlendMode::SourceOver,
        Blend::Multiply => BlendMode::Multiply,
        Blend::Screen => BlendMode::Screen,
        Blend::Overlay => BlendMode::Overlay,
        Blend::Darken => BlendMode::Darken,
        Blend::Lighten => BlendMode::Lighten,
        Blend::ColorDodge => BlendMode::ColorDodge,
        Blend::ColorBurn => BlendMode::ColorBurn,
        Blend::HardLight => BlendMode::HardLight,
        Blend::SoftLight => BlendMode::SoftLight,
        Blend::Difference => BlendMode::Difference,
        Blend::Exclusion => BlendMode::Exclusion,
        Blend::Hue => BlendMode::Hue,
        Blend::Saturation => BlendMode::Saturation,
        Blend::Color => BlendMode::Color,
        Blend::Luminosity => BlendMode::Luminosity,
    }
}
