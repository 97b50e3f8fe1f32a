//! Lines of a blank: at any angle, as arcs, and the faces between them.

use quietzone::template::Template;

use super::common::{CLEAN, found, judged};

const LABEL: &str = "market = 'kz-pharma'\n[label]\nwidth = '80 mm'\nheight = '80 mm'\ndevice = 'artwork'\n";
/// Its quiet zone stands from 30 to 45.2 mm.
const SYMBOL: &str = "[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '30 mm'\ny = '30 mm'\nsize = '14.4 mm'\n";

fn line(kind: &str, id: &str, [x, y, to_x, to_y]: [f64; 4]) -> String {
    format!("[[{kind}]]\nid = '{id}'\nx = '{x} mm'\ny = '{y} mm'\nto_x = '{to_x} mm'\nto_y = '{to_y} mm'\n")
}

/// A blank of 60 × 70 mm with a round corner, and a slanted fold across it.
fn blank() -> String {
    let cuts = [
        ("left", [10.0, 75.0, 10.0, 15.0], ""),
        ("corner", [10.0, 15.0, 20.0, 5.0], "radius = '10 mm'\nturn = 'right'\n"),
        ("top", [20.0, 5.0, 70.0, 5.0], ""),
        ("right", [70.0, 5.0, 70.0, 75.0], ""),
        ("bottom", [70.0, 75.0, 10.0, 75.0], ""),
    ];
    let cuts: String = cuts.map(|(id, at, more)| line("cut", id, at) + more).concat();
    cuts + &line("fold", "sloping", [10.0, 60.0, 70.0, 50.0])
}

