//! The keys of demands in a market file, and how they become types.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asked::{ContrastingArea, ModuleRange, PlacementDemands, PlacementRule, SymbolDemands, TextDemands};
use super::grade::Grade;
use super::origin::{Confidence, Demanded, Duty, Origin};
use crate::document::{Choice, Key, Shape as Keys, TomlTable, ValueKind, choice, rules};
use crate::say;
use crate::sentence::{list, name, outside};
use crate::symbol::{LinearKind, Separator, Shape};
use crate::units::{Length, Measure};

/// Titles of the sources of a file, by their keys.
pub(in crate::market) type Titles<'a> = BTreeMap<&'a str, &'a str>;

const SOURCE: Key = Key::required("source", ValueKind::Text, "The key of the source behind it.");
const CLAUSE: Key =
    Key::required("clause", ValueKind::Text, "The clause, article or paragraph; \"none\" where the source has none.");
const CONFIDENCE: Key = Key::required(
    "confidence",
    ValueKind::Choice(Confidence::WORDS),
    "H: primary text or two sources. M: one good source. L: weak or inferred. Below H a fault is a warning.",
);
const DUTY: Key = Key::optional(
    "duty",
    ValueKind::Choice(Duty::WORDS),
    "How binding it is: required (if left out), advised, or free, which leaves it to the manufacturer.",
);

/// Keys of everything that needs a source.
pub(in crate::market) const SOURCED: &[Key] = &[SOURCE, CLAUSE, CONFIDENCE];
/// Keys of every demand.
pub(in crate::market) const DEMANDED: &[Key] = &[SOURCE, CLAUSE, CONFIDENCE, DUTY];

/// What is asked of the symbol.
pub(in crate::market) static SYMBOL: Keys = Keys {
    unknown: |key| say!("a symbol has no key “{key}”", key),
    missing: |key| say!("this symbol has no “{key}”", key),
    doc: "What is asked of the symbol.",
    keys: &[
        Key::optional("size", ValueKind::Text, "Rows x columns of every code's symbol, when the structure fixes it."),
        Key::optional("ecc200", ValueKind::Table(&ALONE), "Errors are corrected by ECC 200."),
        Key::optional("fnc1", ValueKind::Table(&ALONE), "The symbol begins with FNC1."),
        Key::optional("separators", ValueKind::Table(&SEPARATORS), "What may end a field of varying length."),
        Key::optional(
            "separator",
            ValueKind::Table(&SEPARATOR),
            "What ends such a field in the symbols that are made; GS, as codes are issued, if left out.",
        ),
        Key::optional("shapes", ValueKind::Table(&SHAPES), "The shapes of ISO/IEC 16022 that are allowed."),
        Key::optional("area", ValueKind::Table(&AREA), "The least contrasting area set aside for the symbol."),
        Key::optional("module", ValueKind::Table(&MODULE), "The least and greatest module (X-dimension)."),
        Key::optional("grade", ValueKind::Table(&GRADE), "The least print quality by ISO/IEC 15415."),
    ],
    shared: &[],
};

/// What is asked of the human readable text.
pub(in crate::market) static TEXT: Keys = Keys {
    unknown: |key| say!("a text has no key “{key}”", key),
    missing: |key| say!("this text has no “{key}”", key),
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
    unknown: |key| say!("a placement has no key “{key}”", key),
    missing: |key| say!("this placement has no “{key}”", key),
    doc: "What is asked of the place of the symbol.",
    keys: &[
        Key::optional("apart", ValueKind::Table(&APART), "A linear barcode's distance from the symbol on one face."),
        Key::optional("curved", ValueKind::Table(&CURVED), "The shape asked for on a curved or inclined face."),
        Key::optional("linear", ValueKind::Table(&LINEAR), "The linear barcode that shows the GTIN."),
        Key::optional("rules", ValueKind::Tables(&RULE), "What else is asked of the place."),
    ],
    shared: &[],
};

static LINEAR: Keys = Keys {
    unknown: |key| say!("a linear has no key “{key}”", key),
    missing: |key| say!("this linear has no “{key}”", key),
    doc: "The linear barcode that shows the GTIN.",
    keys: &[Key::required("symbology", ValueKind::Choice(LinearKind::WORDS), "Its symbology.")],
    shared: DEMANDED,
};

static ALONE: Keys = Keys {
    unknown: |key| say!("a demand has no key “{key}”", key),
    missing: |key| say!("this demand has no “{key}”", key),
    doc: "A demand that is told by its name alone.",
    keys: &[],
    shared: DEMANDED,
};

static SEPARATORS: Keys = Keys {
    unknown: |key| say!("a separators has no key “{key}”", key),
    missing: |key| say!("this separators has no “{key}”", key),
    doc: "What may end a field of varying length.",
    keys: &[Key::required("allowed", ValueKind::Texts, "FNC1, GS or both.")],
    shared: DEMANDED,
};

