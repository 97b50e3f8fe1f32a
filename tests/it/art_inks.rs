//! The inks of drawings: by the lines of a template, by the names of swatches, by a colour profile.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, Request, TemplateFrom};
use quietzone::layout::{Plan, Setting};
use quietzone::market::Market;
use quietzone::scene::{Ink, Stock};
use quietzone::template::Template;
use quietzone::world::{Folder, Memory, World};

const HEAD: &str = r#"market = "kz-pharma"
[label]
width = "60 mm"
height = "40 mm"
device = "artwork"
[inks]
brand = 'spot("PANTONE 286 C", cmyk(100, 66, 0, 2))'
second = 'spot("Gold", cmyk(0, 20, 60, 20))'
under = 'white("Opaque White")'
die = 'technical("Dieline", cmyk(0, 100, 0, 0))'
"#;

const REST: &str = "
[[element]]
type = 'image'
id = 'it'
file = 'art.svg'
x = '0 mm'
y = '0 mm'
width = '20 mm'
height = '20 mm'
[[element]]
type = 'datamatrix'
id = 'code'
x = '30 mm'
y = '5 mm'
size = '14.4 mm'
";

const CODE: &str = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";

const NAMESPACES: &str = "xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
     xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape'";

/// A drawing of what stands in it.
fn svg(inner: &str) -> String {
    format!("<svg {NAMESPACES} viewBox='0 0 20 20'>{inner}</svg>")
}

fn world(drawing: &str, files: &[(&str, &[u8])]) -> World {
    let memory = Memory::default();
    memory.put("art.svg", drawing.as_bytes());
    files.iter().for_each(|(name, bytes)| memory.put(name, *bytes));
    World::of(memory)
}

/// What all labels share, with a drawing and lines of the template.
fn stock(art: &str, drawing: &str, files: &[(&str, &[u8])]) -> Result<Stock, Vec<Diagnostic>> {
    let world = world(drawing, files);
    let template = Template::parse("t.toml", [HEAD, art, REST].concat())?;
    let (market, folder) = (Market::load("kz-pharma").unwrap(), Folder::within(&world, Path::new("t.toml")));
    let setting = Setting {
        template: &template,
        folder: &folder,
        device: template.device,
        market: &market,
        constants: &[],
        free: None,
    };
    Ok(Plan::new(setting)?.stock().clone())
}

/// The inks of a drawing in paint order, as their plates are called, with tints in per mille.
fn inks(art: &str, inner: &str) -> Vec<String> {
    plates(&stock(art, &svg(inner), &[]).unwrap_or_else(|found| panic!("{found:?}")))
}

fn plates(stock: &Stock) -> Vec<String> {
    let drawings = stock.fixed.values().flatten().map(|item| &item.drawing);
    let inks = drawings.flat_map(|drawing| drawing.inks(&stock.resources));
    let named = inks.map(|ink| match stock.ink(ink) {
        Ink::Process(process) => process.to_string(),
        ink => {
            let plate = ink.separation().unwrap();
            if plate.tint == 1000 { plate.name.to_owned() } else { format!("{} {}", plate.name, plate.tint) }
        }
    });
    named.collect()
}

/// What is told of a template that cannot be used.
fn refused(art: &str, files: &[(&str, &[u8])]) -> Vec<String> {
    let found = stock(art, &svg("<rect width='9' height='9' fill='#0055a4'/>"), files).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

/// The findings on the design about inks of drawings.
fn found(art: &str, inner: &str) -> Vec<String> {
    let text = [HEAD, art, REST].concat();
    let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text });
    let design = Design::of(request).unwrap().within(&world(&svg(inner), &[]));
    let found = design.judge().unwrap().into_iter().filter(|found| found.rule.code.starts_with("AR"));
    found.map(|found| found.to_string()).collect()
}

