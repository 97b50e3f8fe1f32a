//! Linear barcodes and QR symbols in every output, read and measured in what others make of it.

use std::path::Path;

use super::common::*;

/// Kind of element, symbology, further keys, data, and what a reader sends: its symbology identifier and its data.
const CODES: [(&str, &str, &str, &str, &str); 7] = [
    ("ean13", "light_margin = true", "{{ gtin }}", "]E0", "4780101164394"),
    ("ean8", "light_margin = true", "{{ short }}", "]E4", "55123457"),
    // Readers tell UPC-A as an EAN-13 that begins with a zero.
    ("upca", "", "{{ upc }}", "]E0", "0614141007349"),
    ("itf14", "", "{{ gtin }}", "]I1", "04780101164394"),
    ("gs1-128", "", "(01){{ gtin }}(10){{ batch }}(21)A1", "]C1", "010478010116439410AB12c\u{1d}21A1"),
    ("qr", "", "https://id.gs1.org/01/{{ gtin }}", "]Q1", "https://id.gs1.org/01/04780101164394"),
    ("qr", "gs1 = true", "(01){{ gtin }}(10){{ batch }}(21)A1", "]Q3", "010478010116439410AB12c\u{1d}21A1"),
];
const DATA: &str = "code,short,upc,wrong,indicator\n\
    010478010116439410AB12c,55123457,614141007349,4780101164393,14780101164391\n";
/// The label, in millimetres: whole inches, and whole dots of all heads, so that nobody rounds it.
const LABEL: (usize, usize) = (127, 254);
/// Each code stands in the middle of a cell as wide as the label and so many millimetres high.
const CELL: usize = 36;

fn element(number: usize, place: &str) -> String {
    let (kind, more, data, ..) = CODES[number];
    let kind = match kind {
        "qr" => "type = 'qr'".to_owned(),
        _ => format!("type = 'barcode'\nsymbology = '{kind}'"),
    };
    format!("[[element]]\n{kind}\nid = 'c{number}'\ndata = '{data}'\n{more}\n{place}\n")
}

/// All codes below one another, the label turned with them.
fn all(device: &str, turn: usize) -> String {
    let turned = |(a, b): (usize, usize)| if turn.is_multiple_of(180) { (a, b) } else { (b, a) };
    let (width, height) = turned(LABEL);
    let mut template = format!(
        "market = 'gs1'\n[label]\nwidth = '{width} mm'\nheight = '{height} mm'\napplication = 'pharmacy'\n{device}\n"
    );
    for number in 0..CODES.len() {
        // What is turned clockwise by a quarter begins at the right.
        let down = CELL / 2 + CELL * number;
        let down = if matches!(turn, 90 | 180) { LABEL.1 - down } else { down };
        let (x, y) = turned((LABEL.0 / 2, down));
        let place = format!("x = '{x} mm'\ny = '{y} mm'\nanchor = 'center'\nrotate = {turn}");
        template += &element(number, &place);
    }
    template
}

/// What a template makes of the data, and what was told.
fn made(folder: &Folder, template: &str, name: &str, more: &[&str]) -> (String, Told) {
    let (template, data) = (folder.write("t.toml", template), folder.write("c.csv", DATA));
    let out = folder.file(name);
    // Codes of several products stand beside one another here.
    let told = render(&template, &data, Path::new(&out), &[&["--allow", "LN05"], more].concat());
    (out, told)
}

fn drawn(folder: &Folder, template: &str, name: &str, more: &[&str]) -> String {
    let (out, told) = made(folder, template, name, more);
    assert_eq!(told.code, 0, "{name}: {}", told.err);
    out
}

/// Fails unless zxing-cpp reads all codes of a picture, and nothing else.
fn assert_all_read(picture: &str, what: &str) {
    let told = String::from_utf8(run("python3", &["tests/judges/zxing.py", "--bars", picture])).unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let symbols = told["symbols"].as_array().unwrap().iter();
    let mut read: Vec<(String, String)> = symbols.map(|s| (text(&s["sym"]), text(&s["hex"]))).collect();
    let mut wanted: Vec<_> = CODES.iter().map(|(.., sym, data)| ((*sym).to_owned(), hex(data.as_bytes()))).collect();
    read.sort();
    wanted.sort();
    assert_eq!(read, wanted, "{what}");
}

/// A picture turned back, so that its codes stand upright.
struct Upright {
    width: usize,
    height: usize,
    dots: Vec<bool>,
}

