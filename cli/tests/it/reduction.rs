//! Module width reduction in what others make of our files: each dark run is narrower by just as much.

use std::path::Path;

use super::common::*;

fn template(device: &str, reduce: &str) -> String {
    format!(
        "market = 'kz-pharma'\n[label]\nwidth = '25.4 mm'\nheight = '25.4 mm'\n{device}\n[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '2 mm'\ny = '2 mm'\nsize = '14.4 mm'\n{reduce}\n"
    )
}

/// The dark runs of a picture: line, first dot, dot after the last; of its rows, and of its columns.
fn runs(path: &str) -> [Vec<(usize, usize, usize)>; 2] {
    let (width, height, dots) = grey(path);
    let along = |lines: usize, length: usize, at: &dyn Fn(usize, usize) -> usize| {
        let mut runs = Vec::new();
        for line in 0..lines {
            let dark = |n: usize| n < length && dots[at(line, n)] < 128;
            let starts = (0..length).filter(|n| dark(*n) && (*n == 0 || !dark(*n - 1)));
            runs.extend(starts.map(|from| (line, from, (from..=length).find(|n| !dark(*n)).unwrap())));
        }
        runs
    };
    [along(height, width, &|line, n| line * width + n), along(width, height, &|line, n| n * width + line)]
}

/// Holds the runs of a reduced symbol against those of a whole one, on lines through the middle of its modules.
fn narrower(whole: &str, reduced: &str, module: usize, (before, after): (usize, usize), what: &str) {
    for (whole, reduced) in runs(whole).iter().zip(&runs(reduced)) {
        let first = whole.iter().map(|(line, ..)| *line).min().unwrap();
        let through = |runs: &[(usize, usize, usize)]| -> Vec<_> {
            runs.iter().filter(|(line, ..)| *line >= first && (line - first) % module == module / 2).copied().collect()
        };
        let wanted: Vec<_> =
            through(whole).into_iter().map(|(line, from, to)| (line, from + before, to - after)).collect();
        assert!(wanted.len() > 300, "{what}: {}", wanted.len());
        assert_eq!(through(reduced), wanted, "{what}");
    }
}

fn made(folder: &Folder, name: &str, template: &str, more: &[&str]) -> (String, String) {
    let template = folder.write("t.toml", template);
    let out = folder.file(name);
    let told = render(&template, "samples/kz-pharma.xlsx", Path::new(&out), &[&["--rows", "2-2"], more].concat());
    assert_eq!(told.code, 0, "{}", told.err);
    (out, [told.out, told.err].concat())
}

#[test]
fn a_plate_has_whole_pixels_and_narrower_modules() {
    if !present(&[GHOSTSCRIPT]) {
        return;
    }
    let folder = Folder::new();
    let plate = |name: &str, reduce: &str| {
        let (pdf, told) = made(&folder, name, &template("device = 'artwork'\nplate = '2540 dpi'", reduce), &[]);
        let png = folder.file(&format!("{name}.png"));
        let output = format!("-sOutputFile={png}");
        run("gs", &["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pnggray", "-r2540", &output, &pdf]);
        (png, told)
    };
    // 36 modules of 40 pixels.
    let (whole, told) = plate("whole.pdf", "");
    assert!(told.contains("module 0.4000 mm,"), "{told}");
    let (reduced, told) = plate("reduced.pdf", "reduce = '31 µm'");
    assert!(told.contains("module 0.4000 mm drawn 0.030 mm narrower"), "{told}");
    narrower(&whole, &reduced, 40, (1, 2), "2540 dpi");
    let (pixels, _) = plate("pixels.pdf", "reduce = '3 dots'");
    assert_eq!(std::fs::read(reduced).unwrap(), std::fs::read(pixels).unwrap());
}

#[test]
fn printers_take_off_whole_dots() {
    if !present(&[RESVG, ZPLKIT]) {
        return;
    }
    let folder = Folder::new();
    let pictures = |name: &str, reduce: &str| {
        let template = template("device = '600 dpi'", reduce);
        let (png, _) = made(&folder, &format!("{name}.png"), &template, &[]);
        let (svg, _) = made(&folder, &format!("{name}.svg"), &template, &[]);
        let drawn = folder.file(&format!("{name}-svg"));
        run("python3", &["tests/judges/resvg.py", &drawn, "600", &svg]);
        let drawn = format!("{drawn}/{name}.png");
        let (zpl, _) = made(&folder, &format!("{name}.zpl"), &template, &["--zpl-symbol", "native"]);
        assert_eq!(text_of(&zpl).contains("^BX"), reduce.is_empty(), "the printer's own symbol cannot be narrower");
        let (graphic, _) = made(&folder, &format!("{name}-g.zpl"), &template, &[]);
        let zpl = folder.file(&format!("{name}-zpl"));
        std::fs::create_dir(&zpl).unwrap();
        run("python3", &["tests/judges/zplkit.py", &graphic, &zpl, "--dpi", "600"]);
        let first = std::fs::read_dir(&zpl).unwrap().next().unwrap().unwrap().path();
        [png, drawn, first.to_str().unwrap().to_owned()]
    };
    let (whole, reduced) = (pictures("whole", ""), pictures("reduced", "reduce = '1 dot'"));
    for ((whole, reduced), what) in whole.iter().zip(&reduced).zip(["PNG", "SVG", "ZPL"]) {
        narrower(whole, reduced, 9, (0, 1), what);
    }
}

#[test]
fn what_cannot_be_taken_off_is_told() {
    let folder = Folder::new();
    for (device, reduce, says) in [
        ("device = '300 dpi'", "20 µm", "the least that can be taken off is 0.085 mm"),
        ("device = '300 dpi'", "3 dots", "not less than half a module"),
        ("device = 'artwork'", "3 dots", "artwork has none"),
        ("device = 'artwork'", "0.2 mm", "not less than half a module"),
        ("device = 'artwork'", "-1 µm", "cannot be negative"),
    ] {
        let template = folder.write("t.toml", template(device, &format!("reduce = '{reduce}'")));
        let told = quietzone(&["check", &template]);
        assert!(
            told.code > 0 && [&told.out[..], &told.err].concat().contains(says),
            "{reduce}: {}{}",
            told.out,
            told.err
        );
    }
}
