//! Market files: their keys, and how a file becomes a [`Market`].

use std::sync::Arc;

use super::built_in::built_in;
use super::definition::{About, Clause, Demand, Market, Permit, Status};
use super::demands::{
    self, Confidence, PLACEMENT, PlacementDemands, Reference, SOURCED, SYMBOL, SymbolDemands, TEXT, TextDemands,
    Titles, cited, origin, reference,
};
use super::field::{Companion, Field, Trailing};
use super::identity::{COPIES, IDENTITY, ORDER, copies, identity, order};
use super::price::Kopecks;
use super::structure::Structure;
use crate::diagnostic::{Diagnostic, SourceText};
use crate::document::{Choice, Key, Reader, Shape, Spanned, TomlTable, ValueKind, rules};
use crate::gs1::{Ai, Alphabet};
use crate::say;
use crate::sentence::{Sentence, count, name, outside};
use crate::symbol::SymbolSize;

static MARKET: Shape = Shape {
    unknown: |key| say!("a market has no key “{key}”", key),
    missing: |key| say!("this market has no “{key}”", key),
    doc: "A market and product group.",
    keys: &[
        Key::required("id", ValueKind::Text, "Its short name, the same as the file's."),
        Key::required("title", ValueKind::Text, "Its name for people."),
        Key::optional("base", ValueKind::Text, "Another market whose fields, companions and symbol it takes over."),
        Key::optional("family", ValueKind::Flag, "Only a base for others: no goods of its own."),
        Key::optional(
            "prefixes",
            ValueKind::Texts,
            "GS1 prefixes of its country: of markets that read codes alike the one at home comes first.",
        ),
        Key::optional(
            "open",
            ValueKind::Flag,
            "Any AIs may stand in its codes, in any order; its fields are those with names.",
        ),
        Key::optional("sources", ValueKind::Tables(&SOURCE), "The acts and other texts behind the demands."),
        Key::optional("fields", ValueKind::Tables(&FIELD), "The fields of the code, in order; the base's if left out."),
        Key::optional(
            "trailing",
            ValueKind::Tables(&TRAILING),
            "What the maker puts behind codes that are issued without it, in order; the base's if left out.",
        ),
        Key::optional("companions", ValueKind::Tables(&COMPANION), "Data beside the code: batch, expiry, product."),
        Key::optional(
            "identity",
            ValueKind::Table(&IDENTITY),
            "What tells a unit from others; (00), or (01) and (21), if left out.",
        ),
        Key::optional("copies", ValueKind::Table(&COPIES), "How often a label may stand; once if left out."),
        Key::optional("order", ValueKind::Table(&ORDER), "What one order of codes holds."),
        Key::optional("symbol", ValueKind::Table(&SYMBOL), "What is asked of the symbol."),
        Key::optional("text", ValueKind::Table(&TEXT), "What is asked of the human readable text."),
        Key::optional("placement", ValueKind::Table(&PLACEMENT), "What is asked of the place of the symbol."),
        Key::optional("demands", ValueKind::Tables(&DEMAND), "What else is asked, for people to read."),
        Key::optional(
            "permits",
            ValueKind::Tables(&PERMIT),
            "AIs beside one another that GS1 forbids and the act allows.",
        ),
        Key::optional("ledger", ValueKind::Tables(&CLAUSE), "Every clause of an act whose text is at hand."),
    ],
    shared: &[],
};

static PERMIT: Shape = Shape {
    unknown: |key| say!("a permit has no key “{key}”", key),
    missing: |key| say!("this permit has no “{key}”", key),
    doc: "An AI that GS1 forbids, or asks for more, beside another.",
    keys: &[
        Key::required("ai", ValueKind::Text, "The AI."),
        Key::required("beside", ValueKind::Text, "The AI it stands beside."),
    ],
    shared: SOURCED,
};

static DEMAND: Shape = Shape {
    unknown: |key| say!("a demand has no key “{key}”", key),
    missing: |key| say!("this demand has no “{key}”", key),
    doc: "Something that is asked and that no key of symbol, text or placement tells.",
    keys: &[
        Key::required("about", ValueKind::Choice(About::WORDS), "What it is about."),
        Key::required("says", ValueKind::Text, "What is asked, in a sentence."),
    ],
    shared: SOURCED,
};

static CLAUSE: Shape = Shape {
    unknown: |key| say!("a clause has no key “{key}”", key),
    missing: |key| say!("this clause has no “{key}”", key),
    doc: "A clause of an act, and what becomes of it.",
    keys: &[
        Key::required("source", ValueKind::Text, "The key of the act."),
        Key::required("clause", ValueKind::Text, "Its number in the act, or its place in words where it has none."),
        Key::required("says", ValueKind::Text, "What it demands, in a sentence."),
        Key::required("status", ValueKind::Choice(Status::WORDS), "What becomes of it."),
        Key::optional("by", ValueKind::Text, "The rules that enforce it or warn."),
    ],
    shared: &[],
};

