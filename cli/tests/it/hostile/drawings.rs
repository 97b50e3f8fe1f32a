//! Drawings and pictures on a label.

use super::super::common::*;
use super::{refused, run, with_picture};

fn refused_picture(name: &str, content: &[u8], words: &[&str]) {
    let (_folder, template) = with_picture(name, content);
    refused(&template, CODES, name, words);
}

fn refused_svg(what: &str, inner: &str, words: &[&str]) {
    let svg = format!("{SVG}{inner}</svg>");
    refused_picture(&format!("{what}.svg"), svg.as_bytes(), words);
}

pub const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\">";
pub const RECT: &str = "<rect width=\"9\" height=\"9\"/>";

#[test]
fn drawings_keep_to_their_limits() {
    let bomb: String = (1..9)
        .map(|n| format!("<g id=\"a{n}\">{}</g>", format!("<use xlink:href=\"#a{}\"/>", n - 1).repeat(10)))
        .collect();
    refused_svg("use", &format!("<defs><g id=\"a0\">{RECT}</g>{bomb}</defs><use xlink:href=\"#a8\"/>"), &["swells"]);
    refused_svg("self", "<use id=\"a\" xlink:href=\"#a\"/>", &["within itself"]);
    refused_svg("pair", "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>", &["within itself"]);
    refused_svg("pattern", "<pattern id=\"p\"><rect fill=\"url(#p)\"/></pattern>", &["within itself"]);
    let inherited = "<g fill=\"url(#p)\"><pattern id=\"p\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></pattern><rect width=\"9\" height=\"9\"/></g>";
    refused_svg("inherited", inherited, &["within itself"]);
    let twice = "<rect id=\"p\"/><pattern id=\"p\"><rect fill=\"url(#q)\"/></pattern><pattern id=\"q\"><rect fill=\"url(#p)\"/></pattern>";
    refused_svg("twice", twice, &["within itself"]);
    refused_svg("deep", &("<g>".repeat(100_000) + &"</g>".repeat(100_000)), &["100 deep"]);
    let chain: String = (0..5000).map(|n| format!("<g id=\"a{n}\"><use href=\"#a{}\"/></g>", n + 1)).collect();
    refused_svg("chain", &chain, &["100 deep"]);
    let steps = "h1".repeat(50_000);
    let marker =
        format!("<marker id=\"m\">{}</marker><path marker-mid=\"url(#m)\" d=\"M0 0{steps}\"/>", RECT.repeat(100));
    refused_svg("marker", &marker, &["swells"]);
    let masks: String = (1..12)
        .map(|n| format!("<mask id=\"m{n}\">{}</mask>", format!("<rect mask=\"url(#m{})\"/>", n - 1).repeat(4)))
        .collect();
    refused_svg("mask", &masks, &["swells"]);
    refused_svg("text", &format!("<text>{}</text>", "abc ".repeat(100_000)), &["swells"]);
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
    refused_svg("attributes", &format!("<rect{attributes}/>"), &["1000 attributes"]);
    refused_svg("large", &format!("<path d=\"M0 0{}\"/>", "h1".repeat(5_000_000)), &["8388608 bytes"]);
    refused_svg("paths", &format!("<path d=\"M0 0{}\"/>", "h1".repeat(300_000)), &["200000 path steps"]);
    refused_svg("cut", "<g><rect", &["broken SVG"]);
}

#[test]
fn drawings_take_nothing_from_outside() {
    let outside = ["link out of the file"];
    refused_svg("web", "<image xlink:href=\"http://example.org/a.png\"/>", &outside);
    refused_svg("passwd", "<image href=\"file:///etc/passwd\"/>", &outside);
    refused_svg("other", "<use href=\"other.svg#a\"/>", &outside);
    refused_svg("paint", "<rect fill=\"url(other.svg#a)\"/>", &outside);
    refused_svg("within", "<image href=\"data:image/png;base64,AAAA\"/>", &["picture within the drawing"]);
    refused_svg("import", "<style>@import url(http://example.org/a.css);</style>", &["styles"]);
    let entities = format!("<!DOCTYPE svg [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>{SVG}<text>&b;</text></svg>");
    refused_picture("entities.svg", entities.as_bytes(), &["entities"]);
    let file = format!("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{SVG}<text>&a;</text></svg>");
    refused_picture("file.svg", file.as_bytes(), &["entities"]);
}

#[test]
fn huge_numbers_in_a_drawing_do_no_harm() {
    let svg = format!(
        "{SVG}<rect width=\"1e38\" height=\"1e38\"/><path d=\"M-1e38 -1e38L1e38 1e38Q1e39 1e400 NaN 0Z\"/>\
         <path transform=\"scale(1e30)\" stroke=\"black\" stroke-width=\"1e38\" d=\"M1e30 1e30h1e38\"/></svg>"
    );
    for content in [svg.clone(), svg.replace("\"9\"", "\"1e38\""), svg.replace("\"9\"", "\"1e-38\"")] {
        let (folder, template) = with_picture("huge.svg", content.as_bytes());
        let out = folder.file("out.pdf");
        let allowed = ["--allow", "PL01", "--allow", "QZ01", "--allow", "QZ02"];
        let (code, said) = run(&[&["render", &template, "--data", CODES, "-o", &out], &allowed[..]].concat());
        assert!(matches!(code, Some(0 | 2)) && !said.contains("panicked"), "{said}");
    }
}

#[test]
fn pictures_keep_to_their_limits() {
    let crc = |bytes: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        crc.sum().to_be_bytes()
    };
    let chunk = |kind: &[u8], data: &[u8]| {
        let body = [kind, data].concat();
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc(&body)].concat()
    };
    let png = |width: u32, height: u32| {
        let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &[0; 20]), &chunk(b"IEND", b"")].concat()
    };
    refused_picture("swell.png", &png(30_000, 30_000), &["30000×30000", "16000000"]);
    refused_picture("huge.png", &png(0x7FFF_FFFF, 0x7FFF_FFFF), &["huge.png"]);
    refused_picture("zero.png", &png(0, 0), &["broken PNG"]);
    refused_picture("cut.png", &png(10, 10)[..50], &["broken PNG"]);
    let frame = [
        &[0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8][..],
        &60_000_u16.to_be_bytes(),
        &60_000_u16.to_be_bytes(),
        &[1, 1, 0x11, 0],
    ];
    refused_picture("swell.jpg", &frame.concat(), &["broken JPEG"]);
    refused_picture("noise.jpg", &[0xFF, 0xD8, 0xFF, 0x55].repeat(100), &["broken JPEG"]);
    refused_picture("empty.png", b"", &["neither PNG, JPEG nor SVG"]);
    refused_picture("text.svg", b"hello", &["neither PNG, JPEG nor SVG"]);
}
