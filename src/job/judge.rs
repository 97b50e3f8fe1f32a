//! A template judged before there are codes: the label of the worst code its market allows.

use std::path::PathBuf;
use std::sync::Arc;

use super::outlet::{Format, Target, make_one, no_format};
use super::request::{Failure, Forms, refused};
use super::rules;
use crate::check::{Label, Scope, judge};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::gs1::{Code, Date};
use crate::layout::{Plan, Setting};
use crate::market::{Market, Value};
use crate::scene::{Drawing, Ink, Item, Layer, Path, Point, Process, Scene, Stock, Stroke};
use crate::source::Record;
use crate::symbol::plain_codewords;
use crate::template::{Device, Template};
use crate::units::{Length, Resolution};
use crate::world::{self, Folder};

/// What is to be judged.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// The template's file.
    pub template: PathBuf,
    /// Another market than the template's.
    pub market: Option<String>,
    /// Another device than the template's.
    pub device: Option<Resolution>,
    /// A picture of the label with what was found, by its ending: `.svg`, `.png` or `.pdf`.
    pub overlay: Option<PathBuf>,
}

/// What an element says whose field has no value before there is data.
const SAMPLE: &str = "ABC123";
/// Width of the lines of an overlay.
const LINE: Length = Length::from_emu(3_600);

impl Judgement {
    /// Judges the label. What keeps the worst code from being laid out is told as a finding.
    ///
    /// # Errors
    /// A template, market, font or picture with mistakes; an overlay that cannot be written.
    pub fn run(&self) -> Result<Vec<Diagnostic>, Failure> {
        let text = world::read_text(&self.template, world::MAX_FILE).map_err(|error| refused(error.to_string()))?;
        let template = Template::parse(&self.template.display().to_string(), text)?;
        let market = Market::load(self.market.as_deref().unwrap_or(&template.market))?;
        let device = self.device.map_or(template.device, Device::Printer);
        let folder = Folder::of(&self.template);
        let setting =
            Setting { template: &template, folder: &folder, device, market: &market, constants: &[], start_at: None };
        let code =
            market.worst_code().map_err(|faults| faults.into_iter().map(Diagnostic::from).collect::<Vec<_>>())?;
        let mut plan = Plan::new(setting)?;
        if let Err(found) = plan.settle(Some(plain_codewords(&code))) {
            return Ok(found);
        }
        let record = record(&template, &market, code.clone());
        let scene = match plan.scene(&record, &|| Place::Nowhere) {
            Ok(scene) => scene,
            Err(found) => return Ok(found.into_iter().map(|error| template.located(error)).collect()),
        };
        let label = Label::new(&template, &market, plan.stock(), &scene, &code);
        let mut found = judge(&label, Scope::Design);
        found.extend(judge(&label, Scope::Record));
        if let Some(output) = &self.overlay {
            let marks = marks(&label, &found, plan.stock().inks.len());
            drop(label);
            self.draw(plan.stock(), scene, marks, output, &code)?;
        }
        Ok(found)
    }

    /// Draws the label with marks on it.
    fn draw(
        &self,
        stock: &Stock,
        mut scene: Scene,
        marks: Vec<Item>,
        output: &std::path::Path,
        code: &Code,
    ) -> Result<(), Diagnostic> {
        let format = Format::of(output, Forms::default())
            .filter(|format| !matches!(format, Format::Zpl(_)))
            .ok_or_else(|| Diagnostic::error(rules::REQUEST, no_format(output)))?;
        scene.layers.push(Layer::Own(marks));
        let preview = Resolution::from_dpi(600).map_err(|error| refused(error.to_string()))?;
        let mut stock = Stock { device: None, preview, sheet: None, ..stock.clone() };
        stock.inks.extend(Tone::ALL.map(|tone| Ink::Process(tone.colour())));
        let title = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        make_one(&Target::plain(format, output), &stock, scene, code, &title).map(drop)
    }
}

/// The data of the worst label: the widest code, and a value for every other field.
fn record(template: &Template, market: &Market, code: Code) -> Record {
    let others: Vec<(Arc<str>, Value)> = template
        .names_used()
        .into_iter()
        .filter(|name| market.field(name).is_none() && !name.starts_with("ai"))
        .map(|name| {
            let is_date = market.companion(&name).is_some_and(|companion| companion.is_date)
                || template.data.dates.contains(&name);
            let date = Date::new(2099, 12, 31).filter(|_| is_date);
            (name.into(), date.map_or_else(|| Value::Text(SAMPLE.to_owned()), Value::Date))
        })
        .collect();
    Record::of_code(1, code, market, &others)
}

/// How a mark looks.
#[derive(Clone, Copy)]
enum Tone {
    /// A quiet zone that is kept.
    Kept,
    /// What an error or a warning is about.
    Wrong,
    /// What a note is about.
    Noted,
}

impl Tone {
    const ALL: [Tone; 3] = [Tone::Kept, Tone::Wrong, Tone::Noted];

    fn colour(self) -> Process {
        Process(match self {
            Tone::Kept => [800, 0, 1000, 0],
            Tone::Wrong => [0, 1000, 1000, 0],
            Tone::Noted => [0, 500, 1000, 0],
        })
    }
}

/// Frames around quiet zones and around what findings are about.
fn marks(label: &Label<'_>, found: &[Diagnostic], inks: usize) -> Vec<Item> {
    let frame = |bounds: crate::scene::Bounds, tone: Tone| {
        let corner = Point { x: bounds.left, y: bounds.top };
        let segments = Path::rectangle(corner, bounds.width(), bounds.height(), Length::ZERO);
        let stroke = Some(Stroke { ink: inks + tone as usize, width: LINE });
        Item { element: "overlay".into(), drawing: Drawing::Path(Path { segments, stroke, ..Path::default() }) }
    };
    let zones = label.symbols().map(|seen| frame(seen.zone(1), Tone::Kept));
    let about = |finding: &Diagnostic| {
        let tone = if finding.severity == Severity::Note { Tone::Noted } else { Tone::Wrong };
        let marks = label.marks.iter().filter(|mark| Some(&mark.item.element) == finding.element.as_ref());
        marks.map(|mark| frame(mark.bounds, tone)).collect::<Vec<_>>()
    };
    // The gravest stands last, on top of the others.
    zones.chain(found.iter().rev().flat_map(about)).collect()
}
