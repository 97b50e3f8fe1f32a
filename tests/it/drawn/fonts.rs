//! Fonts of texts in drawings: those that come along and those that the template names, and no others.

use std::fs;

use super::{CODE, astray, drawn, same};
use quietzone::job::{Design, Request, TemplateFrom};
use quietzone::world::{Memory, World};

fn words(style: &str, words: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 40'>\n<text x='5' y='30' font-size='20' style=\"{style}\">{words}</text></svg>"
    )
}

fn refused(style: &str, text: &str, fonts: &[(&str, Vec<u8>)]) -> String {
    let Err(why) = drawn(words(style, text).as_bytes(), (200, 80), fonts) else { panic!("drawn: {style}") };
    why.lines().next().unwrap().rsplit("yet: ").next().unwrap().to_owned()
}

fn alike(one: &str, other: &str, fonts: &[(&str, Vec<u8>)]) -> bool {
    let drawn = |style| {
        drawn(words(style, "Rx №20").as_bytes(), (200, 80), fonts).unwrap_or_else(|why| panic!("{style}: {why}"))
    };
    same(&drawn(one), &drawn(other))
}

#[test]
fn a_text_without_its_font_is_told_with_its_words_and_its_line() {
    let told =
        "text in the font Myriad Pro; Minion, which is neither bundled nor named in [fonts]: “Примерин” (line 2)";
    assert_eq!(refused("font-family:'Myriad Pro', Minion", "Примерин", &[]), told);
    let told = "text in the font DejaVu Sans with weight 300, width 100 %, italic, which is neither bundled nor named in [fonts]: “Rx” (line 2)";
    assert_eq!(refused("font-family:'DejaVu Sans';font-weight:300;font-style:italic", "Rx", &[]), told);
    for generic in ["serif", "cursive", "fantasy"] {
        assert!(refused(&format!("font-family:{generic}"), "Rx", &[]).starts_with("text in the font"), "{generic}");
    }
    let told = "characters that the font of a text does not have: 字, 漢 (line 2)";
    assert_eq!(refused("font-family:'DejaVu Sans'", "R漢字x漢", &[]), told);
    assert!(refused("font-family:3D", "Rx", &[]).starts_with("the property “font-family: 3D”"));
}

#[test]
fn a_list_of_fonts_takes_the_first_that_is_there() {
    assert!(alike("font-family:Nothing, 'DejaVu Sans Mono', 'DejaVu Sans'", "font-family:'DejaVu Sans Mono'", &[]));
    assert!(alike("font-family:Arial, sans-serif", "font-family:'dejavu sans'", &[]));
    assert!(alike("font-family:monospace", "font-family:'DejaVu Sans Mono'", &[]));
    assert!(alike("font-family:'DejaVuSans-Bold'", "font-family:'DejaVu Sans';font-weight:bold", &[]));
    assert!(alike("font-family:condensed", "font-family:'DejaVu Sans';font-stretch:semi-condensed", &[]));
    assert!(!alike("font-family:sans", "font-family:mono", &[]));
}

#[test]
fn fonts_of_the_template_serve_drawings_by_the_names_that_it_gives_them() {
    let bold = [("brand.ttf", fs::read("fonts/DejaVuSansMono-Bold.ttf").unwrap())];
    let mono = "font-family:'DejaVu Sans Mono';font-weight:bold";
    assert!(alike("font-family:Brand", mono, &bold));
    assert!(alike("font-family:brand;font-weight:700", mono, &bold));
    assert!(refused("font-family:brand;font-style:italic", "Rx", &bold).contains("italic"));
    let serif = [("serif.ttf", fs::read("fonts/DejaVuSansMono-Bold.ttf").unwrap())];
    assert!(alike("font-family:serif", mono, &serif));
}

#[test]
fn fonts_of_the_template_serve_drawings_by_their_own_names() {
    let Ok(nimbus) = fs::read("/usr/share/fonts/opentype/urw-base35/NimbusSans-BoldItalic.otf") else {
        return eprintln!("skipped: fonts-urw-base35 is not installed");
    };
    let fonts = [("any.ttf", nimbus)];
    let named = "font-family:any";
    for style in [
        "font-family:'Nimbus Sans';font-weight:bold;font-style:italic",
        "font-family:NimbusSans-BoldItalic",
        "font-family:'nimbus sans'",
    ] {
        let drawn =
            |style| drawn(words(style, "Rx 20").as_bytes(), (200, 80), &fonts).unwrap_or_else(|why| panic!("{why}"));
        assert_eq!(astray(&drawn(style), &drawn(named)), 0, "{style}");
    }
    assert!(refused("font-family:'Nimbus Sans';font-weight:300", "Rx", &fonts).contains("weight 300"));
}

/// Panics of readers of fonts are not told; a broken font has many.
fn quiet() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(quietzone::world::silence);
}

/// A label with a text in a font.
fn label(font: Vec<u8>, text: &str) -> Result<Vec<Vec<u8>>, String> {
    let memory = Memory::default();
    memory.put("it.ttf", font);
    let template = format!(
        "market = 'kz-pharma'\n[label]\nwidth = '60 mm'\nheight = '40 mm'\ndevice = '300 dpi'\n[fonts]\nf = 'it.ttf'\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '20 mm'\ny = '5 mm'\nwidth = '14.25 mm'\nheight = '14.25 mm'\n\
         [[element]]\ntype = 'text'\nid = 't'\nx = '1 mm'\ny = '30 mm'\nsize = '6 pt'\nfont = 'f'\ntext = '{text}'\n"
    );
    let request = Request::new(TemplateFrom::Text { path: "t.toml".into(), text: template });
    let design = Design::of(request).unwrap().within(&World::of(memory));
    let label = design.label(CODE).map_err(|failure| failure.to_string())?;
    [label.pdf(), label.svg(), label.png(), label.zpl()]
        .into_iter()
        .map(|file| file.map_err(|failure| failure.to_string()))
        .collect()
}

#[test]
fn a_broken_font_ends_in_a_finding_that_names_the_character() {
    quiet();
    let broken = fs::read("fuzz/corpus/font/broken-glyph.ttf").unwrap();
    let why = label(broken.clone(), "AVfi F").unwrap_err();
    assert!(why.contains("FNT01") && why.contains("the font “f” is broken at the character “F”"), "{why}");
    let why = drawn(words("font-family:f", "AVfi F").as_bytes(), (200, 80), &[("f.ttf", broken)]).unwrap_err();
    assert!(why.contains("IMG01") && why.contains("f.ttf is broken: glyph"), "{why}");
}

/// Whatever becomes of a font, labels are made or refused.
#[test]
fn damaged_fonts_do_no_harm() {
    quiet();
    let whole = fs::read("fuzz/corpus/font/broken-glyph.ttf").unwrap();
    let mut state = 7_u64;
    let mut random = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    for round in 0..100 {
        let mut font = whole.clone();
        match round % 4 {
            0 => font.truncate(random(whole.len())),
            _ => (0..1 + random(20)).for_each(|_| font[random(whole.len())] = random(256) as u8),
        }
        let told = |why: String| assert!(!why.contains("INT01"), "round {round}: {why}");
        label(font.clone(), "AVfi Fx").err().into_iter().for_each(told);
        drawn(words("font-family:f", "AVfi Fx").as_bytes(), (200, 80), &[("f.ttf", font)])
            .err()
            .into_iter()
            .for_each(told);
    }
}
