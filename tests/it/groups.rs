//! Groups, gradients and pictures in any place: dots and SVG show the same, by librsvg, and the colours that are
//! reckoned by hand.

use std::sync::Arc;

use quietzone::diagnostic::Place;
use quietzone::gs1::{Code, PlainCode};
use quietzone::raster::{Dots as Bits, Painter};
use quietzone::render::png::Png;
use quietzone::render::svg::{Svg, Text};
use quietzone::render::zpl::{Fixed, Graphics, Options, Zpl};
use quietzone::render::{Format, Which};
use quietzone::scene::{
    Affine, ArtLayer, Blank, Blend, Clip, Drawing, Gradient, GradientShape, GradientStop, Group, Grouped, Id, Ink,
    Item, Layer, Opacity, Page, Part, Path, Picture, Placed, Point, Process, Resources, Role, Scene, Segment, Shade,
    Sheet, SpotKind, Stock, Stroke,
};
use quietzone::units::{Length, Resolution};

use super::drawn::{Dots, astray, dots, has_librsvg, kept, librsvg};

const WHITE: [u8; 3] = [255; 3];

/// Points in tenths of a millimetre, which are dots of the pictures.
fn at(x: i64, y: i64) -> Point {
    Point { x: tenths(x), y: tenths(y) }
}

fn tenths(length: i64) -> Length {
    Length::from_emu(length * 3600)
}

fn rectangle([left, top, width, height]: [i64; 4]) -> Vec<Segment> {
    Path::rectangle(at(left, top), tenths(width), tenths(height), Length::ZERO)
}

fn circle([left, top, width, height]: [i64; 4]) -> Vec<Segment> {
    Path::ellipse(at(left, top), tenths(width), tenths(height))
}

/// A label of 20 mm by 20 mm under way.
struct Sketch {
    resources: Resources,
    part: Arc<Part>,
}

impl Sketch {
    fn new() -> Self {
        Self { resources: Resources::default(), part: Part::new("art", Role::Design, Place::Nowhere) }
    }

    fn ink(&mut self, parts: [u16; 4]) -> Id<Ink> {
        self.resources.inks.push(Ink::Process(Process(parts)))
    }

    fn spot(&mut self, tint: u16) -> Id<Ink> {
        let (name, alternate) = ("Brand & Co".to_owned(), Process([1000, 400, 0, 0]));
        self.resources.inks.push(Ink::Spot { name, alternate, kind: SpotKind::Colour, reflectance: None, tint })
    }

    fn area(&mut self, segments: Vec<Segment>, parts: [u16; 4]) -> Drawing {
        let fill = Some(self.ink(parts));
        Drawing::Path(Path { segments, fill, ..Path::default() })
    }

    fn gradient(&mut self, shape: GradientShape, stops: &[(f32, Id<Ink>)]) -> Id<Gradient> {
        let stops = stops.iter().map(|(at, ink)| GradientStop { at: *at, ink: *ink }).collect();
        self.resources.gradients.push(Arc::new(Gradient { shape, stops, of_mask: false }))
    }

    /// A group in its place.
    fn group(&mut self, group: Group, drawings: Vec<Drawing>, shift: Point) -> Drawing {
        Drawing::Group(Grouped { group: self.held(group, drawings), shift })
    }

    fn held(&mut self, group: Group, drawings: Vec<Drawing>) -> Id<Group> {
        let items = drawings.into_iter().map(|drawing| Item { part: self.part.clone(), drawing }).collect();
        self.resources.groups.push(Arc::new(Group { items, ..group }))
    }

    /// The label with these drawings, the first of them in what all labels share.
    fn done(self, page: Page, drawings: Vec<Drawing>) -> (Stock, Scene) {
        let item = |drawing| Item { part: self.part.clone(), drawing };
        let mut stock = Stock::new(page, self.resources, Blank::default());
        let mut items: Vec<_> = drawings.into_iter().map(item).collect();
        let own = items.split_off(1);
        let run = stock.fixed.push(items);
        (stock, Scene { layers: vec![Layer::Fixed(run), Layer::Own(own)] })
    }
}

