//! Places and texts that a template takes from its drawings.

use std::fs;
use std::path::Path;

use quietzone::job::{Design, Request, TemplateFrom};
use quietzone::layout::complete;
use quietzone::scene::{Ink, Process, Turn};
use quietzone::template::{Align, Anchor, Element, ElementKind, Template, Text};
use quietzone::units::{Length, Measure};
use quietzone::world::{Folder, Memory, World};

use super::drawn::{dots, has_librsvg, kept, librsvg, same};

const CODE: &str = "010487099900011621A1B2C3D4E5F6G\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";

/// A drawing as Inkscape writes it, of 120 × 60 mm.
fn carton() -> String {
    fs::read_to_string("tests/fixtures/placed/carton.svg").unwrap()
}

/// The drawing at the left top corner of a label, as large as it is.
const WHOLE: &str = "x = '0 mm'\ny = '0 mm'\nwidth = '120 mm'\nheight = '60 mm'\n";

/// A template of drawings with their places, and of more.
fn template(drawings: &[(&str, &str)], more: &str) -> String {
    let head = "market = 'kz-pharma'\n[label]\nwidth = '160 mm'\nheight = '120 mm'\ndevice = 'artwork'\npreview = '254 dpi'\n[data.sample]\nbatch = 'B7'\nexpiry = '2027-12-31'\n";
    let image = |(number, (file, place)): (usize, &(&str, &str))| {
        format!("[[element]]\ntype = 'image'\nid = 'art{number}'\nfile = '{file}'\n{place}")
    };
    head.to_owned() + &drawings.iter().enumerate().map(image).collect::<String>() + more
}

/// An element at an object.
fn at(kind: &str, object: &str, more: &str) -> String {
    format!("[[element]]\ntype = '{kind}'\nid = 'it'\nat = '{object}'\n{more}\n")
}

fn world(files: &[(&str, &str)]) -> World {
    let memory = Memory::default();
    for (name, text) in files {
        memory.put(name, text.as_bytes());
    }
    World::of(memory)
}

fn completed(text: &str, files: &[(&str, &str)]) -> Result<Template, Vec<String>> {
    let words =
        |found: Vec<quietzone::diagnostic::Diagnostic>| found.iter().map(ToString::to_string).collect::<Vec<_>>();
    let template = Template::parse("t.toml", text.to_owned()).map_err(words)?;
    let (folder, device) = (Folder::within(&world(files), Path::new("t.toml")), template.device);
    complete(template, &folder, device).map_err(words)
}

/// What keeps a template from being completed, which is one thing.
fn refused(text: &str, files: &[(&str, &str)]) -> String {
    let found = completed(text, files).map(drop).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

/// A length in micrometres; floats of drawings are as fine as that.
fn micrometres(measure: Measure) -> i64 {
    let Measure::Absolute(length) = measure else { panic!("{measure:?}") };
    (length.emu() + 18).div_euclid(36)
}

fn stands(element: &Element) -> (i64, i64, Anchor, Turn) {
    (micrometres(element.x), micrometres(element.y), element.anchor, element.turn)
}

fn element<'t>(template: &'t Template, id: &str) -> &'t Element {
    template.element(id).unwrap_or_else(|| panic!("{id}: {:?}", ids(template)))
}

fn ids(template: &Template) -> Vec<&str> {
    template.elements.iter().map(|element| &*element.id).collect()
}

fn text_of<'t>(template: &'t Template, id: &str) -> &'t Text {
    let ElementKind::Text(text) = &element(template, id).kind else { panic!("{id}") };
    text
}

