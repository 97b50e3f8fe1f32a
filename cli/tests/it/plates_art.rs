//! Plates of drawings with gradients, groups and pictures, as programs of others see them.

use std::process::Command;
use std::sync::Arc;

use quietzone::diagnostic::Place;
use quietzone::gs1::{Code, PlainCode};
use quietzone::render::pdf::{About, Pdf, SymbolForm};
use quietzone::render::{Format, Which};
use quietzone::scene::{
    Affine, ArtLayer, Blank, Blend, Clip, Drawing, Gradient, GradientShape, GradientStop, Group, Grouped, Id, Ink,
    Item, Layer, Opacity, Page, Part, Path, Picture, Placed, Point, Process, ProcessingStep, Resources, Role, Scene,
    Segment, Shade, SpotKind, Stock, Stroke,
};
use quietzone::sentence::Sentence;
use quietzone::units::{Length, Resolution};

use super::common::*;
use super::plates::Plates;

/// A scene made by hand, on an artwork of 60 by 40 mm.
struct Sketch {
    resources: Resources,
    items: Vec<Item>,
}

fn mm(number: f64) -> Length {
    Length::from_micrometres((number * 1000.0) as i64)
}

fn at(x: f64, y: f64) -> Point {
    Point { x: mm(x), y: mm(y) }
}

fn cmyk(parts: [u16; 4]) -> Ink {
    Ink::Process(Process(parts))
}

fn brand(tint: u16) -> Ink {
    let alternate = Process([1000, 660, 0, 20]);
    Ink::Spot { name: "Brand".into(), alternate, kind: SpotKind::Colour, reflectance: None, tint }
}

fn white() -> Ink {
    let alternate = Process([300, 0, 0, 0]);
    Ink::Spot { name: "White".into(), alternate, kind: SpotKind::White, reflectance: None, tint: 1000 }
}

fn die() -> Ink {
    Ink::Step { name: "Dieline".into(), alternate: Process([0, 1000, 0, 0]), step: ProcessingStep::Cutting }
}

/// A rectangle: left, top, width and height in millimetres.
fn rectangle([x, y, width, height]: [f64; 4]) -> Vec<Segment> {
    Path::rectangle(at(x, y), mm(width), mm(height), Length::ZERO)
}

impl Sketch {
    fn new() -> Self {
        Self { resources: Resources::default(), items: Vec::new() }
    }

    fn ink(&mut self, ink: Ink) -> Id<Ink> {
        let known = self.resources.inks.iter().find(|(_, known)| **known == ink).map(|(id, _)| id);
        known.unwrap_or_else(|| self.resources.inks.push(ink))
    }

    fn area(&mut self, place: [f64; 4], ink: Ink) -> Drawing {
        let fill = Some(self.ink(ink));
        Drawing::Path(Path { segments: rectangle(place), fill, ..Path::default() })
    }

    fn line(&mut self, place: [f64; 4], ink: Ink, width: f64) -> Drawing {
        let stroke = Some(Stroke { ink: self.ink(ink), width: mm(width) });
        Drawing::Path(Path { segments: rectangle(place), stroke, ..Path::default() })
    }

    /// A rectangle with a gradient.
    fn shade(
        &mut self,
        place: [f64; 4],
        (shape, affine): (GradientShape, Affine),
        stops: Vec<(f32, Ink)>,
        of_mask: bool,
    ) -> Drawing {
        let stops = stops.into_iter().map(|(at, ink)| GradientStop { at, ink: self.ink(ink) }).collect();
        let gradient = self.resources.gradients.push(Arc::new(Gradient { shape, stops, of_mask }));
        Drawing::Shade(Shade { segments: rectangle(place), even_odd: false, gradient, place: affine })
    }

    /// A group with its items.
    fn group(&mut self, group: Group, items: Vec<Drawing>) -> Id<Group> {
        let items = items.into_iter().map(item).collect();
        self.resources.groups.push(Arc::new(Group { items, ..group }))
    }

    fn seen(&mut self, group: Group, items: Vec<Drawing>) -> Drawing {
        grouped(self.group(group, items))
    }

    fn add(&mut self, drawing: Drawing) {
        self.items.push(item(drawing));
    }