impl Upright {
    fn of(picture: &str, turn: usize) -> Self {
        let (w, h, dots) = grey(picture);
        let (width, height) = if turn.is_multiple_of(180) { (w, h) } else { (h, w) };
        let at = |x: usize, y: usize| match turn {
            0 => (x, y),
            90 => (w - 1 - y, x),
            180 => (w - 1 - x, h - 1 - y),
            _ => (y, h - 1 - x),
        };
        let dark = |x, y| {
            let (x, y) = at(x, y);
            dots[y * w + x] < 128
        };
        let dots = (0..width * height).map(|n| dark(n % width, n / width)).collect();
        Self { width, height, dots }
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        self.dots[y * self.width + x]
    }

    fn row(&self, y: usize) -> Vec<(usize, usize)> {
        runs(self.width, |x| self.dark(x, y))
    }

    fn column(&self, x: usize, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
        runs(to - from, |y| self.dark(x, from + y)).into_iter().map(|(a, b)| (a + from, b + from)).collect()
    }

    /// The rows of a cell.
    fn cell(&self, number: usize) -> (usize, usize) {
        (self.height * CELL * number / LABEL.1, self.height * CELL * (number + 1) / LABEL.1)
    }
}

/// Dark runs of a line: their first dot, and the dot after their last.
fn runs(length: usize, dark: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let starts = (0..length).filter(|n| dark(*n) && (*n == 0 || !dark(*n - 1)));
    starts.map(|from| (from, (from..=length).find(|n| *n == length || !dark(*n)).unwrap())).collect()
}

/// What a head makes of the GS1 table of retailed medicines (symbol specification table 10: X 0.330 mm; EAN-13 and
/// UPC-A 22.85 mm high, EAN-8 18.23 mm, both in proportion to X; ITF-14 and GS1-128 12.70 mm), in dots:
/// X, wide bars of ITF-14, heights of EAN-13, EAN-8, and the others.
const DOTS: [(&str, usize, usize, usize, usize, usize); 3] = [
    // 0.125 mm a dot: 2.64 dots, 207.73, 165.73, 101.6.
    ("203", 3, 8, 208, 166, 102),
    // 25.4/300 mm a dot: 3.90 dots, 276.97, 220.97, 150.
    ("300", 4, 10, 277, 221, 150),
    // 25.4/600 mm a dot: 7.80 dots, 553.94, 441.94, 300.
    ("600", 8, 20, 554, 442, 300),
];