static SOURCE: Shape = Shape {
    unknown: |key| say!("a source has no key “{key}”", key),
    missing: |key| say!("this source has no “{key}”", key),
    doc: "An act or another text.",
    keys: &[
        Key::required("key", ValueKind::Text, "A short name to refer to it."),
        Key::required("title", ValueKind::Text, "What it is called, with number, date and edition."),
    ],
    shared: &[],
};

static FIELD: Shape = Shape {
    unknown: |key| say!("a field has no key “{key}”", key),
    missing: |key| say!("this field has no “{key}”", key),
    doc: "One field of the code.",
    keys: &[
        Key::optional("ai", ValueKind::Text, "Its application identifier; none in codes of fixed fields."),
        Key::required("name", ValueKind::Text, "Its name in templates."),
        Key::optional("length", ValueKind::Integer(1, 90), "Its length in characters, when fixed."),
        Key::optional("max_length", ValueKind::Integer(1, 90), "Its greatest length, when it varies."),
        Key::required("alphabet", ValueKind::Text, "The characters it may hold."),
        Key::optional("begins_with", ValueKind::Text, "The characters of which its value begins with one."),
        Key::optional(
            "month_end",
            ValueKind::Flag,
            "Whether it is a date whose day is the month's last or 00; another day is a warning.",
        ),
        Key::optional("optional", ValueKind::Flag, "Whether it may be left out."),
        Key::optional("secret", ValueKind::Flag, "Whether it is a key or a crypto tail, where no AI tells it."),
        Key::optional("kopecks", ValueKind::Choice(Kopecks::WORDS), "How it writes a price, where it is one."),
        Key::optional("columns", ValueKind::Texts, "Headers of columns that hold it."),
    ],
    shared: SOURCED,
};

static TRAILING: Shape = Shape {
    unknown: |key| say!("a trailing field has no key “{key}”", key),
    missing: |key| say!("this trailing field has no “{key}”", key),
    doc: "A field that the maker puts behind the code, from a column of the data. Its length is GS1's.",
    keys: &[
        Key::required(
            "ai",
            ValueKind::Text,
            "Its application identifier; with a y for the number of decimals, as in 335y, all six of 3350 to 3355, of which a code has one.",
        ),
        Key::required(
            "name",
            ValueKind::Text,
            "Its name in templates; with the number behind it where the AI has a y.",
        ),
        Key::optional("alphabet", ValueKind::Text, "The characters it may hold; GS1's if left out."),
        Key::optional("columns", ValueKind::Texts, "Headers of columns that hold it, beside its AI; not with a y."),
        Key::optional(
            "whole",
            ValueKind::Texts,
            "Headers that hold it as a whole number of its smallest unit, such as grams; not with a y.",
        ),
    ],
    shared: SOURCED,
};

static COMPANION: Shape = Shape {
    unknown: |key| say!("a companion has no key “{key}”", key),
    missing: |key| say!("this companion has no “{key}”", key),
    doc: "Data that stands beside the code.",
    keys: &[
        Key::required("name", ValueKind::Text, "Its name in templates."),
        Key::optional("date", ValueKind::Flag, "Whether it is a date."),
        Key::optional("columns", ValueKind::Texts, "Headers of columns that hold it."),
    ],
    shared: &[],
};

/// Reads a market file.
pub(super) fn read(source: &Arc<SourceText>) -> Result<Market, Vec<Diagnostic>> {
    Reader::new(source).read(&MARKET, market)
}