fn page() -> Page {
    Page::artwork(tenths(200), tenths(200), Resolution::from_dots_per_mm(10).unwrap())
}

/// A file with so many labels that are the same.
fn file<F: Format>(format: &F, scene: &Scene, labels: u64) -> Vec<u8> {
    let code = Code::Plain(PlainCode::new(b"1"));
    let (mut out, mut bench) = (Vec::new(), F::Bench::default());
    let mut file = format.begin(&mut out).unwrap();
    for position in 0..labels {
        let which = Which { position, ..Which::default() };
        let piece = format.piece(scene.clone(), &code, which, &mut bench);
        format.label(&mut file, piece, position, &mut out).unwrap();
    }
    format.used(&mut file, bench);
    format.end(file, &mut out).unwrap();
    out
}

fn svg(stock: &Stock, scene: &Scene, labels: u64) -> String {
    String::from_utf8(file(&Svg::new(stock, Text::Outlines).unwrap(), scene, labels)).unwrap()
}

/// How far two pictures are apart where the second has no edge.
fn apart(ours: &Dots, theirs: &Dots) -> u8 {
    let (width, height) = (ours.width, ours.colours.len() / ours.width);
    // librsvg rounds up.
    assert!(theirs.width == width && (height..height + 2).contains(&(theirs.colours.len() / width)));
    let colour = |x: usize, y: usize| theirs.colours[y * width + x];
    let is_flat = |x: usize, y: usize| {
        let around = (y - 1..=y + 1).flat_map(|y| (x - 1..=x + 1).map(move |x| colour(x, y)));
        around.into_iter().all(|beside| (0..3).all(|part| beside[part].abs_diff(colour(x, y)[part]) <= 6))
    };
    let flat = (1..height - 1).flat_map(|y| (1..width - 1).map(move |x| (x, y))).filter(|(x, y)| is_flat(*x, *y));
    flat.flat_map(|(x, y)| (0..3).map(move |part| ours.colours[y * width + x][part].abs_diff(colour(x, y)[part])))
        .max()
        .unwrap_or(0)
}

/// Holds what is drawn against colours at points in dots, and against librsvg's picture of our SVG.
fn holds(name: &str, (stock, scene): &(Stock, Scene), labels: u64, points: &[([usize; 2], [u8; 3])]) {
    let ours = dots(&file(&Png::new(stock).unwrap(), scene, labels));
    if let Ok(folder) = std::env::var("QUIETZONE_GROUPS_OUT") {
        kept(&ours, format!("{folder}/{name}.png"));
        std::fs::write(format!("{folder}/{name}.svg"), svg(stock, scene, labels)).unwrap();
    }
    let is_near = |picture: &Dots, [x, y]: [usize; 2], colour: [u8; 3]| {
        let found = picture.colours[y * picture.width + x];
        assert!(
            (0..3).all(|part| found[part].abs_diff(colour[part]) <= 2),
            "{name} {x} {y}: {found:?}, not {colour:?}"
        );
    };
    points.iter().for_each(|(point, colour)| is_near(&ours, *point, *colour));
    if !has_librsvg() {
        return;
    }
    let theirs = librsvg(svg(stock, scene, labels).as_bytes(), ours.width);
    points.iter().for_each(|(point, colour)| is_near(&theirs, *point, *colour));
    assert!(apart(&ours, &theirs) <= 3, "{name}: {}", apart(&ours, &theirs));
    assert!(astray(&ours, &theirs) <= 500, "{name}: {}", astray(&ours, &theirs));
}

/// From a line of so many tenths to a place.
fn line([x, y]: [f64; 2], [to_x, to_y]: [f64; 2]) -> Affine {
    let (a, b) = ((to_x - x) * 3600.0, (to_y - y) * 3600.0);
    Affine { a, b, c: -b, d: a, e: x * 3600.0, f: y * 3600.0 }
}

fn ellipse([x, y]: [f64; 2], [across, down]: [f64; 2]) -> Affine {
    Affine { a: across * 3600.0, b: 0.0, c: 0.0, d: down * 3600.0, e: x * 3600.0, f: y * 3600.0 }
}