#[test]
fn elements_stand_where_objects_do() {
    let drawing = carton();
    let files = [("carton.svg", drawing.as_str())];
    let completed = |more: &str| completed(&template(&[("carton.svg", WHOLE)], more), &files).unwrap();
    // A symbol fills the object with its quiet zone, whatever line the object has.
    let one = completed(&at("datamatrix", "#dm-area", ""));
    assert_eq!(stands(element(&one, "it")), (10_000, 12_000, Anchor::TopLeft, Turn::None));
    let ElementKind::DataMatrix(wanted) = &element(&one, "it").kind else { panic!() };
    assert_eq!(wanted.place.map(|(width, height)| (micrometres(width), micrometres(height))), Some((18_000, 18_000)));
    // Bars and QR symbols stand in the middle.
    let one = completed(&at("barcode", "carton.svg#ean-area", "symbology = 'ean13'\ndata = '{{ gtin }}'"));
    assert_eq!(stands(element(&one, "it")), (57_000, 22_000, Anchor::Center, Turn::None));
    let ElementKind::Linear(linear) = &element(&one, "it").kind else { panic!() };
    assert_eq!((linear.width.map(micrometres), linear.room.map(micrometres)), (Some(34_000), Some(20_000)));
    let one = completed(&at("qr", "#qr-area", "data = 'A'"));
    assert_eq!(stands(element(&one, "it")), (90_000, 20_000, Anchor::Center, Turn::None));
    let ElementKind::Qr(qr) = &element(&one, "it").kind else { panic!() };
    assert_eq!(qr.width.map(micrometres), Some(16_000));
    // A quarter turn clockwise about 112, 12: the top left corner of the box is its top right one on the label.
    for kind in ["window", "rect", "text"] {
        let keys = match kind {
            "rect" => "fill = 'K'",
            "text" => "text = 'A'\nsize = '6 pt'",
            _ => "",
        };
        let one = completed(&at(kind, "#turned-area", keys));
        assert_eq!(stands(element(&one, "it")), (112_000, 12_000, Anchor::TopLeft, Turn::Quarter), "{kind}");
        let size = match &element(&one, "it").kind {
            ElementKind::Window { size, .. } | ElementKind::Rectangle { size, .. } => *size,
            ElementKind::Text(text) => (text.width.unwrap(), text.height.unwrap()),
            _ => panic!(),
        };
        assert_eq!((micrometres(size.0), micrometres(size.1)), (30_000, 6_000), "{kind}");
    }
    // 30° about 80, 42: texts alone can.
    let one = completed(&at("text", "#slanted", "text = 'A'\nsize = '6 pt'"));
    assert_eq!(stands(element(&one, "it")), (80_000, 42_000, Anchor::TopLeft, Turn::None));
    let text = text_of(&one, "it");
    assert_eq!((text.angle.thousandths(), text.width.map(micrometres)), (30_000, Some(20_000)));
    // A group is the box around what it has.
    let one = completed(&at("rect", "#turned", "fill = 'K'"));
    assert_eq!(stands(element(&one, "it")), (106_000, 12_000, Anchor::TopLeft, Turn::None));
}

/// At half its size in the middle of a box that is turned about its corner at 80, 10: a point of the drawing at x, y
/// stands at 80 − y/2, 10 + x/2 there, moved down by a half of the 60 mm that are left of 120.
#[test]
fn objects_follow_their_drawing() {
    let drawing = carton();
    let place = "x = '80 mm'\ny = '10 mm'\nrotate = 90\nwidth = '60 mm'\nheight = '60 mm'\n";
    let more = at("datamatrix", "#dm-area", "");
    let one = completed(&template(&[("carton.svg", place)], &more), &[("carton.svg", &drawing)]).unwrap();
    // The drawing is 60 × 30 mm then, 15 mm below the top of its box before turning.
    assert_eq!(stands(element(&one, "it")), (80_000 - 15_000 - 6_000, 10_000 + 5_000, Anchor::TopLeft, Turn::Quarter));
    let text = element(&one, "upwards");
    assert_eq!(stands(text), (80_000 - 15_000 - 28_000, 10_000 + 3_000, Anchor::TopLeft, Turn::None));
}

