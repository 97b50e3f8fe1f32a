//! Templates that are begun with a drawing, and codes at objects of it.

use super::common::*;

const FOLDED: &str = "tests/fixtures/placed/folded.svg";

/// A folder with a drawing, and the paths of that and of a template to be.
fn drawn(svg: &str) -> (Folder, String, String) {
    let (folder, drawing) = Folder::with("carton.svg", svg);
    let template = folder.file("carton.toml");
    (folder, drawing, template)
}

fn from(drawing: &str, template: &str) -> Told {
    quietzone(&["template", "from", drawing, "--market", "uz-pharma", "-o", template])
}

#[test]
fn a_template_from_a_drawing_is_clean_and_has_what_the_drawing_has() {
    let (_folder, drawing, template) = drawn(&text_of(FOLDED));
    let made = from(&drawing, &template);
    made.assert_says(
        0,
        &[
            "the drawing is 90.00 mm by 50.00 mm",
            "the layer “UV Varnish” is taken for varnish(\"UV Varnish\")",
            "the layer “Dieline” is taken for technical(\"Dieline\", cmyk(0, 100, 0, 0), cutting)",
            "the swatch “PANTONE286C” is taken for the spot colour “PANTONE 286 C”",
            "“dm-area”, 18.00 mm by 18.00 mm, is taken for the place of the Data Matrix",
            "“ean-area”, 36.00 mm by 14.00 mm, is taken for the place of an EAN-13",
            "the text “batch” is filled from record to record: Seriya: {{ batch }} / (21){{ serial }}",
            "1 thing is open:",
        ],
    );
    let text = std::fs::read_to_string(&template).unwrap();
    for line in [
        "width = \"90 mm\"\nheight = \"50 mm\"\ndevice = \"artwork\"",
        "varnish = 'varnish(\"UV Varnish\")'",
        "\"layer:Dieline\" = \"die\"",
        "\"swatch:PANTONE286C\" = \"pantone286c\"",
        "# it has 4 colours",
        "#   #0033a0: 3 times",
        "at = \"#dm-area\"",
        "# open: do these inks mean what is written here",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let judged = quietzone(&["check", &template]);
    assert_eq!(judged.code, 0, "{}", judged.err);
    assert!(judged.out.contains("errors    0\nunjudged  0\nwarnings  0"), "{}{}", judged.out, judged.err);
    // What is there is not written over.
    from(&drawing, &template).assert_says(2, &["carton.toml is there already"]);
    assert_eq!(std::fs::read_to_string(&template).unwrap(), text);
    let printed = quietzone(&["template", "from", &drawing, "--market", "uz-pharma"]);
    assert_eq!((printed.code, printed.out.trim_end()), (0, text.trim_end()));
}

/// The artwork of the folded cartons is what designers save: no more than its colours is open.
#[test]
fn the_drawings_of_the_folded_cartons_begin_their_templates() {
    for (market, colours, spot, open) in [
        ("ru-pharma", &["#0091c8", "#3cc8b4"][..], "PANTONE 2955 C", "what does the white ink lie on?"),
        ("uz-pharma", &["#f0642d", "#ffc629", "#8cc63f", "#fdf3dc"], "PANTONE 3425 C", "say in [art.inks]"),
    ] {
        let (_folder, drawing, template) = drawn(&text_of(&format!("templates/art/{market}-folded.svg")));
        let made = quietzone(&["template", "from", &drawing, "--market", market, "-o", &template]);
        made.assert_says(0, &[open, "taken for the place of the Data Matrix", "taken for the place of an EAN-13"]);
        let text = std::fs::read_to_string(&template).unwrap();
        assert!(text.contains(&format!("spot(\"{spot}\", ")), "{text}");
        for colour in colours {
            assert!(text.contains(&format!("#   {colour}: ")), "{colour}: {text}");
        }
        let judged = quietzone(&["check", &template]);
        assert!(
            judged.out.contains("errors    0\nunjudged  0\nwarnings  0\nnotes     1"),
            "{}{}",
            judged.out,
            judged.err
        );
        judged.assert_says(
            0,
            &[&[format!("how {} colours of carton.svg are printed", colours.len()).as_str()], colours].concat(),
        );
    }
}

#[test]
fn one_linear_barcode_stands_at_the_object_that_says_so_most_clearly() {
    let svg = text_of(FOLDED)
        .replacen("<rect id=\"ean-area\"", "<rect id=\"ean-plate\" x=\"6\" y=\"30\" width=\"40\" height=\"16\" style=\"fill:#ffffff\"/><rect id=\"ean-area\"", 1);
    let (_folder, drawing, template) = drawn(&svg);
    from(&drawing, &template).assert_says(0, &["“ean-plate” may be the place of another linear barcode"]);
    let text = std::fs::read_to_string(&template).unwrap();
    assert!(text.contains("at = \"#ean-area\"") && !text.contains("at = \"#ean-plate\""), "{text}");
}

#[test]
fn a_drawing_that_cannot_be_a_label_is_refused_with_every_reason() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9mm' height='9mm'><filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\n<rect width='9' height='9' filter='url(#f)'/>\n<style>@import 'a.css';</style></svg>";
    let (_folder, drawing, template) = drawn(svg);
    from(&drawing, &template).assert_says(2, &["has what cannot be drawn with inks", "a filter (line 2)"]);
    assert!(!std::path::Path::new(&template).exists());
    let (_folder, drawing, template) = drawn("no drawing");
    assert_eq!(from(&drawing, &template).code, 2);
    let (folder, drawing, _) = drawn(&text_of(FOLDED));
    let elsewhere = Folder::new();
    from(&drawing, &elsewhere.file("carton.toml"))
        .assert_says(2, &["a template takes drawings from its own folder only"]);
    std::fs::create_dir(folder.path().join("art")).unwrap();
    let below = folder.write("art/below.svg", text_of(FOLDED));
    assert_eq!(from(&below, &folder.file("above.toml")).code, 0);
    let text = std::fs::read_to_string(folder.file("above.toml")).unwrap();
    assert!(text.contains("file = \"art/below.svg\""), "{text}");
    let strange = quietzone(&["template", "from", &drawing, "--market", "nowhere"]);
    assert_eq!(strange.code, 2, "{}", strange.out);
}

/// Illustrator counts in points, others in pixels of CSS: 181.417 points are 64 mm, 96 pixels an inch.
#[test]
fn sizes_in_pixels_are_read_as_their_program_means_them() {
    let body = "viewBox='0 0 181.417 124.724' xmlns='http://www.w3.org/2000/svg'><rect x='20' y='20' width='9' height='9'/></svg>";
    let sized = |head: &str, size: &str| {
        let (_folder, drawing, template) = drawn(&format!("{head}<svg {size} {body}"));
        let made = from(&drawing, &template);
        assert_eq!(made.code, 0, "{}", made.err);
        (std::fs::read_to_string(&template).unwrap(), made.err)
    };
    let generator = "<!-- Generator: Adobe Illustrator 19.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->";
    let (text, told) = sized(generator, "width='181.417px' height='124.724px'");
    assert!(text.contains("width = \"64 mm\"\nheight = \"44 mm\""), "{text}");
    assert!(told.contains("72 an inch"), "{told}");
    let (text, told) = sized("", "width='96' height='192px'");
    assert!(text.contains("width = \"25.4 mm\"\nheight = \"50.8 mm\""), "{text}");
    assert!(
        told.contains("96 were taken for an inch")
            && !told.contains("[art.inks]")
            && told.contains("no object is named as the place"),
        "{told}"
    );
    let (text, _) = sized("", "width='72pt' height='2.54cm'");
    assert!(text.contains("width = \"25.4 mm\"\nheight = \"25.4 mm\""), "{text}");
}

/// A bundled font by another name: in its table of names a word is replaced by one as long.
fn sample_font() -> Vec<u8> {
    let mut font = std::fs::read(at("fonts/DejaVuSansMono-Bold.ttf")).unwrap();
    let wide = |word: &str| word.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for (from, to) in [(b"DejaVu".to_vec(), b"Sample".to_vec()), (wide("DejaVu"), wide("Sample"))] {
        let mut at = 0;
        while let Some(found) = font[at..].windows(from.len()).position(|bytes| bytes == from) {
            at += found;
            font[at..at + to.len()].copy_from_slice(&to);
        }
    }
    font
}

/// Fonts that lie beside a drawing are named; those that do not are open.
#[test]
fn fonts_beside_a_drawing_are_named() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='60mm' height='40mm' viewBox='0 0 60 40'><rect id='dm' x='30' y='9' width='20' height='20'/><text x='9' y='9' font-size='4' font-family='Sample Sans Mono' font-weight='bold'>12 {{ serial }}</text></svg>";
    let (folder, drawing, template) = drawn(svg);
    folder.write("sample.ttf", sample_font());
    folder.write("broken.otf", "no font");
    from(&drawing, &template).assert_says(0, &["fonts beside the drawing: SampleSansMono-Bold"]);
    let text = std::fs::read_to_string(&template).unwrap();
    assert!(text.contains("[fonts]\n\"SampleSansMono-Bold\" = \"sample.ttf\""), "{text}");
    assert_eq!(quietzone(&["check", &template]).code, 0);
    let lacking = folder.write("lacking.svg", svg.replace("Sample Sans Mono", "Nobody").replace("{{ serial }}", ""));
    from(&lacking, &folder.file("lacking.toml")).assert_says(0, &["put its font beside the drawing", "Nobody"]);
}

