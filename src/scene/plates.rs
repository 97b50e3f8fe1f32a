//! The plates of a label, and what it looks like with some of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Bounds, Drawing, Gradient, GradientStop, Group, Id, Ids, Ink, Item, Layer, Path, Picture, Process, Resources,
    Scene, SpotKind, Stock, Stroke,
};
use crate::units::Length;

/// The plates of process inks, as they are named in files for presses.
const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// Black no wider than this is a line, and wider black an area, in which colours below would be seen.
const WIDEST_RULE: Length = Length::from_mm(2);

impl Path {
    /// Whether its area is a rule and no larger one.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        let around = Bounds::around(self.segments.iter().flat_map(|segment| segment.points()));
        around.is_some_and(|bounds| bounds.width().min(bounds.height()) <= WIDEST_RULE)
    }
}

impl Stock {
    /// The names of the plates that a label of this stock is printed with: those of process inks, then others in the
    /// order of its inks.
    #[must_use]
    pub fn plates(&self, scene: &Scene) -> Vec<String> {
        let resources = &self.resources;
        let items = || self.fixed.values().flatten().chain(scene.own());
        let mut inked = [false; 4];
        let mut named: BTreeMap<usize, &str> = BTreeMap::new();
        for id in items().flat_map(|item| item.drawing.inks(resources)) {
            let ink = resources.inks.get(id);
            match (ink, ink.separation()) {
                (Ink::Process(Process(parts)), _) => {
                    inked.iter_mut().zip(parts).for_each(|(inked, part)| *inked |= *part > 0);
                }
                (_, Some(separation)) if !named.values().any(|name| *name == separation.name) => {
                    named.insert(resources.inks.number(id), separation.name);
                }
                _ => {}
            }
        }
        let process = PROCESS.into_iter().zip(inked).filter(|(_, inked)| *inked || shows_pictures(items(), resources));
        process.map(|(name, _)| name).chain(named.into_values()).map(str::to_owned).collect()
    }

    /// The label as only some of its plates print it. What another plate prints is white where it takes these out, and
    /// is not there where it overprints them: black texts, symbols and rules do, and processing steps.
    #[must_use]
    pub fn separated(&self, scene: &Scene, plates: &[String]) -> (Stock, Scene) {
        let on = |name: &str| plates.iter().any(|plate| plate == name);
        let mut inks = self.resources.inks.clone();
        let mut made = |of: &dyn Fn(&Ink) -> Ink| {
            let all = self.resources.inks.iter().map(|(id, ink)| (id.number(), inks.id_of(of(ink))));
            all.collect::<Vec<_>>()
        };
        let areas = made(&|ink| printed(ink, &on));
        let slight = made(&|ink| match ink {
            Ink::Process(process) if *process == Process::BLACK && !on(PROCESS[3]) => Ink::Technical,
            other => printed(other, &on),
        });
        let few = Few { inks: &self.resources.inks, areas, slight };
        let resources = &self.resources;
        let of_masks = resources.groups_of_masks();
        let groups = resources.groups.each_of(|id, group| match of_masks.get(id.number()) {
            Some(true) => group.clone(),
            _ => Arc::new(Group { items: few.items(&group.items), ..Group::clone(group) }),
        });
        let gradients = resources.gradients.each(|gradient| few.gradient(gradient));
        let all_process = PROCESS.into_iter().all(on);
        let pictures = resources.pictures.each(|picture| match all_process {
            true => picture.clone(),
            false => less(picture, resources, PROCESS.map(on)),
        });
        let fixed = self.fixed.each(|run| few.items(run));
        let layers = scene.layers.iter().map(|layer| match layer {
            Layer::Fixed(run) => Layer::Fixed(*run),
            Layer::Own(items) => Layer::Own(few.items(items)),
        });
        let scene = Scene { layers: layers.collect() };
        let resources = Resources { inks, pictures, gradients, groups, ..resources.clone() };
        (Stock { resources, fixed, ..self.clone() }, scene)
    }
}

