//! Judgement: every rule by labels that keep it by a hair and break it by a hair.

use proptest::prelude::*;

use super::common::{CLEAN, SYMBOL, found, rect};

fn head(market: &str, device: &str) -> String {
    format!(
        "market = '{market}'\n[label]\nwidth = '60 mm'\nheight = '60 mm'\ndevice = '{device}'\n[inks]\nwhite = 'cmyk(0, 0, 0, 0)'\nbrand = 'spot(\"PANTONE 286 C\", cmyk(100, 66, 0, 2))'\ndie = 'technical'\n"
    )
}

fn text(id: &str, y: u32, says: &str) -> String {
    super::common::text(id, [5.0, f64::from(y)], &format!("width = '50 mm'\ntext = '{says}'"))
}

fn artwork(elements: &[String]) -> Vec<String> {
    found(&(head("kz-pharma", "artwork") + &elements.concat()))
}

#[test]
fn qz01_what_stands_in_the_quiet_zone_is_found_on_every_side() {
    let around = |gap: f64| {
        [
            [25.2 + gap, 12.0, 5.0, 5.0],
            [4.8 - gap, 12.0, 5.2, 5.0],
            [12.0, 25.2 + gap, 5.0, 5.0],
            [12.0, 4.8 - gap, 5.0, 5.2],
        ]
    };
    for (near, off) in around(-0.01).into_iter().zip(around(0.4)) {
        assert_eq!(artwork(&[SYMBOL.into(), rect("near", near, "K")]), ["QZ01 error"], "{near:?}");
        assert_eq!(artwork(&[SYMBOL.into(), rect("off", off, "K")]), CLEAN, "{off:?}");
        // What a technical ink draws is printed by nobody.
        assert_eq!(artwork(&[SYMBOL.into(), rect("die", near, "die")]), CLEAN);
    }
}

#[test]
fn qz01_a_ground_must_reach_under_the_whole_zone_and_be_white() {
    let ground =
        |[x, width]: [f64; 2], ink: &str| artwork(&[rect("ground", [x, 5.0, width, 30.0], ink), SYMBOL.into()]);
    assert_eq!(ground([10.0, 15.2], "white"), CLEAN);
    assert_eq!(ground([10.01, 15.19], "white"), ["QZ01 error"]);
    assert_eq!(ground([10.0, 15.2], "brand"), ["CT07 note"]);
    let kept =
        |ink: &str| artwork(&[rect("ground", [10.0, 5.0, 15.2, 30.0], ink), SYMBOL.into(), "patch = false\n".into()]);
    assert_eq!(kept("brand"), ["CT01 unjudged"]);
}

#[test]
fn qz03_two_modules_are_safer_than_one() {
    assert_eq!(artwork(&[SYMBOL.into(), rect("near", [25.2, 12.0, 5.0, 5.0], "K")]), ["QZ03 note"]);
    assert_eq!(artwork(&[SYMBOL.into(), rect("near", [25.59, 12.0, 5.0, 5.0], "K")]), ["QZ03 note"]);
    assert_eq!(artwork(&[SYMBOL.into(), rect("off", [25.6, 12.0, 5.0, 5.0], "K")]), CLEAN);
}

#[test]
fn pl01_what_is_printed_over_the_symbol_is_found() {
    let over = |x: f64| artwork(&[SYMBOL.into(), rect("over", [x, 12.0, 5.0, 5.0], "white")]);
    assert_eq!(over(24.79), ["PL01 error"]);
    assert_eq!(over(24.8), ["QZ01 error"]);
}

#[test]
fn pl02_a_second_symbol_is_noted() {
    let second = SYMBOL.replace("'code'", "'again'").replace("x = '10 mm'", "x = '35 mm'");
    assert_eq!(artwork(&[SYMBOL.into(), second]), ["PL02 note"]);
}

/// Order 887 recommends modules of 0.255 to 0.680 mm for soft drinks.
#[test]
fn md01_modules_keep_to_the_range_of_the_market() {
    let symbol = |module: &str| {
        let fixed = format!("module_min = '{module} mm'\nmodule_max = '{module} mm'\nsmallest = '4 mm'\n");
        let symbol = SYMBOL.replace("size = '14.4 mm'\n", &fixed);
        found(&(head("ru-softdrinks", "artwork") + &symbol))
    };
    assert_eq!([symbol("0.255"), symbol("0.680")], [CLEAN, CLEAN]);
    assert_eq!([symbol("0.254"), symbol("0.681")], [["MD01 warning"], ["MD01 warning"]]);
}

#[test]
fn md02_three_dots_are_needed_and_six_are_wise() {
    let symbol = |dots: u32, device: &str| {
        let fixed = format!("module_min = '{dots} dots'\nmodule_max = '{dots} dots'\nsmallest = '2 mm'\n");
        found(&(head("kz-pharma", device) + &SYMBOL.replace("size = '14.4 mm'\n", &fixed)))
    };
    assert_eq!(symbol(2, "150 dpi"), ["MD02 error"]);
    assert_eq!([symbol(3, "300 dpi"), symbol(5, "300 dpi")], [["MD02 note"], ["MD02 note"]]);
    assert_eq!(symbol(6, "300 dpi"), CLEAN);
}

