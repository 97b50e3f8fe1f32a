//! How a request is carried out.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::allow::Allowances;
use super::around::around;
use super::arrange::arrange;
use super::emit::Emit;
use super::extremes::Extremes;
use super::fields::wanted;
use super::files::Files;
use super::judge::{Clerk, Design, Terms};
use super::kind::FileKind;
use super::manifest::Manifest;
use super::numbers::{counted, largest};
use super::outlet::Outlet;
use super::paging::{Paging, Parts};
use super::pictures;
use super::reading::Surveyed;
use super::request::{Outcome, Request, Summary, TemplateFrom};
use super::rows::Batch;
use super::settle::settle;
use super::stand_in;
use super::survey::{Survey, survey};
use super::target::{Target, target, title};
use crate::batch::{Data, Failure, Holds, Inputs, Inspection, Rejects, Watch, refused, rules, threads};
use crate::diagnostic::{Diagnostic, Findings, Place, Rule, Severity};
use crate::gs1::{Code, PlainCode};
use crate::layout::{Plan, Setting, Shown, complete, rules::IMAGE};
use crate::market::{Copies, Market, MarketId, Value};
use crate::render::pdf::About;
use crate::render::{tspl, zpl};
use crate::say;
use crate::sentence::{InWords, Sentence, file, name};
use crate::source::{Input, Lookup, Mapping, Record, Table};
use crate::symbol::plain_codewords;
use crate::template::{Device, Template};
use crate::world::{self, Folder, PathKind};

/// Carries out a request.
///
/// # Errors
/// Everything that keeps the job from running: a template, market or font with mistakes, columns
/// that cannot be found, files that cannot be read or written. Bad rows and designs that break rules
/// are no failure; they are in the [`Outcome`].
pub fn run(request: &Request, watch: &dyn Watch) -> Result<Outcome, Failure> {
    if request.output.is_some() {
        carry_out(request, Some(&mut Files::within(&request.world)), watch)
    } else {
        carry_out(request, None, watch)
    }
}

/// Carries out a request, and gives its labels to an outlet. Without an output in the request they have no
/// names, and [`Request::to`] says what they are.
///
/// # Errors
/// As [`run`]; what the outlet refuses.
pub fn run_to(request: &Request, outlet: &mut dyn Outlet, watch: &dyn Watch) -> Result<Outcome, Failure> {
    carry_out(request, Some(outlet), watch)
}

fn carry_out(request: &Request, outlet: Option<&mut dyn Outlet>, watch: &dyn Watch) -> Result<Outcome, Failure> {
    let (path, text) = read(request)?;
    let template = opened(request, &path, text)?;
    let market = market(request, &template)?;
    let allow = Allowances::new(&template, &request.allow)?;
    let terms = Terms { template: &template, market: &market, allow: &allow };
    match (&request.data, &outlet) {
        (Some(data), _) => batch(request, data, terms, outlet, watch),
        (None, Some(_)) => Err(refused(say!("labels are made of codes, and no data is given")).into()),
        (None, None) => alone(request, terms),
    }
}

/// The text of the template, and where it stands.
pub(super) fn read(request: &Request) -> Result<(PathBuf, String), Failure> {
    match &request.template {
        TemplateFrom::Text { path, text } => Ok((path.clone(), text.clone())),
        TemplateFrom::File(path) => {
            let text = world::read_text(&request.world, path, world::MAX_FILE);
            Ok((path.clone(), text.map_err(|error| refused(error.in_words()))?))
        }
    }
}

/// The template of a text, with what it takes from its drawings.
pub(super) fn opened(request: &Request, path: &Path, text: String) -> Result<Template, Failure> {
    let template = Template::parse(&path.display().to_string(), text)?;
    let device = device(request, &template);
    Ok(complete(template, &request.folder(), device)?)
}