/// The dark dots of a box of a page, as poppler draws it: left, top, right and bottom in millimetres.
fn dark(pdf: &str, folder: &Folder, [left, top, right, bottom]: [usize; 4]) -> [f64; 4] {
    let root = folder.file("page");
    run("pdftoppm", &["-r", "254", "-gray", "-png", "-singlefile", pdf, &root]);
    let (width, _, dots) = grey(&format!("{root}.png"));
    let is_dark = |x: usize, y: usize| dots[y * width + x] < 100;
    let inked = (top * 10..bottom * 10).flat_map(|y| (left * 10..right * 10).map(move |x| (x, y)));
    let inked: Vec<(usize, usize)> = inked.filter(|(x, y)| is_dark(*x, *y)).collect();
    let (xs, ys) = (inked.iter().map(|(x, _)| *x), inked.iter().map(|(_, y)| *y));
    let mm = |dots: usize| dots as f64 / 10.0;
    [mm(xs.clone().min().unwrap()), mm(ys.clone().min().unwrap()), mm(xs.max().unwrap() + 1), mm(ys.max().unwrap() + 1)]
}

/// That readers find the Data Matrix, and the EAN-13 of its GTIN, on a picture.
fn assert_reads_both(picture: &str) {
    let gtin = "4780999000149";
    let read = |more: &[&str]| {
        let told = run("python3", &[&["tests/judges/zxing.py"], more, &[picture]].concat());
        String::from_utf8(told).unwrap()
    };
    let (matrix, bars) = (read(&[]), read(&["--bars"]));
    assert!(matrix.contains(&format!("{}{}", "\"hex\": \"", hex(format!("010{gtin}").as_bytes()))), "{matrix}");
    assert!(bars.contains(&hex(gtin.as_bytes())), "{bars}");
}

