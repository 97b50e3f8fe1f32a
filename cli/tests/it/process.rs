//! The program itself: its streams, its exit codes, and what is left of it when it is killed.

use std::fs;
use std::process::{Command, Stdio};

use super::common::*;

/// Tests of commands run them in their own process: what the program tells is the same.
#[test]
fn the_program_tells_what_its_commands_tell() {
    for (arguments, code) in [
        (&["rule", "list"][..], 0),
        (&["check", KZ], 0),
        (&["check", "tests/rules/qz01-fail.toml"], 1),
        (&["check", "tests/rules/qz01-fail.toml", "--format", "json"], 1),
        (&["check", "no/such/file.toml"], 2),
        (&["render", KZ, "--data", "no/such/file.csv", "-o", "a.pdf"], 2),
        (&["inspect", "hello"], 1),
        (&["size", "--market", "kz-pharma", "--dpi", "203", "--box", "14x14mm"], 1),
        (&["market", "show", "xx", "--format", "json"], 2),
        (&["render", "--help"], 0),
        (&["render", "--nonsense"], 2),
    ] {
        let (here, there) = (quietzone(arguments), piped(arguments, b""));
        assert_eq!((there.code, here.code), (code, code), "{arguments:?}: {}", there.err);
        assert_eq!((&there.out, &there.err), (&here.out, &here.err), "{arguments:?}");
    }
}

#[test]
fn standard_input_and_streams_work() {
    let folder = Folder::new();
    let path = folder.file("a.pdf");
    let run = piped(&["render", KZ, "--data", "-", "-o", &path], &fs::read(at("samples/kz-pharma.xlsx")).unwrap());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    let run = piped(&["render", KZ, "--data", CODES, "-o", "/dev/null"], b"");
    assert!(run.code == 2 && run.err.contains("--to pdf"), "{}", run.err);
    let run = piped(&["render", KZ, "--data", CODES, "-o", "/dev/null", "--to", "zpl", "--dpi", "203"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_code_may_come_from_standard_input_and_is_never_shown() {
    let folder = Folder::new();
    let out = folder.file("a.png");
    let code = &codes()[0];
    let run = piped(&["symbol", "--market", "kz-pharma", "-", "-o", &out], format!("{code}\r\n").as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(folder.names(), ["a.png"]);
    assert!(!run.out.contains(&code[code.len() - 20..]));
}

#[cfg(unix)]
#[test]
fn a_fifo_is_written_directly() {
    let folder = Folder::new();
    let fifo = folder.file("pipe.pdf");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let reader = {
        let fifo = fifo.clone();
        std::thread::spawn(move || fs::read(fifo).unwrap())
    };
    let run = piped(&["render", KZ, "--data", CODES, "-o", &fifo], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    let bytes = reader.join().unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7") && bytes.ends_with(b"%%EOF\n"));
    assert_eq!(folder.names(), ["pipe.pdf"]);
}

/// Killed at any moment, a run leaves the old file as it was, or the new one whole, and nothing
/// else.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_run_leaves_whole_files_only() {
    let (folder, data) = Folder::with("codes.txt", many(40));
    let output = folder.file("labels.pdf");
    let png = folder.path().join("png");
    for delay in [0, 5, 20, 60, 120, 250, 400, 600] {
        folder.write("labels.pdf", b"old");
        for target in [output.clone(), folder.file("png/{row}.png")] {
            let mut child = program()
                .args(["render", KZ, "--data", &data, "-o", &target])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(std::time::Duration::from_millis(delay));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let written = fs::read(&output).unwrap();
        assert!(written == b"old" || written.starts_with(b"%PDF") && written.ends_with(b"%%EOF\n"), "after {delay} ms");
        assert!(folder.names().iter().all(|name| ["codes.txt", "labels.pdf", "png"].contains(&name.as_str())));
        for name in if png.exists() { names(&png) } else { Vec::new() } {
            let bytes = fs::read(png.join(&name)).unwrap();
            assert!(
                bytes.starts_with(b"\x89PNG") && bytes.ends_with(b"IEND\xAE\x42\x60\x82"),
                "{name} after {delay} ms"
            );
        }
    }
}
