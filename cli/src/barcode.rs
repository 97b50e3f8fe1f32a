//! One linear barcode or QR symbol for `quietzone symbol`, and its sizes for `quietzone size`.

use quietzone::batch::Failure;
use quietzone::diagnostic::Diagnostic;
use quietzone::document::Choice;
use quietzone::job::BareCode;
use quietzone::layout::{CodeKind, CodeQuestion, LoneCode};
use quietzone::report::Facts;
use quietzone::say;
use quietzone::sentence::{InWords, Sentence, file, length, list, name, outside, sides};
use quietzone::symbol::qr::QrLevel;
use quietzone::symbol::{Application, LinearKind};
use quietzone::units::{Length, Measure, Resolution};
use serde_json::{Value, json};

use super::console::Console;
use super::ended::{Ended, Format};
use super::typed;

/// What is wished of a code that is no Data Matrix.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Wish {
    /// A linear barcode or QR symbol instead of a Data Matrix.
    #[arg(long, value_enum, value_name = "KIND", conflicts_with_all = ["market", "modules", "rectangle"])]
    pub(crate) symbology: Option<Symbology>,
    /// The X-dimension wished for, such as 0.33mm; as the application wishes if left out.
    #[arg(long, value_name = "LENGTH", requires = "symbology")]
    module: Option<Measure>,
    /// The height of the bars; as the application asks for if left out.
    #[arg(long, value_name = "LENGTH", requires = "symbology")]
    height: Option<Measure>,
    /// Where it will be scanned, by the GS1 symbol specification tables: retail, distribution, pharmacy, …
    #[arg(long, value_name = "USE", requires = "symbology", value_parser = application)]
    application: Option<Application>,
    /// No human readable interpretation below the bars.
    #[arg(long, requires = "symbology")]
    no_text: bool,
}

/// Kinds of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Symbology {
    Ean13,
    Ean8,
    Upca,
    Itf14,
    #[value(name = "gs1-128")]
    Gs1128,
    Qr,
    #[value(name = "gs1-qr")]
    Gs1Qr,
}

/// Reads a use.
fn application(text: &str) -> Result<Application, Sentence> {
    Application::of(text).ok_or_else(|| {
        let known = list(Application::WORDS.iter().map(|word| name((*word).to_owned())));
        say!("“{text}” is no use; these are known: {known}", text = outside(text), known)
    })
}

/// Print heads that are common.
pub(crate) const HEADS: [&str; 5] = ["203", "300", "600", "12 dots/mm", "24 dots/mm"];

impl Symbology {
    fn kind(self) -> CodeKind {
        match self {
            Symbology::Ean13 => CodeKind::Linear(LinearKind::Ean13),
            Symbology::Ean8 => CodeKind::Linear(LinearKind::Ean8),
            Symbology::Upca => CodeKind::Linear(LinearKind::UpcA),
            Symbology::Itf14 => CodeKind::Linear(LinearKind::Itf14),
            Symbology::Gs1128 => CodeKind::Linear(LinearKind::Gs1128),
            Symbology::Qr => CodeKind::Qr { level: QrLevel::default(), gs1: false },
            Symbology::Gs1Qr => CodeKind::Qr { level: QrLevel::default(), gs1: true },
        }
    }

    /// Data that is as long as any of its kind, where all are.
    fn any_data(self) -> Option<&'static str> {
        match self {
            Symbology::Ean13 => Some("2000000000008"),
            Symbology::Ean8 => Some("20000004"),
            Symbology::Upca => Some("200000000004"),
            Symbology::Itf14 => Some("10000000000007"),
            Symbology::Gs1128 | Symbology::Qr | Symbology::Gs1Qr => None,
        }
    }

    fn name(self) -> String {
        match self.kind() {
            CodeKind::Linear(kind) => kind.to_string(),
            CodeKind::Qr { gs1: true, .. } => "GS1 QR Code".to_owned(),
            CodeKind::Qr { gs1: false, .. } => "QR Code".to_owned(),
        }
    }
}

impl Wish {
    fn question(&self, symbology: Symbology, device: Option<Resolution>, width: Option<Length>) -> CodeQuestion {
        let Self { module, height, application, no_text, .. } = *self;
        CodeQuestion { kind: symbology.kind(), application, module, width, height, text: !no_text, device }
    }

    /// Draws one, and tells it.
    pub(crate) fn draw(
        &self,
        symbology: Symbology,
        (code, device, output): (&str, Option<Resolution>, &std::path::Path),
        format: Format,
        console: &Console,
    ) -> Result<(), Failure> {
        let data = typed::text(code)?;
        let preview = preview()?;
        let (drawn, bytes) = BareCode::new(self.question(symbology, device, None), data, preview, output).draw()?;
        match format {
            Format::Text => {
                let mut facts = Facts::default();
                facts.fact(&say!("output"), file(output));
                facts.fact(
                    &say!("symbol"),
                    say!("{kind}, {sizes}", kind = name(symbology.name()), sizes = sizes(&drawn)),
                );
                facts.fact(&say!("size"), around(&drawn));
                facts.fact(&say!("bytes"), bytes);
                console.print(&facts.to_string())
            }
            Format::Json => {
                let more = [
                    ("symbology", symbology.name().into()),
                    ("output", file(output).to_string().into()),
                    ("bytes", bytes.into()),
                ];
                console.print_json(&as_json(&drawn).into_iter().chain(more).collect())
            }
        }
    }

