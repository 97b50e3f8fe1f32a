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
    /// no act of the markets here cites them. A template that does not say it is held against the widest of
    /// the tables for goods, those of healthcare (6 and 10, 0.254 to 0.990 mm), and outside is a note.
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
    let table = |application: Application| {
        let [least, _, greatest] = application.modules();
        (least, greatest, application.table())
    };
    let tables = "GS1 General Specifications, symbol specification table";
    if let Some(application) = application {
        let (least, greatest, number) = table(application);
        return TableRange { least, greatest, source: format!("{tables} {number}"), severity: Severity::Warning };
    }
    let (wide, narrow) = (table(Application::Healthcare), table(Application::Pharmacy));
    TableRange {
        least: wide.0.min(narrow.0),
        greatest: wide.1.max(narrow.1),
        source: format!("{tables}s {} and {}", wide.2, narrow.2),
        severity: Severity::Note,
    }
}