#[test]
fn colours_run_along_a_line_and_stay_before_and_after_it() {
    let mut sketch = Sketch::new();
    let [cyan, yellow, black] = [[1000, 0, 0, 0], [0, 0, 1000, 0], [0, 0, 0, 1000]].map(|parts| sketch.ink(parts));
    let gradient = sketch.gradient(GradientShape::Linear, &[(0.0, cyan), (0.5, yellow), (1.0, black)]);
    let shade = |segments, place| Drawing::Shade(Shade { segments, even_odd: false, gradient, place });
    let across = shade(rectangle([0, 0, 200, 90]), line([40.0, 0.0], [160.0, 0.0]));
    let slanted = shade(circle([20, 100, 160, 90]), line([50.0, 110.0], [120.0, 180.0]));
    let points = [
        ([10, 40], [0, 255, 255]),
        // Half of cyan and yellow each.
        ([69, 40], [126, 255, 129]),
        ([99, 40], [254, 255, 1]),
        // Half of yellow under half of black.
        ([129, 40], [129, 129, 65]),
        ([180, 40], [0; 3]),
        ([5, 105], WHITE),
    ];
    holds("linear", &sketch.done(page(), vec![across, slanted]), 1, &points);
}

#[test]
fn colours_run_from_a_focus_off_the_middle_to_a_circle() {
    let mut sketch = Sketch::new();
    let [none, full] = [sketch.ink([0; 4]), sketch.spot(1000)];
    let shape = GradientShape::Radial { focus: (0.5, 0.25), radius: 0.0 };
    let gradient = sketch.gradient(shape, &[(0.0, none), (1.0, full)]);
    let place = ellipse([100.0, 100.0], [80.0, 60.0]);
    let shade = Drawing::Shade(Shade { segments: rectangle([0, 0, 200, 200]), even_odd: false, gradient, place });
    // From the focus, at (140, 115), to the left it is 78 + 40 dots to the circle; half of them are at 81.
    let done = sketch.done(page(), vec![shade]);
    let points = [([81, 115], [128, 204, 255]), ([5, 5], [0, 153, 255]), ([195, 100], [0, 153, 255])];
    holds("radial", &done, 1, &points);
    let svg = svg(&done.0, &done.1, 1);
    assert!(svg.contains("<stop offset=\"1\" stop-color=\"#0099ff\" data-ink=\"Brand &amp; Co\"/>"), "{svg}");
}

#[test]
fn tints_of_a_spot_colour_run_from_a_circle_to_a_circle() {
    let mut sketch = Sketch::new();
    let stops = [(0.0, 1000), (1.0, 200)].map(|(at, tint)| (at, sketch.spot(tint)));
    let gradient = sketch.gradient(GradientShape::Radial { focus: (0.0, 0.0), radius: 0.5 }, &stops);
    let place = ellipse([100.0, 100.0], [80.0, 80.0]);
    let shade = Drawing::Shade(Shade { segments: circle([10, 10, 180, 180]), even_odd: false, gradient, place });
    // 1000 and 400 of cyan and magenta in full; a fifth of them; 59 % where 60.5 of 80 dots are gone.
    let points = [([100, 100], [0, 153, 255]), ([100, 185], [204, 235, 255]), ([100, 160], [105, 195, 255])];
    holds("spot", &sketch.done(page(), vec![shade]), 1, &points);
}

#[test]
fn what_is_seen_lies_in_all_clips() {
    let mut sketch = Sketch::new();
    let red = sketch.area(rectangle([0, 0, 200, 200]), [0, 1000, 1000, 0]);
    let blue = sketch.area(rectangle([0, 0, 60, 200]), [1000, 1000, 0, 0]);
    let ring: Vec<Segment> = [circle([10, 10, 120, 120]), circle([40, 40, 60, 60])].concat();
    let clips =
        vec![Clip { segments: ring, even_odd: true }, Clip { segments: rectangle([0, 0, 200, 70]), even_odd: false }];
    let inner = sketch.group(Group { clips, ..Group::default() }, vec![red, blue], at(20, 10));
    let half = Clip { segments: rectangle([30, 0, 65, 200]), even_odd: false };
    let outer = sketch.group(Group { clips: vec![half], ..Group::default() }, vec![inner], at(10, 20));
    // The ring stands about (100, 100); of it the upper half is seen, from 40 to 105.
    let points =
        [([60, 60], [0, 0, 255]), ([98, 50], [255, 0, 0]), ([100, 90], WHITE), ([120, 50], WHITE), ([60, 120], WHITE)];
    holds("clip", &sketch.done(page(), vec![outer]), 1, &points);
}

