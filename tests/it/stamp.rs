//! Labels of codes that no goods have say so, beside their symbols and on no other label.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use quietzone::batch::Data;
use quietzone::diagnostic::Place;
use quietzone::gs1::{Code, Date, ElementString, PlainCode};
use quietzone::job::{Design, Request, TemplateFrom, run};
use quietzone::layout::{Plan, Setting, Shown, complete};
use quietzone::market::{Market, Value};
use quietzone::scene::{Bounds, Drawing, Item, Layer, Scene, Stock};
use quietzone::source::Record;
use quietzone::symbol::plain_codewords;
use quietzone::template::Template;
use quietzone::units::Length;
use quietzone::world::{Folder, Memory, World};

const WORDS: &str = "SAMPLE / ОБРАЗЕЦ";
/// A GTIN of GS1's examples, and one of its own book on GTINs.
const EXAMPLE: &str = "09521234543213";
const GOODS: &str = "06291041500213";

fn templates() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // A code without a GTIN is no example.
    let has_gtin = |path: &PathBuf| !std::fs::read_to_string(path).unwrap().contains("market = \"sscc\"");
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml") && has_gtin(path));
    paths.sort();
    assert!(paths.len() >= 10);
    paths
}

/// The widest code of a market, with a GTIN.
fn code(market: &Market, gtin: &str) -> Code {
    let widest = market.worst_code().unwrap();
    let Some(elements) = widest.elements() else {
        // A code without AIs begins with its GTIN.
        return Code::Plain(PlainCode::new(&[gtin.as_bytes(), &widest.message()[14..]].concat()));
    };
    let elements: Vec<_> = elements.iter().map(|(ai, value)| (ai, value.to_owned())).collect();
    let elements = elements.iter().enumerate().map(|(at, (ai, value))| (*ai, if at == 0 { gtin } else { value }));
    Code::Gs1(ElementString::new(elements).unwrap())
}

/// Lays out the label of a code with something for each other field, and shows it.
fn laid<T>(path: &Path, gtin: &str, look: impl FnOnce(&Stock, &Scene) -> T) -> T {
    laid_of(path, std::fs::read_to_string(path).unwrap(), gtin, look)
}

fn laid_of<T>(path: &Path, text: String, gtin: &str, look: impl FnOnce(&Stock, &Scene) -> T) -> T {
    let template = Template::parse(&path.display().to_string(), text).unwrap();
    let (market, folder) = (Market::load(&template.market).unwrap(), Folder::of(path));
    let device = template.device;
    let template = complete(template, &folder, device).unwrap();
    let setting = Setting {
        template: &template,
        folder: &folder,
        device: template.device,
        market: &market,
        constants: &[],
        free: None,
    };
    let code = code(&market, gtin);
    let longest = plain_codewords(&code);
    let others = template.names_used().into_iter().filter(|name| market.field(name).is_none());
    let others = others.filter(|name| !name.starts_with("ai")).map(|name| {
        let is_date = market.companion(&name).is_some_and(|companion| companion.is_date);
        let date = Date::new(2028, 12, 31).filter(|_| is_date || template.data.dates.contains(&name));
        let text = template.data.sample.get(&name).map_or("ABC123", |sample| &sample.text);
        let value = date.map_or_else(|| Value::Text(text.into()), Value::Date);
        (Arc::from(name), value)
    });
    let record = Record::of_code(1, code, &market, &others.collect::<Vec<_>>());
    let mut shown = Shown::default();
    shown.add(Shown::of(&template, &record)).unwrap();
    let mut plan = Plan::showing(setting, &shown).unwrap();
    plan.settle(Some(longest)).unwrap();
    plan.admit_examples().unwrap();
    let scene = plan.scene(&record, &|| Place::Nowhere).unwrap();
    look(plan.stock(), &scene)
}

fn items<'a>(stock: &'a Stock, scene: &'a Scene) -> impl Iterator<Item = &'a Item> {
    scene.layers.iter().flat_map(|layer| match layer {
        Layer::Fixed(run) => stock.fixed.get(*run),
        Layer::Own(items) => items,
    })
}

fn is_stamp(item: &Item) -> bool {
    matches!(&item.drawing, Drawing::Text(run) if &*run.text == WORDS)
}

#[test]
fn every_shipped_template_has_room_for_the_stamp_outside_all_quiet_zones() {
    for path in templates() {
        laid(&path, EXAMPLE, |stock, scene| {
            let stamps: Vec<&Item> = items(stock, scene).filter(|item| is_stamp(item)).collect();
            assert_eq!(stamps.len(), 1, "{path:?}");
            let stamp = stamps[0].drawing.bounds(stock).unwrap();
            let page = (Length::ZERO, stock.page.width, stock.page.height);
            assert!(
                stamp.left > page.0 && stamp.top > page.0 && stamp.right < page.1 && stamp.bottom < page.2,
                "{path:?}: {stamp:?}"
            );
            let zones = items(stock, scene).filter_map(|item| match &item.drawing {
                Drawing::Symbol(symbol) => Some(symbol.zone()),
                _ => None,
            });
            let linears = stock.linears.iter().map(|linear| linear.zone());
            let kept: Vec<Bounds> =
                zones.chain(linears).chain(stock.blank.windows.iter().map(|window| window.bounds)).collect();
            assert!(!kept.is_empty() && !kept.iter().any(|zone| zone.overlaps(&stamp)), "{path:?}: {stamp:?} {kept:?}");
            let texts = items(stock, scene).filter(|item| matches!(item.drawing, Drawing::Text(_)) && !is_stamp(item));
            let mut boxes = texts.filter_map(|item| item.drawing.bounds(stock));
            assert!(!boxes.any(|text| text.overlaps(&stamp)), "{path:?}: over a text");
        });
    }
}

