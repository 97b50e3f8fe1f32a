//! Findings as one page for people: the picture, and each finding with what to do about it.
//!
//! The page is to be mailed: it needs nothing from elsewhere, has no script and no date. Its markup
//! stands in `page.html`, where everything is escaped but what is made here.

use std::path::Path;

use minijinja::{AutoEscape, Environment, Value, context};

use super::verdict::Verdict;
use crate::check::Check;
use crate::diagnostic::{Diagnostic, Findings, Group, Measured, Place, SourceText};
use crate::proof::Proof;
use crate::render::markup::Escaped;
use crate::say;
use crate::scene::Bounds;
use crate::sentence::{
    InWords, Sentence, Tongue, count, decimal, declared, file, length, masked, name, outside, sides, tongue, worded,
};
use crate::template::Device;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// Findings that are shown in a picture of their own; beyond that the large one must do.
const MOST_DETAILS: usize = 40;
/// Lines of a template that are shown of a table.
const MOST_LINES: usize = 10;

/// The page about a template and what was found on its design and in records; without a proof, when
/// nothing could be laid out.
///
/// # Errors
/// The page's markup is broken, which a test keeps from happening.
pub fn page(
    template: &Path,
    found: &[Diagnostic],
    records: &Findings,
    proof: Option<&Proof>,
) -> Result<String, minijinja::Error> {
    let template = template.file_name().map_or_else(|| template.display().to_string(), |n| n.to_string_lossy().into());
    let verdict = Verdict::of(found, records, proof.is_some());
    let picture = proof.and_then(Picture::of);
    let findings = found.iter().enumerate().map(|(number, finding)| {
        let place = proof.filter(|_| number < MOST_DETAILS).and_then(|proof| *proof.places.get(number)?);
        let detail = picture.as_ref().zip(place).map(|(picture, place)| picture.detail(&place));
        item(finding, detail.unwrap_or_default())
    });
    let title = say!("{name}: {headline}", name = file(&template), headline = &verdict.headline);
    let version = env!("CARGO_PKG_VERSION");
    let context = context! {
        version,
        language => tongue().map_or("en", Tongue::tag),
        title => title.to_string(),
        style => Value::from_safe_string(STYLE.to_owned()),
        name => file(&template).to_string(),
        facts => proof.map(facts),
        class => verdict.class,
        headline => verdict.headline.to_string(),
        counts => verdict.counts,
        picture => picture.as_ref().map(|picture| Value::from_safe_string(picture.svg.clone())),
        findings => findings.collect::<Vec<Value>>(),
        records => records.groups().into_iter().map(group_of_records).collect::<Vec<Value>>(),
        words => context! {
            findings => say!("Findings").to_string(),
            records => say!("In single records").to_string(),
            judged_by => say!("Judged by quietzone {version}.", version = name(version)).to_string(),
        },
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_formatter(|out, _, value| match value.as_str() {
        Some(text) if !value.is_safe() => Ok(write!(out, "{}", Escaped::html(text))?),
        _ => Ok(write!(out, "{value}")?),
    });
    environment.template_from_str(PAGE)?.render(context)
}

/// A name and what it comes to.
fn fact(label: &Sentence, value: impl std::fmt::Display) -> Value {
    context! { label => label.to_string(), value => value.to_string() }
}

/// What was judged: market, device, sizes.
fn facts(proof: &Proof) -> Vec<Value> {
    let device = match proof.device {
        Device::Printer(head) => say!("{head}", head),
        Device::Artwork { .. } => say!("press artwork"),
    };
    let mut facts = vec![
        fact(&say!("Market"), outside(&proof.market)),
        fact(&say!("Label"), sides(proof.size.0, proof.size.1)),
        fact(&say!("Device"), device),
    ];
    facts.extend(proof.symbols.iter().map(|(size, fit)| {
        let (sides, size, module) = (sides(fit.width, fit.height), name(size.to_string()), length(fit.module, 3));
        let told = match fit.dots {
            Some(dots) => say!("{sides}, {size} modules of {module} ({dots})", sides, size, module, dots),
            None => say!("{sides}, {size} modules of {module}", sides, size, module),
        };
        fact(&say!("Symbol"), told)
    }));
    facts
}

/// The picture as a part of the page.
struct Picture {
    svg: String,
    /// Its width and height in millimetres.
    size: (f64, f64),
}

impl Picture {
    fn of(proof: &Proof) -> Option<Self> {
        let start = proof.picture.find("<svg")?;
        let (open, rest) = proof.picture.get(start..)?.split_once('>')?;
        let view = open.split_once("viewBox=\"")?.1.split_once('"')?.0;
        let mut sides = view.split(' ').skip(2).map(str::parse);
        let size = (sides.next()?.ok()?, sides.next()?.ok()?);
        let inner = rest.trim_end().strip_suffix("</svg>")?;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view}\" role=\"img\" \
             aria-label=\"{}\"><g id=\"quietzone-picture\">{inner}</g></svg>\n",
            Escaped::html(&say!("The label with the findings").to_string())
        );
        Some(Self { svg, size })
    }

    /// The part of it around a place; of a large picture not too small a one.
    fn detail(&self, place: &Bounds) -> String {
        let middle = place.middle();
        let (x, y) = (middle.x.to_mm(), middle.y.to_mm());
        let least = self.size.0.hypot(self.size.1) / 10.0;
        let wide = (place.width().to_mm() * 1.5).max(place.height().to_mm() * 2.4).max(12.0).max(least);
        let width = wide.min(self.size.0);
        let height = (width * 0.62).min(self.size.1);
        let left = (x - width / 2.0).clamp(0.0, self.size.0 - width);
        let top = (y - height / 2.0).clamp(0.0, self.size.1 - height);
        format!(
            "<svg class=\"detail\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{left:.3} {top:.3} {width:.3} {height:.3}\" \
             aria-hidden=\"true\"><use href=\"#quietzone-picture\"/></svg>\n"
        )
    }
}

