//! `quietzone symbol`: one symbol with its quiet zone, to place in a drawing.

use std::cmp::Reverse;
use std::path::PathBuf;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::gs1::{Code, ElementString};
use quietzone::job::BareSymbol;
use quietzone::layout::SizeQuestion;
use quietzone::market::Market;
use quietzone::report::{Facts, json};
use quietzone::say;
use quietzone::sentence::{Argument, InWords, Sentence, file, list, name, sides};
use quietzone::symbol::{Fit, Separator, SymbolSize, codewords, plain_codewords};
use quietzone::units::{Length, Measure, Resolution};

use super::console::Console;
use super::ended::{Ended, Format};
use super::{barcode, size, typed};

const EXAMPLES: &str = "\
Examples:
  A placeholder of the right size before codes exist:
    quietzone symbol --market kz-pharma --placeholder -o dm.svg
  A code as a symbol in whole dots of a 300 dpi head:
    quietzone symbol --market tr-its '(01)08691234567890(21)1323424679(17)271231(10)A1' --dpi 300 -o dm.png
  An EAN-13 with its quiet zones, 20 mm high, for artwork:
    quietzone symbol --symbology ean13 4780101164394 --height 20mm -o ean.svg
  A GS1-128 for a 300 dpi printer, as it is scanned in distribution:
    quietzone symbol --symbology gs1-128 '(01)04780101164394(10)A1' --application distribution --dpi 300 -o c.zpl
  A code from standard input, so that it stays out of the shell's history:
    quietzone symbol --market kz-pharma - -o dm.pdf < code.txt";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The code as scanned or with its AIs in parentheses, with --symbology what the code says; - for standard input.
    #[arg(required_unless_present = "placeholder", conflicts_with = "placeholder")]
    code: Option<String>,
    /// The market whose code it is [default: the one market whose structure fits].
    #[arg(long, value_name = "ID")]
    market: Option<String>,
    /// A symbol of the market's longest code that says nothing: a GTIN of zeros and the word
    /// PLACEHOLDER.
    #[arg(long, requires = "market", conflicts_with = "symbology")]
    placeholder: bool,
    /// The output: .svg, .pdf, .png, or .zpl with --dpi.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Whole dots of a print head: 203, 300, 600, '12 dots/mm'. Artwork if left out.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Resolution>,
    /// The size wished for its long side without quiet zone, such as 12mm; the smallest that is
    /// allowed if left out.
    #[arg(long, value_name = "LENGTH", conflicts_with = "symbology")]
    size: Option<Measure>,
    /// What stands between the fields: the character GS, or FNC1 [default: as the market has it, FNC1 in
    /// Turkey and for gs1, else GS]. Readers send both as GS.
    #[arg(long, value_enum, value_name = "SEPARATOR")]
    separator: Option<Between>,
    #[command(flatten)]
    grid: size::Grid,
    #[command(flatten)]
    bars: barcode::Wish,
    /// How the result is told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What stands between fields.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Between {
    Gs,
    Fnc1,
}

