//! Text at any angle, justified, with figures that stand below one another.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use quietzone::batch::Data;
use quietzone::job::{FileKind, Memory, Request, run, run_to};

use super::common::SYMBOL;

const CODE: &str = "010487099900011621A1B2C3D4E5F6G\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";

/// A label of 100 mm with a text of these keys at 50, 50 mm, in a folder of its own.
fn label(device: &str, text: &str) -> (tempfile::TempDir, Request) {
    let folder = tempfile::tempdir().unwrap();
    for font in ["figures.ttf", "figures-plain.ttf"] {
        fs::copy(format!("tests/fixtures/{font}"), folder.path().join(font)).unwrap();
    }
    let head = format!(
        "market = 'kz-pharma'\n[label]\nwidth = '100 mm'\nheight = '100 mm'\ndevice = '{device}'\n[fonts]\nfigures = 'figures.ttf'\nplain = 'figures-plain.ttf'\n"
    );
    let element =
        format!("[[element]]\ntype = 'text'\nid = 'line'\nx = '50 mm'\ny = '50 mm'\nsize = '10 pt'\n{text}\n");
    fs::write(folder.path().join("t.toml"), head + SYMBOL + &element).unwrap();
    fs::write(folder.path().join("codes.txt"), format!("{CODE}\n")).unwrap();
    let mut request = Request::new(folder.path().join("t.toml"));
    request.data = Some(Data::of(folder.path().join("codes.txt")));
    (folder, request)
}

fn file(kind: FileKind, device: &str, text: &str) -> Vec<u8> {
    let (_folder, mut request) = label(device, text);
    request.to = Some(kind);
    let mut memory = Memory::default();
    let outcome = run_to(&request, &mut memory, &()).unwrap_or_else(|failure| panic!("{text}: {failure:?}"));
    memory.files.pop().unwrap_or_else(|| panic!("{text}: {:?}", outcome.design))
}

fn told(text: &str) -> Vec<String> {
    let (_folder, request) = label("artwork", text);
    match run(&request, &()) {
        Ok(outcome) => outcome.design.iter().map(ToString::to_string).collect(),
        Err(failure) => failure.0.iter().map(ToString::to_string).collect(),
    }
}

/// What an outside program says of a PDF; nothing where it is not installed.
fn witness(program: &str, before: &[&str], pdf: &[u8], behind: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("label.pdf");
    fs::write(&path, pdf).unwrap();
    match Command::new(program).args(before).arg(&path).args(behind).output() {
        Ok(ran) => Some(String::from_utf8_lossy(&ran.stdout).into_owned()),
        Err(_) => {
            eprintln!("skipped: {program} not installed");
            None
        }
    }
}

