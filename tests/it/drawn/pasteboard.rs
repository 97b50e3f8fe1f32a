//! What lies outside of a view box is on no label, in no format.

use std::fs;
use std::process::Command;

use super::{CODE, Dots, dots, has_librsvg};
use quietzone::job::{Design, Request, TemplateFrom};
use quietzone::world::{Memory, World};

/// A label of 60 × 40 mm with a drawing of 20 × 20 mm in its middle, which reaches beyond it on all sides.
fn on_device(device: &str, svg: &str) -> Design {
    let memory = Memory::default();
    memory.put("art.svg", svg.as_bytes());
    let template = format!(
        "market = 'kz-pharma'\n[label]\nwidth = '60 mm'\nheight = '40 mm'\ndevice = '{device}'\npreview = '254 dpi'\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '2 mm'\ny = '2 mm'\nwidth = '14.4 mm'\nheight = '14.4 mm'\n\
         [[element]]\ntype = 'image'\nid = 'it'\nfile = 'art.svg'\nx = '30 mm'\ny = '10 mm'\nwidth = '20 mm'\nheight = '20 mm'\n"
    );
    let template = if device == "artwork" { template } else { template.replace("preview = '254 dpi'\n", "") };
    let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text: template });
    Design::of(request).unwrap().within(&World::of(memory))
}

const DRAWINGS: [&str; 4] = [
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><rect x='-9' y='-9' width='30' height='30'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path d='M-9 5H19' stroke='black' stroke-width='20'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><svg overflow='visible' width='10' height='10'><circle cx='5' cy='5' r='12'/></svg></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><g fill='none' stroke='black' stroke-linecap='round' stroke-width='9'><path d='M-5 1H15M-5 9H15M-5 5H15'/></g></svg>",
];

/// The drawing is black within its box and nothing beside it, give or take a dot.
fn is_clipped(picture: &Dots, what: &str) {
    let mm = picture.width as f64 / 60.0;
    let at = |x: f64, y: f64| picture.colours[(y * mm) as usize * picture.width + (x * mm) as usize];
    for step in 0..40 {
        let along = f64::from(step) / 2.0;
        for (x, y) in [
            (30.2, 10.2 + along * 0.98),
            (49.8, 10.2 + along * 0.98),
            (30.2 + along * 0.98, 10.2),
            (30.2 + along * 0.98, 29.8),
        ] {
            assert!(at(x, y).iter().all(|part| *part < 64), "{what}: {x} {y}");
        }
        for (x, y) in [
            (29.7, 9.0 + along * 1.1),
            (50.3, 9.0 + along * 1.1),
            (29.0 + along * 1.1, 9.7),
            (29.0 + along * 1.1, 30.3),
        ] {
            assert_eq!(at(x, y), [255; 3], "{what}: {x} {y}");
        }
    }
}

fn by(program: &str, arguments: &[&str], from: &[u8], (input, output): (&str, &str)) -> Dots {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(input), from).unwrap();
    let run = Command::new(program).current_dir(folder.path()).args(arguments).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    dots(&fs::read(folder.path().join(output)).unwrap())
}

#[test]
fn what_lies_beyond_the_view_box_is_cut_off_in_every_format() {
    let has_judges = has_librsvg() && Command::new("pdftoppm").arg("-v").output().is_ok();
    for svg in DRAWINGS {
        let design = on_device("artwork", svg);
        let label = design.label(CODE).unwrap();
        is_clipped(&dots(&label.png().unwrap()), svg);
        if has_judges {
            let pdf = by(
                "pdftoppm",
                &["-r", "254", "-png", "-singlefile", "a.pdf", "a"],
                &label.pdf().unwrap(),
                ("a.pdf", "a.png"),
            );
            is_clipped(&pdf, svg);
            let drawn = by(
                "rsvg-convert",
                &["-w", "600", "-b", "white", "-o", "a.png", "a.svg"],
                &label.svg().unwrap(),
                ("a.svg", "a.png"),
            );
            is_clipped(&drawn, svg);
        }
        let design = on_device("300 dpi", svg);
        let label = design.label(CODE).unwrap();
        is_clipped(&dots(&label.png().unwrap()), svg);
        // Its ZPL is as if only the box had been drawn.
        let whole = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><rect width='10' height='10'/></svg>";
        let boxed = on_device("300 dpi", whole);
        assert_eq!(label.zpl().unwrap(), boxed.label(CODE).unwrap().zpl().unwrap(), "{svg}");
    }
}
