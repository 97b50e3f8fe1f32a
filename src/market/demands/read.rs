//! The keys of demands in a market file, and how they become types.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Confidence, ContrastingArea, Demanded, Duty, Grade, ModuleRange, Origin, PlacementDemands, PlacementRule,
    Separator, SymbolDemands, TextDemands,
};
use crate::document::{Key, Shape as Keys, TomlTable, ValueKind, rules};
use crate::symbol::Shape;
use crate::units::{Length, Measure};

/// Titles of the sources of a file, by their keys.
pub(in crate::market) type Titles<'a> = BTreeMap<&'a str, &'a str>;

const SOURCE: Key = Key::required("source", ValueKind::Text, "The key of the source behind it.");
const CLAUSE: Key =
    Key::required("clause", ValueKind::Text, "The clause, article or paragraph; \"none\" where the source has none.");
const CONFIDENCE: Key = Key::required(
    "confidence",
    ValueKind::Choice(&["H", "M", "L"]),
    "H: primary text or two sources. M: one good source. L: weak or inferred. Below H a fault is a warning.",
);
const DUTY: Key = Key::optional(
    "duty",
    ValueKind::Choice(&["required", "advised", "free"]),
    "How binding it is: required (if left out), advised, or free, which leaves it to the manufacturer.",
);

/// Keys of everything that needs a source.
pub(in crate::market) const SOURCED: &[Key] = &[SOURCE, CLAUSE, CONFIDENCE];
/// Keys of every demand.
pub(in crate::market) const DEMANDED: &[Key] = &[SOURCE, CLAUSE, CONFIDENCE, DUTY];

/// What is asked of the symbol.
pub(in crate::market) static SYMBOL: Keys = Keys {
    name: "symbol",
    doc: "What is asked of the symbol.",
    keys: &[
        Key::optional("size", ValueKind::Text, "Rows x columns of every code's symbol, when the structure fixes it."),
        Key::optional("ecc200", ValueKind::Table(&ALONE), "Errors are corrected by ECC 200."),
        Key::optional("fnc1", ValueKind::Table(&ALONE), "The symbol begins with FNC1."),
        Key::optional("separators", ValueKind::Table(&SEPARATORS), "What may end a field of varying length."),
        Key::optional("shapes", ValueKind::Table(&SHAPES), "The shapes of ISO/IEC 16022 that are allowed."),
        Key::optional("area", ValueKind::Table(&AREA), "The least contrasting area set aside for the symbol."),
        Key::optional("module", ValueKind::Table(&MODULE), "The least and greatest module (X-dimension)."),
        Key::optional("grade", ValueKind::Table(&GRADE), "The least print quality by ISO/IEC 15415."),
    ],
    shared: &[],
};

/// What is asked of the human readable text.
pub(in crate::market) static TEXT: Keys = Keys {
    name: "text",
    doc: "What is asked of the human readable text.",
    keys: &[
        Key::optional("content", ValueKind::Table(&FIELDS), "Fields whose values are printed readably."),
        Key::optional("beside", ValueKind::Table(&FIELDS), "Fields that always stand next to the symbol."),
        Key::optional("parentheses", ValueKind::Table(&ALONE), "AIs are shown in parentheses, which are not encoded."),
        Key::optional("as_encoded", ValueKind::Table(&FIELDS), "Fields that the text shows as they are encoded."),
        Key::optional("repeated", ValueKind::Table(&FIELDS), "Fields printed a second time, apart from that text."),
    ],
    shared: &[],
};

/// What is asked of the place of the symbol.
pub(in crate::market) static PLACEMENT: Keys = Keys {
    name: "placement",
    doc: "What is asked of the place of the symbol.",
    keys: &[
        Key::optional("apart", ValueKind::Table(&APART), "A linear barcode's distance from the symbol on one face."),
        Key::optional("curved", ValueKind::Table(&CURVED), "The shape asked for on a curved or inclined face."),
        Key::optional("rules", ValueKind::Tables(&RULE), "What else is asked of the place."),
    ],
    shared: &[],
};

