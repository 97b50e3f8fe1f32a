//! Findings as one page for people: the picture, and each finding with what to do about it.
//!
//! The page is to be mailed: it needs nothing from elsewhere, has no script and no date.

use std::fmt::Write;
use std::path::Path;

use crate::check::Check;
use crate::diagnostic::{Diagnostic, Findings, Group, Measured, Place, Severity, SourceText};
use crate::proof::Proof;
use crate::scene::Bounds;
use crate::template::Device;
use crate::units::Length;

const STYLE: &str = include_str!("page.css");

/// Findings that are shown in a picture of their own; beyond that the large one must do.
const MOST_DETAILS: usize = 40;

/// The page about a template and what was found on its design and in records; without a proof, when
/// nothing could be laid out.
#[must_use]
pub fn page(template: &Path, found: &[Diagnostic], records: &Findings, proof: Option<&Proof>) -> String {
    let name =
        template.file_name().map_or_else(|| template.display().to_string(), |n| n.to_string_lossy().into_owned());
    let verdict = Verdict::of(found, records, proof.is_some());
    let mut page = String::new();
    put(
        &mut page,
        format_args!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"quietzone {}\">\n<title>{name}: {}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{name}</h1>\n",
            env!("CARGO_PKG_VERSION"),
            verdict.headline,
            name = Escaped(&name),
        ),
    );
    if let Some(proof) = proof {
        facts(proof, &mut page);
    }
    put(
        &mut page,
        format_args!(
            "<p class=\"verdict {}\"><strong>{}</strong> {}</p>\n</header>\n<main>\n",
            verdict.class,
            verdict.headline,
            Escaped(&verdict.counts)
        ),
    );
    let picture = proof.and_then(Picture::of);
    if let Some(picture) = &picture {
        put(&mut page, format_args!("<figure>\n{}</figure>\n", picture.svg));
    }
    if !found.is_empty() {
        page.push_str("<h2>Findings</h2>\n<ol class=\"findings\">\n");
        for (number, finding) in found.iter().enumerate() {
            let place = proof.filter(|_| number < MOST_DETAILS).and_then(|proof| *proof.places.get(number)?);
            let detail = picture.as_ref().zip(place).map(|(picture, place)| picture.detail(&place));
            item(finding, detail.as_deref().unwrap_or_default(), &mut page);
        }
        page.push_str("</ol>\n");
    }
    for (number, group) in records.groups().into_iter().enumerate() {
        if number == 0 {
            page.push_str("<h2>In single records</h2>\n");
        }
        group_of_records(group, &mut page);
    }
    put(
        &mut page,
        format_args!(
            "</main>\n<footer>Judged by quietzone {}.</footer>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION")
        ),
    );
    page
}

/// The verdict in words.
struct Verdict {
    class: &'static str,
    headline: &'static str,
    counts: String,
}

impl Verdict {
    fn of(found: &[Diagnostic], records: &Findings, laid_out: bool) -> Self {
        let in_records = records.groups().into_iter().map(|group| group.severity);
        let worst = found.iter().map(|finding| finding.severity).chain(in_records).max();
        let (class, headline) = match worst {
            Some(Severity::Error) if !laid_out => ("error", "This label cannot be made."),
            Some(Severity::Error) => ("error", "Do not print this yet."),
            Some(Severity::Unjudged) => ("unjudged", "No error was found, but something must be measured."),
            Some(Severity::Warning) => ("warning", "No error was found; look at the warnings."),
            Some(Severity::Note) => ("note", "No error was found; there is something to know."),
            None => ("clean", "Nothing was found."),
        };
        let words = [
            (Severity::Error, "error", "errors"),
            (Severity::Unjudged, "to be measured", "to be measured"),
            (Severity::Warning, "warning", "warnings"),
            (Severity::Note, "note", "notes"),
        ];
        let counts: Vec<String> = words
            .into_iter()
            .filter_map(|(severity, one, many)| {
                let design = found.iter().filter(|finding| finding.severity == severity).count() as u64;
                match design + records.count(severity) {
                    0 => None,
                    1 => Some(format!("1 {one}")),
                    count => Some(format!("{count} {many}")),
                }
            })
            .collect();
        Self { class, headline, counts: counts.join(", ") }
    }
}