static SEPARATOR: Keys = Keys {
    unknown: |key| say!("a separator has no key “{key}”", key),
    missing: |key| say!("this separator has no “{key}”", key),
    doc: "What ends a field of varying length in the symbols that are made, whatever stood for it in the data.",
    keys: &[Key::required(
        "is",
        ValueKind::Choice(Ending::WORDS),
        "FNC1, or the character GS. A template or an option may say otherwise.",
    )],
    shared: DEMANDED,
};

static SHAPES: Keys = Keys {
    unknown: |key| say!("a shapes has no key “{key}”", key),
    missing: |key| say!("this shapes has no “{key}”", key),
    doc: "The shapes of ISO/IEC 16022 that are allowed.",
    keys: &[Key::required("allowed", ValueKind::Texts, "square, rectangle or both.")],
    shared: DEMANDED,
};

static AREA: Keys = Keys {
    unknown: |key| say!("an area has no key “{key}”", key),
    missing: |key| say!("this area has no “{key}”", key),
    doc: "The least contrasting area set aside for the symbol.",
    keys: &[
        Key::required("width", ValueKind::Text, "A length with its unit."),
        Key::required("height", ValueKind::Text, "A length with its unit."),
    ],
    shared: DEMANDED,
};

static MODULE: Keys = Keys {
    unknown: |key| say!("a module has no key “{key}”", key),
    missing: |key| say!("this module has no “{key}”", key),
    doc: "The least and greatest side of a module.",
    keys: &[
        Key::required("min", ValueKind::Text, "A length with its unit."),
        Key::required("max", ValueKind::Text, "A length with its unit, not below min."),
    ],
    shared: DEMANDED,
};

static GRADE: Keys = Keys {
    unknown: |key| say!("a grade has no key “{key}”", key),
    missing: |key| say!("this grade has no “{key}”", key),
    doc: "The least print quality by ISO/IEC 15415.",
    keys: &[Key::required("least", ValueKind::Text, "A, B, C, D or a number from 0 to 4.")],
    shared: DEMANDED,
};

static FIELDS: Keys = Keys {
    unknown: |key| say!("a list of fields has no key “{key}”", key),
    missing: |key| say!("this list of fields has no “{key}”", key),
    doc: "Fields of the code.",
    keys: &[Key::required("fields", ValueKind::Texts, "Their names.")],
    shared: DEMANDED,
};

static APART: Keys = Keys {
    unknown: |key| say!("a distance has no key “{key}”", key),
    missing: |key| say!("this distance has no “{key}”", key),
    doc: "A distance that is kept.",
    keys: &[Key::required("least", ValueKind::Text, "A length with its unit.")],
    shared: DEMANDED,
};

static CURVED: Keys = Keys {
    unknown: |key| say!("a curved face has no key “{key}”", key),
    missing: |key| say!("this curved face has no “{key}”", key),
    doc: "What is asked where the face is curved or inclined.",
    keys: &[Key::required("shape", ValueKind::Choice(Shape::WORDS), "The symbol's shape.")],
    shared: DEMANDED,
};

static RULE: Keys = Keys {
    unknown: |key| say!("a placement rule has no key “{key}”", key),
    missing: |key| say!("this placement rule has no “{key}”", key),
    doc: "Something that is asked of the place.",
    keys: &[Key::required("rule", ValueKind::Choice(PlacementRule::WORDS), "What is asked.")],
    shared: DEMANDED,
};

/// The title and the clause that a table names; no clause where it says "none".
pub(in crate::market) fn cited<'t>(table: &TomlTable<'t>, titles: &Titles<'t>) -> Option<(&'t str, Option<&'t str>)> {
    let key = table.text("source")?;
    let Some(title) = titles.get(key.value).filter(|title| !title.trim().is_empty()) else {
        let message = say!("there is no source “{key}” with a title in this file", key = outside(key.value));
        table.reader().error(rules::VALUE, key.span, message);
        return None;
    };
    let clause = table.text("clause")?.value;
    Some((title, Some(clause).filter(|clause| *clause != "none")))
}