#[test]
fn texts_with_expressions_become_elements() {
    let drawing = carton();
    let one = completed(&template(&[("carton.svg", WHOLE)], ""), &[("carton.svg", &drawing)]).unwrap();
    assert_eq!(ids(&one), ["art0", "lines", "centred", "carton.svg#text-1", "upwards"]);
    let text = text_of(&one, "lines");
    assert_eq!((micrometres(text.size), text.line_height.map(micrometres)), (3_000, Some(4_000)));
    assert_eq!(one.engine.lines_of_phrase(&text.phrase), 2);
    assert_eq!(stands(element(&one, "lines")), (10_000, 40_000, Anchor::TopLeft, Turn::None));
    let text = text_of(&one, "centred");
    assert_eq!((text.align, text.font.as_str()), (Align::Center, "mono"));
    assert_eq!(one.ink(&text.ink).as_deref(), Some(&Ink::Process(Process::from_rgb(0, 0x55, 0xa4))));
    assert_eq!(stands(element(&one, "centred")), (57_000, 40_000, Anchor::Top, Turn::None));
    assert_eq!(stands(element(&one, "carton.svg#text-1")), (74_000, 52_000, Anchor::TopRight, Turn::None));
    assert_eq!(stands(element(&one, "upwards")), (6_000, 56_000, Anchor::TopLeft, Turn::ThreeQuarters));
    let names: Vec<String> = one.names_used().into_iter().collect();
    assert_eq!(names, ["batch", "expiry", "gtin", "serial"]);
}

/// librsvg draws the drawing with the values written in; what elements stand for is not there.
#[test]
fn filled_texts_look_as_they_are_drawn() {
    if !has_librsvg() {
        return;
    }
    let drawing = carton();
    let more = at("datamatrix", "#dm-area", "").replace("'it'", "'code'");
    let text = template(&[("carton.svg", WHOLE)], &more);
    let world = world(&[("carton.svg", &drawing)]);
    let mut request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text });
    request.world = world;
    let design = Design::of(request).unwrap();
    let label = design.label(CODE).unwrap().with("batch", "B7").with("expiry", "2027-12-31");
    let png = label.png().unwrap_or_else(|failure| panic!("{failure}"));
    let whole = dots(&png);
    // The rows below the places of symbols.
    let crop = |from: &super::drawn::Dots| {
        let rows = from.colours.chunks(from.width).skip(330).take(270);
        super::drawn::Dots { width: 1200, colours: rows.flat_map(|row| row[..1200].to_vec()).collect() }
    };
    let written = drawing
        .replace("{{ batch }}", "B7")
        .replace("{{ expiry | date(\"MM.YYYY\") }}", "12.2027")
        .replace("{{ gtin }}", "04870999000116")
        .replace("{{ serial }}", "A1B2C3D4E5F6G");
    let (ours, theirs) = (crop(&whole), crop(&librsvg(written.as_bytes(), 1200)));
    if std::env::var_os("QUIETZONE_KEEP").is_some() {
        kept(&ours, "/tmp/ours.png");
        kept(&theirs, "/tmp/theirs.png");
    }
    assert!(same(&ours, &theirs));
}

#[test]
fn places_that_no_object_has_are_told() {
    let drawing = carton();
    let files = [("carton.svg", drawing.as_str())];
    let refused = |object: &str| refused(&template(&[("carton.svg", WHOLE)], &at("datamatrix", object, "")), &files);
    let near = refused("#dm-aera");
    assert!(near.contains("there is no “dm-aera” in carton.svg; did you mean “dm-area”?"), "{near}");
    assert!(near.contains("t.toml:21:6"), "{near}");
    for hidden in ["#in-defs", "#hidden"] {
        assert!(refused(hidden).contains("is not drawn there itself"), "{hidden}");
    }
    let slanted = refused("#slanted");
    assert!(slanted.contains("“slanted” is turned by no quarter turn"), "{slanted}");
    let other = refused("other.svg#dm-area");
    assert!(other.contains("no element shows the drawing other.svg"), "{other}");
    let nothing = refused("dm-area");
    assert!(nothing.contains("“dm-area” is no object of a drawing"), "{nothing}");
}