    /// The document of a label of it, or why there is none; `is_fixed` where all labels share what is drawn.
    fn document(self, is_fixed: bool) -> Result<Vec<u8>, Sentence> {
        let page = Page::artwork(mm(60.0), mm(40.0), Resolution::from_dpi(300).unwrap());
        let mut stock = Stock::new(page, self.resources, Blank::default());
        let scene = if is_fixed {
            Scene { layers: vec![Layer::Fixed(stock.fixed.push(self.items))] }
        } else {
            Scene::of(self.items)
        };
        let format = Pdf::new(&stock, SymbolForm::Vector, About::default());
        let (mut out, mut bench) = (Vec::new(), Default::default());
        let mut file = format.begin(&mut out)?;
        let piece = format.piece(scene, &Code::Plain(PlainCode::new(b"1")), Which::default(), &mut bench);
        format.label(&mut file, piece, 0, &mut out)?;
        format.used(&mut file, bench);
        format.end(file, &mut out)?;
        Ok(out)
    }

    /// The path of its document, which all readers take as it is.
    fn pdf(self, folder: &Folder, is_fixed: bool) -> String {
        let pdf = folder.write("art.pdf", self.document(is_fixed).unwrap());
        run("qpdf", &["--check", &pdf]);
        let shown = Command::new("pdftoppm").args(["-r", "20", &pdf, &folder.file("shown")]).output().unwrap();
        assert!(shown.status.success() && shown.stderr.is_empty(), "{}", String::from_utf8_lossy(&shown.stderr));
        pdf
    }

    /// Its plates by each reader that separates pages, as its label's own and as what labels share.
    fn plates(make: impl Fn(&mut Self)) -> Vec<Plates> {
        let folder = Folder::new();
        let each = [false, true].map(|is_fixed| {
            let mut sketch = Self::new();
            make(&mut sketch);
            Plates::all(&folder, &sketch.pdf(&folder, is_fixed))
        });
        each.into_iter().flatten().collect()
    }
}

fn item(drawing: Drawing) -> Item {
    Item { part: Part::new("art", Role::Art, Place::Nowhere), drawing }
}

fn grouped(group: Id<Group>) -> Drawing {
    Drawing::Group(Grouped { group, shift: Point::default() })
}

