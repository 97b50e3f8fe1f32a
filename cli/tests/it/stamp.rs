//! Labels of example codes say that they are samples, in every output; their symbols are read as others are.

use super::common::*;

/// A GTIN of GS1's examples.
const EXAMPLE: &str = "09521234543213";
const WORDS: &str = "SAMPLE / ОБРАЗЕЦ";

/// A code of the market of a template.
fn code(template: &str) -> String {
    let crypto = format!("91EE05\u{1d}92{}==", "dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWls".repeat(3).split_at(86).0);
    let text = text_of(template);
    let market = text.lines().find_map(|line| line.strip_prefix("market = \"")?.strip_suffix('"'));
    match market.unwrap() {
        "tr-its" => format!("01{EXAMPLE}210123456789\u{1d}1728033110A123"),
        "tr-transport" => format!("01{EXAMPLE}21ABC0123456"),
        "ru-milk" => format!("01{EXAMPLE}21A=1-9b\u{1d}93dGhp"),
        "ru-shoes" => format!("01{EXAMPLE}21A=1-91.b;_'xy\u{1d}{crypto}"),
        "ru-tobacco-pack" => format!("{EXAMPLE}A=1-9b7ABm8dGhp"),
        _ => format!("01{EXAMPLE}21A=1-91.b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE="),
    }
}

/// What its Data Matrix says to a scanner, if it has one; the code of a pack of tobacco is no GS1 data.
fn said(template: &str) -> Vec<(String, String)> {
    let kind = if template.contains("tobacco") { "]d1" } else { "]d2" };
    let said = text_of(template).contains("\"datamatrix\"");
    said.then(|| (kind.to_owned(), hex(code(template).as_bytes()))).into_iter().collect()
}

/// Renders the label of an example code.
fn made(template: &str, folder: &Folder, output: &str, more: &[&str]) -> std::path::PathBuf {
    let (codes, output) = (folder.write("codes.txt", code(template)), folder.path().join(output));
    let beside: &[&str] = match () {
        () if template.contains("tr-") || template.contains("tobacco") => &[],
        () if template.contains("shoes") => &["--set", "model=ботинок", "--set", "size=42,5"],
        () => &["--set", "batch=A1", "--set", "expiry=2028-03-31"],
    };
    let told = render(template, &codes, &output, &[beside, more].concat());
    assert_eq!(told.code, 0, "{template}: {}", told.err);
    output
}

fn shipped() -> Vec<String> {
    let mut templates = templates("templates");
    // A code without a GTIN is no example.
    templates.retain(|template| !template.contains("sscc"));
    assert!(templates.len() >= 20);
    templates
}

#[test]
fn the_pdf_of_every_template_says_so_to_poppler_and_its_symbols_are_read() {
    if !present(&[ZXING, POPPLER]) {
        return;
    }
    for template in shipped() {
        let folder = Folder::new();
        let pdf = made(&template, &folder, "labels.pdf", &[]);
        let pdf = pdf.to_str().unwrap();
        let text = String::from_utf8(run("pdftotext", &[pdf, "-"])).unwrap();
        assert_eq!(text.matches(WORDS).count(), 1, "{template}: {text}");
        let picture = folder.path().join("page");
        run("pdftoppm", &["-r", "600", "-gray", "-png", "-singlefile", pdf, picture.to_str().unwrap()]);
        assert_eq!(read(&[picture.with_extension("png")]), [said(&template)], "{template}");
    }
}

#[test]
fn symbols_of_pictures_and_of_what_printers_draw_are_read_beside_the_stamp() {
    if !present(&[ZXING, ZPLKIT]) {
        return;
    }
    for template in shipped() {
        let (folder, said) = (Folder::new(), [said(&template)]);
        let name = if template.contains("a4") { "label-{sheet}.png" } else { "label-{row}.png" };
        let picture = made(&template, &folder, name, &[]).with_file_name("label-1.png");
        assert_eq!(read(&[picture]), said, "{template}");
        // Sheets go to no printer of labels, and neither do modules that plates take less off than a dot, nor places in
        // drawings of cartons, which hold bars of a plate and none of whole dots.
        let text = text_of(&template);
        if template.contains("a4") || text.contains("\nreduce") || text.contains("at = \"#ean") {
            continue;
        }
        let zpl = made(&template, &folder, "label.zpl", &["--dpi", "300"]);
        let drawn = folder.path().join("drawn");
        std::fs::create_dir(&drawn).unwrap();
        run("python3", &["tests/judges/zplkit.py", zpl.to_str().unwrap(), drawn.to_str().unwrap()]);
        assert_eq!(read(&pictures(&drawn)), said, "{template}");
    }
}

#[test]
fn drawings_say_so_and_a_label_of_goods_does_not() {
    let folder = Folder::new();
    let svg = made(KZ, &folder, "label.svg", &["--svg-text", "live"]);
    assert!(std::fs::read_to_string(svg).unwrap().contains(WORDS));
    let goods = folder.path().join("goods.svg");
    assert_eq!(render(KZ, CODES, &goods, &["--rows", "1", "--svg-text", "live"]).code, 0);
    assert!(!std::fs::read_to_string(goods).unwrap().contains("SAMPLE"));
}

#[test]
fn a_label_without_room_for_the_stamp_ends_with_1_and_is_not_written() {
    let folder = Folder::new();
    let template = folder.write(
        "t.toml",
        "market = 'tr-its'\n[label]\nwidth = '15 mm'\nheight = '15 mm'\ndevice = '300'\n[[element]]\n\
         type = 'datamatrix'\nid = 'code'\nx = '0.5 mm'\ny = '0.5 mm'\nwidth = '14 mm'\n",
    );
    let codes = folder.write("codes.txt", format!("01{EXAMPLE}210123456789\u{1d}1728033110A123"));
    let output = folder.path().join("label.pdf");
    render(&template, &codes, &output, &[]).assert_says(1, &["SMP01", "must say “SAMPLE / ОБРАЗЕЦ”", "leave a strip"]);
    assert!(!output.exists());
    let goods = folder.write("goods.txt", "0106291041500213210123456789\u{1d}1728033110A123");
    let told = render(&template, &goods, &output, &[]);
    assert!(!told.err.contains("SMP01"), "{}", told.err);
}
