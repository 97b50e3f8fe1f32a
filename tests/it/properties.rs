//! What must hold for every code, size and head.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use quietzone::diagnostic::Place;
use quietzone::gs1::{Ai, Code, Elements, check_digit};
use quietzone::layout::{Plan, Setting};
use quietzone::market::{Market, Value};
use quietzone::raster::{Dots, Painter, Raster};
use quietzone::scene::{Drawing, Layer, Scene, Symbol};
use quietzone::source::Record;
use quietzone::symbol::{Demands, Shape, SymbolSize, codewords, encode, fit};
use quietzone::template::{Device, Template};
use quietzone::units::{Length, Resolution};
use quietzone::world::Folder;

const KZ: &str = "templates/kz-pharma-carton.toml";

fn record(market: &Market, serial: &str, tail: &str) -> Record {
    let body = "0487099900011";
    let mut elements = Elements::default();
    elements.push(Ai::GTIN, format!("{body}{}", check_digit(body).unwrap()));
    elements.push(Ai::SERIAL, serial);
    elements.push(Ai::new("91").unwrap(), "EE05");
    elements.push(Ai::new("92").unwrap(), tail);
    let nothing = ["batch", "expiry", "product"].map(|name| (name.into(), Value::Nothing));
    Record::of_code(1, Code::Gs1(elements.build().unwrap()), market, &nothing)
}

/// Lays out a label of the Kazakh carton on a head and hands out its scene and picture.
fn label(dpi: &str, serial: &str, tail: &str, look: impl FnOnce(&Scene, &Raster)) {
    let template = Template::parse(KZ, fs::read_to_string(KZ).unwrap()).unwrap();
    let market = Market::load("kz-pharma").unwrap();
    let folder = Folder::of(Path::new(KZ));
    let constants = ["batch", "expiry", "product"].map(|name| (name.into(), Value::Nothing));
    let device = Device::Printer(dpi.parse().unwrap());
    let mut plan = Plan::new(Setting {
        template: &template,
        folder: &folder,
        device,
        market: &market,
        constants: &constants,
        free: None,
    })
    .unwrap();
    plan.settle(None).unwrap();
    let scene = plan.scene(&record(&market, serial, tail), &|| Place::Nowhere).unwrap();
    look(&scene, &Painter::new(plan.stock()).unwrap().paint(&scene));
}

fn symbol(scene: &Scene) -> &Symbol {
    let own = scene
        .layers
        .iter()
        .filter_map(|layer| if let Layer::Own(items) = layer { Some(items) } else { None })
        .flatten();
    own.filter_map(|item| if let Drawing::Symbol(symbol) = &item.drawing { Some(symbol) } else { None }).next().unwrap()
}

fn is_dark(raster: &Raster, x: i64, y: i64) -> bool {
    let Dots::OneBit(bits) = &raster.dots else { panic!("not one bit") };
    let stride = (raster.width as usize).div_ceil(8);
    bits[y as usize * stride + x as usize / 8] & (0x80 >> (x % 8)) == 0
}

proptest! {
    /// What is encoded is decoded by somebody else's decoder, byte for byte.
    #[test]
    fn symbols_decode_to_their_message(serial in "[!\"%-?A-Z_a-z]{13}", tail in "[0-9A-Za-z+/]{43}=") {
        let market = Market::load("kz-pharma").unwrap();
        let code = record(&market, &serial, &tail).code;
        let size = SymbolSize::for_codewords(codewords(&code), Shape::Square).unwrap();
        let matrix = encode(&code, size).unwrap();
        let modules: Vec<bool> = (0..size.rows()).flat_map(|r| (0..size.columns()).map(move |c| (r, c))).map(|(r, c)| matrix.is_dark(r, c)).collect();
        prop_assert_eq!(datamatrix::DataMatrix::decode(&modules, size.columns() as usize).unwrap(), code.message());
    }

    /// The solver keeps every demand it was given, on any head.
    #[test]
    fn solved_sizes_keep_their_demands(
        index in 0..30_usize,
        dot in prop::sample::select(vec![4500_i64, 3048, 3000, 1524, 1500]),
        smallest in 0..30_i64,
        place in prop::option::of((5..60_i64, 5..60_i64)),
        wished in prop::option::of(1..50_i64),
        quiet in 1..4_u32,
    ) {
        let symbol = SymbolSize::all().nth(index).unwrap();
        let device = [203, 300, 600].iter().map(|dpi| Resolution::from_dpi(*dpi).unwrap())
            .chain([12, 24].iter().map(|d| Resolution::from_dots_per_mm(*d).unwrap())).find(|r| r.dot().emu() == dot);
        let place = place.map(|(w, h)| (Length::from_mm(w), Length::from_mm(h)));
        let demands = Demands { symbol, quiet, device, plate: None, smallest: Length::from_mm(smallest), place, wished: wished.map(Length::from_mm), module_min: Length::ZERO, module_max: None };
        match fit(&demands) {
            Ok(found) => {
                let device = device.unwrap();
                prop_assert_eq!(found.module, device.length(found.dots.unwrap()));
                prop_assert_eq!(found.width, found.module * i64::from(symbol.columns()));
                prop_assert!(found.width.max(found.height) >= demands.smallest && found.module > Length::ZERO);
                if let Some((width, height)) = place {
                    prop_assert!(found.width + found.quiet * 2 <= width && found.height + found.quiet * 2 <= height);
                }
            }
            Err(impossible) => {
                // One dot less than the larger size breaks the demand from below.
                let smaller = device.unwrap().length(impossible.next_larger.dots.unwrap()) - device.unwrap().dot();
                let long = i64::from(symbol.rows().max(symbol.columns()));
                prop_assert!(smaller * long < demands.smallest || smaller <= Length::ZERO);
                prop_assert!(place.is_some());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// In the picture every module is a block of whole dots, dark or light all through, and the
    /// quiet zone is light.
    #[test]
    fn modules_are_whole_dots(serial in "[!\"%-?A-Z_a-z]{13}", dpi in prop::sample::select(vec!["203", "300", "600", "12 dots/mm"])) {
        label(dpi, &serial, &format!("{}=", "x+/Y9".repeat(9).get(..43).unwrap()), |scene, raster| {
            let symbol = symbol(scene);
            let dot = raster.resolution.dot().emu();
            let whole = |length: Length| { assert_eq!(length.emu() % dot, 0); length.emu() / dot };
            let (left, top, side) = (whole(symbol.origin().x), whole(symbol.origin().y), whole(symbol.module()));
            let (rows, columns) = (i64::from(symbol.modules().rows()), i64::from(symbol.modules().columns()));
            for y in -side..(rows + 1) * side {
                for x in -side..(columns + 1) * side {
                    let inside = (0..rows * side).contains(&y) && (0..columns * side).contains(&x);
                    let dark = inside && symbol.modules().is_dark((y / side) as u32, (x / side) as u32);
                    assert_eq!(is_dark(raster, left + x, top + y), dark, "{dpi}: dot {x}, {y}");
                }
            }
        });
    }
}