/// What stands behind a table that has a source.
pub(in crate::market) fn origin(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Origin> {
    let (source, clause) = cited(table, titles)?;
    Some(Origin { source: source.into(), clause: clause.map(Arc::from), confidence: table.choice("confidence")? })
}

/// Reads `[symbol]`.
pub(in crate::market) fn symbol(table: &TomlTable<'_>, titles: &Titles<'_>) -> SymbolDemands {
    SymbolDemands {
        ecc200: one(table, "ecc200", titles, |_| Some(())),
        fnc1: one(table, "fnc1", titles, |_| Some(())),
        separators: one(table, "separators", titles, |table| {
            Some(words(table, "allowed")?.into_iter().map(Ending::separator).collect())
        }),
        separator: one(table, "separator", titles, |table| table.choice("is").map(Ending::separator)),
        shapes: one(table, "shapes", titles, |table| words(table, "allowed")),
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
    let of_fields = |key: &str| one(table, key, titles, |table| fields(table, is_field));
    TextDemands {
        content: of_fields("content"),
        beside: of_fields("beside"),
        parentheses: one(table, "parentheses", titles, |_| Some(())),
        as_encoded: of_fields("as_encoded"),
        repeated: of_fields("repeated"),
    }
}

/// Reads `[placement]`.
pub(in crate::market) fn placement(table: &TomlTable<'_>, titles: &Titles<'_>) -> PlacementDemands {
    PlacementDemands {
        apart: one(table, "apart", titles, |table| length(table, "least")),
        curved: one(table, "curved", titles, |table| table.choice("shape")),
        linear: one(table, "linear", titles, |table| table.choice("symbology")),
        rules: placement_rules(table, titles),
    }
}

fn placement_rules(table: &TomlTable<'_>, titles: &Titles<'_>) -> Vec<Demanded<PlacementRule>> {
    let mut found: Vec<Demanded<PlacementRule>> = Vec::new();
    for table in table.tables("rules") {
        let rule = table.choice::<PlacementRule>("rule");
        let Some(rule) = rule.and_then(|rule| demanded(&table, titles, rule)) else { continue };
        if found.iter().any(|other| other.value == rule.value) {
            let message = say!("the placement rule “{rule}” stands here twice", rule = name(rule.value.word()));
            table.reader().error(rules::VALUE, table.span(), message);
        } else {
            found.push(rule);
        }
    }
    found
}

/// The demand in a table of its own, if it is there.
fn one<T>(
    table: &TomlTable<'_>,
    key: &str,
    titles: &Titles<'_>,
    value: impl FnOnce(&TomlTable<'_>) -> Option<T>,
) -> Option<Demanded<T>> {
    let table = table.table(key)?;
    demanded(&table, titles, value(&table)?)
}

fn demanded<T>(table: &TomlTable<'_>, titles: &Titles<'_>, value: T) -> Option<Demanded<T>> {
    Some(Demanded { value, duty: table.choice("duty").unwrap_or_default(), origin: origin(table, titles)? })
}

/// A length above zero.
fn length(table: &TomlTable<'_>, key: &str) -> Option<Length> {
    let read = table.parse::<Measure>(key)?;
    let problem = match read.value {
        Measure::Absolute(value) if value > Length::ZERO => return Some(value),
        Measure::Absolute(_) => say!("a demand is a length above zero"),
        Measure::Dots(_) => say!("a market knows no dots; write millimetres"),
    };
    table.reader().error(rules::VALUE, read.span, problem);
    None
}

fn module(table: &TomlTable<'_>) -> Option<ModuleRange> {
    let (min, max) = (length(table, "min")?, length(table, "max")?);
    if min > max {
        let message = say!("the least module, “min”, is above the greatest, “max”; perhaps they are swapped");
        table.reader().error(rules::VALUE, table.span(), message);
        return None;
    }
    Some(ModuleRange { min, max })
}

choice! {
    /// What ends a field, in the words of acts.
    enum Ending {
        Fnc1 = "FNC1",
        Gs = "GS",
    }
}

impl Ending {
    fn separator(self) -> Separator {
        match self {
            Ending::Fnc1 => Separator::Fnc1,
            Ending::Gs => Separator::Gs,
        }
    }
}

/// A list of choices, none of them twice.
fn words<T: Choice>(table: &TomlTable<'_>, key: &str) -> Option<Vec<T>> {
    let mut found = Vec::new();
    for text in table.texts(key) {
        let problem = match T::of(text.value) {
            Some(value) if !found.contains(&value) => {
                found.push(value);
                continue;
            }
            Some(value) => say!("“{word}” stands here twice", word = name(value.word())),
            None => say!(
                "“{word}” is none of {known}",
                word = outside(text.value),
                known = list(T::WORDS.iter().map(|word| name(*word)))
            ),
        };
        table.reader().error(rules::VALUE, text.span, problem);
    }
    (!found.is_empty()).then_some(found)
}

/// Names of the market's fields.
fn fields(table: &TomlTable<'_>, is_field: &dyn Fn(&str) -> bool) -> Option<Vec<Arc<str>>> {
    let mut found: Vec<Arc<str>> = Vec::new();
    for text in table.texts("fields") {
        if is_field(text.value) {
            found.push(text.value.into());
        } else {
            let message = say!("the code of this market has no field “{name}”", name = outside(text.value));
            table.reader().error(rules::VALUE, text.span, message);
        }
    }
    (!found.is_empty()).then_some(found)
}
