//! Symbols of any size and rows of bars, drawn in every format and read back module by module.

use std::fs;
use std::io::Read;
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quietzone::diagnostic::Place;
use quietzone::gs1::{Code, PlainCode};
use quietzone::render::pdf::{About, Pdf, SymbolForm};
use quietzone::render::png::Png;
use quietzone::render::svg::{Svg, Text};
use quietzone::render::zpl::{Options, Zpl};
use quietzone::render::{Format, Which};
use quietzone::scene::{
    Blank, Bounds, Drawing, Id, Ids, Ink, Item, Page, Part, Point, Quiet, Resources, Role, Scene, Stand, Stock, Symbol,
    Turn,
};
use quietzone::symbol::{Matrix, Reduction};
use quietzone::units::{Length, Resolution};

const DOTS: u32 = 8;
/// Dots a millimetre of pictures that others make: they mix and move what ends within one.
const FINE: u32 = 32;

fn mm(mm: i64) -> Length {
    Length::from_mm(mm)
}

fn stock() -> (Stock, Id<Ink>) {
    let mut inks = Ids::new();
    let ink = inks.push(Ink::BLACK);
    let device = Resolution::from_dots_per_mm(DOTS).unwrap();
    let page = Page::printed(mm(90), mm(90), device);
    let stock = Stock::new(page, Resources { inks, ..Resources::default() }, Blank::default());
    (stock, ink)
}

fn stand(x: i64, y: i64, turn: Turn, ink: Id<Ink>) -> Stand {
    Stand { origin: Point { x: mm(x), y: mm(y) }, module: mm(1) / 4, reduction: Reduction::NONE, turn, ink }
}

/// A grid wider than any symbol of today, one with the runs that were lost once, and bars, upright and
/// turned.
fn symbols(ink: Id<Ink>) -> Vec<Symbol> {
    let stand = |x, y, turn| stand(x, y, turn, ink);
    let noise = |count: u32| (0..count).map(|n| n * 7919 % 5 < 2).collect::<Vec<bool>>();
    let wide = Matrix::new(30, 250, &noise(30 * 250)).unwrap();
    let runs = [(0, 200), (1, 7), (2, 150)];
    let long: Vec<bool> = runs.iter().flat_map(|(_, run)| (0..250).map(move |n| n < *run)).collect();
    let long = Matrix::new(3, 250, &long).unwrap();
    let quiet = Quiet::all(4);
    vec![
        Symbol::grid(wide.clone(), quiet, stand(2, 2, Turn::None)),
        Symbol::grid(wide, quiet, stand(70, 12, Turn::Quarter)),
        Symbol::grid(long, quiet, stand(2, 12, Turn::None)),
        Symbol::bars(&noise(210), mm(9), Quiet::beside(10, 10), stand(2, 20, Turn::None)).unwrap(),
        Symbol::bars(&noise(95), mm(7), Quiet::beside(11, 7), stand(2, 35, Turn::ThreeQuarters)).unwrap(),
        guarded(stand(12, 35, Turn::None)),
        guarded(stand(12, 50, Turn::Quarter)),
        guarded(stand(30, 50, Turn::Half)),
        guarded(Stand { reduction: Reduction::in_steps(mm(1) / 8, mm(1) / 8), ..stand(30, 65, Turn::ThreeQuarters) }),
    ]
}

/// Bars of which every fifth goes 2 mm further down.
fn guarded(stand: Stand) -> Symbol {
    let dark: Vec<bool> = (0..60).map(|n| n * 7919 % 5 < 2).collect();
    let guards: Vec<bool> = dark.iter().zip(0..).map(|(dark, n)| *dark && n % 3 == 0).collect();
    Symbol::guarded_bars((&dark, &guards), (mm(9), mm(2)), Quiet::beside(11, 7), stand).unwrap()
}

fn file<F: Format>(format: &F, symbols: &[Symbol]) -> Vec<u8> {
    let part = Part::new("code", Role::Data, Place::Nowhere);
    let item = |symbol: &Symbol| Item { part: part.clone(), drawing: Drawing::Symbol(symbol.clone()) };
    let scene = Scene::of(symbols.iter().map(item).collect());
    let (mut out, code) = (Vec::new(), Code::Plain(PlainCode::new(b"1")));
    let mut bench = F::Bench::default();
    let mut file = format.begin(&mut out).unwrap();
    let piece = format.piece(scene, &code, Which::default(), &mut bench);
    format.label(&mut file, piece, 0, &mut out).unwrap();
    format.used(&mut file, bench);
    format.end(file, &mut out).unwrap();
    out
}

/// Dots of a label, so many a millimetre: whether each is dark.
struct Dots(u32, Vec<Vec<bool>>);

impl Dots {
    fn of_png(per_mm: u32, bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        let samples = frame.color_type.samples();
        let rows = pixels.chunks(frame.line_size).take(frame.height as usize);
        Self(per_mm, rows.map(|row| row.chunks(samples).map(|pixel| pixel[0] < 128).collect()).collect())
    }

