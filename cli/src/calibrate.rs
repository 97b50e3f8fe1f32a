//! `quietzone sheet calibrate`: a page to set a printer by, and what to set.

use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::job::{Design, LabelSheet, Request};
use quietzone::render::pdf::Fit;
use quietzone::report::{CROSS, Calibration, Facts};
use quietzone::say;
use quietzone::sentence::{Sentence, file, name, outside, system};
use quietzone::template::LabelStock;
use quietzone::units::{Length, Measure};
use quietzone::world::{Output, World};
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The printer, as its page is to name it.
    printer: String,
    /// The page, a PDF.
    #[arg(short, long, value_name = "FILE", required_unless_present = "measured")]
    output: Option<PathBuf>,
    /// A template with a [sheet], whose paper and labels are drawn; A4 without labels if left out.
    #[arg(long, value_name = "TEMPLATE")]
    template: Option<PathBuf>,
    /// A sheet that is known by name, such as avery-l7160, whose labels are drawn.
    #[arg(long, value_name = "STOCK", conflicts_with = "template")]
    stock: Option<String>,
    /// What was measured, in millimetres: LEFT,TOP,ACROSS,DOWN.
    #[arg(long, value_name = "MM", conflicts_with = "output")]
    measured: Option<Measured>,
    /// Move and scale the page by what is set for the printer, to see whether it is right.
    #[cfg(feature = "station")]
    #[arg(long, requires = "output")]
    as_set: bool,
    #[cfg(feature = "station")]
    #[command(flatten)]
    place: super::room::Place,
    /// How the answer is told.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
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
                example = name("19.2,20.3,159.3,239.1")
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
    console.ended(arguments.format, calibrate(arguments, console))
}

fn calibrate(asked: &Arguments, console: &Console) -> Result<Ended, Failure> {
    let (paper, labels) = sheet(asked)?;
    let page = Calibration { printer: asked.printer.clone(), paper, labels, fit: fit(asked)? };
    if let Some(measured) = &asked.measured {
        return told(asked, measured, page.apart(), console);
    }
    let output = asked.output.as_deref().unwrap_or(Path::new(""));
    let wrong = |error: io::Error| {
        let message = say!("{path} cannot be written: {error}", path = file(output), error = system(&error));
        Diagnostic::error(rules::OUTPUT, message)
    };
    let written = World::default().create(output, false).map_err(wrong)?;
    page.write(written)?.and_then(Output::finish).map_err(wrong)?;
    match asked.format {
        Format::Json => console.print_json(&json!({ "ran": true, "output": file(output).to_string() }))?,
        Format::Text => {
            let mut facts = Facts::default();
            facts.fact(&say!("output"), file(output));
            facts.line(say!("print it at 100 % (“actual size”), measure it, and do as it says"));
            console.print(&facts.to_string())?;
        }
    }
    Ok(Ended::Clean)
}

/// The paper, and the labels on it.
fn sheet(asked: &Arguments) -> Result<LabelSheet, Failure> {
    const A4: (Length, Length) = (Length::from_mm(210), Length::from_mm(297));
    if let Some(name) = &asked.stock {
        let stock = LabelStock::named(name).map_err(|near| unknown(name, near))?;
        return Ok((A4, stock.labels()));
    }
    let Some(path) = &asked.template else { return Ok((A4, Vec::new())) };
    Design::of(Request::new(path))?.sheet()?.ok_or_else(|| {
        let message = say!("the template {path} has no [sheet]", path = file(path));
        Diagnostic::error(rules::REQUEST, message).into()
    })
}

fn unknown(name: &str, near: Option<&str>) -> Diagnostic {
    let message = say!("no stock is called “{name}”", name = outside(name));
    let found = Diagnostic::error(rules::REQUEST, message);
    found.help(match near {
        Some(near) => say!("did you mean “{near}”?", near = outside(near)),
        None => say!("quietzone sheet list tells all"),
    })
}

/// How the page is moved and scaled.
#[cfg(feature = "station")]
fn fit(asked: &Arguments) -> Result<Fit, Failure> {
    Ok(match asked.as_set {
        true => quietzone_station::printer::named(&World::default(), asked.place.folder()?.path(), &asked.printer)?.fit,
        false => Fit::default(),
    })
}

/// As above, where no printer is known.
#[cfg(not(feature = "station"))]
fn fit(_: &Arguments) -> Result<Fit, Failure> {
    Ok(Fit::default())
}

/// Tells what to set. A printer puts what stands at `x` to `a × x + b`; so that it comes to `x`, it is put to
/// `(x − b) / a`.
fn told(asked: &Arguments, measured: &Measured, apart: [Length; 2], console: &Console) -> Result<Ended, Failure> {
    let scale = |measured: Length, right: Length| measured.to_mm() / right.to_mm();
    let [across, down] = [scale(measured.apart[0], apart[0]), scale(measured.apart[1], apart[1])];
    let moved = |first: Length, scale: f64| (CROSS.to_mm() * scale - first.to_mm()) / scale;
    let [right, below] = [moved(measured.first[0], across), moved(measured.first[1], down)];
    if [across, down].iter().any(|scale| !(0.9..=1.1).contains(scale)) {
        let message = say!("that is more than a tenth too large or too small, so a driver scales the page");
        let help = say!("print it at 100 % (“actual size”), on the paper it is made for");
        return Err(Diagnostic::error(rules::REQUEST, message).help(help).into());
    }
    let shift = format!("{},{}mm", hundredths(right), hundredths(below));
    let scale = format!("{:.4},{:.4}", 1.0 / across, 1.0 / down);
    match asked.format {
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