static ALONE: Keys =
    Keys { name: "demand", doc: "A demand that is told by its name alone.", keys: &[], shared: DEMANDED };

static SEPARATORS: Keys = Keys {
    name: "separators",
    doc: "What may end a field of varying length.",
    keys: &[Key::required("allowed", ValueKind::Texts, "FNC1, GS or both.")],
    shared: DEMANDED,
};

static SHAPES: Keys = Keys {
    name: "shapes",
    doc: "The shapes of ISO/IEC 16022 that are allowed.",
    keys: &[Key::required("allowed", ValueKind::Texts, "square, rectangle or both.")],
    shared: DEMANDED,
};

static AREA: Keys = Keys {
    name: "area",
    doc: "The least contrasting area set aside for the symbol.",
    keys: &[
        Key::required("width", ValueKind::Text, "A length with its unit."),
        Key::required("height", ValueKind::Text, "A length with its unit."),
    ],
    shared: DEMANDED,
};

static MODULE: Keys = Keys {
    name: "module",
    doc: "The least and greatest side of a module.",
    keys: &[
        Key::required("min", ValueKind::Text, "A length with its unit."),
        Key::required("max", ValueKind::Text, "A length with its unit, not below min."),
    ],
    shared: DEMANDED,
};

static GRADE: Keys = Keys {
    name: "grade",
    doc: "The least print quality by ISO/IEC 15415.",
    keys: &[Key::required("least", ValueKind::Text, "A, B, C, D or a number from 0 to 4.")],
    shared: DEMANDED,
};

static FIELDS: Keys = Keys {
    name: "list of fields",
    doc: "Fields of the code.",
    keys: &[Key::required("fields", ValueKind::Texts, "Their names.")],
    shared: DEMANDED,
};

static APART: Keys = Keys {
    name: "distance",
    doc: "A distance that is kept.",
    keys: &[Key::required("least", ValueKind::Text, "A length with its unit.")],
    shared: DEMANDED,
};

static CURVED: Keys = Keys {
    name: "curved face",
    doc: "What is asked where the face is curved or inclined.",
    keys: &[Key::required("shape", ValueKind::Choice(&["square", "rectangle"]), "The symbol's shape.")],
    shared: DEMANDED,
};

static RULE: Keys = Keys {
    name: "placement rule",
    doc: "Something that is asked of the place.",
    keys: &[Key::required("rule", ValueKind::Choice(&RULES), "What is asked.")],
    shared: DEMANDED,
};

/// The words of [`PlacementRule::ALL`], in its order.
const RULES: [&str; PlacementRule::ALL.len()] = [
    PlacementRule::Uncovered.word(),
    PlacementRule::TextWhole.word(),
    PlacementRule::NoFilm.word(),
    PlacementRule::NoCrease.word(),
    PlacementRule::Inseparable.word(),
    PlacementRule::ClosedPack.word(),
    PlacementRule::OuterPack.word(),
];

/// The title and the clause that a table names; no clause where it says "none".
pub(in crate::market) fn cited<'t>(table: &TomlTable<'t>, titles: &Titles<'t>) -> Option<(&'t str, Option<&'t str>)> {
    let key = table.text("source")?;
    let Some(title) = titles.get(key.value).filter(|title| !title.trim().is_empty()) else {
        let message = format!("there is no source “{}” with a title in this file", key.value);
        table.reader().error(rules::VALUE, key.span, message);
        return None;
    };
    let clause = table.text("clause")?.value;
    Some((title, Some(clause).filter(|clause| *clause != "none")))
}

