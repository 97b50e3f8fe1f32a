//! `quietzone printer simulate`: a printer on this machine, for who has none.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::Diagnostic;
use quietzone::render::png;
use quietzone::say;
use quietzone::sentence::{file, list, name, outside, system};
use quietzone::units::Resolution;
use quietzone::world::{World, folder_of};
use quietzone_station::printer::Simulator;
use quietzone_station::printer::simulator::{Happening, OnPaper, Paper, Settings, picture};
use serde_json::json;

use super::console::Console;
use super::ended::{Ended, Format};
use super::printer_settings::Language;

/// The longest line that is obeyed, in bytes.
const LONGEST: u64 = 200;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The port it listens at, on this machine only; 0 takes a free one.
    #[arg(long, value_name = "N", default_value = "9100")]
    port: u16,
    /// What it understands.
    #[arg(long, value_enum, default_value = "zpl", value_name = "LANGUAGE")]
    language: Language,
    /// The dots of its head, by which it draws labels in TSPL.
    #[arg(long, value_name = "DPI", default_value = "203")]
    dpi: Resolution,
    /// Where to put what would be on paper, a file a label: 00001.zpl, or 00002-torn.zpl; in TSPL a picture,
    /// 00001.png.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Labels a second.
    #[arg(long, value_name = "N", default_value = "4", value_parser = clap::value_parser!(u32).range(1..=1000))]
    speed: u32,
}

/// Lines that are obeyed, and what each lets happen.
const LINES: [(&str, Happening); 7] = [
    ("paper out", Happening::PaperOut),
    ("paper in", Happening::PaperIn),
    ("head open", Happening::HeadOpen),
    ("head close", Happening::HeadClose),
    ("pause", Happening::Pause),
    ("resume", Happening::Resume),
    ("power cycle", Happening::PowerCycle),
];
const QUIT: &str = "quit";

pub(crate) fn run(arguments: &Arguments, format: Format, console: &Console) -> Result<Ended, Failure> {
    let (give, take) = mpsc::channel();
    let printer = Simulator::start(Settings {
        port: arguments.port,
        language: arguments.language.into(),
        label: Duration::from_secs(1) / arguments.speed,
        on_paper: Some(OnPaper(Box::new(move |paper| {
            // Nobody takes papers any more when the command ends.
            let _ = give.send(paper);
        }))),
        ..Settings::default()
    });
    let printer = printer.map_err(|error| {
        let message = say!("port {port} cannot be listened at: {error}", port = arguments.port, error = system(&error));
        Diagnostic::error(rules::REQUEST, message).help(say!("name another with --port"))
    })?;
    let address = format!("tcp://{}", printer.address());
    match format {
        Format::Text => console.print(
            &say!("a printer listens at {address}; end it with {quit}", address = name(address), quit = name(QUIT))
                .to_string(),
        )?,
        Format::Json => console.print_json(&json!({ "address": address }))?,
    }
    let are_kept = thread::scope(|scope| {
        let papers = scope.spawn(move || keep(take, arguments, console));
        obey(printer, console);
        papers.join().map_err(|_| Diagnostic::internal("cli/src/printer_simulated.rs"))
    })?;
    Ok(if are_kept { Ended::Clean } else { Ended::CouldNotRun })
}

/// Obeys what is said on standard input, until that is to end it. Where nobody says anything it goes on.
fn obey(printer: Simulator, console: &Console) {
    let mut input = BufReader::new(World::default().standard_input());
    loop {
        let mut line = Vec::new();
        match input.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => loop {
                thread::park();
            },
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        match line.trim() {
            QUIT => return,
            "" => {}
            said => match LINES.iter().find(|(line, _)| *line == said) {
                Some((_, what)) => printer.happen(*what),
                None => {
                    let known = list(LINES.iter().map(|(line, _)| *line).chain([QUIT]).map(name));
                    console.plain(
                        &say!("“{said}” is not understood; say {known}", said = outside(said), known).to_string(),
                    );
                }
            },
        }
    }
}

/// Tells what came out, or puts it into files; whether that could be done.
fn keep(papers: mpsc::Receiver<Paper>, arguments: &Arguments, console: &Console) -> bool {
    let mut are_kept = true;
    for (number, paper) in (1_u64..).zip(papers) {
        let torn = if paper.whole { "" } else { "-torn" };
        match &arguments.output {
            Some(folder) => {
                let (ending, content) = shown(&paper, arguments);
                if let Err(found) = put(&folder.join(format!("{number:05}{torn}.{ending}")), &content) {
                    console.each([&found]);
                    are_kept = false;
                }
            }
            None if paper.whole => console.plain(&say!("label {number} has come out", number).to_string()),
            None => console.plain(&say!("label {number} has come out in part", number).to_string()),
        }
    }
    are_kept
}

/// A paper as a file: its ending and what it holds. What shows no picture is put there as it came.
fn shown(paper: &Paper, arguments: &Arguments) -> (&'static str, Vec<u8>) {
    match arguments.language {
        Language::Zpl => ("zpl", paper.alone()),
        Language::Tspl => {
            let drawn = picture(&paper.format, arguments.dpi).and_then(|raster| png::encode(&raster).ok());
            drawn.map_or_else(|| ("tspl", paper.format.clone()), |drawn| ("png", drawn))
        }
    }
}

fn put(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    let world = World::default();
    let written = || {
        let mut output = world.create(path, false)?;
        output.write_all(content)?;
        output.finish()?;
        world.sync_folder(folder_of(path))
    };
    written().map_err(|error: std::io::Error| {
        let message = say!("{file} cannot be written: {error}", file = file(path), error = system(&error));
        Diagnostic::error(rules::OUTPUT, message)
    })
}
