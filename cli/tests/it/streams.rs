//! Standard output that cannot be written, and readers that go away.

use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Mutex};

use quietzone_cli::Console;

use super::common::*;

/// A stream that takes nothing, for this reason.
struct Full(ErrorKind);

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A stream that takes everything and keeps it only when it is flushed.
struct Lazy(Vec<u8>);

impl Write for Lazy {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::StorageFull.into())
    }
}

#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How a command ends whose standard output is this, and what it says on standard error.
fn ended(arguments: &[&str], out: impl Write + Send + 'static) -> (u8, String) {
    root();
    let said = Said::default();
    let arguments = ["quietzone"].iter().chain(arguments).map(Into::into);
    let code = quietzone_cli::run(arguments, &Console::new(out, said.clone()));
    let bytes = said.0.lock().unwrap().clone();
    (code, String::from_utf8(bytes).unwrap())
}

/// A command of every kind and every form in which it tells, with the code it ends with.
fn commands(output: &str) -> Vec<(Vec<&str>, u8)> {
    let mut all = vec![
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["template", "schema"], 0),
        (vec!["template", "new"], 0),
        (vec!["inspect", "--data", CODES, "--market", "kz-pharma", "--format", "csv"], 0),
        // What could not run is told on standard output too, for programs.
        (vec!["market", "show", "xx", "--format", "json"], 2),
        (vec!["check", "no such file", "--format", "sarif"], 2),
    ];
    for format in ["text", "json"] {
        all.extend([
            (vec!["market", "list", "--format", format], 0),
            (vec!["market", "show", "kz-pharma", "--format", format], 0),
            (vec!["rule", "list", "--format", format], 0),
            (vec!["rule", "show", "QZ01", "--format", format], 0),
            (vec!["size", "--market", "kz-pharma", "--format", format], 0),
            (vec!["inspect", "(01)08691234567890(21)1323424679(17)271231(10)A1", "--format", format], 0),
            (vec!["inspect", "--data", CODES, "--market", "kz-pharma", "--format", format], 0),
            (vec!["render", KZ, "--data", CODES, "--rows", "1", "-o", output, "--format", format], 0),
            (vec!["symbol", "--market", "kz-pharma", "--placeholder", "-o", output, "--format", format], 0),
        ]);
    }
    all.extend(["text", "json", "sarif", "html"].map(|format| (vec!["check", KZ, "--format", format], 0)));
    all
}

#[test]
fn a_write_that_fails_is_told_and_ends_with_2() {
    let folder = Folder::new();
    let output = folder.file("label.pdf");
    for (arguments, _) in commands(&output) {
        let (code, said) = ended(&arguments, Full(ErrorKind::StorageFull));
        assert_eq!(code, 2, "{arguments:?}: {said}");
        assert!(said.contains("error["), "{arguments:?} says nothing: {said}");
    }
    let (code, said) = ended(&["rule", "list"], Lazy(Vec::new()));
    assert!(code == 2 && said.contains("error[OUT02]: standard output cannot be written: "), "{said}");
}

#[test]
fn a_reader_that_went_away_changes_nothing() {
    let folder = Folder::new();
    let output = folder.file("label.pdf");
    for (arguments, expected) in commands(&output) {
        let (code, said) = ended(&arguments, Full(ErrorKind::BrokenPipe));
        assert_eq!(code, expected, "{arguments:?}: {said}");
        assert!(!said.contains("standard output"), "{arguments:?}: {said}");
    }
}