#[test]
fn an_ink_is_named_by_colour_layer_id_class_and_swatch() {
    let drawing = "<linearGradient id='PANTONE-286-C' inkscape:swatch='solid'><stop stop-color='#123'/></linearGradient>\
         <linearGradient id='spot_2' inkscape:swatch='solid'><stop stop-color='#456'/></linearGradient>\
         <rect width='1' height='1' fill='#0055A4'/>\
         <g inkscape:groupmode='layer' inkscape:label='Die Line'><rect width='1' height='1' fill='none' stroke='red'/></g>\
         <g id='logo'><rect width='1' height='1' fill='lime'/></g>\
         <rect class='a st3' width='1' height='1' fill='blue'/>\
         <rect width='1' height='1' fill='url(#PANTONE-286-C)'/>\
         <rect width='1' height='1' fill='url(#spot_2)'/>";
    let art = "[art.inks]\n'#0055a4' = 'brand 50%'\n'layer:dieline' = 'die'\n'id:logo' = 'under'\n\
         'class:st3' = 'second'\n'swatch:Spot 2' = 'second 20 %'\n";
    let expected = ["PANTONE 286 C 500", "Dieline", "Opaque White", "Gold", "PANTONE 286 C", "Gold 200"];
    assert_eq!(inks(&art.replace("20 %", "20%"), drawing), expected);
}

#[test]
fn a_swatch_that_has_the_name_of_an_ink_needs_no_line() {
    let swatch = |id: &str| {
        format!(
            "<linearGradient id='{id}' inkscape:swatch='solid'><stop stop-color='#404080'/></linearGradient>\
             <rect width='1' height='1' fill='url(#{id})'/>"
        )
    };
    assert_eq!(inks("", &swatch("Brand")), ["PANTONE 286 C"]);
    assert_eq!(inks("", &swatch("pantone_286_c")), ["PANTONE 286 C"]);
    assert_eq!(inks("[art.inks]\n'swatch:brand' = 'second'\n", &swatch("Brand")), ["Gold"]);
    assert_eq!(inks("", &swatch("other")), ["cmyk(50, 50, 0, 49.8)"]);
}

#[test]
fn words_and_markers_of_another_colour_are_not_of_the_swatch_around_them() {
    let brand = "<linearGradient id='brand' inkscape:swatch='solid'><stop stop-color='#404080'/></linearGradient>";
    let expected = ["PANTONE 286 C", "cmyk(0, 100, 100, 0)"];
    let text = "<text y='9' font-size='5' fill='url(#brand)'>a<tspan fill='#f00'>b</tspan></text>";
    assert_eq!(inks("", &format!("{brand}{text}")), expected);
    let marker = "<marker id='m' markerWidth='9' markerHeight='9'><path d='M0 0h1v1z' fill='#f00'/></marker>";
    let marked = "<g fill='url(#brand)'><path d='M0 0h5v5z' marker-start='url(#m)'/></g>";
    assert_eq!(inks("", &format!("{brand}{marker}{marked}")), expected);
    let told = "<text y='9' font-size='5' fill='#f00 icc-color(p, 1, 0, 0, 0)'>a<tspan fill='#00f'>b</tspan></text>";
    assert_eq!(inks("", told), ["cmyk(100, 0, 0, 0)", "cmyk(100, 100, 0, 0)"]);
}

#[test]
fn the_nearest_name_is_the_strongest_and_a_colour_the_weakest() {
    let drawing = "<g inkscape:groupmode='layer' inkscape:label='L'>\
         <rect width='1' height='1' fill='#0055a4'/>\
         <rect class='c' width='1' height='1' fill='#0055a4'/>\
         <rect id='i' class='c' width='1' height='1' fill='#0055a4'/>\
         </g><rect width='1' height='1' fill='#0055a4'/>";
    let art = "[art.inks]\n'#0055a4' = 'brand'\n'layer:L' = 'under'\n'class:c' = 'second'\n'id:i' = 'die'\n";
    assert_eq!(inks(art, drawing), ["Opaque White", "Gold", "Dieline", "PANTONE 286 C"]);
    assert_eq!(inks(&art.replace("'id:i'", "'id:other'"), drawing)[2], "Gold");
}

#[test]
fn a_gradient_from_a_named_colour_to_white_is_of_one_ink() {
    let drawing = "<linearGradient id='g'><stop stop-color='#0055a4'/><stop offset='1' stop-color='white'/>\
         </linearGradient><rect width='9' height='9' fill='url(#g)'/>";
    assert_eq!(inks("[art.inks]\n'#05a' = 'K'\n'#0055a4' = 'brand'\n", drawing), ["PANTONE 286 C", "PANTONE 286 C 0"]);
}

