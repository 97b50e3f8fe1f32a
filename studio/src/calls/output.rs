//! Labels as files: PDF, SVG, ZPL, TSPL, PNG, sheets.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use quietzone::batch::{Failure, rules};
use quietzone::diagnostic::{Diagnostic, Severity};
use quietzone::gs1::Date;
use quietzone::job::{self, Design, Files, Outcome, Request, Slug};
use quietzone::report::{Facts, control, json as told, outcome as report, rows};
use quietzone::say;
use quietzone::scene::Bounds;
use quietzone::sentence::{Sentence, file};
use serde::Deserialize;
use serde_json::{Value, json};

use super::command::command;
use super::work::{OfWork, Work};
use super::{Answer, Call, read};
use crate::desk::{Desk, Task};

pub(super) const CALLS: &[Call] = &[
    Call::new(
        "output.about",
        "What can be made of {work}: its sheet with the places of labels in millimetres, and the command line.",
        |desk, asked| about(desk, &read::<OfWork>(asked)?.work),
    ),
    Call::new("output.there", "Which files an output would replace: {output}, as make takes it.", |desk, asked| {
        there(desk, &read(asked)?)
    }),
    Call::new(
        "output.make",
        "Makes labels of {output} as long work: its files, what was found, and the rows by sort.",
        |desk, asked| begin(desk, read(asked)?),
    ),
    Call::new("output.command", "The command line that makes the same of {output}.", |_, asked| {
        Ok(json!({ "command": read::<OfOutput>(asked)?.output.command() }).into())
    }),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfOutput {
    output: Output,
}

/// What is made, by the names of the options of `render`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Output {
    work: Work,
    /// A file, or a pattern of names such as `{serial}.png`; its ending picks the format.
    name: String,
    sort: Vec<String>,
    group_by: Option<String>,
    part_size: Option<u64>,
    copies: Option<u32>,
    skip_bad: bool,
    /// The free places of a half-used first sheet: `2,9,14-20`.
    free: Option<String>,
    marks: bool,
    slug: Option<String>,
    date: Option<String>,
    manifest: Option<String>,
    control_list: Option<String>,
    svg_technical: bool,
    zpl_comments: bool,
    zpl_fixed: Option<Fixed>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Fixed {
    Stored,
    Inline,
}

impl Output {
    fn request(&self, desk: &Desk) -> Result<Request, Failure> {
        let mut request = self.work.request(desk)?;
        if request.data.is_none() {
            return Err(refused(say!("no codes are chosen yet"))
                .help(say!("choose a file of codes on the page “Start”"))
                .into());
        }
        let named = |name: &Option<String>| name.as_deref().map(|name| desk.path(name)).transpose();
        request.output = Some(desk.path(&self.name)?);
        request.manifest = named(&self.manifest)?;
        request.control_list = named(&self.control_list)?;
        request.sort.clone_from(&self.sort);
        request.group_by.clone_from(&self.group_by);
        request.part_size = self.part_size.filter(|size| *size > 0);
        request.copies = self.copies.filter(|copies| *copies > 0);
        request.skip_bad = self.skip_bad;
        request.free = self.free.as_deref().map(str::parse).transpose().map_err(refused)?;
        request.marks = self.marks;
        let date = self.date()?;
        request.slug = self.slug.clone().map(|job| Slug { job, date });
        request.forms.svg.technical = self.svg_technical;
        request.forms.zpl.comments = self.zpl_comments;
        if let Some(Fixed::Inline) = self.zpl_fixed {
            request.forms.zpl.fixed = quietzone::render::zpl::Fixed::Inline;
        }
        Ok(request)
    }

    /// The date of a slug line or a control list.
    fn date(&self) -> Result<Option<Date>, Diagnostic> {
        self.date.as_deref().map(str::parse).transpose().map_err(refused)
    }

    fn command(&self) -> String {
        let mut words = vec!["render".to_owned()];
        words.extend(self.work.words());
        let mut say = |option: &str, value: String| words.extend([option.to_owned(), value]);
        self.sort.iter().for_each(|field| say("--sort", field.clone()));
        self.group_by.iter().for_each(|field| say("--group-by", field.clone()));
        self.part_size.iter().for_each(|size| say("--part-size", size.to_string()));
        self.copies.iter().for_each(|copies| say("--copies", copies.to_string()));
        self.free.iter().for_each(|free| say("--free", free.clone()));
        self.slug.iter().for_each(|slug| say("--slug", slug.clone()));
        self.date.iter().for_each(|date| say("--date", date.clone()));
        self.manifest.iter().for_each(|file| say("--manifest", file.clone()));
        self.control_list.iter().for_each(|file| say("--control-list", file.clone()));
        if let Some(Fixed::Inline) = self.zpl_fixed {
            say("--zpl-fixed", "inline".to_owned());
        }
        let switches = [
            (self.skip_bad, "--skip-bad"),
            (self.marks, "--marks"),
            (self.svg_technical, "--svg-technical"),
            (self.zpl_comments, "--zpl-comments"),
        ];
        words.extend(switches.iter().filter(|(is_on, _)| *is_on).map(|(_, option)| (*option).to_owned()));
        words.extend(["-o".to_owned(), self.name.clone()]);
        command(words)
    }
}

fn about(desk: &Desk, work: &Work) -> Result<Answer, Failure> {
    let mut request = work.request(desk)?;
    request.data = None;
    sheet(&Design::of(request)?)
}

/// The sheet of a design: the paper, and the places of labels on it; null where it has none.
pub(super) fn sheet(design: &Design) -> Result<Answer, Failure> {
    let sheet = design.sheet()?.map(|((width, height), places)| {
        let place = |label: &Bounds| {
            json!({
                "x": label.left.to_mm(), "y": label.top.to_mm(),
                "width": label.width().to_mm(), "height": label.height().to_mm(),
            })
        };
        json!({
            "width": width.to_mm(), "height": height.to_mm(),
            "places": places.iter().map(place).collect::<Vec<_>>(),
        })
    });
    Ok(json!({ "sheet": sheet }).into())
}

/// Files of the names that are said outright. What a pattern makes is told when it was made.
fn there(desk: &Desk, OfOutput { output }: &OfOutput) -> Result<Answer, Failure> {
    let names = [Some(&output.name), output.manifest.as_ref(), output.control_list.as_ref()];
    let mut there = Vec::new();
    for name in names.into_iter().flatten().filter(|name| !name.is_empty()) {
        if desk.world().kind(&desk.path(name)?).is_ok() {
            there.push(name.clone());
        }
    }
    Ok(json!({ "there": there }).into())
}

fn begin(desk: &Arc<Desk>, OfOutput { output }: OfOutput) -> Result<Answer, Failure> {
    let request = output.request(desk)?;
    let what = say!("labels for {file}", file = file(&output.name));
    Ok(desk.tasks.begin(what, move |task| make(&output, &request, task))?.into())
}

fn make(output: &Output, request: &Request, task: &Task) -> Result<Value, Failure> {
    let started = Instant::now();
    let mut files = Files::within(&request.world);
    let outcome = match &request.control_list {
        None => job::run_to(request, &mut files, task)?,
        Some(list) => {
            control::Form::takes(list)?;
            let template = request.template.path().file_stem().map(|name| name.to_string_lossy().into_owned());
            let form = control::Form::new(control::Heading { job: None, template, date: output.date()? })?;
            job::run_to(request, &mut control::Listed::new(&mut files, &form, &request.world, list), task)?
        }
    };
    Ok(came(output, request, &outcome, started.elapsed().as_secs_f64()))
}

/// What it came to: as `render --format json` tells it, with sentences for the page.
fn came(output: &Output, request: &Request, outcome: &Outcome, seconds: f64) -> Value {
    let named = Path::new(&output.name);
    let mut came = report::written_json(named, outcome, seconds);
    let mut sentences: Vec<Sentence> = Vec::new();
    match &outcome.summary {
        None => sentences.push(why_nothing(outcome)),
        Some(summary) => {
            sentences.extend((!summary.left.is_empty()).then(|| report::left(&summary.left)));
            sentences.extend(summary.rejects.as_ref().map(|list| report::rejected(outcome.rejected, list)));
        }
    }
    sentences.extend(outcome.stays.as_ref().map(|output| report::stays(output)));
    sentences.extend(outcome.row_counts.as_ref().map(rows::counted));
    if let Value::Object(came) = &mut came {
        let facts = outcome.summary.as_ref().map(|summary| report::written(named, outcome, summary, seconds));
        let facts: Vec<(&str, &str)> = facts.iter().flat_map(Facts::each).collect();
        came.insert("facts".to_owned(), json!(facts));
        came.insert(
            "sentences".to_owned(),
            sentences.iter().map(|sentence| Value::from(sentence.to_string())).collect(),
        );
        came.insert(
            "notes".to_owned(),
            outcome.design.iter().filter(|found| found.severity == Severity::Note).map(told::finding).collect(),
        );
        came.insert("files".to_owned(), files(request, outcome).into());
        came.insert("command".to_owned(), output.command().into());
    }
    came
}

/// Why nothing was written, for who has buttons.
fn why_nothing(outcome: &Outcome) -> Sentence {
    match outcome.rejected {
        0 => say!("labels of this design break rules, so nothing was written; mend the design on the page “Label”"),
        _ => say!("some rows cannot be printed, so nothing was written; mend them, or leave them out"),
    }
}

/// The files that are known by their names, to be saved.
fn files(request: &Request, outcome: &Outcome) -> Vec<String> {
    let Some(summary) = &outcome.summary else { return Vec::new() };
    let is_there = |path: &&PathBuf| request.world.kind(path).is_ok();
    let named = [&request.output, &request.control_list, &request.manifest, &summary.rejects];
    named.into_iter().flatten().filter(is_there).map(|path| path.to_string_lossy().into_owned()).collect()
}

fn refused(message: Sentence) -> Diagnostic {
    Diagnostic::error(rules::REQUEST, message)
}
