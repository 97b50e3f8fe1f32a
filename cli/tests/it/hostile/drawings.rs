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
fn what_is_drawn_again_and_again_keeps_to_its_limits() {
    let dot = "<image width=\"9\" height=\"9\" xlink:href=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4AWNgYGAAAAAEAAHklIQGAAAAAElFTkSuQmCC\"/>";
    let full = |id: &str| format!("<rect width=\"9\" height=\"9\" fill=\"url(#{id})\"/>");
    let tiles = |id: &str, inner: &str| {
        format!("<pattern id=\"{id}\" width=\".1\" height=\".1\" patternUnits=\"userSpaceOnUse\">{inner}</pattern>")
    };
    let most = ["400000 elements and letters"];
    refused_svg("tiles", &(tiles("p", &dot.repeat(300)) + &full("p")), &most);
    refused_svg("tiles in tiles", &(tiles("q", dot) + &tiles("p", &full("q")) + &full("p")), &most);
    refused_svg("tiles of nothing", &(tiles("p", "<g/>") + &full("p").repeat(10_000)), &most);
    let hidden = "<path visibility=\"hidden\" d=\"M0 0h1v1z\"/>".repeat(1000);
    let clip = format!("<clipPath id=\"c\">{hidden}</clipPath>");
    refused_svg("clips in tiles", &(clip + &tiles("p", "<g clip-path=\"url(#c)\"><g/></g>") + &full("p")), &most);

    let gradient = |more: &str, stops: &str| {
        format!("<linearGradient id=\"g\" gradientUnits=\"userSpaceOnUse\" x2=\".05\" {more}>{stops}</linearGradient>")
    };
    let two = "<stop stop-color=\"red\"/><stop offset=\"1\"/>";
    let again = gradient("spreadMethod=\"repeat\"", two) + &full("g").repeat(1000);
    refused_svg("gradients", &again, &["200000 colours"]);
    refused_svg("stops", &(gradient("", &"<stop/>".repeat(100_000)) + &full("g")), &["1000 colours (line 1)"]);

    let dashes = "<path stroke=\"black\" stroke-linecap=\"round\" stroke-dasharray=\"1 1\" d=\"M0 0h1.9e6\"/>";
    refused_svg("dashes", &format!("<g transform=\"scale(1e-5)\">{dashes}</g>"), &["200000 path steps"]);
    refused_svg("dashes beyond", &dashes.replace("1.9e6", "1e7"), &["too many dashes"]);
    let broken: String = (0..8000).map(|n| format!("<x{n}>a</x{n}>")).collect();
    let focus = "<radialGradient id=\"g\" fx=\"5\"><stop/><stop offset=\"1\" stop-color=\"red\"/></radialGradient>";
    refused_svg("two kinds", &format!("{broken}{focus}{}", full("g").repeat(20_000)), &["and more"]);
    let mask =
        "<mask id=\"m\" maskUnits=\"userSpaceOnUse\" x=\"-9e8\" width=\"9e8\" height=\"9\"><circle r=\"4\"/></mask>";
    refused_svg("far", &format!("<g transform=\"scale(1e6)\">{mask}<g mask=\"url(#m)\">{RECT}</g></g>"), &["28 km"]);
}

#[test]
fn names_in_a_drawing_keep_to_their_limits() {
    let long = "x".repeat(1001);
    refused_svg(
        "id",
        &format!("\n<g id=\"{long}\" opacity=\".5\">{RECT}</g>"),
        &["a name of more than 1000 bytes (line 2)"],
    );
    refused_svg("class", &format!("<g class=\"{}\">{RECT}</g>", "c ".repeat(600)), &["a name of more than 1000"]);
    for name in ["]]&gt;&#10;&quot;", "&#x202e;--&gt;", "&lt;/svg&gt;", "quietzone0-0", "", " ", "a)(\\"] {
        let layer =
            format!("xmlns:i=\"http://www.inkscape.org/namespaces/inkscape\" i:groupmode=\"layer\" i:label=\"{name}\"");
        harmless(name, &format!("{SVG}<g {layer} id=\"{name}\" opacity=\".5\">{RECT}<rect id=\"{name}\"/></g></svg>"));
    }
    let small: String = (0..100_000).map(|n| format!("<path d=\"M{n} 50h1\" fill=\"none\"/>")).collect();
    let said = harmless("many", &format!("{SVG}{small}<!--{}--></svg>", " ".repeat(3 << 20)));
    assert!(!said.contains("bytes, too much"), "what we write into it counts: {said}");
}

/// Ends soon, drawn or refused.
fn harmless(what: &str, svg: &str) -> String {
    let (folder, template) = with_picture("it.svg", svg.as_bytes());
    let out = folder.file("out.pdf");
    let allowed = ["--allow", "PL01", "--allow", "QZ01", "--allow", "QZ02"];
    let (code, said) = run(&[&["render", &template, "--data", CODES, "-o", &out], &allowed[..]].concat());
    assert!(matches!(code, Some(0 | 2)) && !said.contains("panicked"), "{what}: {said}");
    assert!(said.len() < 5000, "{what} says too much: {} bytes", said.len());
    said
}