fn shows_pictures<'i>(items: impl Iterator<Item = &'i Item>, resources: &Resources) -> bool {
    items.into_iter().any(|item| shows_picture(item, resources))
}

fn shows_picture(item: &Item, resources: &Resources) -> bool {
    match &item.drawing {
        Drawing::Picture(_) => true,
        Drawing::Group(grouped) => shows_pictures(resources.groups.get(grouped.group).items.iter(), resources),
        _ => false,
    }
}

/// What is printed of an ink with some plates.
fn printed(ink: &Ink, on: &dyn Fn(&str) -> bool) -> Ink {
    match ink {
        Ink::Process(process) => Ink::Process(process.with(PROCESS.map(on))),
        Ink::Spot { name, .. } if on(name) => ink.clone(),
        // White lies under all, and takes nothing out.
        Ink::Spot { kind: SpotKind::White, .. } => Ink::Technical,
        Ink::Spot { .. } => Ink::Process(Process::NONE),
        Ink::Step { name, .. } if !on(name) => Ink::Technical,
        Ink::Step { .. } | Ink::Technical | Ink::Varnish => ink.clone(),
    }
}

impl Process {
    /// Only some of its parts.
    fn with(self, on: [bool; 4]) -> Self {
        let Process(mut parts) = self;
        parts.iter_mut().zip(on).filter(|(_, on)| !on).for_each(|(part, _)| *part = 0);
        Process(parts)
    }
}

/// A picture with some of the process inks. Where nothing tells how the press shows its colours, they are parted as
/// the colours of screens are.
fn less(picture: &Arc<Picture>, resources: &Resources, on: [bool; 4]) -> Arc<Picture> {
    let rgba = picture.rgba();
    let (pixels, _) = rgba.as_chunks::<4>();
    let cmyk = resources.press.as_deref().and_then(|press| press.cmyk(pixels));
    let thousandths = |part: &u8| u16::from(*part) * 200 / 51;
    let parts = cmyk.as_deref().map(|cmyk| {
        let (cmyk, _) = cmyk.as_chunks::<4>();
        cmyk.iter().map(|parts| Process(parts.each_ref().map(thousandths))).collect::<Vec<_>>()
    });
    let parts = parts.unwrap_or_else(|| pixels.iter().map(|[r, g, b, _]| Process::from_rgb(*r, *g, *b)).collect());
    let less = parts.into_iter().zip(pixels).flat_map(|(process, [.., opacity])| {
        let [r, g, b] = process.with(on).to_rgb();
        [r, g, b, *opacity]
    });
    let less = Picture::new(picture.name().to_owned(), picture.sides(), less.collect(), None);
    less.map_or_else(|| picture.clone(), Arc::new)
}

/// The inks that are painted for others: of areas, and of what is no larger area.
struct Few<'a> {
    inks: &'a Ids<Ink>,
    areas: Vec<(usize, Id<Ink>)>,
    slight: Vec<(usize, Id<Ink>)>,
}