#[test]
fn what_a_line_says_wrong_is_told_at_its_place() {
    let told = refused(
        "[art.inks]\n'#0055a4' = 'brnd'\n'blue' = 'brand'\n'#05a' = 'brand'\n'#0055AA' = 'brand'\n\
         'layer:a b' = 'brand'\n'layer:A-B' = 'K'\n'id:a' = ['K', 'brand']\n",
        &[],
    );
    let starts: Vec<&str> = told.iter().map(|told| told.split(": error").next().unwrap()).collect();
    assert_eq!(starts, ["t.toml:12:13", "t.toml:13:1", "t.toml:15:1", "t.toml:17:1", "t.toml:18:1"], "{told:#?}");
    assert!(told[0].contains("there is no ink “brnd”"), "{}", told[0]);
    assert!(told[1].contains("“blue” names nothing of a drawing"), "{}", told[1]);
    assert!(told[2].contains("this is what “#05a” means already"), "{}", told[2]);
    assert!(told[3].contains("this is what “layer:a b” means already"), "{}", told[3]);
    assert!(told[4].contains("several are named"), "{}", told[4]);
}

#[test]
fn colours_that_nothing_is_said_of_are_told_by_how_often_they_are_painted() {
    let rect = |colour: &str| format!("<rect width='1' height='1' fill='{colour}'/>");
    let few = [rect("#123456"), rect("red"), rect("red"), rect("gray"), rect("black"), rect("white")].concat();
    let told = found("", &few);
    assert_eq!(
        told,
        ["t.toml:12:1: note AR01: element “it”: nothing says how 2 colours of art.svg are printed: #ff0000, #123456"]
    );
    let lines = "[art.inks]\n'#f00' = 'brand'\n'#123456' = 'second'\n";
    assert_eq!(found(lines, &few), [""; 0]);
    let many: String = (0..13).map(|n| rect(&format!("#0000{n:02x}")).repeat(if n == 7 { 2 } else { 1 })).collect();
    let told = found("", &many);
    assert!(told[0].contains("how 12 colours of art.svg are printed: #000007, #000001, #000002,"), "{told:?}");
    assert!(told[0].ends_with("#00000a, and 2 more"), "{told:?}");
}

#[test]
fn a_line_of_what_no_drawing_paints_is_told_unless_some_drawings_are_not_at_hand() {
    let rect = "<rect id='a' width='1' height='1' fill='#0055a4'/>";
    let lines = "[art.inks]\n'#0055a4' = 'K'\n'id:a' = 'brand'\n'id:b' = 'brand'\n'layer:Die' = 'die'\n";
    let told = found(lines, rect);
    // A line that a stronger one goes before is of something all the same.
    assert_eq!(
        told,
        [
            "t.toml:14:1: warning AR02: no drawing paints anything of “id:b”",
            "t.toml:15:1: warning AR02: no drawing paints anything of “layer:Die”"
        ]
    );
    let other = "\n[[element]]\ntype = 'image'\nid = 'more'\nfile = '{{ gtin }}.svg'\nx = '0 mm'\ny = '25 mm'\n\
         width = '9 mm'\nheight = '9 mm'\n";
    let text = [HEAD, lines, REST, other].concat();
    let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text });
    let design = Design::of(request).unwrap().within(&world(&svg(rect), &[]));
    let found = design.judge().unwrap();
    assert!(found.iter().all(|found| found.rule.code != "AR02"), "{found:?}");
}

