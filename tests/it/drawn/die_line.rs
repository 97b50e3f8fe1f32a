//! Cuts, folds and glue that drawings show.

use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, Request, TemplateFrom};
use quietzone::world::{Memory, World};

const INKS: &str = "[inks]\ndie = 'technical(\"Dieline\", cmyk(0, 100, 0, 0))'\n\
    crease = 'technical(\"Crease\", cmyk(100, 0, 0, 0), creasing)'\nglue = 'technical(\"Glue\", cmyk(0, 0, 0, 20), gluing)'\n\
    [art.inks]\n'layer:Dieline' = 'die'\n'layer:Creases' = 'crease'\n'layer:Glue' = 'glue'\n";

/// A blank of 60 × 60 mm with round corners, folded at 38 mm, its right edge glued. The fold is dashed.
const ART: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' \
    viewBox='0 0 80 80'>\
    <g inkscape:groupmode='layer' inkscape:label='Die-line'><rect x='10' y='10' width='60' height='60' rx='4' fill='none' stroke='#f0f' stroke-width='.2'/></g>\
    <g inkscape:groupmode='layer' inkscape:label='Creases'><path d='M38 10V70' stroke='#00f' stroke-width='.2' stroke-dasharray='2 1' stroke-linecap='round'/></g>\
    <g inkscape:groupmode='layer' inkscape:label='Glue'><rect x='62' y='14' width='8' height='52' fill='#ccc'/></g></svg>";

/// What is found with the symbol, of 15.2 mm with its quiet zone, at a place.
fn found(x: f64, more: &str) -> Result<Vec<Diagnostic>, String> {
    let memory = Memory::default();
    memory.put("art.svg", ART.as_bytes());
    let text = format!(
        "market = 'kz-pharma'\n[label]\nwidth = '80 mm'\nheight = '80 mm'\ndevice = 'artwork'\n{INKS}{more}\
         [[element]]\ntype = 'image'\nid = 'art'\nfile = 'art.svg'\nx = '0 mm'\ny = '0 mm'\nwidth = '80 mm'\nheight = '80 mm'\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '{x} mm'\ny = '30 mm'\nsize = '14.4 mm'\n"
    );
    let design = Design::of(Request::new(TemplateFrom::Text { path: "t.toml".into(), text }));
    let found = design.map_err(|f| f.to_string())?.within(&World::of(memory)).judge();
    found.map_err(|failure| failure.to_string())
}

fn codes(found: &[Diagnostic]) -> Vec<&str> {
    found.iter().map(|finding| finding.rule.code).filter(|code| code.starts_with("PL")).collect()
}

#[test]
fn a_symbol_across_a_fold_of_a_drawing_is_told() {
    let across = found(30.0, "").unwrap();
    assert_eq!(codes(&across), ["PL04"], "{across:?}");
    assert!(across.iter().any(|finding| finding.message.to_string().contains("the fold “Creases”")), "{across:?}");
    assert_eq!(codes(&found(16.0, "").unwrap()), [""; 0]);
}

#[test]
fn a_symbol_on_a_glued_area_of_a_drawing_is_told() {
    let glued = found(52.0, "").unwrap();
    assert!(glued.iter().any(|finding| finding.message.to_string().contains("Glue")), "{glued:?}");
}

#[test]
fn faces_lie_between_the_lines_of_a_drawing_and_those_of_the_template() {
    let face = "[[panel]]\nid = 'front'\nat_x = '20 mm'\nat_y = '20 mm'\n";
    assert_eq!(codes(&found(16.0, face).unwrap()), [""; 0]);
    let twice = found(16.0, &format!("{face}[[panel]]\nid = 'lid'\nat_x = '20 mm'\nat_y = '60 mm'\n")).unwrap_err();
    assert!(twice.contains("another panel names"), "{twice}");
    let off = found(16.0, "[[panel]]\nid = 'it'\nat_x = '10.5 mm'\nat_y = '10.5 mm'\n").unwrap_err();
    assert!(off.contains("do not close around this point"), "the corner is round: {off}");
    // A fold of the template parts the face that the drawing shows.
    let fold = "[[fold]]\nid = 'flap'\nx = '10 mm'\ny = '50 mm'\nto_x = '38 mm'\nto_y = '50 mm'\n";
    let parted = format!("{fold}{face}[[panel]]\nid = 'lid'\nat_x = '20 mm'\nat_y = '60 mm'\n");
    assert_eq!(codes(&found(16.0, &parted).unwrap()), [""; 0]);
}
