use super::super::{Label, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;
use crate::sentence::{decimal, length};
use crate::symbol::Application;
use crate::units::Length;

check! {
    /// GS1 gives a least and a greatest module (X-dimension) for every use of a symbol, in its symbol
    /// specification tables. A template says what its symbol is read for, `application = "pharmacy"`, and is
    /// held against that table: outside it is a warning, because the tables are known from a second hand and
    /// no act of the markets here cites them. A template that does not say it, or says a use whose table has no
    /// Data Matrix (3), is held against the widest of the tables for goods, those of healthcare (6 and 10,
    /// 0.254 to 0.990 mm), and outside is a note.
    ///
    /// What an act itself asks of the module is judged by MD01.
    CHECK = "SZ02", "the module is within the GS1 table for its use", Design, run;
}

/// The modules that a table allows, which table that is, and how much it weighs to leave it.
struct TableRange {
    least: Length,
    greatest: Length,
    source: String,
    severity: Severity,
}

fn run(label: &Label<'_>) -> Vec<Diagnostic> {
    let TableRange { least, greatest, source, severity } = range(label.stock.blank.application);
    let outside = label.sized().filter(|symbol| !(least..=greatest).contains(&symbol.module));
    let found = outside.map(|symbol| {
        let module = symbol.module;
        let message = say!(
            "a module is {module}; the table asks for {least} to {greatest}",
            module = length(module, 3),
            least = decimal(least.to_mm(), 3),
            greatest = length(greatest, 3)
        );
        let limit = if module < least { least } else { greatest };
        let help = say!(
            "a module of {module} gives a symbol {wide} wide",
            module = length(limit, 3),
            wide = limit * i64::from(symbol.modules.0)
        );
        let found = Diagnostic::error(CHECK.rule, message)
            .measured(module.to_micrometres(), limit.to_micrometres(), "mm")
            .because(Some(source.as_str().into()))
            .help(help);
        label.about_place(symbol.part, &symbol.bounds, found.weighing(severity))
    });
    found.collect()
}

fn range(application: Option<Application>) -> TableRange {
    let tables = "GS1 General Specifications, symbol specification table";
    if let Some((application, [least, _, greatest])) = application.and_then(|it| Some((it, it.modules()?))) {
        let source = format!("{tables} {}", application.table());
        return TableRange { least, greatest, source, severity: Severity::Warning };
    }
    let [wide, narrow] = [Application::Healthcare, Application::Pharmacy];
    let modules = || [wide, narrow].into_iter().filter_map(Application::modules).flatten();
    TableRange {
        least: modules().min().unwrap_or_default(),
        greatest: modules().max().unwrap_or_default(),
        source: format!("{tables}s {} and {}", wide.table(), narrow.table()),
        severity: Severity::Note,
    }
}