/// The market that is meant: the request's, or the template's.
pub(super) fn market(request: &Request, template: &Template) -> Result<Market, Failure> {
    match (&request.market, &request.data) {
        (Some(MarketId::Auto), Some(data)) => {
            let look = Inspection::new(data.clone(), MarketId::Auto);
            Inspection { world: request.world.clone(), ..look }.market_of_data()
        }
        (Some(MarketId::Named(id)), _) => Ok(Market::load_in(&request.world, id)?),
        (Some(MarketId::Auto), None) => Ok(Market::load_in(&request.world, "auto")?),
        (None, _) => {
            // What a template names it may only take from its own folder, as it does pictures.
            let folder = request.folder();
            Ok(Market::load_from(&folder, &template.market)?)
        }
    }
}

/// Judges a design by the widest code of its market.
fn alone(request: &Request, terms: Terms<'_>) -> Result<Outcome, Failure> {
    let Terms { template, market, .. } = terms;
    counted(&template.names_used(), request, template, market)?;
    let worst = market.worst_code().map_err(|faults| faults.into_iter().map(Diagnostic::from).collect::<Vec<_>>())?;
    let (usual, mut odd) = stand_in::usual(template, market)?;
    let longest = stand_in::longest(template, market)?.map(|(longest, more)| {
        odd.extend(more);
        longest
    });
    let folder = request.folder();
    let mut shown = Shown::default();
    for record in [&usual].into_iter().chain(&longest) {
        shown.add(Shown::of(template, record))?;
    }
    let mut plan = Plan::showing(setting(request, terms, &folder, &[]), &shown)?;
    let mut found = settle(&mut plan, market, Some(plain_codewords(&worst))).err().unwrap_or_default();
    found.extend(odd.into_iter().map(|found| terms.allow.weigh(found)));
    let (design, of_usual) = stood_in(terms, &plan, &worst, usual);
    found.extend(of_usual);
    if let Some(longest) = longest {
        let (_, of_longest) = stood_in(terms, &plan, &worst, longest);
        let told: Vec<_> = found.iter().map(said).collect();
        let new: Vec<Diagnostic> = of_longest.into_iter().filter(|new| !told.contains(&said(new))).collect();
        found.extend(new.into_iter().map(|found| Diagnostic {
            message: say!("with “longest” of [data]: {finding}", finding = found.message),
            ..found
        }));
    }
    Ok(outcome(request, (terms, &folder), &design, found, (None, Findings::default()))?)
}

/// A finding on a record that stands in for real ones: that their pictures have names, it cannot know.
fn stood_for(found: Diagnostic) -> Diagnostic {
    if found.rule != IMAGE || found.help.is_some() {
        return found;
    }
    found.help(say!("name a picture that is there in [data.sample], by its field"))
}

/// What is told of a finding, wherever on the label it is.
fn said(found: &Diagnostic) -> (Rule, Severity, Option<Arc<str>>, Sentence) {
    (found.rule, found.severity, found.element.clone(), found.message.clone())
}

/// The design of a record that stands in for real ones, and what it breaks.
fn stood_in<'a>(terms: Terms<'a>, plan: &'a Plan, worst: &Code, record: Record) -> (Design<'a>, Vec<Diagnostic>) {
    let Terms { template, market, .. } = terms;
    let texts = plan.texts(&record, &|| Place::Nowhere);
    let (mut extremes, mut found) = (Extremes::default(), Vec::new());
    let code = record.code.clone();
    let clerk = Clerk::new(terms, plan, [record].into_iter().chain(stand_in::plain(template, market, worst).skip(1)));
    match &texts {
        Ok(scene) => drop(clerk.record(scene, &code, &mut extremes)),
        Err(errors) => found.extend(errors.iter().map(|error| stood_for(template.located(error.clone())))),
    }
    found.extend(clerk.common);
    let design = Design::new(terms, plan, worst.clone(), extremes);
    found.extend(design.judge());
    (design, found)
}