impl Few<'_> {
    fn area(&self, ink: Id<Ink>) -> Id<Ink> {
        found(&self.areas, ink)
    }

    fn slight(&self, ink: Id<Ink>) -> Id<Ink> {
        found(&self.slight, ink)
    }

    fn items(&self, items: &[Item]) -> Vec<Item> {
        items.iter().map(|item| Item { part: item.part.clone(), drawing: self.drawing(&item.drawing) }).collect()
    }

    fn drawing(&self, drawing: &Drawing) -> Drawing {
        let mut drawing = drawing.clone();
        match &mut drawing {
            Drawing::Path(path) => self.path(path),
            Drawing::Text(run) => run.ink = self.slight(run.ink),
            Drawing::Symbol(symbol) => symbol.paint(self.slight(symbol.ink())),
            // Their colours change where they are kept.
            Drawing::Picture(_) | Drawing::Shade(_) | Drawing::Group(_) => {}
        }
        drawing
    }

    /// Area and line are painted in one go: where one takes out what lies below, both do.
    fn path(&self, path: &mut Path) {
        let overprints = |ink: Id<Ink>| *self.inks.get(ink) == Ink::BLACK;
        let is_slight = path.fill.is_none_or(|ink| overprints(ink) && path.is_rule())
            && path.stroke.is_none_or(|stroke| path.fill.is_none() || overprints(stroke.ink));
        let ink = |ink| if is_slight { self.slight(ink) } else { self.area(ink) };
        path.stroke = path.stroke.map(|stroke| Stroke { ink: ink(stroke.ink), ..stroke });
        path.fill = path.fill.map(ink);
    }

    fn gradient(&self, gradient: &Arc<Gradient>) -> Arc<Gradient> {
        if gradient.of_mask {
            return gradient.clone();
        }
        let stops = gradient.stops.iter().map(|stop| GradientStop { ink: self.area(stop.ink), ..*stop });
        Arc::new(Gradient { stops: stops.collect(), ..Gradient::clone(gradient) })
    }
}

fn found(inks: &[(usize, Id<Ink>)], ink: Id<Ink>) -> Id<Ink> {
    inks.get(ink.number()).map_or(ink, |(_, other)| *other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::scene::{Blank, Page, Part, Point, Role};
    use crate::units::Resolution;

    fn stock() -> (Stock, Ids<Ink>) {
        let page = Page::artwork(Length::from_mm(30), Length::from_mm(10), Resolution::from_dpi(300).unwrap());
        let stock = Stock::new(page, Resources::default(), Blank::default());
        (stock, Ids::new())
    }

    fn area(left: i64, side: i64, ink: Id<Ink>) -> Item {
        let corner = Point { x: Length::from_mm(left), y: Length::ZERO };
        let segments = Path::rectangle(corner, Length::from_mm(side), Length::from_mm(side), Length::ZERO);
        let drawing = Drawing::Path(Path { segments, fill: Some(ink), ..Path::default() });
        Item { part: Part::new("it", Role::Art, Place::Nowhere), drawing }
    }

    /// What paints the items of a label with some of its plates.
    fn painted(stock: &Stock, scene: &Scene, plates: &[&str]) -> Vec<Ink> {
        let plates: Vec<String> = plates.iter().map(|plate| (*plate).to_owned()).collect();
        let (stock, scene) = stock.separated(scene, &plates);
        scene.own().flat_map(|item| item.drawing.inks(&stock.resources)).map(|ink| stock.ink(ink).clone()).collect()
    }

    #[test]
    fn what_another_plate_takes_out_is_white_and_what_overprints_is_not_there() {
        let (mut stock, mut inks) = stock();
        let spot = |kind| Ink::Spot {
            name: format!("{kind:?}"),
            alternate: Process([1000, 660, 0, 20]),
            kind,
            reflectance: None,
            tint: 1000,
        };
        let ids = [
            inks.push(Ink::Process(Process([0, 1000, 500, 0]))),
            inks.push(Ink::BLACK),
            inks.push(spot(SpotKind::Colour)),
            inks.push(spot(SpotKind::White)),
        ];
        stock.resources.inks = inks;
        let [colour, black, brand, white] = ids;
        let items =
            vec![area(0, 9, colour), area(10, 9, black), area(20, 1, black), area(0, 9, brand), area(0, 9, white)];
        let scene = Scene::of(items);
        assert_eq!(stock.plates(&scene), ["Magenta", "Yellow", "Black", "Colour", "White"]);
        let none = Ink::Process(Process::NONE);
        let yellow = Ink::Process(Process([0, 0, 500, 0]));
        assert_eq!(
            painted(&stock, &scene, &["Yellow"]),
            [yellow, none.clone(), Ink::Technical, none.clone(), Ink::Technical]
        );
        assert_eq!(
            painted(&stock, &scene, &["Black", "White"]),
            [none.clone(), Ink::BLACK, Ink::BLACK, none, spot(SpotKind::White)]
        );
    }
}