fn market(root: TomlTable<'_>) -> Option<Market> {
    let base = match root.text("base") {
        Some(id) => Some(base(&root, &id)?),
        None => None,
    };
    let sources = root.tables("sources");
    let titles: Titles<'_> =
        sources.iter().filter_map(|t| Some((t.text("key")?.value, t.text("title")?.value))).collect();
    let fields: Vec<Field> = root.tables("fields").iter().filter_map(|table| field(table, &titles)).collect();
    let behind: Vec<Field> =
        root.tables("trailing").iter().filter_map(|table| trailing(table, &titles)).flatten().collect();
    let structure = match (Structure::new(fields), &base) {
        (Some(own), _) if root.flag("open") && !own.is_plain() => own.opened(),
        (Some(own), _) if own.is_plain() && !behind.is_empty() => {
            let message = say!("codes of fixed fields without AIs have nothing behind them");
            root.reader().error(rules::VALUE, root.span(), message);
            own
        }
        (Some(own), _) => own.with_trailing(behind),
        (None, Some(base)) if behind.is_empty() => base.structure.clone(),
        (None, Some(base)) => base.structure.clone().with_trailing(behind),
        (None, None) => {
            let message =
                say!("a market has fields, all with an AI or all of fixed lengths without, or a “base” that has them");
            root.reader().error(rules::MISSING, root.span(), message);
            return None;
        }
    };
    let (symbol, text, placement) = asked(&root, &titles, &structure);
    let table = |key: &str| root.table(key);
    let own = Market {
        id: shown(root.text("id")?.value),
        title: shown(root.text("title")?.value),
        is_family: root.flag("family"),
        prefixes: root.texts("prefixes").into_iter().map(|text| text.value.to_owned()).collect(),
        identity: table("identity").and_then(|table| identity(&table, &titles, &structure)),
        copies: table("copies").and_then(|table| copies(&table, &titles)),
        order: table("order").and_then(|table| order(&table, &titles)),
        structure,
        companions: root.tables("companions").iter().filter_map(companion).collect(),
        symbol_size: root.table("symbol").and_then(|table| table.parse::<SymbolSize>("size")).map(|size| size.value),
        symbol,
        text,
        placement,
        permits: root.tables("permits").iter().filter_map(|table| permit(table, &titles)).collect(),
        demands: root.tables("demands").iter().filter_map(|table| demand(table, &titles)).collect(),
        ledger: root.tables("ledger").iter().filter_map(|table| clause(table, &titles)).collect(),
    };
    Some(match base {
        None => own,
        Some(base) => over(own, base, root.has("fields")),
    })
}

/// A name that messages tell, without what resembles a code in it.
fn shown(name: &str) -> String {
    outside(name).to_string()
}

/// What is asked of symbol, text and place.
fn asked(
    root: &TomlTable<'_>,
    titles: &Titles<'_>,
    structure: &Structure,
) -> (SymbolDemands, TextDemands, PlacementDemands) {
    let is_field = |name: &str| structure.fields().iter().any(|field| &*field.name == name);
    let table = |key: &str| root.table(key);
    (
        table("symbol").map(|table| demands::symbol(&table, titles)).unwrap_or_default(),
        table("text").map(|table| demands::text(&table, titles, &is_field)).unwrap_or_default(),
        table("placement").map(|table| demands::placement(&table, titles)).unwrap_or_default(),
    )
}

/// A market with what it takes over from its base.
fn over(own: Market, base: Market, has_fields: bool) -> Market {
    Market {
        prefixes: if own.prefixes.is_empty() { base.prefixes } else { own.prefixes },
        companions: if own.companions.is_empty() { base.companions } else { own.companions },
        symbol_size: own.symbol_size.or(base.symbol_size.filter(|_| !has_fields)),
        identity: own.identity.or(base.identity.filter(|_| !has_fields)),
        copies: own.copies.or(base.copies),
        order: own.order.or(base.order),
        symbol: own.symbol.or(base.symbol),
        text: own.text.or(base.text),
        placement: own.placement.or(base.placement),
        demands: base.demands.into_iter().chain(own.demands).collect(),
        ..own
    }
}

/// The market that another one takes over from: a built-in one, and never one that has a base
/// itself, so that nobody has to follow a chain.
fn base(root: &TomlTable<'_>, id: &Spanned<&str>) -> Option<Market> {
    let mistake = |message: Sentence| root.reader().error(rules::VALUE, id.span.clone(), message);
    let Some((id, text)) = built_in(id.value) else {
        mistake(say!("there is no built-in market “{id}”", id = outside(id.value)));
        return None;
    };
    let source = Arc::new(SourceText { name: format!("{id}.toml"), text: text.to_owned() });
    let read = Reader::new(&source).read(&MARKET, |root| if root.has("base") { None } else { market(root) });
    match read {
        Ok(market) => Some(market),
        Err(found) => {
            mistake(say!("“{id}” cannot be a base: it has one itself", id = name(id)));
            found.into_iter().for_each(|error| root.reader().note(error));
            None
        }
    }
}