#[test]
fn labels_of_goods_have_no_stamp() {
    for path in templates() {
        laid(&path, GOODS, |stock, scene| assert!(!items(stock, scene).any(is_stamp), "{path:?}"));
    }
}

/// A label 17 mm high, whose symbol leaves no room but to the right, if it is wider.
fn tight(side: i64, body: &str) -> Request {
    let text = format!(
        "market = 'gs1'\n[label]\nwidth = '{side} mm'\nheight = '17 mm'\ndevice = 'artwork'\n[[element]]\n\
         type = 'datamatrix'\nid = 'code'\nx = '1 mm'\ny = '1 mm'\nsize = '14 mm'\n{body}"
    );
    Request::new(TemplateFrom::Text { path: "t.toml".into(), text })
}

fn judged(mut request: Request, codes: &[&str]) -> Vec<&'static str> {
    let rows: String = codes.iter().map(|gtin| format!("01{gtin}21A{gtin}\n")).collect();
    let world = Memory::default();
    world.put("codes.txt", rows.into_bytes());
    (request.world, request.data) = (World::of(world), Some(Data::of("codes.txt")));
    let outcome = run(&request, &()).unwrap();
    outcome.design.iter().map(|found| found.rule.code).filter(|code| ["SMP01", "PL08"].contains(code)).collect()
}

#[test]
fn a_label_without_room_for_the_stamp_is_refused_if_one_of_its_codes_is_an_example() {
    assert_eq!(judged(tight(17, ""), &[GOODS]), [""; 0]);
    assert_eq!(judged(tight(17, ""), &[GOODS, EXAMPLE]), ["SMP01"]);
    assert_eq!(judged(tight(40, ""), &[GOODS, EXAMPLE]), [""; 0]);
    assert!(Design::of(tight(17, "")).unwrap().judge().unwrap().iter().all(|found| found.rule.code != "SMP01"));
}

#[test]
fn where_texts_leave_no_room_the_stamp_stands_over_them_and_is_judged_as_a_text() {
    let lines: String = (0..7)
        .map(|line| {
            format!(
                "[[element]]\ntype = 'text'\nid = 'line{line}'\nx = '17 mm'\ny = '{}.2 mm'\nsize = '6 pt'\n\
                 text = 'AN ARTICLE OF GOODS'\n",
                2 * line + 1
            )
        })
        .collect();
    assert_eq!(judged(tight(43, &lines), &[GOODS]), [""; 0]);
    let found = judged(tight(43, &lines), &[EXAMPLE]);
    assert!(found.contains(&"PL08") && !found.contains(&"SMP01"), "{found:?}");
}

#[test]
fn over_a_dark_ground_the_stamp_stands_on_paper_of_its_own_that_spares_the_quiet_zone() {
    let text = "market = 'gs1'\n[label]\nwidth = '31 mm'\nheight = '18 mm'\ndevice = '203'\n[[element]]\n\
                type = 'datamatrix'\nid = 'code'\nx = '1 mm'\ny = '1 mm'\nsize = '16 mm'\n[[element]]\ntype = 'rect'\n\
                id = 'ground'\nx = '18 mm'\ny = '0 mm'\nwidth = '13 mm'\nheight = '18 mm'\nfill = 'K'\n";
    laid_of(Path::new("t.toml"), text.to_owned(), EXAMPLE, |stock, scene| {
        let of = |id: &str| {
            let boxes = items(stock, scene).filter(|item| &*item.part.id == id);
            boxes.map(|item| item.drawing.bounds(stock).unwrap()).collect::<Vec<_>>()
        };
        let [paper, words] = of(WORDS)[..] else { panic!() };
        assert!(paper.contains(&words) && of("ground")[0].overlaps(&paper));
        let zone = items(stock, scene).find_map(|item| match &item.drawing {
            Drawing::Symbol(symbol) => Some(symbol.zone()),
            _ => None,
        });
        assert!(!zone.unwrap().overlaps(&paper));
    });
}

#[test]
fn the_stamp_stands_where_the_print_head_comes() {
    let text = "market = 'gs1'\n[label]\nwidth = '100 mm'\nheight = '30 mm'\ndevice = '203'\nhead = '54 mm'\n\
                [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '80 mm'\ny = '1 mm'\nsize = '16 mm'\n";
    laid_of(Path::new("t.toml"), text.to_owned(), EXAMPLE, |stock, scene| {
        let boxes = items(stock, scene).filter_map(|item| item.drawing.bounds(stock));
        assert!(boxes.reduce(|all, one| all.joined(&one)).unwrap().width() <= Length::from_mm(54));
    });
}

#[test]
fn on_a_narrow_label_the_stamp_is_turned_and_on_whole_dots() {
    let text = "market = 'gs1'\n[label]\nwidth = '24 mm'\nheight = '20 mm'\ndevice = '203'\n[[element]]\n\
                type = 'datamatrix'\nid = 'code'\nx = '1 mm'\ny = '1 mm'\nsize = '16 mm'\n";
    laid_of(Path::new("t.toml"), text.to_owned(), EXAMPLE, |stock, scene| {
        let stamp = items(stock, scene).find(|item| is_stamp(item)).unwrap();
        let Drawing::Text(run) = &stamp.drawing else { panic!() };
        assert!(run.turn.swaps());
        let dot = stock.page.device.unwrap().dot();
        assert_eq!((run.origin.x.emu() % dot.emu(), run.origin.y.emu() % dot.emu()), (0, 0));
    });
}