/// The object is the area of the symbol with its quiet zone: the symbol stands in its middle, and is as large as
/// a whole micrometre of module lets it be.
#[test]
fn codes_stand_in_their_places_and_are_read() {
    if !present(&[ZXING, POPPLER]) {
        return;
    }
    let (folder, drawing, template) = drawn(&text_of(FOLDED));
    assert_eq!(from(&drawing, &template).code, 0);
    let pdf = folder.file("labels.pdf");
    let made = render(&template, "samples/uz-pharma.xlsx", std::path::Path::new(&pdf), &["--rows", "2"]);
    assert_eq!(made.code, 0, "{}", made.err);
    // 36 modules and a quiet zone of one on each side in 18 mm: 0.473 mm a module, 17.028 mm of them.
    let [left, top, right, bottom] = dark(&pdf, &folder, [61, 17, 81, 37]);
    let side = 36.0 * 0.473;
    for (edge, place) in
        [(left, 71.0 - side / 2.0), (right, 71.0 + side / 2.0), (top, 27.0 - side / 2.0), (bottom, 27.0 + side / 2.0)]
    {
        assert!((edge - place).abs() < 0.16, "{edge} {place}");
    }
    // Bars with their zones, and their digits, stand within the object.
    let [left, top, right, bottom] = dark(&pdf, &folder, [1, 30, 50, 47]);
    assert!(left > 8.0 && right < 44.0 && top >= 31.0 - 0.1 && bottom <= 45.1, "{left} {top} {right} {bottom}");
    assert!(bottom - top > 13.5, "{top} {bottom}");
    assert_reads_both(&folder.file("page.png"));
}

