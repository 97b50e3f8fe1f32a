//! Goldens and pictures written anew.

use std::path::Path;
use std::process::Command;

use crate::Done;

/// What rules tell and draw, as tests keep it.
pub(crate) fn goldens(root: &Path) -> Done {
    cargo(root, &["test", "-p", "quietzone", "--test", "it", "rules"], true)
}

/// `docs/gallery.md` and its pictures.
pub(crate) fn gallery(root: &Path) -> Done {
    cargo(root, &["run", "--release", "--quiet", "--example", "gallery"], false)
}

fn cargo(root: &Path, arguments: &[&str], bless: bool) -> Done {
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()));
    cargo.args(arguments).current_dir(root);
    if bless {
        cargo.env("QUIETZONE_BLESS", "1");
    }
    match cargo.status()? {
        status if status.success() => Ok(()),
        status => Err(format!("cargo {}: {status}", arguments.join(" ")).into()),
    }
}