/// A profile of a press (ICC.1:2004): inks are what lightness, a and b are, from a table of two points a side.
fn profile(space: &[u8; 4], class: &[u8; 4], table: &[u8; 4]) -> Vec<u8> {
    let mut lut = b"mft1\0\0\0\0".to_vec();
    lut.extend([3, 4, 2, 0]);
    for number in [1, 0, 0, 0, 1, 0, 0, 0, 1_u32] {
        lut.extend((number << 16).to_be_bytes());
    }
    (0..3).for_each(|_| lut.extend(0..=255));
    for corner in 0..8_u8 {
        let part = |bit: u8| if corner & bit == 0 { 0 } else { 255 };
        // No cyan; magenta is a, yellow b, black what is not light.
        lut.extend([0, part(2), part(1), 255 - part(4)]);
    }
    (0..4).for_each(|_| lut.extend(0..=255));
    let (at, size) = (128 + 4 + 12, lut.len());
    let mut bytes = vec![0; 128];
    bytes[8..12].copy_from_slice(&[2, 0x40, 0, 0]);
    bytes[12..16].copy_from_slice(class);
    bytes[16..20].copy_from_slice(space);
    bytes[20..24].copy_from_slice(b"Lab ");
    bytes[36..40].copy_from_slice(b"acsp");
    // D50.
    bytes[68..80].copy_from_slice(&[0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
    bytes.extend(1_u32.to_be_bytes());
    bytes.extend(table);
    bytes.extend([at, size].map(|number| u32::try_from(number).unwrap().to_be_bytes()).concat());
    bytes.extend(lut);
    let whole = u32::try_from(bytes.len()).unwrap().to_be_bytes();
    bytes[..4].copy_from_slice(&whole);
    bytes
}

const PRESS: &str = "[art]\nprofile = 'press.icc'\n";

/// The process inks of colours, by a profile.
fn converted(icc: &[u8], colours: &[[u8; 3]]) -> Vec<[u16; 4]> {
    let rect = |[r, g, b]: &[u8; 3]| format!("<rect width='1' height='1' fill='#{r:02x}{g:02x}{b:02x}'/>");
    let stock = stock(PRESS, &svg(&colours.iter().map(rect).collect::<String>()), &[("press.icc", icc)]).unwrap();
    assert!(stock.screen_colours.is_empty());
    let drawings = stock.fixed.values().flatten().map(|item| &item.drawing);
    let inks = drawings.flat_map(|drawing| drawing.inks(&stock.resources));
    inks.map(|ink| stock.ink(ink).process().unwrap().0).collect()
}

#[test]
fn a_profile_makes_inks_of_colours_and_black_of_greys() {
    // Lightness, a and b of sRGB's corners under D50: magenta is (a + 128) / 255, yellow (b + 128) / 255.
    let expected = [
        ([255, 0, 0], [0.0, (80.81 + 128.0) / 255.0, (69.89 + 128.0) / 255.0, 1.0 - 0.5429]),
        ([0, 255, 0], [0.0, (-79.29 + 128.0) / 255.0, (80.99 + 128.0) / 255.0, 1.0 - 0.8782]),
        ([0, 0, 255], [0.0, (68.30 + 128.0) / 255.0, (-112.03 + 128.0) / 255.0, 1.0 - 0.2957]),
    ];
    let colours = expected.map(|(colour, _)| colour);
    for table in [b"B2A0", b"B2A1"] {
        let got = converted(&profile(b"CMYK", b"prtr", table), &colours);
        for ((colour, inks), got) in expected.iter().zip(&got) {
            let near = inks.iter().zip(got).all(|(ink, got)| (ink * 1000.0 - f64::from(*got)).abs() < 5.0);
            assert!(near, "{colour:?}: {inks:?} and {got:?}");
        }
    }
    let greys = converted(&profile(b"CMYK", b"prtr", b"B2A0"), &[[0, 0, 0], [51, 51, 51], [255, 255, 255]]);
    assert_eq!(greys, [[0, 0, 0, 1000], [0, 0, 0, 800], [0, 0, 0, 0]]);
}

#[test]
fn cyan_magenta_yellow_and_black_of_the_drawing_stay_unless_a_line_says_otherwise() {
    let icc = profile(b"CMYK", b"prtr", b"B2A0");
    let drawing = svg("<rect width='1' height='1' fill='#123456 icc-color(press, 0.1, 0.2, 0.3, 0.4)'/>");
    let inks = |art: &str| plates(&stock(art, &drawing, &[("press.icc", &icc)]).unwrap());
    assert_eq!(inks(PRESS), ["cmyk(10, 20, 30, 40)"]);
    assert_eq!(inks("[art.inks]\n'#123456' = 'brand'\n"), ["PANTONE 286 C"]);
}

#[test]
fn a_line_goes_before_the_profile() {
    let icc = profile(b"CMYK", b"prtr", b"B2A0");
    let art = [PRESS, "[art.inks]\n'#0055a4' = 'brand'\n"].concat();
    let drawing = svg("<rect width='1' height='1' fill='#0055a4'/><rect width='1' height='1' fill='#0055a5'/>");
    let inks = plates(&stock(&art, &drawing, &[("press.icc", &icc)]).unwrap());
    assert!(inks[0] == "PANTONE 286 C" && inks[1].starts_with("cmyk("), "{inks:?}");
}

#[test]
fn a_profile_that_is_none_of_a_press_is_refused_at_its_place() {
    let told = |files: &[(&str, &[u8])]| {
        let told = refused(PRESS, files);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("t.toml:12:11: error ICC01: "), "{told:?}");
        told[0].clone()
    };
    assert!(told(&[]).contains("press.icc"));
    let of = |bytes: &[u8]| told(&[("press.icc", bytes)]);
    assert!(of(b"").contains("is no colour profile"));
    assert!(of(&vec![0; (8 << 20) + 1]).contains("larger than 8 MB"));
    assert!(of(&profile(b"RGB ", b"mntr", b"B2A0")).contains("something else than a press"));
    assert!(of(&profile(b"CMYK", b"scnr", b"B2A0")).contains("something else than a press"));
    assert!(of(&profile(b"CMYK", b"prtr", b"A2B0")).contains("BToA"));
    let elsewhere = refused("[art]\nprofile = '../press.icc'\n", &[]);
    assert!(elsewhere.len() == 1 && elsewhere[0].contains("ICC01"), "{elsewhere:?}");
}

#[test]
fn broken_profiles_are_refused_and_nothing_else() {
    let icc = profile(b"CMYK", b"prtr", b"B2A0");
    let whole =
        |bytes: &[u8]| stock(PRESS, &svg("<rect width='9' height='9' fill='#0055a4'/>"), &[("press.icc", bytes)]);
    assert!(whole(&icc).is_ok());
    for end in (0..icc.len()).step_by(61) {
        assert!(whole(&icc[..end]).is_err(), "the first {end} bytes");
    }
    let mut hostile = Vec::new();
    for tags in [0, 101, 0x1555_5556, u32::MAX] {
        let mut bytes = icc.clone();
        bytes[128..132].copy_from_slice(&tags.to_be_bytes());
        hostile.push(bytes);
    }
    // Where the table stands, how long it is, its sides and its grid.
    for (at, value) in [
        (136, u32::MAX),
        (136, 0),
        (140, 0),
        (140, u32::MAX),
        (152, 0xffff_ff00),
        (152, 0x0304_ff00),
        (152, 0x0304_0000),
    ] {
        let mut bytes = icc.clone();
        bytes[at..at + 4].copy_from_slice(&value.to_be_bytes());
        hostile.push(bytes);
    }
    for bytes in &hostile {
        let told = whole(bytes).err().unwrap_or_default();
        assert_eq!(told.len(), 1, "{:?}", &bytes[128..156]);
        assert_eq!(told[0].rule.code, "ICC01", "{told:?}");
    }
    // Any byte of the head and the table of tags: an answer, whatever it is.
    for at in (0..160).chain((160..icc.len()).step_by(97)) {
        let mut bytes = icc.clone();
        bytes[at] ^= 0xff;
        let _ = whole(&bytes);
    }
}

/// The pixels of the first picture of a PDF, which are deflated, and its dictionary.
fn picture(pdf: &[u8]) -> (String, Vec<u8>) {
    let find = |what: &[u8], from: usize| from + pdf[from..].windows(what.len()).position(|it| it == what).unwrap();
    let at = find(b"/Subtype /Image", 0);
    let start = find(b"stream\n", at) + 7;
    let mut pixels = Vec::new();
    flate2::read::ZlibDecoder::new(&pdf[start..]).read_to_end(&mut pixels).unwrap();
    (String::from_utf8_lossy(&pdf[at..start]).into_owned(), pixels)
}

#[test]
fn pictures_are_printed_in_the_inks_of_the_press() {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 2);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[255, 0, 0, 0, 0, 255, 51, 51, 51, 255, 255, 255]).unwrap();
    writer.finish().unwrap();
    let icc = profile(b"CMYK", b"prtr", b"B2A0");
    let memory = Memory::default();
    memory.put("art.png", png);
    memory.put("press.icc", icc);
    let world = World::of(memory);
    let of = |art: &str| {
        let text = [HEAD, art, &REST.replace("art.svg", "art.png")].concat();
        let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text });
        let design = Design::of(request).unwrap().within(&world);
        picture(&design.label(CODE).unwrap().pdf().unwrap())
    };
    let (dictionary, pixels) = of("");
    assert!(dictionary.contains("/DeviceRGB"), "{dictionary}");
    assert_eq!(pixels, [255, 0, 0, 0, 0, 255, 51, 51, 51, 255, 255, 255]);
    let (dictionary, pixels) = of(PRESS);
    assert!(dictionary.contains("/DeviceCMYK"), "{dictionary}");
    // Magenta is a + 128, yellow b + 128, black what is not light: as of areas, in parts of 255.
    let expected = [[0, 209, 198, 117], [0, 196, 16, 180], [0, 0, 0, 204], [0, 0, 0, 0]];
    assert_eq!(pixels.len(), 16);
    for (got, expected) in pixels.chunks(4).zip(expected) {
        assert!(got.iter().zip(expected).all(|(got, ink)| got.abs_diff(ink) <= 2), "{got:?} and {expected:?}");
    }
    assert_eq!(pixels[8..], [0, 0, 0, 204, 0, 0, 0, 0]);
}

