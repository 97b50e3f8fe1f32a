//! `quietzone inspect`: one code explained, or a batch looked through.

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use super::progress::Show;
use super::source::Source;
use super::{Console, Ended, Format, symbol};
use quietzone::batch::{Failure, Looked, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::gs1::{Code, ElementString};
use quietzone::layout::SizeQuestion;
use quietzone::market::{Market, Mend, Printed, Reading, Structure};
use quietzone::report::{Listing, json, printed};
use quietzone::symbol::{SymbolSize, codewords};

const EXAMPLES: &str = "\
Examples:
  One code: its fields, its market, its symbol, and what had to be mended:
    quietzone inspect '(01)08691234567890(21)1323424679(17)271231(10)A1'
  Does the printed text say what the symbol says?
    quietzone inspect '(01)18691234567897(21)5132342412' --printed '21B13234241234'
  A batch: how many codes are good, and what is wrong with the others:
    quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma
  Every finding as a line of a spreadsheet:
    quietzone inspect --data samples/kz-pharma.xlsx --market kz-pharma --format csv > findings.csv";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The code as scanned, as a file shows it, or with its AIs in parentheses; - for standard
    /// input.
    #[arg(required_unless_present = "data", conflicts_with = "data")]
    code: Option<String>,
    /// A file of codes: .xlsx, .xls, .ods, .csv, .tsv, .txt; - for standard input.
    #[arg(long, value_name = "FILE", requires = "market")]
    data: Option<PathBuf>,
    /// The market: its name, the path of a market file, or auto [default for one code: all that fit].
    #[arg(long, value_name = "ID")]
    market: Option<String>,
    #[command(flatten)]
    source: Source,
    /// The text printed beside the symbol, to be held against the code: elements with their AIs,
    /// such as (21)ABC or 21ABC, one or more a line. What is left out is no difference.
    #[arg(long, value_name = "TEXT", conflicts_with = "data")]
    printed: Option<String>,
    /// Show keys and crypto tails, which are hidden otherwise.
    #[arg(long)]
    show_tails: bool,
    /// List every finding, not only the first of each kind.
    #[arg(long)]
    all_findings: bool,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text")]
    format: Telling,
}

/// How the answer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Telling {
    /// For people.
    Text,
    /// For programs: one JSON object on standard output.
    Json,
    /// With --data: every finding as a line of CSV on standard output, the summary on standard
    /// error. A cell that a spreadsheet would run as a formula begins with an apostrophe.
    Csv,
}

impl Telling {
    /// How all else is told.
    fn format(self) -> Format {
        if self == Telling::Json { Format::Json } else { Format::Text }
    }
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    let told = match (&arguments.data, arguments.format) {
        (Some(data), _) => batch(arguments, data, console),
        (None, Telling::Csv) => Err(Diagnostic::error(
            rules::REQUEST,
            "--format csv lists the findings of a file; one code has none to list",
        )
        .help("name the file with --data, or take --format json")
        .into()),
        (None, _) => one(arguments, console),
    };
    console.ended(arguments.format.format(), told)
}

fn batch(arguments: &Arguments, data: &std::path::Path, console: &Console) -> Result<Ended, Failure> {
    let started = Instant::now();
    let show = Show::new(console, false, arguments.all_findings && arguments.format == Telling::Text);
    let market = arguments.market.as_deref().unwrap_or_default();
    let inspection = arguments.source.inspection(data, market);
    let listing = (arguments.format == Telling::Csv).then(|| Listing::new(console.output(), &show));
    let seen = match &listing {
        Some(listing) => inspection.run(listing),
        None => inspection.run(&show),
    };
    show.clear();
    let Looked { rows, good, mended, findings, .. } = seen?;
    let seconds = started.elapsed().as_secs_f64();
    let summary =
        format!("rows     {rows}\ngood     {good}\nbad      {}\nmended   {mended}\nseconds  {seconds:.2}", rows - good);
    match arguments.format {
        Telling::Text => {
            console.grouped(&findings, arguments.all_findings);
            console.print(&summary)?;
        }
        Telling::Csv => {
            console.written(listing.map_or(Ok(()), Listing::finish))?;
            console.plain(&summary);
        }
        Telling::Json => console.print_json(&json!({
            "ran": true,
            "rows": rows,
            "good": good,
            "bad": rows - good,
            "mended": mended,
            "findings": json::groups(&findings),
        }))?,
    }
    Ok(if findings.count(Severity::Error) > 0 { Ended::Findings } else { Ended::Clean })
}