#[test]
fn texts_of_a_drawing_are_text() {
    let art = "text = 'Own'\n[[element]]\ntype = 'image'\nid = 'art'\nfile = 'art.svg'\nx = '0 mm'\ny = '60 mm'\n\
               width = '100 mm'\nheight = '40 mm'";
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 40' font-size='6'>\
               <text x='10' y='10'>Состав: <tspan font-weight='bold' fill='red'>вода</tspan></text>\
               <text x='90' y='20' text-anchor='end' letter-spacing='1'>Best before</text>\
               <text transform='translate(8 38) rotate(-90)'>Upwards</text></svg>";
    let (folder, mut request) = label("artwork", art);
    fs::write(folder.path().join("art.svg"), svg).unwrap();
    request.to = Some(FileKind::Pdf);
    let mut memory = Memory::default();
    let outcome = run_to(&request, &mut memory, &()).unwrap_or_else(|failure| panic!("{failure:?}"));
    let pdf = memory.files.pop().unwrap_or_else(|| panic!("{:?}", outcome.design));
    let Some(text) = witness("pdftotext", &[], &pdf, &["-"]) else { return };
    let letters: String = text.split_whitespace().collect();
    for line in ["Own", "Состав:вода", "Bestbefore", "Upwards"] {
        assert!(letters.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_slanted_line_is_text_in_its_direction() {
    let pdf = file(FileKind::Pdf, "artwork", "angle = 30\ntext = 'Slanted 30'");
    let Some(text) = witness("pdftotext", &[], &pdf, &["-"]) else { return };
    // Of lines that are no quarter turn it makes lines of some letters.
    assert_eq!(text.split_whitespace().collect::<String>(), "Slanted30");
    let Some(trace) = witness("mutool", &["trace"], &pdf, &[]) else { return };
    let span = trace.split("<span").nth(1).unwrap_or_default();
    let matrix = span.split("trm=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let numbers: Vec<f64> = matrix.split(' ').filter_map(|number| number.parse().ok()).collect();
    // 10 pt, clockwise by 30°: y grows upwards in a PDF.
    let (cos, sin) = (10.0 * 30_f64.to_radians().cos(), 10.0 * 30_f64.to_radians().sin());
    let expected = [cos, -sin, sin, cos];
    assert!(
        numbers.len() == 4 && numbers.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-3),
        "{matrix} is not {expected:?}"
    );
}

#[test]
fn a_quarter_of_an_angle_is_a_quarter_turn() {
    for (kind, device) in
        [(FileKind::Pdf, "artwork"), (FileKind::Svg, "artwork"), (FileKind::Png, "300 dpi"), (FileKind::Zpl, "203 dpi")]
    {
        for quarter in [90, 180, 270] {
            let by = |key: &str| file(kind, device, &format!("{key} = {quarter}\ntext = 'Quarter {{{{ gtin }}}}'"));
            assert!(by("angle") == by("rotate"), "{kind:?} {quarter}");
        }
    }
}

/// The ends of the line are where its angle puts them: dots against an outside reader of the PDF.
#[test]
fn dots_are_those_of_the_pdf() {
    let text = "angle = -37.5\nfont = 'figures'\ntext = '0000 0000'";
    let pdf = file(FileKind::Pdf, "artwork", text);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("label.pdf"), pdf).unwrap();
    let made = Command::new("pdftoppm")
        .args(["-r", "300", "-gray", "-singlefile"])
        .arg(folder.path().join("label.pdf"))
        .arg(folder.path().join("label"))
        .output();
    if made.is_err() {
        return eprintln!("skipped: pdftoppm not installed");
    }
    let theirs = pgm(&fs::read(folder.path().join("label.pgm")).unwrap());
    let (_folder, mut request) = label("300 dpi", text);
    request.to = Some(FileKind::Png);
    let mut memory = Memory::default();
    run_to(&request, &mut memory, &()).unwrap();
    let ours = ink(&memory.files[0]);
    for (one, other) in ours.iter().zip(theirs) {
        assert!(one.abs_diff(other) <= 2, "{ours:?} is not {theirs:?}");
    }
}

/// The box around what is dark right of the middle of a picture: left, top, right, bottom.
fn dark(width: usize, light: &[u8]) -> [usize; 4] {
    let dark = light.iter().enumerate().filter(|(at, value)| **value < 128 && at % width > width * 2 / 5);
    dark.fold([usize::MAX, usize::MAX, 0, 0], |[l, t, r, b], (at, _)| {
        let (x, y) = (at % width, at / width);
        [l.min(x), t.min(y), r.max(x), b.max(y)]
    })
}

fn pgm(bytes: &[u8]) -> [usize; 4] {
    let head: Vec<&[u8]> = bytes.splitn(4, |byte| b"\n ".contains(byte)).collect();
    let width: usize = std::str::from_utf8(head[1]).unwrap().parse().unwrap();
    let height: usize = std::str::from_utf8(head[2]).unwrap().parse().unwrap();
    dark(width, &bytes[bytes.len() - width * height..])
}

fn ink(png: &[u8]) -> [usize; 4] {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut light = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut light).unwrap();
    light.truncate(frame.buffer_size());
    dark(frame.width as usize, &light)
}

#[test]
fn a_slanted_line_is_judged_by_the_box_around_it() {
    // 60 mm along, and 50 mm of label to the right: it fits where it runs down steeply enough.
    let line = |angle: i32| told(&format!("angle = {angle}\nfont = 'figures'\ntext = '{}'", "9".repeat(26)));
    assert!(line(0).iter().any(|found| found.contains("TXT01")), "{:?}", line(0));
    assert_eq!(line(60), [""; 0]);
    // The box around 45° reaches into the corner of the symbol's zone, at 25 mm; its letters do not.
    let beside = |x: &str, says: &str| {
        let keys = format!("angle = 315\nfont = 'figures'\ntext = '{says}'");
        let (folder, request) = label("artwork", &keys);
        let path = folder.path().join("t.toml");
        let text =
            fs::read_to_string(&path).unwrap().replace("x = '50 mm'\ny = '50 mm'", &format!("x = '{x}'\ny = '40 mm'"));
        fs::write(path, text).unwrap();
        run(&request, &()).unwrap().design.iter().map(|found| found.rule.code.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(beside("20 mm", "9999999999999999"), [""; 0]);
    assert_eq!(beside("6 mm", "9999999999999999"), ["PL01"]);
    // Over the symbol, which ends 25 mm from the left and from the top.
    let over = told("angle = 225\nfont = 'figures'\ntext = '99999999999999999999'");
    assert!(over.iter().any(|found| found.contains("PL01") || found.contains("QZ01")), "{over:?}");
}

#[test]
fn an_angle_stands_instead_of_a_quarter_turn() {
    let both = told("angle = 30\nrotate = 90\ntext = 'a'");
    assert!(both.len() == 1 && both[0].contains("instead of “rotate”"), "{both:?}");
    let wide = told("angle = 400\ntext = 'a'");
    assert!(wide.iter().any(|found| found.contains("a number from -360 to 360")), "{wide:?}");
}

#[test]
fn justified_lines_end_at_their_box_and_the_last_does_not() {
    let text = "width = '40 mm'\nwrap = true\nalign = 'justify'\ntext = 'Keep out of the reach of children and store below twenty five degrees in the box'";
    let Some(boxes) = witness("pdftotext", &["-bbox-layout"], &file(FileKind::Pdf, "artwork", text), &["-"]) else {
        return;
    };
    // Wide spaces part a line for this program, so that words are taken by their height.
    let number = |line: &str, key: &str| line.split(key).nth(1)?.split('"').next()?.parse::<f64>().ok();
    let mut lines: BTreeMap<i64, f64> = BTreeMap::new();
    for word in boxes.lines().filter(|line| line.trim_start().starts_with("<word")) {
        let (top, end) = (number(word, "yMin=\"").unwrap(), number(word, "xMax=\"").unwrap());
        let line = lines.entry((top * 10.0).round() as i64).or_default();
        *line = line.max(end);
    }
    let ends: Vec<f64> = lines.into_values().collect();
    let right = 90.0 / 25.4 * 72.0;
    let Some((last, others)) = ends.split_last() else { panic!("{boxes}") };
    assert!(others.len() >= 2 && others.iter().all(|end| (end - right).abs() < 0.05), "{ends:?} is not {right}");
    assert!(*last < right - 5.0, "{ends:?}");
    // Live text tells programs how wide its spaces are.
    let live = |text: &str| {
        let (_folder, mut request) = label("artwork", text);
        (request.to, request.forms.svg) = (Some(FileKind::Svg), quietzone::render::svg::Text::Live.into());
        let mut memory = Memory::default();
        run_to(&request, &mut memory, &()).unwrap();
        String::from_utf8(memory.files.pop().unwrap()).unwrap()
    };
    let plain = text.replace("align = 'justify'\n", "");
    assert!(live(text).contains("word-spacing") && !live(&plain).contains("word-spacing"));
    let lonely = told("align = 'justify'\ntext = 'a b'");
    assert!(lonely.len() == 1 && lonely[0].contains("needs “wrap”"), "{lonely:?}");
}

#[test]
fn tabular_figures_are_all_as_wide() {
    let widths = |figures: &str| {
        ["1111", "9999"].map(|says| {
            let pdf = file(FileKind::Pdf, "artwork", &format!("font = 'figures'\n{figures}\ntext = '0{says}0'"));
            let trace = witness("mutool", &["trace"], &pdf, &[])?;
            let x = |glyph: &str| glyph.split("x=\"").nth(1)?.split('"').next()?.parse::<f64>().ok();
            let glyphs: Vec<f64> = trace.split("<g ").skip(1).filter_map(x).collect();
            Some(glyphs.last()? - glyphs.first()?)
        })
    };
    let ([Some(ones), Some(nines)], [Some(narrow), Some(wide)]) = (widths("figures = 'tabular'"), widths("")) else {
        return;
    };
    // 600 units a figure, of 1000 in 10 pt; else the 0 has 300, the 1 330 and the 9 570.
    let near = |one: f64, other: f64| (one - other).abs() < 0.01;
    assert!(near(ones, 5.0 * 6.0) && near(nines, 5.0 * 6.0), "{ones} {nines}");
    assert!(near(narrow, 3.0 + 4.0 * 3.3) && near(wide, 3.0 + 4.0 * 5.7), "{narrow} {wide}");
    let pdf = file(FileKind::Pdf, "artwork", "font = 'figures'\nfigures = 'tabular'\ntext = '0123456789'");
    let text = witness("pdftotext", &[], &pdf, &["-"]).unwrap_or_default();
    assert!(text.is_empty() || text.contains("0123456789"), "{text}");
}

#[test]
fn a_font_without_tabular_figures_is_named() {
    let found = told("font = 'plain'\nfigures = 'tabular'\ntext = '12'");
    assert!(found.len() == 1 && found[0].contains("FNT01") && found[0].contains("plain"), "{found:?}");
    // Those that come along have no others.
    for font in ["sans", "condensed", "mono"] {
        assert_eq!(told(&format!("font = '{font}'\nfigures = 'tabular'\ntext = '12'")), [""; 0], "{font}");
    }
}