#[test]
fn a_mask_lets_through_where_black_lacks() {
    let mut sketch = Sketch::new();
    let [white, black] = [sketch.ink([0; 4]), sketch.ink([0, 0, 0, 1000])];
    let gradient = sketch.gradient(GradientShape::Linear, &[(0.0, black), (1.0, white)]);
    let place = line([20.0, 0.0], [120.0, 0.0]);
    let fades = Drawing::Shade(Shade { segments: rectangle([20, 0, 120, 90]), even_odd: false, gradient, place });
    let half = sketch.area(rectangle([20, 100, 60, 60]), [0, 0, 0, 500]);
    let mask = sketch.held(Group::default(), vec![fades, half]);
    let red = sketch.area(rectangle([0, 0, 150, 150]), [0, 1000, 1000, 0]);
    let masked = Group { mask: Some(mask), opacity: Opacity::per_mille(800), ..Group::default() };
    let masked = sketch.group(masked, vec![red], at(20, 20));
    let points = [
        // Half a way, of which four fifths.
        ([90, 60], [255, 152, 152]),
        ([150, 60], [255, 51, 51]),
        ([60, 140], [255, 153, 153]),
        // Nothing of the mask is painted.
        ([120, 150], WHITE),
        ([50, 180], WHITE),
    ];
    holds("mask", &sketch.done(page(), vec![masked]), 1, &points);
}

#[test]
fn a_picture_in_a_mask_lets_through_by_its_luminance_and_opacity() {
    let mut sketch = Sketch::new();
    let rgba = [[255, 255, 255, 255], [255, 0, 0, 255], [0, 255, 0, 255], [255, 255, 255, 128]].concat();
    let picture = sketch.resources.pictures.push(Arc::new(Picture::new("p".into(), (4, 1), rgba, None).unwrap()));
    let placed = Placed { picture, origin: at(20, 20), across: at(160, 0), down: at(0, 100) };
    let mask = sketch.held(Group::default(), vec![Drawing::Picture(placed)]);
    let black = sketch.area(rectangle([0, 0, 200, 200]), [0, 0, 0, 1000]);
    let masked = sketch.group(Group { mask: Some(mask), ..Group::default() }, vec![black], at(0, 0));
    let done = sketch.done(page(), vec![masked]);
    let ours = dots(&file(&Png::new(&done.0).unwrap(), &done.1, 1));
    // White lets all through, red 0.2126, green 0.7152, half of white a half.
    for (x, grey) in [(40, 0), (80, 201), (120, 73), (160, 127)] {
        let found = ours.colours[70 * ours.width + x];
        assert!(found.iter().all(|part| part.abs_diff(grey) <= 3), "{x}: {found:?}, not {grey}");
    }
}

#[test]
fn a_group_covers_as_one() {
    let mut sketch = Sketch::new();
    let ground = sketch.area(rectangle([0, 0, 200, 60]), [0, 0, 1000, 0]);
    let one = sketch.area(rectangle([20, 20, 100, 100]), [0, 1000, 1000, 0]);
    let ink = sketch.ink([1000, 1000, 0, 0]);
    // A mitre far out of its box, which no window may cut off.
    let tip = Path {
        segments: vec![Segment::Move(at(80, 150)), Segment::Line(at(120, 120)), Segment::Line(at(80, 90))],
        stroke: Some(Stroke { ink, width: tenths(30) }),
        ..Path::default()
    };
    let inner = Group { opacity: Opacity::per_mille(500), ..Group::default() };
    let two = sketch.group(inner, vec![Drawing::Path(tip)], at(0, 0));
    let group = Group { opacity: Opacity::per_mille(600), ..Group::default() };
    let both = sketch.group(group, vec![one, two], at(10, 0));
    let points = [
        ([40, 80], [255, 102, 102]),
        ([40, 40], [255, 102, 0]),
        // Half of blue on red, of which three fifths cover white.
        ([125, 119], [178, 102, 178]),
        // Half of blue on nothing.
        ([145, 120], [178, 178, 255]),
    ];
    holds("opacity", &sketch.done(page(), vec![ground, both]), 1, &points);
}

