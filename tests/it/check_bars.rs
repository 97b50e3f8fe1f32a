//! What linear barcodes say, held against the GTIN of every record.

use std::env;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use quietzone::batch::Data;
use quietzone::gs1::check_digit;
use quietzone::job::{Request, run};

use super::common::{CLEAN, SYMBOL};

const HEAD: &str = "market = 'kz-pharma'\n[label]\nwidth = '160 mm'\nheight = '160 mm'\ndevice = 'artwork'\napplication = 'healthcare'\n";

fn picture(id: &str, file: &str, y: u32, more: &str) -> String {
    format!(
        "[[element]]\ntype = 'image'\nid = '{id}'\nfile = '{file}'\nx = '40 mm'\ny = '{y} mm'\nwidth = '31.35 mm'\nheight = '23.2 mm'\nrole = 'ean13'\nmodule = '0.33 mm'\n{more}"
    )
}

/// What is found on records of these GTINs by a template, as elements and rows.
fn found(template: &str, gtins: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("art")).unwrap();
    for name in ["ean13-tall.svg", "ean13-other.svg"] {
        fs::copy(Path::new("tests/rules/art").join(name), folder.path().join("art").join(name)).unwrap();
    }
    fs::write(folder.path().join("t.toml"), template).unwrap();
    let code = |(number, gtin): (usize, &&str)| {
        format!("01{gtin}21A1B2C3D4{number:05}\u{1d}91EE05\u{1d}92dGhpcyBpcyBub3QgYSByZWFsIGNyeXB0byB0YWlsISE=\n")
    };
    fs::write(folder.path().join("codes.txt"), gtins.iter().enumerate().map(code).collect::<String>()).unwrap();
    let mut request = Request::new(folder.path().join("t.toml"));
    request.data = Some(Data::of(folder.path().join("codes.txt")));
    let outcome = run(&request, &()).unwrap();
    assert!(outcome.design.is_empty(), "{:?}", outcome.design);
    let groups = outcome.findings.groups();
    let first = groups.iter().flat_map(|group| group.first.iter()).filter(|found| found.rule.code != "JOB04");
    first.map(|found| format!("{} {} {}", found.rule.code, found.severity, found.message)).collect()
}

const ONE: &str = "08690999000123";
const OTHER: &str = "04600999000171";

/// Check digits of GTINs by GS1's own reckoning: 8690999000123, 4600999000171.
#[test]
fn every_record_is_held_against_the_pictures_that_its_label_has() {
    let all = |one: &str, other: &str| {
        let pictures =
            picture("one", "art/ean13-tall.svg", 40, one) + &picture("other", "art/ean13-other.svg", 100, other);
        HEAD.to_owned() + SYMBOL + &pictures
    };
    let apart = all("when = \"gtin == '08690999000123'\"\n", "when = \"gtin == '04600999000171'\"\n");
    assert_eq!(found(&apart, &[ONE, OTHER, ONE, OTHER]), CLEAN);
    let alone = HEAD.to_owned() + SYMBOL + &picture("one", "art/ean13-tall.svg", 40, "");
    assert_eq!(found(&alone, &[ONE, ONE]), CLEAN);
    let told =
        "LN05 error the EAN-13 “one” shows 08690999000123, and the GTIN of the code is 04600999000171, another product";
    assert_eq!(found(&alone, &[ONE, OTHER]), [told]);
    // A case of the same product has another indicator, and so another check digit.
    assert_eq!(found(&alone, &["18690999000120"]), CLEAN);
}

#[test]
fn what_is_drawn_is_held_against_every_record_too() {
    let drawn = |data: &str| {
        let barcode = format!(
            "[[element]]\ntype = 'barcode'\nid = 'bars'\nsymbology = 'ean13'\ndata = '{data}'\nx = '40 mm'\ny = '40 mm'\nmodule = '0.33 mm'\nheight = '22.85 mm'\n"
        );
        found(&(HEAD.to_owned() + SYMBOL + &barcode), &[ONE, OTHER])
    };
    assert_eq!(drawn("{{ gtin }}"), CLEAN);
    let told = "LN05 error the EAN-13 “bars” shows 04600999000171, and the GTIN of the code is 08690999000123, another product";
    assert_eq!(drawn(OTHER), [told]);
}

/// Pictures that zint draws, of lines and of pixels, turned all ways: what they say comes out.
#[test]
fn pictures_of_others_are_read() {
    let has = Command::new("python3").args(["-c", "import zint"]).stderr(Stdio::null()).status();
    if !has.is_ok_and(|status| status.success()) {
        assert!(env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"), "lacking: zint-bindings");
        eprintln!("skipped: zint-bindings is not installed");
        return;
    }
    let number = |n: u64, digits: usize| {
        let body = format!("{:013}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15) % 10_u64.pow(13));
        format!("1{}", &body[..digits - 2])
    };
    let kinds = [("ean13", 13), ("upca", 12), ("ean8", 8), ("itf14", 14)];
    let symbols: Vec<(&str, String)> = (1..=24)
        .map(|n| {
            let (kind, digits) = kinds[n as usize % 4];
            let body = number(n, digits);
            (kind, format!("{body}{}", check_digit(&body).unwrap()))
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut judge = Command::new("python3")
        .arg("tests/judges/pictured_bars.py")
        .arg(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines: String = symbols.iter().map(|(kind, digits)| format!("{kind} {digits}\n")).collect();
    judge.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let files = String::from_utf8(judge.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(files.lines().count(), symbols.len());
    for (number, (file, (kind, digits))) in files.lines().zip(&symbols).enumerate() {
        let turn = number * 90 % 360;
        let picture = format!(
            "[[element]]\ntype = 'image'\nid = 'it'\nfile = '{file}'\nx = '80 mm'\ny = '80 mm'\nanchor = 'center'\nwidth = '60 mm'\nheight = '60 mm'\nrotate = {turn}\nrole = '{kind}'\nmodule = '0.33 mm'\n"
        );
        let path = folder.path().join("t.toml");
        let sample = format!("[data.sample]\ngtin = '{OTHER}'\n");
        fs::write(&path, HEAD.to_owned() + &sample + SYMBOL + &picture).unwrap();
        let outcome = run(&Request::new(path), &()).unwrap();
        let told: Vec<String> = outcome.design.iter().map(|found| found.message.to_string()).collect();
        let shown = format!("shows {digits:0>14},");
        assert!(told.iter().any(|told| told.contains(&shown)), "{kind} {digits} {file} {turn}: {told:?}");
    }
}