type Spot = (f64, f64);
type Inks<'a> = &'a [(&'a str, i16)];

/// Holds what plates have at points, in per cent, against what they should have; screens and pixels are coarse.
#[track_caller]
fn assert_at(plates: &Plates, expected: &[(Spot, Inks<'_>)]) {
    for ((x, y), inks) in expected {
        let found = plates.at(*x, *y);
        let of = |name: &str| found.iter().find(|(known, _)| *known == name).map_or(0, |(_, ink)| i16::from(*ink));
        let known = inks.iter().map(|(name, _)| *name).chain(found.iter().map(|(name, _)| *name));
        for name in known {
            let due = inks.iter().find(|(known, _)| *known == name).map_or(0, |(_, ink)| *ink);
            assert!((of(name) - due).abs() <= 3, "{x}, {y} mm: {found:?} and not {inks:?}");
        }
    }
}

const JUDGES: &[&[&str]] = &[MUPDF, GHOSTSCRIPT, POPPLER, QPDF];

/// A gradient from 10 mm to 50 mm.
fn across() -> (GradientShape, Affine) {
    let at = |number| mm(number).emu() as f64;
    (GradientShape::Linear, Affine { a: at(40.0), b: 0.0, c: 0.0, d: at(40.0), e: at(10.0), f: 0.0 })
}

const CYAN: [u16; 4] = [1000, 0, 0, 0];
const MAGENTA: [u16; 4] = [0, 1000, 0, 0];
const YELLOW: [u16; 4] = [0, 0, 1000, 0];
const WHOLE: [f64; 4] = [0.0, 0.0, 60.0, 40.0];

#[test]
fn gradients_stand_on_the_plates_of_their_inks() {
    if !present(JUDGES) {
        return;
    }
    let plates = Sketch::plates(|sketch| {
        let ground = sketch.area([0.0, 10.0, 60.0, 30.0], cmyk([0, 0, 500, 0]));
        let process = vec![(0.0, cmyk(CYAN)), (1.0, cmyk(MAGENTA))];
        let process = sketch.shade([0.0, 0.0, 60.0, 10.0], across(), process, false);
        // From the spot to its half, at once to a fifth, and to nothing.
        let spot = vec![(0.25, brand(1000)), (0.5, brand(500)), (0.5, brand(200)), (0.75, cmyk([0; 4]))];
        let spot = sketch.shade([0.0, 10.0, 60.0, 10.0], across(), spot, false);
        let at = |number| mm(number).emu() as f64;
        let disc = Affine { a: at(8.0), b: 0.0, c: 0.0, d: at(8.0), e: at(30.0), f: at(30.0) };
        let disc = (GradientShape::Radial { focus: (0.0, 0.0), radius: 0.0 }, disc);
        let disc = sketch.shade([10.0, 21.0, 40.0, 18.0], disc, vec![(0.0, brand(1000)), (1.0, cmyk([0; 4]))], false);
        for drawing in [ground, process, spot, disc] {
            sketch.add(drawing);
        }
    });
    for plates in plates {
        assert_at(
            &plates,
            &[
                ((5.0, 5.0), &[("Cyan", 100)]),
                ((20.0, 5.0), &[("Cyan", 75), ("Magenta", 25)]),
                ((30.0, 5.0), &[("Cyan", 50), ("Magenta", 50)]),
                ((40.0, 5.0), &[("Cyan", 25), ("Magenta", 75)]),
                ((55.0, 5.0), &[("Magenta", 100)]),
                ((5.0, 15.0), &[("Brand", 100)]),
                ((25.0, 15.0), &[("Brand", 75)]),
                ((29.5, 15.0), &[("Brand", 53)]),
                ((30.5, 15.0), &[("Brand", 19)]),
                ((55.0, 15.0), &[]),
                ((30.0, 30.0), &[("Brand", 98)]),
                ((34.0, 30.0), &[("Brand", 50)]),
                ((30.0, 36.0), &[("Brand", 25)]),
                ((45.0, 30.0), &[]),
                ((5.0, 30.0), &[("Yellow", 50)]),
            ],
        );
    }
}

#[test]
fn a_gradient_is_turned_and_slanted_with_its_place() {
    if !present(JUDGES) {
        return;
    }
    // Down the page from 5 mm to 25 mm: the line of 1 is slanted.
    let at = |number| mm(number).emu() as f64;
    let place = Affine { a: 0.0, b: at(20.0), c: at(20.0), d: at(20.0), e: at(10.0), f: at(5.0) };
    for plates in Sketch::plates(|sketch| {
        let stops = vec![(0.0, cmyk(CYAN)), (1.0, cmyk(MAGENTA))];
        let shade = sketch.shade(WHOLE, (GradientShape::Linear, place), stops, false);
        sketch.add(shade);
    }) {
        // x' = 20 y + 10, y' = 20 x + 20 y + 5: so x = (y' - 5 - (x' - 10)) / 20.
        assert_at(
            &plates,
            &[
                ((10.0, 15.0), &[("Cyan", 50), ("Magenta", 50)]),
                ((20.0, 20.0), &[("Cyan", 75), ("Magenta", 25)]),
                ((20.0, 38.0), &[("Magenta", 100)]),
                ((40.0, 15.0), &[("Cyan", 100)]),
            ],
        );
    }
}

#[test]
fn an_opacity_lets_the_ground_through() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(|sketch| {
        let ground = sketch.area([0.0, 0.0, 60.0, 20.0], cmyk(CYAN));
        sketch.add(ground);
        // Both areas are seen as one: where they overlap is no more than one of them.
        let half = Group { opacity: Opacity::per_mille(500), ..Group::default() };
        let both = [[10.0, 10.0, 15.0, 20.0], [20.0, 10.0, 15.0, 20.0]].map(|at| sketch.area(at, cmyk(MAGENTA)));
        let both = sketch.seen(half.clone(), both.into());
        let spot = sketch.area([40.0, 10.0, 10.0, 20.0], brand(1000));
        let spot = sketch.seen(half, vec![spot]);
        sketch.add(both);
        sketch.add(spot);
        let rule = sketch.area([0.0, 15.0, 60.0, 1.0], Ink::BLACK);
        sketch.add(rule);
    }) {
        assert_at(
            &plates,
            &[
                ((12.0, 12.0), &[("Cyan", 50), ("Magenta", 50)]),
                ((22.0, 12.0), &[("Cyan", 50), ("Magenta", 50)]),
                ((22.0, 25.0), &[("Magenta", 50)]),
                ((45.0, 12.0), &[("Cyan", 50), ("Brand", 50)]),
                ((45.0, 25.0), &[("Brand", 50)]),
                // A rule of black overprints what groups have left there.
                ((22.0, 15.5), &[("Cyan", 50), ("Magenta", 50), ("Black", 100)]),
                ((45.0, 15.5), &[("Cyan", 50), ("Brand", 50), ("Black", 100)]),
            ],
        );
    }
}

#[test]
fn a_mask_lets_through_what_black_lacks() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(|sketch| {
        let stops = || vec![(0.0, cmyk([0, 0, 0, 1000])), (1.0, cmyk([0; 4]))];
        let ramp = sketch.shade([0.0, 0.0, 60.0, 10.0], across(), stops(), true);
        let grey = sketch.area([0.0, 20.0, 60.0, 10.0], cmyk([0, 0, 0, 300]));
        // Half of what it lets through, by an opacity within the mask.
        let light = sketch.area([0.0, 30.0, 60.0, 10.0], cmyk([0; 4]));
        let light = sketch.seen(Group { opacity: Opacity::per_mille(500), ..Group::default() }, vec![light]);
        let clip = Clip { segments: rectangle([0.0, 0.0, 55.0, 40.0]), even_odd: false };
        let mask = sketch.group(Group { clips: vec![clip], ..Group::default() }, vec![ramp, grey, light]);
        let areas = vec![sketch.area(WHOLE, cmyk(MAGENTA)), sketch.area([30.0, 0.0, 30.0, 40.0], brand(1000))];
        let seen = sketch.seen(Group { mask: Some(mask), ..Group::default() }, areas);
        sketch.add(seen);
    }) {
        assert_at(
            &plates,
            &[
                ((5.0, 5.0), &[]),
                ((20.0, 5.0), &[("Magenta", 25)]),
                ((40.0, 5.0), &[("Brand", 75)]),
                ((52.0, 5.0), &[("Brand", 100)]),
                ((57.0, 5.0), &[]),
                ((20.0, 15.0), &[]),
                ((20.0, 25.0), &[("Magenta", 70)]),
                ((20.0, 35.0), &[("Magenta", 50)]),
            ],
        );
    }
}

#[test]
fn what_is_clipped_lies_in_all_its_clips() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(|sketch| {
        let hole = [rectangle([5.0, 5.0, 40.0, 30.0]), rectangle([15.0, 10.0, 10.0, 10.0])].concat();
        let clips = vec![
            Clip { segments: hole, even_odd: true },
            Clip { segments: rectangle([0.0, 0.0, 40.0, 30.0]), even_odd: false },
        ];
        let area = sketch.area(WHOLE, cmyk(MAGENTA));
        let cut = sketch.line([1.0, 20.0, 58.0, 15.0], die(), 1.0);
        let seen = sketch.seen(Group { clips, ..Group::default() }, vec![cut, area]);
        sketch.add(seen);
        // What follows is clipped no more; an empty clip shows nothing.
        let after = sketch.area([50.0, 0.0, 10.0, 5.0], cmyk(MAGENTA));
        sketch.add(after);
        let all = sketch.area(WHOLE, cmyk(CYAN));
        let none = sketch.seen(Group { clips: vec![Clip::default()], ..Group::default() }, vec![all]);
        sketch.add(none);
    }) {
        assert_at(
            &plates,
            &[
                ((3.0, 15.0), &[]),
                ((10.0, 15.0), &[("Magenta", 100)]),
                ((20.0, 15.0), &[]),
                ((30.0, 15.0), &[("Magenta", 100)]),
                ((42.0, 15.0), &[]),
                ((30.0, 32.0), &[]),
                ((55.0, 2.0), &[("Magenta", 100)]),
                ((30.0, 20.0), &[("Magenta", 100), ("Dieline", 100)]),
                ((50.0, 20.0), &[]),
            ],
        );
    }
}

#[test]
fn colours_blend_with_what_lies_below_in_their_group() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(|sketch| {
        let ground = sketch.area([0.0, 0.0, 60.0, 20.0], cmyk(CYAN));
        sketch.add(ground);
        let multiply = Group { blend: Blend::Multiply, ..Group::default() };
        let areas =
            vec![sketch.area([5.0, 10.0, 5.0, 20.0], cmyk(MAGENTA)), sketch.area([15.0, 10.0, 5.0, 20.0], brand(1000))];
        let seen = sketch.seen(multiply.clone(), areas);
        sketch.add(seen);
        // What multiplies in a group of half the opacity does not see the ground of that.
        let above = sketch.area([30.0, 10.0, 10.0, 20.0], cmyk(YELLOW));
        let above = sketch.seen(multiply, vec![above]);
        let below = sketch.area([35.0, 10.0, 10.0, 20.0], cmyk(MAGENTA));
        let half = Group { opacity: Opacity::per_mille(500), ..Group::default() };
        let seen = sketch.seen(half, vec![below, above]);
        sketch.add(seen);
    }) {
        assert_at(
            &plates,
            &[
                ((7.0, 15.0), &[("Cyan", 100), ("Magenta", 100)]),
                ((7.0, 25.0), &[("Magenta", 100)]),
                ((17.0, 15.0), &[("Cyan", 100), ("Brand", 100)]),
                ((37.0, 15.0), &[("Cyan", 50), ("Magenta", 50), ("Yellow", 50)]),
                ((37.0, 25.0), &[("Magenta", 50), ("Yellow", 50)]),
                ((32.0, 15.0), &[("Cyan", 50), ("Yellow", 50)]),
            ],
        );
    }
}