fn permit(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Permit> {
    let ai = |key: &str| ai(table, table.text(key)?);
    Some(Permit { ai: ai("ai")?, beside: ai("beside")?, origin: origin(table, titles)? })
}

/// An AI of GS1's table.
fn ai(table: &TomlTable<'_>, text: Spanned<&str>) -> Option<Ai> {
    let ai = Ai::new(text.value);
    if ai.is_none() {
        let message = say!("“{ai}” is not an application identifier we know", ai = outside(text.value));
        table.reader().error(rules::VALUE, text.span, message);
    }
    ai
}

fn demand(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Demand> {
    Some(Demand {
        about: table.choice("about")?,
        says: table.text("says")?.value.to_owned(),
        origin: origin(table, titles)?,
    })
}

fn clause(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Clause> {
    let status = table.choice("status")?;
    let by = table.text("by").map(|text| text.value.to_owned());
    if by.is_some() != matches!(status, Status::Enforced | Status::Warned) {
        let message = say!("what is enforced or warned names the rules in “by”, and nothing else does");
        table.reader().error(rules::MISSING, table.span(), message);
        return None;
    }
    Some(Clause { reference: sourced(table, titles)?, says: table.text("says")?.value.to_owned(), status, by })
}

fn field(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Field> {
    let reader = table.reader();
    let ai = match table.text("ai") {
        None => None,
        Some(text) => Some(ai(table, text)?),
    };
    let (min, max) = match (table.integer("length"), table.integer("max_length")) {
        (Some(Spanned { value, .. }), None) => (value, value),
        (None, Some(Spanned { value, .. })) => (1, value),
        _ => {
            let message = say!("a field has either “length” or “max_length”");
            reader.error(rules::MISSING, table.span(), message);
            return None;
        }
    };
    let (min, max) = (usize::try_from(min).ok()?, usize::try_from(max).ok()?);
    if let Some((ai, format)) = ai.map(|ai| (ai, ai.format()))
        && (max > format.max || min < format.min && min == max)
    {
        let message = say!(
            "GS1 gives ({ai}) {min} to {max} character" | "GS1 gives ({ai}) {min} to {max} characters",
            ai = name(ai.to_string()),
            min = format.min,
            max = count(format.max)
        );
        reader.error(rules::VALUE, table.span(), message);
    }
    Some(Field {
        ai,
        name: shown(table.text("name")?.value).into(),
        kopecks: table.choice("kopecks"),
        is_secret: ai.map_or_else(|| table.flag("secret"), Ai::is_secret),
        min,
        max,
        alphabet: table.parse::<Alphabet>("alphabet")?.value,
        strict: table.choice("confidence") == Some(Confidence::High),
        begins_with: table.text("begins_with").map(|text| text.value.into()),
        month_end: table.flag("month_end"),
        optional: table.flag("optional"),
        trailing: None,
        columns: headers(table),
        reference: sourced(table, titles)?,
    })
}

/// The digit of an AI that tells the decimals of its value.
const DECIMALS: char = 'y';

/// A field behind the code; six where the AI leaves its decimals open.
fn trailing(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Vec<Field>> {
    let text = table.text("ai")?;
    let (written, title) = (text.value, table.text("name")?.value);
    let columns = ["columns", "whole"].map(|key| headers_of(table, key));
    let ais: Vec<(Ai, String)> = match written.strip_suffix(DECIMALS) {
        None => vec![(ai(table, text)?, title.to_owned())],
        Some(_) if columns.iter().any(|names| !names.is_empty()) => {
            let message =
                say!("of {ai} a header does not tell the decimals; leave the headers out", ai = outside(written));
            table.reader().error(rules::VALUE, text.span, message);
            return None;
        }
        Some(digits) => {
            let of = |decimals: u8| Some((Ai::new(&format!("{digits}{decimals}"))?, format!("{title}{decimals}")));
            (0..=5)
                .map(|decimals| of(decimals).or_else(|| ai(table, text.clone()).map(|ai| (ai, String::new()))))
                .collect::<Option<_>>()?
        }
    };
    let [named, whole] = columns;
    let reference = sourced(table, titles)?;
    let field = |(ai, name): (Ai, String)| Field {
        ai: Some(ai),
        name: name.into(),
        kopecks: None,
        is_secret: false,
        min: ai.format().min,
        max: ai.format().max,
        alphabet: table.parse::<Alphabet>("alphabet").map_or_else(|| ai.format().alphabet(), |alphabet| alphabet.value),
        strict: table.choice("confidence") == Some(Confidence::High),
        begins_with: None,
        month_end: false,
        optional: true,
        trailing: Some(Trailing { family: written.into(), whole: whole.clone() }),
        columns: [ai.to_string(), format!("({ai})"), format!("AI {ai}"), format!("АИ {ai}")]
            .into_iter()
            .chain(named.iter().chain(&whole).cloned())
            .collect(),
        reference: reference.clone(),
    };
    Some(ais.into_iter().map(field).collect())
}

fn companion(table: &TomlTable<'_>) -> Option<Companion> {
    Some(Companion {
        name: shown(table.text("name")?.value).into(),
        is_date: table.flag("date"),
        columns: headers(table),
    })
}

fn headers(table: &TomlTable<'_>) -> Vec<String> {
    headers_of(table, "columns")
}

fn headers_of(table: &TomlTable<'_>, key: &str) -> Vec<String> {
    table.texts(key).into_iter().map(|text| text.value.to_owned()).collect()
}

/// The source that a table names.
fn sourced(table: &TomlTable<'_>, titles: &Titles<'_>) -> Option<Reference> {
    cited(table, titles).map(|(title, clause)| reference(title, clause))
}