/// What stands behind a table that has a source.
pub(in crate::market) fn origin(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Origin> {
    let (source, clause) = cited(table, titles)?;
    let confidence = match table.choice("confidence")? {
        0 => Confidence::High,
        1 => Confidence::Medium,
        _ => Confidence::Low,
    };
    Some(Origin { source: source.into(), clause: clause.map(Arc::from), confidence })
}

/// Reads `[symbol]`.
pub(in crate::market) fn symbol(table: &TomlTable<'_>, titles: &Titles<'_>) -> SymbolDemands {
    SymbolDemands {
        ecc200: one(table, "ecc200", titles, |_| Some(())),
        fnc1: one(table, "fnc1", titles, |_| Some(())),
        separators: one(table, "separators", titles, |table| words(table, "allowed", &SEPARATOR_WORDS)),
        shapes: one(table, "shapes", titles, |table| words(table, "allowed", &SHAPE_WORDS)),
        area: one(table, "area", titles, |table| {
            Some(ContrastingArea { width: length(table, "width")?, height: length(table, "height")? })
        }),
        module: one(table, "module", titles, module),
        grade: one(table, "grade", titles, |table| Some(table.parse::<Grade>("least")?.value)),
    }
}

/// Reads `[text]`. `is_field` knows the names of the market's fields.
pub(in crate::market) fn text(
    table: &TomlTable<'_>,
    titles: &Titles<'_>,
    is_field: &dyn Fn(&str) -> bool,
) -> TextDemands {
    let list = |name: &str| one(table, name, titles, |table| fields(table, is_field));
    TextDemands {
        content: list("content"),
        beside: list("beside"),
        parentheses: one(table, "parentheses", titles, |_| Some(())),
        as_encoded: list("as_encoded"),
        repeated: list("repeated"),
    }
}

/// Reads `[placement]`.
pub(in crate::market) fn placement(table: &TomlTable<'_>, titles: &Titles<'_>) -> PlacementDemands {
    PlacementDemands {
        apart: one(table, "apart", titles, |table| length(table, "least")),
        curved: one(table, "curved", titles, |table| {
            Some(if table.choice("shape")? == 0 { Shape::Square } else { Shape::Rectangle })
        }),
        rules: placement_rules(table, titles),
    }
}

fn placement_rules(table: &TomlTable<'_>, titles: &Titles<'_>) -> Vec<Demanded<PlacementRule>> {
    let mut list: Vec<Demanded<PlacementRule>> = Vec::new();
    for (_, table) in table.tables("rules") {
        let value = table.choice("rule").and_then(|index| PlacementRule::ALL.get(index).copied());
        let Some(rule) = value.and_then(|value| demanded(&table, titles, value)) else { continue };
        if list.iter().any(|other| other.value == rule.value) {
            let message = format!("the placement rule “{}” stands here twice", rule.value.word());
            table.reader().error(rules::VALUE, table.span(), message);
        } else {
            list.push(rule);
        }
    }
    list
}

/// The demand in a table of its own, if it is there.
fn one<T>(
    table: &TomlTable<'_>,
    name: &str,
    titles: &Titles<'_>,
    value: impl FnOnce(&TomlTable<'_>) -> Option<T>,
) -> Option<Demanded<T>> {
    let table = table.table(name)?;
    demanded(&table, titles, value(&table)?)
}

fn demanded<T>(table: &TomlTable<'_>, titles: &Titles<'_>, value: T) -> Option<Demanded<T>> {
    let duty = match table.choice("duty") {
        Some(1) => Duty::Advised,
        Some(2) => Duty::Free,
        _ => Duty::Required,
    };
    Some(Demanded { value, duty, origin: origin(table, titles)? })
}

/// A length above zero.
fn length(table: &TomlTable<'_>, name: &str) -> Option<Length> {
    let read = table.parse::<Measure>(name)?;
    let problem = match read.value {
        Measure::Absolute(value) if value > Length::ZERO => return Some(value),
        Measure::Absolute(_) => "a demand is a length above zero",
        Measure::Dots(_) => "a market knows no dots; write millimetres",
    };
    table.reader().error(rules::VALUE, read.span, problem);
    None
}

fn module(table: &TomlTable<'_>) -> Option<ModuleRange> {
    let (min, max) = (length(table, "min")?, length(table, "max")?);
    if min > max {
        let message = "the least module, “min”, is above the greatest, “max”; perhaps they are swapped";
        table.reader().error(rules::VALUE, table.span(), message);
        return None;
    }
    Some(ModuleRange { min, max })
}

const SEPARATOR_WORDS: [(&str, Separator); 2] = [("FNC1", Separator::Fnc1), ("GS", Separator::Gs)];
const SHAPE_WORDS: [(&str, Shape); 2] = [("square", Shape::Square), ("rectangle", Shape::Rectangle)];

/// A list of known words, none of them twice.
fn words<T: Copy + PartialEq>(table: &TomlTable<'_>, name: &str, known: &[(&str, T)]) -> Option<Vec<T>> {
    let mut list = Vec::new();
    for text in table.texts(name) {
        match known.iter().find(|(word, _)| *word == text.value) {
            Some((_, value)) if !list.contains(value) => list.push(*value),
            Some(_) => table.reader().error(rules::VALUE, text.span, format!("“{}” stands here twice", text.value)),
            None => {
                let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
                let message = format!("“{}” is none of {}", text.value, words.join(", "));
                table.reader().error(rules::VALUE, text.span, message);
            }
        }
    }
    (!list.is_empty()).then_some(list)
}

/// Names of the market's fields.
fn fields(table: &TomlTable<'_>, is_field: &dyn Fn(&str) -> bool) -> Option<Vec<Arc<str>>> {
    let mut list: Vec<Arc<str>> = Vec::new();
    for text in table.texts("fields") {
        if is_field(text.value) {
            list.push(text.value.into());
        } else {
            let message = format!("the code of this market has no field “{}”", text.value);
            table.reader().error(rules::VALUE, text.span, message);
        }
    }
    (!list.is_empty()).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::market::{Market, MarketError};

    const SOURCE: &str = "source = 'act'\nclause = 'art. 1'\nconfidence = 'H'\n";

    fn parse(more: &str) -> Result<Market, String> {
        let head = "id = 'x'\ntitle = 'X'\n[[sources]]\nkey = 'act'\ntitle = 'An act'\n";
        let field = "[[fields]]\nai = '21'\nname = 'serial'\nlength = 13\nalphabet = 'cset82'\n";
        match Market::parse("x.toml", format!("{head}{field}{SOURCE}{more}")) {
            Ok(market) => Ok(market),
            Err(MarketError::Mistakes(found)) => {
                Err(found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
            }
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
        for (word, rule) in RULES.iter().zip(PlacementRule::ALL) {
            let rules = market(&format!("[[placement.rules]]\nrule = '{word}'")).placement.rules;
            assert_eq!((rules[0].value, rule.word()), (rule, *word));
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (table, told) in [
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
            assert!(found.contains(told), "“{told}” is not in: {found}");
        }
        assert!(
            parse("[symbol.fnc1]\nsource = 'law'\nclause = 'none'\nconfidence = 'H'").unwrap_err().contains("“law”")
        );
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
        let told: Vec<(&str, &str)> =
            rules.iter().map(|rule| (rule.value.word(), rule.origin.clause.as_deref().unwrap())).collect();
        assert_eq!(told, [("uncovered", "art. 1"), ("no-film", "art. 2")]);
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
                .chain(symbol.shapes.iter().map(|d| &d.origin))
                .chain(symbol.area.iter().map(|d| &d.origin))
                .chain(symbol.module.iter().map(|d| &d.origin))
                .chain(symbol.grade.iter().map(|d| &d.origin))
                .chain(place.apart.iter().map(|d| &d.origin))
                .chain(place.curved.iter().map(|d| &d.origin))
                .chain(place.rules.iter().map(|d| &d.origin))
                .chain(market.demands.iter().map(|d| &d.origin))
                .chain(market.permits.iter().map(|d| &d.origin))
                .collect();
            for origin in origins {
                assert!(origin.source.len() > 5 && origin.clause.as_deref() != Some(""), "{id}: {origin}");
            }
        }
    }
}