/// Reads a batch, judges it, and makes its labels if they are asked for.
fn batch(
    request: &Request,
    data: &Data,
    terms: Terms<'_>,
    outlet: Option<&mut dyn Outlet>,
    watch: &dyn Watch,
) -> Result<Outcome, Failure> {
    let Terms { template, market, .. } = terms;
    let target = target(request, template.sheet.is_some())?;
    let mut names = template.names_used();
    if matches!(target.holds, Holds::Label | Holds::Part) {
        names.extend(target.pattern.fields());
    }
    let copies = copies(request, market, &target)?;
    let wanted = wanted(request, data, template, market, names)?;
    let mut table = data.open(&request.world, market)?;
    let rows = request.rows.as_ref().map(|rows| rows.of(&table)).transpose()?;
    let lookup = match &request.lookup {
        Some((path, key)) => Some(Lookup::load(
            Table::open(Input::open(&request.world, path)?, None, &market.structure, true)?,
            key,
            market,
        )?),
        None => None,
    };
    let mapping = Mapping::find(&mut table, market, &wanted, lookup.as_ref())?;
    let constants = mapping.constants();
    let folder = request.folder();
    let batch = Batch {
        rejects: request.rejects.clone().or_else(|| target.has_names().then(|| Rejects::beside(&target.output))),
        csv: request.csv,
        inputs: &Inputs::default(),
        table: &table,
        mapping: &mapping,
        target: &target,
        threads: threads(request.threads),
        market,
        lookup: lookup.as_ref(),
        world: &request.world,
        rows: rows.as_ref(),
        copies,
    };
    let shown = pictures::shown(&batch, template, watch)?;
    let mut plan = Plan::showing(setting(request, terms, &folder, &constants), &shown)?;
    settle(&mut plan, market, None)?;
    around(request, template, target.kind, &mut plan)?;
    let inputs = inputs(request, &template.market, &folder);
    if target.holds == Holds::All && target.has_names() {
        // Told before a long batch is read.
        inputs.spare(&request.world, &target.output)?;
    }
    let batch = Batch { inputs: &inputs, ..batch };
    if let Some(path) = &request.manifest {
        Manifest::ending(&batch, path)?;
    }
    if let Some(list) = &request.control_list {
        listed(&batch, template, list, request.manifest.as_deref())?;
    }
    if !wanted.taken.is_empty() {
        plan.number(largest(&batch, plan.stock(), request.group_by.is_some())?);
    }
    match target.kind {
        // Told before a long batch is read.
        FileKind::Zpl => drop(zpl::printer(plan.stock()).map_err(refused)?),
        FileKind::Tspl => tspl::printer(plan.stock()).map_err(refused)?,
        _ => {}
    }
    let worst = market.worst_code().unwrap_or_else(|_| Code::Plain(PlainCode::new(b"")));
    let clerk = Clerk::new(terms, &plan, stand_in::plain(template, market, &worst));
    let mut survey = survey(&batch, &plan, &clerk, watch)?;
    let mut found = clerk.common;
    if survey.extremes.has_examples {
        plan.admit_examples()?;
    }
    let rejected = survey.bad.len() as u64;
    if survey.good + rejected == 0 {
        let none = table.error(say!("there is no row to print"));
        let missing = survey.findings.groups().into_iter().filter(|group| group.rule == rules::NO_ROWS);
        return Err(missing.flat_map(|group| group.first.to_vec()).chain([none]).collect::<Vec<_>>().into());
    }
    if survey.good > 0 {
        match settle(&mut plan, market, Some(survey.longest)) {
            Err(errors) if request.output.is_none() => found.extend(errors),
            settled => settled?,
        }
    }
    let design = Design::new(terms, &plan, worst.clone(), std::mem::take(&mut survey.extremes));
    let mut findings = std::mem::take(&mut survey.findings);
    let by_rows = findings.count(Severity::Error);
    found.extend(design.judge_with(&batch, &mut findings, watch)?);
    let (row_counts, peaks) = (Some(survey.counts), survey.peaks.told(|row| table.place(row, None)));
    let first = if request.sight.is_some() { batch.first()? } else { None };
    let outcome = outcome(request, (terms, &folder), &design, found, (first, findings))?;
    let mut outcome = Outcome { rejected, row_counts, peaks, ..outcome };
    let is_lawful = outcome.count(Severity::Error) == by_rows;
    if let Some(outlet) = outlet.filter(|_| is_lawful && (rejected == 0 || request.skip_bad)) {
        let clerk = Clerk::new(terms, &plan, stand_in::plain(template, market, &worst));
        outcome.summary = Some(print(request, (&batch, &plan, &survey, &clerk), outlet, watch)?);
    }
    let is_written = outcome.summary.as_ref().is_some_and(|written| written.labels > 0);
    let is_there = |output: &&PathBuf| request.world.kind(output).is_ok_and(|kind| kind == PathKind::File);
    outcome.stays = request.output.as_ref().filter(|_| !is_written).filter(is_there).cloned();
    Ok(outcome)
}