/// A free profile of coated paper, and what littlecms makes of colours by it, in per cent.
const LITTLECMS: &str = "
import io, sys, zipfile
from PIL import Image, ImageCms
name = 'org/apache/pdfbox/resources/icc/ISOcoated_v2_300_bas.icc'
icc = zipfile.ZipFile('/usr/share/java/pdfbox2.jar').read(name)
open(sys.argv[1], 'wb').write(icc)
press = ImageCms.getOpenProfile(io.BytesIO(icc))
how = ImageCms.buildTransform(ImageCms.createProfile('sRGB'), press, 'RGB', 'CMYK', renderingIntent=0)
steps = [0, 40, 93, 150, 210, 255]
for r in steps:
    for g in steps:
        for b in steps:
            inks = ImageCms.applyTransform(Image.new('RGB', (1, 1), (r, g, b)), how).getpixel((0, 0))
            print(r, g, b, *inks)
";

#[test]
fn a_real_profile_gives_the_inks_that_littlecms_gives() {
    let folder = tempfile::tempdir().unwrap();
    let icc = folder.path().join("press.icc");
    let asked = Command::new("python3").args(["-c", LITTLECMS]).arg(&icc).output();
    let Some(asked) = asked.ok().filter(|asked| asked.status.success()) else {
        println!("skipped: needs python3 with Pillow, and the profile in libpdfbox2-java");
        return;
    };
    let text = String::from_utf8(asked.stdout).unwrap();
    let rows: Vec<Vec<u16>> =
        text.lines().map(|line| line.split(' ').map(|number| number.parse().unwrap()).collect()).collect();
    let is_grey = |row: &&Vec<u16>| row[0] == row[1] && row[1] == row[2];
    let rows: Vec<&Vec<u16>> = rows.iter().filter(|row| !is_grey(row)).collect();
    assert_eq!(rows.len(), 6 * 6 * 6 - 6);
    let colours: Vec<[u8; 3]> = rows.iter().map(|row| [0, 1, 2].map(|at| row[at] as u8)).collect();
    let got = converted(&std::fs::read(icc).unwrap(), &colours);
    let mut farthest = 0.0_f64;
    for (row, got) in rows.iter().zip(&got) {
        for (theirs, ours) in row[3..].iter().zip(got) {
            let apart = (f64::from(*theirs) / 2.55 - f64::from(*ours) / 10.0).abs();
            if apart > 2.0 {
                println!("{row:?}: {got:?}");
            }
            farthest = farthest.max(apart);
        }
    }
    assert!(farthest <= 2.0, "{farthest} % apart");
}
