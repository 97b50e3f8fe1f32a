//! Judgement of what is folded, cut, glued and applied later, and of linear barcodes.

use std::fs;

use proptest::prelude::*;
use quietzone::template::Template;

use super::common::{self, CLEAN, judged, judged_file};

/// A label of 80 × 80 mm with a symbol of 36 × 36 modules of 0.4 mm: it stands from 30.4 to 44.8 mm,
/// its quiet zone from 30 to 45.2 mm.
const LABEL: &str = "market = 'kz-pharma'\n[label]\nwidth = '80 mm'\nheight = '80 mm'\ndevice = 'artwork'\n";
const SYMBOL: &str = "[[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '30 mm'\ny = '30 mm'\nsize = '14.4 mm'\n";

/// Rules and severities of what is found on a label with a symbol.
fn found(label: &str, more: &str) -> Vec<String> {
    common::found(&format!("{LABEL}{label}{more}{SYMBOL}"))
}

/// A seam of a kind, upright at x or level at y.
fn seam(kind: &str, upright: bool, at: f64) -> String {
    let (x, y, to_x, to_y) = if upright { (at, 0.0, at, 80.0) } else { (0.0, at, 80.0, at) };
    format!("[[{kind}]]\nid = 'it'\nx = '{x:.2} mm'\ny = '{y:.2} mm'\nto_x = '{to_x:.2} mm'\nto_y = '{to_y:.2} mm'\n")
}

fn area(kind: &str, id: &str, [x, y, width, height]: [f64; 4]) -> String {
    format!(
        "[[{kind}]]\nid = '{id}'\nx = '{x:.2} mm'\ny = '{y:.2} mm'\nwidth = '{width:.2} mm'\nheight = '{height:.2} mm'\n"
    )
}

/// Every fault of the carton, by its number there.
#[test]
fn the_bad_carton_has_the_faults_that_it_says() {
    let expected = [
        ("TX02", "error", "expiry", "top"),        // 1
        ("QZ01", "error", "stain", "top"),         // 2
        ("PL07", "error", "code-back", "back"),    // 3
        ("PL01", "error", "dot", "back"),          // 4
        ("QZ05", "error", "bar", "back"),          // 5
        ("PL10", "warning", "fault-5", "back"),    // its caption goes over a fold
        ("PL04", "error", "code-fold", "front"),   // 6
        ("SZ02", "warning", "code-fold", "front"), // 6
        ("QZ04", "error", "code-near", "front"),   // 7
        ("SZ03", "note", "code-near", "front"),    // 7
        ("PL02", "note", "code-near", "front"),    // 7
        ("PL03", "warning", "fault-8", "none"),    // 8
        ("LN01", "error", "ean-scaled", "none"),   // 9
        ("LN03", "warning", "ean-scaled", "none"), // 9
        ("WN02", "error", "window", "bottom"),     // 10
        ("WN03", "error", "window", "bottom"),     // 10
        ("WN01", "error", "coat", "bottom"),       // 10
        ("WN01", "error", "rule", "bottom"),       // 10
    ];
    let mut told: Vec<String> = judged_file("tests/fixtures/tr-its-folded-bad.toml")
        .iter()
        .map(|finding| {
            let face = finding.face.as_deref().unwrap_or("none");
            format!(
                "{} {} {} {face}",
                finding.rule.code,
                finding.severity,
                finding.element.as_deref().unwrap_or("none")
            )
        })
        .collect();
    told.sort();
    let mut expected = expected.map(|(rule, severity, element, face)| format!("{rule} {severity} {element} {face}"));
    expected.sort();
    assert_eq!(told, expected);
    let text = fs::read_to_string("tests/fixtures/tr-its-folded-bad.toml").unwrap();
    for number in 1..=10 {
        assert!(text.contains(&format!("# Fault {number}, ")), "fault {number} has no comment");
        assert!(text.contains(&format!("text = \"{number}: ")), "fault {number} has no text");
    }
}

