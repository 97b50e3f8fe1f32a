//! One code explained: its fields, its market, its symbol, and what had to be mended.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::{json, printed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::gs1::{Code, ElementString, ParseError};
use crate::layout::SizeQuestion;
use crate::market::{Fault, Fixing, Market, Mend, Printed, Reading, rules};
use crate::say;
use crate::sentence::{Argument, count, list, name, titled};
use crate::symbol::{Shape, SymbolSize, codewords};

/// Markets that are named of those that read a code alike; those of the GTIN's country come first.
const NAMED: usize = 5;

/// A code as a market reads it.
#[derive(Debug)]
struct MarketReading {
    market: Market,
    reading: Reading,
    mended: Vec<Mend>,
}

/// What a code is.
#[derive(Debug)]
pub struct CodeExplained(What);

#[derive(Debug)]
enum What {
    /// A code of markets, which may read it in more than one way.
    OfMarkets(Vec<MarketReading>),
    /// GS1 data of no market we know.
    Gs1(ElementString),
}

/// Why a code cannot be explained.
#[derive(Debug)]
pub enum Unread {
    /// It is no code of the one market, for these reasons.
    Faulty(Vec<Fault>),
    /// It is no code of any market, and no GS1 data for this reason.
    Unknown(ParseError),
}

/// What is told of a code.
#[derive(Debug)]
pub struct CodeTold {
    facts: Facts,
    json: Map<String, Value>,
    /// How the printed text differs.
    pub findings: Vec<Diagnostic>,
    /// Whether GS1 has something against it.
    is_flawed: bool,
}

impl CodeExplained {
    /// Reads a code by each of some markets; `fixing` says what may be done to it where it is invalid
    /// otherwise.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(text: &str, markets: Vec<Market>, fixing: Fixing) -> Result<Self, Unread> {
        let alone = markets.len() == 1;
        let is_spoilt = |faults: &Vec<Fault>| faults.iter().any(|fault| fault.rule == rules::MENDED);
        let (mut fitting, mut spoilt) = (Vec::new(), None);
        for market in markets {
            match market.structure.read_fixing(text, fixing) {
                Ok((reading, mended)) => fitting.push(MarketReading { market, reading, mended }),
                Err(faults) if alone => return Err(Unread::Faulty(faults)),
                // Of a keyboard's layout a code says by itself.
                Err(faults) => spoilt = spoilt.or(Some(faults).filter(|faults| is_spoilt(faults))),
            }
        }
        let by_looks = |read: &MarketReading| read.mended.iter().any(|step| matches!(step, Mend::LookAlike { .. }));
        fitting.retain(|read| spoilt.is_none() || !by_looks(read));
        // A reading that needs no mending is nearer to what was meant than one that does.
        let least = fitting.iter().map(|read| read.mended.len()).min().unwrap_or(0);
        fitting.retain(|read| read.mended.len() == least);
        if !fitting.is_empty() {
            return Ok(Self(What::OfMarkets(fitting)));
        }
        if let Some(faults) = spoilt {
            return Err(Unread::Faulty(faults));
        }
        ElementString::parse(text).map(|elements| Self(What::Gs1(elements))).map_err(Unread::Unknown)
    }

    /// A printed text held against it; [`None`] if it can be read in more than one way.
    #[must_use]
    pub fn compare(&self, text: &str) -> Option<Printed> {
        match &self.0 {
            What::Gs1(elements) => Some(Printed::compare_elements(elements, text)),
            What::OfMarkets(fitting) => {
                let (first, others) = fitting.split_first()?;
                let one = others.iter().all(|other| other.reading.code == first.reading.code);
                one.then(|| Printed::compare(&first.market.structure, &first.reading.code, text))
            }
        }
    }

    /// What is told of it and of the printed text, if one was compared. Keys and tails are hidden
    /// unless they are to be shown.
    #[must_use]
    pub fn told(&self, compared: Option<&Printed>, show_tails: bool) -> CodeTold {
        let (mut facts, mut json, is_flawed) = match &self.0 {
            What::Gs1(elements) => {
                let (facts, json) = of_gs1(elements, show_tails);
                let is_flawed = !elements.lint().is_empty() || !elements.pairings().is_empty();
                (facts, json, is_flawed)
            }
            What::OfMarkets(fitting) => (in_words(fitting, show_tails), as_json(fitting, show_tails), false),
        };
        let faults = compared.map(Printed::faults).unwrap_or_default();
        let findings: Vec<Diagnostic> = faults.into_iter().map(Diagnostic::from).collect();
        if let Some(compared) = compared {
            printed::add(compared, &mut facts);
            json.insert("printed".into(), printed::as_json(compared));
            json.insert("findings".into(), findings.iter().map(json::finding).collect());
        }
        CodeTold { facts, json, findings, is_flawed }
    }
}

impl CodeTold {
    /// For people.
    #[must_use]
    pub fn text(&self) -> String {
        self.facts.to_string()
    }

    /// For programs.
    #[must_use]
    pub fn json(self) -> Value {
        Value::Object(self.json)
    }

    /// Whether nothing is wrong with it.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        !self.is_flawed && self.findings.iter().all(|found| found.severity < Severity::Error)
    }
}