/// Holds every bar, guard, zone and line of text against the tables.
/// Bearer bars are of two modules, or a frame of so many dots.
fn assert_measures(
    picture: &Upright,
    (x, wide, ean13, ean8, other): (usize, usize, usize, usize, usize),
    frame: Option<usize>,
    what: &str,
) {
    let bearer = frame.unwrap_or(2 * x);
    let mm = |mm: usize| picture.height * mm / LABEL.1;
    for (number, (kind, ..)) in CODES.iter().enumerate().take(5) {
        let what = format!("{what}: {kind}");
        let cell = picture.cell(number);
        let first = (cell.0..cell.1).find(|y| !picture.row(*y).is_empty()).unwrap();
        let above = if *kind == "itf14" { bearer } else { 0 };
        let mut bars = picture.row(first + above + 4 * x);
        if let Some(thick) = frame.filter(|_| *kind == "itf14") {
            let (from, to) = (bars.remove(0), bars.pop().unwrap());
            // The frame goes around zones of ten modules.
            assert_eq!((from.1 - from.0, bars[0].0 - from.1), (thick, 10 * x), "{what}");
            assert_eq!((to.1 - to.0, to.0 - bars.last().unwrap().1), (thick, 10 * x), "{what}");
        }
        let (left, right) = (bars[0].0, bars.last().unwrap().1);
        let widths: Vec<usize> = bars.iter().map(|(from, to)| to - from).collect();
        let spaces: Vec<usize> = bars.windows(2).map(|pair| pair[1].0 - pair[0].1).collect();
        let of_columns = |x: usize| picture.column(x, cell).first().map(|(from, to)| to - from).unwrap();
        let text = |columns: (usize, usize), below: usize| {
            (below..cell.1)
                .find(|y| picture.row(*y).iter().any(|(from, _)| (columns.0..columns.1).contains(from)))
                .unwrap()
                - below
        };
        if *kind == "itf14" {
            assert!(widths.iter().chain(&spaces).all(|w| [x, wide].contains(w)), "{what}: {widths:?} {spaces:?}");
            assert!((225..=300).contains(&(wide * 100 / x)), "{what}");
            assert_eq!(right - left, 48 * x + 29 * wide, "{what}");
            // Bearer bars touch each bar, and reach from the first to the last, or around.
            let beyond = frame.map_or(0, |thick| 10 * x + thick);
            let bearers = [first, first + bearer - 1, first + bearer + other, first + 2 * bearer + other - 1];
            assert!(bearers.iter().all(|y| picture.row(*y) == [(left - beyond, right + beyond)]), "{what}");
            assert!(bars.iter().all(|(from, _)| of_columns(*from) == other + 2 * bearer), "{what}");
            assert!(text((left - beyond, right), first + other + 2 * bearer) >= mm(1), "{what}");
            continue;
        }
        assert!(widths.iter().chain(&spaces).all(|w| w % x == 0 && (1..=4).contains(&(w / x))), "{what}");
        let (modules, height) = match *kind {
            "ean13" | "upca" => (95, ean13),
            "ean8" => (67, ean8),
            // Start, FNC1, 01, 14 digits, 1, 0 … as short as can be: counted by the check of its length alone.
            _ => ((right - left) / x, other),
        };
        assert_eq!(right - left, modules * x, "{what}");
        let heights: Vec<usize> = bars.iter().map(|(from, _)| of_columns(*from)).collect();
        let long = |count: usize| {
            let mut wanted = vec![height; bars.len()];
            let middle = bars.len() / 2;
            for at in (0..count).chain(bars.len() - count..bars.len()).chain([middle - 1, middle]) {
                wanted[at] = height + 5 * x;
            }
            wanted
        };
        match *kind {
            "ean13" | "ean8" => {
                assert_eq!(heights, long(2), "{what}");
                // Digits are at least half a module below the bars, and so are those between the guards.
                let middle = (left + 4 * x, left + modules * x / 2 - 3 * x);
                assert!(2 * text(middle, first + height) >= x, "{what}");
                // The tips of the marks are where the zones end, and the first digit does not reach out of its zone.
                let below = (first + height..cell.1).flat_map(|y| picture.row(y));
                let (from, to) = below.fold((usize::MAX, 0), |(a, b), (from, to)| (a.min(from), b.max(to)));
                let zone = if *kind == "ean13" { 11 * x } else { 7 * x };
                assert!(to.abs_diff(right + 7 * x) <= 1, "{what}: {to} {}", right + 7 * x);
                assert!(from + 1 >= left - zone, "{what}");
                assert!(*kind == "ean13" || from.abs_diff(left - zone) <= 1, "{what}");
            }
            "upca" => assert_eq!(heights, long(4), "{what}"),
            _ => {
                assert!(heights.iter().all(|h| *h == height), "{what}");
                // A symbol character has eleven modules, the stop character thirteen.
                assert_eq!((modules - 13) % 11, 0, "{what}");
                assert!(text((left, right), first + height) >= mm(1), "{what}");
            }
        }
    }
}

#[test]
fn printers_print_bars_of_whole_dots_with_their_zones_and_heights_whichever_way_they_are_turned() {
    if !present(&[ZXING, ZPLKIT, RESVG, GHOSTSCRIPT]) {
        return;
    }
    for (dpi, x, wide, ean13, ean8, other) in DOTS {
        for turn in [0, 90, 180, 270] {
            if dpi != "203" && turn > 0 {
                continue;
            }
            let folder = Folder::new();
            let template = all(&format!("device = '{dpi} dpi'"), turn);
            let mut pictures = vec![drawn(&folder, &template, "a.png", &[])];
            let zpl = drawn(&folder, &template, "a.zpl", &[]);
            run("python3", &["tests/judges/zplkit.py", &zpl, &folder.file("zpl"), "--dpi", dpi]);
            pictures.push(folder.file("zpl/p-1.png"));
            let svg = drawn(&folder, &template, "a.svg", &[]);
            let pdf = drawn(&folder, &template, "a.pdf", &[]);
            // What is named 203 dpi has 8 dots a millimetre.
            let exact = if dpi == "203" { "203.2" } else { dpi };
            let wide_as = grey(&pictures[0]).0.to_string();
            let judge = ["tests/judges/resvg.py", &folder.file("svg"), &wide_as, &svg, "--fonts", "fonts"];
            run("python3", &judge);
            pictures.push(folder.file("svg/a.png"));
            let from_pdf = folder.file("pdf.png");
            let output = format!("-sOutputFile={from_pdf}");
            let resolution = format!("-r{exact}");
            run("gs", &["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pnggray", &resolution, &output, &pdf]);
            for (picture, kind) in pictures.iter().zip(["PNG", "ZPL", "SVG"]).chain([(&from_pdf, "PDF")]) {
                let what = format!("{kind}, {dpi} dpi, {turn}°");
                assert_all_read(picture, &what);
                assert_measures(&Upright::of(picture, turn), (x, wide, ean13, ean8, other), None, &what);
            }
        }
    }
}

