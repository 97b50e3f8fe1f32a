//! Files made to hurt. Each ends in a clear finding, soon and in bounded memory; nothing is written.

mod drawings;
mod files;
mod workbooks;

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use self::drawings::{RECT, SVG};
use self::workbooks::{number, ods, sheet, xls, xlsx};
use super::common::*;

/// Longest time that any of them may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs the command with little memory and a watch beside it; its exit code and what it said.
fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = program();
    if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.current_dir(root()).args(["-c", "ulimit -v 1500000; exec \"$0\" \"$@\""]).arg(command.get_program());
        command = shell;
    }
    let said = tempfile::NamedTempFile::new().unwrap();
    let mut child = command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(said.reopen().unwrap())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > PATIENCE {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{arguments:?} takes longer than {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    (status.code(), fs::read_to_string(said.path()).unwrap())
}

/// The command refuses: it names the reason, shows no panic, and writes nothing.
fn refused(template: &str, data: &str, what: &str, words: &[&str]) {
    let folder = Folder::new();
    let (code, said) = run(&["render", template, "--data", data, "-o", &folder.file("out.pdf"), "--threads", "2"]);
    assert_eq!(code, Some(2), "{what}: {said}");
    for word in words {
        assert!(said.contains(word), "{what} does not say “{word}”: {said}");
    }
    assert!(!said.contains("panicked"), "{what}: {said}");
    assert!(said.len() < 3000, "{what} says too much: {} bytes", said.len());
    assert!(folder.names().is_empty(), "{what} wrote something");
}

fn refused_data(name: &str, content: &[u8], words: &[&str]) {
    let (_folder, data) = Folder::with(name, content);
    refused(KZ, &data, name, words);
}

fn refused_template(what: &str, content: &[u8], words: &[&str]) {
    let (_folder, template) = Folder::with("template.toml", content);
    refused(&template, CODES, what, words);
}

/// A folder with a picture, and a template that shows it.
fn with_picture(name: &str, content: &[u8]) -> (Folder, String) {
    let (folder, _) = Folder::with(name, content);
    let template = folder.write("template.toml", template_with_picture(name));
    (folder, template)
}

fn template_with_picture(name: &str) -> String {
    format!(
        "{LABEL}[[element]]\ntype = \"image\"\nid = \"it\"\nfile = \"{name}\"\nx = \"1 mm\"\ny = \"1 mm\"\n\
         width = \"9 mm\"\nheight = \"9 mm\"\n"
    )
}

const LABEL: &str = "market = \"kz-pharma\"\n[label]\nwidth = \"40 mm\"\nheight = \"30 mm\"\ndevice = \"300 dpi\"\n\
    [[element]]\ntype = \"datamatrix\"\nid = \"code\"\nx = \"15 mm\"\ny = \"1 mm\"\n\
    width = \"14.25 mm\"\nheight = \"14.25 mm\"\n";

#[test]
fn the_files_are_right_but_for_what_hurts() {
    let none = ["no column holds codes"];
    refused_data("good.xlsx", &sheet("<row r='1'><c r='A1'><v>1</v></c></row>"), &none);
    refused_data(
        "good.ods",
        &ods(
            "<table:table-row><table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>",
        ),
        &none,
    );
    refused_data("good.xls", &xls(&[], &number(0, 0)), &none);
    // As a spreadsheet program does it: UTF-16 in parts that are nobody's business.
    let custom = xlsx("customXml/item1.xml", &[(b"\xff\xfe<\0a\0>\0", 1)]);
    refused_data("custom.xlsx", &custom, &none);
    let (folder, template) = with_picture("good.svg", format!("{SVG}{RECT}</svg>").as_bytes());
    let (code, said) = run(&["render", &template, "--data", CODES, "-o", &folder.file("out.pdf"), "--threads", "2"]);
    assert_eq!(code, Some(0), "{said}");
}