/// Whether labels can be listed in a file by their places on sheets.
fn listed(batch: &Batch<'_>, template: &Template, list: &Path, manifest: Option<&Path>) -> Result<(), Diagnostic> {
    if template.sheet.is_none() {
        return Err(refused(say!("a control list is for labels on sheets, and the template has no [sheet]")));
    }
    batch.inputs.spare(batch.world, list)?;
    let others = [Some(batch.target.output.as_path()), batch.rejects.as_deref(), manifest];
    match others.into_iter().flatten().find(|other| *other == list) {
        Some(path) => Err(refused(say!("{path} is named for two outputs", path = file(path)))),
        None => Ok(()),
    }
}

/// Makes the labels of the rows that are good.
fn print(
    request: &Request,
    (batch, plan, survey, clerk): (&Batch<'_>, &Plan, &Survey, &Clerk<'_>),
    outlet: &mut dyn Outlet,
    watch: &dyn Watch,
) -> Result<Summary, Failure> {
    let target = batch.target;
    let output = || file(&target.output);
    if !survey.bad.is_empty()
        && request.rejects.is_none()
        && request.world.kind(&target.output).is_ok_and(|kind| kind != PathKind::File)
    {
        let message =
            say!("rejected rows cannot be listed beside {output}, which is no regular file", output = output());
        return Err(refused(message).help(say!("name a file for the list with --rejects FILE")).into());
    }
    let labels = survey.good * u64::from(batch.copies);
    let mut rejects = match (&batch.rejects, survey.bad.is_empty()) {
        (Some(path), false) => Some(Rejects::create(batch.world, path, &batch.mapping.behind(), batch.csv)?),
        _ => None,
    };
    let surveyed = Surveyed { batch, plan, survey, clerk };
    let is_grouped = request.group_by.is_some();
    let is_ordered = is_grouped || !request.sort.is_empty();
    let mut arranged =
        is_ordered.then(|| arrange(surveyed, plan.stock(), &mut rejects, is_grouped, watch)).transpose()?;
    let begins = arranged.as_mut().and_then(|arranged| arranged.begins.take());
    let paging = Paging::new(plan.stock(), target.holds, labels, begins.map_or_else(|| target.parts(), Parts::from));
    let (pages, files) = (paging.pages(), paging.files());
    if target.holds == Holds::Sheet && pages > 1 && request.output.is_some() && !target.pattern.has_sheet() {
        let message = say!(
            "the labels take {pages} sheets, which would all be named {output}; add {{sheet}} to the name",
            pages,
            output = output()
        );
        return Err(refused(message).into());
    }
    if let Some(most) = outlet.most_files().filter(|most| files > *most) {
        let message = say!("the labels make {files} files, and where they are to go takes {most}", files, most);
        return Err(refused(message).help(say!("name files for them, or take fewer rows with --rows")).into());
    }
    let manifest = request.manifest.as_deref().map(|path| Manifest::create(batch, path)).transpose()?;
    let about = About { title: title(request.template.path()), allowed: clerk.allowed() };
    let recalled = if target.stores_what_recurs() {
        let zpl = target.zpl(plan.stock())?;
        survey.recurring.chosen(batch, &paging, is_ordered, |alike| zpl.choose(alike))
    } else {
        Vec::new()
    };
    let arranged = arranged.as_ref();
    let (paging, title) = (&paging, about.title.as_str());
    let emit = Emit { surveyed, paging, title, arranged, recalled: &recalled, manifest, rejects, outlet, watch };
    let written = target.with(plan.stock(), &about, &recalled, emit)?;
    Ok(Summary {
        labels: written.labels,
        pages: (target.kind == FileKind::Pdf || target.holds == Holds::Sheet).then_some(pages),
        files: written.files,
        bytes: written.bytes,
        device: device(request, clerk.template()),
        rejects: written.rejects,
        left: written.left,
    })
}