#[test]
fn colours_mix_with_those_below_and_not_with_the_bare_label() {
    let mut sketch = Sketch::new();
    let ground = sketch.area(rectangle([0, 0, 200, 100]), [200, 0, 600, 0]);
    let mut mixed = |left: i64, blend: Blend| {
        let area = sketch.area(rectangle([left, 50, 40, 100]), [0, 400, 200, 0]);
        sketch.group(Group { blend, ..Group::default() }, vec![area], at(0, 0))
    };
    let [multiply, screen, difference] =
        [(10, Blend::Multiply), (60, Blend::Screen), (110, Blend::Difference)].map(|(left, blend)| mixed(left, blend));
    // In a clip colours mix with what lies below the clip.
    let screened = mixed(160, Blend::Screen);
    let clip = Clip { segments: rectangle([150, 60, 30, 60]), even_odd: false };
    let clipped = sketch.group(Group { clips: vec![clip], ..Group::default() }, vec![screened], at(0, 0));
    // Below is (204, 255, 102), above (255, 153, 204).
    let points = [
        ([30, 75], [204, 153, 82]),
        ([80, 75], [255, 255, 224]),
        ([130, 75], [51, 102, 102]),
        ([170, 75], [255, 255, 224]),
        ([30, 130], [255, 153, 204]),
        ([80, 130], [255, 153, 204]),
        ([130, 130], [255, 153, 204]),
        ([170, 110], [255, 153, 204]),
        ([190, 75], [204, 255, 102]),
        ([170, 130], WHITE),
    ];
    let drawings = |first: &[Drawing]| first.to_vec();
    let all = drawings(&[ground, multiply, screen, difference, clipped]);
    holds("blend", &sketch.done(page(), all), 1, &points);
}

#[test]
fn in_an_isolated_group_colours_mix_with_one_another_alone() {
    let mut sketch = Sketch::new();
    let ground = sketch.area(rectangle([0, 0, 200, 100]), [200, 0, 600, 0]);
    let below = sketch.area(rectangle([20, 20, 80, 60]), [0, 400, 200, 0]);
    let above = sketch.area(rectangle([60, 20, 80, 60]), [0, 0, 600, 0]);
    let above = sketch.group(Group { blend: Blend::Multiply, ..Group::default() }, vec![above], at(0, 0));
    let both = sketch.group(Group { isolated: true, ..Group::default() }, vec![below, above], at(0, 0));
    let points = [([40, 50], [255, 153, 204]), ([80, 50], [255, 153, 82]), ([120, 50], [255, 255, 102])];
    holds("isolated", &sketch.done(page(), vec![ground, both]), 1, &points);
}

#[test]
fn what_mixes_with_what_lies_below_its_run_is_painted_on_the_label() {
    let mut sketch = Sketch::new();
    let cyan = sketch.area(rectangle([0, 0, 200, 100]), [1000, 0, 0, 0]);
    let yellow = sketch.area(rectangle([50, 50, 100, 100]), [0, 0, 1000, 0]);
    let multiply = sketch.group(Group { blend: Blend::Multiply, ..Group::default() }, vec![yellow], at(0, 0));
    let (mut stock, mut scene) = sketch.done(page(), vec![cyan]);
    let part = Part::new("art", Role::Design, Place::Nowhere);
    let run = stock.fixed.push(vec![Item { part, drawing: multiply }]);
    scene.layers.push(Layer::Fixed(run));
    holds("run", &(stock, scene), 1, &[([100, 75], [0, 255, 0]), ([100, 130], [255, 255, 0])]);
}

