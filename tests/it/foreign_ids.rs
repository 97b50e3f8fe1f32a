//! What a scene refers to is there: an id of another collection is a broken assumption and never drawn.

use std::sync::Arc;

use quietzone::diagnostic::Place;
use quietzone::gs1::{Code, PlainCode};
use quietzone::render::pdf::{About, Pdf, SymbolForm};
use quietzone::render::png::Png;
use quietzone::render::svg::{Svg, Text};
use quietzone::render::zpl::{Options, Zpl};
use quietzone::render::{Format, Which};
use quietzone::scene::{
    Blank, Drawing, Face, GlyphRun, Ink, Item, Layer, Page, Part, Path, Picture, Placed, Point, Resources, Role, Scene,
    Stock, Turn,
};
use quietzone::units::{Length, Resolution};
use quietzone::world::{caught, fonts, silence};

/// What labels share, with one font, ink, picture and fixed run.
fn stock() -> Stock {
    let device = Resolution::from_dots_per_mm(8).unwrap();
    let mut resources = Resources::default();
    resources.faces.push(Arc::new(Face::new(fonts::bundled("sans", false).unwrap()).unwrap()));
    resources.inks.push(Ink::BLACK);
    resources.pictures.push(Arc::new(Picture::new("p".into(), (1, 1), vec![0, 0, 0, 255], None).unwrap()));
    let page = Page::printed(Length::from_mm(20), Length::from_mm(20), device);
    let mut stock = Stock::new(page, resources, Blank::default());
    stock.fixed.push(Vec::new());
    stock
}

/// Layers of what a stock has: a text, a picture, an area, the fixed run.
fn layers(stock: &Stock) -> [Layer; 4] {
    let (face, _) = stock.resources.faces.iter().next().unwrap();
    let (ink, _) = stock.resources.inks.iter().next().unwrap();
    let (picture, _) = stock.resources.pictures.iter().next().unwrap();
    let (run, _) = stock.fixed.iter().next().unwrap();
    let (origin, side, turn) = (Point::default(), Length::from_mm(5), Turn::None);
    let text = GlyphRun {
        face,
        size: side,
        letter_spacing: Length::ZERO,
        origin,
        turn,
        angle: quietzone::scene::Angle::NONE,
        ink,
        text: "".into(),
        glyphs: Vec::new(),
    };
    let area = Path { segments: Path::ellipse(origin, side, side), fill: Some(ink), ..Path::default() };
    let picture = Placed::turned(picture, origin, (side, side), turn);
    let own = [Drawing::Text(text), Drawing::Picture(picture), Drawing::Path(area)];
    let part = Part::new("it", Role::Design, Place::Nowhere);
    let [text, picture, area] = own.map(|drawing| Layer::Own(vec![Item { part: part.clone(), drawing }]));
    [text, picture, area, Layer::Fixed(run)]
}

/// Where it is noticed that a scene does not belong to a stock; `None` if it is drawn.
fn noticed<F: Format>(format: &F, layer: &Layer) -> Option<String> {
    let code = Code::Plain(PlainCode::new(b"1"));
    let scene = Scene { layers: vec![layer.clone()] };
    let draw = || {
        let (mut out, mut bench) = (Vec::new(), F::Bench::default());
        let mut file = format.begin(&mut out).unwrap();
        let piece = format.piece(scene, &code, Which::default(), &mut bench);
        format.label(&mut file, piece, 0, &mut out).unwrap();
        format.used(&mut file, bench);
        format.end(file, &mut out).unwrap();
    };
    caught(draw).err()
}

#[test]
fn a_font_a_picture_an_ink_or_a_run_of_another_stock_is_never_drawn() {
    silence();
    let (stock, other) = (stock(), stock());
    let pdf = Pdf::new(&stock, SymbolForm::Vector, About::default());
    let svg = Svg::new(&stock, Text::Outlines).unwrap();
    let png = Png::new(&stock).unwrap();
    let zpl = Zpl::new(&stock, Options::default()).unwrap();
    for (own, foreign) in layers(&stock).iter().zip(&layers(&other)) {
        for noticed in [noticed(&pdf, own), noticed(&svg, own), noticed(&png, own), noticed(&zpl, own)] {
            assert_eq!(noticed, None, "{own:?}");
        }
        for noticed in [noticed(&pdf, foreign), noticed(&svg, foreign), noticed(&png, foreign), noticed(&zpl, foreign)]
        {
            let place = noticed.unwrap_or_else(|| panic!("{foreign:?} is drawn"));
            assert!(place.starts_with("src/r"), "{place}");
        }
    }
    // A copy of a stock draws what was made for the first.
    let copy = stock.clone();
    let pdf = Pdf::new(&copy, SymbolForm::Vector, About::default());
    assert!(layers(&stock).iter().all(|layer| noticed(&pdf, layer).is_none()));
}