#[test]
fn processing_steps_in_groups_are_whole_and_on_top() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(|sketch| {
        let steps = vec![
            sketch.area([5.0, 5.0, 50.0, 30.0], white()),
            sketch.line([10.0, 10.0, 40.0, 20.0], die(), 1.0),
            sketch.area([20.0, 0.0, 20.0, 40.0], cmyk(MAGENTA)),
        ];
        let faint = Group { opacity: Opacity::per_mille(300), blend: Blend::Multiply, ..Group::default() };
        let inner = sketch.seen(faint, steps);
        let mask = sketch.group(Group::default(), Vec::new());
        let nothing = sketch.area(WHOLE, cmyk(CYAN));
        let more = sketch.area([50.0, 0.0, 5.0, 40.0], die());
        let hidden = sketch.seen(Group { mask: Some(mask), ..Group::default() }, vec![nothing, more]);
        // All of it stands 2 mm further to the right and 1 mm further down.
        let all = sketch.group(Group::default(), vec![inner, hidden]);
        sketch.add(Drawing::Group(Grouped { group: all, shift: at(2.0, 1.0) }));
        let art = sketch.area([0.0, 18.0, 60.0, 4.0], brand(1000));
        sketch.add(art);
    }) {
        assert_at(
            &plates,
            &[
                ((6.5, 15.0), &[]),
                ((8.0, 15.0), &[("White", 100)]),
                ((12.0, 15.0), &[("White", 100), ("Dieline", 100)]),
                ((30.0, 15.0), &[("White", 100), ("Magenta", 30)]),
                ((30.0, 2.0), &[("Magenta", 30)]),
                ((30.0, 11.0), &[("White", 100), ("Magenta", 30), ("Dieline", 100)]),
                ((30.0, 20.0), &[("White", 100), ("Brand", 100)]),
                ((12.0, 20.0), &[("White", 100), ("Brand", 100), ("Dieline", 100)]),
                ((54.0, 38.0), &[("Dieline", 100)]),
            ],
        );
    }
}

