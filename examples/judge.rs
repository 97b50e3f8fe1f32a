//! What a design breaks on another printer, before there are codes: `cargo run --example judge`.

use std::error::Error;

use quietzone::{job::Design, units::Resolution};

fn main() -> Result<(), Box<dyn Error>> {
    let design = Design::open("templates/kz-pharma-carton.toml")?.on(Resolution::from_dpi(203)?);
    for found in design.judge()? {
        println!("{found}");
    }
    Ok(())
}