#[test]
fn pictures_stand_slanted_and_mirrored() {
    let mut sketch = Sketch::new();
    // Four by four pixels of each of four colours.
    let colours = [[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255], [0, 0, 0, 255]];
    let rgba: Vec<u8> = (0..64).flat_map(|n| colours[n / 32 * 2 + n % 8 / 4]).collect();
    let picture = sketch.resources.pictures.push(Arc::new(Picture::new("p".into(), (8, 8), rgba, None).unwrap()));
    let slanted = Placed { picture, origin: at(40, 20), across: at(120, 30), down: at(-20, 60) };
    let mirrored = Placed { picture, origin: at(180, 120), across: at(-160, 0), down: at(0, 60) };
    let drawings = [slanted, mirrored].map(Drawing::Picture).to_vec();
    let points = [
        // A quarter of both ways from the corner, and three quarters.
        ([65, 42], [255, 0, 0]),
        ([125, 57], [0, 255, 0]),
        ([55, 72], [0, 0, 255]),
        ([140, 135], [255, 0, 0]),
        ([60, 135], [0, 255, 0]),
        ([140, 165], [0, 0, 255]),
    ];
    holds("pictures", &sketch.done(page(), drawings), 1, &points);
}

#[test]
fn a_sheet_has_each_definition_once() {
    let mut sketch = Sketch::new();
    let [cyan, yellow] = [[1000, 0, 0, 0], [0, 0, 1000, 0]].map(|parts| sketch.ink(parts));
    let gradient = sketch.gradient(GradientShape::Linear, &[(0.0, cyan), (1.0, yellow)]);
    let place = line([0.0, 0.0], [200.0, 0.0]);
    let segments = rectangle([0, 0, 200, 200]);
    let shade = Drawing::Shade(Shade { segments, even_odd: false, gradient, place });
    let layer = sketch.resources.layers.push(ArtLayer { name: "Логотип".into() });
    let clip = Clip { segments: circle([20, 20, 160, 160]), even_odd: false };
    let group = Group { name: Some("logo".into()), layer: Some(layer), clips: vec![clip], ..Group::default() };
    let art = sketch.group(group.clone(), vec![shade.clone()], at(0, 0));
    let small = sketch.group(Group { name: Some("mark".into()), ..group }, vec![shade], at(120, 120));
    let places = [at(10, 10), at(220, 10)];
    let (width, height) = (tenths(430), tenths(220));
    let sheet = Sheet { width, height, places: places.to_vec(), free: Vec::new(), marks: Vec::new() };
    let done = sketch.done(Page { sheet: Some(sheet), ..page() }, vec![art, small]);
    let points = [([110, 110], [127, 255, 128]), ([320, 110], [127, 255, 128]), ([12, 12], WHITE)];
    holds("sheet", &done, 2, &points);
    let sheet = svg(&done.0, &done.1, 2);
    let ids: Vec<&str> = sheet.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
    let references = sheet.split("url(#").skip(1).filter_map(|rest| rest.split(')').next());
    assert!(references.clone().all(|id| ids.contains(&id)) && references.count() > 3, "{sheet}");
    assert!(sheet.contains("data-name=\"logo\" data-layer=\"Логотип\"") && !sheet.contains("inkscape"), "{sheet}");
    // A label alone has them as ids and layers.
    let (stock, scene) = done;
    let stock = Stock { page: page(), ..stock };
    let label = svg(&stock, &scene, 1);
    assert!(label.contains("<g id=\"logo\" inkscape:groupmode=\"layer\" inkscape:label=\"Логотип\""), "{label}");
    assert!(label.contains("xmlns:inkscape=") && label.matches("<linearGradient").count() == 1, "{label}");
}