/// What was judged: market, device, sizes.
fn facts(proof: &Proof, page: &mut String) {
    page.push_str("<dl class=\"facts\">\n");
    let mut fact = |name: &str, value: &str| {
        put(page, format_args!("<div><dt>{name}</dt><dd>{}</dd></div>\n", Escaped(value)));
    };
    let sides = |width: Length, height: Length| format!("{:.2} × {height}", width.to_mm());
    fact("Market", &proof.market);
    fact("Label", &sides(proof.size.0, proof.size.1));
    fact(
        "Device",
        &match proof.device {
            Device::Printer(device) => device.to_string(),
            Device::Artwork { .. } => "press artwork".to_owned(),
        },
    );
    for (size, fit) in &proof.symbols {
        let dots = fit.dots.map(|dots| format!(" ({dots})")).unwrap_or_default();
        let sides = sides(fit.width, fit.height);
        fact("Symbol", &format!("{sides}, {size} modules of {:.3} mm{dots}", fit.module.to_mm()));
    }
    page.push_str("</dl>\n");
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
             aria-label=\"The label with the findings\"><g id=\"quietzone-picture\">{inner}</g></svg>\n"
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
fn item(finding: &Diagnostic, detail: &str, page: &mut String) {
    let rule = finding.rule;
    let element = finding.element.as_ref().map(|id| format!("element “{id}”")).unwrap_or_default();
    put(page, format_args!("<li class=\"{}\">\n{detail}", finding.severity));
    put(
        page,
        format_args!(
            "<h3><span class=\"severity\">{}</span> <code>{}</code> {}</h3>\n<p class=\"message\">{}</p>\n",
            severity_in_words(finding.severity),
            rule.code,
            Escaped(&element),
            Escaped(&capital(&finding.message.to_string()))
        ),
    );
    page.push_str("<dl>\n");
    let mut fact = |name: &str, value: &str| {
        put(page, format_args!("<div><dt>{name}</dt><dd>{}</dd></div>\n", Escaped(value)));
    };
    if let Some(face) = &finding.face {
        fact("Face", face);
    }
    fact("The rule", rule.title);
    if let Some(measured) = finding.measured {
        fact("Measured", &in_words(measured));
    }
    if let Some(help) = &finding.help {
        fact("What to do", &capital(&help.to_string()));
    }
    if let Some(reference) = &finding.reference {
        fact("Source", reference);
    }
    page.push_str("</dl>\n");
    match &finding.place {
        Place::Text { source, span } => quoted(source, span.start, page),
        Place::Nowhere => {}
        place => put(page, format_args!("<p class=\"place\">{}</p>\n", Escaped(&place.to_string()))),
    }
    if let Some(check) = Check::of(rule.code) {
        put(page, format_args!("<details><summary>About {}</summary>\n", rule.code));
        manual(&check.manual(), page);
        page.push_str("</details>\n");
    }
    page.push_str("</li>\n");
}

/// What one rule finds in records: how often, and the first places.
fn group_of_records(group: &Group, page: &mut String) {
    let times = if group.count == 1 { "once".to_owned() } else { format!("{} times", group.count) };
    put(
        page,
        format_args!(
            "<section class=\"{}\">\n<h3><span class=\"severity\">{}</span> <code>{}</code> {}, {times}</h3>\n<ul>\n",
            group.severity,
            severity_in_words(group.severity),
            group.rule.code,
            Escaped(group.rule.title)
        ),
    );
    for finding in &group.first {
        let element = finding.element.as_ref().map(|id| format!("element “{id}”: ")).unwrap_or_default();
        let line = format!("{}: {element}{}", finding.place, finding.message);
        put(page, format_args!("<li>{}</li>\n", Escaped(&line)));
    }
    if group.count > group.first.len() as u64 {
        put(page, format_args!("<li>… and {} more</li>\n", group.count - group.first.len() as u64));
    }
    page.push_str("</ul>\n");
    let said = |of: fn(&Diagnostic) -> Option<String>| group.first.iter().find_map(of);
    for (name, text) in [
        ("What to do", said(|f| f.help.as_ref().map(ToString::to_string))),
        ("Source", said(|f| f.reference.as_deref().map(str::to_owned))),
    ] {
        if let Some(text) = text {
            put(page, format_args!("<p><b>{name}</b> {}</p>\n", Escaped(&capital(&text))));
        }
    }
    page.push_str("</section>\n");
}

fn severity_in_words(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Error",
        Severity::Unjudged => "To be measured",
        Severity::Warning => "Warning",
        Severity::Note => "Note",
    }
}

/// `0.39 mm; the limit is 0.4 mm`
fn in_words(measured: Measured) -> String {
    let Measured { value, limit, unit } = measured;
    let number = |thousandths: i64| thousandths as f64 / 1000.0;
    format!("{} {unit}; the limit is {} {unit}", number(value), number(limit))
}

/// A sentence begins with a capital.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The lines of the template's table that begins at a byte: at most eight.
fn quoted(source: &SourceText, start: usize, page: &mut String) {
    let (line, _) = source.line_column(start);
    put(page, format_args!("<p class=\"place\">{}, line {line}</p>\n<pre>", Escaped(&source.name)));
    let lines = source.text.lines().skip(line - 1);
    let of_table = lines.enumerate().take_while(|(n, text)| *n == 0 || !(text.is_empty() || text.starts_with('[')));
    for (number, text) in of_table.take(10) {
        put(page, format_args!("<span>{:>4}</span>  {}\n", line + number, Escaped(text)));
    }
    page.push_str("</pre>\n");
}

/// A manual page: paragraphs, the first of which repeats the title.
fn manual(text: &str, page: &mut String) {
    for paragraph in text.split("\n\n").skip(1).filter(|paragraph| !paragraph.trim().is_empty()) {
        put(page, format_args!("<p>{}</p>\n", Escaped(paragraph)));
    }
}

/// Writing to a string cannot fail.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// Text as HTML content or attribute.
struct Escaped<'t>(&'t str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\n' | '\t' => f.write_char(c)?,
                c if c.is_control() => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;

    #[test]
    fn what_others_wrote_is_no_markup() {
        let rule = Rule { code: "TST01", title: "a <title>" };
        let element = "<b onclick='x'>\"&".into();
        let finding = Diagnostic::error(rule, "<script>alert(1)</script>\u{0}").help("<i>").about(&element);
        let page = page(Path::new("<a>.toml"), &[finding], &Findings::default(), None);
        assert!(!page.contains("<script") && !page.contains("<b on") && !page.contains("<i>") && !page.contains("<a>"));
        assert!(page.contains("&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;") && page.contains('\u{fffd}'));
        assert!(page.contains("This label cannot be made."));
    }

    #[test]
    fn a_clean_label_is_said_to_be_clean() {
        let verdict = Verdict::of(&[], &Findings::default(), true);
        assert_eq!((verdict.class, verdict.headline, verdict.counts.as_str()), ("clean", "Nothing was found.", ""));
    }
}
