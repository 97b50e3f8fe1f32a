//! One label from one code, by the library: `cargo run --example one_label`.

use std::{error::Error, fs};

use quietzone::job::Design;

fn main() -> Result<(), Box<dyn Error>> {
    let design = Design::open("templates/kz-pharma-carton.toml")?;
    let scanned = "010487099900011621A=1(91)b;_'xy\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=";
    let label = design.label(scanned)?.with("batch", "A1").with("expiry", "2027-12-31");
    fs::create_dir_all("out")?;
    fs::write("out/one_label.png", label.png()?)?;
    Ok(())
}