#[test]
fn a_name_that_stands_twice_or_is_ours_is_no_id() {
    let mut sketch = Sketch::new();
    let mut named = |name: &str| {
        let area = sketch.area(rectangle([0, 0, 20, 20]), [0, 0, 0, 1000]);
        sketch.group(Group { name: Some(name.into()), ..Group::default() }, vec![area], at(0, 0))
    };
    let drawings = ["twice", "twice", "art", "1st", "once", "a \"b\""].map(&mut named).to_vec();
    let (stock, scene) = sketch.done(page(), drawings);
    // All items are of the element “art”; both of its groups are there as before.
    let svg = svg(&stock, &scene, 1);
    let has = |attribute: &str| svg.matches(attribute).count();
    assert_eq!([has(" data-name=\"twice\""), has(" data-name=\"art\""), has(" data-name=\"1st\"")], [2, 1, 1], "{svg}");
    assert_eq!([has(" id=\"once\""), has(" data-name=\"a &quot;b&quot;\"")], [1, 1], "{svg}");
}

#[test]
fn dots_of_printers_are_black_where_a_group_is_darker_than_the_middle() {
    let mut sketch = Sketch::new();
    let mut black = |opacity: u16, top: i64| {
        let area = sketch.area(rectangle([0, top, 40, 20]), [0, 0, 0, 1000]);
        sketch.group(Group { opacity: Opacity::per_mille(opacity), ..Group::default() }, vec![area], at(0, 0))
    };
    let (dark, light) = (black(600, 0), black(400, 40));
    let [white, full] = [[0; 4], [0, 0, 0, 1000]].map(|parts| sketch.ink(parts));
    let gradient = sketch.gradient(GradientShape::Linear, &[(0.0, white), (1.0, full)]);
    let place = line([0.0, 0.0], [80.0, 0.0]);
    let shade = Drawing::Shade(Shade { segments: rectangle([0, 100, 80, 20]), even_odd: false, gradient, place });
    let device = Resolution::from_dots_per_mm(10).unwrap();
    let (stock, scene) = sketch.done(Page::printed(tenths(80), tenths(120), device), vec![dark, light, shade]);
    let painter = Painter::new(&stock).unwrap();
    let Bits::OneBit(bits) = painter.paint(&scene).dots else { panic!("colours") };
    let row = |y: usize| bits[y * 10..][..10].to_vec();
    assert_eq!(row(10), [[0; 5], [255; 5]].concat());
    assert_eq!(row(50), [255; 10]);
    assert_eq!(row(110), [[255; 5], [0; 5]].concat());
    // One by one they are the same dots.
    let layer = painter.layer(scene.own().last().unwrap());
    let patch = layer.patch.unwrap();
    assert_eq!((patch.left, patch.top, patch.width, patch.height), (40, 100, 40, 20));
    assert_eq!(layer.lightens, Some([0, 100, 80, 120]));
}

#[test]
fn a_printer_gets_a_label_as_one_graphic_where_something_mixes_with_what_lies_below() {
    let mut sketch = Sketch::new();
    let black = sketch.area(rectangle([0, 0, 80, 40]), [0, 0, 0, 1000]);
    let light = sketch.area(rectangle([0, 20, 40, 40]), [0, 0, 0, 300]);
    let blend = Group { blend: Blend::Difference, ..Group::default() };
    let mixed = sketch.group(blend, vec![light], at(0, 0));
    let device = Resolution::from_dots_per_mm(10).unwrap();
    let (stock, scene) = sketch.done(Page::printed(tenths(80), tenths(60), device), vec![black, mixed]);
    let zpl =
        Zpl::new(&stock, Options { graphics: Graphics::Hex, fixed: Fixed::Inline, ..Options::default() }).unwrap();
    let zpl = String::from_utf8(file(&zpl, &scene, 1)).unwrap();
    // Seven tenths of light on black are light; on the bare label they are what they are.
    let painter = Painter::new(&stock).unwrap();
    let Bits::OneBit(bits) = painter.paint(&scene).dots else { panic!("colours") };
    let row = |y: usize| bits[y * 10..][..10].to_vec();
    assert_eq!([row(10), row(30), row(50)], [vec![0; 10], [[255; 5], [0; 5]].concat(), vec![255; 10]]);
    assert_eq!(zpl.matches("^GF").count(), 1, "{zpl}");
}
