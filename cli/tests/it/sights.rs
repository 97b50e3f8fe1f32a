//! One label as it is seen: the bytes that commands write, and the plates that others separate.

use std::fs;

use quietzone::batch::Data;
use quietzone::job::{FileKind, Request, Seen, Sight, TemplateFrom, run};

use super::common::*;
use super::plates::Plates;

/// Templates of labels that stand alone, for printers and for presses, with their samples.
const ALONE: [(&str, &str); 8] = [
    ("kz-pharma-58x40-203", "kz-pharma.xlsx"),
    ("kz-pharma-carton", "kz-pharma.xlsx"),
    ("ru-milk-film", "ru-dairy.csv"),
    ("ru-pharma-folded", "ru-pharma.csv"),
    ("ru-shoes-tag", "ru-shoes.csv"),
    ("uz-pharma-folded", "uz-pharma.xlsx"),
    ("tr-transport-gs1-128", "tr-transport.csv"),
    ("sscc-label", "sscc.csv"),
];

/// A row of a sample on a template.
fn request(template: &str, sample: &str, row: &str) -> Request {
    let mut request = Request::new(at(&format!("templates/{template}.toml")));
    request.data = Some(Data::of(at(&format!("samples/{sample}"))));
    request.rows = Some(row.parse().unwrap());
    request
}

fn seen(mut request: Request, sight: Sight) -> Seen {
    request.sight = Some(sight);
    run(&request, &()).unwrap().seen.unwrap()
}

#[test]
fn one_label_is_seen_in_the_bytes_that_render_writes() {
    let folder = Folder::new();
    for (template, sample) in ALONE {
        for (kind, name) in [(FileKind::Png, "x.png"), (FileKind::Svg, "x.svg")] {
            let file = folder.file(name);
            let (template_file, data) = (format!("templates/{template}.toml"), format!("samples/{sample}"));
            let told = render(&template_file, &data, file.as_ref(), &["--rows", "4"]);
            assert_eq!(told.code, 0, "{template}: {}", told.err);
            let seen = seen(request(template, sample, "4"), Sight::Label(kind, None));
            assert!(seen.bytes == fs::read(&file).unwrap(), "{template} as {name}");
        }
    }
}

#[test]
fn what_was_found_is_seen_in_the_bytes_of_the_overlay() {
    let folder = Folder::new();
    for (template, sample) in ALONE {
        let (template_file, data) = (format!("templates/{template}.toml"), format!("samples/{sample}"));
        let file = folder.file("x.svg");
        quietzone(&["check", &template_file, "--data", &data, "--rows", "4", "--overlay", &file]);
        let with = seen(request(template, sample, "4"), Sight::Found(FileKind::Svg));
        assert!(with.bytes == fs::read(&file).unwrap(), "{template} with its data");
        quietzone(&["check", &template_file, "--overlay", &file]);
        let alone = seen(Request::new(at(&template_file)), Sight::Found(FileKind::Svg));
        assert!(alone.bytes == fs::read(&file).unwrap(), "{template} alone");
    }
}

#[test]
fn a_label_is_seen_though_its_design_breaks_rules() {
    let text = fs::read_to_string(at("templates/kz-pharma-58x40-203.toml")).unwrap();
    // The symbol stands on the edge of the label: no quiet zone is left.
    let (before, after) = text.split_at(text.find("id = \"code\"").unwrap());
    let begin = after.find("x = ").unwrap() + 5;
    let end = begin + after[begin..].find('"').unwrap();
    let text = format!("{before}{}0 mm{}", &after[..begin], &after[end..]);
    let mut asked = request("kz-pharma-58x40-203", "kz-pharma.xlsx", "4");
    asked.template = TemplateFrom::Text { path: at("templates/kz-pharma-58x40-203.toml"), text };
    asked.sight = Some(Sight::Label(FileKind::Png, None));
    let outcome = run(&asked, &()).unwrap();
    assert!(outcome.design.iter().any(|found| found.rule.code.starts_with("QZ")), "{:?}", outcome.design);
    assert!(outcome.seen.unwrap().bytes.starts_with(b"\x89PNG"));
}

