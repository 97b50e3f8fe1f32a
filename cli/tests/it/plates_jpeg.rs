//! JPEG pictures in the colours they have: on plates, as programs of others see them, and to look at.

use std::fs;
use std::path::Path;

use super::common::*;
use super::plates::Plates;

const PILLOW: &[&str] = &["python3", "-c", "import PIL"];

/// Makes pictures of four fields, cyan and magenta above yellow and black: as Adobe's programs write CMYK (inverted,
/// with APP14), as others do, as YCCK (ITU-T T.872), and in grey and RGB of other fields.
const MAKE: &str = r#"
import sys
from PIL import Image, ImageChops
folder = sys.argv[1]
def fields(mode, colours):
    image = Image.new(mode, (64, 64))
    for number, colour in enumerate(colours):
        x, y = number % 2 * 32, number // 2 * 32
        image.paste(colour, (x, y, x + 32, y + 32))
    return image
def save(image, name, change=lambda data: data, **more):
    image.save(f'{folder}/{name}.jpg', quality=98, **{'subsampling': 0, **more})
    data = open(f'{folder}/{name}.jpg', 'rb').read()
    open(f'{folder}/{name}.jpg', 'wb').write(change(data))
inks = fields('CMYK', [(255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255)])
save(inks, 'adobe')
save(inks, 'progressive', progressive=True)
mark = bytes.fromhex('ffee000e') + b'Adobe' + bytes.fromhex('00640000000000')
def once(data, to):
    assert data.count(mark) == 1
    return data.replace(mark, to)
save(ImageChops.invert(inks), 'plain', lambda data: once(data, b''))
# Inks as if they were red, green and blue, as luminance and chrominances, beside what black leaves.
c, m, y, k = inks.split()
parts = [*Image.merge('RGB', (c, m, y)).convert('YCbCr').split(), ImageChops.invert(k)]
ycck = ImageChops.invert(Image.merge('CMYK', parts))
save(ycck, 'ycck', lambda data: once(data, mark[:-1] + b'\x02'))
save(ycck, 'subsampled', lambda data: once(data, mark[:-1] + b'\x02'), subsampling=2)
save(inks, 'odd', lambda data: once(data, mark[:-1] + b'\x01'))
save(fields('L', [0, 64, 128, 255]), 'grey')
rgb = fields('RGB', [(255, 0, 0), (0, 255, 0), (0, 0, 255), (64, 64, 64)])
save(rgb, 'rgb')
save(rgb, 'untransformed', keep_rgb=True)
"#;

const FIELDS: [(f64, f64); 4] = [(5.0, 5.0), (15.0, 5.0), (5.0, 15.0), (15.0, 15.0)];

/// A label of 60 by 40 mm with a picture of 20 by 20 mm at its corner.
fn label(folder: &Folder, picture: &str, kind: &str) -> Told {
    let template = format!(
        "market = 'uz-pharma'\n[label]\nwidth = '60 mm'\nheight = '40 mm'\ndevice = 'artwork'\n\
         [[element]]\ntype = 'image'\nid = 'art'\nx = '0 mm'\ny = '0 mm'\nwidth = '20 mm'\nheight = '20 mm'\n\
         file = '{picture}.jpg'\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '30 mm'\ny = '21 mm'\nsize = '15 mm'\n"
    );
    let template = folder.write("t.toml", template);
    let out = folder.file(&format!("{picture}.{kind}"));
    render(&template, "samples/uz-pharma.xlsx", Path::new(&out), &["--rows", "2-2"])
}

fn made(folder: &Folder, picture: &str, kind: &str) -> String {
    let told = label(folder, picture, kind);
    assert_eq!(told.code, 0, "{picture}: {}", told.err);
    folder.file(&format!("{picture}.{kind}"))
}

fn pictures() -> Option<Folder> {
    let folder = present(&[MUPDF, GHOSTSCRIPT, QPDF, PILLOW]).then(Folder::new)?;
    run("python3", &["-c", MAKE, folder.path().to_str().unwrap()]);
    Some(folder)
}

#[test]
fn inks_of_a_jpeg_stand_on_their_plates() {
    let Some(folder) = pictures() else { return };
    for picture in ["adobe", "progressive", "plain", "ycck", "subsampled"] {
        let pdf = made(&folder, picture, "pdf");
        run("qpdf", &["--check", &pdf]);
        let (jpeg, pdf_bytes) = (fs::read(folder.file(&format!("{picture}.jpg"))).unwrap(), fs::read(&pdf).unwrap());
        assert!(pdf_bytes.windows(jpeg.len()).any(|part| part == jpeg), "{picture}: the file is there as it is");
        for plates in Plates::all(&folder, &pdf) {
            for ((x, y), ink) in FIELDS.into_iter().zip(["Cyan", "Magenta", "Yellow", "Black"]) {
                let found = plates.at(x, y);
                let is_right = |(name, part): &(&str, u8)| if *name == ink { *part >= 98 } else { *part <= 2 };
                assert!(found.iter().any(|(name, _)| *name == ink), "{picture}, {ink}: {found:?}");
                assert!(found.iter().all(is_right), "{picture}, {ink}: {found:?}");
            }
        }
    }
}

#[test]
fn grey_of_a_jpeg_stands_on_the_plate_of_black() {
    let Some(folder) = pictures() else { return };
    for plates in Plates::all(&folder, &made(&folder, "grey", "pdf")) {
        for ((x, y), black) in FIELDS.into_iter().zip([100_u8, 75, 50, 0]) {
            let found = plates.at(x, y);
            let part = found.iter().find(|(name, _)| *name == "Black").map_or(0, |(_, part)| *part);
            assert!(part.abs_diff(black) <= 2 && found.len() <= 1, "{black}: {found:?}");
        }
    }
}

#[test]
fn a_jpeg_looks_as_its_inks_do() {
    let Some(folder) = pictures() else { return };
    let inks = [[0, 255, 255], [255, 0, 255], [255, 255, 0], [0, 0, 0]];
    let rgb = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [64, 64, 64]];
    let grey = [[0; 3], [64; 3], [128; 3], [255; 3]];
    let all = [
        ("adobe", inks),
        ("progressive", inks),
        ("plain", inks),
        ("ycck", inks),
        ("subsampled", inks),
        ("grey", grey),
        ("rgb", rgb),
        ("untransformed", rgb),
    ];
    for (picture, expected) in all {
        // Browsers take CMYK for many things: SVG has its pixels.
        let svg = text_of(&made(&folder, picture, "svg"));
        assert_eq!(svg.contains("data:image/png"), expected == inks, "{picture}");
        let png = made(&folder, picture, "png");
        let read = "import sys; from PIL import Image; i = Image.open(sys.argv[1]).convert('RGB'); w = i.width / 60\n\
                    print(*[p for x, y in ((5, 5), (15, 5), (5, 15), (15, 15)) for p in i.getpixel((x * w, y * w))])";
        let told = String::from_utf8(run("python3", &["-c", read, &png])).unwrap();
        let seen: Vec<i16> = told.split_whitespace().map(|part| part.parse().unwrap()).collect();
        let farthest = seen.iter().zip(expected.as_flattened()).map(|(seen, due)| (seen - due).abs()).max();
        assert!(seen.len() == 12 && farthest <= Some(4), "{picture}: {seen:?} and not {expected:?}");
    }
}

#[test]
fn a_jpeg_whose_colours_nobody_knows_is_refused() {
    let Some(folder) = pictures() else { return };
    label(&folder, "odd", "pdf").assert_says(2, &["odd.jpg", "colours of a kind we cannot read"]);
}