/// One finding.
fn item(finding: &Diagnostic, detail: String) -> Value {
    let rule = finding.rule;
    let element = finding.element.as_ref().map(|id| say!("element “{id}”", id = outside(id)).to_string());
    let mut facts = Vec::new();
    if let Some(face) = &finding.face {
        facts.push(fact(&say!("Face"), outside(face)));
    }
    facts.push(fact(&say!("The rule"), worded(rule.title)));
    if let Some(measured) = finding.measured {
        facts.push(fact(&say!("Measured"), in_words(measured)));
    }
    if let Some(help) = &finding.help {
        facts.push(fact(&say!("What to do"), capital(&help.to_string())));
    }
    if let Some(reference) = &finding.reference {
        facts.push(fact(&say!("Source"), outside(reference)));
    }
    let (place, lines) = match &finding.place {
        Place::Text { source, span } => quoted(source, span.start),
        Place::Nowhere => (None, Vec::new()),
        place => (Some(place.in_words().to_string()), Vec::new()),
    };
    let manual = Check::of(rule.code).map(|check| paragraphs(&check.manual()));
    context! {
        class => finding.severity.to_string(),
        detail => Value::from_safe_string(detail),
        severity => finding.severity.heading().to_string(),
        code => rule.code,
        element => element.unwrap_or_default(),
        message => capital(&finding.message.to_string()),
        facts,
        place,
        lines,
        about => say!("About {rule}", rule = name(rule.code)).to_string(),
        manual,
    }
}

/// What one rule finds in records: how often, and the first places.
fn group_of_records(group: &Group) -> Value {
    let title = declared(group.rule.title);
    let title = say!("{title}, once" | "{title}, {times} times", title, times = count(group.count));
    let first = group
        .first
        .iter()
        .map(|finding| say!("{place}: {said}", place = finding.place.in_words(), said = finding.said()).to_string());
    let mut lines: Vec<String> = first.collect();
    let more = group.count - group.first.len() as u64;
    if more > 0 {
        lines.push(say!("… and {more} more", more).to_string());
    }
    let mut facts = Vec::new();
    if let Some(help) = group.first.iter().find_map(|finding| finding.help.as_ref()) {
        facts.push(fact(&say!("What to do"), capital(&help.to_string())));
    }
    if let Some(reference) = group.first.iter().find_map(|finding| finding.reference.as_ref()) {
        facts.push(fact(&say!("Source"), capital(&outside(reference).to_string())));
    }
    context! {
        class => group.severity.to_string(),
        severity => group.severity.heading().to_string(),
        code => group.rule.code,
        title => title.to_string(),
        lines,
        facts,
    }
}

/// `0.39 mm; the limit is 0.4 mm`
fn in_words(measured: Measured) -> Sentence {
    let Measured { value, limit, unit } = measured;
    let [value, limit] = [value, limit].map(|thousandths| decimal(thousandths as f64 / 1000.0, None));
    say!("{value} {unit}; the limit is {limit} {unit}", value, limit, unit = name(unit))
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The place of a byte of a template, and the first lines of the table that begins there.
fn quoted(source: &SourceText, start: usize) -> (Option<String>, Vec<Value>) {
    let (line, _) = source.line_column(start);
    let place = say!("{file}, line {line}", file = file(&source.name), line);
    let lines = source.text.lines().skip(line - 1);
    let of_table = lines.enumerate().take_while(|(n, text)| *n == 0 || !(text.is_empty() || text.starts_with('[')));
    let lines = of_table.take(MOST_LINES).map(|(number, text)| {
        context! { number => format!("{:>4}", line + number), text => masked(text) }
    });
    (Some(place.to_string()), lines.collect())
}

/// The paragraphs of a manual page behind the first, which repeats the title.
fn paragraphs(manual: &str) -> Vec<String> {
    let paragraphs = manual.split("\n\n").skip(1).filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;

    #[test]
    fn what_others_wrote_is_no_markup() {
        let rule = Rule { code: "TST01", title: "a <title>" };
        let element = "<b onclick='x'>\"&".into();
        let finding = Diagnostic::error(rule, say!("<script>alert(1)</script>\u{0}")).help(say!("<i>")).about(&element);
        let page = page(Path::new("<a>.toml"), &[finding], &Findings::default(), None).unwrap();
        assert!(!page.contains("<script") && !page.contains("<b on") && !page.contains("<i>") && !page.contains("<a>"));
        assert!(page.contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;") && page.contains('\u{fffd}'));
        assert!(page.contains("This label cannot be made."));
    }
}