#[test]
fn each_plate_alone_has_the_ink_that_ghostscript_separates() {
    if !present(&[GHOSTSCRIPT, OPENPYXL]) {
        return;
    }
    let folder = Folder::new();
    for (template, sample) in [
        ("ru-pharma-folded", "ru-pharma.csv"),
        ("uz-pharma-folded", "uz-pharma.xlsx"),
        ("ru-milk-sleeve", "ru-dairy.csv"),
    ] {
        let pdf = folder.file("x.pdf");
        let (template_file, data) = (format!("templates/{template}.toml"), format!("samples/{sample}"));
        let told = render(&template_file, &data, pdf.as_ref(), &["--rows", "4"]);
        assert_eq!(told.code, 0, "{template}: {}", told.err);
        let separated = Plates::by_ghostscript(&folder, &pdf);
        let mut asked = request(template, sample, "4");
        asked.proof = true;
        let (width, height) = run(&asked, &()).unwrap().proof.unwrap().size;
        let all = seen(request(template, sample, "4"), Sight::Label(FileKind::Png, None)).plates;
        let inked = separated.planes.iter().filter(|(_, plane)| plane.iter().any(|ink| *ink < 250));
        let mut inked: Vec<&String> = inked.map(|(name, _)| name).collect();
        inked.sort();
        let mut named: Vec<&String> = all.iter().collect();
        named.sort();
        assert_eq!(named, inked, "{template}: the names of its plates");
        // White, and what stands for varnish, is not seen on white.
        for plate in all.iter().filter(|plate| !["White", "Varnish"].contains(&plate.as_str())) {
            let few = Sight::Label(FileKind::Png, Some(vec![plate.clone()]));
            let picture = folder.write("x.png", seen(request(template, sample, "4"), few).bytes);
            let (across, _, grey) = grey(&picture);
            let plane = &separated.planes[plate];
            // The page has its bleed around the label, as wide on every side.
            let mm = |dots: usize| dots as f64 / 100.0 * 25.4;
            let bleed = ((mm(separated.width) - width.to_mm()) / 2.0, (mm(separated.height) - height.to_mm()) / 2.0);
            let (mut looked, mut wrong) = (0, Vec::new());
            for y in 3..separated.height - 3 {
                for x in 3..separated.width - 3 {
                    let ink = |x: usize, y: usize| plane[y * separated.width + x];
                    // Off all edges: what is around a dot is as it is.
                    if (y - 2..=y + 2).any(|v| (x - 2..=x + 2).any(|u| ink(u, v) != ink(x, y))) {
                        continue;
                    }
                    let (left, top) = (mm(x) + 0.127 - bleed.0, mm(y) + 0.127 - bleed.1);
                    if !(0.5..width.to_mm() - 0.5).contains(&left) || !(0.5..height.to_mm() - 0.5).contains(&top) {
                        continue;
                    }
                    let scale = across as f64 / width.to_mm();
                    // Ghostscript inks every dot that something touches.
                    let (row, column) = ((top * scale) as usize, (left * scale) as usize);
                    let reach = (0.3 * scale) as usize;
                    let is_inked = |at: usize| grey[at] < 254;
                    let rows = row - reach..=row + reach;
                    let mut near =
                        rows.flat_map(|row| (column - reach..=column + reach).map(move |at| row * across + at));
                    looked += 1;
                    if !near.any(|at| is_inked(at) == (ink(x, y) < 254)) {
                        wrong.push((left, top, ink(x, y)));
                    }
                }
            }
            assert!(looked > 1000, "{template}: {plate}: {looked} dots");
            assert!(wrong.is_empty(), "{template}: {plate}: {} of {looked}: {:?}", wrong.len(), wrong[0]);
        }
    }
}

#[test]
fn the_rows_of_the_widest_code_and_of_the_longest_texts_are_told() {
    let folder = Folder::new();
    let codes = codes();
    // The codes of this market are all as long; texts are not.
    let rows: String = [("A1", 0), ("A-LONG-BATCH", 1), ("A22", 2), ("A-LONG-BATCX", 3)]
        .iter()
        .map(|(batch, code)| format!("\"{}\";{batch};2027-12-31\n", codes[*code].replace('"', "\"\"")))
        .collect();
    let data = folder.write("codes.csv", format!("code;batch;expiry\n{rows}"));
    let mut asked = Request::new(at("templates/kz-pharma-58x40-203.toml"));
    asked.data = Some(Data::of(data));
    let peaks = run(&asked, &()).unwrap().peaks.unwrap();
    let (longest, widest) = (peaks.longest, peaks.widest);
    assert!(longest.place.to_string().ends_with("line 3") && longest.number == 3, "{longest:?}");
    assert!(widest.place.to_string().ends_with("line 2") && widest.number == 2, "{widest:?}");
}
