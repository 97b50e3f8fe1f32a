//! A crate that is none of ours uses the library as its pages say.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn an_outside_crate_makes_labels() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let manifest = format!(
        "[package]\nname = \"outside\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nquietzone = {{ path = {:?} }}\n\n[workspace]\n",
        root.display().to_string()
    );
    fs::create_dir_all(folder.path().join("src/bin")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    // The versions that are there already; nothing is downloaded.
    fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    for example in ["one_label", "many_labels", "judge"] {
        let from = root.join(format!("examples/{example}.rs"));
        fs::copy(from, folder.path().join(format!("src/bin/{example}.rs"))).unwrap();
    }
    let built: std::path::PathBuf =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    for (example, made) in [("one_label", "one_label.png"), ("many_labels", "many_labels.pdf"), ("judge", "")] {
        let ran = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--offline", "--bin", example, "--manifest-path"])
            .arg(folder.path().join("Cargo.toml"))
            // Where the libraries are built already.
            .env("CARGO_TARGET_DIR", &built)
            .current_dir(root)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{example}: {}", String::from_utf8_lossy(&ran.stderr));
        assert!(made.is_empty() || root.join("out").join(made).exists(), "{example}");
    }
}
