//! Judgement of texts: what a template makes of its lines, beside the labels of `tests/rules/`.

use super::common::{self, CLEAN, SYMBOL, rect, text};

fn head(market: &str) -> String {
    format!(
        "market = '{market}'\n[label]\nwidth = '80 mm'\nheight = '60 mm'\ndevice = 'artwork'\n[inks]\nwhite = 'cmyk(0, 0, 0, 0)'\n[data]\noptional = ['product', 'batch']\n"
    )
}

/// Rules and severities of what is found.
fn found(market: &str, elements: &[String]) -> Vec<String> {
    common::found(&(head(market) + &elements.concat()))
}

const SERIAL: &str = "text = '(21){{ serial }}'";

#[test]
fn pl08_texts_that_never_meet_may_share_a_place() {
    let two = |one: &str, other: &str| {
        let texts = [text("one", [5.0, 30.0], one), text("other", [5.0, 30.5], other)];
        found("kz-pharma", &[SYMBOL.into(), texts.concat()])
    };
    assert_eq!(two("text = 'HHH'", "text = 'HHH'"), ["PL08 warning"]);
    assert_eq!(two("text = 'HHH'\nwhen = 'batch'", "text = 'HHH'"), ["PL08 warning"]);
    assert_eq!(two("text = 'HHH'\nwhen = \"product\"", "text = 'HHH'\nwhen = \"batch\""), CLEAN);
    // Lines of one text may stand as near as they like.
    assert_eq!(
        found("kz-pharma", &[SYMBOL.into(), text("one", [5.0, 30.0], "text = \"HHH\\nHHH\"\nline_height = '1 mm'")]),
        CLEAN
    );
}

#[test]
fn pl08_an_element_of_the_code_lies_under_nothing_and_on_no_edge() {
    let with = |below: &[String], above: &[String]| {
        let serial = text("serial", [5.0, 30.0], SERIAL);
        found("kz-pharma", &[below.concat(), SYMBOL.into(), serial, above.concat()])
    };
    let (whole, part) = ([0.0, 28.0, 60.0, 8.0], [0.0, 28.0, 10.0, 8.0]);
    assert_eq!(with(&[rect("ground", whole, "white")], &[]), CLEAN);
    assert_eq!(with(&[rect("ground", part, "white")], &[]), ["PL08 warning"]);
    assert_eq!(with(&[], &[rect("cover", whole, "white")]), ["PL08 warning"]);
    // Other texts are not judged against areas.
    let word = text("word", [5.0, 30.0], "text = 'Parasetamol'");
    assert_eq!(found("kz-pharma", &[rect("ground", part, "white"), SYMBOL.into(), word]), CLEAN);
}

#[test]
fn tx11_of_several_places_the_nearest_counts() {
    let serials = |ys: &[f64]| {
        let texts = ys.iter().map(|y| text(&format!("serial{y}"), [5.0, *y], SERIAL));
        found("kz-pharma", &[SYMBOL.into(), texts.collect()])
    };
    assert_eq!(serials(&[50.0]), ["TX11 note"]);
    assert_eq!(serials(&[50.0, 28.0]), CLEAN);
    assert_eq!(serials(&[]), CLEAN);
}

#[test]
fn tx08_a_text_is_judged_after_it_was_shrunk() {
    let serial = |width: &str| {
        let more = format!("{SERIAL}\nwidth = '{width}'\nshrink_to = '3 pt'");
        found("kz-pharma", &[SYMBOL.into(), text("serial", [5.0, 28.0], &more)])
    };
    assert_eq!(serial("14 mm"), ["TX08 note"]);
    assert_eq!(serial("22 mm"), CLEAN);
}
