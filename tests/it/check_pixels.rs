//! The quiet zone judged twice, by geometry (QZ01, and PL01 for what covers the symbol) and by pixels
//! (QZ02): random layouts with seeded faults, held against plain arithmetic.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use quietzone::check::{Check, Label, Scope, judge};
use quietzone::diagnostic::{Diagnostic, Place};
use quietzone::gs1::Code;
use quietzone::layout::{Plan, Setting};
use quietzone::market::Market;
use quietzone::source::Record;
use quietzone::symbol::plain_codewords;
use quietzone::template::Template;
use quietzone::world::Folder;

use super::common::CLEAN;

/// A box in millimetres: left, top, right, bottom.
type Box4 = [f64; 4];

/// Symbol and quiet zone, 38 × 38 modules of 0.4 mm.
const ZONE: Box4 = [20.0, 20.0, 35.2, 35.2];
const SYMBOL: &str = "[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '20 mm'\ny = '20 mm'\nsize = '14.4 mm'\n";

static MARKET: LazyLock<(Market, Code)> = LazyLock::new(|| {
    let market = Market::load("kz-pharma").unwrap();
    let code = market.worst_code().unwrap();
    (market, code)
});

/// What a rule or all of them find on a template.
fn judged(template: &str, judge: impl FnOnce(&Label<'_>) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (market, code) = &*MARKET;
    let template = Template::parse("tests/rules/random.toml", template.to_owned())
        .unwrap_or_else(|faults| panic!("{faults:?}\n{template}"));
    let folder = Folder::of(Path::new("tests/rules/random.toml"));
    let device = template.device;
    let setting = Setting { template: &template, folder: &folder, device, market, constants: &[], free: None };
    let mut plan = Plan::new(setting).unwrap();
    plan.settle(Some(plain_codewords(code))).unwrap();
    let scene = plan.scene(&Record::of_code(1, code.clone(), market, &[]), &|| Place::Nowhere).unwrap();
    judge(&Label::new(market, plan.stock(), &scene, code))
}

/// Whether the verdict of geometry and that of pixels find a fault.
fn verdicts(template: &str) -> (bool, bool) {
    let finds = |rule: &str| !judged(template, |label| Check::of(rule).unwrap().judge(label)).is_empty();
    (finds("QZ01") || finds("PL01"), finds("QZ02"))
}

fn codes(template: &str) -> Vec<String> {
    let found = judged(template, |label| judge(label, Scope::Design));
    let of_zone =
        found.iter().map(|finding| finding.rule.code).filter(|code| code.starts_with("QZ0") && *code != "QZ03");
    of_zone.map(str::to_owned).collect()
}

/// A label with an ink for every element, no two alike; the fourth is a pale tint.
fn head(device: &str) -> String {
    let inks = ["0, 100, 100, 0", "100, 50, 0, 0", "0, 0, 0, 60", "0, 0, 3, 0", "60, 0, 100, 10", "0, 50, 100, 0"];
    let inks: String = inks.iter().zip(0..).map(|(ink, n)| format!("i{n} = 'cmyk({ink})'\n")).collect();
    format!(
        "market = 'kz-pharma'\n[label]\nwidth = '60 mm'\nheight = '60 mm'\ndevice = '{device}'\n[inks]\n{inks}die = 'technical'\n"
    )
}

/// Something on the label, in words, and what arithmetic knows of it.
#[derive(Clone, Debug)]
struct Thing {
    element: String,
    touches: bool,
    /// Whether it is a plain area under all of the zone.
    hides: bool,
}

fn overlap(a: Box4, b: Box4) -> bool {
    // Closer than a nanometre is touching: these are sums of decimals.
    a[0] + 1e-6 < b[2] && b[0] + 1e-6 < a[2] && a[1] + 1e-6 < b[3] && b[1] + 1e-6 < a[3]
}

/// A box beside the zone: on a side, so far off (negative: within), so far along, so long and thick.
fn beside(side: usize, gap: f64, along: f64, length: f64, thick: f64) -> Box4 {
    let [left, top, right, bottom] = ZONE;
    match side {
        0 => [right + gap, top + along, right + gap + thick, top + along + length],
        1 => [left - gap - thick, top + along, left - gap, top + along + length],
        2 => [left + along, bottom + gap, left + along + length, bottom + gap + thick],
        _ => [left + along, top - gap - thick, left + along + length, top - gap],
    }
}

fn place(n: usize, kind: &str, b: Box4, paint: &str) -> String {
    let [x, y, w, h] = [b[0], b[1], b[2] - b[0], b[3] - b[1]];
    format!(
        "[[element]]\ntype = '{kind}'\nid = 'e{n}'\nx = '{x:.4} mm'\ny = '{y:.4} mm'\nwidth = '{w:.4} mm'\nheight = '{h:.4} mm'\n{paint}\n"
    )
}

/// Element `n` of a kind, beside the zone.
fn thing(n: usize, kind: usize, side: usize, gap: f64, along: f64) -> Thing {
    let thing = |element: String, touches: bool| Thing { element, touches, hides: false };
    let fill = format!("fill = 'i{n}'");
    match kind {
        // A rectangle.
        0 => {
            let b = beside(side, gap, along, 2.0, 3.0);
            thing(place(n, "rect", b, &fill), overlap(b, ZONE))
        }
        // A line.
        1 => {
            let b = beside(side, gap, along, 4.0, 0.3);
            let (x, y) = ((b[0] + b[2]) / 2.0, (b[1] + b[3]) / 2.0);
            let ends = if side < 2 { [x, b[1], x, b[3]] } else { [b[0], y, b[2], y] };
            let [x, y, to_x, to_y] = ends;
            let line = format!(
                "[[element]]\ntype = 'line'\nid = 'e{n}'\nx = '{x:.4} mm'\ny = '{y:.4} mm'\nto_x = '{to_x:.4} mm'\nto_y = '{to_y:.4} mm'\nthickness = '0.3 mm'\nink = 'i{n}'\n"
            );
            thing(line, overlap(b, ZONE))
        }
        // A circle: by how far its middle is from the zone.
        2 => {
            let b = beside(side, gap, along, 3.0, 3.0);
            let (x, y) = ((b[0] + b[2]) / 2.0, (b[1] + b[3]) / 2.0);
            let off = |at: f64, from: f64, to: f64| (from - at).max(at - to).max(0.0);
            let far = off(x, ZONE[0], ZONE[2]).hypot(off(y, ZONE[1], ZONE[3]));
            // Too near to tell: a circle's curve is not a circle, and its tip is finer than a pixel.
            if (far - 1.5).abs() < 0.03 {
                return self::thing(n, 0, side, gap, along);
            }
            thing(place(n, "ellipse", b, &fill), far < 1.5)
        }
        // A rectangle turned by a quarter about its corner.
        3 => {
            let b = beside(side, gap, along, 2.0, 3.0);
            let turned = [b[2], b[1], b[2] + (b[3] - b[1]), b[1] + (b[2] - b[0])];
            thing(place(n, "rect", turned, &format!("{fill}\nrotate = 90")), overlap(b, ZONE))
        }
        // A frame around the zone, half of its line in the box.
        4 => {
            let [left, top, right, bottom] = ZONE;
            let off = gap.abs() + 0.2;
            let near = if gap < 0.0 { 0.2 - gap.abs().min(0.15) } else { off };
            let b = [left - off, top - near, right + off, bottom + off];
            thing(place(n, "rect", b, &format!("stroke = 'i{n}'\nthickness = '0.4 mm'")), gap < 0.0)
        }
        // An outlined box beside it.
        5 => {
            let b = beside(side, gap, along, 3.0, 3.0);
            let inner = [b[0] + 0.25, b[1] + 0.25, b[2] - 0.25, b[3] - 0.25];
            thing(place(n, "rect", inner, &format!("stroke = 'i{n}'\nthickness = '0.5 mm'")), overlap(b, ZONE))
        }
        // Text: far off, or well within.
        6 => {
            let inside = gap < 0.0;
            let y = if inside { 21.0 } else { 40.0 };
            let text = format!(
                "[[element]]\ntype = 'text'\nid = 'e{n}'\nx = '{:.3} mm'\ny = '{y} mm'\nsize = '6 pt'\ntext = 'HHHH'\nink = 'i{n}'\n",
                17.0 + along
            );
            thing(text, inside)
        }
        // A ground under all of it, or ending within.
        _ => {
            let [left, top, right, bottom] = ZONE;
            let b = [left - 1.0, top + gap.min(0.0).abs(), right + 1.0, bottom];
            let hides = gap >= 0.0;
            Thing { element: place(n, "rect", b, &fill), touches: !hides, hides }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_verdicts_find_every_seeded_fault_and_nothing_else(
        seeds in proptest::collection::vec(
            (0..8_usize, 0..4_usize, prop::sample::select(vec![-3.0, -0.5, -0.05, -0.01, 0.0, 0.0, 0.01, 0.3, 2.0, 2.0]), 0..130_u32),
            0..6,
        ),
        below in 0..6_usize,
        thermal in prop::bool::weighted(0.2),
    ) {
        let things: Vec<Thing> = seeds
            .iter()
            .enumerate()
            .map(|(n, (kind, side, gap, along))| thing(n, *kind, *side, *gap, f64::from(*along) / 10.0))
            .collect();
        let below = below.min(things.len());
        let (under, over) = things.split_at(below);
        // What the last plain ground hides is not there; a ground laid over the symbol covers it.
        let seen = under.iter().rposition(|thing| thing.hides).map_or(under, |last| &under[last + 1..]);
        let faulty = seen.iter().any(|thing| thing.touches) || over.iter().any(|thing| thing.touches || thing.hides);
        let uncovered = !over.iter().any(|thing| thing.hides);
        let words = |things: &[Thing]| things.iter().map(|thing| thing.element.as_str()).collect::<String>();
        let template = format!("{}{}{SYMBOL}{}", head("artwork"), words(under), words(over));
        let (geometry, pixels) = verdicts(&template);
        prop_assert_eq!(geometry, faulty, "geometry\n{}", template);
        // A plain ground over the symbol is PL01's alone: all pixels are alike.
        if uncovered {
            prop_assert_eq!(pixels, faulty, "pixels\n{}", template);
        }
        let whole_dots = seeds.iter().all(|(_, _, gap, _)| gap.abs() != 0.01);
        if thermal && uncovered && whole_dots {
            // 0.4 mm are eight dots of 0.05 mm: all stands where it stood.
            let verdicts = verdicts(&template.replace("'artwork'", "'20 dots/mm'"));
            prop_assert_eq!(verdicts, (faulty, faulty), "20 dots/mm\n{}", template);
        }
    }
}

fn image(file: &str, [x, y, width, height]: [f64; 4], rotate: u32) -> String {
    format!(
        "[[element]]\ntype = 'image'\nid = 'picture'\nfile = 'art/{file}'\nx = '{x:.3} mm'\ny = '{y:.3} mm'\nwidth = '{width} mm'\nheight = '{height} mm'\nrotate = {rotate}\n"
    )
}

/// `frame-specked.png` has a speck of 0.2 mm at 25.0, 12.0 mm of 40 × 40; the zone ends at 35.2, 35.2 mm.
#[test]
fn pictures_count_where_they_are_seen() {
    let picture = |x: f64, y: f64| image("frame-specked.png", [x, y, 40.0, 40.0], 0);
    let label = |things: &str| codes(&format!("{}{things}", head("artwork")));
    for (x, y, expected) in [(10.19, 10.0, true), (10.2, 10.0, false)] {
        let expected: &[&str] = if expected { &["QZ01"] } else { &[] };
        assert_eq!(label(&(SYMBOL.to_owned() + &picture(x, y))), expected, "over, {x} {y}");
        assert_eq!(label(&(picture(x, y) + SYMBOL)), expected, "under, {x} {y}");
        // A plain ground hides what is below it.
        let ground = place(0, "rect", [19.0, 19.0, 37.0, 37.0], "fill = 'i3'");
        assert_eq!(label(&(picture(x, y) + &ground + SYMBOL)), CLEAN);
    }
    // Turned by a quarter about its corner, the speck stands 25.0 to 25.2 mm below it.
    let turned = |y: f64| label(&(image("frame-specked.png", [45.0, y, 40.0, 40.0], 90) + SYMBOL));
    assert_eq!([turned(10.19), turned(10.2)], [vec!["QZ01"], vec![]]);
}

/// Who is told is who is seen: a bar in the zone is not the fault of a picture that is blank there.
#[test]
fn a_blank_picture_is_not_blamed_for_what_stands_beside_it() {
    let picture = image("frame.png", [10.0, 10.0, 40.0, 40.0], 0);
    let bar = place(0, "rect", [35.19, 22.0, 37.0, 24.0], "fill = 'i0'");
    for things in [format!("{bar}{picture}{SYMBOL}"), format!("{picture}{SYMBOL}{bar}")] {
        let found = judged(&(head("artwork") + &things), |label| judge(label, Scope::Design));
        let told: Vec<_> =
            found.iter().filter(|found| found.rule.code.starts_with("QZ")).map(|f| f.element.as_deref()).collect();
        assert_eq!(told, [Some("e0")]);
    }
}

/// PL01 tells of what covers the symbol, and pixels of the rest.
#[test]
fn a_picture_covers_where_its_pixels_are() {
    let over = |x: f64| {
        let template = format!("{}{SYMBOL}{}", head("artwork"), image("frame-specked.png", [x, 10.0, 40.0, 40.0], 0));
        let found = judged(&template, |label| judge(label, Scope::Design));
        let codes = found.iter().map(|found| found.rule.code);
        codes.filter(|code| !["PR03", "QZ03"].contains(code)).collect::<Vec<_>>()
    };
    assert_eq!([over(9.81), over(9.79)], [["QZ01"], ["PL01"]]);
}

#[test]
fn another_symbol_in_the_zone_is_seen_by_both() {
    let second = |x: f64| {
        let second = SYMBOL.replace("'code'", "'second'").replace("x = '20 mm'", &format!("x = '{x:.2} mm'"));
        verdicts(&format!("{}{SYMBOL}{second}", head("artwork")))
    };
    // Its own quiet zone may lie over the other's, not its modules.
    assert_eq!([second(34.79), second(34.8)], [(true, true), (false, false)]);
}

/// A frame has its distance by its line, not by its box.
#[test]
fn frames_are_told_by_where_their_line_is() {
    let frame = |off: f64| {
        let b = [20.0 - off, 20.0 - off, 35.2 + off, 35.2 + off];
        let template =
            format!("{}{SYMBOL}{}", head("artwork"), place(0, "rect", b, "stroke = 'i0'\nthickness = '0.2 mm'"));
        let found = judged(&template, |label| judge(label, Scope::Design));
        found.iter().map(|found| (found.rule.code, found.measured.unwrap().value)).collect::<Vec<_>>()
    };
    assert_eq!(frame(0.09), [("QZ01", 390)]);
    assert_eq!(frame(0.11), [("QZ03", 410)]);
    assert_eq!(frame(0.51), []);
}