/// A value, or how long it is.
fn shown(value: &str, hidden: bool) -> String {
    match hidden {
        false => value.to_owned(),
        true => say!("<{n} character>" | "<{n} characters>", n = count(value.len())).to_string(),
    }
}

/// GS1 data of no market we know: its AIs, and what GS1 has against them.
fn of_gs1(elements: &ElementString, show: bool) -> (Facts, Map<String, Value>) {
    let flaws = elements.lint().into_iter().map(|flaw| flaw.to_string());
    let flaws: Vec<String> = flaws.chain(elements.pairings().iter().map(ToString::to_string)).collect();
    let mut facts = Facts::default();
    facts.fact(&say!("market"), say!("none that we know; GS1 data"));
    for (ai, value) in elements.iter() {
        let value = shown(value, ai.is_secret() && !show);
        facts.line(format_args!("  {:14} {value}  {}", format!("({ai})"), ai.title()));
    }
    flaws.iter().for_each(|flaw| facts.fact(&say!("fault"), flaw));
    let json =
        [("ran", json!(true)), ("readings", json!([])), ("gs1", elements.to_json(!show)), ("faults", json!(flaws))];
    (facts, json.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
}

/// Fields of a code: how each is called, and its value unless it is to be hidden.
fn fields<'r>(read: &'r MarketReading, show: bool) -> impl Iterator<Item = (String, String)> + 'r {
    read.market.structure.all_fields().filter_map(move |field| {
        let value = read.market.structure.value(&read.reading.code, field)?;
        Some((field.to_string(), shown(value, field.is_secret && !show)))
    })
}

/// The prices within a code, in words.
fn prices(read: &MarketReading) -> impl Iterator<Item = String> + '_ {
    let structure = &read.market.structure;
    let price = |field: &crate::market::Field| {
        field.kopecks?.in_words(structure.value(&read.reading.code, field)?).map(|price| price.to_string())
    };
    structure.fields().iter().filter_map(price)
}

fn symbol_of(read: &MarketReading) -> Option<SymbolSize> {
    let needed = codewords(&read.reading.code);
    read.market.fixed_size(Some(needed)).or_else(|| SymbolSize::for_codewords(needed, Shape::Square))
}

fn in_words(fitting: &[MarketReading], show: bool) -> Facts {
    let mut facts = Facts::default();
    // Markets that read the code alike are told together.
    for alike in fitting.chunk_by(|a, b| a.reading.code == b.reading.code) {
        let Some(read) = alike.first() else { continue };
        if !facts.is_empty() {
            facts.line("");
        }
        let market = &say!("market");
        match alike {
            [one] => facts.fact(market, format_args!("{} — {}", one.market.id, titled(&one.market.title))),
            several => {
                let mut likely: Vec<&MarketReading> = several.iter().collect();
                likely.sort_by_key(|read| {
                    Reverse((read.market.is_home_of(&read.reading.code), read.market.sure_fields()))
                });
                let named = likely.iter().take(NAMED).map(|read| name(read.market.id.clone()));
                let more = likely.len().saturating_sub(NAMED);
                let more = (more > 0).then(|| Argument::from(say!("{more} more", more)));
                facts.fact(market, say!("one of {markets}", markets = list(named.chain(more))));
            }
        }
        fields(read, show).for_each(|(name, value)| facts.line(format_args!("  {name:14} {value}")));
        prices(read).for_each(|price| facts.fact(&say!("price"), price));
        read.mended.iter().for_each(|step| facts.fact(&say!("mended"), step));
        read.reading.warnings.iter().for_each(|fault| facts.fact(&say!("warning"), &fault.message));
        if let Some(size) = symbol_of(read) {
            let codewords = codewords(&read.reading.code);
            let size_of = name(size.to_string());
            facts.fact(&say!("symbol"), say!("{size} modules, {codewords} codewords", size = size_of, codewords));
            sizes(read, size).into_iter().for_each(|line| facts.line(line));
        }
    }
    facts
}

/// The smallest symbol on the common heads.
fn sizes(read: &MarketReading, symbol: SymbolSize) -> Vec<String> {
    let heads = ["203", "300", "600"].into_iter().filter_map(|head| head.parse().ok());
    heads
        .filter_map(|device| {
            let question = SizeQuestion {
                symbol,
                market: Some(&read.market),
                device: Some(device),
                quiet: 1,
                place: None,
                wished: None,
            };
            Some(format!("  {:20} {}", device.to_string(), question.answer().ok()?))
        })
        .collect()
}

fn as_json(fitting: &[MarketReading], show: bool) -> Map<String, Value> {
    let read = fitting.iter().map(|read| {
        let size = symbol_of(read);
        json!({
            "market": read.market.id,
            "fields": fields(read, show).map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
            "prices": prices(read).collect::<Vec<_>>(),
            "gs1": matches!(read.reading.code, Code::Gs1(_)),
            "mended": read.mended.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "warnings": read.reading.warnings.iter().map(|fault| fault.message.to_string()).collect::<Vec<_>>(),
            "codewords": codewords(&read.reading.code),
            "symbol": size.map(|size| json!({ "rows": size.rows(), "columns": size.columns() })),
        })
    });
    let json = [("ran", json!(true)), ("readings", read.collect())];
    json.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}
