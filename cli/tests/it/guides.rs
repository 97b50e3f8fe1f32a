//! The guides say what works: their commands run in order, as a shell runs them, each guide in a folder of its own.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::common::*;

/// Commands that do not end with 0 here, and why.
const OTHERWISE: [(&str, i32); 1] = [
    // Nothing is scanned, so all is missing.
    ("quietzone job verify", 1),
];

/// Where guides stand, in English and in Russian.
const ENGLISH: &str = "docs/guide";
const RUSSIAN: &str = "docs/ru/guide";

/// A program that is ended with its test.
struct Beside(Child);

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The commands of a guide in a folder.
fn commands(folder: &str, guide: &str) -> Vec<String> {
    let text = std::fs::read_to_string(at(folder).join(guide)).unwrap();
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.filter(|line| line.starts_with("quietzone ")).map(str::to_owned).collect()
}

fn shell(folder: &Path, command: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_quietzone"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env("PATH", path).env("QUIETZONE_LEDGER", "out/ledger");
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    shell
}

/// Runs a guide; tells how many commands it has.
fn follow(guide: &str) -> usize {
    let folder = Folder::new();
    for name in ["templates", "samples"] {
        std::os::unix::fs::symlink(at(name), folder.path().join(name)).unwrap();
    }
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut beside = Vec::new();
    let commands = commands(ENGLISH, guide);
    for command in &commands {
        // Other tests may have the port of the guide.
        let typed = command.replace("9100", &port.to_string());
        if command.starts_with("quietzone printer simulate") {
            let mut child = shell(folder.path(), &format!("exec {typed}")).stdin(Stdio::piped()).spawn().unwrap();
            let mut first = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
            beside.push(Beside(child));
            continue;
        }
        let told = told(shell(folder.path(), &typed).output().unwrap());
        let expected = OTHERWISE.iter().find(|(begin, _)| command.starts_with(begin)).map_or(0, |(_, code)| *code);
        assert_eq!(told.code, expected, "{guide}: {command}\n{}{}", told.out, told.err);
    }
    commands.len()
}

#[test]
fn the_guide_of_the_designer_works() {
    assert!(follow("designer.md") >= 7);
}

#[test]
fn the_guide_of_the_operator_works() {
    assert!(follow("operator.md") >= 12);
}

#[test]
fn the_guide_of_the_warehouse_works() {
    assert!(follow("warehouse.md") >= 15);
}

/// What is typed is the same in every language, so that what works in one works in the other.
#[test]
fn russian_guides_have_the_commands_of_the_english() {
    for guide in ["designer.md", "operator.md", "warehouse.md"] {
        let english = commands(ENGLISH, guide);
        assert!(!english.is_empty());
        assert_eq!(commands(RUSSIAN, guide), english, "{guide}");
    }
}