/// On plates bearer bars are 4.83 mm all around, 114.09 pixels of 25.4/600 mm.
#[test]
fn plates_have_bars_of_whole_pixels_and_frames() {
    if !present(&[ZXING, GHOSTSCRIPT]) {
        return;
    }
    let (folder, (_, x, wide, ean13, ean8, other)) = (Folder::new(), DOTS[2]);
    let template = all("device = 'artwork'\nplate = '600 dpi'", 0);
    let (pdf, told) = made(&folder, &template, "a.pdf", &[]);
    assert!(told.out.contains("barcode  EAN-13, X 0.3387 mm, bars 23.45 mm high"), "{}{}", told.out, told.err);
    let picture = folder.file("pdf.png");
    let output = format!("-sOutputFile={picture}");
    run("gs", &["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pnggray", "-r600", &output, &pdf]);
    assert_all_read(&picture, "artwork");
    assert_measures(&Upright::of(&picture, 0), (x, wide, ean13, ean8, other), Some(114), "artwork");
    let read = drawn(&folder, &all("device = 'artwork'", 90), "b.png", &[]);
    assert_all_read(&read, "artwork without a plate");
}

/// What the printer draws by itself is what we draw, dot for dot, by two programs that draw what printers do; text
/// stays ours. The second of them knows neither `^B8` nor `^BU`.
#[test]
fn native_bars_are_our_dots() {
    if !present(&[ZPLKIT, ZEBRASH]) {
        return;
    }
    for (dpi, turns, itf14) in [("203", &[0][..], false), ("300", &[0, 90, 180, 270], true), ("600", &[0], true)] {
        for turn in turns {
            let folder = Folder::new();
            let template = all(&format!("device = '{dpi} dpi'"), *turn);
            let png = drawn(&folder, &template, "a.png", &[]);
            let zpl = drawn(&folder, &template, "a.zpl", &["--zpl-symbol", "native"]);
            let text = text_of(&zpl);
            for command in ["^BE", "^B8", "^BU", "^BC"] {
                assert!(text.contains(command), "{command} at {dpi} dpi");
            }
            // Wide bars of eight dots are no whole tenth of narrow ones of three.
            assert_eq!(text.contains("^B2"), itf14, "{dpi} dpi");
            run("python3", &["tests/judges/zplkit.py", &zpl, &folder.file("zplkit"), "--dpi", dpi]);
            assert!(grey(&png) == grey(&folder.file("zplkit/p-1.png")), "zplkit at {dpi} dpi, {turn}°");
            let few = template
                .split("[[element]]")
                .filter(|element| !element.contains("'ean8'") && !element.contains("'upca'"));
            let few = few.collect::<Vec<_>>().join("[[element]]");
            let png = drawn(&folder, &few, "b.png", &[]);
            let zpl = drawn(&folder, &few, "b.zpl", &["--zpl-symbol", "native"]);
            run("node", &["tests/judges/zebrash.mjs", &zpl, &folder.file("zebrash")]);
            assert!(grey(&png) == grey(&folder.file("zebrash/p-1.png")), "zebrash at {dpi} dpi, {turn}°");
        }
    }
}

/// What a printer would draw otherwise is sent as dots.
#[test]
fn reduced_bars_and_characters_that_firmware_reads_in_its_own_ways_are_sent_as_dots() {
    let folder = Folder::new();
    let template = |more: &str, place: &str| {
        format!(
            "market = 'gs1'\n[label]\nwidth = '140 mm'\nheight = '40 mm'\ndevice = '300 dpi'\napplication = 'pharmacy'\n{more}{}",
            element(4, place)
        )
    };
    let native = |template: &str, name: &str| {
        let zpl = drawn(&folder, template, name, &["--zpl-symbol", "native"]);
        text_of(&zpl).contains("^BC")
    };
    let place = "x = '1 mm'\ny = '1 mm'";
    assert!(native(&template("", place), "a.zpl"));
    assert!(!native(&template("", &format!("{place}\nreduce = '1 dot'")), "b.zpl"));
    assert!(!native(&template("", place).replace("(21)A1", "(21)A>1"), "c.zpl"));
}