    /// Tells how large one is on devices, in a place or anywhere.
    pub(crate) fn sizes(
        &self,
        symbology: Symbology,
        code: Option<&str>,
        (heads, place): (&[Option<Resolution>], Option<(Length, Length)>),
        format: Format,
        console: &Console,
    ) -> Result<Ended, Failure> {
        let data = match code {
            Some(code) => typed::text(code)?,
            None => symbology.any_data().map(str::to_owned).ok_or_else(|| {
                let message = say!("how large a {kind} is, only its data tells", kind = name(symbology.name()));
                Diagnostic::error(quietzone::batch::rules::REQUEST, message)
                    .help(say!("give the longest, as in: quietzone size --symbology gs1-128 '(01)…(10)…'"))
            })?,
        };
        let preview = preview()?;
        let answer = |device: &Option<Resolution>| {
            let set = self.question(symbology, *device, place.map(|(width, _)| width)).set(&data, preview);
            let set = set.and_then(|set| fits(set, place));
            (*device, set)
        };
        let answers: Vec<(Option<Resolution>, Result<LoneCode, Diagnostic>)> = heads.iter().map(answer).collect();
        let any = answers.iter().any(|(_, answer)| answer.is_ok());
        match format {
            Format::Text => {
                let mut facts = Facts::default();
                facts.fact(&say!("symbol"), symbology.name());
                for (device, answer) in &answers {
                    let head = device.map_or_else(|| say!("artwork"), |device| say!("{device}", device));
                    match answer {
                        Ok(set) => {
                            facts.fact(&head, say!("{sizes}; {around}", sizes = sizes(set), around = around(set)));
                        }
                        Err(error) => {
                            let help = error.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
                            facts.fact(&head, format!("{}{help}", error.message));
                        }
                    }
                }
                console.print(&facts.to_string())?;
            }
            Format::Json => {
                let device = |(device, answer): &(Option<Resolution>, Result<LoneCode, Diagnostic>)| {
                    let told = match answer {
                        Ok(set) => as_json(set).to_vec(),
                        Err(error) => vec![("why_not", error.message.to_string().into())],
                    };
                    let device = device.map(|device| device.to_string());
                    [("device", device.into())].into_iter().chain(told).collect::<Value>()
                };
                let devices: Vec<_> = answers.iter().map(device).collect();
                console.print_json(&json!({ "symbology": symbology.name(), "devices": devices }))?;
            }
        }
        Ok(if any { Ended::Clean } else { Ended::Findings })
    }
}

/// The dots of pictures of artwork.
fn preview() -> Result<Resolution, Diagnostic> {
    Resolution::from_dpi(600)
        .map_err(|error| Diagnostic::error(quietzone::layout::rules::SYMBOL_SIZE, error.in_words()))
}

/// Holds a code against the height of its place.
fn fits(set: LoneCode, place: Option<(Length, Length)>) -> Result<LoneCode, Diagnostic> {
    let high = set.stock.page.height;
    match place.filter(|(_, most)| high > *most) {
        Some((_, most)) => {
            let message = say!("it is {high} high with its text, and its place is {most}", high, most);
            Err(Diagnostic::error(quietzone::layout::rules::SYMBOL_SIZE, message)
                .help(say!("make the place higher, or ask for less with --height")))
        }
        None => Ok(set),
    }
}

fn sizes(code: &LoneCode) -> Sentence {
    let (x, height) = (length(code.module, 4), code.height);
    match code.stock.page.device {
        Some(device) => {
            let dots = device.nearest(code.module);
            say!("X {x} ({dots} dots), {height} high", x, dots, height)
        }
        None => say!("X {x}, {height} high", x, height),
    }
}

fn around(code: &LoneCode) -> Sentence {
    let around = sides(code.stock.page.width, code.stock.page.height);
    say!("{around} in all, quiet zones included", around)
}

fn as_json(code: &LoneCode) -> [(&'static str, Value); 5] {
    let mm = |length: Length| Value::from((length.to_mm() * 1e6).round() / 1e6);
    let page = &code.stock.page;
    [
        ("module_mm", mm(code.module)),
        ("module_dots", page.device.map(|device| device.nearest(code.module)).into()),
        ("height_mm", mm(code.height)),
        ("width_with_zones_mm", mm(page.width)),
        ("height_with_text_mm", mm(page.height)),
    ]
}