#[test]
fn styles_of_a_drawing_keep_to_their_limits() {
    let deep = format!("{}{RECT}{}", "<g>".repeat(90), "</g>".repeat(90));
    let chain = format!("<style>{} x{{fill:red}}</style>{deep}", "g ".repeat(12));
    refused_svg("selectors", &chain, &["swells"]);
    let rules: String = (0..3000).map(|n| format!(".a{n}{{fill:red}}")).collect();
    refused_svg("rules", &format!("<style>{rules}</style>{}", RECT.repeat(9000)), &["swells"]);
    let declarations: String = (0..100_000).map(|n| format!("-a{n}:b;")).collect();
    refused_svg("declarations", &format!("<rect style=\"{declarations}\"/>"), &["more styles than can be read"]);
    let few: String = (0..2000).map(|n| format!("-a{n}:b;")).collect();
    refused_svg("properties", &format!("<rect style=\"{few}\"/>"), &["a style that cannot be read"]);
    refused_svg("sheet", &format!("<style>a{{{declarations}}}</style>"), &["more styles than can be read"]);
    let links: String = (0..2000).map(|n| format!(".a{n}{{fill:url(#a{n})}}")).collect();
    let patterns: String =
        (0..2000).map(|n| format!("<pattern id=\"a{n}\"><rect class=\"a{}\"/></pattern>", n + 1)).collect();
    refused_svg("links", &format!("<style>{links}</style>{patterns}<rect class=\"a0\"/>"), &["100 deep"]);
    refused_svg(
        "circle",
        "<style>.p{fill:url(#p)}</style><pattern id=\"p\"><rect class=\"p\"/></pattern>",
        &["within itself"],
    );
    for text in
        ["{", "}", "/*", "a{", "a{b:\"", "@", "@a{", ",", "(((((", "a{b:c}}}}", "\u{7f}", "[", "a[b", ":", "a{;}", "a:"]
    {
        harmless(
            text,
            &format!("{SVG}<style><![CDATA[{text}]]></style><rect style='{}'/></svg>", text.replace(['<', '\''], "")),
        );
        harmless(text, &format!("{SVG}<style><![CDATA[{}]]></style>{RECT}</svg>", text.repeat(50_000)));
    }
}

#[test]
fn drawings_full_of_what_cannot_be_drawn_are_refused_soon() {
    for inner in [
        "<rect opacity=\"0.5\"/>".repeat(50_000),
        "<text font-family=\"x\">a</text>".repeat(10_000),
        (0..3000).map(|n| format!("<text font-family=\"x{n}\">{n}</text>")).collect(),
        (0..20_000).map(|n| format!("<x{n}>a</x{n}>")).collect(),
        "<use href=\"#no\"/>".repeat(50_000),
        format!("<g marker-mid=\"url(#no)\">{}</g>", "<path d=\"M0 0zM1 1z\"/>".repeat(50_000)),
        format!("{}{RECT}{}", "<svg width=\"9\" height=\"9\">".repeat(90), "</svg>".repeat(90)).repeat(100),
    ] {
        harmless(inner.get(..30).unwrap(), &format!("{SVG}{inner}</svg>"));
    }
}

#[test]
fn numbers_beyond_bounds_are_refused_with_their_element_and_line() {
    let far = ["a number beyond ±1000000000 in line 2", "“path”"];
    refused_svg("arc", "\n<path d=\"M80 60A30 50 0 0 1 62 7e39\" stroke=\"black\"/>", &far);
    refused_svg("nan", "\n<path transform=\"scale(1e39)\" d=\"M0 0h1v1z\"/>", &far);
    refused_svg("css", "\n<path style=\"stroke-width:1e20\" d=\"M0 0h1v1z\"/>", &far);
    let nested = format!("{}{RECT}{}", "<g transform=\"scale(1e5)\">".repeat(9), "</g>".repeat(9));
    refused_svg("nested", &nested, &["a scale of more than 1000000000"]);
    refused_svg(
        "far",
        &format!("<g transform=\"translate(999999999)\"><g transform=\"scale(1e6)\">{RECT}</g></g>"),
        &["28 km away"],
    );
    for size in [
        "viewBox=\"0 0 0 0\"",
        "viewBox=\"0 0 1e-30 1e-30\"",
        "width=\"0\"",
        "width=\"-5\" height=\"5\"",
        "width=\"1e-38\"",
        "viewBox=\"0 0 1e9 1\"",
    ] {
        harmless(size, &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {size}>{RECT}</svg>"));
    }
}

#[test]
fn huge_numbers_in_a_drawing_do_no_harm() {
    let svg = format!(
        "{SVG}<rect width=\"1e38\" height=\"1e38\"/><path d=\"M-1e38 -1e38L1e38 1e38Q1e39 1e400 NaN 0Z\"/>\
         <path transform=\"scale(1e30)\" stroke=\"black\" stroke-width=\"1e38\" d=\"M1e30 1e30h1e38\"/></svg>"
    );
    for content in [svg.clone(), svg.replace("\"9\"", "\"1e38\""), svg.replace("\"9\"", "\"1e-38\"")] {
        harmless("huge", &content);
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
