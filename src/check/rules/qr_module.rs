use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::scene::Symbology;
use crate::sentence::{decimal, length};
use crate::symbol::Application;
use crate::units::Length;

check! {
    /// A QR symbol that points of sale read has modules of 0.396 to 0.743 mm where it holds a GS1 Digital Link, and of
    /// 0.375 to 0.990 mm where it holds an element string behind FNC1 (GS1 General Specifications, symbol
    /// specification table 1, known from a second hand). Outside it is a warning where the template says
    /// `application = "retail"`, and a note where it says no use. Other uses and other links are held against no table:
    /// a telephone reads them.
    ///
    /// To mend it, write the `module` that is told.
    CHECK = "QR01", "the module of a QR symbol is within the GS1 table for points of sale", Design, run;
}

/// Least and greatest module of a Digital Link, and of an element string, in micrometres.
const LINK: [i64; 2] = [396, 743];
const ELEMENTS: [i64; 2] = [375, 990];

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let severity = match label.stock.blank.application {
        Some(Application::Retail) => Severity::Warning,
        None => Severity::Note,
        Some(_) => return Vec::new(),
    };
    let found = label.qr_symbols().filter_map(|seen| {
        let range = match &seen.symbol.kind {
            Symbology::Qr { gs1: true, .. } => ELEMENTS,
            Symbology::Qr { data, .. } if is_link(data) => LINK,
            _ => return None,
        };
        let [least, greatest] = range.map(Length::from_micrometres);
        let module = seen.symbol.module();
        let limit = if module < least { least } else { greatest };
        if (least..=greatest).contains(&module) {
            return None;
        }
        let message = say!(
            "a module of the QR symbol is {module}; the table asks for {least} to {greatest}",
            module = length(module, 3),
            least = decimal(least.to_mm(), 3),
            greatest = length(greatest, 3)
        );
        let wide = limit * i64::from(seen.symbol.modules().columns());
        let found = Diagnostic::error(CHECK.rule, message)
            .measured(module.to_micrometres(), limit.to_micrometres(), "mm")
            .because(Some("GS1 General Specifications, symbol specification table 1".into()))
            .help(say!("a module of {module} gives a symbol {wide} wide", module = length(limit, 3), wide));
        Some(label.about(&seen.mark, found.weighing(severity)))
    });
    found.collect()
}

/// Whether a text is a GS1 Digital Link: a web address with the GTIN in its path.
fn is_link(data: &str) -> bool {
    let lower = data.get(..8).unwrap_or(data).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")) && data.contains("/01/")
}
