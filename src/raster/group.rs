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
        self.in_strips(grouped, MOST_DOTS / self.depth(group), canvas);
    }

    /// A group that changes what is in it, in strips of so many dots.
    fn in_strips(&self, grouped: Grouped, dots: u32, canvas: &mut Window) {
        let group = self.stock.resources.groups.get(grouped.group);
        let Some(seen) = self.seen(grouped, canvas) else { return };
        let rows = (dots / seen.width()).max(1);
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tiny_skia::Pixmap;

    use super::*;
    use crate::diagnostic::Place;
    use crate::raster::PixelArea;
    use crate::scene::{
        Angle, Blank, Clip, Face, Glyph, GlyphRun, Id, Ink, Item, Opacity, Page, Part, Path, Quiet, Resources, Role,
        Stand, Stock, Symbol, Turn,
    };
    use crate::symbol::Reduction;
    use crate::units::{Length, Resolution};
    use crate::world::fonts;

    fn at(x: i64, y: i64) -> Point {
        Point { x: Length::from_mm(x), y: Length::from_mm(y) }
    }

    fn items(drawings: Vec<Drawing>) -> Vec<Item> {
        let part = Part::new("it", Role::Design, Place::Nowhere);
        drawings.into_iter().map(|drawing| Item { part: part.clone(), drawing }).collect()
    }

    /// A letter, bars, an ellipse with a line about it.
    fn drawings(resources: &mut Resources) -> Vec<Drawing> {
        let ink = resources.inks.push(Ink::BLACK);
        let face = resources.faces.push(Arc::new(Face::new(fonts::bundled("sans", false).unwrap()).unwrap()));
        let id = resources.faces.get(face).nominal('R').unwrap();
        let text = GlyphRun {
            face,
            size: Length::from_mm(9),
            letter_spacing: Length::ZERO,
            origin: at(3, 15),
            turn: Turn::None,
            angle: Angle::NONE,
            ink,
            text: "R".into(),
            glyphs: vec![Glyph { id, cid: 0, advance: 0, x_offset: 0, y_offset: 0, cluster: 0 }],
        };
        let (origin, module) = (at(10, 9), Length::from_mm(1) / 2);
        let stand = Stand { origin, module, reduction: Reduction::NONE, turn: Turn::None, ink };
        let bars = Symbol::bars(&[true, false, true, true], Length::from_mm(5), Quiet::beside(1, 1), stand).unwrap();
        let area = Path {
            segments: Path::ellipse(at(2, 2), Length::from_mm(15), Length::from_mm(9)),
            fill: Some(resources.inks.push(Ink::Process(crate::scene::Process([0, 500, 0, 0])))),
            stroke: Some(crate::scene::Stroke { ink, width: Length::from_mm(1) }),
            even_odd: false,
        };
        vec![Drawing::Path(area), Drawing::Text(text), Drawing::Symbol(bars)]
    }

    fn held(resources: &mut Resources, group: Group, drawings: Vec<Drawing>) -> Id<Group> {
        resources.groups.push(Arc::new(Group { items: items(drawings), ..group }))
    }

    fn stock(resources: Resources) -> Stock {
        let page = Page::artwork(Length::from_mm(20), Length::from_mm(20), Resolution::from_dots_per_mm(10).unwrap());
        Stock::new(page, resources, Blank::default())
    }

    fn painted(painter: &Painter<'_>, paint: impl Fn(&mut Window)) -> Pixmap {
        let mut canvas = Window::whole(Pixmap::new(painter.width, painter.height).unwrap());
        paint(&mut canvas);
        canvas.dots
    }

    #[test]
    fn texts_and_symbols_of_a_group_are_painted_as_they_are_alone() {
        let mut resources = Resources::default();
        let drawings = drawings(&mut resources);
        let plain = held(&mut resources, Group::default(), drawings.clone());
        let one = Group { opacity: Opacity::per_mille(500), ..Group::default() };
        let half = held(&mut resources, one, drawings.clone());
        let (stock, alone) = (stock(resources), items(drawings.clone()));
        let painter = Painter::new(&stock).unwrap();
        let expected = painted(&painter, |canvas| painter.items(&alone, canvas));
        assert!(expected.pixels().iter().any(|pixel| pixel.alpha() == 255));
        let grouped = |group| Drawing::Group(Grouped { group, shift: Point::default() });
        assert!(painted(&painter, |canvas| painter.drawing(&grouped(plain), canvas)) == expected);
        let halved = painted(&painter, |canvas| painter.drawing(&grouped(half), canvas));
        for (half, full) in halved.data().iter().zip(expected.data()) {
            assert!((i32::from(*half) * 2 - i32::from(*full)).abs() <= 2, "{half} of {full}");
        }
        // What is judged sees them in its own dots, of which a line of text has no other.
        let bounds = Bounds { left: Length::ZERO, top: Length::ZERO, right: at(20, 0).x, bottom: at(0, 20).y };
        let runs = |items: &[Item]| -> Vec<_> {
            PixelArea::paint(&stock, &bounds, (333, 333), items).unwrap().runs().collect()
        };
        assert_eq!(runs(&items(vec![grouped(plain)])), runs(&alone));
    }

    #[test]
    fn strips_show_what_the_whole_group_shows() {
        let mut resources = Resources::default();
        let drawings = drawings(&mut resources);
        let [light, black] =
            [200, 1000].map(|k| resources.inks.push(Ink::Process(crate::scene::Process([0, 0, 0, k]))));
        let area = |ink, middle: Point| {
            let segments = Path::ellipse(middle, Length::from_mm(8), Length::from_mm(14));
            Drawing::Path(Path { segments, fill: Some(ink), ..Path::default() })
        };
        let mask = held(&mut resources, Group::default(), vec![area(light, at(1, 1)), area(black, at(6, 3))]);
        let segments = Path::ellipse(at(0, 0), Length::from_mm(16), Length::from_mm(16));
        let clips = vec![Clip { segments, even_odd: false }];
        let shift = Point { x: Length::from_mm(1) / 3, y: Length::from_mm(1) / 7 };
        let inner = Group { opacity: Opacity::per_mille(700), mask: Some(mask), ..Group::default() };
        let inner = Drawing::Group(Grouped { group: held(&mut resources, inner, drawings), shift });
        let grouped = Grouped { group: held(&mut resources, Group { clips, ..Group::default() }, vec![inner]), shift };
        let stock = stock(resources);
        let painter = Painter::new(&stock).unwrap();
        let [whole, strips] =
            [MOST_DOTS, 1000].map(|dots| painted(&painter, |canvas| painter.in_strips(grouped, dots, canvas)));
        assert!(whole.pixels().iter().filter(|pixel| pixel.alpha() > 0).count() > 2000);
        // Curves are cut at the edges of strips, and then parted into other lines: smooth edges lie elsewhere by an
        // eighth of a dot.
        let apart = |most: u8| {
            whole.data().iter().zip(strips.data()).filter(|(whole, strips)| whole.abs_diff(**strips) > most).count()
        };
        assert!(apart(1) < 600 && apart(40) == 0, "{} {}", apart(1), apart(40));
        // Each of both has a canvas, and so has the mask within the inner one.
        assert_eq!(painter.depth(stock.resources.groups.get(grouped.group)), 3);
    }
}
