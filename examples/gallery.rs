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
use quietzone::template::{Device, SHIPPED, Template};
use quietzone::units::Resolution;

const FOLDER: &str = "docs/gallery";

fn main() -> Result<(), Box<dyn Error>> {
    let mut page = String::from(
        "# Gallery\n\nEvery template of this repository with a sample of invented codes, as the printer's dots show it.\n\
         Made by `cargo run --release --example gallery`.\n",
    );
    for shipped in SHIPPED {
        let (name, sample) = (shipped.name, shipped.sample);
        let file = format!("templates/{name}.toml");
        let template = Template::parse(&file, shipped.text.to_owned()).map_err(told)?;
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
        write!(
            page,
            "\n## {name}\n\n{}\n\n{size}, {device} · [template](../templates/{name}.toml)\n\n![{name}](gallery/{picture})\n\n    \
             quietzone render templates/{name}.toml --data samples/{sample} -o out/{name}.pdf\n",
            shipped.about()
        )?;
    }
    fs::write("docs/gallery.md", page)?;
    Ok(())
}

fn told(found: Vec<quietzone::diagnostic::Diagnostic>) -> String {
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