#[test]
fn layers_of_drawings_are_listed_beside_those_of_steps() {
    if !present(JUDGES) {
        return;
    }
    let folder = Folder::new();
    let mut sketch = Sketch::new();
    let names = ["Ground", "Dieline", "", "Ground", "unused", "Этикетка"];
    let layers = names.map(|name| sketch.resources.layers.push(ArtLayer { name: name.into() }));
    for (number, layer) in layers.into_iter().enumerate().filter(|(number, _)| *number != 4) {
        let items = vec![
            sketch.area([10.0 * number as f64, 0.0, 8.0, 40.0], cmyk(MAGENTA)),
            sketch.area([10.0 * number as f64, 0.0, 8.0, 1.0], die()),
        ];
        let seen = sketch.seen(Group { layer: Some(layer), ..Group::default() }, items);
        sketch.add(seen);
    }
    let only_steps = sketch.area([0.0, 0.0, 8.0, 1.0], die());
    let seen = sketch.seen(Group { layer: Some(layers[4]), ..Group::default() }, vec![only_steps]);
    sketch.add(seen);
    let pdf = sketch.pdf(&folder, false);
    let text = String::from_utf8_lossy(&run("qpdf", &["--qdf", "--object-streams=disable", &pdf, "-"])).into_owned();
    let groups = text.split("endobj").filter(|object| object.contains("/Type /OCG"));
    let name = |object: &str| object.split("/Name ").nth(1).unwrap().lines().next().unwrap().to_owned();
    let named: Vec<String> = groups.map(name).collect();
    // The topmost first; the last is in UTF-16 with its mark.
    let label = "<feff042d0442043804 3a04350442043a0430>".replace(' ', "");
    assert_eq!(named, ["(Dieline)", &label, "(Ground 2)", "(Layer)", "(Dieline 2)", "(Ground)"]);
    let properties = text.split("/OCProperties <<").nth(1).unwrap().split("/Pages").next().unwrap();
    assert_eq!(properties.matches(" 0 R").count(), 12, "OCGs and Order list each: {properties}");
    assert!(!text.contains("/OFF") && !text.contains("/AS"));
    let listed = run("mutool", &["show", &pdf, "trailer/Root/OCProperties/D/Order"]);
    assert_eq!(String::from_utf8(listed).unwrap().matches(" 0 R").count(), 6);
}

