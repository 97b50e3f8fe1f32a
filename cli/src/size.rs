//! `quietzone size`: how large a market's symbol is on a print head.

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::layout::SizeQuestion;
use quietzone::market::{Fault, Market};
use quietzone::report::Sizes;
use quietzone::say;
use quietzone::sentence::{Sentence, name, outside};
use quietzone::symbol::{Shape, SymbolSize, codewords, plain_codewords};
use quietzone::units::{Length, Measure, Resolution};

use super::barcode::{HEADS, Wish};
use super::console::Console;
use super::ended::{Ended, Format};
use super::typed;

const EXAMPLES: &str = "\
Examples:
  What a symbol of Kazakh medicines can be at 300 dpi, and whether 14 × 14 mm is enough:
    quietzone size --market kz-pharma --dpi 300 --box 14x14mm
  The same for all common print heads and for press artwork:
    quietzone size --market kz-pharma
  Of one code of GS1 data:
    quietzone size --market gs1 '(01)04780101164394(15)271231(10)A1'
  Of an EAN-13 at points of sale, in 30 mm:
    quietzone size --symbology ean13 --application retail --box 30x20mm";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The code whose symbol is meant; the market's longest if left out. - for standard input.
    code: Option<String>,
    /// The market: its name, or the path of a market file.
    #[arg(long, value_name = "ID", required_unless_present = "symbology")]
    market: Option<String>,
    /// The print head: 203, 300, 600, '12 dots/mm'; all common ones and artwork if left out.
    #[arg(long, value_name = "DPI")]
    dpi: Option<Resolution>,
    /// The place it must fit into with its quiet zone, such as 14x14mm.
    #[arg(long = "box", value_name = "WxH", value_parser = place)]
    place: Option<(Length, Length)>,
    #[command(flatten)]
    grid: Grid,
    #[command(flatten)]
    bars: Wish,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// The modules of a symbol.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Grid {
    /// Rows and columns, such as 16x48, when the smallest square is not wanted.
    #[arg(long, value_name = "RxC")]
    modules: Option<SymbolSize>,
    /// A rectangle instead of a square.
    #[arg(long, conflicts_with = "modules")]
    rectangle: bool,
    /// Modules of quiet zone on each side.
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(crate) quiet_zone: u32,
}

impl Grid {
    /// Rows and columns of a symbol for a code of so many codewords.
    pub(crate) fn size(&self, market: &Market, count: usize) -> Result<SymbolSize, Diagnostic> {
        let shape = if self.rectangle { Shape::Rectangle } else { Shape::Square };
        let by_market = market.fixed_size(Some(count)).filter(|size| size.shape() == shape);
        let size = match self.modules {
            Some(size) => Some(size).filter(|size| size.data_codewords() >= count),
            None => by_market.or_else(|| SymbolSize::for_codewords(count, shape)),
        };
        size.ok_or_else(|| {
            let message = match (self.modules, shape) {
                (Some(size), _) => say!(
                    "the code needs {count} codewords, a {size} symbol holds {most}",
                    count,
                    size = name(size.to_string()),
                    most = size.data_codewords()
                ),
                (None, Shape::Square) => {
                    say!("the code needs {count} codewords, no square of ISO/IEC 16022 holds as many", count)
                }
                (None, Shape::Rectangle) => {
                    say!("the code needs {count} codewords, no rectangle of ISO/IEC 16022 holds as many", count)
                }
            };
            Diagnostic::error(quietzone::layout::rules::SYMBOL_DATA, message)
                .help(say!("take a square, or a symbol with more modules"))
        })
    }
}

/// Reads `14x14mm` or `14 mm x 10 mm`.
pub(crate) fn place(text: &str) -> Result<(Length, Length), Sentence> {
    let wrong = || say!("“{text}” is not a place; write width and height, such as 14x14mm", text = outside(text));
    let (width, height) = text.split_once(['x', 'X', '×', 'х']).ok_or_else(wrong)?;
    let unit: String = height.chars().skip_while(|c| c.is_ascii_digit() || matches!(c, '.' | ' ')).collect();
    let side = |text: &str| {
        let plain = text.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
        let text = if plain { format!("{}{unit}", text.trim()) } else { text.to_owned() };
        match text.parse::<Measure>() {
            Ok(Measure::Absolute(length)) if length > Length::ZERO => Ok(length),
            _ => Err(wrong()),
        }
    };
    Ok((side(width)?, side(height)?))
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    console.ended(arguments.format, tell(arguments, console))
}

fn tell(arguments: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let heads: Vec<Option<Resolution>> = match arguments.dpi {
        Some(head) => vec![Some(head)],
        None => HEADS.iter().filter_map(|head| head.parse().ok().map(Some)).chain([None]).collect(),
    };
    if let Some(symbology) = arguments.bars.symbology {
        let asked = (heads.as_slice(), arguments.place);
        return arguments.bars.sizes(symbology, arguments.code.as_deref(), asked, arguments.format, console);
    }
    let market = Market::load(arguments.market.as_deref().unwrap_or_default())?;
    let count = codewords_of(arguments, &market)?;
    let symbol = arguments.grid.size(&market, count)?;
    let questions: Vec<SizeQuestion<'_>> = heads
        .into_iter()
        .map(|device| SizeQuestion {
            symbol,
            market: Some(&market),
            device,
            quiet: arguments.grid.quiet_zone,
            place: arguments.place,
            wished: None,
        })
        .collect();
    let sizes =
        Sizes { market: &market, symbol, codewords: count, is_of_one: arguments.code.is_some(), questions: &questions };
    match arguments.format {
        Format::Text => console.print(&sizes.text())?,
        Format::Json => console.print_json(&sizes.json())?,
    }
    let fits = questions.iter().any(|question| question.answer().is_ok());
    Ok(if fits { Ended::Clean } else { Ended::Findings })
}

/// Codewords of the code that is meant.
fn codewords_of(arguments: &Arguments, market: &Market) -> Result<usize, Failure> {
    let found = |faults: Vec<Fault>| faults.into_iter().map(Diagnostic::from).collect::<Vec<_>>();
    match &arguments.code {
        Some(code) => {
            let (reading, _) = market.structure.read(&typed::text(code)?).map_err(found)?;
            Ok(codewords(&reading.code))
        }
        None if market.structure.is_open() => Err(Diagnostic::error(
            rules::REQUEST,
            say!("codes of {market} have no greatest length", market = name(market.id.clone())),
        )
        .help(say!("give the longest code, as in: quietzone size --market gs1 '(01)…(21)…'"))
        .into()),
        None => Ok(plain_codewords(&market.placeholder().map_err(found)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_people_write_them() {
        let mm = |text: &str| place(text).map(|(w, h)| (w.to_mm(), h.to_mm())).ok();
        for text in ["14x12mm", "14 x 12 mm", "14mm x 12mm", "1.4cm×12mm", "14х12mm"] {
            assert_eq!(mm(text), Some((14.0, 12.0)), "{text}");
        }
        for text in ["14mm", "14x12", "0x12mm", "axb", "14x12 dots"] {
            assert_eq!(mm(text), None, "{text}");
        }
    }
}