    fn of_zpl(text: &str) -> Self {
        let side = 90 * DOTS as usize;
        let mut dots = vec![vec![false; side]; side];
        for field in text.split("^FO").skip(1) {
            let number = |text: &str| text.parse::<usize>().unwrap();
            let (corner, rest) = field.split_once("^GFA,").unwrap();
            let (left, top) = corner.split_once(',').unwrap();
            let across = number(rest.split(',').nth(2).unwrap());
            let data = rest.split_once(":Z64:").unwrap().1.split(':').next().unwrap();
            let data = BASE64_STANDARD.decode(data).unwrap();
            let mut bits = Vec::new();
            flate2::read::ZlibDecoder::new(data.as_slice()).read_to_end(&mut bits).unwrap();
            for (row, y) in bits.chunks(across).zip(number(top)..) {
                for x in (0..across * 8).filter(|x| row[x / 8] & 0x80 >> (x % 8) != 0) {
                    dots[y][number(left) + x] = true;
                }
            }
        }
        Self(DOTS, dots)
    }

    /// What a program makes of a file.
    fn drawn(program: &str, arguments: &[&str]) -> Option<Self> {
        let told = Command::new(program).args(arguments).output().ok()?;
        assert!(told.status.success(), "{program}: {}", String::from_utf8_lossy(&told.stderr));
        Some(Self::of_png(FINE, &told.stdout))
    }

    /// Of a box just the areas are dark, to half a dot.
    fn fill(&self, areas: &[Bounds], within: &Bounds, what: &str) {
        let dots = |length: Length| length.emu() as f64 * f64::from(self.0) / Length::from_mm(1).emu() as f64;
        let middles = |from: Length, to: Length| (dots(from) as usize..dots(to) as usize).map(|n| (n, n as f64 + 0.5));
        for (y, down) in middles(within.top, within.bottom) {
            for (x, across) in middles(within.left, within.right) {
                let dark = areas.iter().any(|area| {
                    (dots(area.left)..dots(area.right)).contains(&across)
                        && (dots(area.top)..dots(area.bottom)).contains(&down)
                });
                assert_eq!(self.1[y][x], dark, "{what}: dot {x}, {y}");
            }
        }
    }

    /// Every module is as dark as it should be, and its quiet zone is blank.
    fn show(&self, symbols: &[Symbol], what: &str) {
        let dots = |length: Length| (length.emu() * i64::from(self.0) / Length::from_mm(1).emu()) as usize;
        for (symbol, number) in symbols.iter().zip(0..) {
            if let Some(areas) = symbol.areas() {
                self.fill(&areas.collect::<Vec<_>>(), &symbol.bounds(), &format!("{what}: symbol {number}"));
                continue;
            }
            let (modules, (width, height), origin) = (symbol.modules(), symbol.cell(), symbol.origin());
            for row in 0..modules.rows() {
                for column in 0..modules.columns() {
                    let x = dots(origin.x + width * i64::from(column) + width / 2);
                    let y = dots(origin.y + height * i64::from(row) + height / 2);
                    let dark = modules.is_dark(row, column);
                    assert_eq!(self.1[y][x], dark, "{what}: symbol {number}, row {row}, column {column}");
                }
            }
            let Bounds { left, top, right, bottom } = symbol.bounds();
            for y in dots(top)..dots(bottom) {
                assert!(!self.1[y][dots(left) - 2] && !self.1[y][dots(right) + 1], "{what}: symbol {number}, beside");
            }
        }
    }
}

#[test]
fn symbols_of_any_size_and_bars_are_read_back_from_every_format() {
    let (stock, ink) = stock();
    let symbols = symbols(ink);
    let png = file(&Png::new(&stock).unwrap(), &symbols);
    Dots::of_png(DOTS, &png).show(&symbols, "png");
    let zpl = file(&Zpl::new(&stock, Options::default()).unwrap(), &symbols);
    Dots::of_zpl(std::str::from_utf8(&zpl).unwrap()).show(&symbols, "zpl");
    // Symbols of others are graphics also where the printer may encode.
    let native = Options { symbol: quietzone::render::zpl::SymbolForm::Native, ..Options::default() };
    assert_eq!(file(&Zpl::new(&stock, native).unwrap(), &symbols), zpl);

    let folder = tempfile::tempdir().unwrap();
    let written = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for form in [SymbolForm::Vector, SymbolForm::Mask] {
        let pdf = written("a.pdf", &file(&Pdf::new(&stock, form, About::default()), &symbols));
        let side = (90 * FINE).to_string();
        let plain = ["-png", "-singlefile", "-scale-to-x", &side, "-scale-to-y", &side, &pdf];
        Dots::drawn("pdftoppm", &plain).inspect(|dots| dots.show(&symbols, &format!("pdf, {form:?}")));
    }
    let svg = written("a.svg", &file(&Svg::new(&stock, Text::default()).unwrap(), &symbols));
    let side = (90 * FINE).to_string();
    Dots::drawn("rsvg-convert", &["-b", "white", "-w", &side, "-h", &side, &svg])
        .inspect(|dots| dots.show(&symbols, "svg"));
}
