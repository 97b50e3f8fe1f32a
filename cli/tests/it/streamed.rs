//! Labels on standard output: the bytes of a file there, all that is told on standard error.

use std::fs;
use std::process::{Command, Stdio};

use super::common::*;

const TEMPLATE: &str = "templates/kz-pharma-58x40-203.toml";
const DATA: &str = "samples/kz-pharma.xlsx";

/// Renders to standard output; what was written, told, and the exit code.
fn streamed(data: &str, more: &[&str]) -> (Vec<u8>, String, Option<i32>) {
    let ended = program().args(["render", TEMPLATE, "--data", data, "-o", "-"]).args(more).output().unwrap();
    (ended.stdout, String::from_utf8(ended.stderr).unwrap(), ended.status.code())
}

#[test]
fn standard_output_gets_the_bytes_that_a_file_gets() {
    let folder = Folder::new();
    for (to, more) in [("pdf", &[][..]), ("zpl", &[]), ("svg", &["--rows", "2"]), ("png", &["--rows", "2"])] {
        let file = folder.path().join(format!("a.{to}"));
        assert_eq!(render(TEMPLATE, DATA, &file, more).code, 0);
        let (bytes, told, code) = streamed(DATA, &[&["--to", to][..], more].concat());
        assert!(code == Some(0) && told.contains("labels"), "{told}");
        assert!(bytes == fs::read(&file).unwrap(), "{to}");
        let (again, told, _) = streamed(DATA, &[&["--to", to, "--format", "json"][..], more].concat());
        assert!(again == bytes && told.contains("\"labels\":"), "{told}");
    }
}

#[test]
fn what_a_stream_cannot_take_is_refused_before_anything_is_written() {
    for (more, said) in [
        (&[][..], "--to pdf"),
        (&["--to", "svg"], "60 files"),
        (&["--to", "png", "--rows", "2-3"], "2 files"),
        (&["--to", "zpl", "--skip-bad"], "--rejects FILE"),
    ] {
        let (bytes, told, code) = streamed(DATA, more);
        assert!(bytes.is_empty() && code == Some(2) && told.contains(said), "{more:?}: {told}");
    }
}

#[test]
fn rejected_rows_beside_a_stream_go_where_is_said() {
    let folder = Folder::new();
    let list = folder.file("bad.csv");
    let (good, bad) = (codes()[0].clone(), codes()[1].replace("91", "19"));
    let data = folder.write("c.csv", format!("Код;Серия;Годен до\n{good};A;31.12.2027\n{bad};B;31.12.2027\n"));
    let (bytes, told, code) = streamed(&data, &["--to", "zpl", "--skip-bad", "--rejects", &list]);
    assert!(code == Some(1) && bytes.starts_with(b"^XA") | bytes.starts_with(b"~DG"), "{told}");
    assert_eq!(fs::read_to_string(&list).unwrap().lines().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_told_with_the_last_label() {
    let folder = Folder::new();
    let many: String = (0..2000)
        .map(|n| format!("(01)04870999000116(21)A{n:012}(91)EE05(92)dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=\n"))
        .collect();
    let data = folder.write("many.txt", many);
    let mut run = program()
        .args([
            "render",
            TEMPLATE,
            "--data",
            &data,
            "--set",
            "batch=A1",
            "--set",
            "expiry=2027-12-31",
            "-o",
            "-",
            "--to",
            "zpl",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It reads a little and ends.
    let mut head = Command::new("head")
        .args(["-c", "100000"])
        .stdin(run.stdout.take().unwrap())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    assert!(head.wait().unwrap().success());
    let ended = run.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.code() == Some(2) && told.contains("is the last that was taken, of row"), "{told}");
}
