//! Contrast at 660 nm: what was measured is judged by plain arithmetic, what was not is never clean by
//! a guess.

use proptest::prelude::*;

use super::common::{self, CLEAN};

/// Rules and severities of what rules on contrast find.
fn found(market: &str, device: &str, label: &str, inks: &str, elements: &str, symbol: &str) -> Vec<String> {
    let template = format!(
        "market = '{market}'\n[label]\nwidth = '60 mm'\nheight = '60 mm'\ndevice = '{device}'\n{label}\n[inks]\n{inks}\n{elements}\n\
         [[element]]\ntype = 'datamatrix'\nid = 'code'\nx = '10 mm'\ny = '10 mm'\nsize = '14.4 mm'\nink = '{symbol}'\npatch = false\n"
    );
    let mut told = common::found(&template);
    told.retain(|told| told.starts_with("CT"));
    told
}

/// A ground under the symbol and far around it.
fn rect(ink: &str) -> String {
    common::rect(ink, [8.0, 8.0, 20.0, 20.0], ink)
}

fn spot(name: &str, per_mille: u32) -> String {
    format!("{name} = 'spot(\"{name}\", cmyk(10, 20, 30, 0), 660 nm = {} %)'\n", f64::from(per_mille) / 10.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Ground and symbol measured: the difference decides, whatever the material and its colours.
    #[test]
    fn what_was_measured_is_judged_by_its_difference(
        ground in 0..=1000_u32,
        symbol in 0..=1000_u32,
        market in prop::sample::select(vec![("uz-pharma", 400, "error"), ("tr-its", 200, "error"), ("kz-pharma", 400, "warning")]),
        substrate in prop::sample::select(vec!["white board", "kraft board", "foil", "white film"]),
    ) {
        let (market, least, severity) = market;
        let inks = spot("under", ground) + &spot("mark", symbol);
        let told = found(market, "artwork", &format!("substrate = '{substrate}'"), &inks, &rect("under"), "mark");
        let mut expected = Vec::new();
        if ground.abs_diff(symbol) < least {
            expected.push(format!("CT01 {severity}"));
        }
        if symbol > ground {
            expected.push("CT02 warning".to_owned());
        }
        prop_assert_eq!(told, expected, "{} {}", ground, symbol);
    }

    /// Less ink in the symbol never makes it better: from black to nothing, clean, then open, then broken.
    #[test]
    fn a_paler_symbol_is_never_judged_better(black in 0..=100_u32, paler in 0..=20_u32) {
        let rank = |black: u32| {
            let told = found("uz-pharma", "artwork", "", &format!("mark = 'cmyk(0, 0, 0, {black})'\n"), "", "mark");
            ["CT01 unjudged", "CT01 error"].iter().position(|code| told.iter().any(|told| told == code)).map_or(0, |at| at + 1)
        };
        prop_assert!(rank(black.saturating_sub(paler)) >= rank(black), "{} {}", black, paler);
    }
}

#[test]
fn colours_count_by_what_they_reflect_in_red_light() {
    let on_white = |ink: &str| found("uz-pharma", "artwork", "", &format!("mark = 'cmyk({ink})'\n"), "", "mark");
    assert_eq!(on_white("100, 0, 0, 0"), CLEAN, "cyan is dark");
    assert_eq!(on_white("0, 100, 100, 0"), ["CT01 error", "CT03 warning"], "red is light");
    assert_eq!(on_white("0, 0, 0, 50"), ["CT01 unjudged", "CT04 warning"]);
    let on = |ground: &str| found("uz-pharma", "artwork", "", &format!("under = '{ground}'\n"), &rect("under"), "K");
    assert_eq!([on("cmyk(0, 100, 100, 0)"), on("cmyk(0, 0, 100, 0)")], [CLEAN, CLEAN], "red and yellow are light");
    assert_eq!(on("cmyk(100, 0, 0, 0)"), ["CT01 error"], "cyan is dark");
    assert_eq!(on("spot(\"Blue\", cmyk(100, 60, 0, 0))"), ["CT01 unjudged"]);
    assert_eq!(on("white(\"White\")"), CLEAN);
}

/// Neither a guess nor an act that is silent makes a material clean.
#[test]
fn materials_without_a_number_are_not_judged() {
    let black = |substrate: &str| found("kz-pharma", "artwork", &format!("substrate = '{substrate}'"), "", "", "K");
    assert_eq!([black("white board"), black("white paper")], [CLEAN, CLEAN]);
    assert_eq!(black("kraft board"), ["CT01 unjudged"]);
    assert_eq!(black("white film"), ["CT01 unjudged"]);
    assert_eq!([black("foil"), black("transparent film")], [["CT05 unjudged"], ["CT05 unjudged"]]);
    let label = "substrate = 'foil'\nreflectance = 60";
    assert_eq!(found("kz-pharma", "artwork", label, "", "", "K"), CLEAN, "it was measured");
    let white = "white = 'white(\"White\")'\n";
    assert_eq!(
        found("kz-pharma", "artwork", "substrate = 'kraft board'", white, &rect("white"), "K"),
        ["CT01 unjudged"]
    );
}

/// On a printer with dots what counts is black or nothing.
#[test]
fn thermal_printers_print_black_on_the_material() {
    let printed = |ground: &str, symbol: &str| {
        let inks = format!("under = 'cmyk({ground})'\nmark = 'cmyk({symbol})'\n");
        found("uz-pharma", "20 dots/mm", "", &inks, &rect("under"), "mark")
    };
    assert_eq!(printed("0, 0, 0, 0", "0, 0, 0, 100"), CLEAN);
    assert_eq!(printed("0, 0, 0, 20", "0, 0, 0, 80"), CLEAN, "a pale ground is not printed, a dark tint is black");
    assert_eq!(printed("0, 0, 0, 80", "0, 0, 0, 100"), ["CT01 error"], "black on black");
}

fn window(applied: &str, fill: &str) -> Vec<String> {
    let window = format!(
        "{}[[element]]\ntype = 'window'\nid = 'window'\nx = '30 mm'\ny = '30 mm'\nwidth = '20 mm'\nheight = '20 mm'\napplied = '{applied}'\n",
        common::rect(fill, [30.0, 30.0, 20.0, 20.0], fill)
    );
    found("uz-pharma", "artwork", "", "white = 'cmyk(0, 0, 0, 0)'\n", &window, "K")
}

#[test]
fn windows_are_judged_by_what_comes_into_them() {
    assert_eq!([window("inkjet", "white"), window("thermal", "white")], [CLEAN, CLEAN]);
    assert_eq!(window("inkjet", "K"), ["CT06 error"]);
    assert_eq!(window("sticker", "K"), CLEAN, "it brings its own ground");
    assert_eq!(window("laser", "white"), ["CT06 unjudged"]);
}
