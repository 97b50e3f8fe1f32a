//! `quietzone sheet`: sheets of labels, and a page to set a printer by.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Subcommand;
use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{CalibrationPage, Request, labels_of_sheet};
use quietzone::layout::{CROSS, Calibration};
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{Sentence, file, name, outside};
use quietzone::units::{Length, Measure};
use quietzone::world::World;
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};

const EXAMPLES: &str = "\
Examples:
  A page to print at 100 % and to measure, with the outlines of a template's labels:
    quietzone sheet calibrate laser-1 --template templates/uz-relabel-a4.toml -o out/calibrate.pdf
  What was measured on it, in millimetres: from the left edge and the top edge to the cross at the top left, and
  from there to the crosses at its right and below it. It tells what to set:
    quietzone sheet calibrate laser-1 --measured 14.2,15.3,179.3,266.1";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text", global = true)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Draw a page of rules and crosses that shows how far a printer moves and scales what it prints; or reckon from
    /// what was measured on it what to set.
    Calibrate(Calibrate),
}

#[derive(Debug, clap::Args)]
struct Calibrate {
    /// The printer, as its page is to name it.
    printer: String,
    /// The page: .pdf is exact; .svg and .png show it.
    #[arg(short, long, value_name = "FILE", required_unless_present = "measured")]
    output: Option<PathBuf>,
    /// A template with a [sheet], whose paper and labels are drawn; A4 without labels if left out.
    #[arg(long, value_name = "TEMPLATE")]
    template: Option<PathBuf>,
    /// What was measured, in millimetres: LEFT,TOP,ACROSS,DOWN.
    #[arg(long, value_name = "MM", conflicts_with = "output")]
    measured: Option<Measured>,
}

/// What was measured on the page.
#[derive(Clone, Copy, Debug)]
struct Measured {
    /// From the left and the top edge to the first cross.
    first: [Length; 2],
    /// From there to the others.
    apart: [Length; 2],
}

impl FromStr for Measured {
    type Err = Sentence;

    fn from_str(text: &str) -> Result<Self, Sentence> {
        let wrong = || {
            say!(
                "“{text}” is not four numbers of millimetres; write {example}",
                text = outside(text),
                example = name("14.2,15.3,179.3,266.1")
            )
        };
        let numbers = text.trim().trim_end_matches("mm").split(',').map(|number| {
            match format!("{} mm", number.trim()).parse().map_err(|_| wrong())? {
                Measure::Absolute(length) if length > Length::ZERO => Ok(length),
                _ => Err(wrong()),
            }
        });
        let numbers: Vec<Length> = numbers.collect::<Result<_, _>>()?;
        match numbers.as_slice() {
            [left, top, across, down] => Ok(Self { first: [*left, *top], apart: [*across, *down] }),
            _ => Err(wrong()),
        }
    }
}

pub(crate) fn run(arguments: &Arguments, console: &Console) -> Ended {
    let Command::Calibrate(asked) = &arguments.command;
    console.ended(arguments.format, calibrate(asked, arguments.format, console))
}

fn calibrate(asked: &Calibrate, format: Format, console: &Console) -> Result<Ended, Failure> {
    const A4: (Length, Length) = (Length::from_mm(210), Length::from_mm(297));
    let sheet = asked.template.as_ref().map(|path| labels_of_sheet(&Request::new(path))).transpose()?;
    let (paper, labels) = match sheet {
        None => (A4, Vec::new()),
        Some(Some(sheet)) => sheet,
        Some(None) => {
            let path = file(asked.template.as_deref().unwrap_or(std::path::Path::new("")));
            let message = say!("the template {path} has no [sheet]", path);
            return Err(Diagnostic::error(rules::REQUEST, message).into());
        }
    };
    match (&asked.measured, &asked.output) {
        (Some(measured), _) => told(asked, measured, paper, format, console),
        (None, Some(output)) => {
            let page = Calibration { printer: asked.printer.clone(), paper, labels };
            let bytes = CalibrationPage { page, output: output.clone(), world: World::default() }.draw()?;
            match format {
                Format::Json => {
                    console.print_json(&json!({ "ran": true, "output": file(output).to_string(), "bytes": bytes }))?;
                }
                Format::Text => {
                    let mut facts = Facts::default();
                    facts.fact(&say!("output"), file(output));
                    facts.line(say!("print it at 100 % (“actual size”), measure it, and do as it says"));
                    console.print(&facts.to_string())?;
                }
            }
            Ok(Ended::Clean)
        }
        (None, None) => Err(Diagnostic::internal("sheet.rs: neither a page nor what was measured").into()),
    }
}

/// Tells what to set. A printer puts what stands at `x` to `a × x + b`; so that it comes to `x`, it is put to
/// `(x − b) / a`.
fn told(
    asked: &Calibrate,
    measured: &Measured,
    paper: (Length, Length),
    format: Format,
    console: &Console,
) -> Result<Ended, Failure> {
    let scale = |measured: Length, side: Length| measured.to_mm() / (side - CROSS * 2).to_mm();
    let [across, down] = [scale(measured.apart[0], paper.0), scale(measured.apart[1], paper.1)];
    let moved = |first: Length, scale: f64| (CROSS.to_mm() * scale - first.to_mm()) / scale;
    let [right, below] = [moved(measured.first[0], across), moved(measured.first[1], down)];
    if [across, down].iter().any(|scale| !(0.9..=1.1).contains(scale)) {
        let message = say!("that is more than a tenth too large or too small, so a driver scales the page");
        let help = say!("print it at 100 % (“actual size”), on the paper it is made for");
        return Err(Diagnostic::error(rules::REQUEST, message).help(help).into());
    }
    let shift = format!("{},{}mm", hundredths(right), hundredths(below));
    let scale = format!("{:.4},{:.4}", 1.0 / across, 1.0 / down);
    match format {
        Format::Json => console.print_json(&json!({
            "ran": true, "printer": asked.printer, "shift": shift, "scale": scale,
        }))?,
        Format::Text => {
            let mut facts = Facts::default();
            facts.line(say!("set what was measured with"));
            facts.line(format!("  quietzone printer set {} --shift={shift} --scale {scale}", outside(&asked.printer)));
            console.print(&facts.to_string())?;
        }
    }
    Ok(Ended::Clean)
}

/// Millimetres with two decimals, and no sign before zero.
fn hundredths(mm: f64) -> String {
    let told = format!("{mm:.2}");
    if told == "-0.00" { "0.00".to_owned() } else { told }
}
