//! Makes `docs/gallery.md`: every template with a picture of its first label or sheet.
//!
//!     cargo run --release --example gallery
//!
//! Run it in the repository's folder after a template has changed. The same templates give the
//! same bytes.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use quietzone::batch::Data;
use quietzone::job::{self, Request};
use quietzone::template::{Device, Template};
use quietzone::units::Resolution;

/// Templates and the samples that fill them.
const TEMPLATES: [(&str, &str); 24] = [
    ("kz-pharma-carton", "kz-pharma.xlsx"),
    ("kz-pharma-58x40-203", "kz-pharma.xlsx"),
    ("kz-relabel-a4", "kz-pharma.xlsx"),
    ("ru-pharma-carton", "ru-pharma.csv"),
    ("ru-pharma-58x40-300", "ru-pharma.csv"),
    ("ru-pharma-folded", "ru-pharma.csv"),
    ("ru-relabel-a4", "ru-pharma.csv"),
    ("ru-shoes-tag", "ru-shoes.csv"),
    ("ru-milk-film", "ru-dairy.csv"),
    ("ru-milk-sleeve", "ru-dairy.csv"),
    ("ru-tobacco-side", "ru-tobacco.csv"),
    ("uz-pharma-carton", "uz-pharma.xlsx"),
    ("uz-pharma-folded", "uz-pharma.xlsx"),
    ("uz-blister-foil", "uz-pharma.xlsx"),
    ("uz-relabel-a4", "uz-pharma.xlsx"),
    ("tr-its-carton", "tr-its.xlsx"),
    ("tr-its-vial-38x15", "tr-its.xlsx"),
    ("tr-its-rectangle", "tr-its.xlsx"),
    ("tr-its-three-lines", "tr-its.xlsx"),
    ("tr-its-explained", "tr-its.xlsx"),
    ("tr-its-folded", "tr-its.xlsx"),
    ("tr-transport-datamatrix", "tr-transport.csv"),
    ("tr-transport-gs1-128", "tr-transport.csv"),
    ("sscc-label", "sscc.csv"),
];
const FOLDER: &str = "docs/gallery";

fn main() -> Result<(), Box<dyn Error>> {
    let mut page = String::from(
        "# Gallery\n\nEvery template of this repository with a sample of invented codes, as the printer's dots show it.\n\
         Made by `cargo run --release --example gallery`.\n",
    );
    for (name, sample) in TEMPLATES {
        let file = format!("templates/{name}.toml");
        let text = fs::read_to_string(&file)?;
        let template = Template::parse(&file, text.clone()).map_err(told)?;
        let places = template.sheet.as_ref().map(|sheet| sheet.across.count * sheet.down.count);
        let picture = format!("{name}.png");
        let mut request = Request::new(&file);
        request.data = Some(Data::of(format!("samples/{sample}")));
        request.output = Some(PathBuf::from(format!("{FOLDER}/{picture}")));
        // A sheet is shown whole, in fewer dots than a laser printer has.
        request.rows = match places {
            Some(places) => format!("1-{}", places + 1).parse().ok(),
            None => "2".parse().ok(),
        };
        request.device = if places.is_some() { Some(Resolution::from_dpi(300)?) } else { None };
        job::run(&request, &())?;
        let device = match template.device {
            Device::Printer(device) => device.to_string(),
            Device::Artwork { .. } => "press artwork".to_owned(),
        };
        let size = format!("{} × {} mm", template.width.to_mm(), template.height.to_mm());
        let about =
            text.lines().take_while(|line| line.starts_with('#')).map(|line| line.trim_start_matches(['#', ' ']));
        write!(
            page,
            "\n## {name}\n\n{}\n\n{size}, {device} · [template](../templates/{name}.toml)\n\n![{name}](gallery/{picture})\n\n    \
             quietzone render templates/{name}.toml --data samples/{sample} -o out/{name}.pdf\n",
            about.collect::<Vec<_>>().join(" ")
        )?;
    }
    fs::write("docs/gallery.md", page)?;
    Ok(())
}

fn told(found: Vec<quietzone::diagnostic::Diagnostic>) -> String {
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
