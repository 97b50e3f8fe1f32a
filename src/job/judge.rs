//! A template judged before there are codes: the label of the worst code its market allows.

use std::path::PathBuf;
use std::sync::Arc;

use super::outlet::{Format, Target, make_one, no_format};
use super::overlay::{Below, picture};
use super::proof::Proof;
use super::request::{Failure, Forms, refused};
use super::rules;
use crate::check::{Label, Scope, judge};
use crate::diagnostic::{Diagnostic, Place};
use crate::gs1::{Code, Date};
use crate::layout::{Plan, Setting};
use crate::market::{Market, Value};
use crate::scene::Scene;
use crate::source::Record;
use crate::symbol::plain_codewords;
use crate::template::{Device, Template};
use crate::units::Resolution;
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

impl Judgement {
    /// Judges the label. What keeps the worst code from being laid out is told as a finding.
    ///
    /// # Errors
    /// A template, market, font or picture with mistakes; an overlay that cannot be written.
    pub fn run(&self) -> Result<Vec<Diagnostic>, Failure> {
        self.judged(|_, _, _, _| Ok(())).map(|(found, _)| found)
    }

    /// Judges the label, and shows it if it could be laid out.
    ///
    /// # Errors
    /// The same.
    pub fn prove(&self) -> Result<(Vec<Diagnostic>, Option<Proof>), Failure> {
        let device = |template: &Template| self.device.map_or(template.device, Device::Printer);
        let judged =
            self.judged(|label, scene, found, plan| Proof::of(label, scene, found, plan, device(label.template)));
        judged.map(|(found, proof)| (found, proof.flatten()))
    }

    /// Judges the label and looks at it.
    fn judged<T>(
        &self,
        look: impl FnOnce(&Label<'_>, &Scene, &[Diagnostic], &Plan<'_>) -> Result<T, Diagnostic>,
    ) -> Result<(Vec<Diagnostic>, Option<T>), Failure> {
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
            return Ok((found, None));
        }
        let record = record(&template, &market, code.clone());
        let scene = match plan.scene(&record, &|| Place::Nowhere) {
            Ok(scene) => scene,
            Err(found) => return Ok((found.into_iter().map(|error| template.located(error)).collect(), None)),
        };
        let label = Label::new(&template, &market, plan.stock(), &scene, &code);
        let mut found = judge(&label, Scope::Design);
        found.extend(judge(&label, Scope::Record));
        found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        if let Some(output) = &self.overlay {
            draw(&label, &scene, &found, output)?;
        }
        let seen = look(&label, &scene, &found, &plan)?;
        Ok((found, Some(seen)))
    }
}

/// Draws the label with what was found.
fn draw(label: &Label<'_>, scene: &Scene, found: &[Diagnostic], output: &std::path::Path) -> Result<(), Diagnostic> {
    let format = Format::of(output, Forms::default())
        .filter(|format| !matches!(format, Format::Zpl(_)))
        .ok_or_else(|| Diagnostic::error(rules::REQUEST, no_format(output)))?;
    let Some(drawn) = picture(label, scene, found, Below::List) else { return Ok(()) };
    let title = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    make_one(&Target::plain(format, output), &drawn.stock, drawn.scene, label.code, &title).map(drop)
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
