//! Text files, paths and templates.

use std::fs;
use std::process::Command;

use super::super::common::*;
use super::{LABEL, refused, refused_data, refused_template, run, template_with_picture, with_picture};

#[test]
fn text_files_keep_to_their_limits() {
    for ending in ["csv", "tsv", "txt", "xlsx", "xls", "ods"] {
        refused_data(&format!("empty.{ending}"), b"", &["is empty"]);
    }
    refused_data("cell.csv", &[&b"a,b\n"[..], &vec![b'x'; 10_000_000], b",1\n"].concat(), &["line 2", "1048576 bytes"]);
    refused_data(
        "columns.csv",
        &[",".repeat(1_000_000), "\n".to_owned()].concat().into_bytes(),
        &["line 1", "16384 cells"],
    );
    refused_data("line.txt", &vec![b'x'; 50_000_000], &["line 1", "1048576 bytes"]);
    refused_data("nothing.csv", &vec![0; 5_000_000], &["neither text nor a workbook"]);
    let quote = [&b"a,b\n1,\"x\n"[..], &b"1234567,89\n".repeat(3_000_000)].concat();
    refused_data("quote.csv", &quote, &["line 2", "quote"]);
    refused_data("cp1251.csv", b"a,b\n\xe6,1\n", &["line 2", "UTF-8"]);
}

#[test]
fn paths_that_are_no_files_are_refused() {
    let folder = Folder::new();
    let path = folder.path().to_str().unwrap();
    refused(KZ, path, "a folder of data", &["is a folder"]);
    refused(path, CODES, "a folder for a template", &["is a folder"]);
    refused(KZ, &folder.file("none.csv"), "no data", &["cannot read"]);
    let (code, said) = run(&["render", KZ, "--data", CODES, "-o", &folder.file("out.pdf"), "--lookup", path]);
    assert!(code == Some(2) && said.contains("is a folder"), "{said}");
    for outside in ["../../../etc/passwd", "/etc/passwd"] {
        refused_template(outside, template_with_picture(outside).as_bytes(), &["leads out of the template's folder"]);
        let font = format!(
            "{LABEL}[[element]]\ntype = \"text\"\nid = \"t\"\nx = \"1 mm\"\ny = \"20 mm\"\nsize = \"6 pt\"\ntext = \"x\"\nfont = \"f\"\n[fonts]\nf = \"{outside}\"\n"
        );
        refused_template(outside, font.as_bytes(), &["leads out of the template's folder"]);
    }
}

#[cfg(unix)]
#[test]
fn links_pipes_and_closed_files_are_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, template) = with_picture("unused.png", b"");
    folder.write("template.toml", template_with_picture("link.png"));
    symlink("/etc/passwd", folder.file("link.png")).unwrap();
    refused(&template, CODES, "a link", &["leads out of the template's folder"]);
    if Command::new("mkfifo").arg(folder.file("pipe.png")).status().is_ok_and(|made| made.success()) {
        folder.write("template.toml", template_with_picture("pipe.png"));
        refused(&template, CODES, "a pipe", &["is not a regular file"]);
    }
    let closed = folder.write("closed.csv", "a,b\n");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&closed).is_err() {
        refused(KZ, &closed, "a closed file", &["cannot read"]);
    }
}

#[test]
fn templates_keep_to_their_limits() {
    refused_template("not text", b"market = \"\xff\"", &["is not UTF-8"]);
    refused_template("arrays", format!("x = {}", "[".repeat(100_000)).as_bytes(), &["error["]);
    refused_template("tables", format!("x = {}", "{a=".repeat(100_000)).as_bytes(), &["error["]);
    refused_template("dots", format!("{} = 1", vec!["a"; 50_000].join(".")).as_bytes(), &["error["]);
    refused_template("blank", b"", &["market"]);
    let text = |text: &str| {
        format!("{LABEL}[[element]]\ntype = \"text\"\nid = \"t\"\nx = \"1 mm\"\ny = \"20 mm\"\nsize = \"6 pt\"\ntext = '{text}'\n")
            .into_bytes()
    };
    refused_template("a loop", &text("{% for i in range(9) %}x{% endfor %}"), &["statements"]);
    refused_template(
        "brackets",
        &text(&format!("{{{{ {}1{} }}}}", "(".repeat(4000), ")".repeat(4000))),
        &["expression"],
    );
    refused_template("a long one", &text(&format!("{{{{ {}1 }}}}", "serial ~ ".repeat(2000))), &["10000 bytes"]);
    refused_template("a call", &text("{{ range(1000000000) }}"), &["range"]);
}