#[test]
fn tx01_text_beside_the_symbol_says_what_it_says() {
    let says = |says: &str| artwork(&[SYMBOL.into(), text("line", 28, says)]);
    assert_eq!(says("(21){{ serial }}"), CLEAN);
    assert_eq!(says("(01){{ gtin }} (21){{ serial }}"), CLEAN);
    assert_eq!(says("(21)X{{ serial[1:] }}"), ["TX01 error"]);
    assert_eq!(says("(10)ABC"), ["TX01 warning"]);
    assert_eq!(says("Aspirin (100 mg)"), CLEAN);
}

fn turkish(lines: &[&str]) -> Vec<String> {
    let lines = lines.iter().chain(&["SKT: 12/2099"]);
    let lines: Vec<String> = lines.zip((26..).step_by(3)).map(|(says, y)| text(&format!("line{y}"), y, says)).collect();
    found(&(head("tr-its", "artwork") + SYMBOL + "modules = '32x32'\n" + &lines.concat()))
}

#[test]
fn tx02_parentheses_are_law_in_turkey_and_custom_elsewhere() {
    let fields = ["(01){{ gtin }}", "(21){{ serial }}", "(17){{ ai17 }}", "(10){{ batch }}"];
    assert_eq!(turkish(&fields), CLEAN);
    assert_eq!(turkish(&["01{{ gtin }}", fields[1], fields[2], fields[3]]), ["TX02 error"]);
    assert_eq!(artwork(&[SYMBOL.into(), text("line", 28, "21{{ serial }}")]), ["TX02 note"]);
}

#[test]
fn tx03_fields_that_must_be_readable_are_missed() {
    assert_eq!(turkish(&["(01){{ gtin }}", "(21){{ serial }}", "(17){{ ai17 }}"]), ["TX03 warning"]);
    // The expiry stands elsewhere in plain form, as it may (art. 11(3)); the batch nowhere.
    assert_eq!(turkish(&[]), ["TX03 error", "TX03 error", "TX03 warning"]);
}

#[test]
fn dv01_colours_are_black_on_a_thermal_printer() {
    let bar = |device: &str, ink: &str| {
        let symbol = SYMBOL.replace("14.4", "18.288");
        found(&(head("kz-pharma", device) + &symbol + &rect("bar", [40.0, 40.0, 5.0, 5.0], ink)))
    };
    assert_eq!(bar("300 dpi", "brand"), ["DV01 warning"]);
    assert_eq!([bar("300 dpi", "K"), bar("artwork", "brand")], [CLEAN, CLEAN]);
}

#[test]
fn places_in_dots_are_refused_where_there_are_none() {
    let told = |elements: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.toml");
        std::fs::write(&path, head("gs1", "artwork") + elements).unwrap();
        let request = quietzone::job::Request::new(path);
        quietzone::job::run(&request, &())
            .map_or_else(|failure| super::common::told(&failure.0), |outcome| super::common::told(&outcome.design))
    };
    let dots =
        |element: &str| element.replacen("x = '10 mm'", "x = '80 dots'", 1).replacen("x = '5 mm'", "x = '80 dots'", 1);
    let window =
        "[[element]]\ntype = 'window'\nid = 'w'\nx = '10 mm'\ny = '10 mm'\nwidth = '20 mm'\nheight = '20 mm'\n";
    for element in [SYMBOL, &text("t", 5, "now"), window] {
        assert_ne!(element, dots(element));
        assert!(!told(element).contains(&"DEV01 error".to_owned()), "{element}");
        assert!(told(&dots(element)).contains(&"DEV01 error".to_owned()), "{element}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// A rectangle anywhere: what plain arithmetic says of it is what is found.
    #[test]
    fn random_rectangles_are_judged_by_where_they_stand(x in 1..50_u32, y in 1..50_u32, width in 1..10_u32, height in 1..10_u32, below in any::<bool>()) {
        let [left, top] = [f64::from(x), f64::from(y)];
        let [right, bottom] = [left + f64::from(width), top + f64::from(height)];
        // Edges at a tenth off whole millimetres never meet those of the symbol.
        let box_ = rect("it", [left + 0.05, top + 0.05, right - left - 0.1, bottom - top - 0.1], "K");
        let [left, top, right, bottom] = [left + 0.05, top + 0.05, right - 0.05, bottom - 0.05];
        let within = |from: f64, to: f64| left < to && from < right && top < to && from < bottom;
        let covers = left < 10.0 && right > 25.2 && top < 10.0 && bottom > 25.2;
        let expected = match () {
            () if covers && below => vec!["CT01 warning"],
            () if within(10.4, 24.8) && !below => vec!["PL01 error"],
            () if within(10.0, 25.2) => vec!["QZ01 error"],
            () if within(9.6, 25.6) => vec!["QZ03 note"],
            () => vec![],
        };
        let elements = if below { [box_, SYMBOL.into()] } else { [SYMBOL.into(), box_] };
        prop_assert_eq!(artwork(&elements), expected);
    }
}
