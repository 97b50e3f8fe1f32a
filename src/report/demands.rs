//! What a market asks of symbol, text and place, in words and as JSON.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::market::{Demanded, Duty, Market, Origin, PlacementDemands, SymbolDemands, TextDemands};

/// One demand as it is told.
pub struct Told<'m> {
    /// `symbol`, `text` or `placement`.
    pub about: &'static str,
    /// Its key in the market file.
    key: &'static str,
    /// What is asked, in words.
    pub says: String,
    /// What is asked, as data; units stand in the names.
    data: Vec<(&'static str, Value)>,
    duty: Duty,
    /// What stands behind it.
    pub origin: &'m Origin,
}

impl Told<'_> {
    /// How binding it is, to put behind what it says.
    pub fn aside(&self) -> &'static str {
        match self.duty {
            Duty::Required => "",
            Duty::Advised => " (advised)",
            Duty::Free => " (left to the manufacturer)",
        }
    }
}

/// Every demand that has a type, in the order of the market file's keys.
pub fn of(market: &Market) -> Vec<Told<'_>> {
    let parts = [symbol(&market.symbol), text(market, &market.text), placement(&market.placement)];
    parts.into_iter().flatten().collect()
}

/// All demands: those that have a type by their keys, the others as a list.
pub fn as_json(market: &Market) -> Value {
    let told = of(market);
    let about = |about: &str| -> Map<String, Value> {
        let of_it = told.iter().filter(|told| told.about == about);
        of_it.map(|told| (told.key.to_owned(), json_of(told))).collect()
    };
    let worded = market
        .demands
        .iter()
        .map(|demand| object([("about", json!(demand.about)), ("says", json!(demand.says))], &demand.origin));
    json!({
        "symbol": about("symbol"),
        "text": about("text"),
        "placement": about("placement"),
        "other": worded.collect::<Vec<_>>(),
    })
}

fn json_of(told: &Told<'_>) -> Value {
    object(told.data.iter().cloned().chain([("duty", json!(told.duty.to_string()))]), told.origin)
}

/// Data with what stands behind it.
pub fn object(data: impl IntoIterator<Item = (&'static str, Value)>, origin: &Origin) -> Value {
    let behind = [
        ("source", json!(&*origin.source)),
        ("clause", json!(origin.clause.as_deref())),
        ("confidence", json!(origin.confidence.to_string())),
    ];
    data.into_iter().chain(behind).collect()
}

/// Gathers demands about one thing.
struct List<'m> {
    about: &'static str,
    told: Vec<Told<'m>>,
}

impl<'m> List<'m> {
    fn new(about: &'static str) -> Self {
        Self { about, told: Vec::new() }
    }

    /// Adds a demand if it is there: its key, and what it says in words and as data.
    fn add<T>(
        &mut self,
        key: &'static str,
        demanded: &'m Option<Demanded<T>>,
        tell: impl Fn(&T) -> (String, Vec<(&'static str, Value)>),
    ) {
        if let Some(demanded) = demanded {
            let (says, data) = tell(&demanded.value);
            let (duty, origin) = (demanded.duty, &demanded.origin);
            self.told.push(Told { about: self.about, key, says, data, duty, origin });
        }
    }
}

fn symbol(demands: &SymbolDemands) -> Vec<Told<'_>> {
    let mut list = List::new("symbol");
    list.add("ecc200", &demands.ecc200, |()| ("errors are corrected by ECC 200".into(), Vec::new()));
    list.add("fnc1", &demands.fnc1, |()| ("FNC1 stands in front".into(), Vec::new()));
    list.add("separators", &demands.separators, |allowed| {
        let (words, data) = words(allowed);
        (format!("fields of varying length are ended by {words}"), vec![("allowed", data)])
    });
    list.add("shapes", &demands.shapes, |allowed| {
        let (words, data) = words(allowed);
        (format!("{words}, by ISO/IEC 16022"), vec![("allowed", data)])
    });
    list.add("area", &demands.area, |area| {
        let data = vec![("width_mm", json!(area.width.to_mm())), ("height_mm", json!(area.height.to_mm()))];
        (format!("a contrasting area of at least {:.2} × {}", area.width.to_mm(), area.height), data)
    });
    list.add("module", &demands.module, |range| {
        let (min, max) = (range.min.to_mm(), range.max.to_mm());
        (format!("modules of {min:.3} to {max:.3} mm"), vec![("min_mm", json!(min)), ("max_mm", json!(max))])
    });
    list.add("grade", &demands.grade, |grade| {
        let data = vec![("least", json!(grade.letter().to_string())), ("least_number", json!(grade.number()))];
        (format!("grade {grade} or better by ISO/IEC 15415"), data)
    });
    list.told
}

fn text<'m>(market: &Market, demands: &'m TextDemands) -> Vec<Told<'m>> {
    let mut list = List::new("text");
    let mut fields = |key, demanded: &'m Option<Demanded<Vec<Arc<str>>>>, what: &str| {
        list.add(key, demanded, |names| {
            let shown = names.iter().map(|name| market.field(name).map_or(name.to_string(), ToString::to_string));
            let shown: Vec<String> = shown.collect();
            let data = names.iter().map(|name| json!(&**name)).collect();
            (format!("{} {what}", shown.join(", ")), vec![("fields", data)])
        });
    };
    fields("content", &demands.content, "printed readably");
    fields("beside", &demands.beside, "always next to the symbol");
    fields("as_encoded", &demands.as_encoded, "written as encoded");
    fields("repeated", &demands.repeated, "printed once more, apart from that text");
    list.add("parentheses", &demands.parentheses, |()| {
        ("AIs in parentheses, which are not encoded".into(), Vec::new())
    });
    list.told
}

fn placement(demands: &PlacementDemands) -> Vec<Told<'_>> {
    let mut list = List::new("placement");
    list.add("apart", &demands.apart, |least| {
        let says = format!("linear barcode and symbol on different faces, or at least {least} apart");
        (says, vec![("least_mm", json!(least.to_mm()))])
    });
    list.add("curved", &demands.curved, |shape| {
        (format!("a {shape} on curved or inclined faces"), vec![("shape", json!(shape.to_string()))])
    });
    let rules = demands.rules.iter().map(|rule| Told {
        about: "placement",
        key: rule.value.word(),
        says: rule.value.to_string(),
        data: Vec::new(),
        duty: rule.duty,
        origin: &rule.origin,
    });
    list.told.extend(rules);
    list.told
}

/// A list of words, for people and for programs.
fn words<T: ToString>(list: &[T]) -> (String, Value) {
    let list: Vec<String> = list.iter().map(ToString::to_string).collect();
    (list.join(" or "), json!(list))
}
