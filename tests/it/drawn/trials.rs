//! Drawings as programs write them: Inkscape in its own, plain and outlined forms, and others by hand
//! after Illustrator, Corel and Figma; the same once more as Inkscape saves them, in `re`.

use std::fs;
use std::path::Path;

use super::{astray, drawn, has_librsvg, librsvg, same};

/// Drawings that can be drawn.
const DRAWN: &[&str] = &[
    "ai_blend_only",
    "ai_css_clip",
    "ai_css_grad",
    "ai_legacy",
    "ai_overprint",
    "art_front",
    "corel",
    "figma",
    "figma_noclip",
    "ink_clip",
    "ink_clip.plain",
    "ink_dash",
    "ink_dash.plain",
    "ink_flat",
    "ink_flat.plain",
    "ink_flowtext",
    "ink_flowtext.plain",
    "ink_grad",
    "ink_grad.plain",
    "ink_hidden",
    "ink_hidden.plain",
    "ink_marker",
    "ink_marker.plain",
    "ink_opacity",
    "ink_opacity.plain",
    "ink_pattern",
    "ink_pattern.plain",
    "ink_raster",
    "ink_raster.outl",
    "ink_raster.plain",
    "ink_spotswatch",
    "ink_spotswatch.plain",
    "ink_text",
    "ink_text.outl",
    "ink_text.plain",
    "nodims",
    "offboard",
    "pct",
    "re/ai_css_clip",
    "re/ai_css_grad",
    "re/ai_legacy",
    "re/figma",
    "re/ink_raster",
    "utf16",
];

/// Drawings that cannot, and every reason.
const REFUSED: &[(&str, &[&str])] = &[
    (
        "ai_css",
        &[
            "text in the font MyriadPro-Regular, which is neither bundled nor named in [fonts]: “Примерин форте” (line 12)",
        ],
    ),
    (
        "ai_css_switch",
        &[
            "text in the font MyriadPro-Regular, which is neither bundled nor named in [fonts]: “Примерин форте” (line 12)",
        ],
    ),
    ("ai_stylesheet_pi", &["styles that point elsewhere"]),
    (
        "corel_font",
        &[
            "a font that the drawing brings along (line 14)",
            "text in the font Arial, which is neither bundled nor named in [fonts]: “AAA форте” (line 24)",
        ],
    ),
    ("fo", &["the element “foreignObject” (line 1)"]),
    ("ink_blur", &["a filter (line 5)"]),
    ("ink_blur.plain", &["a filter (line 35)"]),
    (
        "ink_font",
        &[
            "text in the font Liberation Serif, which is neither bundled nor named in [fonts]: “Примерин форте” (line 5)",
        ],
    ),
    (
        "ink_font.plain",
        &[
            "text in the font Liberation Serif, which is neither bundled nor named in [fonts]: “Примерин форте” (line 24)",
        ],
    ),
    (
        "lost_text",
        &[
            "text in the font Liberation Serif, which is neither bundled nor named in [fonts]: “Примерин форте” (line 5)",
        ],
    ),
    ("min4", &["a number beyond ±1000000000 in line 1: d of the element “path”"]),
    ("re/ai_stylesheet_pi", &["styles that point elsewhere"]),
    (
        "re/corel_font",
        &[
            "a font that the drawing brings along (line 36)",
            "text in the font Arial, which is neither bundled nor named in [fonts]: “AAA форте” (line 60)",
        ],
    ),
];

/// Drawings that say what their colours are printed with, so that others show them otherwise.
const IN_INKS: &[&str] = &["ink_iccspot", "ink_iccspot.plain"];

const FOLDER: &str = "tests/fixtures/drawings";

#[test]
fn drawings_of_programs_are_drawn_as_librsvg_draws_them() {
    let has_librsvg = has_librsvg();
    for name in DRAWN {
        let svg = fs::read(format!("{FOLDER}/{name}.svg")).unwrap();
        if !has_librsvg {
            drawn(&svg, (400, 275), &[]).unwrap_or_else(|why| panic!("{name}: {why}"));
            continue;
        }
        let theirs = librsvg(&svg, 400);
        let ours = drawn(&svg, (400, theirs.colours.len() / 400), &[]).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(same(&ours, &theirs), "{name}: {} dots in a million are wrong", astray(&ours, &theirs));
    }
}

#[test]
fn drawings_of_programs_that_cannot_be_drawn_are_refused_for_every_reason() {
    for (name, reasons) in REFUSED {
        let svg = fs::read(format!("{FOLDER}/{name}.svg")).unwrap();
        let Err(why) = drawn(&svg, (400, 275), &[]) else { panic!("drawn: {name}") };
        let told = why.lines().next().unwrap();
        assert!(told.contains(&reasons.join("; ")), "{name}: {told}");
        let more = usize::from(told.contains("; save"));
        assert_eq!(told.matches("; ").count() + 1, reasons.len() + more, "{name}: {told}");
    }
}

/// The parts 1, 0.66, 0 and 0.02 by the plain complement.
#[test]
fn drawings_that_tell_their_inks_are_printed_with_them() {
    for name in IN_INKS {
        let svg = fs::read(format!("{FOLDER}/{name}.svg")).unwrap();
        let ours = drawn(&svg, (400, 275), &[]).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(ours.colours[10 * 400 + 200], [0, 85, 250], "{name}");
    }
}

#[test]
fn every_drawing_is_tried() {
    let names = DRAWN.iter().chain(IN_INKS).chain(REFUSED.iter().map(|(name, _)| name));
    let mut known: Vec<String> = names.map(|name| (*name).to_owned()).collect();
    known.sort();
    let names = |folder: &str, before: &str| -> Vec<String> {
        let files = fs::read_dir(Path::new(FOLDER).join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
        files.filter_map(|name| Some(format!("{before}{}", name.to_str()?.strip_suffix(".svg")?))).collect()
    };
    let mut there = [names(".", ""), names("re", "re/")].concat();
    there.sort();
    assert_eq!(known, there);
}

/// Inkscape says `marker:none` in every style; what is painted with a link is not drawn at every corner
/// for that.
#[test]
fn drawings_that_do_not_swell_are_not_refused_for_swelling() {
    let path = |n: usize| {
        let steps: String = (0..40).map(|step| format!("l {}.123456,{}.654321 ", n % 7 + step % 3, step % 5)).collect();
        format!("<path style=\"fill:url(#swatch);stroke:none;marker:none;overflow:visible\" d=\"m {n},0 {steps}z\"/>\n")
    };
    let paths: String = (0..70).map(path).collect();
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>\
         <linearGradient id='swatch'><stop style='stop-color:#0033a0'/></linearGradient>{paths}</svg>"
    );
    assert!(svg.len() > 60_000, "{}", svg.len());
    drawn(svg.as_bytes(), (100, 100), &[]).unwrap_or_else(|why| panic!("{why}"));
}

/// Each of them is a picture as large as the label, painted apart.
#[test]
fn groups_that_cover_a_drawing_again_and_again_are_refused() {
    let svg = |times: usize| {
        let groups = "<g opacity='.5'><path d='M0 0H10V10H0ZM1 1H9V9H1Z'/></g>".repeat(times);
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>{groups}</svg>")
    };
    drawn(svg(400).as_bytes(), (20, 20), &[]).unwrap();
    let why = drawn(svg(600).as_bytes(), (20, 20), &[]).unwrap_err();
    assert!(why.contains("cover it more than 500 times"), "{why}");
}
