//! Demands read from market files.

use super::*;
use crate::diagnostic::Severity;
use crate::document::Choice;
use crate::market::{Market, MarketError};
use crate::symbol::{Separator, Shape};
use crate::units::Length;

const SOURCE: &str = "source = 'act'\nclause = 'art. 1'\nconfidence = 'H'\n";

fn parse(more: &str) -> Result<Market, String> {
    let head = "id = 'x'\ntitle = 'X'\n[[sources]]\nkey = 'act'\ntitle = 'An act'\n";
    let field = "[[fields]]\nai = '21'\nname = 'serial'\nlength = 13\nalphabet = 'cset82'\n";
    match Market::parse("x.toml", format!("{head}{field}{SOURCE}{more}")) {
        Ok(market) => Ok(market),
        Err(MarketError::Mistakes(found)) => Err(found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
        Err(error) => panic!("{error}"),
    }
}

fn market(table: &str) -> Market {
    parse(&format!("{table}\n{SOURCE}")).unwrap()
}

fn mistake(table: &str) -> String {
    parse(&format!("{table}\n{SOURCE}")).unwrap_err()
}

#[test]
fn demands_of_the_symbol_have_types() {
    let symbol = |table: &str| market(table).symbol;
    let module = symbol("[symbol.module]\nmin = '0.255 mm'\nmax = '0.680 mm'\nduty = 'advised'").module.unwrap();
    assert_eq!((module.value.min.to_mm(), module.value.max.to_mm()), (0.255, 0.68));
    assert_eq!((module.duty, module.severity()), (Duty::Advised, Some(Severity::Warning)));
    assert_eq!(module.origin.to_string(), "An act, art. 1");
    let grade = symbol("[symbol.grade]\nleast = 'C'").grade.unwrap();
    assert_eq!((grade.value.number(), grade.severity()), (1.5, Some(Severity::Error)));
    let shapes = symbol("[symbol.shapes]\nallowed = ['square', 'rectangle']").shapes.unwrap();
    assert_eq!(shapes.value, [Shape::Square, Shape::Rectangle]);
    let separators = symbol("[symbol.separators]\nallowed = 'GS'").separators.unwrap();
    assert_eq!(separators.value, [Separator::Gs]);
    assert!(symbol("[symbol.fnc1]").fnc1.is_some() && symbol("[symbol.ecc200]").ecc200.is_some());
}

#[test]
fn a_sure_area_gives_the_smallest_symbol() {
    let area = "[symbol.area]\nwidth = '10 mm'\nheight = '12 mm'";
    let sure = market(area);
    assert_eq!(sure.symbol.area.as_ref().unwrap().value.height, Length::from_mm(12));
    assert_eq!(sure.symbol.smallest().unwrap().0, Length::from_mm(12));
    assert!(market(&format!("{area}\nduty = 'advised'")).symbol.smallest().is_none());
    let less = parse(&format!("{area}\n{}", SOURCE.replace("'H'", "'M'"))).unwrap();
    assert!(less.symbol.smallest().is_none());
    assert_eq!(less.symbol.area.unwrap().severity(), Some(Severity::Warning));
}

#[test]
fn demands_of_text_and_place_have_types() {
    let text = market("[text.content]\nfields = 'serial'\nduty = 'free'").text.content.unwrap();
    assert_eq!((&*text.value[0], text.severity()), ("serial", None));
    assert!(market("[text.parentheses]").text.parentheses.is_some());
    for key in ["beside", "as_encoded", "repeated"] {
        let text = market(&format!("[text.{key}]\nfields = ['serial']")).text;
        assert!(text.beside.or(text.as_encoded).or(text.repeated).is_some(), "{key}");
    }
    let place = market("[placement.apart]\nleast = '1 cm'").placement.apart.unwrap();
    assert_eq!(place.value, Length::from_mm(10));
    let place = market("[placement.curved]\nshape = 'rectangle'\nduty = 'advised'").placement.curved.unwrap();
    assert_eq!((place.value, place.duty), (Shape::Rectangle, Duty::Advised));
    for rule in PlacementRule::ALL.iter().copied() {
        let rules = market(&format!("[[placement.rules]]\nrule = '{}'", rule.word())).placement.rules;
        assert_eq!(rules[0].value, rule);
    }
}

#[test]
fn mistakes_are_told() {
    for (table, words) in [
        ("[symbol.module]\nmin = '0.7 mm'\nmax = '0.3 mm'", "perhaps they are swapped"),
        ("[symbol.module]\nmin = '0.3 mm'", "has no “max”"),
        ("[symbol.module]\nmin = '2 dots'\nmax = '1 mm'", "knows no dots"),
        ("[symbol.area]\nwidth = '0 mm'\nheight = '1 mm'", "above zero"),
        ("[symbol.area]\nwidth = '10'\nheight = '1 mm'", "no unit"),
        ("[symbol.grade]\nleast = 'E'", "“E” is no grade"),
        ("[symbol.grade]\nleast = '4.5'", "no grade"),
        ("[symbol.grade]\nleast = 1.5", "a text in quotes"),
        ("[symbol.shapes]\nallowed = ['round']", "“round” is none of square, rectangle"),
        ("[symbol.shapes]\nallowed = ['square', 'square']", "twice"),
        ("[symbol.separators]\nallowed = ['RS']", "none of FNC1, GS"),
        ("[text.content]\nfields = ['gtin']", "no field “gtin”"),
        ("[text.parentheses]\nduty = 'maybe'", "one of"),
        ("[placement.apart]\nleast = '-1 mm'", "above zero"),
        ("[placement.curved]\nshape = 'round'", "one of"),
        ("[[placement.rules]]\nrule = 'pretty'", "one of"),
    ] {
        let found = mistake(table);
        assert!(found.contains(words), "“{words}” is not in: {found}");
    }
    assert!(parse("[symbol.fnc1]\nsource = 'law'\nclause = 'none'\nconfidence = 'H'").unwrap_err().contains("“law”"));
    assert!(parse("[symbol.fnc1]").unwrap_err().contains("no “source”"));
    let twice = format!("[[placement.rules]]\nrule = 'no-film'\n{SOURCE}").repeat(2);
    assert!(parse(&twice).unwrap_err().contains("twice"));
}

#[test]
fn a_base_passes_its_demands_on() {
    let read = |more: &str| parse(more).unwrap();
    let rule = |word: &str, clause: &str| {
        format!("[[placement.rules]]\nrule = '{word}'\n{}", SOURCE.replace("art. 1", clause))
    };
    let grade = |least: &str| format!("[symbol.grade]\nleast = '{least}'\n{SOURCE}");
    let base = read(&format!("{}{}{}", grade("D"), rule("no-film", "art. 1"), rule("uncovered", "art. 1")));
    let own = read(&format!("{}{}", grade("B"), rule("no-film", "art. 2")));
    assert_eq!(own.symbol.or(base.symbol.clone()).grade.unwrap().value.letter(), 'B');
    assert_eq!(SymbolDemands::default().or(base.symbol).grade.unwrap().value.letter(), 'D');
    let rules = own.placement.or(base.placement).rules;
    let in_order: Vec<(&str, &str)> =
        rules.iter().map(|rule| (rule.value.word(), rule.origin.clause.as_deref().unwrap())).collect();
    assert_eq!(in_order, [("uncovered", "art. 1"), ("no-film", "art. 2")]);
    let text = "id = 'x'\ntitle = 'X'\nbase = 'uz-pharma'".to_owned();
    let group = Market::parse("x.toml", text).unwrap();
    assert_eq!((group.symbol.grade.as_ref().unwrap().value.letter(), group.placement.rules.len()), ('C', 6));
    assert_eq!(group.symbol.smallest().unwrap().0, Length::from_mm(10));
    assert_eq!(group.text.content.unwrap().duty, Duty::Free);
}

/// Every demand of a built-in market names its source.
#[test]
fn every_demand_has_a_source() {
    for id in Market::names() {
        let market = Market::load(id).unwrap();
        let (symbol, text, place) = (&market.symbol, &market.text, &market.placement);
        let alone = [&symbol.ecc200, &symbol.fnc1, &text.parentheses].into_iter().flatten().map(|d| &d.origin);
        let lists = [&text.content, &text.beside, &text.as_encoded, &text.repeated];
        let origins: Vec<&Origin> = alone
            .chain(lists.into_iter().flatten().map(|d| &d.origin))
            .chain(symbol.separators.iter().map(|d| &d.origin))
            .chain(symbol.separator.iter().map(|d| &d.origin))
            .chain(symbol.shapes.iter().map(|d| &d.origin))
            .chain(symbol.area.iter().map(|d| &d.origin))
            .chain(symbol.module.iter().map(|d| &d.origin))
            .chain(symbol.grade.iter().map(|d| &d.origin))
            .chain(place.apart.iter().map(|d| &d.origin))
            .chain(place.curved.iter().map(|d| &d.origin))
            .chain(place.linear.iter().map(|d| &d.origin))
            .chain(place.rules.iter().map(|d| &d.origin))
            .chain(market.demands.iter().map(|d| &d.origin))
            .chain(market.permits.iter().map(|d| &d.origin))
            .collect();
        for origin in origins {
            assert!(origin.source.len() > 5 && origin.clause.as_deref() != Some(""), "{id}: {origin}");
        }
    }
}
