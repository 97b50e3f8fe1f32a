//! What a market asks of symbol, text and place, in words and as JSON.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::document::Choice;
use crate::market::{About, Demanded, Duty, Market, Origin, PlacementDemands, SymbolDemands, TextDemands};
use crate::say;
use crate::sentence::{Argument, InWords, Sentence, decimal, either, list, name, sides};
use crate::symbol::Shape;

/// One demand as it is told.
pub struct ToldDemand<'m> {
    /// What it is about.
    pub about: About,
    /// Its key in the market file.
    key: &'static str,
    /// What is asked, in words.
    pub says: Sentence,
    /// What is asked, as data; units stand in the names.
    data: Vec<(&'static str, Value)>,
    duty: Duty,
    /// What stands behind it.
    pub origin: &'m Origin,
}

impl ToldDemand<'_> {
    /// How binding it is, to put behind what it says.
    pub fn aside(&self) -> Option<Sentence> {
        match self.duty {
            Duty::Required => None,
            Duty::Advised => Some(say!("(advised)")),
            Duty::Free => Some(say!("(left to the manufacturer)")),
        }
    }
}

/// Every demand that has a type, in the order of the market file's keys.
pub fn of(market: &Market) -> Vec<ToldDemand<'_>> {
    let parts = [symbol(&market.symbol), text(market, &market.text), placement(&market.placement)];
    parts.into_iter().flatten().collect()
}

/// All demands: those that have a type by their keys, the others as a list.
pub fn as_json(market: &Market) -> Value {
    let told = of(market);
    let about = |about: About| -> Map<String, Value> {
        let of_it = told.iter().filter(|told| told.about == about);
        of_it.map(|told| (told.key.to_owned(), json_of(told))).collect()
    };
    let worded = market
        .demands
        .iter()
        .map(|demand| object([("about", json!(demand.about.word())), ("says", json!(demand.says))], &demand.origin));
    json!({
        "symbol": about(About::Symbol),
        "text": about(About::Text),
        "placement": about(About::Placement),
        "other": worded.collect::<Vec<_>>(),
    })
}

fn json_of(told: &ToldDemand<'_>) -> Value {
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
    about: About,
    told: Vec<ToldDemand<'m>>,
}

impl<'m> List<'m> {
    fn new(about: About) -> Self {
        Self { about, told: Vec::new() }
    }

    /// Adds a demand if it is there: its key, and what it says in words and as data.
    fn add<T>(
        &mut self,
        key: &'static str,
        demanded: &'m Option<Demanded<T>>,
        tell: impl Fn(&T) -> (Sentence, Vec<(&'static str, Value)>),
    ) {
        if let Some(demanded) = demanded {
            let (says, data) = tell(&demanded.value);
            let (duty, origin) = (demanded.duty, &demanded.origin);
            self.told.push(ToldDemand { about: self.about, key, says, data, duty, origin });
        }
    }
}

fn symbol(demands: &SymbolDemands) -> Vec<ToldDemand<'_>> {
    let mut list = List::new(About::Symbol);
    list.add("ecc200", &demands.ecc200, |()| (say!("errors are corrected by ECC 200"), Vec::new()));
    list.add("fnc1", &demands.fnc1, |()| (say!("FNC1 stands in front"), Vec::new()));
    list.add("separators", &demands.separators, |allowed| {
        let (these, data) = words(allowed);
        (say!("fields of varying length are ended by {these}", these), vec![("allowed", data)])
    });
    list.add("separator", &demands.separator, |separator| {
        let word = separator.to_string();
        let says = say!(
            "symbols are made with {separator} between fields, where nothing else is said",
            separator = name(word.clone())
        );
        (says, vec![("is", json!(word))])
    });
    list.add("shapes", &demands.shapes, |allowed| {
        let (these, data) = words(allowed);
        (say!("{these}, by ISO/IEC 16022", these), vec![("allowed", data)])
    });
    list.add("area", &demands.area, |area| {
        let data = vec![("width_mm", json!(area.width.to_mm())), ("height_mm", json!(area.height.to_mm()))];
        (say!("a contrasting area of at least {area}", area = sides(area.width, area.height)), data)
    });
    list.add("module", &demands.module, |range| {
        let (min, max) = (range.min.to_mm(), range.max.to_mm());
        let says = say!("modules of {min} to {max} mm", min = decimal(min, 3), max = decimal(max, 3));
        (says, vec![("min_mm", json!(min)), ("max_mm", json!(max))])
    });
    list.add("grade", &demands.grade, |grade| {
        let data = vec![("least", json!(grade.letter().to_string())), ("least_number", json!(grade.number()))];
        (say!("grade {grade} or better by ISO/IEC 15415", grade = name(grade.to_string())), data)
    });
    list.told
}

fn text<'m>(market: &Market, demands: &'m TextDemands) -> Vec<ToldDemand<'m>> {
    let mut told = List::new(About::Text);
    let mut fields = |key, demanded: &'m Option<Demanded<Vec<Arc<str>>>>, says: fn(Argument) -> Sentence| {
        told.add(key, demanded, |names| {
            let shown = names
                .iter()
                .map(|field| name(market.field(field).map_or_else(|| field.to_string(), ToString::to_string)));
            let data = names.iter().map(|name| json!(&**name)).collect();
            (says(list(shown)), vec![("fields", data)])
        });
    };
    fields("content", &demands.content, |fields| say!("{fields} printed readably", fields));
    fields("beside", &demands.beside, |fields| say!("{fields} always next to the symbol", fields));
    fields("as_encoded", &demands.as_encoded, |fields| say!("{fields} written as encoded", fields));
    fields("repeated", &demands.repeated, |fields| say!("{fields} printed once more, apart from that text", fields));
    told.add("parentheses", &demands.parentheses, |()| (say!("AIs in parentheses, which are not encoded"), Vec::new()));
    told.told
}

fn placement(demands: &PlacementDemands) -> Vec<ToldDemand<'_>> {
    let mut list = List::new(About::Placement);
    list.add("apart", &demands.apart, |least| {
        let least_mm = json!(least.to_mm());
        let says = say!("linear barcode and symbol on different faces, or at least {least} apart", least = *least);
        (says, vec![("least_mm", least_mm)])
    });
    list.add("curved", &demands.curved, |shape| {
        let says = match shape {
            Shape::Square => say!("a square on curved or inclined faces"),
            Shape::Rectangle => say!("a rectangle on curved or inclined faces"),
        };
        (says, vec![("shape", json!(shape.to_string()))])
    });
    list.add("linear", &demands.linear, |kind| {
        (say!("the GTIN as {kind}", kind = name(kind.to_string())), vec![("symbology", json!(kind.word()))])
    });
    let rules = demands.rules.iter().map(|rule| ToldDemand {
        about: About::Placement,
        key: rule.value.word(),
        says: rule.value.in_words(),
        data: Vec::new(),
        duty: rule.duty,
        origin: &rule.origin,
    });
    list.told.extend(rules);
    list.told
}

/// One of these words, for people and for programs.
fn words<T: ToString>(list: &[T]) -> (Argument, Value) {
    let list: Vec<String> = list.iter().map(ToString::to_string).collect();
    (either(list.iter().cloned().map(name)), json!(list))
}