#[test]
fn what_an_object_tells_is_not_said_beside_it() {
    let drawing = carton();
    let files = [("carton.svg", drawing.as_str())];
    for (kind, key, value) in [
        ("datamatrix", "width", "'9 mm'"),
        ("datamatrix", "rotate", "90"),
        ("datamatrix", "x", "'1 mm'"),
        ("rect", "anchor", "'top'"),
        ("text", "angle", "3"),
        ("window", "height", "'3 mm'"),
    ] {
        let keys = match kind {
            "rect" => "fill = 'K'\n",
            "text" => "text = 'A'\nsize = '6 pt'\n",
            _ => "",
        };
        let more = at(kind, "#dm-area", &format!("{keys}{key} = {value}"));
        let found = refused(&template(&[("carton.svg", WHOLE)], &more), &files);
        assert!(found.contains(&format!("“{key}” is told by the object of “at”")), "{found}");
    }
    let line = at("line", "#dm-area", "x = '1 mm'\ny = '1 mm'\nto_x = '2 mm'\nto_y = '1 mm'\nthickness = '1 pt'");
    let found = refused(&template(&[("carton.svg", WHOLE)], &line), &files);
    assert!(found.contains("has no key “at”"), "{found}");
    let found =
        completed(&template(&[], "[[element]]\ntype = 'rect'\nid = 'it'\nfill = 'K'\n"), &[]).map(drop).unwrap_err();
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn an_object_of_two_drawings_is_named_with_its_file() {
    let drawing = carton();
    let other = drawing.replace("12\" width=\"18\"", "30\" width=\"18\"");
    let files = [("carton.svg", drawing.as_str()), ("other.svg", other.as_str())];
    let beside = "x = '0 mm'\ny = '60 mm'\nwidth = '120 mm'\nheight = '60 mm'\n";
    let two = [("carton.svg", WHOLE), ("other.svg", beside)];
    let found = refused(&template(&two, &at("datamatrix", "#dm-area", "")), &files);
    assert!(found.contains("several drawings have “dm-area”: carton.svg, other.svg"), "{found}");
    let one = completed(&template(&two, &at("datamatrix", "other.svg#dm-area", "")), &files).unwrap();
    assert_eq!(stands(element(&one, "it")), (10_000, 90_000, Anchor::TopLeft, Turn::None));
    // Texts of both are filled, each by a name of its own.
    let texts: Vec<&str> = ids(&one).into_iter().filter(|id| id.contains("lines") || id.contains("text")).collect();
    assert_eq!(texts, ["lines", "carton.svg#text-1", "other.svg#lines", "other.svg#text-1"]);
    let twice = [("carton.svg", WHOLE), ("carton.svg", beside)];
    let found = refused(&template(&twice, &at("datamatrix", "#dm-area", "")), &files);
    assert!(found.contains("carton.svg is shown more than once"), "{found}");
}

/// A picture at an object of another drawing, with an object of its own.
#[test]
fn drawings_may_stand_at_objects_of_drawings() {
    let drawing = carton();
    let inner = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'><rect id='inner' x='9' y='9' width='9' height='9'/></svg>";
    let files = [("carton.svg", drawing.as_str()), ("inner.svg", inner)];
    let picture = "[[element]]\ntype = 'image'\nid = 'within'\nfile = 'inner.svg'\nat = '#dm-area'\n";
    let one = completed(&template(&[("carton.svg", WHOLE)], &(at("window", "#inner", "") + picture)), &files).unwrap();
    assert_eq!(stands(element(&one, "it")), (19_000, 21_000, Anchor::TopLeft, Turn::None));
    let itself = "[[element]]\ntype = 'image'\nid = 'within'\nfile = 'inner.svg'\nat = '#inner'\n";
    let found = refused(&template(&[], itself), &files);
    assert!(found.contains("stands itself at an object that waits for this one"), "{found}");
}

/// What is drawn more than once, or apart from the picture itself, has no one place.
#[test]
fn objects_in_masks_and_uses_have_no_place() {
    let svg = |body: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60'>{body}</svg>");
    let refused = |body: &str| {
        let drawing = svg(body);
        refused(&template(&[("a.svg", WHOLE)], &at("datamatrix", "#it", "")), &[("a.svg", &drawing)])
    };
    let it = "<rect id='it' x='10' y='10' width='20' height='20'/>";
    for body in [
        format!("<mask id='m'>{it}</mask><rect mask='url(#m)' width='50' height='50'/>"),
        format!("<clipPath id='m'>{it}</clipPath><rect clip-path='url(#m)' width='50' height='50'/>"),
        format!("<pattern id='m' width='9' height='9'>{it}</pattern><rect fill='url(#m)' width='50' height='50'/>"),
        format!("<g style='display:none'>{it}</g>"),
    ] {
        assert!(refused(&body).contains("is not drawn there itself"), "{body}");
    }
    let twice = refused(&format!("{it}<use href='#it' x='50'/>"));
    assert!(twice.contains("“it” of a.svg is drawn more than once"), "{twice}");
    let flat = refused("<path id='it' d='M10 10H50' stroke='red'/>");
    assert!(flat.contains("“it” of a.svg has no area"), "{flat}");
    let askew = refused("<rect id='it' width='9' height='9' transform='skewX(20)'/>");
    assert!(askew.contains("stands askew"), "{askew}");
    let used = refused(&format!("<defs>{it}</defs><use href='#it' x='50'/>"));
    assert!(used.contains("“it” of a.svg is drawn more than once"), "{used}");
}

#[test]
fn texts_that_cannot_be_filled_are_told_with_their_line() {
    let told = |text: &str| {
        let drawing = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 120 60' font-family='DejaVu Sans' font-size='4'>\n<defs><path id='p' d='M0 9H99'/></defs>\n{text}\n</svg>"
        );
        refused(&template(&[("a.svg", WHOLE)], ""), &[("a.svg", &drawing)])
    };
    for (text, why) in [
        ("<text x='9' y='9'><textPath href='#p'>{{ batch }}</textPath></text>", "it runs along a path"),
        ("<text x='9' y='9' textLength='50'>{{ batch }}</text>", "“textLength” stretches it"),
        ("<text x='9' y='9' transform='skewX(10)'>{{ batch }}</text>", "it is slanted, mirrored, or stretched"),
        ("<text x='9' y='9' transform='scale(2 1)'>{{ batch }}</text>", "it is slanted, mirrored, or stretched"),
        (
            "<text x='9' y='9'>A <tspan fill='red'>{{ batch }}</tspan></text>",
            "a line of it has letters of several styles",
        ),
        ("<text x='9 12 15 18 21' y='9'>{{ batch }}</text>", "each expression stands in one line"),
        ("<text x='9' y='9' dx='0 0 1'>{{ batch }}</text>", "its letters are moved one by one"),
        ("<text x='9' y='9' rotate='10'>{{ batch }}</text>", "its letters are turned one by one"),
        ("<text x='9' y='9' text-decoration='underline'>{{ batch }}</text>", "it has a line at its words"),
        ("<defs><text id='t' x='9' y='9'>{{ batch }}</text></defs><use href='#t'/>", "a “use” draws it"),
        ("<text x='9' y='9' stroke='red'>{{ batch }}</text>", "its letters have an outline"),
        ("<g opacity='0.5'><text x='9' y='9'>{{ batch }}</text></g>", "it stands in a group that is not opaque"),
        ("<text x='9' y='9' fill-opacity='0.5'>{{ batch }}</text>", "it is not opaque"),
        ("<text x='9' y='9' font-family='Nobody'>{{ batch }}</text>", "text in the font Nobody"),
        ("<text x='9' y='9'>{{ batch + }}</text>", "cannot be parsed"),
    ] {
        let found = told(text);
        assert!(found.starts_with("a.svg:3:1: error") && found.contains(why), "{text}: {found}");
    }
    let clipped = told(
        "<clipPath id='c'><circle r='90'/></clipPath><g clip-path='url(#c)'><text x='9' y='9'>{{ batch }}</text></g>",
    );
    assert!(clipped.contains("a clip path that is no upright rectangle"), "{clipped}");
    let cut = told(
        "<clipPath id='c'><rect width='20' height='20'/></clipPath><g clip-path='url(#c)'><text x='9' y='9'>{{ batch }}</text></g>",
    );
    assert!(cut.contains("a clip path cuts it off"), "{cut}");
}