/// Turned by a quarter, and on a printer of 203 dpi.
#[test]
fn turned_places_turn_their_codes() {
    if !present(&[ZXING]) {
        return;
    }
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='60mm' height='50mm' viewBox='0 0 60 50'><rect id='ean' width='44' height='20' transform='translate(50,3) rotate(90)'/><rect id='dm' x='2' y='10' width='25' height='25'/></svg>";
    let (folder, drawing, template) = drawn(svg);
    assert_eq!(from(&drawing, &template).code, 0);
    let png = folder.file("{row}.png");
    let made =
        render(&template, "samples/uz-pharma.xlsx", std::path::Path::new(&png), &["--rows", "2", "--dpi", "203"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let label = folder.path().join("2.png");
    let (width, height, dots) = grey(label.to_str().unwrap());
    assert_eq!((width, height), (480, 400));
    assert_reads_both(label.to_str().unwrap());
    // Bars run down the label, in the place from 30 to 50 mm and from 3 to 47 mm, and fill its width.
    let inked = |x: usize, y: usize| dots[y * width + x] < 128;
    let columns = (28 * 8..60 * 8).filter(|x| (0..height).any(|y| inked(*x, y)));
    let (first, last) = (columns.clone().min().unwrap(), columns.max().unwrap());
    assert!(first >= 30 * 8 && last < 50 * 8 && last - first > 19 * 8, "{first} {last}");
    let rows = (0..height).filter(|y| (28 * 8..60 * 8).any(|x| inked(x, *y)));
    let (first, last) = (rows.clone().min().unwrap(), rows.max().unwrap());
    assert!(first >= 3 * 8 && last < 47 * 8 && last - first > 30 * 8, "{first} {last}");
}

/// A layer that is empty, or that another thing is named as, gets no line: that would be told as idle, or be wrong.
#[test]
fn only_what_is_painted_gets_an_ink() {
    let svg = text_of(FOLDED)
        .replace("inkscape:label=\"Art\"", "inkscape:label=\"Black\"")
        .replace("<defs>", "<defs><linearGradient id=\"UNUSED\"><stop stop-color=\"red\"/></linearGradient>")
        .replace("id=\"PANTONE286C\"", "id=\"Dieline\"")
        .replace("url(#PANTONE286C)", "url(#Dieline)")
        .replace("fill:#ffffff", "fill:#e30613")
        .replace("</svg>", "<g inkscape:groupmode=\"layer\" inkscape:label=\"Glue\" id=\"l9\"/></svg>");
    let (_folder, drawing, template) = drawn(&svg);
    from(&drawing, &template).assert_says(
        0,
        &[
            "say in [art.inks] which inks these colours are",
            "“swatch:Dieline” cannot name a plate, or names another already",
        ],
    );
    let text = std::fs::read_to_string(&template).unwrap();
    assert!(!text.contains("Glue") && !text.contains("Black") && !text.contains("UNUSED"), "{text}");
    let judged = quietzone(&["check", &template]);
    assert!(judged.code == 0 && !judged.err.contains("AR02"), "{}", judged.err);
}