/// A code as one or more markets read it.
struct Read {
    market: Market,
    reading: Reading,
    mended: Vec<Mend>,
}

fn one(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let text = symbol::text(arguments.code.as_deref().unwrap_or_default())?;
    let markets = match arguments.market.as_deref().filter(|id| *id != "auto") {
        Some(id) => vec![Market::load(id)?],
        None => Market::all().collect(),
    };
    let alone = markets.len() == 1;
    let mut fitting = Vec::new();
    for market in markets {
        let read = |structure: &Structure| match arguments.source.fix_lookalikes {
            true => structure.read_fixing(&text),
            false => structure.read(&text),
        };
        match read(&market.structure) {
            Ok((reading, mended)) => fitting.push(Read { market, reading, mended }),
            Err(faults) if alone => {
                let found: Vec<Diagnostic> = faults.into_iter().map(Diagnostic::from).collect();
                console.found(&found, arguments.format.format())?;
                return Ok(Ended::Findings);
            }
            Err(_) => {}
        }
    }
    // A reading that needs no mending is nearer to what was meant than one that does.
    let least = fitting.iter().map(|read| read.mended.len()).min().unwrap_or(0);
    fitting.retain(|read| read.mended.len() == least);
    if fitting.is_empty() && alone {
        return Ok(Ended::Findings);
    }
    if fitting.is_empty()
        && let Ok(elements) = ElementString::parse(&text)
    {
        return element_string(&elements, arguments, console);
    }
    if fitting.is_empty() {
        let found = Diagnostic::error(rules::REQUEST, "this is no code of a market we know")
            .help("name its market with --market, to be told what is wrong with it");
        console.found(&[found], arguments.format.format())?;
        return Ok(Ended::Findings);
    }
    let compared = compared(&fitting, arguments.printed.as_deref())?;
    let show = arguments.show_tails;
    tell(as_text(&fitting, show), as_json(&fitting, show), &compared, arguments, console)
}

/// Holds the printed text, if there is one, against the code.
fn compared(fitting: &[Read], text: Option<&str>) -> Result<Option<Printed>, Diagnostic> {
    let (Some(text), Some(read)) = (text, fitting.first()) else { return Ok(None) };
    if fitting.iter().any(|other| other.reading.code != read.reading.code) {
        let message = "the code can be read in more than one way, so a printed text cannot be held against it";
        return Err(Diagnostic::error(rules::REQUEST, message).help("name its market with --market"));
    }
    Ok(Some(Printed::compare(&read.market.structure, &read.reading.code, text)))
}

/// Tells a code and what a printed text says of it.
fn tell(
    text: Vec<String>,
    mut object: Map<String, Value>,
    compared: &Option<Printed>,
    arguments: &Arguments,
    console: &Console,
) -> Result<Ended, Failure> {
    let faults = compared.as_ref().map(Printed::faults).unwrap_or_default();
    let findings: Vec<Diagnostic> = faults.into_iter().map(Diagnostic::from).collect();
    match arguments.format.format() {
        Format::Text => {
            let lines: Vec<String> = text.into_iter().chain(compared.iter().flat_map(printed::lines)).collect();
            console.print(&lines.join("\n"))?;
            console.each(&findings);
        }
        Format::Json => {
            if let Some(compared) = compared {
                object.insert("printed".into(), printed::as_json(compared));
                object.insert("findings".into(), findings.iter().map(json::finding).collect());
            }
            console.print_json(&Value::Object(object))?;
        }
    }
    let is_clean = findings.iter().all(|found| found.severity < Severity::Error);
    Ok(if is_clean { Ended::Clean } else { Ended::Findings })
}

