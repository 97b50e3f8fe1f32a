//! What tests with outside judges share.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether all judges are there; fails where they are obligatory.
pub fn present(judges: &[&[&str]]) -> bool {
    let lacking: Vec<&str> = judges
        .iter()
        .filter(|probe| {
            Command::new(probe[0])
                .args(&probe[1..])
                .output()
                .map_or(true, |run| probe.len() > 2 && !run.status.success())
        })
        .map(|probe| probe[0])
        .collect();
    if lacking.is_empty() {
        return true;
    }
    assert!(std::env::var("QUIETZONE_JUDGES").as_deref() != Ok("required"), "lacking: {lacking:?}");
    eprintln!("skipped: {lacking:?} not installed");
    false
}

pub const ZXING: &[&str] = &["python3", "-c", "import zxingcpp, PIL"];
pub const OPENPYXL: &[&str] = &["python3", "-c", "import openpyxl"];
pub const POPPLER: &[&str] = &["pdftoppm", "-v"];
pub const MUPDF: &[&str] = &["mutool", "-v"];
pub const QPDF: &[&str] = &["qpdf", "--version"];
pub const DMTX: &[&str] = &["dmtxread", "--version"];
pub const DMTX_WRITE: &[&str] = &["dmtxwrite", "--version"];

pub fn run(program: &str, arguments: &[&str]) -> Vec<u8> {
    let run = Command::new(program).args(arguments).output().unwrap();
    assert!(run.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    run.stdout
}

pub fn quietzone(arguments: &[&str]) {
    run(env!("CARGO_BIN_EXE_quietzone"), &[&["render"], arguments].concat());
}

pub fn render(template: &str, data: &str, output: &Path, more: &[&str]) {
    let (template, data) = (format!("templates/{template}.toml"), format!("samples/{data}"));
    quietzone(&[&[template.as_str(), "--data", &data, "-o", output.to_str().unwrap()], more].concat());
}

/// What the symbols of a sample must say, in hex, from its maker.
pub fn messages(data: &str) -> Vec<String> {
    let text = String::from_utf8(run("python3", &["samples/make.py", "--messages", data])).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// What zxing-cpp reads on pictures: identifier and content of every symbol.
pub fn read(pictures: &[PathBuf]) -> Vec<Vec<(String, String)>> {
    let paths: Vec<&str> = pictures.iter().map(|path| path.to_str().unwrap()).collect();
    let text = String::from_utf8(run("python3", &[&["tests/judges/zxing.py"], paths.as_slice()].concat())).unwrap();
    let symbols = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        line["symbols"].as_array().unwrap().iter().map(|s| (text(&s["sym"]), text(&s["hex"]))).collect()
    };
    text.lines().map(symbols).collect()
}

pub fn pictures(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    let number =
        |path: &Path| path.file_stem().unwrap().to_str().unwrap().rsplit('-').next().unwrap().parse::<u32>().unwrap();
    paths.sort_by_key(|path| number(path));
    paths
}

pub fn assert_read(pictures: &[PathBuf], messages: &[String], what: &str) {
    let read = read(pictures);
    assert_eq!(read.len(), messages.len(), "{what}");
    for (symbols, message) in read.iter().zip(messages) {
        assert_eq!(symbols.as_slice(), [("]d2".to_owned(), message.clone())], "{what}");
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn unhex(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// Width, height and grey dots of an opaque PNG.
pub fn grey(path: &str) -> (usize, usize, Vec<u8>) {
    let mut decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap()));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut dots).unwrap();
    let channels = frame.color_type.samples();
    let luma = |pixel: &[u8]| match pixel {
        [red, green, blue, ..] => {
            u8::try_from((u32::from(*red) * 299 + u32::from(*green) * 587 + u32::from(*blue) * 114) / 1000).unwrap()
        }
        _ => pixel[0],
    };
    (frame.width as usize, frame.height as usize, dots.chunks(channels).map(luma).collect())
}

/// The filled path with the most points: the symbol.
pub fn largest_path(trace: &str) -> &str {
    trace
        .split("<fill_path")
        .skip(1)
        .map(|rest| rest.split("</fill_path>").next().unwrap())
        .max_by_key(|path| path.len())
        .unwrap()
}

pub fn attribute<'a>(text: &'a str, name: &str) -> &'a str {
    text.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap()
}

/// Least and greatest x of a path's points.
pub fn extent(path: &str) -> (f64, f64) {
    let xs: Vec<f64> =
        path.split(" x=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect();
    (xs.iter().copied().fold(f64::MAX, f64::min), xs.iter().copied().fold(f64::MIN, f64::max))
}
