//! What is judged is what is printed: ink is moved by a dot in every format, and other people's
//! renderers see it come into the quiet zone when the verdict changes.

use std::fs;
use std::path::Path;

use super::common::*;

/// Dots of a label of 30.48 mm at 300 dpi.
const SIDE: usize = 360;
/// The symbol of 36 × 36 modules of 4 dots, and its quiet zone: first dot, and the one behind.
const SYMBOL: (usize, usize) = (64, 208);
const ZONE: (usize, usize) = (60, 212);

/// A label with something beside its symbol, `reach` dots within its quiet zone.
fn template(what: &str, reach: usize) -> String {
    let head = "market = 'kz-pharma'\n[label]\nwidth = '30.48 mm'\nheight = '30.48 mm'\ndevice = '300 dpi'\n[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '60 dots'\ny = '60 dots'\nmodules = '36x36'\nmodule_max = '4 dots'\n";
    let (near, far) = (ZONE.1 - reach, ZONE.0 + reach);
    let beside = match what {
        "right" => format!("type = 'rect'\nx = '{near} dots'\ny = '100 dots'\nwidth = '20 dots'\nheight = '9 dots'\n"),
        "left" => {
            format!("type = 'rect'\nx = '{} dots'\ny = '100 dots'\nwidth = '20 dots'\nheight = '9 dots'\n", far - 20)
        }
        "below" => format!("type = 'rect'\nx = '100 dots'\ny = '{near} dots'\nwidth = '9 dots'\nheight = '20 dots'\n"),
        _ => format!("type = 'rect'\nx = '70 dots'\ny = '{} dots'\nwidth = '90 dots'\nheight = '2 dots'\n", far - 2),
    };
    format!("{head}[[element]]\nid = 'beside'\nfill = 'K'\n{beside}")
}

/// Whether a picture has a dark dot in the quiet zone.
fn is_dirty(picture: &Path) -> bool {
    let (width, height, dots) = grey(picture.to_str().unwrap());
    assert!(width > ZONE.1 && height > ZONE.1, "{width} × {height}");
    let within = |(from, to): (usize, usize), x: usize, y: usize| (from..to).contains(&x) && (from..to).contains(&y);
    let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    let mut ring = all.filter(|(x, y)| within(ZONE, *x, *y) && !within(SYMBOL, *x, *y));
    ring.any(|(x, y)| dots[y * width + x] < 128)
}

#[test]
fn ink_that_moves_changes_print_and_verdict_alike() {
    if !present(&[POPPLER, ZPLKIT, RESVG]) {
        return;
    }
    for what in ["right", "left", "below", "above"] {
        for reach in [0, 1, 3] {
            let (folder, label) = Folder::with("t.toml", template(what, reach));
            let file = |name: &str| folder.file(name);
            let check = quietzone(&["check", &label]);
            let wrong = check.err.contains("error[QZ01]");
            assert_eq!((wrong, check.code), (reach > 0, i32::from(reach > 0)), "{what} {reach}: {}", check.err);

            for output in ["l-{row}.png", "l.pdf", "l-{row}.svg", "l.zpl"] {
                let made = render(&label, CODES, file(output).as_ref(), &["--rows", "1", "--allow", "QZ01"]);
                assert_eq!(made.code, 0, "{output}: {}", made.err);
            }
            run("pdftoppm", &["-r", "300", "-gray", "-png", "-singlefile", &file("l.pdf"), &file("pdf")]);
            for drawn in ["svg", "zpl"] {
                fs::create_dir(folder.path().join(drawn)).unwrap();
            }
            run("python3", &["tests/judges/resvg.py", &file("svg"), &SIDE.to_string(), &file("l-1.svg")]);
            run("python3", &["tests/judges/zplkit.py", &file("l.zpl"), &file("zpl")]);
            let first = |drawn: &str| fs::read_dir(file(drawn)).unwrap().next().unwrap().unwrap().path();
            let pictures = [
                ("png", folder.path().join("l-1.png")),
                ("pdf", folder.path().join("pdf.png")),
                ("svg", first("svg")),
                ("zpl", first("zpl")),
            ];
            for (format, picture) in pictures {
                assert_eq!(is_dirty(&picture), wrong, "{what}, {reach} dots, {format}");
            }
        }
    }
}