#[test]
fn pictures_are_slanted_and_mirrored_in_their_place() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(|sketch| {
        // Black at the left and white at the right.
        let rgba = [[0, 0, 0, 255], [255; 4]].concat();
        let picture = Picture::new("p".into(), (2, 1), rgba, None).unwrap();
        let picture = sketch.resources.pictures.push(Arc::new(picture));
        let slanted = Placed { picture, origin: at(10.0, 5.0), across: at(20.0, 10.0), down: at(-5.0, 10.0) };
        let mirrored = Placed { picture, origin: at(55.0, 5.0), across: at(-20.0, 0.0), down: at(0.0, 10.0) };
        sketch.add(Drawing::Picture(slanted));
        sketch.add(Drawing::Picture(mirrored));
    }) {
        for (x, y) in [(10.5, 6.5), (18.5, 10.5), (6.5, 14.5), (54.0, 6.0), (46.0, 14.0)] {
            assert!(!plates.at(x, y).is_empty(), "{x}, {y} mm");
        }
        for (x, y) in [(21.5, 12.0), (29.0, 15.5), (16.0, 19.0), (12.0, 5.0), (7.0, 9.0), (44.0, 6.0), (36.0, 14.0)] {
            assert!(plates.at(x, y).is_empty(), "{x}, {y} mm");
        }
    }
}

/// A magenta that is clipped to 10 mm to 30 mm and comes in from there by a mask, in an opacity group that is moved.
fn moved(sketch: &mut Sketch) {
    let stops = vec![(0.0, cmyk([0, 0, 0, 1000])), (1.0, cmyk([0; 4]))];
    let ramp = sketch.shade(WHOLE, across(), stops, true);
    let mask = sketch.group(Group::default(), vec![ramp]);
    let clips = vec![Clip { segments: rectangle([10.0, 0.0, 20.0, 20.0]), even_odd: false }];
    let area = sketch.area(WHOLE, cmyk(MAGENTA));
    let masked = sketch.seen(Group { mask: Some(mask), clips, ..Group::default() }, vec![area]);
    let all = sketch.group(Group { opacity: Opacity::per_mille(800), ..Group::default() }, vec![masked]);
    sketch.add(Drawing::Group(Grouped { group: all, shift: at(20.0, 10.0) }));
}

#[test]
fn a_group_is_moved_with_its_clips_and_its_mask() {
    if !present(JUDGES) {
        return;
    }
    for plates in Sketch::plates(moved) {
        assert_at(
            &plates,
            &[
                ((40.0, 20.0), &[("Magenta", 20)]),
                ((48.0, 20.0), &[("Magenta", 36)]),
                ((52.0, 20.0), &[]),
                ((25.0, 20.0), &[]),
                ((40.0, 8.0), &[]),
                ((40.0, 32.0), &[]),
            ],
        );
    }
}

#[test]
fn the_same_drawing_has_the_same_bytes() {
    let [one, other] = [(); 2].map(|()| {
        let mut sketch = Sketch::new();
        moved(&mut sketch);
        sketch.document(true).unwrap()
    });
    assert!(one == other);
}

#[test]
fn a_gradient_between_two_spots_is_an_error() {
    let mut sketch = Sketch::new();
    let stops = vec![(0.0, brand(1000)), (1.0, white())];
    let shade = sketch.shade(WHOLE, across(), stops, false);
    sketch.add(shade);
    let told = sketch.document(false).unwrap_err().to_string();
    assert!(told.contains("gradient 1 has stops or inks"), "{told}");
}
