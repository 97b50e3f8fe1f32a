//! Outputs judged by programs that others wrote.
//!
//! A judge that is not installed is skipped with a note; with `QUIETZONE_JUDGES=required` in the
//! environment a missing judge is a failure. What the symbols must say comes from the program
//! that made the samples, not from ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::common::*;

/// Template, sample, labels, codewords' symbol size.
const SAMPLES: [(&str, &str, usize); 5] = [
    ("kz-pharma-carton", "kz-pharma.xlsx", 60),
    ("kz-pharma-carton", "kz-pharma.txt", 60),
    ("ru-pharma-carton", "ru-pharma.csv", 40),
    ("uz-pharma-carton", "uz-pharma.xlsx", 40),
    ("tr-its-carton", "tr-its.xlsx", 40),
];

#[test]
fn every_symbol_of_every_pdf_is_read_back_from_two_rasterizers() {
    if !present(&[ZXING, OPENPYXL, POPPLER, MUPDF]) {
        return;
    }
    for (template, data, labels) in SAMPLES {
        for form in ["vector", "mask"] {
            let folder = Folder::new();
            let pdf = folder.path().join("labels.pdf");
            rendered(template, data, &pdf, &["--pdf-symbol", form]);
            let messages = messages(data);
            assert_eq!(messages.len(), labels);
            for (judge, pages) in rasterized(&pdf, folder.path()) {
                assert_read(&pages, &messages, &format!("{data}, {form}, by {judge}"));
            }
        }
    }
}