/// What judgement came to, with the pictures that are asked for.
fn outcome(
    request: &Request,
    (terms, folder): (Terms<'_>, &Folder),
    design: &Design<'_>,
    mut found: Vec<Diagnostic>,
    (first, findings): (Option<Record>, Findings),
) -> Result<Outcome, Diagnostic> {
    found.sort_by_key(|found| (Reverse(found.severity), found.rule.code));
    if let Some(overlay) = &request.overlay {
        inputs(request, &terms.template.market, folder).spare(&request.world, overlay)?;
        design.draw(&found, &request.world, overlay)?;
    }
    let proof = if request.proof { design.proof(&found, device(request, terms.template)) } else { None };
    let seen = request.sight.as_ref().map(|sight| design.seen((sight, request.forms), first.as_ref(), &found));
    let (allowed, symbols) = (terms.allow.used(), design.symbols());
    Ok(Outcome {
        design: found,
        findings,
        allowed,
        proof,
        symbols,
        barcodes: design.barcodes(),
        seen: seen.transpose()?,
        peaks: None,
        rejected: 0,
        row_counts: None,
        stays: None,
        summary: None,
    })
}

/// The files that a job is made of.
fn inputs(request: &Request, market: &str, folder: &Folder) -> Inputs {
    let data = request.data.iter().flat_map(Data::files).map(Path::to_path_buf);
    let market = match &request.market {
        Some(MarketId::Named(id)) => Some(PathBuf::from(id)),
        // What a template names was read from its folder.
        Some(MarketId::Auto) | None => world::folder_of(request.template.path()).join(market).into(),
    };
    let template = match &request.template {
        TemplateFrom::File(path) => Some(path.clone()),
        TemplateFrom::Text { .. } => None,
    };
    let lookup = request.lookup.iter().map(|(path, _)| path.clone());
    Inputs::of(&request.world, data.chain(market).chain(template).chain(lookup).chain(folder.files_read()))
}

/// How often each label is made, if the market lets it stand so often.
fn copies(request: &Request, market: &Market, target: &Target) -> Result<u32, Diagnostic> {
    let wanted = request.copies.unwrap_or(1);
    if wanted == 1 {
        return Ok(wanted);
    }
    let id = || name(market.id.clone());
    match &market.copies {
        None => Err(refused(say!(
            "a label of {market} stands once, so --copies does not go with it; it is for labels that stand on several sides of one thing, such as those of SSCCs",
            market = id()
        ))),
        Some(Copies { most, origin }) if wanted == 0 || wanted > *most => {
            let message = say!(
                "--copies is {wanted}, and a label of {market} stands at most {most} times",
                wanted,
                market = id(),
                most = *most
            );
            Err(refused(message).because(Some(origin.reference())))
        }
        Some(_) if target.holds == Holds::Label => Err(refused(say!(
            "every label is a file of its own here, so --copies has nothing to do; print the file as often as you need it"
        ))),
        Some(_) => Ok(wanted),
    }
}

pub(super) fn device(request: &Request, template: &Template) -> Device {
    request.device.map_or(template.device, Device::Printer)
}

/// What a plan is made of.
pub(super) fn setting<'a>(
    request: &'a Request,
    terms: Terms<'a>,
    folder: &'a Folder,
    constants: &'a [(Arc<str>, Value)],
) -> Setting<'a> {
    let Terms { template, market, .. } = terms;
    Setting { template, folder, device: device(request, template), market, constants, free: request.free.as_ref() }
}