#[test]
fn the_good_carton_has_six_faces_and_is_clean() {
    let name = "templates/tr-its-folded.toml";
    let template = Template::parse(name, fs::read_to_string(name).unwrap()).unwrap();
    assert!(template.blank.panels.len() >= 6 && !template.blank.glue.is_empty());
    let found = judged_file(name);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn faces_with_mistakes_are_refused() {
    let told = |more: &str| {
        let found = Template::parse("t.toml", format!("{LABEL}{more}{SYMBOL}")).map(drop).unwrap_err();
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let front = area("panel", "front", [0.0, 0.0, 40.0, 80.0]);
    let twice = told(&(front.clone() + &area("panel", "front", [40.0, 0.0, 40.0, 80.0])));
    assert!(twice.contains("t.toml:13:6: error TPL04: the id “front” is used twice"), "{twice}");
    let across = told(&(front.replace("front", "it") + &seam("fold", true, 40.0)));
    assert!(across.contains("TPL04: the id “it” is used twice"), "{across}");
    for (kind, at) in [("panel", [80.0, 0.0, 10.0, 10.0]), ("glue", [0.0, -10.0, 10.0, 10.0])] {
        let off = told(&area(kind, "it", at));
        assert!(off.contains("TPL04: this stands wholly off the label, which is 80.00 × 80.00 mm"), "{off}");
    }
    assert!(told(&seam("cut", false, 80.01)).contains("wholly off the label"));
    let both = told(&(area("panel", "it", [90.0, 0.0, 10.0, 10.0]) + &area("glue", "it", [90.0, 0.0, 10.0, 10.0])));
    assert_eq!(both.matches("TPL04").count(), 3, "all mistakes come together: {both}");
    // What lies along an edge stands on the label.
    let edges = seam("cut", true, 0.0) + &seam("cut", false, 80.0).replace("'it'", "'other'");
    assert!(Template::parse("t.toml", format!("{LABEL}{edges}{SYMBOL}")).is_ok());
}

/// GS1 does not have the sizes of ISO/IEC 21471, so a template cannot ask for one.
#[test]
fn dmre_is_refused_where_it_is_asked_for() {
    let found = Template::parse("t.toml", format!("{LABEL}{SYMBOL}modules = '8x48'\n")).map(drop).unwrap_err();
    assert!(found.iter().any(|found| found.to_string().contains("ISO/IEC 21471")), "{found:?}");
}

#[test]
fn pl07_counts_the_straight_distance_and_faces() {
    let turkish = |ean: [f64; 2], faces: &str| {
        let [x, y] = ean;
        let ean = format!(
            "[[element]]\ntype = 'image'\nid = 'ean'\nfile = 'art/ean13.svg'\nx = '{x} mm'\ny = '{y} mm'\nwidth = '31.35 mm'\nheight = '9.901 mm'\nrole = 'ean13'\nmodule = '0.33 mm'\n"
        );
        let label = LABEL.replace("kz-pharma", "tr-its");
        let found = judged(&format!("{label}{faces}{SYMBOL}modules = '32x32'\n{ean}"));
        found.iter().filter(|finding| finding.rule.code == "PL07").count()
    };
    // The symbol ends at 44.85 mm: 8 and 6 mm on are 10 mm across the corner.
    assert_eq!(turkish([52.85, 50.85], ""), 0);
    assert_eq!(turkish([52.85, 50.84], ""), 1);
    let faces = area("panel", "upper", [0.0, 0.0, 80.0, 48.0]) + &area("panel", "lower", [0.0, 48.0, 80.0, 32.0]);
    assert_eq!(turkish([44.0, 50.84], &faces), 0);
}

/// A picture that was turned has its quiet zones above and below; the wider one is kept at both ends.
#[test]
fn qz05_a_turned_barcode_has_its_zones_above_and_below() {
    // Its table says no height.
    const USE: &str = "application = 'healthcare'\n";
    let ean = |y: f64| {
        format!(
            "[[element]]\ntype = 'image'\nid = 'ean'\nfile = 'art/ean13.svg'\nx = '20 mm'\ny = '{y:.2} mm'\nrotate = 90\nwidth = '31.35 mm'\nheight = '9.901 mm'\nrole = 'ean13'\nmodule = '0.33 mm'\n"
        )
    };
    assert_eq!(found(USE, &ean(3.63)), CLEAN);
    assert_eq!(found(USE, &ean(3.62)), ["QZ05 error"]);
    assert_eq!(found(USE, &ean(80.0 - 31.35 - 3.63)), CLEAN);
    assert_eq!(found(USE, &ean(80.0 - 31.35 - 3.62)), ["QZ05 error"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A fold, perforation or cut anywhere: what plain arithmetic says of it is what is found.
    #[test]
    fn random_seams_are_judged_by_where_they_lie(
        at in 0..160_i32,
        upright in any::<bool>(),
        kind in prop::sample::select(vec!["fold", "perforation", "cut"]),
        tolerance in prop::option::of(0..30_i32),
    ) {
        // Steps of half a millimetre, off whole ones, never meet an edge of the zone.
        let at = f64::from(at) / 2.0 + 0.03;
        let gap = (30.0 - at).max(at - 45.2);
        let tolerance = tolerance.map(|tenths| f64::from(tenths) / 10.0 + 0.01);
        let expected = match tolerance {
            _ if gap < 0.0 => vec!["PL04 error"],
            Some(tolerance) if gap < tolerance => vec!["QZ04 error"],
            _ if gap < 2.0 => vec!["PL06 note"],
            _ => vec![],
        };
        let label = tolerance.map(|mm| format!("tolerance = '{mm:.2} mm'\n")).unwrap_or_default();
        prop_assert_eq!(found(&label, &seam(kind, upright, at)), expected);
    }

    /// A window anywhere and of any size, on a label with one fold.
    #[test]
    fn random_windows_are_judged_by_where_they_lie(x in 0..75_i32, y in 0..75_i32, side in 5..20_i32) {
        let [x, y, side] = [f64::from(x) + 0.05, f64::from(y) + 0.05, f64::from(side)];
        let (right, bottom) = (x + side, y + side);
        let mut expected = Vec::new();
        if x < 45.2 && right > 30.0 && y < 45.2 && bottom > 30.0 {
            expected.push("WN01 error");
        }
        if right > 80.0 || bottom > 80.0 {
            expected.push("WN02 error");
        }
        if x < 60.0 && right > 60.0 {
            expected.push("WN02 error");
        }
        if side < 9.69 {
            expected.push("WN03 error");
        }
        let window = area("element", "window", [x, y, side, side]) + "type = 'window'\n";
        prop_assert_eq!(found("", &(seam("fold", true, 60.0) + &window)), expected);
    }
}