/// Fails unless a template is refused for its only record, by row and element, and nothing is written.
fn assert_refused(template: &str, says: &[&str]) {
    let folder = Folder::new();
    let (out, told) = made(&folder, template, "a.pdf", &[]);
    told.assert_says(1, &[&["c.csv, line 2", "element “c"], says].concat());
    assert!(!Path::new(&out).exists(), "{says:?}");
}

#[test]
fn what_no_symbol_can_say_is_told_with_its_row_and_nothing_is_written() {
    let label = "market = 'gs1'\n[label]\nwidth = '220 mm'\nheight = '60 mm'\ndevice = 'artwork'\n";
    let of = |number: usize, data: &str, more: &str| {
        let place = format!("x = '10 mm'\ny = '10 mm'\n{more}");
        label.to_owned() + &element(number, &place).replace(CODES[number].2, data)
    };
    // The check digit is 4: 4+8+1+1+6+3 and three times 7+0+0+1+4+9 make 86.
    assert_refused(&of(0, "{{ wrong }}", ""), &["check digit"]);
    // An indicator digit, which a GTIN-13 has not.
    assert_refused(&of(0, "{{ indicator }}", ""), &["EAN-13"]);
    // 95 + 11 + 7 modules of 0.5 mm are 56.5 mm; 0.442 mm is what 50 mm hold.
    let wide = ["the EAN-13 with its quiet zones is 56.50 mm wide", "its place is 50.00 mm", "0.442 mm fits"];
    let folder = Folder::new();
    made(&folder, &of(0, "{{ gtin }}", "module = '0.5 mm'\nwidth = '50 mm'"), "a.pdf", &[]).1.assert_says(2, &wide);
    assert_eq!(folder.names(), ["c.csv", "t.toml"]);
    // How long a GS1-128 is, only its data tells.
    assert_refused(&of(4, CODES[4].2, "module = '0.5 mm'\nwidth = '100 mm'"), &["143.00 mm wide", "0.349 mm fits"]);
    let long = of(4, "(01){{ gtin }}(10){{ batch }}(21)ABCDEFGHIJKLMNOPQRST", "module = '0.66 mm'");
    assert_refused(&long, &["165.1"]);
    let much = of(4, "(01){{ gtin }}(10)ABCDEFGHIJKLMNOPQRST(21)ABCDEFGHIJKLMNOPQRST", "");
    assert_refused(&much, &["48"]);
}

#[test]
fn what_a_symbology_has_no_place_for_is_refused() {
    let folder = Folder::new();
    let head = "market = 'ru-pharma'\n[label]\nwidth = '100 mm'\nheight = '60 mm'\ndevice = '300 dpi'\n[[element]]\nid = 'b'\nx = '5 mm'\ny = '5 mm'\n";
    for (element, says) in [
        (
            "type = 'barcode'\nsymbology = 'ean13'\ndata = '{{ gtin }}'\nmodule = '0 mm'",
            "“module” must be more than zero",
        ),
        ("type = 'barcode'\nsymbology = 'ean13'\ndata = '{{ gtin }}'\ntext_size = '0 pt'", "“text_size” must be more"),
        ("type = 'barcode'\nsymbology = 'ean13'\ndata = '{{ gtin }}'\nbearer = 'frame'", "only ITF-14 has bearer bars"),
        ("type = 'barcode'\nsymbology = 'itf14'\ndata = '{{ gtin }}'\nlight_margin = true", "only EAN-13 and EAN-8"),
        ("type = 'barcode'\nsymbology = 'ean13'\ndata = ''", "this has 0 digits"),
        ("type = 'qr'\ndata = ''", "of nothing is of no use"),
    ] {
        let template = folder.write("t.toml", format!("{head}{element}\n"));
        let told = quietzone(&["check", &template]);
        assert!(
            told.code > 0 && [&told.out[..], &told.err].concat().contains(says),
            "{element}: {}{}",
            told.out,
            told.err
        );
    }
}
