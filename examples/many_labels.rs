//! The labels of a file of codes, with progress: `cargo run --example many_labels`.

use std::error::Error;

use quietzone::batch::{Data, Stage, Watch};
use quietzone::{diagnostic::Diagnostic, job::Design};

/// Tells how far the work is; `is_cancelled` could end it.
struct Told;

impl Watch for Told {
    fn progress(&self, stage: Stage, done: u64, of: Option<u64>) {
        println!("{stage:?}: {done} of {of:?}");
    }
    fn found(&self, found: &Diagnostic) {
        println!("{found}");
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let design = Design::open("templates/kz-pharma-carton.toml")?;
    let outcome = design.batch(Data::of("samples/kz-pharma.xlsx")).write("out/many_labels.pdf", &Told)?;
    println!("{} labels", outcome.summary.map_or(0, |written| written.labels));
    Ok(())
}