fn told(more: &str) -> String {
    let found = Template::parse("t.toml", format!("{LABEL}{more}{SYMBOL}")).map(drop).unwrap_err();
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn panel(id: &str, x: f64, y: f64) -> String {
    format!("[[panel]]\nid = '{id}'\nat_x = '{x} mm'\nat_y = '{y} mm'\n")
}

#[test]
fn an_arc_that_cannot_be_is_refused_with_what_can() {
    let arc = |more: &str| told(&(line("cut", "it", [0.0, 0.0, 30.0, 40.0]) + more));
    assert!(arc("radius = '24.99 mm'\nturn = 'left'\n").contains("a radius of 25.00 mm or more"));
    assert!(arc("radius = '30 mm'\n").contains("TPL03"));
    assert!(arc("turn = 'left'\n").contains("TPL03"));
    assert!(arc("radius = '2001 mm'\nturn = 'left'\n").contains("at most 2000 mm"));
    assert!(arc("radius = '30 mm'\nturn = 'up'\n").contains("TPL04"));
    let circle = told(&(line("cut", "it", [5.0, 5.0, 5.0, 5.0]) + "radius = '2 mm'\nturn = 'left'\n"));
    assert!(circle.contains("a whole circle is two arcs"), "{circle}");
    // Its box lies on the label, and the line does not.
    assert!(told(&line("cut", "it", [70.0, -20.0, 110.0, 20.0])).contains("wholly off the label"));
}

#[test]
fn lines_from_point_to_point_are_those_that_are_written_one_by_one() {
    let seams = |more: &str| Template::parse("t.toml", format!("{LABEL}{more}{SYMBOL}")).unwrap().blank.seams;
    let chain = "[[cut]]\nid = 'lid'\npoints = [['4 mm', '38 mm'], ['78 mm', '38 mm'], ['78 mm', '4 mm']]\n";
    let (one, two) = ([4.0, 38.0, 78.0, 38.0], [78.0, 38.0, 78.0, 4.0]);
    let lines = line("cut", "lid 1", one) + &line("cut", "lid 2", two);
    assert_eq!(seams(chain), seams(&lines));
    let back = line("cut", "lid 3", [78.0, 4.0, 4.0, 38.0]);
    assert_eq!(seams(&format!("{chain}closed = true\n")), seams(&(lines + &back)));
    for (more, says) in [
        ("[[fold]]\nid = 'lid 2'\npoints = [['1 mm', '1 mm'], ['9 mm', '9 mm']]\n", None),
        ("[[fold]]\nid = 'lid'\npoints = [['1 mm', '1 mm'], ['9 mm', '9 mm']]\n", Some("“lid 1” is used twice")),
        ("x = '1 mm'\n", Some("“x” does not go with them")),
        (
            "[[cut]]\nid = 'a'\npoints = [['1 mm', '1 mm'], ['1 mm', '1 mm']]\n",
            Some("point 1 and the next are the same"),
        ),
        ("[[cut]]\nid = 'a'\npoints = [['1 mm', '1 mm']]\n", Some("two points or more")),
        ("[[cut]]\nid = 'a'\npoints = [['1 mm', '1 mm'], ['2 dots', '1 mm']]\n", Some("cannot be in dots here")),
        ("[[cut]]\nid = 'a'\nx = '1 mm'\n", Some("has no “to_y”")),
    ] {
        match says {
            Some(says) => assert!(told(&format!("{chain}{more}")).contains(says), "{more}"),
            None => assert_eq!(seams(&format!("{chain}{more}")).len(), 3),
        }
    }
}

#[test]
fn faces_are_what_lies_between_cuts_and_folds() {
    let of = |more: &str| {
        let template = Template::parse("t.toml", format!("{LABEL}{}{more}{SYMBOL}", blank())).unwrap();
        template.blank.panels.iter().map(|panel| panel.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(of(""), ["1", "2"]);
    assert_eq!(of(&panel("front", 40.0, 40.0)), ["front", "2"]);
    assert_eq!(of(&(panel("lid", 40.0, 70.0) + &panel("front", 40.0, 40.0))), ["front", "lid"]);
    assert_eq!(found(&format!("{LABEL}{}{SYMBOL}", blank())), CLEAN);
}

#[test]
fn a_face_is_named_in_what_is_found_on_it() {
    let stain = "[[element]]\ntype = 'rect'\nid = 'stain'\nx = '35 mm'\ny = '45 mm'\nwidth = '3 mm'\nheight = '4 mm'\nfill = 'K'\n";
    let found = judged(&format!("{LABEL}{}{}{SYMBOL}{stain}", blank(), panel("front", 40.0, 40.0)));
    let faces: Vec<_> = found.into_iter().filter(|finding| finding.rule.code == "QZ01").map(|f| f.face).collect();
    assert_eq!(faces, [Some("front".into())]);
}

#[test]
fn panels_that_point_at_no_face_are_refused() {
    let on = |more: &str| told(&(blank() + more));
    assert!(on(&panel("it", 5.0, 5.0)).contains("do not close around this point"));
    // The box of the corner is not the face.
    assert!(on(&panel("it", 11.0, 6.0)).contains("do not close around this point"));
    assert!(on(&(panel("it", 40.0, 40.0) + &panel("that", 41.0, 40.0))).contains("another panel names"));
    assert!(on("[[panel]]\nid = 'it'\nat_x = '40 mm'\n").contains("this panel has no “at_y”"));
    assert!(on("[[panel]]\nid = 'it'\nx = '40 mm'\n").contains("this panel has no “width”"));
    let boxed = "[[panel]]\nid = 'box'\nx = '20 mm'\ny = '20 mm'\nwidth = '20 mm'\nheight = '20 mm'\n";
    assert!(on(&(panel("it", 40.0, 40.0) + boxed)).contains("all panels as boxes"));
}

#[test]
fn a_data_matrix_in_a_picture_says_its_modules_and_no_module() {
    let told = |more: &str| {
        told(&format!(
            "[[element]]\ntype = 'image'\nid = 'art'\nfile = 'dm.svg'\nx = '1 mm'\ny = '1 mm'\nwidth = '9 mm'\nheight = '9 mm'\n{more}"
        ))
    };
    assert!(told("role = 'datamatrix'\n").contains("TPL03: role = \"datamatrix\" and “modules”"));
    assert!(told("modules = '18x18'\n").contains("TPL03: role = \"datamatrix\" and “modules”"));
    assert!(told("role = 'datamatrix'\nmodules = '18x18'\nmodule = '0.5 mm'\n").contains("TPL03"));
    assert!(told("role = 'datamatrix'\nmodules = '17x17'\n").contains("not a Data Matrix size"));
    assert!(told("role = 'qr'\n").contains("TPL04"));
}