impl From<Between> for Separator {
    fn from(between: Between) -> Self {
        match between {
            Between::Gs => Separator::Gs,
            Between::Fnc1 => Separator::Fnc1,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    if let Some(symbology) = arguments.bars.symbology {
        let asked = (arguments.code.as_deref().unwrap_or_default(), arguments.dpi, arguments.output.as_path());
        let told = arguments.bars.draw(symbology, asked, arguments.format, console);
        return console.ended(arguments.format, told.map(|()| Ended::Clean));
    }
    let told = draw(arguments).and_then(|drawn| tell(arguments, &drawn, console));
    console.ended(arguments.format, told.map(|()| Ended::Clean))
}

/// What was drawn.
struct Drawn {
    market: String,
    separator: Separator,
    size: SymbolSize,
    fit: Fit,
    bytes: u64,
}

fn draw(arguments: &Arguments) -> Result<Drawn, Failure> {
    let (market, code) = said(arguments)?;
    // A placeholder stands for the longest codes, which no encodation need shorten.
    let count = if arguments.placeholder { plain_codewords(&code) } else { codewords(&code) };
    let size = arguments.grid.size(&market, count)?;
    let refused = |message: Sentence| Diagnostic::error(quietzone::layout::rules::SYMBOL_SIZE, message);
    let wished = match arguments.size.map(|size| size.on(arguments.dpi)) {
        Some(None) => return Err(refused(say!("a size in dots needs --dpi")).into()),
        Some(Some(length)) if length <= Length::ZERO => {
            return Err(refused(say!("--size must be above zero")).into());
        }
        wished => wished.flatten(),
    };
    let quiet = arguments.grid.quiet_zone;
    let question =
        SizeQuestion { symbol: size, market: Some(&market), device: arguments.dpi, quiet, place: None, wished };
    let fit = question.answer().map_err(|impossible| refused(impossible.in_words()))?;
    let preview = Resolution::from_dpi(600).map_err(|error| refused(error.in_words()))?;
    let separator = arguments.separator.map_or_else(|| market.separator(), Separator::from);
    let mut symbol = BareSymbol::new(code, (size, fit), preview, &arguments.output);
    symbol.separator = separator;
    symbol.device = arguments.dpi;
    let bytes = symbol.draw()?;
    Ok(Drawn { market: market.id, separator, size, fit, bytes })
}

/// Markets that are named of those that a code fits.
const NAMED: usize = 5;

/// The code that is to be drawn, and its market.
fn said(arguments: &Arguments) -> Result<(Market, Code), Failure> {
    let diagnostics =
        |faults: Vec<quietzone::market::Fault>| faults.into_iter().map(Diagnostic::from).collect::<Vec<_>>();
    let named = arguments.market.as_deref().map(Market::load).transpose()?;
    if let (true, Some(market)) = (arguments.placeholder, &named) {
        let code = market.placeholder().map_err(diagnostics)?;
        return Ok((market.clone(), code));
    }
    let text = typed::text(arguments.code.as_deref().unwrap_or_default())?;
    if let Some(market) = named {
        let (reading, _) = market.structure.read(&text).map_err(diagnostics)?;
        return Ok((market, reading.code));
    }
    let fitting = Market::all().filter_map(|market| {
        let (reading, _) = market.structure.read(&text).ok()?;
        Some((market, reading.code))
    });
    let mut fitting: Vec<(Market, Code)> = fitting.collect();
    let mut likely: Vec<&(Market, Code)> = fitting.iter().collect();
    likely.sort_by_key(|(market, code)| Reverse((market.is_home_of(code), market.sure_fields())));
    let more = (likely.len() > NAMED).then(|| Argument::from(say!("{more} more", more = likely.len() - NAMED)));
    let names = list(likely.iter().take(NAMED).map(|(market, _)| name(market.id.clone())).chain(more));
    // What is drawn is the same whichever of them it is, if they read the same.
    let separator = |market: &Market| arguments.separator.map_or_else(|| market.separator(), Separator::from);
    let alike = |a: &(Market, Code), b: &(Market, Code)| {
        a.1 == b.1 && a.0.symbol_size == b.0.symbol_size && separator(&a.0) == separator(&b.0)
    };
    let same = fitting.windows(2).all(|pair| matches!(pair, [a, b] if alike(a, b)));
    match fitting.pop() {
        Some(one) if same => Ok(one),
        Some(_) => Err(Diagnostic::error(
            rules::REQUEST,
            say!("the code fits several markets ({names}); name one with --market", names),
        )
        .into()),
        None => Err(match ElementString::parse(&text) {
            Err(error) => typed::unknown(&text, &error),
            Ok(_) => Diagnostic::error(rules::REQUEST, say!("the code fits no market we know"))
                .help(say!(
                    "name its market with --market, to be told what is wrong with it; --market gs1 draws GS1 data of any kind"
                )),
        }
        .into()),
    }
}

fn tell(arguments: &Arguments, drawn: &Drawn, console: &Console) -> Result<(), Failure> {
    let Drawn { market, separator, size, fit, bytes } = drawn;
    match arguments.format {
        Format::Text => {
            let around = sides(fit.width + fit.quiet * 2, fit.height + fit.quiet * 2);
            let mut facts = Facts::default();
            facts.fact(&say!("output"), file(&arguments.output));
            facts.fact(&say!("market"), market);
            let size = name(size.to_string());
            facts.fact(&say!("symbol"), say!("{size} modules, {fit}", size, fit = fit.in_words()));
            facts.fact(&say!("separator"), name(separator.to_string()));
            facts.fact(&say!("size"), say!("{around} with its quiet zone", around));
            facts.fact(&say!("bytes"), bytes);
            console.print(&facts.to_string())
        }
        Format::Json => {
            let output = file(&arguments.output).to_string();
            let more = [
                ("output", output.into()),
                ("market", market.as_str().into()),
                ("separator", separator.to_string().into()),
                ("bytes", (*bytes).into()),
            ];
            console.print_json(&json::symbol(*size, fit, more))
        }
    }
}