/// Tells GS1 data of no market we know: its AIs, and what GS1 has against them.
fn element_string(elements: &ElementString, arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let flaws: Vec<String> = elements
        .lint()
        .iter()
        .map(ToString::to_string)
        .chain(elements.pairings().iter().map(ToString::to_string))
        .collect();
    let hide = !arguments.show_tails;
    let mut lines = vec!["market   none that we know; GS1 data".to_owned()];
    lines.extend(elements.iter().map(|(ai, value)| {
        let shown = if ai.is_secret() && hide { format!("<{} characters>", value.len()) } else { value.to_owned() };
        format!("  {:14} {shown}  {}", format!("({ai})"), ai.title())
    }));
    lines.extend(flaws.iter().map(|flaw| format!("fault    {flaw}")));
    let json =
        [("ran", json!(true)), ("readings", json!([])), ("gs1", elements.to_json(hide)), ("faults", json!(flaws))];
    let json = json.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    let compared = arguments.printed.as_ref().map(|text| Printed::compare_elements(elements, text));
    Ok(match tell(lines, json, &compared, arguments, console)? {
        Ended::Clean if !flaws.is_empty() => Ended::Findings,
        ended => ended,
    })
}

/// Fields of a code: how each is called, and its value unless it is to be hidden.
fn fields<'r>(read: &'r Read, show: bool) -> impl Iterator<Item = (String, String)> + 'r {
    read.market.structure.fields().iter().filter_map(move |field| {
        let value = read.market.structure.value(&read.reading.code, field)?;
        let shown = if field.is_secret && !show { format!("<{} characters>", value.len()) } else { value.to_owned() };
        Some((field.to_string(), shown))
    })
}

/// The prices within a code, in words.
fn prices(read: &Read) -> impl Iterator<Item = String> + '_ {
    read.market
        .structure
        .fields()
        .iter()
        .filter_map(|field| field.kopecks?.in_words(read.market.structure.value(&read.reading.code, field)?))
}

fn symbol_of(read: &Read) -> Option<SymbolSize> {
    let needed = codewords(&read.reading.code);
    read.market.symbol_size.or_else(|| SymbolSize::for_codewords(needed, quietzone::symbol::Shape::Square))
}

fn as_text(fitting: &[Read], show: bool) -> Vec<String> {
    let mut lines = Vec::new();
    // Markets that read the code alike are told together.
    for alike in fitting.chunk_by(|a, b| a.reading.code == b.reading.code) {
        let Some(read) = alike.first() else { continue };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(match alike {
            [one] => format!("market   {} — {}", one.market.id, one.market.title),
            several => {
                let names: Vec<&str> = several.iter().map(|read| read.market.id.as_str()).collect();
                format!("market   one of {}", names.join(", "))
            }
        });
        lines.extend(fields(read, show).map(|(name, value)| format!("  {name:14} {value}")));
        lines.extend(prices(read).map(|price| format!("price    {price}")));
        for step in &read.mended {
            lines.push(format!("mended   {step}"));
        }
        for fault in &read.reading.warnings {
            lines.push(format!("warning  {}", fault.message));
        }
        let count = codewords(&read.reading.code);
        if let Some(size) = symbol_of(read) {
            lines.push(format!("symbol   {size} modules, {count} codewords"));
            lines.extend(sizes(read, size));
        }
    }
    lines
}

/// The smallest symbol on the common heads.
fn sizes(read: &Read, symbol: SymbolSize) -> Vec<String> {
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

fn as_json(fitting: &[Read], show: bool) -> Map<String, Value> {
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
