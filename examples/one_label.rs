//! One label from one code, by the library: `cargo run --example one_label`.

use std::{error::Error, fs, path::Path};

use quietzone::diagnostic::{Diagnostic, Place};
use quietzone::layout::{Plan, Setting};
use quietzone::market::{Market, Value};
use quietzone::{raster::Painter, render::png, source::Record, template::Template, world::Folder};

fn main() -> Result<(), Box<dyn Error>> {
    let path = "templates/kz-pharma-carton.toml";
    let template = Template::parse(path, fs::read_to_string(path)?).map_err(told)?;
    let market = Market::load(&template.market)?;
    // The template may lack these, and here it does, on every label.
    let constants = ["batch", "expiry", "product"].map(|name| (name.into(), Value::Nothing));
    let folder = Folder::of(Path::new(path));
    let device = template.device;
    let setting = Setting {
        template: &template,
        folder: &folder,
        device,
        market: &market,
        constants: &constants,
        start_at: None,
    };
    let mut plan = Plan::new(setting).map_err(told)?;
    plan.settle(None).map_err(told)?;

    let scanned = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
    let reading = market.structure.parse(scanned).map_err(|faults| format!("{faults:?}"))?;
    let record = Record::of_code(1, reading.code, &market, &constants);
    let scene = plan.scene(&record, &|| Place::Nowhere).map_err(told)?;
    fs::create_dir_all("out")?;
    fs::write("out/one_label.png", png::encode(&Painter::new(plan.stock())?.paint(&scene))?)?;
    Ok(())
}

fn told(found: Vec<Diagnostic>) -> String {
    found.iter().map(|d| format!("{d}\n")).collect()
}