/// The frame of a whole drawing is a clip path in some programs.
#[test]
fn a_frame_around_all_keeps_no_text_from_being_filled() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60' font-family='DejaVu Sans' font-size='4'><g clip-path='url(#c)'><text x='9' y='9'>{{ batch }}</text><text x='9' dy='20'>SN<tspan x='9' dy='5'>{{ serial }}</tspan><tspan x='50' dy='0'>!</tspan></text></g><defs><clipPath id='c'><rect width='120' height='60'/></clipPath></defs></svg>";
    let one = completed(&template(&[("a.svg", WHOLE)], ""), &[("a.svg", drawing)]).unwrap();
    assert_eq!(ids(&one), ["art0", "a.svg#text-1", "a.svg#text-2", "a.svg#text-3"]);
    let lines = text_of(&one, "a.svg#text-2");
    assert_eq!((one.engine.lines_of_phrase(&lines.phrase), lines.line_height.map(micrometres)), (2, Some(5_000)));
    assert_eq!(stands(element(&one, "a.svg#text-2")), (9_000, 20_000, Anchor::TopLeft, Turn::None));
    assert_eq!(stands(element(&one, "a.svg#text-3")), (50_000, 25_000, Anchor::TopLeft, Turn::None));
}

/// A template without places and expressions is left as it is.
#[test]
fn a_template_that_takes_nothing_is_left_as_it_is() {
    let one = completed(&template(&[("none.svg", WHOLE)], ""), &[]).unwrap();
    assert!(one.taken.is_empty() && one.elements.len() == 1);
    assert_eq!(one.elements[0].x, Measure::Absolute(Length::ZERO));
}