/// The pages of a PDF at 300 dpi, by two programs.
fn rasterized(pdf: &Path, folder: &Path) -> [(&'static str, Vec<PathBuf>); 2] {
    let pdf = pdf.to_str().unwrap();
    let [poppler, mupdf] = ["poppler", "mupdf"].map(|judge| folder.join(judge));
    fs::create_dir(&poppler).unwrap();
    fs::create_dir(&mupdf).unwrap();
    run("pdftoppm", &["-r", "300", "-gray", "-png", pdf, poppler.join("p").to_str().unwrap()]);
    let out = mupdf.join("p-%d.png");
    run("mutool", &["draw", "-q", "-r", "300", "-c", "gray", "-o", out.to_str().unwrap(), pdf]);
    [("poppler", pictures(&poppler)), ("mupdf", pictures(&mupdf))]
}

/// Makes the label with every kind of element.
fn everything(output: &Path, more: &[&str]) {
    let made = render("tests/fixtures/everything.toml", CODES, output, &[&["--rows", "1"], more].concat());
    assert_eq!(made.code, 0, "{}: {}", output.display(), made.err);
}

/// Symbols are read as masks whichever way they are turned.
#[test]
fn turned_masks_are_read_like_turned_vectors() {
    if !present(&[ZXING, POPPLER, MUPDF]) {
        return;
    }
    let [vectors, masks] = ["vector", "mask"].map(|form| {
        let folder = Folder::new();
        let pdf = folder.path().join("labels.pdf");
        everything(&pdf, &["--pdf-symbol", form]);
        rasterized(&pdf, folder.path()).map(|(judge, pages)| {
            let mut symbols = read(&pages).concat();
            symbols.sort();
            assert_eq!(symbols.len(), 4, "{form} by {judge}");
            symbols
        })
    });
    assert_eq!(vectors, masks);
}

#[test]
fn every_symbol_of_every_png_is_read_back() {
    if !present(&[ZXING, OPENPYXL]) {
        return;
    }
    for (template, data, _) in SAMPLES {
        for head in [&[][..], &["--dpi", "203"], &["--dpi", "600"]] {
            if template != "kz-pharma-carton" && !head.is_empty() {
                continue;
            }
            let folder = Folder::new();
            rendered(template, data, &folder.path().join("p-{row}.png"), head);
            assert_read(&pictures(folder.path()), &messages(data), &format!("{data} {head:?}"));
        }
    }
}

/// libdmtx alone tells FNC1 from GS: FNC1 stands in front, and between the fields GS as issued, or in
/// Turkey FNC1 (guidance, art. 3(1)g, 4(1)e).
#[test]
fn separators_are_told_apart() {
    if !present(&[DMTX, OPENPYXL]) {
        return;
    }
    for (template, data, _) in SAMPLES {
        let folder = Folder::new();
        rendered(template, data, &folder.path().join("p-{row}.png"), &["--rows", "1-4"]);
        for (picture, message) in pictures(folder.path()).iter().zip(messages(data)) {
            let read = run("dmtxread", &["-G", "126", "-N", "1", picture.to_str().unwrap()]);
            assert_eq!(hex(&read), with_fnc1(template, &message), "{data}");
        }
    }
}

/// With `separator = "fnc1"` there is FNC1 in every place of GS, and readers send GS for it.
#[test]
fn fnc1_separates_fields_on_demand() {
    if !present(&[ZXING, DMTX, OPENPYXL]) {
        return;
    }
    let folder = Folder::new();
    let template = text_of(KZ).replace("type = \"datamatrix\"", "type = \"datamatrix\"\nseparator = \"fnc1\"");
    let (_place, template) = Folder::with("fnc1.toml", template);
    let made = render(&template, CODES, &folder.path().join("p-{row}.png"), &["--rows", "1-9"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let (pictures, mut messages) = (pictures(folder.path()), messages("kz-pharma.txt"));
    messages.truncate(pictures.len());
    assert_read(&pictures, &messages, "FNC1 between fields");
    for (picture, message) in pictures.iter().zip(messages) {
        let read = run("dmtxread", &["-G", "126", "-N", "1", picture.to_str().unwrap()]);
        let bytes = unhex(&message).into_iter().map(|byte| if byte == 29 { 126 } else { byte });
        assert_eq!(read, [126].into_iter().chain(bytes).collect::<Vec<u8>>());
    }
}

/// The symbol of a folded carton is read beside an EAN-13, and each is all that there is of its kind.
#[test]
fn the_symbol_of_a_folded_carton_is_read() {
    if !present(&[ZXING, OPENPYXL]) {
        return;
    }
    for (template, sample, ean13) in [
        ("tr-its-folded", "tr-its.xlsx", "8690999000123"),
        ("ru-pharma-folded", "ru-pharma.csv", "4600999000171"),
        ("uz-pharma-folded", "uz-pharma.xlsx", "4780999000149"),
    ] {
        let folder = Folder::new();
        rendered(template, sample, &folder.path().join("p-{row}.png"), &["--rows", "1-4"]);
        let drawn = pictures(folder.path());
        assert!(drawn.len() >= 3);
        let expected: Vec<String> = messages(sample).into_iter().take(drawn.len()).collect();
        assert_read(&drawn, &expected, template);
        for picture in drawn {
            let told = run("python3", &["tests/judges/zxing.py", "--bars", picture.to_str().unwrap()]);
            let told: serde_json::Value = serde_json::from_slice(&told).unwrap();
            let symbols = told["symbols"].as_array().unwrap();
            assert_eq!(symbols.len(), 1, "{template}: {told}");
            assert_eq!((&symbols[0]["sym"], &symbols[0]["hex"]), (&"]E0".into(), &hex(ean13.as_bytes()).into()));
        }
    }
}

/// On film, foil, a sleeve, a pack and a tag, each symbol is read with its message.
#[test]
fn the_symbols_of_film_foil_and_sleeve_are_read() {
    if !present(&[ZXING, OPENPYXL]) {
        return;
    }
    for (template, sample) in [
        ("ru-milk-film", "ru-dairy.csv"),
        ("ru-milk-sleeve", "ru-dairy.csv"),
        ("ru-tobacco-side", "ru-tobacco.csv"),
        ("ru-shoes-tag", "ru-shoes.csv"),
        ("uz-blister-foil", "uz-pharma.xlsx"),
    ] {
        let folder = Folder::new();
        rendered(template, sample, &folder.path().join("p-{row}.png"), &["--rows", "1-4"]);
        let drawn = pictures(folder.path());
        assert!(drawn.len() >= 3);
        // The code of a pack of tobacco is no GS1 data, so its symbol begins without FNC1.
        let kind = if template == "ru-tobacco-side" { "]d1" } else { "]d2" };
        let expected = messages(sample).into_iter().take(drawn.len()).map(|message| vec![(kind.to_owned(), message)]);
        assert_eq!(read(&drawn), expected.collect::<Vec<_>>(), "{template}");
    }
}

/// The codewords on the label are those that libdmtx makes of the same message when it is forced
/// to ASCII encodation.
#[test]
fn codewords_are_those_of_a_second_encoder() {
    if !present(&[DMTX, DMTX_WRITE, OPENPYXL]) {
        return;
    }
    for (template, data, _) in SAMPLES {
        let folder = Folder::new();
        // The first nine Turkish codes alone get a smaller symbol, by another encodation.
        let rows = if template == "tr-its-carton" { "1-40" } else { "1-9" };
        rendered(template, data, &folder.path().join("p-{row}.png"), &["--rows", rows]);
        for (picture, message) in pictures(folder.path()).iter().zip(messages(data)) {
            let ours = codewords(&run("dmtxread", &["-c", "-N", "1", picture.to_str().unwrap()]));
            let file = folder.path().join("message");
            fs::write(&file, unhex(&with_fnc1(template, &message))).unwrap();
            let size = [(72, "26x26"), (98, "32x32"), (128, "36x36")]
                .iter()
                .find(|(count, _)| *count == ours.len())
                .unwrap()
                .1;
            let image = folder.path().join("theirs.png");
            let theirs = run(
                "dmtxwrite",
                &["-c", "-e", "a", "-G", "126", "-s", size, "-o", image.to_str().unwrap(), file.to_str().unwrap()],
            );
            assert_eq!(ours, codewords(&theirs), "{data}: {message}");
        }
        assert!(folder.path().join("p-2.png").exists());
    }
}

/// Numbers after `d:` (data) and `e:` (error correction), in order.
fn codewords(listing: &[u8]) -> Vec<u16> {
    let text = String::from_utf8_lossy(listing);
    let numbers: Vec<u16> =
        text.lines().filter_map(|line| line.trim().split_once(':')?.1.trim().parse().ok()).collect();
    assert!(numbers.len() >= 60, "{text}");
    numbers
}

fn pdf_of(template: &str, data: &str) -> (Folder, String) {
    let folder = Folder::new();
    let pdf = folder.file("labels.pdf");
    rendered(template, data, Path::new(&pdf), &[]);
    (folder, pdf)
}

#[test]
fn pdfs_are_clean_by_qpdf() {
    if !present(&[QPDF]) {
        return;
    }
    for (template, data, _) in SAMPLES {
        for form in ["vector", "mask"] {
            let folder = Folder::new();
            let pdf = folder.path().join("labels.pdf");
            rendered(template, data, &pdf, &["--pdf-symbol", form]);
            let said = run("qpdf", &["--check", pdf.to_str().unwrap()]);
            assert!(String::from_utf8_lossy(&said).contains("No syntax or stream encoding errors"), "{data}, {form}");
        }
    }
}

/// What a drawing says is text in the PDF, in each of its colours and turned too.
#[test]
fn text_of_drawings_can_be_selected() {
    if !present(&[POPPLER, OPENPYXL]) {
        return;
    }
    let (_folder, pdf) = pdf_of("ru-pharma-folded", "ru-pharma.csv");
    let text = String::from_utf8(run("pdftotext", &["-f", "1", "-l", "1", "-layout", &pdf, "-"])).unwrap();
    for expected in
        ["Примерин форте", "при температуре не выше 25 °C.", "500 мг", "(21)91ab91CD91ef9", "Годен до 03.2028"]
    {
        assert!(text.contains(expected), "“{expected}” in {text}");
    }
    assert_eq!(text.matches("Примерин").count(), 6, "{text}");
}

#[test]
fn text_can_be_selected_and_fonts_are_embedded() {
    if !present(&[POPPLER]) {
        return;
    }
    let (_folder, pdf) = pdf_of("kz-pharma-carton", "kz-pharma.xlsx");
    let text = String::from_utf8(run("pdftotext", &["-f", "1", "-l", "1", "-layout", &pdf, "-"])).unwrap();
    for expected in [
        "Әлқорин 500 мг,",
        "қабықпен қапталған",
        "Сериясы: A123-45",
        "Жарамды: 12.2027",
        "(01)04870999000116",
        "(21)91ab91CD91ef9",
        "таңбалау коды",
    ] {
        assert!(text.contains(expected), "“{expected}” in {text}");
    }
    let fonts = String::from_utf8(run("pdffonts", &[&pdf])).unwrap();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!rows.is_empty());
    for row in rows {
        assert!(row.contains("yes yes yes") && row.contains("DejaVu") && row.contains('+'), "{fonts}");
    }
    let boxes = String::from_utf8(run("pdfinfo", &["-box", &pdf])).unwrap();
    for expected in [
        "MediaBox:            0.00     0.00   113.39    85.04",
        "TrimBox:             0.00     0.00   113.39    85.04",
        "Pages:           60",
    ] {
        assert!(boxes.contains(expected), "{boxes}");
    }
}

/// The symbol in the PDF is as wide as the solver says, to a micrometre, and black alone.
#[test]
fn symbols_in_the_pdf_have_the_solved_width() {
    if !present(&[MUPDF]) {
        return;
    }
    for (template, data, head, mm) in [
        ("kz-pharma-carton", "kz-pharma.txt", "203", 13.5),
        ("kz-pharma-carton", "kz-pharma.txt", "300", 36.0 * 4.0 * 25.4 / 300.0),
        ("kz-pharma-carton", "kz-pharma.txt", "600", 36.0 * 8.0 * 25.4 / 600.0),
        ("tr-its-carton", "tr-its.xlsx", "12 dots/mm", 32.0 * 4.0 / 12.0),
    ] {
        let folder = Folder::new();
        let pdf = folder.path().join("labels.pdf");
        rendered(template, data, &pdf, &["--dpi", head]);
        let trace = String::from_utf8(run("mutool", &["trace", pdf.to_str().unwrap(), "1"])).unwrap();
        let path = largest_path(&trace);
        assert!(path.contains("colorspace=\"DeviceCMYK\" color=\"0 0 0 1\""), "{}", &path[..200]);
        let scale: f64 = attribute(path, "transform").split(' ').next().unwrap().parse().unwrap();
        let (least, most) = extent(path);
        let width = (most - least) * scale * 25.4 / 72.0;
        assert!((width - mm).abs() < 0.001, "{head}: {width} mm instead of {mm} mm");
    }
}

/// A template with every kind of element, turned every way, looks the same in PDF and PNG, and
/// its four symbols are read whichever way they are turned.
#[test]
fn pdf_and_png_show_the_same_picture() {
    if !present(&[ZXING, OPENPYXL, POPPLER]) {
        return;
    }
    let folder = Folder::new();
    let path = |name: &str| folder.file(name);
    everything(path("a.pdf").as_ref(), &[]);
    everything(path("a-{row}.png").as_ref(), &[]);
    run("pdftoppm", &["-r", "300", "-gray", "-png", "-singlefile", &path("a.pdf"), &path("pdf")]);
    let (ours, theirs) = (grey(&path("a-1.png")), grey(&path("pdf.png")));
    let (width, height) = (ours.0.min(theirs.0), ours.1.min(theirs.1));
    assert!(ours.0.abs_diff(theirs.0) <= 1 && ours.1.abs_diff(theirs.1) <= 1);
    // Spot colour and grey are dark or light by halves; they are left out.
    let coloured = |x: usize, y: usize| (435..560).contains(&y) && ((130..320).contains(&x) || (860..990).contains(&x));
    let differ = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .filter(|(x, y)| !coloured(*x, *y) && (ours.2[y * ours.0 + x] < 128) != (theirs.2[y * theirs.0 + x] < 128))
        .count();
    assert!(differ * 1000 < width * height * 8, "{differ} of {} dots differ", width * height);
    let message = messages("kz-pharma.txt").swap_remove(0);
    for symbols in read(&[path("a-1.png").into(), path("pdf.png").into()]) {
        assert_eq!(symbols, vec![("]d2".to_owned(), message.clone()); 4]);
    }
}

#[test]
fn templates_keep_to_the_schema() {
    if !present(&[&["python3", "-c", "import jsonschema"]]) {
        return;
    }
    let folder = Folder::new();
    let schema = folder.write("schema.json", quietzone(&["template", "schema"]).out);
    let starter = folder.write("starter.toml", quietzone(&["template", "new"]).out);
    let mut files = templates("templates");
    files.extend([starter, "tests/fixtures/everything.toml".to_owned()]);
    let judge = ["tests/judges/schema.py", &schema];
    run("python3", &judge.into_iter().chain(files.iter().map(String::as_str)).collect::<Vec<_>>());
    let bad = folder.write("bad.toml", text_of(&files[0]).replacen("width", "widht", 1));
    let refused = Command::new("python3").current_dir(root()).args(judge).arg(bad).status().unwrap();
    assert_eq!(refused.code(), Some(1));
}

/// A font with PostScript outlines, named by the template, is embedded so that it shows and can
/// be searched.
#[test]
fn a_font_file_with_postscript_outlines_works() {
    const FONT: &str = "/usr/share/fonts/opentype/cantarell/Cantarell-VF.otf";
    const FONT_OLD: &str = "/usr/share/fonts/opentype/urw-base35/NimbusSans-Regular.otf";
    let font = [FONT_OLD, FONT].into_iter().find(|path| Path::new(path).exists());
    let Some(font) = font.filter(|_| present(&[POPPLER, MUPDF])) else {
        assert!(
            std::env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"),
            "the package fonts-urw-base35 is lacking"
        );
        eprintln!("skipped: no OpenType font with PostScript outlines installed");
        return;
    };
    let folder = Folder::new();
    fs::copy(font, folder.path().join("font.otf")).unwrap();
    let text = text_of(KZ).replacen("[data]", "[fonts]\nown = \"font.otf\"\n\n[data]", 1);
    let text = text.replace(
        "text = \"(21){{ serial }}\"\nfont = \"condensed\"",
        "text = \"(21){{ serial }}\"\nfont = \"own\"\nshrink_to = \"4 pt\"",
    );
    assert!(text.contains("font = \"own\""));
    let template = folder.write("t.toml", text);
    let path = |name: &str| folder.file(name);
    let made = render(&template, CODES, path("a.pdf").as_ref(), &[]);
    assert_eq!(made.code, 0, "{}", made.err);
    let text = String::from_utf8(run("pdftotext", &["-f", "1", "-l", "1", &path("a.pdf"), "-"])).unwrap();
    assert!(text.contains("(21)91ab91CD91ef9"), "{text}");
    let fonts = String::from_utf8(run("pdffonts", &[&path("a.pdf")])).unwrap();
    assert!(fonts.contains("CID Type 0C") && fonts.lines().skip(2).all(|row| row.contains("yes yes yes")), "{fonts}");
    // The line has ink where the serial stands, by both rasterizers.
    run("pdftoppm", &["-r", "300", "-gray", "-png", "-singlefile", "-f", "1", &path("a.pdf"), &path("poppler")]);
    run("mutool", &["draw", "-q", "-r", "300", "-c", "gray", "-o", &path("mupdf.png"), &path("a.pdf"), "1"]);
    for name in ["poppler.png", "mupdf.png"] {
        let (width, _, dots) = grey(&path(name));
        let ink =
            (255..290).flat_map(|y| (18..300).map(move |x| (x, y))).filter(|(x, y)| dots[y * width + x] < 128).count();
        assert!((500..4000).contains(&ink), "{name}: {ink}");
    }
}
