//! How a request is carried out.

use std::fs;
use std::path::Path;

use super::batch::Batch;
use super::chunks::threads;
use super::emit::emit;
use super::fields::wanted;
use super::inspect::{AUTO, Inspection};
use super::names::{Holds, Pattern};
use super::outlet::{Format, Target, no_format};
use super::request::{Failure, Outcome, Request, Summary, Watch, refused};
use super::survey::survey;
use crate::diagnostic::Diagnostic;
use crate::layout::{Plan, Setting};
use crate::market::Market;
use crate::render::zpl;
use crate::source::{Input, Lookup, Mapping, Table};
use crate::template::{Device, Template};
use crate::world::{self, Folder};

/// Carries out a request.
///
/// # Errors
/// Everything that keeps the job from running: a template, market or font with mistakes, columns
/// that cannot be found, files that cannot be read or written. Bad rows are no failure; they are
/// in the [`Outcome`].
pub fn run(request: &Request, watch: &dyn Watch) -> Result<Outcome, Failure> {
    let text = world::read_text(&request.template, world::MAX_FILE).map_err(|error| refused(error.to_string()))?;
    let name = request.template.display().to_string();
    let template = Template::parse(&name, text)?;
    let market = match request.market.as_deref() {
        Some(AUTO) => {
            Inspection { data: request.data.clone(), market: AUTO.to_owned(), threads: None }.market_of_data()?
        }
        named => Market::load(named.unwrap_or(&template.market))?,
    };
    let target = target(request, template.sheet.is_some())?;
    let mut names = template.names_used();
    if target.holds == Holds::Label {
        names.extend(target.pattern.fields());
    }
    let wanted = wanted(request, &template, &market, names)?;
    let table = request.data.open(&market)?;
    let lookup = match &request.lookup {
        Some((path, key)) => {
            Some(Lookup::load(Table::open(Input::open(path)?, None, &market.structure, true)?, key, &market)?)
        }
        None => None,
    };
    let mapping = Mapping::find(&table, &market, &wanted, lookup.as_ref())?;
    let device = request.device.map_or(template.device, Device::Printer);
    let constants = mapping.constants();
    let folder = Folder::of(&request.template);
    let start_at = request.start_at;
    let setting =
        Setting { template: &template, folder: &folder, device, market: &market, constants: &constants, start_at };
    let mut plan = Plan::new(setting)?;
    plan.settle(None)?;
    let title = template_title(&request.template);
    let batch = Batch {
        table: &table,
        mapping: &mapping,
        target: &target,
        threads: threads(request.threads),
        title: &title,
        market: &market,
        lookup: lookup.as_ref(),
        rows: request.rows.as_ref(),
    };
    if let Format::Zpl(_) = target.format {
        // Told before a long batch is read.
        zpl::printer(plan.stock()).map_err(|error| refused(error.to_string()))?;
    }
    let survey = survey(&batch, &plan, watch)?;
    let rejected = survey.bad.len() as u64;
    if survey.good + rejected == 0 {
        return Err(table.input().error("there is no row to print").into());
    }
    if rejected > 0 && !request.skip_bad {
        return Ok(Outcome { findings: survey.findings, rejected, summary: None });
    }
    if rejected > 0 && fs::metadata(&request.output).is_ok_and(|m| !m.is_file()) {
        return Err(refused(format!(
            "rejected rows cannot be listed beside {}, which is no regular file",
            request.output.display()
        ))
        .into());
    }
    if survey.good > 0 {
        plan.settle(Some(survey.longest))?;
    }
    let pages = plan.stock().sheet.as_ref().map_or(survey.good, |sheet| sheet.pages(survey.good));
    if target.holds == Holds::Sheet && pages > 1 && !target.pattern.has_sheet() {
        return Err(refused(format!(
            "the labels take {pages} sheets, which would all be named {}; add {{sheet}} to the name",
            request.output.display()
        ))
        .into());
    }
    let written = emit(&batch, &plan, &survey, watch)?;
    let summary = Summary {
        labels: written.labels,
        pages: (matches!(target.format, Format::Pdf(_)) || target.holds == Holds::Sheet).then_some(pages),
        files: written.files,
        bytes: written.bytes,
        symbols: plan.symbols(),
        device,
        rejects: written.rejects,
    };
    Ok(Outcome { findings: survey.findings, rejected, summary: Some(summary) })
}

/// The files of a request, by the output's ending and the pattern of its name.
fn target(request: &Request, sheets: bool) -> Result<Target, Diagnostic> {
    let output = &request.output;
    let stream = fs::metadata(output).is_ok_and(|m| !m.is_file() && !m.is_dir());
    let format = Format::of(output, request.forms)
        // A device or FIFO has no ending to go by.
        .or(stream.then_some(Format::Pdf(request.forms.pdf)))
        .ok_or_else(|| refused(no_format(output)))?;
    let pattern = Pattern::new(&output.to_string_lossy()).map_err(refused)?;
    if matches!(format, Format::Pdf(_)) && !pattern.is_plain() {
        return Err(refused("a PDF holds all labels, so its name has no {…} in it"));
    }
    let holds = match format {
        Format::Pdf(_) => Holds::All,
        Format::Png | Format::Svg(_) if sheets && pattern.has_record() => {
            return Err(refused("a file holds a sheet of labels, so name it by {sheet} and by nothing of a label"));
        }
        Format::Png | Format::Svg(_) if sheets => Holds::Sheet,
        Format::Zpl(_) if pattern.has_part() => match request.part_size {
            Some(size) if size > 0 => Holds::Part(size),
            _ => return Err(refused("{part} needs --part-size, the labels in a file")),
        },
        Format::Zpl(_) if !pattern.has_record() => Holds::All,
        Format::Png | Format::Svg(_) | Format::Zpl(_) => Holds::Label,
    };
    if pattern.has_sheet() && holds != Holds::Sheet {
        return Err(refused("{sheet} is for PNG and SVG files of a template with a [sheet]"));
    }
    if (request.part_size.is_some() || pattern.has_part()) && !matches!(holds, Holds::Part(_)) {
        return Err(refused("--part-size is for ZPL files with {part} in their name, such as 'out/{part}.zpl'"));
    }
    Ok(Target { format, output: output.clone(), pattern, holds })
}

fn template_title(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