/// A colour that only a filled text has is met by its line, and one that nothing says is told as of the drawing.
#[test]
fn filled_texts_are_printed_in_inks_of_the_template() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 60' font-family='DejaVu Sans' font-size='4'><g id='Front'><text id='one' x='9' y='9' fill='#e30613'>{{ batch }}</text></g><text id='two' x='9' y='19' fill='#0055a4'>{{ serial }}</text></svg>";
    let inks = "[inks]\nbrand = 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))'\n[art.inks]\n'#e30613' = 'brand'\n";
    let more = at("datamatrix", "#place", "").replace("'it'", "'code'");
    let svg = drawing.replace("</svg>", "<rect id='place' x='60' y='9' width='18' height='18'/></svg>");
    let text = template(&[("a.svg", WHOLE)], &more).replacen("[[element]]", &format!("{inks}[[element]]"), 1);
    let one = completed(&text, &[("a.svg", &svg)]).unwrap();
    assert_eq!(text_of(&one, "one").ink, "brand");
    assert_eq!(text_of(&one, "two").ink, Process::from_rgb(0, 0x55, 0xa4).to_string());
    let mut request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text });
    request.world = world(&[("a.svg", &svg)]);
    let found = Design::of(request).unwrap().judge().unwrap();
    let told: Vec<String> = found.iter().map(ToString::to_string).filter(|told| told.contains(" AR0")).collect();
    assert!(told.len() == 1 && told[0].contains("AR01") && told[0].contains("#0055a4"), "{told:?}");
}

#[test]
fn drawings_bring_no_more_texts_than_elements_may_be() {
    let text: String = (0..500).map(|y| format!("<text x='1' y='{y}'>{{{{ batch }}}}</text>")).collect();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 600' font-family='DejaVu Sans' font-size='1'>{text}</svg>"
    );
    let found = refused(&template(&[("a.svg", WHOLE)], ""), &[("a.svg", &svg)]);
    assert!(found.contains("the template has 501 elements, and at most 500 are allowed"), "{found}");
    let fewer = svg.replacen("{{ batch }}", "B", 1);
    assert_eq!(completed(&template(&[("a.svg", WHOLE)], ""), &[("a.svg", &fewer)]).unwrap().elements.len(), 500);
}
